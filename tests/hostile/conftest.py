"""What sending hostile files needs: a port for a real server."""

from tests.faults.conftest import free_port

__all__ = ["free_port"]
