"""Taking in: an upload over a line that is cut, word of a bad page, what the store has."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from motlan_client import Client as ApiClient
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page, Route, expect

Open = Callable[..., Page]
Do = Callable[..., None]
LONG = 120_000
MB = 1 << 20


def scan(*, blur: float = 0, text: str = "MAU - SAMPLE ONLY") -> bytes:
    """A printed page as a photo; nothing on it where ``text`` is empty."""
    page = Image.new("L", (1000, 1400), 250)
    for line in range(30 if text else 0):
        ImageDraw.Draw(page).text((80, 60 + 42 * line), f"{text} {line} {text}", fill=20, font_size=28)
    file = io.BytesIO()
    page.filter(ImageFilter.GaussianBlur(blur)).save(file, "JPEG", quality=85)
    return file.getvalue()


@pytest.fixture
def taking(desk: Open, sign_in: Do) -> Page:
    page = desk("/#/take-in")
    sign_in(page)
    page.goto("/#/take-in")
    page.get_by_role("button", name="Không theo thủ tục nào").click()
    return page


def choose(page: Page, **files: bytes) -> None:
    given = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": body} for n, body in files.items()]
    page.locator("input[type=file]").first.set_input_files(given)  # type: ignore[arg-type]


def test_a_cut_line_costs_no_file(taking: Page, api: ApiClient) -> None:
    cut = 0

    def line(route: Route) -> None:
        nonlocal cut
        if route.request.method == "POST" and cut < 3:
            cut += 1
            route.abort("connectionreset")
        else:
            route.continue_()

    taking.route("**/motlan-storage-*scans*", line)
    taking.route("**/*scans*/", line)
    choose(taking, mot=scan(text="MAU SO MOT"), hai=scan(text="MAU SO HAI"))
    taking.get_by_role("button", name="Gửi 2 tệp").click()
    expect(taking.get_by_text("mất đường truyền, đang thử lại").first).to_be_visible()
    expect(taking.locator(".reading .tile")).to_have_count(2, timeout=LONG)
    assert cut == 3


def test_of_a_big_file_only_the_parts_that_a_cut_has_cost_are_sent_again(taking: Page) -> None:
    """Twice: the line is cut in the second of three parts, and the clerk reloads and chooses the file again."""
    big = scan(text="MAU SO LON")
    big += b"\0" * (17 * MB - len(big))  # behind the end of the picture
    sizes: dict[int, int] = {}
    sent: list[int] = []
    cut = 2

    def line(route: Route) -> None:
        nonlocal cut
        number = int(parse_qs(urlsplit(route.request.url).query)["partNumber"][0])
        if number == 2 and cut:
            cut -= 1
            route.abort("connectionreset")
        else:
            sent.append(number)
            route.continue_()

    def opened() -> list[dict[str, Any]]:
        with taking.expect_response(lambda r: r.url.endswith("/v1/dossiers")) as told:
            taking.get_by_role("button", name="Gửi 1 tệp").click()
        parts: list[dict[str, Any]] = told.value.json()["uploads"][0]["parts"]
        sizes.update({part["number"]: part["bytes"] for part in parts})
        return parts

    taking.route("**/*partNumber=*", line)
    choose(taking, lon=big)
    assert [part["number"] for part in opened()] == [1, 2, 3]
    expect(taking.get_by_text("mất đường truyền, đang thử lại")).to_be_visible()
    assert [sizes[number] for number in sent] == [8 * MB]
    taking.reload()
    taking.get_by_role("button", name="Không theo thủ tục nào").click()
    choose(taking, lon=big)
    assert [part["number"] for part in opened()] == [2, 3], "what was there is found again"
    expect(taking.locator(".reading .tile")).to_have_count(1, timeout=LONG)
    assert (sum(sizes[number] for number in sent), cut) == (17 * MB, 0), "no byte was sent twice"


def test_the_same_files_again_open_no_second_dossier(taking: Page, api: ApiClient) -> None:
    """A reload in the middle: the clerk drops the files again, and the upload goes on where it was."""
    choose(taking, lai=scan(text="MAU SO BA"))
    with taking.expect_response(lambda r: r.url.endswith("/v1/dossiers")) as first:
        taking.get_by_role("button", name="Gửi 1 tệp").click()
    opened = first.value.json()["id"]
    taking.reload()
    taking.get_by_role("button", name="Không theo thủ tục nào").click()
    choose(taking, lai=scan(text="MAU SO BA"))
    with taking.expect_response(lambda r: r.url.endswith("/v1/dossiers")) as second:
        taking.get_by_role("button", name="Gửi 1 tệp").click()
    assert opened == second.value.json()["id"]


def test_a_blurred_photo_is_said_before_it_is_sent(taking: Page) -> None:
    choose(taking, ro=scan(), nhoe=scan(blur=9))
    expect(taking.get_by_text("Ảnh này bị nhòe")).to_have_count(1)


def test_a_blank_page_is_said_as_soon_as_it_was_read(taking: Page, accessible: Do, photograph: Do) -> None:
    choose(taking, trang=scan(text=""), chu=scan(text="MAU SO BON"))
    taking.get_by_role("button", name="Gửi 2 tệp").click()
    expect(taking.locator(".tile.bad")).to_contain_text("Trang trắng", timeout=LONG)
    accessible(taking)
    photograph(taking, "trang-trang")


def test_what_is_scanned_by_phone_fits_a_phone(desk: Open, sign_in: Do, accessible: Do, photograph: Do) -> None:
    page = desk("/#/take-in/1.001193", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(page)
    page.goto("/#/take-in/1.001193")
    expect(page.get_by_role("button", name="Chụp ảnh")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    photograph(page, "dien-thoai")


def test_a_phone_sends_without_signing_in(taking: Page, desk: Open, accessible: Do, photograph: Do) -> None:
    with taking.expect_response(lambda r: r.url.endswith("/v1/handoffs")) as handed:
        taking.get_by_role("button", name="Chụp bằng điện thoại").press("Enter")
    link = handed.value.json()["link"]
    expect(taking.get_by_role("img", name="Chụp bằng điện thoại")).to_be_visible()
    accessible(taking)
    photograph(taking, "ma-dien-thoai")
    path = "/" + link.split("/", 3)[3]
    phone = desk(path, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    expect(phone.get_by_role("heading", name="Gửi ảnh giấy tờ")).to_be_visible()
    assert "#" not in phone.url, "the token does not stay in the address"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    choose(phone, mot=scan(text="MAU SO NAM"), hai=scan(text="MAU SO SAU"))
    accessible(phone)
    photograph(phone, "dien-thoai-gui")
    phone.get_by_role("button", name="Gửi 2 tệp").click()
    expect(phone.get_by_text("Đã gửi xong")).to_be_visible()
    expect(taking.locator(".reading .tile")).to_have_count(2, timeout=LONG)
    assert phone.evaluate("JSON.stringify({...localStorage, ...sessionStorage})") == "{}"


def test_a_link_that_is_none_is_refused_in_words(desk: Open) -> None:
    phone = desk("/gui-anh.html#" + "x" * 22)
    choose(phone, mot=scan())
    phone.get_by_role("button", name="Gửi 1 tệp").click()
    expect(phone.get_by_role("alert")).to_contain_text("hết hạn")


def test_real_photos_of_the_samples_are_not_called_blurred(taking: Page) -> None:
    folder = Path(__file__).resolve().parents[2] / "samples/dossiers/files"
    photos = sorted(folder.glob("d-anh-dien-thoai_*.jpg"))
    taking.locator("input[type=file]").first.set_input_files(photos)
    taking.get_by_role("button", name=f"Gửi {len(photos)} tệp").wait_for()
    taking.wait_for_timeout(1500)
    expect(taking.get_by_text("Ảnh này bị nhòe")).to_have_count(0)
