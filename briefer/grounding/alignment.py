"""Where a claim copies a cited sentence, and what it changed there.

Per cited sentence the content words of the claim are put on the sentence's in one rising chain
(a longest increasing subsequence, weighted, and drawn to words that are neighbours in both). What
stands between two links is an `Alteration`: some words of the claim in the place of some of the source,
either of which may be none. Function words decide where a change begins and ends, so that "hurt
when" and "killed when" differ in one word.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from briefer.grounding.case import Case

_NEIGHBOURS: Final = 0.6  # what a link to a neighbour counts more
_FEWEST: Final = 3  # links of a sentence that the claim is held against
_AROUND: Final = 5  # content words on each side of a change
_BESIDE: Final = 3  # words between neighbours
_ROW: Final = 3  # words on each side of a change that are compared
_OPENING: Final = 6  # words of a sentence before its first link that the claim may leave out
_COPY: Final = 0.85  # of a claim's content words are linked, if it is a copy
_SIDES: Final = frozenset({"is", "are", "was", "were", "be", "been", "being", "by"})
_OWN: Final = 0.1  # of a copy's words that may be others
_LONGEST: Final = 16  # words of the source that one change may leave out
_PLACES: Final = 12  # of one word in a sentence that are tried


class Alteration(NamedTuple):
    """Claim tokens `first` to before `last`, where the passage has `low` to before `high`.

    `before` and `after` count the words that agree without a gap on each side, up to three; where
    claim and sentence begin or end together that counts as two.
    """

    first: int
    last: int
    low: int
    high: int
    before: int
    after: int

    @property
    def tight(self) -> bool:
        """Tell whether so much agrees on both sides that the words stand for each other."""
        return min(self.before, self.after) >= 1 and self.before + self.after > _ROW


class Overlay(NamedTuple):
    """The links of one cited sentence: (claim token, passage token), both rising; the changes."""

    sentence: int
    links: tuple[tuple[int, int], ...]
    changes: tuple[Alteration, ...]
    share: float  # of the claim's content words that are linked

    def nearness(self, case: Case, change: Alteration) -> float:
        """Return the share of the content words around a change that are linked."""
        linked = {i for i, _ in self.links}
        before = [i for i in case.content if i < change.first][-_AROUND:]
        after = [i for i in case.content if i >= change.last][:_AROUND]
        around = before + after
        return sum(i in linked for i in around) / len(around) if around else 1.0

    def runs_through(self, i: int) -> bool:
        """Tell whether claim token `i` is linked here with a neighbour: it is told here."""
        at = dict(self.links).get(i)
        return at is not None and any(
            0 < abs(j - i) <= _BESIDE and 0 < (p - at) * (1 if j > i else -1) <= _BESIDE
            for j, p in self.links
        )


@lru_cache(maxsize=2)
def overlays(case: Case) -> tuple[Overlay, ...]:
    """Return an overlay for each cited sentence that the claim has three content words of.

    Several checks ask for those of one case, one after the other.
    """
    found = []
    places = _places(case)
    for sentence, points in places.items():
        links = _chain(case, points)
        if len(links) >= _FEWEST:
            changes = tuple(_changes(case, sentence, links))
            share = len(links) / len(case.content)
            found.append(Overlay(sentence, tuple(links), changes, share))
    return tuple(found)


def is_copy(case: Case) -> bool:
    """Tell whether the claim is one cited sentence, shortened at its marks, or with a word changed.

    Whether a changed word means the same is for other checks; the order of all others, and so who
    did what, is the source's.
    """
    return any(_copies(case, overlay) for overlay in overlays(case))


def _copies(case: Case, overlay: Overlay) -> bool:
    if overlay.share < _COPY or not _starts_with(case, overlay):
        return False
    if any(_turns(case, change) for change in overlay.changes):
        return False
    changes = [change for change in overlay.changes if not _contracts(case, change)]
    own = sum(change.last - change.first for change in changes)
    if own > max(1, _OWN * len(case.reading)):
        return False
    return all(
        change.first < change.last
        or change.high - change.low <= 1
        or case.passage.marked(change.low)
        or case.passage.marked(change.high)
        for change in overlay.changes
    )


def _contracts(case: Case, change: Alteration) -> bool:
    """Tell whether the change is between "did not" and "didn't"."""
    mine = case.reading.low[change.first : change.last]
    its = case.passage.low[change.low : change.high]
    short, full = sorted((mine, its), key=len)
    return len(short) == 1 and full[1:] == ["not"] and short == [f"{full[0]}n't"]


def _turns(case: Case, change: Alteration) -> bool:
    """Tell whether a form of "be", or "by", was put in or taken out: that turns the sides round.

    "Isn't" for "is not" turns nothing.
    """
    mine = case.reading.low[change.first : change.last]
    its = case.passage.low[change.low : change.high]
    clause = not mine and len(its) > _ROW  # a clause was left out, with its verb
    return any(
        word in _SIDES and not any(other.startswith(word) for other in others)
        for words, others in ((mine, its), ([] if clause else its, mine))
        for word in words
    )


def _starts_with(case: Case, overlay: Overlay) -> bool:
    """Tell whether no word of the claim stands before the part of the sentence that it copies."""
    i, at = overlay.links[0]
    start, _ = case.passage.spans[overlay.sentence]
    return at - start >= i and case.reading.low[:i] == case.passage.low[at - i : at]


def _places(case: Case) -> dict[int, list[tuple[int, int, float]]]:
    """Return cited sentence -> where claim words stand in it, with how well they agree."""
    found: dict[int, list[tuple[int, int, float]]] = {}
    sentence = case.passage.sentence
    for i in case.content:
        hit = case.hits[i]
        for at in hit.at[:_PLACES]:
            found.setdefault(sentence[at], []).append((i, at, hit.support))
    return found


def _chain(case: Case, points: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the heaviest rising chain of `points`, which come in the order of the claim."""
    rank = {i: n for n, i in enumerate(case.content)}
    passed = case.passage.passed
    states: list[tuple[float, int]] = []  # worth of the best chain that ends here, the one before
    for n, (i, at, worth) in enumerate(points):
        best, back = 0.0, -1
        for m in range(n):
            j, place, _ = points[m]
            if j >= i or place >= at:
                continue
            total = states[m][0]
            if rank[i] == rank[j] + 1 and passed[at] == passed[place + 1]:
                total += _NEIGHBOURS
            if total > best:
                best, back = total, m
        states.append((best + worth, back))
    if not states:
        return []
    n = max(range(len(states)), key=lambda m: states[m][0])
    links = []
    while n >= 0:
        links.append(points[n][:2])
        n = states[n][1]
    return links[::-1]


def _changes(case: Case, sentence: int, links: list[tuple[int, int]]) -> Iterator[Alteration]:
    start, end = case.passage.spans[sentence]
    first = links[0]
    if first[1] - start <= _OPENING or case.passage.after_dateline(first[1]):
        yield from _between(case, sentence, (-1, start - 1), first)
    for one, other in pairwise(links):
        yield from _between(case, sentence, one, other)
    if end - links[-1][1] <= _OPENING:
        yield from _between(case, sentence, links[-1], (len(case.reading), end))


def _between(
    case: Case, sentence: int, one: tuple[int, int], other: tuple[int, int]
) -> Iterator[Alteration]:
    """Yield what differs between two links, without the words that agree at its ends."""
    mine, its = case.reading.low, case.passage.low
    first, low = one[0] + 1, one[1] + 1
    last, high = other
    if high - low > _LONGEST:
        return
    while first < last and low < high and mine[first] == its[low]:
        first, low = first + 1, low + 1
    while first < last and low < high and mine[last - 1] == its[high - 1]:
        last, high = last - 1, high - 1
    if first < last or low < high:
        before = _agreeing(case, sentence, (first, low), -1)
        after = _agreeing(case, sentence, (last - 1, high - 1), 1)
        yield Alteration(first, last, low, high, before, after)


def _agreeing(case: Case, sentence: int, at: tuple[int, int], step: int) -> int:
    """Count the words that agree beside a change, in one direction."""
    start, end = case.passage.spans[sentence]
    mine, its = case.reading, case.passage
    count = 0
    for n in range(1, _ROW + 1):
        i, p = at[0] + n * step, at[1] + n * step
        out, over = not 0 <= i < len(mine), not start <= p < end
        if out or over:
            return min(_ROW, count + 2 * (out and over))
        if mine.low[i] != its.low[p] and mine.key[i] != its.key[p]:
            return count
        count += 1
    return count
