"""Understanding: read pages → papers with fields. ``understand`` is the door; a ``Catalogue`` holds the paper types."""

from motlan.understanding.catalogue import BadTemplate, Catalogue
from motlan.understanding.understand import Understanding, understand

__all__ = ["BadTemplate", "Catalogue", "Understanding", "understand"]
