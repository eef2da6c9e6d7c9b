"""What is no sound paper: crossed-out values, forms that nobody filled in, papers twice, papers of two families."""

from __future__ import annotations

import random
from datetime import date

import pytest

from motlan.model import Line, Page, Word
from motlan.understanding.understand import Understanding, understand
from samples.make import readings
from samples.make.canvas import without_ink
from samples.make.cases import EMPTY, empty, twice_in_one_file, two_people
from samples.make.fonts import available
from samples.make.papers.paper import Paper
from samples.make.pile import Way, dossier
from tests.unit.understanding.drawing import MOTTO, NATION, page

TODAY = date(2026, 11, 15)
needs_fonts = pytest.mark.skipif(not available(), reason="the samples' typefaces were not fetched (make setup)")


def struck(text: str, line: Line) -> Line:
    """The line with the words of ``text`` crossed out."""
    x0, y0, x1, y1 = line.box
    words, step = line.text.split(), (x1 - x0) / max(1, len(line.text.split()))
    gone = text.split()
    found = [
        Word(text=w, confidence=0.97, box=(x0 + n * step, y0, x0 + (n + 0.9) * step, y1), struck=w in gone)
        for n, w in enumerate(words)
    ]
    return line.model_copy(update={"words": found})


def death_notice(birth: str, gone: str) -> Page:
    drawn = page(
        [
            f"^{NATION}",
            f"^{MOTTO}",
            "^GIẤY BÁO TỬ",
            "",
            "Họ, chữ đệm, tên: TRẦN VĂN MẪU",
            f"Ngày, tháng, năm sinh: {birth}",
        ]
    )
    drawn.lines = [struck(gone, line) if gone in line.text else line for line in drawn.lines]
    return drawn


@pytest.mark.parametrize(
    ("birth", "gone", "value"),
    [
        ("05/03/1950", "05/03/1950", "1950-03-05"),
        ("05/03/1950 06/03/1950", "05/03/1950", "1950-03-06"),
    ],
)
def test_a_crossed_out_value_is_for_a_person(birth: str, gone: str, value: str) -> None:
    paper = understand([death_notice(birth, gone)], today=TODAY).papers[0]
    found = paper.fields["birth_date"]
    assert (found.value, found.status, found.raw) == (value, "review", birth)
    assert [i.fields for i in paper.issues if i.code == "W_CROSSED_OUT"] == [("birth_date",)]
    whole = understand([death_notice(birth, "nothing")], today=TODAY).papers[0]
    assert paper.fields["full_name"] == whole.fields["full_name"]
    assert not any(i.code == "W_CROSSED_OUT" for i in whole.issues)


def read(papers: list[Paper], way: Way, rng: random.Random) -> Understanding:
    made = dossier("case", papers, way, rng, TODAY, take=readings.glance)
    return understand(readings.read(made)[1], today=TODAY)


@needs_fonts
@pytest.mark.parametrize("kind", EMPTY)
@pytest.mark.parametrize("seed", range(4))
def test_of_an_empty_form_nothing_is_made_up(kind: str, seed: int) -> None:
    rng = random.Random(f"empty/{kind}/{seed}")
    with without_ink():
        found = read([empty(kind, rng)], Way("desk-200-colour"), rng)
    (paper,) = found.papers
    assert paper.type == kind
    printed = ("issuer_name",)  # a form may come with the name of its office
    assert {k: f.value for k, f in paper.fields.items() if f.value is not None and k not in printed} == {}
    assert sum(f.status == "blank" for f in paper.fields.values()) >= 0.5 * len(paper.fields)
    assert found.outcome == "review"
    assert {"W_BLANK_FIELD", "W_INCOMPLETE_PAPER"} & {i.code for i in paper.issues}


@needs_fonts
@pytest.mark.parametrize("seed", range(3))
def test_two_families_in_one_scan(seed: int) -> None:
    rng = random.Random(f"two/{seed}")
    with without_ink():
        papers, way = two_people(rng, TODAY)
        found = read(papers, way, rng)
    flagged = [p.type for p in found.papers if any(i.code == "W_OTHER_PERSON" for i in p.issues)]
    assert sorted(flagged) == ["birth_certificate", "citizen_id"]
    owners = {p.type: p.tags.owner_id for p in found.papers if p.tags and p.type != "citizen_id"}
    assert owners["birth_certificate"] != owners.get("decl_birth")


@needs_fonts
def test_a_paper_twice_in_one_file() -> None:
    rng = random.Random("twice")
    with without_ink():
        papers, way = twice_in_one_file(rng, TODAY)
        found = read(papers, way, rng)
    assert [p.type for p in found.papers] == ["death_extract", "citizen_id", "death_extract"]
    assert [any(i.code == "W_DUPLICATE_PAPER" for i in p.issues) for p in found.papers] == [False, False, True]
