"""The keys whose printed values go wrong most on drawn dossiers, with pictures of what was read: for ``accuracy.md``.

    python -m benchmarks.worst_keys SETS --readings DIR

``SETS``: folders of drawn dossiers; only those whose pages were all read count. Writes ``results/fields-drawn.json``
and ``docs/pictures/fields-*.webp``; ``python -m benchmarks.accuracy`` makes tables of them. Nobody in the pictures
exists.
"""

from __future__ import annotations

import argparse
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from benchmarks import machine
from benchmarks.fields import Digitised, digitise_all
from benchmarks.inputs import DossierFiles, dossiers
from benchmarks.metrics.dossiers import DossierScore
from benchmarks.readings import kept_pages

RESULT = machine.ROOT / "benchmarks" / "results" / "fields-drawn.json"
PICTURES = machine.ROOT / "docs" / "pictures"
COUNT, DPI, HEIGHT, WIDTH = 20, 150, 40, 420


def run(sets: Path, readings: Path) -> dict[str, Any]:
    """Types, and the worst twenty keys with an example each; writes their pictures."""
    folders = sorted(p for p in sets.iterdir() if (p / "truth").is_dir())
    found = [d for f in folders for d in dossiers(f) if _is_read(d, readings)]
    done = digitise_all(found, engine="default", threads=1, readings=readings)
    score = DossierScore()
    for d in done:
        score.add(d.dossier.truth, d.output)
    report = score.report()
    by_id = {d.dossier.truth["id"]: d for d in done}
    printed = _printed(found)
    wrong = defaultdict(list)
    for w in report["wrong_fields"]:
        key = f"{w['type']}.{w['key'].split('[')[0]}"
        if (w["dossier"], key) in printed:
            wrong[key].append(w)
    asked = Counter(key for _, key in printed)
    lost = {key: len({w["dossier"] for w in all_}) for key, all_ in wrong.items()}
    worst = sorted(lost, key=lambda key: (-lost[key], -lost[key] / asked[key], key))[:COUNT]
    keys = [
        {"key": key, "n": asked[key], "lost": lost[key], "statuses": Counter(str(w["status"]) for w in wrong[key])}
        | _example(number, wrong[key], by_id)
        for number, key in enumerate(worst, 1)
    ]
    return {
        "benchmark": "fields on drawn dossiers",
        **machine.describe(),
        "inputs": machine.inputs(f for d in found for f in d.files),
        "dossiers": len(done),
        "pages": sum(len(d.dossier.truth["pages"]) for d in done),
        "types": report["segmentation"]["types"],
        "worst": keys,
        "by_hand": report["fields"]["exact_recall_hand"],
    }


def _printed(found: Sequence[DossierFiles]) -> set[tuple[str, str]]:
    """Dossier and key of the values that are printed, not written by a script face."""
    out, by_hand = set(), set()
    for one in found:
        for paper in one.truth["papers"]:
            for key, field in paper["fields"].items():
                place = one.truth["id"], f"{paper['type']}.{key}"
                (by_hand if field.get("hand") else out).add(place)
    return out - by_hand


def _is_read(one: DossierFiles, readings: Path) -> bool:
    return all(f.is_file() for f in one.files) and kept_pages(one.files, readings) is not None


def _example(number: int, wrong: Sequence[Mapping[str, Any]], by_id: Mapping[str, Digitised]) -> dict[str, Any]:
    """One wrong value that can be shown: what is printed, what was read, the picture's file."""
    # photographs are straightened before they are read: a box on them is none on the file's page
    for w in sorted(wrong, key=lambda w: (w["profile"] == "phone", w["got"] is None, w["truth"] is None, w["dossier"])):
        one = by_id[w["dossier"]]
        for field in _fields(one.output or {}, w):
            picture = crop(one, field["page"], field["box"])
            if picture is not None:
                name = f"fields-{number:02d}.webp"
                (PICTURES / name).write_bytes(picture)
                return {"printed": w["truth"], "read": w["got"], "status": w["status"], "picture": name}
    return {"printed": wrong[0]["truth"] if wrong else None, "read": None, "status": None, "picture": None}


def _fields(output: Mapping[str, Any], wrong: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The fields of the output that this may be, those with a box."""
    key = wrong["key"].split("[")[0]
    for paper in output.get("papers") or []:
        field = paper["fields"].get(key) if paper["type"] == wrong["type"] else None
        if field and field.get("box") and field.get("value") in (wrong["got"], None):
            yield field


def crop(one: Digitised, number: int, box: Sequence[float]) -> bytes | None:
    """The place of a value on the page as it was scanned, upright, with a little around it; WebP."""
    page = next(p for p in (one.output or {})["pages"] if p["page"] == number)
    image = page_image(one.dossier.files[page["source"]], page["source_page"] - 1)
    image = image.convert("L").rotate(-page["rotation"], expand=True)
    x0, y0, x1, y1 = (v * side for v, side in zip(box, image.size * 2, strict=True))
    more = max(0.3 * (y1 - y0), 4)
    part = image.crop((int(x0 - 2 * more), int(y0 - more), int(x1 + 2 * more), int(y1 + more)))
    if part.width < 8 or part.height < 8:
        return None
    k = min(HEIGHT / part.height, WIDTH / part.width)
    out = io.BytesIO()
    part.resize((max(1, round(part.width * k)), max(1, round(part.height * k)))).save(out, "WEBP", quality=60)
    return out.getvalue()


def page_image(file: Path, index: int) -> Image.Image:
    """A page of a drawn dossier's file."""
    if file.suffix != ".pdf":
        return Image.open(file)
    document = pypdfium2.PdfDocument(file)
    return document[index].render(scale=DPI / 72).to_pil()  # type: ignore[no-any-return]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--readings", type=Path, required=True)
    args = parser.parse_args()
    RESULT.write_text(json.dumps(run(args.sets, args.readings), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
