"""The HTTP API (design.md 5): routes, who may call them, errors as ``application/problem+json``."""

from motlan.api.access import Tokens
from motlan.api.app import make_handler

__all__ = ["Tokens", "make_handler"]
