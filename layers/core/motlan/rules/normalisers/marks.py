"""Dots and commas that a form's dotted line leaves between the words of a value: "Khu.phố.3, .phường" is no address.

Forms print a leader to write on (domain.md B.1: a value is the printed text, not the form's line); what a recogniser
sees of it under the letters stands between words where no writer puts a mark.
"""

from __future__ import annotations

import re

#: what a dot may follow without a blank: TP.HCM, P.Bến Nghé, Q.1, TX., TT., KP.3, TDP., ĐT., BS., ThS.
_SHORT = re.compile(r"(?:[A-ZĐ]{1,3}|Tp|Tx|Tt|Kp|Ths?S?|BsCK\d?|v|đ/c|Mr|Mrs)$")
#: 8469.TC.089, 04/2020.A: a code, not words
_CODE = re.compile(r"(?=[^\s]*\d)[0-9A-ZĐ./\-]+(?=[;,]?(?:\s|$))")
_WORD_BEFORE = re.compile(r"[^\s.,;:()/]+$")
_DOT = re.compile(r"(?P<before>\s*)\.(?P<more>[.,\s]*)(?=\w)")
_NAME_MARKS = re.compile(r"[.,;·•_]+")
_RESIDUE = re.compile(r"^[a-zđ]\s+(?=[^\W\d_a-zđ][^\W\d_])")
_ENDS = " .,;:·•_~*(["
#: a comma behind the word that says the kind of a place parts it from its name: no writer does that
_KINDS = "tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu|tổ dân phố|khu phố|thôn|ấp|khóm"
_KIND_COMMA = re.compile(rf"((?:\b|^)(?:{_KINDS})|(?:^|(?<=, ))(?i:{_KINDS}))[,.](?=\s*\w)")
#: where a date in words may have a comma: "Ngày mười, tháng hai, năm hai nghìn"
_NO_DATE_COMMA = re.compile(r"(?i)\s*[.,;]+\s*(?!\s*(?:th[aá]|n[aă]m\b))(?=\w)")
_GLUED_NAMES = re.compile(r"(?<=[^\W\d_])(?<=[a-zà-ỹ])(?=[A-ZĐ][a-zà-ỹ])")
_COMMAS = re.compile(r"\s*,(?:[\s.]*,)+|\s+,|,\s*\.+(?=\s|$)")


def name_without_marks(raw: str) -> tuple[str, int]:
    """A person's name without dots, commas and a seal's lone small letter before it; words run together are parted.

    The number is of the marks inside that were dropped; those at the ends are a line's and say nothing.
    """
    printed = raw.strip(_ENDS)
    core = _RESIDUE.sub("", printed)
    dropped = len(_NAME_MARKS.findall(core)) + (core != printed)
    parted, glued = _GLUED_NAMES.subn(" ", _NAME_MARKS.sub(" ", core))
    return " ".join(parted.split()), dropped + glued


def text_without_leader_dots(raw: str) -> tuple[str, int]:
    """A place or a text without the dots that stand between words and end nothing, and how many these were.

    A dot stays after an abbreviation, between digits (1.200), and before a blank and a capital (a sentence's end);
    before a blank and a small letter it was a comma.
    """
    text, doubled = _COMMAS.subn(",", raw)
    count = doubled

    def replaced(match: re.Match[str]) -> str:
        nonlocal count
        head = text[: match.start()]
        word = _WORD_BEFORE.search(head)
        start = max(head.rfind(" "), -1) + 1
        if not match["before"] and not match["more"] and _CODE.match(text, start):
            return match.group()
        following = text[match.end() : match.end() + 1]
        spaced_before, spaced_after = bool(match["before"]), match["more"].startswith(" ")
        if (
            word
            and not spaced_before
            and (_SHORT.search(word.group()) or (word.group()[-1:].isdigit() and following.isdigit()))
        ):
            return match.group()
        if spaced_after and not spaced_before and (following.isupper() or following.isdigit()):
            return match.group()
        count += 1
        if spaced_after and not spaced_before:
            return ", "
        return "" if not head or head.endswith(" ") else " "

    text = _DOT.sub(replaced, text)
    text, commas = _KIND_COMMA.subn(r"\1", text)
    return " ".join(text.split()), count + commas


def date_words_without_marks(raw: str) -> tuple[str, int]:
    """A date in words without dots, and with commas only before its month and its year."""
    text, count = text_without_leader_dots(raw)
    text, more = _NO_DATE_COMMA.subn(" ", text)
    return " ".join(text.split()), count + more
