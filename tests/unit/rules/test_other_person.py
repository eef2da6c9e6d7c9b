"""Two people's papers in one scan: told apart by names and numbers, never by a name that was read badly."""

from __future__ import annotations

from motlan.model import FieldValue, Paper
from motlan.rules.other_person import other_person

MAI, MAI_ID, TAM = "NGUYỄN THỊ MAI MẪU", "072190000123", "TRẦN VĂN TÂM MẪU"


def paper(kind: str, sure: float = 0.99, **values: object) -> Paper:
    fields = {
        key: FieldValue(value=value, raw=str(value), confidence=sure, status="accepted", source="ocr", page=1)
        for key, value in values.items()
    }
    return Paper(type=kind, variant=None, title=None, pages=[1], confidence=1.0, fields=fields)


def flagged(*papers: Paper) -> list[int]:
    return [n for n, found in other_person(papers) if found.code == "W_OTHER_PERSON" and found.needs_person]


def test_papers_of_one_person_and_of_another() -> None:
    card = paper("citizen_id", full_name=MAI, id_no=MAI_ID)
    asked = paper("decl_birth", requester_name=MAI, mother_full_name=MAI, father_full_name="LÊ VĂN BA MẪU")
    other = paper("birth_certificate", full_name=TAM, mother_full_name="ĐỖ THỊ NĂM MẪU")
    assert flagged(card, asked, other) == [2]
    assert flagged(other, card, asked) == [0]
    assert flagged(card, asked) == []


def test_a_number_or_a_name_in_a_text_links_them() -> None:
    card = paper("citizen_id", full_name=MAI, id_no=MAI_ID)
    changed = paper("residence_confirmation_ct07", full_name="NGUYỄN THỊ MAI ANH", personal_id=MAI_ID)
    judgment = paper("divorce_judgment", parties=[f"Nguyên đơn: Bà {MAI.title()}", "Bị đơn: Ông Lê Văn Mẫu"])
    status = paper("marital_status_cert", full_name=TAM, purpose=f"Để kết hôn với bà {MAI.title()}, sinh năm 1990")
    assert flagged(card, changed, judgment, status) == []


def test_a_misread_name_is_no_other_person() -> None:
    card = paper("citizen_id", full_name=MAI, id_no=MAI_ID)
    assert flagged(card, paper("diploma", full_name="NGUYÊN THỊ MAl MẪU")) == []
    assert flagged(card, paper("diploma", sure=0.6, full_name="NGHJYN TH MAX")) == []


def test_papers_of_one_person_do_not_say_who_else_belongs_to_them() -> None:
    card, extract = paper("citizen_id", full_name=MAI, id_no=MAI_ID), paper("death_extract", full_name=TAM)
    assert flagged(card, paper("citizen_id", full_name=TAM)) == []
    assert flagged(extract, card, extract) == []


def test_papers_that_name_nobody_are_not_asked() -> None:
    card = paper("citizen_id", full_name=MAI, id_no=MAI_ID)
    assert flagged(card, paper("admin_document", doc_number="12/QĐ-UBND", signer_name="Lê Văn Mẫu")) == []
