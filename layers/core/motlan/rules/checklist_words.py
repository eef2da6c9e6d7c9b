"""The checklist in plain Vietnamese: one sentence for the clerk, one for the citizen, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from motlan.rules.held import Held
from motlan.rules.procedures import Component

if TYPE_CHECKING:
    from motlan.rules.checklist import Found, Situation


def words(component: Component, found: Found, case: Situation) -> tuple[str, str, str]:  # noqa: PLR0911 - one a state
    """``(clerk, citizen, reason)``."""
    name, held, option = component.name, found.held, found.option.name
    pages = _pages(held)
    match found.state:
        case "satisfied_by_scan":
            doubt = " Cần xem lại trước khi nhận." if found.to_confirm else ""
            reason = found.reason or f"Đã quét trong hồ sơ này ({pages})."
            return f"Đã có {_low(option)}, {pages}.{doubt}", f"Đã nhận {_low(option)}.", reason
        case "satisfied_by_reuse":
            since = f", quét ngày {day(held.scanned_at)}" if held and held.scanned_at else ""
            term = f", còn giá trị đến {day(held.until)}" if held and held.until else ""
            reason = f"Giấy tờ đã có trong kho dữ liệu của công dân{since}{term}."
            clerk = f"Dùng lại {_low(option)} trong kho{term}; không yêu cầu nộp lại."
            return clerk, f"Không cần mang lại {_low(option)}: cơ quan đã có{since}{term}.", reason
        case "replaced_by_data":
            clerk = f"Tra cứu {found.reason}; không yêu cầu {_low(name)}."
            reason = f"Thông tin đã có trong {found.reason}."
            return clerk, f"Không cần mang {_low(name)}: cán bộ tra cứu trong cơ sở dữ liệu.", reason
        case "not_needed":
            return f"Không cần {_low(name)}. {found.reason}", f"Không cần {_low(name)}. {found.reason}", found.reason
        case "expired":
            when = f" từ {day(held.until)}" if held and held.until else ""
            reason = found.reason or f"Giấy đã hết giá trị{when}."
            return f"{option}: {_low(reason)} Yêu cầu giấy mới.", f"{reason} {_ask(component, case)}", reason
        case "unreadable":
            reason = f"Giấy ở {pages} không đọc được hoặc thiếu trang."
            return f"{option}: quét lại {pages}.", f"Đề nghị đưa lại {_low(option)} để quét cho rõ.", reason
        case "wrong_purpose":
            reason = f"Giấy này được cấp để: {held.purpose if held and held.purpose else 'mục đích khác'}."
            clerk = f"{option} không đúng mục đích của thủ tục này. Yêu cầu giấy cấp đúng mục đích."
            return clerk, f"{reason} {_ask(component, case)}", reason
    hint = ""
    if case.unreadable_pages:
        numbers = ", ".join(map(str, case.unreadable_pages))
        hint = f" Trang {numbers} không đọc được: xem có phải giấy này không."
    return f"Chưa có {_low(name)}.{hint}", _ask(component, case), f"Chưa thấy giấy này trong hồ sơ và trong kho.{hint}"


def day(iso: str | None) -> str:
    """``2026-11-20…`` → ``20/11/2026``; a partial date as it is known."""
    return "/".join(reversed((iso or "")[:10].split("-")))


def _ask(component: Component, case: Situation) -> str:
    verb = "Đề nghị nộp" if component.kind == "submit" else "Đề nghị mang theo để xuất trình"
    if component.kind == "show" and case.facts.get("channel") == "postal":
        # Bản sao có chứng thực đi kèm khi nộp qua bưu chính: TT 04/2020/TT-BTP Điều 3.
        verb = "Đề nghị gửi kèm bản sao có chứng thực của"
    names = [option.name for option in component.options if option.types]
    what = _low(component.name) if len(names) == 1 else " hoặc ".join(_low(n) for n in names)
    where = f" Nơi lấy: {component.where}" if component.where else ""
    return f"{verb} {what}. {component.explain}{where}".strip()


def _pages(held: Held | None) -> str:
    return f"trang {', '.join(map(str, held.pages))}" if held and held.pages else "hồ sơ này"


def _low(text: str) -> str:
    """The first letter small, unless a whole word is in capitals (CT07, UBND)."""
    first = text.split(" ", 1)[0] if text else ""
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]
