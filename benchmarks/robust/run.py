"""The measuring: reads each faulty page, and says what came right."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks import machine
from benchmarks.measure import lap
from benchmarks.metrics.text import TextScore
from benchmarks.robust import marks
from benchmarks.robust.faults import DPI, FAULTS
from benchmarks.robust.sound import TODAY, Sound, drawn, of_sheet, rendered
from motlan.model import Page
from motlan_vision.open import open_scan
from motlan_vision.reader import Reader
from motlan_vision.upright import make_upright
from samples.make import people
from samples.make.canvas import Sheet
from samples.make.codes import mrz
from samples.make.papers import citizen_id
from samples.make.papers.card_faces import Look, back_2021

ANGLES = (-10.0, -8.0, -6.0, -4.0, -2.5, -1.0, 0.4, 1.5, 3.0, 5.0, 7.0, 9.0)
SKEW_RIGHT = 0.25  # degrees: on an A4 line the ends are then less than half a letter off


def all_parts(folder: Path, engine: str, only: Sequence[str], count: int, log: Any = print) -> dict[str, Any]:
    """Everything, ready for JSON; ``only``: beginnings of faults or of turns, skews, codes, cards, mrz."""
    sounds = [*drawn(1), *rendered(folder, count)]
    out: dict[str, Any] = {
        "benchmark": "robust",
        **machine.describe(),
        "inputs": machine.inputs([p for p in folder.rglob("*clean*") if p.suffix != ".json"]),
        "engine": engine,
    }
    reader = Reader(engine, threads=1)

    def wanted(name: str) -> bool:
        return not only or any(name.startswith(o) for o in only)

    out["reading"] = {}
    for name in FAULTS:
        if wanted(name):
            out["reading"][name] = result = reading(name, sounds, reader)
            log(f"{name:18} {result}")
    for part, measure in (("turns", turns), ("skews", skews)):
        if wanted(part):
            out[part] = measure(folder)
            log(f"{part:18} {out[part]}")
    for part, with_reader in (("cards", cards), ("mrz", zones)):
        if wanted(part):
            out[part] = with_reader(reader)
            log(f"{part:18} {out[part]}")
    if wanted("codes"):
        out["codes"] = codes(sounds[-1])
        log(f"codes              {out['codes']}")
    return out


def reading(name: str, sounds: Sequence[Sound], reader: Reader) -> dict[str, Any]:
    """Letters wrong with one fault; whether turn and halves came right; CPU seconds."""
    score, right, regions, seconds, each = TextScore(), 0, 0, 0.0, {}
    for sound in sounds:
        faulty = FAULTS[name](sound.picture, sound.boxes)
        with lap() as time:
            page = _read(reader, faulty.data)
        seconds += time.cpu
        twice = 2 if name == "book spread" else 1
        one = TextScore()
        one.add(sound.truth * twice, [line.text for line in page.lines], sound.optional * twice)
        score.merge(one)
        each[sound.name[:24]] = _share(one.report()["cer"])
        right += page.rotation == faulty.rotation
        regions += [r.kind for r in page.regions] == (["half", "half"] if twice == 2 else [])
    found = score.report()
    return {
        "cer": _share(found["cer"]),
        "marks": _share(found["diacritic_error_rate"]),
        "turn_right": f"{right}/{len(sounds)}",
        "regions_right": f"{regions}/{len(sounds)}",
        "cpu_seconds_a_page": round(seconds / len(sounds), 2),
        "pages": each,
    }


def _share(value: Any) -> float:
    return round(float(value or 0), 5)


def _read(reader: Reader, data: bytes) -> Page:
    with tempfile.NamedTemporaryFile(suffix=".scan") as file:
        Path(file.name).write_bytes(data)
        with reader.open(Path(file.name), "page") as scan:
            return scan.read(0, page=1, source=0)[0]


def turns(folder: Path) -> dict[str, Any]:
    """Quarter turns found by ``make_upright`` alone, on every page of the set and drawn ones, in all four turns."""
    right, wrong, count = 0, [], 0
    for name, image, dpi in _many(folder):
        for turn in (0, 90, 180, 270):
            found = make_upright(np.ascontiguousarray(np.rot90(image, turn // 90)), dpi).rotation
            count, right = count + 1, right + (found == turn)
            if found != turn:
                wrong.append(f"{name} {turn} as {found}")
    return {"right": right, "of": count, "share": _share(right / max(1, count)), "wrong": wrong}


def skews(folder: Path) -> dict[str, Any]:
    """The angle that ``make_upright`` takes out against the one that was put in."""
    off: list[float] = []
    wrong: list[str] = []
    for name, image, dpi in _many(folder, every=4):
        own = make_upright(image, dpi).skew
        for angle in ANGLES:
            level = Image.fromarray(image).rotate(
                -angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(252, 252, 252)
            )
            error = make_upright(np.asarray(level), dpi).skew - own - angle
            off.append(abs(error))
            if abs(error) > SKEW_RIGHT:
                wrong.append(f"{name} {angle} off by {error:.2f}")
    return {
        "right": sum(e <= SKEW_RIGHT for e in off),
        "of": len(off),
        "median_error": _share(np.median(off)),
        "wrong": wrong,
    }


def _many(folder: Path, every: int = 1) -> Any:
    for seed in range(1, 7):
        for sound in drawn(seed):
            yield sound.name, sound.picture, DPI
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".png", ".jpg"))
    for path in files[::every]:
        with open_scan(path, path.name) as scan:
            raw = scan.page(0)
        yield path.stem, raw.image, raw.dpi


def cards(reader: Reader) -> dict[str, Any]:
    """Two faces of a citizen's card on one A4, each a little crooked, one of them upside down."""
    out: dict[str, Any] = {"regions_right": 0, "of": 0}
    score = TextScore()
    for seed in range(4):
        rng = random.Random(seed)
        family = people.family(rng, TODAY, mother_card=("2021", "2024")[seed % 2])
        paper = citizen_id.draw(family.mother, rng)
        for tilt, turned in ((0.0, 0), (3.0, 0), (-5.0, 0), (0.0, 180)):
            page = Sheet()
            for n, face in enumerate(paper.sheets):
                angle = (tilt if n == 0 else -tilt) + (turned if n == 1 else 0)
                picture = face.image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))
                page.image.paste(picture, (500 + 60 * seed, 260 + 1300 * n))
                page.lines += face.lines
                page.optional_lines += face.optional_lines
            sound = of_sheet("card", page)
            found = _read(reader, FAULTS["sound"](sound.picture, []).data)
            out["regions_right"] += [r.kind for r in found.regions] == ["card", "card"]
            out["of"] += 1
            score.add(sound.truth, [line.text for line in found.lines], sound.optional)
    return out | {"cer": _share(score.report()["cer"])}


def zones(reader: Reader) -> dict[str, Any]:
    """Machine-readable zones (TD1) under faults: how many of three lines came out letter by letter."""
    out: dict[str, str] = {}
    for fault in (
        "sound",
        "skew +2",
        "faint 0.30",
        "bleed 0.15",
        "150 dpi",
        "jpeg 20",
        "fax 204x196",
        "red stamps",
        "specks",
    ):
        right = 0
        for seed in range(3):
            rng = random.Random(100 + seed)
            person = people.family(rng, TODAY, mother_card="2021").mother
            zone = mrz(person.id_no, f"{person.birth:%y%m%d}", "F", "991231", person.name)
            page = citizen_id.on_a4([back_2021(person, Look(1.0, "arimo"), rng, zone=zone)], rng)
            sound = of_sheet("zone", page)
            boxes = [b for b, t in zip(sound.boxes, sound.truth, strict=True) if "<" in t]
            found = _read(reader, FAULTS[fault](sound.picture, boxes).data)
            read = {line.text.replace(" ", "") for line in found.lines}
            right += sum(line in read for line in zone)
        out[fault] = f"{right}/9"
    return out


def codes(ground: Sound) -> dict[str, Any]:
    """Of each kind the faults under which it was read, and those under which it wasn't."""
    missed: dict[str, list[str]] = {kind: [] for kind in marks.KINDS}
    count = seconds = 0.0
    for page in marks.code_pages(ground.picture):
        with lap() as time:
            right = marks.read(page)
        count, seconds = count + 1, seconds + time.cpu
        if not right:
            missed[page.kind].append(page.fault)
    return {
        "of_each": len(marks.CODE_FAULTS),
        "cpu_seconds_a_page": round(seconds / count, 3),
        "missed": missed,
    }
