"""What a personal identity number and a tax code say of themselves."""

from __future__ import annotations

from dataclasses import dataclass

_PROVINCES = """
001 Hà Nội|002 Hà Giang|004 Cao Bằng|006 Bắc Kạn|008 Tuyên Quang|010 Lào Cai|011 Điện Biên|012 Lai Châu|014 Sơn La
015 Yên Bái|017 Hòa Bình|019 Thái Nguyên|020 Lạng Sơn|022 Quảng Ninh|024 Bắc Giang|025 Phú Thọ|026 Vĩnh Phúc
027 Bắc Ninh|030 Hải Dương|031 Hải Phòng|033 Hưng Yên|034 Thái Bình|035 Hà Nam|036 Nam Định|037 Ninh Bình
038 Thanh Hóa|040 Nghệ An|042 Hà Tĩnh|044 Quảng Bình|045 Quảng Trị|046 Thừa Thiên Huế|048 Đà Nẵng|049 Quảng Nam
051 Quảng Ngãi|052 Bình Định|054 Phú Yên|056 Khánh Hòa|058 Ninh Thuận|060 Bình Thuận|062 Kon Tum|064 Gia Lai
066 Đắk Lắk|067 Đắk Nông|068 Lâm Đồng|070 Bình Phước|072 Tây Ninh|074 Bình Dương|075 Đồng Nai
077 Bà Rịa - Vũng Tàu|079 Hồ Chí Minh|080 Long An|082 Tiền Giang|083 Bến Tre|084 Trà Vinh|086 Vĩnh Long
087 Đồng Tháp|089 An Giang|091 Kiên Giang|092 Cần Thơ|093 Hậu Giang|094 Sóc Trăng|095 Bạc Liêu|096 Cà Mau
"""

#: Codes of the province where a birth was registered first (TT 59/2021/TT-BCA Phụ lục I; not renumbered in 2025).
PROVINCES: dict[str, str] = {
    entry[:3]: entry[4:] for line in _PROVINCES.strip().splitlines() for entry in line.split("|")
}
# People born abroad have the code of a country instead (TT 59/2021/TT-BCA Phụ lục II): above those of provinces.
_COUNTRIES = range(101, 400)

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(frozen=True)
class IdFacts:
    """What the 12 digits say (NĐ 137/2015 Điều 13, TT 59/2021/TT-BCA): where, sex and year; the last six say nothing.

    ``province`` is None for an unknown code; ``abroad`` where it is a country's.
    """

    province: str | None
    abroad: bool
    sex: str
    birth_year: int


def personal_id_facts(number: str) -> IdFacts | None:
    """The facts of a 12-digit number, or None where it is no such number."""
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return None
    century_and_sex = int(number[3])
    return IdFacts(
        province=PROVINCES.get(number[:3]),
        abroad=int(number[:3]) in _COUNTRIES,
        sex="Nữ" if century_and_sex % 2 else "Nam",
        birth_year=1900 + 100 * (century_and_sex // 2) + int(number[4:6]),
    )


def is_tax_code(code: str) -> bool:
    """True for 10 digits whose last is 10 − (Σ weights × digits mod 11), or those with a branch 001–999.

    A remainder of 0 makes no valid code. Source: domain.md B.1 ``tax_code10`` (TT 86/2024/TT-BTC Điều 5).
    """
    main, dash, branch = code.partition("-")
    if len(main) != 10 or not (main.isascii() and main.isdigit()):
        return False
    if dash and not (len(branch) == 3 and branch.isascii() and branch.isdigit() and branch != "000"):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, main, strict=False)) % 11
    return remainder != 0 and int(main[9]) == 10 - remainder
