"""What no longer stands: articles withdrawn, and texts that a newer version has replaced.

An article's text may stand in several places (its origins). Withdrawing the article takes all of
them back; withdrawing one place, or a new text at one address, leaves the others. An article
whose last place is gone is gone.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefer.models import Article
from briefer.store.database import Store
from briefer.store.moments import LONG_AGO, moment_or_none, utc

WHOLE = ""  # location of a withdrawal that takes the text back wherever it stood


class Withdrawal(NamedTuple):
    """A word on an article, or on one place of it: taken back, or taken in again."""

    id: int
    article: str
    location: str
    why: str
    at: dt.datetime
    restored: bool = False


class Address(NamedTuple):
    """A place on the web, or an item's id at its outlet, where an article stood."""

    address: str
    article: str
    location: str
    seq: int


class Replaced(NamedTuple):
    """An article whose text at a location a newer one took the place of."""

    article: str
    location: str
    newer: str


class Gone(NamedTuple):
    """What no longer stands.

    `places` are locations by article that are gone; `whole` are articles gone altogether, by
    withdrawal; `newer` gives the article that replaced an older one altogether.
    """

    places: dict[str, frozenset[str]]
    whole: frozenset[str]
    newer: dict[str, str]

    @property
    def articles(self) -> frozenset[str]:
        """The articles that are briefed no more."""
        return self.whole | self.newer.keys()

    def standing(self, article: Article) -> Article:
        """Return the article as the outlets have it that still stand by it."""
        lost = self.places.get(article.id)
        if not lost:
            return article
        kept = tuple(origin for origin in article.origins if origin.location not in lost)
        if not kept or kept == article.origins:
            return article
        first = kept[0]
        named = {"title": first.title, "source": first.source, "url": first.url}
        own = {name: value for name, value in named.items() if value is not None}
        return article.model_copy(update={"origins": kept, **own})


STANDING = Gone({}, frozenset(), {})  # nothing is gone


class Withdrawals:
    """The withdrawals and versions of an open store. Each method that writes commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    # --- withdrawals ---

    def withdraw(self, article: str, location: str, why: str, now: dt.datetime) -> bool:
        """Take back an article, or its text at one location; return whether that is new."""
        if any(w.article == article and w.location in {location, WHOLE} for w in self.holding()):
            return False
        self._add(article, location, why, now, "withdraw")
        return True

    def restore(self, article: str, location: str, why: str, now: dt.datetime) -> int:
        """Take an article, or its text at one location, in again; return how many held.

        The whole article is taken in again with each of its places.
        """
        held = [
            w for w in self.holding() if w.article == article and location in {WHOLE, w.location}
        ]
        for withdrawal in held:
            self._add(article, withdrawal.location, why, now, "restore")
        return len(held)

    def _add(self, article: str, location: str, why: str, now: dt.datetime, action: str) -> None:
        self._db.execute(
            "INSERT INTO withdrawals (article, location, why, at, action) VALUES (?,?,?,?,?)",
            (article, location, why, utc(now), action),
        )

    def all(self) -> list[Withdrawal]:
        """Return every withdrawal and restoration there was, in order."""
        return [
            Withdrawal(
                number, article, location, why, moment_or_none(at) or LONG_AGO, action == "restore"
            )
            for number, article, location, why, at, action in self._db.execute(
                "SELECT id, article, location, why, at, action FROM withdrawals ORDER BY id"
            )
        ]

    def holding(self, until: int | None = None) -> list[Withdrawal]:
        """Return the withdrawals that hold; those that held after the one numbered `until`."""
        held: dict[tuple[str, str], Withdrawal] = {}
        for word in self.all():
            if until is not None and word.id > until:
                break
            if word.restored:
                held.pop((word.article, word.location), None)
            else:
                held[word.article, word.location] = word
        return list(held.values())

    def gone(self) -> Gone:
        """Return all that no longer stands, by withdrawal or by a newer version."""
        places: defaultdict[str, set[str]] = defaultdict(set)
        whole = {w.article for w in self.holding() if w.location == WHOLE}
        for withdrawal in self.holding():
            places[withdrawal.article].add(withdrawal.location)
        newer: dict[str, str] = {}
        for article, location, by in self._versions():
            if by not in whole:  # else the older text stands again
                places[article].add(location)
                newer[article] = by
        for lost in self._store.articles(places).values():
            if {origin.location for origin in lost.origins} - places[lost.id]:
                newer.pop(lost.id, None)
            elif lost.id not in newer:
                whole.add(lost.id)
        return Gone(
            {i: frozenset(p) for i, p in places.items()},
            frozenset(whole),
            {old: by for old, by in newer.items() if old not in whole},
        )

    # --- versions ---

    def unaddressed(self) -> Iterator[tuple[int, Article]]:
        """Yield (seq, article) of the articles whose addresses have not been noted."""
        (last,) = self._db.execute("SELECT coalesce(max(seq), 0) FROM addresses").fetchone()
        for seq, body in self._db.execute(
            "SELECT seq, body FROM articles WHERE seq>? ORDER BY seq", (last,)
        ):
            article = self._db.parsed(Article, body, f"article number {seq}")
            if article is not None:
                yield seq, article

    def note(self, addresses: Iterable[Address]) -> None:
        """Note where articles stand."""
        with self._db.pooled():
            self._db.executemany(
                "INSERT INTO addresses VALUES (?,?,?,?) ON CONFLICT DO NOTHING", addresses
            )

    def at(self, address: str) -> list[Address]:
        """Return what has stood at an address, in the order in which it came in."""
        rows = self._db.execute(
            "SELECT address, article, location, seq FROM addresses WHERE address=? "
            "ORDER BY seq, location",
            (address,),
        )
        return [Address(*row) for row in rows]

    def replace(self, replaced: Iterable[Replaced]) -> None:
        """Note texts that were replaced."""
        with self._db.pooled():
            self._db.replace("versions", replaced)

    def _versions(self) -> list[Replaced]:
        """Return what was replaced, each by its latest version."""
        rows = list(self._db.execute("SELECT article, location, newer FROM versions"))
        following = {(article, location): newer for article, location, newer in rows}
        return [
            Replaced(article, location, _last(following, newer))
            for article, location, newer in rows
        ]

    # --- looking up ---

    def copies(self, article: str) -> list[str]:
        """Return the ids of the other articles that were placed as reprints of the same copy."""
        rows = self._db.execute(
            "WITH root AS (SELECT coalesce(reprint_of, article) AS id FROM placements "
            "WHERE article=?) SELECT article FROM placements, root WHERE article<>? "
            "AND (article=root.id OR reprint_of=root.id) AND article NOT IN "
            "(SELECT article FROM versions) ORDER BY position",
            (article, article),
        )
        return [other for (other,) in rows]

    def named(self, words: str) -> list[tuple[str, str]]:
        """Return (article id, location) that an id, its beginning, an address or a place names.

        The location is that of the origin that has this address, WHOLE for an id.
        """
        by_id = self._db.execute(
            "SELECT id FROM articles WHERE substr(id, 1, ?)=? ORDER BY id LIMIT 20",
            (len(words), words),
        )
        found = [(article, WHOLE) for (article,) in by_id] if len(words) > 1 else []
        if (words, WHOLE) in found:
            return [(words, WHOLE)]
        return found or [
            (article.id, origin.location)
            for (body,) in self._db.execute(
                "SELECT body FROM articles WHERE instr(body, ?)>0 ORDER BY seq",
                (_as_json(words),),
            )
            for article in [self._db.parsed(Article, body, "an article")]
            if article is not None
            for origin in article.origins
            if words in {origin.url, origin.location, origin.external_id}
        ]


def _last(following: dict[tuple[str, str], str], article: str) -> str:
    """Return the version that nothing has replaced, starting from `article`."""
    seen = {article}
    later = {older: newer for (older, _), newer in following.items()}
    while (newer := later.get(article)) is not None and newer not in seen:
        seen.add(newer)
        article = newer
    return article


def _as_json(words: str) -> str:
    """Return `words` as they stand inside a stored article."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
