"""Clean HTML walked into a Word document, block by block and run by run."""

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from briefer.render._docx_look import DocxLook, coloured, legal
from briefer.render._docx_parts import (
    add_bookmark,
    add_link,
    mark_rtl,
    restarted_numbering,
    set_alt,
)
from briefer.render.charts import Picture

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

TURNED = 0.75  # share of right-to-left letters that turns a paragraph
LEFT_TO_RIGHT = "\u200e"  # a mark that is not seen
MAX_DEPTH = 8  # lists and quotations inside one another
EMU = 9525  # English metric units of a CSS pixel
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {*_HEADINGS, "p", "ul", "ol", "blockquote", "table", "pre", "div", "hr", "li"}


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False
    small: bool = False  # superscript
    mono: bool = False


class DocxWriter:
    """Writes one document, from its first block to its last."""

    def __init__(
        self, document: "Document", look: DocxLook, pictures: Mapping[str, Picture]
    ) -> None:
        self._document = document
        self._look = look
        self._pictures = {_squeezed(text): picture for text, picture in pictures.items()}
        self._bookmarks = 0
        self._turned = False  # this paragraph goes from right to left, and the page does not
        self._after_rtl = False  # the run before, in this paragraph, goes from right to left

    def blocks(self, node: Any, depth: int) -> None:
        """Write what is inside `node`, block by block."""
        for child in node:
            tag = child.tag
            if tag == "div" and "footnote" in child.get("class", ""):
                self._paragraph("Heading 2").add_run(legal(self._look.evidence))
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
        self._after_rtl = False
        if self._look.rtl:
            mark_rtl(paragraph._p)  # noqa: SLF001 - python-docx has no words for it
        return paragraph

    def _inside(self, node: Any, paragraph: "Paragraph") -> None:
        """Write a block's own text into a paragraph, its picture into one before it."""
        picture = self._pictures.get(_squeezed(_own_text(node)))
        if picture is not None:
            self._picture(picture, _squeezed(_own_text(node)), paragraph)
        turned = not self._look.rtl and _rtl_share(_own_text(node)) > TURNED
        if turned:
            mark_rtl(paragraph._p)  # noqa: SLF001 - the same
        self._turned = turned
        if node.tag == "p" and _is_label(node):
            paragraph.paragraph_format.keep_with_next = True
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
        text = legal(_squeezed(node.text_content()))
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
        coloured(run, self._look.accent, underlined=not target.startswith("#"))

    def _run(self, paragraph: "Paragraph", text: str | None, style: _Style) -> None:
        if not text:
            return
        for number, line in enumerate(legal(text).split("\n")):
            shown = re.sub("[ \t]+", " ", line)
            if number and shown.strip() and paragraph.text.strip():
                paragraph.add_run().add_break()
                shown = shown.lstrip()
            if shown.strip() or (shown and not number):
                for piece in _directed(shown):
                    self._dressed(paragraph.add_run(piece), style)

    def _dressed(self, run: "Run", style: _Style) -> None:
        run.bold = style.bold or None
        run.italic = style.italic or None
        run.font.superscript = style.small or None
        if style.mono:
            run.font.name = "Consolas"
        if _rtl_share(run.text) > 0.5:
            run.font.rtl = True
        elif self._after_rtl and not self._look.rtl and not self._turned:
            run.text = LEFT_TO_RIGHT + run.text  # or a date after an Arabic title joins it
        self._after_rtl = bool(run.font.rtl)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _own_text(node: Any) -> str:
    """Return a block's text without that of blocks inside it."""
    parts: Iterable[str] = (
        (child.text_content() if child.tag not in _BLOCKS else "") + (child.tail or "")
        for child in node
    )
    return (node.text or "") + "".join(parts)


def _is_label(node: Any) -> bool:
    """Return whether a paragraph is all bold or all italic: it belongs to what follows."""
    children = list(node)
    alone = len(children) == 1 and children[0].tag in {"strong", "em"}
    return alone and not (node.text or "").strip() and not (children[0].tail or "").strip()


def _follows_number(link: Any) -> bool:
    """Return whether the number of another footnote stands right before this one."""
    before = link.getparent().getprevious()
    return before is not None and before.tag == "sup" and not (before.tail or "").strip()


def _anchor(name: str) -> str:
    """Return a bookmark's name: letters, digits and underscores, at most 40."""
    return "b_" + re.sub(r"[^A-Za-z0-9]", "_", name)[:36]


def _rtl_share(text: str) -> float:
    """Return the share of letters, of the first 200 characters, that run from right to left."""
    if text.isascii():
        return 0.0
    kinds = [unicodedata.bidirectional(char) for char in text[:200] if char.isalpha()]
    return sum(kind in {"R", "AL"} for kind in kinds) / len(kinds) if kinds else 0.0


def _directed(text: str) -> list[str]:
    """Return a text in pieces of one direction each; what has none stays with what is before."""
    if text.isascii():
        return [text]
    pieces, start, before = [], 0, ""
    for at, char in enumerate(text):
        kind = {"R": "R", "AL": "R", "L": "L"}.get(unicodedata.bidirectional(char), "")
        if kind and before and kind != before:
            opened = len(text[start:at].rstrip(" (“«\u00a0")) + start
            pieces.append(text[start:opened])
            start = opened
        before = kind or before
    return [*pieces, text[start:]]
