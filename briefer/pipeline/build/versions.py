"""Versions: of two texts at one address the later takes the place of the earlier.

An address alone is no proof: a live page or a newsletter has many texts at one. Two texts are
versions of one report when they stand at one address, or under one outlet's number, and have the
headline or a good part of their words in common.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from briefer.models import Article
from briefer.store import Store
from briefer.store.withdrawals import Address, Replaced, Withdrawals
from briefer.stories.reprints import overlap
from briefer.stories.signatures import shingles
from briefer.text.words import fold

JACCARD = 0.1  # of word 5-grams: two independent reports of one event share hardly any
CONTAINED = 0.3  # share of the shorter text that the longer one repeats
LATEST = 8  # texts looked at per address
_TRACKING = ("utm_", "at_", "fbclid", "gclid", "mc_")


def note_versions(store: Store) -> None:
    """Find the articles that came in since the last call and replace an earlier text."""
    book = Withdrawals(store)
    fresh = [found for seq, article in book.unaddressed() for found in _addresses(article, seq)]
    if not fresh:
        return
    book.note(fresh)
    told = sorted({entry.address for entry in fresh if entry.address})
    book.replace(list(_replaced(store, book, told)))


def _replaced(store: Store, book: Withdrawals, told: list[str]) -> Iterator[Replaced]:
    """Yield each text that a newer one at its address takes the place of."""
    for address in told:
        entries = {entry.article: entry for entry in book.at(address)}
        found = list(store.articles(list(entries)[-LATEST:]).values())
        found.sort(key=lambda article: (_day(article), entries[article.id].seq))
        for older, newer in combinations(found, 2):
            if _versions(older, newer):
                yield Replaced(older.id, entries[older.id].location, newer.id)


def _versions(left: Article, right: Article) -> bool:
    if left.title and right.title and fold(left.title) == fold(right.title):
        return True
    found = overlap(shingles(left.text), shingles(right.text))
    return found.jaccard >= JACCARD or found.containment >= CONTAINED


def _addresses(article: Article, seq: int) -> list[Address]:
    """Return where an article stands; one empty address where it says nothing of that."""
    found = {
        (address, origin.location)
        for origin in article.origins
        for address in (
            address_of(origin.url),
            f"{fold(origin.source)}#{origin.external_id}"
            if origin.source and origin.external_id
            else "",
        )
        if address
    }
    if not article.origins and article.url:
        found.add((address_of(article.url), article.id))
    listed = sorted(found) or [("", article.id)]
    return [Address(address, article.id, location, seq) for address, location in listed]


def address_of(url: str | None) -> str:
    """Return one spelling of a web address; "" for none, and for what is no page of its own."""
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""  # brackets that hold no IPv6 address
    if not parts.netloc:
        return ""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    path = parts.path.rstrip("/")
    if not path and not query:
        return ""  # a front page
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit(("https", host, path, urlencode(query), ""))


def _day(article: Article) -> dt.date:
    return article.published or dt.date.min
