"""What the codes on papers say: citizen cards, land certificates, papers issued from a system (domain.md A.5, B.3)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import JsonValue

from motlan.language.dates import make_date
from motlan.language.text import clean, fold_words
from motlan.rules.normalisers.words import sex as normal_sex

Kind = Literal["citizen", "land", "pairs", "json", "url", "text"]


@dataclass(frozen=True)
class Payload:
    """A code taken apart. ``values``: contract field keys for cards and certificates, else the code's own keys.

    ``extra`` holds, in order, what had no place; ``text`` is always the whole code as it was read.
    """

    kind: Kind
    text: str
    values: dict[str, JsonValue] = field(default_factory=dict)
    extra: tuple[str, ...] = ()


def parse_payload(text: str) -> Payload:
    """Any code; never raises. What is of no known form is ``text`` with nothing else."""
    parts = [clean(part) for part in text.strip().split("|")]
    if len(parts) >= 6 and re.fullmatch(r"\d{12}", parts[0]):
        return _citizen(text, parts)
    if len(parts) >= 4 and re.fullmatch(r"[A-Z]{2} ?\d{6}(?:\d{2})?", parts[0]):
        return _land(text, parts)
    return _object(text) or _url(text) or _pairs(text) or Payload("text", text)


def _citizen(text: str, parts: list[str]) -> Payload:
    """Id | [old CMND] | name | ddmmyyyy | sex | residence | ddmmyyyy | …: the 2021 card has the old number second.

    The 2024 card leaves it out there and appends it with cancelled numbers and parents' names; their order was not
    found in print, so what comes after the day of issue is taken by its form and kept in ``extra`` else.
    """
    values: dict[str, JsonValue] = {"id_no": parts[0]}
    rest = parts[1:]
    if rest[0] == "" or re.fullmatch(r"\d{9}|\d{12}", rest[0]):
        values["old_id_no"] = rest[0] or None
        rest = rest[1:]
    keys = ("full_name", "birth_date", "sex", "residence", "issue_date")
    extra: list[str] = []
    for place, part in enumerate(rest):
        key = keys[place] if place < len(keys) else ""
        if key.endswith("_date"):
            values[key] = _ddmmyyyy(part)
        elif key == "sex":
            normal = normal_sex(part)
            values[key] = normal.value if normal else None
        elif key:
            values[key] = part or None
        elif re.fullmatch(r"\d{9}", part) and not values.get("old_id_no"):
            values["old_id_no"] = part
        elif part:
            extra.append(part)
    return Payload("citizen", text, values, tuple(extra))


def _ddmmyyyy(part: str) -> str | None:
    if re.fullmatch(r"\d{4}", part):
        return part  # only the year of birth is known
    found = re.fullmatch(r"(\d\d)[/\-.]?(\d\d)[/\-.]?(\d{4})", part)
    made = make_date(int(found.group(3)), int(found.group(2)), int(found.group(1))) if found else None
    return made.iso if made else None


def _land(text: str, parts: list[str]) -> Payload:
    """Serial | owner | parcel | map sheet | ddmmyyyy (TT 10/2024/TT-BTNMT asks for a code, lays down no order)."""
    keys = ("serial_no", "full_name", "parcel_no", "map_sheet_no", "issue_date")
    values: dict[str, JsonValue] = {key: part or None for key, part in zip(keys, parts, strict=False)}
    values["serial_no"] = parts[0].replace(" ", "")
    if "issue_date" in values:
        values["issue_date"] = _ddmmyyyy(parts[4])
    return Payload("land", text, values, tuple(part for part in parts[5:] if part))


def _object(text: str) -> Payload | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Payload("json", text, {str(key): value for key, value in data.items()}) if isinstance(data, dict) else None


def _url(text: str) -> Payload | None:
    if not re.match(r"(?i)https?://\S+$", text.strip()):
        return None
    try:
        parts = urlsplit(text.strip())
        values: dict[str, JsonValue] = dict(parse_qsl(parts.query))
        return Payload("url", text, values, tuple(piece for piece in parts.path.split("/") if piece))
    except ValueError:
        return None


def _pairs(text: str) -> Payload | None:
    """``key: value`` or ``key=value`` a line or a semicolon; at least two, else it is just text with a colon."""
    values: dict[str, JsonValue] = {}
    extra: list[str] = []
    for piece in re.split(r"[\n;|]", text):
        found = re.match(r"\s*([^:=]{1,60}?)\s*[:=]\s*(.*\S)\s*$", piece)
        if found:
            values[clean(found.group(1))] = clean(found.group(2))
        elif piece.strip():
            extra.append(clean(piece))
    return Payload("pairs", text, values, tuple(extra)) if len(values) >= 2 else None


_KNOWN_KEYS = {
    "ma ho so": "dossier_code",
    "so ho so": "dossier_code",
    "ma tthc": "procedure",
    "ma thu tuc": "procedure",
    "ma dinh danh": "owner_id",
    "so dinh danh": "owner_id",
    "ten giay to": "title",
    "thoi diem xuat": "issued_at",
    "ngay hen tra": "due_at",
}


def issued_facts(payload: Payload) -> dict[str, str]:
    """What a code on a paper issued from the system says by TT 01/2023/TT-VPCP (domain.md A.5), under our keys."""
    facts: dict[str, str] = {}
    for key, value in payload.values.items():
        folded = fold_words(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", key))
        known = next((name for start, name in _KNOWN_KEYS.items() if folded.startswith(start)), None)
        if known and isinstance(value, str | int):
            facts.setdefault(known, str(value))
    return facts
