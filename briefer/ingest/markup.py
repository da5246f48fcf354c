"""Markdown to plain paragraphs, by CommonMark's own grammar (markdown-it-py, as rich).

Not by the library that renders our own Markdown: it takes minutes over 20,000 brackets of a
stranger's, and this one a fifth of a second.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from briefer.ingest.articles import build
from briefer.ingest.decode import decode
from briefer.ingest.frontmatter import split_date, split_front_matter
from briefer.ingest.raw import Item, Raw
from briefer.ingest.text import draft_of, with_head
from briefer.models import Aside, Failure

if TYPE_CHECKING:
    from markdown_it.token import Token

_MAX = 500_000  # characters: hostile ones take the parser some seconds


class PlainMarkdown(NamedTuple):
    """Markdown without its markup: the first top heading, paragraphs, image captions, tables."""

    title: str | None
    paragraphs: tuple[str, ...]
    asides: tuple[Aside, ...]


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a Markdown file."""
    fields, text = split_front_matter(decode(raw.data, raw.charset))
    text, prefix = split_date(text)
    if len(text) > _MAX:
        yield Failure(
            location=raw.location,
            reason=f"Markdown of more than {_MAX:,} characters; split it, or save it as .txt",
        )
        return
    plain = to_plain(text)
    draft = draft_of(raw, fields, "\n\n".join(plain.paragraphs))
    draft = draft._replace(
        title=draft.title or plain.title,
        published=draft.published or prefix,
        asides=plain.asides,
    )
    yield build(raw, with_head(draft))


def to_plain(text: str) -> PlainMarkdown:
    """Return `text` without markup: link texts kept, images to captions, code and struck-out text dropped."""
    tokens = (
        MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"]).parse(text)
    )
    title: str | None = None
    found: list[str] = []
    asides: list[Aside] = []
    row: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_close":
            asides.append(Aside(kind="table", text=" | ".join(row)))
            row = []
        if token.type != "inline":
            continue
        before = tokens[index - 1]
        words = _inline(token.children or (), asides)
        if before.type in {"td_open", "th_open"}:
            row.append(words)
        elif title is None and before.type == "heading_open" and before.tag == "h1":
            title = words
        elif words:
            found.append(words)
    return PlainMarkdown(title or None, tuple(found), tuple(asides))


def _inline(children: "Sequence[Token]", asides: list[Aside]) -> str:
    parts: list[str] = []
    struck = 0
    for child in children:
        struck += (child.type == "s_open") - (child.type == "s_close")
        if struck:
            continue
        if child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "image":
            caption = " ".join((child.content, str(child.attrs.get("title", "")))).strip()
            if caption:
                asides.append(Aside(kind="caption", text=caption))
    return " ".join("".join(parts).split())
