"""Arranging pages: every step by keyboard, undone again; a hundred pages scroll."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from motlan_client import Client as ApiClient
from playwright.sync_api import Page, expect

from infra.local import LocalStack

Open = Callable[..., Page]
Do = Callable[..., None]
MANY = 100


def groups(page: Page) -> list[list[int]]:
    """Pages of each paper, as the strip shows them."""
    found: list[list[int]] = page.locator(".group:not(.gone)").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('.tile')].map(tile => Number(tile.dataset.page)))"
    )
    return found


@pytest.mark.usefixtures("nobody_holds")
def test_split_merge_delete_and_undo_by_keyboard(
    desk: Open, sign_in: Do, accessible: Do, photograph: Do, in_review: str
) -> None:
    page = desk()
    sign_in(page)
    page.goto(f"/#/arrange/{in_review}")
    expect(page.locator(".tile img").first).to_be_visible()
    first = groups(page)
    accessible(page)
    photograph(page, "sap-xep")
    page.locator(".tile").first.focus()

    second = first[1][0]
    page.keyboard.press("ArrowRight")
    while page.evaluate("Number(document.activeElement.dataset.page)") != second:
        page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    expect(page.locator(".live")).to_contain_text("Đã gộp")
    assert sorted(first[0] + first[1]) in [sorted(one) for one in groups(page)]
    page.keyboard.press("z")
    expect(page.locator(".live")).to_contain_text("Đã hoàn tác")
    assert groups(page) == first

    page.locator(f'.tile[data-page="{second}"]').focus()
    page.keyboard.press("Delete")
    expect(page.locator(".group.gone .tile")).to_have_count(1)
    page.keyboard.press("z")
    expect(page.locator(".group.gone")).to_have_count(0)
    assert groups(page) == first


@pytest.fixture
def hundred(stack: LocalStack, api: ApiClient, in_review: str) -> str:
    """A dossier of a hundred pages, as the pipeline would have left it: copies of one that it did read."""
    identifier = "d" + "c" * 20
    s3, bucket = stack.client("s3"), stack.outputs["Derived"]

    def kept(name: str) -> Any:
        return s3.get_object(Bucket=bucket, Key=f"derived/{in_review}/{name}")["Body"].read()

    page, picture, result = (
        json.loads(kept("pages/0001.json")),
        kept("previews/0001.jpg"),
        json.loads(kept("dossier.json")),
    )
    pages = [page | {"page": n, "source_page": n} for n in range(1, MANY + 1)]
    for told in pages:
        where = f"derived/{identifier}/{{}}/{told['page']:04d}"
        s3.put_object(Bucket=bucket, Key=where.format("pages") + ".json", Body=json.dumps(told).encode())
        s3.put_object(Bucket=bucket, Key=where.format("previews") + ".jpg", Body=picture, ContentType="image/jpeg")
    papers = [result["papers"][0] | {"pages": [n, n + 1]} for n in range(1, MANY, 2)]
    body = json.dumps(result | {"pages": pages, "papers": papers}).encode()
    s3.put_object(Bucket=bucket, Key=f"derived/{identifier}/dossier.json", Body=body)
    table, dynamodb = stack.outputs["Registry"], stack.client("dynamodb")
    key = {"pk": {"S": f"DOSSIER#{in_review}"}, "sk": {"S": "RECORD"}}
    item = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    record = json.loads(item["body"]["S"]) | {"id": identifier, "pages_total": MANY, "edition": None, "arranged": []}
    item |= {"pk": {"S": f"DOSSIER#{identifier}"}, "body": {"S": json.dumps(record)}, "pages_done": {"N": str(MANY)}}
    for name in ("claimed_by", "lease_until"):
        item.pop(name, None)
    dynamodb.put_item(TableName=table, Item=item)
    return identifier


def test_a_hundred_pages_are_shown_as_they_are_reached(desk: Open, sign_in: Do, hundred: str) -> None:
    page = desk()
    sign_in(page)
    page.goto(f"/#/arrange/{hundred}")
    expect(page.locator(".tile")).to_have_count(MANY)
    expect(page.locator(".tile img").first).to_be_visible()
    at_first = page.locator(".tile img").count()
    assert 0 < at_first < MANY / 2, "pages far below the screen are not fetched"
    page.locator(f'.tile[data-page="{MANY}"]').scroll_into_view_if_needed()
    expect(page.locator(f'.tile[data-page="{MANY}"] img')).to_be_visible()
    expect(page.locator('.tile[data-page="1"] img')).to_have_count(0)
