"""Which dossiers a second person looks at: chosen types always, of the others a sample that nobody can choose."""

from __future__ import annotations

import pytest

from motlan.rules.second_look import SecondLook

IDS = [f"d{n:020x}" for n in range(4_000)]


def drawn(percent: float, types: tuple[str, ...] = ()) -> set[str]:
    rule = SecondLook(types=("land_certificate",), percent=percent)
    return {one for one in IDS if rule.wanted(one, types)}


@pytest.mark.parametrize("percent", [0, 1, 12.5, 50, 100])
def test_as_many_are_drawn_as_the_office_asks_for(percent: float) -> None:
    assert abs(len(drawn(percent)) / len(IDS) * 100 - percent) < 2
    assert drawn(percent) == drawn(percent), "asked twice, answered alike"


def test_a_larger_sample_holds_the_smaller_one() -> None:
    assert drawn(0) < drawn(1) < drawn(12.5) < drawn(50) < drawn(100)


def test_a_chosen_type_wants_it_whatever_the_sample() -> None:
    assert drawn(0, ("citizen_id", "land_certificate")) == set(IDS)
    assert drawn(0, ("citizen_id",)) == set()
