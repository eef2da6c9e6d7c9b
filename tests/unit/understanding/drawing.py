"""Pages drawn by hand for tests: rows of text with columns, nothing read, nobody real."""

from __future__ import annotations

from collections.abc import Sequence

from motlan.model import Code, Line, Page

WIDTH, HEIGHT = 1654, 2339
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTER = 0.0098  # width of a letter at 13 pt, of an A4 page


def line(text: str, x: float, y: float, *, centre: bool = False, confidence: float = 0.97, kind: str = "print") -> Line:
    width = min(0.95, LETTER * len(text))
    x0 = max(0.01, x - width / 2) if centre else x
    return Line.model_validate(
        {"text": text, "confidence": confidence, "box": (x0, y, min(0.99, x0 + width), y + 0.014), "kind": kind}
    )


def page(
    rows: Sequence[str | tuple[str, ...] | Sequence[tuple[float, str]]],
    *,
    number: int = 1,
    top: float = 0.05,
    pitch: float = 0.022,
    codes: Sequence[str] = (),
    confidence: float = 0.97,
) -> Page:
    """One row an entry: "text" from the left margin, "^text" centred, ">text" at the right, a list of (x, text) cells.

    An empty text leaves a row out.
    """
    lines = []
    for place, row in enumerate(rows):
        y = top + place * pitch
        for x, text in [(0.1, row)] if isinstance(row, str) else row:
            if not text:
                continue
            if text.startswith("^"):
                lines.append(line(text[1:], 0.5, y, centre=True, confidence=confidence))
            elif text.startswith(">"):
                lines.append(line(text[1:], 0.74, y, centre=True, confidence=confidence))
            elif text.startswith("<"):
                lines.append(line(text[1:], 0.27, y, centre=True, confidence=confidence))
            else:
                lines.append(line(text, float(x), y, confidence=confidence))
    return Page(
        page=number,
        source=0,
        source_page=number,
        width_px=WIDTH,
        height_px=HEIGHT,
        dpi=200,
        lines=lines,
        codes=[Code(kind="qr", text=c, box=(0.8, 0.05, 0.9, 0.12)) for c in codes],
    )


def head(left: str, over: str = "", number: str = "", dated: str = "") -> list[list[tuple[float, str]]]:
    """A letterhead: offices at the left, the national title at the right, number and date under them."""
    return [
        [(0.0, "<" + (over or left)), (0.5, ">" + NATION)],
        [(0.0, "<" + (left if over else "")), (0.5, ">" + MOTTO)] if over else [(0.5, ">" + MOTTO)],
        [(0.0, "<" + number if number else ""), (0.5, ">" + dated if dated else "")],
        [(0.0, "")],
    ]


def signed(title: str, name: str) -> list[list[tuple[float, str]]]:
    """A signer's block at the right."""
    return [[(0.5, ">" + title)], [(0.0, "")], [(0.0, "")], [(0.5, ">" + name)]]
