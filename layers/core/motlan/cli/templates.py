"""``motlan templates check``, ``try FILE SCAN`` and ``unverified``: for whoever adds data (docs/adding-a-paper.md)."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from motlan.model import MotlanError, Page, Paper
from motlan.rules.checks import CHECKS
from motlan.rules.normalisers import NORMALISERS
from motlan.understanding import BadTemplate, Catalogue, understand
from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.template_files import load_template, load_validity, load_vocabulary, templates_folder
from motlan.usecases import template_checks
from motlan.usecases.knowledge import load


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="check all paper templates, or the files given")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE")
    attempt = verbs.add_parser("try", help="read a scan with one more template and show what is found")
    attempt.add_argument("template", type=Path, metavar="FILE")
    attempt.add_argument("scan", type=Path, metavar="SCAN")
    marks = verbs.add_parser("unverified", help="what was not checked against the gazette, as docs/unverified.md")
    marks.add_argument("--write", type=Path, metavar="FILE")


def run(args: argparse.Namespace) -> int:
    """0 when all is well, 1 when a template is wrong, 3 when the scan was rejected."""
    try:
        match args.verb:
            case "check":
                return _check(args.files)
            case "unverified":
                return _unverified(args.write)
        return _try(args.template, args.scan)
    except BadTemplate as error:
        print(f"{error.message}\n  → {error.remedy}", file=sys.stderr)
        return 1
    except MotlanError as error:
        print(f"{error.message}\n  → {error.remedy}", file=sys.stderr)
        return 3


def _check(files: list[Path]) -> int:
    folder = templates_folder() / "papers"
    paths = files or sorted(folder.glob("[!_]*.yaml"))
    vocabulary, validity = load_vocabulary(folder), load_validity()
    wrong = 0
    for path in paths:
        try:
            problems = list(problems_of(load_template(path, vocabulary, validity)))
        except BadTemplate as error:
            problems = [f"{error.message} → {error.remedy}"]
        for problem in problems:
            print(f"{path.name}: {problem}", file=sys.stderr)
        wrong += bool(problems)
    print(f"{len(paths)} mẫu giấy tờ, {wrong} mẫu có lỗi")
    if not files and not wrong:
        wrong = _check_procedures()
    return 1 if wrong else 0


def _check_procedures() -> int:
    """How many faults there are in procedures, e-forms, policy and print templates, each said."""
    # the print layer is not needed to check papers
    from motlan_print.typeset import BadPrintTemplate, Typesetter  # noqa: PLC0415

    known = load()
    faults = list(template_checks.problems(known, Catalogue.load()))
    try:
        Typesetter(templates_folder() / "print")
    except BadPrintTemplate as error:
        faults.append(str(error))
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        names, forms = known.procedures.names(), known.eforms.names()
        versions = sum(len(known.procedures[name]) for name in names)
        print(f"{len(names)} thủ tục ({versions} bản), {len(forms)} tờ khai điện tử, 0 lỗi")
        marks = sum(map(len, template_checks.unverified(known, load_validity()).values()))
        print(f"{marks} chỗ có căn cứ chưa đối chiếu công báo: docs/unverified.md")
    return len(faults)


def _unverified(target: Path | None) -> int:
    page = unverified_page()
    if target:
        target.write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return 0


def unverified_page() -> str:
    """docs/unverified.md."""
    marked = template_checks.unverified(load(), load_validity())
    lines = [
        "# Căn cứ chưa đối chiếu công báo",
        "",
        f"{sum(map(len, marked.values()))} chỗ trong `templates/` có `to_verify`: nhớ lại, hoặc nguồn nói chưa chắc.",
        "Trang này do `motlan templates unverified --write docs/unverified.md` viết; kiểm thử so từng dòng.",
        "",
        "API trả chúng trong `unverified`; cán bộ đọc “Cần kiểm tra lại căn cứ” (`W_UNVERIFIED`) trong danh mục",
        "và trên tờ khai đã điền; Mẫu 02 gửi công dân không in căn cứ chưa đối chiếu.",
    ]
    for file, marks in marked.items():
        lines += ["", f"## templates/{file}", "", "| chỗ | cần đối chiếu |", "|---|---|"]
        lines += [f"| {place} | {what} |" for place, what in marks]
    return "\n".join(lines) + "\n"


def problems_of(paper: PaperTemplate) -> Iterator[str]:
    """What the schema can't see: names of rules that don't exist, patterns that don't compile."""
    parts = [(f.key, f.kind, f.take) for f in paper.fields]
    parts += [(f"{f.key}[].{p.key}", p.kind, p.take) for f in paper.fields for p in f.parts]
    for key, kind, take in parts:
        if kind not in NORMALISERS:
            yield f"trường '{key}': không có dạng '{kind}' → dùng một trong {', '.join(sorted(NORMALISERS))}"
        try:
            re.compile(take or "")
        except re.error as error:
            yield f"trường '{key}': biểu thức 'take' sai ({error}) → sửa biểu thức"
    for check in paper.checks:
        if check.check not in CHECKS:
            yield f"không có phép kiểm '{check.check}' → dùng một trong {', '.join(sorted(CHECKS))}"


def _try(template: Path, scan: Path) -> int:
    # the vision layer is heavy and not needed to check files
    from motlan_vision.reader import Reader  # noqa: PLC0415

    paper = load_template(template, load_vocabulary(templates_folder() / "papers"), load_validity())
    for problem in problems_of(paper):
        raise BadTemplate("E_TEMPLATE", f"{template.name}: {problem}", "Sửa như trên rồi thử lại.")
    known = Catalogue.load()
    catalogue = Catalogue({**known.papers, paper.type: paper})
    pages: list[Page] = []
    with Reader().open(scan, scan.name) as file:
        for index in range(file.page_count):
            print(f"trang {index + 1}/{file.page_count}", file=sys.stderr)
            pages.append(file.read(index, page=index + 1, source=0)[0])
    today = (datetime.now(UTC) + timedelta(hours=7)).date()
    understood = understand(pages, today=today, catalogue=catalogue)
    for found in understood.papers:
        show(found, paper if found.type == paper.type else None)
    return 0


def show(found: Paper, paper: PaperTemplate | None) -> None:
    """One paper as a table, with the fields of its template that were not found."""
    title = found.title or "(không có tiêu đề)"
    print(f"\n{found.type} {found.variant or ''} — trang {found.pages} — {title} — {found.confidence:.2f}")
    for key, value in found.fields.items():
        print(f"  {value.status:9}{value.confidence:5.2f}  {key:24} {value.value!r}   ← {value.raw or ''}")
    if paper is not None:
        absent = [f.key for f in paper.fields if f.key not in found.fields]
        if absent:
            print(f"  không thấy nhãn của: {', '.join(absent)}")
    for issue in found.issues:
        print(f"  {issue.code}: {issue.message}")
