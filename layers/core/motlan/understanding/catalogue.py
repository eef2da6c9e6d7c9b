"""Paper types as data: ``templates/papers/*.yaml``, checked when loaded.

A type is a file; nothing in the code knows a type by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.template_files import (
    BadTemplate,
    load_template,
    load_validity,
    load_vocabulary,
    templates_folder,
)


class Catalogue:
    """All paper types, by name, in a fixed order."""

    def __init__(self, papers: Mapping[str, PaperTemplate]) -> None:
        self.papers = dict(sorted(papers.items()))

    def __iter__(self) -> Iterator[PaperTemplate]:
        return iter(self.papers.values())

    def __getitem__(self, name: str) -> PaperTemplate:
        return self.papers[name]

    def get(self, name: str) -> PaperTemplate | None:
        """The template of a type, or None for a type that is not known."""
        return self.papers.get(name)

    @classmethod
    def load(cls, folder: Path | None = None) -> Catalogue:
        """Every ``papers/*.yaml`` below ``folder`` ($MOTLAN_TEMPLATES, else the working tree's, else /opt/templates).

        Raises ``BadTemplate`` for the first file that is wrong.
        """
        papers_folder = (folder or templates_folder()) / "papers"
        vocabulary, table = load_vocabulary(papers_folder), load_validity(folder)
        papers = {}
        for path in sorted(papers_folder.glob("[!_]*.yaml")):
            template = load_template(path, vocabulary, table)
            if template.type in papers:
                raise BadTemplate(
                    "E_TEMPLATE", f"{path.name}: kiểu giấy tờ '{template.type}' đã có ở tệp khác", "Đổi 'type'."
                )
            papers[template.type] = template
        if not papers:
            raise BadTemplate(
                "E_TEMPLATE",
                f"{papers_folder}: không có mẫu giấy tờ nào",
                "Đặt MOTLAN_TEMPLATES vào thư mục templates.",
            )
        return cls(papers)


@lru_cache(maxsize=4)
def _shared(folder: str) -> Catalogue:
    return Catalogue.load(Path(folder))


def default_catalogue() -> Catalogue:
    """The catalogue of this process, read once."""
    return _shared(str(templates_folder()))
