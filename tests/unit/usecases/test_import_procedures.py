"""A catalogue from elsewhere: checked whole before anything is written, and thousands cost a call nothing."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from motlan.cli.main import main
from motlan.cli.procedures import every_version
from motlan.rules.checklist import Situation, checklist
from motlan.rules.held import Held
from motlan.rules.procedure_changes import changes
from motlan.understanding.template_files import BadTemplate
from motlan.usecases.import_procedures import check_procedures, read_procedures, write_procedures
from motlan.usecases.knowledge import knowledge, load

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 20)
HEAD = "code,name,time,valid_from,valid_to,component,component_name,kind,option_name,types,copies\n"
ROWS = (
    "3.000001,Thủ tục mẫu,05 ngày,2026-01-01,,to_khai,Tờ khai,submit,Tờ khai theo mẫu,,1\n"
    "3.000001,Thủ tục mẫu,05 ngày,2026-01-01,,giay_to,Giấy tờ,show,Thẻ căn cước,citizen_id,\n"
    "3.000001,Thủ tục mẫu,05 ngày,2026-01-01,,giay_to,Giấy tờ,show,Giấy khai sinh,birth_certificate birth_extract,\n"
)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data files that may be written to."""
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", folder)
    monkeypatch.setenv("MOTLAN_TEMPLATES", str(folder))
    return folder


def test_a_condition_on_a_question_that_nobody_asks_is_named(tmp_path: Path) -> None:
    text = CONDITIONS.replace("agent=có", "agnet=có")
    _, faults = check_procedures(read_procedures(write(tmp_path, "a.csv", text)), knowledge(), "a.csv", replacing=None)
    assert "agnet" in faults[0]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_rows_of_a_spreadsheet_become_a_procedure(tmp_path: Path) -> None:
    (raw,) = read_procedures(write(tmp_path, "a.csv", HEAD + ROWS))
    (made,), faults = check_procedures([raw], knowledge(), "a.csv", replacing="a.json")
    assert faults == []
    assert [(c.id, c.kind, len(c.options)) for c in made.components] == [
        ("to_khai", "submit", 1),
        ("giay_to", "show", 2),
    ]
    assert made.components[1].options[1].types == ("birth_certificate", "birth_extract")
    assert made.components[0].copies.copy_ == 1
    assert made.to_verify


def test_what_is_exported_is_imported_as_it_was(tmp_path: Path) -> None:
    """Every version of every procedure, with its questions, conditions, purposes and roles."""
    file = tmp_path / "all.csv"
    assert main(["procedures", "export", str(file)]) == 0
    versions = every_version(knowledge())
    made, faults = check_procedures(read_procedures(file), knowledge(), "all.csv", replacing=None)
    assert faults == []
    assert {(p.code, p.valid_from): p for p in made} == {(p.code, p.valid_from): p for p in versions}


CONDITIONS = (
    "code,name,valid_from,fact,fact_ask,fact_default,fact_values,component,component_name,types,when,otherwise,option_when\n"
    "3.000002,Thủ tục mẫu,2026-01-01,group,Nhóm nào?,child,child=Trẻ em; old=Người già,,,,,,\n"
    "3.000002,,2026-01-01,agent,Có người đi thay không?,không,,,,,,,\n"
    "3.000002,,2026-01-01,,,,,giay,Giấy tờ,birth_certificate,,,group=child\n"
    "3.000002,,2026-01-01,,,,,giay,,citizen_id,,,group=old\n"
    "3.000002,,2026-01-01,,,,,uy_quyen,Giấy ủy quyền,authorization,agent=có; group=child|old,Không ai đi thay.,\n"
)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, {"giay": "missing", "uy_quyen": "not_needed"}),
        ({"agent": True}, {"giay": "missing", "uy_quyen": "missing"}),
        ({"agent": True, "group": "old"}, {"giay": "satisfied_by_scan", "uy_quyen": "missing"}),
    ],
)
def test_conditions_of_a_spreadsheet_decide_the_list(tmp_path: Path, facts: Any, asked: Any) -> None:
    (raw,) = read_procedures(write(tmp_path, "a.csv", CONDITIONS))
    (made,), faults = check_procedures([raw], knowledge(), "a.csv", replacing=None)
    assert faults == []
    card = Held(type="citizen_id", source="scan", pages=(1,))
    case = Situation(facts=made.known(facts)[0], held=[card], people={}, databases={}, today=TODAY)
    items = {item.id: item for item in checklist(made, case)}
    assert {name: item.state for name, item in items.items()} == asked
    if not facts:
        assert items["uy_quyen"].reason == "Không ai đi thay."


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_spreadsheet_of_either_separator_and_with_a_mark_at_its_head(tmp_path: Path, sign: str) -> None:
    assert len(read_procedures(write(tmp_path, "a.csv", "\ufeff" + (HEAD + ROWS).replace(",", sign)))) == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "code,name\n", "thiếu cột valid_from"),
        ("a.csv", HEAD.replace("copies", "colour") + ROWS, "cột lạ colour"),
        ("a.csv", HEAD + ",Tên,,2026-01-01,,x,X,,,,\n", "a.csv:2: thiếu code"),
        ("a.csv", HEAD.replace("copies", "reuse") + ROWS.replace(",1\n", ",maybe\n"), "a.csv:2: cột reuse: 'maybe'"),
        ("a.csv", HEAD.replace("copies", "when") + ROWS.replace(",1\n", ",agent\n"), "a.csv:2: cột when: 'agent'"),
        ("a.yaml", "- 1\n", "danh sách thủ tục"),
        ("a.yaml", "a: [", "a.yaml"),
        ("a.json", "{", "a.json"),
        ("a.txt", "", "không biết loại tệp"),
    ],
)
def test_a_file_that_can_t_be_read_says_where_and_what_to_do(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(BadTemplate) as caught:
        read_procedures(write(tmp_path, name, text))
    assert says in caught.value.message
    assert caught.value.remedy


def test_a_wrong_row_stops_the_whole_import(templates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write(templates.parent, "mau.csv", HEAD + ROWS + ROWS.replace("3.000001", "77").replace("show", "give"))
    assert main(["procedures", "import", str(bad)]) == 1
    assert "77" in capsys.readouterr().err
    assert not (templates / "procedures/mau.json").exists()


def test_import_puts_it_into_the_catalogue_and_again_replaces_it(
    templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(templates.parent, "mau.csv", HEAD + ROWS)
    assert main(["procedures", "import", str(file), "--dry-run"]) == 0
    assert load(templates).procedures["3.000001"] == ()
    for _ in range(2):
        assert main(["procedures", "import", str(file)]) == 0
    assert "đã nhập 1 thủ tục" in capsys.readouterr().out
    known = load(templates)
    assert known.procedure("3.000001", TODAY).name == "Thủ tục mẫu"
    assert "3.000001" in {head.code for head in known.heads(TODAY)}


def test_an_import_can_t_put_a_second_law_beside_the_one_in_force(templates: Path) -> None:
    data = yaml.safe_load((templates / "procedures/2.000815.yaml").read_text("utf-8"))
    del data["facts"]["use"]
    raw = data | {"valid_from": date(2026, 1, 1), "facts": {"office_copies": {"ask": "?", "default": True}}}
    _, faults = check_procedures([raw], load(templates), "x.yaml", replacing="x.json")
    assert any("hai bản cùng có hiệu lực" in fault for fault in faults)


def test_a_catalogue_of_two_thousand_costs_a_call_what_it_reads(templates: Path) -> None:
    (raw,) = read_procedures(write(templates.parent, "one.csv", HEAD + ROWS))
    (made,), _ = check_procedures([raw], load(templates), "one.csv", replacing="one.json")
    many = [made.model_copy(update={"code": f"3.{n:06d}", "name": f"Thủ tục số {n}"}) for n in range(2000)]
    assert write_procedures(many, templates / "procedures/many.json") == 2000
    known = load(templates)
    assert known.procedures.checked == 0
    known.procedure("3.001999", TODAY)
    known.procedure("1.001193", TODAY)
    assert known.procedures.checked == 2
    assert len(known.heads(TODAY)) == 2013
    assert known.procedures.checked == 2 + 12, "a list checks what was written by hand, not what was imported"


def test_a_catalogue_file_by_hand_is_read_and_a_broken_line_is_named(templates: Path) -> None:
    (raw,) = read_procedures(write(templates.parent, "one.csv", HEAD + ROWS))
    (made,), _ = check_procedures([raw], load(templates), "one.csv", replacing="one.json")
    file = templates / "procedures/many.json"
    write_procedures([made, made.model_copy(update={"code": "3.000009"})], file)
    lines = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(lines, indent=1, ensure_ascii=False), "utf-8")
    assert load(templates).procedure("3.000009", TODAY).name == "Thủ tục mẫu"
    write_procedures([made, made.model_copy(update={"code": "3.000009"})], file)
    file.write_text(file.read_text("utf-8").replace('"3.000009", ', '"3.000009", oh '), "utf-8")
    known = load(templates)
    assert known.procedure("3.000001", TODAY) == made, "the others are not touched by it"
    with pytest.raises(BadTemplate, match=r"many\.json"):
        known.procedure("3.000009", TODAY)


def test_changes_between_two_days_name_component_and_both_sides() -> None:
    known = knowledge()
    found = changes([known.procedure("1.000894", date(2025, 12, 31))], [known.procedure("1.000894", date(2026, 1, 1))])
    assert {(c.kind, c.component) for c in found if c.component} == {
        ("removed", "marital_status_female"), ("removed", "marital_status_male"), ("added", "marital_status"),
    }  # fmt: skip
    basis = next(c for c in found if c.what == "căn cứ")
    assert basis.before
    assert basis.after
    assert basis.before != basis.after


def test_changes_between_two_files(templates: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write(templates.parent, "a.csv", HEAD + ROWS)
    other = write(templates.parent, "b.csv", HEAD + ROWS.replace("05 ngày", "03 ngày").replace(",1\n", ",2\n"))
    assert main(["procedures", "changes", str(one), str(other), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {(c.get("component"), c["what"]) for c in found} == {(None, "thời gian"), ("to_khai", "số lượng")}
    assert main(["procedures", "changes", str(one), str(one)]) == 0
    assert "Không có thay đổi" in capsys.readouterr().out
