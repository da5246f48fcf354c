"""The head of a page: headline, site, the dates that it shows.

A headline is the page's h1 where that is the article's, without the name of the site. The site is
what the page calls it; its address is the last resort.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from briefer.ingest.clean import one_line
from briefer.ingest.fragments import text_of
from briefer.ingest.headlines import is_name
from briefer.ingest.labels import byline_of, is_section
from briefer.ingest.pagedata import PageData, page_data
from briefer.ingest.sitenames import sections_in, site_after, without_site
from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day

_MARKED = re.compile(
    r"date|time|publish|stamp|byline|meta|posted|updated|kicker|info|author|dat[uo]m", re.IGNORECASE
)
_ELSEWHERE = frozenset({"aside", "nav", "footer", "li", "form", "figure"})
_AWAY = re.compile(
    r"related|recommend|most-?read|teaser|promo|comment|sidebar|newsletter|cookie|consent|latest",
    re.IGNORECASE,
)
_LINE_TAGS = "p div span small summary em h4 h5 h6 address td"
_LINES = frozenset(_LINE_TAGS.split())
_SHOWN_MAX = 160  # characters of an element that shows a date
_NEAR = 25  # elements after the headline in which a date is looked for
_ELEMENTS = 3_000  # that are looked at
_WORDS = re.compile(r"\w+")
_LOGO = re.compile(r"\b(?:logo|masthead|site-?(?:name|title)|brand)\b", re.IGNORECASE)
_AUTHOR = re.compile(r"\b(?:byline|author)\b", re.IGNORECASE)
_NAME_WORDS = 4
_LOGO_MAX = 48  # characters
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "publisher", "citation_publisher")
_LOGOS = 300  # elements among which it is looked for


class PageHead(NamedTuple):
    """What a page says of its article; `stamps` are dates that it shows, the surest first."""

    title: str | None
    site: str | None
    data: PageData
    stamps: tuple[Stamp, ...] = ()
    url: str | None = None
    author: str | None = None
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def page_head(tree: HtmlElement) -> PageHead:
    """Return the head of a page, before anything is taken out of it."""
    meta = _meta(tree)
    written = one_line(tree.findtext(".//title"))
    heads = [head for e in tree.iterfind(".//h1") if (head := one_line(text_of(e)))]
    given = meta.get("og:title") or meta.get("twitter:title") or written or ""
    url = meta.get("og:url", "")
    data = page_data(tree, _main(heads, (given, written or "")) or given, url)
    site = meta.get("og:site_name") or data.publisher or meta.get("application-name")
    site = site or next((meta[key] for key in _PUBLISHERS if key in meta), None)
    site = site or site_after(written, [*heads, meta.get("og:title", "")]) or _logo(tree)
    main = _main(heads, (given, written or "", data.headline or ""))
    title = main or data.headline or given or None
    sections = [meta.get("article:section"), meta.get("section")]
    return PageHead(
        title=without_site(title, site) if title else None,
        site=site,
        data=data,
        stamps=tuple(_shown(tree)),
        url=_canonical(tree) or (url if url.startswith("http") else None),
        author=data.author or _author(meta) or _byline(tree),
        labels=(*data.labels, *filter(None, sections), *sections_in(written, heads)),
        tags=(*data.tags, *_keywords(meta)),
    )


def _logo(tree: HtmlElement) -> str | None:
    """Return the name that a page has in its logo or masthead."""
    for element in islice(tree.iter("a", "div", "img", "p", "span", "strong"), _LOGOS):
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('rel') or ''}"
        home = element.tag == "a" and element.get("href") in {"/", "./", "#"}
        if not home and not _LOGO.search(marks):
            continue
        words = one_line(element.get("alt") if element.tag == "img" else _short(element))
        if words and len(words) <= _LOGO_MAX and is_name(words) and not is_section(words):
            return words
    return None


def _canonical(tree: HtmlElement) -> str | None:
    """Return the address that a page gives as its own."""
    for link in tree.iterfind(".//link[@rel='canonical']"):
        address = str(link.get("href") or "").strip()
        if address.startswith("http"):
            return address
    return None


def _author(meta: dict[str, str]) -> str | None:
    names = (meta.get("author"), meta.get("article:author"), meta.get("dc.creator"))
    return next((name for name in names if name and "://" not in name), None)


def _byline(tree: HtmlElement) -> str | None:
    """Return the author that an element for it shows: "By Jane Doe", or but the name."""
    for element in islice(tree.iter("a", "address", "div", "p", "span"), _ELEMENTS):
        marks = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
        if not _AUTHOR.search(marks) or _away(element):
            continue
        words = " ".join(_short(element).split())
        names = byline_of(words)
        if names is None and 2 <= len(words.split()) <= _NAME_WORDS and is_name(words):
            names = words
        if names and len(names.split()) <= 2 * _NAME_WORDS and not find_stamps(names):
            return names
    return None


def _keywords(meta: dict[str, str]) -> Iterator[str]:
    """Yield the key words of a page for news, else its tags."""
    written = meta.get("news_keywords") or meta.get("article:tag") or ""
    yield from filter(None, map(str.strip, written.split(",")))


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name")
        content = one_line(element.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _main(heads: list[str], others: tuple[str, ...]) -> str | None:
    """Return the h1 that is the headline: the one whose words another place repeats, else none."""
    for head in heads:
        words = set(_WORDS.findall(head.casefold()))
        for other in others:
            shared = words & set(_WORDS.findall(other.casefold()))
            if len(words) > 1 and len(shared) >= 0.6 * len(words):
                return head
    long = [head for head in heads if len(head.split()) >= 4 or len(head) >= 24]
    return long[0] if len(long) == 1 and not any(others) else None


# --- dates that the page shows ----------------------------------------------------------------


def _shown(tree: HtmlElement) -> Iterator[Stamp]:
    """Yield the dates of `time` elements, then of short lines near the headline or marked as dates."""
    marked: list[Stamp] = []
    near = -_NEAR - 1
    for number, element in enumerate(islice(tree.iter(), _ELEMENTS)):
        if element.tag == "h1":
            near = number
        if element.tag == "time":
            found = _first(element.get("datetime") or "") + _first(_short(element))
            yield from found if found and not _away(element) else ()
        elif element.tag in _LINES and (number - near <= _NEAR or _is_marked(element)):
            found = _first(_short(element))
            marked += found if found and not _away(element) else []
    yield from marked


def _short(element: HtmlElement) -> str:
    """Return the text of an element that is short enough for a date line, else nothing."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part)
        if length > 2 * _SHOWN_MAX:
            return ""
        parts.append(part)
    return " ".join(parts)


def _is_marked(element: HtmlElement) -> bool:
    return bool(_MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _away(element: HtmlElement) -> bool:
    """Whether an element belongs to something else than the article."""
    for above in (element, *element.iterancestors()):
        if above.tag in _ELSEWHERE or above.tag in {"body", "html"}:
            return above.tag in _ELSEWHERE
        if _AWAY.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False


def _first(words: str) -> list[Stamp]:
    """Return the date that a short line gives for publication, rather than for a change."""
    line = " ".join(words.split())
    if not line or len(line) > _SHOWN_MAX or line[-1] in ".!?" or not may_name_a_day(line):
        return []
    stamps = [stamp for stamp in find_stamps(line) if stamp.day.year]
    rest = left_over(line, stamps)
    if not stamps or len(rest.split()) > 8 or rest.endswith((".", "!", "?")):
        return []
    return [next((s for s in stamps if not s.updated), stamps[0])]
