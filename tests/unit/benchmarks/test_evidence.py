"""Evidence of a drawn dossier: which of its values count, and which were right."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from benchmarks.evidence import ETH, observe
from motlan.model import Page
from samples.make import canvas, readings, recipes


@pytest.fixture(scope="module")
def drawn() -> tuple[dict[str, Any], list[Page]]:
    """A land certificate, whose owners and parcels are lists, as a reader would have given it."""
    with canvas.without_ink():
        made = recipes.make(31, 1, date(2026, 11, 15), types={"land_certificate"}, take=readings.glance)
    return readings.read(made)


def test_every_value_that_was_found_is_a_sample(drawn: tuple[dict[str, Any], list[Page]]) -> None:
    found = list(observe(*drawn, "set"))
    assert {s.type for s in found} == {"land_certificate"}
    assert {"owners[].full_name", "parcels[].area_m2", "serial_no"} <= {s.key for s in found}
    assert sum(s.right for s in found) > 0.8 * len(found)
    assert all("bias" in s.features for s in found)


def test_only_the_truth_says_what_is_right(drawn: tuple[dict[str, Any], list[Page]]) -> None:
    truth, pages = copy.deepcopy(drawn[0]), drawn[1]
    before = list(observe(drawn[0], pages, "set"))
    key = next(s.key for s in before if s.right and s.kind == "date")
    truth["papers"][0]["fields"][key]["value"] = "1901-01-01"
    truth["papers"][0]["fields"]["owners"]["value"][0]["full_name"] = "TRẦN VĂN KHÁC HẲN"
    after = list(observe(truth, pages, "set"))
    changed = {b.key for a, b in zip(before, after, strict=True) if a != b}
    assert changed == {key, "owners[].full_name"}
    assert not any(s.right for s in after if s.key == key)


def test_a_secret_dossier_gives_none(drawn: tuple[dict[str, Any], list[Page]]) -> None:
    assert not list(observe(drawn[0] | {"secret": True}, drawn[1], "set"))


def test_eth_is_the_letter_that_was_meant() -> None:
    assert "Ð".translate(ETH) == "Đ"
