"""Typical misreadings with their pictures: ``python -m benchmarks.misread``, then ``python -m benchmarks.accuracy``.

Lines of the kinds that are read worst are drawn on specimen sheets (``samples.make``), taken in as scanners do, and
read by the default engine. Of each kind stands in ``docs/accuracy.md`` how many lines were read wrongly, and the worst.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks import machine
from benchmarks.metrics.normalise import plain
from motlan.model import Line, union
from motlan_vision.reader import Reader
from samples.make import marks
from samples.make.canvas import Run, Sheet, TruthLine
from samples.make.scan import PROFILES, Scan, scan
from samples.make.truth import box

PICTURES = machine.ROOT / "docs" / "pictures" / "misread"
RESULT = machine.ROOT / "benchmarks" / "results" / "misread.json"
#: Below this a person looks at a figure, and the colours of the check screen change (``understanding``).
SURE = 0.9
LEFT, STEP = 25.0, 9.0


@dataclass(frozen=True)
class Kind:
    """Lines with the same difficulty; ``hand``: the script face of what is filled in behind the colon."""

    name: str
    profile: str
    lines: Sequence[str]
    face: str = "tinos"
    hand: str | None = None
    sealed: bool = False
    size: float = 13.0


KINDS = (
    Kind(
        "seal and signature over capitals",
        "desk-200-colour",
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG"),
        sealed=True,
    ),
    Kind(
        "numbers and days filled in by a script face",
        "office-200-gray",
        ("Số: 27/GM-MẪU", "Số: 103/BC-MẪU", "ngày: 17 tháng 8", "ngày: 29 tháng 11", "Số tờ: 41", "Năm sinh: 1987"),
        hand="vibes",
    ),
    Kind(
        "capitals with two marks at 150 dpi",
        "office-150-colour",
        ("ĐỖ HỒNG ỔN MẪU", "LÊ CẨM Ổ MẪU", "NGUYỄN VĂN HỖ MẪU", "PHẠM THỊ ẺN MẪU", "VÕ THẾ HIỂN MẪU", "ẤP CỔ CÒ, MẪU"),
        size=11.0,
    ),
    Kind(
        "superscripts",
        "office-200-gray",
        ("Diện tích: 1 204,5 m²", "Thể tích: 36 m³", "riêng: 72,9 m², chung: 0 m²", "100 m² (một trăm mét vuông)"),
    ),
    Kind(
        "formulas",
        "office-200-gray",
        ("K√10P = q₁ + 2q₂", "a² + b² ≤ c²", "(ΔT ≥ 5 °C; ±2 %)", "x₁ · x₂ ≈ 10⁻³"),
    ),
    Kind(
        "marks between words in faint print",
        "faint-200-gray",
        (
            "họ tên; năm sinh; nơi ở,", "“Mẫu số 01”; ‘Mẫu số 02’.", "tổ 3, ấp 4; xã Mẫu:", "a) mẫu; b) mẫu, c) mẫu.",
            "- Lưu: VT; VP, HC.", "(mẫu); (mẫu), [mẫu].",
        ),
    ),
    Kind(
        "names of places and peoples",
        "worn-200-gray",
        (
            "xã Đăk Mẫu, tỉnh Đắk Lắk", "xã Phù Đổng, Mẫu", "dân tộc: Gié Triêng, Mẫu", "Kon Plông, Kon Rẫy, Mẫu",
            "Ia H'Drai, Chư Sê, Mẫu", "dân tộc: Xơ-đăng, Bru, Mẫu",
        ),
    ),
)  # fmt: skip


def drawn(kind: Kind, rng: random.Random) -> Sheet:
    """An A4 sheet with the kind's lines, one below the other, and MẪU on it."""
    sheet = Sheet()
    sheet.text(LEFT, 30, Run("MẪU, KHÔNG CÓ GIÁ TRỊ", bold=True), face=kind.face, size=14, record=False)
    marks.specimen(sheet, rng, at=(180, 290))
    step = 34.0 if kind.sealed else STEP
    for n, text in enumerate(kind.lines):
        y = 55 + n * step
        printed, colon, filled = text.partition(": ")
        runs = [Run(text, bold=kind.sealed)]
        if kind.hand and colon:
            runs = [Run(printed + ": "), Run(filled, face=kind.hand, size=kind.size + 4, hand=True)]
        sheet.text(LEFT + 10, y, runs, face=kind.face, size=kind.size)
        if kind.sealed:
            marks.seal(sheet, LEFT + 14 + rng.uniform(0, 12), y + rng.uniform(-3, 5), rng)
            marks.signature(sheet, LEFT + 20, y - 3, rng)
    return sheet


def judged(kind: Kind, lines: Sequence[Line], truth: TruthLine, taken: Scan) -> dict[str, Any]:
    """What was read where a line was printed, how far it is off, and the least confidence of a word that is wrong."""
    x0, y0, x1, y1 = box(truth.box, taken)
    there = [
        line
        for line in sorted(lines, key=lambda line: line.box[0])
        if line.kind != "stamp"
        and min(line.box[3], y1) - max(line.box[1], y0) > 0.4 * min(y1 - y0, line.box[3] - line.box[1])
        and min(line.box[2], x1) > max(line.box[0], x0)
    ]
    words = [word for line in there for word in line.words]
    printed, read = plain(truth.text), plain(" ".join(line.text for line in there))
    changed = Levenshtein.opcodes(printed.split(), [plain(word.text) for word in words])
    wrong = [w.confidence for op in changed if op.tag != "equal" for w in words[op.dest_start : op.dest_end]]
    return {
        "kind": kind.name,
        "printed": truth.text,
        "read": " ".join(line.text for line in there),
        "edits": Levenshtein.distance(printed, read),
        "confidence": min(wrong, default=None),
        "hand": any(line.kind == "hand" for line in there),
        "box": union([(x0, y0, x1, y1), *(line.box for line in there)]),
    }


def run(engine: str | None) -> dict[str, Any]:
    """Every kind's lines as they were read; writes the picture of the worst of each kind."""
    reader, rows = Reader(engine, threads=1), []
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for number, kind in enumerate(KINDS, start=1):
        rng = random.Random(number)
        taken = scan(sheet := drawn(kind, rng), PROFILES[kind.profile], rng, skew=0.0)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.png"
            dpi = PROFILES[kind.profile].dpi
            taken.image.save(path, dpi=(dpi, dpi))
            with reader.open(path, path.name) as opened:
                page, _ = opened.read(0, page=1, source=0)
        found = [judged(kind, page.lines, line, taken) for line in sheet.lines]
        worst = max(found, key=lambda row: row["edits"])
        if worst["edits"]:
            worst["picture"] = f"{number}.png"
            _cut(taken.image, worst["box"]).save(PICTURES / worst["picture"], optimize=True)
        rows += found
        print(
            kind.name, [(row["printed"], row["read"], row["confidence"]) for row in found if row["edits"]], flush=True
        )
    return {"benchmark": "misread", **machine.describe(), "sure": SURE, "lines": rows}


def _cut(page: Image.Image, place: Sequence[float]) -> Image.Image:
    """A line with a little around it, for a page of text."""
    pad = 0.006
    x0, y0, x1, y1 = ((v - pad if n < 2 else v + pad) for n, v in enumerate(place))
    picture = page.convert("RGB").crop(
        (int(x0 * page.width), int(y0 * page.height), int(x1 * page.width), int(y1 * page.height))
    )
    return picture.resize((round(picture.width * 48 / picture.height), 48)).quantize(64)


def main() -> None:
    """Writes the pictures and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", help="another than the default")
    parser.add_argument("--out", type=Path, default=RESULT)
    args = parser.parse_args()
    args.out.write_text(json.dumps(run(args.engine), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
