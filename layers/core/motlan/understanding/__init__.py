"""Understanding: read pages → papers with fields. ``understand`` is the door; a ``Catalogue`` holds the paper types."""

from motlan.understanding.catalogue import Catalogue
from motlan.understanding.template_files import BadTemplate
from motlan.understanding.understand import Understanding, understand

__all__ = ["BadTemplate", "Catalogue", "Understanding", "understand"]
