"""``motlan demo``: the sample dossiers go through the running stack as a clerk would send them; the story is told."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from motlan.cli import demo_story as story
from motlan.cli.local import ROOT, add_home, client, stack
from motlan.model.record import FINAL_STATES

if TYPE_CHECKING:
    from motlan_client import Client

SAMPLES = ROOT / "samples" / "dossiers"
#: What the demo's looks into the store are for; without them the API refuses.
PURPOSE = {"purpose": "Tiếp nhận hồ sơ (trình diễn)", "legal_basis": "NĐ 118/2025/NĐ-CP"}


def configure(parser: ArgumentParser) -> None:
    """Options."""
    add_home(parser)
    parser.add_argument("--timeout", type=float, default=300, help="seconds to wait for all dossiers (default: 300)")


def run(args: Namespace) -> int:
    """0 when every dossier came to its end; 1 where the stack does not run, or one failed or did not end."""
    local = stack(args)
    if not local.running():
        print("motlan demo: the stack does not run: motlan up", file=sys.stderr)
        return 1
    began = time.monotonic()
    clerk, portal = client(local, "clerk"), client(local, "eform")
    visits: list[dict[str, Any]] = yaml.safe_load((SAMPLES / "index.yaml").read_text(encoding="utf-8"))
    ids = []
    for visit in visits:
        files = [SAMPLES / name for name in visit["files"]]
        ids.append(clerk.open_dossier(files, visit["office"], procedure=visit["procedure"]))
        print(f"  tải lên {visit['id']}: {', '.join(f.name for f in files)}", file=sys.stderr)
    shown = _follow(clerk, ids, args.timeout)
    for visit, dossier in zip(visits, shown, strict=True):
        _tell(visit, dossier, clerk, portal)
    print(story.closing(time.monotonic() - began, local.api_url, Path(args.home)))
    states = {d["dossier"]["state"] for d in shown}
    return 0 if states <= FINAL_STATES - {"failed"} else 1


def _follow(clerk: Client, ids: Sequence[str], seconds: float) -> list[dict[str, Any]]:
    """Waits for all of them, with one line of progress whenever something moved."""
    deadline, last = time.monotonic() + seconds, ""
    while True:
        shown = [clerk.call("GET", f"/v1/dossiers/{i}") for i in ids]
        line = story.progress(shown)
        if line != last:
            print(f"  {line}", file=sys.stderr, flush=True)
        last = line
        if all(d["dossier"]["state"] in FINAL_STATES for d in shown) or time.monotonic() > deadline:
            return shown
        time.sleep(0.5)


def _tell(visit: dict[str, Any], dossier: dict[str, Any], clerk: Client, portal: Client) -> None:
    print(story.heading(visit, dossier))
    if not dossier.get("result"):
        return
    print(story.papers(dossier["result"]))
    code, subject, own = visit["procedure"], visit["subject"], dossier["dossier"]["id"]
    if not code or not subject:
        return
    procedure = dict(next(p for p in clerk.procedures()["procedures"] if p["code"] == code))
    asked = {"subject": {"owner_id": subject}, "dossier": own, **PURPOSE}
    filled = portal.call("POST", "/v1/prefill", {"eform": procedure["eform"], **asked})
    print(story.form(procedure, filled))
    checklist = clerk.call("POST", f"/v1/procedures/{code}/checklist", asked)
    print(story.checklist(checklist))
    for item in checklist["items"]:
        if item["state"] == "satisfied_by_reuse":
            body = {"procedure": code, "component": item["id"], "dossier": own, **PURPOSE}
            reused = clerk.call("POST", f"/v1/papers/{item['paper']}/reuse", body)
            print(story.reuse(item, reused["reused"]))
