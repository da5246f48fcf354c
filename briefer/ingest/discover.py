"""The feeds behind a page: those that it names, then the places where feeds usually are."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from briefer.errors import SourceError
from briefer.ingest.clean import one_line
from briefer.ingest.decode import decode
from briefer.ingest.fetch.addresses import target
from briefer.ingest.fragments import parse

_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/json",
        "text/xml",
        "application/xml",
    }
)
_COMMON = "/feed /rss /feed.xml /rss.xml /atom.xml /index.xml /feed.json /feeds/posts/default"
_MAX = 10


def named_feeds(page: bytes, url: str) -> list[tuple[str, str | None]]:
    """Return (address, title) of the feeds that a page's head names, comments' feeds last."""
    try:
        tree = parse(decode(page))
    except SourceError:
        return []
    found: dict[str, str | None] = {}
    for link in tree.iter("link") if tree is not None else ():
        relations = str(link.get("rel") or "").lower().split()
        media = str(link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in relations and media in _TYPES and link.get("href"):
            address = _absolute(str(link.get("href")), url)
            if address and address not in found and "oembed" not in address:
                found[address] = one_line(link.get("title"))
    return sorted(found.items(), key=lambda feed: _is_of_comments(*feed))[:_MAX]


def common_feeds(url: str) -> Iterator[str]:
    """Yield the addresses on a page's site where feeds usually are."""
    folder = urljoin(url, "./") if urlsplit(url).path not in {"", "/"} else None
    if folder and urlsplit(folder).path != "/":
        yield f"{folder}feed"
    for path in _COMMON.split():
        yield urljoin(url, path)


def _absolute(href: str, base: str) -> str | None:
    try:
        return target(href, base=base).url
    except SourceError:
        return None


def _is_of_comments(address: str, title: str | None) -> bool:
    return "comment" in address.lower() or "comment" in (title or "").lower()
