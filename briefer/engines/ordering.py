"""The order of a story's key points: what several articles agree on first, nothing said twice.

Merging joins only key points that state one fact in nearly the same words. Five outlets' leads
on one event therefore stay five key points, all of them important; a short edition that takes
the most important ones would tell the event five times. Here each key point is worth what it
adds to those before it.
"""

from collections.abc import Sequence

from briefer.engines._salience import SET, Candidate, choose
from briefer.models import KeyPoint, rests_on
from briefer.text.words import content_stems

_TOP = 0.95  # importance of the first key point
_STEP = 0.0001  # importances differ by at least this
_AGREEMENT = 0.2  # what each further article that says the same adds to a key point's worth
_SPREAD = 0.5  # power that spreads small worths out


def ordered(
    points: Sequence[KeyPoint], title: str = "", language: str = "en"
) -> tuple[KeyPoint, ...]:
    """Return `points`, the ones that tell the story best first, with importance to match.

    None is dropped: those that add nothing come last, in their own order of importance.

    Args:
        points: the key points of one story.
        title: its headline, whose words weigh more.
        language: that of the points' texts, for stems.
    """
    candidates = _candidates(points, language)
    headline = frozenset(content_stems(title, language))
    chosen = choose(candidates, len(points), [headline] if headline else [], SET)
    told = {choice.number for choice in chosen}
    rest = [number for number in range(len(points)) if number not in told]
    rest.sort(key=lambda number: (-points[number].importance, number))
    best = chosen[0].worth if chosen else 1.0
    worths = [(choice.number, choice.worth / best) for choice in chosen]
    return _ranked(points, [*worths, *((number, 0.0) for number in rest)])


def _candidates(points: Sequence[KeyPoint], language: str) -> list[Candidate]:
    """Return a candidate a key point."""
    articles: dict[str, int] = {}
    for point in points:
        articles.setdefault(point.evidence[0].article_id, len(articles))
    return [
        Candidate(
            unit=articles[point.evidence[0].article_id],
            place=0,
            length=1,
            words=point.text.count(" ") + 1,
            stems=tuple(content_stems(point.text, language)),
            soundness=point.importance * (1 + _AGREEMENT * (_articles(point) - 1)),
        )
        for point in points
    ]


def _articles(point: KeyPoint) -> int:
    return len(rests_on(point.evidence))


def _ranked(
    points: Sequence[KeyPoint], worths: Sequence[tuple[int, float]]
) -> tuple[KeyPoint, ...]:
    ranked, previous = [], _TOP + _STEP
    for number, worth in worths:
        previous = round(max(0.0, min(previous - _STEP, _TOP * worth**_SPREAD)), 4)
        ranked.append(points[number].model_copy(update={"importance": previous}))
    return tuple(ranked)
