"""Figures against words: dates, areas, money (domain.md B.1)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from rapidfuzz.distance import OSA

from motlan.language.date_words import date_to_words, parse_date_words
from motlan.language.dates import PartialDate
from motlan.language.numbers import Spelled, to_words
from motlan.language.quantities import spelled_amount
from motlan.language.text import fold_words
from motlan.model import Issue
from motlan.rules.checks.base import CheckContext, Fields, Params, contradiction, date_of, keys, rows_of, text_of
from motlan.rules.land import parts_of_area
from motlan.rules.messages import issue

#: Letters that OCR may have bent before words count as saying something else.
_BENT = 2


def date_words(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Date in figures, date in words → ``E_DATE_WORDS_MISMATCH`` (TT 04/2020/TT-BTP Điều 34: both are written)."""
    figures_key, words_key = keys(params, 2)[:2]
    figures, words = date_of(fields, figures_key), text_of(fields, words_key)
    said = parse_date_words(words)
    if figures is None or said is None or said == figures or (said.agrees(figures) and figures.precision != "day"):
        return []
    if said.repaired and _is_bent_form_of(words, figures):
        return []
    found = issue("E_DATE_WORDS_MISMATCH", figures_key, words_key, figures=figures.printed, words=said.printed)
    return contradiction(fields, found)


def _is_bent_form_of(words: str, figures: PartialDate) -> bool:
    read = fold_words(words).replace(" ", "")
    spellings = (date_to_words(figures, thousand=thousand) for thousand in ("nghìn", "ngàn"))
    return any(OSA.distance(read, fold_words(spelling).replace(" ", "")) <= _BENT for spelling in spellings)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _differs(figures: Decimal | None, spelled: Spelled | None) -> bool:
    return figures is not None and spelled is not None and not spelled.repaired and spelled.value != figures


def area_words(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Area, area in words; or the list field with ``area_m2`` and ``area_words`` → ``E_AREA_WORDS_MISMATCH``."""
    named = keys(params)
    pairs: list[tuple[tuple[str, ...], object, object]] = []
    if len(named) > 1:
        pairs.append(((named[0], named[1]), getattr(fields.get(named[0]), "value", None), text_of(fields, named[1])))
    else:
        pairs += [((named[0],), row.get("area_m2"), row.get("area_words")) for row in rows_of(fields, named[0])]
    out: list[Issue] = []
    for where, figures, words in pairs:
        number, spelled = _number(figures), spelled_amount(str(words or ""))
        if spelled is not None and _differs(number, spelled):
            found = issue("E_AREA_WORDS_MISMATCH", *where, figures=_vn(number), words=_vn(spelled.value))
            out += contradiction(fields, found)
    return out


def money_words(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Amount (words in brackets in its raw text), or amount and words → ``E_MONEY_WORDS_MISMATCH``."""
    named = keys(params)
    field = fields.get(named[0])
    if field is None:
        return []
    if len(named) > 1:
        words = text_of(fields, named[1])
    else:
        brackets = re.search(r"\(([^)]*)\)?|[Bb]ằng chữ\s*:?(.*)", field.raw or "")
        words = next((group for group in brackets.groups() if group), "") if brackets else ""
    spelled, figures = spelled_amount(words), _number(field.value)
    if spelled is None or figures is None or not _differs(figures, spelled):
        return []
    # one letter: "bảy" and "sáu" are only two apart, and both are numbers
    if OSA.distance(fold_words(words), fold_words(_in_words(figures) + " đồng")) <= 1:
        return []
    found = issue("E_MONEY_WORDS_MISMATCH", *named[:2], figures=_vn(figures), words=_vn(spelled.value))
    return contradiction(fields, found)


def _in_words(figures: Decimal) -> str:
    return to_words(int(figures)) if 0 <= figures < 10**15 else ""


def sum_of_areas(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """List of parcels: ``use_form`` ("riêng … m²; chung … m²") adds up to ``area_m2`` → ``E_AREA_WORDS_MISMATCH``."""
    key = keys(params)[0]
    out: list[Issue] = []
    for row in rows_of(fields, key):
        total, parts = _number(row.get("area_m2")), parts_of_area(str(row.get("use_form") or ""))
        if total is None or parts is None or sum(parts) == total:
            continue
        said = {"parts": _vn(sum(parts, Decimal(0))), "figures": _vn(total)}
        found = issue("E_AREA_WORDS_MISMATCH/sum", key, **said)
        out += contradiction(fields, found)
    return out


def _vn(number: Decimal | None) -> str:
    """1234.5 as a Vietnamese reads it: 1.234,5."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,")) if number is not None else ""
