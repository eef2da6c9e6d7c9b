"""The print layer: what is printed is data, whatever it says; templates reach nothing outside their folder."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from motlan_print import Typesetter
from motlan_print.typeset import BadPrintTemplate

TEMPLATES = Path(__file__).parents[3] / "templates/print"
PLAIN = '#import "common.typ": *\n#show: sheet.with("Mẫu")\n#data.text'
HOSTILE = [
    "#panic(1)", "#import \"@preview/x:1.0.0\"", "$x^2$ *đậm* _nghiêng_ `mã` <nhãn> @nhãn", "[ngoặc] {mã} \\ // không",
    "#read(\"/etc/passwd\")", "\"; #eval(\"1+1\") //", "ĐẶNG THỊ QUẾ-ẴẶỘỮ", "a\u0000b", "= Tiêu đề", "- mục\n+ mục",
    "漢字", "x" * 5000,
]  # fmt: skip


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() and c.isascii())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "common.typ").write_bytes((TEMPLATES / "common.typ").read_bytes())
    (tmp_path / "plain.typ").write_text(PLAIN)
    return tmp_path


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_prints_as_text(folder: Path, hostile: str) -> None:
    pdf = Typesetter(folder).print("plain", {"text": hostile})
    assert letters(hostile) in letters(text_of(pdf))


def test_vietnamese_letters_are_all_there(folder: Path) -> None:
    said = "Ằ Ẵ Ặ Ẫ Ộ Ỡ Ữ ỵ ẩ đ Đ ư ơ Ầ Ễ Ỗ"
    assert " ".join(text_of(Typesetter(folder).print("plain", {"text": said})).split()) == said


def test_the_same_data_make_the_same_bytes(folder: Path) -> None:
    printer = Typesetter(folder)
    assert printer.print("plain", {"text": "a"}, code="x") == printer.print("plain", {"text": "a"}, code="x")


def test_the_code_at_the_corner_reads_as_it_was_said(folder: Path) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    said = "MaTTHC:1.001193\nTenGiayTo:Danh mục giấy tờ"
    page = pypdfium2.PdfDocument(Typesetter(folder).print("plain", {"text": ""}, code=said))[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert found.text == said
    corner = found.position.top_left
    assert (corner.x / (3 * page.get_width()), corner.y / (3 * page.get_height())) < (0.15, 0.15)


@pytest.mark.parametrize(
    "source",
    ['#import "@preview/cetz:0.3.0"', '#import "@" + "preview/cetz:0.3.0"', "#eval(data.text)", '#plugin("x.wasm")'],
)
def test_a_template_that_could_reach_out_is_refused_at_the_start(folder: Path, source: str) -> None:
    (folder / "bad.typ").write_text(source)
    with pytest.raises(BadPrintTemplate, match=r"bad\.typ.*not allowed"):
        Typesetter(folder)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd", "/../outside.txt"])
def test_a_template_reads_nothing_outside_its_folder(folder: Path, path: str) -> None:
    (folder.parent / "outside.txt").write_text("bí mật")
    (folder / "bad.typ").write_text(PLAIN + f"\n#read({json.dumps(path)})")
    with pytest.raises(BadPrintTemplate, match=r"^bad\.typ"):
        Typesetter(folder).print("bad", {"text": ""})


@pytest.mark.parametrize("name", ["none", "../plain", "Plain", "", "plain.typ"])
def test_an_unknown_template_is_said_so(folder: Path, name: str) -> None:
    with pytest.raises(BadPrintTemplate, match="no print template"):
        Typesetter(folder).print(name, {})


def test_an_error_names_the_template_and_never_the_data(folder: Path) -> None:
    (folder / "bad.typ").write_text(PLAIN + "\n#(data.text + 1)")
    with pytest.raises(BadPrintTemplate) as caught:
        Typesetter(folder).print("bad", {"text": "LÊ THỊ MẪU"})
    assert "bad.typ" in str(caught.value)
    assert "MẪU" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_every_shipped_template_may_be_used() -> None:
    Typesetter(TEMPLATES)


@pytest.mark.parametrize("hostile", HOSTILE[:8])
def test_hostile_answers_print_in_every_form(hostile: str) -> None:
    """Every place of the declaration, the list and Mẫu 02 that shows what somebody wrote."""
    cell = {"label": hostile, "value": hostile, "choices": [{"label": hostile, "on": True}], "long": True}
    blank = {"label": hostile, "value": None, "choices": [], "long": True}
    declaration = {
        "title": hostile, "form": hostile, "recipient": hostile, "office": hostile, "request": hostile,
        "blocks": [{"title": hostile, "lines": [[cell, blank]]}], "pledge": hostile, "signers": [hostile] * 2,
        "columns": {"heads": [hostile] * 2, "rows": [{"label": hostile, "cells": [hostile, None]}]}, "copies": True,
    }  # fmt: skip
    line = {"name": hostile, "text": hostile, "shown": False, "originals": 1, "copies": 1}
    listed = {
        "name": hostile, "procedure": hostile, "office": hostile, "time": hostile, "fee": hostile, "as_of": hostile,
        "legal_basis": hostile, "unverified": hostile, "bring": [line], "have": [line], "leave": [line],
        "questions": [{"ask": hostile, "said": hostile}],
    }  # fmt: skip
    supplement = {
        "office": hostile, "place": hostile, "day": "2026-11-05", "applicant": hostile, "address": hostile,
        "procedure": hostile, "procedure_name": hostile, "dossier": hostile, "again": hostile, "earlier": [hostile],
        "items": [{"text": hostile, "basis": hostile}], "not_again": [hostile], "contact": hostile,
    }  # fmt: skip
    printer = Typesetter(TEMPLATES)
    for template, data in (("declaration", declaration), ("checklist", listed), ("supplement", supplement)):
        text = letters(text_of(printer.print(template, data, code=hostile)))
        assert letters(hostile) in text or letters(hostile).upper() in text.upper()
