"""The Markdown edition as a Word document (Office Open XML, through python-docx).

The audience's Markdown, made by its own template, is rendered to clean HTML and walked: headings,
lists, links, tables; footnotes become an appendix that every number leads to. Charts stand as
pictures above the words that say the same. Nothing is loaded, and the same briefing gives the
same bytes.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

import docx
from lxml.html import fragment_fromstring

from briefer.render._docx_look import DocxLook, dress
from briefer.render._docx_writer import DocxWriter
from briefer.render.charts import Picture

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["DocxLook", "docx_of"]


def docx_of(html: str, look: DocxLook, pictures: Mapping[str, Picture]) -> bytes:
    """Return clean HTML (see `markdown_html`) as a .docx file.

    `pictures` are charts by the text that says the same: each is put above it.
    """
    document = docx.Document()
    dress(document, look)
    root = fragment_fromstring(html, create_parent="div")
    first = next(iter(root), None)
    if look.marking and first is not None and first.text_content().strip() == look.marking:
        root.remove(first)  # it stands above every page
    DocxWriter(document, look, pictures).blocks(root, 0)
    return _fixed(document, look.moment)


def _fixed(document: "Document", moment: dt.datetime) -> bytes:
    """Return the document's bytes, with the same time on every part."""
    draft, done = io.BytesIO(), io.BytesIO()
    document.save(draft)
    local = moment.astimezone(dt.UTC)
    stamp = (max(local.year, 1980), local.month, local.day, local.hour, local.minute, 0)
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return done.getvalue()
