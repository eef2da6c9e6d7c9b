"""Today's administrative units and what the units of before 1 July 2025 became (domain.md D; QĐ 19/2025/QĐ-TTg).

The data are one dated file (``templates/units/units.json``, see its LICENSES.md); reading it is the caller's.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from rapidfuzz.distance import OSA

from motlan.language.text import clean, fold, fold_words, old_tone_placement

COMMUNE_KINDS = {"xa", "x", "phuong", "p", "f", "thi tran", "tt", "dac khu", "dk"}
DISTRICT_KINDS = {"huyen", "h", "quan", "q", "thi xa", "tx", "thanh pho", "tp"}
PROVINCE_KINDS = {"tinh", "t", "thanh pho", "tp"}
_LONG_FORM = {"x": "xa", "p": "phuong", "f": "phuong", "tt": "thi tran", "dk": "dac khu", "h": "huyen", "q": "quan"}
_LONG_FORM |= {"tx": "thi xa", "tp": "thanh pho", "t": "tinh"}
T = TypeVar("T")
_PROVINCE_ALIASES = {
    **{"hcm": "hochiminh", "tphcm": "hochiminh", "saigon": "hochiminh", "hn": "hanoi", "thuathienhue": "hue"},
    **{"tthue": "hue", "brvt": "bariavungtau", "baria": "bariavungtau", "daclac": "daklak", "dacnong": "daknong"},
    **{"hatay": "hanoi", "dacklac": "daklak"},
}


_OFFICIAL_KINDS = (
    *(("Xã ", "xa"), ("Phường ", "phuong"), ("Thị trấn ", "thi tran"), ("Đặc khu ", "dac khu")),
    *(("Huyện ", "huyen"), ("Quận ", "quan"), ("Thị xã ", "thi xa"), ("Thành phố ", "thanh pho"), ("Tỉnh ", "tinh")),
)


@dataclass(frozen=True)
class Named:
    """A name with the kind of unit before it, as printed: ``kind`` is folded and in its long form, "" where missing."""

    kind: str
    name: str

    @classmethod
    def of(cls, text: str) -> Named:
        """Of "TP. Tây Ninh", "xã Lợi Thuận", "Long An"; words before the kind ("UBND xã …") are left out."""
        words = clean(text).replace(".", ". ").split()
        folded = [fold_words(word) for word in words]
        for size in (2, 1):
            for start in range(len(words) - size):
                kind = " ".join(folded[start : start + size])
                if kind in COMMUNE_KINDS | DISTRICT_KINDS | PROVINCE_KINDS and any(folded[start + size :]):
                    return cls(_LONG_FORM.get(kind, kind), " ".join(words[start + size :]))
        joined = re.fullmatch(r"(?i)([PQ])\.?(\d{1,2})", clean(text))  # P5, Q.3
        if joined:
            return cls(_LONG_FORM[joined.group(1).lower()], joined.group(2))
        return cls("", " ".join(words))

    @classmethod
    def of_list(cls, text: str) -> Named:
        """Of a name in the official lists: its kind comes first and is written out."""
        for kind, folded in _OFFICIAL_KINDS:
            if text.startswith(kind):
                return cls(folded, text[len(kind) :])
        return cls("", text)

    @property
    def key(self) -> str:
        """How names are compared first: folded, run together, numbers without leading zeros."""
        letters = "".join(filter(str.isalnum, fold(self.name)))
        return letters.lstrip("0") or letters

    @property
    def accented(self) -> str:
        """For telling apart names that differ in tones only."""
        return re.sub(r"[\s\-']", "", old_tone_placement(clean(self.name)).casefold())


@dataclass(frozen=True)
class Unit:
    """A commune-level unit of today (``code`` of five digits) with its province."""

    code: str
    name: str
    province_code: str
    province: str

    @property
    def full_name(self) -> str:
        """As in "Xã Bến Cầu, Tỉnh Tây Ninh"."""
        return f"{self.name}, {self.province}"


@dataclass(frozen=True)
class OldCommune:
    """A commune of before July 2025. ``successors``: codes of today; ``default``: the one that got the most of it."""

    name: str
    district: str
    province: str
    successors: tuple[str, ...]
    default: str


@dataclass
class Level(Generic[T]):
    """Entries of one level by key, with other names they went by."""

    entries: dict[str, list[tuple[Named, T]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, entry: T, aliases: Iterable[str] = ()) -> None:
        """Under its own name and the others."""
        named = Named.of_list(name)
        self.entries[named.key].append((named, entry))
        for alias in aliases:
            self.entries[alias].append((Named("", alias), entry))

    def find(self, wanted: Named) -> tuple[list[T], bool]:
        """The entries meant (several where the name alone does not tell them apart) and whether it was misspelt."""
        hits, repaired = self.entries.get(wanted.key, []), False
        if not hits:
            hits, repaired = self._near(wanted.key), True
        if not hits:
            return [], False
        narrower: list[tuple[Named, T]]
        for narrower in (
            [hit for hit in hits if hit[0].accented == wanted.accented and hit[0].kind == wanted.kind],
            [hit for hit in hits if hit[0].accented == wanted.accented],
            [hit for hit in hits if hit[0].kind == wanted.kind],
        ):
            if narrower:
                hits = narrower
                break
        return [entry for _, entry in hits], repaired

    def _near(self, key: str) -> list[tuple[Named, T]]:
        limit = 0 if len(key) < 5 or key.isdigit() else 1 if len(key) < 9 else 2
        scored = sorted(
            (distance, name)
            for name in self.entries
            if limit and (distance := OSA.distance(key, name, score_cutoff=limit)) <= limit
        )
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return []
        return self.entries[scored[0][1]]


@dataclass(frozen=True)
class OldDistrict:
    """A district of before July 2025. ``rows``: [commune, successors, other names], as in the file."""

    name: str
    province: str
    rows: tuple[tuple[str, str, list[str]], ...]

    @cached_property
    def communes(self) -> Level[OldCommune]:
        """Its communes, indexed when first asked for."""
        level = Level[OldCommune]()
        for name, successors, aliases in self.rows:
            codes = successors.split(",")
            default = next((code for code in codes if code.endswith("*")), codes[0]).strip("*")
            plain = tuple(code.strip("*") for code in codes)
            level.add(name, OldCommune(name, self.name, self.province, plain, default), aliases)
        return level

    def all(self) -> list[OldCommune]:
        """Its communes, each once."""
        return list({old: None for hits in self.communes.entries.values() for _, old in hits})


class Units:
    """The index of one data file. Nothing changes after it is made but what is remembered of earlier questions."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.version, self.effective = str(data["version"]), str(data["effective"])
        self.by_code: dict[str, Unit] = {}
        self.provinces: Level[str] = Level()
        self.old_provinces: Level[str] = Level()
        self.old_districts: dict[str, Level[OldDistrict]] = {}
        self.all_old_districts: Level[OldDistrict] = Level()
        self._communes: dict[str, Level[Unit]] = {}
        self._units_of: dict[str, list[Unit]] = {}
        for code, name, communes in data["current"]:
            self.provinces.add(name, code)
            self._units_of[code] = [Unit(commune_code, commune, code, name) for commune_code, commune in communes]
            self.by_code |= {unit.code: unit for unit in self._units_of[code]}
        for name, districts in data["legacy"]:
            self.old_provinces.add(name, name)
            level = self.old_districts[name] = Level[OldDistrict]()
            for district_name, aliases, rows in districts:
                district = OldDistrict(district_name, name, tuple(map(tuple, rows)))
                level.add(district_name, district, aliases)
                self.all_old_districts.add(district_name, district, aliases)
        for alias, key in _PROVINCE_ALIASES.items():
            for known in (self.provinces, self.old_provinces):
                if key in known.entries:
                    known.entries[alias] = known.entries[key]

    @classmethod
    def from_json(cls, text: str | bytes) -> Units:
        """Of the content of ``units.json``; raises ValueError where it is no such file."""
        data = json.loads(text)
        if not isinstance(data, dict) or not {"version", "effective", "current", "legacy"} <= set(data):
            raise ValueError("no list of units: make it with scripts/build_units.py")
        return cls(data)

    @property
    def province_codes(self) -> frozenset[str]:
        """Codes of the provinces of today."""
        return frozenset(self._units_of)

    def communes(self, province_code: str) -> Level[Unit]:
        """Today's communes of a province of today, indexed when first asked for."""
        if province_code not in self._communes:
            level = self._communes[province_code] = Level[Unit]()
            for unit in self._units_of.get(province_code, ()):
                level.add(unit.name, unit)
        return self._communes[province_code]

    def districts_of(self, old_province: str) -> list[OldDistrict]:
        """The districts of a province of before July 2025, each once."""
        hits = self.old_districts[old_province].entries.values()
        return list({id(district): district for entries in hits for _, district in entries}.values())
