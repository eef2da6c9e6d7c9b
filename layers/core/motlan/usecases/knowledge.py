"""The data files that the use cases work by: the store's rules, procedures, e-forms, databases.

Made once a process; a procedure or an e-form is read when it is asked for, so that a catalogue of thousands costs
nothing. ``usecases.template_checks`` reads all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from motlan.model import NotFound
from motlan.rules.eform_files import expand as expand_eform
from motlan.rules.eforms import EForm
from motlan.rules.masking import MaskRules
from motlan.rules.policy import PolicyRule
from motlan.rules.prefill_checks import CHECKS
from motlan.rules.procedure_files import expand
from motlan.rules.procedures import Database, Procedure, ProcedureHead
from motlan.rules.retention import RetentionRules
from motlan.rules.second_look import ReviewRules
from motlan.rules.storing import Reuse, StoreRule, StoreRules
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.template_files import BadTemplate, templates_folder
from motlan.usecases.data_files import Raw, Versions, checked, read_yaml

#: domain.md B.0: A and B stand for themselves again, C is evidence of one dossier, X is only shown.
_REUSE: Mapping[str, Reuse] = {"A": "paper", "B": "paper", "C": "once", "X": "data"}


@dataclass(frozen=True)
class Knowledge:
    """Everything below ``templates/`` that concerns store, procedures and e-forms."""

    store: StoreRules
    procedures: Versions[Procedure]
    eforms: Versions[EForm]
    databases: Mapping[str, Database]
    policy: Sequence[PolicyRule]
    review: ReviewRules
    masks: MaskRules
    retention: RetentionRules

    def procedure(self, code: str, day: date) -> Procedure:
        """The version in force on that day. Raises ``NotFound``: no such code, or no version for that day."""
        found = self.procedures.in_force(code, day)
        if found is None and self.procedures[code]:
            raise NotFound(
                "E_NO_VERSION",
                f"Danh mục không có bản của thủ tục {code} có hiệu lực ngày {day:%d/%m/%Y}.",
                "Chọn ngày khác, hoặc nhập bản mới: motlan procedures import.",
            )
        if found is None:
            raise NotFound("E_NO_PROCEDURE", f"Không có thủ tục {code} trong danh mục.", "Kiểm tra lại mã thủ tục.")
        return found

    def eform(self, name: str, day: date) -> EForm:
        """The version in force on that day. Raises ``NotFound``."""
        found = self.eforms.in_force(name, day)
        if found is None:
            message = f"Không có tờ khai điện tử {name} dùng cho ngày {day:%d/%m/%Y}."
            raise NotFound("E_NO_EFORM", message, "Xem danh mục thủ tục để biết tên tờ khai.")
        return found

    def heads(self, day: date) -> list[ProcedureHead]:
        """What a list shows of all procedures of that day, by code; imported ones were checked when they came in."""
        found = (next((head for head in heads if head.in_force(day)), None) for heads in self._heads)
        return [head for head in found if head]

    @cached_property
    def _heads(self) -> list[Sequence[ProcedureHead]]:
        """Of every code; read once a process: thousands take most of a second."""
        imported = ((code, self.procedures.imported(code)) for code in self.procedures.names())
        return [[ProcedureHead.model_validate(raw) for raw in raws] or self.procedures[code] for code, raws in imported]

    def in_force(self, day: date) -> list[Procedure]:
        """All procedures of that day, whole, by code: reads and checks every file."""
        found = (self.procedures.in_force(code, day) for code in self.procedures.names())
        return [procedure for procedure in found if procedure]


def load(folder: Path | None = None) -> Knowledge:
    """Raises ``BadTemplate`` for store.yaml, databases.yaml or a paper's file; the others are read when asked for."""
    root = folder or templates_folder()
    databases = checked(
        "databases.yaml", TypeAdapter(dict[str, Database]).validate_python, read_yaml(root / "databases.yaml")
    )
    policy = checked("policy.yaml", TypeAdapter(list[PolicyRule]).validate_python, read_yaml(root / "policy.yaml"))
    review = checked("review.yaml", ReviewRules.model_validate, read_yaml(root / "review.yaml"))
    masks = checked("access.yaml", MaskRules.model_validate, read_yaml(root / "access.yaml"))
    retention = checked("retention.yaml", RetentionRules.model_validate, read_yaml(root / "retention.yaml"))
    eforms = Versions(root / "eforms", _EForms(root / "eforms"), "eform")
    procedures = Versions(root / "procedures", _Procedures(root / "procedures", eforms, databases), "code")
    return Knowledge(_store(root), procedures, eforms, databases, policy, review, masks, retention)


@lru_cache(maxsize=2)
def _shared(folder: str) -> Knowledge:
    return load(Path(folder))


def knowledge() -> Knowledge:
    """The data of this process, made once."""
    return _shared(str(templates_folder()))


def _store(root: Path) -> StoreRules:
    rules = checked("store.yaml", StoreRules.model_validate, read_yaml(root / "store.yaml"))
    joined = dict(rules.papers)
    for template in Catalogue.load(root):
        row = joined.get(template.type, rules.default)
        told: dict[str, object] = {"code": template.official_code, "reuse": _REUSE[template.reuse]}
        told |= {"validity": template.validity, "owners": template.owner}
        joined[template.type] = StoreRule.model_validate(row.model_dump() | told)
    return rules.model_copy(update={"papers": joined})


class _SharedBlocks:
    """A folder's ``_shared.yaml``, read when first needed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "_shared.yaml"
        self._read: Raw | None = None

    def read(self) -> Raw:
        if self._read is None:
            self._read = read_yaml(self._path) if self._path.is_file() else {}
        return self._read


class _EForms:
    """Makes an e-form of its file."""

    def __init__(self, folder: Path) -> None:
        self._shared = _SharedBlocks(folder)

    def __call__(self, place: str, raw: Raw) -> EForm:
        whole = checked(place, lambda data: expand_eform(data, self._shared.read()), raw)
        form = checked(place, EForm.model_validate, whole)
        if unknown := {rule.check for rule in form.checks} - set(CHECKS):
            message = f"{place}: không có phép kiểm tra {sorted(unknown)}"
            raise BadTemplate("E_TEMPLATE", message, f"Dùng một trong {', '.join(sorted(CHECKS))}.")
        return form


class _Procedures:
    """Makes a procedure of its file: shared blocks and earlier versions filled in, what it names looked up."""

    def __init__(self, folder: Path, eforms: Versions[EForm], databases: Mapping[str, Database]) -> None:
        self._folder, self._eforms, self._databases = folder, eforms, databases
        self._shared = _SharedBlocks(folder)

    def __call__(self, place: str, raw: Raw) -> Procedure:
        whole = checked(place, lambda data: expand(data, self._shared.read(), self._file), raw)
        procedure = checked(place, Procedure.model_validate, whole)
        if procedure.eform and not self._eforms[procedure.eform]:
            raise BadTemplate("E_TEMPLATE", f"{place}: không có tờ khai '{procedure.eform}'", "Thêm tệp tờ khai.")
        if unknown := {name for c in procedure.components for name in c.databases} - set(self._databases):
            message = f"{place}: không có cơ sở dữ liệu {sorted(unknown)}"
            raise BadTemplate("E_TEMPLATE", message, "Sửa databases.yaml.")
        return procedure

    def _file(self, stem: str) -> Raw:
        data: Raw = read_yaml(self._folder / f"{stem}.yaml")
        return data
