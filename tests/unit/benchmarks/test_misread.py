"""What a drawn line was read as: found by its place, its wrong words by their order."""

from __future__ import annotations

import random

from benchmarks.misread import KINDS, drawn, judged
from motlan.model import Line, Word, clamp
from samples.make.scan import PROFILES, scan
from samples.make.truth import box


def test_the_least_sure_of_the_wrong_words_counts():
    kind = KINDS[0]
    sheet = drawn(kind, random.Random(1))
    taken = scan(sheet, PROFILES[kind.profile], random.Random(1), skew=0.0)
    place = clamp(box(sheet.lines[1].box, taken))
    words = [("PHÓ", 0.3), ("CHỮ", 0.7), ("TỊCH", 0.9)]
    read = Line(
        text="PHÓ CHỮ TỊCH", confidence=0.6, box=place, words=[Word(text=t, confidence=c, box=place) for t, c in words]
    )
    row = judged(kind, [read], sheet.lines[1], taken)
    assert (row["printed"], row["read"], row["edits"], row["confidence"]) == ("PHÓ CHỦ TỊCH", "PHÓ CHỮ TỊCH", 1, 0.7)
    lost = judged(kind, [], sheet.lines[1], taken)
    assert (lost["read"], lost["edits"], lost["confidence"]) == ("", len("PHÓ CHỦ TỊCH"), None)
