"""A page's lines → the working surface: words parted where the reader glued them, stamps apart, spreads in halves."""

from __future__ import annotations

import re
from dataclasses import replace

from motlan.language.text import without_leaders
from motlan.model import Box, Line, Page
from motlan.understanding.layout import A4_ASPECT, PIECE_GAP, Sheet, Token, from_tokens, squash

_LOWER = "a-z" + "".join(c for n in range(0xE0, 0x1EFA) if (c := chr(n)).islower())
_UPPER = "A-Z" + "".join(c for n in range(0xC0, 0x1EFA) if (c := chr(n)).isupper())
_GLUED = re.compile(
    r"(?<!\d)[:;](?=[^\s/])|(?<=\d)[:;](?=[^\s\d/])|(?<=[^\W\d]),(?=[^\W\d])|\(\d\)(?=\w)"
    r"|(?<=[^\W\d_])(?=[\dIlOSZB]{1,2}/[\dIlOSZB]{1,2}/[\dIlOSZBAG]{4}$)|(?<=\d{3})(?=[^\W\d_]{3})|(?<=\d),(?=[^\W\d_]{2})"
    r"|(?<=[Nn]g[àa]y)(?=\d)|(?<=tháng)(?=\d)|(?<=năm)(?=\d)"
    r"|(?<=^[Ấấ]p)(?=\d)|(?<=^[Pp]hố)(?=\d)|(?<=^[Tt]ổ)(?=\d)|(?<=^[Tt]hôn)(?=\d)|(?<=^[Kk]hóm)(?=\d)|(?<=^[Pp]hường)(?=\d)"
    r"|(?<=^[Qq]uận)(?=\d)|(?<=^[Xx]óm)(?=\d)|(?<=^[Đđ]ội)(?=\d)"
    rf"|(?<=^\d[.)/])(?=[{_UPPER}][{_LOWER}])|(?<=^\d\d[.)/])(?=[{_UPPER}][{_LOWER}])"
    rf"|(?<=\.\.)(?=[^\W_])|(?<=[{_LOWER}])(?=[{_UPPER}][{_LOWER}])"
)
_DUST = frozenset({".", "..", "...", "_", "|", "'", "`", ","})


def _aspect(page: Page) -> float:
    if page.width_px > 0 and page.height_px > 0:
        return page.width_px / page.height_px
    return A4_ASPECT


def _word(text: str, confidence: float, box: Box, *, line: Line, number: int, page: int, aspect: float) -> Token:
    x0, _, x1, _ = box
    # the line's own height, not the word's: "ma" and "Ấp" stand on the same row
    places = x0 * aspect, line.box[1], x1 * aspect, line.box[3]
    return Token(text, squash(text), confidence, box, page, line.kind, number, *places, part=line.part)


def tokens_of(line: Line, number: int, page: int, aspect: float) -> list[Token]:
    """The words of a line; where the reader gave no boxes, in proportion to their letters."""
    if line.words and squash("".join(w.text for w in line.words)) == squash(line.text):
        return [
            part
            for w in line.words
            if (text := without_leaders(w.text)) and text not in _DUST
            for part in _split(
                replace(
                    _word(text, w.confidence, w.box, line=line, number=number, page=page, aspect=aspect),
                    struck=w.struck,
                )
            )
        ]
    words = line.text.split()
    total = sum(map(len, words)) + max(0, len(words) - 1)
    x0, y0, x1, y1 = line.box
    out, at = [], 0
    for word in words:
        start, end = at / max(1, total), (at + len(word)) / max(1, total)
        box = (x0 + (x1 - x0) * start, y0, x0 + (x1 - x0) * end, y1)
        if (text := without_leaders(word)) and text not in _DUST:
            out.append(_word(text, line.confidence, box, line=line, number=number, page=page, aspect=aspect))
        at += len(word) + 1
    return [part for token in out for part in _split(token)]


def _split(token: Token) -> list[Token]:
    """A colon glued to what follows ("tính:Nam") parts two words; in a time of day (08:30) it doesn't."""
    cut = _GLUED.search(token.text) if len(token.text) < 24 else None
    if not cut or not 0 < cut.end() < len(token.text):
        return [token]
    at = cut.end()
    share = at / len(token.text)
    x, (bx0, by0, bx1, by1) = token.x0 + (token.x1 - token.x0) * share, token.box
    bx = bx0 + (bx1 - bx0) * share
    head, tail = token.text[:at], token.text[at:]
    first = replace(token, text=head, key=squash(head), box=(bx0, by0, bx, by1), x1=x)
    return [first, *_split(replace(token, text=tail, key=squash(tail), box=(bx, by0, bx1, by1), x0=x))]


def sheet_of(page: Page) -> Sheet:
    """The whole page. Stamp lines stand apart: they are a layer over the paper, not a part of its text."""
    aspect = _aspect(page)
    lines = [line for line in page.lines if line.text.strip()]
    tokens = [t for n, line in enumerate(lines) if line.kind != "stamp" for t in tokens_of(line, n, page.page, aspect)]
    sheet = from_tokens(tokens, page.page, aspect, page.read_by)
    sheet.stamps = [line for line in lines if line.kind == "stamp"]
    return sheet


def halves(sheet: Sheet, seam: float | None = None) -> list[Sheet]:
    """The two faces of a spread that lies across, left then right; the sheet itself where no gutter runs through it.

    ``seam``: where the reader saw the fold, as a fraction of the page's width.
    """
    if seam is not None:
        return _parted(sheet, seam * sheet.aspect)
    if sheet.aspect < 1.2 or len(sheet.tokens) < 8:
        return [sheet]
    width = sheet.aspect
    tokens = sheet.tokens
    best: tuple[int, float] | None = None
    for step in range(45, 56):
        x = width * step / 100
        crossing = sum(t.x0 < x < t.x1 for t in tokens)
        # words that a gutter would part from their line count too
        parted = sum(
            a.x1 <= x <= b.x0 and b.x0 - a.x1 < PIECE_GAP * a.height
            for row in sheet.rows
            for p in row
            for a, b in zip(p.tokens, p.tokens[1:], strict=False)
        )
        if best is None or crossing + parted < best[0]:
            best = (crossing + parted, x)
    return [sheet] if best is None or best[0] > 0 else _parted(sheet, best[1])


def _parted(sheet: Sheet, x: float) -> list[Sheet]:
    left = [t for t in sheet.tokens if (t.x0 + t.x1) / 2 < x]
    right = [t for t in sheet.tokens if (t.x0 + t.x1) / 2 >= x]
    return [sheet.only(left), sheet.only(right)] if min(len(left), len(right)) >= 4 else [sheet]
