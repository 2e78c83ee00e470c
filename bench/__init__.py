"""What the product costs, beside a small application that does only the necessary: `make bench`."""
