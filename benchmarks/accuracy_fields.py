"""The tables of ``docs/accuracy.md`` on fields: confidence, types, the keys that lose most."""

from __future__ import annotations

from typing import Any

from benchmarks.markdown import markdown
from benchmarks.tables import number, percent


def field_curve(result: dict[str, Any]) -> str:
    """What the confidence of fields said, how many such values were right; and what cross-validation gave."""
    calibration = result["fields"]["calibration"]
    rows = [["confidence from", "values", "said", "right"]]
    rows += [[k, str(b["n"]), percent(b["confidence"]), percent(b["right"])] for k, b in calibration["bins"].items()]
    crossed = [["set without, in turn", "values", "accepted", "of these right", "wrong", "ECE"]]
    for way, r in (result["cross_validation"] or {}).items():
        told = [percent(r["accepted"]), percent(r["accepted_right"]), str(r["accepted_wrong"])]
        crossed.append([f"its {way}", str(r["values"]), *told, number(r["calibration"]["ece"], 4)])
    where = f"{result['dossiers']} dossiers, {result['date']}, commit {result['commit']}; "
    where += f"ECE {number(calibration['ece'], 4)}."
    return f"{where}\n\n{markdown(rows)}\n\n{markdown(crossed)}"


def types(shared: dict[str, Any], drawn: dict[str, Any]) -> str:
    """Types as they were taken, on the shared dossiers and on drawn ones."""
    of = {"shared": shared["segmentation"]["types"], "drawn": drawn["types"]}
    rows = [["type", "shared: papers · right", "drawn: papers · right", "taken for"]]
    for name in sorted({*of["shared"], *of["drawn"]}):
        cells, taken = [], []
        for which, table in of.items():
            row = table.get(name, {})
            cells.append(f"{sum(row.values())} · {row.get(name, 0)}" if row else "–")
            taken += [f"`{other}` ({n}, {which})" for other, n in row.items() if other != name]
        rows.append([f"`{name}`", *cells, ", ".join(taken) or "–"])
    return markdown(rows)


def worst_keys(shared: dict[str, Any], drawn: dict[str, Any]) -> str:
    """The keys whose printed values go wrong most on drawn dossiers, with pictures; the same key on the shared ones."""
    by_key = shared["fields"]["by_key"]
    rows = [["key", "drawn: wrong of", "shared: n · F1", "the scan", "printed → read", "wrong ones for a person"]]
    for w in drawn["worst"]:
        there = by_key.get(w["key"])
        picture = f"![{w['key']}](pictures/{w['picture']})" if w["picture"] else "–"
        said = f"{_told(w['printed'])} → {_told(w['read'])}"
        accepted, all_ = w["statuses"].get("accepted", 0), sum(w["statuses"].values())
        rows.append(
            [
                f"`{w['key']}`",
                f"{w['lost']} of {w['n']}",
                f"{there['n']} · {percent(there['f1'])}" if there and there["n"] else "–",
                picture,
                said,
                f"{all_ - accepted} of {all_}",
            ]
        )
    where = f"{drawn['dossiers']} drawn dossiers, {drawn['pages']} pages, read for real; "
    where += f"{drawn['date']}, {drawn['commit']}. Printed values only; of those in script faces "
    where += f"{percent(drawn['by_hand'])} are found right."
    return f"{where}\n\n{markdown(rows)}"


def _told(value: Any) -> str:
    text = "nothing" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= 60 else text[:57] + "…"
