"""What comes to a counter and is no sound dossier: other languages, pictures, empty forms, corrections, cut papers.

Each case is a small dossier by itself; ``python -m samples.make --case NAME`` (or ``all``) draws it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from samples.make import marks, people, sheets
from samples.make.canvas import DPI, Drawn, Run, Sheet, px
from samples.make.form import Flow
from samples.make.papers import birth, citizen_id, civil, declaration_birth, declarations_other, hospital, others
from samples.make.papers.declarations import tick
from samples.make.papers.paper import Paper, planted, style, v
from samples.make.pile import Way, dossier
from samples.make.truth import Dossier
from samples.make.words import slashed

Rng = random.Random
Made = tuple[list[Paper], Way]
FRENCH = (
    "Madame, Monsieur,",
    "Nous certifions que la personne désignée ci-dessous a suivi dans notre établissement les cours de l'année",
    "scolaire 2019-2020 et qu'elle a obtenu de très bons résultats. Cette attestation est délivrée à sa demande",
    "pour servir et valoir ce que de droit. Veuillez agréer l'expression de nos sentiments distingués.",
    "Le directeur des études",
)
#: Forms that people bring home and forget to fill in.
EMPTY = ("decl_birth", "decl_marriage", "decl_death", "decl_extract", "decl_marital_status", "birth_proof_hospital")


def english(rng: Rng, today: date) -> Made:
    """An employer's letter, with a number and a date that are nobody's here."""
    flow = others.english(people.family(rng, today), rng, today)
    return _stray(flow, rng), Way()


def french(rng: Rng, today: date) -> Made:
    """A school's attestation."""
    flow = Flow(Sheet(), style(rng), 30)
    flow.line(Run("ATTESTATION DE SCOLARITÉ", bold=True), align="center", size=16)
    flow.skip(1)
    for text in FRENCH:
        flow.paragraph(text, gap=0.4)
    flow.line(f"Fait à Lyon, le {slashed(today)}")
    return _stray(flow, rng), Way()


def chinese(rng: Rng, today: date) -> Made:
    """Columns of signs in squares: strokes as Han letters have them (no typeface of the lock has these letters)."""
    flow = Flow(Sheet(), style(rng), 30)
    side = px(5.5)
    for row in range(24):
        for column in range(26 if row % 6 else 12):
            x, y = px(24) + column * round(side * 1.08), px(30) + row * round(side * 1.5)
            _sign(flow.sheet.draw, x, y, side, random.Random(rng.randrange(60)))
    return _stray(flow, rng), Way()


def _sign(draw: Any, x: int, y: int, side: int, rng: Rng) -> None:
    for _ in range(rng.randint(4, 9)):
        a, b = rng.random(), rng.random()
        ends = rng.choice([(0.08, a, 0.92, a), (a, 0.08, a, 0.92), (a, b, b, a), (a, b, min(1, a + 0.3), b)])
        draw.line([x + ends[0] * side, y + ends[1] * side, x + ends[2] * side, y + ends[3] * side], (22, 22, 26), 5)


def picture(rng: Rng, today: date) -> Made:
    """A photograph: sky, hills, a house; no word but MẪU in its corner."""
    sheet = Sheet(150, 100, (150, 190, 225))
    for n, colour in enumerate([(110, 150, 120), (80, 130, 70), (150, 120, 80)]):
        top = px(48 + 14 * n)
        points = [(x, top + rng.randint(-90, 60)) for x in range(0, sheet.image.width + 120, 120)]
        sheet.draw.polygon([*points, (sheet.image.width, sheet.image.height), (0, sheet.image.height)], fill=colour)
    x = px(rng.uniform(40, 90))
    sheet.draw.rectangle((x, px(50), x + px(26), px(74)), fill=(200, 170, 140), outline=(90, 60, 40), width=6)
    sheet.draw.polygon([(x - 40, px(50)), (x + px(13), px(36)), (x + px(26) + 40, px(50))], fill=(150, 60, 50))
    grain = Image.effect_noise(sheet.image.size, 26).convert("RGB")
    sheet.image.paste(Image.blend(sheet.image.filter(ImageFilter.GaussianBlur(3)), grain, 0.12))
    return _stray(Flow(sheet, style(rng), 90), rng), Way()


def _stray(flow: Flow, rng: Rng) -> list[Paper]:
    marks.specimen(flow.sheet, rng)
    return [Paper("unknown", None, [flow.sheet], {})]


def upside_down(rng: Rng, today: date) -> Made:
    """Two forms fed in head first."""
    f = people.family(rng, today)
    papers = [declaration_birth.draw(f, rng, day=today), hospital.draw(f, rng, today=today)]
    return papers, Way(turned=(1, 2), turns=(180,))


def empty_forms(rng: Rng, today: date) -> Made:
    """Forms as the office hands them out, nothing filled in."""
    return [empty(kind, rng) for kind in rng.sample(EMPTY, 3)], Way(rng.choice(["office-200-gray", "bilevel-200"]))


def empty(kind: str, rng: Rng) -> Paper:
    """One form with every line printed and none filled in."""
    layout = rng.choice(sheets.layouts()[kind]) | {"filled": False}
    setter = sheets.Setter(sheets.Nothing(), rng, layout)
    drawn = [setter.page(lines) for lines in layout["pages"]]
    return Paper(kind, None, drawn, {key: v(None) for key in setter.used}, variant=layout.get("variant"))


def two_people(rng: Rng, today: date) -> Made:
    """Papers of two families that have nothing to do with each other, stapled together."""
    one, other = people.family(rng, today), people.family(rng, today, newborn=False)
    registered = birth.random_registration(other, rng, today)
    papers = [
        declaration_birth.draw(one, rng, day=today - timedelta(days=2), by="Mẹ"),
        hospital.draw(one, rng, today=today),
        citizen_id.draw(one.mother, rng),
        birth.certificate(other, rng, registered=registered, at=other.region.unit(rng, registered)),
        citizen_id.draw(other.father, rng),
    ]
    papers[3].issues.append(planted("two_people", "W_OTHER_PERSON", [], "of another family"))
    return papers, Way()


def twice_in_one_file(rng: Rng, today: date) -> Made:
    """The same certificate scanned twice, a card between."""
    f = people.family(rng, today, newborn=False)
    paper = civil.death_extract(f, rng, today)
    return [paper, citizen_id.draw(f.child, rng), replace(paper)], Way()


def twice_in_two_files(rng: Rng, today: date) -> Made:
    """The same certificate as a file of its own once more."""
    papers, way = twice_in_one_file(rng, today)
    return papers, replace(way, files=(len(_sides(papers[:2])),))


def crossed_out(rng: Rng, today: date) -> Made:
    """Values struck out with a pen, some with another one written above or beside."""
    f = people.family(rng, today)
    papers = [declaration_birth.draw(f, rng, day=today), hospital.draw(f, rng, today=today)]
    papers += [declarations_other.extract(people.family(rng, today, newborn=False), rng, today=today)]
    for paper in papers:
        fitting = [(key, words) for key in paper.fields if (words := _printed(paper, key))]
        for key, words in rng.sample(fitting, 3):
            _strike(paper.sheets[0], words, rng)
            instead = rng.choice([None, None, "Nguyễn Văn Mẫu"]) if key.endswith("name") else None
            if instead:
                x, y = words[0].box[0] * 25.4 / DPI, words[0].box[1] * 25.4 / DPI
                pen = Run(instead, face="dancing", hand=True)
                paper.sheets[0].text(x, y + 0.5, pen, face="dancing", size=10, record=False)
            paper.fields[key] = v(instead, struck=True)
            paper.issues.append(planted("crossed_out", "W_CROSSED_OUT", [key], "struck out by hand"))
    return papers, Way(rng.choice(["office-200-colour", "office-200-gray", "bilevel-200", "office-300-colour"]))


def _printed(paper: Paper, key: str) -> list[Drawn]:
    """The drawn words of a value that stands on one line, once on the page."""
    value = paper.fields[key]["value"]
    if not isinstance(value, str) or len(value) < 5:
        return []
    said = [f"{value[8:]}/{value[5:7]}/{value[:4]}"] if key.endswith("date") else value.split()
    drawn = paper.sheets[0].drawn
    at = [n for n in range(len(drawn) - len(said) + 1) if [w.text for w in drawn[n : n + len(said)]] == said]
    words = drawn[at[0] : at[0] + len(said)] if len(at) == 1 else []
    return words if words and words[0].box[1] == words[-1].box[1] else []


def _strike(sheet: Sheet, words: list[Drawn], rng: Rng) -> None:
    """One or two pen strokes through the middle of the small letters, a little crooked, or one drawn with a ruler."""
    x0, y0, x1, y1 = words[0].box[0], words[0].box[1], words[-1].box[2], words[0].box[3]
    high, colour = y1 - y0, rng.choice([(26, 40, 140), (24, 24, 30), (30, 50, 170)])
    ruler = rng.random() < 0.3
    for n in range(1 if ruler else rng.choice([1, 1, 2])):
        middle = y0 + (0.55 + 0.14 * (n - 0.3 if n else 0)) * high
        slope = rng.uniform(-0.1, 0.1) * high
        wave = 0.0 if ruler else rng.uniform(0.02, 0.06) * high
        turns, steps = rng.uniform(0.5, 2.5), 40
        points = []
        for i in range(steps + 1):
            t = i / steps
            sway = wave * math.sin(6.283 * turns * t) + slope * (t - 0.5)
            points.append((x0 - 0.2 * high + t * (x1 - x0 + 0.5 * high), middle + sway))
        sheet.draw.line(points, fill=colour, width=rng.choice([4, 5, 6]), joint="curve")


def by_hand(rng: Rng, today: date) -> Made:
    """Declarations filled in with a pen."""
    f = people.family(rng, today)
    papers = [declaration_birth.draw(f, rng, day=today, hand=hand) for hand in ("dancing", "vibes")]
    return papers, Way(rng.choice(["office-200-colour", "office-200-gray"]))


def cut_in_two(rng: Rng, today: date) -> Made:
    """A certificate larger than the glass: its upper half and its lower half as two scans, in two files."""
    f = people.family(rng, today, newborn=False)
    registered = birth.random_registration(f, rng, today)
    paper = birth.certificate(f, rng, registered=registered, at=f.region.unit(rng, registered))
    whole = paper.sheets[0]
    middle = _seam(whole)
    paper.sheets = [part(whole, 0, middle), part(whole, middle, whole.image.height)]
    return [paper], Way(files=(1,))


def _seam(sheet: Sheet) -> int:
    """The widest blank near the middle of the sheet, in pixels."""
    ends = sorted({round(line.box[3]) for line in sheet.lines if 0.3 < line.box[3] / sheet.image.height < 0.62})
    return ends[-1] + 6 if ends else sheet.image.height // 2


def part(sheet: Sheet, top: int, bottom: int) -> Sheet:
    """A strip of a sheet as a sheet, with what is written on it."""
    out = Sheet(sheet.width, (bottom - top) * 25.4 / DPI, sheet.paper)
    out.image.paste(sheet.image.crop((0, top, sheet.image.width, bottom)))
    held = Sheet(1, 1)
    held.lines = [line for line in sheet.lines if top <= (line.box[1] + line.box[3]) / 2 < bottom]
    held.drawn = [word for word in sheet.drawn if top <= (word.box[1] + word.box[3]) / 2 < bottom]
    out.move_in(held, 0, -top)
    out.optional_lines = sheet.optional_lines
    return out


def ticks(rng: Rng, today: date) -> Made:
    """``Có`` and ``Không`` with their boxes before or behind, one ticked or none."""
    papers = []
    for before in (True, False):
        for said in ("Có", "Không", None):
            paper = empty("decl_birth", rng)
            sheet, y = paper.sheets[0], 283.0
            ImageDraw.Draw(sheet.image).rectangle((0, px(y - 10), px(205), px(294)), fill=sheet.paper)
            sheet.lines = [line for line in sheet.lines if line.box[3] < px(y - 10)]
            sheet.text(25, y, "Đề nghị cấp bản sao:", face="tinos", size=12)
            for x, word in ((70.0, "Có"), (95.0, "Không")):
                wide = 7 if word == "Có" else 14
                sheet.text(x + (6 if before else 0), y, word, face="tinos", size=12)
                tick(sheet, x if before else x + wide, y, on=word == said)
            marks.specimen(sheet, rng, at=(10.0, 10.0))
            paper.fields["copy_requested"] = v(said)
            papers.append(paper)
    return papers, Way()


CASES: dict[str, Callable[[Rng, date], Made]] = {
    kind.__name__: kind
    for kind in (
        english, french, chinese, picture, upside_down, empty_forms, two_people, twice_in_one_file,
        twice_in_two_files, crossed_out, by_hand, cut_in_two, ticks,
    )
}  # fmt: skip


def make(name: str, seed: int, today: date) -> Dossier:
    """The dossier of a case. Raises KeyError for a name that is none."""
    rng = random.Random(f"motlan-cases/{name}/{seed}")
    papers, way = CASES[name](rng, today)
    made = dossier(f"{name.replace('_', '-')}-{seed}", papers, way, rng, today)
    made.conditions.append(name)
    return made


def _sides(papers: list[Paper]) -> list[Sheet]:
    return [sheet for paper in papers for sheet in paper.sheets]
