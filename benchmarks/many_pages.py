"""A dossier of many pages, as the pipeline would have left it: copies of one page that it did read."""

from __future__ import annotations

import json
from typing import Any

from infra.local import LocalStack


def many_pages(stack: LocalStack, dossier: str, count: int) -> str:
    """The id of a dossier in review whose ``count`` pages are all like the first of ``dossier``, two a paper."""
    identifier = f"dcccc{count:016d}"
    s3, bucket = stack.client("s3"), stack.outputs["Derived"]

    def kept(name: str) -> Any:
        return s3.get_object(Bucket=bucket, Key=f"derived/{dossier}/{name}")["Body"].read()

    page, picture, result = (
        json.loads(kept("pages/0001.json")),
        kept("previews/0001.jpg"),
        json.loads(kept("dossier.json")),
    )
    pages = [page | {"page": n, "source_page": n} for n in range(1, count + 1)]
    for told in pages:
        where = f"derived/{identifier}/{{}}/{told['page']:04d}"
        s3.put_object(Bucket=bucket, Key=where.format("pages") + ".json", Body=json.dumps(told).encode())
        s3.put_object(Bucket=bucket, Key=where.format("previews") + ".jpg", Body=picture, ContentType="image/jpeg")
    papers = [result["papers"][0] | {"pages": [n, n + 1]} for n in range(1, count, 2)]
    body = json.dumps(result | {"pages": pages, "papers": papers}).encode()
    s3.put_object(Bucket=bucket, Key=f"derived/{identifier}/dossier.json", Body=body)
    table, dynamodb = stack.outputs["Registry"], stack.client("dynamodb")
    key = {"pk": {"S": f"DOSSIER#{dossier}"}, "sk": {"S": "RECORD"}}
    item = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    record = json.loads(item["body"]["S"]) | {"id": identifier, "pages_total": count, "edition": None, "arranged": []}
    item |= {"pk": {"S": f"DOSSIER#{identifier}"}, "body": {"S": json.dumps(record)}, "pages_done": {"N": str(count)}}
    for name in ("claimed_by", "lease_until"):
        item.pop(name, None)
    dynamodb.put_item(TableName=table, Item=item)
    return identifier
