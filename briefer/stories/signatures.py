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
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from rensa import RMinHash

from briefer.lang import every
from briefer.models import Document, Frozen
from briefer.stories.keys import MIN_KEY, ascii_fold, name_key, name_keys
from briefer.text.countries import find_countries
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
KEY_WORDS = 150  # of the text in which another language's names are looked for
HEAD_WORDS = 70  # of the text: what its first sentences say is the event
MAX_HEAD = 16
MAX_MENTIONED = 120
OWN_DAYS = 2  # a day nearer to its own than this tells nothing about an article
LEAD_WORDS = 1_500  # beyond that an article says little about which event it reports
LEAD_DECAY = 150.0  # words over which the weight of the lead fades
LEAD_BOOST = 2.0
TITLE_BOOST = 5.0
NAME_BOOST = 1.5

_VOWELS = re.compile("[aeiouy]")
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
    dates: tuple[dt.date, ...] = ()  # days it speaks of, without the days around its own
    numbers: tuple[str, ...] = ()  # telling ones only: "1.5e6", "37 %"
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, most frequent first
    title: str = ""
    title_terms: tuple[str, ...] = ()
    length: int = 0  # words of its prose
    head: tuple[str, ...] = ()  # words of names at the head, "country:PE", in order
    mentioned: tuple[str, ...] = ()  # words of names anywhere, folded, most frequent first
    keys: tuple[str, ...] = ()  # of all words at the head that may be a name, for other languages
    figures: tuple[str, ...] = ()  # of the head, small ones too: "4", "5.6"


def signature(document: Document) -> Signature:
    """Return the signature of `document`; the same document gives the same signature."""
    article = document.article
    shingled = shingle(article.text)
    title_terms = content_stems(_headline(document), article.language)
    return Signature(
        article_id=article.id,
        published=article.published,
        language=article.language,
        outlet=article.source,
        digest=digest(shingled.grams),
        shingles=len(shingled.grams),
        terms=_terms(document, title_terms),
        names=_names(document),
        dates=_dates(document),
        numbers=_numbers(document),
        countries=_countries(document),
        title=article.title or "",
        title_terms=tuple(dict.fromkeys(title_terms)),
        length=shingled.words,
        head=_head(document),
        mentioned=_mentioned(document),
        keys=_keys(article.title or "", article.text),
        figures=_figures(document),
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
    counted = Counter(key for name in _plain_names(document) for key in name_keys(name))
    return tuple(key for key, _ in counted.most_common(MAX_NAMES))


def _head(document: Document) -> tuple[str, ...]:
    """Return who and where an article's head and headline name: the event's own marks."""
    article = document.article
    end = _head_end(article.text)
    title = set(words(fold(article.title or "")))
    titled = [word for word in _named_words(document, len(article.text)) if word in title]
    text = f"{article.title or ''}\n{article.text[:end]}"
    found = find_countries(text, article.language)
    marks = [f"country:{code}" for code, _ in Counter(code for *_, code in found).most_common()]
    spoken = {word for start, stop, _ in found for word in words(fold(text[start:stop]))}
    named = dict.fromkeys([*titled, *_named_words(document, end)])
    return (*marks, *(word for word in named if word not in spoken))[:MAX_HEAD]


def carried_key(word: str) -> str:
    """Return what finds a word of a name in any script: its skeleton, or all of a short one."""
    plain = ascii_fold(word)
    bare = _VOWELS.sub("", plain)  # Arabic writes "Hisham" without them
    return name_key(word) or (bare if len(bare) >= MIN_KEY else plain)


def _keys(title: str, text: str) -> tuple[str, ...]:
    """Return the keys of all words of the head that are not written small: a name may be any."""
    head = f"{title}\n{text[: _head_end(text, KEY_WORDS)]}"
    capitals = (word for word in re.findall(r"[^\W\d_]{2,}", head) if not word[0].islower())
    return tuple(dict.fromkeys(key for word in capitals if (key := carried_key(word))))


def _head_end(text: str, words_of_head: int = HEAD_WORDS) -> int:
    found = list(islice(re.finditer(r"\S+", text), words_of_head))
    return found[-1].end() if found else 0


def _named_words(document: Document, end: int) -> list[str]:
    """Return the folded words of the names before `end`, most frequent first."""
    named = Counter(
        word
        for name in document.names
        if name.start < end
        for word in words(fold(name.name))
        if len(word) > 2 or not word.isascii()
    )
    return [word for word, _ in named.most_common()]


def _mentioned(document: Document) -> tuple[str, ...]:
    """Return the headline's words and those of all names: what the article can be said to know."""
    titled = words(fold(document.article.title or ""))
    named = _named_words(document, len(document.article.text))
    return tuple(dict.fromkeys([*titled, *named]))[:MAX_MENTIONED]


def _figures(document: Document) -> tuple[str, ...]:
    """Return the figures of the head, also those that alone tell nothing: four dead, 3 of 5."""
    article = document.article
    head = article.text[: _head_end(article.text)]
    dated = {place for d in document.dates for place in range(d.start, d.end)}
    found = dict.fromkeys(
        f"{number.value:g}"
        for number in find_numbers(head, article.language)
        if number.value > 1
        and not 1900 <= number.value <= 2100
        and not number.ordinal
        and number.start not in dated
    )
    return tuple(found)[:MAX_DATES]


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


def _countries(document: Document) -> tuple[str, ...]:
    article = document.article
    text = f"{article.title or ''}\n{article.text}"
    counted = Counter(code for _, _, code in find_countries(text, article.language))
    return tuple(code for code, _ in counted.most_common())
