"""The Markdown edition as a Word document (Office Open XML, through python-docx).

The audience's Markdown, made by its own template, is rendered to clean HTML and walked: headings,
lists, links, tables; footnotes become an appendix that every number leads to. Charts stand as
pictures above the words that say the same. Nothing is loaded, and the same briefing gives the
same bytes.
"""

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from briefer.render._docx_parts import (
    add_bookmark,
    add_field,
    add_link,
    mark_language,
    mark_rtl,
    mark_rtl_page,
    restarted_numbering,
    set_alt,
)
from briefer.render.charts import Picture

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

MAX_DEPTH = 8  # lists and quotations inside one another
EMU = 9525  # English metric units of a CSS pixel
_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # not in XML 1.0
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {*_HEADINGS, "p", "ul", "ol", "blockquote", "table", "pre", "div", "hr", "li"}


class Look(NamedTuple):
    """What a document shows around its text, and in which colour and direction."""

    title: str
    date: str
    language: str
    rtl: bool
    accent: str  # "#1d3d6f"
    marking: str
    evidence: str  # the heading over the footnotes
    moment: dt.datetime  # when it says it was made


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False
    small: bool = False  # superscript
    mono: bool = False


def docx_of(html: str, look: Look, pictures: Mapping[str, Picture]) -> bytes:
    """Return clean HTML (see `markdown_html`) as a .docx file.

    `pictures` are charts by the text that says the same: each is put above it.
    """
    from docx import Document as new_document  # noqa: N813, PLC0415 - loaded on first use
    from lxml.html import fragment_fromstring  # noqa: PLC0415 - the same

    document = new_document()
    _dress(document, look)
    root = fragment_fromstring(html, create_parent="div")
    _Writer(document, look, pictures).blocks(root, 0)
    return _fixed(document, look.moment)


class _Writer:
    """Writes one document, from its first block to its last."""

    def __init__(self, document: "Document", look: Look, pictures: Mapping[str, Picture]) -> None:
        self._document = document
        self._look = look
        self._pictures = {_squeezed(text): picture for text, picture in pictures.items()}
        self._bookmarks = 0

    def blocks(self, node: Any, depth: int) -> None:
        """Write what is inside `node`, block by block."""
        for child in node:
            tag = child.tag
            if tag == "div" and "footnote" in child.get("class", ""):
                self._paragraph("Heading 2").add_run(_legal(self._look.evidence))
                self.blocks(child, depth)
            elif tag in {"ul", "ol"}:
                self._list(child, depth, ordered=tag == "ol")
            elif tag in {"div", "blockquote"}:
                self._quotation(child, depth) if tag == "blockquote" else self.blocks(child, depth)
            elif tag == "table":
                self._table(child)
            elif tag in _HEADINGS:
                self._inside(child, self._paragraph(f"Heading {_HEADINGS[tag]}"))
            elif tag in {"p", "pre"}:
                self._inside(child, self._paragraph("Normal"))

    def _paragraph(self, style: str) -> "Paragraph":
        paragraph = self._document.add_paragraph(style=style)
        if self._look.rtl:
            mark_rtl(paragraph._p)  # noqa: SLF001 - python-docx has no words for it
        return paragraph

    def _inside(self, node: Any, paragraph: "Paragraph") -> None:
        """Write a block's own text into a paragraph, its picture into one before it."""
        picture = self._pictures.get(_squeezed(_own_text(node)))
        if picture is not None:
            self._picture(picture, _squeezed(_own_text(node)), paragraph)
        self._inline(node, paragraph, _Style())

    def _picture(self, picture: Picture, alt: str, before: "Paragraph") -> None:
        paragraph = before.insert_paragraph_before(style="Normal")
        if self._look.rtl:
            mark_rtl(paragraph._p)  # noqa: SLF001 - the same
        width = min(picture.width, 600)
        height = picture.height * width // picture.width
        shape = paragraph.add_run().add_picture(
            io.BytesIO(picture.png), width * EMU * 4 // 5, height * EMU * 4 // 5
        )
        set_alt(shape, alt)

    def _list(self, node: Any, depth: int, *, ordered: bool) -> None:
        level = min(depth, 2)
        style = ("List Number" if ordered else "List Bullet") + (f" {level + 1}" if level else "")
        number = restarted_numbering(self._document, style) if ordered else None
        for item in node:
            if item.tag == "li":
                self._item(item, style, number, depth)

    def _item(self, item: Any, style: str, number: int | None, depth: int) -> None:
        paragraph = self._paragraph(style)
        if number is not None:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number  # noqa: SLF001 - the same
        if item.get("id"):
            self._bookmarks += 1
            add_bookmark(paragraph._p, _anchor(item.get("id")), self._bookmarks)  # noqa: SLF001 - the same
        lead = next((child for child in item if child.tag == "p"), None)
        plain = (item.text or "").strip()
        self._inside(item if plain or lead is None else lead, paragraph)
        if depth < MAX_DEPTH:
            nested = [c for c in item if c.tag in _BLOCKS and c is not lead]
            self.blocks(nested, depth + 1)

    def _quotation(self, node: Any, depth: int) -> None:
        for child in node:
            if child.tag == "p":
                self._inside(child, self._paragraph("Quote"))
            elif depth < MAX_DEPTH:
                self.blocks([child], depth + 1)

    def _table(self, node: Any) -> None:
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in node.iter("tr")]
        wide = max((len(row) for row in rows), default=0)
        if not wide:
            return
        table = self._document.add_table(len(rows), wide, style="Table Grid")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                paragraph = table.cell(y, x).paragraphs[0]
                if self._look.rtl:
                    mark_rtl(paragraph._p)  # noqa: SLF001 - the same
                self._inline(cell, paragraph, _Style(bold=cell.tag == "th"))

    # --- inside a paragraph ---

    def _inline(self, node: Any, paragraph: "Paragraph", style: _Style) -> None:
        self._run(paragraph, node.text, style)
        for child in node:
            if child.tag not in _BLOCKS:
                self._span(child, paragraph, style)
                self._run(paragraph, child.tail, style)

    def _span(self, node: Any, paragraph: "Paragraph", style: _Style) -> None:
        if node.tag == "br":
            paragraph.add_run().add_break()
        elif node.tag == "a":
            self._link(node, paragraph, style)
        else:
            changed = {
                "strong": style._replace(bold=True),
                "em": style._replace(italic=True),
                "sup": style._replace(small=True),
                "code": style._replace(mono=True),
            }
            self._inline(node, paragraph, changed.get(node.tag, style))

    def _link(self, node: Any, paragraph: "Paragraph", style: _Style) -> None:
        target = node.get("href", "")
        text = _legal(_squeezed(node.text_content()))
        kind = node.get("class", "")
        if "footnote-backref" in kind or not text:
            return
        if style.small and _follows_number(node):
            self._dressed(paragraph.add_run(", "), style)
        if target.startswith("#"):
            run = add_link(paragraph, text, anchor=_anchor(target[1:]))
        elif target.startswith(("http://", "https://")):
            run = add_link(paragraph, text, address=target)
        else:
            run = paragraph.add_run(text)
        self._dressed(run, style)
        _coloured(run, self._look.accent, underlined=not target.startswith("#"))

    def _run(self, paragraph: "Paragraph", text: str | None, style: _Style) -> None:
        if not text:
            return
        for number, line in enumerate(_legal(text).split("\n")):
            shown = re.sub("[ \t]+", " ", line)
            if number and shown.strip() and paragraph.text.strip():
                paragraph.add_run().add_break()
                shown = shown.lstrip()
            if shown.strip() or (shown and not number):
                self._dressed(paragraph.add_run(shown), style)

    def _dressed(self, run: "Run", style: _Style) -> None:
        run.bold = style.bold or None
        run.italic = style.italic or None
        run.font.superscript = style.small or None
        if style.mono:
            run.font.name = "Consolas"
        if _mostly_rtl(run.text):
            run.font.rtl = True


def _dress(document: "Document", look: Look) -> None:
    """Set page, fonts, colours, header, footer and properties."""
    from docx.shared import Cm, Pt  # noqa: PLC0415 - loaded on first use

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    sizes = {"Heading 1": 22, "Heading 2": 15, "Heading 3": 12.5, "Heading 4": 11}
    for name in ("Normal", "List Bullet", "List Number", "Quote", *sizes):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Georgia", Pt(sizes.get(name, 10.5))
        style.font.bold = name in {"Heading 3", "Heading 4"}
        style.paragraph_format.space_after = Pt(3)
        if name in sizes:
            _theme_free(style, look.accent)
            style.paragraph_format.space_before = Pt(sizes[name] * 0.9)
    mark_language(document, look.language, rtl=look.rtl)
    _frame(document, look)
    _describe(document, look)


def _theme_free(style: Any, accent: str) -> None:
    """Give a heading our font and colour in place of the theme's."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - the same

    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), "Georgia")
    _coloured(style, accent, underlined=False)


def _coloured(item: Any, colour: str, *, underlined: bool) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415 - the same

    item.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    if underlined:
        item.font.underline = True


def _frame(document: "Document", look: Look) -> None:
    """Write the marking above every page, title, date and page number below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - the same
    from docx.shared import Pt  # noqa: PLC0415 - the same

    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if look.marking:
        run = head.add_run(_legal(look.marking))
        run.bold, run.font.size = True, Pt(9)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(_legal(f"{look.title}, {look.date} · "))
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)
    if look.rtl:
        mark_rtl_page(section)
        mark_rtl(head._p)  # noqa: SLF001 - python-docx has no words for it
        mark_rtl(foot._p)  # noqa: SLF001 - the same


def _describe(document: "Document", look: Look) -> None:
    known = document.core_properties
    moment = look.moment.astimezone(dt.UTC).replace(tzinfo=None)
    known.title = _legal(f"{look.title}, {look.date}")[:255]
    known.author = known.last_modified_by = "briefer"
    known.comments = ""
    known.language = look.language[:255]
    known.created = known.modified = moment
    known.revision = 1


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


def _legal(text: str) -> str:
    """Return `text` without what XML can't hold."""
    return _XML.sub("", text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _own_text(node: Any) -> str:
    """Return a block's text without that of blocks inside it."""
    parts: Iterable[str] = (
        (child.text_content() if child.tag not in _BLOCKS else "") + (child.tail or "")
        for child in node
    )
    return (node.text or "") + "".join(parts)


def _follows_number(link: Any) -> bool:
    """Return whether the number of another footnote stands right before this one."""
    before = link.getparent().getprevious()
    return before is not None and before.tag == "sup" and not (before.tail or "").strip()


def _anchor(name: str) -> str:
    """Return a bookmark's name: letters, digits and underscores, at most 40."""
    return "b_" + re.sub(r"[^A-Za-z0-9]", "_", name)[:36]


def _mostly_rtl(text: str) -> bool:
    kinds = [unicodedata.bidirectional(char) for char in text[:200] if char.isalpha()]
    return 2 * sum(kind in {"R", "AL"} for kind in kinds) > len(kinds)
