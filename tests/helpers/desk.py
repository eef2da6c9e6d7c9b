"""What a clerk does at the desk, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect


def enter_until(page: Page, words: str, most: int) -> None:
    """Presses Enter until the point in hand says these words; every Enter brings another point."""
    current = page.locator("[data-current]")
    expect(current).to_be_visible()
    for _ in range(most):
        if words in current.inner_text():
            break
        before = current.inner_text()
        expect(current.locator(":focus")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(current).not_to_have_text(before, use_inner_text=True)


def until(page: Page, so: Callable[[], bool]) -> None:
    """Waits, up to five seconds, for what no locator tells."""
    for _ in range(50):
        if so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come so within five seconds")
