"""The words of one value: behind its label, and on the lines below that go on with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motlan.language.text import fold
from motlan.understanding.labels import Hit
from motlan.understanding.layout import DATE_LIKE, Piece, Sheet, Token
from motlan.understanding.paper_template import FieldRule
from motlan.understanding.values import aligned, goes_on, trim, until_gap, without_remark

#: "Nghề nghiệp: …": a label that the template does not know ends a value as well as one that it knows.
_FOREIGN_LABEL = re.compile(r"^(?:\(?\d{1,2}[.)]\s*)?[A-ZĐÀ-Ỹ][^:;\d]{2,44}:(?:\s|$)")
#: "Giấy tờ tùy thân: CC số: …": the colon stands behind the kind of paper, which is of the value
PAPER_KIND = re.compile(r"^\W*(?:the )?(?:cc(?:cd)?|can cuoc(?: cong dan)?|cmnd|chung minh(?: nhan dan)?|ho chieu)\b")
#: "Thái Nguyên, ngày/date 20 tháng/month 08 năm/year 2025": below a residence, where and when the paper was made
_MADE = re.compile(r"^[a-z][a-z .'-]{1,30},?\s+ngay\b\W*(?:date\W*)?\d{1,2}\W+thang\b")
#: "Cục / CS QLHC về TTXH": who issued an identity paper, in the short forms printed on it
_POLICE = re.compile(r"\W*(?:CS|QLHC|ĐKQL|TTXH)\b")
_YEAR = re.compile(r"^(?:nam\s*)?(?:19|20)\d\d\W*$")
#: "ngày 09 tháng", "ngày 09 tháng 02", "ngày 09 tháng 02 năm"
_NO_YEAR = re.compile(r"\bng[a-z]{1,2}y\W*\d{1,2}\W*(?:thang\W*(?:\d{1,2}\W*(?:nam\W*)?)?)?$")


@dataclass
class Following:
    """A sheet with its labels ``by_row``; ``card``: laid out as a card; ``under``: values stand below their labels."""

    sheet: Sheet
    by_row: Mapping[int, Sequence[Hit[str]]]
    card: bool
    under: bool

    def value(self, hit: Hit[str], rules: Sequence[FieldRule]) -> list[Token]:
        """What stands for these fields, which share the label; over as many lines as the longest of them may take."""
        lines = max(r.lines for r in rules)
        tokens = self._over(hit, lines)
        if lines == 1 and (_broken_off(rules, tokens) or self._name_runs_over(hit, rules, tokens)):
            longer = self._over(hit, 2)
            return longer if len(longer) > len(tokens) else [*tokens, *self._year_below(hit, tokens)]
        if lines == 1 and not self.card and any(r.kind == "name" for r in rules):
            return [*tokens, *self._name_below(hit, tokens)]
        if not tokens and any(r.kind == "date" for r in rules):
            return self._date_below(hit)
        if any(r.kind == "address" for r in rules):
            return self._without_made(tokens)
        return tokens

    def _date_below(self, hit: Hit[str]) -> list[Token]:
        """A date alone right under its label, in a cell that was too narrow for both."""
        if hit.row + 1 >= len(self.sheet.rows):
            return []
        label = [t for p in self.sheet.rows[hit.row] for t in p.tokens][hit.start]
        piece = aligned(self.sheet, hit.row + 1, [label.x0])
        near = piece is not None and piece.y0 - label.y1 < 1.2 * self.sheet.unit
        return [piece.tokens[0]] if piece is not None and near and DATE_LIKE.match(piece.tokens[0].text) else []

    def _year_below(self, hit: Hit[str], tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The year of a date that is centred over two lines."""
        below = self.sheet.rows[hit.row + 1] if hit.row + 1 < len(self.sheet.rows) else []
        return next(
            (
                p.tokens
                for p in below
                if tokens and p.x0 < tokens[-1].x1 and tokens[0].x0 < p.x1 and _YEAR.match(fold(p.text))
            ),
            (),
        )

    def _name_below(self, hit: Hit[str], tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The end of a name in capitals in a cell that another label's stands beside: right below it."""
        narrow = any(h.start >= hit.end for h in self.by_row[hit.row])
        if not tokens or not narrow or hit.row + 1 >= len(self.sheet.rows) or hit.row + 1 in self.by_row:
            return ()
        if len(self.sheet.rows[hit.row + 1]) > 1:
            return ()
        label = [t for p in self.sheet.rows[hit.row] for t in p.tokens][hit.start]
        piece = aligned(self.sheet, hit.row + 1, [tokens[0].x0, label.x0])
        if piece is None or piece.y0 - tokens[-1].y1 > 0.8 * self.sheet.unit or len(piece.tokens) > 3:
            return ()
        shouted = all(t.text.isupper() and t.text.isalpha() for t in (*tokens, *piece.tokens))
        return piece.tokens if shouted and piece.x1 <= tokens[-1].x1 + 2 * self.sheet.unit else ()

    def _without_made(self, tokens: list[Token]) -> list[Token]:
        """A place up to the line that says where and when the paper was made."""
        for at in range(1, len(tokens)):
            if tokens[at].line == tokens[at - 1].line:
                continue
            line = " ".join(t.text for t in tokens[at:] if t.line == tokens[at].line)
            if _MADE.match(fold(line)):
                return tokens[:at]
        return tokens

    def _name_runs_over(self, hit: Hit[str], rules: Sequence[FieldRule], tokens: Sequence[Token]) -> bool:
        """A name in capitals to the end of its line, and a few words of capitals below: its end."""
        sheet = self.sheet
        if not tokens or hit.row + 1 >= len(sheet.rows) or all(r.kind != "name" for r in rules):
            return False
        words = [*tokens, *(t for p in sheet.rows[hit.row + 1] for t in p.tokens)]
        full = tokens[-1].x1 > sheet.left + 0.75 * (sheet.right - sheet.left)
        return full and len(words) - len(tokens) <= 4 and all(t.text.isupper() and t.text.isalpha() for t in words)

    def _over(self, hit: Hit[str], lines: int) -> list[Token]:
        sheet, card = self.sheet, self.card
        row = [t for p in sheet.rows[hit.row] for t in p.tokens]
        later = [h.start for h in self.by_row[hit.row] if h.start >= hit.end]
        end = min(later, default=len(row))
        first = row[hit.start]
        out = trim(row[hit.end : end])
        if card and out:
            out = until_gap(out, sheet.unit, first_gap=8.0, label_end=row[hit.end - 1].x1)
        remark = bool(out) and not hit.colon and out[0].text.startswith("(")
        if out and (end < len(row) or lines == 1) and not remark:
            return out
        full = row[hit.end - 1].x1 > sheet.left + 0.72 * (sheet.right - sheet.left)
        if not out and not card and lines < 3 and not (self.under or full):
            return out
        if remark:
            lines += 2
        left = next(p.x0 for p in sheet.rows[hit.row] if any(t is first for t in p.tokens))
        anchors = [first.x0, left, *([out[0].x0] if out else [])]
        out += self._continued(hit, out, anchors, lines - 1 if out else lines)
        return without_remark(out) if remark else out

    def _continued(self, hit: Hit[str], head: list[Token], anchors: list[float], lines: int) -> list[Token]:
        """The lines below that go on with a value, or that hold it whole where nothing stands beside the label."""
        sheet, card = self.sheet, self.card
        out: list[Token] = []
        row = [t for p in sheet.rows[hit.row] for t in p.tokens]
        last = head[-1] if head else row[hit.start]
        bottom = last.y1
        wide = sheet.left + 0.55 * (sheet.right - sheet.left)
        for number in range(hit.row + 1, min(hit.row + 7 + lines, len(sheet.rows))):
            if lines <= 0:
                break
            wrapped = [sheet.rows[hit.row][0].x0] if last.x1 > wide and not card else []
            piece = aligned(sheet, number, [*anchors, *wrapped])
            if piece is None:
                labelled = any(h.start == 0 for h in self.by_row.get(number, ()))
                under = sheet.rows[number][0].x0 < anchors[0] + 3 * sheet.unit and labelled
                if not card and (under or sheet.rows[number][0].y0 - bottom > 1.2 * sheet.unit):
                    break
                continue
            foreign = _FOREIGN_LABEL.match(piece.text) and not PAPER_KIND.match(fold(piece.text))
            if piece.y0 - bottom > (1.5 if card else 1.35) * sheet.unit or foreign:
                break
            beneath = self.under and not head
            apart = not beneath and _apart(sheet, number, piece)
            if not card and not goes_on(piece) and (apart or _shouts(piece, head)):
                break
            if not (card or not head or last.x1 >= wide or goes_on(piece)):
                break
            if not card and (head or out) and _ends_paragraph(sheet, last, piece):
                break
            taken, whole = self._line(number, piece)
            if beneath and not card:
                right = min((row[h.start].x0 for h in self.by_row[hit.row] if h.start >= hit.end), default=9.0)
                kept = [t for t in taken if t.x0 < right - 0.3 * sheet.unit]
                taken, whole = kept, whole and len(kept) == len(taken)
            out += taken
            if not taken or not whole:
                break
            last, bottom, lines = taken[-1], piece.y1, lines - 1
            anchors = anchors if card else [piece.x0]
        return out

    def _line(self, number: int, piece: Piece) -> tuple[list[Token], bool]:
        """The words of a row from this piece on to the next label, and whether that was the whole row."""
        hits = self.by_row.get(number, ())
        row = [t for p in self.sheet.rows[number] for t in p.tokens]
        at = next(i for i, t in enumerate(row) if t is piece.tokens[0])
        if any(h.start <= at < h.end or (h.end == at and not self.card) for h in hits):
            return [], False  # a label, or what stands beside one
        stop = min((h.start for h in hits if h.start > at), default=len(row))
        taken = trim(row[at:stop])
        if self.card:
            taken = until_gap(taken, self.sheet.unit)
        return taken, stop == len(row)


def _broken_off(rules: Sequence[FieldRule], tokens: Sequence[Token]) -> bool:
    """A day and month whose year stands on the next line: "ngày 09 tháng 02 / năm 1996"."""
    text = fold(" ".join(t.text for t in tokens))
    return any(r.kind == "date" for r in rules) and bool(_NO_YEAR.search(text))


def _ends_paragraph(sheet: Sheet, last: Token, piece: Piece) -> bool:
    """A sentence ends where the next line's first word had room: what follows is a paragraph of its own."""
    first = piece.tokens[0]
    room = sheet.right - last.x1 - 0.5 * sheet.unit
    return last.text.endswith(".") and len(last.key) > 2 and first.text[:1].isupper() and first.x1 - first.x0 < room


def _apart(sheet: Sheet, number: int, piece: Piece) -> bool:
    """True where more stands on the row behind a wide blank: a row of columns goes on with nothing above it."""
    after = next((p for p in sheet.rows[number] if p.x0 > piece.x1), None)
    return after is not None and after.x0 - piece.x1 > 3 * sheet.unit


def _shouts(piece: Piece, head: Sequence[Token]) -> bool:
    """A line of capitals under a value that is none: the capacity of who signs."""
    letters = [c for t in head for c in t.text if c.isalpha()]
    if _POLICE.match(piece.text):
        return False
    return piece.is_upper and len(piece.key) >= 6 and sum(c.isupper() for c in letters) < 0.6 * len(letters)
