"""The look-ahead: dated events still to come, from key points and from the articles themselves."""

import datetime as dt
import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.lang import language as tables_of
from briefer.models import CalendarItem, Document, Evidence, KeyPoint, Story, When
from briefer.stories.announcing import Announcement, announcement, dateline
from briefer.stories.facts import names_in
from briefer.stories.measures import jaccard
from briefer.text._places import find_places
from briefer.text.countries import find_countries
from briefer.text.evidence import evidence
from briefer.text.wordings import either
from briefer.text.words import content_stems, fold

_SAME_ITEM = 0.35  # Jaccard of stems: the same event on the same day
_SHARED = 2  # stems that make two entries of one story and day the same event
_PROOF = 12  # pieces of evidence that an entry cites: nobody looks up more outlets
_LONGEST = 400  # characters: a longer sentence is no calendar entry
_UNTIL = 5  # words before a date among which "until" may stand ("until 6 a.m. on")
_NEAREST = dt.timedelta(days=100)  # a day without a year is hardly ever meant further ahead
_FIGURE = re.compile(r"\d+")
_AFTER_LABEL = re.compile(r":\s+(?=\S)")
_PRECISIONS = ("minute", "day", "week", "month", "season", "quarter", "year")
_EXACT = frozenset({"minute", "day", "week", "month"})  # vaguer than that is no appointment
HORIZON_DAYS = 1_830  # five years


class _Candidate(NamedTuple):
    """A calendar item on its way, with what is needed to compare and to prefer it."""

    item: CalendarItem
    when: When
    announced: Announcement
    stems: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]
    located: bool  # it says where
    language: str
    point: bool  # a key point, checked already


# A sentence of a document as it can stand alone, with what it rests on; None: it can't.
Wording = Callable[[Document, int], tuple[str, tuple[Evidence, ...]] | None]


class _ArticleFacts(NamedTuple):
    """What is known of the articles: languages, days and stories, by article id."""

    languages: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    homes: Mapping[str, str]


def upcoming(  # noqa: PLR0913 - what a look-ahead is asked by name
    stories: Iterable[Story],
    documents: Iterable[Document],
    today: dt.date,
    *,
    horizon_days: int = HORIZON_DAYS,
    language: str = "en",
    shown: Container[str] | None = None,
    wording: Wording | None = None,
) -> tuple[CalendarItem, ...]:
    """Return the dated events from `today` to `horizon_days` later, by date.

    An item is a key point with a date, or a sentence of an article, that announces something
    for a day after the article's own. What is past stays out; an event of today is kept where it
    was announced on an earlier day. Events that several outlets give are one item with the
    evidence of all, in `language` (the reader's) where any outlet has it; what leans on another
    sentence ("It runs until May") is none, unless `wording` can tell it by itself, and what names
    no place only stands beside a story that is `shown` (None: all are).
    """
    told, read = list(stories), list(documents)
    reader = _ArticleFacts(
        languages={d.article.id: d.article.language for d in read},
        published={d.article.id: d.article.published for d in read},
        homes={article_id: story.id for story in told for article_id in story.articles},
    )
    last = today + dt.timedelta(days=horizon_days)
    found = [
        entry
        for entry in (*_from_points(told, reader), *_from_documents(read, reader, wording))
        if _ahead(entry, today, last, reader)
    ]
    named = (
        entry
        for entry in _merged(found, language)
        if entry.located or shown is None or entry.item.story in shown
    )
    return tuple(sorted((entry.item for entry in named), key=_order))


def last_day(when: When) -> dt.date:
    """Return the last day of the period that `when` names."""
    return when.end or _period_end(when.date, when.precision)


def _period_end(start: dt.date, precision: str) -> dt.date:
    if precision in {"minute", "day"}:
        return start
    if precision == "week":
        return start + dt.timedelta(days=6)
    months = {"month": 1, "season": 3, "quarter": 3, "year": 12}[precision]
    month = start.month - 1 + months - 1
    year, month = start.year + month // 12, month % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, monthrange(year, month)[1])


def _ahead(entry: _Candidate, today: dt.date, last: dt.date, reader: _ArticleFacts) -> bool:
    """Return whether an event is still to come, as seen from its article and from `today`."""
    when = entry.when
    if when.precision not in _EXACT or when.date > last or last_day(when) < today:
        return False
    if when.date < today and when.end is None:
        return False  # a period that has begun
    known = [reader.published.get(source.article_id) for source in entry.item.evidence]
    days = [day for day in known if day is not None]
    return when.date > min(days, default=today) or (when.end or when.date) > today


# --- finding --------------------------------------------------------------------------------


def _from_points(stories: Iterable[Story], reader: _ArticleFacts) -> Iterator[_Candidate]:
    for story in stories:
        for point in story.key_points:
            if point.when is None:
                continue
            source = point.evidence[0].article_id if point.evidence else ""
            language = reader.languages.get(source, "en")
            place = point.text.find(point.when.words) if point.when.words else -1
            span = (place, place + len(point.when.words)) if place >= 0 else (0, 0)
            ahead = _a_day_ahead(point.when, source, reader)
            announced = announcement(point.text, *span, language, day=ahead)
            if announced is not None:
                item = _of_point(point, point.when, story.id)
                yield _entry(item, point.when, announced, language, point=True)


def _of_point(point: KeyPoint, when: When, story: str) -> CalendarItem:
    label = when.words if point.text.startswith(f"{when.words}: ") else ""
    return CalendarItem(
        date=when.date,
        end=when.end,
        precision=when.precision,
        text=_capital(point.text.removeprefix(f"{label}: ") if label else point.text),
        place=point.place,
        evidence=point.evidence,
        check=point.check,
        story=story,
    )


def _from_documents(
    documents: Iterable[Document], reader: _ArticleFacts, wording: Wording | None
) -> Iterator[_Candidate]:
    for document in documents:
        language = document.article.language
        for number, start, end, when in _dated_sentences(document):
            text = document.sentence_text(number)
            lead = dateline(text)
            if len(text) > _LONGEST or start < lead or text.rstrip().endswith("?"):
                continue
            ahead = _a_day_ahead(when, document.article.id, reader)
            announced = announcement(text[lead:], start - lead, end - lead, language, day=ahead)
            label = _label(text, lead, start, end)
            told = None
            if announced is not None:
                told = (text[label:], evidence(document, (number,)))
                if wording is not None and label == lead:
                    told = wording(document, number)
            if announced is not None and told is not None:
                item = _of_sentence(when, *told, reader)
                yield _entry(item, when, announced, language, point=False)


def _a_day_ahead(when: When, article: str, reader: _ArticleFacts) -> bool:
    """Tell whether `when` is a day after the article's own, and near enough to be meant."""
    published = reader.published.get(article)
    if published is None or when.precision not in {"day", "minute"}:
        return False
    dates = tables_of(reader.languages.get(article, "en")).dates
    words = when.words.casefold()
    named = (*dates.months, *dates.short_months, *dates.days)
    if any(map(str.isalpha, words)) and not any(name in words for name in named):
        return False  # "in six days" may be how long it takes
    return dt.timedelta(0) < when.date - published <= _NEAREST


def _label(text: str, lead: int, start: int, end: int) -> int:
    """Return where what is told begins: after a date that labels a line, "Thursday: …"."""
    found = _AFTER_LABEL.match(text, end) if start == lead else None
    return found.end() if found else lead


def _of_sentence(
    when: When, text: str, source: tuple[Evidence, ...], reader: _ArticleFacts
) -> CalendarItem:
    return CalendarItem(
        date=when.date,
        end=when.end,
        precision=when.precision,
        text=_capital(" ".join(text.split())),
        evidence=source,
        story=reader.homes.get(source[0].article_id),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _entry(
    item: CalendarItem, when: When, announced: Announcement, language: str, *, point: bool
) -> _Candidate:
    return _Candidate(
        item=item,
        when=when,
        announced=announced,
        stems=frozenset(s for s in content_stems(item.text, language) if not s[0].isdigit()),
        names=names_in(item.text, language),
        countries=frozenset(code for _, _, code in find_countries(item.text, language)),
        located=bool(item.place) or _located(item.text, language),
        language=language,
        point=point,
    )


def _located(text: str, language: str) -> bool:
    """Tell whether a wording names a place of its own, be it a country, a city or a body."""
    return bool(find_places(text, language))


def _dated_sentences(document: Document) -> Iterator[tuple[int, int, int, When]]:
    """Yield (sentence, start and end in it, date) of each date that was resolved, in order.

    A day up to which something lasts is the end of the one before it in its sentence.
    """
    pending: tuple[int, int, int, When] | None = None
    for found in _resolved(document):
        if pending is not None and pending[0] == found[0]:
            between = document.sentence_text(found[0])[pending[2] : found[1]]
            if _lasts(pending[3], between, found[3]):
                pending = (*pending[:3], pending[3].model_copy(update={"end": last_day(found[3])}))
                continue
        if pending is not None:
            yield pending
        pending = found
    if pending is not None:
        yield pending


def _lasts(first: When, between: str, last: When) -> bool:
    """Tell whether "until" leads from the day of one date to that of the next."""
    if first.end is not None or first.precision not in {"day", "minute"}:
        return False
    words = {word.casefold() for word in between.replace(",", " ").split()[-_UNTIL:]}
    return last.date > first.date and not words.isdisjoint(_until())


@cache
def _until() -> frozenset[str]:
    """Return what stands both between two dates and before one up to which something lasts."""
    joints = every(lambda tables: (*tables.ranges.to, *tables.ranges.to_day))
    return frozenset(joints) & frozenset(every(lambda tables: tables.dates.until))


def _resolved(document: Document) -> Iterator[tuple[int, int, int, When]]:
    quoted = [(quotation.start, quotation.end) for quotation in document.quotations]
    place = 0
    for mention in sorted(document.dates, key=lambda found: found.start):
        while place < len(document.sentences) and document.sentences[place].end <= mention.start:
            place += 1
        if place == len(document.sentences):
            return
        sentence = document.sentences[place]
        spoken = any(start <= mention.start < end for start, end in quoted)
        if mention.when is not None and not (spoken and _relative(mention.when, document)):
            start = mention.start - sentence.start
            yield sentence.number, start, mention.end - sentence.start, mention.when


def _relative(when: When, document: Document) -> bool:
    """Tell whether a date is said from the speaker's today: "tomorrow"."""
    return when.words.casefold() in tables_of(document.article.language).dates.relative


# --- merging --------------------------------------------------------------------------------


def _merged(found: Iterable[_Candidate], language: str) -> list[_Candidate]:
    listed = list(found)
    finer = _FinerEntries(listed)
    days: dict[dt.date, list[list[_Candidate]]] = {}
    for entry in listed:
        if finer.has(entry):
            continue
        same_day = days.setdefault(entry.when.date, [])
        home = next((g for g in same_day if any(_same(entry, other) for other in g)), None)
        if home is None:
            same_day.append([entry])
        else:
            home.append(entry)
    best = (_best(group, language) for groups in days.values() for group in groups)
    return [entry for entry in best if not _leans(entry)]


class _FinerEntries:
    """Entries by precision and day: only those of a coarser entry's period are compared with it."""

    def __init__(self, entries: Iterable[_Candidate]) -> None:
        self._days: dict[int, list[tuple[dt.date, int, _Candidate]]] = {}
        for number, entry in enumerate(entries):
            rank = _PRECISIONS.index(entry.when.precision)
            self._days.setdefault(rank, []).append((entry.when.date, number, entry))
        for listed in self._days.values():
            listed.sort(key=lambda one: one[:2])

    def has(self, entry: _Candidate) -> bool:
        """Tell whether another gives the day of the period that `entry` names for the same."""
        rank = _PRECISIONS.index(entry.when.precision)
        return any(
            bool(_sentences(other.item) & _sentences(entry.item)) or _one_event(other, entry)
            for finer, listed in self._days.items()
            if finer < rank
            for other in self._within(listed, entry.when)
        )

    @staticmethod
    def _within(
        listed: list[tuple[dt.date, int, _Candidate]], period: When
    ) -> Iterator[_Candidate]:
        at = bisect_left(listed, (period.date, 0), key=lambda one: one[:2])
        last = last_day(period)
        while at < len(listed) and listed[at][0] <= last:
            yield listed[at][2]
            at += 1


def _same(left: _Candidate, right: _Candidate) -> bool:
    """Return whether two entries of a day are one event."""
    if _sentences(left.item) & _sentences(right.item):
        return True
    if jaccard(left.stems, right.stems) >= _SAME_ITEM:
        return True
    return _one_event(left, right)


def _one_event(left: _Candidate, right: _Candidate) -> bool:
    """Return whether kind, names and story show one event, in one language or two."""
    kinds, others = left.announced.kinds, right.announced.kinds
    if kinds and others and kinds.isdisjoint(others):
        return False
    if kinds & others and left.names & right.names:
        return True
    together = left.item.story is not None and left.item.story == right.item.story
    if left.language != right.language:
        shared = left.countries & right.countries
        alike = left.countries == right.countries or len(shared) >= _SHARED
        return together or bool(shared and (alike or _figures(left) & _figures(right)))
    return together and len(left.stems & right.stems) >= _SHARED


def _figures(entry: _Candidate) -> set[str]:
    """Return the kinds of an entry and the figures of its text, but for its day."""
    numbers = {str(int(found)) for found in _FIGURE.findall(entry.item.text)}
    return (numbers | entry.announced.kinds) - {str(entry.when.date.day), str(entry.when.date.year)}


def _sentences(item: CalendarItem) -> set[tuple[str, int]]:
    return {(source.article_id, n) for source in item.evidence for n in source.sentences}


def _best(group: list[_Candidate], language: str) -> _Candidate:
    """Return the best worded entry of a group, with the evidence of all."""
    best = min(group, key=lambda entry: (entry.language != language, *_preference(entry)))
    items = [best.item, *(entry.item for entry in group if entry is not best)]
    known = {(e.article_id, e.start, e.end): e for item in items for e in item.evidence}
    update = {
        "end": next((item.end for item in items if item.end), None),
        "evidence": tuple(known.values())[:_PROOF],
        "precision": min((item.precision for item in items), key=_PRECISIONS.index),
        "place": next((item.place for item in items if item.place), None),
        "story": next((item.story for item in items if item.story), None),
    }
    return best._replace(item=best.item.model_copy(update=update))


def _preference(entry: _Candidate) -> tuple[bool, bool, bool, bool, bool, int, str]:
    """Order wordings: what stands alone first, then a checked key point, plain and short."""
    return (
        _leans(entry),
        not entry.located,
        not entry.point,
        not entry.announced.kinds,
        not entry.announced.future,
        max(len(entry.item.text), 60),  # a shorter one tells too little
        entry.item.text,
    )


def _leans(entry: _Candidate) -> bool:
    """Return whether a wording leans on the sentence before it."""
    return _pronouns(entry.language).match(entry.item.text) is not None


@cache
def _pronouns(language: str) -> re.Pattern[str]:
    """Return how a wording opens that says little in a calendar: "they", "the two will"."""
    tables = tables_of(language)
    words = either((*tables.announcing.pronouns, *tables.openings.subjects))
    return re.compile(rf"(?:{words})\s", re.IGNORECASE)


def _order(item: CalendarItem) -> tuple[dt.date, int, str]:
    return (item.date, _PRECISIONS.index(item.precision), fold(item.text))
