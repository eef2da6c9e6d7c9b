"""The data files themselves, and what a wrong one is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from motlan.rules.checks import CHECKS
from motlan.rules.normalisers import NORMALISERS
from motlan.understanding import BadTemplate, Catalogue
from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.template_files import load_template, load_validity, templates_folder

FOLDER = templates_folder() / "papers"
CATALOGUE = Catalogue.load()

#: contract.md 2: the types, and the keys that each of them must know.
CONTRACT = {
    "birth_certificate": "registration_no book_no full_name birth_date birth_date_words sex ethnicity nationality birth_place home_town personal_id mother_full_name mother_birth_year mother_ethnicity mother_nationality mother_residence father_full_name father_birth_year father_ethnicity father_nationality father_residence declarant_name declarant_id_doc registration_place registration_date issuer_name issue_date signer_title signer_name",  # noqa: E501
    "marriage_certificate": "registration_no wife_full_name wife_birth_date wife_ethnicity wife_nationality wife_residence wife_id_doc husband_full_name husband_birth_date husband_id_doc registration_place registration_date issuer_name issue_date signer_title signer_name",  # noqa: E501
    "death_extract": "extract_no full_name birth_date sex ethnicity nationality personal_id id_doc last_residence death_date death_time death_date_words death_place death_cause registration_place registration_no registration_date source_register issuer_name issue_date signer_title signer_name",  # noqa: E501
    "marital_status_cert": "cert_no full_name birth_date sex ethnicity nationality id_doc residence status_period marital_status purpose valid_until issuer_name issue_date signer_title signer_name",  # noqa: E501
    "citizen_id": "id_no old_id_no full_name birth_date sex nationality home_town birth_registration_place residence issue_date expiry_date mrz",  # noqa: E501
    "birth_proof_hospital": "gcs_no mother_full_name mother_birth_year mother_ethnicity mother_id_no mother_residence father_full_name birth_date birth_time birth_place child_count child_sex child_weight_g child_intended_name attendant_name issuer_name issue_date",  # noqa: E501
    "death_notice": "notice_no full_name birth_date sex ethnicity nationality residence id_doc death_date death_time death_place death_cause issuer_name issue_date signer_name",  # noqa: E501
    "land_certificate": "serial_no register_no barcode owners parcels notes has_changes changes issuer_name issue_date signer_name",  # noqa: E501
    "household_business_cert": "business_code business_name address phone email capital_vnd lines owner_full_name owner_sex owner_birth_date owner_ethnicity owner_nationality owner_id_no owner_id_issue_date owner_id_issuer owner_residence first_registered_on change_no changed_on issuer_name signer_title signer_name",  # noqa: E501
    "enterprise_cert": "business_code company_name address charter_capital_vnd representative_name representative_title representative_birth_date representative_id_no first_registered_on change_no changed_on issuer_name",  # noqa: E501
    "driving_licence": "licence_no full_name birth_date nationality address issue_date issue_place class expiry_date",
    "diploma": "diploma_title full_name birth_date birth_place sex ethnicity school graduation_year major grade serial_no register_no issue_date signer_name",  # noqa: E501
    "residence_confirmation_ct07": "doc_no full_name birth_date sex personal_id ethnicity nationality home_town permanent_residence temporary_residence current_residence householder_name householder_relation householder_id members content valid_until issuer_name issue_date",  # noqa: E501
    "household_book": "book_no householder_name permanent_residence issue_date issuer_name",
    "authorization": "principal_name principal_birth_date principal_id_no principal_residence agent_name agent_birth_date agent_id_no agent_residence scope term date",  # noqa: E501
    "divorce_judgment": "judgment_no judgment_date court parties",
    "disability_cert": "serial_no full_name birth_date sex residence disability_type disability_level issue_date issuer_name",  # noqa: E501
    "poverty_cert": "cert_no householder_name address members year issuer_name issue_date",
    "decl_birth": "recipient requester_name requester_birth_date requester_residence requester_id_doc requester_relation child_full_name child_birth_date child_birth_date_words child_sex child_ethnicity child_nationality child_birth_place child_home_town mother_full_name mother_id_doc father_full_name father_id_doc place date copy_requested copy_quantity",  # noqa: E501
    "decl_marriage": "recipient female_full_name female_birth_date female_ethnicity female_nationality female_residence female_id_doc female_marriage_count male_full_name male_marriage_count place date",  # noqa: E501
    "decl_death": "recipient requester_name requester_relation deceased_full_name deceased_sex deceased_birth_date deceased_ethnicity deceased_nationality deceased_last_residence deceased_id_doc death_date death_time death_place death_cause death_notice_no place date",  # noqa: E501
    "decl_marital_status": "recipient requester_name requester_relation full_name birth_date sex ethnicity nationality id_doc residence status_period marital_status purpose place date",  # noqa: E501
    "decl_extract": "recipient requester_name requester_relation event_type full_name birth_date sex ethnicity nationality residence id_doc registration_place registration_date registration_no book_no copy_quantity place date",  # noqa: E501
    "admin_document": "superior_body issuing_body doc_number place doc_date doc_kind abstract signer_authority signer_title signer_name recipients secrecy urgency",  # noqa: E501
    "dossier_receipt": "centre_name receipt_no dossier_code applicant_name applicant_id address phone request components received_at due_at",  # noqa: E501
}
CONTRACT["birth_extract"] = CONTRACT["birth_certificate"] + " copy_no"
CONTRACT["marriage_extract"] = CONTRACT["marriage_certificate"] + " copy_no"


def test_all_types_of_the_contract_are_there() -> None:
    assert set(CONTRACT) == set(CATALOGUE.papers)


@pytest.mark.parametrize("name", CONTRACT)
def test_all_keys_of_the_contract_are_known(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(CATALOGUE[name].by_key)


@pytest.mark.parametrize("name", sorted(CATALOGUE.papers))
def test_names_of_rules_exist(name: str) -> None:
    paper = CATALOGUE[name]
    kinds = {f.kind for f in paper.fields} | {p.kind for f in paper.fields for p in f.parts}
    assert kinds <= set(NORMALISERS)
    assert {c.check for c in paper.checks} <= set(CHECKS)
    assert paper.validity.rows
    for pattern in [f.take for f in paper.fields] + [p.take for f in paper.fields for p in f.parts]:
        assert pattern is None or re.compile(pattern)


def test_generations_follow_each_other() -> None:
    for paper in CATALOGUE:
        dated = [g for g in paper.generations if g.valid_from and g.valid_to]
        assert all(g.valid_from <= g.valid_to for g in dated if g.valid_from and g.valid_to)


def test_the_schema_file_is_the_schema() -> None:
    assert json.loads((FOLDER / "paper.schema.json").read_text("utf-8")) == PaperTemplate.model_json_schema()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("type: x\nname: X\n  sector: y\n", 3, ""),
        (
            "type: x\nname: X\nsector: s\ngenerations: [{id: a}]\ntitles: [X]\nfields:\n"
            "  - {key: a, kindd: text, labels: [A]}\n",
            7,
            "kindd",
        ),
        ("type: x\nname: X\nsector: s\ngenerations: [{id: a}]\ntitles: [X]\nfields:\n  - {key: a}\n", 7, "labels"),
        ("type: x\nname: X\nsector: s\ngenerations: [{id: a}]\nfields: [{key: a, labels: [A]}]\n", 1, "titles"),
        ("- 1\n", 1, "bảng"),
    ],
)
def test_a_wrong_file_is_told_where(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadTemplate) as caught:
        load_template(path, {}, load_validity())
    assert f"bad.yaml:{line}:" in caught.value.message
    assert word in caught.value.message
    assert caught.value.remedy
