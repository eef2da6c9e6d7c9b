"""The clerk's app on a stack of its own: cost of the first load, how soon a field is there, keys and seconds a dossier.

``python -m benchmarks.web [--out benchmarks/results/web.json]``. Needs Chromium (scripts/setup_browser.sh).
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.machine import describe, inputs
from benchmarks.many_pages import many_pages
from infra.local import LocalStack
from motlan.cli import web

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples/dossiers/files"
#: A complete dossier of five pages, and one page of a second visit.
DOSSIER, SINGLE = SAMPLES / "a-khai-sinh.pdf", SAMPLES / "c-dang-ky-lai.pdf"
#: Keystroke-level model (Card, Moran, Newell 1980): a keystroke of an average typist, and a moment of thought.
KEY_SECONDS, THOUGHT_SECONDS = 0.28, 1.35
LOADS = 5
#: Of the dossier that is scrolled.
PAGES = 200
#: Letters that Telex types with two keys; a tone is one more.
_TELEX = {"\u0302": 1, "\u0306": 1, "\u031b": 1, "đ": 1, "Đ": 1}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def telex_keys(text: str) -> int:
    """Key presses that a text costs by the Telex method, without shift and corrections."""
    return sum(
        (0 if unicodedata.combining(char) else 1) + _TELEX.get(char, 0) + (char in _TONES)
        for char in unicodedata.normalize("NFD", text)
    )


def first_load(browser: Browser, url: str) -> dict[str, Any]:
    """Requests and compressed bytes until somebody can sign in; seconds as the median of fresh browsers."""
    seconds: list[float] = []
    sizes: dict[str, int] = {}
    for _ in range(LOADS):
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        paths: dict[str, str] = {}
        sizes = {}
        line.on("Network.responseReceived", lambda e, p=paths: p.update({e["requestId"]: e["response"]["url"]}))
        line.on(
            "Network.loadingFinished",
            lambda e, p=paths, s=sizes: s.update({p.get(e["requestId"], ""): int(e["encodedDataLength"])}),
        )
        began = time.perf_counter()
        page.goto(url)
        page.get_by_label("Tên đăng nhập").wait_for()
        seconds.append(time.perf_counter() - began)
        context.close()
    return {
        "requests": len(sizes),
        "bytes": sum(sizes.values()),
        "seconds_median": round(statistics.median(seconds), 3),
    }


def sign_in(context: BrowserContext, stack: LocalStack) -> Page:
    """A clerk at the desk."""
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("clerk")
    page.get_by_label("Mật khẩu").fill(stack.users["clerk"]["password"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đăng xuất").wait_for()
    return page


def send(page: Page, search: str, file: Path) -> float:
    """Procedure, file, off; returns when the file was given away. The check screen is open when this returns."""
    page.goto("/#/home")
    page.goto("/#/take-in")
    page.get_by_role("combobox").fill(search)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("input[type=file]").first.set_input_files(file)
    began = time.perf_counter()
    page.get_by_role("button", name="Gửi 1 tệp").press("Enter")
    page.locator("main").get_by_role("link", name="Kiểm tra").wait_for(timeout=300_000)
    page.keyboard.press("Enter")
    page.locator("[data-current]").wait_for()
    return began


def scripted_clerk(page: Page) -> dict[str, Any]:
    """Goes through the points with Enter, files; every value is taken as it stands."""
    points, began = 0, time.perf_counter()
    current = page.locator("[data-current]")
    while "Đã xem xong" not in (said := current.inner_text()):
        page.keyboard.press("Enter")
        points += 1
        deadline = time.perf_counter() + 30
        while current.inner_text() == said and time.perf_counter() < deadline:
            time.sleep(0.01)
    page.keyboard.press("Enter")
    page.locator(".eform .line").first.wait_for(timeout=60_000)
    seconds = time.perf_counter() - began
    page.get_by_role("button", name="Lập biên nhận").press("Enter")
    page.get_by_role("img", name="Mã QR").wait_for()
    keys = points + 2
    modelled = points * (KEY_SECONDS + THOUGHT_SECONDS) + 2 * KEY_SECONDS
    return {"points": points, "keys": keys, "machine_seconds": round(seconds, 1), "person_seconds": round(modelled, 1)}


def by_hand(page: Page) -> dict[str, Any]:
    """Typing the same form: every value that stands in it, by Telex, and a key from field to field."""
    values: list[str] = page.locator(".eform .line input").evaluate_all("all => all.map(one => one.value)")
    typed = [value for value in values if value]
    keys = sum(telex_keys(value) for value in typed) + len(values)
    seconds = keys * KEY_SECONDS + len(typed) * THOUGHT_SECONDS
    return {"fields": len(typed), "keys": keys, "person_seconds": round(seconds, 1)}


#: Counts frames while the strip is scrolled from top to bottom; a long task keeps the browser from answering.
_WATCH = """() => {
    const seen = { frames: [], long: [] };
    let last = performance.now();
    const tick = now => { seen.frames.push(now - last); last = now; seen.next = requestAnimationFrame(tick); };
    seen.next = requestAnimationFrame(tick);
    new PerformanceObserver(list => seen.long.push(...list.getEntries().map(one => one.duration)))
        .observe({ entryTypes: ["longtask"] });
    window.seen = seen;
}"""


def scrolling(page: Page, dossier: str) -> dict[str, Any]:
    """A dossier of ``PAGES`` pages in Arrange, scrolled by the wheel to its end: milliseconds from frame to frame."""
    page.goto(f"/#/arrange/{dossier}")
    page.locator(".tile img").first.wait_for()
    page.mouse.move(300, 500)
    page.evaluate(_WATCH)
    for _ in range(10_000):
        page.mouse.wheel(0, 120)
        time.sleep(0.03)
        if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2"):
            break
    page.locator(f'.tile[data-page="{PAGES}"] img').wait_for()
    seen = page.evaluate("seen")
    frames = sorted(seen["frames"])
    return {
        "pages": PAGES,
        "frames": len(frames),
        "frame_ms_median": round(statistics.median(frames), 1),
        "frame_ms_p95": round(frames[int(len(frames) * 0.95)], 1),
        "frame_ms_max": round(frames[-1], 1),
        "long_tasks": len(seen["long"]),
        "long_task_ms_max": round(max(seen["long"], default=0), 1),
        "pictures_at_the_end": page.locator(".tile img").count(),
    }


def run() -> Mapping[str, Any]:
    """All of it; the stack is started and stopped."""
    web.build()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        stack = LocalStack(Path(home))
        stack.up()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            browser_version = f"Chromium {browser.version}"
            load = first_load(browser, stack.web_url)
            context = browser.new_context(base_url=stack.web_url, viewport={"width": 1366, "height": 768})
            context.set_default_timeout(60_000)
            page = sign_in(context, stack)
            send(page, "dang ky lai", SINGLE)  # functions are warm after it
            page.goto("/#/home")
            began = send(page, "1.001193", DOSSIER)
            drop = time.perf_counter() - began
            clerk, hand = scripted_clerk(page), by_hand(page)
            scroll = scrolling(page, many_pages(stack, page.url.rsplit("/", 1)[1], PAGES))
        finally:
            browser.close()
            stack.down(60)
    return {
        "benchmark": "web",
        **describe(),
        "browser": browser_version,
        "inputs": inputs([DOSSIER, SINGLE]),
        "first_load": load,
        "repeats": {"first_load": LOADS, "drop_to_first_field": 1, "scripted_clerk": 1, "scrolling": 1},
        "drop_to_first_field_seconds": round(drop, 1),
        "scripted_clerk": clerk,
        "typing_by_hand": hand,
        "scrolling": scroll,
        "model": {"key_seconds": KEY_SECONDS, "thought_seconds": THOUGHT_SECONDS},
    }


def main() -> int:
    """Prints the result; writes it with ``--out``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FILE")
    args = parser.parse_args()
    text = json.dumps(run(), ensure_ascii=False, indent=1) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
