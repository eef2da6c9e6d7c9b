"""Residence confirmation CT07, the first page of a household book, authorisation, receipt (domain.md B.11, B.14)."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import codes, marks, places
from samples.make.canvas import DPI, Run, Sheet
from samples.make.form import Flow
from samples.make.papers.declarations_other import table
from samples.make.papers.paper import Paper, iso, letterhead, national_head, place_date, planted, signed, style, v
from samples.make.people import Family, Person, official, some_day, years_on
from samples.make.words import figures, slashed


def ct07(f: Family, rng: random.Random, today: date, *, old: bool = False) -> Paper:
    """Of the mother; the father is householder. ``old``: past its year."""
    p, unit = f.mother, f.office
    first = today - timedelta(days=500 if old else 300)
    issued = some_day(rng, max(first, places.MERGED), today - timedelta(days=380 if old else 5))
    until = years_on(issued, 1)
    s = style(rng, leading=1.35, size=12.5)
    flow = Flow(Sheet(), s, 22)
    above, police = f"CÔNG AN {unit.province_small.upper()}", f"CÔNG AN {unit.small.upper()}"
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(above), Run(police, bold=True)]) + 4
    number = f"{rng.randint(20, 9000)}/XN"
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, unit.short, issued)
    flow.skip(0.6)
    flow.line(Run("XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", bold=True), align="center", size=s.size + 2)
    flow.skip(0.4)
    flow.field("1. Họ, chữ đệm và tên:", p.full_name)
    flow.fields(("2. Ngày, tháng, năm sinh:", figures(p.birth)), ("3. Giới tính:", p.sex), at=(0, 0.6))
    flow.field("4. Số định danh cá nhân:", p.id_no)
    flow.fields(("5. Dân tộc:", p.ethnicity), ("6. Quốc tịch:", p.nationality), at=(0, 0.5))
    flow.field("7. Quê quán:", p.home_town)
    flow.field("8. Nơi thường trú:", p.residence)
    temporary = places.address(rng, unit) if rng.random() < 0.4 else None
    flow.field("9. Nơi tạm trú:", temporary)
    flow.field("10. Nơi ở hiện tại:", temporary or p.residence)
    flow.fields(("11. Họ, chữ đệm và tên chủ hộ:", f.father.full_name), ("12. Quan hệ với chủ hộ:", "Vợ"), at=(0, 0.68))
    flow.field("13. Số định danh cá nhân của chủ hộ:", f.father.id_no)
    flow.line("14. Thông tin các thành viên khác trong hộ gia đình:")
    flow.skip(0.2)
    c = f.child
    rows = [("TT", "Họ, chữ đệm và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Quan hệ với chủ hộ")]
    rows.append(("1", c.name, figures(c.birth), c.sex, c.id_no, "Con"))
    table(flow, rows, (0, 0.06, 0.34, 0.5, 0.61, 0.83, 1), hand=None)
    flow.field("15. Nội dung xác nhận khác:", None)
    flow.paragraph(
        [Run(f"Xác nhận này có giá trị đến hết ngày {until.day:02d} tháng {until.month:02d} năm {until.year}.")]
    )
    flow.skip(0.6)
    signed(flow, rng, ["TRƯỞNG CÔNG AN"], official(rng))
    fields = {
        "doc_no": v(number),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "personal_id": v(p.id_no),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "home_town": v(p.home_town),
        "permanent_residence": v(p.residence),
        "temporary_residence": v(temporary),
        "current_residence": v(temporary or p.residence),
        "householder_name": v(f.father.full_name),
        "householder_relation": v("Vợ"),
        "householder_id": v(f.father.id_no),
        "members": v(
            [{"full_name": c.name, "birth_date": iso(c.birth), "sex": c.sex, "personal_id": c.id_no, "relation": "Con"}]
        ),
        "content": v(None),
        "valid_until": v(iso(until)),
        "issuer_name": v(police, f"{above} {police}"),
        "issue_date": v(iso(issued)),
    }
    marks.specimen(flow.sheet, rng)
    issues = [planted("expired", "W_EXPIRED", ["valid_until", "issue_date"], "one year is over")] if old else []
    return Paper("residence_confirmation_ct07", "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ", [flow.sheet], fields, issues=issues)


def household_book(f: Family, rng: random.Random) -> Paper:
    """The page of a sổ hộ khẩu that names the householder; without legal value since 1 January 2023."""
    day = some_day(rng, date(2008, 1, 1), date(2020, 6, 1))
    unit = f.region.unit(rng, day)
    s = style(rng, size=11.5, leading=1.8, left=16.0, right=134.0, hand=rng.choice([None, "dancing"]), leaders="under")
    flow = Flow(Sheet(148, 210, (252, 246, 232)), s, 20)
    flow.y = national_head(flow.sheet, s, (s.left + s.right) / 2, flow.y, size=9.5) + 8
    number = f"{rng.randint(10**8, 10**9 - 1)}"
    flow.line(Run("SỔ HỘ KHẨU", bold=True, colour=marks.RED), align="center", size=20)
    flow.line([Run("Số: "), s.value(number)], align="center")
    flow.skip(0.6)
    flow.field("Họ và tên chủ hộ:", f.father.full_name)
    flow.field("Nơi thường trú:", f.father.residence)
    flow.skip(0.5)
    police = f"CÔNG AN {(unit.district or unit.province_small).upper()}"
    place_date(flow, unit.short, day)
    signed(flow, rng, [police, "TRƯỞNG CÔNG AN"], official(rng), gap=26)
    hand = {"hand": True} if s.hand else {}
    fields = {
        "book_no": v(number, **hand),
        "householder_name": v(f.father.full_name, **hand),
        "permanent_residence": v(f.father.residence, **hand),
        "issue_date": v(iso(day)),
        "issuer_name": v(police, f"{police} TRƯỞNG CÔNG AN"),
    }
    marks.specimen(flow.sheet, rng)
    issues = [planted("void_paper", "W_VOID_PAPER", [], "household books have no legal value since 2023")]
    return Paper("household_book", "SỔ HỘ KHẨU", [flow.sheet], fields, issues=issues)


def authorization(a: Person, b: Person, unit: places.Unit, rng: random.Random, today: date) -> Paper:
    """Giấy ủy quyền between two people."""
    s = style(rng, leading=1.4, size=12.5, leaders="none")
    flow = Flow(Sheet(), s, 0)
    flow.y = national_head(flow.sheet, s, (s.left + s.right) / 2, 22) + 6
    flow.line(Run("GIẤY ỦY QUYỀN", bold=True), align="center", size=s.size + 4)
    flow.line(
        Run(f"{unit.short}, ngày {today.day:02d} tháng {today.month:02d} năm {today.year}", italic=True), align="right"
    )
    fields = {"date": v(iso(today))}
    for key, title, p in (("principal", "I. BÊN ỦY QUYỀN (BÊN A)", a), ("agent", "II. BÊN ĐƯỢC ỦY QUYỀN (BÊN B)", b)):
        flow.line(Run(title, bold=True))
        flow.fields(("Họ và tên:", p.full_name), ("Sinh ngày:", figures(p.birth)), at=(0, 0.6))
        flow.field("Căn cước số:", f"{p.id_no} cấp ngày {slashed(p.card.issued)} tại {p.card.issuer}")
        flow.field("Nơi cư trú:", p.residence)
        fields |= {
            f"{key}_name": v(p.full_name),
            f"{key}_birth_date": v(iso(p.birth)),
            f"{key}_id_no": v(p.id_no),
            f"{key}_residence": v(p.residence),
        }
    scope = "Bên A ủy quyền cho Bên B nộp hồ sơ, nộp lệ phí và nhận kết quả thủ tục đăng ký lại khai sinh."
    term = rng.choice(
        ["Từ ngày ký đến khi công việc hoàn thành", f"Từ ngày ký đến hết ngày {slashed(years_on(today, 1))}"]
    )
    flow.line(Run("III. NỘI DUNG ỦY QUYỀN", bold=True))
    flow.paragraph(Run(scope))
    flow.line(Run("IV. THỜI HẠN ỦY QUYỀN", bold=True))
    flow.paragraph(Run(term))
    flow.skip(0.8)
    for x, label, p in ((s.left + 40, "BÊN ĐƯỢC ỦY QUYỀN", b), (s.right - 40, "BÊN ỦY QUYỀN", a)):
        flow.sheet.text(x, flow.y, Run(label, bold=True), face=s.face, size=s.size, align="center")
        marks.signature(flow.sheet, x, flow.y + 14, rng)
        flow.sheet.text(x, flow.y + 27, p.name, face=s.face, size=s.size, align="center")
    fields |= {"scope": v(scope), "term": v(term)}
    marks.specimen(flow.sheet, rng)
    return Paper("authorization", "GIẤY ỦY QUYỀN", [flow.sheet], fields)


def receipt(p: Person, unit: places.Unit, rng: random.Random, today: date) -> Paper:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, form 01 of TT 03/2025/TT-VPCP, with a bar code."""
    s = style(rng, leading=1.4, size=12.5)
    flow = Flow(Sheet(), s, 22)
    upper, centre = f"UBND {unit.small.upper()}", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(upper), Run(centre, bold=True)]) + 4
    number, code = (
        f"{rng.randint(3, 4000)}/TNHS",
        f"H{rng.randint(10, 63)}.{rng.randint(10, 99)}-{today:%y%m%d}-{rng.randint(1, 9999):04d}",
    )
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, unit.short, today)
    flow.sheet.paste(codes.bar_picture(code, 62, 11, DPI), s.left, flow.y)
    flow.sheet.codes.append({"kind": "code128", "text": code})
    flow.y += 19
    title = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    flow.line(Run(title, bold=True), align="center", size=s.size + 2)
    flow.line([Run("Mã hồ sơ: "), Run(code, bold=True)], align="center")
    flow.skip(0.4)
    phone = f"0{rng.choice('35789')}{rng.randint(10**7, 10**8 - 1)}"
    request = rng.choice(["Đăng ký lại khai sinh (1.004884)", "Cấp bản sao trích lục hộ tịch (2.000635)"])
    brought = [
        ["Tờ khai theo mẫu (bản chính, 01 bản)", "Bản sao giấy khai sinh (bản sao, 01 bản)"],
        ["Tờ khai theo mẫu (bản chính, 01 bản)"],
    ][rng.randint(0, 1)]
    flow.field("Tiếp nhận hồ sơ của (ông/bà):", p.full_name)
    flow.field("CCCD/MST:", p.id_no)
    flow.field("Địa chỉ:", p.residence)
    flow.field("Số điện thoại:", phone)
    flow.field("Nội dung yêu cầu giải quyết:", request)
    flow.line("Thành phần hồ sơ nộp gồm:")
    for n, one in enumerate(brought, 1):
        flow.line(f"{n}. {one}", x=s.left + 8)
    due = today + timedelta(days=rng.randint(1, 7))
    hour, minute = rng.randint(7, 16), rng.randint(0, 59)
    flow.field(
        "Thời gian nhận hồ sơ:",
        f"{hour:02d} giờ {minute:02d} phút, ngày {today.day:02d} tháng {today.month:02d} năm {today.year}",
    )
    flow.field(
        "Thời gian trả kết quả giải quyết hồ sơ:",
        f"16 giờ 30 phút, ngày {due.day:02d} tháng {due.month:02d} năm {due.year}",
    )
    flow.skip(0.6)
    signed(flow, rng, ["NGƯỜI TIẾP NHẬN HỒ SƠ"], official(rng), sealed=False)
    got, back = f"{today.isoformat()}T{hour:02d}:{minute:02d}", f"{due.isoformat()}T16:30"
    fields = {
        "centre_name": v(centre, f"{upper} {centre}", f"{centre} {unit.small.upper()}", f"{centre} {upper}"),
        "receipt_no": v(number),
        "dossier_code": v(code),
        "applicant_name": v(p.full_name),
        "applicant_id": v(p.id_no),
        "address": v(p.residence),
        "phone": v(phone),
        "request": v(request, request.split(" (")[0]),
        "components": v(brought),
        "received_at": v(got, got[:10], got.replace("T", " ")),
        "due_at": v(back, back[:10], back.replace("T", " ")),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("dossier_receipt", title, [flow.sheet], fields)
