"""Every recipe: keys of the templates, values that are on the paper, all types of the contract within reach."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samples.make import fonts, recipes
from samples.make.papers.paper import Paper

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 15)
pytestmark = pytest.mark.skipif(
    not fonts.available(), reason="typefaces not fetched: run 'python -m samples.make.fonts'"
)


def flat(value: Any) -> list[tuple[str | None, Any]]:
    if isinstance(value, list):
        return [p for v in value for p in flat(v)]
    if isinstance(value, dict):
        return [(k, v) for k, v in value.items() if not k.startswith("_")]
    return [(None, value)]


@pytest.fixture(scope="module")
def drawn() -> list[Paper]:
    """Every recipe once; the ones that choose between types twice."""
    out = []
    for name, recipe in recipes.RECIPES.items():
        for seed in range(2 if recipe.weight == 2 and name != "letters" else 1):
            papers = recipe.draw(random.Random(f"{name}/{seed}"), TODAY)
            assert {p.type for p in papers} <= set(recipe.types.split())
            out += papers
    return out


def test_keys_values_and_plants(drawn: list[Paper]) -> None:
    for paper in drawn:
        template = (ROOT / "templates" / "papers" / f"{paper.type}.yaml").read_text(encoding="utf-8")
        for key, field in paper.fields.items():
            assert re.search(rf"(^|[^\w]){key}\b", template), (paper.type, key)
            for sub, value in flat(field["value"]):
                check(sub or key, value, paper)
        for issue in paper.issues:
            assert set(issue["fields"]) <= set(paper.fields)
            assert re.fullmatch(r"[EW]_[A-Z_]+", issue["code"])


def check(key: str, value: Any, paper: Paper) -> None:
    if value is None or isinstance(value, bool):
        return
    if re.search(r"(_date|^date|_on|valid_until)$", key) and value != "không thời hạn":
        assert date.fromisoformat(value), key
    elif isinstance(value, str) and key not in {
        "mrz",
        "received_at",
        "due_at",
        "doc_kind",
        "birth_time",
        "death_time",
        "serial_no",
    }:
        squeezed = re.sub(r"\s+", "", " ".join(line.text for sheet in paper.sheets for line in sheet.lines)).casefold()
        coded = " ".join(code["text"] for sheet in paper.sheets for code in sheet.codes)
        seen = re.sub(r"\s+", "", value).casefold()
        # the marriage columns and tables interleave their lines: there the words are looked for one by one
        assert seen in squeezed or value in coded or all(w.casefold() in squeezed for w in value.split()), (
            paper.type,
            key,
            value,
        )


def test_types_of_the_contract(drawn: list[Paper]) -> None:
    templates = {p.stem for p in (ROOT / "templates" / "papers").glob("[a-z]*.yaml")}
    assert templates == {t for r in recipes.RECIPES.values() for t in r.types.split()}
    missing = templates - {p.type for p in drawn}
    assert len(missing) <= 6, missing  # what chance left out of so few dossiers
