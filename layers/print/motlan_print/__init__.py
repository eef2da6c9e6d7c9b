"""The print layer: data and a template of ``templates/print`` in, a PDF out. It knows ``motlan.model`` only."""

from motlan_print.typeset import Typesetter

__all__ = ["Typesetter"]
