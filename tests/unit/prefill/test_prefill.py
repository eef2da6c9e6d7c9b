"""Prefill: the right person's values, doubts apart, contradictions shown, nothing from a stranger's paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.model import FieldValue
from motlan.rules.eforms import EForm
from motlan.rules.held import Held
from motlan.rules.prefill import prefill
from motlan.rules.prefill_checks import check
from motlan.rules.prefill_people import Person, relation
from motlan.rules.prefill_values import Prefilled
from motlan.rules.shapes import formio
from motlan.usecases.knowledge import knowledge

TODAY = date(2026, 11, 20)
MOTHER, FATHER, CHILD = "072195000123", "072090000456", "072326000789"


def held(type_: str, values: Mapping[str, Any], *, review: str = "", source: str = "ocr", **more: Any) -> Held:
    fields = {
        key: FieldValue(
            value=value,
            status="review" if key in review.split() else "accepted",
            confidence=0.5 if key in review.split() else 0.99,
            source=source,  # type: ignore[arg-type]
            page=1,
        )
        for key, value in values.items()
    }
    return Held(**{"type": type_, "source": "scan", "paper": f"p-{type_}", "fields": fields, "dossier": "d1"} | more)


MOTHER_CARD = {"id_no": MOTHER, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "sex": "Nữ", "nationality":
               "Việt Nam", "home_town": "Xã Mẫu Một, Tỉnh Long An", "residence": "Ấp 1, Xã Mẫu Một, Tỉnh Long An",
               "issue_date": "2022-05-06"}  # fmt: skip
FATHER_CARD = {"id_no": FATHER, "full_name": "TRẦN VĂN MẪU", "birth_date": "1990-07-08", "sex": "Nam", "nationality":
               "Việt Nam", "home_town": "Xã Mẫu Hai, Tỉnh Tây Ninh", "residence": "Ấp 2, Xã Mẫu Hai, Tỉnh Tây Ninh",
               "issue_date": "2021-05-06"}  # fmt: skip
BIRTH_PROOF = {"mother_full_name": "LÊ THỊ MẪU", "mother_id_no": MOTHER, "mother_birth_year": "1995",
               "mother_ethnicity": "Kinh", "birth_date": "2026-11-10", "child_sex": "Nam", "birth_place":
               "Bệnh viện Mẫu, Xã Mẫu Hai, Tỉnh Tây Ninh", "child_intended_name": "TRẦN MINH MẪU"}  # fmt: skip
MARRIAGE = {"registration_no": "7/2020", "wife_full_name": "LÊ THỊ MẪU", "wife_birth_date": "1995-02-03", "wife_id_doc":
            f"CCCD số {MOTHER}", "wife_ethnicity": "Kinh", "husband_full_name": "TRẦN VĂN MẪU", "husband_birth_date":
            "1990-07-08", "husband_id_doc": f"CCCD số {FATHER}", "husband_ethnicity": "Kinh", "registration_date":
            "2020-03-04", "registration_place": "UBND xã Mẫu Hai"}  # fmt: skip
DECLARATION = {"requester_name": "TRẦN VĂN MẪU", "requester_id_doc": f"CCCD {FATHER}", "requester_relation": "Cha",
               "child_full_name": "TRẦN MINH MẪU", "child_birth_date": "2026-11-10", "child_sex": "Nam",
               "child_ethnicity": "Kinh", "child_nationality": "Việt Nam", "child_home_town":
               "Xã Mẫu Hai, Tỉnh Tây Ninh", "mother_full_name": "LÊ THỊ MẪU", "mother_birth_year": "1995",
               "father_full_name": "TRẦN VĂN MẪU", "father_birth_year": "1990"}  # fmt: skip


def registration() -> EForm:
    return knowledge().eform("birth_registration", TODAY)


def fill(*pool: Held, given_: Mapping[str, str] | None = None, **facts: bool) -> Prefilled:
    persons = {role: Person(ids=frozenset({number})) for role, number in (given_ or {}).items()}
    return prefill(registration(), list(pool), persons, facts)


def whole(**change: Held) -> list[Held]:
    papers = {
        "mother": held("citizen_id", MOTHER_CARD, source="qr", paper="p-mother", variant="2021"),
        "father": held("citizen_id", FATHER_CARD, source="qr", paper="p-father", variant="2024"),
        "proof": held("birth_proof_hospital", BIRTH_PROOF),
        "marriage": held("marriage_certificate", MARRIAGE),
        "declaration": held("decl_birth", DECLARATION),
    }
    return list((papers | change).values())


def test_a_whole_dossier_fills_the_whole_form() -> None:
    out = fill(*whole())
    plain = {key: value.value for key, value in out.values.items()}
    assert out.conflicts == []
    assert out.not_used == []
    assert [m.key for m in out.missing if m.required] == []
    assert plain["child_full_name"] == "TRẦN MINH MẪU"
    assert plain["child_birth_date"] == "2026-11-10"
    assert plain["child_birth_date_words"] == "Ngày mười tháng mười một năm hai nghìn không trăm hai mươi sáu"
    assert (plain["mother_id_no"], plain["father_id_no"]) == (MOTHER, FATHER)
    assert (plain["requester_id_no"], plain["requester_relation"]) == (FATHER, "Cha")
    assert plain["requester_id_issued_by"] == "Bộ Công an"
    assert plain["child_home_town"] == "Xã Mẫu Hai, Tỉnh Tây Ninh"
    assert plain["parents_marriage_no"] == "7/2020"
    assert check(registration(), out, TODAY) == []


def test_every_value_says_where_it_is_from() -> None:
    values = fill(*whole()).values
    card, proof = values["mother_full_name"], values["child_birth_date"]
    assert card.source
    assert proof.source
    assert (card.source.paper, card.assurance) == ("p-mother", "code")
    assert (proof.source.type, proof.source.field, proof.page, proof.assurance) == (
        "birth_proof_hospital", "birth_date", 1, "ocr_official",
    )  # fmt: skip
    assert {o.source.type for o in card.others if o.source} == {
        "birth_proof_hospital", "marriage_certificate", "decl_birth",
    }  # fmt: skip


def test_a_card_of_somebody_else_fills_nothing_and_is_named() -> None:
    stranger = MOTHER_CARD | {"id_no": "072198000999", "full_name": "NGUYỄN THỊ KHÁC", "birth_date": "1998-01-01"}
    out = fill(*whole(mother=held("citizen_id", stranger, paper="p-stranger")))
    said = [str(v.value) for v in (*out.values.values(), *out.to_confirm.values())]
    assert "NGUYỄN THỊ KHÁC" not in said
    assert "072198000999" not in said
    assert [n.paper for n in out.not_used] == ["p-stranger"]
    assert out.values["mother_full_name"].value == "LÊ THỊ MẪU"


def test_the_same_name_with_another_number_is_another_person() -> None:
    namesake = MOTHER_CARD | {"id_no": "072195000999"}
    out = fill(*whole(mother=held("citizen_id", namesake, paper="p-namesake")))
    assert [n.paper for n in out.not_used] == ["p-namesake"]
    assert out.values["mother_id_no"].value == MOTHER


def test_a_mother_s_card_never_fills_the_father() -> None:
    out = fill(
        held("citizen_id", MOTHER_CARD),
        held("birth_proof_hospital", BIRTH_PROOF | {"father_full_name": "LÊ THỊ MẪU"}),
        father_recognised=True,
    )
    assert "father_id_no" not in out.values


def test_without_a_name_to_go_by_a_card_is_not_assumed_to_be_a_parent_s() -> None:
    out = fill(held("citizen_id", MOTHER_CARD), held("citizen_id", FATHER_CARD))
    assert out.values == {}
    assert {m.reason for m in out.missing if m.key == "mother_full_name"} == {"Chưa xác định được mẹ."}


def test_an_old_number_leads_to_the_card_that_knows_it() -> None:
    married = MARRIAGE | {"wife_id_doc": "CMND số 292000001", "wife_full_name": "LÊ THỊ MẤU", "wife_birth_date": "1995"}
    card = held("citizen_id", MOTHER_CARD | {"old_id_no": "292000001"}, paper="p-mother")
    out = fill(card, held("marriage_certificate", married, paper="p-married"), given_={"mother": MOTHER})
    assert out.values["parents_marriage_no"].value == "7/2020"
    assert {c.key for c in out.conflicts} == {"mother_full_name"}


def test_the_caller_may_say_who_is_who() -> None:
    out = fill(held("citizen_id", MOTHER_CARD), given_={"mother": MOTHER, "requester": MOTHER})
    assert out.values["mother_full_name"].value == "LÊ THỊ MẪU"
    assert out.values["requester_relation"].value == "Mẹ"


def test_a_value_in_doubt_waits_and_says_why() -> None:
    proof = held("birth_proof_hospital", BIRTH_PROOF, review="birth_date")
    out = fill(*whole(proof=proof, declaration=held("decl_birth", DECLARATION, review="child_birth_date")))
    assert "child_birth_date" not in out.values
    waiting = out.to_confirm["child_birth_date"]
    assert (waiting.value, waiting.reason) == ("2026-11-10", "Chữ đọc chưa chắc chắn, cần so với ảnh.")
    assert "child_birth_date_words" in out.to_confirm
    assert "child_birth_date_words" not in out.values


def test_a_confirmed_paper_is_no_longer_in_doubt() -> None:
    proof = held("birth_proof_hospital", BIRTH_PROOF, review="birth_date", confirmed_by="clerk-1")
    value = fill(*whole(proof=proof)).values["child_birth_date"]
    assert (value.assurance, value.confirmed_by) == ("confirmed", "clerk-1")


def test_the_intended_name_is_a_suggestion_only() -> None:
    out = fill(held("birth_proof_hospital", BIRTH_PROOF), held("citizen_id", MOTHER_CARD))
    assert "child_full_name" not in out.values
    assert out.to_confirm["child_full_name"].value == "TRẦN MINH MẪU"
    assert out.to_confirm["child_full_name"].reason == "Chỉ là gợi ý, người khai quyết định."


@pytest.mark.parametrize(
    ("key", "paper", "field", "other"),
    [
        ("child_birth_date", "declaration", "child_birth_date", "2026-11-11"),
        ("child_sex", "declaration", "child_sex", "Nữ"),
        ("mother_full_name", "proof", "mother_full_name", "LÊ THỊ MẤU"),
        ("father_full_name", "declaration", "father_full_name", "TRẦN VĂN MẦU"),
        ("mother_birth_year", "proof", "mother_birth_year", "1994"),
    ],
)
def test_what_papers_say_differently_is_shown_and_not_filled(key: str, paper: str, field: str, other: str) -> None:
    base = {"declaration": ("decl_birth", DECLARATION), "proof": ("birth_proof_hospital", BIRTH_PROOF)}[paper]
    out = fill(*whole(**{paper: held(base[0], base[1] | {field: other})}))
    assert key not in out.values
    assert key not in out.to_confirm
    (conflict,) = [c for c in out.conflicts if c.key == key]
    assert other in {c.value for c in conflict.candidates}
    assert len({c.value for c in conflict.candidates}) == 2


def test_the_parents_declaration_chooses_among_what_the_cards_say() -> None:
    declared = DECLARATION | {"child_home_town": "Xã Mẫu Hai, Tỉnh Tây Ninh"}
    out = fill(*whole(declaration=held("decl_birth", declared)))
    assert out.values["child_home_town"].value == "Xã Mẫu Hai, Tỉnh Tây Ninh"
    alone = fill(*whole(declaration=held("decl_birth", declared | {"child_home_town": "Xã Khác, Tỉnh Khác"})))
    assert "child_home_town" not in alone.values
    assert "child_home_town" in {c.key for c in alone.conflicts}


def test_addresses_that_may_rightly_differ_take_the_first_source_and_show_the_others() -> None:
    out = fill(*whole(proof=held("birth_proof_hospital", BIRTH_PROOF | {"mother_residence": "Xã Mẫu Hai"})))
    value = out.values["mother_residence"]
    assert value.value == "Ấp 1, Xã Mẫu Một, Tỉnh Long An"
    assert [o.value for o in value.others] == ["Xã Mẫu Hai"]


def test_two_mothers_in_one_dossier_are_not_chosen_between() -> None:
    other = BIRTH_PROOF | {"mother_full_name": "PHẠM THỊ HAI", "mother_id_no": "072199000222"}
    out = fill(held("birth_proof_hospital", BIRTH_PROOF, paper="p1"), held("birth_proof_hospital", other, paper="p2"))
    assert out.values == {}
    (conflict,) = [c for c in out.conflicts if c.key == "mother"]
    assert "LÊ THỊ MẪU" in conflict.message
    assert "PHẠM THỊ HAI" in conflict.message


def test_with_the_mother_given_the_other_birth_is_left_out() -> None:
    other = BIRTH_PROOF | {
        "mother_full_name": "PHẠM THỊ HAI",
        "mother_id_no": "072199000222",
        "birth_date": "2026-11-01",
    }
    pool = (held("birth_proof_hospital", other, paper="p2"), held("birth_proof_hospital", BIRTH_PROOF, paper="p1"))
    out = fill(*pool, given_={"mother": MOTHER})
    assert out.values["child_birth_date"].value == "2026-11-10"
    assert [n.paper for n in out.not_used] == ["p2"]


def test_grandparents_marriage_is_not_the_parents() -> None:
    wife = {"wife_full_name": "ĐỖ THỊ BÀ", "wife_id_doc": "CCCD 072160000111", "wife_birth_date": "1960-01-01"}
    grandparents = MARRIAGE | wife | {"husband_full_name": "TRẦN VĂN ÔNG", "registration_no": "1/1985"}
    out = fill(*whole(marriage=held("marriage_certificate", grandparents)))
    assert "parents_marriage_no" not in out.values
    assert "father_full_name" in out.to_confirm


@pytest.mark.parametrize("recognised", [True, False])
def test_an_unmarried_father_is_filled_only_when_recognised(recognised: bool) -> None:
    papers = [p for p in whole() if p.type != "marriage_certificate"]
    out = fill(*papers, father_recognised=recognised)
    assert ("father_full_name" in out.values) is recognised
    if not recognised:
        assert out.to_confirm["father_full_name"].reason == (
            "Chưa có giấy chứng nhận kết hôn hoặc quyết định công nhận cha."
        )


def test_an_expired_card_only_suggests() -> None:
    out = fill(*whole(mother=held("citizen_id", MOTHER_CARD, validity="expired")))
    assert out.values["mother_full_name"].source
    assert out.values["mother_full_name"].source.type == "birth_proof_hospital"
    assert "mother_residence" in out.to_confirm


@pytest.mark.parametrize(("wrong", "filled"), [("birth_date", False), ("*", False), ("child_weight_g", True)])
def test_an_error_of_the_paper_stops_what_it_names(wrong: str, filled: bool) -> None:
    proof = held("birth_proof_hospital", BIRTH_PROOF, wrong=frozenset({wrong}))
    out = fill(proof, held("citizen_id", MOTHER_CARD))
    assert ("child_birth_date" in out.values) is filled
    assert ("child_birth_date" in out.to_confirm) is not filled


@pytest.mark.parametrize(("in_doubt", "filled"), [(True, False), (False, True)])
def test_a_paper_of_the_store_in_doubt_only_suggests(in_doubt: bool, filled: bool) -> None:
    card = replace(held("citizen_id", MOTHER_CARD), source="store", in_doubt=in_doubt)
    assert ("mother_residence" in fill(*whole(mother=card)).values) is filled


def test_two_scans_that_differ_fill_nothing_where_they_do() -> None:
    out = fill(*whole(mother=held("citizen_id", MOTHER_CARD, differs=frozenset({"residence"}))))
    assert "mother_residence" not in out.values
    assert out.values["mother_id_no"].source
    assert out.values["mother_id_no"].source.type == "citizen_id"


def test_a_reused_paper_says_so() -> None:
    card = replace(held("citizen_id", MOTHER_CARD), source="store", owners=frozenset({MOTHER}))
    out = fill(*whole(mother=card))
    assert out.values["mother_residence"].source
    assert out.values["mother_residence"].source.reused


def test_a_lone_paper_that_names_nobody_readably_only_suggests() -> None:
    nameless = {k: v for k, v in BIRTH_PROOF.items() if not k.startswith("mother_")}
    out = fill(*whole(proof=held("birth_proof_hospital", nameless), declaration=held("decl_death", {})))
    assert "child_birth_date" not in out.values
    assert out.to_confirm["child_birth_date"].reason == "Chưa rõ giấy này có đúng của người này không."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"birth_date": "2026-12-10"}, "E_DATE_ORDER"),
        ({"birth_date": "2026-01-10"}, "I_LATE_REGISTRATION"),
        ({"mother_birth_year": "1995", "mother_id_no": "072190000123"}, "E_ID_MISMATCH"),
    ],
)
def test_checks_of_the_birth(change: Mapping[str, str], code: str) -> None:
    out = fill(held("birth_proof_hospital", BIRTH_PROOF | change))
    assert code in {issue.code for issue in check(registration(), out, TODAY)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"child_full_name": "NGÔ MINH MẪU"}, "W_SURNAME"),
        ({"child_ethnicity": "Khmer"}, "W_NOT_OF_PARENT"),
    ],
)
def test_checks_against_the_parents(change: Mapping[str, str], code: str) -> None:
    marriage = held("marriage_certificate", MARRIAGE, review="wife_ethnicity husband_ethnicity")
    out = fill(*whole(declaration=held("decl_birth", DECLARATION | change), marriage=marriage))
    assert code in {issue.code for issue in check(registration(), out, TODAY)}


def test_formio_is_exactly_a_submission() -> None:
    form = registration()
    data = formio(form, fill(*whole()))
    assert set(data) == {"data"}
    assert data["data"]["child"]["fullName"] == "TRẦN MINH MẪU"
    assert data["data"]["parentsMarriage"] == {
        "number": "7/2020", "date": "2020-03-04", "place": "UBND xã Mẫu Hai",
    }  # fmt: skip


def test_nothing_in_doubt_gets_into_a_shape() -> None:
    out = fill(held("birth_proof_hospital", BIRTH_PROOF, review="birth_date"))
    assert "birthDate" not in formio(registration(), out)["data"].get("child", {})


def test_a_rebirth_shows_what_old_papers_say_differently() -> None:
    form = knowledge().eform("birth_reregistration", TODAY)
    birth = held("birth_extract", {"full_name": "VÕ VĂN MẪU", "birth_date": "1980-05-06", "personal_id": None,
                                   "mother_full_name": "LÝ THỊ MẪU", "registration_no": "9"})  # fmt: skip
    card = held("citizen_id", {"id_no": "072080000321", "full_name": "VÕ VĂN MẪU", "birth_date": "1980-06-05"})
    out = prefill(form, [birth, card], {"subject": Person(frozenset({"072080000321"}), ("VÕ VĂN MẪU",))}, {})
    assert {c.key for c in out.conflicts} == {"subject_birth_date"}
    assert "subject_birth_date_words" not in out.values
    agreeing = held("citizen_id", {"id_no": "072080000321", "full_name": "VÕ VĂN MẪU", "birth_date": "1980"})
    out = prefill(form, [birth, agreeing], {"subject": Person(frozenset({"072080000321"}))}, {})
    assert out.values["subject_birth_date"].value == "1980-05-06"
    assert out.values["mother_full_name"].value == "LÝ THỊ MẪU"


PEOPLE = {
    "ids": Person(frozenset({MOTHER}), ("A B",)),
    "other id": Person(frozenset({FATHER}), ("A B",)),
    "name": Person(names=("A B",)),
    "name and birth": Person(names=("A B",), births=("1990-01-02",)),
    "name and year": Person(names=("A B",), births=("1990",)),
    "name and other birth": Person(names=("A B",), births=("1991-01-02",)),
    "accent": Person(names=("Ạ B",), births=("1990",)),
    "accent alone": Person(names=("Ạ B",)),
    "woman": Person(names=("A B",), sex="Nữ"),
    "man": Person(names=("A B",), sex="Nam"),
    "nobody": Person(),
    "old id": Person(frozenset({"292000001"}), ("A B",)),
    "old and new id": Person(frozenset({"292000001", MOTHER}), ("C D",)),
    "other old id": Person(frozenset({"292000002"}), ("A B",)),
}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ids", "ids", "same"),
        ("ids", "other id", "other"),
        ("ids", "name", "same"),
        ("name", "name and birth", "same"),
        ("name and birth", "name and year", "same"),
        ("name and birth", "name and other birth", "other"),
        ("name and birth", "accent", "alike"),
        ("name and birth", "accent alone", "other"),
        ("woman", "man", "other"),
        ("nobody", "ids", "unknown"),
        ("nobody", "nobody", "unknown"),
        ("old id", "old and new id", "alike"),
        ("old id", "other old id", "same"),
        ("other id", "old and new id", "other"),
    ],
)
def test_who_is_who(one: str, other: str, expected: str) -> None:
    assert relation(PEOPLE[one], PEOPLE[other]) == expected
    assert relation(PEOPLE[other], PEOPLE[one]) == expected


_names = st.sampled_from(["LÊ THỊ MẪU", "LÊ THỊ MẤU", "TRẦN VĂN MẪU", "NGUYỄN THỊ KHÁC", "", None])
_ids = st.sampled_from([MOTHER, FATHER, CHILD, "072195000999", "khong ro", None])


@given(st.lists(st.tuples(_names, _ids, st.sampled_from(["1995", "1990", None]), st.booleans()), max_size=5))
def test_whatever_is_scanned_no_value_comes_from_a_card_with_another_number(cards: Any) -> None:
    """The mother is known by number: no card with another readable number may give her anything."""
    pool = [
        held("citizen_id", {"id_no": i, "full_name": n, "birth_date": b}, review="full_name" if r else "", paper=f"{k}")
        for k, (n, i, b, r) in enumerate(cards)
    ]
    out = fill(*pool, given_={"mother": MOTHER})
    for key, value in {**out.values, **out.to_confirm}.items():
        if key.startswith("mother_") and value.source:
            number = pool[int(value.source.paper or 0)].fields["id_no"].value
            assert number in (MOTHER, "khong ro", None)
