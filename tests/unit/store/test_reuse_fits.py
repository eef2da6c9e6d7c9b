"""A reuse is recorded only where the paper may stand for the component; a search says the state on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.model import BadRequest, Conflict
from motlan.usecases.case import Caller
from motlan.usecases.papers import ReuseRequest, SearchRequest, reuse_paper, search

HER = "072195000123"
CLERK = Caller("clerk-1", frozenset({"clerk"}), frozenset({"25681"}))
WHY = {"purpose": "Thủ tục mẫu", "legal_basis": "Luật Mẫu"}
STATUS = {"cert_no": "5/UBND-XNTTHN", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "id_doc": f"CCCD số {HER}",
          "purpose": "Vay vốn ngân hàng", "issue_date": "2026-06-01"}  # fmt: skip
CARD = {"id_no": HER, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "issue_date": "2022-05-06",
        "expiry_date": "2027-02-03"}  # fmt: skip


@pytest.fixture
def papers(world: Any, make_paper: Any) -> dict[str, str]:
    world.dossier("d1", [make_paper("citizen_id", CARD), make_paper("marital_status_cert", STATUS, pages=[2])])
    world.file("d1")
    return {paper.type: paper.id for paper in world.store.of_owner(HER)}


@pytest.mark.parametrize(
    ("type_", "asked", "error", "says"),
    [
        ("citizen_id", "1.001193 colour", BadRequest, "không có thành phần"),
        ("citizen_id", "1.001193 marriage", Conflict, "cần giấy khác"),
        ("citizen_id", "1.013831 certificate", Conflict, "cần giấy khác"),
        ("marital_status_cert", "1.000894 marital_status", Conflict, "được cấp để Vay vốn"),
    ],
)
def test_a_paper_that_doesn_t_fit_is_not_counted(
    world: Any, papers: dict[str, str], type_: str, asked: str, *, error: Any, says: str
) -> None:
    procedure, component = asked.split()
    request = ReuseRequest(procedure=procedure, component=component, **WHY)
    with pytest.raises(error, match=says):
        reuse_paper(papers[type_], request, None, caller=CLERK, services=world.services())
    assert world.store.get(papers[type_]).reused == 0


def test_one_that_fits_is(world: Any, papers: dict[str, str]) -> None:
    request = ReuseRequest(procedure="1.001193", component="identity", **WHY)
    assert reuse_paper(papers["citizen_id"], request, None, caller=CLERK, services=world.services()).reused == 1


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (None, {"citizen_id": "valid", "marital_status_cert": "expiring"}),
        (date(2026, 12, 2), {"citizen_id": "valid", "marital_status_cert": "expired"}),
        (date(2027, 2, 4), {"citizen_id": "expired", "marital_status_cert": "expired"}),
    ],
)
def test_a_search_says_the_state_of_any_day_and_by_which_law(
    world: Any, papers: dict[str, str], day: date | None, states: dict[str, str]
) -> None:
    found = search(SearchRequest(owner_id=HER, as_of=day, **WHY), caller=CLERK, services=world.services()).papers
    assert {p.type: p.validity for p in found} == states
    status = next(p for p in found if p.type == "marital_status_cert")
    assert (status.rule, status.valid_scope) == ("V_6M_OR_STATUS", "Vay vốn ngân hàng")
    assert "NĐ 123/2015" in status.legal_basis
