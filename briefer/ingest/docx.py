"""A Word document (.docx): a communiqué or a report is one article."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.documents import Printed, draft_of
from briefer.ingest.docxtext import Paragraph, paragraphs_of, tables_of
from briefer.ingest.headlines import is_long
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
_TOP = 12  # paragraphs among which the headline stands
_SECTIONS = 3


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
    about = document.core_properties
    draft = draft_of(
        raw,
        Printed(
            text="\n\n".join(paragraph.text for paragraph in found),
            headline=_headline(document, found),
            running=tuple(dict.fromkeys(_running(document))),
            title=about.title or None,
            author=about.author,
            created=about.created,
        ),
    )
    return draft._replace(asides=(*draft.asides, *_tables(body)))


def _headline(document: "Document", found: list[Paragraph]) -> str | None:
    """Return the headline: the last of the headings above the prose, for a title may be a masthead."""
    titles = {style.style_id for style in document.styles if style.name in _TITLES}
    above = takewhile(lambda p: p.style in titles or not p.text.strip().endswith("."), found)
    headings = [p.text.strip() for p in islice(above, _TOP) if p.style in titles and p.text.strip()]
    long = [words for words in headings if is_long(words)]
    given = (p.text.strip() for p in found if p.style in titles and p.text.strip())
    return next(iter([*long[-1:], *headings[:1], *given]), None)


def _running(document: "Document") -> Iterator[str]:
    """Yield the lines of the heads and feet of the document's pages."""
    for section in islice(document.sections, _SECTIONS):
        for part in (section.first_page_header, section.header, section.footer):
            for paragraph in islice(part.paragraphs, _TOP):
                if paragraph.text.strip():
                    yield " ".join(paragraph.text.split())


def _tables(body: object) -> Iterator[Aside]:
    for rows in islice(tables_of(body), 50):
        lines = (" | ".join(row) for row in rows[:100])
        yield Aside(kind="table", text="\n".join(lines)[:3000])
