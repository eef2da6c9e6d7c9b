"""The words of a paper's title: those of the closed list that were read, and the Vietnamese of a bilingual heading."""

from __future__ import annotations

from motlan.understanding.heads import like
from motlan.understanding.layout import squash
from motlan.understanding.paper_template import PaperTemplate


def printed_heading(template: PaperTemplate, text: str) -> str | None:
    """The template's title that was read with a letter or a mark off; None where it is another text."""
    key = squash(text)
    titles = [*template.titles, *(t for v in template.variants for t in v.titles)]
    best = max(titles, key=lambda t: like(key, squash(t)), default="")
    return best if best and like(key, squash(best)) >= 0.93 else None


def vietnamese_title(template: PaperTemplate, heading: str) -> str:
    """The Vietnamese line of a bilingual card's heading: "CĂN CƯỚC" of "CĂN CƯỚC IDENTITY CARD" (domain.md B.3)."""
    if template.layout != "card":
        return heading
    titles = [*template.titles, *(t for v in template.variants for t in v.titles)]
    own = [t for t in titles if heading.startswith(f"{t} ") and heading.removeprefix(t).isascii()]
    return max(own, key=len, default=heading)
