"""The demonstration: three histories with invented people, on dates around today."""

from quiz.services.demo.loading import Loader, is_loaded

__all__ = ["Loader", "is_loaded"]
