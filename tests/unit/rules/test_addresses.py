"""The addresses of domain.md D.3, and every unit of the data file found again from its own name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motlan.rules.addresses import locate, unit_issues
from motlan.rules.units import Named, Units

DATA = Path(__file__).parents[3] / "templates" / "units" / "units.json"


@cache
def units() -> Units:
    return Units.from_json(DATA.read_bytes())


@pytest.mark.parametrize(
    ("address", "code", "name"),
    [
        ("Ấp Phước Hội, xã Phước Vinh, huyện Châu Thành, tỉnh Tây Ninh", "25591", "Xã Phước Vinh"),
        ("Khu phố 2, Phường 1, thành phố Tây Ninh, tỉnh Tây Ninh", "25459", "Phường Tân Ninh"),
        ("Ấp Bến, xã Lợi Thuận, huyện Bến Cầu, Tây Ninh", "25681", "Xã Bến Cầu"),
        ("12 Nguyễn Huệ, Phường 1, TP Tân An, Long An", "27694", "Phường Long An"),
        ("ấp 3, xã Đức Hòa Đông, huyện Đức Hòa, tỉnh Long An", "27976", "Xã Mỹ Hạnh"),
        ("Thị trấn Bến Lức, huyện Bến Lức, Long An", "27991", "Xã Bến Lức"),
        ("ấp Đông Giang, xã Tân Khánh Đông, TP Sa Đéc, tỉnh Đồng Tháp", "29905", "Phường Sa Đéc"),
        ("Phường An Hòa, thành phố Sa Đéc, tỉnh Đồng Tháp", "29905", "Phường Sa Đéc"),
        ("45/2 Trần Não, phường An Khánh, thành phố Thủ Đức, TP. Hồ Chí Minh", "27094", "Phường An Khánh"),
        ("xã Hòa Hiệp, huyện Xuyên Mộc, tỉnh Bà Rịa - Vũng Tàu", "26647", "Xã Hoà Hiệp"),
        ("Ấp Phước Hòa, X. Phước Đông, H. Gò Dầu, T. Tây Ninh", "25672", "Phường Gia Lộc"),
        ("phường 14, quận Gò Vấp, thành phố Hồ Chí Minh", "26882", "Phường An Hội Tây"),
        ("Thị trấn Dương Minh Châu, huyện Dương Minh Châu, tỉnh Tây Ninh", "25552", "Xã Dương Minh Châu"),
        ("Thị trấn Củ Chi, huyện Củ Chi, TP HCM", "27496", "Xã Tân An Hội"),
        ("xã Bình Hưng, huyện Bình Chánh, Thành phố Hồ Chí Minh", "27619", "Xã Bình Hưng"),
        ("Phuong 2, TP Cao Lanh, Dong Thap", "29869", "Phường Cao Lãnh"),
        # older names, no commas, letters misread, no province
        ("Phường Bình Khánh, Quận 2, TP HCM", "27094", "Phường An Khánh"),
        ("P6, Q.3, TP.HCM", "27139", "Phường Xuân Hoà"),
        ("ấp Bến xã Lợi Thuận huyện Bến Cầu tỉnh Tây Ninh", "25681", "Xã Bến Cầu"),
        ("Xã Lợi Thuân, huyên Bến Cẩu, Tây Ninh", "25681", "Xã Bến Cầu"),
        ("Phường 1, thành phố Tây Ninh", "25459", "Phường Tân Ninh"),
        ("UBND xã Mỹ Quý Tây, huyện Đức Huệ, tỉnh Long An", "27907", "Xã Mỹ Quý"),
        ("huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu", "26732", "Đặc khu Côn Đảo"),
    ],
)
def test_old_addresses(address, code, name):
    found = locate(address, units())
    assert (found.form, found.code, found.name.split(",")[0]) == ("legacy", code, name)
    assert found.as_printed == address
    assert not found.ambiguous
    assert found.effective == "2025-07-01"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("xã Bến Cầu, tỉnh Tây Ninh", "25681"),
        ("Tổ 23, khu phố 6, phường Bình Lộc, TP. Đồng Nai", "26089"),
        ("Xóm 1, xã Phước Chỉ, Tây Ninh", "25729"),
    ],
)
def test_addresses_of_today(address, code):
    found = locate(address, units())
    assert (found.form, found.code, found.needs_review) == ("current", code, False)
    assert unit_issues("residence", found) == []


def test_a_commune_of_today_under_an_old_province_needs_a_look():
    found = locate("xã Mỹ Hạnh, tỉnh Long An", units())
    assert (found.code, found.repaired, found.needs_review) == ("27976", True, True)


def test_a_divided_commune_shows_its_candidates():
    divided = next(
        old
        for province in units().old_districts
        for district in units().districts_of(province)
        for old in district.all()
        if len(old.successors) > 1
    )
    found = locate(f"{divided.name}, {divided.district}, {divided.province}", units())
    assert found.ambiguous
    assert found.code == divided.default
    assert {unit.code for unit in found.candidates} == set(divided.successors)
    assert found.old == (divided.name, divided.district, divided.province)
    assert [one.code for one in unit_issues("residence", found)] == ["I_OLD_UNIT"]


@pytest.mark.parametrize(
    "address", ["", "Bệnh viện Đa khoa", "xã Không Có Thật, huyện Bến Cầu, tỉnh Tây Ninh", "UBND XÃ THANH SƠN"]
)
def test_what_cannot_be_found_is_left_open(address):
    found = locate(address, units())
    assert found.code is None
    assert found.needs_review
    assert found.as_printed == address


def test_the_province_may_be_known_from_elsewhere():
    assert locate("UBND XÃ THANH SƠN", units(), within="75").name == "Xã Thanh Sơn, Thành phố Đồng Nai"
    assert locate("UBND XÃ THANH SƠN", units(), within="99").code is None


def test_counts():
    """34 provinces and 3,321 communes (domain.md D.1); 63 and 10,040 before, each with a successor."""
    today = units().by_code.values()
    kinds = [unit.name.split(" ")[0] for unit in today]
    assert len(units().province_codes) == 34
    assert (kinds.count("Phường"), kinds.count("Xã"), kinds.count("Đặc")) == (697, 2611, 13)
    of = lambda province: sum(unit.province_code == province for unit in today)  # noqa: E731
    assert (of("80"), of("82"), of("79")) == (96, 102, 168)
    old = [
        old
        for province in units().old_districts
        for district in units().districts_of(province)
        for old in district.all()
    ]
    assert len(units().old_districts) == 63
    assert len(old) == 10040
    assert all(code in units().by_code for one in old for code in one.successors)
    assert all(one.default in one.successors for one in old)


def test_every_unit_is_found_by_its_own_name():
    # Every seventh: the whole takes ten seconds and was right for all 3,321 and 10,040 when the file was made.
    for unit in list(units().by_code.values())[::7]:
        found = locate(unit.full_name, units())
        assert (found.code, found.form, found.repaired) == (unit.code, "current", False)
    districts = [district for province in units().old_districts for district in units().districts_of(province)]
    for old in [old for district in districts for old in district.all() if old.name][::7]:
        found = locate(f"{old.name}, {old.district}, {old.province}", units())
        assert (found.code, found.repaired) == (old.default, False), old


def test_names():
    assert Named.of("TP. Tây Ninh") == Named("thanh pho", "Tây Ninh")
    assert Named.of("UBND xã Lợi Thuận") == Named("xa", "Lợi Thuận")
    assert Named.of("P.05").key == "5"
    assert Named.of("Long An") == Named("", "Long An")
    assert Named.of("Xã") == Named("", "Xã")


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="no list of units"):
        Units.from_json("[]")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from(["xã", "Tây Ninh", "TP.", "huyện", ",", "Long An", "Phường 1", "-", "tỉnh"]), max_size=8
    ).map(" ".join)
)
def test_any_text(address):
    found = locate(address, units())
    assert found.as_printed == address
    assert found.code is None or found.code in units().by_code
