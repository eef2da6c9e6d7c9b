"""See ``motlan_client``."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from motlan_client import types
from motlan_client._transport import Transport, upload

#: States of a dossier in which nothing runs any more.
FINAL = frozenset({"filed", "review", "rejected", "duplicate", "failed"})


@dataclass(frozen=True)
class Purpose:
    """What a look into somebody's store is for, and by which law: no read without (Luật 91/2025/QH15)."""

    purpose: str
    legal_basis: str


class Client:
    """``url`` of the API; ``token`` a JWT or what fetches one (None for ``/v1/public``); ``timeout`` in seconds."""

    def __init__(self, url: str, token: str | Callable[[], str] | None = None, *, timeout: float = 35) -> None:
        self.transport, self._timeout = Transport(url, token, timeout), timeout

    def call(
        self, method: str, path: str, body: object = None, query: Mapping[str, object] | None = None, key: str = ""
    ) -> Any:
        """Any route of the description: its JSON answer. Raises ``ApiError``, ``TransportError``."""
        return self.transport.json(method, path, body, query, key)

    # ---- dossiers -----------------------------------------------------------------------------------------------

    def open_dossier(
        self,
        files: Sequence[Path],
        office: str,
        *,
        procedure: str | None = None,
        channel: str = "counter",
        key: str = "",
    ) -> str:
        """Opens a dossier, uploads its files, returns its id. The same ``key`` again opens no second one."""
        content = [file.read_bytes() for file in files]
        new = [
            {"name": file.name, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for file, body in zip(files, content, strict=True)
        ]
        told = {"office": office, "procedure": procedure, "channel": channel, "files": new}
        opened: types.OpenedDossier = self.transport.json("POST", "/v1/dossiers", told, key=key)
        bodies = dict(zip([told["sha256"] for told in new], content, strict=True))  # two files may have one name
        for link in opened["uploads"]:
            upload(link["url"], link["fields"], link["name"], bodies[link["sha256"]], self._timeout)
        return opened["id"]

    def dossier(self, dossier: str) -> types.DossierAnswer:
        """State, progress and, once read, the result."""
        return cast("types.DossierAnswer", self.transport.json("GET", f"/v1/dossiers/{quote(dossier, safe='')}"))

    def wait(self, dossier: str, seconds: float = 300, every: float = 1) -> types.DossierAnswer:
        """The dossier once nothing runs any more. Raises ``TimeoutError``."""
        deadline = time.monotonic() + seconds
        while True:
            shown = self.dossier(dossier)
            if shown["dossier"]["state"] in FINAL:
                return shown
            if time.monotonic() > deadline:
                raise TimeoutError(f"dossier {dossier} still runs after {seconds:.0f} s")
            time.sleep(every)

    def queue(self, state: str = "review", office: str | None = None) -> Iterator[types.QueueEntry]:
        """All dossiers of an office in a state, oldest first, page by page."""
        for page in self._pages("GET", "/v1/dossiers", query={"state": state, "office": office}):
            yield from page["dossiers"]

    # ---- procedures and e-forms ---------------------------------------------------------------------------------

    def procedures(self, **asked: object) -> types.ProcedureList:
        """The catalogue of today, or ``as_of`` a day; of a ``sector``, or with all words of ``q``."""
        return cast("types.ProcedureList", self.call("GET", "/v1/procedures", query=asked))

    def checklist(
        self, procedure: str, why: Purpose | None = None, *, owner_id: str | None = None, **more: Any
    ) -> types.ChecklistAnswer:
        """One complete list. Without ``owner_id`` and ``dossier``: what anybody needs, and no store is read."""
        body = _asked(why, owner_id) | more
        path = f"/v1/procedures/{quote(procedure, safe='')}/checklist"
        return cast("types.ChecklistAnswer", self.transport.json("POST", path, body))

    def prefill(self, eform: str, why: Purpose, *, owner_id: str | None = None, **more: Any) -> types.Prefilled:
        """Every value with its source, what is missing, what contradicts itself."""
        return cast("types.Prefilled", self._prefill("full", eform, why, owner_id, more))

    def prefill_formio(
        self, eform: str, why: Purpose, *, owner_id: str | None = None, **more: Any
    ) -> Mapping[str, Any]:
        """A Form.io submission: ``{"data": {…}}``."""
        return cast("Mapping[str, Any]", self._prefill("formio", eform, why, owner_id, more))

    def _prefill(self, shape: str, eform: str, why: Purpose, owner_id: str | None, more: Mapping[str, Any]) -> Any:
        body = {"eform": eform} | _asked(why, owner_id) | dict(more)
        return self.transport.json("POST", "/v1/prefill", body, {"shape": shape})

    # ---- the store ----------------------------------------------------------------------------------------------

    def search(self, why: Purpose, **asked: Any) -> Iterator[types.PaperSummary]:
        """By ``owner_id``; by one of ``types`` with a ``number``; or by ``office`` and ``month``."""
        for page in self._pages("POST", "/v1/papers/search", body=asdict(why) | asked):
            yield from page["papers"]

    def paper(self, paper: str, why: Purpose) -> types.PaperAnswer:
        """A paper with its fields, history and pages."""
        path = f"/v1/papers/{quote(paper, safe='')}"
        return cast("types.PaperAnswer", self.transport.json("GET", path, query=asdict(why)))

    def reuse(
        self, paper: str, why: Purpose, *, procedure: str, component: str, key: str = "", **more: Any
    ) -> types.ReuseAnswer:
        """Records that the paper stood in for one that was not asked for."""
        body = asdict(why) | {"procedure": procedure, "component": component} | more
        path = f"/v1/papers/{quote(paper, safe='')}/reuse"
        return cast("types.ReuseAnswer", self.transport.json("POST", path, body, key=key))

    def export_owner(self, owner_id: str, why: Purpose) -> types.Export:
        """Everything that the store has of an owner; ``looks`` of all pages."""
        whole: types.Export | None = None
        before: str | None = None
        while True:
            body = asdict(why) | {"owner_id": owner_id, "before": before}
            page: types.Export = self.transport.json("POST", "/v1/owners/export", body)
            if whole is None:
                whole = page
            else:
                whole["looks"] += page["looks"]
            before = page.get("looks_next")
            if not before:
                return whole

    # ---- without a token ----------------------------------------------------------------------------------------

    def public_status(self, code: str, secret: str) -> types.StatusAnswer:
        """How far a dossier is, by what its receipt says."""
        told = {"code": code, "secret": secret}
        return cast("types.StatusAnswer", self.transport.json("POST", "/v1/public/status", told))

    def _pages(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, object] | None = None,
    ) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            at = {"cursor": cursor} if cursor else {}
            sent = None if body is None else dict(body) | at
            page = self.transport.json(method, path, sent, query if sent else dict(query or {}) | at)
            yield page
            cursor = page.get("next")
            if not cursor:
                return


def _asked(why: Purpose | None, owner_id: str | None) -> dict[str, Any]:
    told: dict[str, Any] = asdict(why) if why else {}
    return told | ({"subject": {"owner_id": owner_id}} if owner_id else {})
