"""What Word knows and python-docx has no words for: links, fields, bookmarks, right to left."""

from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("textAlignment", "outlineLvl", "jc", "rPr", "sectPr"),
    )
)


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def add_link(paragraph: "Paragraph", text: str, *, address: str = "", anchor: str = "") -> "Run":
    """Add a link to a web address or to a bookmark; return its run."""
    link = _element("hyperlink", history="1")
    if address:
        known = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), known)
    else:
        link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    link.append(run._r)  # noqa: SLF001 - moves it into the link
    paragraph._p.append(link)  # noqa: SLF001 - the same
    return run


def add_field(paragraph: "Paragraph", name: str) -> "Run":
    """Add a field that Word reckons, such as PAGE; return its run."""
    field = _element("fldSimple", instr=name)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - moves it into the field
    paragraph._p.append(field)  # noqa: SLF001 - the same
    return run


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Begin and end a bookmark at the paragraph's start."""
    at = 1 if paragraph.pPr is not None else 0
    paragraph.insert(at, _element("bookmarkStart", id=str(number), name=name))
    paragraph.insert(at + 1, _element("bookmarkEnd", id=str(number)))


def set_alt(shape: Any, alt: str) -> None:
    """Give a picture its text alternative."""
    shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - python-docx has no words for it


def mark_rtl(paragraph: Any) -> None:
    """Let a paragraph run from right to left."""
    known = paragraph.get_or_add_pPr()
    known.insert_element_before(_element("bidi"), *_AFTER_BIDI)


def mark_rtl_page(section: "Section") -> None:
    """Let a section's columns and page run from right to left."""
    known: Any = section._sectPr  # noqa: SLF001 - python-docx has no words for it
    known.insert_element_before(_element("bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings")


def mark_language(document: "Document", language: str, *, rtl: bool) -> None:
    """Say in which language the document is written."""
    for known in document.styles.element.iter(qn("w:lang")):
        known.set(qn("w:bidi" if rtl else "w:val"), language)


def restarted_numbering(document: "Document", style: str) -> int:
    """Return a numbering of the style's kind that begins at 1 again."""
    numbering: Any = document.part.numbering_part.element
    wanted: Any = document.styles[style].element
    used = wanted.pPr.numPr.numId.val
    abstract = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == used)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)
