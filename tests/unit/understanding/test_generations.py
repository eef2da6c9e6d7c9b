"""Forms of several generations and layouts, drawn by data that knows nothing of the templates (samples/make/sheets)."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.model import Page, Paper
from motlan.understanding.understand import understand
from samples.make import canvas, readings, recipes
from samples.make.sheets import layouts
from samples.make.truth import Dossier

TODAY = date(2026, 11, 15)


@pytest.fixture(autouse=True)
def read_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is misread: what is tried here are words and places."""
    for name in ("EASY", "HARD", "SEALED", "BY_HAND"):
        monkeypatch.setattr(readings, name, 0.0)


def drawn(kinds: set[str], words: str, number: int) -> tuple[Dossier, list[Page], dict[str, object]]:
    with canvas.without_ink():
        made = recipes.make(77, number, TODAY, types=kinds, words=words, take=readings.glance)  # type: ignore[arg-type]
    truth, pages = readings.read(made)
    return made, pages, truth


def test_every_type_with_printed_labels_has_a_layout_for_tuning_and_one_kept_apart() -> None:
    for kind, some in layouts().items():
        held = [x for x in some if x.get("held")]
        assert len({x["id"] for x in some}) == len(some), kind
        assert held or kind == "divorce_judgment", kind


@pytest.mark.parametrize("words", ["d", "h"])
@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (
            "birth_certificate",
            ["full_name", "birth_date", "father_full_name", "mother_birth_year"],
        ),
        ("marriage_certificate", ["wife_full_name", "husband_full_name", "husband_birth_date", "registration_place"]),
        ("decl_birth", ["requester_name", "child_full_name", "mother_full_name", "father_id_doc"]),
        ("decl_marriage", ["female_full_name", "male_full_name", "male_id_doc", "female_marriage_count"]),
        ("household_business_cert", ["business_name", "capital_vnd", "owner_full_name", "owner_birth_date"]),
        ("residence_confirmation_ct07", ["full_name", "personal_id", "householder_name", "valid_until"]),
        ("dossier_receipt", ["applicant_name", "received_at", "due_at", "dossier_code"]),
    ],
)
def test_values_are_found_in_layouts_that_templates_were_not_written_from(
    kind: str, keys: list[str], words: str
) -> None:
    for number in (1, 2):
        _, pages, truth = drawn({kind}, words, number)
        papers = {p.type: p for p in understand(pages, today=TODAY).papers}
        told = next(p for p in truth["papers"] if p["type"] == kind)  # type: ignore[index, attr-defined]
        if told["hand"]:
            continue
        for key in keys:
            if key in told["fields"] and told["fields"][key]["value"] is not None:
                assert _says(papers[kind], key, told["fields"][key]), (number, key)


def _says(paper: Paper, key: str, told: dict[str, object]) -> bool:
    value = paper.value(key)
    right = [told["value"], *told.get("alt", [])]  # type: ignore[misc]
    return any(str(value).casefold() == str(r).casefold() for r in right)
