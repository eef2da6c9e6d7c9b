"""The examples of docs/examples do what they say, run as an integrator runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gateway import Gateway

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs/examples"
NODE = Path(sys.executable).parent / "node"
OWNER = "072195000123"


def run(url: str, token: str, *command: object) -> tuple[int, str, str]:
    own = {"MOTLAN_URL": url, "MOTLAN_TOKEN": token, "PYTHONPATH": str(ROOT / "clients/python"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [str(part) for part in command], env=os.environ | own, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_form_io_page_is_prefilled(served: tuple[str, Gateway]) -> None:
    url, _ = served
    status, out, err = run(url, "eform@25681", NODE, EXAMPLES / "formio/prefill.mjs", "birth_reregistration", OWNER)
    assert status == 0, err
    told = json.loads(out)
    assert told["submission"]["data"]["requester"]["idNumber"] == OWNER
    paths = set(_paths(told["form"]["components"]))
    filled = set(_leaves(told["submission"]["data"]))
    assert filled <= paths, "the form shows every value that was filled in"


def test_the_page_loads_what_the_script_hands_out() -> None:
    page = (EXAMPLES / "formio/index.html").read_text()
    assert "setSubmission(submission)" in page
    assert "http" not in page.replace("<!doctype html>", "").replace("<html", ""), "no address of anybody's server"


def test_a_portal_asks_once(served: tuple[str, Gateway], world: Any) -> None:
    url, gateway = served
    counted = []
    for _ in range(2):  # the second time the line had been lost
        command = (sys.executable, EXAMPLES / "portal/hand_in.py", "1.004884", OWNER)
        status, out, err = run(url, "eform@25681", *command)
        assert status == 0, err
        (paper,) = world.store.of_owner(OWNER)
        counted.append(paper.reused)
    assert counted[0] == counted[1] == out.count("Không cần mang lại") > 0
    assert "LÊ THỊ MẪU" in out
    assert not any(OWNER in path for path, _ in gateway.seen)


def test_a_portal_passes_on_what_the_service_says(served: tuple[str, Gateway]) -> None:
    status, _, err = run(served[0], "eform", sys.executable, EXAMPLES / "portal/hand_in.py", "9.999999", OWNER)
    assert (status, "Kiểm tra lại mã thủ tục" in err) == (1, True)


def test_a_receipt_is_looked_up(served: tuple[str, Gateway]) -> None:
    from motlan_client import Client

    url, gateway = served
    receipt = Client(url, "clerk@25681").transport.json("POST", "/v1/dossiers/d1/receipt")
    command = (NODE, EXAMPLES / "zalo/status.mjs", receipt["code"], receipt["secret"])
    status, out, err = run(url, "", *command)
    assert status == 0, out + err
    assert "Đăng ký khai sinh" in out
    assert "LÊ THỊ MẪU" not in out
    status, out, _ = run(url, "", NODE, EXAMPLES / "zalo/status.mjs", receipt["code"], "wrong-secret")
    assert status == 1
    assert out.strip()
    assert not any(receipt["code"] in path for path, _ in gateway.seen)


def _paths(components: list[dict[str, Any]], above: str = "") -> Iterator[str]:
    """Where a Form.io component keeps its value: containers nest, layout does not."""
    for one in components:
        here = f"{above}{one['key']}" if one.get("input", True) and "key" in one else above
        if one.get("input", True) and "key" in one and "components" not in one:
            yield here
        inside = one.get("components", [])
        nests = one.get("type") in ("container", "datagrid", "editgrid")
        yield from _paths(inside, f"{here}." if nests else above)


def _leaves(data: Any, above: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{above}.{key}" if above else key)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, above)
    else:
        yield above
