"""Whether a page was scanned or photographed with a side of it missing: print that runs into the edge."""

from __future__ import annotations

from motlan.model import Page

#: Share of the page's width or height: print on paper keeps a margin many times wider (NĐ 30/2020: 15 mm at the least,
#: 0.07 of A4's width), and an office printer leaves the outermost 4 mm (0.014 of A4's height) white at any rate.
EDGE = 0.008
#: One line at the left or right edge may be a mark or a fold; where the paper is cut, many lines of it are. Of a strip
#: with less than ``ENOUGH`` lines nothing can be said.
LINES, SHARE, ENOUGH = 3, 0.15, 8
#: Top and bottom cut one row: so much of the width of print in it is no mark in the corner and no half of a stamp.
ROW = 0.09


def cut_off(page: Page) -> bool:
    """True where ``LINES`` lines, and ``SHARE`` of all, run into the left or the right edge, or a row into another."""
    boxes = [line.box for line in page.lines if line.text.strip() and line.kind != "stamp"]
    if len(boxes) < ENOUGH:
        return False
    left, right = sum(x0 < EDGE for x0, _, _, _ in boxes), sum(x1 > 1 - EDGE for _, _, x1, _ in boxes)
    top = sum(x1 - x0 for x0, y0, x1, _ in boxes if y0 < EDGE)
    bottom = sum(x1 - x0 for x0, _, x1, y1 in boxes if y1 > 1 - EDGE)
    return max(left, right) >= max(LINES, SHARE * len(boxes)) or max(top, bottom) > ROW
