"""Character and word errors of pages (definitions: ``docs`` of the scorer; Levenshtein throughout)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks.metrics.align import align
from benchmarks.metrics.normalise import plain, without_marks

#: Small letters that carry a diacritic (or are đ).
MARKED = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_EDGES = re.compile(r"^\W+|\W+$")
Line = str | Mapping[str, Any]


class TextScore:
    """Sums over pages; ``report`` divides. Scores of several groups can be merged."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()

    def add(self, truth: Sequence[Line], output: Sequence[str], optional: Sequence[Line] = ()) -> None:
        """One page. ``optional``: lines that may be read or not (round seals), free of charge either way."""
        lines, read = [plain(_text(line)) for line in truth], [plain(o) for o in output]
        found = align(lines, read)
        lost: Counter[int] = Counter()
        distance = words = 0
        for pair in found.pairs:
            edits = Levenshtein.distance(pair.truth, pair.output)
            lost[pair.line] += edits
            distance += edits
            words += Levenshtein.distance(pair.truth.split(), pair.output.split())
            self.sums["marks_wrong"] += _marks_wrong(pair.truth, pair.output) if edits else 0
        for piece, line in found.missed:
            lost[line] += len(piece)
            distance += len(piece)
            words += len(piece.split())
        extra = _unpaid(found.extra, [plain(_text(o)) for o in optional])
        inserted = sum(map(len, extra))
        words += sum(len(e.split()) for e in extra)
        whole, got = " ".join(filter(None, lines)), " ".join(filter(None, read))
        as_it_comes = Levenshtein.distance(whole, got)
        s = self.sums
        s["pages"] += 1
        s["plain"] += as_it_comes
        s["aligned_no_insertions"] += distance
        # both are edit scripts of the page; the cheaper one counts (long paragraphs lose a little where they are cut)
        s["aligned"] += min(distance + inserted, as_it_comes)
        s["word_edits"] += min(words, Levenshtein.distance(whole.split(), got.split()))
        for n, (line, text) in enumerate(zip(truth, lines, strict=True)):
            self._count(line, text, min(lost[n], 2 * len(text)))
        self._bags(bag(whole), bag(got))

    def _count(self, line: Line, text: str, lost: int) -> None:
        s, kind = self.sums, _kind(line)
        s["letters"] += len(text)
        s["words"] += len(text.split())
        s["marked"] += sum(c.lower() in MARKED for c in text)
        s[f"letters_{kind}"] += len(text)
        s[f"lost_{kind}"] += lost
        if _capitals(text):
            s["letters_capitals"] += len(text)
            s["lost_capitals"] += lost

    def _bags(self, truth: Counter[str], output: Counter[str]) -> None:
        s = self.sums
        s["bag_both"] += (truth & output).total()
        s["bag_truth"] += truth.total()
        s["bag_output"] += output.total()
        for word, count in truth.items():
            if any(c.isdigit() for c in word):
                s["digit_words"] += count
                s["digit_words_lost"] += max(0, count - output[word])

    def merge(self, other: TextScore) -> None:
        """Adds the pages of another score."""
        self.sums.update(other.sums)

    def report(self) -> dict[str, float | int | None]:
        """Shares of the truth's letters or words; None where there were none."""
        s = self.sums
        precision, recall = share(s["bag_both"], s["bag_output"]) or 0.0, share(s["bag_both"], s["bag_truth"]) or 0.0
        out: dict[str, float | int | None] = {
            "pages": s["pages"],
            "chars": s["letters"],
            "cer": share(s["aligned"], s["letters"]),
            "cer_no_insertions": share(s["aligned_no_insertions"], s["letters"]),
            "cer_plain": share(s["plain"], s["letters"]),
            "wer": share(s["word_edits"], s["words"]),
            "diacritic_error_rate": share(s["marks_wrong"], s["marked"]),
            "upper_case_cer": share(s["lost_capitals"], s["letters_capitals"]),
            "digit_word_error": share(s["digit_words_lost"], s["digit_words"]),
            "digit_words": s["digit_words"],
            "bow_precision": precision,
            "bow_recall": recall,
            "bow_f1": f1(precision, recall),
        }
        return out | {
            f"cer_{k}": share(s[f"lost_{k}"], s[f"letters_{k}"])
            for k in ("print", "hand", "stamp")
            if s[f"letters_{k}"]
        }


def bag(text: str) -> Counter[str]:
    """Words without the punctuation at their edges."""
    return Counter(w for w in (_EDGES.sub("", x) for x in text.split()) if w)


def share(part: float, whole: float) -> float | None:
    """A quotient, or None where there is nothing to divide by."""
    return part / whole if whole else None


def f1(precision: float | None, recall: float | None) -> float:
    """Harmonic mean; 0 where either is 0 or absent."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def _text(line: Line) -> str:
    return line if isinstance(line, str) else str(line["text"])


def _kind(line: Line) -> str:
    if isinstance(line, str):
        return "print"
    return "hand" if line.get("hand") else str(line.get("kind") or "print")


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 6 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def _marks_wrong(truth: str, output: str) -> int:
    """Letters that are right but for their diacritic."""
    wrong = 0
    for op in Levenshtein.editops(truth, output):
        if op.tag == "replace":
            a, b = truth[op.src_pos].lower(), output[op.dest_pos].lower()
            wrong += a != b and without_marks(a) == without_marks(b)
    return wrong


def _unpaid(extra: list[str], optional: list[str]) -> list[str]:
    """Extra output less the optional lines that it was made of."""
    left = list(extra)
    for want in optional:
        alike = [(Levenshtein.normalized_similarity(want.lower(), e.lower()), -n) for n, e in enumerate(left)]
        best = max(alike, default=(0.0, 0))
        if best[0] >= 0.5:
            left.pop(-best[1])
    return left
