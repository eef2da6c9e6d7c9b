"""Data files below ``templates/``: read when asked for, checked when read; an error names file, place and remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import yaml
from pydantic import ValidationError

from motlan.understanding.template_files import BadTemplate

Raw = Mapping[str, Any]
_T = TypeVar("_T")
#: A line of an imported catalogue begins so: its name is known before it is parsed.
_LINE = re.compile(r'\{"[a-z]+": "([^"\\\\]+)"')
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Dated(Protocol):
    """Something that is law from one day to another."""

    @property
    def valid_from(self) -> date:
        """Its first day."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Its last day."""
        ...


_D = TypeVar("_D", bound=Dated)


class Versions(Generic[_D]):
    """Every version of every thing in a folder, by name; nothing is read before it is asked for.

    A thing written by hand is a YAML file ``<name>.yaml`` or ``<name>-<which>.yaml``; imported ones lie by the thousand
    in JSON files, each a list. Where each stands on a line of its own with its name first (``write_lines``), only what
    is asked for is parsed. ``make(place, raw)`` validates one, ``key`` is where its name stands.
    """

    def __init__(self, folder: Path, make: Callable[[str, Raw], _D], key: str) -> None:
        self._folder, self.make, self._key = folder, make, key
        self._made: dict[str, tuple[_D, ...]] = {}

    def names(self) -> list[str]:
        """All names, in order."""
        return sorted({*self._files, *self._imported})

    def __getitem__(self, name: str) -> tuple[_D, ...]:
        """Its versions, oldest first; empty where there is none. Raises ``BadTemplate``."""
        if name not in self._made:
            self._made[name] = tuple(dated(name, [self.make(place, raw) for place, raw in self.raw(name)]))
        return self._made[name]

    def in_force(self, name: str, day: date) -> _D | None:
        """The version of that day, if any."""
        return next((v for v in self[name] if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)), None)

    def raw(self, name: str) -> Iterator[tuple[str, Raw]]:
        """Where each version stands, and what stands there. A name that isn't one reads no file."""
        for path in self._files.get(name, ()):
            data = read_yaml(path)
            if not isinstance(data, dict) or data.get(self._key) != name:
                raise BadTemplate("E_TEMPLATE", f"{path.name}: {self._key} phải là '{name}'", "Đổi tên tệp hoặc khóa.")
            yield path.name, data
        yield from ((place, _parsed(place, text)) for place, text in self._imported.get(name, ()))

    def imported(self, name: str) -> list[Raw]:
        """The versions of a thing of which nothing was written by hand, as they came in; else none."""
        return [] if name in self._files else [_parsed(*line) for line in self._imported.get(name, ())]

    @property
    def checked(self) -> int:
        """How many names have been read and validated."""
        return len(self._made)

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in sorted(self._folder.glob("[!_]*.yaml")):
            found.setdefault(path.stem.partition("-")[0], []).append(path)
        return found

    @cached_property
    def _imported(self) -> dict[str, list[tuple[str, str | Raw]]]:
        found: dict[str, list[tuple[str, str | Raw]]] = {}
        for path in sorted(self._folder.glob("[!_]*.json")):
            text = path.read_text("utf-8")
            lines = [line.strip().removesuffix(",") for line in text.splitlines()[1:-1]]
            heads = [_LINE.match(line) for line in lines]
            if text.startswith(f'[\n{{"{self._key}": ') and all(heads):
                named: list[tuple[str, str | Raw]] = [
                    (head[1], line) for head, line in zip(heads, lines, strict=True) if head
                ]
            else:
                named = [(str(item.get(self._key)), item) for item in _parsed(path.name, text)]
            for name, item in named:
                found.setdefault(name, []).append((path.name, item))
        return found


def write_lines(items: Iterable[Mapping[str, Any]], key: str) -> str:
    """A list in JSON, a line an item, its name first: what ``Versions`` finds without parsing the others."""
    lines = [json.dumps({key: item[key], **item}, ensure_ascii=False) for item in items]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _parsed(place: str, item: str | Raw) -> Any:
    if not isinstance(item, str):
        return item
    try:
        return json.loads(item)
    except ValueError as error:
        raise BadTemplate("E_TEMPLATE", f"{place}: {error}", "Nhập lại tệp danh mục.") from error


def dated(name: str, versions: Sequence[_D]) -> list[_D]:
    """Oldest first. Raises ``BadTemplate`` where two are in force on one day."""
    ordered = sorted(versions, key=lambda v: v.valid_from)
    for one, other in pairwise(ordered):
        if one.valid_to is None or other.valid_from <= one.valid_to:
            message = f"{name}: hai bản cùng có hiệu lực từ {other.valid_from}"
            raise BadTemplate("E_TEMPLATE", message, "Ghi valid_to cho bản cũ.")
    return ordered


def read_yaml(path: Path) -> Any:
    """Raises ``BadTemplate`` where there is no such file or it isn't YAML."""
    try:
        return parse_yaml(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadTemplate("E_TEMPLATE", f"{path.name}: không có tệp này", "Đặt lại thư mục templates.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadTemplate("E_TEMPLATE", f"{path.name}: {error}", "Sửa cú pháp YAML.") from error


def parse_yaml(text: str) -> Any:
    """Plain data; raises ``yaml.YAMLError``."""
    return yaml.load(text, Loader=_LOADER)


def checked(place: str, validate: Callable[[Any], _T], data: Any) -> _T:
    """The data as ``validate`` makes of them. Raises ``BadTemplate`` that names the place and the key."""
    try:
        return validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadTemplate("E_TEMPLATE", f"{place}: {where}: {first['msg']}", "Sửa khóa này trong tệp.") from error
    except ValueError as error:
        raise BadTemplate("E_TEMPLATE", f"{place}: {error}", "Sửa khóa này trong tệp.") from error
