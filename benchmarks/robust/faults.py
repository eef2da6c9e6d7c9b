"""One fault each: a sound upright page (RGB, 200 dpi) to the file that a scanner, copier, fax or phone would give."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.robust import ink
from samples.make import fonts
from samples.make.scan import photograph, shine_through

Rgb = NDArray[np.uint8]
DPI = 200
MM = DPI / 25.4
#: Where the lines of print are: boxes in pixels of the sound page.
Boxes = list[tuple[float, float, float, float]]


@dataclass(frozen=True)
class Faulty:
    """The file's bytes, and what must come out: turn, skew (degrees that lines descend to the right), halves."""

    data: bytes
    rotation: int = 0
    skew: float = 0.0


Fault = Callable[[Rgb, Boxes], Faulty]


def saved(page: Rgb, dpi: float = DPI, **more: float) -> Faulty:
    """A JPEG of quality 85, as scanners write."""
    return Faulty(_jpeg(Image.fromarray(page), dpi, 85), **more)  # type: ignore[arg-type]


def _jpeg(image: Image.Image, dpi: float, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()


def sound(page: Rgb, _: Boxes) -> Faulty:
    """Nothing wrong with it."""
    return saved(page)


def skewed(degrees: float, page: Rgb, _: Boxes) -> Faulty:
    """Laid crooked on the glass."""
    image = Image.fromarray(page).rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(252, 252, 252))
    return saved(np.asarray(image), skew=degrees)


def turned(clockwise: int, page: Rgb, _: Boxes) -> Faulty:
    """``clockwise``: the turn that makes it upright."""
    return saved(np.ascontiguousarray(np.rot90(page, clockwise // 90)), rotation=clockwise)


def phone(seed: int, page: Rgb, _: Boxes) -> Faulty:
    """On a table, at a slant, a shadow over it."""
    rng = random.Random(seed)
    image, _ = photograph(Image.fromarray(page), rng.uniform(-3, 3), rng, np.random.default_rng(seed))
    return Faulty(_jpeg(image.filter(ImageFilter.GaussianBlur(0.6)), 72, 80))


def spread(page: Rgb, _: Boxes) -> Faulty:
    """An open book: the page twice, side by side, a shadow in the fold."""
    both = np.concatenate([page, page], axis=1).astype(np.float32)
    middle, reach = page.shape[1], 60
    near = np.abs(np.arange(both.shape[1]) - middle) / reach
    shade = 1 - 0.55 * np.exp(-np.square(near))
    return saved(np.asarray(both * shade[None, :, None], np.uint8))


def stamped(colour: tuple[int, int, int], page: Rgb, boxes: Boxes) -> Faulty:
    """A round seal and a framed stamp over lines of print."""
    for n, at in enumerate(_over(page, boxes, (0.3, 0.75))):
        page = (ink.seal, ink.frame)[n](page, at, MM, colour)
    return saved(page)


def signed(colour: tuple[int, int, int], page: Rgb, boxes: Boxes) -> Faulty:
    """Two flourishes over lines of print."""
    for n, at in enumerate(_over(page, boxes, (0.4, 0.85))):
        page = ink.signature(page, at, MM, colour, n)
    return saved(page)


def _over(page: Rgb, boxes: Boxes, shares: tuple[float, float]) -> list[tuple[float, float]]:
    """Middles of lines at these shares of the list of lines, as shares of the page."""
    rows = sorted(boxes, key=lambda b: b[1])
    chosen = [rows[int(share * (len(rows) - 1))] for share in shares]
    return [((b[0] + b[2]) / 2 / page.shape[1], (b[1] + b[3]) / 2 / page.shape[0]) for b in chosen]


def bleed(strength: float, page: Rgb, _: Boxes) -> Faulty:
    """The other side (the page itself, mirrored) through thin paper."""
    image = Image.fromarray(page)
    ghost = shine_through(image, image.transpose(Image.Transpose.FLIP_TOP_BOTTOM), strength)
    return saved(np.asarray(ghost))


def punched(page: Rgb, _: Boxes) -> Faulty:
    """Two holes of 6 mm, 80 mm apart (ISO 838), the scanner's black lid behind them; a dark rim at one side."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for y in (page.shape[0] / 2 - 40 * MM, page.shape[0] / 2 + 40 * MM):
        draw.ellipse((12 * MM - 3 * MM, y - 3 * MM, 12 * MM + 3 * MM, y + 3 * MM), fill=(25, 25, 25))
    draw.rectangle((page.shape[1] - 2.5 * MM, 0, page.shape[1], page.shape[0]), fill=(30, 30, 30))
    return saved(np.asarray(image))


def fax(across: int, down: int, page: Rgb, _: Boxes) -> Faulty:
    """Bilevel, G4, with different resolutions across and down (ITU-T T.4: 204 by 98 or 196 an inch)."""
    image = Image.fromarray(page).convert("L")
    size = round(image.width * across / DPI), round(image.height * down / DPI)
    small = image.resize(size, Image.Resampling.BOX).point(lambda g: 255 if g > 150 else 0).convert("1")
    out = io.BytesIO()
    small.save(out, "TIFF", compression="group4", dpi=(across, down))
    return Faulty(out.getvalue())


def tinted(colour: tuple[int, int, int], page: Rgb, _: Boxes) -> Faulty:
    """Coloured paper."""
    return saved(np.asarray(page * (np.array(colour, np.float32) / 255), np.uint8))


def dotted(page: Rgb, boxes: Boxes) -> Faulty:
    """Every other line written on a dotted fill-in line that runs on to the margin."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for x0, y0, _, y1 in boxes[1::2]:
        tall = y1 - y0
        font = fonts.load("tinos", max(8, round(0.8 * tall)))
        count = int((page.shape[1] - 18 * MM - x0) / max(1.0, font.getlength(".")))
        draw.text((x0, y1 - 0.17 * tall), "." * max(0, count), font=font, fill=(70, 70, 74), anchor="ls")
    return saved(np.asarray(image))


def ruled(page: Rgb, boxes: Boxes) -> Faulty:
    """Lines of print in the cells of a table, its rules close under them."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        tall = y1 - y0
        draw.rectangle(
            (x0 - 0.3 * tall, y0 - 0.1 * tall, x1 + 0.3 * tall, y1 + 0.1 * tall), outline=(20, 20, 20), width=2
        )
    return saved(np.asarray(image))


def underlined(page: Rgb, boxes: Boxes) -> Faulty:
    """Every other line underlined through its descenders and dots below."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes[::2]:
        y = y1 - 0.14 * (y1 - y0)
        draw.line((x0, y, x1, y), fill=(20, 20, 20), width=2)
    return saved(np.asarray(image))


def faint(contrast: float, page: Rgb, _: Boxes) -> Faulty:
    """Worn ribbon or toner: ink that is hardly darker than the paper, and the scanner's noise."""
    noise = np.random.default_rng(3).normal(0, 4, page.shape[:2])[..., None]
    pale = 245 - (255 - page.astype(np.float32)) * contrast + noise
    return saved(np.asarray(np.clip(pale, 0, 255), np.uint8))


def at_dpi(dpi: int, page: Rgb, _: Boxes) -> Faulty:
    """Scanned coarser or finer."""
    size = round(page.shape[1] * dpi / DPI), round(page.shape[0] * dpi / DPI)
    return saved(np.asarray(Image.fromarray(page).resize(size, Image.Resampling.LANCZOS)), dpi)


def pressed(quality: int, page: Rgb, _: Boxes) -> Faulty:
    """JPEG as small as some machines make it."""
    return Faulty(_jpeg(Image.fromarray(page), DPI, quality))


def specked(page: Rgb, _: Boxes) -> Faulty:
    """Dirt on the glass and on a copy of a copy."""
    rng, out = random.Random(5), page.copy()
    for _ in range(1500):
        x, y, side = rng.randrange(page.shape[1] - 4), rng.randrange(page.shape[0] - 4), rng.choice([1, 1, 2, 3])
        out[y : y + side, x : x + side] = rng.randrange(20, 140)
    return saved(out)


FAULTS: dict[str, Fault] = {
    "sound": sound,
    **{f"skew {d:+d}": partial(skewed, float(d)) for d in (-10, -5, -2, 2, 5, 10)},
    **{f"turn {t}": partial(turned, t) for t in (90, 180, 270)},
    "phone a": partial(phone, 1),
    "phone b": partial(phone, 8),
    "book spread": spread,
    "red stamps": partial(stamped, ink.RED),
    "blue stamps": partial(stamped, ink.BLUE),
    "blue signatures": partial(signed, ink.PEN),
    "black signatures": partial(signed, (40, 40, 44)),
    "bleed 0.15": partial(bleed, 0.15),
    "bleed 0.30": partial(bleed, 0.3),
    "punch holes": punched,
    "fax 204x98": partial(fax, 204, 98),
    "fax 204x196": partial(fax, 204, 196),
    "yellow paper": partial(tinted, (250, 232, 150)),
    "pink paper": partial(tinted, (248, 190, 200)),
    "blue paper": partial(tinted, (170, 200, 240)),
    "grey paper": partial(tinted, (150, 150, 150)),
    "dotted lines": dotted,
    "table rules": ruled,
    "underlined": underlined,
    "faint 0.30": partial(faint, 0.3),
    "faint 0.15": partial(faint, 0.15),
    **{f"{d} dpi": partial(at_dpi, d) for d in (100, 150, 300, 400, 600)},
    "jpeg 20": partial(pressed, 20),
    "specks": specked,
}
