"""Results for people: the figures that matter, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def percent(value: Any) -> str:
    """``97.31 %``, or a dash."""
    return "–" if value is None else f"{100 * value:.2f} %"


def number(value: Any, digits: int = 2) -> str:
    """A plain figure, or a dash."""
    return "–" if value is None else f"{value:.{digits}f}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they must be; the first to the left, the others to the right."""
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths, strict=True))).rstrip()
        for r in rows
    )


def head(result: dict[str, Any]) -> str:
    """Where and on what."""
    m = result["machine"]
    where = f"{m['cpu']}, {m['cores']} cores, {m['memory_gb']} GB, load {m['load_1min']}"
    return f"{where}; commit {result['commit']}; {result['inputs']['count']} files"


def text_cells(system: dict[str, Any]) -> list[str]:
    """A system's figures of a text beside the aligned CER: plain CER, word F1, marks, capitals, digit words, ECE."""
    keys = ("cer_plain", "bow_f1", "diacritic_error_rate", "upper_case_cer", "digit_word_error")
    return [*(percent(system["text"][key]) for key in keys), number(system["word_confidence"]["ece"], 3)]


def reading(result: dict[str, Any]) -> str:
    """Systems side by side, then each by profile."""
    rows = [
        [
            "system",
            "CER",
            "plain",
            "word F1",
            "marks",
            "capitals",
            "digits",
            "ECE",
            "s/page",
            "p95",
            "CPU s",
            "p/min",
            "MB",
        ]
    ]
    by_profile = [["system / profile", "pages", "CER", "plain", "word F1", "marks", "capitals", "digits"]]
    curves = []
    notes = []
    for name, s in result["systems"].items():
        if "absent" in s:
            notes.append(f"{name}: absent ({s['absent']})")
            continue
        t, sec = s["text"], s["seconds"]
        rows.append(
            [
                name,
                percent(t["cer"]),
                *text_cells(s),
                number(sec["wall_median"]),
                number(sec["wall_p95"]),
                number(sec["cpu_per_page"]),
                number(s["pages_a_minute"], 1),
                number(s["peak_mb"], 0) + (f"+{number(s['peak_child_mb'], 0)}" if s.get("peak_child_mb") else ""),
            ]
        )
        curves += reliability(name, s["word_confidence"])
        for group, g in {**s["by_set"], **s["by_profile"]}.items():
            by_profile.append(
                [
                    f"{name} / {group}",
                    str(g["pages"]),
                    percent(g["cer"]),
                    percent(g["cer_plain"]),
                    percent(g["bow_f1"]),
                    percent(g["diacritic_error_rate"]),
                    percent(g["upper_case_cer"]),
                    percent(g["digit_word_error"]),
                ]
            )
        notes += [f"{name}: {page}: {why}" for page, why in s["failed"].items()]
    parts = [head(result), table(rows), table(by_profile), table(curves) if curves else "", "\n".join(notes)]
    return "\n\n".join(filter(None, parts))


def reliability(name: str, calibration: dict[str, Any]) -> list[list[str]]:
    """The curve of one system: words of each tenth of confidence, what it said and how many were right."""
    return [
        [f"{name} / {k}", f"{b['n']} words", f"said {percent(b['confidence'])}", f"right {percent(b['right'])}"]
        for k, b in calibration["bins"].items()
    ]


def fields(result: dict[str, Any]) -> str:
    """The summary, then by type and by profile, the worst keys, reliability."""
    f, s, o, i = result["fields"], result["segmentation"], result["outcome"], result["issues"]
    sec, c = result["seconds"], f["calibration"]
    summary = [
        ["dossiers", str(result["dossiers"])],
        ["pages in / out", f"{result['pages']['pages_in']} / {result['pages']['pages_out']}"],
        ["text CER aligned / plain", f"{percent(result['text']['cer'])} / {percent(result['text']['cer_plain'])}"],
        ["segmentation F1", percent(s["f1"])],
        ["type accuracy", percent(s["type_accuracy"])],
        ["field precision / recall", f"{percent(f['precision'])} / {percent(f['recall'])}"],
        ["field F1 exact / soft", f"{percent(f['f1'])} / {percent(f['soft_f1'])}"],
        ["accepted: precision", percent(f["accepted_precision"])],
        ["the same, Ð (U+00D0) as Đ", percent(result["eth_as_meant"]["accepted_precision"])],
        ["accepted: share of fields", percent(f["straight_through"])],
        ["ECE of field confidence", number(c["ece"], 4)],
        ["blank fields known as blank", percent(f["blank_status_right"])],
        ["missing and green", str(f["missing_and_green"])],
        ["issues: recall / precision", f"{percent(i['recall'])} / {percent(i['precision'])}"],
        ["outcome right", percent(o["outcome_right"])],
        ["dossiers wholly right", percent(o["wholly_right"])],
        ["accepted with an error in it", str(o["accepted_with_error"])],
        ["secret caught", f"{o['secret_caught']} / {o['secret']}"],
        ["codes read (decodable)", percent(result["codes"]["recall_decodable"])],
        ["seconds a page: reading", number(sec["reading"]["wall_per_page"])],
        ["seconds a page: after reading", number(sec["after_reading"]["wall_per_page"], 3)],
        ["peak memory, MB", number(result["peak_mb"], 0)],
    ]
    columns = ["", "n", "precision", "recall", "F1", "soft F1"]
    parts = [
        head(result),
        table(summary),
        _rates("type", columns, f["by_type"]),
        _rates("profile", columns, f["by_profile"]),
    ]
    worst = sorted(
        ((k, v) for k, v in f["by_key"].items() if v["n"] and v["f1"] is not None),
        key=lambda kv: (1 - kv[1]["f1"]) * -kv[1]["n"],
    )[:20]
    parts.append(_rates("worst keys", columns, dict(worst)))
    bins = [["confidence", "n", "said", "right"]] + [
        [k, str(b["n"]), number(b["confidence"], 3), number(b["right"], 3)] for k, b in c["bins"].items()
    ]
    parts.append(table(bins))
    if result["cross_validation"]:
        parts.append(cross_validated(result["cross_validation"]))
    if s["confusion"]:
        parts.append("wrong types: " + ", ".join(f"{k} ({n})" for k, n in s["confusion"].items()))
    if result["failed"]:
        parts.append("\n".join(f"{k}: {v}" for k, v in result["failed"].items()))
    return "\n\n".join(parts)


def cross_validated(result: dict[str, Any]) -> str:
    """What confidence and acceptance are worth where they were set without what they are judged on."""
    rows = [["left out in turn", "values", "accepted", "of these right", "wrong", "ECE"]]
    for way, r in result.items():
        told = [percent(r["accepted"]), percent(r["accepted_right"]), str(r["accepted_wrong"])]
        rows.append([way, str(r["values"]), *told, number(r["calibration"]["ece"], 4)])
    wrong = sorted({w for r in result.values() for w in r["wrong"]})
    return "\n".join([table(rows), *(f"accepted and wrong there: {w}" for w in wrong)])


def _rates(name: str, columns: Sequence[str], groups: dict[str, Any]) -> str:
    rows = [[name, *columns[1:]]]
    for key, r in groups.items():
        rows.append(
            [key, str(r["n"]), percent(r["precision"]), percent(r["recall"]), percent(r["f1"]), percent(r["soft_f1"])]
        )
    return table(rows)


def once(result: dict[str, Any]) -> str:
    """The three ways side by side, then what each assumption is worth."""
    rows = [["way", "dossiers", "brought", "a dossier", "declarations", "reused", "nothing to bring", "supplements"]]
    for way, s in result["ways"].items():
        told = [s["dossiers"], s["components_brought"], number(s["brought_a_dossier"])]
        told += [s["of_these_declarations_with_eform"], s["states"].get("satisfied_by_reuse", 0)]
        rows.append([way, *map(str, [*told, s["dossiers_with_nothing_to_bring"], s["requests_for_supplements"]])])
    varied = [["assumption", "value", "papers", "data", "once", "reused", "supplements papers", "once"]]
    for r in result["sensitivity"]:
        three = [number(r[w]["brought"], 3) for w in ("papers", "data", "once")]
        asked = [
            number(r["once"]["reused"], 3),
            number(r["papers"]["supplements"], 3),
            number(r["once"]["supplements"], 3),
        ]
        varied.append([r["assumption"], str(r["value"]), *three, *asked])
    return "\n\n".join([head(result), table(rows), table(varied)])


def store(result: dict[str, Any]) -> str:
    """Latency and units by the number of papers, then the indicators of a month."""
    rows = [["papers", "owners", "call", "p50 ms", "p95 ms", "read units", "write units", "USD per 1,000"]]
    for size in result["sizes"]:
        for name, call in size["calls"].items():
            told = [number(call[k], 2) for k in ("p50_ms", "p95_ms", "read_units", "write_units")]
            rows.append([f"{size['papers']:,}", f"{size['owners']:,}", name, *told, number(call["usd_per_1000"], 5)])
    month = result["indicators"]
    told = f"indicators of {month['dossiers']:,} dossiers: p50 {month['p50_ms']:.1f} ms, p95 {month['p95_ms']:.1f} ms"
    return "\n\n".join([head(result), table(rows), told, *_catalogue(result), *_over_http(result)])


def _catalogue(result: dict[str, Any]) -> list[str]:
    found = result.get("catalogue")
    if not found:
        return []
    rows = [["procedures", "load ms", "first checklist ms", "checklist ms", "list ms"]]
    for name, key in (("shipped", "shipped_only"), (f"shipped and {found['procedures']:,}", "with_them")):
        rows.append([name, *(number(found[key][k], 1) for k in found[key])])
    return [f"catalogue of {found['procedures']:,} from a spreadsheet in {found['import_s']:.1f} s", table(rows)]


def _over_http(result: dict[str, Any]) -> list[str]:
    if "http" not in result:
        return []
    rows = [["papers", "call over HTTP, local stack", "p50 ms", "p95 ms"]]
    for size in result["http"]["sizes"]:
        for name, call in size["calls"].items():
            rows.append([f"{size['papers']:,}", name, number(call["p50_ms"], 1), number(call["p95_ms"], 1)])
    return [table(rows)]
