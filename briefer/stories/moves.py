"""Moves: a new claim that repeats an old one in all but a figure, or turns it round.

The old claim is the latest that was said of the matter: a price that stood at 69 on Monday and at
71 on Tuesday moves from 71 on Wednesday. Where a report itself says "from 69,342 to 180,764", that
is the move, however differently the two days put it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from briefer.lang import every
from briefer.models import Article, Evidence, KeyPoint
from briefer.stories.facts import Fact, same_speaker
from briefer.stories.lexicon import opposites
from briefer.stories.measures import (
    compatible,
    figures,
    jaccard,
    likeness,
    same_measure,
)
from briefer.stories.memory import Told
from briefer.text.wordings import either

SAME_MATTER = 0.5  # Jaccard of stems from which the opposite counts as a move
SAME_PARTIES = 0.25  # the same, where the same names do the opposite
_PLAIN = 2  # words that are no names, which they must share then
SAME_COUNT = 0.3  # Jaccard of the words around two figures of the same thing
SHARED = 3  # stems that the two must share at least
REVISED = 0.35  # Jaccard of stems from which a sentence is another's later version
_SPAN = 40  # characters between the two figures of a stated move


class _Patterns(NamedTuple):
    """How a report says that something is no longer what it was, in any language."""

    correction: re.Pattern[str]
    before: re.Pattern[str]  # the old figure: "from 69"
    to: re.Pattern[str]  # between the old one and the new one
    formerly: re.Pattern[str]  # between the new one and the old one


@cache
def _patterns() -> _Patterns:
    correction = either(every(lambda tables: tables.moves.correction))
    before = either(every(lambda tables: tables.moves.from_before))
    to = either(every(lambda tables: tables.moves.to_between))
    formerly = either(every(lambda tables: tables.moves.formerly))
    return _Patterns(
        re.compile(rf"\b(?:{correction})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{before})\s+(?:[^\W\d_]+\s+){{0,2}}\W?$", re.IGNORECASE),
        re.compile(rf"^[^.;]*\b(?:{to})\b[^.;]*$", re.IGNORECASE),
        re.compile(rf"^[^.;]*\b(?:{formerly})\b[^.;]*$", re.IGNORECASE),
    )


def moved_from(
    point: KeyPoint,
    fact: Fact,
    near: Sequence[Told],
    all_told: Sequence[Told],
    articles: Mapping[str, Article],
) -> Told | None:
    """Return what was said last of the matter on which `point` says something else, if anything.

    Args:
        point: the new claim.
        fact: the same, taken apart.
        near: what was said before in much the same words, the nearest first.
        all_told: all that was said of the story, for moves that the reports themselves state.
        articles: those that the point rests on, by id.
    """
    moved = [told for told in near if moves(told.fact, fact)]
    if moved:
        return latest(moved)
    pairs = stated(point, fact, articles)
    return latest([told for told in all_told if _has(told.fact, pairs)]) if pairs else None


def latest(told: Iterable[Told]) -> Told | None:
    """Return what was said on the latest day: what was printed first, then the first given."""
    listed = list(told)
    return max(listed, key=lambda one: (one.day, one.printed), default=None)


def moves(old: Fact, new: Fact) -> bool:
    """Return whether `new` repeats `old` in all but a figure, or turns it round."""
    if old.speaker and new.speaker and not same_speaker(old, new):
        return False
    return recounted(old, new) or turned(old, new)


def recounted(old: Fact, new: Fact) -> bool:
    """Return whether a figure of `new` is another than the one of `old` that counts the same."""
    for measure in new.measures:
        alike = [one for one in old.measures if same_measure(one, measure)]
        if any(compatible(one, measure) for one in alike):
            continue
        if any(likeness(one, measure) >= SAME_COUNT for one in alike):
            return True
    return False


def turned(old: Fact, new: Fact) -> bool:
    """Return whether `new` says the opposite of `old`, or that what was possible is so.

    Where the same names do the opposite of what they did (refused, agrees), fewer of the other
    words need to be the same.
    """
    if len(old.stems & new.stems) < SHARED:
        return False
    against = opposites(old.stems, new.stems)
    alike, plainly = jaccard(old.stems, new.stems), jaccard(old.plain, new.plain)
    if against and _same_parties(old, new):
        return alike >= SAME_PARTIES and len(old.plain & new.plain) >= _PLAIN
    if min(alike, plainly) < SAME_MATTER:
        return False
    return old.negative != new.negative or against or (old.modal and not new.modal)


def _same_parties(old: Fact, new: Fact) -> bool:
    few, many = sorted((old.names, new.names), key=len)
    return bool(few) and few <= many


# --- moves that a report states -------------------------------------------------------------


class _Figure(NamedTuple):
    """A figure by itself, whatever it counts."""

    value: float
    unit: str | None


def stated(point: KeyPoint, fact: Fact, articles: Mapping[str, Article]) -> frozenset[_Figure]:
    """Return the figures that the reports of `point` say its own figures replace."""
    own = {_Figure(measure.value, measure.unit) for measure in fact.measures}
    found: set[_Figure] = set()
    for item in point.evidence:
        article = articles.get(item.article_id)
        language = article.language if article else "en"
        for text in (item.quote, (article.title or "") if article else ""):
            found.update(
                old for old, new in _transitions(text, language) if new in own and old not in own
            )
    return frozenset(found)


def _transitions(text: str, language: str) -> Iterator[tuple[_Figure, _Figure]]:
    """Yield (old, new) of each "from 69 to 71", "71, up from 69", "25 instead of 35" in a text."""
    numbers = figures(text, language)
    for number in numbers:  # "from 69 to 71" reads as a range
        if number.high is not None and _patterns().before.search(text[: number.start][-_SPAN:]):
            yield _Figure(number.value, number.unit), _Figure(number.high, number.unit)
    for first, second in pairwise(numbers):
        between = text[first.end : second.start]
        one, other = _Figure(first.value, first.unit), _Figure(second.value, second.unit)
        if len(between) > _SPAN:
            continue
        if _patterns().before.search(text[: first.start][-_SPAN:]) and _patterns().to.match(
            between
        ):
            yield one, other
        elif _patterns().formerly.match(between):
            yield other, one


def _has(fact: Fact, values: frozenset[_Figure]) -> bool:
    return any(_Figure(measure.value, measure.unit) in values for measure in fact.measures)


# --- corrections ----------------------------------------------------------------------------


def says_it_corrects(evidence: Iterable[Evidence]) -> bool:
    """Return whether the source text itself says that it corrects an earlier report."""
    return any(_patterns().correction.search(item.quote) for item in evidence)


def corrected_by(fact: Fact, near: Sequence[Told]) -> Told | None:
    """Return the nearest claim that a report takes back: by its very figure, or by its words."""
    return next((told for told in near if _corrects(told.fact, fact)), None)


def _corrects(old: Fact, new: Fact) -> bool:
    values = {measure.value for measure in old.measures}
    quoted = any(measure.value in values for measure in new.measures)
    return (quoted and bool(old.stems & new.stems)) or moves(old, new)


def revised_by(fact: Fact, near: Sequence[Told], older: frozenset[str]) -> Told | None:
    """Return the claim of an older version of the same page that now reads otherwise."""
    known = [told for told in near if told.articles & older]
    alike = [told for told in known if jaccard(told.fact.stems, fact.stems) >= REVISED]
    found = [told for told in known if moves(told.fact, fact)] or alike
    return next(iter(found), None)
