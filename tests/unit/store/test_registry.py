"""The registry: conditional writes, counting once, queues with cursors, AWS's errors in our words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError
from hypothesis import given
from hypothesis import strategies as st

from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_table import ConditionFailed, Table, translated
from motlan.model import BadRequest, Conflict, NotFound, TransientError
from motlan.model.record import DossierRecord, FileRecord


def record(dossier_id: str = "d-1", **changes: object) -> DossierRecord:
    given_: dict[str, object] = {
        "id": dossier_id,
        "office": "25681",
        "procedure": "1.001193",
        "opened_by": "clerk-1",
        "opened_at": "2026-11-20T08:00:00+07:00",
        "updated_at": "2026-11-20T08:00:00+07:00",
        "files": [FileRecord(name="a.pdf", key="scans/d-1/a.pdf", bytes=10)],
    }
    return DossierRecord.model_validate(given_ | changes)


@pytest.fixture
def registry(table: Table) -> DynamoRegistry:
    return DynamoRegistry(table)


def test_a_record_comes_back_as_it_went_in(registry: DynamoRegistry) -> None:
    registry.create(record())
    assert registry.get("d-1") == record()


def test_an_id_is_given_once(registry: DynamoRegistry) -> None:
    registry.create(record())
    with pytest.raises(Conflict) as error:
        registry.create(record(office="other"))
    assert error.value.code == "E_DOSSIER_EXISTS"
    assert registry.get("d-1").office == "25681"


def test_of_two_writers_one_wins(registry: DynamoRegistry) -> None:
    registry.create(record())
    mine, theirs = registry.get("d-1"), registry.get("d-1")
    saved = registry.save(mine.model_copy(update={"state": "received"}))
    assert (saved.version, saved.state) == (1, "received")
    with pytest.raises(Conflict) as error:
        registry.save(theirs.model_copy(update={"state": "failed"}))
    assert error.value.code == "E_STALE"
    assert registry.get("d-1").state == "received"


@pytest.mark.parametrize("call", ["get", "save", "count"])
def test_what_is_not_there_is_not_found(registry: DynamoRegistry, call: str) -> None:
    calls = {
        "get": lambda: registry.get("d-9"),
        "save": lambda: registry.save(record("d-9")),
        "count": lambda: registry.add_pages_done("d-9", "b1", 2),
    }
    with pytest.raises(NotFound):
        calls[call]()


def test_a_batch_counts_once_and_no_save_undoes_it(registry: DynamoRegistry) -> None:
    registry.create(record(pages_total=5))
    before = registry.get("d-1")
    registry.add_pages_done("d-1", "0-2", 3)
    registry.add_pages_done("d-1", "0-2", 3)
    registry.add_pages_done("d-1", "3-4", 2)
    saved = registry.save(before.model_copy(update={"state": "understanding"}))
    assert saved.pages_done == registry.get("d-1").pages_done == 5


def test_the_queue_walks_by_cursor_oldest_first_and_keeps_offices_apart(registry: DynamoRegistry) -> None:
    for n in (3, 1, 2, 5, 4):
        registry.create(record(f"d-{n}", opened_at=f"2026-11-20T08:0{n}:00+07:00"))
    registry.create(record("d-x", office="99999"))
    registry.create(record("d-y", state="review"))
    seen, cursor, rounds = [], None, 0
    while True:
        page, cursor = registry.queue("25681", "opened", limit=2, cursor=cursor)
        seen += [r.id for r in page]
        rounds += 1
        if cursor is None:
            break
    assert seen == ["d-1", "d-2", "d-3", "d-4", "d-5"]
    assert rounds == 3


def test_a_saved_state_moves_the_dossier_to_its_queue(registry: DynamoRegistry) -> None:
    registry.create(record())
    registry.save(registry.get("d-1").model_copy(update={"state": "review"}))
    assert registry.queue("25681", "opened", limit=9, cursor=None) == ([], None)
    assert [r.id for r in registry.queue("25681", "review", limit=9, cursor=None)[0]] == ["d-1"]


def test_the_first_who_brings_a_content_owns_it_in_that_office(registry: DynamoRegistry) -> None:
    assert registry.claim_content("25681", "abc", "d-1") == "d-1"
    assert registry.claim_content("25681", "abc", "d-2") == "d-1"
    assert registry.claim_content("25681", "abc", "d-1") == "d-1"
    assert registry.claim_content("77777", "abc", "d-2") == "d-2"


def sealed(key: str = "00" * 32) -> Table:
    """A table whose secret is there already; nothing else of it is asked."""
    table = Table("none", SimpleNamespace())
    table.__dict__["_secret"] = bytes.fromhex(key)
    return table


@given(st.text(max_size=60))
def test_a_cursor_that_was_not_made_here_is_a_bad_request(cursor: str) -> None:
    with pytest.raises(BadRequest, match="E_CURSOR"):
        sealed().read_cursor("OFFICE#25681#review", cursor, 2)


@given(st.lists(st.text(min_size=1, alphabet=st.characters(exclude_characters="\x1f", codec="utf-8")), min_size=1))
def test_a_cursor_comes_back(parts: list[str]) -> None:
    table = sealed()
    assert table.read_cursor("q", table.write_cursor("q", *parts), len(parts)) == parts


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=63))
def test_a_cursor_with_one_letter_changed_opens_nothing(place: int, by: int) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    cursor = sealed().write_cursor("q", "2026-11-20T08:00:00", "d1")
    at = place % (len(cursor) - 1)  # the last letter's lowest bits say nothing
    other = letters[(letters.index(cursor[at]) + by) % 64]
    with pytest.raises(BadRequest, match="E_CURSOR"):
        sealed().read_cursor("q", cursor[:at] + other + cursor[at + 1 :], 2)


def test_a_cursor_opens_its_own_query_only(table: Table) -> None:
    cursor = table.write_cursor("OFFICE#25681#review", "t", "d1")
    assert Table(table.name, table._given).read_cursor("OFFICE#25681#review", cursor, 2) == ["t", "d1"]
    for other, key in (("OFFICE#99999#review", None), ("OFFICE#25681#review", "11" * 32)):
        with pytest.raises(BadRequest, match="E_CURSOR"):
            (sealed(key) if key else table).read_cursor(other, cursor, 2)


def _client_error(code: str, http: int = 400, reasons: list[str] | None = None) -> ClientError:
    response = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": http}}
    if reasons is not None:
        response["CancellationReasons"] = [{"Code": r} for r in reasons]  # type: ignore[assignment]
    return ClientError(response, "PutItem")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (_client_error("ThrottlingException"), TransientError),
        (_client_error("ProvisionedThroughputExceededException"), TransientError),
        (_client_error("Whatever", 503), TransientError),
        (_client_error("TransactionCanceledException", reasons=["None", "TransactionConflict"]), TransientError),
        (_client_error("TransactionCanceledException", reasons=["ConditionalCheckFailed", "None"]), ConditionFailed),
        (_client_error("ConditionalCheckFailedException"), ConditionFailed),
        (ConnectTimeoutError(endpoint_url="x"), TransientError),
        (_client_error("AccessDeniedException"), ClientError),
        (_client_error("ResourceNotFoundException"), ClientError),
    ],
)
def test_aws_errors_in_our_words(raised: Exception, expected: type[Exception]) -> None:
    with pytest.raises(expected), translated():
        raise raised
