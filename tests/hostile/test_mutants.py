"""Damaged files, a bounded number of them; the long run is ``python -m tests.hostile.mutate``."""

from __future__ import annotations

import itertools
import resource
from pathlib import Path

import pytest

from motlan_vision.limits import DEFAULT
from motlan_vision.reader import Reader
from motlan_vision.recognise.recorded import Recorded
from tests.hostile.mutate import LIMITS, mutants, outcome, seeds

ENDS = {"read", "W_UNREADABLE_PAGE", "E_EMPTY", "E_TYPE", "E_ENCRYPTED", "E_CORRUPT", "E_TOO_LARGE", "E_TOO_MANY_PAGES"}


@pytest.mark.parametrize("name", sorted(seeds()))
def test_the_good_files_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(seeds()[name])
    assert outcome(path) == "read"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_mutants_end_with_a_result_or_a_reason(tmp_path: Path, seed: int) -> None:
    seen = set()
    for name, data in itertools.islice(mutants(seed), 25):
        path = tmp_path / name
        path.write_bytes(data)
        seen.add(outcome(path))
    assert seen <= ENDS
    assert len(seen) >= 3  # the damage is neither harmless nor always fatal
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < DEFAULT.memory_bytes


def test_what_is_left_of_a_mutant_goes_through_the_whole_reader(tmp_path: Path) -> None:
    reader = Reader(Recorded(["Một dòng"]), limits=LIMITS)
    pages = 0
    for name, data in itertools.islice(mutants(4), 15):
        path = tmp_path / name
        path.write_bytes(data)
        if outcome(path) != "read":
            continue
        with reader.open(path, name) as scan:
            for index in range(min(2, scan.page_count)):
                page, preview = scan.read(index, page=index + 1, source=0)
                pages += 1
                assert page.status in ("read", "blank", "unreadable")
                assert page.warnings or page.status != "unreadable"
                assert preview is not None or page.status == "unreadable"
    assert pages > 3
