"""Lines that give outlet, author or day below a text: "(The Gazette, 1 June 2021)", "© 2021 The Gazette"."""

import re
from typing import NamedTuple

from briefer.ingest.headlines import is_name, may_be_masthead
from briefer.ingest.headmarks import line_of
from briefer.text.stamps import Stamp, may_name_a_day

_LINE_MAX = 160  # characters
_LABEL_MAX = 36  # characters in which a label and its colon end
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s?(?:©\s?)?(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s)?(?:by\s)?(?P<name>[^.,|©\n]{3,60}?)\s?(?:\d{4}\s?)?(?:[.,|]|$)",
    re.IGNORECASE,
)


class Imprint(NamedTuple):
    """What such a line says; `stamps` are whole days."""

    outlet: str | None = None
    author: str | None = None
    stamps: tuple[Stamp, ...] = ()


def names_rights(line: str) -> bool:
    """Whether a line says who holds the rights."""
    return _RIGHTS.match(line) is not None


def rights_holder(line: str) -> str | None:
    """Return who holds the rights: "© 2021 The Gazette"."""
    match = _RIGHTS.match(line)
    name = match["name"].strip() if match else ""
    return name if name and is_name(name) else None


def imprint_of(paragraph: str) -> Imprint | None:
    """Return what a paragraph says that gives outlet or author and the whole day; None for prose."""
    line = paragraph.strip(" ()[]（）【】*_—–-")
    if not line or len(line) > _LINE_MAX or line[-1] in "!?…。" or not may_name_a_day(line):
        return None
    found = line_of(line, "", first=False)
    stamps = tuple(stamp for stamp in found.stamps if stamp.day.year)
    if stamps and found.kind in {"outlet", "source"} and may_be_masthead(found.words):
        return Imprint(found.words, found.author or None, stamps)
    if stamps and found.kind == "byline" and found.words:
        return Imprint(None, found.words, stamps)
    return None


def source_below(paragraph: str) -> Imprint | None:
    """Return what a paragraph says that names the source of the text: "Source: The Gazette"."""
    if len(paragraph) > _LINE_MAX or not any(mark in paragraph[:_LABEL_MAX] for mark in ":："):
        return None
    line = line_of(paragraph, "", first=False)
    if line.kind == "source" and may_be_masthead(line.words) and paragraph[-1] not in "./":
        return Imprint(line.words, None, line.stamps)
    return None
