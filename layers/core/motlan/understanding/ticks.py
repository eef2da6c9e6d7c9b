"""Check boxes: which of the choices printed under a label is ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.language.text import fold
from motlan.understanding.draft import Draft, of_value
from motlan.understanding.heads import like
from motlan.understanding.layout import Sheet, squash
from motlan.understanding.paper_template import FieldRule

_TICKED = re.compile(r"[☑☒✓✔✗✘xX⊠■☓]|\[\s?[xXvV]\s?\]")


def ticked(sheets: Sequence[Sheet], rule: FieldRule) -> Draft:
    """Of "Có ☑ Không ☐" under a label the one that is ticked; where no tick was read, a quantity says yes, in doubt."""
    heads = [squash(label) for label in rule.labels]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            for piece in row:
                if not any(like(piece.key[: len(h)], h) >= 0.82 for h in heads):
                    continue
                near = [
                    piece,
                    *(
                        p
                        for r in sheet.rows[number : number + 8]
                        for p in r
                        if p is not piece and p.y0 - piece.y0 < 4.2 * sheet.unit and p.x0 < piece.x0 + 25 * sheet.unit
                    ),
                ]
                text = " ".join(p.text for p in near)
                folded = fold(text)
                yes = re.search(r"\bco\b(.{0,4})", folded)
                no = re.search(r"\bkhong\b(.{0,4})", folded)
                marks = [bool(m and _TICKED.search(m.group(1))) for m in (yes, no)]
                out = of_value(rule.kind, None, "ocr", confidence=piece.confidence)
                out.page, out.box, out.raw = piece.page, piece.box, text
                if marks[0] != marks[1]:
                    out.value = "Có" if marks[0] else "Không"
                    return out
                amount = re.search(r"so luong\D{0,14}(\d+)", folded) or re.search(r"(\d+)\s*ban\b", folded)
                if amount:
                    out.value = "Có" if int(amount.group(1)) else "Không"
                    out.doubts.add("guess")
                    return out
                out.raw = None
                return out
    return Draft(rule.kind)
