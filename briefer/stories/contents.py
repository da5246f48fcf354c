"""What key points and headlines hold that can be compared across wordings and languages.

Within a language words are compared by their stems; between two, what stays of a sentence when it
is translated: its figures, its dates, its names (by their consonants) and its countries.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from briefer.models import Article, KeyPoint, rests_on
from briefer.stories.facts import covered, fact_of, names_in
from briefer.stories.measures import Measure, measure_of
from briefer.stories.measures import figures as figures_in
from briefer.stories.tolls import head_of
from briefer.text.claim_language import Reader, same_language
from briefer.text.dates import find_dates
from briefer.text.numbers import find_numbers
from briefer.text.words import content_stems, fold

_POSSESSIVE = re.compile(r"[’']s\b")
_SMALL = 4  # a bare figure below this says too little to be a fact of its own
_CLOSE = 0.1  # relative difference that a rough figure leaves
_REPORTED = dt.timedelta(days=1)  # a date so near before the report is the report's own
_ROUGH_UNITS = 24  # hours that are a day
_READ = 8_000  # characters of an article


class Anchors(NamedTuple):
    """What of a sentence is the same in every language."""

    values: frozenset[float] = frozenset()
    dates: frozenset[dt.date] = frozenset()
    names: frozenset[str] = frozenset()


class PointContent(NamedTuple):
    """A key point with all that it is compared by."""

    point: KeyPoint
    language: str
    own: bool  # in the reader's language
    stems: frozenset[str]
    plain: frozenset[str]  # those of words that are no names
    anchors: Anchors
    countries: frozenset[str]
    articles: frozenset[str]
    place: int  # of its first sentence in its article, from 1
    quote: str
    denies: tuple[bool, bool]  # polarity, and whether it only may be


def content_of(point: KeyPoint, articles: Mapping[str, Article], reader: Reader) -> PointContent:
    """Return a key point taken apart."""
    code = _language(point, reader)
    fact = fact_of(point, code)
    published = _published(point, articles)
    return PointContent(
        point=point,
        language=code,
        own=reader.reads(point),
        stems=fact.stems,
        plain=fact.plain,
        anchors=anchors_in(point.text, code, published),
        countries=frozenset(point.countries),
        articles=rests_on(point.evidence),
        place=min((n for item in point.evidence for n in item.sentences), default=1),
        quote=fold(point.quote or ""),
        denies=(fact.negative, fact.modal),
    )


def _language(point: KeyPoint, reader: Reader) -> str:
    found = reader.tongue(point.text, point.evidence).partition("-")[0]
    return reader.of(point.evidence[0].article_id) if found == "und" else found


def _published(point: KeyPoint, articles: Mapping[str, Article]) -> dt.date | None:
    known = (articles[i].published for i in rests_on(point.evidence) if i in articles)
    return next((day for day in known if day), None)


def anchors_in(text: str, code: str, published: dt.date | None = None) -> Anchors:
    """Return what of a text stays when it is translated; dates but for the report's own."""
    measures = [measure_of(text, number, code) for number in figures_in(text, code)]
    return Anchors(
        values=frozenset(_value(measure) for measure in measures if _tells(measure)),
        dates=frozenset(_days(text, code, published)),
        names=names_in(_POSSESSIVE.sub("", text), code),
    )


def _days(text: str, code: str, published: dt.date | None) -> Iterator[dt.date]:
    """Yield the days that a text names, but for the report's own; a bare weekday only if ahead."""
    for mention in find_dates(text, published, code):
        when = mention.when
        if when is None or when.precision not in ("day", "minute"):
            continue
        named = any(map(str.isdigit, text[mention.start : mention.end]))
        for day in filter(None, (when.date, when.end)):
            ahead = published is not None and day > published
            if ahead or (named and not _is_report_day(day, published)):
                yield day


def _tells(measure: Measure) -> bool:
    """Whether a figure says something of its own: "dozens" hardly does."""
    if measure.rough and not any(map(str.isdigit, measure.words)):
        return False
    return measure.value >= _SMALL or bool(measure.unit) or measure.value != int(measure.value)


def _value(measure: Measure) -> float:
    """Return a figure's value; whole days of hours as days: "48 hours" are "two days"."""
    hours = measure.unit == "hour" and measure.value % _ROUGH_UNITS == 0
    return measure.value / _ROUGH_UNITS if hours else measure.value


def _is_report_day(day: dt.date, published: dt.date | None) -> bool:
    return published is not None and published - _REPORTED <= day <= published


def has(value: float, values: Collection[float]) -> bool:
    """Return whether a figure, or one near it, is among `values`."""
    return any(abs(value - other) <= _CLOSE * max(abs(value), abs(other)) for other in values)


def united(anchors: Iterable[Anchors]) -> Anchors:
    """Return the anchors of several texts together."""
    listed = tuple(anchors)
    return Anchors(
        values=frozenset(v for each in listed for v in each.values),
        dates=frozenset(d for each in listed for d in each.dates),
        names=frozenset(n for each in listed for n in each.names),
    )


def stems_in(text: str, code: str) -> frozenset[str]:
    """Return the stems of a text's content words, without figures."""
    return frozenset(s for s in content_stems(text, code) if not s[0].isdigit())


class ReportHead:
    """What an article says at its head: its headline, or its first sentence where it has none."""

    def __init__(self, article: Article) -> None:
        self.article = article
        first = next(iter(head_of(article)), "")
        text = article.title or first
        self.stems = stems_in(text, article.language)
        self.anchors = anchors_in(f"{text}. {first}", article.language)

    @cached_property
    def whole(self) -> Anchors:
        """Return the anchors of the whole article, or of its beginning where it is a long one.

        Ordinals are among its figures: what one language writes "22nd" is "22." in another.
        """
        text, code = self.article.text[:_READ], self.article.language
        found = anchors_in(text, code, self.article.published)
        ordinals = (number.value for number in find_numbers(text, code) if number.ordinal)
        return found._replace(values=found.values.union(ordinals))

    def told_by(self, one: PointContent) -> float:
        """Return how much of it a key point tells, from 0 to 1."""
        if same_language(self.article.language, one.language):
            if not self.stems:
                return 0.0
            words = stems_in(one.point.text, one.language)  # those of its names among them
            return covered(self.stems, one.stems | one.anchors.names | words)
        shared = len(self.anchors.names & one.anchors.names)
        shared += sum(has(value, self.anchors.values) for value in one.anchors.values)
        return min(1.0, shared / 4)
