"""``python -m benchmarks.once_page``: the figures of ``results/once.json`` into docs/once.md and its picture."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT

RESULT, PAGE, PICTURE = (
    ROOT / "benchmarks/results/once.json",
    ROOT / "docs/once.md",
    ROOT / "docs/pictures/once.svg",
)
NAMES = {"papers": "Papers only", "data": "Databases of the law", "once": "With Một Lần"}
PARTS = (
    ("show", "shown", "#9db4c0"),
    ("submit", "handed in", "#5c6b73"),
    ("form", "forms, printed filled in", "#e0a458"),
)
_YEAR = ["a year", "dossiers", "to bring, a dossier", "components to bring", "of these forms", "reused from the store",
         "replaced by data", "requests for supplements"]  # fmt: skip
_VARIED = ["assumption", "value", "to bring: papers", "databases", "Một Lần", "reused a dossier", "supplements: papers",
           "Một Lần"]  # fmt: skip
_LEFT, _WIDTH, _BAR = 190, 460, 34


def figures(result: dict[str, Any]) -> str:
    """The two tables in Markdown."""
    told = result["assumptions"]
    size = f"{told['dossiers_a_day']} dossiers a day, {told['working_days']} days, {told['citizens']:,} citizens"
    years = [_YEAR]
    for way, name in NAMES.items():
        s = result["ways"][way]
        sums = [s["components_brought"], s["of_these_declarations_with_eform"]]
        sums += [s["states"].get(state, 0) for state in ("satisfied_by_reuse", "replaced_by_data")]
        row = [name, f"{s['dossiers']:,}", f"{s['brought_a_dossier']:.3f}", *(f"{n:,}" for n in sums)]
        years.append([*row, f"{s['requests_for_supplements']:,}"])
    varied = [_VARIED]
    for r in result["sensitivity"]:
        each = [r[way]["brought"] for way in NAMES] + [r["once"]["reused"]]
        each += [r[way]["supplements"] for way in ("papers", "once")]
        value = "" if r["value"] is None else str(r["value"])
        varied.append([f"`{r['assumption']}`", value, *(f"{n:.3f}" for n in each)])
    head = f"Run of {result['date']}, commit `{result['commit']}`: {size}."
    return "\n\n".join([head, _table(years), _table(varied)])


def _table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def picture(result: dict[str, Any]) -> str:
    """Components a dossier by way of asking, as bars."""
    most = max(s["brought_a_dossier"] for s in result["ways"].values())
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 210" font-family="sans-serif" font-size="14">']
    for row, (way, name) in enumerate(NAMES.items()):
        s, y, x = result["ways"][way], 20 + row * 50, float(_LEFT)
        forms = s["of_these_declarations_with_eform"]
        parts = {"form": forms, "submit": s["of_these_submitted"] - forms,
                 "show": s["components_brought"] - s["of_these_submitted"]}  # fmt: skip
        out.append(f'<text x="{_LEFT - 10}" y="{y + 22}" text-anchor="end">{name}</text>')
        for key, _, colour in PARTS:
            width = _WIDTH * parts[key] / s["dossiers"] / most
            out.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>')
            x += width
        out.append(f'<text x="{x + 6:.1f}" y="{y + 22}">{s["brought_a_dossier"]:.2f}</text>')
    for n, (_, label, colour) in enumerate(PARTS):
        out.append(f'<rect x="{_LEFT + n * 130}" y="180" width="12" height="12" fill="{colour}"/>')
        out.append(f'<text x="{_LEFT + 18 + n * 130}" y="191" font-size="12">{label}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def write(result: dict[str, Any], page: Path = PAGE, to: Path = PICTURE) -> None:
    """Replaces what stands between the marks of the page, and the picture."""
    text = page.read_text("utf-8")
    marks = r"(<!-- figures -->\n).*?(<!-- end -->)"
    body = figures(result).rstrip()
    page.write_text(re.sub(marks, lambda m: f"{m[1]}{body}\n{m[2]}", text, flags=re.DOTALL), "utf-8")
    to.write_text(picture(result), "utf-8")


if __name__ == "__main__":
    write(json.loads(RESULT.read_text("utf-8")))
