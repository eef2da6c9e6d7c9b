"""Pure rules: normal forms, checks, validity, units. No I/O; everything by name, as the templates use it."""

from motlan.rules.id_numbers import IdFacts, is_tax_code, personal_id_facts
from motlan.rules.mrz import Mrz, check_digit, parse_mrz
from motlan.rules.normal import DOUBTFUL, Normal, Normaliser
from motlan.rules.normalisers import NORMALISERS

__all__ = [
    "DOUBTFUL",
    "NORMALISERS",
    "IdFacts",
    "Mrz",
    "Normal",
    "Normaliser",
    "check_digit",
    "is_tax_code",
    "parse_mrz",
    "personal_id_facts",
]
