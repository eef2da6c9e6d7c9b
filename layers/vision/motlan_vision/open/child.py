"""The parent's side of the decoding process: start, ask with a deadline, kill."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from motlan_vision.limits import Limits


class ChildLost(Exception):
    """The child did not answer: ``reason`` is ``time`` or ``crash``. It is gone; a new one may be started."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


#: An overloaded machine may stretch a time limit this often before an honest file is given up.
PATIENCE = 5.0


class Deadline:
    """So many seconds of the child's own CPU time, or ``PATIENCE`` times as many on the clock, whichever comes first.

    Where the system does not tell CPU times, the clock alone counts.
    """

    def __init__(self, process: int, seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self._began, self._used = time.monotonic(), _cpu_seconds(process)

    def wait(self) -> float:
        """Seconds to wait for an answer before asking ``over`` (again); 0 when it is over."""
        waited = time.monotonic() - self._began
        if self._used is None:
            return max(0.0, self._seconds - waited)
        used = (_cpu_seconds(self._process) or 0.0) - self._used
        return max(0.0, min(self._seconds - used, PATIENCE * self._seconds - waited))


def _cpu_seconds(process: int) -> float | None:
    try:
        after_name = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


#: A child serves this many files, then goes: what a decoder leaks is bounded.
FILES_MAX = 40

_idle: list[Child] = []
_lock = threading.Lock()


def take(limits: Limits) -> Child:
    """The idle child, or a new one: starting costs more than most pages."""
    with _lock:
        found = _idle.pop() if _idle else None
    if found is not None:
        if found.memory_bytes == limits.memory_bytes and found.alive():
            return found
        found.close()
    return Child(limits)


def give_back(child: Child) -> None:
    """Keeps one idle child a process, and only one that has been no trouble so far."""
    if child.files < FILES_MAX and child.forget():
        with _lock:
            if not _idle:
                _idle.append(child)
                return
    child.close()


class Child:
    """One decoding process. Not for several threads at once."""

    def __init__(self, limits: Limits) -> None:
        """Starts at once; the first request waits for it."""
        self.memory_bytes, self.files = limits.memory_bytes, 0
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "motlan_vision.decode.worker", str(limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
            process_group=0,
        )
        self._rest = b""

    def open(self, path: str, media_type: str, limits: Limits) -> dict[str, Any]:
        """``{"pages": n}`` or ``{"refused": code, …}``; raises ``ChildLost``."""
        self.files += 1
        request = {"op": "open", "path": path, "media_type": media_type, "limits": asdict(limits)}
        return self._ask(request, Deadline(self._process.pid, limits.open_seconds))

    def page(self, index: int, limits: Limits) -> tuple[dict[str, Any], NDArray[np.uint8] | None]:
        """The reply's head, and the picture unless it is a ``bad_page``; raises ``ChildLost``."""
        deadline = Deadline(self._process.pid, limits.page_seconds)
        head = self._ask({"op": "page", "index": index}, deadline)
        if "height" not in head:
            return head, None
        shape = int(head["height"]), int(head["width"]), 3
        return head, self._body(shape, deadline)

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def forget(self) -> bool:
        """Lets the child close its file; False where it did not answer at once and is gone."""
        try:
            self._ask({"op": "close"}, Deadline(self._process.pid, 2.0))
        except ChildLost:
            return False
        return True

    def close(self) -> None:
        """Ends the process and what it started, whatever they are doing."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _ask(self, request: dict[str, Any], deadline: Deadline) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError:
            self._lost("crash")
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            parts.append(self._read(deadline))
        head, _, self._rest = b"".join(parts).partition(b"\n")
        reply: dict[str, Any] = json.loads(head)
        return reply

    def _body(self, shape: tuple[int, int, int], deadline: Deadline) -> NDArray[np.uint8]:
        picture = np.empty(shape, np.uint8)
        view = memoryview(picture.data).cast("B")
        taken = len(self._rest)
        view[:taken] = self._rest
        self._rest = b""
        while taken < len(view):
            chunk = self._read(deadline, len(view) - taken)
            view[taken : taken + len(chunk)] = chunk
            taken += len(chunk)
        return picture

    def _read(self, deadline: Deadline, size: int = 1 << 20) -> bytes:
        assert self._process.stdout is not None
        out = self._process.stdout.fileno()
        while not select.select([out], [], [], wait := deadline.wait())[0]:
            if wait == 0:
                self._lost("time")
        chunk = os.read(out, min(size, 1 << 20))
        if not chunk:
            self._lost("crash")
        return chunk

    def _lost(self, reason: str) -> NoReturn:
        self.close()
        raise ChildLost(reason)
