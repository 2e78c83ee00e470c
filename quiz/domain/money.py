"""Amounts of money: whole đồng, written as Vietnam writes them."""


def dong(amount: int) -> str:
    """Write an amount as regulations do, in every language: "1.000.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng"
