"""A cleaned page to its lines: find, read, drop what is no text, order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, Check, Line, Region, Word, clamp
from motlan_vision.clean import Rules
from motlan_vision.layout.cells import cells_of
from motlan_vision.layout.checks import place_checks
from motlan_vision.layout.order import page_order
from motlan_vision.layout.tables import cut_at_rules, find_tables
from motlan_vision.layout.unit import Lines
from motlan_vision.lines.detect import CARD_SIDE, Boxes, detect, detect_at
from motlan_vision.lines.extend import to_ink
from motlan_vision.lines.stamps import read_stamps
from motlan_vision.recognise.confidence import confidences
from motlan_vision.recognise.correct import correct
from motlan_vision.recognise.engine import Engine, PixelBox, Reading
from motlan_vision.recognise.raised import with_powers

Gray = NDArray[np.uint8]

#: A line of a machine-readable zone (ICAO Doc 9303-5).
_MRZ = re.compile(r"(?=.*<)[A-Z0-9<]{30}")
#: Where a note on how to sign begins: "(Ký, ghi rõ …".
_NOTE = re.compile(r"\(\s?K[ýíyỳ]\b")
#: Scribble and bits of seals: short, and either much taller than the page's lines or hardly found by the detector, and
#: the readers see quite different things in it. Print fails at most one of these.
SHORT, TALL, FAINT, QUARREL = 8, 1.6, 0.8, 0.55
#: Less of a line on a red stamp, or lines that the readers see quite different things in, are bits of frames and seals.
STAMP_AGREED, STAMP_SHORT = 0.4, 3


def lines_of(
    gray: Gray,
    engine: Engine,
    *,
    stamps: Gray | None = None,
    rules: Rules | None = None,
    regions: Sequence[Region] = (),
    codes: Sequence[Box] = (),
    checks: Sequence[Check] = (),
    dpi: int = 200,
    threads: int = 2,
) -> list[Line]:
    """The lines of an upright, cleaned page in reading order, those of red stamps last.

    ``stamps``: see ``stamps.red_ink``; ``rules``: what ``clean`` took out; ``regions``: cards and halves, each read by
    itself; ``codes``: boxes of decoded codes, not to be read as text; ``checks``: check boxes, put among the words.
    """
    level, upright = (
        ([_pixels(b, gray.shape) for b in side] for side in (rules.horizontal, rules.vertical)) if rules else ([], [])
    )
    boxes = cut_at_rules(find_lines(gray, regions, codes, threads), upright)
    places = _tuples(boxes)
    read = [with_powers(gray, box, correct(r)) for box, r in zip(places, engine.read(gray, places), strict=True)]
    boxes, readings = apart_at_notes(boxes, read)
    tall = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 0.0
    kept = [i for i, reading in enumerate(readings) if not is_junk(reading, boxes[i], tall)]
    lines: list[Line] = []
    tables = find_tables(level, upright, gray.shape[1])
    areas = [(region.kind, _pixels(region.box, gray.shape)) for region in regions]
    cells = cells_of(boxes[kept], tables)
    found = Lines(boxes[kept], [readings[i].text for i in kept], (gray.shape[0], gray.shape[1]))
    for number, block in enumerate(page_order(found, areas, tables, level)):
        for i in block.ids:
            line = to_line(readings[kept[i]], boxes[kept[i]], gray.shape, number)
            line.cell, line.part = cells[i], block.part
            lines.append(line)
    place_checks(lines, checks, gray.shape[0] / gray.shape[1])
    if stamps is not None:
        lines += _stamp_lines(stamps, engine, lines[-1].block + 1 if lines else 0, dpi, threads)
    return lines


def apart_at_notes(boxes: Boxes, readings: Sequence[Reading]) -> tuple[Boxes, list[Reading]]:
    """Notes of two signatures that nearly touch, "(Ký, ghi rõ họ tên) (Ký, ghi rõ họ tên)", as two lines."""
    parts: list[tuple[NDArray[np.float32], Reading]] = []
    for box, reading in zip(boxes, readings, strict=True):
        tokens = reading.tokens
        cuts = [n for n, token in enumerate(tokens) if n and _NOTE.match(token.text) and _NOTE.match(tokens[0].text)]
        for start, end in zip([0, *cuts], [*cuts, len(tokens)], strict=True):
            part = box.copy()
            if cuts:
                part[0], part[2] = tokens[start].x0, tokens[end - 1].x1
            parts.append((part, replace(reading, tokens=tokens[start:end])))
    return np.array([box for box, _ in parts], np.float32).reshape(-1, 5), [reading for _, reading in parts]


def find_lines(gray: Gray, regions: Sequence[Region], codes: Sequence[Box], threads: int) -> Boxes:
    """Boxes of lines, those on cards looked for at the scale of a card."""
    height, width = gray.shape
    boxes = detect(gray, threads)
    for region in regions:
        if region.kind == "card":
            x0, y0, x1, y1 = _pixels(region.box, gray.shape)
            card = detect_at(gray[y0:y1, x0:x1], CARD_SIDE, threads)
            card[:, :4] += np.array([x0, y0, x0, y0], np.float32)
            boxes = np.concatenate([boxes[~_inside(boxes, region.box, width, height)], card])
    for code in codes:
        boxes = boxes[~_inside(boxes, code, width, height)]
    return to_ink(gray, boxes)


def to_line(
    reading: Reading, box: NDArray[np.float32], shape: tuple[int, ...], block: int, *, stamp: bool = False
) -> Line:
    """A reading as the model's line, boxes as fractions of the page."""
    height, width = shape[:2]
    y0, y1 = float(box[1]) / height, float(box[3]) / height
    words = [
        Word(text=t.text, confidence=sure, box=clamp((t.x0 / width, y0, t.x1 / width, y1)))
        for t, sure in zip(reading.tokens, confidences(reading), strict=True)
    ]
    text = reading.text
    letters = sum(len(w.text) for w in words)
    mean = sum(w.confidence * len(w.text) for w in words) / letters
    whole = clamp((float(box[0]) / width, y0, float(box[2]) / width, y1))
    kind = "stamp" if stamp else "mrz" if _MRZ.fullmatch(text) else "print"
    return Line(text=text, confidence=mean, box=whole, words=words, kind=kind, block=block)


def is_junk(reading: Reading, box: NDArray[np.float32], tall: float) -> bool:
    """Nothing at all, or no print: see the constants. What is dropped here is lost, so all must speak for it."""
    text = reading.text
    if not any(c.isalnum() for c in text):
        return True
    odd = box[3] - box[1] > TALL * tall or box[4] < FAINT
    return bool(odd and len(text) <= SHORT and reading.agreement < QUARREL)


def _stamp_lines(red: Gray, engine: Engine, block: int, dpi: int, threads: int) -> list[Line]:
    lines: list[Line] = []
    for reading, box in read_stamps(red, engine, dpi, threads):
        letters = sum(c.isalnum() for c in reading.text)
        if letters >= STAMP_SHORT and reading.agreement >= STAMP_AGREED:
            lines.append(to_line(correct(reading), box, red.shape, block, stamp=True))
    return lines


def _inside(boxes: Boxes, area: Box, width: int, height: int) -> NDArray[np.bool_]:
    """Which boxes have their middle in an area (fractions of the page)."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2 / width, (boxes[:, 1] + boxes[:, 3]) / 2 / height
    inside: NDArray[np.bool_] = (x > area[0]) & (x < area[2]) & (y > area[1]) & (y < area[3])
    return inside


def _pixels(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    return round(box[0] * width), round(box[1] * height), round(box[2] * width), round(box[3] * height)


def _tuples(boxes: Boxes) -> list[PixelBox]:
    return [(float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in boxes]
