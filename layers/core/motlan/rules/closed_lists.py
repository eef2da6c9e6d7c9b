"""Closed lists of domain.md B.1: ethnic groups (QĐ 121-TCTK/PPCĐ 1979 with today's spellings), sexes, countries."""

from __future__ import annotations

#: The 54 ethnic groups, each with the other spellings that papers print; the first is the common one.
ETHNIC_GROUPS: tuple[tuple[str, ...], ...] = (
    ("Kinh", "Việt"),
    ("Tày",),
    ("Thái",),
    ("Hoa", "Hán"),
    ("Khmer", "Khơ-me", "Khơ me", "Khơme", "Khmer Krom"),
    ("Mường",),
    ("Nùng",),
    ("Mông", "Hmông", "H'Mông", "Mông (Hmông)", "Mèo", "H'mông"),
    ("Dao",),
    ("Gia Rai", "Gia-rai", "Gia-Rai", "Jrai", "Jarai", "J'rai"),
    ("Ngái",),
    ("Ê Đê", "Ê-đê", "Ê-Đê", "Êđê", "Ê đê"),
    ("Ba Na", "Ba-na", "Ba-Na", "Bana", "Bahnar"),
    ("Xơ Đăng", "Xơ-đăng", "Xơ-Đăng", "Xê Đăng", "Xơ đăng"),
    ("Sán Chay", "Cao Lan", "Sán Chỉ", "Cao Lan - Sán Chỉ"),
    ("Cơ Ho", "Cơ-ho", "Cơ-Ho", "K'Ho", "Kơ Ho", "Cơ ho"),
    ("Chăm", "Chàm"),
    ("Sán Dìu",),
    ("Hrê", "H'rê", "H'Rê"),
    ("Mnông", "M'nông", "M'Nông", "Mơ Nông"),
    ("Ra Glai", "Ra-glai", "Ra-Glai", "Raglai", "Raglay"),
    ("Xtiêng", "X'tiêng", "Stiêng", "S'tiêng", "X'Tiêng", "Xơ Tiêng"),
    ("Bru - Vân Kiều", "Bru-Vân Kiều", "Bru Vân Kiều", "Vân Kiều", "Pa Kô"),
    ("Thổ",),
    ("Giáy",),
    ("Cơ Tu", "Cơ-tu", "Cơ-Tu", "Cơtu", "K'Tu"),
    ("Gié Triêng", "Giẻ Triêng", "Gié-Triêng", "Giẻ-Triêng", "Gié - Triêng"),
    ("Mạ",),
    ("Khơ Mú", "Khơ-mú", "Khơ-Mú", "Khơmú"),
    ("Co", "Cor", "Cua"),
    ("Ta Ôi", "Tà Ôi", "Tà-ôi", "Tà-Ôi", "Pa Cô"),
    ("Chơ Ro", "Chơ-ro", "Chơ-Ro", "Châu Ro"),
    ("Kháng",),
    ("Xinh Mun", "Xinh-mun", "Xinh-Mun"),
    ("Hà Nhì",),
    ("Chu Ru", "Chu-ru", "Churu", "Chu-Ru"),
    ("Lào",),
    ("La Chí", "La-chí"),
    ("La Ha", "La-ha"),
    ("Phù Lá",),
    ("La Hủ",),
    ("Lự", "Lừ"),
    ("Lô Lô",),
    ("Chứt",),
    ("Mảng",),
    ("Pà Thẻn", "Pà Then"),
    ("Cơ Lao", "Cờ Lao"),
    ("Cống",),
    ("Bố Y",),
    ("Si La",),
    ("Pu Péo",),
    ("Brâu",),
    ("Ơ Đu", "Ơ-đu"),
    ("Rơ Măm", "Rơ-măm"),
)

FOREIGNER = "Người nước ngoài"

#: Every spelling that may be printed after "Dân tộc".
ETHNIC_NAMES: tuple[str, ...] = (*(name for group in ETHNIC_GROUPS for name in group), FOREIGNER)

_GROUP_OF = {name.casefold(): group[0] for group in ETHNIC_GROUPS for name in group} | {FOREIGNER.casefold(): FOREIGNER}


def ethnic_group(name: str) -> str | None:
    """The common name of the group that a printed spelling means, or None."""
    return _GROUP_OF.get(name.casefold())


#: Nationalities as Vietnamese papers print them (names of countries).
NATIONALITIES: tuple[str, ...] = (
    "Việt Nam",
    "Lào",
    "Campuchia",
    "Trung Quốc",
    "Trung Quốc (Đài Loan)",
    "Đài Loan",
    "Hàn Quốc",
    "Nhật Bản",
    "Thái Lan",
    "Malaysia",
    "Singapore",
    "Indonesia",
    "Philippines",
    "Myanmar",
    "Ấn Độ",
    "Hoa Kỳ",
    "Mỹ",
    "Canada",
    "Úc",
    "Ô-xtrây-li-a",
    "Australia",
    "New Zealand",
    "Pháp",
    "Đức",
    "Cộng hòa Liên bang Đức",
    "Anh",
    "Vương quốc Anh",
    "Hà Lan",
    "Bỉ",
    "Thụy Sĩ",
    "Thụy Điển",
    "Na Uy",
    "Đan Mạch",
    "Phần Lan",
    "Ba Lan",
    "Séc",
    "Cộng hòa Séc",
    "Slovakia",
    "Hungary",
    "Ý",
    "Italia",
    "Tây Ban Nha",
    "Bồ Đào Nha",
    "Áo",
    "Nga",
    "Liên bang Nga",
    "Ukraina",
    "Hồng Kông",
    "Không quốc tịch",
)

#: The heads of the texts that may stand after "Tình trạng hôn nhân" (domain.md B.6; TT 04/2020/TT-BTP Điều 33).
MARITAL_STATUS_HEADS: tuple[str, ...] = (
    "chưa đăng ký kết hôn với ai",
    "hiện tại chưa đăng ký kết hôn với ai",
    "hiện tại đang có vợ",
    "hiện tại đang có chồng",
    "đang có vợ",
    "đang có chồng",
    "đã đăng ký kết hôn",
    "có đăng ký kết hôn",
    "đã có vợ",
    "đã có chồng",
    "đã ly hôn",
    "từ ngày",
    "trong thời gian",
    "khác",
)

#: Driving licence classes: before and from 1 January 2025 (Luật Trật tự, an toàn giao thông đường bộ 2024 Điều 57).
LICENCE_CLASSES: tuple[str, ...] = (
    *("A1", "A2", "A3", "A4", "B1", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE"),
    *("A", "B", "C1", "D1", "D2", "BE", "C1E", "CE", "D1E", "D2E", "DE"),
)
