"""Set phrases and surnames: what a reading with the right letters and a wrong tone can only have been.

Recognisers see Vietnamese letters far more surely than the marks on them; a phrase that a form or an office always
spells one way gives the marks back. Names of places have their own list (``places``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from motlan.language.text import fold, nfc, old_tone_placement
from motlan.understanding.layout import squash
from motlan.understanding.template_files import templates_folder

#: In a phrase: any word that begins with a digit.
_NUMBER = "#"


@dataclass(frozen=True)
class Lexicon:
    """``phrases``: first folded word → (folded words, printed words), longest first; ``surnames`` by folded form.

    ``known_surnames``: as printed, in small letters. ``words``: of abbreviations, id_paper, date_words.
    """

    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    surnames: dict[str, str]
    known_surnames: frozenset[str]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=2)
def load_lexicon(path: Path | None = None) -> Lexicon:
    """``templates/phrases.yaml``."""
    data = yaml.safe_load((path or templates_folder() / "phrases.yaml").read_text("utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for text in data["phrases"]:
        words = tuple(nfc(text).split())
        phrases.setdefault(squash(words[0]), []).append((tuple(w if w == _NUMBER else squash(w) for w in words), words))
    for group in phrases.values():
        group.sort(key=lambda entry: -len(entry[0]))
    surnames: dict[str, str] = {}
    for name in data["surnames"]:
        surnames[fold(name)] = nfc(name)
    known = frozenset(old_tone_placement(nfc(n)).casefold() for n in data["known_surnames"])
    lists = {"abbreviations": "abbreviations", "id_paper": "id_paper_words", "date_words": "date_words"}
    own = {name: frozenset(old_tone_placement(nfc(w)) for w in data[key]) for name, key in lists.items()}
    return Lexicon(phrases, surnames, known, own)


def with_case_of(read: str, meant: str) -> str:
    """The letters that were meant in the case in which they were read: KHU PHỔ → KHU PHỐ, Thành phổ → Thành phố."""
    letters = [c for c in read if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return meant.upper()
    if not meant[:1].isalpha():
        return meant
    return (meant[:1].upper() if read[:1].isupper() else meant[:1]) + meant[1:]


def _same(one: str, other: str) -> bool:
    return old_tone_placement(one).casefold() == old_tone_placement(other).casefold()


def _is_phrase(keys: Sequence[str], folded: Sequence[str]) -> bool:
    return len(keys) == len(folded) and all(
        key[:1].isdigit() if meant == _NUMBER else key == meant for key, meant in zip(keys, folded, strict=True)
    )


def mend_phrases(text: str) -> tuple[str, bool]:
    """The text with the tones of set phrases put right, and whether anything was."""
    lexicon = load_lexicon()
    words = _without_stutter(nfc(text).split(" "))
    keys = [squash(w) for w in words]
    changed, at = len(words) != len(nfc(text).split(" ")), 0
    while at < len(words):
        for folded, printed in lexicon.phrases.get(keys[at], ()):
            if not _is_phrase(keys[at : at + len(folded)], folded):
                continue
            for offset, meant in enumerate(printed):
                if meant == _NUMBER:
                    continue
                read = words[at + offset]
                core = read.strip(".,;:()\"'")
                if offset + 1 < len(printed) and read != core and read.rstrip(".,") == core:
                    # a mark inside a set phrase is of the line under it
                    words[at + offset] = read = core
                    changed = True
                if core and not _same(core, meant):
                    words[at + offset] = read.replace(core, with_case_of(core, meant))
                    changed = True
            at += len(folded) - 1
            break
        at += 1
    return " ".join(words), changed


def _without_stutter(words: list[str]) -> list[str]:
    """Without a lone letter that only begins the next word again ("Cảnh s sát", "Đ Đạt"): a reader's seam, no word."""
    return [
        word
        for n, word in enumerate(words)
        if not (
            len(word) == 1
            and word.isalpha()
            and n + 1 < len(words)
            and len(words[n + 1]) > 1
            and words[n + 1][0] == word
        )
    ]


def begins_with_surname(name: str) -> bool:
    """True where the first word is a surname that is met."""
    first = nfc(name).split(" ")[0]
    return old_tone_placement(first).casefold() in load_lexicon().known_surnames


def mend_surname(name: str) -> tuple[str, bool]:
    """A name whose first word has the letters of a common surname and other tones: TRÃN → TRẦN."""
    first, _, rest = name.partition(" ")
    meant = load_lexicon().surnames.get(fold(first))
    if not rest or meant is None or _same(first, meant):
        return name, False
    # letters whose other tones make another surname (Vũ, Vu; Hà, Hạ) are not in the list
    return f"{with_case_of(first, meant)} {rest}", True


def mend_middle(name: str) -> tuple[str, bool]:
    """A name of three words or more whose second is THI: the middle name is THỊ, its dot the first thing to be lost."""
    words = name.split()
    if len(words) < 3 or words[1].casefold() not in ("thi", "thí", "thì", "thỉ"):
        return name, False
    words[1] = with_case_of(words[1], "Thị")
    return " ".join(words), True


def mend_words_like(read: str, meant: str) -> tuple[str, bool]:
    """Word by word the marks of ``meant`` where the letters are the same; unchanged where any word differs."""
    words, right = _without_stutter(read.split()), meant.split()
    if [squash(w) for w in words] != [squash(w) for w in right]:
        return read, False
    out, changed = [], len(words) != len(read.split())
    for word, target in zip(words, right, strict=True):
        core = word.strip(".,;:()")
        if core and not _same(core, target):
            out.append(word.replace(core, with_case_of(core, target)))
            changed = True
        else:
            out.append(word)
    return " ".join(out), changed
