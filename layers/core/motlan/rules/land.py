"""Changes noted on a land certificate after it was issued, and areas (domain.md B.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from motlan.language.quantities import parse_quantity
from motlan.language.text import fold_words
from motlan.model import FieldValue

# Rights that pass to another: chuyển nhượng, tặng cho, thừa kế … (Luật Đất đai 2024 Điều 27, 37, 133).
_MOVES = re.compile(
    r"chuyen nh?uong|tang cho|cho tang|thua ke|chuyen doi quyen|gop von|mua ban|phan chia|thoa thuan chia|nhan quyen"
    r"|thu hoi|chuyen quyen|doi chu|xu ly tai san|dau gia|tach thua|hop thua|cap doi|de lai|ly hon|huy gi"
)
# Notes that leave the owner who he is: mortgages and their end, corrections, new personal numbers, use of land.
_HARMLESS = re.compile(
    r"the chap|xoa (?:dang ky|the chap|noi dung|the)|dinh chinh|giai chap|chuyen muc dich|gia han|ngan hang|so can cuoc"
    r"|thay doi (?:so|thong tin|giay to|cmnd|cccd|can cuoc|ten duong|dia chi|don vi hanh chinh)"
    r"|nghia vu tai chinh|ghi no|xoa no"
)


def change_may_move_ownership(note: str) -> bool:
    """True unless the note plainly is of a kind that leaves the owner: precision would lose what can't be made good."""
    folded = fold_words(note)
    return _MOVES.search(folded) is not None or _HARMLESS.search(folded) is None


def changes_may_move_ownership(fields: Mapping[str, FieldValue]) -> bool | None:
    """Of ``changes`` (list of text) and ``has_changes``; None where neither was found on the paper."""
    changes, flag = fields.get("changes"), fields.get("has_changes")
    notes = changes.value if changes and isinstance(changes.value, list) else []
    texts = [note for note in notes if isinstance(note, str) and any(char.isalnum() for char in note)]
    if texts:
        return any(map(change_may_move_ownership, texts))
    if flag is not None and isinstance(flag.value, bool):
        return flag.value  # something is noted there and nobody could read it
    return False if changes is not None and changes.status in ("accepted", "blank") else None


def parts_of_area(use_form: str) -> list[Decimal] | None:
    """The areas named in "riêng: 72,9 m², chung: Không m²" as [72.9, 0]; None where it names none."""
    parts: list[Decimal] = []
    for piece in re.split(r"[;]|,\s(?=[^\d])", use_form):
        quantity = parse_quantity(piece)
        if quantity and quantity.after.startswith("m"):
            parts.append(quantity.value)
        elif re.search(r"\bkhong\b", fold_words(piece)):
            parts.append(Decimal(0))
    return parts if any(parts) else None
