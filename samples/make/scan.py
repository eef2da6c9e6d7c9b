"""What scanners, copiers and phones do to paper: geometry first, then light, then the file's own losses."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from samples.make.canvas import DPI, Sheet

Pixels = NDArray[np.float32]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """A way of taking pages in. Angles in degrees; ``noise`` in grey levels; ``quality`` of JPEG, None for bilevel."""

    name: str
    dpi: int = 200
    colour: bool = True
    skew: float = 0.6
    noise: float = 3.0
    blur: float = 0.5
    contrast: tuple[float, float] = (0.92, 1.0)
    quality: int | None = 74
    bleed: float = 0.0
    specks: int = 0
    phone: bool = False
    streaks: int = 0


PROFILES = {
    p.name: p
    for p in (
        Profile("office-300-colour", 300, noise=2.5, skew=0.4, quality=60),
        Profile("office-200-colour", 200),
        Profile("desk-200-colour", 200, noise=1.2, skew=0.4, quality=55),
        Profile("desk-200-gray", 200, colour=False, noise=1.5, quality=55),
        Profile(
            "tilted-200-gray", 200, colour=False, skew=3.5, noise=2.5, contrast=(0.75, 0.9), quality=48, bleed=0.07
        ),
        Profile("office-200-gray", 200, colour=False, skew=0.9, noise=4),
        Profile("office-150-colour", 150, noise=2.5, blur=0.35, quality=70),
        Profile(
            "worn-200-gray",
            200,
            colour=False,
            skew=1.8,
            noise=9,
            blur=0.8,
            contrast=(0.68, 0.82),
            quality=55,
            bleed=0.16,
            specks=60,
            streaks=2,
        ),
        Profile("skewed-200-colour", 200, skew=4.5, noise=5, blur=0.6, contrast=(0.8, 0.95), bleed=0.1),
        Profile("faint-200-gray", 200, colour=False, skew=1.0, noise=5, contrast=(0.42, 0.55), quality=62),
        Profile("bilevel-200", 200, colour=False, skew=0.9, noise=7, blur=0.6, quality=None, specks=90),
        Profile("bilevel-300", 300, colour=False, skew=0.7, noise=6, blur=0.8, quality=None, specks=40),
        Profile("phone", 190, skew=2.0, noise=5, blur=0.9, contrast=(0.78, 0.95), quality=66, phone=True),
    )
}


def replace_bleed(profile: Profile, bleed: float) -> Profile:
    """The same scanner with thicker or thinner paper; specks stay, so that a blank back is never quite white."""
    return replace(profile, bleed=bleed)


@dataclass
class Scan:
    """A page as the file holds it. ``matrix`` takes sheet pixels to pixels of the upright picture."""

    image: Image.Image
    matrix: Matrix
    upright_size: tuple[int, int]
    rotation: int
    skew: float


def scan(
    sheet: Sheet,
    profile: Profile,
    rng: random.Random,
    *,
    rotation: int = 0,
    back: Sheet | None = None,
    skew: float | None = None,
) -> Scan:
    """Takes one side in. ``rotation``: the clockwise turn that will make it upright. ``back`` shines through."""
    turn = rng.uniform(-profile.skew, profile.skew) if skew is None else skew
    noise = np.random.default_rng(rng.getrandbits(32))
    source = sheet.image
    if back is not None and profile.bleed:
        source = shine_through(source, back.image, profile.bleed * rng.uniform(0.6, 1.0))
    k = profile.dpi / DPI
    small = source.resize((round(source.width * k), round(source.height * k)), Image.Resampling.LANCZOS)
    if profile.phone:
        image, matrix = photograph(small, turn, rng, noise)
    else:
        image, matrix = flatbed(small, turn, rng)
    matrix = matrix @ np.diag([k, k, 1.0])
    image = image.filter(ImageFilter.GaussianBlur(profile.blur * rng.uniform(0.8, 1.1)))
    pixels = np.asarray(image, dtype=np.float32)
    pixels = expose(pixels, profile, rng)
    pixels = dirt(pixels, profile, rng, noise)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if not profile.colour:
        image = image.convert("L")
    if profile.quality is None:
        image = image.point(lambda g: 255 if g > 158 else 0).convert("1", dither=Image.Dither.NONE)
    size = image.size
    if rotation:
        image = image.transpose(
            {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}[rotation]
        )
    return Scan(image, matrix, size, rotation, turn)


def shine_through(front: Image.Image, back: Image.Image, strength: float) -> Image.Image:
    """The other side, mirrored and blurred, through thin paper."""
    ghost = (
        back.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        .resize(front.size)
        .convert("L")
        .filter(ImageFilter.GaussianBlur(5))
    )
    shade = np.asarray(ghost, dtype=np.float32)[..., None]
    return Image.fromarray(
        np.clip(np.asarray(front, dtype=np.float32) - (255 - shade) * strength, 0, 255).astype(np.uint8)
    )


def flatbed(page: Image.Image, turn: float, rng: random.Random) -> tuple[Image.Image, Matrix]:
    """The page a little turned on the glass; lid white, sometimes grey at the edges."""
    w, h = page.size
    a = np.deg2rad(turn)
    cos, sin = float(np.cos(a)), float(np.sin(a))
    dx, dy = rng.uniform(-0.004, 0.004) * w, rng.uniform(-0.004, 0.004) * h
    centre = np.array([[1, 0, w / 2 + dx], [0, 1, h / 2 + dy], [0, 0, 1]])
    matrix = (
        centre
        @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
        @ np.array([[1, 0, -w / 2], [0, 1, -h / 2], [0, 0, 1.0]])
    )
    lid = rng.choice([(255, 255, 255), (250, 250, 248), (226, 226, 224)])
    return warp(page, matrix, (w, h), lid), matrix


def photograph(
    page: Image.Image, turn: float, rng: random.Random, noise: np.random.Generator
) -> tuple[Image.Image, Matrix]:
    """The page on a table, seen at a slant, with a shadow over it."""
    w, h = page.size
    margin = rng.uniform(0.05, 0.1)
    out_w, out_h = round(w * (1 + 2 * margin)), round(h * (1 + 2 * margin))
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=float)
    wobble = np.array([[rng.uniform(-1, 1) * 0.028 * w, rng.uniform(-1, 1) * 0.022 * h] for _ in range(4)])
    a = np.deg2rad(turn)
    spin = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    target = (corners - [w / 2, h / 2]) @ spin.T + [out_w / 2, out_h / 2] + wobble
    matrix = homography(corners, target)
    table = rng.choice([(118, 84, 58), (70, 74, 80), (150, 140, 126), (92, 60, 44)])
    grain = noise.normal(0, 9, (out_h // 6 + 1, 8)).astype(np.float32)
    board = np.asarray(Image.fromarray(grain).resize((out_w, out_h), Image.Resampling.BICUBIC))[..., None] + np.array(
        table, dtype=np.float32
    )
    mask = warp(Image.new("L", page.size, 255), matrix, (out_w, out_h), 0)
    front = np.asarray(warp(page, matrix, (out_w, out_h), table), dtype=np.float32)
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32)[..., None] / 255
    under = np.asarray(mask.filter(ImageFilter.GaussianBlur(14)), dtype=np.float32)[..., None] / 255
    picture = front * soft + board * (1 - 0.45 * under) * (1 - soft)
    yy, xx = np.mgrid[0:out_h, 0:out_w].astype(np.float32)
    angle, edge = rng.uniform(0, 6.28), rng.uniform(-0.2, 0.35)
    across = (xx / out_w - 0.5) * np.cos(angle) + (yy / out_h - 0.5) * np.sin(angle)
    light = 1.02 - rng.uniform(0.1, 0.28) / (1 + np.exp(-(across - edge) * 14)) + 0.1 * across
    warmth = np.array([1.0, rng.uniform(0.96, 1.0), rng.uniform(0.88, 0.98)], dtype=np.float32)
    return Image.fromarray(np.clip(picture * light[..., None] * warmth, 0, 255).astype(np.uint8)), matrix


def warp(page: Image.Image, matrix: Matrix, size: tuple[int, int], fill: tuple[int, int, int] | int) -> Image.Image:
    """The picture through a projective map."""
    back = np.linalg.inv(matrix)
    back /= back[2, 2]
    return page.transform(
        size, Image.Transform.PERSPECTIVE, tuple(back.ravel()[:8]), Image.Resampling.BICUBIC, fillcolor=fill
    )


def homography(source: Matrix, target: Matrix) -> Matrix:
    """The projective map that takes four points to four points."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.append(np.linalg.solve(np.array(rows), np.array(right)), 1.0).reshape(3, 3)


def expose(pixels: Pixels, profile: Profile, rng: random.Random) -> Pixels:
    """Less contrast, ink that never gets quite black, a tint of old paper."""
    contrast = rng.uniform(*profile.contrast)
    white = rng.uniform(244, 254) if not profile.phone else 250
    tint = np.array([1.0, 1.0 - rng.uniform(0, 0.012), 1.0 - rng.uniform(0, 0.04)], dtype=np.float32)
    return ((pixels - 255) * contrast + white) * tint


def dirt(pixels: Pixels, profile: Profile, rng: random.Random, noise: np.random.Generator) -> Pixels:
    """Sensor noise, specks of dust, streaks of a dirty glass."""
    height, width = pixels.shape[:2]
    pixels = pixels + noise.normal(0, profile.noise, (height, width, 1)).astype(np.float32)
    for _ in range(profile.specks):
        x, y, r = rng.randrange(width - 4), rng.randrange(height - 4), rng.choice([1, 1, 2, 3])
        pixels[y : y + r, x : x + r] = rng.uniform(20, 140)
    for _ in range(profile.streaks):
        x = rng.randrange(width - 2)
        pixels[:, x : x + 1] -= rng.uniform(20, 60)
    return pixels
