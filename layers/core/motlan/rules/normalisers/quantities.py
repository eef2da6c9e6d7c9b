"""Counts, weights, areas, money."""

from __future__ import annotations

from motlan.language.numbers import parse_words
from motlan.language.quantities import Quantity, parse_quantity, spelled_amount
from motlan.language.text import fold_words
from motlan.rules.normal import Normal


def _number(found: Quantity | None, units: tuple[str, ...], limit: int) -> Normal | None:
    if found is None or found.value > limit:
        return None
    alone = not found.before and (not found.after or found.after.startswith(units))
    certainty = (1.0 if alone else 0.85) - (0.25 if found.repaired else 0.0)
    return Normal(found.plain(), certainty, found.repaired)


def integer(raw: str) -> Normal | None:
    """A count as a JSON number: "02 bản", "hai", "3 (ba)"."""
    found = parse_quantity(raw)
    if found is not None and found.value == int(found.value) and found.value < 10**9:
        return _number(found, ("ban", "con", "(", "bo", "nguoi", "chau"), 10**9)
    words = parse_words(fold_words(raw))
    return Normal(words, 0.85) if words is not None and words < 10**9 else None


def weight_g(raw: str) -> Normal | None:
    """A weight at birth in grams: "3.050 gam", "3050 g", "3,05 kg", "3 kg 200" (GIẤY CHỨNG SINH)."""
    found = parse_quantity(raw)
    if found is None:
        return None
    grams = found.value
    if found.after.startswith(("kg", "ki lo", "kilo")):
        tail = parse_quantity(found.after)
        grams = found.value * 1000 + (tail.value if tail and tail.value < 1000 else 0)
    elif grams < 15:
        grams *= 1000  # no child weighs 15 g; 3,05 is in kilograms
    value = Quantity(grams).plain()
    if not isinstance(value, int):
        return Normal(value, 0.3, found.repaired)
    usual = 300 <= value <= 8000
    return Normal(value, (1.0 if usual else 0.3) - (0.25 if found.repaired else 0.0), found.repaired)


def area_m2(raw: str) -> Normal | None:
    """An area in m² as a JSON number: "499,4 m²", "1.234,5 m2"."""
    found = _number(parse_quantity(raw), ("m", "("), 10**8)
    if found is None or found.value:
        return found
    return Normal(found.value, 0.4, found.repaired)


def money_vnd(raw: str) -> Normal | None:
    """Đồng as a JSON number: "10.000.000 đồng (Mười triệu đồng)"; of the words where there are no figures."""
    found = parse_quantity(raw)
    if found is not None:
        whole = found.value == int(found.value)
        normal = _number(found, ("dong", "d", "vnd", "("), 10**15)
        return normal if normal is None or whole else Normal(normal.value, 0.3, normal.repaired)
    spelled = spelled_amount(raw)
    if spelled is None or spelled.value != int(spelled.value):
        return None
    return Normal(int(spelled.value), 0.6 if spelled.repaired else 0.85)
