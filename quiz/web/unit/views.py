"""What the addresses of this audience answer."""
