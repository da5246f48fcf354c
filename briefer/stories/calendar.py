"""The look-ahead: dated events still to come, from key points and from the articles themselves."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefer.models import CalendarItem, Document, Evidence, KeyPoint, Story, When
from briefer.stories.facts import jaccard
from briefer.stories.lexicon import announces
from briefer.text.evidence import evidence
from briefer.text.words import content_stems, fold

_SAME_ITEM = 0.35  # Jaccard of stems: the same event on the same day
_LONGEST = 400  # characters: a longer sentence is no calendar entry
_PRECISIONS = ("minute", "day", "week", "month", "season", "quarter", "year")


class _Dated(NamedTuple):
    item: CalendarItem
    stems: frozenset[str]


def upcoming(
    stories: Iterable[Story],
    documents: Iterable[Document],
    today: dt.date,
    horizon_days: int = 365,
) -> tuple[CalendarItem, ...]:
    """Return the dated events from `today` to `horizon_days` later, by date.

    An item is a key point with a date, or a sentence of an article that announces something for a
    date. Events that several outlets give are one item with the evidence of all; what is past
    stays out.
    """
    told = list(stories)
    read = list(documents)
    languages = {document.article.id: document.article.language for document in read}
    homes = {article_id: story.id for story in told for article_id in story.articles}
    last = today + dt.timedelta(days=horizon_days)
    found = [
        item
        for item in (*_from_points(told), *_from_documents(read, homes))
        if _ahead(item, today, last)
    ]
    return _merged(found, languages)


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


def _ahead(found: tuple[CalendarItem, When], today: dt.date, last: dt.date) -> bool:
    """Return whether an event is still to come: a long period that has begun is not."""
    _, when = found
    begun = when.date < today
    if begun and (when.end is None or when.precision not in {"minute", "day"}):
        return False
    return last_day(when) >= today and when.date <= last


def _from_points(stories: Iterable[Story]) -> Iterator[tuple[CalendarItem, When]]:
    for story in stories:
        for point in story.key_points:
            if point.when is not None:
                yield _of_point(point, point.when, story.id), point.when


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


def _from_documents(
    documents: Iterable[Document], homes: Mapping[str, str]
) -> Iterator[tuple[CalendarItem, When]]:
    for document in documents:
        home = homes.get(document.article.id)
        for number, when in _dated_sentences(document):
            text = document.sentence_text(number)
            if len(text) > _LONGEST or not announces(text, document.article.language):
                continue
            yield _of_sentence(when, text, evidence(document, (number,)), home), when


def _of_sentence(
    when: When, text: str, source: tuple[Evidence, ...], story: str | None
) -> CalendarItem:
    return CalendarItem(
        date=when.date,
        precision=when.precision,
        text=" ".join(text.split()),
        evidence=source,
        story=story,
    )


def _dated_sentences(document: Document) -> Iterator[tuple[int, When]]:
    """Yield (sentence number, date) of each date that could be resolved, in order."""
    published = document.article.published
    place = 0
    for mention in sorted(document.dates):
        while place < len(document.sentences) and document.sentences[place].end <= mention.start:
            place += 1
        if place == len(document.sentences):
            return
        when = mention.when
        if when is not None and (published is None or last_day(when) >= published):
            yield document.sentences[place].number, when


def _merged(
    found: Iterable[tuple[CalendarItem, When]], languages: Mapping[str, str]
) -> tuple[CalendarItem, ...]:
    kept: dict[dt.date, list[_Dated]] = {}
    for item, _ in found:
        language = languages.get(item.evidence[0].article_id, "en") if item.evidence else "en"
        dated = _Dated(item, frozenset(content_stems(item.text, language)))
        same_day = kept.setdefault(item.date, [])
        home = next((i for i, other in enumerate(same_day) if _same(dated, other)), None)
        if home is None:
            same_day.append(dated)
        else:
            same_day[home] = _joined(same_day[home], dated)
    items = [dated.item for listed in kept.values() for dated in listed]
    return tuple(sorted(items, key=_order))


def _same(left: _Dated, right: _Dated) -> bool:
    shared = {(e.article_id, n) for e in left.item.evidence for n in e.sentences} & {
        (e.article_id, n) for e in right.item.evidence for n in e.sentences
    }
    return bool(shared) or jaccard(left.stems, right.stems) >= _SAME_ITEM


def _joined(kept: _Dated, other: _Dated) -> _Dated:
    """Return `kept` with the other's evidence, and what the other knows more exactly."""
    items = (kept.item, other.item)
    known = {(e.article_id, e.start, e.end): e for item in reversed(items) for e in item.evidence}
    own = [(e.article_id, e.start, e.end) for item in items for e in item.evidence]
    finest = min((item.precision for item in items), key=_PRECISIONS.index)
    update = {
        "evidence": tuple(known[key] for key in dict.fromkeys(own)),
        "precision": finest,
        "place": kept.item.place or other.item.place,
        "story": kept.item.story or other.item.story,
    }
    return kept._replace(item=kept.item.model_copy(update=update))


def _order(item: CalendarItem) -> tuple[dt.date, int, str]:
    return (item.date, _PRECISIONS.index(item.precision), fold(item.text))
