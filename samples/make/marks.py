"""What offices put on paper beside text: seals, signatures, an emblem's place, and the word MẪU on every page."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from samples.make import fonts
from samples.make.canvas import Sheet, px

RED = (200, 24, 34)
#: Round seals say only this: they imitate nobody's.
RING = "DẤU MẪU ★ KHÔNG CÓ GIÁ TRỊ PHÁP LÝ ★ "


def specimen(sheet: Sheet, rng: random.Random, *, at: tuple[float, float] | None = None) -> None:
    """MẪU on the page: in a corner or faint across it, or at (x, y) mm. To read it is neither asked for nor wrong."""
    sheet.optional_lines.append({"text": "MẪU", "kind": "mau"})
    if not sheet.ink:
        return
    if at or rng.random() < 0.6:
        x, y = at or (rng.choice([9.0, sheet.width - 22]), rng.choice([9.0, sheet.height - 8]))
        font = fonts.load("arimo", px(2.7 if at else 4.2), bold=True)
        colour = rng.choice([(150, 150, 156), (214, 120, 120), (120, 140, 200)])
        sheet.draw.text((px(x), px(y)), "MẪU", font=font, fill=colour, anchor="ls")
        return
    font = fonts.load("arimo", px(52), bold=True)
    layer = Image.new("L", sheet.image.size, 0)
    ImageDraw.Draw(layer).text((layer.width // 2, layer.height // 2), "MẪU", font=font, fill=26, anchor="mm")
    layer = layer.rotate(rng.uniform(25, 50), resample=Image.Resampling.BILINEAR)
    sheet.image.paste((120, 120, 130), (0, 0), layer)


def seal(
    sheet: Sheet, x: float, y: float, rng: random.Random, *, size: float = 36.0, colour: tuple[int, int, int] = RED
) -> None:
    """A round seal with its middle at (x, y) mm, unevenly inked, a little turned."""
    side = px(size)
    sheet.seals.append((px(x) - side / 2, px(y) - side / 2, px(x) + side / 2, px(y) + side / 2))
    if not sheet.ink:
        return
    layer = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(layer)
    for inset, weight in ((4, 7), (22, 3), (round(side * 0.24), 3)):
        draw.ellipse((inset, inset, side - inset, side - inset), outline=255, width=weight)
    font = fonts.load("arimo", round(side * 0.085), bold=True)
    radius = side * 0.385
    for i, letter in enumerate(RING):
        angle = 2 * math.pi * i / len(RING)
        if letter == " ":
            continue
        if letter == "★":
            star(draw, side / 2 + radius * math.sin(angle), side / 2 - radius * math.cos(angle), side * 0.03)
            continue
        tile = Image.new("L", (side // 5, side // 5), 0)
        ImageDraw.Draw(tile).text((tile.width // 2, tile.height // 2), letter, font=font, fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BILINEAR)
        at = (
            round(side / 2 + radius * math.sin(angle) - tile.width / 2),
            round(side / 2 - radius * math.cos(angle) - tile.height / 2),
        )
        layer.paste(255, at, tile)
    star(draw, side / 2, side / 2 - side * 0.05, side * 0.11)
    draw.text(
        (side / 2, side * 0.66), "MẪU", font=fonts.load("arimo", round(side * 0.1), bold=True), fill=255, anchor="mm"
    )
    layer = layer.rotate(rng.uniform(-25, 25), resample=Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(1.1))
    uneven = clouds(side, rng)
    layer = Image.composite(layer, Image.new("L", layer.size, 0), uneven)
    sheet.image.paste(colour, (px(x) - side // 2, px(y) - side // 2), layer)
    sheet.optional_lines += [{"text": t, "kind": "seal"} for t in ("DẤU MẪU", "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", "MẪU")]


def clouds(side: int, rng: random.Random) -> Image.Image:
    """A soft mask between 130 and 245: ink is never even."""
    small = Image.new("L", (9, 9))
    small.putdata([rng.randint(130, 245) for _ in range(81)])
    return small.resize((side, side), Image.Resampling.BICUBIC)


def star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    """A five-pointed star."""
    points = []
    for i in range(10):
        r = radius if i % 2 == 0 else radius * 0.4
        points.append((x + r * math.sin(math.pi * i / 5), y - r * math.cos(math.pi * i / 5)))
    draw.polygon(points, fill=255)


def signature(sheet: Sheet, x: float, y: float, rng: random.Random, *, reach: float = 34.0) -> None:
    """A pen stroke around (x, y) mm that says nothing."""
    if not sheet.ink:
        return
    colour = rng.choice([(24, 40, 150), (30, 30, 34), (40, 60, 170)])
    points, n = [], rng.randint(6, 10)
    for i in range(n):
        points.append(
            (x + reach * (i / (n - 1) - 0.5) + rng.uniform(-4, 4), y + rng.uniform(-6, 6) * (1 - 0.5 * i / n))
        )
    curve: list[tuple[float, float]] = []
    for i in range(len(points) - 1):  # Catmull-Rom through the points
        p0, p1, p2, p3 = points[max(0, i - 1)], points[i], points[i + 1], points[min(len(points) - 1, i + 2)]
        for k in range(14):
            t = k / 14
            curve.append(
                tuple(  # type: ignore[arg-type]
                    px(
                        0.5
                        * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    for i in range(len(curve) - 1):
        sheet.draw.line((*curve[i], *curve[i + 1]), fill=colour, width=3 + (i // 7) % 4)


def emblem(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Where the national emblem stands: a plain disc with a star, on purpose no likeness of it."""
    if not sheet.ink:
        return
    box = (px(x - size / 2), px(y - size / 2), px(x + size / 2), px(y + size / 2))
    sheet.draw.ellipse(box, fill=(206, 60, 52), outline=(226, 178, 70), width=max(2, px(size) // 14))
    layer = Image.new("L", (px(size), px(size)), 0)
    star(ImageDraw.Draw(layer), px(size) / 2, px(size) / 2, px(size) * 0.26)
    sheet.image.paste((240, 200, 80), (box[0], box[1]), layer)


def pattern(sheet: Sheet, colour: tuple[int, int, int], rng: random.Random) -> None:
    """A tinted ground of waves, such as certificates are printed on; our own, and much coarser than any."""
    if not sheet.ink:
        return
    width, height = sheet.image.size
    gap, phase = px(rng.uniform(2.4, 4.0)), rng.uniform(0, 6)
    for y in range(0, height, gap):
        points = [(x, y + gap * 0.8 * math.sin(x / px(9) + phase + y / px(40))) for x in range(0, width + 40, 40)]
        sheet.draw.line(points, fill=colour, width=2)


def frame(sheet: Sheet, colour: tuple[int, int, int], inset: float = 9.0) -> None:
    """A double border."""
    if not sheet.ink:
        return
    for extra, weight in ((0.0, 8), (1.8, 3)):
        i = inset + extra
        sheet.draw.rectangle((px(i), px(i), px(sheet.width - i), px(sheet.height - i)), outline=colour, width=weight)
