"""The demo's words: what the service answered, as a clerk would want to hear it. No calls in here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from motlan.cli.digitise import mark, shown_value

Json = dict[str, Any]
_STATES = {
    "filed": "đã lưu", "review": "chờ cán bộ xem", "rejected": "từ chối",
    "duplicate": "trùng hồ sơ đã có", "failed": "lỗi",
    "opened": "chờ tệp", "received": "đã nhận", "reading": "đang đọc", "understanding": "đang hiểu",
}  # fmt: skip
_ANSWERS = {
    "satisfied_by_scan": "✓", "satisfied_by_reuse": "♻", "replaced_by_data": "✓", "not_needed": "–", "missing": "✗",
    "expired": "✗", "unreadable": "✗", "wrong_purpose": "✗",
}  # fmt: skip


def progress(dossiers: Sequence[Json]) -> str:
    """One line: pages read and how many dossiers are where."""
    done = sum(d["dossier"]["pages_done"] for d in dossiers)
    total = sum(d["dossier"]["pages_total"] for d in dossiers)
    states = Counter(_STATES[d["dossier"]["state"]] for d in dossiers)
    return f"đọc {done}/{total} trang · " + ", ".join(f"{n} {name}" for name, n in states.items())


def heading(visit: Json, dossier: Json) -> str:
    """The visit, and what became of it."""
    entry = dossier["dossier"]
    lines = ["", "═" * 100, f"{visit['title']}  →  {_STATES[entry['state']].upper()}", f"  {visit['story']}"]
    if entry["problem"]:
        lines.append(f"  ! {dossier.get('problem_code') or ''} {entry['problem']}")
    if dossier.get("duplicate_of"):
        lines.append(
            f"  Nội dung giống hồ sơ {dossier['duplicate_of']}: không đọc lại, kết quả dưới đây là của hồ sơ đó."
        )
    return "\n".join(lines)


def papers(result: Json) -> str:
    """Every paper with its pages, how many of its fields are certain, and what is wrong."""
    lines = []
    for paper in result["papers"]:
        states = Counter(f["status"] for f in paper["fields"].values())
        pages = ", ".join(map(str, paper["pages"]))
        sure, doubt = states["accepted"], states["review"]
        lines.append(f"  ▪ {paper['title'] or paper['type']} (trang {pages}): {sure} trường chắc chắn, {doubt} cần xem")
        lines += [f"      ! {issue['message']}" for issue in _issues(paper)]
    return "\n".join(lines)


def form(procedure: Json, filled: Json) -> str:
    """The e-form: value, where it comes from, how sure it is; doubts and contradictions apart."""
    lines = [f"\n  Tờ khai điện tử: {procedure['name']} ({procedure['code']})"]
    lines += [_value("✓", value) for value in filled["values"].values()]
    lines += [_value("?", value) for value in filled["to_confirm"].values()]
    for conflict in filled["conflicts"]:
        lines.append(f"    ≠ {conflict['label']}: {conflict['message']}")
        lines += [f"        {shown_value(c['value'])}  ← {_origin(c)}" for c in conflict["candidates"]]
    missing = [m["label"] for m in filled["missing"] if m["required"]]
    if missing:
        lines.append(f"    Còn trống: {'; '.join(missing)}")
    return "\n".join(lines)


def checklist(answer: Json) -> str:
    """The one complete list."""
    verdict = "ĐỦ" if answer["complete"] else "CÒN THIẾU"
    lines = [f"\n  Thành phần hồ sơ: {verdict}"]
    lines += [f"    {_ANSWERS[i['state']]} {i['clerk']}" for i in answer["items"] if i["state"] != "not_needed"]
    spared = sum(i["state"] == "not_needed" for i in answer["items"])
    lines.append(f"    – {spared} thành phần khác không thuộc trường hợp này")
    return "\n".join(lines)


def reuse(item: Json, count: int) -> str:
    """What the citizen did not have to bring again."""
    return f"    ♻ KHÔNG HỎI LẠI: {item['citizen']} (đã dùng lại {count} lần)"


def closing(seconds: float, api: str, home: Path) -> str:
    """How to look further."""
    return "\n".join((
        "", "═" * 100, f"Xong sau {seconds:.0f} giây. Hệ thống vẫn chạy:",
        f"  API            {api}   (người dùng và mật khẩu: {home / 'users.json'})",
        "  xem trạng thái .venv/bin/motlan status",
        "  đọc một tệp    .venv/bin/motlan digitise samples/dossiers/files/a-khai-sinh.pdf",
        "  dừng           .venv/bin/motlan down   (dữ liệu được giữ lại)",
    ))  # fmt: skip


def _issues(paper: Json) -> Iterable[Json]:
    seen = set()
    for issue in [*paper["issues"], *(i for f in paper["fields"].values() for i in f["issues"])]:
        key = json.dumps(issue, sort_keys=True)
        if key not in seen and not issue["code"].startswith("I_"):
            seen.add(key)
            yield issue


def _value(sign: str, value: Json) -> str:
    return f"    {sign} {value['label']}: {shown_value(value['value'])}  ← {_origin(value)} {mark(value['confidence'])}"


def _origin(value: Json) -> str:
    source = value.get("source")
    if not source:
        return "suy ra"
    page = f", trang {value['page']}" if value.get("page") else ""
    return f"{source['title'] or source['type']}{page}" + (", có sẵn trong kho" if source["reused"] else "")
