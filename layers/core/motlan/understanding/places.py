"""Names of provinces, districts and communes in what was read as an address: known, mended or unknown.

The lists are those of ``templates/units`` (units of today and of before 1 July 2025). A name is mended only if one name
of its kind in its province fits; the value stays "as printed", freed of the recogniser's slips.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from motlan.language.syllables import is_plausible_name_word
from motlan.language.text import fold, nfc, old_tone_placement
from motlan.rules.units import Units
from motlan.understanding.layout import squash
from motlan.understanding.lexicon import with_case_of
from motlan.understanding.template_files import templates_folder

_KINDS = {
    "thanh pho": "thành phố", "tinh": "tỉnh", "thi xa": "thị xã", "thi tran": "thị trấn", "huyen": "huyện",
    "quan": "quận", "phuong": "phường", "xa": "xã", "dac khu": "đặc khu", "tp": "TP", "tp.": "TP.", "tt.": "TT.",
    "tx.": "TX.", "h.": "H.", "p.": "P.", "x.": "X.", "q.": "Q.", "t.": "T.",
}  # fmt: skip
_DISTRICT_KINDS = frozenset({"huyen", "quan", "thi xa", "thanh pho", "tp", "tp.", "h.", "q.", "tx."})
_PROVINCE_KINDS = frozenset({"thanh pho", "tinh", "tp", "tp.", "t.", ""})
_PART = re.compile(
    r"^(?P<head>.*?)(?P<kind>\b(?:(?:thanh pho|tinh|thi xa|thi tran|huyen|quan|phuong|xa|dac khu|tp)(?= )"
    r"|(?:tp|tt|tx|h|p|x|q|t)\.)) ?(?P<name>\S.*)$"
)


_OFFICE = re.compile(r"^\W*(?:ubnd|uy ban|hdnd|hoi dong|cong an|dang uy)\b")


@dataclass
class Places:
    """Names without their kind, by folded province; the index of a province is made when it is first asked for."""

    provinces: dict[str, str] = field(default_factory=dict)
    raw: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    _indexed: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def within(self, province: str) -> dict[str, set[str]]:
        """Folded name → spellings of the districts and communes, old and new, of a province (folded)."""
        if province not in self._indexed:
            index: dict[str, set[str]] = {}
            for name in self.raw.get(province, ()):
                bare = _bare(name)
                index.setdefault(squash(bare), set()).add(bare)
            self._indexed[province] = index
        return self._indexed[province]


@lru_cache(maxsize=1)
def load_places(path: Path | None = None) -> Places:
    """``templates/units/units.json``; an empty list where that file is not there."""
    file = path or templates_folder() / "units" / "units.json"
    out = Places()
    if not file.exists():
        return out
    data = json.loads(file.read_text("utf-8"))
    for _, province, communes in data["current"]:
        _add(out, province, (name for _, name in communes))
    for province, districts in data["legacy"]:
        _add(out, province, (d[0] for d in districts))
        _add(out, province, (c[0] for d in districts for c in d[2]))
    return out


@lru_cache(maxsize=1)
def load_units() -> Units | None:
    """Units of today and what those of before 1 July 2025 became; None where the file is not there."""
    file = templates_folder() / "units" / "units.json"
    return Units.from_json(file.read_bytes()) if file.exists() else None


def _bare(name: str) -> str:
    return re.sub(r"^(?:Thành phố|Tỉnh|Thị xã|Thị trấn|Huyện|Quận|Phường|Xã|Đặc khu)\s+", "", nfc(name))


def _add(out: Places, province: str, names: Iterable[str]) -> None:
    own = _bare(province)
    out.provinces[squash(own)] = own
    out.kinds.setdefault(squash(own), "thành phố" if nfc(province).startswith("Thành phố") else "tỉnh")
    out.raw.setdefault(squash(own), []).extend(names)


@dataclass(frozen=True)
class Mended:
    """``known``: share of the named units that stand in the lists as written; None where no unit is named.

    ``strange``: a unit is named that the lists of its province don't have.
    """

    text: str
    changed: bool
    known: float | None
    strange: bool = False


def province_of(text: str) -> str | None:
    """The folded province that an address ends in."""
    return _province(nfc(text).split(",")[-1].strip(), load_places())[0]


def mend_address(text: str, near: str | None = None) -> Mended:
    """An address, or an office's name with its place, with the names of units put right where only one can be meant.

    ``near``: the folded province that is meant where the text names none.
    """
    places = load_places()
    parts = [p.strip() for p in nfc(text).split(",")]
    if not places.provinces or not parts:
        return Mended(text, False, None)
    count = len(parts)
    parts = _rejoined(parts, places.provinces)
    rejoined = len(parts) < count
    province, out_last, changed, known = _province(parts[-1], places)
    marks: list[float] = [] if known is None else [known]
    names = places.within(province or near or "")
    if not names:
        # several parts and no province among them: whatever stands at the end was not read
        return Mended(", ".join(parts), rejoined, 0.0 if len(parts) > 2 else None)
    parts = _rejoined(parts, names)
    changed |= len(parts) < count
    out = []
    for part in parts[: -1 if province else len(parts)]:
        mended, touched, is_known = _unit(part, names)
        out.append(mended)
        changed |= touched
        if is_known is not None:
            marks.append(is_known)
    if province:
        out.append(out_last)
    result = ", ".join(out)
    strange = 0.0 in marks or (province is not None and _unnamed(out[:-1], names))
    return Mended(result, changed, sum(marks) / len(marks) if marks else None, strange)


def _rejoined(parts: list[str], names: Collection[str]) -> list[str]:
    """Without a comma inside a name: "tỉnh Cần, Thơ" where Cần is none and Cần Thơ is one."""
    out = parts[:1]
    for part in parts[1:]:
        before, whole = _split(out[-1]), _split(f"{out[-1]} {part}")
        if (
            before
            and whole
            and _split(part) is None
            and squash(before[2]) not in names
            and squash(part) not in names
            and squash(whole[2]) in names
        ):
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    return out


def _split(part: str) -> tuple[str, str, str] | None:
    match = _PART.match(fold(part))
    if match is None:
        return None
    start, kind_end, name = match.start("kind"), match.end("kind"), match.start("name")
    return part[:start], part[start:kind_end], part[name:]


def _kind(read: str) -> str:
    return with_case_of(read, _KINDS.get(fold(read), read))


def _province(part: str, places: Places) -> tuple[str | None, str, bool, float | None]:
    found = _split(part)
    head, kind, name = found if found else ("", "", part)
    if found is None or len(head.strip()) == 1:
        head, kind, name = _hidden_kind(part, places) or (head, kind, name)
    if fold(kind) not in _PROVINCE_KINDS or head.strip():
        return None, part, False, None
    key = squash(name)
    meant = places.provinces.get(key)
    if meant is None and len(key) >= 5:
        near = [k for k in places.provinces if OSA.distance(k, key, score_cutoff=1) <= 1]
        key, meant = (near[0], places.provinces[near[0]]) if len(near) == 1 else (key, None)
    if meant is None:
        return None, part, False, None
    same = _alike(name, meant)
    prefix = f"{_kind(kind)} " if kind else ""
    new = prefix + (name if same else with_case_of_words(name, meant))
    return key, new, new != part, 1.0 if same else 0.6


def _hidden_kind(part: str, places: Places) -> tuple[str, str, str] | None:
    """A known province behind one or two broken words that can only say its kind: "tàình Long An", "g tỉnh Long An"."""
    words = part.split()
    for start in (1, 2):
        name = " ".join(words[start:])
        key = squash(name)
        if key not in places.kinds and len(key) >= 6:
            near = [k for k in places.kinds if OSA.distance(k, key, score_cutoff=1) <= 1]
            key = near[0] if len(near) == 1 else key
        kind = places.kinds.get(key)
        if kind and all(len(w) <= 6 for w in words[:start]) and not any(c.isdigit() for w in words[:start] for c in w):
            before = squash("".join(words[:start]))
            if len(before) <= 7 and OSA.normalized_similarity(before, squash(kind)) >= 0.5:
                return "", kind, name
    return None


def _unit(part: str, names: dict[str, set[str]]) -> tuple[str, bool, float | None]:
    found = _split(part)
    if found is None or _is_like_a_kind(*found[:2]):
        return part, False, None
    head, kind, name = found
    if name.isdigit() or re.fullmatch(r"[\dIVX]+", name):
        return part, False, 1.0
    key = squash(name)
    spelt, sure = names.get(key, set()), 0.6
    gap = " " if not kind.endswith(".") or part[len(head) + len(kind) :].startswith(" ") else ""
    kind_mended = _kind(kind)
    if any(_alike(name, s) for s in spelt):
        new = f"{head}{kind_mended}{gap}{name}"
        return new, new != part, 1.0
    if not spelt and len(key) >= 6 and not all(map(is_plausible_name_word, name.split())):
        spelt, sure = _near(key, names), 0.4
    if len({old_tone_placement(s).casefold() for s in spelt}) == 1:
        return f"{head}{kind_mended}{gap}{with_case_of_words(name, next(iter(spelt)))}", True, sure
    new = f"{head}{kind_mended}{gap}{name}"
    return new, new != part, 0.0


def _unnamed(parts: list[str], names: dict[str, set[str]]) -> bool:
    """True where no unit stands before a province or a district: its kind was misread ("lã An Vinh, huyện …")."""
    for part, below in zip(reversed(parts), [*reversed(parts[:-1]), ""], strict=False):
        found = _split(part)
        if found is None:
            return squash(part) not in names and len(parts) > 1
        if fold(found[1]) not in _DISTRICT_KINDS or not below:
            return False
    return False


def _is_like_a_kind(head: str, kind: str) -> bool:
    """Of "Nhà hộ sinh Phương Bình" and "Trung tâm Y tế Tịnh Bắc" a name; of "UBND xạ Bắc Hà" a kind, misread."""
    return bool(head.strip()) and _kind(kind) != kind and not _OFFICE.match(fold(head))


def _near(key: str, names: dict[str, set[str]]) -> set[str]:
    """Spellings of the names that are one letter off."""
    return {
        s
        for k, v in names.items()
        if abs(len(k) - len(key)) <= 1 and OSA.distance(k, key, score_cutoff=1) <= 1
        for s in v
    }


def _alike(one: str, other: str) -> bool:
    plain = [re.sub(r"[\s'’\-]+", " ", old_tone_placement(t)).casefold().strip() for t in (one, other)]
    return plain[0] == plain[1]


def with_case_of_words(read: str, meant: str) -> str:
    """Capitals where the whole was read in capitals, else as the list has it."""
    letters = [c for c in read if c.isalpha()]
    return meant.upper() if len(letters) > 1 and all(c.isupper() for c in letters) else meant
