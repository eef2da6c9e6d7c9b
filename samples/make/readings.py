"""What a reader would have given of a drawn pile: lines of words with boxes, cut and misread as readers do.

Makes it cheap to try understanding on many layouts (a page costs its drawing, no recognition). The mistakes are those
that recognisers make in Vietnamese (marks first, then look-alikes, lost points and blanks); how often and how sure is a
guess, so nothing that a user is told of accuracy may come from here.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from PIL import Image

from motlan.language.text import fold, nfc
from motlan.model import Code, Line, Page
from motlan.model.page import Word
from samples.make.canvas import DPI, Drawn, Sheet
from samples.make.scan import PROFILES, Profile, Scan
from samples.make.truth import Dossier, Leaf, of_dossier

#: Share of words misread, by how hard a profile is; under a seal and by hand far more.
EASY, HARD, SEALED, BY_HAND = 0.004, 0.02, 0.2, 0.22
#: A blank wider than this many line heights ends a line of the reader.
GAP = 1.7
VOWELS = (
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
)
ALIKE = {"1": "lI", "0": "O", "5": "S", "8": "B", "6": "5", "3": "8", "7": "1", "đ": "d", "Đ": "D", "ư": "u", "ơ": "o"}


def glance(sheet: Sheet, profile: Profile, rng: random.Random, **_: Any) -> Scan:
    """In the place of ``scan.scan``: no picture, every page upright."""
    size = (round(sheet.width * profile.dpi / 25.4), round(sheet.height * profile.dpi / 25.4))
    k = profile.dpi / DPI
    return Scan(Image.new("L", (8, 8), 255), np.diag([k, k, 1.0]), size, 0, 0.0)


def read(d: Dossier) -> tuple[dict[str, Any], list[Page]]:
    """The truth of a dossier taken in by ``glance``, and its pages."""
    d.files, d.groups = [f"{d.id}.pdf"], [len(d.leaves)]
    return of_dossier(d, decode=False), [page(leaf, n) for n, leaf in enumerate(d.leaves, 1)]


def page(leaf: Leaf, number: int) -> Page:
    """One side, read."""
    sheet, profile = leaf.sheet, PROFILES[leaf.profile]
    rng = random.Random(f"{number}{[w.text for w in sheet.drawn[:40]]}")
    wide, high = sheet.image.size
    lines = [] if sheet.blank else [line(words, sheet, profile, rng) for words in rows(sheet.drawn)]
    return Page(
        page=number,
        source=0,
        source_page=number,
        width_px=round(wide * profile.dpi / DPI),
        height_px=round(high * profile.dpi / DPI),
        dpi=profile.dpi,
        status="blank" if sheet.blank else "read",
        lines=[line for line in lines if line.text],
        codes=[
            Code(kind=c["kind"], text=c["text"], box=(0.7, 0.05, 0.8, 0.12)) for c in sheet.codes if rng.random() < 0.93
        ],
    )


def rows(drawn: list[Drawn]) -> list[list[Drawn]]:
    """Words of one height that nearly touch, top to bottom."""
    out: list[list[Drawn]] = []
    for word in sorted(drawn, key=lambda w: (round((w.box[1] + w.box[3]) / 2 / 12), w.box[0])):
        high = word.box[3] - word.box[1]
        for row in reversed(out[-6:]):
            last = row[-1]
            same = abs((last.box[1] + last.box[3]) - (word.box[1] + word.box[3])) < 0.7 * high
            if same and -0.3 * high <= word.box[0] - last.box[2] < GAP * min(high, last.box[3] - last.box[1]):
                row.append(word)
                break
        else:
            out.append([word])
    return out


def line(words: list[Drawn], sheet: Sheet, profile: Profile, rng: random.Random) -> Line:
    """A row as read: some words wrong, some run together."""
    wide, high = sheet.image.size
    hard = profile.contrast[0] < 0.7 or profile.noise > 6 or profile.phone or profile.quality is None
    out: list[Word] = []
    for word in words:
        x0, y0, x1, y1 = word.box
        sealed = any(a < (x0 + x1) / 2 < c and b < (y0 + y1) / 2 < d for a, b, c, d in sheet.seals)
        rate = BY_HAND if word.hand else SEALED if sealed else HARD if hard else EASY
        wrong = rng.random() < rate and word.kind != "mrz"
        text = misread(nfc(word.text), rng) if wrong else nfc(word.text)
        sure = (
            rng.uniform(0.5, 0.99) if wrong else 1 - min(0.4, rng.expovariate(60 if not (word.hand or sealed) else 12))
        )
        box = (max(0.0, x0 / wide), max(0.0, y0 / high), min(1.0, x1 / wide), min(1.0, y1 / high))
        glued = out and rng.random() < (0.01 if hard else 0.003) and word.kind != "mrz"
        if glued:
            last = out[-1]
            out[-1] = Word(text=last.text + text, confidence=min(last.confidence, sure), box=(*last.box[:2], *box[2:]))
        elif text:
            out.append(Word(text=text, confidence=round(sure, 4), box=box))
    if not out:
        return Line(text="", confidence=0, box=(0, 0, 0, 0))
    box = (
        min(w.box[0] for w in out),
        min(w.box[1] for w in out),
        max(w.box[2] for w in out),
        max(w.box[3] for w in out),
    )
    kind = "mrz" if words[0].kind == "mrz" else "print"
    return Line(
        text=" ".join(w.text for w in out), confidence=min(w.confidence for w in out), box=box, words=out, kind=kind
    )


def misread(text: str, rng: random.Random) -> str:
    """One letter, mark or point of a word taken for another."""
    at = rng.randrange(len(text))
    letter = text[at]
    for group in VOWELS:
        if letter.lower() in group:
            other = rng.choice([c for c in group if c != letter.lower()])
            other = fold(letter.lower()) if rng.random() < 0.3 else other
            return text[:at] + (other.upper() if letter.isupper() else other) + text[at + 1 :]
    if letter in ALIKE:
        return text[:at] + rng.choice(ALIKE[letter]) + text[at + 1 :]
    if not letter.isalnum():
        return text[:at] + rng.choice(["", "", ".", ","]) + text[at + 1 :]
    return (
        text[:at]
        + (rng.choice("0123456789") if letter.isdigit() else rng.choice(["", rng.choice("ceotln")]))
        + text[at + 1 :]
    )
