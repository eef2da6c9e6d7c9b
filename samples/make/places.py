"""Where people live and offices are: names of units that exist, of today and of before July 2025."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent / "data"
#: Two levels of units instead of three from this day (domain.md D).
MERGED = date(2025, 7, 1)


@cache
def load(name: str) -> Any:
    """A data file of this package."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Unit:
    """A commune of one time: ``district`` is None in those of today."""

    commune: str
    district: str | None
    province: str
    province_kind: str

    @property
    def short(self) -> str:
        """The name alone: ``Nghi Long``, or ``phường 3`` where a number needs its kind."""
        kind, name = split_kind(self.commune)
        return name if not name.isdigit() else f"{kind.lower()} {name}"

    @property
    def small(self) -> str:
        """With its kind in small letters: ``xã Nghi Long``."""
        return lower_kind(self.commune)

    @property
    def province_small(self) -> str:
        """``tỉnh Nghệ An``, ``thành phố Huế``."""
        return f"{self.province_kind} {self.province}"

    def written(self, rng: random.Random) -> str:
        """The unit in an address, as differently as clerks write it."""
        parts = [self.small] + ([lower_kind(self.district)] if self.district else [])
        last = self.province_small if rng.random() < 0.7 else self.province
        if self.province_kind == "thành phố" and rng.random() < 0.3:
            last = f"TP. {self.province}"
        return ", ".join([*parts, last])

    def office(self, *, long: bool = True) -> str:
        """``UBND xã Nghi Long, huyện Nghi Lộc, tỉnh Nghệ An``."""
        tail = ([lower_kind(self.district)] if self.district else []) + [self.province_small]
        return f"UBND {self.small}" + (", " + ", ".join(tail) if long else "")


def split_kind(name: str) -> tuple[str, str]:
    """``Thị trấn Dùng`` → ``("Thị trấn", "Dùng")``."""
    for kind in ("Thị trấn", "Phường", "Xã", "Thành phố", "Thị xã", "Huyện", "Quận", "Đặc khu"):
        if name.startswith(kind + " "):
            return kind, name[len(kind) + 1 :]
    return "", name


def lower_kind(name: str) -> str:
    """``Huyện Nghi Lộc`` → ``huyện Nghi Lộc``."""
    kind, rest = split_kind(name)
    return f"{kind.lower()} {rest}" if kind else name


@dataclass(frozen=True)
class Region:
    """One province of today with one of those that it was made of: where a family comes from."""

    province: str
    kind: str
    now: tuple[str, ...]
    was: str
    was_kind: str
    prefix: str
    communes: tuple[tuple[str, str], ...]

    def unit(self, rng: random.Random, day: date) -> Unit:
        """A commune as it was called on a day."""
        if day >= MERGED:
            return Unit(rng.choice(self.now), None, self.province, self.kind)
        commune, district = rng.choice(self.communes)
        return Unit(commune, district, self.was, self.was_kind)


def region(rng: random.Random, name: str | None = None) -> Region:
    """Any of the regions of the data file, or the first of a province of today."""
    now = next((p for p in load("places") if p["name"] == name), None) or rng.choice(load("places"))
    was = now["was"][0] if name else rng.choice(now["was"])
    return Region(
        now["name"],
        now["kind"],
        tuple(now["now"]),
        was["name"],
        was["kind"],
        was["prefix"],
        tuple((a, b) for a, b in was["communes"]),
    )


def address(rng: random.Random, unit: Unit) -> str:
    """A hamlet, or a house in a street, before the unit."""
    names = load("names")
    town = unit.commune.startswith(("Phường", "Thị trấn"))
    if town and rng.random() < 0.5:
        head = f"Số {rng.randint(2, 398)} {rng.choice(['', 'đường '])}{rng.choice(names['streets'])}"
    else:
        head = rng.choice(names["hamlets_now"])
    return f"{head}, {unit.written(rng)}"


def home_town(rng: random.Random, unit: Unit) -> str:
    """A unit that begins the value: first letter large."""
    text = unit.written(rng)
    return text[0].upper() + text[1:]
