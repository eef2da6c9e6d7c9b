"""Declarations of marriage, death, marital status and for extracts (domain.md B.12)."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import marks
from samples.make.canvas import Run
from samples.make.form import Flow, remember, wrap
from samples.make.papers.civil import CAUSES, at_time, death
from samples.make.papers.declarations import Requester, closing, declaration_style, requester_block, start
from samples.make.papers.paper import Paper, Truth, by_hand, iso, v
from samples.make.people import Family, Person, some_day
from samples.make.words import figures, slashed

THIRDS = (0, 0.3, 0.62)
COUNTS = {"Lần thứ nhất": ["1", "01", "Lần 1", "lần 1"], "Lần thứ hai": ["2", "02", "Lần 2", "lần 2"]}


def finished(
    kind: str, title: str, flow: Flow, fields: dict[str, Truth], rng: random.Random, *, hand: str | None
) -> Paper:
    """With MẪU; every value marked where a pen wrote it."""
    marks.specimen(flow.sheet, rng)
    paper = Paper(kind, title, [flow.sheet], fields)
    return by_hand(paper) if hand else paper


def person_rows(flow: Flow, p: Person, doc: str, *, residence: str = "Nơi cư trú:") -> None:
    """Name, birth, sex, ethnicity, nationality, residence, identity paper."""
    flow.field("Họ, chữ đệm, tên:", p.full_name, bold=True)
    flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
    flow.fields(("Giới tính:", p.sex), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=THIRDS)
    flow.field(residence, p.residence)
    flow.field("Giấy tờ tùy thân:", doc)


def marriage(f: Family, rng: random.Random, *, day: date, hand: str | None = None) -> Paper:
    """A ruled table: Thông tin, Bên nữ, Bên nam."""
    s = declaration_style(rng, hand)
    flow = start("TỜ KHAI ĐĂNG KÝ KẾT HÔN", s)
    recipient = f.office.office()
    flow.line([Run("Kính gửi: "), s.value(recipient)], align="center")
    flow.skip(0.6)
    rows: list[tuple[str, str, str]] = [("Thông tin", "Bên nữ", "Bên nam")]
    fields: dict[str, Truth] = {"recipient": v(recipient)}
    sides = []
    for key, p in (("female", f.mother), ("male", f.father)):
        doc, count = p.id_doc(rng), rng.choice(["Lần thứ nhất", "Lần thứ nhất", "Lần thứ hai"])
        sides.append([p.full_name, figures(p.birth), p.ethnicity, p.nationality, p.residence, doc, count])
        fields |= {
            f"{key}_full_name": v(p.full_name),
            f"{key}_birth_date": v(iso(p.birth)),
            f"{key}_ethnicity": v(p.ethnicity),
            f"{key}_nationality": v(p.nationality),
            f"{key}_residence": v(p.residence),
            f"{key}_id_doc": v(doc),
            f"{key}_marriage_count": v(count, *COUNTS[count]),
        }
    labels = (
        "Họ, chữ đệm, tên",
        "Ngày, tháng, năm sinh",
        "Dân tộc",
        "Quốc tịch",
        "Nơi cư trú",
        "Giấy tờ tùy thân",
        "Kết hôn lần thứ mấy",
    )
    rows += list(zip(labels, *sides, strict=True))
    table(flow, rows, (0, 0.22, 0.61, 1), hand=hand)
    names = {"Bên nữ": f.mother.name, "Bên nam": f.father.name}
    fields |= closing(flow, rng, place=f.office.short, day=day, names=names)
    return finished("decl_marriage", "TỜ KHAI ĐĂNG KÝ KẾT HÔN", flow, fields, rng, hand=hand)


def table(flow: Flow, rows: list[tuple[str, ...]], edges: tuple[float, ...], *, hand: str | None) -> None:
    """Ruled rows; the first is the head. Each line of a cell is a line of the truth's row, left to right."""
    s, sheet = flow.style, flow.sheet
    xs = [s.left + (s.right - s.left) * e for e in edges]
    top = flow.y - flow.step * 0.8
    y = top
    for n, row in enumerate(rows):
        cells = []
        for i, text in enumerate(row):
            run = Run(text, bold=n == 0 or i == 0) if n == 0 or i == 0 else s.value(text)
            cells.append(wrap([run], s.face, s.size - 0.5, xs[i + 1] - xs[i] - 3, xs[i + 1] - xs[i] - 3))
        height = max(len(c) for c in cells)
        for k in range(height):
            pieces, boxes = [], []
            for i, cell in enumerate(cells):
                if k < len(cell):
                    base = y + flow.step * (k + 0.8)
                    boxes.append(sheet.text(xs[i] + 1.5, base, cell[k], face=s.face, size=s.size - 0.5, record=False))
                    pieces.append("".join(r.text for r in cell[k]).strip())
            remember(sheet, pieces, boxes, bool(hand) and n > 0)
        sheet.rule(xs[0], y, xs[-1], y)
        y += flow.step * (height + 0.25)
    sheet.rule(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.rule(x, top, x, y)
    flow.y = y + flow.step * 1.2


def of_death(f: Family, rng: random.Random, *, today: date, hand: str | None = None) -> Paper:
    """The child of the family reports the father's death."""
    p, asks = f.father, f.child
    when, time, place = death(p, rng, today)
    flow = start("TỜ KHAI ĐĂNG KÝ KHAI TỬ", declaration_style(rng, hand))
    who = Requester(asks, "Con", asks.id_doc(rng), f.office.office())
    fields = requester_block(flow, who, of="người đã chết", notes=rng.random() < 0.5)
    flow.paragraph([Run("Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:", bold=True)])
    doc, cause = p.id_doc(rng, when), rng.choice(CAUSES)
    notice = f"{rng.randint(1, 90)}/{when.year}/GBT" if rng.random() < 0.6 else None
    person_rows(flow, p, doc, residence="Nơi cư trú cuối cùng:")
    flow.field("Đã chết vào lúc:", at_time(when, time))
    flow.field("Nơi chết:", place)
    flow.field("Nguyên nhân chết:", cause)
    flow.field("Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử:", notice)
    fields |= {
        "deceased_full_name": v(p.full_name),
        "deceased_sex": v(p.sex),
        "deceased_birth_date": v(iso(p.birth)),
        "deceased_ethnicity": v(p.ethnicity),
        "deceased_nationality": v(p.nationality),
        "deceased_last_residence": v(p.residence),
        "deceased_id_doc": v(doc),
        "death_date": v(iso(when)),
        "death_time": v(time),
        "death_place": v(place),
        "death_cause": v(cause),
        "death_notice_no": v(notice),
    }
    day = min(today, when + timedelta(days=rng.randint(1, 12)))
    fields |= closing(flow, rng, place=f.office.short, day=day, names={"Người yêu cầu": asks.name})
    return finished("decl_death", "TỜ KHAI ĐĂNG KÝ KHAI TỬ", flow, fields, rng, hand=hand)


def marital_status(f: Family, rng: random.Random, *, today: date, hand: str | None = None) -> Paper:
    """For oneself."""
    p, title = f.child, "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"
    doc = p.id_doc(rng)
    flow = start(title, declaration_style(rng, hand))
    who = Requester(p, "Bản thân", doc, f.office.office())
    fields = requester_block(flow, who, of="người được cấp Giấy xác nhận tình trạng hôn nhân", notes=False)
    flow.paragraph([Run("Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:", bold=True)])
    person_rows(flow, p, doc)
    status = "Hiện tại chưa đăng ký kết hôn với ai"
    purpose = rng.choice(["Để đăng ký kết hôn", "Bổ túc hồ sơ mua bán nhà ở", "Xin việc làm ở nước ngoài"])
    since = slashed(some_day(rng, date(2016, 1, 1), date(2022, 1, 1)))
    period = f"từ ngày {since} đến nay"
    flow.field("Trong thời gian cư trú tại:", f"{p.residence} {period}")
    flow.field("Tình trạng hôn nhân:", status)
    flow.field("Mục đích sử dụng:", purpose)
    fields |= {
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "id_doc": v(doc),
        "residence": v(p.residence),
        "status_period": v(period, f"{p.residence} {period}"),
        "marital_status": v(status),
        "purpose": v(purpose),
    }
    fields |= closing(flow, rng, place=f.office.short, day=today, names={"Người yêu cầu": p.name})
    return finished("decl_marital_status", title, flow, fields, rng, hand=hand)


def extract(f: Family, rng: random.Random, *, today: date, hand: str | None = None) -> Paper:
    """For a copy of one's own birth entry."""
    p, title = f.child, "TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"
    doc, at = p.id_doc(rng), f.region.unit(rng, date(2015, 1, 1))
    flow = start(title, declaration_style(rng, hand))
    fields = requester_block(
        flow, Requester(p, "Bản thân", doc, f.office.office()), of="người được cấp bản sao", notes=False
    )
    flow.paragraph([Run("Đề nghị cơ quan cấp bản sao trích lục khai sinh cho người có tên dưới đây:", bold=True)])
    person_rows(flow, p, doc)
    registered = p.birth + timedelta(days=rng.randint(3, 50))
    number = f"{rng.randint(1, 240)}/{registered.year}"
    book = f"0{rng.randint(1, 3)}/{registered.year}" if rng.random() < 0.6 else None
    count = rng.randint(1, 5)
    flow.field("Đã đăng ký tại:", at.office())
    flow.fields(("ngày", slashed(registered)), ("Số:", number), ("Quyển số:", book), at=THIRDS)
    flow.field("Số lượng bản sao đề nghị cấp:", f"{count:02d} bản")
    fields |= {
        "event_type": v("khai sinh", "trích lục khai sinh"),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "nationality": v(p.nationality),
        "residence": v(p.residence),
        "id_doc": v(doc),
        "registration_place": v(at.office(), at.office(long=False)),
        "registration_date": v(iso(registered)),
        "registration_no": v(number),
        "book_no": v(book),
        "copy_quantity": v(count),
    }
    fields |= closing(flow, rng, place=f.office.short, day=today, names={"Người yêu cầu": p.name})
    return finished("decl_extract", title, flow, fields, rng, hand=hand)
