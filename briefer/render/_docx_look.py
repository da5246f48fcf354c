"""How a Word document looks: page, fonts, colours, header, footer, properties."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from briefer.render._docx_parts import add_field, mark_language, mark_rtl, mark_rtl_page

if TYPE_CHECKING:
    from docx.document import Document

_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # not in XML 1.0

SOFT = "#5d5a52"  # what is quoted


class DocxLook(NamedTuple):
    """What a document shows around its text, and in which colour and direction."""

    title: str
    date: str
    language: str
    rtl: bool
    accent: str  # "#1d3d6f"
    marking: str
    evidence: str  # the heading over the footnotes
    moment: dt.datetime  # when it says it was made


def dress(document: "Document", look: DocxLook) -> None:
    """Set page, fonts, colours, header, footer and properties."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    sizes = {"Heading 1": 22, "Heading 2": 15, "Heading 3": 12.5, "Heading 4": 11, "Quote": 9.5}
    for name in ("Normal", "List Bullet", "List Number", *sizes):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Georgia", Pt(sizes.get(name, 10.5))
        style.font.bold = name in {"Heading 3", "Heading 4"}
        style.paragraph_format.space_after = Pt(3)
        if name in sizes:
            _theme_free(style, SOFT if name == "Quote" else look.accent)
        if name.startswith("Heading"):
            style.paragraph_format.space_before = Pt(sizes[name] * 0.9)
    _indented(document.styles["Quote"])
    mark_language(document, look.language, rtl=look.rtl)
    _frame(document, look)
    _describe(document, look)


def _indented(style: Any) -> None:
    """Set what is quoted beneath a sentence in from it, upright: much of it is read."""
    style.font.italic = style.font.cs_italic = False
    style.paragraph_format.left_indent = Cm(1.3)
    style.paragraph_format.space_after = Pt(2)


def _theme_free(style: Any, accent: str) -> None:
    """Give a heading our font and colour in place of the theme's."""
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), "Georgia")
    coloured(style, accent, underlined=False)


def coloured(item: Any, colour: str, *, underlined: bool) -> None:
    item.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    if underlined:
        item.font.underline = True


def _frame(document: "Document", look: DocxLook) -> None:
    """Write the marking above every page, title, date and page number below."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if look.marking:
        run = head.add_run(legal(look.marking))
        run.bold, run.font.size = True, Pt(9)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(legal(f"{look.title}, {look.date} · "))
    numbers = [add_field(foot, "PAGE")]
    foot.add_run(" / ")
    numbers.append(add_field(foot, "NUMPAGES"))
    for run in (*foot.runs, *numbers):
        run.font.size = Pt(8)
    if look.rtl:
        mark_rtl_page(section)
        mark_rtl(head._p)  # noqa: SLF001 - python-docx has no words for it
        mark_rtl(foot._p)  # noqa: SLF001 - the same


def _describe(document: "Document", look: DocxLook) -> None:
    known = document.core_properties
    moment = look.moment.astimezone(dt.UTC).replace(tzinfo=None)
    known.title = legal(f"{look.title}, {look.date}")[:255]
    known.author = known.last_modified_by = "briefer"
    known.comments = ""
    known.language = look.language[:255]
    known.created = known.modified = moment
    known.revision = 1


def legal(text: str) -> str:
    """Return `text` without what XML can't hold."""
    return _XML.sub("", text)
