"""Where things lie in the two buckets. Keys hold ids and numbers only: no name of a person or of a file.

scans    scans/<office>/<dossier>/<nn>-<sha8>.<ext>      an original, sent with a presigned upload
         inbox/<office>/…                                dropped by a scanner; moved below scans/ at once
derived  derived/<dossier>/pages/0001.json               ``Page.model_dump_json()``
         derived/<dossier>/previews/0001.jpg             the page upright
         derived/<dossier>/dossier.json                  ``Dossier.model_dump_json()``, as the machine understood it
         derived/<dossier>/editions/<name>.json          its papers after a person changed something; never rewritten
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

#: File endings kept in keys; anything else becomes ``bin`` (what a file really is, the reader decides by its content).
KNOWN_ENDINGS = frozenset({"pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "webp", "bmp"})

_OFFICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SCAN = re.compile(r"scans/(?P<office>[^/]+)/(?P<dossier>[^/]+)/(?P<number>\d{2,})-[0-9a-f]{8}\.[a-z]+")
_INBOX = re.compile(r"inbox/(?P<office>[^/]+)/(?P<name>.*[^/])", re.DOTALL)


def is_office(code: str) -> bool:
    """Whether the code of an office can stand in a key: letters, digits, ``.``, ``_``, ``-``; at most 64."""
    return _OFFICE.fullmatch(code) is not None


def ending(name: str) -> str:
    """The file ending that its key gets."""
    last = PurePosixPath(name).suffix.lstrip(".").lower()
    return last if last in KNOWN_ENDINGS else "bin"


def scan_key(office: str, dossier_id: str, number: int, sha256: str, name: str) -> str:
    """Key of file ``number`` (from 1) of a dossier."""
    return f"scans/{office}/{dossier_id}/{number:02d}-{sha256[:8]}.{ending(name)}"


def parse_scan(key: str) -> tuple[str, str] | None:
    """``(office, dossier id)`` of a key below ``scans/``, else None."""
    match = _SCAN.fullmatch(key)
    return (match["office"], match["dossier"]) if match else None


def parse_inbox(key: str) -> tuple[str, str] | None:
    """``(office, file name)`` of a key below ``inbox/``, else None."""
    match = _INBOX.fullmatch(key)
    return (match["office"], PurePosixPath(match["name"]).name) if match and is_office(match["office"]) else None


def derived_prefix(dossier_id: str) -> str:
    """All that was made of a dossier."""
    return f"derived/{dossier_id}/"


def page_key(dossier_id: str, page: int) -> str:
    """One page as it was read."""
    return f"derived/{dossier_id}/pages/{page:04d}.json"


def preview_key(dossier_id: str, page: int) -> str:
    """One page upright, as JPEG."""
    return f"derived/{dossier_id}/previews/{page:04d}.jpg"


def result_key(dossier_id: str) -> str:
    """The digitised dossier as the machine understood it; ``editions.result_of`` gives it as it stands."""
    return f"derived/{dossier_id}/dossier.json"


def edition_key(dossier_id: str, name: str) -> str:
    """The papers of the dossier after a change."""
    return f"derived/{dossier_id}/editions/{name}.json"
