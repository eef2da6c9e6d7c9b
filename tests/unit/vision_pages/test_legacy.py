"""Text layers of before Unicode: the tables, and PDFs set in such fonts."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from motlan_vision.open import open_scan
from motlan_vision.open.legacy import decoders, from_tcvn3, from_vni

HEAD = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc"


@pytest.mark.parametrize(
    ("decode", "coded", "want"),
    [
        (from_tcvn3, "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc", HEAD),
        (from_vni, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc", HEAD),
        (from_tcvn3, "Quúnh, n\u00adíc, ®\u00adêng, Nguyễn", "Quỳnh, nước, đường, Nguyễn"),
        (from_vni, "ÑAÊNG KYÙ KHAI SINH, ÔÛ ÑÖÔØNG", "ĐĂNG KÝ KHAI SINH, Ở ĐƯỜNG"),
        (from_vni, "Lyù Thuøy Döông, kyõ sö, huyeän Cuû Chi, ôû ñöôøng", "Lý Thùy Dương, kỹ sư, huyện Củ Chi, ở đường"),
        (from_vni, "012345678901", "012345678901"),
    ],
)
def test_codes_become_letters(decode, coded: str, want: str) -> None:
    assert decode(coded) == want


def test_fonts_of_capitals_and_what_names_tell() -> None:
    assert from_tcvn3("céng hßa", "ABCDEF+.VnTimeH") == "CỘNG HÒA"
    assert from_tcvn3("céng hßa", ".VnTimeH-Bold") == "CỘNG HÒA"
    assert from_tcvn3("céng hßa", ".VnTime") == "cộng hòa"
    assert decoders(["ABCDEF+.VnTime", "Arial"]) == [from_tcvn3]
    assert decoders(["VNI-Times"]) == [from_vni]
    assert decoders(["Arial"]) == [from_tcvn3, from_vni]


def pdf(path: Path, rows: list[str], font: str) -> None:
    """A born-digital page of text in Western codes, as an old word processor printed it."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        face = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/" + font),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
        shown = [f"BT /F 14 Tf 60 {780 - 24 * n} Td <{row.encode('cp1252').hex()}> Tj ET" for n, row in enumerate(rows)]
        page.Contents = document.make_stream("\n".join(shown).encode())
        document.save(path)


@pytest.mark.parametrize(
    ("font", "rows", "want"),
    [
        (".VnTime", ["Céng hßa x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc", "Hä, ch÷ ®Öm: TrÇn Hoa"],
         "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nHọ, chữ đệm: Trần Hoa"),
        ("VNI-Times", ["Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Ñoäc laäp - Töï do - Haïnh phuùc"],
         "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"),
    ],
)  # fmt: skip
def test_a_pdf_in_such_a_font_is_read_from_its_layer(tmp_path: Path, font: str, rows: list[str], want: str) -> None:
    path = tmp_path / "old.pdf"
    pdf(path, rows, font)
    with open_scan(path, path.name) as scan:
        lines = scan.page(0).text_lines
    assert lines is not None
    assert "\n".join(line.text for line in lines) == want


@pytest.mark.parametrize(
    "rows",
    [
        [
            "\xa5\xb6\xa8\xb1 \xb5\xb8\xa9 \xa2\xb3\xb4\xb5 \xe5\xe6\xe7\xe8",
            "\xb9\xba\xbb \xc0\xc1\xc2 \xc3\xc4\xc5 \xc6\xc7",
        ],
        ["Die Größe der Straße für größere Füße wäre schön", "Où êtes-vous né, à côté du château là-bas, très âgé"],
    ],
)
def test_what_reads_as_nothing_is_left_to_recognition(tmp_path: Path, rows: list[str]) -> None:
    path = tmp_path / "odd.pdf"
    pdf(path, rows, "Helvetica")
    with open_scan(path, path.name) as scan:
        assert scan.page(0).text_lines is None
