"""Whether a page was scanned or photographed with a side of it missing: print that runs into the edge."""

from __future__ import annotations

from motlan.model import Page

#: Share of the page's width: print on paper keeps a margin many times wider (NĐ 30/2020: 15 mm at the least, 0.07).
EDGE = 0.008
#: One line at the edge may be a stamp or a fold; where the paper is cut, many lines of it are.
LINES, SHARE = 4, 0.2


def cut_off(page: Page) -> bool:
    """True where at least ``LINES`` lines, and ``SHARE`` of all, run into the left or into the right edge."""
    boxes = [line.box for line in page.lines if line.text.strip()]
    left, right = sum(x0 < EDGE for x0, _, _, _ in boxes), sum(x1 > 1 - EDGE for _, _, x1, _ in boxes)
    return max(left, right) >= max(LINES, SHARE * len(boxes))
