"""Is a PDF's text layer sound, and its words as printed lines.

A layer is trusted only if it reads as Vietnamese and if it accounts for the letters that can be seen: a wrong layer
(missing ToUnicode maps, an unknown encoding, a partial layer) costs a paper, recognising a clean rendering
costs seconds. A layer over a scan is somebody's recognition and is never trusted (``Decoded.scan``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import numpy as np

from motlan.model import Line, Word, clamp, union
from motlan_vision.arrays import Rgb, components, thumbnail, to_gray
from motlan_vision.decode.base import PlacedWord
from motlan_vision.open.legacy import decoders

#: Least share of words that must be possible Vietnamese syllables (or short capitals), and how many it takes to judge.
_SYLLABLES_MIN, _COUNT_MIN = 0.8, 5
#: Letters seen on the page outside all words, as a share of the letters in the layer, that make it partial.
_UNSEEN_MAX = 0.25
#: Words of a column begin at the same place, give or take this share of the width.
_ALIGNED = 0.01

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
_RIME = "(?:[aăâeêioôơuưy]{1,3})(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(f"^{_ONSET}{_RIME}$")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_LEGAL = set("abcdefghijklmnopqrstuvwxyzđ" + "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ" + "ð")
Words = list[PlacedWord]


def is_syllable(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable (onset, one to three vowels, coda; any tone)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower().replace("ð", "đ")) if c not in _TONES)
    return bool(_SYLLABLE.match(unicodedata.normalize("NFC", bare)))


def reads_as_vietnamese(texts: list[str]) -> bool:
    """Judges the words of a page: legal letters, and syllables where a word is made of letters."""
    tokens = [t for text in texts for t in re.findall(r"[^\W\d_]+", text)]
    if len(tokens) < _COUNT_MIN or any("(cid:" in t or "\ufffd" in t for t in texts):
        return False
    letters = "".join(tokens).lower()
    legal = sum(c in _LEGAL for c in letters) / len(letters)
    marked = sum(c not in "abcdefghijklmnopqrstuvwxyz" for c in letters) / len(letters)
    good = sum(is_syllable(t) or (t.isupper() and len(t) <= 4) for t in tokens) / len(tokens)
    # about 30 % of the letters of Vietnamese text carry a mark; a layer that lost them is not sound
    return legal >= 0.99 and marked >= 0.08 and good >= _SYLLABLES_MIN


def sound_lines(words: Words, image: Rgb) -> list[Line] | None:
    """The layer as lines, or None where it isn't sound. One in a legacy encoding is decoded where that makes it so."""
    readable = next((layer for layer in _decoded(words) if reads_as_vietnamese([w.text for w in layer])), None)
    if readable is None or unseen_letters(readable, image) > _UNSEEN_MAX:
        return None
    return [_line(run) for run in split_runs(readable)]


def _decoded(words: Words) -> Iterator[Words]:
    """The layer as it is, then as the legacy encodings would have it."""
    yield words
    if any("\x80" <= c <= "\xff" for word in words for c in word.text):
        for decode in decoders([word.font for word in words]):
            yield [word._replace(text=decode(word.text, word.font)) for word in words]


def unseen_letters(words: Words, image: Rgb) -> float:
    """Marks of the size of letters that lie outside every word, as a share of the letters in the layer."""
    gray, _ = thumbnail(to_gray(image), 1800)
    height, width = gray.shape
    ink = gray < 128
    boxes = np.array([w[1:5] for w in words])
    tall = float(np.median(boxes[:, 3] - boxes[:, 1])) * height
    pad = max(2.0, 0.35 * tall)
    for x0, y0, x1, y1 in boxes:
        ink[
            max(0, int(y0 * height - pad)) : int(y1 * height + pad) + 1,
            max(0, int(x0 * width - pad)) : int(x1 * width + pad) + 1,
        ] = False
    _, found, areas = components(ink)
    high, wide = found[:, 3] - found[:, 1], found[:, 2] - found[:, 0]
    solid = areas / np.maximum(1, high * wide)
    like = (high > 0.5 * tall) & (high < 2.5 * tall) & (wide > 0.15 * tall) & (wide < 3 * tall) & (solid < 0.75)
    return float(like.sum()) / max(1, sum(len(w.text) for w in words))


def split_runs(words: Words) -> list[Words]:
    """Words in content order to printed runs: a new one at each line break, step back or column gap."""
    rows: list[Words] = []
    for word in words:
        if rows and not _breaks(rows[-1][-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        run for i, row in enumerate(rows) for run in _split_columns(row, rows[max(0, i - 2) : i] + rows[i + 1 : i + 3])
    ]


def _breaks(before: PlacedWord, word: PlacedWord) -> bool:
    overlap = min(before.y1, word.y1) - max(before.y0, word.y0)
    return overlap < 0.35 * min(before.y1 - before.y0, word.y1 - word.y0) or word.x0 < before.x0


def _gaps(row: Words) -> list[tuple[int, float, float]]:
    """Wide gaps of a row: the index of the word behind it, where it begins and ends (fractions of the width)."""
    tall = float(np.median([w.y1 - w.y0 for w in row]))
    found = []
    for i in range(1, len(row)):
        left, right = row[i - 1].x1, row[i].x0
        if right - left > 1.5 * tall * 1.414:  # fractions of the width are 1.414 times those of the height on A4
            found.append((i, left, right))
    return found


def _split_columns(row: Words, near: list[Words]) -> list[Words]:
    """Cuts a row at the wide gaps that a row near it shares: there the page has columns, elsewhere a tab stop."""
    cuts = [0]
    for i, left, right in _gaps(row):
        for other in near:
            shared = any(
                min(right, end) - max(left, start) > 0.3 * (right - left) and abs(row[i].x0 - other[j].x0) < _ALIGNED
                for j, start, end in _gaps(other)
            )
            if shared:
                cuts.append(i)
                break
    return [row[a:b] for a, b in zip(cuts, [*cuts[1:], len(row)], strict=True) if b > a]


def _line(run: Words) -> Line:
    words = [Word(text=w.text, confidence=1.0, box=clamp(w[1:5])) for w in run]
    return Line(text=" ".join(w.text for w in words), confidence=1.0, box=union(w.box for w in words), words=words)
