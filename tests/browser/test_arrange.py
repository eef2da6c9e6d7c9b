"""Arranging pages: every step by keyboard, undone again; two hundred pages scroll."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from benchmarks.many_pages import many_pages
from infra.local import LocalStack

Open = Callable[..., Page]
Do = Callable[..., None]
MANY = 200


def groups(page: Page) -> list[list[int]]:
    """Pages of each paper, as the strip shows them."""
    found: list[list[int]] = page.locator(".group:not(.gone)").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('.tile')].map(tile => Number(tile.dataset.page)))"
    )
    return found


@pytest.mark.usefixtures("nobody_holds")
def test_split_merge_delete_and_undo_by_keyboard(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, in_review: str
) -> None:
    page = desk()
    sign_in(page)
    page.goto(f"/#/arrange/{in_review}")
    expect(page.locator(".tile img").first).to_be_visible()
    first = groups(page)
    accessible(page)
    photograph(page, "sap-xep")
    page.locator(".tile").first.focus()

    second = first[1][0]
    page.keyboard.press("ArrowRight")
    while page.evaluate("Number(document.activeElement.dataset.page)") != second:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    expect(page.locator(".live")).to_contain_text("Đã gộp")
    assert sorted(first[0] + first[1]) in [sorted(one) for one in groups(page)]
    page.keyboard.press("z")
    expect(page.locator(".live")).to_contain_text("Đã hoàn tác")
    assert groups(page) == first

    page.locator(f'.tile[data-page="{second}"]').focus()
    page.keyboard.press("Delete")
    expect(page.locator(".group.gone .tile")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator(".group.gone")).to_have_count(0)
    assert groups(page) == first


@pytest.fixture
def two_hundred(stack: LocalStack, in_review: str) -> str:
    return many_pages(stack, in_review, MANY)


def test_two_hundred_pages_are_shown_as_they_are_reached(desk: Open, sign_in: Do, two_hundred: str) -> None:
    page = desk()
    sign_in(page)
    page.goto(f"/#/arrange/{two_hundred}")
    tiles = page.locator(".tile")
    expect(tiles).to_have_count(MANY)
    expect(page.locator(".tile img").first).to_be_visible()
    most = 0
    for number in range(1, MANY + 1, 20):
        page.locator(f'.tile[data-page="{number}"]').scroll_into_view_if_needed()
        expect(page.locator(f'.tile[data-page="{number}"] img')).to_be_visible()
        most = max(most, page.locator(".tile img").count())
    assert most < MANY / 2, "pages far from the screen hold no picture"
    wide = page.locator(".tile img").first.evaluate("image => image.naturalWidth")
    assert wide < 400, "a strip shows small pictures, not whole scans"
    page.locator(f'.tile[data-page="{MANY}"]').scroll_into_view_if_needed()
    expect(page.locator(f'.tile[data-page="{MANY}"] img')).to_be_visible()
    expect(page.locator('.tile[data-page="1"] img')).to_have_count(0)
