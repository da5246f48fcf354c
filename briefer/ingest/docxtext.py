"""The text of a Word document as Word shows it with all changes accepted (ECMA-376, part 1, 17.13.5).

Insertions are read and deletions are not; nor is text that is struck out or hidden.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from briefer.ingest.raised import on_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(
    f"{_W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "txbxContent", "instrText", "delText", "fldData")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off", "none"})


class Paragraph(NamedTuple):
    """A paragraph's text, and the id of its style; None for the document's own."""

    text: str
    style: str | None


def paragraphs_of(body: Any) -> Iterator[Paragraph]:
    """Yield the paragraphs of a `w:body`, but those in tables, in order.

    A paragraph whose end was deleted goes on in the next one.
    """
    open_text, style = "", None
    for element in _blocks(body):
        open_text += text_of(element)
        style = style or _style(element)
        if element.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
            yield Paragraph(open_text, style)
            open_text, style = "", None
    if open_text:
        yield Paragraph(open_text, style)


def tables_of(body: Any) -> Iterator[list[list[str]]]:
    """Yield the rows of each table, each as the texts of its cells; deleted rows are left out."""
    for table in body.iter(f"{_W}tbl"):
        rows = [
            row for row in table.iterchildren(f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is None
        ]
        yield [
            [
                " ".join(text_of(line) for line in cell.iter(f"{_W}p")).strip()
                for cell in row.iterchildren(f"{_W}tc")
            ]
            for row in rows
        ]


def text_of(paragraph: Any) -> str:
    """Return the text of a `w:p`."""
    parts: list[str] = []
    before = ""
    for run in _runs(paragraph):
        words = "".join(_words(run))
        if words and _raised(run):
            words = on_line(before, words)
        before = (before + words)[-40:]
        parts.append(words)
    return "".join(parts)


def _blocks(body: Any) -> Iterator[Any]:
    """Yield the `w:p` of a body, of its content controls and of what was inserted, in order."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}p":
            yield element
        elif element.tag not in _GONE and element.tag != f"{_W}tbl":
            waiting += reversed(element)


def _runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph that are shown, in order: in links, fields and insertions too."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}r":
            if not any(_is_on(element, name) for name in ("strike", "dstrike", "vanish")):
                yield element
        elif element.tag not in _GONE and element.tag != _ALTERNATE:
            waiting += reversed(element)


def _words(run: Any) -> Iterator[str]:
    for element in run:
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]


def _is_on(run: Any, name: str) -> bool:
    """Whether a property that is either on or off is on (17.17.4)."""
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and str(found.get(f"{_W}val", "1")).lower() not in _OFF


def _raised(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vertAlign")
    return found is not None and found.get(f"{_W}val") == "superscript"


def _style(paragraph: Any) -> str | None:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if found is None else found.get(f"{_W}val")
