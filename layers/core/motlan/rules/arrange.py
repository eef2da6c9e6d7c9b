"""A dossier's pages as a person arranged them: the actions that count, played over what the machine made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from motlan.model import BadRequest
from motlan.model.review import Arranged, Delete, Mark, Merge, Move, Restore, Retype, Rotate, Split, Undo


@dataclass
class Part:
    """Pages that are one paper, and what a person said it is."""

    pages: list[int]
    type: str | None = None
    variant: str | None = None
    said: Mark | None = None


@dataclass
class Arrangement:
    """``deleted`` pages are in no part; ``homes``: with which pages each of them lay. ``turns``: page → clockwise turn
    from the original, where a person said one.
    """  # noqa: D205

    parts: list[Part]
    deleted: set[int] = field(default_factory=set)
    homes: dict[int, set[int]] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)


def play(base: Sequence[Sequence[int]], arranged: Sequence[Arranged]) -> Arrangement:
    """The arrangement after all actions that were not undone; raises ``BadRequest`` for one that can't be done."""
    out = Arrangement([Part(list(pages)) for pages in base])
    for entry in arranged:
        if not entry.undone:
            _apply(out, entry)
            out.parts = sorted((p for p in out.parts if p.pages), key=lambda part: part.pages[0])
    return out


def last_done(arranged: Sequence[Arranged]) -> Arranged:
    """The action that ``undo`` takes back. Raises ``BadRequest`` where there is none."""
    for entry in reversed(arranged):
        if not entry.undone and not isinstance(entry.action, Undo):
            return entry
    raise BadRequest("E_NOTHING_TO_UNDO", "Không còn thao tác nào để hoàn tác.", "")


def _apply(now: Arrangement, entry: Arranged) -> None:
    match entry.action:
        case Split(page=page):
            _split(now, page)
        case Merge(papers=chosen):
            _merge(now, chosen)
        case Move(pages=pages, to=to):
            _move(now, pages, to)
        case Rotate(page=page):
            now.turns[page] = entry.turned or 0
        case Delete(pages=pages):
            now.homes |= {page: set(part.pages) for part in now.parts for page in part.pages if page in pages}
            _take(now, pages)
            now.deleted |= set(pages)
        case Restore(pages=pages):
            _restore(now, pages)
        case Retype(paper=number, type=type_, variant=variant):
            part = _part(now, number)
            part.type, part.variant = type_, variant
            part.said = Mark(kind="corrected", by=entry.by, at=entry.at)
        case Undo():
            pass


def _part(now: Arrangement, number: int) -> Part:
    if number >= len(now.parts):
        raise BadRequest("E_NO_SUCH_PAPER", f"Hồ sơ không có giấy tờ thứ {number + 1}.", "Mở lại hồ sơ rồi làm tiếp.")
    return now.parts[number]


def _split(now: Arrangement, page: int) -> None:
    part = next((p for p in now.parts if page in p.pages[1:]), None)
    if part is None:
        raise BadRequest("E_NOTHING_TO_SPLIT", f"Không thể tách trước trang {page}.", "Chọn trang giữa một giấy tờ.")
    at = part.pages.index(page)
    now.parts.append(Part(part.pages[at:]))
    part.pages = part.pages[:at]


def _merge(now: Arrangement, chosen: Sequence[int]) -> None:
    parts = [_part(now, number) for number in dict.fromkeys(chosen)]
    if len(parts) < 2:
        raise BadRequest("E_NOTHING_TO_MERGE", "Cần ít nhất hai giấy tờ để ghép.", "Chọn thêm giấy tờ.")
    first = parts[0]
    first.pages = sorted({page for part in parts for page in part.pages})
    for part in parts[1:]:
        part.pages = []


def _move(now: Arrangement, pages: Sequence[int], to: int | str) -> None:
    target = _part(now, to) if isinstance(to, int) else None
    _take(now, [page for page in pages if target is None or page not in target.pages])
    if target is None:
        now.parts.append(Part(sorted(set(pages))))
    else:
        target.pages = sorted({*target.pages, *pages})
    now.deleted -= set(pages)


def _take(now: Arrangement, pages: Sequence[int]) -> None:
    for part in now.parts:
        part.pages = [page for page in part.pages if page not in pages]


def _restore(now: Arrangement, pages: Sequence[int]) -> None:
    if missing := sorted(set(pages) - now.deleted):
        raise BadRequest("E_NOT_DELETED", f"Trang {missing[0]} không bị xóa.", "Chọn trang đã xóa.")
    now.deleted -= set(pages)
    for page in sorted(set(pages)):
        home = next((part for part in now.parts if now.homes.get(page, set()) & set(part.pages)), None)
        if home is None:
            now.parts.append(Part([page]))
        else:
            home.pages = sorted({*home.pages, page})
