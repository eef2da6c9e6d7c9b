from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.language.date_words import date_to_words, parse_date_words
from motlan.language.dates import PartialDate, all_dates, from_iso, parse_date, parse_time


@pytest.mark.parametrize(
    ("read", "iso", "repaired"),
    [
        ("05/03/2021", "2021-03-05", False),
        ("5-3-2021", "2021-03-05", False),
        ("05.03.2021", "2021-03-05", False),
        ("ngày 05 tháng 01 năm 2026", "2026-01-05", False),
        ("Tây Ninh, ngày 5 tháng 1 năm 2026", "2026-01-05", False),
        ("ngày/date 15 tháng/month 03 năm/year 2021", "2021-03-15", False),
        ("ngày05tháng01năm2026", "2026-01-05", False),
        ("12 giờ 42 phút, ngày 03/07/2026", "2026-07-03", False),
        ("07/1933", "1933-07", False),
        ("tháng 7 năm 1933", "1933-07", False),
        ("1933", "1933", False),
        ("năm 1933", "1933", False),
        ("2021-03-05", "2021-03-05", False),
        ("1933-07", "1933-07", False),
        ("O5/03/202l", "2021-03-05", True),
        ("0 5/03/2021", "2021-03-05", True),
        ("05/ 03 /20 21", "2021-03-05", True),
        ("05103/2021", "2021-03-05", True),
        ("ngảy O5 thảng l2 nãm 2O26", "2026-12-05", True),
    ],
)
def test_printed_forms(read, iso, repaired):
    found = parse_date(read)
    assert (found.iso, found.repaired) == (iso, repaired)


@pytest.mark.parametrize(
    "read",
    [
        "",
        "31/02/2020",
        "00/01/2020",
        "ngày … tháng … năm …",
        "không thời hạn",
        "123/QĐ-UBND",
        "072192000123",
        "Lâu dài",
        "0313/2020",
        "29/02/2023",
    ],
)
def test_no_date(read):
    assert parse_date(read) is None


def test_a_day_that_does_not_exist_never_becomes_a_month():
    assert parse_date("sinh ngày 31/04/1990") is None
    assert parse_date("ngày 31 tháng 4 năm 1990") is None


def test_what_else_stood_there():
    assert parse_date("ngày 05/03/2021").rest == ""
    assert parse_date("cấp ngày 05/03/2021 tại Long An").rest == "tai long an"
    assert [found.iso for found in all_dates("từ ngày 06 tháng 05 năm 1988 đến 26/07/2025")] == [
        "1988-05-06",
        "2025-07-26",
    ]


def test_partial_dates_agree_as_far_as_they_go():
    year, month, day = PartialDate(1933), PartialDate(1933, 7), PartialDate(1933, 7, 31)
    assert (year.precision, month.precision, day.precision) == ("year", "month", "day")
    assert year.agrees(day)
    assert month.agrees(day)
    assert not month.agrees(PartialDate(1933, 8, 1))
    assert month.latest() == date(1933, 7, 31)
    assert day.printed == "31/07/1933"


@pytest.mark.parametrize(
    ("read", "iso"),
    [
        ("15 giờ 51 phút", "15:51"),
        ("15:51", "15:51"),
        ("15h51", "15:51"),
        ("8 giờ", "08:00"),
        ("l5 giờ O5 phút", "15:05"),
        ("16 giờ 30 phút, ngày 04/02/2026", "16:30"),
    ],
)
def test_times(read, iso):
    assert parse_time(read).iso == iso


@pytest.mark.parametrize("read", ["… giờ … phút", "05/03/2021", "25 giờ 10", "12:75", ""])
def test_no_time(read):
    assert parse_time(read) is None


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Ngày hai mươi sáu tháng hai năm hai nghìn không trăm linh ba", "2003-02-26"),
        ("Ngày mười, tháng mười hai, năm hai nghìn không trăm hai mươi lăm", "2025-12-10"),
        ("Ngày mồng ba tháng bảy năm hai nghìn không trăm hai mươi sáu", "2026-07-03"),
        ("mùng một tháng giêng năm một ngàn chín trăm chín mươi", "1990-01-01"),
        ("ngày năm tháng năm năm một nghìn chín trăm chín mươi lăm", "1995-05-05"),
        ("ngày hai mươi tháng chạp năm hai ngàn lẻ năm", "2005-12-20"),
        ("Ngày mười chín tháng tám năm hai nghìn", "2000-08-19"),
        ("tháng bảy năm một chín ba ba", "1933-07"),
        ("năm một nghìn chín trăm ba mươi ba", "1933"),
        ("Ngày hai mươi mốt thánq tám năm hai nghin khôngtrăm hai mươi lăm", "2025-08-21"),
    ],
)
def test_dates_in_words(words, iso):
    assert parse_date_words(words).iso == iso


@pytest.mark.parametrize(
    "words", ["", "ngày năm tháng năm năm năm", "ngày ba mươi hai tháng một năm hai nghìn", "Nguyễn Văn An"]
)
def test_no_date_in_words(words):
    assert parse_date_words(words) is None


_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(_DAYS, st.sampled_from(["nghìn", "ngàn"]))
def test_words_there_and_back(day, thousand):
    value = PartialDate(day.year, day.month, day.day)
    assert parse_date_words(date_to_words(value, thousand=thousand)) == value


@given(
    _DAYS,
    st.sampled_from(
        ["{:%d/%m/%Y}", "{0.day}/{0.month}/{0.year}", "ngày {0.day} tháng {0.month} năm {0.year}", "{:%Y-%m-%d}"]
    ),
)
def test_figures_there_and_back(day, form):
    found = parse_date(form.format(day))
    assert found.iso == day.isoformat()
    assert from_iso(found.iso) == found
    assert found.latest() + timedelta(days=1) > found.earliest()


@given(st.text(alphabet=st.sampled_from("0123456789OolI/.- ngàythángnămgiờhp:…"), max_size=40) | st.text(max_size=40))
def test_any_text_gives_a_date_or_none(text):
    for found in (parse_date(text), parse_date_words(text)):
        assert found is None or from_iso(found.iso) == found
    clock = parse_time(text)
    assert clock is None or (0 <= clock.hour < 24 and 0 <= clock.minute < 60)
    assert all(found.precision == "day" for found in all_dates(text))
