"""One dossier of many files: nothing is lost, refused files are said, secrets are not kept."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

from motlan.model import Issue, Line, Page, Rejected
from motlan.usecases.assemble import assemble
from motlan.usecases.digitise import digitise

TODAY = dt.date(2026, 11, 20)


class FakeScan:
    media_type = "application/pdf"

    def __init__(self, statuses, meet=None):
        self.statuses, self.page_count, self.meet = statuses, len(statuses), meet
        self.closed = False

    def read(self, index, *, page, source, turn=None):
        assert not self.closed
        if self.meet:
            self.meet.wait()
        status = self.statuses[index]
        lines = [Line(text="GIẤY GÌ ĐÓ", confidence=0.99, box=(0.1, 0.1, 0.5, 0.12))] if status == "read" else []
        return Page(page=page, source=source, source_page=index + 1, status=status, lines=lines), b"jpeg"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


class FakeReader:
    """Files named refuse-* are refused; others have as many pages as their name says, u for unreadable, b for blank.

    ``meet``: where pages wait for each other.
    """

    def __init__(self, meet=None):
        self.meet, self.opened = meet, []

    def open(self, path, name):
        if name.startswith("refuse"):
            raise Rejected("E_ENCRYPTED", "Tệp có mật khẩu.", "Bỏ mật khẩu rồi quét lại.")
        kinds = {"r": "read", "u": "unreadable", "b": "blank"}
        assert sum(not scan.closed for scan in self.opened) <= 1  # the one whose last page is still read
        self.opened.append(FakeScan([kinds[c] for c in Path(name).stem], self.meet))
        return self.opened[-1]


@pytest.fixture
def files(tmp_path):
    def make(*names):
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.write_bytes(path.name.encode())
        return paths

    return make


def test_pages_of_all_files_stand_once_in_order_with_their_origin(files):
    dossier = digitise(files("rrb.pdf", "r.jpg"), reader=FakeReader(), today=TODAY)
    assert [(p.page, p.source, p.source_page) for p in dossier.pages] == [(1, 0, 1), (2, 0, 2), (3, 0, 3), (4, 1, 1)]
    assert [s.pages for s in dossier.source] == [3, 1]


def test_a_refused_file_is_said_and_its_neighbours_are_read(files):
    dossier = digitise(files("r.pdf", "refuse.pdf", "rr.pdf"), reader=FakeReader(), today=TODAY)
    assert dossier.outcome == "review"
    assert [w.code for w in dossier.warnings if w.code.startswith("E_")] == ["E_ENCRYPTED"]
    assert "refuse.pdf" in dossier.warnings[0].message
    assert [(p.page, p.source) for p in dossier.pages] == [(1, 0), (2, 2), (3, 2)]


def test_a_dossier_of_refused_files_only_is_rejected_with_the_reason(files):
    dossier = digitise(files("refuse.pdf"), reader=FakeReader(), today=TODAY)
    assert (dossier.outcome, dossier.pages, dossier.source[0].pages) == ("rejected", [], 0)
    assert dossier.warnings[0].code == "E_ENCRYPTED"


@pytest.mark.parametrize("papers", [True, False])
def test_an_unreadable_page_sends_the_dossier_to_review(files, papers):
    dossier = digitise(files("ru.pdf"), reader=FakeReader(), today=TODAY, papers=papers)
    assert dossier.outcome == "review"
    assert len(dossier.pages) == 2


def test_pages_only_finds_no_papers(files):
    dossier = digitise(files("rr.pdf"), reader=FakeReader(), today=TODAY, papers=False)
    assert (dossier.papers, dossier.outcome) == ([], "accepted")


def test_progress_is_told_page_by_page(files):
    told = []
    digitise(files("rb.pdf"), reader=FakeReader(), today=TODAY, progress=lambda *a: told.append(a[:3]))
    assert told == [("rb.pdf", 1, 2), ("rb.pdf", 2, 2)]


def test_photographs_with_a_page_each_are_read_side_by_side(files):
    """They wait for each other in pairs: one after the other they would never get on."""
    reader, told = FakeReader(threading.Barrier(2, timeout=10)), []
    names = ("r.jpg", "u.jpg", "refuse.jpg", "b.jpg", "rrr.pdf")
    dossier = digitise(files(*names), reader=reader, today=TODAY, at_once=2, progress=lambda *a: told.append(a[:3]))
    assert [(p.page, p.source, p.source_page) for p in dossier.pages] == [
        (1, 0, 1), (2, 1, 1), (3, 3, 1), (4, 4, 1), (5, 4, 2), (6, 4, 3),
    ]  # fmt: skip
    assert [s.pages for s in dossier.source] == [1, 1, 0, 1, 3]
    assert told == [("r.jpg", 1, 1), ("u.jpg", 1, 1), ("b.jpg", 1, 1), *(("rrr.pdf", n, 3) for n in (1, 2, 3))]
    assert all(scan.closed for scan in reader.opened)


def test_what_breaks_a_reading_off_leaves_no_file_open(files):
    reader = FakeReader()

    def full(*_):
        raise OSError

    with pytest.raises(OSError):
        digitise(files("rr.pdf", "r.pdf"), reader=reader, today=TODAY, at_once=2, progress=full)
    assert all(scan.closed for scan in reader.opened)


def test_a_secret_paper_leaves_nothing_of_its_text():
    head = [
        ("TỈNH ỦY AN BÌNH", (0.1, 0.05, 0.35, 0.07)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (0.45, 0.05, 0.9, 0.07)),
        ("Số: 12/BC-TU", (0.1, 0.1, 0.3, 0.12)),
        ("TỐI MẬT", (0.12, 0.14, 0.25, 0.17)),
        ("BÁO CÁO", (0.4, 0.2, 0.6, 0.22)),
    ]
    lines = [Line(text=text, confidence=0.99, box=box) for text, box in head]
    page = Page(page=1, source=0, source_page=1, lines=lines)
    dossier = assemble([], [page], [], today=TODAY)
    assert dossier.outcome == "rejected"
    assert "E_SECRET" in {w.code for w in dossier.warnings}
    assert dossier.papers == []
    assert "BÁO CÁO" not in str(dossier.for_output())


def test_refusals_keep_their_order():
    warnings = [Issue(code="E_CORRUPT", message="a"), Issue(code="E_EMPTY", message="b")]
    assert assemble([], [], warnings, today=TODAY).warnings == warnings
