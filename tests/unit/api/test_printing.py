"""On paper: the list, Mẫu 02 and the declaration through the API; one request for supplements a dossier; bad input."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pypdfium2
import pytest

from motlan.adapters.guard import whereabouts
from motlan.api import make_handler
from motlan.usecases.case import Services

ROOT = Path(__file__).parents[3]
CONTEXT = SimpleNamespace(
    function_name="serve_api", memory_limit_in_mb=1024, invoked_function_arn="arn:aws:lambda:x:1:function:serve_api",
    aws_request_id="r-1",
)  # fmt: skip
MOTHER = "072195000123"
CARD = {"id_no": MOTHER, "full_name": "LÊ THỊ #MẪU $x$", "birth_date": "1995-02-03", "sex": "Nữ", "issue_date":
        "2022-05-06", "expiry_date": "2035-02-03", "residence": "Ấp Mẫu, Xã Mẫu, Tỉnh Tây Ninh"}  # fmt: skip
WHY = {"purpose": "Đăng ký khai sinh", "legal_basis": "Luật Hộ tịch 2014"}
ME = {"subject": {"owner_id": MOTHER, "roles": ["requester", "mother"]}}
Send = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def handler() -> tuple[Any, SimpleNamespace]:
    held = SimpleNamespace()
    return make_handler(cast("Services", held), whereabouts), held


@pytest.fixture
def send(world: Any, handler: tuple[Any, SimpleNamespace]) -> Send:
    """``send(event, body, path=…, shape="pdf")`` → status and JSON, or the text of the PDF."""
    handle, held = handler
    held.__dict__.update(world.services().__dict__)

    def call(name: str, body: Any = None, *, path: str | None = None, **query: str) -> tuple[int, Any]:
        event = copy.deepcopy(json.loads((ROOT / f"tests/events/http_{name}.json").read_text()))
        if body is not None:
            event["body"] = json.dumps(body)
        if path:
            event["rawPath"] = event["requestContext"]["http"]["path"] = path
        event["queryStringParameters"] = query
        answer = handle(event, CONTEXT)
        if answer["headers"]["Content-Type"] == "application/pdf":
            assert answer["isBase64Encoded"]
            assert answer["headers"]["Cache-Control"] == "no-store"
            pdf = pypdfium2.PdfDocument(base64.b64decode(answer["body"]))
            assert [round(x) for x in pdf[0].get_size()] == [595, 842], "A4"
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
            return answer["statusCode"], " ".join(text.split())
        return answer["statusCode"], json.loads(answer["body"])

    return call


@pytest.fixture
def filed(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")


def test_the_list_on_paper_says_what_the_list_says(send: Send, world: Any) -> None:
    down = {"unreachable": list(world.knowledge.databases)}
    _, answer = send("checklist", down)
    status, text = send("checklist", down, shape="pdf")
    assert status == 200
    assert "DANH MỤC GIẤY TỜ CẦN CÓ" in text
    for item in answer["items"]:
        assert item["name"] in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text


@pytest.mark.usefixtures("filed")
def test_the_declaration_on_paper_has_what_is_sure_and_dots_for_the_rest(send: Send, world: Any) -> None:
    asked = WHY | ME | {"eform": "birth_registration", "dossier": "d1"}
    status, text = send("prefill", asked, shape="pdf")
    assert status == 200
    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in text
    assert "LÊ THỊ #MẪU $x$" in text, "what a paper says is printed as it stands"
    assert "03/02/1995" in text
    assert "....." in text
    _, full = send("prefill", asked)
    assert all(str(value["value"]) not in text for value in full["to_confirm"].values()), "nothing in doubt is printed"


@pytest.mark.usefixtures("filed")
def test_one_request_for_supplements_and_a_second_only_with_a_reason(send: Send, world: Any) -> None:
    body = WHY | ME | {"unreachable": ["csdl_ho_tich.marriage"], "contact": "Bộ phận một cửa"}
    status, first = send("request_supplement", body)
    assert (status, [w["code"] for w in first["warnings"]], len(first["requests"])) == (200, ["W_UNVERIFIED"], 1)
    assert first["requests"][0]["components"] == ["declaration", "marriage"]
    status, text = send("request_supplement", body, shape="pdf")
    assert status == 200, "the same list on the same day is the same request"
    for said in ("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "LÊ THỊ #MẪU $x$", "Bộ phận một cửa", "Mã hồ sơ: d1"):
        assert said in text
    assert "giấy chứng nhận kết hôn của cha mẹ" in text
    assert "Lưu ý" not in text
    assert "NĐ 18/2026/NĐ-CP" not in text, "whether the certificate must be shown was not checked against the gazette"
    assert "(TT 04/2020/TT-BTP, sửa đổi bởi TT 04/2024/TT-BTP)" in text
    world.clock.move(days=1)
    status, problem = send("request_supplement", body)
    assert (status, problem["code"]) == (409, "E_SECOND_REQUEST")
    assert "20/11/2026" in problem["message"]
    assert "again" in problem["remedy"]
    _, listed = send("checklist", body.copy() | {"dossier": "d1"} if body.pop("contact") else None)
    assert [w["code"] for w in listed["warnings"]] == ["W_UNVERIFIED", "W_SECOND_REQUEST"]
    status, second = send("request_supplement", body | {"again": "office_mistake"})
    assert (status, len(second["requests"])) == (200, 2)
    assert second["warnings"][-1]["code"] == "W_SECOND_REQUEST"
    _, text = send("request_supplement", body | {"again": "office_mistake"}, shape="pdf")
    assert "đã được yêu cầu bổ sung 1 lần (20/11/2026)" in text
    assert "sơ suất của cơ quan" in text


@pytest.mark.usefixtures("filed")
def test_nothing_missing_asks_for_nothing(send: Send, world: Any) -> None:
    status, problem = send("request_supplement", WHY | ME | {"seen": ["declaration"]})
    assert (status, problem["code"]) == (400, "E_NOTHING_MISSING")
    assert not world.counts.known("d1").facts


def test_anybody_may_print_the_list(send: Send) -> None:
    status, text = send("public_checklist", {"facts": {"parents_married": False}}, shape="pdf")
    assert status == 200
    assert "DANH MỤC GIẤY TỜ CẦN CÓ" in text
    assert "Cha mẹ không đăng ký kết hôn." in text
    assert "cần kiểm tra lại" in text


def test_the_form_itself_in_two_shapes(send: Send) -> None:
    _, schema = send("read_eform")
    assert schema["properties"]["child_full_name"]["x-ui"]["section"] == "Trẻ được khai sinh"
    _, form = send("read_eform", shape="formio")
    assert form["components"][0]["type"] == "panel"


def test_what_may_be_scanned_is_said_for_several_papers(send: Send) -> None:
    papers = [{"procedure": "1.001193", "component": "identity"}, {"form": "plain_copy"}, {}]
    _, answer = send("ask_policy", {"papers": papers})
    assert [a["rule"] for a in answer["answers"]] == ["shown", "copy", "scan"]


def test_a_list_for_another_day(send: Send) -> None:
    path = "/v1/procedures/1.000894/checklist"
    _, old = send("checklist", {"as_of": "2025-12-31", "facts": {"female_lives_here": False}}, path=path)
    _, new = send("checklist", {"as_of": "2026-01-01"}, path=path)
    assert "marital_status_female" in {i["id"] for i in old["items"] if i["state"] == "missing"}
    assert {i["state"] for i in new["items"] if i["id"] == "marital_status"} == {"not_needed"}


@pytest.mark.parametrize(
    ("body", "path", "status", "code"),
    [
        ({}, "/v1/procedures/9.999999/checklist", 404, "E_NO_PROCEDURE"),
        ({}, "/v1/procedures/..%2F..%2Fsecret/checklist", 404, "E_NO_PROCEDURE"),
        ({"as_of": "2030-01-01"}, None, 404, "E_NO_VERSION"),
        ({"as_of": "1990-01-01"}, None, 404, "E_NO_VERSION"),
        ({"as_of": "2026-02-30"}, None, 400, "E_REQUEST"),
        ({"as_of": "hôm nay"}, None, 400, "E_REQUEST"),
        ({"facts": {"colour": True}}, None, 400, "E_FACT"),
        ({"facts": {"channel": "pigeon"}}, None, 400, "E_FACT"),
        ({"facts": {"parents_married": "yes"}}, None, 400, "E_FACT"),
        ({"facts": {"parents_married": 3}}, None, 400, "E_REQUEST"),
        ({"seen": ["colour"]}, None, 400, "E_COMPONENT"),
        ({"unreachable": ["colour"]}, None, 400, "E_DATABASE"),
        (ME, None, 400, "E_PURPOSE"),
        (WHY | {"people": {"uncle": {"owner_id": MOTHER}}}, None, 400, "E_ROLE"),
        (WHY | {"dossier": "none"}, None, 404, "E_NO_DOSSIER"),
        ({"surprise": 1}, None, 400, "E_REQUEST"),
    ],
)
def test_bad_input_has_its_status_code_message_and_remedy(
    send: Send, body: Any, path: str | None, status: int, code: str
) -> None:
    got, problem = send("checklist", body, path=path)
    assert (got, problem["code"]) == (status, code)
    assert problem["message"]
    assert problem["remedy"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "khai sinh"}, {"1.001193", "1.004884"}),
        ({"q": "1.0138"}, {"1.013831"}),
        ({"sector": "business"}, {"1.001612", "2.000720"}),
        ({"as_of": "2025-12-31", "sector": "civil_status"}, {"1.000894"}),
        ({"q": "không có thủ tục này"}, set()),
    ],
)
def test_the_catalogue_is_searched_by_words_sector_and_day(
    send: Send, query: dict[str, str], expected: set[str]
) -> None:
    _, answer = send("procedures", **query)
    assert {p["code"] for p in answer["procedures"]} == expected
