"""Addresses as printed → units of today (domain.md D.4). What is printed is never changed.

Order: the two-level form of today, then the three levels of before July 2025, then with letters misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from motlan.language.text import clean, fold_words
from motlan.model import Issue
from motlan.rules.messages import issue
from motlan.rules.units import COMMUNE_KINDS, DISTRICT_KINDS, Named, OldCommune, OldDistrict, Unit, Units

_KIND_WORD = (
    r"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh|[Đđ]ặc khu|[XPHQT]\.|T[PXT]\.?)"
)
# Addresses without commas: a new unit begins where a kind stands before a capital or a number.
_BREAK = re.compile(rf"\s*[,;\n]\s*|\s+-\s+(?={_KIND_WORD})|(?<=[^\s,])(?<![Tt]hị)\s+(?={_KIND_WORD}\s+[^\W_a-zà-ỹ])")


@dataclass(frozen=True)
class Located:
    """Where an address lies today. ``as_printed`` is kept whatever was found.

    ``code`` and ``name`` are None where no commune was found or it may be one of several without a usual one;
    ``ambiguous``: the old commune was divided, or the name fits several: see ``candidates``. ``old`` names the commune,
    district and province of before July 2025 that were printed. ``repaired``: a name was misspelt or misread.
    """

    as_printed: str
    form: Literal["current", "legacy"] | None = None
    code: str | None = None
    name: str | None = None
    province_code: str | None = None
    ambiguous: bool = False
    candidates: tuple[Unit, ...] = ()
    old: tuple[str, ...] = ()
    repaired: bool = False
    version: str = ""
    effective: str = ""

    @property
    def needs_review(self) -> bool:
        """True where a person should say which unit is meant."""
        return self.code is None or self.ambiguous or self.repaired


def segments(address: str) -> list[Named]:
    """The parts of an address from the left, each with the kind of unit that it names."""
    parts = [part for part in _BREAK.split(clean(address)) if part and any(map(str.isalnum, part))]
    if parts and fold_words(parts[-1]) in ("viet nam", "vn"):
        parts.pop()
    return [Named.of(part) for part in parts]


def locate(address: str, units: Units, *, within: str | None = None) -> Located:
    """The unit of today that the address lies in. Never raises; what can't be found is left open.

    ``within``: code of the province of today that is known from elsewhere, for "UBND xã Thanh Sơn" alone.
    """
    parts = segments(address)
    found = None
    if parts:
        found = _in_current(parts, units) or _in_legacy(parts, units) or _renamed(parts, units)
    if found is None and parts and within in units.province_codes and parts[-1].kind in ("xa", "phuong", "dac khu"):
        found = _in_province(parts[-1], within or "", units)
    if found is None:
        return Located(address, version=units.version, effective=units.effective)
    form, candidates, default, old, repaired, province = found
    unit = units.by_code.get(default or "")
    return Located(
        as_printed=address,
        form=form,
        code=unit.code if unit else None,
        name=unit.full_name if unit else None,
        province_code=unit.province_code if unit else province,
        ambiguous=len(candidates) > 1,
        candidates=candidates,
        old=old,
        repaired=repaired,
        version=units.version,
        effective=units.effective,
    )


_Found = tuple[Literal["current", "legacy"] | None, tuple[Unit, ...], str | None, tuple[str, ...], bool, str | None]


def _is_province(part: Named) -> bool:
    return part.kind in ("", "tinh", "thanh pho")


def _in_current(parts: Sequence[Named], units: Units) -> _Found | None:
    """Commune, province: the part before the province is a commune of today and none is a district."""
    if not _is_province(parts[-1]) or any(part.kind in ("huyen", "quan", "thi xa") for part in parts[:-1]):
        return None
    provinces, misread = units.provinces.find(parts[-1])
    if len(provinces) != 1:
        return None
    province = provinces[0]
    if len(parts) == 1 or (parts[-2].kind and parts[-2].kind not in COMMUNE_KINDS):
        return None
    found = _in_province(parts[-2], province, units, misread=misread)
    return None if found is None or (found[4] and _names_old_commune(parts, units)) else found


def _in_province(commune: Named, province: str, units: Units, *, misread: bool = False) -> _Found | None:
    found, repaired = units.communes(province).find(commune)
    if not found:
        return None
    default = found[0].code if len(found) == 1 else None
    return "current", tuple(found), default, (), misread or repaired, province


def _names_old_commune(parts: Sequence[Named], units: Units) -> bool:
    found = _in_legacy(parts, units)
    return found is not None and bool(found[1]) and not found[4]


def _in_legacy(parts: Sequence[Named], units: Units) -> _Found | None:
    """Commune, district, province of before July 2025; the district or the province may be left out."""
    old_provinces, misread = units.old_provinces.find(parts[-1]) if _is_province(parts[-1]) else ([], False)
    # "thành phố Tây Ninh" alone is the town, not the province.
    is_town = parts[-1].kind == "thanh pho" and not any(fold_words(p).startswith("thanh pho") for p in old_provinces)
    if not old_provinces or is_town:
        if parts[-1].kind not in ("huyen", "quan", "thi xa", "thanh pho"):
            return None
        districts, bent = units.all_old_districts.find(parts[-1])
        return _in_district(parts[:-1], districts, bent, units) if districts else None
    province = old_provinces[0]
    rest = parts[:-1]
    if not rest:
        return None
    districts, bent = _district_of(rest[-1], units, province)
    if districts and not (len(rest) == 1 and rest[-1].kind in ("xa", "phuong")):
        return _in_district(rest[:-1], districts, misread or bent, units)
    communes, bent = _anywhere(rest[-1], units, province)
    return _of_communes(communes, misread or bent, units)


def _district_of(part: Named, units: Units, province: str) -> tuple[list[OldDistrict], bool]:
    if part.kind and part.kind not in DISTRICT_KINDS:
        return [], False
    return units.old_districts[province].find(part)


def _in_district(rest: Sequence[Named], districts: list[OldDistrict], bent: bool, units: Units) -> _Found | None:
    communes: list[OldCommune] = []
    misread = False
    for district in districts:
        islands = [old for _, old in district.communes.entries.get("", [])]  # island districts had no communes
        found, repaired = (islands, False) if islands else district.communes.find(rest[-1]) if rest else ([], False)
        communes += found
        misread = misread or repaired
    return _of_communes(communes, bent or misread, units) or _province_of(districts, units)


def _anywhere(part: Named, units: Units, province: str) -> tuple[list[OldCommune], bool]:
    """In all districts of a province: only names that are spelt rightly, else too many would be near."""
    found: list[OldCommune] = []
    for district in units.districts_of(province):
        hits, repaired = district.communes.find(part)
        found += [] if repaired else hits
    return found, False


def _of_communes(communes: Sequence[OldCommune], repaired: bool, units: Units) -> _Found | None:
    if not communes:
        return None
    codes = _ordered(code for old in communes for code in old.successors)
    default = communes[0].default if len(set(communes)) == 1 else codes[0] if len(codes) == 1 else None
    candidates = tuple(units.by_code[code] for code in codes)
    old = (communes[0].name, communes[0].district, communes[0].province) if len(set(communes)) == 1 else ()
    provinces = {unit.province_code for unit in candidates}
    return "legacy", candidates, default, old, repaired, provinces.pop() if len(provinces) == 1 else None


def _province_of(districts: Sequence[OldDistrict], units: Units) -> _Found | None:
    """Only the province of today, where the district is known and the commune is not."""
    codes = _provinces_of(districts, units)
    return ("legacy", (), None, (), True, codes.pop()) if len(codes) == 1 else None


def _provinces_of(districts: Iterable[OldDistrict], units: Units) -> set[str]:
    return {units.by_code[old.default].province_code for district in districts for old in district.all()}


def _renamed(parts: Sequence[Named], units: Units) -> _Found | None:
    """A commune of today under a province's old name ("xã Mỹ Hạnh, Long An"); else the province alone."""
    if not _is_province(parts[-1]):
        return None
    current, _ = units.provinces.find(parts[-1])
    olds, _ = units.old_provinces.find(parts[-1])
    codes = set(current)
    for old_province in olds:
        codes |= _provinces_of(units.districts_of(old_province), units)
    if len(codes) != 1:
        return None
    province = codes.pop()
    if len(parts) > 1 and parts[-2].kind in ("xa", "phuong", "dac khu"):
        found, _ = units.communes(province).find(parts[-2])
        if len(found) == 1:
            return "current", (found[0],), found[0].code, (), True, province
    return None, (), None, (), True, province


def _ordered(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))


def unit_issues(key: str, found: Located) -> list[Issue]:
    """``I_OLD_UNIT``: advice that the address is in units of before July 2025, and what they are now."""
    if found.form != "legacy" or not found.candidates:
        return []
    if found.ambiguous:
        return [issue("I_OLD_UNIT/split", key, units="; ".join(unit.full_name for unit in found.candidates))]
    return [issue("I_OLD_UNIT", key, unit=found.candidates[0].full_name)]
