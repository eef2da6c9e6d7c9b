"""Cross-checks of a filled e-form (domain.md C.2, last column). They warn; they never change a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from motlan.language.dates import from_iso
from motlan.language.text import fold_words
from motlan.model import Issue
from motlan.rules.eforms import EForm
from motlan.rules.id_numbers import personal_id_facts
from motlan.rules.prefill_values import Prefilled
from motlan.rules.validity import add_months

#: Within 60 days of birth (Luật Hộ tịch 2014 art. 15); a late registration is still made.
_TERM = timedelta(days=60)
#: A younger parent is possible and rare enough to be a misreading.
_YOUNGEST_PARENT = 12
_OLDEST_PARENT = 75


def check(form: EForm, filled: Prefilled, today: date) -> list[Issue]:
    """Every check of the form whose values are there, filled in or waiting to be confirmed."""
    said = {k: str(v.value) for source in (filled.to_confirm, filled.values) for k, v in source.items()}
    found = []
    for rule in form.checks:
        message = CHECKS[rule.check](said, rule.keys, today)
        if message:
            code, text = message
            found.append(Issue(code=code, message=text, fields=rule.keys))
    return found


Check = Callable[[Mapping[str, str], tuple[str, ...], date], tuple[str, str] | None]


def _not_in_future(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    day = from_iso(said.get(keys[0]))
    return ("E_DATE_ORDER", f"Ngày {day.printed} ở sau ngày hôm nay.") if day and day.earliest() > today else None


def _late(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    day = from_iso(said.get(keys[0]))
    if day and today - day.latest() > _TERM:
        return "I_LATE_REGISTRATION", "Đăng ký khai sinh quá 60 ngày kể từ ngày sinh; vẫn tiếp nhận."
    return None


def _surname(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """Luật HN&GĐ, BLDS 2015 art. 26: the surname is the father's or the mother's."""
    names = [fold_words(said.get(key, "")).split() for key in keys]
    if names[0] and any(names[1:]) and all(names[0][0] != n[0] for n in names[1:] if n):
        return "W_SURNAME", "Họ của trẻ không giống họ cha hoặc họ mẹ."
    return None


def _parent_age(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    parent, child = (from_iso(said.get(key)) for key in keys)
    if parent and child and not _YOUNGEST_PARENT <= child.year - parent.year <= _OLDEST_PARENT:
        return (
            "W_PARENT_AGE",
            f"Năm sinh của cha hoặc mẹ ({parent.year}) không hợp với năm sinh của con ({child.year}).",
        )
    return None


def _of_parent(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """BLDS 2015 art. 29 (ethnicity), Luật Quốc tịch 2008 art. 15, 16: as one of the parents'."""
    child, *parents = (fold_words(said.get(key, "")) for key in keys)
    if child and any(parents) and child not in parents:
        return "W_NOT_OF_PARENT", "Dân tộc hoặc quốc tịch của trẻ khác của cả cha và mẹ."
    return None


def _id_fits(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    facts, born = personal_id_facts(said.get(keys[0], "")), from_iso(said.get(keys[1]))
    if facts and born and facts.birth_year != born.year:
        return "E_ID_MISMATCH", "Số định danh không hợp với năm sinh."
    return None


def _order(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    earlier, later = (from_iso(said.get(key)) for key in keys)
    if earlier and later and earlier.earliest() > later.latest():
        return "E_DATE_ORDER", f"Ngày {later.printed} đứng trước ngày {earlier.printed}."
    return None


def _age(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """BLDS 2015 art. 20: of age at 18."""
    return _of_age(said.get(keys[0]), 18, today, "Người này")


def _marriage_age(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """Luật HN&GĐ 2014 art. 8: she 18, he 20."""
    return _of_age(said.get(keys[0]), 18, today, "Bên nữ") or _of_age(said.get(keys[1]), 20, today, "Bên nam")


def _of_age(birth: str | None, years: int, today: date, who: str) -> tuple[str, str] | None:
    born = from_iso(birth)
    if born and add_months(born.earliest(), 12 * years) > today:
        return "W_AGE", f"{who} chưa đủ {years} tuổi."
    return None


def _id_fits_sex(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    facts = personal_id_facts(said.get(keys[0], ""))
    if facts and said.get(keys[1]) in ("Nam", "Nữ") and facts.sex != said[keys[1]]:
        return "E_ID_MISMATCH", "Số định danh không hợp với giới tính."
    return None


def _residential(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """Only on land for dwelling (Luật Xây dựng 2014 art. 93): ODT, ONT or "đất ở"."""
    use = fold_words(said.get(keys[0], ""))
    if use and not re.search(r"\b(dat o|odt|ont)\b", use):
        return "W_LAND_PURPOSE", "Mục đích sử dụng đất không có đất ở."
    return None


def _count_after_marriage(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    """Who was married before marries for the second time at least (domain.md C.2)."""
    status, count = fold_words(said.get(keys[0], "")), said.get(keys[1], "")
    if count == "1" and re.search(r"ly hon|da chet", status):
        return "E_MARRIAGE_COUNT", "Đã từng kết hôn thì lần này là lần thứ hai trở lên."
    return None


def _relation(said: Mapping[str, str], keys: tuple[str, ...], today: date) -> tuple[str, str] | None:
    return None if said.get(keys[0]) else ("W_RELATION", "Chưa rõ quan hệ của người yêu cầu với người được đăng ký.")


CHECKS: dict[str, Check] = {
    "not_in_future": _not_in_future,
    "late_registration": _late,
    "surname_of_parent": _surname,
    "parent_age": _parent_age,
    "of_parent": _of_parent,
    "id_fits_birth_year": _id_fits,
    "relation_stated": _relation,
    "date_order": _order,
    "of_age": _age,
    "marriage_age": _marriage_age,
    "id_fits_sex": _id_fits_sex,
    "residential_land": _residential,
    "count_after_marriage": _count_after_marriage,
}
