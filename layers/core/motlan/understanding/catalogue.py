"""Paper types as data: ``templates/papers/*.yaml``, checked when loaded.

A type is a file; nothing in the code knows a type by name. Errors name the file, the line and what to do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from motlan.model import MotlanError
from motlan.rules.validity import ValidityRow, ValidityRule, ValidityTable, rule_of

Find = Literal[
    "label", "number", "place", "place_date", "issuer", "superior", "issuer_signed", "signer_name", "signer_title",
    "signer_authority", "title", "pattern", "bullets", "numbered", "abstract", "kind", "urgency", "secrecy", "boxes",
    "table", "blocks", "mrz", "changes", "has_changes", "same_as", "parties",
]  # fmt: skip


#: the entry of ``_vocabulary.yaml`` with phrases that may stand for one another, and how many labels one may become
_SWAPS, _MOST_SWAPS = "interchangeable", 40
#: entries of a template whose texts are printed labels
_PRINTED = frozenset({"labels", "bare", "inside", "heads", "until", "end"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Generation(_Strict):
    """One printed form of the paper, with the time in which it was in force."""

    id: str
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: str = ""


class Part(_Strict):
    """A sub-field of a list: found by its ``labels`` within the item, by table column ``heads``, or by ``take``."""

    key: str
    kind: str = "text"
    labels: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    take: str | None = None
    lines: int = 2


class FieldRule(_Strict):
    """How one field is found and in which form its value is.

    ``labels`` as printed (variants; ``@name`` stands for a set of ``_vocabulary.yaml``); ``bare`` ones may stand inside
    a row without a colon, ``inside`` ones count only where the section is open already. ``take`` is a regular expression on the folded value (no tones, lower case) whose first group
    (or whole match) is the field's part of it: fields may share a label. ``section``: the field counts only while that
    section is open; ``opens``: its label opens it. ``lines``: how many lines a value may run over. ``choices``: the
    only values there are. ``otherwise``: the finder to try where the first finds nothing. ``optional``: some forms of
    the paper lack it, so that not finding it says nothing; any other field that isn't found is missing, for a person.
    """

    key: str
    kind: str = "text"
    find: Find = "label"
    labels: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    section: str = ""
    opens: bool = False
    lines: int = Field(default=1, ge=1, le=30)
    take: str | None = None
    strip: str | None = None
    source: str | None = None
    required: bool = False
    optional: bool = False
    parts: tuple[Part, ...] = ()
    until: tuple[str, ...] = ()
    otherwise: Find | None = None
    choices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> FieldRule:
        if self.find in ("label", "bullets", "numbered", "boxes", "table", "blocks") and not (self.labels or self.bare):
            raise ValueError(f"field '{self.key}' is found by label but has no 'labels': add the printed ones")
        if self.find in ("table", "blocks") and not self.parts:
            raise ValueError(f"field '{self.key}' is a list but has no 'parts': name its sub-fields")
        if self.find == "same_as" and not self.source:
            raise ValueError(f"field '{self.key}' copies another field: name it in 'source'")
        return self


class Section(_Strict):
    """A block of the form whose labels repeat elsewhere ("Năm sinh" of the mother, of the father)."""

    id: str
    anchors: tuple[str, ...] = ()


class Face(_Strict):
    """A side of the paper that bears no title, known by what stands on it: ``need`` of ``anchors``."""

    id: str
    anchors: tuple[str, ...]
    need: int = Field(default=2, ge=1)
    variant: str | None = None
    title: bool = False


class Columns(_Strict):
    """Side by side: ``sections`` from left to right; between the ``start`` labels and the ``end`` labels.

    ``heads`` name the columns of a table whose first column holds the labels.
    """

    sections: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...] = ()
    end: tuple[str, ...] = ()


class Check(_Strict):
    """A rule of ``motlan.rules`` by name with the fields it is given, in order."""

    check: str
    fields: tuple[str, ...]


class Variant(_Strict):
    """A generation or kind that the contract tells apart, by its own titles."""

    id: str
    titles: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def _rule(name: object, info: ValidationInfo) -> object:
    """The rule that the file names, out of the table that the catalogue loads it with."""
    return rule_of(name, (info.context or {})["validity"]) if isinstance(name, str) else name


class PaperTemplate(_Strict):
    """One paper type of contract.md 2."""

    type: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    sector: str
    legal_basis: str = ""
    official_code: str | None = None
    reuse: Literal["A", "B", "C", "X"] = "C"
    validity: Annotated[
        ValidityRule, BeforeValidator(_rule), WithJsonSchema({"title": "Validity", "type": "string"})
    ] = Field(default="V_NONE", validate_default=True)
    owner: tuple[str, ...] = ()
    generations: tuple[Generation, ...] = Field(min_length=1)
    titles: tuple[str, ...] = ()
    never_titles: tuple[str, ...] = ()
    layout: Literal["form", "card", "spread", "decree30"] = "form"
    sections: tuple[Section, ...] = ()
    columns: Columns | None = None
    variants: tuple[Variant, ...] = ()
    faces: tuple[Face, ...] = ()
    stops: tuple[str, ...] = ()
    fields: tuple[FieldRule, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    #: fields without which a page of the paper is missing; "a|b" where either will do
    requires: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> PaperTemplate:
        keys = [f.key for f in self.fields]
        twice = sorted({k for k in keys if keys.count(k) > 1})
        if twice:
            raise ValueError(f"fields named twice: {', '.join(twice)}: give each key one entry with all its labels")
        known = {s.id for s in self.sections} | {""} | set(self.columns.sections if self.columns else ())
        for f in self.fields:
            if f.section not in known:
                raise ValueError(
                    f"field '{f.key}' is in section '{f.section}', which 'sections' does not list: add it there"
                )
            if f.source and f.source not in keys:
                raise ValueError(f"field '{f.key}' copies '{f.source}', which is no field of this paper")
        for check in self.checks:
            missing = [k for k in check.fields if k not in keys]
            if missing:
                raise ValueError(f"check '{check.check}' names {', '.join(missing)}, which 'fields' does not list")
        lost = [k for need in self.requires for k in need.split("|") if k not in keys]
        if lost:
            raise ValueError(f"'requires' names {', '.join(lost)}, which 'fields' does not list")
        if not (self.titles or self.faces or any(v.titles for v in self.variants)):
            raise ValueError("no 'titles' and no 'faces': nothing would ever be recognised as this paper")
        return self

    @cached_property
    def by_key(self) -> Mapping[str, FieldRule]:
        """Fields by their key."""
        return {f.key: f for f in self.fields}


class BadTemplate(MotlanError):
    """A template that can't be used; ``code`` E_TEMPLATE, message with file and line, remedy."""


class Catalogue:
    """All paper types, by name, in a fixed order."""

    def __init__(self, papers: Mapping[str, PaperTemplate]) -> None:
        self.papers = dict(sorted(papers.items()))

    def __iter__(self) -> Iterator[PaperTemplate]:
        return iter(self.papers.values())

    def __getitem__(self, name: str) -> PaperTemplate:
        return self.papers[name]

    def get(self, name: str) -> PaperTemplate | None:
        """The template of a type, or None for a type that is not known."""
        return self.papers.get(name)

    @classmethod
    def load(cls, folder: Path | None = None) -> Catalogue:
        """Every ``papers/*.yaml`` below ``folder`` ($MOTLAN_TEMPLATES, else the working tree's, else /opt/templates).

        Raises ``BadTemplate`` for the first file that is wrong.
        """
        papers_folder = (folder or templates_folder()) / "papers"
        vocabulary, table = load_vocabulary(papers_folder), load_validity(folder)
        papers = {}
        for path in sorted(papers_folder.glob("[!_]*.yaml")):
            template = load_template(path, vocabulary, table)
            if template.type in papers:
                raise BadTemplate(
                    "E_TEMPLATE", f"{path.name}: kiểu giấy tờ '{template.type}' đã có ở tệp khác", "Đổi 'type'."
                )
            papers[template.type] = template
        if not papers:
            raise BadTemplate(
                "E_TEMPLATE",
                f"{papers_folder}: không có mẫu giấy tờ nào",
                "Đặt MOTLAN_TEMPLATES vào thư mục templates.",
            )
        return cls(papers)


def templates_folder() -> Path:
    """Where the data files are."""
    named = os.environ.get("MOTLAN_TEMPLATES")
    if named:
        return Path(named)
    for parent in Path(__file__).resolve().parents:
        if (parent / "templates" / "papers").is_dir():
            return parent / "templates"
    return Path("/opt/templates")


@lru_cache(maxsize=4)
def _shared(folder: str) -> Catalogue:
    return Catalogue.load(Path(folder))


def default_catalogue() -> Catalogue:
    """The catalogue of this process, read once."""
    return _shared(str(templates_folder()))


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
