"""Find, a paper, group check, oversee, the citizen's page: by keyboard, seen by axe, on a small phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from desk import until
from motlan_client import Client as ApiClient
from playwright.sync_api import Page, expect

from infra.local import LocalStack
from infra.local.seed import OFFICE

Open = Callable[..., Page]
Do = Callable[..., None]
PHONE = {"width": 360, "height": 640}


@pytest.fixture(scope="module")
def stored(api: ApiClient, in_review: str) -> dict[str, Any]:
    """The papers of a dossier that was read: its name, as it stands on one of them, is searched for."""
    return dict(api.call("GET", f"/v1/dossiers/{in_review}"))


def name_on(dossier: dict[str, Any]) -> str:
    names = (
        field["value"]
        for paper in dossier["result"]["papers"]
        for key, field in paper["fields"].items()
        if key.endswith("full_name") and field["value"]
    )
    return str(next(names))


def test_a_name_is_found_without_diacritics_and_its_paper_opened(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, stored: dict[str, Any]
) -> None:
    page = desk()
    sign_in(page)
    page.goto("/#/find")
    name = page.get_by_label("Họ tên trên giấy")
    folded = name_on(stored).lower().translate(str.maketrans("đ", "d"))
    name.fill(re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", folded)))
    name.press("Enter")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    accessible(page)
    photograph(page, "tim-giay-to")
    rows.first.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", name="Thông tin")).to_be_visible()
    expect(page.locator(".sheet img")).to_be_visible()
    expect(page.locator(".history").last).to_contain_text("Lưu vào kho")
    page.locator("button.value").first.press("Enter")
    expect(page.locator(".mark")).to_be_visible()
    accessible(page)
    photograph(page, "giay-to")


def test_nothing_found_is_said(desk: Open, sign_in: Do) -> None:
    page = desk()
    sign_in(page)
    page.goto("/#/find")
    page.get_by_label("Họ tên trên giấy").fill("khong ai ten nhu vay")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Không thấy giấy tờ nào.")).to_be_visible()


@pytest.fixture
def doubtful(api: ApiClient, in_review: str) -> tuple[int, int]:
    """Place of the first kind of value that has doubts, and how many."""
    for n, kind in enumerate(("id_no", "date", "name", "address", "number", "text")):
        found = api.call("POST", "/v1/reviews/group", {"office": OFFICE, "kind": kind})["items"]
        if found:
            return n, len(found)
    pytest.fail("the sample in review has no doubt")


def test_a_group_is_checked_by_enter_alone(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, doubtful: tuple[int, int]
) -> None:
    page = desk()
    sign_in(page)
    page.goto("/#/group")
    kind, count = doubtful
    page.get_by_role("group", name="Loại giá trị").get_by_role("button").nth(kind).press("Enter")
    values = page.locator(".group-check textarea")
    expect(values).to_have_count(count)
    expect(values.first).to_be_focused()
    accessible(page)
    photograph(page, "kiem-theo-nhom")
    values.first.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert.or_(page.get_by_text(f"Còn {count - 1} giá trị"))).to_be_visible()
    if alert.count():  # the paper has it in a wrong form: said in words, and taken as it is printed
        page.get_by_label("Giấy in").or_(page.get_by_role("checkbox")).first.check()
        values.first.press("Enter")
    expect(values).to_have_count(count - 1)


@pytest.fixture
def letter(stack: LocalStack, in_review: str) -> str:
    """A message that nobody could deal with lies in the dead-letter queue."""
    body = '{"detail": {"object": {"key": "scans/xa-mau/d-none/01-aaaaaaaa.pdf", "size": 1, "version-id": "1"}}}'
    stack.client("sqs").send_message(QueueUrl=stack.outputs["DeadLetters"], MessageBody=body)
    return "d-none"


def test_an_operator_sees_queues_and_replays_a_dead_letter(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, letter: str
) -> None:
    page = desk()
    sign_in(page, "operator")
    page.goto("/#/oversee")
    expect(page.get_by_role("cell", name=letter)).to_be_visible()
    expect(page.get_by_role("heading", name=OFFICE)).to_be_visible()
    expect(page.get_by_role("row", name="Chờ kiểm tra").first).to_be_visible()
    expect(page.get_by_text("Chỉ số số hóa")).to_be_visible()
    accessible(page)
    photograph(page, "dieu-hanh")
    page.get_by_role("button", name="Xử lý lại", exact=True).press("Enter")
    expect(page.get_by_text("Không có tệp nào bị kẹt.")).to_be_visible()


def test_a_clerk_is_no_operator(desk: Open, sign_in: Do) -> None:
    page = desk()
    sign_in(page)
    page.goto("/#/oversee")
    expect(page.get_by_text("không dùng chức năng này")).to_be_visible()


@pytest.fixture(scope="module")
def receipt(api: ApiClient, in_review: str) -> dict[str, Any]:
    return dict(api.call("POST", f"/v1/dossiers/{in_review}/receipt", {}))


def test_a_citizen_looks_up_with_the_qr_code_on_a_small_phone(
    desk: Open, accessible: Do, photograph: Do, receipt: dict[str, Any]
) -> None:
    sent: list[int] = []
    page = desk("/tra-cuu.html", viewport=PHONE)
    page.on("response", lambda answer: sent.append(len(answer.body())))
    page.goto(f"/tra-cuu.html#{receipt['link'].partition('#')[2]}")
    page.reload()
    expect(page.locator(".state")).to_have_text("Cán bộ đang kiểm tra thông tin")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing stands out to the side"
    accessible(page)
    page.locator(".state").evaluate("one => one.scrollIntoView({ block: 'center' })")
    photograph(page, "tra-cuu")
    assert sum(sent) < 60_000, sent


def test_a_wrong_secret_is_refused_in_words_and_the_catalogue_is_open(desk: Open, receipt: dict[str, Any]) -> None:
    page = desk("/tra-cuu.html", viewport=PHONE)
    page.get_by_label("Mã biên nhận").fill(receipt["code"])
    page.get_by_label("Mã bí mật").fill("00000-00000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    page.get_by_label("Tìm thủ tục").fill("dang ky khai sinh")
    page.get_by_role("button", name="Đăng ký khai sinh", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Cần mang theo")).to_be_visible()
    with page.expect_popup() as tab, page.expect_response(lambda r: r.url.endswith("shape=pdf")) as printed:
        page.get_by_role("button", name="Tải danh sách (PDF)").click()
    told = printed.value.all_headers()
    assert (told["content-type"], int(told["content-length"]) > 10_000) == ("application/pdf", True)
    until(page, lambda: tab.value.url.startswith("blob:"))  # the viewer of PDFs tells no load
    page.get_by_text("Trường hợp của tôi khác").click()
    expect(page.locator("details select").first).to_be_visible()
