"""The outer contract's JSON form: exactly these keys, in these forms."""

from __future__ import annotations

import json

from motlan.model import Certification, Code, Dossier, FieldValue, Issue, Line, Page, Paper, SourceFile, Tags, Word

BOX = (0.1, 0.2, 0.3, 0.4)


def example() -> dict:
    word = Word(text="GIẤY", confidence=0.9, box=BOX)
    page = Page(
        page=1,
        source=0,
        source_page=1,
        width_px=1654,
        height_px=2339,
        dpi=200,
        lines=[Line(text="GIẤY KHAI SINH", confidence=0.99, box=BOX, words=[word], block=3)],
        codes=[Code(kind="qr", text="…", box=BOX)],
    )
    item = {"full_name": FieldValue(value="NGUYỄN VĂN MẪU", raw="NGUYỄN VĂN MẪU", confidence=0.9, status="accepted")}
    paper = Paper(
        type="birth_certificate",
        title="GIẤY KHAI SINH",
        pages=[1],
        confidence=0.99,
        fields={
            "full_name": FieldValue(
                value="NGUYỄN VĂN MẪU", raw="x", confidence=0.99, status="accepted", page=1, box=BOX
            ),
            "owners": FieldValue(value=[{"full_name": "NGUYỄN VĂN MẪU"}], items=[item], status="accepted"),
        },
        certification=Certification(number="12"),
        tags=Tags(field="civil_status"),
        issues=[Issue(code="E_DATE_WORDS_MISMATCH", message="…", fields=("birth_date",))],
    )
    source = SourceFile(name="a.pdf", sha256="0" * 64, bytes=1, media_type="application/pdf", pages=1)
    dossier = Dossier(source=[source], pages=[page], papers=[paper], outcome="review")
    return json.loads(json.dumps(dossier.for_output(), ensure_ascii=False))


def test_every_level_has_the_keys_of_the_contract_and_no_others():
    out = example()
    assert list(out) == ["schema", "source", "pages", "papers", "warnings", "outcome"]
    assert out["schema"] == "motlan.dossier/1"
    assert set(out["source"][0]) == {"name", "sha256", "bytes", "media_type", "pages"}
    page, paper = out["pages"][0], out["papers"][0]
    assert set(page) == {
        *("page", "source", "source_page", "width_px", "height_px", "dpi", "rotation", "status"),
        *("text", "lines", "codes", "warnings"),
    }
    assert set(page["lines"][0]) == {"text", "confidence", "box"}
    assert set(page["codes"][0]) == {"kind", "text", "box"}
    assert set(paper) == {
        *("type", "variant", "title", "pages", "confidence", "fields", "certification", "tags", "issues"),
    }
    plain = {"value", "raw", "confidence", "status", "source", "page", "box", "issues"}
    assert set(paper["fields"]["full_name"]) == plain
    assert set(paper["fields"]["owners"]) == plain | {"items"}
    assert set(paper["fields"]["owners"]["items"][0]["full_name"]) == plain
    assert set(paper["certification"]) == {"kind", "number", "book", "date", "issuer_name", "signer_name"}
    assert set(paper["tags"]) == {"field", "owner_id", "issuer_unit", "issue_year", "validity", "reliability"}
    assert set(paper["issues"][0]) == {"code", "message", "fields"}


def test_text_is_one_printed_line_a_line():
    assert example()["pages"][0]["text"] == "GIẤY KHAI SINH"


def test_boxes_are_fractions_of_the_page():
    assert example()["pages"][0]["lines"][0]["box"] == [0.1, 0.2, 0.3, 0.4]
