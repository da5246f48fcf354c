"""What is told of a story: the main fact first, each fact once, in the reader's language, up to date.

Merging joins key points that state one fact in nearly the same words. Five outlets' leads on one
event, in three languages, stay five key points all the same. Here the one that tells best what
happened is found and stands first; what the others tell already is left out, and its evidence is
offered to the one that tells it; a toll that a later report has overtaken is taken out.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from briefer.lang import every
from briefer.models import Article, Evidence, KeyPoint
from briefer.stories.contents import PointContent, ReportHead, content_of
from briefer.stories.retelling import once
from briefer.stories.tolls import Stand
from briefer.text.claim_language import Reader
from briefer.text.numbers import find_numbers

_HEADS = (1.0, 0.95, 0.8, 0.7)  # worth of a sentence by its place in its article
_LATER = 0.55
_OPENING = 4  # sentences, a byline and a standfirst among them, in which a report begins
_ALONE = 0.35  # worth of what no headline tells
_OLDER = 0.6  # of what is told by articles of the days before the last
_UNREAD = 0.3  # of what the reader can't read
_KINDS = {"reaction": 0.6, "background": 0.4, "figure": 0.9}
_SOURCES = {"newsletter": 0.7, "opinion": 0.2, "liveblog": 0.6, "stub": 0.8, "correction": 0.8}
_TEASER, _BRIEF = 0.85, 0.8
_WHOLE = 400  # characters of a report; what is shorter tells news in brief
_MARKS = "\"“„«‘'"
_LISTED = re.compile(r"^\W*[^\W\d_]+:\s")  # "Tuesday: the council meets"
_WORDS, _ASKED = 0.5, 0.3  # what opens with a quotation, what asks
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
    contents = _news(_placed([content_of(point, known, reader) for point in points]))
    stand = Stand(articles)
    current, overtaken = _current(contents, stand)
    heads = [ReportHead(article) for article in articles]
    lead = max(current, key=lambda one: _worth(one, heads, known, since))
    listed = [lead, *(one for one in current if one is not lead)]
    old = frozenset(article.id for article in articles if stand.is_old(article))
    kept, support = once(listed, heads, old)
    return ToldStory(
        tuple(one.point for one in kept), support, tuple(one.point for one in overtaken)
    )


def _placed(contents: Sequence[PointContent]) -> list[PointContent]:
    """Count an article's first point as its first sentence, though a line or two stand before it."""
    first: dict[str, int] = {}
    for one in contents:
        for article in one.articles:
            first[article] = min(one.place, first.get(article, one.place))
    opens = (min(first[article] for article in one.articles) for one in contents)
    return [
        one._replace(place=1) if one.place == place <= _OPENING else one
        for one, place in zip(contents, opens, strict=True)
    ]


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


def _worth(
    one: PointContent,
    heads: Sequence[ReportHead],
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
