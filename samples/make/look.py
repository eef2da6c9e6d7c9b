"""Other looks of the same forms: words of labels, places of values, numbers before lines, dates, extra lines.

``use("a")`` to ``use("c")`` draw with sets that share few choices: understanding was tuned on the first two. ``d`` and
``h`` set the same facts by the layouts of ``sheets`` instead: tuned on the first, judged with the second. Without
``use`` the forms look as their papers say, to the same bytes as ever.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from samples.make.places import load

Set = Literal["a", "b", "c", "d", "h"]
Arrange = Literal["run", "column", "ruled", "under"]
#: sets that are layouts of their own (``sheets``)
SET_AGAIN: tuple[Set, ...] = ("d", "h")
_set: ContextVar[Set | None] = ContextVar("look", default=None)
_dates: ContextVar[str] = ContextVar("dates", default="/")

#: Lines that a form has beside those that the contract names.
EXTRA = {
    "a": (("Nghề nghiệp", "Làm ruộng"), ("Tôn giáo", "Không"), ("Ghi chú", None), ("Trình độ học vấn", "12/12")),
    "c": (("Email", "khong@example.vn"), ("Học vấn", "Đại học"), ("Tên thường gọi", "Không"), ("Xóm, tổ", None)),
    "b": (("Nơi làm việc", "Công ty may Hoa Mẫu"), ("Tên gọi khác", "Không"), ("Nhóm máu", "O"), ("Chức vụ", None)),
}
ARRANGED: dict[str, list[Arrange]] = {
    "a": ["run", "run", "run", "run", "column", "ruled"],
    "b": ["run", "run", "run", "column", "column", "ruled", "under"],
    "c": ["run", "run", "run", "run", "column", "ruled", "under"],
}
NUMBERS = {"a": ["", "", "", "{n}. "], "b": ["", "", "({n}) ", "{n}/ ", "- "], "c": ["", "", "{n}) ", "{n}. "]}


@dataclass
class Look:
    """One paper's choices; a label keeps its words through the paper."""

    rng: random.Random
    words: Set
    arrange: Arrange = "run"
    number: str = ""
    stacked: float = 0.0
    extra: float = 0.0
    said: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def label(self, label: str) -> str:
        """Other words for a label, with its colon, and a number before it where the form numbers its lines."""
        bare = label.rstrip(" :")
        if bare not in self.said:
            other = load("wording").get(bare, {}).get(self.words)
            self.said[bare] = self.rng.choice(other) if other else bare
        text = self.said[bare] + label[len(bare) :]
        if not self.number or not bare[:1].isupper():
            return text
        self.count += 1
        return self.number.format(n=self.count) + text

    def other_line(self) -> tuple[str, str | None] | None:
        """A line that nobody asked for, now and then."""
        return self.rng.choice(EXTRA[self.words]) if self.rng.random() < self.extra else None


@contextmanager
def use(words: Set | None) -> Iterator[None]:
    """Everything drawn inside takes its looks from this set."""
    token = _set.set(words)
    try:
        yield
    finally:
        _set.reset(token)


def look(rng: random.Random, *, plain: bool = False) -> Look | None:
    """The look of one paper, None for that of its own drawing; ``plain``: only its words may differ."""
    words = _set.get()
    if words is None or words in SET_AGAIN:
        return None
    own = random.Random(rng.getrandbits(32))
    _dates.set(
        own.choice(
            ["/", "/", "/", "-", "long"]
            if words == "a"
            else ["/", "/", ".", "long", "-"]
            if words == "b"
            else ["/", "/", "/", ".", "long"]
        )
    )
    if plain:
        return Look(own, words)
    return Look(
        own,
        words,
        arrange=own.choice(ARRANGED[words]),
        number=own.choice(NUMBERS[words]),
        stacked=own.choice([0.0, 0.0, 0.4]),
        extra=own.choice([0.0, 0.0, 0.06]),
    )


def chosen() -> Set | None:
    """The set that is in use."""
    return _set.get()


def written(day: date) -> str | None:
    """A date as the paper in hand writes it; None for the usual way."""
    if _set.get() in (None, *SET_AGAIN) or _dates.get() == "/":
        return None
    if _dates.get() == "long":
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    return f"{day:%d/%m/%Y}".replace("/", _dates.get())
