"""Which words of a reading have to be looked at again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from motlan_vision.recognise.engine import PixelBox, Reading, Token
from motlan_vision.recognise.language import model
from motlan_vision.recognise.plausible import foreign, has_tilde

#: A word that all views read alike, one of them at least this surely, is sure.
SURE = 0.95
#: So is one whose log odds and lead in the language model sum up to this: at the first look 61 % of the words, of which
#: 0.04 % are wrong. With a mark at its edge or a capital it must be read surely, too (14 %, 0.1 % wrong).
FITTING, MARKED, CAPITAL = 6.0, 4.0, 4.0
NAMES = 0.3  # what the language model counts for words with capitals
#: And one over which the views differ, if the sum of what they saw is this sure and the language model leads so much.
SETTLED, LEADS = 0.99, 4.0
#: What the quick network gets wrong surely: words glued at a mark (Thành,ngày), as 9 % of the words with a tilde.
_GLUED = re.compile(r"[^\W\d_]+[,.;:/)(]+[^\W\d_]|\d[.,;:)(]+[^\W\d_]|^/.")
LONG = 7  # letters of the longest syllable (nghiêng): what is longer and foreign may be two words (NGHỊĐỊNH)
CONTEXT = 1  # sure words on each side that are shown with a doubtful one: short crops read badly
WHOLE = 0.6  # where more of a line than this is doubtful, it is read as a whole
LONGEST = 28.0  # times its height: longer pieces are cut at word gaps

#: A word with the printed words beside it (None: not known), and whether the ink bears its mark out → nothing more to
#: be asked.
Sure = Callable[[Token, str | None, str | None, bool], bool]


def is_sure_at_once(token: Token, before: str | None, after: str | None, borne: bool) -> bool:
    """A word that one view read well and that fits where it stands; never a number.

    A line's last word only with a mark that the ink bears out: the quick network tends to miss marks there.
    """
    return (after is not None or borne) and _fits(token, before, after, borne)


def is_sure(token: Token, before: str | None, after: str | None, borne: bool) -> bool:
    """As above; or all views read it alike, one of them surely, and nothing speaks against it.

    That no text has it or that it fits badly is no reason: of 250 such words the accurate network changed 4.
    """
    lead = model().lead(before, token.text, after)
    if token.witnesses < token.asked:
        if borne:  # mostly it was the mark over which they differed
            return token.text[:-1].isalpha() and lead >= LEADS
        return after is not None and token.text.isalpha() and token.probability >= SETTLED and lead >= LEADS
    if _fits(token, before, after, borne):
        return True
    if token.probability < SURE or _GLUED.search(token.text) or has_tilde(token.text):
        return False
    return len(token.text) < LONG or not foreign(token.text)


def _fits(token: Token, before: str | None, after: str | None, borne: bool) -> bool:
    lead = model().lead(before, token.text, after)
    p = min(0.999, max(0.001, token.probability))
    logit = math.log(p / (1 - p))
    if not token.text.islower():
        return token.text.isalpha() and logit + NAMES * lead > CAPITAL
    whole = token.text.isalpha() or (borne and token.text[:-1].isalpha())
    return logit + lead > FITTING and (whole or logit > MARKED)


def doubtful(
    reading: Reading,
    box: PixelBox,
    sure: Sure,
    beside: tuple[str | None, str | None] = (None, None),
    *,
    borne: frozenset[Token] = frozenset(),
    open_end: bool = False,
) -> list[tuple[int, int]]:
    """Ranges of words to look at again: the doubtful ones with context, joined where they meet, cut where too long.

    ``beside``: the words before and after the reading; ``borne``: those of its words whose mark the ink bears out;
    ``open_end``: its last word is doubted in any case.
    """
    tokens = reading.tokens
    if not tokens:
        return [(0, 0)]
    texts = [beside[0], *(t.text for t in tokens), beside[1]]
    known = [sure(t, texts[i], texts[i + 2], t in borne) for i, t in enumerate(tokens)]
    known[-1] = known[-1] and not open_end
    near = [not all(known[max(0, i - CONTEXT) : i + CONTEXT + 1]) for i in range(len(tokens))]
    if sum(near) > WHOLE * len(near):
        near = [True] * len(near)
    longest = LONGEST * (box[3] - box[1])
    ranges: list[tuple[int, int]] = []
    for i, doubt in enumerate(near):
        if not doubt:
            continue
        if ranges and ranges[-1][1] == i and tokens[i].x1 - tokens[ranges[-1][0]].x0 <= longest:
            ranges[-1] = ranges[-1][0], i + 1
        else:
            ranges.append((i, i + 1))
    return ranges
