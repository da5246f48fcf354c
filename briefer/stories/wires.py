"""Whose copy several outlets carry: the agency that a dateline, a byline or a sign-off names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefer.models import Article
from briefer.stories.outlets import OutletBook
from briefer.text.words import fold

SPAN = 250  # characters at either end of an article in which a wire is named
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")  # "Meridian Wire (sample)"


def wires(
    reprints: Sequence[Sequence[str]],
    articles: Mapping[str, Article],
    book: OutletBook | None = None,
) -> tuple[str, ...]:
    """Return, of each group of article ids with one copy, the agency it comes from; "" if unknown.

    A known agency that any of the articles credits comes first; else one of the outlets
    themselves that the others name as the source ("PARIS (Meridian Wire) - ").
    """
    known = book or OutletBook.bundled()
    return tuple(_wire([articles[i] for i in group if i in articles], known) for group in reprints)


def _wire(articles: Sequence[Article], book: OutletBook) -> str:
    credited = Counter(agency for a in articles if (agency := book.credited(a)))
    if credited:
        return min(credited, key=lambda agency: (-credited[agency], agency))
    outlets = dict.fromkeys(o for a in articles for o in _outlets(a))
    named = Counter(
        outlet
        for outlet in outlets
        for article in articles
        if outlet not in _outlets(article) and _names(article.text, outlet)
    )
    return min(named, key=lambda outlet: (-named[outlet], outlet), default="")


def _outlets(article: Article) -> tuple[str, ...]:
    """Return the outlets that print an article's very text."""
    listed = [article.source, *(origin.source for origin in article.origins)]
    return tuple(dict.fromkeys(outlet for outlet in listed if outlet))


def _names(text: str, outlet: str) -> bool:
    """Return whether a text says that it comes from an outlet: "(NAME)", or NAME as its last line."""
    name = fold(_NOTE.sub("", outlet)).strip()
    if len(name) < 2:
        return False
    head, tail = fold(text[:SPAN]), fold(text[-SPAN:])
    last = tail.strip().rpartition("\n")[2].strip(" -–—")
    return f"({name})" in head or f"({name})" in tail or last == name
