"""Marriage extract, death extract, death notice, certificate of marital status (domain.md B.4-B.6, B.15)."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import places
from samples.make.canvas import Run
from samples.make.papers.birth_facts import words_of
from samples.make.papers.offices import finish, headline, start
from samples.make.papers.paper import Paper, iso, planted, style, v
from samples.make.people import Family, Person, official, some_day, years_on
from samples.make.words import figures, slashed

CAUSES = ("Bệnh già", "Bệnh tim mạch", "Tai nạn giao thông", "Bệnh ung thư phổi", "Suy hô hấp")
THIRDS = (0, 0.3, 0.62)


def marriage_extract(f: Family, rng: random.Random, today: date) -> Paper:
    """White copy of a marriage: one spouse under the other."""
    issued = some_day(rng, max(f.married_on, date(2022, 1, 1)), today)
    number, copy = f"{rng.randint(1, 160)}/{f.married_on.year}", f"{rng.randint(9, 700)}/TLKH-BS"
    s = style(rng, leading=rng.choice([1.45, 1.6]))
    unit = f.office if issued >= places.MERGED else f.region.unit(rng, issued)
    flow, fields = start(s, unit, copy, issued, rng)
    headline(flow, "TRÍCH LỤC KẾT HÔN", "(BẢN SAO)")
    fields |= {"copy_no": v(copy), "registration_no": v(number)}
    for who, label, p in (("wife", "vợ", f.mother), ("husband", "chồng", f.father)):
        doc = p.id_doc(rng, f.married_on)
        flow.field(f"Họ, chữ đệm, tên {label}:", p.full_name, bold=True)
        flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
        flow.fields(("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=(0, 0.5))
        flow.field("Nơi cư trú:", p.residence)
        flow.field("Giấy tờ tùy thân:", doc)
        fields |= {
            f"{who}_full_name": v(p.full_name),
            f"{who}_birth_date": v(iso(p.birth)),
            f"{who}_ethnicity": v(p.ethnicity),
            f"{who}_nationality": v(p.nationality),
            f"{who}_residence": v(p.residence),
            f"{who}_id_doc": v(doc),
        }
    at = f.married_at
    flow.field("Nơi đăng ký kết hôn:", at.office())
    flow.fields(("Số:", number), ("Ngày, tháng, năm đăng ký:", figures(f.married_on)), at=(0, 0.35))
    fields |= {"registration_place": v(at.office(), at.office(long=False)), "registration_date": v(iso(f.married_on))}
    return finish(flow, rng, "marriage_extract", "TRÍCH LỤC KẾT HÔN", fields)


def death(p: Person, rng: random.Random, today: date) -> tuple[date, str | None, str]:
    """Day, time (sometimes not known) and place of a death."""
    time = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}" if rng.random() < 0.7 else None
    return some_day(rng, years_on(today, -2), today - timedelta(days=20)), time, f"Tại nhà riêng, {p.residence}"


def at_time(day: date, time: str | None) -> str:
    """``07 giờ 30 phút, ngày 05 tháng 03 năm 2025``; dots where the hour is not known."""
    hour, minute = time.split(":") if time else ("......", "......")
    return f"{hour} giờ {minute} phút, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def death_extract(f: Family, rng: random.Random, today: date, *, fault: str | None = None) -> Paper:
    """Of the father of the family."""
    p = f.father
    day, time, place = death(p, rng, today)
    issued = some_day(rng, day + timedelta(days=4), today)
    registered = min(issued, day + timedelta(days=rng.randint(1, 12)))
    number, extract = f"{rng.randint(1, 400)}/{registered.year}", f"{rng.randint(2, 800)}/{issued.year}/TLKT-BS"
    s = style(rng, leading=rng.choice([1.4, 1.55]))
    unit = f.office if issued >= places.MERGED else f.region.unit(rng, issued)
    flow, fields = start(s, unit, extract, issued, rng)
    headline(flow, "TRÍCH LỤC KHAI TỬ", "(BẢN SAO)")
    doc, words = p.id_doc(rng, day), words_of(day, rng, wrong=fault == "words")
    flow.field("Họ, chữ đệm, tên:", p.full_name, bold=True)
    flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
    flow.fields(("Giới tính:", p.sex), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=THIRDS)
    flow.field("Số định danh cá nhân:", p.id_no)
    flow.field("Giấy tờ tùy thân:", doc)
    flow.field("Nơi cư trú cuối cùng:", p.residence)
    flow.field("Đã chết vào lúc:", at_time(day, time))
    flow.field("Ghi bằng chữ:", words)
    flow.field("Nơi chết:", place)
    at = unit if registered >= places.MERGED else f.region.unit(rng, registered)
    flow.field("Đã được đăng ký khai tử tại:", at.office())
    flow.fields(("Số:", number), ("ngày", slashed(registered)), at=(0, 0.3))
    register = rng.choice(["Sổ đăng ký khai tử", "Cơ sở dữ liệu hộ tịch điện tử"])
    flow.field("Thực hiện trích lục từ:", register)
    fields |= {
        "extract_no": v(extract),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "personal_id": v(p.id_no),
        "id_doc": v(doc),
        "last_residence": v(p.residence),
        "death_date": v(iso(day)),
        "death_time": v(time),
        "death_date_words": v(words),
        "death_place": v(place),
        "registration_place": v(at.office(), at.office(long=False)),
        "registration_no": v(number),
        "registration_date": v(iso(registered)),
        "source_register": v(register),
    }
    paper = finish(flow, rng, "death_extract", "TRÍCH LỤC KHAI TỬ", fields)
    if fault == "words":
        keys = ["death_date", "death_date_words"]
        paper.issues.append(planted("date_words_mismatch", "E_DATE_WORDS_MISMATCH", keys, "figures and words differ"))
    return paper


def death_notice(f: Family, rng: random.Random, today: date) -> Paper:
    """Giấy báo tử of the committee, for the mother of the family."""
    p = f.mother
    day, time, place = death(p, rng, today)
    issued = min(today, day + timedelta(days=rng.randint(0, 3)))
    number, cause, doc = f"{rng.randint(1, 90)}/{issued.year}/GBT", rng.choice(CAUSES), p.id_doc(rng, day)
    unit = f.office if issued >= places.MERGED else f.region.unit(rng, issued)
    flow, fields = start(style(rng, leading=1.5), unit, number, issued, rng)
    headline(flow, "GIẤY BÁO TỬ")
    flow.field("Họ, chữ đệm, tên người chết:", p.full_name, bold=True)
    flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
    flow.fields(("Giới tính:", p.sex), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=THIRDS)
    flow.field("Nơi cư trú cuối cùng:", p.residence)
    flow.field("Giấy tờ tùy thân:", doc)
    flow.field("Đã chết vào lúc:", at_time(day, time))
    flow.field("Nơi chết:", place)
    flow.field("Nguyên nhân chết:", cause)
    fields |= {
        "notice_no": v(number),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "residence": v(p.residence),
        "id_doc": v(doc),
        "death_date": v(iso(day)),
        "death_time": v(time),
        "death_place": v(place),
        "death_cause": v(cause),
    }
    paper = finish(flow, rng, "death_notice", "GIẤY BÁO TỬ", fields)
    paper.fields.pop("signer_title")
    return paper


def marital_status(p: Person, f: Family, rng: random.Random, today: date) -> Paper:
    """Giấy xác nhận tình trạng hôn nhân: six months, for one purpose."""
    issued = some_day(rng, max(p.card.issued, today - timedelta(days=150)), today - timedelta(days=1))
    number, doc = f"{rng.randint(3, 900)}/UBND-XNTTHN", p.id_doc(rng)
    other = official(rng).upper()
    status = rng.choice(
        [
            "Hiện tại chưa đăng ký kết hôn với ai",
            f"Đã đăng ký kết hôn nhưng đã ly hôn theo Bản án số {rng.randint(2, 90)}/2022/HNGĐ-ST ngày 14/07/2022 của "
            f"Tòa án nhân dân tỉnh {f.region.was}; hiện tại chưa đăng ký kết hôn với ai",
        ]
    )
    purpose = rng.choice([f"làm thủ tục đăng ký kết hôn với {other}", "làm thủ tục vay vốn ngân hàng"])
    flow, fields = start(style(rng, leading=1.5), f.office, number, issued, rng)
    headline(flow, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN")
    flow.paragraph([Run("Xét đề nghị của ông/bà có tên dưới đây, Ủy ban nhân dân xác nhận:")])
    flow.field("Họ, chữ đệm, tên:", p.full_name, bold=True)
    flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
    flow.fields(("Giới tính:", p.sex), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=THIRDS)
    flow.field("Giấy tờ tùy thân:", doc)
    flow.field("Nơi cư trú:", p.residence)
    flow.field("Tình trạng hôn nhân:", status)
    flow.field("Giấy này được cấp để:", purpose)
    flow.paragraph([Run("Giấy này có giá trị 6 tháng kể từ ngày cấp.", italic=True)])
    month = issued.month + 6
    last = date(issued.year + (month > 12), (month - 1) % 12 + 1, min(issued.day, 28))
    fields |= {
        "cert_no": v(number),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "id_doc": v(doc),
        "residence": v(p.residence),
        "marital_status": v(status),
        "purpose": v(purpose),
        "valid_until": v(iso(last), *[(last + timedelta(days=n)).isoformat() for n in (-1, 1, 2, 3)], optional=True),
    }
    return finish(flow, rng, "marital_status_cert", "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", fields)
