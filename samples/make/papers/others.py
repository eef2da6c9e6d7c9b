"""Papers that the contract does not name (they stay ``unknown``), and the certified-copy stamp over any paper."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.paper import Paper, letterhead, national_head, place_date, signed, style
from samples.make.people import Family, official, some_day
from samples.make.words import slashed

LETTER = (
    "Anh chị kính mến, lâu quá không gặp, ở nhà ta vẫn khỏe. Vụ này được mùa, sân nhà phơi kín lúa.",
    "Cháu lớn năm nay thi vào lớp mười, tối nào cũng học khuya. Khi nào rảnh mời cả nhà về chơi.",
    "Gửi kèm ít bánh tự làm. Thôi thư đã dài, chúc cả nhà mạnh khỏe.",
)
ENGLISH = (
    "To whom it may concern,",
    "This is to certify that the person named below was employed by our company as a technician from March 2019 to",
    "June 2024. During this time the work was done with care and on time. We wish our colleague every success.",
    "Yours faithfully,",
)


def unknown(f: Family, rng: random.Random, today: date) -> Paper:
    """A letter, a shop's bill, a page in English, a photograph's few words, an official paper of another kind."""
    kind = rng.choice(["letter", "bill", "english", "photo", "official", "official", "official", "official"])
    drawn = {"letter": letter, "bill": bill, "english": english, "photo": photo, "official": other}[kind](f, rng, today)
    marks.specimen(drawn.sheet, rng)
    return Paper("unknown", None, [drawn.sheet], {})


def letter(f: Family, rng: random.Random, today: date) -> Flow:
    """Between relatives."""
    flow = Flow(Sheet(), style(rng, hand="dancing", leaders="none"), 30)
    flow.line(Run(f"Ngày {today.day} tháng {today.month} năm {today.year}"), align="right")
    for text in LETTER:
        flow.paragraph(flow.style.value(text), indent=8)
    return flow


def bill(f: Family, rng: random.Random, today: date) -> Flow:
    """Of a shop."""
    flow = Flow(Sheet(80, 160), style(rng, size=8.5, left=6.0, right=74.0, leaders="none"), 14)
    flow.line(Run(rng.choice(["CỬA HÀNG TẠP HÓA MINH TÂM MẪU", "NHÀ SÁCH ÁNH DƯƠNG MẪU"]), bold=True), align="center")
    flow.line(Run("HÓA ĐƠN BÁN LẺ", bold=True), align="center")
    flow.line(f"Số: HD{rng.randint(1000, 9999)}")
    flow.line(f"Ngày bán: {slashed(some_day(rng, date(2026, 1, 1), today))}")
    for name, price in (("Nước mắm", "42.000"), ("Gạo thơm 5kg", "95.000"), ("Vở học sinh", "12.000")):
        flow.sheet.text(6, flow.y, name, face=flow.style.face, size=8.5)
        flow.sheet.text(74, flow.y, price, face=flow.style.face, size=8.5, align="right")
        flow.skip(1)
    flow.line("Tổng cộng: 149.000 đồng")
    return flow


def english(f: Family, rng: random.Random, today: date) -> Flow:
    """A letter of an employer."""
    flow = Flow(Sheet(), style(rng), 30)
    for text in ENGLISH:
        flow.paragraph(text, gap=0.5)
    flow.line(f.mother.name)
    return flow


def photo(f: Family, rng: random.Random, today: date) -> Flow:
    """A picture with a caption."""
    flow = Flow(Sheet(148, 105, (170, 190, 160)), style(rng), 90)
    flow.line(rng.choice(["Kỷ niệm Đà Lạt", "Tết 2024", "Cả nhà ở quê"]), align="center")
    return flow


def other(f: Family, rng: random.Random, today: date) -> Flow:
    """An official paper that the contract has no type for."""
    said = rng.choice(places.load("other_papers"))
    s, unit = style(rng), f.office
    flow = Flow(Sheet(), s, 22)
    if rng.random() < 0.5:
        flow.y = letterhead(flow.sheet, s, flow.y, [Run(f"UBND {unit.small.upper()}", bold=True)]) + 6
        place_date(flow, unit.short, today)
    else:
        flow.y = national_head(flow.sheet, s, (s.left + s.right) / 2, flow.y) + 6
    flow.paragraph(Run(said["title"], bold=True))
    p, q = f.mother, f.father
    for row in said["rows"]:
        flow.paragraph(row.format(p=p.full_name, q=q.full_name, b=slashed(p.birth), r=p.residence))
    signed(flow, rng, ["CHỦ TỊCH"], official(rng))
    return flow


def certified(paper: Paper, f: Family, rng: random.Random, today: date) -> Paper:
    """The paper with a certified-copy stamp at the foot of its first page (NĐ 23/2015/NĐ-CP Điều 20)."""
    sheet = paper.sheets[0]
    low = max((line.box[3] for line in sheet.lines), default=0) * 25.4 / 300
    top = min(sheet.height - 44, max(low - 34, sheet.height * 0.6))
    if any(w.box[1] * 25.4 / 300 > top - 4 and w.box[0] * 25.4 / 300 < 92 for w in sheet.drawn):
        top = low + 6
    if top > sheet.height - 40:
        return paper
    day = some_day(rng, date(2026, 1, 5), today)
    number, book = str(rng.randint(100, 9000)), f"0{rng.randint(1, 4)}/{day.year}-SCT/BS"
    unit, name, red = f.office, official(rng), (190, 30, 40)
    issuer = f"{rng.choice(['UBND', 'ỦY BAN NHÂN DÂN'])} {unit.small.upper()}"
    rows = [
        rng.choice(["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "CHỨNG THỰC BẢN SAO"]),
        rng.choice([f"Số chứng thực: {number}  Quyển số: {book}", f"Số: {number} Quyển số: {book}"]),
        f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        issuer,
    ]
    if rows[0].endswith("SAO"):
        rows.insert(1, "ĐÚNG VỚI BẢN CHÍNH")
    for n, text in enumerate([*rows, "", name]):
        sheet.text(
            52, top + n * 5, Run(text, colour=red, bold=n == 0), face="tinos", size=10, align="center", kind="stamp"
        )
    marks.seal(sheet, 40, top + 22, rng, size=30)
    paper.certification = {
        "kind": "ban_sao",
        "number": number,
        "book": book,
        "date": day.isoformat(),
        "issuer_name": issuer,
        "signer_name": name,
    }
    return paper


__all__ = ["certified", "unknown"]
