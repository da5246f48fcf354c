"""OPML: a list of feeds, as readers and directories exchange it. Each is a source of its own."""

from collections.abc import Iterator, Sequence

from lxml import etree

from briefer.errors import SourceError
from briefer.ingest.clean import one_line
from briefer.ingest.raw import Found, Raw
from briefer.ingest.source import Source, has_password
from briefer.ingest.xmltree import local, tree_of
from briefer.models import Failure

_MAX = 5_000  # feeds of one list
MAX_BYTES = 20_000_000  # of one list


def read(raw: Raw) -> Iterator[Found]:
    """Yield the feeds that the list names, each address once, or a failure."""
    try:
        found = list(feeds(raw.data))
    except SourceError as error:
        yield Failure(location=raw.location, reason=str(error))
        return
    if not found:
        yield Failure(location=raw.location, reason="an OPML list without feeds")
    parent = raw.source or Source(location=raw.location)
    for location, name in found[:_MAX]:
        if has_password(location):
            reason = f"the address of {name or 'a feed'} holds a password: it is not read"
            yield Failure(location=raw.location, reason=reason)
        else:
            yield parent.sub(location, name, None)
    if len(found) > _MAX:
        reason = f"a list of {len(found):,} feeds: only the first {_MAX:,} are read"
        yield Failure(location=raw.location, reason=reason)


def feeds(data: bytes) -> Iterator[tuple[str, str | None]]:
    """Yield (address, name) of each feed that an OPML document names.

    Raises:
        SourceError: it is no OPML.
    """
    seen = set()
    for outline in tree_of(data, frozenset({"opml"}), "OPML list").iter():
        if local(outline).lower() != "outline":
            continue
        given = {name.lower(): value for name, value in outline.attrib.items()}
        address = one_line(given.get("xmlurl"), 2000)
        if address and address not in seen:
            seen.add(address)
            yield address, one_line(given.get("title") or given.get("text"))


def write(title: str, sources: Sequence[Source]) -> bytes:
    """Return an OPML 2.0 document that names `sources`."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        name = source.name or source.location
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=source.location)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written
