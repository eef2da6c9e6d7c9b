"""The main screens in a current Firefox: a scan taken in, arranged, checked by Enter, handed over; the public page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import ENTER, Firefox

from infra.local import LocalStack

SAMPLE = Path(__file__).resolve().parents[2] / "samples/dossiers/files/c-dang-ky-lai.pdf"
LONG = 240


@pytest.fixture
def firefox(stack: LocalStack, tmp_path: Path) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.fail("Firefox is not installed: scripts/setup_browser.sh")
    running = Firefox(program, tmp_path)
    yield running
    running.close()


def sign_in(page: Firefox, stack: LocalStack) -> None:
    page.open(stack.web_url)
    page.type("input[name=username]", "clerk")
    page.type("input[type=password]", stack.users["clerk"]["password"] + ENTER)
    page.wait("nav a", "Kiểm tra")


def point(page: Firefox) -> str:
    return str(page.script("return document.querySelector('[data-current]')?.innerText ?? ''"))


def test_from_scan_to_receipt(firefox: Firefox, stack: LocalStack) -> None:
    page, url = firefox, stack.web_url
    sign_in(page, stack)
    page.open(f"{url}/#/take-in")
    page.type("[role=combobox]", "dang ky lai")
    page.wait("[role=option]", "Đăng ký lại khai sinh")
    page.type("[role=combobox]", ENTER)
    page.wait(".checklist", "Còn thiếu")
    page.give(SAMPLE)
    page.type("button.primary", ENTER, "Gửi 1 tệp")
    page.wait(".tile img", seconds=LONG)
    page.wait("a.button.primary", "Kiểm tra", seconds=LONG)
    dossier = str(page.script("return document.querySelector('a.button.primary').hash")).rsplit("/", 1)[1]

    page.open(f"{url}/#/arrange/{dossier}")
    page.wait(".strip .tile img")
    page.wait(".sheet img")
    page.open(f"{url}/#/check/{dossier}")
    page.wait("[data-current]")
    for _ in range(40):
        before = point(page)
        if "Đã xem xong" in before:
            break
        page.type("[data-current] :is(textarea, input, button)", ENTER)
        for _ in range(100):
            if point(page) != before:
                break
    page.type("[data-current] button", ENTER, "Lưu hồ sơ")
    page.wait("h1", "Bàn giao")
    page.wait(".eform .line")
    page.type("button", ENTER, "Lập biên nhận")
    page.wait(".receipt .qr")
    assert page.script("return document.documentElement.scrollWidth <= innerWidth"), "nothing stands out to the side"


def test_the_other_screens_open(firefox: Firefox, stack: LocalStack) -> None:
    page = firefox
    sign_in(page, stack)
    for path, heading in [
        ("#/find", "Tìm giấy tờ"),
        ("#/group", "Kiểm theo nhóm"),
        ("tra-cuu.html", "Tra cứu"),
        (f"gui-anh.html#{'x' * 22}", "Gửi ảnh"),
    ]:
        page.open(f"{stack.web_url}/{path}")
        page.wait("h1", heading)
        page.wait("main :is(button, input)")
        assert page.script("return document.documentElement.scrollWidth <= innerWidth"), path
