"""The data files that the use cases work by: paper types, the store's rules, procedures, e-forms, databases.

Read once a process, checked when read; an error names the file, the place in it and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from motlan.model import NotFound
from motlan.rules.eforms import EForm
from motlan.rules.masking import MaskRules
from motlan.rules.prefill_checks import CHECKS
from motlan.rules.procedures import Database, Procedure
from motlan.rules.retention import RetentionRules
from motlan.rules.second_look import ReviewRules
from motlan.rules.storing import Reuse, StoreRule, StoreRules
from motlan.understanding.catalogue import BadTemplate, Catalogue, templates_folder

_M = TypeVar("_M", bound=BaseModel)
#: domain.md B.0: A and B stand for themselves again, C is evidence of one dossier, X is only shown.
_REUSE: Mapping[str, Reuse] = {"A": "paper", "B": "paper", "C": "once", "X": "data"}


@dataclass(frozen=True)
class Knowledge:
    """Everything below ``templates/`` that concerns store, procedures and e-forms."""

    store: StoreRules
    procedures: Mapping[str, Sequence[Procedure]]
    eforms: Mapping[str, Sequence[EForm]]
    databases: Mapping[str, Database]
    review: ReviewRules
    masks: MaskRules
    retention: RetentionRules

    def procedure(self, code: str, day: date) -> Procedure:
        """The version in force on that day. Raises ``NotFound``."""
        found = next((p for p in self.procedures.get(code, ()) if p.in_force(day)), None)
        if found is None:
            raise NotFound("E_NO_PROCEDURE", f"Không có thủ tục {code} trong danh mục.", "Kiểm tra lại mã thủ tục.")
        return found

    def eform(self, name: str, day: date) -> EForm:
        """The version in force on that day. Raises ``NotFound``."""
        for form in self.eforms.get(name, ()):
            if form.valid_from <= day and (form.valid_to is None or day <= form.valid_to):
                return form
        raise NotFound("E_NO_EFORM", f"Không có tờ khai điện tử {name}.", "Xem danh mục thủ tục để biết tên tờ khai.")

    def in_force(self, day: date) -> list[Procedure]:
        """All procedures of that day, by code."""
        return [p for versions in self.procedures.values() for p in versions if p.in_force(day)]


def load(folder: Path | None = None) -> Knowledge:
    """Raises ``BadTemplate`` for the first file that is wrong."""
    root = folder or templates_folder()
    procedures = _all(root / "procedures", Procedure, lambda p: p.code)
    eforms = _all(root / "eforms", EForm, lambda f: f.eform)
    databases = _read(root / "databases.yaml", TypeAdapter(dict[str, Database]).validate_python)
    review = _read(root / "review.yaml", ReviewRules.model_validate)
    masks = _read(root / "access.yaml", MaskRules.model_validate)
    retention = _read(root / "retention.yaml", RetentionRules.model_validate)
    knowledge = Knowledge(_store(root), procedures, eforms, databases, review, masks, retention)
    _check(knowledge)
    return knowledge


@lru_cache(maxsize=2)
def _shared(folder: str) -> Knowledge:
    return load(Path(folder))


def knowledge() -> Knowledge:
    """The data of this process, read once."""
    return _shared(str(templates_folder()))


def _store(root: Path) -> StoreRules:
    rules = _read(root / "store.yaml", StoreRules.model_validate)
    joined = dict(rules.papers)
    for template in Catalogue.load(root):
        row = joined.get(template.type, rules.default)
        told: dict[str, object] = {"code": template.official_code, "reuse": _REUSE[template.reuse]}
        told |= {"validity": template.validity, "owners": template.owner}
        joined[template.type] = StoreRule.model_validate(row.model_dump() | told)
    return rules.model_copy(update={"papers": joined})


def _all(folder: Path, model: type[_M], key: Callable[[_M], str]) -> dict[str, list[_M]]:
    """Every file of a folder; several versions of one thing stand side by side."""
    found: dict[str, list[_M]] = {}
    for path in sorted(folder.glob("*.yaml")):
        item = _read(path, model.model_validate)
        found.setdefault(key(item), []).append(item)
    return found


_T = TypeVar("_T")


def _read(path: Path, validate: Callable[[Any], _T]) -> _T:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return validate(data)
    except FileNotFoundError as error:
        raise BadTemplate("E_TEMPLATE", f"{path.name}: không có tệp này", "Đặt lại thư mục templates.") from error
    except yaml.YAMLError as error:
        raise BadTemplate("E_TEMPLATE", f"{path.name}: {error}", "Sửa cú pháp YAML.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadTemplate("E_TEMPLATE", f"{path.name}: {where}: {first['msg']}", "Sửa khóa này trong tệp.") from error


def _check(knowledge: Knowledge) -> None:
    """What one file says of another must be there; two versions must not be in force on one day."""
    for code, versions in knowledge.procedures.items():
        _dated(code, [(p.valid_from, p.valid_to) for p in versions])
        for procedure in versions:
            if procedure.eform and procedure.eform not in knowledge.eforms:
                raise BadTemplate("E_TEMPLATE", f"{code}: không có tờ khai '{procedure.eform}'", "Thêm tệp tờ khai.")
            names = {n for c in procedure.components for n in c.replaced_by_data}
            names |= {n for c in procedure.components for o in c.options for n in o.replaced_by_data}
            if unknown := names - set(knowledge.databases):
                raise BadTemplate(
                    "E_TEMPLATE", f"{code}: không có cơ sở dữ liệu {sorted(unknown)}", "Sửa databases.yaml."
                )
    for name, forms in knowledge.eforms.items():
        _dated(name, [(f.valid_from, f.valid_to) for f in forms])
        if unknown := {rule.check for form in forms for rule in form.checks} - set(CHECKS):
            raise BadTemplate(
                "E_TEMPLATE", f"{name}: không có phép kiểm tra {sorted(unknown)}", "Sửa tên phép kiểm tra."
            )


def _dated(name: str, spans: Sequence[tuple[date, date | None]]) -> None:
    ordered = sorted(spans)
    for (_, end), (start, _) in pairwise(ordered):
        if end is None or start <= end:
            raise BadTemplate("E_TEMPLATE", f"{name}: hai bản cùng có hiệu lực từ {start}", "Ghi valid_to cho bản cũ.")
