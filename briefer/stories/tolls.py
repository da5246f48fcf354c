"""Tolls: how many are dead, hurt or missing, as reports of one event give it one after another.

A toll grows. What an early report gave is not wrong and contradicts nobody: it has been overtaken.
A figure is beside the word that tells what it counts ("killing four", "toll rises to six", "83
heridos"); one that is part of another ("including three children") or added to it ("two more
bodies") is no toll.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from briefer.lang import language
from briefer.models import Article, NumberMention
from briefer.stories.measures import figures
from briefer.text.numbers import find_numbers
from briefer.text.sentences import split
from briefer.text.words import fold

TollKind = Literal["dead", "hurt", "missing"]
KINDS: tuple[TollKind, ...] = ("dead", "hurt", "missing")
HEAD = 4  # sentences in which an article gives the toll of its own event
APART = 3600  # seconds from which a report is later than another

_REACH = 120  # characters between a figure and the word that tells what it counts
_CLAUSE = re.compile(r"[.;:]\s|(?<=[\u4e00-\u9fff])[,。;]")  # folded
_NEAR = 0.1  # of the current figure by which "more than 80" may fall short of it
_LEAST = 24 * 3600


class Toll(NamedTuple):
    """How many; `of` is the kind of those who are counted, "" for people in general."""

    kind: TollKind
    value: float
    loose: bool = False  # "about", "at least", "dozens": no count
    of: str = ""
    words: str = ""


class Report(NamedTuple):
    """A toll at the head of an article. `rising`: the article says that the figure has changed."""

    toll: Toll
    article: Article
    rising: bool = False


class _Cues(NamedTuple):
    kinds: dict[TollKind, re.Pattern[str]]
    bodies: re.Pattern[str]
    people: frozenset[str]
    more: re.Pattern[str]
    among: re.Pattern[str]
    rising: re.Pattern[str]
    things: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _cues(code: str) -> _Cues:
    own = language(code).tolls
    return _Cues(
        kinds={
            "dead": _beginning(own.dead, code),
            "hurt": _beginning(own.hurt, code),
            "missing": _beginning(own.missing, code),
        },
        bodies=_beginning(own.bodies, code),
        people=frozenset(map(fold, own.people)),
        more=re.compile(rf"\W*{_beginning(own.more, code).pattern}\W*"),
        among=re.compile(rf"(?:{_any(own.among)})\W*(?:\w+\W+){{0,2}}$"),
        rising=_beginning(own.rising, code),
        things=tuple((kind, _beginning(words, code)) for kind, words in own.things.items()),
    )


def _beginning(words: Iterable[str], code: str) -> re.Pattern[str]:
    """Return what finds words by their beginnings; Arabic writes "and" as one with the next."""
    prefix = {"zh": "", "ar": r"\b[وفب]?"}.get(code, r"\b")
    return re.compile(rf"{prefix}(?:{_any(words)})")


def _any(words: Iterable[str]) -> str:
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, folded)) or r"(?!)"


@lru_cache(maxsize=8_192)
def tolls_in(text: str, code: str) -> tuple[Toll, ...]:
    """Return the tolls that a sentence gives: of each kind, and of each sort of people, the largest."""
    found: dict[tuple[TollKind, str], Toll] = {}
    for toll in _tolls(text, code):
        key = (toll.kind, toll.of)
        if key not in found or toll.value > found[key].value:
            found[key] = toll
    return tuple(found.values())


def _tolls(text: str, code: str) -> Iterator[Toll]:
    if not language(code).tolls.dead:
        return
    cues = _cues(code)
    numbers = figures(text, code)
    for place, number in enumerate(numbers):
        if _counts_people(text, number, cues, code):
            before = numbers[place - 1].end if place else 0
            after = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
            kind = _kind(text, number, (before, after), cues)
            if kind and not (kind == "dead" and is_added(text, number, code)):
                yield _toll(text, number, kind, code)
    for number in find_numbers(text, code):
        if number.ordinal and cues.bodies.match(fold(text[number.end :]).lstrip()):
            yield Toll("dead", number.value, words=text[number.start : number.end])


def _toll(text: str, number: NumberMention, kind: TollKind, code: str) -> Toll:
    before = fold(text[max(0, number.start - 30) : number.start])
    at_least = re.compile(rf"\b(?:{_any(_bounds(code))})\W*$")
    return Toll(
        kind,
        number.value,
        loose=number.approximate or bool(at_least.search(before)),
        of=thing(text, number, code),
        words=text[number.start : number.end],
    )


@cache
def _bounds(code: str) -> tuple[str, ...]:
    return language(code).measures.at_least + language(code).measures.at_most


def thing(text: str, number: NumberMention, code: str) -> str:
    """Return the kind of what a figure counts ("ship"), its own word, or "" for people or nothing.

    It stands behind the figure, at most two words on: "58 more oil tankers".
    """
    cues = _cues(code)
    after = fold(re.split(r"[,.;:()]", text[number.end : number.end + 60], maxsplit=1)[0])
    words = after.split()[:4]
    for word in words:
        if word in cues.people:
            return ""
        for kind, pattern in cues.things:
            if pattern.match(word):
                return kind
    return ""


def _counts_people(text: str, number: NumberMention, cues: _Cues, code: str) -> bool:
    """Whether a figure can be a toll: a whole number, no age or share, and no part."""
    if number.unit or number.value != int(number.value) or text[number.end : number.end + 1] == "-":
        return False
    if fold(number.noun or "") in _idle(code):
        return False
    return not cues.among.search(fold(text[max(0, number.start - 40) : number.start]))


def is_added(text: str, number: NumberMention, code: str) -> bool:
    """Return whether a figure comes on top of another: "two more bodies", "five other men"."""
    cues = _cues(code)
    before = fold(text[max(0, number.start - 40) : number.start])
    after = fold(text[number.end : number.end + 20])
    return bool(cues.more.match(after) or re.search(rf"{cues.more.pattern}$", before))


@cache
def _idle(code: str) -> frozenset[str]:
    """Return words that only measure ("days"), with the plurals of English."""
    words = language(code).measures.idle
    return frozenset(map(fold, (*words, *(f"{word}s" for word in words))))


def _kind(text: str, number: NumberMention, room: tuple[int, int], cues: _Cues) -> TollKind | None:
    """Return what a figure counts by the nearest word that says so, with no other figure between."""
    left = fold(text[max(room[0], number.start - _REACH) : number.start])
    right = fold(text[number.end : min(room[1], number.end + _REACH)])
    left, right = _CLAUSE.split(left)[-1], _CLAUSE.split(right, maxsplit=1)[0]
    found: list[tuple[int, int, TollKind]] = []
    for kind in KINDS:
        ahead = cues.kinds[kind].search(right)
        if ahead:
            found.append((ahead.start(), 1, kind))
        behind = list(cues.kinds[kind].finditer(left))
        if behind:
            found.append((len(left) - behind[-1].end(), 0, kind))
    return min(found)[2] if found else None


# --- of a story -----------------------------------------------------------------------------


def reports(articles: Iterable[Article]) -> tuple[Report, ...]:
    """Return the tolls that articles give at their head, of each kind the first."""
    return tuple(report for article in articles for report in _reports(article))


def _reports(article: Article) -> Iterator[Report]:
    code = article.language
    if not language(code).tolls.dead or article.kind == "opinion":
        return
    head, grows = _head(article), rising(article)
    met: set[tuple[TollKind, str]] = set()
    for text in head:
        for toll in tolls_in(text, code):
            if (toll.kind, toll.of) not in met:
                met.add((toll.kind, toll.of))
                yield Report(toll, article, grows)


def rising(article: Article) -> bool:
    """Return whether the head of an article says of its toll that it is no longer the old one."""
    code = article.language
    told = " ".join(text for text in _head(article) if tolls_in(text, code))
    return bool(_cues(code).rising.search(fold(told)))


def _head(article: Article) -> tuple[str, ...]:
    return (article.title or "", *head_of(article))


def head_of(article: Article) -> tuple[str, ...]:
    """Return the first sentences of an article."""
    text = article.text[:2_000]
    return tuple(text[s.start : s.end] for s in split(text, article.language)[:HEAD])


def alike(one: Toll, other: Toll) -> bool:
    """Return whether two tolls count the same: the dead, of the same sort of people."""
    return one.kind == other.kind and (one.of == other.of or not one.of or not other.of)


def overtaken(old: Report, new: Report) -> bool:
    """Return whether `new` gives a later stand of the toll that `old` gives."""
    if not alike(old.toll, new.toll) or not short_of(old.toll, new.toll):
        return False
    gap = seconds_between(old.article, new.article)
    return gap >= APART or (new.rising and gap > -_LEAST)


def short_of(old: Toll, new: Toll) -> bool:
    """Return whether a figure is lower than another, and by more than "more than 80" leaves open."""
    if old.value >= new.value:
        return False
    return not old.loose or new.value - old.value > _NEAR * new.value


def seconds_between(old: Article, new: Article) -> float:
    """Return how much later `new` is; 0 on the same day where one of the two has no hour."""
    if old.published_at and new.published_at:
        return (new.published_at - old.published_at).total_seconds()
    if old.published and new.published:
        return (new.published - old.published).days * float(_LEAST)
    return 0.0


class Stand:
    """The current tolls of a story's event."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._reports = reports(articles)
        self._articles = {article.id: article for article in articles}

    def outdated(self, text: str, code: str, article: str | None = None) -> bool:
        """Return whether a sentence or headline gives a toll that a later report has overtaken.

        Args:
            text: one sentence.
            code: its language.
            article: the id of the article it comes from, where it is of one.
        """
        given = tolls_in(text, code)
        own = self._articles.get(article or "")
        return any(self._is_overtaken(toll, own) for toll in given)

    def _is_overtaken(self, toll: Toll, own: Article | None) -> bool:
        given = [
            old
            for old in self._reports
            if alike(old.toll, toll) and old.toll.value == toll.value
            and (own is None or old.article.id == own.id)
        ]  # fmt: skip
        if not given:
            return False  # no article's head gives it: it counts something else
        return any(overtaken(old, new) for old in given for new in self._reports)

    def is_old(self, article: Article) -> bool:
        """Return whether a later report has overtaken a toll at the head of an article."""
        own = [report for report in self._reports if report.article.id == article.id]
        return any(overtaken(old, new) for old in own for new in self._reports)
