"""Text, names and closed lists."""

from __future__ import annotations

import re

from motlan.language.date_words import parse_date_words
from motlan.language.matching import choose
from motlan.language.misreadings import to_letters
from motlan.language.quantities import spelled_amount
from motlan.language.syllables import is_plausible_name_word
from motlan.language.text import clean, fold_words, without_leaders
from motlan.rules.closed_lists import ETHNIC_NAMES, MARITAL_STATUS_HEADS, NATIONALITIES
from motlan.rules.normal import Normal

_ENDS = " .,;:_|~*=<>«»\"'"
_LETTER = re.compile(r"[^\W\d_]")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['.\-](?=[^\W\d_]))*")


def text(raw: str) -> Normal | None:
    """The printed text, NFC, one space between words, without the form's dotted lines; None where nothing is left."""
    value = without_leaders(raw).strip(" |_~")
    return Normal(value) if any(char.isalnum() for char in value) else None


def name(raw: str) -> Normal | None:
    """A person's name as printed: 2–7 words of letters (domain.md B.1 ``person_name_vn``).

    A name in capitals with single small letters is put into capitals; digits in it become the letters they resemble.
    """
    printed = without_leaders(raw).strip(_ENDS + "-")
    if not _LETTER.search(printed):
        return None
    value, digits = to_letters(printed) if re.search(r"[^\W\d_]\d|\d[^\W\d_]", printed) else (printed, 0)
    letters = [char for char in value if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if len(letters) > 4 and upper >= 0.7 * len(letters) and upper < len(letters):
        value = value.upper()
    words = value.split()
    certainty = 1.0
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        certainty = 0.3
    elif not 2 <= len(words) <= 7:
        certainty = 0.45 if len(words) == 1 else 0.4
    elif strange := sum(not is_plausible_name_word(word) for word in words):
        certainty = max(0.5, 0.85 - 0.15 * strange)
    if value != printed:
        certainty = min(certainty, 0.8 if not digits else 0.6)
    return Normal(value, certainty, value != printed)


def _listed(raw: str, entries: tuple[str, ...], *, open_list: bool) -> Normal | None:
    printed = without_leaders(raw).strip(_ENDS + "-/()[]") if "(" not in raw else without_leaders(raw).strip(_ENDS)
    if not _LETTER.search(printed):
        return None
    found = choose(printed, entries)
    if found is None:
        return Normal(printed, 0.45 if open_list else 0.3)
    return Normal(found.value, 1.0 if found.distance == 0 else 0.85 if found.distance == 1 else 0.7, found.distance > 0)


def sex(raw: str) -> Normal | None:
    """``Nam`` or ``Nữ``; also of M/F and Male/Female."""
    words = fold_words(raw).split()
    if len(words) > 4:
        return None
    english = {"m": "Nam", "male": "Nam", "f": "Nữ", "female": "Nữ"}
    known = {english.get(word) or {"nam": "Nam", "nu": "Nữ"}.get(word) for word in words} - {None}
    if len(known) == 1:
        value = known.pop()
        exact = clean(raw).strip(_ENDS).casefold() == str(value).casefold()
        return Normal(value, 1.0 if exact else 0.9 if len(words) == 1 else 0.8, not exact)
    if known or len(words) != 1:
        return None  # both: a form with boxes to tick; what is ticked is not in the text
    found = choose(words[0], ("Nam", "Nữ", "Nừ", "Nũ"), edits=1)
    return None if found is None else Normal("Nam" if found.value == "Nam" else "Nữ", 0.6, True)


def ethnicity(raw: str) -> Normal | None:
    """An ethnic group in the spelling that is printed (54 groups and their other spellings, người nước ngoài)."""
    return _listed(re.sub(r"(?i)^\s*dân tộc\s*:?\s*", "", raw), ETHNIC_NAMES, open_list=False)


def nationality(raw: str) -> Normal | None:
    """A nationality as printed; a country that is not in the list is kept with little certainty."""
    without_english = re.sub(r"(?i)\s*/\s*(?:viet\s*nam(?:ese)?)\s*$", "", clean(raw))
    return _listed(without_english, NATIONALITIES, open_list=True)


def marital_status(raw: str) -> Normal | None:
    """The text after "Tình trạng hôn nhân" as printed; certain where it begins like one of the six of domain.md B.6."""
    found = text(raw)
    if found is None:
        return None
    value = str(found.value).strip(" .")
    folded = fold_words(value)
    fits = any(folded.startswith(fold_words(head)) for head in MARITAL_STATUS_HEADS)
    return Normal(value, 1.0 if fits else 0.5)


def yes_no(raw: str) -> Normal | None:
    """``Có`` or ``Không`` where the text says one of them only."""
    said = {{"co": "Có", "khong": "Không", "yes": "Có", "no": "Không"}.get(word) for word in fold_words(raw).split()}
    said.discard(None)
    if len(said) != 1:
        return None
    value = said.pop()
    exact = clean(raw).strip(_ENDS).casefold() == str(value).casefold()
    return Normal(value, 1.0 if exact else 0.7, not exact)


def date_words(raw: str) -> Normal | None:
    """A date in words, as printed; certain where the words make a date."""
    found = text(raw)
    if found is None:
        return None
    value = str(found.value).strip(" .;,()")
    parsed = parse_date_words(re.sub(r"(?i)^ghi bằng chữ\s*:?\s*", "", value))
    return Normal(value, 0.3 if parsed is None else 0.7 if parsed.repaired else 1.0)


def amount_words(raw: str) -> Normal | None:
    """An amount in words (area, money), as printed; certain where the words make a number."""
    found = text(raw)
    if found is None:
        return None
    value = re.sub(r"(?i)^\(?\s*(?:viết |ghi )?bằng chữ\s*:?\s*", "", str(found.value)).strip(" .;,()")
    spelled = spelled_amount(value)
    return Normal(value, 0.4 if spelled is None else 0.7 if spelled.repaired else 1.0) if value else None
