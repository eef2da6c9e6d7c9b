"""Several networks' evidence of one line into one reading.

Words that all read alike stand. Where they differ, every network is asked how likely each of the readings (and their
mixtures, letter by letter) is, given what it saw between the neighbouring words that all agree on; the sum decides. So
a network that never thought of a word can still say that it fits.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from motlan_vision.recognise.ctc import Evidence, Found, likelihoods
from motlan_vision.recognise.engine import PixelBox, Reading, Token
from motlan_vision.recognise.language import MARKS, model
from motlan_vision.recognise.plausible import fitting, oddities

CAP = -30.0  # no network's veto weighs more than this
UNSEEN = -15.0  # a network that saw nothing where others read something
LACKING = -6.0  # a letter that is not in a network's alphabet
MIXTURES = 6  # of each pair of readings
#: Against a reading before anybody looked, each oddity (little enough that foreign words come through); and the weight
#: of the language model against a network's.
ODD, LANGUAGE = -2.0, 0.4
#: A lower-case word that all read alike may still be a slip (tuyên for tuyển): where its rival leads by this much, the
#: networks are asked how likely they find that, and the language weighs so much against them. After one look the sum
#: has to be this clear. At the first looks of 42 pages 289 words come right so, 1 is spoilt.
RIVAL, SAYS, ONE_LOOK = -3.0, 0.5, 2.0


@dataclass(frozen=True)
class _Gap:
    """A stretch between agreed words: for every network the range of its words in it; or an agreed word."""

    ranges: tuple[tuple[int, int], ...]
    agreed: bool


def fuse(
    evidences: Sequence[Evidence],
    weights: Sequence[float],
    box: PixelBox,
    beside: tuple[str | None, str | None] = (None, None),
) -> Reading:
    """One reading; ``Token.witnesses`` counts the networks whose own reading was this word.

    ``beside``: the words before and after what was read, for the language model.
    """
    said = [(e, w) for e, w in zip(evidences, weights, strict=True) if e.words]
    if not said:
        return Reading()
    nets = [e for e, _ in said]
    tokens: list[Token] = []
    base = nets[0].words
    for gap in _gaps(nets):
        end = gap.ranges[0][1]
        around = tokens[-1].text if tokens else beside[0], base[end].text if end < len(base) else beside[1]
        if gap.agreed:
            words = [net.words[first] for net, (first, _) in zip(nets, gap.ranges, strict=True)]
            best = max(w.probability for w in words)
            word = words[0]
            token = Token(word.text, best, *_place(nets[0], word), len(nets), len(evidences))
            tokens.append(_or_rival(nets, [w for _, w in said], gap, token, around))
        else:
            tokens += (replace(t, asked=len(evidences)) for t in _decide(nets, [w for _, w in said], gap, box, around))
    return Reading(tuple(_tidy(tokens, box)))


def _gaps(nets: Sequence[Evidence]) -> Iterator[_Gap]:
    """Agreed words and the stretches between them, from left to right."""
    base = [word.text for word in nets[0].words]
    maps: list[dict[int, int]] = []
    for net in nets:
        opcodes = Levenshtein.opcodes(base, [word.text for word in net.words])
        maps.append(
            {
                op.src_start + d: op.dest_start + d
                for op in opcodes
                if op.tag == "equal"
                for d in range(op.src_end - op.src_start)
            }
        )
    agreed = [i for i in range(len(base)) if all(i in m for m in maps)]
    ends = [len(net.words) for net in nets]
    after = [0] * len(nets)
    for i in [*agreed, None]:
        here = ends if i is None else [m[i] for m in maps]
        ranges = tuple(zip(after, here, strict=True))
        if any(end > first for first, end in ranges):
            yield _Gap(ranges, agreed=False)
        if i is not None:
            yield _Gap(tuple((n, n + 1) for n in here), agreed=True)
            after = [n + 1 for n in here]


def _decide(
    nets: Sequence[Evidence],
    weights: Sequence[float],
    gap: _Gap,
    box: PixelBox,
    beside: tuple[str | None, str | None],
) -> Iterator[Token]:
    """The likeliest reading of a stretch in which the networks differ."""
    said = [" ".join(w.text for w in net.words[a:b]) for net, (a, b) in zip(nets, gap.ranges, strict=True)]
    windows = [_window(net, a, b) for net, (a, b) in zip(nets, gap.ranges, strict=True)]
    opens, closes = gap.ranges[0][0] > 0, gap.ranges[0][1] < len(nets[0].words)
    texts = candidates(said)
    scores = {text: ODD * oddities(text) for text in texts}
    for part, weight in zip(windows, weights, strict=True):
        for text, fits in zip(texts, _fits(part, texts, opens, closes), strict=True):
            scores[text] += weight * fits
    for text, worth in fitting(list(scores), *beside).items():
        scores[text] += LANGUAGE * worth
    best = max(scores, key=lambda text: scores[text])
    probability = 1.0 / sum(float(np.exp(s - scores[best])) for s in scores.values())
    x0 = max(box[0], min(part.x(0) for part in windows if len(part.log_probs)))
    x1 = min(box[2], max(part.x(len(part.log_probs)) for part in windows if len(part.log_probs)))
    words = best.split()
    if best in said:  # a network that said just this knows where its words stand; else their letters share the width
        net, (first, end) = nets[said.index(best)], gap.ranges[said.index(best)]
        for found in net.words[first:end]:
            yield Token(found.text, probability, *_place(net, found), sum(found.text in s.split() for s in said))
        return
    letters = sum(len(word) + 1 for word in words)
    for word in words:
        wide = (x1 - x0) * (len(word) + 1) / letters
        letters -= len(word) + 1
        yield Token(word, probability, x0, x0 + wide, sum(word in s.split() for s in said))
        x0 += wide


def _or_rival(
    nets: Sequence[Evidence],
    weights: Sequence[float],
    gap: _Gap,
    token: Token,
    beside: tuple[str | None, str | None],
) -> Token:
    """The agreed word, or the one that the language prefers by more than the networks speak against it."""
    core = token.text.strip(MARKS)
    if len(core) < 2 or not core.islower():
        return token
    likely = [(other, lead) for other, lead in model().rivals(beside[0], token.text, beside[1]) if lead < RIVAL]
    if not likely:
        return token
    windows = [
        (_window(net, a, b), a > 0, b < len(net.words), weight / sum(weights))
        for net, (a, b), weight in zip(nets, gap.ranges, weights, strict=True)
    ]

    texts = [token.text, *(token.text.replace(core, other) for other, _ in likely)]
    seen = [0.0] * len(texts)
    for part, opens, closes, weight in windows:
        for i, fits in enumerate(_fits(part, texts, opens, closes)):
            seen[i] += weight * fits
    against, other = min((seen[0] - fits + SAYS * lead, w) for fits, (w, lead) in zip(seen[1:], likely, strict=True))
    if against > (-ONE_LOOK if token.asked == 1 else 0.0):
        return token
    sure = 1.0 / (1.0 + float(np.exp(against)))
    return replace(token, text=token.text.replace(core, other), probability=sure, witnesses=0)


def _place(net: Evidence, word: Found) -> tuple[float, float]:
    """Where a word as decoded begins and ends, in pixels of the page."""
    return net.x(word.first - 0.5), net.x(word.last + 1.5)


def _window(net: Evidence, first: int, end: int) -> Evidence:
    """What a network saw between the words around a stretch."""
    start = net.words[first - 1].last + 1 if first else 0
    stop = net.words[end].first if end < len(net.words) else len(net.log_probs)
    return net.part(start, max(start, stop))


def _fits(part: Evidence, texts: Sequence[str], opens: bool, closes: bool) -> list[float]:
    """How likely a network finds each text in its window, with the spaces that part it from its neighbours."""
    if not len(part.log_probs):
        return [UNSEEN if text else 0.0 for text in texts]
    spaced = [f"{' ' if opens else ''}{t}{' ' if closes else ''}" if t else " " * (opens or closes) for t in texts]
    labels, lacking = zip(*(part.alphabet.labels(text) for text in spaced), strict=True)
    found = likelihoods(part.log_probs, labels)
    return [max(CAP, worth + LACKING * n) for worth, n in zip(found, lacking, strict=True)]


def candidates(said: Sequence[str]) -> list[str]:
    """The readings, and of every two of them the mixtures that take each differing stretch from one or the other."""
    readings = list(dict.fromkeys(said))
    found = dict.fromkeys(readings)
    for a, b in itertools.combinations(readings, 2):
        opcodes = Levenshtein.opcodes(a, b)
        differ = sum(op.tag != "equal" for op in opcodes)
        if not 1 < differ <= 3:
            continue
        mixed = []
        for picks in itertools.product((True, False), repeat=differ):
            pick = iter(picks)
            mixed.append(
                "".join(
                    a[op.src_start : op.src_end] if op.tag == "equal" or next(pick) else b[op.dest_start : op.dest_end]
                    for op in opcodes
                )
            )
        found |= dict.fromkeys(mixed[: MIXTURES + 1])
    return list(found)


def _tidy(tokens: Sequence[Token], box: PixelBox) -> Iterator[Token]:
    """Token boxes cut to the line and kept from overlapping."""
    at = box[0]
    for token in tokens:
        x0 = min(max(token.x0, at), box[2])
        x1 = min(max(token.x1, x0 + 1), box[2])
        at = x1
        yield Token(token.text, token.probability, x0, x1, token.witnesses, token.asked)
