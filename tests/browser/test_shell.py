"""Signing in and out, the frame of every screen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from infra.local import LocalStack

Open = Callable[..., Page]


def stored(page: Page) -> str:
    return str(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie"))


def test_a_clerk_signs_in_and_out_by_keyboard(desk: Open, sign_in: Open, accessible: Open) -> None:
    page = desk()
    expect(page.get_by_role("heading", level=1)).to_have_text("Một Lần")
    accessible(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ")
    accessible(page)
    page.reload()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").press("Enter")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    assert stored(page) == "{}"
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("indexedDB.databases()") == []


def test_a_wrong_password_is_said_in_words(desk: Open) -> None:
    page = desk()
    page.get_by_label("Tên đăng nhập").fill("clerk")
    page.get_by_label("Mật khẩu").fill("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sai tên đăng nhập hoặc mật khẩu")


def test_a_password_given_by_the_administrator_is_changed_at_once(
    desk: Open, stack: LocalStack, accessible: Open
) -> None:
    stack.client("cognito-idp").admin_create_user(
        UserPoolId=stack.outputs["Users"],
        Username="moi",
        TemporaryPassword="Mau-tam-thoi-0a",
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "custom:offices", "Value": "xa-mau"}],
    )
    page = desk()
    page.get_by_label("Tên đăng nhập").fill("moi")
    page.get_by_label("Mật khẩu").fill("Mau-tam-thoi-0a")
    page.keyboard.press("Enter")
    page.get_by_label("Mật khẩu mới").wait_for()
    accessible(page)
    page.get_by_label("Mật khẩu mới").fill("Mau-cua-rieng-toi-1b")
    page.keyboard.press("Enter")
    expect(page.get_by_text("không dùng chức năng này")).to_be_visible()  # nobody has given this user a role yet


def test_every_key_is_shown_on_question_mark(desk: Open, sign_in: Open, accessible: Open) -> None:
    page = desk()
    sign_in(page)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Phím tắt")
    expect(keys).to_contain_text("Xem các phím tắt")
    accessible(page)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_keys_of_one_character_can_be_turned_off(desk: Open, sign_in: Open) -> None:
    page = desk()
    sign_in(page)
    keys = page.get_by_role("dialog", name="Phím tắt")
    page.keyboard.press("?")
    keys.get_by_role("checkbox").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Phím tắt").press("Enter")
    expect(keys.get_by_role("checkbox")).not_to_be_checked()


def test_an_idle_browser_forgets_who_was_there(desk: Open, sign_in: Open) -> None:
    page = desk()
    page.clock.install()
    page.reload()
    sign_in(page)
    page.clock.fast_forward("16:00")
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    assert stored(page) == "{}"


def test_english_is_there_and_said_to_the_screen_reader(desk: Open, sign_in: Open) -> None:
    page = desk()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("User name")).to_be_visible()
