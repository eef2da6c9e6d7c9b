"""The citizen card as one paper: its faces, what QR and machine-readable zone say; copied onto A4 or alone."""

from __future__ import annotations

import random
from datetime import date, timedelta

from PIL import Image, ImageDraw

from samples.make import codes
from samples.make.canvas import Sheet, px
from samples.make.papers import card_faces
from samples.make.papers.paper import Paper, iso, planted, v
from samples.make.people import Person


def six(day: date | None) -> str:
    """YYMMDD; 991231 for a card without end (domain.md B.3)."""
    return f"{day:%y%m%d}" if day else "991231"


def qr_text(p: Person, birth: date, full_name: str) -> str:
    """The payload of either generation (domain.md B.3)."""
    old, day = p.card.old_id or "", f"{birth:%d%m%Y}"
    if p.card.variant == "2021":
        return "|".join([p.id_no, old, full_name, day, p.sex, p.residence, f"{p.card.issued:%d%m%Y}"])
    return "|".join([p.id_no, full_name, day, p.sex, p.residence, f"{p.card.issued:%d%m%Y}", old, ""])


def draw(
    p: Person,
    rng: random.Random,
    *,
    fault: str | None = None,
    place_of_birth: str | None = None,
    scale: float | None = None,
) -> Paper:
    """Front and back. ``fault``: ``qr`` (QR says another birth date than the print) or ``expired``."""
    look = card_faces.Look(
        scale or rng.choice([1.0, 1.15, 1.25]), rng.choice(["arimo", "noto-sans", "be-vietnam", "arimo"])
    )
    issues, birth = [], p.birth
    if fault == "qr":
        birth = p.birth + timedelta(days=rng.choice([9, 30, 31, 90]))
        if birth.year != p.birth.year:
            birth = p.birth - timedelta(days=60)
        issues.append(
            planted(
                "qr_mismatch", "E_SOURCE_MISMATCH", ["birth_date"], "the QR says another date of birth than the print"
            )
        )
    if fault == "expired":
        issues.append(planted("expired", "W_EXPIRED", ["expiry_date"], "past its printed date"))
    qr = qr_text(p, birth, p.full_name)
    zone = codes.mrz(p.id_no, six(p.birth), "M" if p.sex == "Nam" else "F", six(p.card.expires), p.name)
    old = p.card.variant == "2021"
    place = place_of_birth or p.home_town
    if old:
        sheets = [card_faces.front_2021(p, look, rng, qr=qr), card_faces.back_2021(p, look, rng, zone=zone)]
    else:
        sheets = [
            card_faces.front_2024(p, look, rng),
            card_faces.back_2024(p, look, rng, zone=zone, qr=qr, place=place),
        ]
    fields = {
        "id_no": v(p.id_no),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "nationality": v(p.nationality),
        "residence": v(p.residence),
        "issue_date": v(iso(p.card.issued)),
        "expiry_date": v(iso(p.card.expires)) if p.card.expires else v("không thời hạn"),
        "mrz": v("\n".join(zone)),
    }
    fields |= {"home_town": v(p.home_town)} if old else {"birth_registration_place": v(place)}
    if p.card.old_id:
        fields["old_id_no"] = v(p.card.old_id, optional=True)
    return Paper("citizen_id", "CĂN CƯỚC CÔNG DÂN" if old else "CĂN CƯỚC", sheets, fields, p.card.variant, issues)


def on_a4(cards: list[Sheet], rng: random.Random) -> Sheet:
    """One or two card faces lying on an A4 sheet, as a flatbed scanner sees them."""
    page = Sheet(kind="card")
    x, y = rng.uniform(18, page.width - cards[0].width - 18), rng.uniform(18, 110 if len(cards) == 1 else 40)
    for card in cards:
        merge(page, card, min(x + rng.uniform(-4, 4), page.width - card.width - 4), y)
        y += card.height + rng.uniform(6, 40)
    return page


def merge(page: Sheet, card: Sheet, x: float, y: float) -> None:
    """Pastes a sheet with all that it says onto a larger one."""
    page.move_in(card, px(x), px(y))
    if not page.ink:
        return
    mask = Image.new("L", card.image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, card.image.width - 1, card.image.height - 1), px(3), fill=255)
    shade = Image.new("RGB", card.image.size, (150, 150, 150))
    page.image.paste(shade, (px(x) + 5, px(y) + 6), mask)
    page.image.paste(card.image, (px(x), px(y)), mask)
