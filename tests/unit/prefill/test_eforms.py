"""Every e-form: it maps only fields that papers have, and fills the right person's values in each procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import jsonschema
import pytest

from motlan.model import FieldValue
from motlan.rules.held import Held
from motlan.rules.prefill import prefill
from motlan.rules.prefill_checks import check
from motlan.rules.prefill_people import Person
from motlan.rules.prefill_values import Prefilled
from motlan.rules.shapes import flat, formio, formio_form, json_schema
from motlan.understanding.catalogue import Catalogue
from motlan.usecases.knowledge import knowledge
from motlan.usecases.template_checks import problems

TODAY = date(2026, 11, 20)
KNOWN = knowledge()
FORMS = [form for name in KNOWN.eforms.names() for form in KNOWN.eforms[name]]
HER, HIM = "072195000123", "072090000456"


def read(value: Any, status: str = "accepted") -> FieldValue:
    return FieldValue(value=value, status=status, confidence=0.99, page=1)  # type: ignore[arg-type]


def held(type_: str, values: Mapping[str, Any], **more: Any) -> Held:
    fields = {}
    for key, value in values.items():
        rows = value if isinstance(value, list) and value and isinstance(value[0], dict) else None
        items = [{k: read(v) for k, v in row.items()} for row in rows] if rows else None
        fields[key] = read(value).model_copy(update={"items": items})
    return Held(**{"type": type_, "source": "scan", "paper": f"p-{type_}", "fields": fields, "dossier": "d1"} | more)


def card(number: str, name: str, birth: str, sex: str, **more: Any) -> Held:
    values = {"id_no": number, "full_name": name, "birth_date": birth, "sex": sex, "nationality": "Việt Nam",
              "residence": "Xã Mẫu, Tỉnh Tây Ninh", "issue_date": "2022-05-06"}  # fmt: skip
    return held("citizen_id", values, paper=f"card-{number}", variant="2021", **more)


HER_CARD, HIS_CARD = card(HER, "LÊ THỊ MẪU", "1995-02-03", "Nữ"), card(HIM, "TRẦN VĂN MẪU", "1990-07-08", "Nam")
LAND = {
    "serial_no": "AB 123456", "register_no": "CH 00123", "issue_date": "2015-01-02", "issuer_name": "UBND huyện Mẫu",
    "owners": [{"full_name": "TRẦN VĂN MẪU", "birth_year": "1990", "id_no": HIM},
               {"full_name": "LÊ THỊ MẪU", "birth_year": "1995", "id_no": HER}],
    "parcels": [{"parcel_no": "12", "map_sheet_no": "3", "address": "Xã Mẫu", "area_m2": 100.5,
                 "purpose": "Đất ở tại nông thôn (ONT)", "term": "Lâu dài"}],
    "has_changes": False, "changes": [],
}  # fmt: skip


def fill(name: str, *pool: Held, day: date = TODAY, **people: str) -> Prefilled:
    given = {role: Person(ids=frozenset({number})) for role, number in people.items()}
    return prefill(KNOWN.eform(name, day), list(pool), given, {})


def said(filled: Prefilled, *keys: str) -> list[Any]:
    return [filled.values[key].value if key in filled.values else None for key in keys]


def test_every_e_form_maps_only_fields_that_papers_have() -> None:
    assert list(problems(KNOWN, Catalogue.load())) == []


@pytest.mark.parametrize("name", KNOWN.procedures.names())
def test_every_procedure_but_certification_has_a_form_for_all_of_its_time(name: str) -> None:
    for procedure in KNOWN.procedures[name]:
        assert (procedure.eform is None) == (procedure.sector == "certification")
        if procedure.eform:
            assert KNOWN.eform(procedure.eform, procedure.valid_from).procedure == name


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.eform)
def test_the_shapes_of_every_form_hold_together(form: Any) -> None:
    schema = json_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    sections = {p["x-ui"]["section"] for p in schema["properties"].values()}
    assert "" not in sections
    components: list[str] = []

    def walk(parts: list[dict[str, Any]], path: str) -> None:
        for part in parts:
            here = path if part["type"] == "panel" else f"{path}{part['key']}."
            if "components" in part:
                walk(part["components"], here)
            else:
                components.append(here[:-1])

    walk(formio_form(form)["components"], "")
    assert sorted(components) == sorted(f.formio for f in form.fields), "a submission fits the form"


def test_a_marriage_is_filled_by_column_and_nothing_crosses() -> None:
    out = fill("marriage_registration", HER_CARD, HIS_CARD, female=HER, male=HIM)
    assert said(out, "female_full_name", "female_id_no", "male_full_name", "male_id_no") == [
        "LÊ THỊ MẪU", HER, "TRẦN VĂN MẪU", HIM,
    ]  # fmt: skip
    swapped = fill("marriage_registration", HER_CARD, HIS_CARD, female=HIM, male=HER)
    assert not any(key.endswith(("full_name", "id_no")) for key in swapped.values), (
        "a man's card fills no woman's column"
    )


@pytest.mark.parametrize(
    ("her", "him", "codes"),
    [
        ("1995-02-03", "1990-07-08", set()),
        ("2009-01-01", "1990-07-08", {"W_AGE"}),
        ("1995-02-03", "2007-01-01", {"W_AGE"}),
    ],
)
def test_ages_at_a_marriage(her: str, him: str, codes: set[str]) -> None:
    numbers = (f"0721{her[2:4]}000123" if her < "2000" else f"0723{her[2:4]}000123",
               f"0720{him[2:4]}000456" if him < "2000" else f"0722{him[2:4]}000456")  # fmt: skip
    pool = card(numbers[0], "LÊ THỊ MẪU", her, "Nữ"), card(numbers[1], "TRẦN VĂN MẪU", him, "Nam")
    out = fill("marriage_registration", *pool, female=numbers[0], male=numbers[1])
    assert {i.code for i in check(KNOWN.eform("marriage_registration", TODAY), out, TODAY)} == codes


def test_a_death_is_filled_from_the_notice_and_the_day_of_a_card_is_never_the_day_of_death() -> None:
    notice = {"notice_no": "7/GBT", "full_name": "TRẦN VĂN MẪU", "birth_date": "1990-07-08", "sex": "Nam", "id_doc":
              f"CCCD số {HIM} cấp ngày 06/05/2022", "death_date": "2026-11-18", "death_time": "08:30", "death_place":
              "Bệnh viện Mẫu", "issuer_name": "Bệnh viện Mẫu", "issue_date": "2026-11-18"}  # fmt: skip
    out = fill("death_registration", held("death_notice", notice), HIS_CARD, HER_CARD, requester=HER)
    assert said(out, "deceased_full_name", "deceased_id_no", "death_date", "death_time", "requester_name") == [
        "TRẦN VĂN MẪU", HIM, "2026-11-18", "08:30", "LÊ THỊ MẪU",
    ]  # fmt: skip
    assert out.values["death_date_words"].value.startswith("Ngày mười tám tháng mười một")
    without = fill("death_registration", HIS_CARD, HER_CARD, requester=HER, deceased=HIM)
    assert "death_date" not in {*without.values, *without.to_confirm}


def test_an_old_certificate_of_marital_status_only_suggests_the_status() -> None:
    old = {"full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "id_doc": f"CCCD {HER}", "marital_status":
           "Hiện tại chưa đăng ký kết hôn với ai"}  # fmt: skip
    out = fill("marital_status_certificate", held("marital_status_cert", old), HER_CARD, subject=HER, requester=HER)
    assert "marital_status" in out.to_confirm
    assert out.values["requester_relation"].value == "Bản thân"


def test_a_copy_is_asked_for_by_what_the_old_paper_says() -> None:
    birth = {"full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "personal_id": HER, "registration_no": "12/1995",
             "registration_place": "UBND xã Mẫu", "registration_date": "1995-02-10", "book_no": "01"}  # fmt: skip
    out = fill("extract_copy", held("birth_certificate", birth), HER_CARD, subject=HER, requester=HER)
    assert said(out, "registration_no", "registration_date", "registration_place", "book_no") == [
        "12/1995", "1995-02-10", "UBND xã Mẫu", "01",
    ]  # fmt: skip


@pytest.mark.parametrize(("owner", "name"), [(HIM, "TRẦN VĂN MẪU"), (HER, "LÊ THỊ MẪU")])
def test_of_several_owners_the_row_of_the_one_who_asks_counts(owner: str, name: str) -> None:
    out = fill("building_permit", held("land_certificate", LAND), owner=owner)
    assert said(out, "ten_chu_dau_tu", "so_dinh_danh_ca_nhan") == [name, owner]
    assert said(out, "lo_dat_so", "to_ban_do_so", "dien_tich") == ["12", "3", 100.5]


def test_a_stranger_s_land_fills_nothing() -> None:
    out = fill("building_permit", held("land_certificate", LAND), owner="072090000999")
    assert out.values == {}
    assert [n.type for n in out.not_used] == ["land_certificate"]


def test_two_parcels_are_not_chosen_between() -> None:
    two = LAND | {"parcels": [*LAND["parcels"], LAND["parcels"][0] | {"parcel_no": "13"}]}
    out = fill("land_change", held("land_certificate", two), transferor=HIM)
    assert said(out, "serial_no", "parcel_no") == ["AB 123456", None]


def test_a_certificate_with_changes_only_suggests_when_it_comes_from_the_store() -> None:
    changed = held("land_certificate", LAND, source="store", validity="unknown", owners=frozenset({HIM}))
    out = fill("land_change", changed, transferor=HIM)
    assert "serial_no" in out.to_confirm
    assert "serial_no" not in out.values


@pytest.mark.parametrize(
    ("purpose", "codes"), [("Đất ở tại nông thôn (ONT)", set()), ("Đất trồng lúa (LUC)", {"W_LAND_PURPOSE"})]
)
def test_a_house_needs_land_for_dwelling(purpose: str, codes: set[str]) -> None:
    parcel = LAND["parcels"][0] | {"purpose": purpose}
    out = fill("building_permit", held("land_certificate", LAND | {"parcels": [parcel]}), owner=HIM)
    assert {i.code for i in check(KNOWN.eform("building_permit", TODAY), out, TODAY)} == codes


def test_a_business_changes_from_what_its_certificate_says() -> None:
    cert = {"business_code": HIM, "business_name": "TẠP HÓA MẪU", "address": "Xã Mẫu", "capital_vnd": 50000000,
            "owner_full_name": "TRẦN VĂN MẪU", "owner_id_no": HIM, "owner_birth_date": "1990-07-08",
            "first_registered_on": "2024-01-02"}  # fmt: skip
    out = fill("business_change", held("household_business_cert", cert), HIS_CARD, HER_CARD, owner=HIM, new_owner=HER)
    assert said(out, "business_name", "owner_full_name", "capital", "new_owner_full_name") == [
        "TẠP HÓA MẪU", "TRẦN VĂN MẪU", 50000000, "LÊ THỊ MẪU",
    ]  # fmt: skip


def test_a_disability_is_filled_for_its_own_subject() -> None:
    cert = {"serial_no": "12345.1234567", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "disability_type":
            "Vận động", "disability_level": "Nặng", "issue_date": "2024-05-06"}  # fmt: skip
    out = fill("social_allowance", held("disability_cert", cert), HER_CARD, HIS_CARD, subject=HER, requester=HIM)
    assert said(out, "disability_level", "subject_id_no", "requester_full_name") == ["Nặng", HER, "TRẦN VĂN MẪU"]
    other = fill("social_allowance", held("disability_cert", cert), HIS_CARD, subject=HIM)
    assert "disability_level" not in {*other.values, *other.to_confirm}


def test_a_purpose_bound_paper_of_the_store_only_suggests_elsewhere() -> None:
    cert = {"full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "id_doc": HER, "ethnicity": "Kinh"}
    told = {"source": "store", "owners": frozenset({HER})}
    for purpose, sure in (("Đăng ký kết hôn", True), ("Vay vốn", False)):
        paper = held("marital_status_cert", cert, purpose=purpose, **told)
        out = fill("marriage_registration", paper, HER_CARD, female=HER)
        assert ("female_ethnicity" in out.values) is sure


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.eform)
def test_an_empty_case_fills_nothing_and_says_what_is_missing(form: Any) -> None:
    out = prefill(form, [], {}, {})
    assert flat(out) == {}
    assert formio(form, out) == {"data": {}}
    assert {m.key for m in out.missing} == {f.key for f in form.fields}
