"""Files below ``templates/``, read and checked: errors name the file, the line and what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from motlan.model import MotlanError
from motlan.rules.validity import ValidityRow, ValidityTable
from motlan.understanding.paper_template import PaperTemplate

#: the entry of ``_vocabulary.yaml`` with phrases that may stand for one another, and how many labels one may become
_SWAPS, _MOST_SWAPS = "interchangeable", 40
#: entries of a template whose texts are printed labels
_PRINTED = frozenset({"labels", "bare", "inside", "heads", "until", "end"})


class BadTemplate(MotlanError):
    """A template that can't be used; ``code`` E_TEMPLATE, message with file and line, remedy."""


def templates_folder() -> Path:
    """Where the data files are."""
    named = os.environ.get("MOTLAN_TEMPLATES")
    if named:
        return Path(named)
    for parent in Path(__file__).resolve().parents:
        if (parent / "templates" / "papers").is_dir():
            return parent / "templates"
    return Path("/opt/templates")


def load_vocabulary(folder: Path) -> dict[str, tuple[str, ...]]:
    """Label sets (``@name``) and shared blocks of fields of ``_vocabulary.yaml``."""
    path = folder / "_vocabulary.yaml"
    return {k: tuple(v) for k, v in _yaml(path).items()} if path.exists() else {}


@lru_cache(maxsize=4096)
def swapped(label: str, groups: tuple[str, ...]) -> list[str]:
    """The label, and the same with phrases put for one another: "Họ và tên mẹ" gives "Họ, chữ đệm, tên người mẹ"."""
    out = [label]
    for group in groups:
        phrases = sorted(group.split(" = "), key=len, reverse=True)
        for text in list(out):
            held = next((p for p in phrases if p in text and re.search(rf"(?<!\w){re.escape(p)}(?!\w)", text)), None)
            if held is not None and len(out) < _MOST_SWAPS:
                out += [text.replace(held, p, 1) for p in phrases if p != held]
    return list(dict.fromkeys(out))


def load_validity(folder: Path | None = None) -> ValidityTable:
    """The rules of ``validity.yaml`` below ``folder``. Raises ``BadTemplate``."""
    path = (folder or templates_folder()) / "validity.yaml"
    try:
        return TypeAdapter(dict[str, tuple[ValidityRow, ...]]).validate_python(_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadTemplate("E_TEMPLATE", f"{path.name}: {where}: {first['msg']}", _remedy(first["type"])) from error


def load_template(path: Path, vocabulary: Mapping[str, tuple[str, ...]], validity: ValidityTable) -> PaperTemplate:
    """One file, its ``@name`` references filled in. Raises ``BadTemplate`` with file, line and remedy."""
    data = _expand(_yaml(path), vocabulary, path)
    _swap(data, vocabulary.get(_SWAPS, ()))
    try:
        return PaperTemplate.model_validate(data, context={"validity": validity})
    except ValidationError as error:
        first = error.errors()[0]
        line = _line_of(path, first["loc"])
        where = ".".join(str(p) for p in first["loc"])
        raise BadTemplate(
            "E_TEMPLATE", f"{path.name}:{line}: {where or 'tệp'}: {first['msg']}", _remedy(first["type"])
        ) from error


def _remedy(kind: str) -> str:
    return {
        "extra_forbidden": "Bỏ khóa lạ này, hoặc sửa chính tả theo paper.schema.json.",
        "missing": "Thêm khóa còn thiếu.",
        "value_error": "Sửa như thông báo.",
    }.get(kind, "Sửa giá trị cho đúng kiểu trong paper.schema.json.")


def _yaml(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadTemplate(
            "E_TEMPLATE", f"{path.name}:{line}: {error.problem}", "Sửa cú pháp YAML ở dòng này."
        ) from error
    if not isinstance(data, dict):
        raise BadTemplate(
            "E_TEMPLATE", f"{path.name}:1: tệp phải là một bảng khóa: giá trị", "Xem docs/adding-a-paper.md."
        )
    return data


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _expand(value: Any, vocabulary: Mapping[str, tuple[str, ...]], path: Path) -> Any:
    if isinstance(value, dict):
        return {k: _expand(v, vocabulary, path) for k, v in value.items()}
    if isinstance(value, list):
        out: list[Any] = []
        for item in value:
            if isinstance(item, str) and item.startswith("@"):
                if item[1:] not in vocabulary:
                    raise BadTemplate(
                        "E_TEMPLATE",
                        f"{path.name}: '{item}' không có trong _vocabulary.yaml",
                        "Thêm tập nhãn đó, hoặc ghi nhãn ra.",
                    )
                out.extend(vocabulary[item[1:]])
            else:
                out.append(_expand(item, vocabulary, path))
        return out
    return value


def _swap(node: Any, groups: tuple[str, ...]) -> None:
    """Adds to each list of labels, in place, what the vocabulary says may stand for its words."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        if key in _PRINTED and isinstance(child, list) and all(isinstance(t, str) for t in child):
            node[key] = list(dict.fromkeys(more for text in child for more in swapped(text, groups)))
        else:
            _swap(child, groups)


def _line_of(path: Path, where: tuple[int | str, ...]) -> int:
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
