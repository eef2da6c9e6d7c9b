"""Outputs made out of truth with faults of every kind, so that scorers can be compared without a product."""

from __future__ import annotations

import random
from typing import Any

CODES = [
    "E_DATE_WORDS_MISMATCH",
    "E_SOURCE_MISMATCH",
    "E_ID_MISMATCH",
    "W_EXPIRED",
    "W_LOW_CONFIDENCE",
    "E_PERSON_CONFLICT",
    "W_VOID_PAPER",
]


def garble(text: str, rng: random.Random) -> str:
    """Letters lost, doubled, swapped, stripped of their marks."""
    out = []
    for c in text:
        roll = rng.random()
        out.append("" if roll < 0.01 else c + c if roll < 0.02 else rng.choice("aeioud0159 ") if roll < 0.04 else c)
    return "".join(out)


def lines(page: dict[str, Any], rng: random.Random) -> list[str]:
    """Lines garbled, some joined, some cut, some out of order, some lost, some invented."""
    texts = [garble(line["text"], rng) for line in page["lines"] if rng.random() > 0.02]
    out: list[str] = []
    for text in texts:
        if out and rng.random() < 0.06:
            out[-1] += " " + text
        elif rng.random() < 0.06 and " " in text:
            cut = text.index(" ", rng.randrange(text.rindex(" ") + 1))
            out += [text[:cut], text[cut + 1 :]]
        else:
            out.append(text)
    if rng.random() < 0.3:
        rng.shuffle(out)
    if page.get("optional_lines") and rng.random() < 0.5:
        out.append(page["optional_lines"][0]["text"])
    if rng.random() < 0.3:
        out.append("Dấu vết lạ 4711")
    return out


def value(v: Any, rng: random.Random) -> Any:
    """A value, sometimes wrong, sometimes softly wrong."""
    if rng.random() < 0.75:
        return v
    if isinstance(v, str):
        return garble(v + ("x" if rng.random() < 0.5 else ""), rng)
    if isinstance(v, list):
        return [value(x, rng) for x in v if rng.random() < 0.9] + ([v[0]] if v and rng.random() < 0.3 else [])
    if isinstance(v, dict):
        return {k: value(x, rng) for k, x in v.items() if not k.startswith("_")}
    return v + 1 if isinstance(v, int) and not isinstance(v, bool) else v


def output(truth: dict[str, Any], seed: int) -> dict[str, Any]:
    """A dossier in the outer contract's form."""
    rng = random.Random(f"{seed}{truth['id']}")
    pages = []
    for p in truth["pages"]:
        status = p["status"] if rng.random() < 0.95 else rng.choice(["read", "blank", "unreadable"])
        text = "\n".join(lines(p, rng)) if status == "read" else ""
        rotation = p["rotation"] if rng.random() < 0.9 else 90
        codes = [{"kind": c["kind"], "text": c["text"]} for c in p["codes"] if rng.random() < 0.8]
        pages.append({"page": p["page"], "status": status, "rotation": rotation, "text": text, "codes": codes})
    papers = [paper(p, rng, len(pages)) for p in truth["papers"] if rng.random() < 0.93]
    if rng.random() < 0.2 and papers:
        papers.append(papers[0] | {"pages": [len(pages)]})
    warnings = [{"code": "E_SECRET", "message": ""}] if truth["secret"] and rng.random() < 0.5 else []
    return {
        "pages": pages,
        "papers": papers,
        "warnings": warnings,
        "outcome": rng.choice(["accepted", "review", "rejected" if truth["secret"] else "review"]),
    }


def paper(p: dict[str, Any], rng: random.Random, pages: int) -> dict[str, Any]:
    """One paper with faults."""
    fields = {}
    for key, f in p["fields"].items():
        if rng.random() < 0.06:
            continue
        v = value(f["value"], rng) if f["value"] is not None else None if rng.random() < 0.8 else "gì đó"
        status = (
            rng.choice(["accepted", "accepted", "review"])
            if v is not None
            else rng.choice(["blank", "missing", "accepted"])
        )
        issues = [{"code": rng.choice(CODES), "fields": [key]}] if rng.random() < 0.03 else []
        fields[key] = {"value": v, "status": status, "confidence": rng.random(), "source": "ocr", "issues": issues}
    if rng.random() < 0.2:
        fields["book_no"] = {
            "value": "3",
            "status": "accepted",
            "confidence": 0.9,
            "source": rng.choice(["ocr", "derived"]),
        }
    on = p["pages"] if rng.random() < 0.9 else [max(1, min(pages, p["pages"][0] + 1))]
    kind = p["type"] if rng.random() < 0.92 else "unknown"
    variant = p["variant"] if rng.random() < 0.9 else "x"
    cert = p["certification"] if rng.random() < 0.8 else {"kind": "ban_sao", "number": "1"}
    issues = [{"code": rng.choice(CODES), "fields": []}] if rng.random() < 0.3 else []
    return {"type": kind, "variant": variant, "pages": on, "fields": fields, "certification": cert, "issues": issues}
