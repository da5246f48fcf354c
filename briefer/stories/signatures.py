"""Signatures: what clustering keeps of an article when its text is gone.

A signature is small (about 3 kB of JSON) and depends on its document alone, so it can be stored
and read back after a restart. Reprints are found on `digest`, a MinHash (Broder 1997) of the
article's word 5-grams, computed by rensa with a fixed seed; stories on the weighted terms and on
what carries across languages: names, numbers, countries.
"""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rensa import RMinHash

from briefer.lang import every
from briefer.models import Document, Frozen
from briefer.stories.keys import ascii_fold, name_keys
from briefer.text._country_words import Mention
from briefer.text._places import find_places
from briefer.text.numbers import find_numbers
from briefer.text.wordings import either
from briefer.text.words import content_stems, fold, words

SHINGLE = 5  # words
PERMUTATIONS = 48
SEED = 1912
MAX_TERMS = 120
MAX_NAMES = 40
MAX_NUMBERS = 12
MAX_DATES = 8
OWN_DAYS = 2  # a day nearer to its own than this tells nothing about an article
LEAD_WORDS = 1_500  # beyond that an article says little about which event it reports
LEAD_DECAY = 150.0  # words over which the weight of the lead fades
LEAD_BOOST = 2.0
TITLE_BOOST = 5.0
NAME_BOOST = 1.5

_NOTICE_LENGTH = 400  # characters: a longer paragraph is prose that mentions a notice


class Signature(Frozen):
    """An article as clustering sees it. Terms are (stem, weight), heaviest first."""

    article_id: str
    published: dt.date | None = None
    language: str = "und"
    outlet: str | None = None
    digest: tuple[int, ...] = ()
    shingles: int = 0
    terms: tuple[tuple[str, float], ...] = ()
    names: tuple[str, ...] = ()  # keys of the words of names, most frequent first
    own: tuple[str, ...] = ()  # words of the names of people, towns and bodies: of no country
    heading: tuple[str, ...] = ()  # those of them, and the countries, that the headline has
    dates: tuple[dt.date, ...] = ()  # days it speaks of, without the days around its own
    numbers: tuple[str, ...] = ()  # telling ones only: "1.5e6", "37 %"
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, most frequent first
    title: str = ""
    title_terms: tuple[str, ...] = ()
    length: int = 0  # words of its prose


def signature(document: Document) -> Signature:
    """Return the signature of `document`; the same document gives the same signature."""
    article = document.article
    shingled = shingle(article.text)
    title_terms = content_stems(_headline(document), article.language)
    places = _places(document)
    own = _own_names(document, places)
    return Signature(
        article_id=article.id,
        published=article.published,
        language=article.language,
        outlet=article.source,
        digest=digest(shingled.grams),
        shingles=len(shingled.grams),
        terms=_terms(document, title_terms),
        names=_names(document),
        own=own,
        heading=_heading(article.title or "", own, places),
        dates=_dates(document),
        numbers=_numbers(document),
        countries=_countries(places),
        title=article.title or "",
        title_terms=tuple(dict.fromkeys(title_terms)),
        length=shingled.words,
    )


def _headline(document: Document) -> str:
    """Return the headline, or the first sentence of an article that has none."""
    if document.article.title or not document.sentences:
        return document.article.title or ""
    first = document.sentences[0]
    return document.article.text[first.start : first.end]


def prose(text: str) -> str:
    """Return `text` without copyright lines and calls to subscribe."""
    notice = _notice()
    return "\n".join(
        line for line in text.splitlines() if len(line) > _NOTICE_LENGTH or not notice.search(line)
    )


@cache
def _notice() -> re.Pattern[str]:
    """Return what finds what is put under everything sent: never a sign of the same event."""
    return re.compile(either(every(lambda tables: tables.notices.feet)), re.IGNORECASE)


class Shingled(NamedTuple):
    """A text's word 5-grams, and how many words it has."""

    grams: frozenset[str]
    words: int


def shingles(text: str) -> frozenset[str]:
    """Return the word 5-grams of `text` (of the whole text where it has fewer words)."""
    return shingle(text).grams


def shingle(text: str) -> Shingled:
    """Return the word 5-grams of `text` and the number of its words."""
    tokens = words(fold(prose(text)))
    if not tokens:
        return Shingled(frozenset(), 0)
    last = max(len(tokens) - SHINGLE, 0)
    grams = frozenset(" ".join(tokens[i : i + SHINGLE]) for i in range(last + 1))
    return Shingled(grams, len(tokens))


def digest(shingled: frozenset[str]) -> tuple[int, ...]:
    """Return the MinHash of a set of shingles: 48 integers below 2**32, or () for no shingles."""
    if not shingled:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(shingled))
    return tuple(sketch.digest())


def _terms(document: Document, title_terms: list[str]) -> tuple[tuple[str, float], ...]:
    language = document.article.language
    weights: dict[str, float] = {}
    for place, term in enumerate(_lead(document.article.text, language)):
        boost = 1 + (LEAD_BOOST - 1) * math.exp(-place / LEAD_DECAY)
        weights[term] = weights.get(term, 0.0) + boost
    for term in title_terms:
        weights[term] = weights.get(term, 0.0) + TITLE_BOOST
    named = {stem for name in set(_plain_names(document)) for stem in content_stems(name, language)}
    scaled = {
        term: (1 + math.log(weight)) * (NAME_BOOST if term in named else 1.0)
        for term, weight in weights.items()
        if len(term) > 1 or not term.isascii()
    }
    heaviest = sorted(scaled.items(), key=lambda item: (-item[1], item[0]))[:MAX_TERMS]
    return tuple((term, round(weight, 3)) for term, weight in heaviest)


def _lead(text: str, language: str) -> list[str]:
    return content_stems(prose(text), language)[:LEAD_WORDS]


def _plain_names(document: Document) -> Iterator[str]:
    return (name.name for name in document.names)


def _names(document: Document) -> tuple[str, ...]:
    runs = _capital_runs(document) if document.article.language == "de" else ()
    counted = Counter(key for name in (*_plain_names(document), *runs) for key in name_keys(name))
    return tuple(key for key, _ in counted.most_common(MAX_NAMES))


def _places(document: Document) -> list[Mention]:
    """Return the countries, peoples, capitals and governments of headline and text.

    Places in the headline have negative offsets.
    """
    article = document.article
    title = f"{article.title or ''}\n"
    found = find_places(title + article.text, article.language)
    return [
        place._replace(start=place.start - len(title), end=place.end - len(title))
        for place in found
        if place.kind not in {"city", "organisation"}
    ]


def _own_names(document: Document, places: Sequence[Mention]) -> tuple[str, ...]:
    """Return the words of names that are neither a country's nor its people's or government's."""
    broad = [place for place in places if place.kind != "capital"]
    own = (
        name.name
        for name in document.names
        if not any(place.start < name.end and name.start < place.end for place in broad)
    )
    counted = Counter(word for name in own for word in ascii_fold(name).split() if len(word) > 2)
    return tuple(word for word, _ in counted.most_common(MAX_NAMES))


def _heading(title: str, own: tuple[str, ...], places: Sequence[Mention]) -> tuple[str, ...]:
    """Return what a headline names: those of `own`, and the codes of countries."""
    folded = frozenset(ascii_fold(title).split())
    codes = dict.fromkeys(place.code for place in places if place.start < 0)
    return (*(word for word in own if word in folded), *codes)


_RUN = re.compile(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)+")


def _capital_runs(document: Document) -> tuple[str, ...]:
    """Return words with capitals side by side: in German, where nouns have them, mostly names."""
    return tuple(found[0] for found in _RUN.finditer(document.article.text))


def _dates(document: Document) -> tuple[dt.date, ...]:
    published = document.article.published
    days = dict.fromkeys(
        mention.when.date
        for mention in document.dates
        if mention.when is not None and mention.when.precision in {"minute", "day"}
    )
    telling_days = (
        day for day in days if published is None or abs((day - published).days) >= OWN_DAYS
    )
    return tuple(telling_days)[:MAX_DATES]


def _numbers(document: Document) -> tuple[str, ...]:
    article = document.article
    dated = {place for d in document.dates for place in range(d.start, d.end)}
    found = dict.fromkeys(
        f"{number.value:g} {number.unit or ''}".strip()
        for number in find_numbers(article.text, article.language)
        if telling(number.value) and not number.ordinal and number.start not in dated
    )
    return tuple(found)[:MAX_NUMBERS]


def telling(value: float) -> bool:
    """Return whether a number can tell one event from another: small and round ones can't."""
    if value < 13 or 1900 <= value <= 2100:
        return False
    return value % 10 != 0 or value >= 1_000


def _countries(places: Sequence[Mention]) -> tuple[str, ...]:
    counted = Counter(place.code for place in places)
    return tuple(code for code, _ in counted.most_common())
