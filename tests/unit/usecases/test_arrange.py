"""Arranging: what each action makes of the pages, what is kept, what can't be done, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from motlan.model import BadRequest, Conflict, Line, Page
from motlan.model.review import Action, Arranged
from motlan.rules.arrange import play
from motlan.usecases import keys
from motlan.usecases.arrange import ArrangeRequest, arrange
from motlan.usecases.case import Caller, Services
from motlan.usecases.correct import ConfirmRequest, FieldsRequest, confirm_fields, correct_fields
from motlan.usecases.dossiers import DossierAnswer
from motlan.usecases.understand_dossier import understand_dossier

LAN = Caller("lan", frozenset({"clerk"}), frozenset({"25681"}))
BASE = [[1, 2], [3], [4, 5, 6]]
ACTION: TypeAdapter[Any] = TypeAdapter(Action)


def done(*actions: dict[str, Any]) -> list[Arranged]:
    return [Arranged(action=ACTION.validate_python(a), by="lan", at="t") for a in actions]


@pytest.mark.parametrize(
    ("actions", "parts", "deleted"),
    [
        ([], BASE, set()),
        ([{"kind": "split", "page": 5}], [[1, 2], [3], [4], [5, 6]], set()),
        ([{"kind": "merge", "papers": [1, 0]}], [[1, 2, 3], [4, 5, 6]], set()),
        ([{"kind": "merge", "papers": [0, 1, 2]}, {"kind": "split", "page": 4}], [[1, 2, 3], [4, 5, 6]], set()),
        ([{"kind": "move", "pages": [2], "to": 1}], [[1], [2, 3], [4, 5, 6]], set()),
        ([{"kind": "move", "pages": [5], "to": "new"}], [[1, 2], [3], [4, 6], [5]], set()),
        ([{"kind": "move", "pages": [3], "to": 0}], [[1, 2, 3], [4, 5, 6]], set()),
        ([{"kind": "move", "pages": [1], "to": 0}], BASE, set()),
        ([{"kind": "delete", "pages": [3, 4]}], [[1, 2], [5, 6]], {3, 4}),
        ([{"kind": "delete", "pages": [4]}, {"kind": "restore", "pages": [4]}], BASE, set()),
        ([{"kind": "delete", "pages": [3]}, {"kind": "restore", "pages": [3]}], BASE, set()),
        ([{"kind": "delete", "pages": [3]}, {"kind": "move", "pages": [3], "to": "new"}], BASE, set()),
    ],
)
def test_what_the_actions_make_of_the_pages(actions: Any, parts: list[list[int]], deleted: set[int]) -> None:
    found = play(BASE, done(*actions))
    assert [part.pages for part in found.parts] == parts
    assert found.deleted == deleted
    held = [page for part in found.parts for page in part.pages]
    assert sorted([*held, *found.deleted]) == [1, 2, 3, 4, 5, 6], "no page is lost or doubled"


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ({"kind": "split", "page": 1}, "E_NOTHING_TO_SPLIT"),
        ({"kind": "split", "page": 3}, "E_NOTHING_TO_SPLIT"),
        ({"kind": "merge", "papers": [0, 0]}, "E_NOTHING_TO_MERGE"),
        ({"kind": "merge", "papers": [0, 7]}, "E_NO_SUCH_PAPER"),
        ({"kind": "restore", "pages": [3]}, "E_NOT_DELETED"),
        ({"kind": "retype", "paper": 9, "type": "unknown"}, "E_NO_SUCH_PAPER"),
    ],
)
def test_what_can_not_be_done_says_so(action: Any, code: str) -> None:
    with pytest.raises(BadRequest, match=code):
        play(BASE, done(action))


# ---- on a dossier that was read -----------------------------------------------------------------------------------


def lines(*texts: str) -> list[Line]:
    return [
        Line(text=text, confidence=0.99, box=(0.2, 0.1 + 0.05 * n, 0.8, 0.13 + 0.05 * n), block=n)
        for n, text in enumerate(texts)
    ]


CARD_FRONT = lines("CĂN CƯỚC CÔNG DÂN", "Số / No.: 072195000123", "Họ và tên / Full name:", "LÊ THỊ MẪU")
LETTER = lines("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/UBND-VP", "V/v thử nghiệm hệ thống số hóa")
MORE = lines("Tiếp theo trang trước, các nội dung khác của văn bản được trình bày như sau đây cho đầy đủ")


@pytest.fixture
def services(world: Any) -> Services:
    made: Services = world.services()
    return made


@pytest.fixture
def read(world: Any, services: Services) -> Services:
    """Dossier d1 of three pages that were read and understood by the real code; a person has joined the last two."""
    record = world.dossier("d1", [])
    world.registry.save(record.model_copy(update={"pages_total": 3}))
    for number, text in enumerate((CARD_FRONT, LETTER, MORE), start=1):
        page = Page(page=number, source=0, source_page=number, width_px=1000, height_px=1400, dpi=150, lines=text)
        world.derived.put(keys.page_key("d1", number), page.model_dump_json().encode(), "application/json")
    _understand(world)
    world.file("d1")
    act(services, {"kind": "merge", "papers": [1, 2]})
    return services


def _understand(world: Any) -> None:
    ports = {name: getattr(world, name) for name in ("scans", "derived", "registry", "events", "clock")}
    understand_dossier("d1", **ports)


def act(services: Services, *actions: dict[str, Any], by: Caller = LAN, version: int | None = None) -> DossierAnswer:
    record = services.registry.get("d1")
    told = {"version": record.version if version is None else version, "actions": list(actions)}
    services.clock.move(seconds=1)  # type: ignore[attr-defined]
    return arrange(record, ArrangeRequest.model_validate(told), caller=by, services=services)


def shape(answer: DossierAnswer) -> list[tuple[str, list[int]]]:
    assert answer.result is not None
    return [(paper["type"], paper["pages"]) for paper in answer.result["papers"]]


def test_splitting_merging_and_the_way_back(read: Services, world: Any) -> None:
    before = act(read, {"kind": "retype", "paper": 0, "type": "citizen_id"})
    start = shape(before)
    assert [pages for _, pages in start] == [[1], [2, 3]]
    split = act(read, {"kind": "split", "page": 3})
    assert [pages for _, pages in shape(split)] == [[1], [2], [3]]
    assert [paper.pages for paper in split.papers] == [[1], [2], [3]], "the store follows"
    merged = act(read, {"kind": "merge", "papers": [1, 2]})
    assert shape(merged) == start
    assert sorted(p.standing for p, _ in world.store.of_dossier("d1")) == ["current", "current"]
    undone = act(read, {"kind": "undo"})
    assert [pages for _, pages in shape(undone)] == [[1], [2], [3]]
    assert shape(act(read, {"kind": "undo"})) == start
    assert [entry.action.kind for entry in read.registry.get("d1").arranged].count("undo") == 2, "all is recorded"
    with pytest.raises(BadRequest, match="E_NOTHING_TO_UNDO"):
        act(read, *[{"kind": "undo"}] * 9)
    assert len(world.scans.objects) == 1, "the original is untouched"


def test_what_a_person_said_of_other_papers_is_kept(read: Services, world: Any) -> None:
    card = read.store.of_dossier("d1")[0][0].id
    version = read.registry.get("d1").version
    values = {"full_name": {"value": "LÊ THỊ MẪU HAI"}, "id_no": {"value": "072195000129"}}
    saved = correct_fields(
        card, FieldsRequest.model_validate({"version": version, "fields": values}), caller=LAN, services=read
    )
    after = act(read, {"kind": "split", "page": 3}, version=saved.version)
    assert after.result
    assert after.result["papers"][0]["fields"]["full_name"]["value"] == "LÊ THỊ MẪU HAI"
    assert after.papers[0].confirmed["full_name"].by == "lan"
    grown = act(read, {"kind": "move", "pages": [3], "to": 0})
    assert grown.result
    assert grown.result["papers"][0]["pages"] == [1, 3]
    if grown.result["papers"][0]["type"] == "citizen_id":
        assert grown.result["papers"][0]["fields"]["full_name"]["value"] == "LÊ THỊ MẪU HAI"


def test_a_retype_reads_the_pages_by_the_other_template_and_is_undone_whole(read: Services) -> None:
    before = act(read, {"kind": "rotate", "page": 1, "turn": 90}, {"kind": "undo"})  # both cancel out: nothing to read
    types = [kind for kind, _ in shape(before)]
    after = act(read, {"kind": "retype", "paper": 1, "type": "birth_certificate"})
    assert shape(after)[1] == ("birth_certificate", [2, 3])
    assert [kind for kind, _ in shape(act(read, {"kind": "undo"}))] == types
    with pytest.raises(BadRequest, match="E_NO_TYPE"):
        act(read, {"kind": "retype", "paper": 0, "type": "passport_of_mars"})


def test_deleted_pages_are_in_no_paper_and_come_back(read: Services) -> None:
    gone = act(read, {"kind": "delete", "pages": [3]})
    assert (gone.deleted, [pages for _, pages in shape(gone)]) == ([3], [[1], [2]])
    assert gone.result
    assert [page["page"] for page in gone.result["pages"]] == [1, 2, 3], "pages in = pages out"
    back = act(read, {"kind": "restore", "pages": [3]})
    assert (back.deleted, [pages for _, pages in shape(back)]) == ([], [[1], [2, 3]])


def test_a_turned_page_alone_is_read_again_and_then_understood(read: Services, world: Any) -> None:
    confirm_fields(
        read.store.of_dossier("d1")[0][0].id,
        ConfirmRequest(version=read.registry.get("d1").version, keys=["full_name"]),
        caller=LAN,
        services=read,
    )
    answer = act(read, {"kind": "rotate", "page": 3, "turn": 90}, {"kind": "rotate", "page": 3, "turn": 180})
    assert (answer.dossier.state, answer.result) == ("reading", None)
    ((dossier, run), batches) = next(iter(world.executions.started.items()))
    assert (dossier, run.startswith("v")) == ("d1", True)
    (batch,) = batches
    assert {k: batch[k] for k in ("page", "source", "first", "count", "again", "turn")} == {
        "page": 3, "source": 0, "first": 2, "count": 1, "again": True, "turn": 270,
    }  # fmt: skip
    with pytest.raises(Conflict, match="E_NOT_READY"):
        act(read, {"kind": "undo"})
    turned = Page(page=3, source=0, source_page=3, rotation=270, width_px=1400, height_px=1000, lines=LETTER)
    world.derived.put(keys.page_key("d1", 3), turned.model_dump_json().encode(), "application/json")
    _understand(world)
    world.file("d1")
    record = read.registry.get("d1")
    assert record.state == "review"
    shown = act(read, {"kind": "retype", "paper": 0, "type": "citizen_id"})
    assert shown.result
    assert shown.result["pages"][2]["rotation"] == 270
    assert 3 in [page for _, pages in shape(shown) for page in pages]


def test_a_start_that_fails_leaves_nothing_waiting_for_ever(
    read: Services, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(world.executions, "start", broken)
    with pytest.raises(RuntimeError):
        act(read, {"kind": "rotate", "page": 3, "turn": 90})
    assert read.registry.get("d1").state == "review"


def test_a_stale_version_changes_nothing(read: Services) -> None:
    version = read.registry.get("d1").version
    act(read, {"kind": "split", "page": 3})
    with pytest.raises(Conflict, match="E_STALE"):
        act(read, {"kind": "split", "page": 3}, version=version)
    assert len(read.registry.get("d1").arranged) == 2


def test_all_of_the_actions_or_none(read: Services) -> None:
    with pytest.raises(BadRequest):
        act(read, {"kind": "split", "page": 3}, {"kind": "split", "page": 1})
    assert len(read.registry.get("d1").arranged) == 1
    with pytest.raises(BadRequest, match="E_NO_PAGE"):
        act(read, {"kind": "delete", "pages": [99]})
