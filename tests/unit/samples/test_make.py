"""The generator: repeats itself to the pixel, draws what it says, damages geometry and boxes alike."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from samples.make import export, fonts, marks, places, recipes, scan
from samples.make.canvas import Sheet, px
from samples.make.form import Flow, Style
from samples.make.papers import citizen_id
from samples.make.papers.paper import Paper
from samples.make.pile import Way, dossier
from samples.make.truth import box

TODAY = date(2026, 11, 15)
pytestmark = pytest.mark.skipif(
    not fonts.available(), reason="typefaces not fetched: run 'python -m samples.make.fonts'"
)


def written(folder: Path) -> tuple[str, str]:
    d = recipes.make(3, 1, TODAY, types={"admin_document"}, profile="bilevel-200")
    truth = export.write(d, folder)
    files = hashlib.sha256(b"".join((folder / "files" / f).read_bytes() for f in truth["files"])).hexdigest()
    return files, (folder / "truth" / f"{d.id}.json").read_text(encoding="utf-8")


def test_same_seed_same_bytes_and_same_truth(tmp_path: Path) -> None:
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_another_number_is_another_dossier(tmp_path: Path) -> None:
    a = recipes.make(3, 1, TODAY, types={"admin_document"}, profile="bilevel-200")
    b = recipes.make(3, 2, TODAY, types={"admin_document"}, profile="bilevel-200")
    assert [x.fields for x in a.papers] != [x.fields for x in b.papers]


def page(text: str) -> Sheet:
    sheet = Sheet(90, 60)
    sheet.text(10, 20, text, face="tinos", size=14)
    return sheet


@pytest.mark.parametrize("profile", ["desk-200-colour", "skewed-200-colour", "phone"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_box_of_the_truth_holds_the_ink(profile: str, rotation: int) -> None:
    sheet = page("Dấu vết mực")
    taken = scan.scan(sheet, scan.PROFILES[profile], random.Random(1), rotation=rotation)
    upright = np.asarray(taken.image.convert("L").rotate(-rotation, expand=True))
    height, width = upright.shape
    assert (width, height) == taken.upright_size
    x0, y0, x1, y1 = box(sheet.lines[0].box, taken)
    inside = upright[int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1]
    dark = upright.min() + 50
    assert (inside < dark).sum() > 100
    if profile != "phone":  # the table around a photographed page is dark too
        assert (inside < dark).sum() > 0.95 * (upright < dark).sum()


def test_bilevel_has_two_values_and_gray_no_colour() -> None:
    rng = random.Random(2)
    assert scan.scan(page("x"), scan.PROFILES["bilevel-200"], rng).image.mode == "1"
    assert scan.scan(page("x"), scan.PROFILES["desk-200-gray"], rng).image.mode == "L"


def test_homography_takes_points_to_points() -> None:
    source = np.array([[0, 0], [10, 0], [10, 5], [0, 5]], dtype=float)
    target = np.array([[1, 2], [12, 1], [11, 9], [0, 8]], dtype=float)
    mapped = scan.homography(source, target) @ np.c_[source, np.ones(4)].T
    assert np.allclose((mapped[:2] / mapped[2]).T, target)


def test_wrapped_lines_keep_every_word_and_stay_within_the_margins() -> None:
    sheet = Sheet()
    flow = Flow(sheet, Style(left=30, right=120), 20)
    value = "Thôn Đông Hạ, xã Nghi Long, huyện Nghi Lộc, tỉnh Nghệ An, nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    flow.field("Nơi cư trú:", value)
    assert " ".join(line.text for line in sheet.lines) == f"Nơi cư trú: {value}"
    assert len(sheet.lines) > 1
    assert all(px(29.9) <= line.box[0] and line.box[2] <= px(120.5) for line in sheet.lines)


def test_blank_field_is_label_only() -> None:
    sheet = Sheet()
    Flow(sheet, Style(), 20).field("Dân tộc:", None)
    assert [line.text for line in sheet.lines] == ["Dân tộc:"]


def test_two_faces_on_one_sheet_belong_to_one_paper() -> None:
    faces = [page("mặt trước"), page("mặt sau")]
    paper = Paper("citizen_id", "CĂN CƯỚC", faces, {}, "2024")
    d = dossier("x", [paper], Way("desk-200-gray", cards="together"), random.Random(1), TODAY)
    assert len(d.leaves) == 1
    assert [line.text for line in d.leaves[0].sheet.lines] == ["mặt trước", "mặt sau"]
    assert d.conditions == ["two_cards"]


def test_blank_backs_follow_their_fronts_and_are_blank() -> None:
    paper = Paper("admin_document", "BÁO CÁO", [page("một")], {}, "bao_cao")
    d = dossier("x", [paper], Way("bilevel-200", blank_backs=True), random.Random(1), TODAY)
    assert [leaf.sheet.blank for leaf in d.leaves] == [False, True]
    assert np.asarray(d.leaves[1].scan.image.convert("L")).mean() > 250


def test_seal_says_nothing_but_that_it_is_a_specimen() -> None:
    sheet = Sheet(60, 60)
    marks.seal(sheet, 30, 30, random.Random(1))
    assert {line["text"] for line in sheet.optional_lines} == {"DẤU MẪU", "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", "MẪU"}
    red = np.asarray(sheet.image).astype(int)
    assert ((red[..., 0] - red[..., 2]) > 60).sum() > 3000


def test_expired_and_qr_faults_are_declared() -> None:
    rng = random.Random(5)
    someone = recipes.people.family(rng, TODAY, mother_card="2021").mother
    late = recipes.expired(someone, rng, TODAY)
    assert late.card.expires and late.card.expires < TODAY
    assert [i["code"] for i in citizen_id.draw(late, rng, fault="expired").issues] == ["W_EXPIRED"]
    card = citizen_id.draw(someone, rng, fault="qr")
    assert [i["code"] for i in card.issues] == ["E_SOURCE_MISMATCH"]
    assert f"{someone.birth:%d%m%Y}" not in card.sheets[0].codes[0]["text"]


def test_faces_draw_every_letter_as_itself() -> None:
    """No face may draw one Vietnamese letter as another one, but for those that it is known to lack."""
    letters = [c for c in "ĂÂĐÊÔƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"]
    for name, face in fonts.FACES.items():
        font, seen = fonts.load(name, 48), {}
        for letter in [*letters, *(c.lower() for c in letters)]:
            tile = Image.new("L", (110, 110))
            scan_draw(tile, letter, font)
            twin = seen.setdefault(tile.tobytes(), letter)
            assert twin == letter or letter in face.lacks or twin in face.lacks, (name, letter, twin)


def scan_draw(tile: Image.Image, letter: str, font: object) -> None:
    from PIL import ImageDraw

    ImageDraw.Draw(tile).text((20, 20), letter, font=font, fill=255)  # type: ignore[arg-type]


def test_units_of_before_and_after_july_2025() -> None:
    rng = random.Random(1)
    region = places.region(rng, "Gia Lai")
    assert region.unit(rng, date(2025, 7, 1)).district is None
    assert region.unit(rng, date(2025, 6, 30)).district
