"""Land certificates: pink book of before 2025 (two of its faces) and the sheet of TT 10/2024 (domain.md B.7)."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from samples.make import codes, marks, places
from samples.make.canvas import DPI, Run, Sheet
from samples.make.form import Flow
from samples.make.papers.paper import Paper, Truth, iso, national_head, place_date, planted, signed, style, v
from samples.make.people import Family, official, some_day
from samples.make.words import number

OLD_TITLE = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"
NEW_TITLE = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"


@dataclass(frozen=True)
class Parcel:
    """One parcel as it is printed."""

    no: str
    sheet: str
    address: str
    tenths: int
    purpose: str
    term: str
    origin: str

    @property
    def area(self) -> str:
        """``499,4`` or ``500``."""
        whole, tenth = divmod(self.tenths, 10)
        return f"{whole},{tenth}" if tenth else str(whole)

    def words(self, more: int = 0) -> str:
        """``Bốn trăm chín mươi chín phẩy bốn mét vuông``."""
        whole, tenth = divmod(self.tenths + more, 10)
        said = number(whole) + (f" phẩy {number(tenth)}" if tenth else "") + " mét vuông"
        return said[0].upper() + said[1:]


def parcel(f: Family, rng: random.Random, day: date) -> Parcel:
    """An invented parcel where the family lives."""
    data = places.load("trades")
    purpose, term = rng.choice(data["purposes"])
    at = places.address(rng, f.region.unit(rng, day))
    return Parcel(
        str(rng.randint(3, 990)),
        str(rng.randint(2, 120)),
        at,
        rng.randint(600, 9999),
        purpose,
        term,
        rng.choice(data["origins"]),
    )


def truth_of(p: Parcel, *, old: bool, words: str) -> Truth:
    """The parcel as one item of the list."""
    form = f"riêng: {p.area} m², chung: không m²" if old else "Sử dụng riêng"
    item: Truth = {
        "parcel_no": p.no,
        "map_sheet_no": p.sheet,
        "address": p.address,
        "area_m2": p.tenths / 10,
        "use_form": form,
        "purpose": p.purpose,
        "term": p.term,
    }
    if old:
        item |= {"area_words": words, "origin": p.origin}
    return item | {"_alt": {"use_form": ["riêng", "Sử dụng riêng"]}}


def old_book(f: Family, rng: random.Random, *, fault: str | None = None) -> Paper:
    """Two sheets. ``fault``: ``area`` (words) or ``transferred`` (a change that moved the ownership)."""
    day = some_day(rng, date(2010, 3, 1), date(2023, 12, 1))
    s, p, issues = style(rng, face="tinos", size=12.0, leading=1.4, left=24.0, right=188.0), parcel(f, rng, day), []
    serial, register = (
        f"{rng.choice(['BA', 'BM', 'CD', 'DG'])} {rng.randint(100000, 999999)}",
        f"{rng.choice(['CH', 'CS'])}{rng.randint(100, 99999):05d}",
    )
    owners = [("Ông", f.father), ("Bà", f.mother)]
    first = Flow(pink(rng), s, 0)
    first.y = national_head(first.sheet, s, 106, 40) + 10
    for part in ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"):
        first.line(Run(part, bold=True, colour=marks.RED), align="center", size=15 if len(part) < 30 else 12.5)
    first.skip(0.6)
    first.paragraph(Run("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", bold=True))
    people = []
    for title, who in owners:
        no = who.card.old_id or f"{rng.randint(1, 3)}{rng.randint(10**7, 10**8 - 1)}"
        first.paragraph(
            [Run(f"{title}: "), Run(who.full_name, bold=True), Run(f", Năm sinh: {who.birth.year}, CMND số: {no}")]
        )
        first.paragraph(Run(f"Địa chỉ thường trú: {who.residence}"))
        people.append(
            {"full_name": who.full_name, "birth_year": str(who.birth.year), "id_no": no, "address": who.residence}
        )
    first.sheet.text(186, 280, Run(serial, bold=True, colour=marks.RED), face=s.face, size=15, align="right")
    second = Flow(pink(rng), s, 24)
    words = p.words(100 if fault == "area" else 0)
    if fault == "area":
        issues.append(planted("area_words_mismatch", "E_AREA_WORDS_MISMATCH", ["parcels"], "figures and words differ"))
    second.paragraph(Run("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", bold=True))
    second.line(Run("1. Thửa đất:", bold=True))
    second.paragraph(Run(f"a) Thửa đất số: {p.no}, tờ bản đồ số: {p.sheet}"))
    second.paragraph(Run(f"b) Địa chỉ: {p.address}"))
    second.paragraph(Run(f"c) Diện tích: {p.area} m² (bằng chữ: {words})"))
    second.paragraph(Run(f"d) Hình thức sử dụng: riêng: {p.area} m², chung: không m²"))
    second.paragraph(Run(f"đ) Mục đích sử dụng: {p.purpose}"))
    second.paragraph(Run(f"e) Thời hạn sử dụng: {p.term}"))
    second.paragraph(Run(f"g) Nguồn gốc sử dụng: {p.origin}"))
    for n, what in enumerate(
        ("Nhà ở: -/-", "Công trình xây dựng khác: -/-", "Rừng sản xuất là rừng trồng: -/-", "Cây lâu năm: -/-"), 2
    ):
        second.line(f"{n}. {what}")
    note = "Số liệu đo đạc theo bản đồ địa chính."
    second.paragraph(Run(f"6. Ghi chú: {note}"))
    issuer = f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG {f.region.was_kind.upper()} {f.region.was.upper()}"
    place_date(second, f.region.was, day)
    name = official(rng)
    signed(second, rng, [issuer, "GIÁM ĐỐC"], name)
    second.line(f"Số vào sổ cấp GCN: {register}")
    change = transfer(second, rng, day) if fault == "transferred" else None
    if change:
        issues.append(
            planted("land_transferred", "W_LAND_CHANGES", ["changes", "has_changes"], "sold after it was issued")
        )
    fields = {
        "serial_no": v(serial.replace(" ", ""), serial),
        "register_no": v(register),
        "owners": v(people),
        "parcels": v([truth_of(p, old=True, words=words)]),
        "notes": v(note),
        "has_changes": v(bool(change)),
        "changes": v([change]) if change else v([], optional=True),
        "issuer_name": v(issuer, "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        "issue_date": v(iso(day)),
        "signer_name": v(name),
    }
    for flow in (first, second):
        marks.specimen(flow.sheet, rng)
    return Paper("land_certificate", OLD_TITLE, [first.sheet, second.sheet], fields, "old", issues)


def pink(rng: random.Random) -> Sheet:
    """Pink ground with waves."""
    sheet = Sheet(paper=(252, 236, 238))
    marks.pattern(sheet, (246, 214, 220), rng)
    return sheet


def transfer(flow: Flow, rng: random.Random, after: date) -> str:
    """Section IV with one entry."""
    day = some_day(rng, after, date(2025, 6, 1))
    buyer = official(rng)
    file = f"{rng.randint(1000, 99999)}.CN.{rng.randint(1, 999):03d}"
    text = f"Chuyển nhượng cho ông/bà {buyer}, sinh năm {rng.randint(1960, 1999)}, theo hồ sơ số {file}"
    flow.skip(0.6)
    flow.paragraph(Run("IV. Những thay đổi sau khi cấp giấy chứng nhận", bold=True))
    flow.paragraph(Run(f"{day:%d/%m/%Y}: {text}"))
    return f"{day:%d/%m/%Y}: {text}"


def new_sheet(f: Family, rng: random.Random, today: date) -> Paper:
    """One sheet, two pages, QR top right; no address and no year of birth of the owners."""
    day = some_day(rng, date(2025, 1, 2), today)
    s, p = style(rng, face="tinos", size=12.5, leading=1.55, left=24.0, right=188.0), parcel(f, rng, day)
    serial, register = (
        f"{rng.choice(['AA', 'AB'])} {rng.randint(10**7, 10**8 - 1)}",
        f"{rng.choice(['CN', 'VP'])}{rng.randint(100, 99999):05d}",
    )
    first = Flow(pink(rng), s, 0)
    qr = "|".join([serial.replace(" ", ""), f.father.full_name, p.no, p.sheet, f"{day:%d%m%Y}"])
    first.sheet.paste(codes.qr_picture(qr, 20, DPI), 176, 14)
    first.sheet.codes.append({"kind": "qr", "text": qr})
    first.y = national_head(first.sheet, s, 100, 42) + 10
    for part in ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"):
        first.line(Run(part, bold=True, colour=marks.RED), align="center", size=16 if len(part) < 30 else 12.5)
    first.skip(0.6)
    first.paragraph(Run("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", bold=True))
    people = []
    for title, who in (("Ông", f.father), ("Bà", f.mother)):
        first.paragraph([Run(f"{title}: "), Run(who.full_name, bold=True), Run(f", CCCD số: {who.id_no}")])
        people.append({"full_name": who.full_name, "id_no": who.id_no})
    first.paragraph(Run("2. Thông tin thửa đất:", bold=True))
    parcel_lines(first, p)
    first.paragraph([Run("3. Thông tin tài sản gắn liền với đất: ", bold=True), Run("-/-")])
    issuer, name = f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {f.region.kind.upper()} {f.region.province.upper()}", official(rng)
    place_date(first, f.region.province, day)
    signed(first, rng, [issuer, "GIÁM ĐỐC"], name)
    first.sheet.text(24, 284, Run(serial, bold=True), face=s.face, size=14)
    second = Flow(pink(rng), s, 26)
    second.paragraph(Run("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", bold=True))
    plan(second, rng)
    note = "Không."
    second.paragraph([Run("5. Ghi chú: ", bold=True), Run(note)])
    second.paragraph(Run("6. Những thay đổi sau khi cấp Giấy chứng nhận:", bold=True))
    second.skip(3)
    second.line(f"Số vào sổ cấp Giấy chứng nhận: {register}")
    fields = {
        "serial_no": v(serial.replace(" ", ""), serial),
        "register_no": v(register),
        "owners": v(people),
        "parcels": v([truth_of(p, old=False, words="")]),
        "notes": v(note, optional=True),
        "has_changes": v(False),
        "changes": v([], optional=True),
        "issuer_name": v(issuer, "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"),
        "issue_date": v(iso(day)),
        "signer_name": v(name),
    }
    for flow in (first, second):
        marks.specimen(flow.sheet, rng)
    return Paper("land_certificate", NEW_TITLE, [first.sheet, second.sheet], fields, "2025")


def parcel_lines(flow: Flow, p: Parcel) -> None:
    """2.a to 2.e of the form of TT 10/2024."""
    flow.paragraph(Run(f"a. Thửa đất số: {p.no}; tờ bản đồ số: {p.sheet}"))
    flow.paragraph(Run(f"b. Diện tích: {p.area} m²"))
    flow.paragraph(Run(f"c. Loại đất: {p.purpose}"))
    flow.paragraph(Run(f"d. Thời hạn sử dụng đất: {p.term}"))
    flow.paragraph(Run("đ. Hình thức sử dụng đất: Sử dụng riêng"))
    flow.paragraph(Run(f"e. Địa chỉ: {p.address}"))


def plan(flow: Flow, rng: random.Random) -> None:
    """A quadrilateral with the lengths of its sides."""
    x, y, s = 70.0, flow.y + 4, flow.style
    corners = [(x + rng.uniform(0, 12), y), (x + 62, y + rng.uniform(0, 10)), (x + 56, y + 58), (x, y + 50)]
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        flow.sheet.rule(*a, *b, weight=4)
        side = f"{rng.randint(6, 40)},{rng.randint(0, 99):02d}"
        flow.sheet.text((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 1.5, side, face=s.face, size=9)
    flow.y = y + 72
