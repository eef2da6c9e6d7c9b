"""The names on a paper as they are searched: without diacritics, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from motlan.language.text import fold_words
from motlan.model import FieldValue

#: Words of names that a paper is found by at most: a family's register names many people.
MOST = 24


def names_in(fields: Mapping[str, FieldValue]) -> list[str]:
    """Every person's name, folded, each once; also those in lists."""
    return list(dict.fromkeys(filter(None, map(fold_words, _names(fields)))))


def _names(fields: Mapping[str, FieldValue]) -> Iterator[str]:
    for key, field in fields.items():
        if key.endswith("full_name") and isinstance(field.value, str):
            yield field.value
        rows = field.value if isinstance(field.value, list) else []
        for row in rows:
            if isinstance(row, Mapping):
                yield from (str(v) for k, v in row.items() if k.endswith("full_name") and v)


def name_words(fields: Mapping[str, FieldValue]) -> list[str]:
    """The words of all names: what the index holds."""
    return list(dict.fromkeys(word for name in names_in(fields) for word in name.split()))[:MOST]


def rarest(words: Iterable[str]) -> str:
    """The word to look up: the last one, a given name; surnames and middle names are shared by millions."""
    return list(words)[-1]


def has_name(fields: Mapping[str, FieldValue], words: Iterable[str]) -> bool:
    """Whether all words stand in one name of the paper."""
    wanted = set(words)
    return any(wanted <= set(name.split()) for name in names_in(fields))
