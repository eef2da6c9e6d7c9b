"""One dossier of many files: nothing is lost, refused files are said, secrets are not kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from motlan.model import Issue, Line, Page, Rejected
from motlan.usecases.assemble import assemble
from motlan.usecases.digitise import digitise

TODAY = dt.date(2026, 11, 20)


class FakeScan:
    media_type = "application/pdf"

    def __init__(self, statuses):
        self.statuses, self.page_count = statuses, len(statuses)

    def read(self, index, *, page, source, turn=None):
        status = self.statuses[index]
        lines = [Line(text="GIẤY GÌ ĐÓ", confidence=0.99, box=(0.1, 0.1, 0.5, 0.12))] if status == "read" else []
        return Page(page=page, source=source, source_page=index + 1, status=status, lines=lines), b"jpeg"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class FakeReader:
    """Files named refuse-* are refused; others have as many pages as their name says, u for unreadable, b for blank."""

    def open(self, path, name):
        if name.startswith("refuse"):
            raise Rejected("E_ENCRYPTED", "Tệp có mật khẩu.", "Bỏ mật khẩu rồi quét lại.")
        kinds = {"r": "read", "u": "unreadable", "b": "blank"}
        return FakeScan([kinds[c] for c in Path(name).stem])


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
