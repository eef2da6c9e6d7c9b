"""How each kind of field is found on a paper: one function a ``find`` of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable

from motlan.language.text import fold
from motlan.understanding import decree30, lists
from motlan.understanding.draft import Draft, draft, of_value
from motlan.understanding.find import Region
from motlan.understanding.following import PAPER_KIND
from motlan.understanding.given import Given
from motlan.understanding.headings import printed_heading
from motlan.understanding.heads import Span, letterhead, number, place_dates, span
from motlan.understanding.labels import is_enumerator
from motlan.understanding.land_changes import changes, has_changes
from motlan.understanding.layout import Piece
from motlan.understanding.list_drafts import as_list, as_texts
from motlan.understanding.paper_template import FieldRule, Find
from motlan.understanding.parties import parties
from motlan.understanding.signers import Signer, looks_like_name, printed_title
from motlan.understanding.taking import take
from motlan.understanding.ticks import ticked

#: "TRƯỞNG CÔNG AN HUYỆN …": the office stands in its head's title
_HEADED = re.compile(r"^truong cong an \w+ \w")
#: "TM. ỦY BAN NHÂN DÂN HUYỆN … KT. CHỦ TỊCH" names the committee that issues; "TM. ỦY BAN NHÂN DÂN" does not
_SPOKEN_FOR = (
    r"^tm\W+((?:uy ban nhan dan|ubnd) (?:xa|phuong|thi|huyen|quan|thanh pho|tinh|dac khu)\b.+?)(?:\s+kt\W.*)?$"
)
#: "HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC …": the school, perhaps behind its head's title
_SCHOOL = re.compile(r"^\W*((?:hieu truong|giam doc|vien truong)\s+)?(?:truong (?!phong)|hoc vien |dai hoc |vien )\w")
#: kinds whose values are of one or two words
_ONE_WORD = frozenset({"sex", "ethnicity", "nationality", "year"})
#: what the form says of its label on the next line, and nothing was written: "(số, ngày cấp, nơi cấp)"
_REMARK = re.compile(r"^\W*\((?:so|ngay|noi|ghi|neu|ho|loai)\b[^()\d]*\)\W*$")


def _label(paper: Given, rule: FieldRule) -> Draft:
    found = paper.readings.get(rule.key)
    if found is None:
        return Draft(rule.kind)
    if found.empty:
        return Draft(rule.kind, found=True, likeness=found.likeness)
    tokens = found.tokens
    if _REMARK.match(fold(found.text)):
        return Draft(rule.kind, found=True, likeness=found.likeness)
    if rule.kind in _ONE_WORD:
        # "Kinh 6/ …": the number of the form's next line
        tokens = tokens[: next((n for n, t in enumerate(tokens) if n and is_enumerator(t)), len(tokens))]
    # "Giấy tờ tùy thân … số: …": the label goes on with words that it is not known with
    rest = next((n for n, t in enumerate(tokens[:4], 1) if t.text.endswith(":") and len(t.key) > 1), 0)
    named = rule.kind == "id_doc" and PAPER_KIND.match(fold(found.text))
    goes_on = 0 < rest < len(tokens) and rule.kind != "text" and not tokens[0].text[0].isdigit() and not named
    odd = found.guessed or goes_on
    out = paper.taken(rule, tokens[rest:] if odd and not found.guessed else tokens, found.likeness)
    if odd:
        out.doubts.add("guess")
    return out


def _number(paper: Given, rule: FieldRule) -> Draft:
    limit = paper.title_bottom
    return paper.of_span(rule, number(paper.head, None if limit is None else limit + 3 * paper.head.unit))


def _dated(paper: Given, part: int) -> Span | None:
    limit = paper.title_bottom
    for number_, sheet in enumerate(paper.sheets):
        for found in place_dates(sheet):
            if number_ == paper.titled and limit is not None and found[2].y0 < limit:
                return found[0] if part == 0 else found[1]
    # below the text, above the signature: the last one
    last = [f for sheet in paper.sheets for f in place_dates(sheet)]
    return (last[-1][0] if part == 0 else last[-1][1]) if last else None


def _issuer(paper: Given, rule: FieldRule) -> Draft:
    bodies = letterhead(paper.head)
    return draft(rule.kind, span(*bodies[-1]).tokens, read_by=paper.read_by) if bodies else Draft(rule.kind)


def _superior(paper: Given, rule: FieldRule) -> Draft:
    bodies = letterhead(paper.head)[:-1]
    return (
        draft(rule.kind, span(*(p for b in bodies for p in b)).tokens, read_by=paper.read_by)
        if bodies
        else Draft(rule.kind)
    )


def _issuer_signed(paper: Given, rule: FieldRule) -> Draft:
    found = paper.signer
    if found is not None and found.office is None and found.title is not None and _HEADED.match(fold(found.title.text)):
        out = paper.taken(rule, found.title.tokens[1:])
        out.doubts.add("guess")  # a title over two lines may end on the second
        return out
    if found is not None and found.office is None and found.authority is not None:
        spoken = take(_SPOKEN_FOR, found.authority.tokens)
        return paper.taken(rule, spoken) if spoken else Draft(rule.kind)
    out = paper.of_span(rule, found.office if found else None)
    if found is not None and found.aside and out.found:
        out.doubts.add("guess")
    return out


def _listed_title(found: Signer | None, text: str) -> str | None:
    return printed_title(text, found.authority.text if found and found.authority else "")


def _signed(part: str) -> Callable[[Given, FieldRule], Draft]:
    def finder(paper: Given, rule: FieldRule) -> Draft:
        out = paper.of_span(rule, getattr(paper.signer, part) if paper.signer else None)
        out.sealed = out.found and out.source == "ocr"
        if out.found and paper.signer and (paper.signer.aside or (part == "name" and paper.signer.title is None)):
            out.doubts.add("guess")
        if part == "name" and out.raw and not looks_like_name(out.raw):
            # where the name stands is known, what it is can't be read: contract.md 1 has that as missing, with raw
            out.value = None
        listed = _listed_title(paper.signer, str(out.value)) if part == "title" and out.value else None
        if listed is not None and out.value is not None:
            upper = listed if str(out.value).isupper() else listed.capitalize()
            # a closed list: a letter off is a misreading, the right word a confirmation
            out.repaired = upper.casefold() != str(out.value).casefold()
            out.value, out.support = (upper if out.repaired else out.value), out.support + 1
        elif part == "title" and out.value is not None:
            out.doubts.add("form")
        return out

    return finder


def _title(paper: Given, rule: FieldRule) -> Draft:
    title = paper.kinds[paper.titled].title
    if title is None:
        return Draft(rule.kind)
    out = draft(rule.kind, [t for p in title.pieces for t in p.tokens], read_by=paper.read_by)
    printed = printed_heading(paper.template, str(out.value))
    if printed is not None:
        # titles are a closed list: a mark off is a misreading, the right words a confirmation
        out.repaired, out.value, out.support = printed != out.value, printed, out.support + 1
    return out


def _pattern(paper: Given, rule: FieldRule) -> Draft:
    found: list[tuple[float, Piece]] = []
    for number_, sheet in enumerate(paper.sheets):
        for piece in sheet.pieces:
            if rule.take and re.search(rule.take, fold(piece.text)):
                found.append((number_ * 0.1 + abs(piece.middle - 0.5), piece))
    if not found:
        return Draft(rule.kind)
    # serial numbers and barcodes stand at an edge of the paper
    return paper.taken(rule, max(found, key=lambda f: f[0])[1].tokens)


def _many(
    finder: Callable[[Region, FieldRule, str], list[dict[str, Draft]]],
) -> Callable[[Given, FieldRule], Draft]:
    def found(paper: Given, rule: FieldRule) -> Draft:
        regions = paper.regions.get(rule.key, [])
        items = [item for region in regions for item in finder(region, rule, paper.read_by)]
        out = as_list(rule, items, bool(regions))
        if out.value is None:
            out.raw = lists.unread(rule, regions)
        return out

    return found


def _numbered(paper: Given, rule: FieldRule) -> Draft:
    regions = paper.regions.get(rule.key, [])
    spans = [s for region in regions for s in lists.numbered(region)]
    return as_texts(rule, spans, bool(regions), paper.read_by)


def _bullets(paper: Given, rule: FieldRule) -> Draft:
    return lists.bulleted(paper.sheets, rule, paper.read_by)


def _boxes(paper: Given, rule: FieldRule) -> Draft:
    return ticked(paper.sheets, rule)


def _decree(part: str) -> Callable[[Given, FieldRule], Draft]:
    def finder(paper: Given, rule: FieldRule) -> Draft:
        found: Span | None = getattr(decree30, part)(paper.head, paper.kinds[paper.titled])
        return paper.of_span(rule, found)

    return finder


def _kind(paper: Given, rule: FieldRule) -> Draft:
    if paper.kinds[paper.titled].title is not None:
        return _title(paper, rule)
    return of_value(rule.kind, "CÔNG VĂN", "derived", confidence=0.95)


def _changes(paper: Given, rule: FieldRule) -> Draft:
    return changes(paper.sheets, rule, paper.read_by)


def _has_changes(paper: Given, rule: FieldRule) -> Draft:
    return has_changes(paper.sheets, rule, paper.read_by)


def _awarder(paper: Given, rule: FieldRule) -> Draft:
    """The school whose head awards a degree: in capitals above "cấp" and the degree (TT 21/2019/TT-BGDĐT Appendix)."""
    title = paper.kinds[paper.titled].title
    pieces = [p for p in paper.head.pieces if title is not None and p.middle < title.top]
    given = next((n for n, p in enumerate(pieces) if p.key in ("cap", "capbang", "capvanbang")), None)
    first = next((n for n, p in enumerate(pieces[:given]) if _SCHOOL.match(fold(p.text)) and p.is_upper), None)
    if given is None or first is None or not all(p.is_upper for p in pieces[first:given]):
        return Draft(rule.kind)
    head = _SCHOOL.match(fold(pieces[first].text))
    skip = len(head.group(1).split()) if head and head.group(1) else 0
    return paper.taken(rule, [t for p in pieces[first:given] for t in p.tokens][skip:])


def _parties(paper: Given, rule: FieldRule) -> Draft:
    return parties(paper.sheets, rule, paper.read_by)


FINDERS: dict[Find, Callable[[Given, FieldRule], Draft]] = {
    "label": _label,
    "number": _number,
    "place": lambda paper, rule: paper.of_span(rule, _dated(paper, 0)),
    "place_date": lambda paper, rule: paper.of_span(rule, _dated(paper, 1)),
    "issuer": _issuer,
    "superior": _superior,
    "issuer_signed": _issuer_signed,
    "signer_name": _signed("name"),
    "signer_title": _signed("title"),
    "signer_authority": _signed("authority"),
    "title": _title,
    "pattern": _pattern,
    "bullets": _bullets,
    "numbered": _numbered,
    "abstract": _decree("abstract"),
    "kind": _kind,
    "urgency": _decree("urgency"),
    "secrecy": _decree("secrecy"),
    "boxes": _boxes,
    "table": _many(lists.table),
    "blocks": _many(lists.blocks),
    "changes": _changes,
    "has_changes": _has_changes,
    "parties": _parties,
    "awarder": _awarder,
}
