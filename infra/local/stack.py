"""The stack on this machine: start, deploy, stop, ask."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from infra.local.deploy import deploy
from infra.local.package import Packager
from infra.local.places import REGION, ROOT, START
from infra.local.seed import User, seed

NAME = "motlan"
ARTIFACTS = "motlan-artifacts"
#: What a machine with two cores wants; everything else is the template's default.
PARAMETERS = {
    "PagesPerBatch": "2",
    "ReadConcurrency": "2",
    "QueueVisibilitySeconds": "120",
}


class StackError(RuntimeError):
    """The emulator did not start or does not run; the message says what to do."""


class LocalStack:
    """All that it keeps lies below ``home`` (``.motlan/``): state, objects, users' passwords, log.

    ``environment`` goes to the emulator and, where ``launcher.PASSED_ON`` lists it, to the functions.
    """

    def __init__(
        self, home: Path, *, parameters: Mapping[str, str] = PARAMETERS, environment: Mapping[str, str] | None = None
    ) -> None:
        self.home, self.parameters, self.environment = home.resolve(), dict(parameters), dict(environment or {})
        self.log, self.users_file = self.home / "emulator.log", self.home / "users.json"
        self._file = self.home / "stack.json"

    # ---- what is known ------------------------------------------------------------------------------------------

    @property
    def known(self) -> dict[str, Any]:
        """What was written down at the last start: ``port``, ``pid``, ``outputs``."""
        return dict(json.loads(self._file.read_text())) if self._file.is_file() else {}

    @property
    def endpoint(self) -> str:
        """Where the emulator answers; raises ``StackError`` where it never started."""
        port = self.known.get("port")
        if not port:
            raise StackError("the stack has not been started: motlan up")
        return f"http://127.0.0.1:{port}"

    @property
    def outputs(self) -> dict[str, str]:
        """Outputs of the deployed template."""
        return dict(self.known.get("outputs", {}))

    @property
    def api_url(self) -> str:
        """Base of the HTTP API."""
        return f"{self.endpoint}/_aws/execute-api/{self.outputs['ApiId']}"

    @property
    def web_url(self) -> str:
        """Where the web app answers (``infra/local/web.py``), and the origin that buckets let upload."""
        return f"http://127.0.0.1:{self.known['web_port']}"

    @property
    def users(self) -> dict[str, User]:
        """Demo users by name."""
        return dict(json.loads(self.users_file.read_text()))

    def running(self) -> bool:
        """Whether this home's own emulator answers."""
        known = self.known
        if not known or not _is_launcher(known["pid"]):
            return False
        with contextlib.suppress(OSError, urllib.error.URLError):
            return bool(urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=2).status == 200)
        return False

    @cached_property
    def session(self) -> boto3.Session:
        """As the account's root."""
        return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)

    def client(self, service: str) -> Any:
        """A client of one of the emulator's services."""
        config = Config(retries={"max_attempts": 2}, s3={"addressing_style": "path"})
        return self.session.client(service, endpoint_url=self.endpoint, config=config)  # type: ignore[call-overload]

    def token(self, user: str) -> str:
        """An ID token of a demo user, as the API wants it in ``Authorization: Bearer``."""
        answer = self.client("cognito-idp").initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=self.outputs["Client"],
            AuthParameters={"USERNAME": user, "PASSWORD": self.users[user]["password"]},
        )
        return str(answer["AuthenticationResult"]["IdToken"])

    # ---- what can be done ---------------------------------------------------------------------------------------

    def up(self) -> dict[str, str]:
        """Starts what does not run, deploys the template as it stands, seeds the users; returns the outputs."""
        self.start()
        s3 = self.client("s3")
        if ARTIFACTS not in [b["Name"] for b in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket=ARTIFACTS, CreateBucketConfiguration={"LocationConstraint": REGION})
        body = Packager(s3, ARTIFACTS).template(ROOT / "template.yaml")
        parameters = {"WebOrigin": self.web_url} | self.parameters
        outputs = deploy(self.client("cloudformation"), NAME, body, parameters)
        self.remember(outputs)
        if "Users" in outputs:  # with another issuer (OidcIssuer) there are none
            seed(self.client("cognito-idp"), outputs["Users"], self.users_file)
        self._start_functions(outputs["ReadPages"])
        return outputs

    def _start_functions(self, reader: str) -> None:
        """Their processes, so that the first dossier does not wait for imports and models: the reader's one a batch."""
        lambda_ = self.client("lambda")
        pages = lambda_.get_paginator("list_functions").paginate()
        names = [f["FunctionName"] for page in pages for f in page["Functions"] if f["FunctionName"].startswith(NAME)]

        def start(name: str) -> None:
            count = int(self.parameters["ReadConcurrency"]) if name == reader else 1
            lambda_.invoke(FunctionName=name, Payload=json.dumps({START: count}))

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(start, names))

    def down(self, seconds: float = 20) -> bool:
        """Stops the emulator, which writes its state on the way out; False where it did not run."""
        known = self.known
        if not known or not _is_launcher(known["pid"]):
            return False
        # State is written at the first signal. Work in flight may then keep the process; a second one ends it.
        for wait in (seconds / 2, seconds / 2):
            os.kill(known["pid"], signal.SIGTERM)
            deadline = time.monotonic() + wait
            while _is_launcher(known["pid"]) and time.monotonic() < deadline:
                time.sleep(0.05)
            if not _is_launcher(known["pid"]):
                break
        else:
            raise StackError(f"process {known['pid']} does not stop; its log is {self.log}")
        # Functions run in its process group; one that is reading a page would go on for nobody.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(known["pid"], signal.SIGKILL)
        shutil.rmtree(self.home / "tmp", ignore_errors=True)
        return True

    def remember(self, outputs: Mapping[str, str]) -> None:
        """Writes down what was deployed."""
        self._write(self.known | {"outputs": dict(outputs)})

    def start(self) -> None:
        """The emulator alone, with the state of its last run; nothing where it runs already."""
        if self.running():
            return
        temporary = self.home / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        port = self.known.get("port")
        port = port if port and _is_free(port) else _free_port()
        web_port = self.known.get("web_port")
        web_port = web_port if web_port and _is_free(web_port) else _free_port()
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "PYTHON", "MINISTACK_"))}
        own = {
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",  # the default, 0.0.0.0, would run anybody's code
            "MINISTACK_REGION": REGION,
            "AUTH": "true",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.home / "s3"),
            "TMPDIR": str(temporary),
            "OMP_THREAD_LIMIT": "1",
            "LAMBDA_WARM_TTL_SECONDS": "28800",  # a working day: at a counter it may be quiet for an hour
            "PYTHONPATH": str(ROOT),
            "MOTLAN_HOME": str(self.home),
            "MOTLAN_WEB_PORT": str(web_port),
        }
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "infra.local.launcher"],
                cwd=ROOT,
                env={**inherited, **own, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._write(self.known | {"port": port, "web_port": web_port, "pid": process.pid})
        deadline = time.monotonic() + 30
        while not self.running():
            if process.poll() is not None or time.monotonic() > deadline:
                raise StackError(f"the emulator did not start; the end of {self.log}:\n{_tail(self.log)}")
            time.sleep(0.05)

    def _write(self, known: Mapping[str, Any]) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(known, indent=1))
        fresh.replace(self._file)


def _is_launcher(pid: int) -> bool:
    """Whether this process lives and is one of ours (a pid is given to another sooner or later)."""
    try:
        done, _ = os.waitpid(pid, os.WNOHANG)  # our own child: take its status, or it stays as a zombie
        if done == pid:
            return False
    except ChildProcessError:
        pass
    try:
        if Path(f"/proc/{pid}/cmdline").exists():
            return b"infra.local.launcher" in Path(f"/proc/{pid}/cmdline").read_bytes()
        os.kill(pid, 0)
    except OSError:
        return False
    return not Path("/proc/self").exists()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
