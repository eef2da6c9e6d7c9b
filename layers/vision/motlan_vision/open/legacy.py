"""Text layers in the encodings of before Unicode: TCVN3 (fonts .VnTime, …; TCVN 5712:1993, VN3) and VNI (VNI-Times, …).

Such fonts show Vietnamese for the codes of Western letters, and that is what a PDF's text layer then holds. What is
decoded counts only where all of the page reads as Vietnamese afterwards (``text_layer.reads_as_vietnamese``): else the
page is recognised from its picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
#: VNI writes a mark behind its letter: this is the mark, or mark and circumflex or breve in one.
_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "ê": "\u0306", "â": "\u0302",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_ALONE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì"}
_PAIR = re.compile(f"([aeouyôö])([{''.join(_MARKS)}])", re.IGNORECASE)
_ONE = re.compile(f"[{''.join(_ALONE)}]", re.IGNORECASE)
#: Names that these fonts go by in a PDF, behind the six letters of a subset.
_TCVN3_FONT, _VNI_FONT = re.compile(r"^(?:[A-Z]{6}\+)?\.?Vn[A-Z3]"), re.compile(r"^(?:[A-Z]{6}\+)?VNI[-_ ]")


def from_tcvn3(text: str, font: str = "") -> str:
    """Unicode (NFC). Fonts whose name ends in H (.VnTimeH) show small letters' codes as capitals."""
    out = "".join(_TCVN3.get(c, c) for c in text)
    return out.upper() if _TCVN3_FONT.match(font) and re.search(r"H(?:-|,|$)", font) else out


def from_vni(text: str, font: str = "") -> str:
    """Unicode (NFC). ``font`` says nothing here: capitals have their own codes."""
    del font

    def letter(alone: str) -> str:
        found = _ALONE.get(alone.lower(), alone)
        return found.upper() if alone.isupper() else found

    def pair(found: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", letter(found[1]) + _MARKS[found[2].lower()])

    # pairs first: an ô behind nothing is ơ, and ơ takes tones as other letters do
    pieces, last = [], 0
    for found in _PAIR.finditer(text):
        pieces += [_ONE.sub(lambda m: letter(m[0]), text[last : found.start()]), pair(found)]
        last = found.end()
    return "".join([*pieces, _ONE.sub(lambda m: letter(m[0]), text[last:])])


def decoders(fonts: list[str]) -> list[Callable[[str, str], str]]:
    """What to try on a page set in these fonts: what their names say, else both."""
    named = [f for f, name in ((from_tcvn3, _TCVN3_FONT), (from_vni, _VNI_FONT)) if any(name.match(x) for x in fonts)]
    return [*named] or [from_tcvn3, from_vni]
