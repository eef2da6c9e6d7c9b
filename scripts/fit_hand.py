"""Fits ``layers/vision/motlan_vision/lines/hand.json``: a small network that tells handwriting from print.

Words are drawn in typefaces of both kinds and damaged like scans; ``--hands DIR``: TrueType files that imitate
handwriting. The shipped weights: Caveat, Coming Soon, Gaegu, Handlee, Homemade Apple, Indie Flower, Kalam, Patrick
Hand, Playpen Sans, Reenie Beanie, Satisfy, Shadows Into Light, Sriracha (``fontpkg-*`` and ``@fontsource/*``, OFL or
Apache-2.0) and Dancing Script; print is what ``samples`` are drawn in. A fifth of the typefaces in turn is left
out to say how well it holds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from motlan_vision.lines.hand import HAND, WEIGHTS, features, odds
from samples.make.fonts import FACES, load
from samples.make.places import DATA

WORDS = 300  # of each typeface
INNER, EPOCHS, BATCH, FOLDS = 24, 60, 256, 5


def words(rng: random.Random) -> str:
    """A word, a number or a date, in small letters, with a capital or in capitals."""
    kind = rng.random()
    if kind < 0.25:
        return rng.choice(["{:02}/{:02}/{}", "{:02}", "{2}", "{:02}.{:02}.{}"]).format(
            rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2026)
        )
    word = rng.choice(_words())
    return word.upper() if kind < 0.45 else word if kind < 0.7 else word.lower()


@cache
def _words() -> list[str]:
    text = " ".join(f.read_text("utf-8") for f in sorted(DATA.glob("*.yaml")))
    return sorted({w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1})


def plain(word: str) -> str:
    """Without marks: for typefaces that lack the letters."""
    bare = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def draw(font: ImageFont.FreeTypeFont, text: str, rng: random.Random) -> NDArray[np.uint8]:
    """A word as it stands on a cleaned page: cut to its line's height, blurred, noisy, sometimes bilevel."""
    x0, _, x1, _ = font.getbbox(text)
    _, top, _, bottom = font.getbbox("Ágpy")
    tall = bottom - top
    picture = Image.new("L", (round(x1 - x0) + 4, round(tall * 1.3)), 255)
    ImageDraw.Draw(picture).text((2 - x0, round(0.15 * tall - top)), text, 0, font)
    picture = picture.rotate(rng.uniform(-0.4, 0.4), Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.035) * tall))
    noise = np.random.default_rng(rng.randint(0, 1 << 30)).normal(
        0, rng.uniform(0, 14), (picture.height, picture.width)
    )
    gray = np.asarray(picture, np.float64) + noise
    low, high = rng.uniform(0, 60), rng.uniform(190, 255)
    gray = (gray - low) * 255 / (high - low)
    if rng.random() < 0.15:
        gray = 255.0 * (gray > rng.uniform(100, 180))
    first, last = rng.uniform(0.02, 0.22) * tall, rng.uniform(1.05, 1.28) * tall
    return gray.clip(0, 255).astype(np.uint8)[int(first) : int(last)]


def sample(make: Callable[[int], ImageFont.FreeTypeFont], seed: str, *, marks: bool) -> NDArray[np.float64]:
    """Features of ``WORDS`` words of one typeface."""
    rng = random.Random(seed)
    rows = []
    while len(rows) < WORDS:
        text = words(rng)
        text = text if marks and rng.random() < 0.7 else plain(text)
        rows.append(features(draw(make(rng.choice([18, 22, 26, 32, 40, 52])), text, rng)))
    return np.array(rows)


def typefaces(hands: Path, prints: Path | None) -> dict[tuple[str, bool], NDArray[np.float64]]:
    """Features by typeface and whether it imitates handwriting."""
    out = {}
    for face in sorted(FACES):
        by_hand = face in ("dancing", "vibes")
        for bold, italic in [(False, False)] if by_hand else [(b, i) for b in (False, True) for i in (False, True)]:
            make = partial(load, face, bold=bold, italic=italic)
            out[f"{face}{' bold' * bold}{' italic' * italic}", by_hand] = sample(make, face, marks=True)
    for folder, hand in ((hands, True), (prints, False)):
        for path in sorted(folder.glob("*.ttf")) if folder else ():
            out[path.stem, hand] = sample(partial(ImageFont.truetype, str(path)), path.stem, marks=False)
    return out


def fit(rows: NDArray[np.float64], hand: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """One inner layer, by Adam (Kingma and Ba 2015) with noise on the inputs, both kinds weighing the same."""
    rng = np.random.default_rng(0)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    x = (rows - mean) / spread
    weigh = np.where(hand > 0, 0.5 / hand.mean(), 0.5 / (1 - hand.mean()))
    parts = [
        rng.normal(0, x.shape[1] ** -0.5, (x.shape[1], INNER)),
        np.zeros(INNER),
        rng.normal(0, 0.2, INNER),
        np.zeros(1),
    ]
    first, second = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    step = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(x))
        for i in np.array_split(order, len(order) // BATCH):
            seen = x[i] + rng.normal(0, 0.05, x[i].shape)
            inner = np.tanh(seen @ parts[0] + parts[1])
            off = weigh[i] * (1 / (1 + np.exp(-(inner @ parts[2] + parts[3]))) - hand[i]) / len(i)
            back = np.outer(off, parts[2]) * (1 - inner**2)
            decay = [2e-4 * parts[0], 0.0, 2e-4 * parts[2], 0.0]
            slopes = [seen.T @ back, back.sum(axis=0), inner.T @ off, np.array([off.sum()])]
            step += 1
            for k, slope in enumerate(slopes):
                first[k] = 0.9 * first[k] + 0.1 * (slope + decay[k])
                second[k] = 0.999 * second[k] + 0.001 * (slope + decay[k]) ** 2
                rate = 3e-3 / (1 - 0.9**step)
                parts[k] = parts[k] - rate * first[k] / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
    names = ("inner", "inner_bias", "outer", "outer_bias")
    return {"mean": mean, "spread": spread, **dict(zip(names, parts, strict=True))}


def main() -> None:
    """Fits, prints the shares by left-out typeface, writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hands", type=Path, required=True)
    parser.add_argument("--prints", type=Path, help="more typefaces of print")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cache", type=Path, help="keep what was drawn there (.npz), and use it")
    args = parser.parse_args()
    found = cached(args.cache, lambda: typefaces(args.hands, args.prints))
    families = sorted({(family(name), hand) for name, hand in found})
    marked: dict[bool, list[float]] = {False: [], True: []}
    for fold in range(FOLDS):
        out = set(families[fold::FOLDS])
        model = fit(*stacked({k: v for k, v in found.items() if (family(k[0]), k[1]) not in out}))
        for name, hand in sorted(out):
            unseen = np.concatenate([odds(v, model) for k, v in found.items() if (family(k[0]), k[1]) == (name, hand)])
            marked[hand].append(float((unseen > HAND).mean()))
            print(f"{'hand ' if hand else 'print'} {name:30} {marked[hand][-1]:6.1%} of words over the threshold")
    model = fit(*stacked(found))
    held = {("hand" if kind else "print"): round(float(np.mean(shares)), 4) for kind, shares in marked.items()}
    note = {"words_over_threshold_unseen_typefaces": held, "typefaces": len(families)}
    numbers = {name: np.round(value, 4).tolist() for name, value in model.items()}
    args.out.write_text(json.dumps({"measured": note, **numbers}) + "\n", "utf-8")
    print(json.dumps(note))


def family(name: str) -> str:
    """The family of a typeface's cut."""
    return re.split(r" |-latin|-Regular|-Light|\[", name)[0]


def stacked(found: dict[tuple[str, bool], NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All features, and 1.0 for those of handwriting."""
    return np.vstack(list(found.values())), np.concatenate([np.full(len(v), float(k[1])) for k, v in found.items()])


def cached(
    path: Path | None, make: Callable[[], dict[tuple[str, bool], NDArray[np.float64]]]
) -> dict[tuple[str, bool], NDArray[np.float64]]:
    """What ``path`` holds, or what ``make`` gives, kept there."""
    if path and path.is_file():
        with np.load(path) as kept:
            return {(name[1:], name[0] == "h"): kept[name] for name in kept.files}
    found = make()
    if path:
        np.savez_compressed(path, **{("h" if hand else "p") + name: rows for (name, hand), rows in found.items()})
    return found


if __name__ == "__main__":
    main()
