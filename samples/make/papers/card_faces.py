"""The four faces of citizen cards: chip card of 2021 (TT 06/2021/TT-BCA), card of 2024 (TT 16/2024/TT-BCA)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from samples.make import codes, marks, places
from samples.make.canvas import DPI, Align, Kind, Run, Sheet, TruthLine, px, width
from samples.make.people import Person, official
from samples.make.words import slashed

#: ISO/IEC 7810 ID-1, in mm.
WIDE, HIGH = 85.6, 53.98
RED = (176, 30, 40)


@dataclass(frozen=True)
class Look:
    """``scale``: times the true size (copies are often enlarged); ``face``: the typeface."""

    scale: float
    face: str


class Face:
    """One side of a card."""

    def __init__(self, look: Look, tint: tuple[int, int, int], rng: random.Random) -> None:
        self.k, self.face = look.scale, look.face
        self.sheet = Sheet(WIDE * self.k, HIGH * self.k, tint, kind="card")
        red, green, blue = (max(0, c - rng.randint(8, 20)) for c in tint)
        marks.pattern(self.sheet, (red, green, blue), rng)

    def put(
        self,
        x: float,
        y: float,
        text: str | list[Run],
        size: float,
        *,
        bold: bool = False,
        align: Align = "left",
        colour: tuple[int, int, int] | None = None,
        record: bool = True,
        kind: Kind = "print",
        face: str | None = None,
    ) -> float:
        """Text at card coordinates; returns where it ends (mm of the card)."""
        runs = [Run(text, bold=bold, colour=colour)] if isinstance(text, str) else text
        box = self.sheet.text(
            x * self.k,
            y * self.k,
            runs,
            face=face or self.face,
            size=size * self.k,
            align=align,
            record=record,
            kind=kind,
        )
        return box[2] * 25.4 / DPI / self.k

    def fit(self, x: float, y: float, text: str, size: float, room: float) -> None:
        """Text that is set smaller until it fits into ``room`` mm of the card."""
        while width(Run(text), self.face, size * self.k) * 25.4 / DPI / self.k > room and size > 3.6:
            size -= 0.2
        self.put(x, y, text, size)

    def picture(self, image: Image.Image, x: float, y: float) -> None:
        """A picture at card coordinates."""
        self.sheet.paste(image, x * self.k, y * self.k)


def portrait(width: float, height: float, rng: random.Random) -> Image.Image:
    """Nobody: a grey head and shoulders."""
    w, h = px(width), px(height)
    image = Image.new("RGB", (w, h), (196, 208, 222))
    draw, tone = ImageDraw.Draw(image), rng.randint(70, 110)
    draw.ellipse((w * 0.28, h * 0.18, w * 0.72, h * 0.62), fill=(tone + 60, tone + 48, tone + 40))
    draw.ellipse((w * 0.08, h * 0.62, w * 0.92, h * 1.3), fill=(tone, tone, tone + 14))
    draw.pieslice((w * 0.25, h * 0.12, w * 0.75, h * 0.56), 180, 360, fill=(40, 36, 36))
    return image.filter(ImageFilter.GaussianBlur(w / 40))


def chip(card: Face, x: float, y: float) -> None:
    """Contact plate."""
    d, k = card.sheet.draw, card.k
    d.rounded_rectangle(
        (px(x * k), px(y * k), px((x + 11) * k), px((y + 9) * k)),
        px(1.2 * k),
        fill=(214, 184, 110),
        outline=(150, 120, 60),
        width=3,
    )
    for f in (3.0, 6.0):
        d.line((px(x * k), px((y + f) * k), px((x + 11) * k), px((y + f) * k)), fill=(150, 120, 60), width=2)


def two_lines(text: str, room: int) -> list[str]:
    """An address cut near the first ``room`` letters, as cards print it."""
    if len(text) <= room:
        return [text]
    cut = text.rfind(" ", 0, room)
    return [text[:cut], text[cut + 1 :]]


def machine_zone(card: Face, lines: list[str]) -> None:
    """Three lines at the foot of the back."""
    for i, text in enumerate(lines):
        card.put(4.6, 40.8 + i * 4.7, text, 11.6, kind="mrz", face="cousine")


def heading(c: Face, x: float, title: str, english: str) -> None:
    """National title in two languages and the card's name."""
    c.put(x, 5.4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 5.3, bold=True, align="center")
    c.put(x, 8.0, "Độc lập - Tự do - Hạnh phúc", 5.1, bold=True, align="center")
    c.put(x, 10.5, "SOCIALIST REPUBLIC OF VIET NAM", 4.3, align="center")
    c.put(x, 12.6, "Independence - Freedom - Happiness", 4.1, align="center")
    c.put(x + 2, 17.4, title, 9.2, bold=True, align="center", colour=RED)
    c.put(x + 2, 20.0, english, 5.0, align="center", colour=RED)


def front_2021(p: Person, look: Look, rng: random.Random, *, qr: str) -> Sheet:
    """Heading, QR top right, portrait left, fields right."""
    scale = look.scale
    c = Face(look, (222, 232, 226), rng)
    marks.emblem(c.sheet, 12 * scale, 9 * scale, 10 * scale)
    heading(c, 44, "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card")
    c.picture(codes.qr_picture(qr, 15.5 * scale, DPI), 68.2, 2.4)
    c.sheet.codes.append({"kind": "qr", "text": qr})
    c.picture(portrait(19.5 * scale, 26 * scale, rng), 4.5, 17.5)
    x = 27.0
    c.put(x, 24.6, [Run("Số / No.: "), Run(p.id_no, bold=True, size=9.2 * scale)], 5.4)
    c.put(x, 28.2, "Họ và tên / Full name:", 5.2)
    c.put(x, 31.8, p.full_name, 7.0, bold=True)
    c.put(x, 35.2, [Run("Ngày sinh / Date of birth: "), Run(slashed(p.birth), size=6.4 * scale)], 5.2)
    a = c.put(x, 38.6, [Run("Giới tính / Sex: "), Run(p.sex, size=6.2 * scale)], 5.2, record=False)
    b = c.put(
        max(a + 4, 52),
        38.6,
        [Run("Quốc tịch / Nationality: "), Run(p.nationality, size=6.2 * scale)],
        5.2,
        record=False,
    )
    box = (px(x * scale), px((38.6 - 2.2) * scale), px(b * scale), px((38.6 + 0.8) * scale))
    c.sheet.lines.append(TruthLine(f"Giới tính / Sex: {p.sex} Quốc tịch / Nationality: {p.nationality}", box))
    c.put(x, 41.9, "Quê quán / Place of origin:", 5.2)
    c.fit(x, 45.0, p.home_town, 5.8, WIDE - x - 2)
    first, *rest = two_lines(p.residence, 22)
    c.put(x, 48.3, [Run("Nơi thường trú / Place of residence: "), Run(first, size=5.8 * scale)], 5.2)
    for text in rest:
        c.fit(x, 51.5, text, 5.8, WIDE - x - 2)
    end = slashed(p.card.expires) if p.card.expires else "Không thời hạn"
    c.put(3.5, 46.6, "Có giá trị đến:", 4.4)
    c.put(3.5, 49.0, f"Date of expiry: {end}" if rng.random() < 0.5 else end, 4.4)
    marks.specimen(c.sheet, rng, at=(3.5 * scale, 52.6 * scale))
    return c.sheet


def back_2021(p: Person, look: Look, rng: random.Random, *, zone: list[str]) -> Sheet:
    """Features, date of issue, two finger boxes, chip, machine-readable zone."""
    scale = look.scale
    c = Face(look, (224, 228, 218), rng)
    c.put(5, 5.6, "Đặc điểm nhận dạng / Personal identification:", 4.8)
    c.put(5, 8.8, rng.choice(places.load("names")["features"]), 5.2)
    c.put(5, 12.4, [Run("Ngày, tháng, năm / Date, month, year: "), Run(slashed(p.card.issued), size=5.8 * scale)], 4.8)
    if rng.random() < 0.7:
        title = ["CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI"]
    else:
        title = ["CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ"]
    c.put(33, 16.2, title[0], 4.4, bold=True, align="center")
    c.put(33, 18.6, title[1], 4.4, bold=True, align="center")
    c.put(33, 20.6, "DIRECTOR GENERAL OF THE POLICE DEPARTMENT", 3.2, align="center")
    chip(c, 6, 22)
    marks.signature(c.sheet, 36 * scale, 26 * scale, rng, reach=16 * scale)
    c.put(36, 35.2, official(rng), 5.2, bold=True, align="center")
    for x, text in ((59.5, "Ngón trỏ trái"), (72.6, "Ngón trỏ phải")):
        c.sheet.draw.rectangle(
            (px((x - 5.8) * scale), px(7 * scale), px((x + 5.8) * scale), px(24 * scale)),
            fill=(214, 208, 206),
            outline=(120, 120, 120),
            width=2,
        )
        c.put(x, 26.6, text, 3.8, align="center")
    machine_zone(c, zone)
    marks.specimen(c.sheet, rng, at=(74 * scale, 33 * scale))
    return c.sheet


def front_2024(p: Person, look: Look, rng: random.Random) -> Sheet:
    """Heading, portrait and chip, five fields."""
    scale = look.scale
    c = Face(look, (214, 230, 234), rng)
    marks.emblem(c.sheet, 10 * scale, 8 * scale, 9 * scale)
    heading(c, 46, "CĂN CƯỚC", "IDENTITY CARD")
    chip(c, 71, 27)
    c.picture(portrait(20 * scale, 27 * scale, rng), 4.5, 20.5)
    x = 28.0
    c.put(x, 25.0, "Số định danh cá nhân / Personal identification number:", 4.5)
    c.put(x, 29.0, p.id_no, 8.6, bold=True)
    c.put(x, 32.6, "Họ, chữ đệm và tên khai sinh / Full name:", 4.5)
    c.put(x, 36.4, p.full_name, 6.8, bold=True)
    c.put(x, 40.2, "Ngày, tháng, năm sinh / Date of birth:", 4.5)
    c.put(x, 43.6, slashed(p.birth), 6.2)
    c.put(64, 40.2, "Giới tính / Sex:", 4.5)
    c.put(64, 43.6, p.sex, 6.2)
    c.put(x, 47.2, "Quốc tịch / Nationality:", 4.5)
    c.put(x, 50.6, p.nationality, 6.2)
    marks.specimen(c.sheet, rng, at=(66 * scale, 51 * scale))
    return c.sheet


def back_2024(p: Person, look: Look, rng: random.Random, *, zone: list[str], qr: str, place: str) -> Sheet:
    """Residence, place of registration of birth, dates, QR, machine-readable zone."""
    scale = look.scale
    c = Face(look, (218, 228, 230), rng)
    c.put(5, 5.2, "Nơi cư trú / Place of residence:", 4.5)
    y = 8.5
    for text in two_lines(p.residence, 42):
        c.put(5, y, text, 5.4)
        y += 3.0
    c.put(5, 14.8, "Nơi đăng ký khai sinh / Place of birth:", 4.5)
    y = 18.0
    for text in two_lines(place, 42):
        c.put(5, y, text, 5.4)
        y += 3.0
    c.put(5, 24.2, "Ngày, tháng, năm cấp / Date of issue:", 4.3)
    c.put(5, 27.3, slashed(p.card.issued), 5.6)
    c.put(5, 30.6, "Ngày, tháng, năm hết hạn / Date of expiry:", 4.3)
    c.put(5, 33.7, slashed(p.card.expires) if p.card.expires else "Không thời hạn", 5.6)
    c.put(46, 33.0, "BỘ CÔNG AN", 5.0, bold=True, align="center")
    c.put(46, 35.4, "MINISTRY OF PUBLIC SECURITY", 3.4, align="center")
    c.picture(codes.qr_picture(qr, 20 * scale, DPI), 62.5, 13.5)
    c.sheet.codes.append({"kind": "qr", "text": qr})
    machine_zone(c, zone)
    marks.specimen(c.sheet, rng, at=(74 * scale, 9 * scale))
    return c.sheet
