"""Numbers and dates as Vietnamese papers write them; apart from the product's own, so that neither hides a fault."""

from __future__ import annotations

import random
from datetime import date

from samples.make import look

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def below_hundred(n: int) -> str:
    """0-99: mười lăm, hai mươi mốt, ba mươi tư is not used on civil-status papers."""
    tens, ones = divmod(n, 10)
    if tens == 0:
        return UNITS[ones]
    head = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    if ones == 0:
        return head
    last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else UNITS[ones]
    return f"{head} {last}"


def below_thousand(n: int, *, full: bool) -> str:
    """0-999; ``full``: with "không trăm" and "linh" where figures before it stand."""
    hundreds, rest = divmod(n, 100)
    if hundreds == 0 and not full:
        return below_hundred(rest)
    head = f"{UNITS[hundreds]} trăm"
    if rest == 0:
        return head
    return f"{head} linh {UNITS[rest]}" if rest < 10 else f"{head} {below_hundred(rest)}"


def number(n: int) -> str:
    """Any number below 10^12 in words, first letter small."""
    if n == 0:
        return UNITS[0]
    groups, scale = [], ["", " nghìn", " triệu", " tỷ"]
    while n:
        n, group = divmod(n, 1000)
        groups.append(group)
    out = [below_thousand(g, full=i < len(groups) - 1) + scale[i] for i, g in reversed(list(enumerate(groups))) if g]
    return " ".join(out)


def day_in_words(day: date, rng: random.Random | None = None) -> str:
    """``Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi tư``, with the small variants that clerks write."""
    rng = rng or random.Random(0)
    comma = rng.choice(["", ","])
    low = rng.choice(["mồng ", "ngày"]) if day.day <= 10 else "ngày"
    head = f"{low}{below_hundred(day.day)}" if low == "mồng " else below_hundred(day.day)
    april = rng.choice(["tư", "bốn"]) if day.month == 4 else below_hundred(day.month)
    year = below_thousand(day.year % 1000, full=True)
    text = f"Ngày {head}{comma} tháng {april}{comma} năm {UNITS[day.year // 1000]} nghìn {year}"
    return text.replace("không trăm linh", rng.choice(["không trăm linh", "không trăm lẻ"]))


def figures(day: date) -> str:
    """dd/mm/yyyy, or as the look in use writes dates."""
    return look.written(day) or slashed(day)


def slashed(day: date) -> str:
    """dd/mm/yyyy, as cards have it."""
    return f"{day:%d/%m/%Y}"


def long_date(day: date) -> str:
    """``ngày 05 tháng 3 năm 2024``: Decree 30/2020, Annex I: days below 10 and months 1 and 2 with a nought before."""
    return (
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
        if day.month < 3
        else f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
    )
