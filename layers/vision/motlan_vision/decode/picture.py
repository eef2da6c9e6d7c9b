"""Pictures (JPEG, PNG, TIFF, HEIC, AVIF, WebP, JPEG 2000) to RGB pages. Runs in the child process."""

from __future__ import annotations

import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps

from motlan_vision.decode.base import BadPage, Decoded, Refused, fit_scale, plausible_dpi
from motlan_vision.limits import Limits

#: Formats whose further frames are pages. A JPEG's (MPO) are previews, a PNG's or WebP's are an animation.
_PAGED = {"TIFF", "HEIF"}
_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/tiff": ("TIFF",),
    "image/webp": ("WEBP",),
    "image/avif": ("AVIF",),
    "image/heic": ("HEIF",),
    "image/jp2": ("JPEG2000",),
}
#: No picture that is stretched gets more pixels than this.
_SQUARED_MAX = 40_000_000
_REDUCED = 254  # TIFF NewSubfileType; bit 0 marks a thumbnail of another page


class PictureFile:
    """A picture file; frames are decoded one at a time."""

    def __init__(self, path: Path, media_type: str, limits: Limits) -> None:
        """Raises ``Refused``."""
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None  # our own bound is checked before decoding and says more
        self._path, self._limits, self._formats = path, limits, _FORMATS[media_type]
        Image.init()
        try:
            self._image = Image.open(path, formats=self._formats)
            self._frames = self._find_frames()
        except (MemoryError, RecursionError):
            raise Refused("E_TOO_LARGE") from None
        except Exception as error:  # decoders raise anything on foreign data
            raise Refused("E_CORRUPT") from error
        self.page_count = len(self._frames)
        if self.page_count == 0:
            raise Refused("E_EMPTY")
        if self.page_count == 1 and self._too_large():
            raise Refused("E_TOO_LARGE")

    def _find_frames(self) -> list[int]:
        if self._image.format not in _PAGED:
            return [0]
        frames: list[int] = []
        for index in range(getattr(self._image, "n_frames", 1)):
            if len(frames) > self._limits.pages_max:
                break
            reduced = 0
            try:
                self._image.seek(index)
                tags = getattr(self._image, "tag_v2", None)
                reduced = int(tags.get(_REDUCED, 0)) & 1 if tags is not None else 0
            except Exception:  # a broken frame is still a page: it will say so when it is read
                reduced = 0
            if not reduced:
                frames.append(index)
        return frames

    def _too_large(self) -> bool:
        width, height = self._image.size
        bands = len(self._image.getbands()) * (4 if self._image.mode in ("I", "F") else 1)
        return (
            width * height > self._limits.pixels_decode_max
            or width * height * bands > 4 * self._limits.pixels_decode_max
        )

    def page(self, index: int) -> Decoded:
        """Raises ``BadPage``."""
        try:
            self._image.seek(self._frames[index])
        except Exception as error:
            raise BadPage("corrupt") from error
        if self._too_large():
            raise BadPage("too_large")
        image, notes = self._load()
        with suppress(Exception):  # a broken EXIF block is no reason to lose the page
            image = ImageOps.exif_transpose(image)
        image = _square(image)
        stated = _stated_dpi(image)
        scale = fit_scale(*image.size, self._limits)
        dpi = plausible_dpi(stated, *image.size)
        scale = min(scale, self._limits.dpi_max / dpi if dpi > self._limits.dpi_max * 1.1 else 1.0)
        rgb = _to_rgb(image, scale)
        return Decoded(rgb, max(1, round(dpi * scale)), warnings=notes)

    def _load(self) -> tuple[Image.Image, list[str]]:
        """The decoded frame; what is there of a truncated one, with a warning."""
        image = self._image
        if image.format in ("JPEG", "MPO"):
            scale = fit_scale(*image.size, self._limits)
            if scale < 0.5:
                image.draft(None, (round(image.width * scale), round(image.height * scale)))
        try:
            image.load()
            return image, []
        except MemoryError:
            raise BadPage("memory") from None
        except Exception as error:
            return self._salvage(error), ["truncated"]

    def _salvage(self, error: Exception) -> Image.Image:
        """Decodes again without complaining; raises ``BadPage`` where that brings nothing to look at."""
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with Image.open(self._path, formats=self._formats) as again:
                with suppress(Exception):
                    again.seek(self._image.tell())
                again.load()
                image = again.copy()
                image.info = dict(again.info)
        except Exception:
            raise BadPage("corrupt") from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        small = np.asarray(image.convert("L").resize((64, 64)))
        if int(small.max()) - int(small.min()) < 16:
            raise BadPage("corrupt") from error
        return image


def _square(image: Image.Image) -> Image.Image:
    """Pixels as high as wide: a fax has twice as many across as down (ITU-T T.4: 204 by 98 or 196 an inch)."""
    try:
        across, down = (float(v) for v in image.info["dpi"])
        ratio = across / down
    except Exception:  # absent, zero, text, …
        return image
    if not 1.02 < max(ratio, 1 / ratio) < 4 or image.width * image.height * max(ratio, 1 / ratio) > _SQUARED_MAX:
        return image
    size = (image.width, round(image.height * ratio)) if ratio > 1 else (round(image.width / ratio), image.height)
    info = dict(image.info) | {"dpi": (max(across, down), max(across, down))}
    image = (image.convert("L") if image.mode == "1" else image).resize(size, Image.Resampling.BICUBIC)
    image.info = info
    return image


def _stated_dpi(image: Image.Image) -> float:
    try:
        return float(image.info["dpi"][0])
    except Exception:  # absent, zero denominator, text, …
        return 0.0


def _to_rgb(image: Image.Image, scale: float) -> NDArray[np.uint8]:
    """Any mode to RGB on white, reduced by ``scale``."""
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode.startswith(("I", "F")):
        image = _narrow(image)
    if image.mode == "1":
        image = image.convert("L")
    if image.mode in ("PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if scale < 1.0 and image.mode in ("L", "RGB", "RGBA", "CMYK"):
        image = image.resize(size, Image.Resampling.BOX)
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    image = image.convert("RGB")
    if image.size != size:
        image = image.resize(size, Image.Resampling.BOX)
    return np.array(image)


def _narrow(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and floating gray to 8 bits: full range for 16 bits, from least to most otherwise."""
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((values >> 8).astype(np.uint8))
    values = np.nan_to_num(values.astype(np.float32))
    low, high = float(values.min()), float(values.max())
    if image.mode == "I" and low >= 0 and 255 < high <= 65535:
        low, high = 0.0, 65535.0
    elif image.mode == "I" and low >= 0 and high <= 255:
        low, high = 0.0, 255.0
    return Image.fromarray(((values - low) * (255.0 / max(high - low, 1e-9))).astype(np.uint8))
