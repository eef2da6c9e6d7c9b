"""Scans in, pages out: the vision layer as the use cases see it (``motlan.ports.PageReader``)."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from motlan.model import Box, Code, Issue, Line, Page, Region, Rotation, union
from motlan_vision.arrays import Rgb
from motlan_vision.blank import is_blank, is_picture
from motlan_vision.clean import Cleaned, clean
from motlan_vision.codes import read_codes
from motlan_vision.layout.drawn import see
from motlan_vision.limits import DEFAULT, Limits
from motlan_vision.lines.detect import detect
from motlan_vision.lines.hand import mark_hand
from motlan_vision.lines.page import lines_of
from motlan_vision.lines.stamps import red_ink
from motlan_vision.lines.struck import mark_struck
from motlan_vision.memory import give_back
from motlan_vision.open import RawPage, Scan, Unreadable, open_scan
from motlan_vision.recognise.engine import Engine
from motlan_vision.recognise.engines import engine_named
from motlan_vision.secondlook import Look, certainty, second_look
from motlan_vision.upright import make_upright
from motlan_vision.upright.turn import turn_of

PREVIEW_SIDE = 1600
PREVIEW_QUALITY = 80
#: A page whose words are, letter by letter, less certain than this on average needs a person; below the second figure
#: nothing of it can be used.
DOUBTFUL, HOPELESS = 0.8, 0.45
_HALF_TURN: dict[Rotation, Rotation] = {0: 180, 90: 270, 180: 0, 270: 90}


class Reader:
    """Reads scans with one engine. Models are loaded at the first page and kept for the process.

    ``engine``: an ``Engine``, or the name of one (else ``MOTLAN_ENGINE``, else ``vote``); ``threads``: for one page;
    ``debug``: a folder that gets a picture after every step.
    """

    def __init__(
        self,
        engine: Engine | str | None = None,
        threads: int = 2,
        limits: Limits = DEFAULT,
        debug: Path | None = None,
    ) -> None:
        self.engine = engine_named(engine, threads) if engine is None or isinstance(engine, str) else engine
        self.threads, self.limits, self.debug = threads, limits, debug

    def load(self) -> None:
        """Loads the models now rather than at the first page. Of a scribble nothing is sure: every network is asked."""
        scribble = np.random.default_rng(0).integers(0, 256, (64, 256), np.uint8)
        turn_of(scribble, self.threads)
        detect(scribble, self.threads)
        self.engine.read(scribble, [(0, 0, 256, 64)])

    def open(self, path: Path, name: str) -> ScanFile:
        """Raises ``motlan.model.Rejected`` for an encrypted, corrupt, empty, foreign or oversized file."""
        return ScanFile(open_scan(path, name, self.limits), self)


class ScanFile:
    """An opened scan (``motlan.ports.OpenFile``)."""

    def __init__(self, scan: Scan, reader: Reader) -> None:
        self._scan, self._reader = scan, reader
        self._one_decoder = threading.Lock()
        self.media_type, self.page_count = scan.media_type, scan.page_count

    def read(self, index: int, *, page: int, source: int, turn: Rotation | None = None) -> tuple[Page, bytes | None]:
        """Page ``index`` (from 0) as page number ``page`` of file ``source``, and a JPEG of it upright.

        ``turn``: how far clockwise a person turned it; its text layer, if any, is then not used. Several threads may
        read at a time.
        """
        out = Page(page=page, source=source, source_page=index + 1)
        try:
            with self._one_decoder:
                raw = self._scan.page(index)
        except Unreadable as problem:
            return _unreadable(out, problem.issue), None
        try:
            return self._read(raw, out, turn)
        except Exception as error:  # a page that breaks a step must not take the others with it
            message = f"Trang không đọc được do lỗi xử lý ({type(error).__name__}); cần người xem."
            return _unreadable(out, Issue(code="W_UNREADABLE_PAGE", message=message)), None
        finally:
            give_back()

    def _read(self, raw: RawPage, out: Page, turn: Rotation | None) -> tuple[Page, bytes]:
        debug = _Debug(self._reader.debug, out.page)
        debug.show("0-raw", raw.image)
        out.dpi, out.warnings = raw.dpi, list(raw.warnings)
        if raw.text_lines is not None and turn is None:
            image, out.read_by, out.lines = raw.image, "text_layer", list(raw.text_lines)
            out.height_px, out.width_px = image.shape[:2]
            out.codes, out.checks = read_codes(image), see(out.lines, image, raw.dpi)
            return out, preview(image)
        upright = make_upright(raw.image, raw.dpi, turn)
        image = upright.image
        out.rotation, out.regions = upright.rotation, list(upright.regions)
        out.height_px, out.width_px = image.shape[:2]
        debug.show("1-upright", image)
        out.dpi = upright.dpi
        cleaned = clean(image, upright.dpi, lambda step, picture: debug.show(f"2-clean-{step}", picture))
        out.codes = read_codes(image)
        if not out.codes and is_blank(cleaned):
            if is_picture(image):
                message = f"Trang {out.page} là ảnh hoặc hình, không có chữ đọc được; cần người xem."
                return _unreadable(out, Issue(code="W_UNREADABLE_PAGE", message=message)), preview(image)
            out.status = "blank"
            return out, preview(image)
        first = Look(image, self._lines(image, cleaned, upright.regions, out.codes))
        look = first
        if turn is None:  # nobody knows better
            look = second_look(
                first,
                upright.regions,
                lambda turned: self._lines(turned, clean(turned, upright.dpi), upright.regions, out.codes),
            )
        if look is not first:
            image, out.codes, cleaned = look.image, read_codes(look.image), clean(look.image, upright.dpi)
            out.rotation = _HALF_TURN[out.rotation] if look.turned else out.rotation
        if cleaned.faint and certainty(look.lines) < DOUBTFUL and not out.codes:
            out.status = "blank"  # so reads what shines through thin paper; so may faint print, and a person looks
            message = f"Trang {out.page} chỉ có vết mực rất nhạt, không đọc được, coi là trang trắng; cần xem lại."
            out.warnings = [*out.warnings, Issue(code="W_LOW_CONFIDENCE", message=message)]
            return out, preview(image)
        out.lines, out.checks = look.lines, cleaned.checks
        _judge(out)
        cards = [region.box for region in out.regions if region.kind == "card"]
        mark_hand(out.lines, cleaned.gray, image, cards)
        mark_struck(out.lines, image, cards)
        debug.lines("3-lines", image, out.lines)
        return out, preview(image)

    def _lines(self, image: Rgb, cleaned: Cleaned, regions: Sequence[Region], codes: Sequence[Code]) -> list[Line]:
        return lines_of(
            cleaned.gray,
            self._reader.engine,
            stamps=red_ink(image, cleaned.red, cleaned.gray, cleaned.dpi) if cleaned.red is not None else None,
            rules=cleaned.rules,
            regions=regions,
            codes=[code.box for code in codes],
            checks=cleaned.checks,
            dpi=cleaned.dpi,
            threads=self._reader.threads,
        )

    def close(self) -> None:
        """Lets go of the file."""
        self._scan.close()

    def __enter__(self) -> ScanFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def preview(image: NDArray[np.uint8]) -> bytes:
    """A JPEG of the upright page for the review screen."""
    picture = Image.fromarray(image)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=PREVIEW_QUALITY)
    return file.getvalue()


def _judge(page: Page) -> None:
    """Sets status and warnings of a page by how surely it was read."""
    sure = certainty(page.lines)
    if sure < HOPELESS and not page.codes:
        message = "Không đọc được chữ trên trang này (mờ, viết tay hoặc không phải văn bản); cần người xem."
        _unreadable(page, Issue(code="W_UNREADABLE_PAGE", message=message))
    elif sure < DOUBTFUL:
        message = "Nhiều chữ trên trang này đọc không chắc chắn; cần đối chiếu với bản gốc."
        page.warnings = [*page.warnings, Issue(code="W_LOW_CONFIDENCE", message=message)]


def _unreadable(page: Page, issue: Issue) -> Page:
    page.status, page.warnings = "unreadable", [*page.warnings, issue]
    return page


class _Debug:
    """Pictures of a page after every step, where a folder was named."""

    def __init__(self, folder: Path | None, page: int) -> None:
        self.folder, self.page = folder, page

    def show(self, step: str, image: NDArray[np.uint8]) -> None:
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(image).save(self.folder / f"{self.page:03}-{step}.png")

    def lines(self, step: str, image: NDArray[np.uint8], lines: list[Line]) -> None:
        if self.folder is not None:
            picture = Image.fromarray(image).convert("RGB")
            draw = ImageDraw.Draw(picture)
            blocks: dict[int, list[Line]] = {}
            for line in lines:
                blocks.setdefault(line.block, []).append(line)
                draw.rectangle(self._sides(line.box, picture), outline=(220, 0, 0), width=2)
            for number, block in blocks.items():
                sides = self._sides(union(line.box for line in block), picture)
                draw.rectangle(sides, outline=(0, 90, 220), width=3)
                draw.text(sides[:2], f"{number} {block[0].part}", (0, 90, 220), ImageFont.load_default(28), anchor="lb")
            self.show(step, np.asarray(picture))

    def _sides(self, box: Box, picture: Image.Image) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = box
        return x0 * picture.width, y0 * picture.height, x1 * picture.width, y1 * picture.height
