from __future__ import annotations

from datetime import date

import pytest

from motlan.model import FieldValue, Paper
from motlan.rules import check_dossier, people_of

TODAY = date(2026, 11, 15)
ID = "080192411961"


def paper(type_: str, confidence: float = 1.0, **values) -> Paper:
    return Paper(
        type=type_,
        pages=[1],
        fields={key: FieldValue(value=value, confidence=confidence) for key, value in values.items()},
    )


def codes(*papers: Paper) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(place, found.code, found.fields) for place, found in check_dossier(papers, TODAY)]


def card(name="NGỤY PHƯƠNG TRÂM", birth="1992-11-19", id_no=ID, confidence=1.0):
    return paper("citizen_id", confidence, full_name=name, birth_date=birth, id_no=id_no)


def declaration(name="Ngụy Phương Trâm", birth="1992", id_no=ID, confidence=1.0):
    doc = f"Căn cước công dân số {id_no}, cấp ngày 03/09/2022"
    return paper("decl_birth", confidence, mother_full_name=name, mother_birth_year=birth, mother_id_doc=doc)


def test_people():
    found = list(people_of(3, declaration()))
    assert [(one.paper, one.role, one.name, one.id_no, one.birth.iso) for one in found] == [
        (3, "mother", "Ngụy Phương Trâm", ID, "1992")
    ]


@pytest.mark.parametrize(
    ("papers", "found"),
    [
        ([card(), declaration()], []),
        ([card(name="LÊ HOÀ"), declaration(name="Lê Hòa")], []),
        ([card(), declaration(name="Ngụy Phương Trang")], [(1, "E_PERSON_CONFLICT", ("mother_full_name",))]),
        ([card(), declaration(name="Ngụy Phượng Trâm")], [(1, "E_PERSON_CONFLICT", ("mother_full_name",))]),
        # a tone is a conflict where two papers say it, however surely each was read
        (
            [
                card(),
                card(),
                declaration(name="Ngụy Phượng Trâm", confidence=0.9),
                declaration(name="Ngụy Phượng Trâm"),
            ],
            [
                (1, "W_DUPLICATE_PAPER", ()),
                (2, "E_PERSON_CONFLICT", ("mother_full_name",)),
                (3, "E_PERSON_CONFLICT", ("mother_full_name",)),
            ],
        ),
        (
            [card(), declaration(name="Ngụy Phượng Trâm", confidence=0.995)],
            [(1, "W_LOW_CONFIDENCE", ("mother_full_name",))],
        ),
        # what was not read for sure is doubted where it is the odd one, and is no conflict of persons
        (
            [card(), declaration(name="Ngụy Phượng Trâm", confidence=0.9)],
            [(1, "W_LOW_CONFIDENCE", ("mother_full_name",))],
        ),
        (
            [declaration(name="Ngụy Phượng Trâm", confidence=0.9), card()],
            [(0, "W_LOW_CONFIDENCE", ("mother_full_name",))],
        ),
        (
            [card(), declaration(name="Ngụy Phương Trang", confidence=0.85)],
            [(1, "W_LOW_CONFIDENCE", ("mother_full_name",))],
        ),
        (
            [card(), declaration(name="Trần Thị Lan", confidence=0.85)],
            [(1, "E_PERSON_CONFLICT", ("mother_full_name",))],
        ),
        ([card(), declaration(birth="1993")], [(1, "E_PERSON_CONFLICT", ("mother_birth_year",))]),
        ([card(), declaration(name="Trần Thị Lan", id_no="072190000123")], []),
        # the odd one out is the one in doubt
        ([card(name="NGỤY PHƯƠNG TRANG"), declaration(), declaration()], [(0, "E_PERSON_CONFLICT", ("full_name",))]),
    ],
)
def test_person_conflict(papers, found):
    assert codes(*papers) == found


def test_the_same_role_without_a_number():
    proof = paper("birth_proof_hospital", mother_full_name="Ngụy Phương Trâm", mother_birth_year="1992")
    other = paper("decl_birth", mother_full_name="Ngụy Phương Trăm", mother_birth_year="1992")
    assert codes(proof, other) == [(1, "E_PERSON_CONFLICT", ("mother_full_name",))]
    stranger = paper("decl_birth", mother_full_name="Lê Thị Hoa", mother_birth_year="1992")
    assert codes(proof, stranger) == []


def test_duplicates():
    assert codes(card(), card()) == [(1, "W_DUPLICATE_PAPER", ())]
    assert codes(card(), card(birth="1992-11-20", confidence=0.5)) == []
    back = paper("citizen_id", id_no=ID)
    assert codes(card(), back) == []
    assert codes(paper("unknown"), paper("unknown")) == []


def test_a_paper_without_a_number_twice_is_told_by_nearly_all_that_it_says():
    said = {
        "requester_name": "AN",
        "child_full_name": "BÌNH",
        "child_sex": "Nam",
        "place": "Xã A",
        "date": "2026-01-02",
    }
    one, again = paper("decl_birth", **said), paper("decl_birth", **said)
    twin = paper("decl_birth", **said | {"child_full_name": "MINH"})
    assert codes(one, again, twin) == [(1, "W_DUPLICATE_PAPER", ())]
