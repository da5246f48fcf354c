"""The look-ahead: dated events still to come, from key points and from the articles themselves."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.models import CalendarItem, Document, Evidence, KeyPoint, Story, When
from briefer.stories.announcing import Announcement, announcement, dateline
from briefer.stories.facts import names_in
from briefer.stories.measures import jaccard
from briefer.text.evidence import evidence
from briefer.text.words import content_stems, fold

_SAME_ITEM = 0.35  # Jaccard of stems: the same event on the same day
_SHARED = 2  # stems that make two entries of one story and day the same event
_LONGEST = 400  # characters: a longer sentence is no calendar entry
_PRECISIONS = ("minute", "day", "week", "month", "season", "quarter", "year")
_EXACT = frozenset({"minute", "day", "week", "month"})  # vaguer than that is no appointment
HORIZON_DAYS = 1_830  # five years


class _Entry(NamedTuple):
    """A calendar item on its way, with what is needed to compare and to prefer it."""

    item: CalendarItem
    when: When
    announced: Announcement
    stems: frozenset[str]
    names: frozenset[str]
    point: bool  # a key point, checked already


class _Reader(NamedTuple):
    """What is known of the articles: languages, days and stories, by article id."""

    languages: Mapping[str, str]
    published: Mapping[str, dt.date | None]
    homes: Mapping[str, str]


def upcoming(
    stories: Iterable[Story],
    documents: Iterable[Document],
    today: dt.date,
    horizon_days: int = HORIZON_DAYS,
) -> tuple[CalendarItem, ...]:
    """Return the dated events from `today` to `horizon_days` later, by date.

    An item is a key point with a date, or a sentence of an article, that announces something
    for a day after the article's own. What is past stays out; an event of today is kept where it
    was announced on an earlier day. Events that several outlets give are one item with the
    evidence of all.
    """
    told, read = list(stories), list(documents)
    reader = _Reader(
        languages={d.article.id: d.article.language for d in read},
        published={d.article.id: d.article.published for d in read},
        homes={article_id: story.id for story in told for article_id in story.articles},
    )
    last = today + dt.timedelta(days=horizon_days)
    found = [
        entry
        for entry in (*_from_points(told, reader), *_from_documents(read, reader))
        if _ahead(entry, today, last, reader)
    ]
    return _merged(found)


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


def _ahead(entry: _Entry, today: dt.date, last: dt.date, reader: _Reader) -> bool:
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


def _from_points(stories: Iterable[Story], reader: _Reader) -> Iterator[_Entry]:
    for story in stories:
        for point in story.key_points:
            if point.when is None:
                continue
            source = point.evidence[0].article_id if point.evidence else ""
            language = reader.languages.get(source, "en")
            place = point.text.find(point.when.words) if point.when.words else -1
            span = (place, place + len(point.when.words)) if place >= 0 else (0, 0)
            announced = announcement(point.text, *span, language)
            if announced is not None:
                item = _of_point(point, point.when, story.id)
                yield _entry(item, point.when, announced, language, point=True)


def _of_point(point: KeyPoint, when: When, story: str) -> CalendarItem:
    return CalendarItem(
        date=when.date,
        precision=when.precision,
        text=point.text,
        place=point.place,
        evidence=point.evidence,
        check=point.check,
        story=story,
    )


def _from_documents(documents: Iterable[Document], reader: _Reader) -> Iterator[_Entry]:
    for document in documents:
        language = document.article.language
        for number, start, end, when in _dated_sentences(document):
            text = document.sentence_text(number)
            lead = dateline(text)
            if len(text) > _LONGEST or start < lead or text.rstrip().endswith("?"):
                continue
            announced = announcement(text[lead:], start - lead, end - lead, language)
            if announced is not None:
                source = evidence(document, (number,))
                item = _of_sentence(when, text[lead:], source, reader)
                yield _entry(item, when, announced, language, point=False)


def _of_sentence(
    when: When, text: str, source: tuple[Evidence, ...], reader: _Reader
) -> CalendarItem:
    return CalendarItem(
        date=when.date,
        precision=when.precision,
        text=" ".join(text.split()),
        evidence=source,
        story=reader.homes.get(source[0].article_id),
    )


def _entry(
    item: CalendarItem, when: When, announced: Announcement, language: str, *, point: bool
) -> _Entry:
    return _Entry(
        item=item,
        when=when,
        announced=announced,
        stems=frozenset(s for s in content_stems(item.text, language) if not s[0].isdigit()),
        names=names_in(item.text, language),
        point=point,
    )


def _dated_sentences(document: Document) -> Iterator[tuple[int, int, int, When]]:
    """Yield (sentence, start and end in it, date) of each date that was resolved, in order."""
    place = 0
    for mention in sorted(document.dates, key=lambda found: found.start):
        while place < len(document.sentences) and document.sentences[place].end <= mention.start:
            place += 1
        if place == len(document.sentences):
            return
        sentence = document.sentences[place]
        if mention.when is not None:
            start = mention.start - sentence.start
            yield sentence.number, start, mention.end - sentence.start, mention.when


# --- merging --------------------------------------------------------------------------------


def _merged(found: Iterable[_Entry]) -> tuple[CalendarItem, ...]:
    listed = list(found)
    days: dict[dt.date, list[list[_Entry]]] = {}
    for entry in listed:
        if any(_finer(other, entry) for other in listed):
            continue
        same_day = days.setdefault(entry.when.date, [])
        home = next((g for g in same_day if any(_same(entry, other) for other in g)), None)
        if home is None:
            same_day.append([entry])
        else:
            home.append(entry)
    items = [_joined(group) for groups in days.values() for group in groups]
    return tuple(sorted(items, key=_order))


def _finer(entry: _Entry, other: _Entry) -> bool:
    """Return whether `entry` gives the day of the period that its sentence names as well."""
    exact = _PRECISIONS.index(entry.when.precision) < _PRECISIONS.index(other.when.precision)
    return (
        exact
        and other.when.date <= entry.when.date <= last_day(other.when)
        and bool(_sentences(entry.item) & _sentences(other.item))
    )


def _same(left: _Entry, right: _Entry) -> bool:
    """Return whether two entries of a day are one event."""
    if _sentences(left.item) & _sentences(right.item):
        return True
    if jaccard(left.stems, right.stems) >= _SAME_ITEM:
        return True
    kinds, others = left.announced.kinds, right.announced.kinds
    if kinds and others and kinds.isdisjoint(others):
        return False
    if kinds & others and left.names & right.names:
        return True
    together = left.item.story is not None and left.item.story == right.item.story
    return together and len(left.stems & right.stems) >= _SHARED


def _sentences(item: CalendarItem) -> set[tuple[str, int]]:
    return {(source.article_id, n) for source in item.evidence for n in source.sentences}


def _joined(group: list[_Entry]) -> CalendarItem:
    """Return the best worded entry of a group, with the evidence of all."""
    best = min(group, key=_preference)
    items = [best.item, *(entry.item for entry in group if entry is not best)]
    known = {(e.article_id, e.start, e.end): e for item in items for e in item.evidence}
    update = {
        "evidence": tuple(known.values()),
        "precision": min((item.precision for item in items), key=_PRECISIONS.index),
        "place": next((item.place for item in items if item.place), None),
        "story": next((item.story for item in items if item.story), None),
    }
    return best.item.model_copy(update=update)


def _preference(entry: _Entry) -> tuple[bool, bool, bool, bool, int, str]:
    """Order wordings: a checked key point first, then what names its kind, plainly and shortly."""
    return (
        not entry.point,
        not entry.announced.kinds,
        not entry.announced.future,
        fold(entry.item.text).startswith(_pronouns()),
        max(len(entry.item.text), 60),  # a shorter one tells too little
        entry.item.text,
    )


@cache
def _pronouns() -> tuple[str, ...]:
    """Return how a wording opens, folded, that says little in a calendar: "they "."""
    listed = every(lambda tables: tables.announcing.pronouns)
    return tuple(f"{fold(word)} " for word in listed)


def _order(item: CalendarItem) -> tuple[dt.date, int, str]:
    return (item.date, _PRECISIONS.index(item.precision), fold(item.text))
