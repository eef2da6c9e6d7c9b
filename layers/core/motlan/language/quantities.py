"""Numbers with units as Vietnamese papers print them: comma for decimals, dot for thousands (domain.md B.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from motlan.language.misreadings import to_digits
from motlan.language.numbers import Spelled, parse_spelled
from motlan.language.text import clean, fold, fold_words

_D = r"[0-9OolI|SsBZz]"
_NUMBER = re.compile(rf"(?<![\w.,])({_D}[0-9OolI|SsBZz]*(?:\s?[.,\s]\s?{_D}+)*)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
_UNIT_WORDS = re.compile(r"\b(?:met vuong|m2|m|dong(?: viet nam)?|vnd|chan|gam|gram|g|ha)\b.*$")


@dataclass(frozen=True)
class Quantity:
    """A number and the folded text before and after it. ``repaired``: letters taken for digits, blanks left out."""

    value: Decimal
    repaired: bool = False
    before: str = ""
    after: str = ""

    def plain(self) -> int | float:
        """As a JSON number: an int where it is whole."""
        whole = self.value == self.value.to_integral_value()
        return int(self.value) if whole else float(self.value)


def parse_quantity(text: str) -> Quantity | None:
    """The first number: "499,4", "1.234,5", "10.000.000", "1 250", "72.9"; None where there is none.

    One dot before exactly three digits marks thousands, any other single dot a decimal (a machine's spelling).
    """
    plain = clean(text)
    for match in _NUMBER.finditer(plain):
        found = _of_number(match.group(1).strip(" .,"))
        if found is not None:
            value, repaired = found
            folded = fold(plain)
            after = folded[match.start(1) + len(match.group(1).rstrip(" .,")) :]
            return Quantity(value, repaired, folded[: match.start(1)].strip(), after.strip())
    return None


def _of_number(raw: str) -> tuple[Decimal, bool] | None:
    digits, fixed = to_digits(raw)
    if not re.search(r"\d", raw) or fixed * 2 > len(raw):
        return None
    tight = re.sub(r"\s*([.,])\s*", r"\1", digits)
    repaired = fixed > 0 or tight != digits
    if _GROUPED.fullmatch(tight):
        commas_group = tight.count(",") > 1
        tight = tight.replace(",", "") if commas_group else re.sub(r"[. ]", "", tight).replace(",", ".")
        return Decimal(tight), repaired
    tight = tight.split(" ", 1)[0]  # a blank that does not group: the number ends there
    if re.fullmatch(r"\d+(?:[.,]\d+)?", tight):
        return Decimal(tight.replace(",", ".")), repaired
    return None


def spelled_amount(text: str) -> Spelled | None:
    """The amount that words say, without the unit: "(Mười triệu đồng chẵn)", "Bảy mươi hai phẩy chín mét vuông"."""
    words = re.sub(r"^(?:viet |ghi )?bang chu ", "", fold_words(text))
    return parse_spelled(_UNIT_WORDS.sub("", words).strip())
