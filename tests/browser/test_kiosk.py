"""The kiosk: a screen in a public place, for whoever stands before it and until they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Do = Callable[..., None]
SAMPLES = Path(__file__).resolve().parents[2] / "samples/dossiers/files"
LONG = 120_000


@pytest.fixture
def at_kiosk(desk: Open, sign_in: Do) -> Page:
    page = desk()
    page.clock.install()
    page.reload()
    sign_in(page, "kiosk")
    expect(page.get_by_role("heading", name="Bạn cần làm thủ tục gì?")).to_be_visible()
    return page


def begin(page: Page, *files: str) -> None:
    page.get_by_role("button", name="Đăng ký khai sinh", exact=True).click()
    page.set_input_files("input[type=file] >> nth=0", [SAMPLES / name for name in files])
    expect(page.get_by_text(files[0])).to_be_visible()


def touch(page: Page) -> None:
    """The minute begins now, however slow the machine was until here."""
    page.keyboard.press("Shift")


def test_it_forgets_after_a_minute_without_a_touch(at_kiosk: Page, accessible: Do, photograph: Do) -> None:
    page = at_kiosk
    button = page.get_by_role("button", name="Đăng ký khai sinh", exact=True)
    box = button.bounding_box()
    assert box
    assert box["height"] >= 48, "a finger's width"
    accessible(page)
    photograph(page, "tu-phuc-vu")
    begin(page, "d-anh-dien-thoai_1.jpg")
    touch(page)
    page.clock.fast_forward(46_000)
    expect(page.get_by_role("alert").filter(has_text="Màn hình sẽ xóa")).to_be_visible()
    page.get_by_role("button", name="Tôi đang làm tiếp").click()
    expect(page.get_by_role("alert").filter(has_text="Màn hình sẽ xóa")).to_have_count(0)
    expect(page.get_by_text("d-anh-dien-thoai_1.jpg")).to_be_visible()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("heading", name="Bạn cần làm thủ tục gì?")).to_be_visible()
    assert "d-anh-dien-thoai_1" not in page.content()


def test_no_address_leads_out_of_it(at_kiosk: Page) -> None:
    page = at_kiosk
    for screen in ("home", "find", "check", "group", "oversee", "take-in"):
        page.goto(f"/#/{screen}")
        page.keyboard.press("?")
        expect(page.get_by_role("heading", name="Bạn cần làm thủ tục gì?")).to_be_visible()
        expect(page.locator("nav, dialog, a[href*='#/']:not(.brand)")).to_have_count(0)
        expect(page.get_by_role("button", name="Đăng xuất")).to_have_count(0)


def test_from_scan_to_receipt_and_nothing_is_left(at_kiosk: Page, accessible: Do, photograph: Do) -> None:
    page = at_kiosk
    begin(page, "a-khai-sinh.pdf")
    page.get_by_role("button", name="Gửi 1 tệp").click()
    make = page.get_by_role("button", name="Lập biên nhận")
    for _ in range(60):  # who watches the pages being read touches the screen now and then
        touch(page)
        if make.is_visible():
            break
        page.wait_for_timeout(2_000)
    line = page.locator(".eform .line").first
    expect(line).to_be_visible()
    touch(page)
    for clerks in ("Cần kiểm tra lại căn cứ", "Alt+"):
        expect(page.locator("main")).not_to_contain_text(clerks)
    name = line.locator("input").input_value()
    make.click()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    accessible(page)
    photograph(page, "tu-phuc-vu-xong")
    secret = page.locator(".receipt dd").nth(1).inner_text()
    page.get_by_role("button", name="Xong, xóa màn hình").click()
    expect(page.get_by_role("heading", name="Bạn cần làm thủ tục gì?")).to_be_visible()
    left = page.content() + page.evaluate("JSON.stringify({...localStorage})") + page.url
    assert secret not in left
    assert not name or name not in left
