"""A look at a feed before it is parsed: entities that explode, entries without end, broken XML.

Expat (in C) reads some 50 MB a second; feedparser some 1 MB of XML, and less of what is none.
"""

import re
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

MAX_ENTRIES = 2_000  # read of one feed; the longest archives have some hundreds
_LARGE = 400_000  # bytes, or so many entries' tags: only then a look is worth its time
_MAX_BYTES = 8_000_000  # after which no further entry is begun
_ROOTS = frozenset({"rss", "feed", "RDF"})
_ENTITY = re.compile(
    rb"<!ENTITY\s{1,20}(?:%\s{1,20})?[^\s\"'>%]{1,100}\s{1,20}(?:SYSTEM|PUBLIC|\"([^\"]*)\"|'([^']*)')"
)
_ENTITY_MAX = 16  # bytes that one entity may stand for
_ENTITIES_MAX = 500


class Scanned(NamedTuple):
    """A feed that can be parsed in bounded time; `refused` says why it can't, else "".

    `cut` is true where only its first entries are left.
    """

    data: bytes
    cut: bool = False
    refused: str = ""


class _EnoughError(Exception):
    """Enough entries were seen."""


def scan(data: bytes) -> Scanned:
    """Return `data`, or as much of it as is parsed."""
    if _is_bomb(data):
        reason = "the feed declares XML entities of its own, which is not safe to expand"
        return Scanned(data, refused=reason)
    few = data.count(b"<item") + data.count(b"<entry") <= MAX_ENTRIES
    if len(data) <= _LARGE and few:
        return Scanned(data)
    counter = _Counter(data)
    problem = counter.run()
    if problem:
        mended = _mended(data)
        if mended is None:
            return Scanned(data, refused=f"a large feed that is no XML: {problem}")
        counter = _Counter(mended)
        problem = counter.run()
    if problem:
        return Scanned(data, refused=f"a large feed that is no XML: {problem}")
    return Scanned(counter.shortened(), counter.cut is not None)


class _Counter:
    """Counts entries and remembers where the last one that is read ends."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[str] = []
        self._entries = 0
        self.cut: int | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True
        self._parser.UseForeignDTD(True)  # entities of HTML are feedparser's to resolve
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def run(self) -> str:
        """Return why the data is not well-formed XML, as far as it is read; "" where it is."""
        try:
            self._parser.Parse(self._data, True)
        except _EnoughError:
            return ""
        except (expat.ExpatError, ValueError, RecursionError) as error:
            return str(error)
        return ""

    def shortened(self) -> bytes:
        """Return the data up to the last entry that is read, with what is open closed."""
        if self.cut is None:
            return self._data
        closing = "".join(f"</{name}>" for name in reversed(self._open))
        return self._data[: self.cut] + closing.encode()

    def _start(self, name: str, _: object) -> None:
        local, prefix = ([*name.split(" ")[1:], ""] if " " in name else [name, ""])[:2]
        self._open.append(f"{prefix}:{local}" if prefix else local)

    def _end(self, _: str) -> None:
        name = self._open.pop()
        if name.rpartition(":")[2] not in {"item", "entry"}:
            return
        self._entries += 1
        place = self._parser.CurrentByteIndex
        if self._entries >= MAX_ENTRIES or place > _MAX_BYTES:
            end = self._data.find(b">", place)
            rest = self._data[end + 1 :]
            if end > 0 and b"\0" not in self._data[:4] and (b"<item" in rest or b"<entry" in rest):
                self.cut = end + 1
            raise _EnoughError


def _mended(data: bytes) -> bytes | None:
    """Return broken XML as libxml2 mends it, or None where nothing of a feed is left."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or etree.QName(root).localname not in _ROOTS:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return None
    return bytes(etree.tostring(root, encoding="utf-8"))


def _is_bomb(data: bytes) -> bool:
    if b"<!ENTITY" not in data:
        return False
    count = data.count(b"<!ENTITY")
    found = list(_ENTITY.finditer(data))
    if count > _ENTITIES_MAX or len(found) < count:
        return True
    values = (match[1] or match[2] or b"" for match in found)
    return any(len(value) > _ENTITY_MAX or re.search(rb"[&%](?!#)", value) for value in values)
