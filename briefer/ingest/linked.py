"""What a page says of its own article in JSON-LD (schema.org), apart from all else that it describes.

A page's graph holds the site, its breadcrumbs, videos, lists of other articles and the entries of
a live blog. Only the article that the page is about counts: `own_object`. What has a date or a
headline of another is taken out of the page (`settle`) before anyone else reads it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

from lxml.html import HtmlElement

Thing: TypeAlias = dict[str, Any]

_MAX_JSON = 600_000  # characters of one script: a live blog's holds all its entries
_MAX_SCRIPTS = 20
_MAX_THINGS = 500
_WRAPPED = re.compile(r"\A\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*\Z|;\s*\Z")
_COMMA = re.compile(r",(\s*[}\]])")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|PressRelease)$")
_PAGE = re.compile(r"(?:Web|Item|About|Medical\w*)Page$")
_FOREIGN = re.compile(
    r"(?:Object|List|Event|Product|Review|Page|Article|Posting|Report|Comment|Recipe)$"
)
_OF_PAGE = ("mainEntity", "mainEntityOfPage", "@graph")
_OF_ARTICLE_WORDS = (  # what is kept of the own object: it, not what it links to
    "@context @type @id url headline name alternativeHeadline description author creator publisher "
    "datePublished dateCreated dateModified articleSection keywords inLanguage "
    "isAccessibleForFree mainEntityOfPage articleBody"
)
_OF_ARTICLE = frozenset(_OF_ARTICLE_WORDS.split())
_DATES = ("datePublished", "dateCreated", "dateModified", "uploadDate", "dateline")


class _Page(NamedTuple):
    """What tells a page's own object from others: the words of its titles, its addresses."""

    words: frozenset[str]
    addresses: frozenset[str]


def own_object(tree: HtmlElement) -> Thing | None:
    """Return the schema.org object of the article that a page is about, or None."""
    return _own([thing for _, things in _scripts(tree) for thing in things], _page(tree))


def own_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield when the page's article, else the page, was published by its JSON-LD."""
    things = [thing for _, things in _scripts(tree) for thing in things]
    own = _own(things, _page(tree))
    pages = (thing for thing in things if _is(thing, _PAGE))
    for thing in (*([own] if own else []), *pages):
        for key in ("datePublished", "dateCreated"):
            yield from _strings(thing.get(key))


def settle(tree: HtmlElement) -> None:
    """Leave in a page's JSON-LD its own article, and who makes the site.

    A script that can't be parsed stays as it is.
    """
    scripts = list(_scripts(tree))
    own = _own([thing for _, things in scripts for thing in things], _page(tree))
    for script, things in scripts:
        kept = [_kept(thing, own) for thing in things if thing is own or not _is(thing, _FOREIGN)]
        script.text = json.dumps({"@context": "https://schema.org", "@graph": kept})


def _kept(thing: Thing, own: Thing | None) -> Thing:
    if thing is own:
        return {key: value for key, value in thing.items() if key in _OF_ARTICLE}
    return {key: value for key, value in thing.items() if key not in _DATES and key not in _OF_PAGE}


# --- reading ----------------------------------------------------------------------------------


def _scripts(tree: HtmlElement) -> Iterator[tuple[HtmlElement, list[Thing]]]:
    """Yield the scripts that hold JSON-LD, each with the objects that may be the page's own."""
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number >= _MAX_SCRIPTS or not script.text or len(script.text) > _MAX_JSON:
            continue
        try:
            document = _loaded(script.text)
        except (ValueError, RecursionError):
            continue
        yield script, _things(document)


def _loaded(text: str) -> Any:
    """Raises ValueError."""
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_COMMA.sub(r"\1", _WRAPPED.sub("", _WRAPPED.sub("", text))), strict=False)


def _things(document: Any) -> list[Thing]:
    """Return the objects that a document is about: itself, a graph's members, main entities."""
    found: list[Thing] = []
    waiting: list[Any] = [document]
    while waiting and len(found) < _MAX_THINGS:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = value[:_MAX_THINGS] + waiting
        elif isinstance(value, dict):
            found.append(value)
            waiting = [value[key] for key in _OF_PAGE if key in value] + waiting
    return found


def _strings(value: Any) -> Iterator[str]:
    """Yield a property's values: a string, a typed value ("@value"), or a list of these."""
    for each in value if isinstance(value, list) else [value]:
        plain = each.get("@value") if isinstance(each, dict) else each
        if isinstance(plain, str) and plain:
            yield plain


# --- choosing ---------------------------------------------------------------------------------


def _own(things: list[Thing], page: _Page) -> Thing | None:
    """Return the article among `things` that is the page's: by its address, its title, its place."""
    articles = [thing for thing in things if _is(thing, _ARTICLE)]
    likely = [thing for thing in articles if len(articles) > 1 or not _is_other(thing, page)]
    return max(likely, key=lambda thing: _likeness(thing, page), default=None)


def _is_other(thing: Thing, page: _Page) -> bool:
    """Whether an article's address and headline both say that it is not the page's."""
    addresses = _addresses(thing)
    elsewhere = bool(addresses and page.addresses) and not addresses & page.addresses
    return elsewhere and _shared(thing, page) < 0.5


def _likeness(thing: Thing, page: _Page) -> float:
    return 2.0 * bool(_addresses(thing) & page.addresses) + _shared(thing, page)


def _shared(thing: Thing, page: _Page) -> float:
    """Return the share of a headline's words that the page's titles have."""
    words = _words(" ".join([*_strings(thing.get("headline")), *_strings(thing.get("name"))]))
    return len(words & page.words) / len(words) if words else 0.0


def _addresses(thing: Thing) -> frozenset[str]:
    page = thing.get("mainEntityOfPage")
    inner = page if isinstance(page, dict) else {"@id": page}
    values = (thing.get("url"), thing.get("@id"), inner.get("@id"), inner.get("url"))
    return frozenset(_bare(value) for value in values if isinstance(value, str) and "/" in value)


def _page(tree: HtmlElement) -> _Page:
    metas = [
        (m.get("property") or m.get("name") or "", m.get("content") or "")
        for m in tree.iter("meta")
    ]
    titles = [text for name, text in metas if name in {"og:title", "twitter:title"}]
    titles += ["".join(e.itertext()) for e in (*tree.iter("title"), *tree.iter("h1"))][:5]
    links = [link.get("href") or "" for link in tree.iter("link") if link.get("rel") == "canonical"]
    links += [text for name, text in metas if name == "og:url"]
    return _Page(_words(" ".join(titles)), frozenset(_bare(link) for link in links if link))


def _bare(address: str) -> str:
    """Return an address without scheme, "www.", query, fragment and a slash at its end."""
    return re.sub(r"^https?://(?:www\.|amp\.|m\.)?|[?#].*$", "", address.strip()[:2000]).rstrip("/")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text[:2000].casefold()))


def _is(thing: Thing, kind: re.Pattern[str]) -> bool:
    """Whether one of an object's types, without its vocabulary, is of a kind."""
    types = thing.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(
        isinstance(name, str) and kind.search(re.split(r"[/:#]", name)[-1]) for name in names[:20]
    )
