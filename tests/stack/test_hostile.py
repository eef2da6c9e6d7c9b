"""Hostile files of ../shared/data through the deployed stack, all at once: each ends with words, and nothing waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

HOSTILE = Path(__file__).resolve().parents[3] / "shared/data/hostile"
#: file → states that it may end in; a picture that can be opened but not read goes to a person.
FILES = {
    "generated_here/zero_bytes.pdf": {"rejected"},
    "generated_here/html_named.pdf": {"rejected"},
    "generated_here/png_bomb_50000x50000_1bit.png": {"rejected"},
    "generated_here/pdf_page_1e6pt.pdf": {"rejected", "review"},
    "qpdf__qpdf/enc-XI-long-password.pdf": {"rejected"},
    "python-pillow__Pillow/decompression_bomb.ico": {"rejected"},
    "strukturag__libheif/github_15.heic": {"rejected", "review"},
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/data/hostile is absent"),
]


def test_each_ends_and_says_why(client: Any) -> None:
    found = {name: next(HOSTILE.rglob(Path(name).name), None) for name in FILES}
    sent = {name: client.send({path.name: path.read_bytes()}) for name, path in found.items() if path}
    assert len(sent) >= 5
    for name, dossier_id in sent.items():
        record = client.ended(dossier_id)
        assert record["state"] in FILES[name], (name, record["state"], record["problem_code"])
        if record["state"] == "rejected":
            assert record["problem_code"].startswith("E_")
            assert record["problem"]
    client.nothing_waits()
