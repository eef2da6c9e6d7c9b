"""What surrounds the figures: inputs, laps, tables, readings that are remembered, the command."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import inputs, machine, reading, systems, tables
from benchmarks.measure import Lap, Part, spread
from benchmarks.readings import TimedReader
from motlan.cli.main import main
from motlan.model import Line, Page, Rejected


def test_pages_find_their_truth_group_and_profile(tmp_path: Path) -> None:
    (tmp_path / "rendered").mkdir()
    for stem in ("a_p1_scan-poor_300", "b_p1_clean_200"):
        (tmp_path / "rendered" / f"{stem}.png").write_bytes(b"")
        (tmp_path / "rendered" / f"{stem}.txt").write_text("x")
    (tmp_path / "alone.txt").write_text("no picture")
    found = inputs.pages(tmp_path)
    assert [(p.group, p.profile) for p in found] == [("rendered", "scan-poor"), ("rendered", "clean")]
    (tmp_path / "INDEX.tsv").write_text("image\tprofile\nb_p1_clean_200.png\tfax-bad\n")
    assert inputs.pages(tmp_path)[1].profile == "fax-bad"


def test_limit_takes_evenly() -> None:
    assert inputs.spaced(list(range(10)), 5) == [0, 2, 4, 6, 8]
    assert inputs.spaced([1, 2], 9) == [1, 2]


def test_spread() -> None:
    r = spread([Lap(w, w) for w in (1.0, 2.0, 3.0, 10.0)], 4)
    assert (r["wall_median"], r["wall_p95"], r["wall_per_page"]) == (2.5, 10.0, 4.0)
    assert spread([], 0)["wall_median"] is None


def test_inputs_hash_sees_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = machine.inputs([tmp_path / "a"])
    (tmp_path / "a").write_text("2")
    assert machine.inputs([tmp_path / "a"]) != before


def test_machine_says_where_without_naming_the_host() -> None:
    told = json.dumps(machine.describe())
    assert "cores" in told and "python" in told
    assert str(machine.ROOT) not in told


def test_words_are_judged_against_the_truth_as_a_bag() -> None:
    words = [("một", 0.9), ("hai,", 0.8), ("hai", 0.7), ("sai", 0.2)]
    assert reading.judged("một\nhai ba", words) == [(0.9, True), (0.8, True), (0.7, False), (0.2, False)]


def test_report_of_one_system(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("xin chào 12")
    file = inputs.PageFile(tmp_path / "a.png", tmp_path / "a.txt", "set", "clean")
    done = reading.PageRead(file, systems.Read(["xin chào 13"], [("xin", 1.0)]), [Lap(2.0, 1.0)])
    r = reading.report([Part([done], 100.0, 2.0)])
    assert r["text"]["cer"] == pytest.approx(1 / 11)
    assert r["text"]["digit_word_error"] == 1
    assert r["pages_a_minute"] == 30
    text = tables.reading(
        {
            "machine": machine.describe()["machine"],
            "commit": "c",
            "inputs": {"count": 1},
            "systems": {"motlan:x": r, "peer": {"absent": "not here"}},
        }
    )
    assert "9.09 %" in text
    assert "peer: absent (not here)" in text


class Scan:
    media_type, page_count = "image/png", 1

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Page, None]:
        line = Line(text="chữ", confidence=1, box=(0, 0, 1, 1))
        return Page(page=page, source=source, source_page=index + 1, lines=[line]), None

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_readings_are_remembered_by_content(tmp_path: Path) -> None:
    opened: list[Path] = []

    def open_scan(path: Path, name: str) -> Scan:
        opened.append(path)
        return Scan()

    inner: Any = SimpleNamespace(open=open_scan)
    path = tmp_path / "a.png"
    path.write_bytes(b"picture")
    for page in (1, 7):
        reader = TimedReader(inner, tmp_path / "kept")
        with reader.open(path, "a.png") as scan:
            read, _ = scan.read(0, page=page, source=2)
        assert (read.text, read.page, read.source) == ("chữ", page, 2)
        assert reader.remembered == (page == 7)
    assert opened == [path]


def test_files_read_side_by_side_are_timed_once(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"picture")

    def open_scan(_: Path, name: str) -> Scan:
        if name == "refused.png":
            raise Rejected("E_TYPE", "Không phải ảnh.", "Quét lại.")
        return Scan()

    reader = TimedReader(SimpleNamespace(open=open_scan))
    with reader.open(path, "a.png"), reader.open(path, "b.png"), pytest.raises(Rejected):
        reader.open(path, "refused.png")
    with reader.open(path, "c.png"):
        pass
    assert len(reader.laps) == 2


def test_command_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "reading", str(tmp_path)]) == 2
    assert main(["bench", "fields", str(tmp_path)]) == 2
    assert "no truth" in capsys.readouterr().err


def test_a_living_childs_memory_is_seen() -> None:
    with subprocess.Popen([sys.executable, "-c", "x = b'1' * 80_000_000; input()"], stdin=subprocess.PIPE) as child:
        deadline = time.monotonic() + 20
        while machine.children_peak_mb() < 75 and time.monotonic() < deadline:
            time.sleep(0.05)
        seen = machine.children_peak_mb()
        child.communicate(b"\n")
    assert seen >= 75


def test_an_absent_peer_says_what_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "PEER_PYTHON", tmp_path / "python")
    with pytest.raises(systems.Absent, match="scripts/make_peers"):
        systems.make("rapidocr", 1)


def test_a_peer_answers_from_its_own_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = tmp_path / "benchmarks" / "peer_worker.py"
    worker.parent.mkdir()
    worker.write_text(
        "import json, sys\nprint(json.dumps({'ready': True}), flush=True)\n"
        "for line in sys.stdin:\n"
        "    bad = {'failed': 'no such page'}\n"
        "    good = {'lines': [line.strip()[-5:]], 'words': [['a', 0.5]], 'cpu': 1.5, 'peak_mb': 7.0}\n"
        "    print(json.dumps(bad if 'bad' in line else good), flush=True)\n"
    )
    monkeypatch.setattr(systems, "PEER_PYTHON", Path(sys.executable))
    monkeypatch.setattr(systems, "ROOT", tmp_path)
    read = systems.make("rapidocr", 1)
    assert read(tmp_path / "p.png") == systems.Read(["p.png"], [("a", 0.5)], 1.5, 7.0)
    with pytest.raises(RuntimeError, match="no such page"):
        read(tmp_path / "bad.png")
