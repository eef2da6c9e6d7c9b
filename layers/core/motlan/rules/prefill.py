"""E-form values from papers: each with its source, doubts kept apart, contradictions shown and never settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from motlan.language.date_words import date_to_words
from motlan.language.dates import from_iso
from motlan.language.text import clean, fold_words, same_letters
from motlan.model import FieldValue
from motlan.rules.eforms import EForm, FormField, Source
from motlan.rules.held import Held, serves
from motlan.rules.identity import personal_ids
from motlan.rules.prefill_people import Binding, People, Person, certain, people, relation, rows, told_by
from motlan.rules.prefill_values import Assurance, Contradiction, Missing, NotUsed, Origin, Prefilled, Value

_BY_SOURCE: dict[str, Assurance] = {"qr": "code", "mrz": "code", "text_layer": "text_layer"}
#: Which of several readings of one source goes first (domain.md C.2: QR and MRZ before OCR).
_RANK: tuple[Assurance, ...] = ("confirmed", "code", "text_layer", "ocr_official", "ocr_declaration", "generated")


@dataclass(frozen=True)
class _Candidate:
    value: Value
    rank: int
    sure: bool
    decides: bool


def prefill(form: EForm, pool: Sequence[Held], given: Mapping[str, Person], facts: Mapping[str, bool]) -> Prefilled:
    """Fills the form from the pool. ``given``: whom the caller knows to have a role; ``facts``: the form's own."""
    who = people(form, pool, given)
    out = Prefilled(eform=form.eform, version=form.version)
    case = _Case(form, pool, who, {gate: bool(facts.get(gate)) or _married(form, who, pool) for gate in form.facts})
    for field in form.fields:
        _fill(field, case, out)
    for field in form.fields:
        if field.generate:
            _generate(field, form, who, out)
    _not_filled(form, who, out)
    out.not_used = [
        NotUsed(
            paper=p.paper, type=p.type, reason="Giấy này nói về người khác hoặc không rõ của ai; không lấy dữ liệu."
        )
        for n, p in enumerate(pool)
        if n in who.others
    ]
    return out


def _married(form: EForm, who: People, pool: Sequence[Held]) -> bool:
    """A marriage paper that surely names both parents proves the father (Luật HN&GĐ 2014 art. 88)."""
    return {"mother", "father"} <= set(form.roles) and any(
        paper.type in ("marriage_certificate", "marriage_extract")
        and paper.validity in ("valid", "expiring")
        and not paper.wrong
        and all(
            who.binding(number, role) == "sure" and certain(paper, paper.fields.get(slot.name or ""))
            for role in ("mother", "father")
            for slot in form.roles[role].slots
            if slot.paper == paper.type
        )
        for number, paper in enumerate(pool)
    )


@dataclass(frozen=True)
class _Case:
    form: EForm
    pool: Sequence[Held]
    who: People
    gates: Mapping[str, bool]


def _fill(field: FormField, case: _Case, out: Prefilled) -> None:
    found = [c for rank, source in enumerate(field.sources) for c in _candidates(field, rank, source, case)]
    found.sort(key=lambda c: (c.rank, _RANK.index(c.value.assurance)))
    sure = [c for c in found if c.sure]
    if not sure:
        if found:
            first, rest = found[0].value, [c.value for c in found[1:]]
            out.to_confirm[field.key] = first.model_copy(update={"others": rest})
        return
    decided = next((c for c in sure if c.decides and _supported(field, c, sure)), None)
    chosen = decided or sure[0]
    apart = [c for c in sure if not agree(field, c.value.value, chosen.value.value)]
    rest = [c.value for c in found if c is not chosen]
    if apart and field.compare == "equal" and decided is None:
        message = f"{field.label}: các giấy tờ ghi khác nhau, cần cán bộ chọn."
        values = [c.value for c in sure]
        out.conflicts.append(Contradiction(key=field.key, label=field.label, message=message, candidates=values))
        return
    out.values[field.key] = chosen.value.model_copy(update={"others": rest})


def _supported(field: FormField, chosen: _Candidate, sure: Sequence[_Candidate]) -> bool:
    """A deciding source chooses among what others say; alone against them all it decides nothing."""
    rest = [c for c in sure if not c.decides]
    return not rest or any(agree(field, chosen.value.value, c.value.value) for c in rest)


@dataclass(frozen=True)
class _Reading:
    """What one source of a field says on one paper."""

    field: FormField
    source: Source
    paper: Held
    bound: Binding
    read: FieldValue


def _candidates(field: FormField, rank: int, source: Source, case: _Case) -> list[_Candidate]:
    found = []
    for number, paper in enumerate(case.pool):
        bound = case.who.binding(number, source.role or field.role) if paper.type == source.paper else None
        if bound is None or (field.also and case.who.binding(number, field.also) is None):
            continue
        read = _read(field, source, paper, case)
        plain = None if read is None else _take(source, paper, read.value)
        if read is None or plain is None or plain == "":
            continue
        reading = _Reading(field, source, paper, bound, read)
        doubts = _doubts(reading, case)
        value = _value(reading, plain, " ".join(doubts) or None)
        found.append(_Candidate(value, rank, not doubts, source.decides))
    return found


def _read(field: FormField, source: Source, paper: Held, case: _Case) -> FieldValue | None:
    """The field; of a list the sub-field of the row about the role's person, else of the only row."""
    if source.sub is None:
        return paper.fields.get(source.key)
    found = rows(paper, source.key)
    role = source.role or field.role
    for slot in case.form.roles[role].slots:
        if slot.paper == paper.type and slot.rows == source.key:
            same = [relation(case.who.who[role], told) in ("same", "alike") for told in told_by(slot, paper)]
            found = [row for row, is_theirs in zip(found, same, strict=True) if is_theirs]
    return found[0].get(source.sub) if len(found) == 1 else None


def _doubts(reading: _Reading, case: _Case) -> list[str]:
    """Why a person must look before this value counts; none: nobody needs to."""
    paper, source = reading.paper, reading.source
    gate = reading.field.gate
    bound_to = paper.source == "store" and paper.purpose and not serves(paper.purpose, case.form.purpose)
    reasons = {
        "Chữ đọc chưa chắc chắn, cần so với ảnh.": not certain(paper, reading.read),
        "Chưa rõ giấy này có đúng của người này không.": reading.bound == "unsure",
        "Giấy đã hết giá trị.": paper.validity in ("expired", "void", "superseded"),
        "Giấy có điểm không khớp, cần xem lại.": bool(paper.wrong & {source.key, "*"}),
        "Giấy trong kho còn chờ cán bộ xác nhận.": paper.source == "store" and not paper.usable,
        "Hai lần quét giấy này đọc ra khác nhau.": source.key in paper.differs,
        "Chỉ là gợi ý, người khai quyết định.": source.suggest,
        f"Giấy này chỉ được cấp để: {paper.purpose}.": bool(bound_to),
        "Chưa có giấy chứng nhận kết hôn hoặc quyết định công nhận cha.": bool(gate and not case.gates.get(gate)),
    }
    return [reason for reason, holds in reasons.items() if holds]


def _value(reading: _Reading, plain: JsonValue, reason: str | None) -> Value:
    paper, read = reading.paper, reading.read
    declared: Assurance = "ocr_declaration" if paper.type.startswith("decl_") else "ocr_official"
    assurance: Assurance = "confirmed" if paper.confirmed_by else _BY_SOURCE.get(read.source, declared)
    return Value(
        value=plain,
        label=reading.field.label,
        source=Origin(
            paper=paper.paper,
            type=paper.type,
            title=paper.title,
            field=reading.source.field.partition(".")[2],
            dossier=paper.read_in or paper.dossier,
            reused=paper.source == "store",
        ),
        page=read.page or paper.read_on,
        box=read.box,
        confidence=read.confidence,
        assurance=assurance,
        confirmed_by=paper.confirmed_by,
        as_of=paper.issued or (paper.scanned_at or "")[:10] or None,
        valid_until=paper.until,
        reason=reason,
    )


def _take(source: Source, paper: Held, value: JsonValue) -> JsonValue:
    if source.by_variant:
        return source.by_variant.get(paper.variant or "") if value is not None else None
    match source.take:
        case "personal_id":
            numbers = personal_ids(value)
            return numbers[0] if len(numbers) == 1 else None
        case "year":
            found = from_iso(value) if value is not None else None
            return str(found.year) if found else None
    return value


def agree(field: FormField, one: JsonValue, other: JsonValue) -> bool:
    """Whether two values of a key say the same, by the key's kind."""
    return _AGREE[field.type](clean(str(one)), clean(str(other)))


def _dates(one: str, other: str) -> bool:
    first, second = from_iso(one), from_iso(other)
    return first.agrees(second) if first and second else one == other


def _addresses(one: str, other: str) -> bool:
    """Equal when folded, or one is the other with more detail in front ("Ấp 3, Xã A, …" and "Xã A, …")."""
    short, long = sorted((fold_words(one), fold_words(other)), key=len)
    return bool(short) and (long == short or long.endswith(" " + short))


_AGREE: dict[str, Callable[[str, str], bool]] = {
    "text": same_letters,
    "name": same_letters,
    "sex": same_letters,
    "date": _dates,
    "year": _dates,
    "time": lambda a, b: a == b,
    "number": lambda a, b: a == b,
    "choice": same_letters,
    "id": lambda a, b: re.sub(r"\W", "", a) == re.sub(r"\W", "", b),
    "address": _addresses,
}


def _generate(field: FormField, form: EForm, who: People, out: Prefilled) -> None:
    """What follows from other values; it is no surer than what it follows from."""
    if field.generate == "relation":
        said = _relation(who, form)
        if said:
            made = Value(value=said, label=field.label, confidence=1.0, assurance="generated")
            read = out.values.pop(field.key, None) or out.to_confirm.pop(field.key, None)
            out.values[field.key] = made.model_copy(update={"others": [read] if read else []})
        return
    for target in (out.values, out.to_confirm):
        base = target.get(field.of or "")
        found = from_iso(base.value) if base else None
        if base and found:
            made = base.model_copy(
                update={"value": date_to_words(found), "label": field.label, "assurance": "generated", "others": []}
            )
            target[field.key] = made


def _relation(who: People, form: EForm) -> str | None:
    """Deduced rather than read: ticks and handwriting are often misread (domain.md B.12)."""
    requester = who.who.get("requester", Person())
    for role, said in (("subject", "Bản thân"), ("mother", "Mẹ"), ("father", "Cha")):
        person = who.who.get(role, Person())
        if (
            role in form.roles
            and requester.ids
            and relation(requester, person) == "same"
            and requester.ids & person.ids
        ):
            return said
    return None


def _not_filled(form: EForm, who: People, out: Prefilled) -> None:
    settled = {*out.values, *out.to_confirm, *(c.key for c in out.conflicts)}
    for name, names in who.unclear.items():
        label = form.roles[name].label
        message = f"{label}: giấy tờ trong hồ sơ nêu nhiều người ({', '.join(names)}), cần cán bộ chọn."
        out.conflicts.append(Contradiction(key=name, label=label, message=message))
    for field in form.fields:
        if field.key in settled:
            continue
        role = form.roles[field.role]
        known = who.who[field.role].known or not any(slot.name for slot in role.slots)
        reason = "Chưa giấy tờ nào có thông tin này." if known else f"Chưa xác định được {role.label.lower()}."
        if not field.sources and not field.generate:
            reason = "Người khai tự ghi."
        out.missing.append(Missing(key=field.key, label=field.label, required=field.required, reason=reason))
