"""The receipt of a dossier, and what its holder may learn with it: how far it is, what need not be brought again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import NotFound
from motlan.model.receipt import Receipt, fits, grouped, hashed, new_code, new_secret, plain
from motlan.model.record import DossierRecord, State
from motlan.usecases.case import Caller, Services
from motlan.usecases.papers import summary
from motlan.usecases.printing import office_name

#: Tries of one code, and of one caller, in the window; nobody types faster, and 50 bits outlast it.
TRIES, CALLS, WINDOW = 10, 60, 900
#: The public page (web/src/public).
PAGE = "tra-cuu.html"
#: What a citizen reads for a state.
STATES: dict[State, str] = {
    "opened": "Đang chờ nhận bản quét",
    "received": "Đã nhận bản quét, đang chờ đọc",
    "reading": "Đang đọc hồ sơ",
    "understanding": "Đang đọc hồ sơ",
    "review": "Cán bộ đang kiểm tra thông tin",
    "filed": "Đã số hóa xong và lưu vào kho",
    "rejected": "Bản quét không dùng được, cần nộp lại",
    "duplicate": "Trùng với hồ sơ đã nộp trước",
    "failed": "Chưa xử lý được, cán bộ sẽ liên hệ",
}


class NotAgain(BaseModel):
    """A paper that need not be brought next time, and until when."""

    type: str
    title: str
    valid_until: str | None


class ReceiptAnswer(BaseModel):
    """``secret`` is told this once. Making a receipt again gives the same code with a new secret; the old one ends."""

    code: str
    secret: str
    dossier: str
    procedure: str | None
    received_at: str
    link: str
    not_again: list[NotAgain]


class StatusRequest(BaseModel):
    """As printed on the receipt; hyphens and case don't matter."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=4, max_length=40)
    secret: str = Field(min_length=4, max_length=40)


class StatusAnswer(BaseModel):
    """Nothing of what stands in the papers: their kinds only."""

    state: State
    message: str
    procedure: str | None
    procedure_name: str | None
    received_at: str
    updated_at: str
    pages: int
    not_again: list[NotAgain]


def make_receipt(record: DossierRecord, *, caller: Caller, services: Services) -> ReceiptAnswer:
    """For any dossier that was opened; papers that can be used again are named once they are filed."""
    secret, salt = new_secret(), secrets.token_hex(16)
    code = services.receipts.code_of(record.id, new_code())
    now = services.clock.now().isoformat(timespec="seconds")
    services.receipts.keep(
        Receipt(code=code, dossier=record.id, salt=salt, hash=hashed(secret, salt), made_by=caller.id, made_at=now)
    )
    return ReceiptAnswer(
        code=grouped(code),
        secret=grouped(secret),
        dossier=record.id,
        procedure=record.procedure,
        received_at=record.opened_at,
        # behind '#', so that no server and no log ever sees it
        link=f"{services.web_origin}/{PAGE}#{code}.{secret}",
        not_again=_not_again(record, services),
    )


def print_receipt(answer: ReceiptAnswer, record: DossierRecord, services: Services) -> bytes:
    """The receipt on paper, A4; the QR code at its corner opens the public page."""
    name = None
    if record.procedure:
        name = services.knowledge.procedure(record.procedure, services.clock.today()).name
    received = datetime.fromisoformat(answer.received_at)
    data = {
        "office": office_name(record.office),
        "procedure": answer.procedure,
        "procedure_name": name,
        "received_at": f"{received:%H} giờ {received:%M}, ngày {received:%d/%m/%Y}",
        "pages": record.pages_total,
        "code": answer.code,
        "secret": answer.secret,
        "site": f"{services.web_origin}/{PAGE}",
        "not_again": [{"title": paper.title, "valid_until": _day(paper.valid_until)} for paper in answer.not_again],
    }
    return services.printer.print("receipt", data, code=answer.link)


def _day(iso: str | None) -> str | None:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else None


def public_status(request: StatusRequest, source: str, *, services: Services) -> StatusAnswer:
    """Raises ``NotFound`` alike for an unknown code and a wrong secret, ``TooMany`` after some tries of either.

    ``source``: the caller's address; only a hash of it is kept, for as long as its tries are counted.
    """
    code = plain(request.code)
    for what, most in ((f"public#{_digest(source)}", CALLS), (f"receipt#{_digest(code)}", TRIES)):
        services.limits.take(what, most=most, seconds=WINDOW)
    receipt = services.receipts.get(code)
    if not fits(request.secret, receipt) or receipt is None:
        raise NotFound("E_NO_RECEIPT", "Mã biên nhận hoặc mã bí mật không đúng.", "Xem lại trên giấy biên nhận.")
    record = services.registry.get(receipt.dossier)
    told = services.registry.get(record.duplicate_of) if record.duplicate_of else record
    name = None
    if record.procedure:
        name = services.knowledge.procedure(record.procedure, services.clock.today()).name
    return StatusAnswer(
        state=told.state,
        message=STATES[told.state],
        procedure=record.procedure,
        procedure_name=name,
        received_at=record.opened_at,
        updated_at=told.updated_at,
        pages=told.pages_total,
        not_again=_not_again(told, services),
    )


def _not_again(record: DossierRecord, services: Services) -> list[NotAgain]:
    if record.state != "filed":
        return []
    papers = {paper.id: paper for paper, _ in services.store.of_dossier(record.duplicate_of or record.id)}
    found = [(paper, summary(paper, services)) for paper in papers.values()]
    return [
        NotAgain(type=paper.type, title=paper.title or paper.type, valid_until=told.valid_until)
        for paper, told in found
        if told.reusable
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
