"""A web page: the article in it, without its menus, advertising and comments.

Trafilatura (Barbaresi, 2021, https://aclanthology.org/2021.acl-demo.15) finds the article; what
it would mistake for prose (posts, captions, hidden text) is taken out beforehand.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.canonical import stated
from briefer.ingest.clean import word_count
from briefer.ingest.dates import parse_published
from briefer.ingest.decode import decode
from briefer.ingest.fragments import parse, take_asides, text_of
from briefer.ingest.heads import read_head
from briefer.ingest.linked import settle
from briefer.ingest.pagedate import page_dates
from briefer.ingest.pagehead import page_head
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.ingest.sitenames import site_of
from briefer.models import Aside, Failure

_MAX_ELEMENTS = 30_000  # beyond, trafilatura takes long; a live blog of a whole day has some 20,000
_STAMPS = 3  # dates shown that are looked at
_MAX_DEPTH = 200  # beyond, its recursive parts fail
_ENDS = tuple('.!?…"”»’')
_SAVED = re.compile(r"<!--\s?saved from url=\(\d{1,5}\)(https?://\S{1,2000})")
_LOGGERS = ("trafilatura", "htmldate", "courlan", "charset_normalizer", "justext", "readability")


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a page."""
    page = decode(raw.data, raw.charset)
    try:
        tree = parse(page)
    except SourceError as error:
        yield Failure(location=raw.location, reason=str(error))
        return
    if tree is None:
        yield Failure(location=raw.location, reason="no text: an empty page")
        return
    yield build(raw, draft_of(raw, page, tree))


def draft_of(raw: Raw, page: str, tree: HtmlElement) -> ArticleDraft:
    """Return what a page says of itself; its address is the one it states, if it is credible."""
    link = _canonical_link(tree, raw.url)
    draft = _draft(raw, tree)
    draft = draft._replace(url=link or draft.url)
    saved = _SAVED.search(page[:4096])  # browsers note where a saved page came from
    fetched = raw.url or (saved[1] if saved else None)
    address = stated(draft.url, raw.url) if raw.url else draft.url or fetched
    source = raw.outlet or draft.source or site_of(address, page)
    return draft._replace(url=address, source=source, location=raw.location)


def _draft(raw: Raw, tree: HtmlElement) -> ArticleDraft:
    head = page_head(tree)
    published = next((d for d in page_dates(tree) if parse_published(d, raw.now).day), None)
    settle(tree)
    draft = ArticleDraft(
        location=raw.location,
        text="",
        title=head.title,
        source=head.site,
        published=published,
        language=tree.get("lang") or tree.get("xml:lang"),
        hint=True,
        url=head.url,
        author=head.author,
        dated_by="page",
        dates=tuple((stamp, "shown") for stamp in head.stamps[:_STAMPS]),
        labels=head.labels,
        tags=head.tags,
        paid=head.data.paid,
    )
    asides = take_asides(tree, tables=False)
    if not _bounded(tree):
        return draft._replace(text=_plain(tree))
    page = _extract(tree, raw)
    if page is None:
        return draft._replace(text=_plain(tree), asides=asides)
    text, tables = _body(page.body)
    if word_count(text, 20) < 20:
        text = max(text, _plain(tree), key=len)
    return _with_head(draft._replace(text=text, asides=asides + tables))


def _with_head(draft: ArticleDraft) -> ArticleDraft:
    """Return the draft with what plainly is no prose at the beginning of its text, and what it says."""
    head = read_head(draft.text, title=draft.title, strict=True)
    if head is None:
        return draft
    return draft._replace(
        text=head.body,
        source=draft.source or head.outlet,
        author=draft.author or head.author,
        dates=(*draft.dates, *((stamp, "shown") for stamp in head.stamps[:_STAMPS])),
        labels=(*draft.labels, *head.labels),
        notes=head.notes,
    )


def _canonical_link(tree: HtmlElement, url: str | None) -> str | None:
    """Return the rel=canonical of a page that was fetched, made absolute; None for none."""
    if url is None:
        return None
    for link in tree.iter("link"):
        if "canonical" in str(link.get("rel") or "").lower().split() and link.get("href"):
            try:
                return urljoin(url, str(link.get("href")).strip()[:2000])
            except ValueError:
                return None
    return None


def _bounded(tree: HtmlElement) -> bool:
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        count += event == "start"
    return count <= _MAX_ELEMENTS and deepest <= _MAX_DEPTH


def _extract(tree: HtmlElement, raw: Raw) -> Any:
    """Return trafilatura's document of `tree`, or None where it finds no article."""
    from trafilatura import bare_extraction

    for name in _LOGGERS:  # it logs what we report as a failure
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction(
        tree, url=raw.url, include_comments=False, include_tables=True, with_metadata=False
    )


def _body(body: Any) -> tuple[str, tuple[Aside, ...]]:
    """Return the paragraphs and tables of trafilatura's XML body."""
    found: list[str] = []
    tables: list[Aside] = []
    walk = etree.iterwalk(
        body, events=("start",), tag=("p", "head", "item", "quote", "table", "ab")
    )
    for _, element in walk:
        if element.tag == "table":
            rows = (" | ".join(_words(c) for c in row.iter("cell")) for row in element.iter("row"))
            tables.append(Aside(kind="table", text="\n".join(rows)[:3000]))
        else:
            found.append(_words(element))
        walk.skip_subtree()
    return "\n\n".join(found), tuple(tables)


def _words(element: Any) -> str:
    """Return the text of an element: a line break after the end of a sentence parts paragraphs.

    Two breaks in a row would be the surer sign, but trafilatura makes them one.
    """
    for line_break in element.iter("lb"):
        line_break.tail = f"\u2028{line_break.tail or ''}"
    lines = [" ".join(line.split()) for line in "".join(element.itertext()).split("\u2028")]
    ends = ("\n\n" if line.endswith(_ENDS) or not line else " " for line in lines)
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).strip()


def _plain(tree: HtmlElement) -> str:
    """Return the page's paragraphs, for a page on which no article was found."""
    found = [" ".join(text_of(element).split()) for element in tree.iter("p")]
    return "\n\n".join(text for text in found if text)
