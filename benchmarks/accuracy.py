"""Writes the tables of ``docs/accuracy.md`` from ``benchmarks/results/``: ``python -m benchmarks.accuracy``.

Between ``<!-- NAME -->`` and ``<!-- /NAME -->`` stands what a run measured; all else is written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from benchmarks.accuracy_fields import field_curve, types, worst_keys
from benchmarks.machine import ROOT
from benchmarks.markdown import markdown
from benchmarks.tables import number, percent, text_cells

DOC = ROOT / "docs" / "accuracy.md"
RESULTS = ROOT / "benchmarks" / "results"
NAMES = {
    "motlan:default": "**Một Lần**",
    "tesseract": "Tesseract, psm 3, raw page",
    "ocrmypdf": "OCRmyPDF",
    "trueocr": "trueocr as shipped",
    "rapidocr": "RapidOCR (PP-OCRv6 small)",
}


def systems(result: dict[str, Any]) -> str:
    """Every system on the same pages in the same run."""
    rows = [["", "CER aligned: all · rendered · scans", "CER plain", "word F1", "marks", "capitals", "digit words"]]
    rows[0] += ["ECE", "s/page: median · p95", "pages/min", "MB (+ child)"]
    for name, s in result["systems"].items():
        if "absent" in s:
            rows.append([NAMES.get(name, name), f"absent: {s['absent']}", *[""] * 9])
            continue
        t, sec, child = s["text"], s["seconds"], s.get("peak_child_mb")
        by_set = [percent(s["by_set"].get(k, {}).get("cer")) for k in ("rendered", "scans")]
        rows.append(
            [
                NAMES.get(name, name),
                " · ".join([percent(t["cer"]), *by_set]),
                *text_cells(s),
                f"{number(sec['wall_median'])} · {number(sec['wall_p95'])}",
                number(s["pages_a_minute"], 1),
                number(s["peak_mb"], 0) + (f" + {number(child, 0)}" if child else ""),
            ]
        )
    m = result["machine"]
    where = f"{result['inputs']['count']} pages, {result['processes']} processes of {result['threads']} thread(s) on "
    where += f"{m['cores']} cores of {m['cpu']}, load {m['load_1min']} at the start, commit {result['commit']}, "
    return f"{where}{result['date']}.\n\n{markdown(rows)}"


def profiles(result: dict[str, Any]) -> str:
    """Ours by profile, beside the best peer's CER."""
    ours = result["systems"]["motlan:default"]["by_profile"]
    peers = {
        k: s["by_profile"] for k, s in result["systems"].items() if k in NAMES and k != "motlan:default" and "text" in s
    }
    rows = [["profile", "pages", "CER aligned", "best peer's", "plain", "word F1", "marks", "capitals", "digit words"]]
    for profile, p in ours.items():
        best = min(((by[profile]["cer"], name) for name, by in peers.items()), default=None)
        rows.append(
            [
                profile,
                str(p["pages"]),
                percent(p["cer"]),
                f"{percent(best[0])} ({best[1]})" if best else "–",
                percent(p["cer_plain"]),
                percent(p["bow_f1"]),
                percent(p["diacritic_error_rate"]),
                percent(p["upper_case_cer"]),
                percent(p["digit_word_error"]),
            ]
        )
    return markdown(rows)


def curve(result: dict[str, Any]) -> str:
    """What our word confidence said, and how many such words were right."""
    bins = result["systems"]["motlan:default"]["word_confidence"]["bins"]
    rows = [["confidence from", "words", "said", "right"]]
    rows += [[k, str(b["n"]), percent(b["confidence"]), percent(b["right"])] for k, b in bins.items()]
    return markdown(rows)


def misread(result: dict[str, Any]) -> str:
    """Each kind of lines that ``benchmarks.misread`` draws: how many were misread, and the worst with its picture."""
    rows = [["", "lines wrong", "", "printed", "read", "confidence", "for a person"]]
    for kind in dict.fromkeys(line["kind"] for line in result["lines"]):
        lines = [line for line in result["lines"] if line["kind"] == kind]
        wrong = [line for line in lines if line["edits"]]
        worst = next((line for line in wrong if "picture" in line), None)
        cells = [kind, f"{len(wrong)} of {len(lines)}"]
        if worst is None:
            rows.append([*cells, "", "", "", "", ""])
            continue
        picture = f"![{worst['printed']}](pictures/misread/{worst['picture']})"
        flagged = sum(line["hand"] or (line["confidence"] or 0.0) < result["sure"] for line in wrong)
        texts = [f"`{worst[key]}`" if worst[key] else "nothing" for key in ("printed", "read")]
        rows.append([*cells, picture, *texts, number(worst["confidence"]), f"{flagged} of {len(wrong)}"])
    return f"Commit {result['commit']}, {result['date']}.\n\n{markdown(rows)}"


#: part of the document: the results that it is made of, and what makes it
PARTS: dict[str, tuple[tuple[str, ...], Callable[..., str]]] = {
    "reading-systems": (("reading.json",), systems),
    "reading-profiles": (("reading.json",), profiles),
    "reading-curve": (("reading.json",), curve),
    "misread": (("misread.json",), misread),
    "field-curve": (("fields.json",), field_curve),
    "field-types": (("fields.json", "fields-drawn.json"), types),
    "field-keys": (("fields.json", "fields-drawn.json"), worst_keys),
}


def renewed(text: str, name: str, table: str) -> str:
    """The document with one part replaced; raises ValueError where it has no such part."""
    fresh, found = re.subn(
        rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m: f"{m[1]}\n{table}\n\n{m[2]}", text, flags=re.DOTALL
    )
    if found != 1:
        raise ValueError(f"{DOC.name}: {found} parts named {name}")
    return fresh


def main() -> None:
    """Renews every part."""
    text = DOC.read_text("utf-8")
    for name, (files, table) in PARTS.items():
        text = renewed(text, name, table(*(json.loads((RESULTS / file).read_text("utf-8")) for file in files)))
    DOC.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
