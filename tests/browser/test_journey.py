"""A clerk's whole way with one citizen, by keyboard alone: from the procedure to the receipt."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from desk import enter_until
from motlan_client import Client as ApiClient
from playwright.sync_api import FileChooser, Page, expect

Open = Callable[..., Page]
Do = Callable[..., None]
SAMPLE = Path(__file__).resolve().parents[2] / "samples/dossiers/files/c-dang-ky-lai.pdf"
LONG = 120_000


def left(page: Page) -> int:
    """How many points the screen says are still to be looked at."""
    said = page.locator(".side [role=status]").first.inner_text()
    return int(found[1]) if (found := re.search(r"Còn (\d+) điểm", said)) else 0


def look_through(page: Page, accessible: Do) -> None:
    """Enter until nothing is in doubt; every Enter brings another point."""
    expect(page.locator("[data-current]")).to_be_visible()
    expect(page.locator(".sheet img")).to_be_visible()
    accessible(page)
    enter_until(page, "Đã xem xong", 60)
    assert left(page) == 0
    expect(page.get_by_role("button", name="Lưu hồ sơ")).to_be_focused()
    page.keyboard.press("Enter")


def chosen(page: Page, choosers: list[FileChooser]) -> FileChooser:
    """Presses Enter on the button that has the focus until the system's chooser comes, as a person would."""
    for _ in range(3):
        page.keyboard.press("Enter")
        for _ in range(40):
            page.wait_for_timeout(250)
            if choosers:
                return choosers[0]
    raise AssertionError("no chooser came")


def test_from_upload_to_receipt_by_keyboard_alone(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, api: ApiClient
) -> None:
    page = desk()
    # Listened for from the start: interception that begins only at the press can come too late on a busy machine.
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))  # noqa: PLW0108  (Playwright wants a function of Python)
    photograph(page, "dang-nhap")
    sign_in(page)
    page.get_by_role("link", name="Nhận hồ sơ").press("Enter")
    expect(page.get_by_label("Thủ tục", exact=True).first).to_be_focused()
    page.keyboard.type("dang ky lai")  # without marks
    expect(page.get_by_role("option")).to_have_count(1)
    accessible(page)
    photograph(page, "chon-thu-tuc")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Chọn tệp")).to_be_focused()
    expect(page.locator(".checklist")).to_contain_text("Còn thiếu")
    chosen(page, choosers).set_files(SAMPLE)
    send = page.get_by_role("button", name="Gửi 1 tệp")
    expect(send).to_be_focused()
    accessible(page)
    photograph(page, "nhan-ho-so")
    page.keyboard.press("Enter")

    check = page.locator("main").get_by_role("link", name="Kiểm tra")
    expect(check).to_be_focused(timeout=LONG)
    expect(page.locator(".tile img")).to_have_count(1)
    accessible(page)
    photograph(page, "dang-doc")
    page.keyboard.press("Enter")
    look_through(page, accessible)

    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn giao")
    expect(page.locator(".eform .line").first).to_be_visible()
    dossier = page.url.rsplit("/", 1)[1]
    assert api.call("GET", f"/v1/dossiers/{dossier}")["dossier"]["state"] == "filed"
    accessible(page)
    photograph(page, "ban-giao")
    with page.expect_response(lambda answer: "shape=pdf" in answer.url) as printed, page.expect_popup():
        page.get_by_role("button", name="Mẫu in (PDF)").press("Enter")
    assert printed.value.headers["content-type"] == "application/pdf"
    page.get_by_role("button", name="Lập biên nhận").press("Enter")
    receipt = page.get_by_role("region", name="Biên nhận")
    expect(receipt.get_by_role("img", name="Mã QR")).to_be_visible()
    expect(receipt).to_contain_text("Lần sau không phải mang lại")
    accessible(page)
    receipt.scroll_into_view_if_needed()
    photograph(page, "bien-nhan")
    # nothing of the citizen stands in an address or stays in the browser
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#/hand-over/d[0-9a-f]{20}", page.url)
    kept = page.evaluate("Object.keys(sessionStorage).concat(Object.keys(localStorage))")
    assert kept == ["motlan"]
