"""An engine that says what it was told: for tests that need pages but no networks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token


class Recorded:
    """Answers the lines in the order of their boxes from top to bottom, each word with the same certainty."""

    name = "recorded"

    def __init__(self, lines: Iterable[str] = (), probability: float = 0.99) -> None:
        self.lines, self.probability = list(lines), probability

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``. Boxes beyond the lines that were given read as nothing."""
        readings = [Reading()] * len(boxes)
        for i, text in zip(
            sorted(range(len(boxes)), key=lambda i: (boxes[i][1], boxes[i][0])), self.lines, strict=False
        ):
            readings[i] = self._line(text, boxes[i])
        return readings

    def _line(self, text: str, box: PixelBox) -> Reading:
        step = (box[2] - box[0]) / max(1, len(text))
        at, tokens = 0, []
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            tokens.append(Token(word, self.probability, box[0] + start * step, box[0] + at * step))
        return Reading(tuple(tokens))
