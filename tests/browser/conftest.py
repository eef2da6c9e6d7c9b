"""Debian's Chromium on a local stack of the tests' own: the app as it is built, served as it is served."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from motlan_client import Client as ApiClient  # noqa: E402

from infra.local import LocalStack  # noqa: E402
from infra.local.seed import OFFICE  # noqa: E402
from motlan.cli import web  # noqa: E402

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
SAMPLES = ROOT / "samples/dossiers/files"
#: Where the guide's pictures are written to: ``MOTLAN_PICTURES=docs/pictures/web pytest tests/browser``.
PICTURES = os.environ.get("MOTLAN_PICTURES")
#: A second clerk of the same office.
OTHER = "clerk-2"
#: The screen of most counters.
DESK = {"width": 1366, "height": 768}
#: Milliseconds for anything to appear: functions start cold, and the machine may be busy.
PATIENCE = 60_000
#: All that is in the window is there: no picture under way, nothing said to load or to be saved, no news over the rest.
SETTLED = """() => {
    const inside = one => { const r = one.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight; };
    const frames = [...document.querySelectorAll('.frame, .thumb, .crop')].filter(inside);
    return frames.every(one => one.querySelector('img')?.complete) &&
        !document.querySelector('[aria-busy=true], .live.shown') && !/Đang lưu|Đang tải/.test(document.body.innerText);
}"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("stack")


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """The app built, the stack deployed and seeded; waits of the state machine are a twentieth of what they are."""
    web.build()
    local = LocalStack(tmp_path_factory.mktemp("stack"), environment={"SFN_WAIT_SCALE": "0.05"})
    try:
        local.up()
        _second_clerk(local)
        yield local
    finally:
        local.down(60)  # a call that a closed page left behind is answered first


def _second_clerk(local: LocalStack) -> None:
    """Beside the seeded one; its password lies with theirs."""
    cognito, pool = local.client("cognito-idp"), local.outputs["Users"]
    password = local.users["clerk"]["password"]
    attributes = [{"Name": "custom:offices", "Value": OFFICE}]
    told = {"UserPoolId": pool, "Username": OTHER, "TemporaryPassword": password, "UserAttributes": attributes}
    cognito.admin_create_user(**told, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool, Username=OTHER, Password=password, Permanent=True)
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=OTHER, GroupName="clerk")


@pytest.fixture(scope="session")
def api(stack: LocalStack) -> ApiClient:
    """The first clerk, without a browser."""
    return ApiClient(stack.api_url, stack.token("clerk"))


@pytest.fixture(scope="session")
def in_review(api: ApiClient) -> str:
    """A real scan of four pages, read, with things in doubt and one thing wrong."""
    dossier = api.open_dossier([SAMPLES / "b-khai-sinh-can-xem.pdf"], OFFICE, procedure="1.001193")
    assert api.wait(dossier, 300)["dossier"]["state"] == "review"
    return dossier


@pytest.fixture
def nobody_holds(stack: LocalStack, in_review: str) -> None:
    """A test before may have closed a browser that held the dossier."""
    stack.client("dynamodb").update_item(
        TableName=stack.outputs["Registry"],
        Key={"pk": {"S": f"DOSSIER#{in_review}"}, "sk": {"S": "RECORD"}},
        UpdateExpression="REMOVE claimed_by, lease_until",
    )


@pytest.fixture(scope="session")
def browser(stack: LocalStack) -> Iterator[Browser]:
    """A missing browser fails: a skipped suite would look like a green one. It is gone before the stack stops."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is not installed: scripts/setup_browser.sh")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def desk(browser: Browser, stack: LocalStack) -> Iterator[Callable[..., Page]]:
    """Opens a counter's browser at the app; a refused resource, an error of a script or of the CSP fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "vi-VN", "base_url": stack.web_url, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def sign_in(stack: LocalStack) -> Callable[..., None]:
    """Signs a demo user in, by keyboard."""

    def enter(page: Page, user: str = "clerk") -> None:
        page.get_by_label("Tên đăng nhập").fill(user)
        page.keyboard.press("Tab")
        page.keyboard.insert_text(stack.users[user if user in stack.users else "clerk"]["password"])
        page.keyboard.press("Enter")
        page.locator("form.sign-in").wait_for(state="detached")

    return enter


@pytest.fixture
def second_clerk(desk: Callable[..., Page], sign_in: Callable[..., None]) -> Callable[[str], Page]:
    """Opens an address of the app at the colleague's desk."""

    def open_(address: str) -> Page:
        page = desk()
        sign_in(page, OTHER)
        page.goto(address)
        return page

    return open_


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """No violation of WCAG 2.2 A and AA that axe can see, in light and in dark."""

    def check(page: Page) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(AXE.read_text(encoding="utf-8"))
            asked = {"runOnly": {"type": "tag", "values": WCAG}}
            found = page.evaluate("asked => axe.run(document, asked)", asked)["violations"]
            said = [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']]}" for v in found]
            assert not said, (scheme, said)
        page.emulate_media(color_scheme="light")

    return check


@pytest.fixture(scope="session")
def photograph() -> Callable[[Page, str], None]:
    """A picture of the screen for the user guide; a picture that the guide does not have fails a test."""

    def take(page: Page, name: str) -> None:
        if PICTURES:
            for _ in range(PATIENCE // 250):  # asked from outside: the app's CSP lets no page evaluate words
                if page.evaluate(SETTLED):
                    break
                page.wait_for_timeout(250)
            else:
                pytest.fail(f"{name}: something is still under way")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            picture.save(ROOT / PICTURES / f"{name}.webp", quality=72, method=6)

    return take
