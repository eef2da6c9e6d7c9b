"""Whatever is read: nothing raises, every read page is in a paper, nothing is accepted without a value."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motlan.model import Box, Line, Page
from motlan.understanding import understand
from motlan.understanding.heads import NATIONAL

WORDS = st.sampled_from(
    [
        "Họ,",
        "chữ",
        "đệm,",
        "tên:",
        "Ngày",
        "tháng",
        "năm",
        "sinh:",
        "GIẤY",
        "KHAI",
        "SINH",
        "CĂN",
        "CƯỚC",
        "CÔNG",
        "DÂN",
        "Số:",
        "12/2026",
        "IDVNM1900001230072190000123<<3",
        "Nơi",
        "cư",
        "trú:",
        "(2)",
        ":",
        ";",
        "1.",
        "a)",
        "-",
        "(",
        "<<<",
        "QUYẾT",
        "ĐỊNH",
        "UBND",
        "XÃ",
        "Nơi",
        "nhận:",
        "Thửa",
        "đất",
        "số:",
        "Diện",
        "tích:",
        "72,9",
        "m²",
        "03/07/2026",
        "Bà:",
        "Ông:",
        "STT",
        "Tên",
        "ngành",
        "Mã",
        "ngành",
        "Kính",
        "gửi:",
        "V/v",
        "MẬT",
        "TRÍCH",
        "LỤC",
        "CHỦ",
        "TỊCH",
        "KT.",
        "ngày",
        "tháng",
        "năm",
        "ghi",
        "bằng",
        "chữ:",
        "Và",
        "vợ:",
        "́",
        "Ð",
        "ﬁ",
    ]
)
TEXT = st.one_of(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), st.text(min_size=1, max_size=30))
SIDE = st.floats(0, 1, allow_nan=False)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    return draw(SIDE), draw(SIDE), draw(SIDE), draw(SIDE)


LINES = st.builds(
    Line,
    text=TEXT,
    confidence=SIDE,
    box=boxes(),
    kind=st.sampled_from(["print", "hand", "mrz", "stamp"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.lists(LINES, max_size=10), min_size=1, max_size=3), st.booleans())
def test_noise_never_raises_and_loses_no_page(pages: list[list[Line]], across: bool) -> None:
    size = (2339, 1654) if across else (1654, 2339)
    read = [
        Page(page=n, source=0, source_page=n, width_px=size[0], height_px=size[1], lines=lines)
        for n, lines in enumerate(pages, 1)
    ]
    understood = understand(read, today=date(2026, 11, 15))
    if understood.outcome == "rejected":
        assert [i.code for i in understood.warnings] == ["E_SECRET"]
        return
    assert {n for p in understood.papers for n in p.pages} == {p.page for p in read}
    for paper in understood.papers:
        for field in paper.fields.values():
            assert field.status != "accepted" or field.value is not None
            assert 0 <= field.confidence <= 1
    assert understood == understand(read, today=date(2026, 11, 15))


def test_the_national_title_is_what_it_is() -> None:
    assert NATIONAL == "conghoaxahoichunghiavietnam"
