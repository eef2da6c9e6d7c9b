"""When a value is right: by the kind of its key (contract.md 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from benchmarks.metrics.normalise import plain

_NUMBERS = re.compile(r"(area_m2|capital_vnd|weight_g|^child_count$|copy_quantity)")
_CODES = re.compile(
    r"(_no$|_id$|^id_no$|id_no$|^serial|^barcode$|^mrz$|business_code|dossier_code|phone|^code$|^map_sheet)"
)
_TEXT_NUMBERS = re.compile(r"^(doc_number|cert_no|copy_no|extract_no|notice_no|judgment_no|receipt_no)$")
_DATES = re.compile(r"(_date$|^date$|_on$|valid_until|expiry_date|birth_year|^year$|graduation_year|_at$|_time$)")
_FREE = re.compile(
    r"(residence|address|place$|home_town|birth_registration_place|issuer|centre_name|recipient$|_body$|^court$|^school$|source_register"
    r"|^components$|^scope$|^term$|^request$|^origin$|^use_form$|^content$|^changes$|^status_period$|id_doc|marital_status|purpose|abstract"
    r"|recipients|notes)"
)
_YES_NO = {"true": "có", "false": "không", "yes": "có", "no": "không", "1": "có", "0": "không"}
#: Share of wrong letters up to which a text still counts as softly right.
SOFT = 0.05


def kind_of(key: str) -> str:
    """number, yes_no, code, date, free (addresses and sentences: punctuation does not count) or text."""
    if _NUMBERS.search(key):
        return "number"
    if key in ("has_changes", "copy_requested"):
        return "yes_no"
    if _CODES.search(key) or _TEXT_NUMBERS.match(key):
        return "code"
    if _DATES.search(key):
        return "date"
    return "free" if _FREE.search(key) else "text"


def normal(key: str, value: object) -> str | float:
    """The form in which two values of a key are compared."""
    kind = kind_of(key)
    if isinstance(value, bool):
        return "có" if value else "không"
    if kind == "number":
        return _number(value)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    text = plain(str(value)).casefold()
    if kind == "yes_no":
        return _YES_NO.get(text, text)
    if kind == "code":
        return _code(key, text)
    if kind == "free":
        return re.sub(r"\s+", " ", re.sub(r"[^\w\s/]", " ", text)).strip()
    return text if kind == "date" else text.strip(" .,;:")


def _number(value: object) -> str | float:
    try:
        if not isinstance(value, str):
            return float(value)  # type: ignore[arg-type]
        grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+", value.strip())
        return float(value.replace(".", "") if grouped else value.replace(" ", "").replace(",", "."))
    except (TypeError, ValueError):
        return str(value)


def _code(key: str, text: str) -> str:
    text = re.sub(r"\s", "", text)
    if key in ("business_code", "phone"):
        text = text.replace(".", "")
    if re.fullmatch(r"0*\d+", text) and key in ("change_no", "parcel_no", "map_sheet_no", "marriage_count"):
        text = text.lstrip("0") or "0"
    return text


def same(key: str, truth: object, others: Iterable[object] | None, got: object) -> tuple[bool, bool]:
    """Whether ``got`` is one of the right answers, exactly and softly."""
    given, best = normal(key, got), 1.0
    for answer in (truth, *(others or ())):
        right = normal(key, answer)
        if right == given:
            return True, True
        if isinstance(right, str) and isinstance(given, str) and right:
            best = min(best, Levenshtein.distance(right, given) / len(right))
    return False, best <= SOFT
