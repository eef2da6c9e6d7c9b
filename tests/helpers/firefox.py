"""Debian's Firefox over Marionette, its own remote protocol: Playwright's needs a patched build that no registry has.

One message is ``<length>:[0, id, command, parameters]``; the answer ``[1, id, error, result]``.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

#: WebDriver's name for a reference to an element, and its code for Enter.
ELEMENT, ENTER = "element-6066-11e4-a52e-4f735466cecf", "\ue007"
_START = 60
_PREFERENCES = {
    "marionette.port": 0,
    "intl.accept_languages": "vi",
    "datareporting.policy.dataSubmissionEnabled": False,
}


class Firefox:
    """A headless browser with a profile of its own in ``home``."""

    def __init__(self, program: str, home: Path) -> None:
        told = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items())
        (home / "user.js").write_text(told)
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(home)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._line = socket.create_connection(("127.0.0.1", self._port(home)), timeout=180)
        self._count = 0
        self._read()  # it says hello first
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": "dismiss"}}})

    def _port(self, home: Path) -> int:
        for _ in range(_START * 10):
            if (home / "MarionetteActivePort").is_file() and (told := (home / "MarionetteActivePort").read_text()):
                return int(told)
            time.sleep(0.1)
        self._process.kill()
        raise RuntimeError("Firefox did not start")

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._line.recv(1)
        body = b""
        while len(body) < int(length[:-1]):
            body += self._line.recv(int(length[:-1]) - len(body))
        return json.loads(body)

    def call(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """The result's ``value`` where it has one; raises ``RuntimeError`` with the browser's words."""
        self._count += 1
        body = json.dumps([0, self._count, command, parameters or {}]).encode()
        self._line.sendall(f"{len(body)}:".encode() + body)
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def open(self, url: str) -> None:
        """Goes there and waits until the page is loaded."""
        self.call("WebDriver:Navigate", {"url": url})

    def script(self, body: str, *arguments: Any) -> Any:
        """What the function with this body returns."""
        return self.call("WebDriver:ExecuteScript", {"script": body, "args": list(arguments)})

    def wait(self, selector: str, text: str = "", seconds: float = 90) -> str:
        """The first visible element's reference, once there is one that says ``text``."""
        look = """return [...document.querySelectorAll(arguments[0])]
            .find(one => one.checkVisibility() && `${one.innerText} ${one.value}`.includes(arguments[1])) ?? null"""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := self.script(look, selector, text):
                return str(found[ELEMENT])
            time.sleep(0.2)
        said = self.script("return document.body.innerText")
        raise AssertionError(f"no {selector} with {text!r} on the page:\n{said}")

    def type(self, selector: str, keys: str, text: str = "") -> None:
        """As by keyboard, into what ``wait`` finds; an element that was drawn anew meanwhile is looked for again."""
        for tried in range(5):
            element = self.wait(selector, text)
            try:
                self.call("WebDriver:ElementSendKeys", {"id": element, "text": keys})
                return
            except RuntimeError:
                if tried == 4:
                    raise

    def give(self, file: Path) -> None:
        """To the first input for files, which is hidden behind its button."""
        found = self.call("WebDriver:FindElement", {"using": "css selector", "value": "input[type=file]"})
        self.call("WebDriver:ElementSendKeys", {"id": found[ELEMENT], "text": str(file)})

    def close(self) -> None:
        """Ends the browser."""
        self._line.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
