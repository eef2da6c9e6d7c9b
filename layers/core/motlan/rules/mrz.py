"""The machine-readable zone of the Vietnamese identity card: ICAO 9303 TD1, three lines of 30 (domain.md B.3).

    IDVNM + last 9 of the id + check + whole id (12) + << + check over these 14
    birth yymmdd + check + sex + expiry yymmdd + check + VNM + 11 × < + check over all checked parts
    SURNAME<<GIVEN<NAMES, no diacritics

The id stands in it one and three-quarter times and under three check digits, so single misread digits can be proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz.distance import OSA

from motlan.language.dates import PartialDate, make_date
from motlan.language.misreadings import to_digits
from motlan.language.text import fold, nfc
from motlan.rules.id_numbers import personal_id_facts
from motlan.rules.mrz_name import name_line, read_name_line

LINE = 30
#: Digits that OCR confuses with one another in OCR-B.
_ALIKE = {
    **{"0": "869", "1": "74", "2": "7", "3": "89", "4": "1", "5": "69", "6": "580"},
    **{"7": "12", "8": "0369", "9": "8350"},
}
_MOST_COMBINATIONS = 20_000
#: More digits than this are never changed: with five check digits, wrong readings that hold begin to appear.
_MOST_CHANGES = 2
_SMALL = str.maketrans("gqbloizs", "99610125")
_NO_EXPIRY_YEAR = 99


@dataclass(frozen=True)
class Mrz:
    """A zone as read. ``lines``: three of 30 where the third could be read, else two.

    ``checks``: which check digits hold, by name (number, id, birth, expiry, all). ``repaired``: digits were changed so
    that all hold, which was possible in one way only. ``expiry`` is None where the card has none (991231).
    """

    lines: tuple[str, ...]
    id_no: str
    birth: PartialDate | None
    sex: str | None
    expiry: PartialDate | None
    name: str
    checks: dict[str, bool] = field(default_factory=dict)
    repaired: bool = False

    @property
    def text(self) -> str:
        """The lines joined by line ends."""
        return "\n".join(self.lines)

    @property
    def holds(self) -> bool:
        """True where every check digit is right."""
        return all(self.checks.values())


def check_digit(text: str) -> str:
    """Weights 7, 3, 1; 0–9 as they are, A = 10 … Z = 35, < = 0 (ICAO 9303-3, 4.9)."""
    values = (int(char, 36) if char != "<" else 0 for char in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def normal_letters(line: str) -> str:
    """Capitals, digits and ``<`` only: blanks out, guillemets and brackets as the fillers that they were."""
    if sum(char.isdigit() for char in line) > 4:
        line = line.translate(_SMALL)  # a line of digits has no small letters
    plain = fold(nfc(line)).upper()
    plain = re.sub(r"[«»≪≫《》]", "<<", plain)
    plain = re.sub(r"[‹›〈〉({\[>]", "<", plain)
    return re.sub(r"[^A-Z0-9<|!]", "", plain)


def parse_mrz(lines: Sequence[str], *, names: Iterable[str] = ()) -> Mrz | None:
    """The zone among the lines, or None where its first two lines are not there.

    ``names``: how the holder's name is printed elsewhere on the card (QR, front), to tell fillers from letters with.
    """
    plain = [normal_letters(line) for line in lines]
    first = next(((i, body) for i, line in enumerate(plain) if (body := _first_body(line))), None)
    second = next(((i, parts) for i, line in enumerate(plain) if (parts := _second_parts(line))), None)
    if first is None or second is None:
        return None
    third = next((line for line in plain[second[0] + 1 :] if _may_be_name(line)), "")
    sex, birth, expiry, whole = second[1]
    options = [(number, *rest) for number in _numbers(first[1]) for rest in ((birth, expiry, whole),)]
    solved, repaired = _solve(options, sex)
    if solved is None:
        return None
    line3 = read_name_line(third, names) if third else ""
    return _build(solved, sex, line3, repaired=repaired)


def _first_body(line: str) -> str | None:
    """What stands after IDVNM, or None where the line does not begin like that."""
    if len(line) < 24:
        return None
    for size in (5, 4, 6):
        if OSA.distance(line[:size], "IDVNM") <= 1 or to_digits(line[:2])[0] + line[2:5] == "10VNM":
            return line[size:]
    return None


def _second_parts(line: str) -> tuple[str, str, str, str] | None:
    """Sex, birth and expiry with their check digits, and the last check digit ("" where it is lost)."""
    found = re.match(r"([0-9A-Z|!<]{7})([MFHNPE<K])([0-9A-Z|!]{7})([VUYW][NMHW]{1,3}|[VUYW]?NM)(.*)$", line)
    if not found:
        return None
    birth, expiry = to_digits(found.group(1))[0], to_digits(found.group(3))[0]
    if not (birth + expiry).isdigit():
        return None
    sex = {"M": "M", "H": "M", "N": "M", "F": "F", "P": "F", "E": "F"}.get(found.group(2), "<")
    last = to_digits(found.group(5)[-1:])[0]
    return sex, birth, expiry, last if last.isdigit() else ""


def _may_be_name(line: str) -> bool:
    return len(line) >= 8 and sum(char.isalpha() or char == "<" for char in line) >= 0.8 * len(line)


def _numbers(body: str) -> Iterator[str]:
    """The 23 digits of the first line (9 + check, 12 + check) as they may have been meant."""
    digits = to_digits(body)[0]
    found = re.match(r"(\d{20,24})([^0-9].*)?$", digits)
    if not found:
        return
    main, tail = found.group(1), found.group(2) or ""
    last = tail[-1:] if tail[-1:].isdigit() else ""
    if len(main) == 22:
        yield main + (last or "?")
    elif len(main) == 23 and not last:
        yield main
    elif len(main) == 21 and last:
        yield from (main[:i] + digit + main[i:] + last for i in range(22) for digit in "0123456789")
    elif len(main) == 23:
        yield from (main[:i] + main[i + 1 :] + last for i in range(23))


def _variants(text: str, changes: int) -> Iterator[tuple[int, str]]:
    """The digits as read (cost 0), with one changed for a look-alike (cost 1), with two (cost 2)."""
    yield 0, text
    for i, char in enumerate(text if changes else ""):
        for other in _ALIKE.get(char, "0123456789" if char == "?" else ""):
            changed = text[:i] + other + text[i + 1 :]
            yield 1, changed
            if changes > 1:
                for cost, more in _variants(changed[i + 1 :], 1):
                    if cost:
                        yield 2, changed[: i + 1] + more


def _number_checks(number: str) -> tuple[bool, bool, bool]:
    tail, check, whole, last = number[:9], number[9], number[10:22], number[22:]
    return check_digit(tail) == check, check_digit(whole + "<<") == last, whole[3:] == tail


def _merged(number: str) -> Iterator[tuple[int, str]]:
    """The number with its two copies of the last nine digits made one, in every way, then with one digit changed."""
    tail, check, head, copy, last = number[:9], number[9], number[10:13], number[13:22], number[22:]
    places = [i for i in range(9) if tail[i] != copy[i]]
    if len(places) > 5:
        return
    for picks in product((0, 1), repeat=len(places)):
        nine = list(tail)
        for place, pick in zip(places, picks, strict=True):
            nine[place] = (tail, copy)[pick][place]
        nine_text = "".join(nine)
        for cost, changed in _variants(f"{head}{nine_text}{check}{last}", 1):
            head2, nine2, check2, last2 = changed[:3], changed[3:12], changed[12], changed[13:]
            yield cost + len(places), f"{nine2}{check2}{head2}{nine2}{last2}"


def _solve(options: list[tuple[str, str, str, str]], sex: str) -> tuple[tuple[str, str, str, str] | None, bool]:
    """The cheapest reading under which every check digit holds, if there is only one such; else as it was read."""
    best: dict[tuple[str, str, str, str], int] = {}
    for number, birth, expiry, whole in options:
        if all(_number_checks(number)) and _dates_hold(birth, expiry) and _whole(number, birth, expiry) == whole:
            best[number, birth, expiry, whole] = 0
            continue
        if len(options) > 1 and not all(_number_checks(number)):
            continue
        numbers = {text: cost for cost, text in sorted(_merged(number), reverse=True) if all(_number_checks(text))}
        births = {text: cost for cost, text in sorted(_variants(birth, 2), reverse=True) if _holds(text) and _day(text)}
        expiries = {
            text: cost for cost, text in sorted(_variants(expiry, 2), reverse=True) if _holds(text) and _day(text)
        }
        if len(numbers) * len(births) * len(expiries) > _MOST_COMBINATIONS:
            continue
        for one, two, three in product(numbers, births, expiries):
            right = _whole(one, two, three)
            cost = numbers[one] + births[two] + expiries[three] + (right != whole)
            # Alone against three blocks that hold, the last check digit is what was misread.
            if (right == whole or cost == 1) and _fits_holder(one, two, sex):
                best[one, two, three, right] = min(cost, best.get((one, two, three, right), cost))
    least = min(best.values(), default=99)
    cheapest = [reading for reading, cost in best.items() if cost == least]
    if len(cheapest) == 1 and least <= _MOST_CHANGES:
        return cheapest[0], least > 0 or len(options) > 1
    as_read = options[0] if len(options) == 1 and "?" not in options[0][0] else None
    return as_read, False


def _fits_holder(number: str, birth: str, sex: str) -> bool:
    """A repaired id must also say the birth year and the sex of the zone (TT 59/2021/TT-BCA)."""
    facts = personal_id_facts(number[10:22])
    if facts is None or facts.birth_year % 100 != int(birth[:2]):
        return False
    return sex == "<" or (sex == "M") == (facts.sex == "Nam")


def _holds(text: str) -> bool:
    return check_digit(text[:6]) == text[6]


def _day(text: str) -> bool:
    return make_date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6])) is not None or text[2:6] == "0229"


def _dates_hold(birth: str, expiry: str) -> bool:
    return _holds(birth) and _holds(expiry)


def _whole(number: str, birth: str, expiry: str) -> str:
    return check_digit(number[:22] + "<<" + number[22:] + birth + expiry + "<" * 11)


def _build(parts: tuple[str, str, str, str], sex: str, line3: str, *, repaired: bool) -> Mrz:
    number, birth, expiry, whole = parts
    id_no = number[10:22]
    facts = personal_id_facts(id_no)
    century = (facts.birth_year // 100 if facts and f"{facts.birth_year % 100:02}" == birth[:2] else 19) * 100
    number_holds, id_holds, same = _number_checks(number)
    line1 = f"IDVNM{number[:22]}<<{number[22:]}"
    line2 = f"{birth}{sex}{expiry}VNM{'<' * 11}{whole}"
    no_expiry = expiry.startswith("991231")
    return Mrz(
        lines=(line1, line2, name_line(line3)) if line3 else (line1, line2),
        id_no=id_no,
        birth=make_date(century + int(birth[:2]), int(birth[2:4]), int(birth[4:6])),
        sex={"M": "Nam", "F": "Nữ"}.get(sex),
        expiry=None if no_expiry else make_date(2000 + int(expiry[:2]), int(expiry[2:4]), int(expiry[4:6])),
        name=re.sub(r"<+", " ", line3).strip(),
        checks={
            "number": number_holds and same,
            "id": id_holds,
            "birth": _holds(birth),
            "expiry": _holds(expiry),
            "all": _whole(number, birth, expiry) == whole,
        },
        repaired=repaired,
    )
