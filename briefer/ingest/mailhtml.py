"""The HTML body of a mail: without what it quotes, or what it forwards."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from briefer.ingest.blocks import Block
from briefer.ingest.forwards import Original, find_original
from briefer.ingest.fragments import parse, take_asides, text_of
from briefer.ingest.htmlblocks import html_blocks
from briefer.models import Aside

_QUOTE = re.compile(
    r"(?:^|\s)(?:gmail_(?:quote|extra)|yahoo_quoted|moz-cite-prefix|OutlookMessageHeader|"
    r"protonmail_quote|zmail_extra|gmail_signature|moz-signature)",
)
_IDS = frozenset(
    {"divRplyFwdMsg", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container"}
)


class Body(NamedTuple):
    """A mail's body: its text, the same in blocks, and, of a forwarded mail, headers and note."""

    text: str = ""
    blocks: Sequence[Block] = ()
    asides: tuple[Aside, ...] = ()
    original: Original | None = None
    note: str = ""


def html_body(html: str, subject: str) -> Body:
    """Return the body that a mail's HTML holds, its tables taken for layout.

    Raises:
        SourceError: the markup is nested too deeply to be parsed.
    """
    tree = parse(html)
    if tree is None:
        return Body()
    asides = take_asides(tree, tables=False)
    whole, blocks = text_of(tree), html_blocks(tree)
    lines = [line for block in blocks for line in block.text.split("\n")]
    original = find_original(lines, subject)
    if original is not None:
        note = "\n".join(lines[: original.above])
        kept = _from_line(blocks, original.start)
        text = "\n\n".join(block.text for block in kept)
        return Body(text, kept, asides, original, note)
    quotes = [e for e in tree.iter() if _is_quote(e) and e.getparent() is not None]
    for element in quotes:
        element.drop_tree()
    own = text_of(tree) if quotes else whole
    if not own.strip():
        return Body(whole, blocks, asides)
    return Body(own, html_blocks(tree) if quotes else blocks, asides)


def _from_line(blocks: list[Block], start: int) -> list[Block]:
    """Return the blocks from a line on, counted over all of them; the first may lose lines."""
    at = 0
    for index, block in enumerate(blocks):
        lines = block.text.split("\n")
        if at + len(lines) > start:
            rest = "\n".join(lines[max(0, start - at) :])
            return [block._replace(text=rest), *blocks[index + 1 :]]
        at += len(lines)
    return []


def _is_quote(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    if element.tag == "blockquote" and element.get("type") == "cite":
        return True
    classes = str(element.get("class") or "")[:300]
    return bool(classes and _QUOTE.search(classes)) or element.get("id") in _IDS
