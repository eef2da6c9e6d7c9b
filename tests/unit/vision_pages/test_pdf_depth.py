"""PDFs as offices send them: signed, restricted, filled in, annotated, fax and wavelet pictures, odd page boxes."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageOps

from motlan_vision.limits import DEFAULT
from motlan_vision.open import RawPage, open_scan
from tests.unit.vision_pages.drawing import paper, write

NAME = pikepdf.Name
BOX = [60, 120, 240, 150]  # points from the bottom left of a page of 300 by 200


def read(path: Path) -> RawPage:
    with open_scan(path, path.name) as scan:
        return scan.page(0)


def ink(page: RawPage, box: list[float] | None = None, size: tuple[float, float] = (300, 200)) -> int:
    """Dark pixels in a box of points (the whole page without one)."""
    gray = page.image.min(axis=2)
    if box:
        k = page.image.shape[1] / size[0]
        gray = gray[
            round((size[1] - box[3]) * k) : round((size[1] - box[1]) * k), round(box[0] * k) : round(box[2] * k)
        ]
    return int((gray < 128).sum())


def blank(**options: object) -> pikepdf.Pdf:
    document = pikepdf.new()
    document.add_blank_page(page_size=(300, 200))
    return document


def with_field(**more: object) -> pikepdf.Pdf:
    document = blank()
    face = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
    field = document.make_indirect(
        pikepdf.Dictionary(
            Type=NAME.Annot,
            Subtype=NAME.Widget,
            FT=NAME.Tx,
            T="ten",
            V="NGUYEN VAN MAU",
            Rect=BOX,
            F=4,
            DA="/Helv 14 Tf 0 g",
            **more,
        )
    )
    document.pages[0].Annots = pikepdf.Array([field])
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=face))
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([field]), DR=fonts, DA="/Helv 14 Tf 0 g", NeedAppearances=True
    )
    return document


def appearance(document: pikepdf.Pdf, text: bytes) -> pikepdf.Dictionary:
    face = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
    form = pikepdf.Stream(document, b"BT /F 14 Tf 4 8 Td (" + text + b") Tj ET")
    form.Type, form.Subtype, form.BBox = NAME.XObject, NAME.Form, pikepdf.Array([0, 0, 180, 30])
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
    return pikepdf.Dictionary(N=document.make_indirect(form))


def annotated(subtype: pikepdf.Name, *, drawn: bool) -> pikepdf.Pdf:
    document = blank()
    note = pikepdf.Dictionary(
        Type=NAME.Annot, Subtype=subtype, Rect=BOX, Contents="Da nop 04/2026", DA="/Helv 14 Tf 0 g", F=4
    )
    if drawn:
        note.AP = appearance(document, b"Da nop 04/2026")
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
    return document


def test_the_values_of_a_filled_form_are_seen_even_without_an_appearance(tmp_path: Path) -> None:
    with_field().save(tmp_path / "form.pdf")
    assert ink(read(tmp_path / "form.pdf"), BOX) > 300


@pytest.mark.parametrize("subtype", [NAME.FreeText, NAME.Stamp])
def test_what_somebody_wrote_over_a_page_is_seen(tmp_path: Path, subtype: pikepdf.Name) -> None:
    annotated(subtype, drawn=True).save(tmp_path / "note.pdf")
    assert ink(read(tmp_path / "note.pdf"), BOX) > 300


def test_a_hidden_annotation_stays_hidden(tmp_path: Path) -> None:
    document = annotated(NAME.FreeText, drawn=True)
    document.pages[0].Annots[0].F = 2
    document.save(tmp_path / "note.pdf")
    assert ink(read(tmp_path / "note.pdf")) == 0


def test_a_signed_file_is_read_and_not_a_byte_of_it_changed(tmp_path: Path) -> None:
    document = with_field()
    signature = pikepdf.Dictionary(
        Type=NAME.Sig, Filter=NAME("/Adobe.PPKLite"), SubFilter=NAME("/adbe.pkcs7.detached"),
        ByteRange=[0, 100, 200, 100], Contents=pikepdf.String(b"\0" * 60),
    )  # fmt: skip
    field = pikepdf.Dictionary(
        Type=NAME.Annot, Subtype=NAME.Widget, FT=NAME.Sig, T="chu ky", V=signature, Rect=[0, 0, 0, 0]
    )
    document.Root.AcroForm.Fields.append(document.make_indirect(field))
    document.Root.AcroForm.SigFlags = 3
    path = tmp_path / "signed.pdf"
    document.save(path)
    path.chmod(0o444)
    before, when = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    assert ink(read(path), BOX) > 300
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert path.stat().st_mtime_ns == when
    assert [p.name for p in tmp_path.iterdir()] == ["signed.pdf"]


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_file_that_may_only_be_looked_at_is_looked_at(tmp_path: Path, revision: int) -> None:
    nothing = pikepdf.Permissions(
        accessibility=False, extract=False, modify_annotation=False, modify_assembly=False, modify_form=False,
        modify_other=False, print_lowres=False, print_highres=False,
    )  # fmt: skip
    lock = pikepdf.Encryption(owner="chu", user="", R=revision, allow=nothing, aes=revision > 3, metadata=revision > 3)  # type: ignore[arg-type]
    with_field().save(tmp_path / "restricted.pdf", encryption=lock)
    assert ink(read(tmp_path / "restricted.pdf"), BOX) > 300


def scanned() -> Image.Image:
    page = paper(600, 400)
    write(page, (60, 90), "QUYET DINH so 01/2026", 40)
    ImageDraw.Draw(page).rectangle((60, 260, 400, 300), fill="black")
    return page.convert("1")


def strip(image: Image.Image) -> bytes:
    """What a CCITTFaxDecode holds: the only strip of a Group 4 TIFF (Pillow writes 1 for white there)."""
    out = io.BytesIO()
    ImageOps.invert(image).save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(out) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]
    return out.getvalue()[start : start + length]


def jbig2(image: Image.Image) -> bytes:
    """One page with one generic region coded as Group 4 (ITU-T T.88, 6.2 and 7.4): no encoder is needed."""

    def segment(number: int, kind: int, body: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body

    width, height = image.size
    facts = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + strip(image)
    return segment(0, 48, facts) + segment(1, 38, region)


def encoded(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    scanned().convert("L").save(out, kind, **options)
    return out.getvalue()


FILTERS: dict[str, Callable[[], tuple[bytes, dict[str, object]]]] = {
    "CCITTFaxDecode": lambda: (
        strip(scanned()),
        {"BitsPerComponent": 1, "DecodeParms": pikepdf.Dictionary(K=-1, Columns=600, Rows=400)},
    ),
    "JBIG2Decode": lambda: (jbig2(scanned()), {"BitsPerComponent": 1}),
    "JPXDecode": lambda: (encoded("JPEG2000"), {"BitsPerComponent": 8}),
    "DCTDecode": lambda: (encoded("JPEG", quality=90), {"BitsPerComponent": 8}),
}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_way_of_keeping_a_scan_gives_the_same_page(tmp_path: Path, name: str, turn: int) -> None:
    body, facts = FILTERS[name]()
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(216, 144))
    picture = pikepdf.Stream(
        document, body, Type=NAME.XObject, Subtype=NAME.Image, Width=600, Height=400, ColorSpace=NAME.DeviceGray,
        Filter=NAME("/" + name), **facts,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))
    page.Contents = document.make_stream(b"q 216 0 0 144 0 0 cm /A Do Q")
    page.Rotate = turn
    document.save(tmp_path / "scan.pdf")
    got = read(tmp_path / "scan.pdf")
    assert got.dpi == pytest.approx(200, abs=1)
    want = np.rot90(np.asarray(scanned().convert("L")), -turn // 90)
    assert got.image.shape[:2] == want.shape
    assert float((np.abs(got.image[:, :, 0].astype(int) - want) > 100).mean()) < 0.004


@pytest.mark.parametrize(
    ("size", "dpi"),
    [((3, 3), 300), ((14_400, 14_400), 300), ((20, 14_000), 300), ((2480, 3508), 300)],
    ids=["tiny", "huge", "a strip", "pixels for points"],
)
def test_odd_page_boxes_stay_within_the_bounds(tmp_path: Path, size: tuple[int, int], dpi: int) -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=size)
    document.save(tmp_path / "odd.pdf")
    page = read(tmp_path / "odd.pdf")
    height, width = page.image.shape[:2]
    assert 1 <= width * height <= DEFAULT.pixels_page_max * 1.01
    assert max(width, height) <= DEFAULT.side_max + 1
    assert 0 < page.dpi <= dpi


def test_a_crop_box_that_turns_and_lies_off_the_page_shows_what_is_left(tmp_path: Path) -> None:
    document = with_field()
    document.pages[0].CropBox = [260, 160, -50, 100]  # corners the wrong way round, partly off the page
    document.save(tmp_path / "crop.pdf")
    page = read(tmp_path / "crop.pdf")
    assert page.image.shape[1] / page.image.shape[0] == pytest.approx(260 / 60, rel=0.03)
    assert ink(page) > 300
