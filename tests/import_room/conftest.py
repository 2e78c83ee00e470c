"""What tests of the walls need: a port on which somebody may listen."""

from tests.faults.conftest import free_port

__all__ = ["free_port"]
