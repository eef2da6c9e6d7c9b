"""Every screen at 200 % zoom and on a small phone: nothing stands out to the side, Tab alone reaches every control."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from motlan_client import Client as ApiClient
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Do = Callable[..., None]
#: 1366×768 at 200 % (WCAG 2.2, 1.4.4), and the smallest phone in use.
SIZES = {"200 %": {"width": 683, "height": 384}, "phone": {"width": 360, "height": 640}}

#: Address by screen ({dossier}, {paper} are the sample's), what is there when it is loaded, and who looks.
SCREENS: dict[str, tuple[str, str, str]] = {
    "home": ("home", ".queue tbody tr", "clerk"),
    "take-in": ("take-in", "[role=combobox]", "clerk"),
    "take-in-procedure": ("take-in/1.001193", ".checklist .item", "clerk"),
    "reading": ("take-in/{dossier}", ".tile img", "clerk"),
    "arrange": ("arrange/{dossier}", ".sheet img", "clerk"),
    "check": ("check/{dossier}", ".sheet img", "clerk"),
    "hand-over": ("hand-over/{dossier}", ".eform .line", "clerk"),
    "find": ("find", "form.find", "clerk"),
    "paper": ("paper/{paper}", ".sheet img", "clerk"),
    "group": ("group", ".group-check textarea", "clerk"),
    "oversee": ("oversee", ".plot svg", "operator"),
}

#: What lies outside the window to the side and does not scroll within something that does.
STANDS_OUT = """() => [...document.querySelectorAll('main *, header *')].filter(one => {
    const { left, right, width } = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!width || style.visibility === 'hidden' || one.closest('.frame, .crop, .thumb, .seen-by-ear, .skip')) return;
    for (let up = one.parentElement; up; up = up.parentElement)
        if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return;
    return left < -1 || right > innerWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""

#: Marks what a person can act on; buttons and links that are moved to by arrows have tabindex -1.
MARK = """() => {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    const radios = new Set();
    let n = 0;
    for (const one of all) {
        delete one.dataset.reach;
        if (one.disabled || one.tabIndex < 0 || one.type === 'file' || !one.checkVisibility()) continue;
        if (one.type === 'radio' && (radios.has(one.name) || !radios.add(one.name))) continue;
        one.dataset.reach = n++;
    }
    return n;
}"""

#: The focused control's mark, and what is wrong with how it is shown (WCAG 2.2: 2.4.7, 2.4.11).
FOCUSED = """() => {
    const one = document.activeElement;
    const { left, top, right, bottom, width, height } = one.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const wrong = [];
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push('no outline');
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) wrong.push('outside the window');
    const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
        document.elementFromPoint(left + width * x, top + height * y));
    const seen = points.filter(Boolean);  // the rest lies beyond the window's edge
    if (seen.length && !seen.some(at => one.contains(at) || at.contains(one)))
        wrong.push('hidden by ' + seen[0].outerHTML.slice(0, 80));
    return { reach: one.dataset.reach ?? null, wrong, html: one.outerHTML.slice(0, 120) };
}"""


@pytest.fixture
def shown(
    nobody_holds: None, desk: Open, sign_in: Do, api: ApiClient, in_review: str
) -> Callable[[str, dict[str, int]], Page]:
    """Opens a screen at a size and waits for what it is there for."""
    papers: list[dict[str, Any]] = api.call("GET", f"/v1/dossiers/{in_review}")["papers"]

    def open_(name: str, size: dict[str, int]) -> Page:
        address, there, user = SCREENS[name]
        page = desk(viewport=size, reduced_motion="reduce")
        sign_in(page, user)
        page.goto("/#/" + address.format(dossier=in_review, paper=papers[0]["id"]))
        if name == "group":
            expect(page.get_by_role("group", name="Loại giá trị")).to_be_visible()
            page.get_by_role("button", name="Chữ khác").click()
        expect(page.locator(there).first).to_be_visible()
        if name == "check":
            expect(page.locator("[data-current]")).to_be_visible()
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            history = page.locator(".field-history")
            expect(
                history.locator("li").first.or_(page.locator("[data-current]:not(:has(.field-history))"))
            ).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        return page

    return open_


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_stands_out_and_tab_reaches_all(
    shown: Callable[[str, dict[str, int]], Page], screen: str, size: str
) -> None:
    page = shown(screen, SIZES[size])
    assert page.evaluate(STANDS_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.getAnimations().length") == 0, "who wants no motion gets none"
    reach_all(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_citizen_s_page_at_every_size(desk: Open, size: str) -> None:
    page = desk("/tra-cuu.html", viewport=SIZES[size])
    page.get_by_label("Tìm thủ tục").fill("dang ky khai sinh")
    page.get_by_role("button", name="Đăng ký khai sinh", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Cần mang theo")).to_be_visible()
    assert page.evaluate(STANDS_OUT) == []
    reach_all(page)


def reach_all(page: Page) -> None:
    """Tab from the top goes over every control, each with an outline and in view."""
    count = page.evaluate(MARK)
    page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    seen: set[str] = set()
    wrong: list[str] = []
    for _ in range(count + 15):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["reach"] is not None:
            seen.add(focused["reach"])
            wrong += [f"{one}: {focused['html']}" for one in focused["wrong"]]
    assert wrong == []
    missed = [page.locator(f'[data-reach="{n}"]') for n in range(count) if str(n) not in seen]
    assert [one.evaluate("one => one.outerHTML.slice(0, 120)") for one in missed if one.count()] == []
