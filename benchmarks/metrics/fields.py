"""Field values: found, right, rightly called certain.

Recall counts the fields of the truth; precision counts every value given, those of papers that don't exist too. A value
where the paper is blank is wrong. ``accepted`` means that no person will look: its precision is what a clerk trusts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.metrics.calibration import Calibration
from benchmarks.metrics.lists import leaves
from benchmarks.metrics.text import f1, share
from benchmarks.metrics.values import same

EMPTY = (None, "", [])


@dataclass(frozen=True)
class Wrong:
    """One value that was not right, for whoever mends it."""

    dossier: str
    profile: str
    type: str
    key: str
    truth: Any
    got: Any
    status: str | None


class FieldScore:
    """Sums over papers; by type, by key and by scan profile."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.by_type: dict[str, Counter[str]] = defaultdict(Counter)
        self.by_key: dict[str, Counter[str]] = defaultdict(Counter)
        self.by_profile: dict[str, Counter[str]] = defaultdict(Counter)
        self.hand: dict[str, Counter[str]] = defaultdict(Counter)
        self.calibration = Calibration()
        self.wrong: list[Wrong] = []

    def add_paper(self, truth: Mapping[str, Any], output: Mapping[str, Any] | None, dossier: str, profile: str) -> int:
        """One paper of the truth with its partner, or None; returns how many of its fields are wrong."""
        if truth["type"] == "unknown":
            return 0
        given = (output or {}).get("fields") or {}
        where = (dossier, profile, truth["type"])
        wrong = 0
        for key, field in truth["fields"].items():
            got = _as_field(given.get(key))
            if field["value"] in (None, []):
                wrong += self._blank(where, key, field, got)
            else:
                absent = output is not None and key not in given
                wrong += self._valued(where, key, field, got, absent=absent)
        for key, got in given.items():
            if key not in truth["fields"]:
                self._extra(where, key, _as_field(got))
        return wrong

    def add_spurious(self, output: Mapping[str, Any]) -> None:
        """A paper that does not exist: every value in it is wrong."""
        for got in (output.get("fields") or {}).values():
            if isinstance(got, Mapping) and got.get("value") not in EMPTY:
                self.sums.update(wrong_given=1, in_spurious_paper=1)

    def _bump(self, where: tuple[str, str, str], key: str, **counts: int) -> None:
        _, profile, kind = where
        for sums in (self.sums, self.by_key[f"{kind}.{key}"], self.by_type[kind], self.by_profile[profile]):
            sums.update(counts)

    def _note(self, where: tuple[str, str, str], key: str, truth: Any, got: Any, status: str | None) -> None:
        self.wrong.append(Wrong(*where, key, truth, got, status))

    def _blank(self, where: tuple[str, str, str], key: str, field: Mapping[str, Any], got: Mapping[str, Any]) -> int:
        """Printed and left empty: nothing must be given."""
        value, status, optional = _value(got), got.get("status"), field.get("optional") or field["value"] == []
        if not optional:
            self._bump(where, key, blanks=1, blank_null=value is None, blank_status=value is None and status == "blank")
        if value is None or (optional and value is False):
            return 0
        self._bump(where, key, wrong_given=1, on_blank=1)
        self.sums["accepted"] += status == "accepted"
        if got.get("confidence") is not None:
            self.calibration.add(got["confidence"], False)
        self._note(where, key, None, value, status)
        return 1

    def _valued(
        self, where: tuple[str, str, str], key: str, field: Mapping[str, Any], got: Mapping[str, Any], *, absent: bool
    ) -> int:
        value, status = _value(got), got.get("status")
        optional, right = bool(field.get("optional")), True
        for leaf, truth, others, given in self._leaves(key, field, value):
            if truth is None:
                self._bump(where, leaf, wrong_given=1)
                right = False
                continue
            exact, soft = (
                (False, False) if given is None else same(leaf.split(".")[-1].replace("[]", ""), truth, others, given)
            )
            if not optional:
                self._bump(where, leaf, asked=1, found=exact, found_softly=soft)
                self.hand["hand" if field.get("hand") else "typed"].update(asked=1, found=exact)
            if given is not None:
                self._bump(where, leaf, right_given=exact, wrong_given=not exact, softly_given=soft)
            if not exact:
                right = False
                if given is not None or not optional:
                    self._note(where, leaf, truth, given, status)
        self._count_status(got, optional=optional, right=right, absent=absent)
        return 0 if right or (optional and value is None) else 1

    @staticmethod
    def _leaves(key: str, field: Mapping[str, Any], value: Any) -> list[tuple[str, Any, Any, Any]]:
        if isinstance(field["value"], list):
            return list(leaves(key, field["value"], value, field.get("allowed_extra")))
        return [(key, field["value"], field.get("alt"), value)]

    def _count_status(self, got: Mapping[str, Any], *, optional: bool, right: bool, absent: bool) -> None:
        value, status, s = _value(got), got.get("status"), self.sums
        if not optional:
            accepted = status == "accepted" and value is not None
            s.update(
                fields=1,
                straight=accepted,
                straight_right=accepted and right,
                false_blank=value is None and status == "blank",
                missing_and_green=value is None and status == "accepted",
                key_absent=value is None and absent,
            )
        if value is not None:
            if status in ("accepted", "review"):
                s.update({status: 1, f"{status}_right": int(right)})
            if got.get("confidence") is not None:
                self.calibration.add(float(got["confidence"]), right)

    def _extra(self, where: tuple[str, str, str], key: str, got: Mapping[str, Any]) -> None:
        """A key that this paper hasn't; what the product derived by rule is free."""
        if got.get("value") in EMPTY or got.get("source") == "derived":
            return
        self._bump(where, key, wrong_given=1, extra_key=1)
        self.sums["accepted"] += got.get("status") == "accepted"
        self._note(where, key, None, got.get("value"), got.get("status"))

    def report(self) -> dict[str, object]:
        """Sums divided, by type, key and profile; reliability bins."""
        s = self.sums
        return {
            **rates(s),
            "blanks": s["blanks"],
            "blank_null": share(s["blank_null"], s["blanks"]),
            "blank_status_right": share(s["blank_status"], s["blanks"]),
            "extra_keys": s["extra_key"],
            "given_on_blank": s["on_blank"],
            "in_spurious_papers": s["in_spurious_paper"],
            "false_blank_status": s["false_blank"],
            "missing_and_green": s["missing_and_green"],
            "key_absent": s["key_absent"],
            "accepted": s["accepted"],
            "accepted_precision": share(s["accepted_right"], s["accepted"]),
            "straight_through": share(s["straight"], s["fields"]),
            "straight_through_right": share(s["straight_right"], s["fields"]),
            "review": s["review"],
            "review_share_right": share(s["review_right"], s["review"]),
            "exact_recall_hand": share(self.hand["hand"]["found"], self.hand["hand"]["asked"]),
            "exact_recall_typed": share(self.hand["typed"]["found"], self.hand["typed"]["asked"]),
            "calibration": self.calibration.report(),
            "by_type": {k: rates(c) for k, c in sorted(self.by_type.items())},
            "by_profile": {k: rates(c) for k, c in sorted(self.by_profile.items())},
            "by_key": {k: rates(c) for k, c in sorted(self.by_key.items())},
        }


def _as_field(got: Any) -> Mapping[str, Any]:
    return got if isinstance(got, Mapping) else {} if got is None else {"value": got}


def _value(got: Mapping[str, Any]) -> Any:
    value = got.get("value")
    return None if value in ("", []) else value


def rates(s: Mapping[str, int]) -> dict[str, float | int | None]:
    """Precision, recall and F1 of one group, exact and soft."""
    given = s["right_given"] + s["wrong_given"]
    precision, recall = share(s["right_given"], given), share(s["found"], s["asked"])
    soft_precision, soft_recall = share(s["softly_given"], given), share(s["found_softly"], s["asked"])
    return {
        "n": s["asked"],
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall) if s["asked"] else None,
        "soft_precision": soft_precision,
        "soft_recall": soft_recall,
        "soft_f1": f1(soft_precision, soft_recall) if s["asked"] else None,
    }
