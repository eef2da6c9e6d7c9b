"""Check boxes among the words of the lines that they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from motlan.model import Check, Line, Word

#: A box belongs to a line beside it, at most so many line heights away.
NEAR = 3.0
MARKS = {False: "☐", True: "☑"}


def place_checks(lines: list[Line], checks: Sequence[Check], aspect: float) -> None:
    """Puts ☐ and ☑ among the words of the line that each box stands in or beside; ``aspect``: page height by width.

    A line's ``text`` stays as it is: the marks are no letters.
    """
    for check in checks:
        y = (check.box[1] + check.box[3]) / 2
        beside = [(_gap(line, check), n) for n, line in enumerate(lines) if line.box[1] <= y <= line.box[3]]
        if not beside:
            continue
        gap, n = min(beside)
        line = lines[n]
        if 0 <= gap <= NEAR * (line.box[3] - line.box[1]) * aspect:
            mark = Word(text=MARKS[check.ticked], confidence=check.confidence, box=check.box)
            line.words = sorted([*line.words, mark], key=lambda word: word.box[0])


def _gap(line: Line, check: Check) -> float:
    """From the box to the nearest word (a line's own box may reach too far); -1 where a word has a sign for it."""
    x = (check.box[0] + check.box[2]) / 2
    if any(word.box[0] < x < word.box[2] for word in line.words if word.text not in MARKS.values()):
        return -1.0
    return min((max(word.box[0] - check.box[2], check.box[0] - word.box[2], 0.0) for word in line.words), default=1.0)
