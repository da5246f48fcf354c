"""What fields are called in front matter, in pasted heads and in exports, in any language."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from briefer import lang
from briefer.lang import Language

_NAMES: Mapping[str, Callable[[Language], Iterable[str]]] = {
    "published": lambda each: (*each.records.published, *each.datelines.published),
    "source": lambda each: (*each.records.source, *each.datelines.sources),
    "author": lambda each: each.records.author,
    "title": lambda each: each.records.title,
    "text": lambda each: each.records.text,
    "language": lambda each: each.records.language,
    "labels": lambda each: each.records.labels,
}


def field_of(written: str) -> str | None:
    """Return which field a name stands for ("published", "source", "title" ...), or None.

    Names are compared without case and marks: "Fecha de publicación", "fecha_publicacion".
    """
    return _fields().get(bare(written))


def bare(written: str) -> str:
    """Return a name as it is looked up."""
    letters = written if written.isascii() else unicodedata.normalize("NFD", written)
    return "".join(char for char in letters.casefold() if char.isalnum())


@cache
def _fields() -> dict[str, str]:
    found: dict[str, str] = {}
    for field, names in _NAMES.items():
        for name in lang.every(names):
            found.setdefault(bare(name), field)
    return found
