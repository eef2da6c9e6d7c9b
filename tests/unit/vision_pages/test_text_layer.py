from __future__ import annotations

import numpy as np
import pytest

from motlan_vision.decode.base import PlacedWord
from motlan_vision.open.text_layer import is_syllable, reads_as_vietnamese, sound_lines, split_runs
from tests.unit.vision_pages.drawing import paper, pixels, write

GOOD = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc Giấy khai sinh Nguyễn Thị Oanh Vũ sinh ngày mười"


@pytest.mark.parametrize("word", ["nghiêng", "Việt", "Đỗ", "quý", "giếng", "khuya", "yêu", "ỷ", "thuở", "ÐÌNH"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["céngx", "hßa", "®éc", "string", "world", "xyz", "nghiax", "brr"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        (GOOD, True),
        (GOOD.upper(), True),
        (GOOD + " CCCD 012345678901 UBND", True),
        ("céng hßa x· héi chñ nghÜa viÖt nam ®éc lËp tù do h¹nh phóc", False),  # TCVN3 read as Latin-1
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc", False),  # VNI
        ("Cng ha x hi ch ngha Vit Nam c lp T do Hnh phc", False),  # letters without a map are gone
        ("Cong hoa xa hoi chu nghia Viet Nam Doc lap Tu do Hanh phuc", False),  # marks lost
        ("The quick brown fox jumps over the lazy dog and runs away", False),
        ("(cid:12)(cid:7) Cộng hòa xã hội chủ nghĩa", False),
        ("12 345 67", False),
    ],
)
def test_a_layer_is_sound_only_in_vietnamese(text: str, sound: bool) -> None:
    assert reads_as_vietnamese(text.split()) is sound


def words(row: str, x: float, y: float, letter: float = 0.012, height: float = 0.014) -> list[PlacedWord]:
    out = []
    for text in row.split():
        out.append(PlacedWord(text, x, y, x + letter * len(text), y + height, False))
        x += letter * (len(text) + 1)
    return out


def texts(runs: list[list[PlacedWord]]) -> list[str]:
    return [" ".join(w.text for w in run) for run in runs]


def test_columns_are_split_and_tab_stops_are_not() -> None:
    layer = [
        *words("ỦY BAN NHÂN DÂN", 0.1, 0.05), *words("CỘNG HÒA XÃ HỘI", 0.5, 0.05),
        *words("XÃ KIM SƠN", 0.12, 0.07), *words("Độc lập - Tự do", 0.5, 0.07),
        *words("Họ, chữ đệm, tên: NGUYỄN THÁI TÂN và còn nữa cho dài", 0.1, 0.12),
        *words("Giới tính: Nam", 0.1, 0.14), *words("Dân tộc: Kinh", 0.45, 0.14),
        *words("Nơi sinh: Bệnh viện Đa khoa khu vực một, phường một, thị xã", 0.1, 0.16),
    ]  # fmt: skip
    assert texts(split_runs(layer)) == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI",
        "XÃ KIM SƠN",
        "Độc lập - Tự do",
        "Họ, chữ đệm, tên: NGUYỄN THÁI TÂN và còn nữa cho dài",
        "Giới tính: Nam Dân tộc: Kinh",
        "Nơi sinh: Bệnh viện Đa khoa khu vực một, phường một, thị xã",
    ]


def drawn(rows: int, told: int) -> tuple[list[PlacedWord], np.ndarray]:
    """A page of ``rows`` lines whose layer tells only the first ``told`` of them."""
    page, layer = paper(1000, 1400), []
    for i in range(rows):
        x = 80
        for text in ["Giấy", "chứng", "nhận", "quyền", "sử", "dụng", "đất"]:
            x0, y0, x1, y1 = write(page, (x, 60 + 45 * i), text.encode("ascii", "replace").decode(), 28)
            if i < told:
                layer.append(PlacedWord(text, x0 / 1000, y0 / 1400, x1 / 1000, y1 / 1400, False))
            x = x1 + 14
    return layer, pixels(page)


def test_a_complete_layer_becomes_lines_with_boxes() -> None:
    layer, image = drawn(10, 10)
    lines = sound_lines(layer, image)
    assert lines is not None
    assert len(lines) == 10
    assert lines[0].text == "Giấy chứng nhận quyền sử dụng đất"
    assert lines[0].box[0] == pytest.approx(0.08, abs=0.01)
    assert [w.text for w in lines[0].words] == lines[0].text.split()


def test_a_partial_layer_is_not_sound() -> None:
    layer, image = drawn(20, 10)
    assert sound_lines(layer, image) is None
