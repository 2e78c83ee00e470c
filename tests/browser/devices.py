"""What people hold in their hands, and what goes wrong on it."""

from playwright.sync_api import BrowserContext, Page

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
VIETNAM = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


def watch(context: BrowserContext, faults: list[str]) -> None:
    """Write down every error of a script and everything else that the console calls an error."""

    def follow(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda line: (
                faults.append(f"{page.url}: {line.text}") if line.type == "error" else None
            ),
        )

    context.on("page", follow)
