"""Who sees sensitive values whole: by data, key by key; what is hidden shows nowhere else in the answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from motlan.model import Conflict, Forbidden, Page
from motlan.rules.masking import MASK, mask_paper, mask_result, partly
from motlan.usecases import keys
from motlan.usecases.case import Caller, Purpose, Services
from motlan.usecases.dossiers import page_words, show_dossier, show_page
from motlan.usecases.knowledge import knowledge
from motlan.usecases.papers import SearchRequest, read_paper, search

OWNER = "072195000123"
WHY = {"purpose": "Kiểm tra", "legal_basis": "Luật Hộ tịch 2014"}
RULES = knowledge().masks
#: type, fields, and what each role must not see
PAPERS = [
    ("disability_cert", {"full_name": "LÊ THỊ MẪU", "disability_level": "Nặng", "disability_type": "Vận động"},
     {"clerk": set(), "archivist": {"disability_level", "disability_type"},
      "eform": {"disability_level", "disability_type"}}),
    ("birth_certificate", {"full_name": "LÊ MẪU", "ethnicity": "Kinh", "mother_ethnicity": "Hoa"},
     {"clerk": set(), "archivist": set(), "eform": {"ethnicity", "mother_ethnicity"}}),
    ("death_extract", {"full_name": "LÊ MẪU", "death_cause": "bệnh"},
     {"clerk": set(), "archivist": {"death_cause"}, "eform": {"death_cause"}}),
    ("enterprise_cert", {"company_name": "CÔNG TY MẪU", "charter_capital_vnd": 5},
     {"clerk": set(), "archivist": set(), "eform": {"charter_capital_vnd"}}),
    ("citizen_id", {"id_no": OWNER, "full_name": "LÊ THỊ MẪU"}, {"clerk": set(), "archivist": set(), "eform": set()}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "fields", "hidden"), PAPERS)
@pytest.mark.parametrize("role", ["clerk", "archivist", "eform"])
def test_the_table(type_: str, fields: Any, hidden: Any, role: str) -> None:
    assert set(RULES.hidden(type_, fields, {role})) == hidden[role]
    assert RULES.hidden(type_, fields, {role, "clerk"}) == []


def test_every_key_of_the_rules_is_a_key_of_some_paper() -> None:
    from motlan.understanding.catalogue import Catalogue

    keys = {(t.type, f.key) for t in Catalogue.load() for f in t.fields}
    for row in RULES.sensitive:
        for key in row.keys:
            types = row.types or {t for t, _ in keys}
            assert [t for t in types if RULES.hidden(t, [k for at, k in keys if at == t], set())], (row.what, key)


@pytest.fixture
def services(world: Any, make_paper: Any) -> Services:
    """Dossier d1: a disability certificate on page 1 and its owner's card on page 2."""
    type_, fields, _ = PAPERS[0]
    card = {"id_no": OWNER, "full_name": "LÊ THỊ MẪU", "issue_date": "2022-05-06", "expiry_date": "2035-02-03"}
    world.dossier("d1", [make_paper(type_, fields), make_paper("citizen_id", card, pages=[2])])
    world.file("d1")
    found: Services = world.services()
    return found


def read(services: Services, role: str) -> Any:
    (paper,) = [p for p, _ in services.store.of_dossier("d1") if p.type == "disability_cert"]
    return read_paper(paper.id, Purpose(**WHY), caller=Caller("u", frozenset({role})), services=services)


def test_a_paper_without_what_the_role_may_not_see(services: Services) -> None:
    whole, part = read(services, "clerk"), read(services, "archivist")
    assert (whole.masked, whole.paper.fields["disability_level"].value) == ([], "Nặng")
    assert part.masked == ["disability_level", "disability_type"]
    assert part.paper.fields["disability_level"].value == MASK
    assert part.paper.fields["full_name"].value == "LÊ THỊ MẪU"
    assert "Nặng" not in part.model_dump_json()
    assert part.pages == [], "the picture would say it"
    assert len(whole.pages) == 1


def test_what_is_empty_may_be_seen_to_be_empty(services: Services, make_paper: Any) -> None:
    (paper,) = [p for p, _ in services.store.of_dossier("d1") if p.type == "disability_cert"]
    field = paper.fields["disability_level"].model_copy(update={"value": None, "raw": None, "status": "blank"})
    shown, _ = mask_paper(paper.model_copy(update={"fields": {"disability_level": field}}), {"eform"}, RULES)
    assert shown.fields["disability_level"].value is None


def test_a_dossier_without_it(services: Services, world: Any) -> None:
    record = world.registry.get("d1")
    for role, seen in (("clerk", True), ("archivist", False)):
        told = show_dossier(record, with_result=True, roles={role}, services=services)
        assert ("Nặng" in json.dumps(told.result, ensure_ascii=False)) is seen
        assert told.masked is not seen
    for n in (1, 2):
        read = Page(page=n, source=0, source_page=n).model_dump_json().encode()
        world.derived.put(keys.page_key("d1", n), read, "application/json")
    assert show_page(record, 1, roles={"clerk"}, services=services).url
    assert show_page(record, 2, roles={"archivist"}, services=services).url
    with pytest.raises(Forbidden, match="E_MASKED"):
        show_page(record, 1, roles={"archivist"}, services=services)


@pytest.mark.parametrize("state", ["reading", "understanding", "failed"])
def test_a_page_of_which_nobody_knows_yet_what_it_says(services: Services, world: Any, state: str) -> None:
    """Whoever may not see everything waits; whoever may, sees the page as soon as it was read."""
    record = world.dossier("d9", [], state=state)
    again = world.dossier("d10", [], state="duplicate", duplicate_of="d9")
    for one in (record, again):
        for look in (show_page, page_words):
            with pytest.raises(Conflict, match="E_NOT_READ"):
                look(one, 1, roles={"archivist"}, services=services)
    read = Page(page=1, source=0, source_page=1).model_dump_json().encode()
    world.derived.put(keys.page_key("d9", 1), read, "application/json")
    assert show_page(record, 1, roles={"clerk"}, services=services).url


def test_nothing_that_was_read_on_the_page_is_shown() -> None:
    lines = [{"text": "Mức độ: Nặng"}]
    page = {"page": 1, "text": "Mức độ: Nặng", "lines": lines, "codes": []}
    fields = {"disability_level": {"value": "Nặng", "raw": "Nặng", "status": "accepted"}}
    result = {"papers": [{"type": "disability_cert", "pages": [1], "fields": fields}], "pages": [page]}
    shown, hidden = mask_result(result, {"archivist"}, RULES)
    assert hidden
    assert "Nặng" not in json.dumps(shown, ensure_ascii=False)
    assert mask_result(result, {"clerk"}, RULES) == (result, False)


def test_lists_show_identity_numbers_in_part(services: Services) -> None:
    clerk = Caller("u", frozenset({"clerk"}), frozenset({"25681"}))
    listed = search(SearchRequest(office="25681", month="2026-11", **WHY), caller=clerk, services=services)
    assert {p.type: p.number for p in listed.papers}["citizen_id"] == "072•••123"
    asked = search(SearchRequest(owner_id=OWNER, **WHY), caller=clerk, services=services)
    assert [p.number for p in asked.papers] == [OWNER]


@pytest.mark.parametrize(("number", "shown"), [(None, None), ("12/2026", "12/2026"), (OWNER, "072•••123")])
def test_partly(number: Any, shown: Any) -> None:
    assert partly(number) == shown
