"""A Word document (.docx): a communiqué or a report is one article."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.documents import dated, headline
from briefer.ingest.docxtext import paragraphs_of, tables_of
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Aside, Failure

if TYPE_CHECKING:
    from docx.document import Document

_MAX_UNPACKED = 60_000_000  # bytes of the XML parts
_MAX_PICTURES = 20_000_000  # bytes of the other parts; beyond, they are left out before opening
_MAX_ELEMENTS = 500_000  # of all XML parts: a tree takes some 250 bytes for each
_MAX_RATIO = 200  # of unpacked to packed: Word's own stay below 40
_MAX_PARTS = 3_000
_TOO_MUCH = "this document unpacks to more than a document holds"
_TITLES = frozenset({"Title", "Heading 1"})


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a document, or a failure that says why there is none."""
    try:
        yield build(raw, _draft(raw, _opened(raw.data)))
    except SourceError as error:
        yield Failure(location=raw.location, reason=str(error))


def _opened(data: bytes) -> "Document":
    lean = _bounded(data)
    try:
        return docx.Document(lean)
    except (OpcError, LxmlError, KeyError, ValueError, NotImplementedError) as error:
        raise SourceError(f"no Word document, or a damaged one: {error}") from error


def _bounded(data: bytes) -> io.BytesIO:
    """Return a document that takes little memory to open, measured before it is.

    Raises:
        SourceError: it is no archive, or unpacks to far more than a document holds. The sizes are
            those that the archive states; a part that lies about its own fails to unpack.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _measure(archive)
            return _lean(archive, data)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise SourceError(f"no Word document, or a damaged one: {error}") from error


def _measure(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    xml = [part for part in parts if _is_xml(part)]
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > 4 * _MAX_UNPACKED:
        raise SourceError(_TOO_MUCH)
    bomb = any(part.file_size > _MAX_RATIO * max(part.compress_size, 1000) for part in xml)
    if bomb or sum(part.file_size for part in xml) > _MAX_UNPACKED:
        raise SourceError(_TOO_MUCH)
    elements = 0
    for part in xml:
        with archive.open(part) as stream:
            for piece in iter(lambda: stream.read(1 << 16), b""):
                elements += piece.count(b"<") - piece.count(b"</")
                if elements > _MAX_ELEMENTS:
                    raise SourceError(_TOO_MUCH)


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _lean(archive: zipfile.ZipFile, data: bytes) -> io.BytesIO:
    """Return the document as it is, or without its pictures where these are many."""
    others = sum(part.file_size for part in archive.infolist() if not _is_xml(part))
    if others <= _MAX_PICTURES:
        return io.BytesIO(data)
    lean = io.BytesIO()
    with zipfile.ZipFile(lean, "w", zipfile.ZIP_STORED) as written:
        for part in archive.infolist():
            written.writestr(part.filename, archive.read(part) if _is_xml(part) else b"")
    lean.seek(0)
    return lean


def _draft(raw: Raw, document: "Document") -> ArticleDraft:
    body = document.element.body
    found = list(paragraphs_of(body))
    text = "\n\n".join(paragraph.text for paragraph in found)
    about = document.core_properties
    when = dated(text)
    titles = {style.style_id for style in document.styles if style.name in _TITLES}
    given = next((p.text for p in found if p.style in titles and p.text.strip()), "")
    return ArticleDraft(
        location=raw.location,
        text=text,
        title=given or about.title or headline(text),
        source=raw.outlet,
        url=raw.url,
        published=when or about.created,
        dated_by="text" if when else "file",
        author=about.author,
        asides=tuple(_tables(body)),
    )


def _tables(body: object) -> Iterator[Aside]:
    for rows in islice(tables_of(body), 50):
        lines = (" | ".join(row) for row in rows[:100])
        yield Aside(kind="table", text="\n".join(lines)[:3000])
