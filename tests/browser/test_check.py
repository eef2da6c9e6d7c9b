"""Checking: what the keyboard does, words from the image, two clerks, a lease, a session that ends."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from desk import enter_until, until
from motlan_client import Client as ApiClient
from playwright.sync_api import Page, expect

from infra.local import LocalStack
from infra.local.seed import OFFICE

Open = Callable[..., Page]
Do = Callable[..., None]
SAMPLES = Path(__file__).resolve().parents[2] / "samples/dossiers/files"


@pytest.fixture
def checking(nobody_holds: None, desk: Open, sign_in: Do, in_review: str) -> Page:
    """The dossier in review, at its first point."""
    page = desk()
    sign_in(page)
    page.goto(f"/#/check/{in_review}")
    expect(page.locator("[data-current]")).to_be_visible()
    expect(page.locator(".sheet img")).to_be_visible()
    return page


def field(page: Page) -> str:
    return page.locator("[data-current] label").first.inner_text()


def to_text(page: Page) -> None:
    """Moves on until the point is a field (and not an issue of a whole paper)."""
    for _ in range(30):
        if page.locator("[data-current] textarea").count():
            return
        page.locator("[data-current] button", has_text="Trước").click()
    pytest.fail("no field in doubt")


def test_the_cursor_starts_in_doubt_and_shift_enter_goes_back(checking: Page, accessible: Do, photograph: Do) -> None:
    page = checking
    accessible(page)
    photograph(page, "kiem-tra")
    first = page.locator("[data-current]").inner_text()
    page.get_by_role("button", name="Bỏ qua").click()
    expect(page.locator("[data-current]")).not_to_have_text(first, use_inner_text=True)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-current]")).to_have_text(first, use_inner_text=True)


def test_typing_vietnamese_is_never_a_shortcut(checking: Page) -> None:
    to_text(checking)
    box = checking.locator("[data-current] textarea")
    where = field(checking)
    box.fill("")
    for key in ["?", "x", "s", "r", "l", "z", "1", "8"]:
        box.press(key)
    assert box.input_value() == "?xsrlz18"
    # Enter that ends a composition belongs to the input method
    told = """box => ['keydown'].forEach(kind => box.dispatchEvent(new KeyboardEvent(kind,
        {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true})))"""
    box.evaluate(told)
    assert field(checking) == where
    expect(checking.get_by_role("dialog")).to_have_count(0)


def test_a_click_on_a_word_and_a_drag_over_words_fill_the_field(checking: Page) -> None:
    page = checking
    to_text(page)
    expect(page.locator(".word").first).to_be_attached()
    frame = page.locator(".frame").bounding_box()
    assert frame
    seen = page.locator(".word").evaluate_all(
        """(words, frame) => words.map(word => [word.dataset.word, word.getBoundingClientRect()])
            .filter(([, r]) => r.left > frame.x + 4 && r.right < frame.x + frame.width - 4 && r.width > 12 &&
                r.top > frame.y + 4 && r.bottom < frame.y + frame.height - 4)
            .map(([i, r]) => [Number(i), r.left + r.width / 2, r.top + r.height / 2])""",
        frame,
    )
    pair = next((a, b) for a, b in pairwise(seen) if b[0] == a[0] + 1 and abs(b[2] - a[2]) < 4)
    box = page.locator("[data-current] textarea")
    page.mouse.click(*pair[0][1:])
    one = box.input_value()
    assert one and " " not in one.strip()
    page.mouse.move(*pair[0][1:])
    page.mouse.down()
    page.mouse.move(*pair[1][1:], steps=5)
    page.mouse.up()
    assert box.input_value().startswith(f"{one} ")
    expect(page.locator(".crop img")).to_be_visible()


def test_the_page_is_zoomed_and_moved_without_dragging(checking: Page) -> None:
    page = checking
    sheet, frame = page.locator(".sheet"), page.locator(".frame")

    def place() -> dict[str, float]:
        found = sheet.bounding_box()
        assert found
        return dict(found)

    whole = place()
    for _ in range(3):
        page.get_by_role("button", name="Phóng to").press("Enter")
    until(page, lambda: place()["width"] > 1.5 * whole["width"])
    for _ in range(60):
        frame.press("ArrowUp")
    top = place()
    frame.press("ArrowDown")
    until(page, lambda: place()["y"] < top["y"])
    lower = place()
    assert (lower["x"], lower["width"]) == (top["x"], top["width"])
    beside = page.evaluate("""() => {
        const { left, right, bottom } = document.querySelector('.frame').getBoundingClientRect();
        for (let y = Math.min(bottom, innerHeight) - 8; y > bottom - 100; y -= 4)
            for (let x = left + 8; x < right - 8; x += 4)
                if (!document.elementFromPoint(x, y)?.closest('.word')) return [x, y];
    }""")
    page.mouse.click(*beside)  # what was clicked comes to the middle
    until(page, lambda: place()["y"] < lower["y"] - 60)


def test_a_value_of_the_wrong_form_is_refused_in_words(checking: Page, in_review: str) -> None:
    page = checking
    page.locator("summary", has_text="Giấy chứng sinh").click()
    page.get_by_role("button", name="Sửa Ngày sinh", exact=True).first.click()
    box = page.locator("[data-current] textarea")
    box.fill("31/02/2026")
    box.press("Enter")
    alert = page.locator("[data-current] [role=alert]")
    expect(alert).to_contain_text("Ngày phải có dạng ngày/tháng/năm và là ngày có thật")
    assert box.input_value() == "31/02/2026"


def test_the_history_of_a_field_opens_at_a_key_and_says_who_and_why(
    checking: Page, accessible: Do, photograph: Do
) -> None:
    page = checking
    page.locator("summary", has_text="Tờ khai").click()
    row = page.locator(".papers tr", has=page.get_by_role("rowheader", name="Quan hệ (người yêu cầu)"))
    row.get_by_role("button", name="Sửa").click()
    box = page.locator("[data-current] textarea")
    read = box.input_value()
    page.keyboard.press("Alt+h")
    steps = page.locator(".field-history li")
    expect(steps.first).to_contain_text("Máy đọc ảnh · Trang 1")
    page.get_by_label("Ghi chú cho lần này").fill("Đã hỏi lại công dân")
    box.fill("Ong noi")
    box.press("Enter")
    expect(row).to_contain_text("Đã sửa: clerk")
    row.get_by_role("button", name="Sửa").click()
    page.keyboard.press("Alt+h")
    expect(steps.last).to_contain_text("Đã sửa")
    for said in ("clerk", read, "Ông nội", "Đã hỏi lại công dân"):
        expect(steps.last).to_contain_text(said)
    accessible(page)
    page.evaluate("scrollTo(0, 0)")
    photograph(page, "lich-su")
    page.locator("h1").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Alt+H")


@pytest.fixture
def with_broken_file(api: ApiClient, tmp_path: Path) -> str:
    """A dossier of two files, one of which is no PDF."""
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"MAU " * 40)
    dossier = api.open_dossier([SAMPLES / "c-dang-ky-lai.pdf", broken], OFFICE)
    assert api.wait(dossier, 300)["dossier"]["state"] == "review"
    return dossier


def test_a_file_that_could_not_be_read_is_accepted_for_a_reason(
    desk: Open, accessible: Do, photograph: Do, api: ApiClient, with_broken_file: str, *, sign_in: Do
) -> None:
    page = desk()
    sign_in(page)
    page.goto(f"/#/check/{with_broken_file}")
    current = page.locator("[data-current]")
    enter_until(page, "Cả hồ sơ", 40)
    expect(current).to_contain_text("hong.pdf")
    assert current.inner_text().count("hong.pdf") == 1
    expect(current.get_by_label("Vì sao vẫn lưu hồ sơ")).to_be_focused()
    accessible(page)
    photograph(page, "canh-bao")
    page.keyboard.press("Enter")
    expect(current).to_contain_text("Cả hồ sơ")  # not without a reason
    page.keyboard.type("Da xem ban giay")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lưu hồ sơ")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bàn giao")
    shown = api.call("GET", f"/v1/dossiers/{with_broken_file}")
    assert shown["dossier"]["state"] == "filed"
    assert "Da xem ban giay" in shown["looks"][-1]["notes"].values()


def test_two_clerks_one_dossier(checking: Page, second_clerk: Open, in_review: str) -> None:
    other = second_clerk(f"/#/check/{in_review}")
    expect(other.locator(".notice.warn")).to_contain_text("Người khác đang kiểm tra hồ sơ này")
    expect(other.locator("[data-current] button.primary")).to_be_disabled()
    checking.goto("/#/home")  # leaving gives it back
    expect(checking.get_by_role("heading", level=1)).to_have_text("Hồ sơ")
    other.get_by_role("button", name="Nhận lại hồ sơ này").click()
    expect(other.locator(".notice.warn")).to_have_count(0)
    expect(other.locator("[data-current] button.primary")).to_be_enabled()


def test_an_expired_lease_is_said_and_what_was_typed_stays(
    checking: Page, second_clerk: Open, in_review: str, stack: LocalStack
) -> None:
    to_text(checking)
    box = checking.locator("[data-current] textarea")
    box.fill("GIÁ TRỊ ĐANG GÕ")
    stack.client("dynamodb").update_item(
        TableName=stack.outputs["Registry"],
        Key={"pk": {"S": f"DOSSIER#{in_review}"}, "sk": {"S": "RECORD"}},
        UpdateExpression="SET lease_until = :past",
        ExpressionAttributeValues={":past": {"S": "2026-01-01T00:00:00+00:00"}},
    )
    other = second_clerk(f"/#/check/{in_review}")
    expect(other.locator("[data-current]")).to_be_visible()
    expect(other.locator(".notice.warn")).to_have_count(0)
    box.press("Enter")
    expect(checking.locator(".notice.warn")).to_contain_text("Người khác đang kiểm tra hồ sơ này")
    expect(checking.locator("[data-current] textarea")).to_have_value("GIÁ TRỊ ĐANG GÕ")
    other.goto("/#/home")
    expect(other.get_by_role("heading", level=1)).to_have_text("Hồ sơ")


def test_a_session_that_ends_mid_form_keeps_the_form(
    checking: Page, stack: LocalStack, api: ApiClient, in_review: str, accessible: Do
) -> None:
    page = checking
    to_text(page)
    box = page.locator("[data-current] textarea")
    before = api.call("GET", f"/v1/dossiers/{in_review}")["version"]
    stack.client("cognito-idp").admin_user_global_sign_out(UserPoolId=stack.outputs["Users"], Username="clerk")
    # the token that the tab holds is refused from now on, and so is its refresh token
    page.route("**/v1/**", lambda route: route.fulfill(status=401, body="{}") if refuse else route.continue_())
    refuse = True
    box.press("End")
    box.press("Enter")
    again = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    expect(again).to_be_visible()
    accessible(page)
    refuse = False
    again.get_by_label("Mật khẩu").fill(stack.users["clerk"]["password"])
    page.keyboard.press("Enter")
    expect(again).to_be_hidden()
    expect(page.locator(".side")).not_to_contain_text("Đang lưu")
    assert api.call("GET", f"/v1/dossiers/{in_review}")["version"] > before
