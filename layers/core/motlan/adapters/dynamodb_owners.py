"""Owners' requests on the registry table. Keys and questions stand in ``docs/access-patterns.md``."""

from __future__ import annotations

from motlan.adapters.dynamodb_table import ConditionFailed, Item, Row, Table, to_wire
from motlan.model import Conflict, NotFound
from motlan.model.owner_request import OwnerRequest, RequestState


class DynamoRequests:
    """``ports.OwnerRequests``: one item a request, and one that lets its owner find it."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def add(self, request: OwnerRequest) -> None:
        """See ``ports.OwnerRequests``."""
        link: Row = {"pk": f"OWNER#{request.owner}", "sk": f"REQUEST#{request.asked_at}#{request.id}"}
        fresh = {"ConditionExpression": "attribute_not_exists(pk)"}
        self._table.transact(
            [
                {"Put": {"Item": to_wire(_item(request)), **fresh}},
                {"Put": {"Item": to_wire(link | {"request": request.id}), **fresh}},
            ]
        )

    def get(self, request_id: str) -> OwnerRequest:
        """See ``ports.OwnerRequests``."""
        item = self._table.get(_pk(request_id), "OWNER")
        if item is None:
            raise NotFound("E_NO_REQUEST", "Không có yêu cầu này.", "Kiểm tra lại mã yêu cầu.")
        return _request(item)

    def save(self, request: OwnerRequest) -> OwnerRequest:
        """See ``ports.OwnerRequests``."""
        saved = request.model_copy(update={"version": request.version + 1})
        try:
            self._table.put(_item(saved), when="version = :seen", values={":seen": request.version})
        except ConditionFailed as error:
            raise Conflict("E_STALE", "Yêu cầu vừa được người khác xử lý.", "Mở lại rồi làm tiếp.") from error
        return saved

    def queue(
        self, office: str, state: RequestState, *, limit: int, cursor: str | None
    ) -> tuple[list[OwnerRequest], str | None]:
        """See ``ports.OwnerRequests``."""
        partition = f"REQUESTS#{office}#{state}"
        items, after = self._table.listed(partition, of="REQUEST", sk="OWNER", limit=limit, cursor=cursor)
        return [_request(item) for item in items], after

    def of_owner(self, owner: str) -> list[OwnerRequest]:
        """See ``ports.OwnerRequests``."""
        links = list(self._table.query_all(f"OWNER#{owner}", prefix="REQUEST#"))
        items = self._table.get_many([(_pk(str(link["request"])), "OWNER") for link in links])
        return sorted(map(_request, items), key=lambda r: (r.asked_at, r.id))


def _pk(request_id: str) -> str:
    return f"REQUEST#{request_id}"


def _item(request: OwnerRequest) -> Row:
    return {
        "pk": _pk(request.id),
        "sk": "OWNER",
        "gsi1pk": f"REQUESTS#{request.office}#{request.state}",
        "gsi1sk": f"{request.asked_at}#{request.id}",
        "version": request.version,
        "body": request.model_dump_json(exclude={"version"}),
    }


def _request(item: Item) -> OwnerRequest:
    kept = OwnerRequest.model_validate_json(item["body"])
    return kept.model_copy(update={"version": int(item["version"])})
