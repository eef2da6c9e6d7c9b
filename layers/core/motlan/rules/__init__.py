"""Pure rules: normal forms, checks, validity, units. No I/O; everything by name, as the templates use it."""

from motlan.rules.addresses import Located, locate, unit_issues
from motlan.rules.checks import CHECKS, SURE, Check, CheckContext
from motlan.rules.dossier_checks import DOSSIER_CHECKS, DossierCheck, PaperIssue, check_dossier
from motlan.rules.id_numbers import IdFacts, is_tax_code, personal_id_facts
from motlan.rules.messages import MESSAGES, issue
from motlan.rules.mrz import Mrz, check_digit, parse_mrz
from motlan.rules.normal import DOUBTFUL, Normal, Normaliser
from motlan.rules.normalisers import NORMALISERS
from motlan.rules.persons import Person, people_of
from motlan.rules.qr import Payload, issued_facts, parse_payload
from motlan.rules.sources import Reading, Settled, agree, settle
from motlan.rules.tags import tags_of
from motlan.rules.units import Unit, Units
from motlan.rules.validity import Validity, ValidityRule, add_months, rule_of, validity, validity_issues

__all__ = [
    "CHECKS",
    "DOSSIER_CHECKS",
    "DOUBTFUL",
    "MESSAGES",
    "NORMALISERS",
    "SURE",
    "Check",
    "CheckContext",
    "DossierCheck",
    "IdFacts",
    "Located",
    "Mrz",
    "Normal",
    "Normaliser",
    "PaperIssue",
    "Payload",
    "Person",
    "Reading",
    "Settled",
    "Unit",
    "Units",
    "Validity",
    "ValidityRule",
    "add_months",
    "agree",
    "check_digit",
    "check_dossier",
    "is_tax_code",
    "issue",
    "issued_facts",
    "locate",
    "parse_mrz",
    "parse_payload",
    "people_of",
    "personal_id_facts",
    "rule_of",
    "settle",
    "tags_of",
    "unit_issues",
    "validity",
    "validity_issues",
]
