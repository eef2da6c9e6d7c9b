"""The queue at two desks: each is given another dossier; what much hangs on is looked at by two people."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from desk import enter_until
from motlan_client import ApiError
from motlan_client import Client as ApiClient
from playwright.sync_api import Page, expect

from infra.local import LocalStack
from infra.local.seed import OFFICE

Open = Callable[..., Page]
Do = Callable[..., None]
SAMPLE = Path(__file__).resolve().parents[2] / "samples/dossiers/files/b-khai-sinh-can-xem.pdf"
#: Of the types that templates/review.yaml names.
TWICE = "land_certificate"


@pytest.fixture
def seen_twice(api: ApiClient, tmp_path: Path) -> str:
    """A dossier of one page in review, called by a clerk what a second person has to look at."""
    file, body = tmp_path / "mot-trang.pdf", io.BytesIO()
    with pikepdf.open(SAMPLE) as whole, pikepdf.new() as some:
        some.pages.append(whole.pages[2])
        some.save(body)
    file.write_bytes(body.getvalue())
    dossier = api.open_dossier([file], OFFICE)
    read = api.wait(dossier, 300)
    actions = [{"kind": "retype", "paper": 0, "type": TWICE}]
    api.call("POST", f"/v1/dossiers/{dossier}/arrange", {"version": read["version"], "actions": actions})
    assert api.wait(dossier, 300)["dossier"]["state"] == "review"
    return dossier


def given(page: Page) -> str:
    """The dossier that the queue gave to this desk."""
    page.goto("/#/check")
    expect(page.locator("[data-current]")).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/check/d[0-9a-f]{20}$"))
    return page.url.rsplit("/", 1)[1]


@pytest.mark.usefixtures("nobody_holds", "seen_twice")
def test_two_desks_are_given_two_dossiers(desk: Open, sign_in: Do, second_clerk: Open) -> None:
    mine = desk()
    sign_in(mine)
    first = given(mine)
    other = second_clerk("/#/home")
    second = given(other)
    assert first != second
    mine.keyboard.press("Alt+n")  # left for now: the queue has another one, or says that there is none
    expect(mine.locator(".live").filter(has_text="Không còn hồ sơ").or_(mine.locator("[data-current]"))).to_be_visible()
    assert mine.url.rsplit("/", 1)[1] != second


@pytest.mark.usefixtures("nobody_holds")
def test_a_second_look_is_another_person_s(
    desk: Open, sign_in: Do, second_clerk: Open, api: ApiClient, seen_twice: str, *, stack: LocalStack
) -> None:
    first = desk()
    sign_in(first)
    first.goto(f"/#/check/{seen_twice}")
    enter_until(first, "Đã xem xong", 60)
    save = first.get_by_role("button", name="Lưu hồ sơ")
    expect(save).to_be_focused()
    with first.expect_response(lambda r: r.url.endswith(f"/{seen_twice}/file")) as told:
        first.keyboard.press("Enter")
    assert told.value.json()["second_look"] is True
    expect(first).not_to_have_url(re.compile(seen_twice))  # the next of the queue is there
    assert api.call("GET", f"/v1/dossiers/{seen_twice}")["dossier"]["state"] == "review"
    with pytest.raises(ApiError, match="E_NO_WORK"):  # the queue of second looks has none for who looked first
        api.call("POST", "/v1/reviews/next", {"office": OFFICE, "look": "second"})
    first.goto(f"/#/check/{seen_twice}")
    save.press("Enter")
    expect(first.locator(".side")).to_contain_text("cần một người khác kiểm tra lại")
    first.goto("/#/home")

    other = second_clerk(f"/#/check/{seen_twice}")
    expect(other.locator("[data-current]")).to_contain_text("Đã xem xong")
    other.get_by_role("button", name="Lưu hồ sơ").press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Bàn giao")
    filed = api.call("GET", f"/v1/dossiers/{seen_twice}")
    assert filed["dossier"]["state"] == "filed"
    assert len({look["by"] for look in filed["looks"]}) == 2
