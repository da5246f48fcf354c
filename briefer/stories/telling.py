"""What is told of a story: the main fact first, each fact once, in the reader's language, up to date.

Merging joins key points that state one fact in nearly the same words. Five outlets' leads on one
event, in three languages, stay five key points all the same. Here the one that tells best what
happened is found and stands first; what the others tell already is left out, and its evidence is
offered to the one that tells it; a toll that a later report has overtaken is taken out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from briefer.lang import every
from briefer.models import Article, Evidence, KeyPoint
from briefer.stories.contents import (
    Anchors,
    PointContent,
    anchors_in,
    content_of,
    has,
    stems_in,
    united,
)
from briefer.stories.facts import covered
from briefer.stories.lexicon import opposites
from briefer.stories.tolls import Stand
from briefer.text.claim_language import Reader, same_language
from briefer.text.numbers import find_numbers
from briefer.text.words import fold

TOLD = 0.6  # of a point's words, that one or two others have where they tell it already
LEAD_TOLD = 0.45  # the same, of the first sentence of an article on the same event
SAME_EVENT = 0.3  # of such a sentence's words, that the main fact has
FIGURE_TOLD, DAY_TOLD = 0.3, 0.45  # the same, where a telling figure or the day ahead agree
PLAINLY = 0.4  # of its words that are no names, in any case
SUPPORTS = 0.4  # of its words, that a point must have to be another's further evidence
FOREIGN = 2  # points in other languages beside some in the reader's own

_HEADS = (1.0, 0.95, 0.8, 0.7)  # worth of a sentence by its place in its article
_LATER = 0.55
_ALONE = 0.35  # worth of what no headline tells
_OLDER = 0.6  # of what is told by articles of the days before the last
_UNREAD = 0.3  # of what the reader can't read
_KINDS = {"reaction": 0.6, "background": 0.4, "figure": 0.9}
_SOURCES = {"newsletter": 0.7, "opinion": 0.2, "liveblog": 0.6, "stub": 0.8, "correction": 0.8}
_TEASER, _BRIEF = 0.85, 0.8
_WHOLE = 400  # characters of a report; what is shorter tells news in brief
_READ = 8_000  # characters of an article
_MARKS = "\"“„«‘'"
_NAMED = re.compile(r"^\W*(?:\w+\s){0,2}?([^\W\d_a-zß-öø-ÿ]\w+)")  # who acts
_LISTED = re.compile(r"^\W*[^\W\d_]+:\s")  # "Tuesday: the council meets"
_WORDS, _ASKED = 0.5, 0.3  # what opens with a quotation, what asks
_COMMON = 12  # a figure up to it may be any
_FRAGMENT = 5  # stems of a sentence that is none
_FEW, _MANY = 8, 45  # words of a sentence that is rather short, rather long
_CURT, _LONG = 0.7, 0.9


class ToldStory(NamedTuple):
    """What remains of a story's key points, the main fact first.

    `support` gives evidence that others had for what a kept point tells, by the kept point's id;
    `overtaken` are the points with an old toll.
    """

    points: tuple[KeyPoint, ...]
    support: Mapping[str, tuple[Evidence, ...]]
    overtaken: tuple[KeyPoint, ...] = ()


def tell(
    points: Sequence[KeyPoint],
    articles: Sequence[Article],
    reader: Reader,
    since: dt.date | None = None,
) -> ToldStory:
    """Return what is told of a story.

    Args:
        points: its key points, in the order in which they tell it best.
        articles: those that report it.
        reader: who reads it.
        since: the first day of the edition; what was reported before is the news before the news.
    """
    if not points:
        return ToldStory((), {})
    known = {article.id: article for article in articles}
    contents = _news([content_of(point, known, reader) for point in points])
    stand = Stand(articles)
    current, overtaken = _current(contents, stand)
    heads = [_Head(article) for article in articles]
    lead = max(current, key=lambda one: _worth(one, heads, known, since))
    listed = [lead, *(one for one in current if one is not lead)]
    old = frozenset(article.id for article in articles if stand.is_old(article))
    kept, support = _once(listed, heads, old)
    return ToldStory(
        tuple(one.point for one in kept), support, tuple(one.point for one in overtaken)
    )


def _news(contents: Sequence[PointContent]) -> list[PointContent]:
    """Leave out greetings and fragments ("Nine, says the ministry."), unless there is nothing else."""
    kept = [one for one in contents if not _is_idle(one)]
    return kept or list(contents)


def _is_idle(one: PointContent) -> bool:
    text = one.point.text
    if greets(text):
        return True
    figure = next(iter(find_numbers(text[:40], one.language)), None)
    bare = figure is not None and figure.start == 0 and text[figure.end : figure.end + 1] == ","
    return bare and len(one.stems) <= _FRAGMENT


def greets(text: str) -> bool:
    """Return whether a sentence opens as a letter does: "Good morning from a damp ..."."""
    return bool(_greeting().match(text))


@cache
def _greeting() -> re.Pattern[str]:
    phrases = every(lambda tables: tables.letters.greetings)
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)


def _current(
    contents: Sequence[PointContent], stand: Stand
) -> tuple[list[PointContent], list[PointContent]]:
    """Return the points that are up to date, and the others; all where none is."""
    old = [one for one in contents if _is_overtaken(one, stand)]
    new = [one for one in contents if one not in old]
    return (new, old) if new else (list(contents), [])


def _is_overtaken(one: PointContent, stand: Stand) -> bool:
    return all(stand.outdated(one.point.text, one.language, i) for i in one.articles)


# --- the main fact --------------------------------------------------------------------------


class _Head:
    """What an article says at its head: its headline, or its first sentence where it has none."""

    def __init__(self, article: Article) -> None:
        self.article = article
        text = article.title or article.text[:200]
        self.stems = stems_in(text, article.language)
        self.anchors = anchors_in(f"{text}. {article.text[:300]}", article.language)

    @cached_property
    def whole(self) -> Anchors:
        """Return the anchors of the whole article, or of its beginning where it is a long one."""
        text = self.article.text[:_READ]
        return anchors_in(text, self.article.language, self.article.published)

    def told_by(self, one: PointContent) -> float:
        """Return how much of it a key point tells, from 0 to 1."""
        if same_language(self.article.language, one.language):
            return covered(self.stems, one.stems | one.anchors.names) if self.stems else 0.0
        shared = len(self.anchors.names & one.anchors.names)
        shared += sum(has(value, self.anchors.values) for value in one.anchors.values)
        return min(1.0, shared / 4)


def _worth(
    one: PointContent,
    heads: Sequence[_Head],
    articles: Mapping[str, Article],
    since: dt.date | None,
) -> tuple[float, float, str]:
    """Order key points by how well they tell what happened; the given order decides between equals."""
    agreed = sum(head.told_by(one) for head in heads) / len(heads)
    worth = (
        (_ALONE + agreed) * _place(one) * _KINDS.get(one.point.kind, 1.0) * _form(one.point.text)
    )
    worth *= 1.0 if one.own else _UNREAD
    sources = [_source(articles[i], since) for i in one.articles if i in articles]
    return round(worth * max(sources, default=1.0), 6), one.point.importance, one.point.id


def _place(one: PointContent) -> float:
    return _HEADS[one.place - 1] if one.place <= len(_HEADS) else _LATER


def _source(article: Article, since: dt.date | None) -> float:
    """Return what an article's word is worth: news of the edition's days before all else."""
    older = article.published is not None and since is not None and article.published < since
    teaser = _TEASER if article.stub else 1.0
    brief = _BRIEF if len(article.text) < _WHOLE else 1.0
    return _SOURCES.get(article.kind, 1.0) * min(teaser, brief) * (_OLDER if older else 1.0)


def _form(text: str) -> float:
    if text[:1] in _MARKS or _LISTED.match(text):
        return _WORDS
    if text.rstrip()[-1:] in "?？؟":
        return _ASKED
    words = text.count(" ") + 1
    if words == 1:
        return 1.0  # a script without spaces
    return _CURT if words < _FEW else _LONG if words > _MANY else 1.0


# --- each fact once -------------------------------------------------------------------------


def _once(
    listed: Sequence[PointContent], heads: Sequence[_Head], old: frozenset[str]
) -> tuple[list[PointContent], dict[str, tuple[Evidence, ...]]]:
    """Leave out what others tell, what is most like the main fact first.

    `old` are the articles whose tolls have been overtaken: what only they say, and in a language
    that the reader can't read, is left out too.
    """
    lead = listed[0]
    kept = list(listed)
    support: dict[str, tuple[Evidence, ...]] = {}
    for one in sorted(listed[1:], key=lambda one: (one.own, -_likeness(one, lead))):
        others = [other for other in kept if other is not one]
        teller = _teller(one, others, lead, heads) if one in kept else None
        if teller is None:
            continue
        fuller = teller is not lead and _tells_more(one, teller)
        stays, goes = (one, teller) if fuller else (teller, one)
        kept = [other for other in kept if other is not goes]
        if _supports(goes, stays):
            support[stays.point.id] = (*support.get(stays.point.id, ()), *goes.point.evidence)
    kept = [one for one in kept if one is lead or not _is_colour(one)]
    foreign = [one for one in kept if not one.own]
    if len(foreign) < len(kept):
        few = [one for one in foreign if not one.articles <= old][:FOREIGN]
        kept = [one for one in kept if one.own or one in few]
    return kept, support


def _is_colour(one: PointContent) -> bool:
    """Whether a point has nothing of the story's matter, and no fact of its own.

    A fact is a figure, a day, or what somebody says.
    """
    said = one.quote or one.point.speaker
    return one.point.importance <= 0 and not (said or one.anchors.values or one.anchors.dates)


def _tells_more(one: PointContent, other: PointContent) -> bool:
    """Whether one wording has nearly all of another, and more besides."""
    if one.own != other.own or _adds(other, (one,)):
        return False
    return covered(other.stems, one.stems) > max(TOLD, covered(one.stems, other.stems))


def _likeness(one: PointContent, lead: PointContent) -> float:
    return covered(one.stems, lead.stems)


def _teller(
    one: PointContent, others: Sequence[PointContent], lead: PointContent, heads: Sequence[_Head]
) -> PointContent | None:
    """Return which of `others` tells what `one` tells, alone or with another, if they do."""
    if not one.own:
        return _teller_across(one, others, heads)
    alike = [other for other in others if other.own and _may_be_same(one, other)]
    if not alike:
        return None
    first = max(alike, key=lambda other: covered(one.stems, other.stems))
    rest = one.stems - first.stems
    second = max(alike, key=lambda other: len(rest & other.stems))
    told = covered(one.stems, first.stems | second.stems)
    plainly = covered(one.plain, first.stems | second.stems)
    needed = _needed(one, first, lead)
    enough = told >= needed and plainly >= min(PLAINLY, needed)
    return first if enough and not _adds(one, (first, second)) else None


def _needed(one: PointContent, teller: PointContent, lead: PointContent) -> float:
    """Return how many of a point's words another must have to tell it: fewer the more else agrees."""
    if any(_is_telling(value) for value in one.anchors.values & teller.anchors.values):
        return FIGURE_TOLD
    if one.anchors.dates & teller.anchors.dates:
        return DAY_TOLD
    return LEAD_TOLD if one.place == 1 and _likeness(one, lead) >= SAME_EVENT else TOLD


def _is_telling(value: float) -> bool:
    """Whether few figures are like this one: 412, 2.9, 58; not 3, 40 or 2021."""
    return value != int(value) or (
        value > _COMMON and value % 10 != 0 and not 1900 <= value <= 2100
    )


def _may_be_same(one: PointContent, other: PointContent) -> bool:
    """Whether neither denies what the other says, nor puts in doubt what the other says is so.

    The same telling figure is that of the same fact: "remain unaccounted for" is "not verified".
    """
    if any(_is_telling(value) for value in one.anchors.values & other.anchors.values):
        return not opposites(one.stems, other.stems)
    return one.denies[0] == other.denies[0] and (one.denies[1] <= other.denies[1] or one.place > 1)


def _adds(one: PointContent, tellers: Sequence[PointContent]) -> bool:
    """Whether a point has a figure, a date, a quotation or somebody that those who tell it have not."""
    told = united(teller.anchors for teller in tellers)
    if any(not has(value, told.values) for value in one.anchors.values):
        return True
    if one.anchors.dates - told.dates or _another_acts(one, told):
        return True
    return bool(one.quote) and not any(one.quote in fold(t.point.text) for t in tellers)


def _another_acts(one: PointContent, told: Anchors) -> bool:
    """Whether somebody acts, or reacts, whom the others don't name: "Chile criticised Peru ...".

    The first sentence of an article names in its own way who did what all report, unless it tells
    of a reaction.
    """
    if one.place == 1 and one.point.kind != "reaction":
        return False
    opening = next(iter(_NAMED.findall(one.point.text)), "")
    first = anchors_in(opening, one.language).names if opening else frozenset()
    return bool(first) and first.isdisjoint(told.names)


def _teller_across(
    one: PointContent, others: Sequence[PointContent], heads: Sequence[_Head]
) -> PointContent | None:
    """Return which point in the reader's language tells what a foreign one tells, if one does.

    A foreign sentence is kept where it has a figure, a date or two names that nothing in the
    reader's language has. The first of its article tells what the story is about: names that are
    put otherwise there make no other fact.
    """
    own = [other for other in others if other.own]
    if not own:
        alike = [other for other in others if other.language == one.language]
        told_there = (
            o for o in alike if covered(one.stems, o.stems) >= TOLD and not _adds(one, (o,))
        )
        return next(told_there, None)
    told = united([*(other.anchors for other in own), *_in_language(own[0].language, heads)])
    if any(not has(value, told.values) for value in one.anchors.values):
        return None
    names = 0 if one.place == 1 else len(one.anchors.names - told.names)
    if one.anchors.dates - told.dates or names > 1:
        return None
    return max(own, key=lambda other: _shared(one, other))


def _in_language(code: str, heads: Sequence[_Head]) -> Iterable[Anchors]:
    """Yield the anchors of the whole articles in a language."""
    for head in heads:
        if same_language(head.article.language, code):
            yield head.whole


def _shared(one: PointContent, other: PointContent) -> int:
    values = sum(has(value, other.anchors.values) for value in one.anchors.values)
    return (
        2 * values
        + len(one.anchors.names & other.anchors.names)
        + len(one.anchors.dates & other.anchors.dates)
    )


def _supports(one: PointContent, teller: PointContent) -> bool:
    """Whether a point that is left out may stand as further evidence of the one that tells it."""
    if same_language(one.language, teller.language):
        return covered(one.stems, teller.stems) >= SUPPORTS
    return _shared(one, teller) >= 2 and one.countries & teller.countries != frozenset()
