"""Numbers and codes: without blanks, letters taken for digits only where the format asks for digits (domain.md B.1)."""

from __future__ import annotations

import re
from collections.abc import Callable

from motlan.language.misreadings import digits_of, to_digits, to_letters
from motlan.language.text import clean, fold, nfc, without_leaders
from motlan.rules.closed_lists import LICENCE_CLASSES
from motlan.rules.id_numbers import PROVINCES, is_tax_code
from motlan.rules.normal import Normal, Normaliser

_LABEL = re.compile(r"^\s*(?:số|so|no|mã số|mst)\b\s*[./]?\s*(?:no\b\.?)?\s*[:.]?\s*", re.IGNORECASE)


def _tight(raw: str) -> str:
    return re.sub(r"\s+", "", _LABEL.sub("", without_leaders(raw))).strip(".,:;|_-/'\"")


def _digits(raw: str, lengths: tuple[int, ...]) -> Normal | None:
    """Digits only; certain where there are as many as there should be."""
    found = digits_of(_tight(raw)) if _tight(raw) else None
    if found is None:
        return None
    digits, repaired = found
    if len(digits) < min(lengths) - 3 or len(digits) > max(lengths) + 3:
        return None
    certainty = (1.0 if len(digits) in lengths else 0.2) - (0.0 if not repaired else min(0.3, 0.1 + 0.05 * repaired))
    return Normal(digits, max(0.1, certainty), repaired > 0)


def personal_id(raw: str) -> Normal | None:
    """Số định danh cá nhân: 12 digits, the first three a code of TT 59/2021/TT-BCA."""
    found = _digits(raw, (12,))
    if found is None or found.certainty < 0.5 or str(found.value)[:3] in PROVINCES:
        return found
    return Normal(found.value, found.certainty - 0.4, found.repaired)


def cmnd9(raw: str) -> Normal | None:
    """Số chứng minh nhân dân: 9 digits."""
    return _digits(raw, (9,))


def id_no(raw: str) -> Normal | None:
    """9 digits (CMND) or 12 (CCCD, căn cước)."""
    found = _digits(raw, (9, 12))
    return personal_id(raw) if found is not None and len(str(found.value)) == 12 else found


def licence_no(raw: str) -> Normal | None:
    """Số giấy phép lái xe: 12 digits, not a personal id (domain.md B.9)."""
    return _digits(raw, (12,))


def barcode(raw: str) -> Normal | None:
    """The barcode of an old land certificate: 13–15 digits (TT 23/2014/TT-BTNMT Điều 15)."""
    return _digits(raw, (13, 14, 15))


def tax_code(raw: str) -> Normal | None:
    """10 digits with a check digit, or those and "-001"; 12 digits are a personal id (domain.md B.1)."""
    value = re.sub(r"[\s.]", "", _tight(raw))
    main, dash, branch = value.partition("-")
    found = digits_of(main)
    tail = digits_of(branch) if dash else ("", 0)
    if found is None or tail is None:
        return None
    digits, fixed = found[0], found[1] + tail[1]
    if not dash and len(digits) == 13:
        digits, dash, tail = digits[:10], "-", (digits[10:], 0)
    code = f"{digits}{dash}{tail[0]}"
    if not 7 <= len(digits) <= 15:
        return None
    well_formed = len(digits) in (10, 12) and (not dash or (len(digits) == 10 and len(tail[0]) == 3))
    certainty = 0.2 if not well_formed else 1.0 if len(digits) == 12 or is_tax_code(digits) else 0.5
    return Normal(code, max(0.1, certainty - (0.2 if fixed else 0.0)), fixed > 0)


def business_code(raw: str) -> Normal | None:
    """Mã số hộ kinh doanh or doanh nghiệp: a tax code, or an older local code such as 41X8012345 (domain.md B.8)."""
    tight = re.sub(r"[.]", "", _tight(raw)).upper()
    if local := re.fullmatch(r"(\d{2})([A-Z])(\d{7})", tight):
        return Normal(local.group())
    return tax_code(raw)


def _patterned(
    raw: str, pattern: re.Pattern[str], repair: Callable[[str], str], *, upper: bool = True, strict: bool = False
) -> Normal | None:
    """A code by a pattern: certain as it stands, flagged where ``repair`` made it fit, doubtful else."""
    tight = _tight(raw)
    tight = tight.upper() if upper else tight
    if not any(char.isalnum() for char in tight):
        return None
    if pattern.fullmatch(tight):
        return Normal(tight)
    fixed = repair(tight)
    if pattern.fullmatch(fixed):
        return Normal(fixed, 0.75, True)
    has_digit = any(char.isdigit() for char in tight)
    return Normal(tight, 0.3) if has_digit and not strict else None


def _letters_then_digits(letters: int) -> Callable[[str], str]:
    return lambda tight: to_letters(tight[:letters])[0] + to_digits(re.sub(r"[.\-/]", "", tight[letters:]))[0]


_SERIAL = re.compile(r"[A-ZĐ]{2}\d{6}(?:\d{2})?")
_DIPLOMA = re.compile(r"[A-ZĐ]{1,3}\d{6,8}")
_DISABILITY = re.compile(r"\d{5}\.\d{7}")
_REGISTER = re.compile(r"(?:[A-ZĐ]{1,4})?\d{3,8}(?:/[A-Z0-9Đ\-]+)?")
_REGISTRATION = re.compile(r"\d{1,4}/\d{4}(?:/[A-ZĐ\-]+)?")
_DOSSIER = re.compile(r"(?:[A-Z]\d{2}(?:\.\d+)*|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})-\d{6}-\d{4,6}")
_GCS = re.compile(r"\d{1,6}\.GCS\.\d{3,6}\.\d{2}")


def serial_no(raw: str) -> Normal | None:
    """Số phát hành of a land certificate: two letters and 6 (old) or 8 digits (TT 10/2024/TT-BTNMT)."""
    return _patterned(raw, _SERIAL, _letters_then_digits(2))


def diploma_serial(raw: str) -> Normal | None:
    """Số hiệu of a diploma: letters and 6–8 digits (domain.md B.10)."""
    tight = _tight(raw)
    return _patterned(raw, _DIPLOMA, _letters_then_digits(2 if tight[1:2].isalpha() else 1))


def disability_serial(raw: str) -> Normal | None:
    """Số hiệu of a disability certificate: ``01234.1234567``; never a personal id (domain.md B.15)."""
    return _patterned(raw, _DISABILITY, lambda tight: to_digits(tight.replace(",", "."))[0])


def register_no(raw: str) -> Normal | None:
    """Số vào sổ cấp GCN: up to four letters (CH, CS, VP, CT …), 3–8 digits, perhaps a part after a slash."""
    return _patterned(raw, _REGISTER, _repair_register)


def _repair_register(tight: str) -> str:
    head = re.match(r"[A-ZĐ]{0,3}", tight)
    cut = head.end() if head else 0
    main, slash, tail = tight[cut:].partition("/")
    return tight[:cut] + to_digits(main)[0] + slash + tail


def registration_no(raw: str) -> Normal | None:
    """Số of a civil-status registration: ``12/2026``, older ``01/2000/KS``."""
    return _patterned(raw, _REGISTRATION, _repair_registration)


def _repair_registration(tight: str) -> str:
    parts = re.sub(r"[\\|]", "/", tight).split("/")
    return "/".join([to_digits(part)[0] for part in parts[:2]] + parts[2:])


def dossier_code(raw: str) -> Normal | None:
    """Mã hồ sơ of a receipt: ``000.00.19.H56-241121-0001`` (domain.md A.4)."""
    return _patterned(raw, _DOSSIER, _repair_dossier)


def _repair_dossier(tight: str) -> str:
    parts = re.match(r"(.+?)\.?([A-Z0-9])([^.\-]{2})-([^\-]{6})-([^\-]{4,6})$", tight)
    if not parts:
        return tight
    head, letter, *rest = parts.groups()
    first, second, third = (to_digits(part)[0] for part in rest)
    return f"{to_digits(head)[0]}.{to_letters(letter)[0]}{first}-{second}-{third}"


def gcs_no(raw: str) -> Normal | None:
    """Số of a giấy chứng sinh: ``01234.GCS.12345.25``; older ones have another form and are kept as printed."""
    return _patterned(raw, _GCS, _repair_gcs)


def _repair_gcs(tight: str) -> str:
    parts = re.sub(r"[,;]", ".", tight).split(".")
    if len(parts) != 4:
        return tight
    return ".".join([to_digits(parts[0])[0], "GCS", *(to_digits(part)[0] for part in parts[2:])])


# Ordinal, perhaps year, kind and issuer: 123/QĐ-UBND, 12/2026/TLKT-BS, 65/2024/HNGĐ-ST (NĐ 30/2020/NĐ-CP Phụ lục I).
_DOC_NUMBER = re.compile(r"\d{1,6}[A-Za-zĐ]?(?:/\d{4})?(?:/[A-ZĐƯ&][A-ZĐƯa-zđ0-9&.]*(?:[\-/][A-ZĐƯa-zđ0-9.&]+)*)?")
#: Abbreviations that OCR loses the bar of Đ in, or takes a letter of for a digit: read → meant.
_ABBREVIATIONS = {
    **{
        fold(known).upper(): known
        for known in ("QĐ", "QĐST", "HNGĐ", "NĐ", "HĐ", "CĐ", "ĐA", "PĐ", "QyĐ", "HĐND", "HĐQT")
    },
    **{known.replace("S", "5"): known for known in ("BS", "TNHS", "TLKS", "ST")},
    **{"TLK5-B5": "TLKS-BS", "UBNO": "UBND", "UBN0": "UBND", "U8ND": "UBND"},
}


def doc_number(raw: str) -> Normal | None:
    """Số, ký hiệu: ``1657/QĐ-UBND``, ``860/TLKS-BS``, ``67/UBND-XNTTHN``; without blanks."""
    tight = re.sub(r"[\\|]", "/", _tight(nfc(clean(raw))))
    if not any(char.isdigit() for char in tight):
        return None
    ordinal, slash, rest = tight.partition("/")
    fixed = to_digits(ordinal)[0] if not re.fullmatch(r"\d+[A-Za-zĐ]?", ordinal) else ordinal
    marks = re.split(r"([/\-.])", rest)
    marks = [_ABBREVIATIONS.get(mark, mark) for mark in marks]
    if re.fullmatch(r"[0-9OolI]{4}", marks[0]):
        marks[0] = to_digits(marks[0])[0]
    value = f"{fixed}{slash}{''.join(marks)}"
    if not _DOC_NUMBER.fullmatch(value):
        return Normal(tight, 0.4)
    return Normal(value, 1.0 if value == tight else 0.8, value != tight)


def code(raw: str) -> Normal | None:
    """Any other number or code, as printed without blanks."""
    tight = _tight(raw)
    return Normal(tight) if any(char.isalnum() for char in tight) else None


def phone(raw: str) -> Normal | None:
    """A Vietnamese telephone number in national form: mobile 10 digits (03 05 07 08 09), fixed 02x and 8 more."""
    printed = re.sub(r"(?i)^\s*(?:điện thoại|đt|tel|sđt)\s*[:.]?\s*", "", clean(raw))
    tight = re.sub(r"[\s.,()\-]", "", printed)
    tight = re.sub(r"^\+?84(?=\d{9,10}$)", "0", tight)
    found = digits_of(tight) if tight else None
    if found is None or not 8 <= len(found[0]) <= 12:
        return None
    fits = re.fullmatch(r"0[35789]\d{8}|02\d{8,9}", found[0]) is not None
    return Normal(found[0], (1.0 if fits else 0.3) - (0.2 if found[1] else 0.0), found[1] > 0)


def email(raw: str) -> Normal | None:
    """An e-mail address without blanks; a comma in the place of a dot is repaired."""
    found = re.search(r"[\w.+\-,]+\s?@\s?[\w\-]+(?:\s?[.,]\s?[\w\-]+)+", clean(raw))
    if not found:
        return None
    value = re.sub(r"\s", "", found.group()).replace(",", ".").strip(".")
    fits = re.fullmatch(r"[A-Za-z0-9._+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+", value) is not None
    repaired = value != found.group()
    return Normal(value, 0.3 if not fits else 0.75 if repaired else 1.0, repaired)


def class_list(raw: str) -> Normal | None:
    """Driving licence classes: ``B2``, ``A1, B2``; closed list (domain.md B.9)."""
    words = [word for word in re.split(r"[\s,;/+]+", clean(raw).upper().strip(" .:")) if word]
    if not words or len(words) > 8:
        return None
    fixed = [word if word in LICENCE_CLASSES else _repair_class(word) for word in words]
    known = all(word in LICENCE_CLASSES for word in fixed)
    if not known:
        return Normal(" ".join(words), 0.3) if all(len(word) <= 3 for word in words) else None
    return Normal(", ".join(fixed), 1.0 if fixed == words else 0.7, fixed != words)


def _repair_class(word: str) -> str:
    head = to_letters(word[:1])[0]
    middle = to_digits(word[1:2])[0] if word[1:2] != "E" else "E"
    return head + middle + word[2:]


CODE_NORMALISERS: dict[str, Normaliser] = {
    "barcode": barcode,
    "business_code": business_code,
    "class_list": class_list,
    "cmnd9": cmnd9,
    "code": code,
    "diploma_serial": diploma_serial,
    "disability_serial": disability_serial,
    "doc_number": doc_number,
    "dossier_code": dossier_code,
    "email": email,
    "gcs_no": gcs_no,
    "id_no": id_no,
    "licence_no": licence_no,
    "personal_id": personal_id,
    "phone": phone,
    "register_no": register_no,
    "registration_no": registration_no,
    "serial_no": serial_no,
    "tax_code": tax_code,
}
