"""Facts and sums on DynamoDB. Keys and questions stand in ``docs/access-patterns.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from motlan.adapters.dynamodb_table import ConditionFailed, Row, Table, to_wire
from motlan.model import Conflict, NotFound
from motlan.model.counting import AskedCount, Counted, DayCount, Fact, Known
from motlan.model.record import DossierRecord

_NEW = "attribute_not_exists(pk)"


class DynamoCounts:
    """``ports.Counts``. Facts lie with their dossier; sums are items that transactions add to."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()
        self._offices: set[str] = set()

    def note(self, fact: Fact) -> bool:
        """See ``ports.Counts``."""
        try:
            self._table.put(fact_row(fact), new=True)
        except ConditionFailed:
            return False
        return True

    def known(self, dossier_id: str) -> Known:
        """See ``ports.Counts``. One consistent query of the dossier's partition."""
        items = {str(item["sk"]): item for item in self._table.query_all(_pk(dossier_id))}
        if "RECORD" not in items:
            raise NotFound("E_NO_DOSSIER", "Không có hồ sơ này.", "Kiểm tra lại mã hồ sơ.")
        facts = [Fact.model_validate_json(i["body"]) for sk, i in items.items() if sk.startswith("FACT#")]
        last = items.get("COUNTED")
        return Known(
            record=DossierRecord.model_validate_json(items["RECORD"]["body"]),
            papers=sum(sk.startswith("SCAN#") for sk in items),
            facts=sorted(facts, key=lambda fact: fact.at),
            counted=Counted.model_validate_json(last["body"]) if last else None,
        )

    def move(self, before: Counted | None, after: Counted, day: str) -> None:
        """See ``ports.Counts``. One transaction: what was counted last, at the version read, and each sum's change."""
        version = before.version if before else 0
        row = _counted(after.model_copy(update={"version": version + 1}))
        condition = {"ConditionExpression": "version = :seen", "ExpressionAttributeValues": to_wire({":seen": version})}
        put = {"Item": to_wire(row)} | (condition if before else {"ConditionExpression": _NEW})
        writes: list[dict[str, Any]] = [{"Put": put}, *_changes(before, after, day)]
        if after.office not in self._offices:
            office: Row = {"pk": "OFFICES", "sk": after.office}
            writes.append({"Put": {"Item": to_wire(office)}})
        try:
            self._table.transact(writes)
        except ConditionFailed as error:
            raise Conflict("E_STALE", "Hồ sơ vừa được đếm ở nơi khác.", "Đếm lại.") from error
        self._offices.add(after.office)

    def days(self, office: str, month: str) -> list[DayCount]:
        """See ``ports.Counts``. A month's partition: days × procedures × days on which something became known."""
        found = []
        for item in self._table.query_all(f"COUNT#{office}#{month}"):
            day, procedure, known = str(item["sk"]).split("#")
            counts = {key[2:]: int(n) for key, n in item.items() if key.startswith("n_") and n}
            found.append(DayCount(day=day, procedure=procedure, known=known, counts=counts))
        return found

    def asked(self, office: str, month: str) -> list[AskedCount]:
        """See ``ports.Counts``."""
        found = []
        for item in self._table.query_all(f"ASKED#{office}#{month}"):
            procedure, component, type_, why = str(item["sk"]).split("|")
            told = {"procedure": procedure, "component": component, "type": type_, "why": why}
            found.append(AskedCount.model_validate(told | {"dossiers": item["n_dossiers"]}))
        return [count for count in found if count.dossiers > 0]

    def dossiers(
        self, office: str, month: str, by: Literal["received", "finished"], *, limit: int, cursor: str | None
    ) -> tuple[list[Counted], str | None]:
        """See ``ports.Counts``. A query of one index partition."""
        items, after = self._table.listed(
            f"{by.upper()}#{office}#{month}",
            of="DOSSIER",
            sk="COUNTED",
            limit=limit,
            cursor=cursor,
            index="gsi1" if by == "received" else "gsi2",
        )
        return [Counted.model_validate_json(item["body"]) for item in items], after

    def offices(self) -> list[str]:
        """See ``ports.Counts``."""
        return [str(item["sk"]) for item in self._table.query_all("OFFICES")]


def fact_row(fact: Fact) -> Row:
    """The item of a fact: in its dossier's partition, once for its ``once``."""
    return {"pk": _pk(fact.dossier), "sk": f"FACT#{fact.kind}#{fact.once}", "body": fact.model_dump_json()}


def _pk(dossier_id: str) -> str:
    return f"DOSSIER#{dossier_id}"


def _counted(counted: Counted) -> Row:
    place, end = f"#{counted.office}#", counted.finished
    return {
        "pk": _pk(counted.dossier),
        "sk": "COUNTED",
        "gsi1pk": f"RECEIVED{place}{counted.received[:7]}",
        "gsi1sk": f"{counted.received}#{counted.dossier}",
        "gsi2pk": f"FINISHED{place}{end[:7]}" if end else None,
        "gsi2sk": f"{end}#{counted.dossier}" if end else None,
        "version": counted.version,
        "body": counted.model_dump_json(),
    }


def _changes(before: Counted | None, after: Counted, day: str) -> Iterator[dict[str, Any]]:
    """An update of each sum that changes, and none of those that stay."""
    sums: dict[str, Counter[str]] = {}
    asked: Counter[tuple[str, str]] = Counter()
    for sign, counted in ((-1, before), (1, after)):
        if counted is None:
            continue
        for (at, mark), one in counted.cells().items():
            sums.setdefault(f"{at}#{counted.procedure}", Counter())[mark] += sign * one
        for key in counted.asked:
            asked[counted.received[:7], f"{counted.procedure}|{key}"] += sign
    for place, marks in sums.items():
        if changed := {f"n_{mark}": n for mark, n in marks.items() if n}:
            yield _add(f"COUNT#{after.office}#{place[:7]}", f"{place}#{day}", changed)
    for (month, key), n in asked.items():
        if n:
            yield _add(f"ASKED#{after.office}#{month}", key, {"n_dossiers": n})


def _add(pk: str, sk: str, numbers: dict[str, int]) -> dict[str, Any]:
    names = {f"#{n}": name for n, name in enumerate(numbers)}
    return {
        "Update": {
            "Key": to_wire({"pk": pk, "sk": sk}),
            "UpdateExpression": "ADD " + ", ".join(f"#{n} :{n}" for n in range(len(numbers))),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": to_wire({f":{n}": value for n, value in enumerate(numbers.values())}),
        }
    }
