"""Signing in on an OpenID provider's page: code with PKCE, tokens in memory, a session that ends mid-work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from issuer import Issuer, stack_at
from playwright.sync_api import Browser, Page, expect

from infra.local import LocalStack

DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with closing(Issuer()) as found:
        yield found


@pytest.fixture(scope="module")
def elsewhere(issuer: Issuer, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A stack whose people sign in at the issuer; the app is built already, for the other stack."""
    with stack_at(issuer, tmp_path_factory.mktemp("oidc")) as local:
        yield local


@pytest.fixture
def page(browser: Browser, elsewhere: LocalStack, issuer: Issuer) -> Iterator[Page]:
    issuer.ended = False
    context = browser.new_context(viewport=DESK, locale="vi-VN", base_url=elsewhere.web_url)  # type: ignore[arg-type]
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.goto("/")
    page.get_by_role("button", name="Đăng nhập").press("Enter")
    page.get_by_role("link", name="Nhận hồ sơ").press("Enter")
    yield page
    context.close()
    assert not faults, faults


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie"))


def test_the_api_takes_the_token_and_the_browser_keeps_nothing(page: Page, accessible: Callable[[Page], None]) -> None:
    expect(page.get_by_role("option").first).to_be_visible()  # the catalogue came, with this token
    assert "code=" not in page.url
    assert "state=" not in page.url
    assert kept(page) == "{}"
    page.reload()
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_focused()
    accessible(page)


def test_a_session_that_ends_is_taken_up_beside_the_work(page: Page, accessible: Callable[[Page], None]) -> None:
    page.get_by_label("Thủ tục", exact=True).first.fill("khai sinh")
    page.route("**/v1/**", lambda route: route.fulfill(status=401, body="{}"))
    page.get_by_role("option").first.click()
    again = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    expect(again).to_be_visible()
    accessible(page)
    page.unroute("**/v1/**")
    with page.expect_popup():
        again.get_by_role("button", name="Đăng nhập", exact=True).press("Enter")
    expect(again).to_be_hidden()
    expect(page.locator(".checklist")).to_be_visible()
    assert kept(page) == "{}"


def test_signing_out_says_goodbye_to_the_provider_too(page: Page, issuer: Issuer) -> None:
    before = issuer.farewells
    page.get_by_role("button", name="Đăng xuất").press("Enter")
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert issuer.farewells == before + 1


def test_a_stranger_s_code_is_refused(page: Page) -> None:
    page.goto("/?code=abc&state=not-mine")
    expect(page.get_by_role("alert")).to_contain_text("Chưa đăng nhập được")
    assert "code=" not in page.url
