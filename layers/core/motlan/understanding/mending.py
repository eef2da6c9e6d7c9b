"""Values freed of the recogniser's slips by what is known of places, phrases, surnames, dates; always marked so."""

from __future__ import annotations

import re

from motlan.language.date_words import date_to_words, parse_date_words
from motlan.language.dates import from_iso
from motlan.language.syllables import is_plausible_name_word, parted
from motlan.language.text import clean
from motlan.understanding.draft import Draft
from motlan.understanding.layout import squash
from motlan.understanding.lexicon import begins_with_surname, mend_middle, mend_phrases, mend_surname, mend_words_like
from motlan.understanding.places import mend_address, province_of
from motlan.understanding.soundness import unsound

#: Fields of kind text that name an office with its place.
_OFFICES = frozenset(
    {
        "issuer_name",
        "registration_place",
        "recipient",
        "issuing_body",
        "superior_body",
        "centre_name",
        "court",
        "birth_place",
    }
)
#: print has the raised 2, which few recognisers know
_SQUARE = re.compile(r"(?<=\d )m2\b|(?<=\d)m2\b|\bm2(?=[,;.)]|$)")
#: "080300997086Bộ Công an"; "C 2/02/2025" for 02/02/2025
_RUN_ON = re.compile(r"(?<=\d{9})(?=[^\W\d_]{2})")
_LOST_ZERO = re.compile(r"(?<=ngày )[COQo] ?(?=\d/\d\d/\d{4}\b)")
#: "xã Bạch Ngọc, tỉnh": the name behind the kind was lost
_UNNAMED = re.compile(r"(?i)(?:^|[\s,])(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|cấp ngày|cấp)[\s.,]*$")
#: kinds of value that are words of Vietnamese
_WORDS = frozenset({"address", "text", "id_doc", "marital_status", "term", "name", "date_words"})
_SURE = ("qr", "mrz", "text_layer")


def mend(drafts: dict[str, Draft]) -> None:
    """Mends the fields of one paper in place."""
    near = _province(drafts)
    for key, found in drafts.items():
        _one(key, found, near)
        for item in found.items or []:
            for part_key, part in item.items():
                _one(part_key, part, near)
        for part in found.plain_items or []:
            _one(key, part, near)
        _collect(found)
    for key, found in drafts.items():
        if key.endswith("_words"):
            _date_words(found, drafts.get(key.removesuffix("_words")))
            if found.source not in _SURE and isinstance(found.value, str) and unsound(key, found.kind, found.value):
                found.doubts.add("form")
    _place(drafts)


def _province(drafts: dict[str, Draft]) -> str | None:
    for key in (
        "recipient",
        "registration_place",
        "issuer_name",
        "residence",
        "birth_place",
        "home_town",
        "superior_body",
    ):
        found = drafts.get(key)
        if found is not None and isinstance(found.value, str) and (province := province_of(found.value)):
            return province
    for found in drafts.values():
        if found.kind == "address" and isinstance(found.value, str) and (province := province_of(found.value)):
            return province
    return None


def _one(key: str, found: Draft, near: str | None) -> None:
    if not isinstance(found.value, str) or found.source in _SURE:
        return
    text, changed = _parted(found.value) if found.kind in _WORDS else (found.value, False)
    if found.kind == "address" or key in _OFFICES:
        mended = mend_address(text, near)
        text, found.known = mended.text, mended.known
        changed |= mended.changed
        if mended.strange:
            found.doubts.add("place")
    if found.kind in ("address", "text", "id_doc", "marital_status", "term"):
        text, more = mend_phrases(_SQUARE.sub("m²", text))
        changed |= more or text != found.value
    if found.kind == "id_doc":
        text = _LOST_ZERO.sub("0", _RUN_ON.sub(" ", text))
        changed |= text != found.value
    if found.kind == "name":
        text, more = mend_surname(text)
        text, again = mend_middle(text)
        changed |= more or again
        found.odd = not begins_with_surname(text)
    named = found.kind in ("address", "id_doc") or key in _OFFICES
    if named and (found.known is None or found.known < 0.99) and _broken(text):
        found.doubts.add("form")
    if named and _UNNAMED.search(text):
        found.doubts.add("form")
    if changed and clean(text) != clean(found.value):
        found.value, found.mended = text, True
    if unsound(key, found.kind, text) and found.kind != "date_words":
        found.doubts.add("form")


def _parted(text: str) -> tuple[str, bool]:
    """Words that were run together, apart; and whether there were any."""
    out = [
        word.replace(core, apart) if (apart := parted(core := word.strip(".,;:()"))) else word for word in text.split()
    ]
    return " ".join(out), out != text.split()


def _broken(text: str) -> bool:
    """A word that no Vietnamese syllable and no abbreviation is spelt like: something was misread."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(len(w) > 2 and not w.isupper() and not is_plausible_name_word(w) for w in words)


def _collect(found: Draft) -> None:
    """A list's value follows its mended parts."""
    if found.items is not None and found.value is not None:
        found.value = [{k: d.value for k, d in item.items() if d.value is not None} for item in found.items]
    elif found.plain_items is not None and found.value is not None:
        found.value = [d.value for d in found.plain_items]


def _date_words(words: Draft, figures: Draft | None) -> None:
    """A date in words with the right letters, where it says what the figures say: its marks can only be these."""
    if (
        figures is None
        or not isinstance(words.value, str)
        or not isinstance(figures.value, str)
        or words.source in _SURE
    ):
        return
    date, said = from_iso(figures.value), parse_date_words(words.value)
    if date is None or said is None or not said.agrees(date):
        return
    figures.support += 1
    words.support += 1
    for thousand in ("nghìn", "ngàn"):
        mended, changed = mend_words_like(
            words.value, "Ngày " + date_to_words(date, thousand=thousand).removeprefix("Ngày ")
        )
        if changed:
            words.value, words.mended = mended, True
            return


def _place(drafts: dict[str, Draft]) -> None:
    """The place in front of a date is the commune of the office that it is about."""
    place = drafts.get("place")
    if place is None or not isinstance(place.value, str):
        return
    for key in ("recipient", "issuing_body", "issuer_name"):
        office = drafts.get(key)
        if office is None or not isinstance(office.value, str):
            continue
        name = place.value.strip()
        at = squash(office.value).find(squash(name))
        if at < 0 or len(squash(name)) < 3:
            continue
        words = office.value.split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                said = " ".join(words[start:end]).strip(",.;")
                if squash(said) == squash(name):
                    if said.casefold() == name.casefold():
                        place.support += 1
                    return
