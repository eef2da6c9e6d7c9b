"""The owners' store on DynamoDB. Keys and questions stand in ``docs/access-patterns.md``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from motlan.adapters.dynamodb_counts import fact_row
from motlan.adapters.dynamodb_table import ConditionFailed, Item, Row, Table, to_wire
from motlan.model import Conflict, NotFound
from motlan.model.counting import Fact
from motlan.model.store import Access, PaperEvent, Scan, StoredPaper
from motlan.rules.identity import plain_number
from motlan.rules.names import name_words

_OWN = {"version", "reused"}
_NEW = "attribute_not_exists(pk)"


class DynamoStore:
    """``ports.Store``. The paper is one item (``HEAD``); owners, numbers and dossiers point to it."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def get(self, paper_id: str) -> StoredPaper:
        """See ``ports.Store``."""
        item = self._table.get(_pk(paper_id), "HEAD")
        if item is None:
            raise NotFound("E_NO_PAPER", "Không có giấy tờ này trong kho.", "Kiểm tra lại mã giấy tờ.")
        return _paper(item)

    def find(self, identity: str) -> StoredPaper | None:
        """See ``ports.Store``."""
        pointer = self._table.get(f"IDENTITY#{identity}", "PAPER")
        return self.get(str(pointer["paper"])) if pointer else None

    def scan(self, dossier_id: str, place: str) -> tuple[str, Scan] | None:
        """See ``ports.Store``."""
        item = self._table.get(f"DOSSIER#{dossier_id}", f"SCAN#{place}")
        return (str(item["paper"]), Scan.model_validate_json(item["body"])) if item else None

    def add(self, paper: StoredPaper, event: PaperEvent) -> StoredPaper:
        """See ``ports.Store``."""
        writes = [
            _put(_head(paper) | {"reused": paper.reused}, _NEW),
            _put(_pointer(paper), _NEW),
            _put(_scan(paper.id, paper.source), _NEW),
            _put(_event(event), _NEW),
            *(_put(_owner(paper, owner)) for owner in paper.owners),
            *map(_put, _tags(paper)),
        ]
        self._write(writes)
        return paper

    def add_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """See ``ports.Store``."""
        writes = [_put(_scan(paper.id, scan), _NEW), _put(_event(event), _NEW)]
        return self._change(self.get(paper.id), paper, writes)

    def save(self, paper: StoredPaper, event: PaperEvent, scan: Scan | None = None) -> StoredPaper:
        """See ``ports.Store``. Owners and identity follow the paper; what they were is in its history."""
        before = self.get(paper.id)
        writes = [_put(_event(event), _NEW)]
        if scan:
            writes.append(_put(_scan(paper.id, scan)))
        for owner in sorted(set(before.owners) - set(paper.owners)):
            writes.append({"Delete": {"Key": _key(_owner(before, owner))}})
        if before.identity != paper.identity:
            writes += [{"Delete": {"Key": _key(_pointer(before))}}, _put(_pointer(paper), _NEW)]
        if before.type != paper.type:
            writes += [{"Delete": {"Key": _key(_owner(before, o))}} for o in before.owners if o in paper.owners]
        return self._change(before, paper, writes)

    def drop_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """See ``ports.Store``."""
        writes = [{"Delete": {"Key": _key(_scan(paper.id, scan))}}, _put(_event(event), _NEW)]
        return self._change(self.get(paper.id), paper, writes)

    def _change(self, before: StoredPaper, paper: StoredPaper, writes: Sequence[Mapping[str, Any]]) -> StoredPaper:
        head = _head(paper)
        names = [key for key in head if key not in ("pk", "sk", "version")]
        values: Row = {f":{name}": head[name] for name in names}
        values |= {":seen": paper.version, ":next": paper.version + 1}
        gone = [name for name in names if head[name] is None]
        kept = [name for name in names if head[name] is not None]
        update = "SET " + ", ".join(f"#{k} = :{k}" for k in kept) + ", #version = :next"
        update += (" REMOVE " + ", ".join(f"#{k}" for k in gone)) if gone else ""
        change = {
            "Update": {
                "Key": _key(head),
                "UpdateExpression": update,
                "ConditionExpression": "#version = :seen",
                "ExpressionAttributeNames": {f"#{k}": k for k in [*names, "version"]},
                "ExpressionAttributeValues": to_wire(values),
            }
        }
        owners = [_put(_owner(paper, owner)) for owner in paper.owners]
        old, new = _tags(before), _tags(paper)
        gone_tags = [{"Delete": {"Key": _key(row)}} for row in old if row not in new]
        self._write([change, *writes, *owners, *gone_tags, *(_put(row) for row in new if row not in old)])
        return paper.model_copy(update={"version": paper.version + 1})

    def _write(self, writes: Sequence[Mapping[str, Any]]) -> None:
        try:
            self._table.transact(writes)
        except ConditionFailed as error:
            raise Conflict("E_STALE", "Giấy tờ vừa được người khác thay đổi.", "Mở lại rồi làm tiếp.") from error

    def reuse(self, event: PaperEvent) -> StoredPaper:
        """See ``ports.Store``. The event's key holds ``once``, so a repeated call finds it taken.

        With a dossier it is a fact of that dossier, which indicators are counted from.
        """
        counted = {
            "Update": {
                "Key": to_wire({"pk": _pk(event.paper), "sk": "HEAD"}),
                "UpdateExpression": "ADD reused :one",
                "ConditionExpression": "attribute_exists(pk)",
                "ExpressionAttributeValues": to_wire({":one": 1}),
            }
        }
        once: Row = {"pk": _pk(event.paper), "sk": f"ONCE#{event.once}"}
        writes = [counted, _put(once, _NEW), _put(_event(event), _NEW)]
        if event.dossier:
            told = event.model_dump(include={"dossier", "at", "by", "component", "once"})
            writes.append(_put(fact_row(Fact(kind="reused", source="local_store", **told)), _NEW))
        try:
            self._table.transact(writes)
        except ConditionFailed:
            return self.get(event.paper)  # counted before, or NotFound
        return self.get(event.paper)

    def of_dossier(self, dossier_id: str) -> list[tuple[StoredPaper, Scan]]:
        """See ``ports.Store``."""
        items = list(self._table.query_all(f"DOSSIER#{dossier_id}", prefix="SCAN#"))
        papers = {paper.id: paper for paper in self._papers([str(item["paper"]) for item in items])}
        scans = [(str(item["paper"]), Scan.model_validate_json(item["body"])) for item in items]
        return [(papers[paper_id], scan) for paper_id, scan in scans if paper_id in papers]

    def of_owner(self, owner: str, types: Collection[str] | None = None) -> list[StoredPaper]:
        """See ``ports.Store``. One query of the owner's partition and one batch of reads, both consistent."""
        links = self._table.query_all(f"OWNER#{owner}", prefix="PAPER#")
        return self._papers([str(i["paper"]) for i in links if types is None or i["type"] in types])

    def by_number(self, type_: str, number: str) -> list[StoredPaper]:
        """See ``ports.Store``."""
        items = self._table.query_all(f"NUMBER#{type_}#{plain_number(number)}", index="gsi2")
        return [_paper(item) for item in items]

    def filed(
        self, office: str, month: str, *, limit: int, cursor: str | None, tag: str | None = None
    ) -> tuple[list[StoredPaper], str | None]:
        """See ``ports.Store``. Without a tag one query of an index; with one, its partition and a batch of reads."""
        if not tag:
            filed = f"FILED#{office}#{month}"
            items, more = self._table.listed(filed, of="PAPER", sk="HEAD", limit=limit, cursor=cursor)
            return [_paper(item) for item in items], more
        partition = f"TAG#{office}#{month}#{tag}"
        after = {"pk": partition, "sk": "#".join(self._table.read_cursor(partition, cursor, 2))} if cursor else None
        items, last = self._table.query(partition, after=after, limit=limit)
        papers = self._papers([str(item["paper"]) for item in items])
        end = str(items[-1]["sk"]).split("#") if last and items else None
        return papers, self._table.write_cursor(partition, *end) if end else None

    def events(self, paper_id: str) -> list[PaperEvent]:
        """See ``ports.Store``."""
        items = self._table.query_all(_pk(paper_id), prefix="EVENT#")
        return [PaperEvent.model_validate_json(item["body"]) for item in items]

    def blank_events(self, paper_id: str) -> None:
        """See ``ports.Store``."""
        for item in list(self._table.query_all(_pk(paper_id), prefix="EVENT#")):
            event = PaperEvent.model_validate_json(item["body"])
            if event.changes:
                blank = [change.model_copy(update={"before": None, "after": None}) for change in event.changes]
                self._table.put(item | {"body": event.model_copy(update={"changes": blank}).model_dump_json()})

    def trace(self, access: Access) -> None:
        """See ``ports.Store``."""
        self._table.put(
            {
                "pk": f"OWNER#{access.owner}",
                "sk": f"ACCESS#{access.at}#{access.id}",
                "body": access.model_dump_json(),
            },
            new=True,
        )

    def traces(self, owner: str, *, limit: int = 100, before: str | None = None) -> list[Access]:
        """See ``ports.Store``."""
        partition = f"OWNER#{owner}"
        after = {"pk": partition, "sk": f"ACCESS#{before}"} if before else None
        items, _ = self._table.query(partition, prefix="ACCESS#", after=after, limit=limit, newest_first=True)
        return [Access.model_validate_json(item["body"]) for item in items]

    def _papers(self, ids: Sequence[str]) -> list[StoredPaper]:
        unique = list(dict.fromkeys(ids))
        found = {p.id: p for p in map(_paper, self._table.get_many([(_pk(i), "HEAD") for i in unique]))}
        return [found[i] for i in unique if i in found]


def _pk(paper_id: str) -> str:
    return f"PAPER#{paper_id}"


def _put(row: Row, condition: str | None = None) -> dict[str, Any]:
    return {"Put": {"Item": to_wire(row)} | ({"ConditionExpression": condition} if condition else {})}


def _key(row: Row) -> dict[str, Any]:
    return to_wire({"pk": row["pk"], "sk": row["sk"]})


def _head(paper: StoredPaper) -> Row:
    number = f"NUMBER#{paper.type}#{plain_number(paper.number)}" if paper.number else None
    return {
        "pk": _pk(paper.id),
        "sk": "HEAD",
        "gsi1pk": f"FILED#{paper.source.office}#{paper.created_at[:7]}",
        "gsi1sk": f"{paper.created_at}#{paper.id}",
        "gsi2pk": number,
        "gsi2sk": f"{paper.issue_date or ''}#{paper.id}" if number else None,
        "type": paper.type,
        "version": paper.version,
        "body": paper.model_dump_json(exclude=_OWN),
    }


def _paper(item: Item) -> StoredPaper:
    kept = StoredPaper.model_validate_json(item["body"])
    return kept.model_copy(update={k: int(item.get(k, 0)) for k in _OWN})


def _pointer(paper: StoredPaper) -> Row:
    return {"pk": f"IDENTITY#{paper.identity}", "sk": "PAPER", "paper": paper.id}


def _owner(paper: StoredPaper, owner: str) -> Row:
    return {"pk": f"OWNER#{owner}", "sk": f"PAPER#{paper.type}#{paper.id}", "paper": paper.id, "type": paper.type}


def _tags(paper: StoredPaper) -> list[Row]:
    partition = f"TAG#{paper.source.office}#{paper.created_at[:7]}"
    tags = [*paper.tags, *(f"name:{word}" for word in name_words(paper.fields))]
    return [{"pk": f"{partition}#{tag}", "sk": f"{paper.created_at}#{paper.id}", "paper": paper.id} for tag in tags]


def _scan(paper_id: str, scan: Scan) -> Row:
    return {
        "pk": f"DOSSIER#{scan.dossier}",
        "sk": f"SCAN#{scan.place}",
        "paper": paper_id,
        "body": scan.model_dump_json(),
    }


def _event(event: PaperEvent) -> Row:
    reuse = event.kind == "reused" and event.office
    return {
        "pk": _pk(event.paper),
        "sk": f"EVENT#{event.at}#{event.once}",
        "gsi2pk": f"REUSED#{event.office}#{event.at[:7]}" if reuse else None,
        "gsi2sk": f"{event.at}#{event.once}" if reuse else None,
        "body": event.model_dump_json(),
    }
