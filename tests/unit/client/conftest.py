"""A store with one card in it, behind HTTP, as an integrator meets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from gateway import AUDIENCE, ISSUER, Gateway, serving

from motlan.adapters.guard import whereabouts
from motlan.api import Tokens, make_handler

CARD = {"id_no": "072195000123", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "sex": "Nữ",
        "issue_date": "2022-05-06", "expiry_date": "2035-02-03"}  # fmt: skip


@pytest.fixture
def served(world: Any, make_paper: Any) -> Iterator[tuple[str, Gateway]]:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")
    gateway = Gateway(make_handler(world.services(), whereabouts, Tokens(ISSUER, AUDIENCE)))
    with serving(gateway) as url:
        yield url, gateway
