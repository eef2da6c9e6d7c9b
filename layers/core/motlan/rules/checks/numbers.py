"""Identity numbers, tax codes, machine-readable zones (domain.md B.1, B.3)."""

from __future__ import annotations

import re

from motlan.language.text import fold_words
from motlan.model import Issue
from motlan.rules.checks.base import CheckContext, Fields, Params, contradiction, date_of, keys, rows_of, text_of
from motlan.rules.id_numbers import is_tax_code, personal_id_facts
from motlan.rules.messages import issue
from motlan.rules.mrz import parse_mrz

_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")


def personal_id(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Id (or an identity paper's text), birth date or year, [sex] → ``E_ID_MISMATCH`` (TT 59/2021/TT-BCA Điều 4)."""
    id_key, birth_key, *sex_key = keys(params, 2)
    number = _TWELVE.search(text_of(fields, id_key))
    facts = personal_id_facts(number.group()) if number else None
    if facts is None:
        return []
    out: list[Issue] = []
    birth = date_of(fields, birth_key)
    if birth is not None and birth.year != facts.birth_year:
        out += contradiction(fields, issue("E_ID_MISMATCH", id_key, birth_key, what="năm sinh"))
    sex = fold_words(text_of(fields, sex_key[0])) if sex_key else ""
    if sex in ("nam", "nu") and sex != fold_words(facts.sex):
        out += contradiction(fields, issue("E_ID_MISMATCH", id_key, sex_key[0], what="giới tính"))
    return out


def id_fits(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """As ``personal_id`` where a misread figure is likelier than a wrong paper: → ``W_LOW_CONFIDENCE``."""
    return [issue("W_LOW_CONFIDENCE", *found.fields) for found in personal_id(fields, context, params)]


def id_of_woman(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """As ``id_fits`` for a mother or wife."""
    return id_fits(fields, context, params) + _of_sex(fields, keys(params)[0], "nu")


def id_of_man(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """As ``id_fits`` for a father or husband."""
    return id_fits(fields, context, params) + _of_sex(fields, keys(params)[0], "nam")


def _of_sex(fields: Fields, key: str, sex: str) -> list[Issue]:
    number = _TWELVE.search(text_of(fields, key))
    facts = personal_id_facts(number.group()) if number else None
    return [] if facts is None or fold_words(facts.sex) == sex else [issue("W_LOW_CONFIDENCE", key)]


def id_rows(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """A list of people (``personal_id``/``id_no``, ``birth_date``/``birth_year``, ``sex``) → ``E_ID_MISMATCH``."""
    key = keys(params)[0]
    for row in rows_of(fields, key):
        facts = personal_id_facts(str(row.get("personal_id") or row.get("id_no") or ""))
        year = str(row.get("birth_date") or row.get("birth_year") or "")[:4]
        sex = fold_words(str(row.get("sex") or ""))
        if facts and ((year and int(year) != facts.birth_year) or (sex and sex != fold_words(facts.sex))):
            return contradiction(fields, issue("E_ID_MISMATCH", key, what="năm sinh hoặc giới tính"))
    return []


def id_format(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Numbers of 9 (CMND) or 12 digits, all the fields named → ``E_ID_FORMAT``; ``lengths`` for others."""
    given = params.get("lengths")
    lengths = {int(str(n)) for n in given} if isinstance(given, list) else {9, 12}
    expected = " hoặc ".join(f"{n} chữ số" for n in sorted(lengths))
    out: list[Issue] = []
    for key in keys(params):
        value = re.sub(r"\s", "", text_of(fields, key))
        if value and not (value.isascii() and value.isdigit() and len(value) in lengths):
            out.append(issue("E_ID_FORMAT", key, expected=expected))
    return out


def tax_code(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Business or tax code: 10 digits with check digit, 13 with branch, a personal id, or an old local code."""
    key = keys(params)[0]
    code = re.sub(r"[\s.]", "", text_of(fields, key))
    if not code or is_tax_code(code) or re.fullmatch(r"\d{12}|\d{2}[A-Z]\d{7}", code):
        return []
    return contradiction(fields, issue("E_TAX_CODE", key))


def mrz(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Machine-readable zone → ``E_MRZ_CHECK`` where a check digit is wrong (ICAO 9303-3, 4.9)."""
    key = keys(params)[0]
    lines = text_of(fields, key).splitlines()
    found = parse_mrz(lines)
    if not lines or (found is not None and found.holds):
        return []
    return [issue("E_MRZ_CHECK", key)] if found is not None else [issue("W_LOW_CONFIDENCE", key)]
