"""What came first must come first: "after", "before", "then", "followed by", and dates."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.wordlists import word_set

CODES: Final = {"order_turned": "in the source this came in the other order"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "order"
_AFTER: Final = word_set("after following")
_BEFORE: Final = word_set("before")
_THEN: Final = word_set("then afterwards subsequently")
_TELLING: Final = _AFTER | _BEFORE | _THEN | {"prior", "followed", "first", "already"}
_ARTICLES: Final = word_set("the a an of its their")
_TIME: Final = word_set(
    "minute minutes hour hours day days week weeks month months year years decade decades midnight"
)
_SPAN: Final = 14  # tokens of an event on each side of its connective


class Order(NamedTuple):
    """Two events in their order, each a half-open range of tokens, and the word between."""

    earlier: tuple[int, int]
    later: tuple[int, int]
    word: int


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for the first two events that stand the other way round in the source."""
    if case.reading.language != "en":
        return
    reading, passage = case.reading, case.passage
    if _TELLING.isdisjoint(reading.low):
        return
    mine = list(orders(reading.low, reading.gap, 0, len(reading)))
    if not mine:
        return
    theirs = [
        order
        for first, last in passage.spans
        for order in orders(passage.low, _gaps(case, first, last), first, last)
    ]
    for order in mine:
        if case.in_quotation(order.word):
            continue
        if any(_turned(case, order, other) for other in theirs) or _dated(case, order):
            words = reading.words(order.word, order.word)
            yield Fault("order_turned", CODES["order_turned"], words)
            return


def _gaps(case: Case, first: int, last: int) -> list[str]:
    """Return what stands before each passage token, as a list as long as the passage."""
    gaps = [" "] * len(case.passage)
    sentence = case.passage.sentence[first] if first < last else 0
    source, _ = case.passage.origin[sentence]
    shift = case.passage.shift[sentence]
    gaps[first:last] = source.reading.gap[first - shift : last - shift]
    return gaps


def orders(low: list[str], gap: list[str], first: int, last: int) -> Iterator[Order]:
    """Yield what a sentence, tokens `first` to before `last`, tells of the order of events."""
    for at in range(first, last):
        word, ahead = low[at], low[at + 1 : at + 2]
        if word in _AFTER or word in _BEFORE or (word == "prior" and ahead == ["to"]):
            start = at + 1 + (word == "prior")
            if (word == "following" and low[at - 1] in _ARTICLES) or _is_time(
                low[start : start + 4]
            ):
                continue
            if ahead == ["which"]:
                yield Order((max(first, at - _SPAN), at), (at + 2, min(last, at + 2 + _SPAN)), at)
                continue
            clause, other = _sides(gap, (first, last), at, start)
            yield Order(clause, other, at) if word in _AFTER else Order(other, clause, at)
        elif word == "followed" and ahead and ahead[0] in ("by", "it", "with"):
            yield Order((max(first, at - _SPAN), at), (at + 2, min(last, at + 2 + _SPAN)), at)
        elif (word in _THEN or (word == "first" and ahead == ["and"])) and at > first + 2:
            yield Order((max(first, at - _SPAN), at), (at + 1, min(last, at + 1 + _SPAN)), at)
        elif word == "already" and at > first and "had" in low[max(first, at - 2) : at]:
            yield from _by_then(low, gap, (first, last), at)


def _is_time(low: list[str]) -> bool:
    """Tell whether "after" opens a stretch of time ("after about two years"), no event."""
    return any(word in _TIME for word in low)


def _sides(
    gap: list[str], span: tuple[int, int], at: int, start: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the event after a connective, and the one it is told of."""
    first, last = span
    stop = next((i for i in range(start + 1, last) if _is_mark(gap[i])), last)
    opening = at <= first + 3 or _is_mark(gap[at])
    if opening and stop < last:  # "After X, Y", "A day after X, Y"
        return (start, stop), (stop, min(last, stop + _SPAN))
    return (start, min(last, start + _SPAN)), (max(first, at - _SPAN), at)


def _by_then(low: list[str], gap: list[str], span: tuple[int, int], at: int) -> Iterator[Order]:
    """Yield the order of "by the time A, B had already" and "B had already when A"."""
    first, last = span
    if low[first : first + 3] == ["by", "the", "time"] or low[first] == "when":
        stop = next((i for i in range(first + 1, at) if _is_mark(gap[i])), -1)
        if stop > 0:
            yield Order((stop, min(last, at + _SPAN)), (first, stop), at)
    when = next((i for i in range(at, last) if low[i] == "when"), -1)
    if when > 0:
        yield Order((max(first, at - _SPAN), when), (when + 1, last), at)


def _is_mark(gap: str) -> bool:
    return any(mark in gap for mark in ",;:—")


def _turned(case: Case, mine: Order, its: Order) -> bool:
    """Tell whether the claim's events are the source's, crosswise."""
    first = _held(case, mine.earlier, its.earlier, its.later)
    second = _held(case, mine.later, its.earlier, its.later)
    crossed, straight = first[1] + second[0], first[0] + second[1]
    return first[1] > first[0] and second[0] > second[1] and crossed >= 2 * straight + 2


def _held(
    case: Case, tokens: tuple[int, int], one: tuple[int, int], other: tuple[int, int]
) -> tuple[int, int]:
    """Count the content words of a claim's event that lie in one of two ranges, not in both."""
    counts = [0, 0]
    for i in range(*tokens):
        if not case.reading.content[i]:
            continue
        there = [any(a <= at < b for at in case.hits[i].at) for a, b in (one, other)]
        if there[0] != there[1]:
            counts[there[1]] += 1
    return counts[0], counts[1]


def _dated(case: Case, order: Order) -> bool:
    """Tell whether the two events stand in sentences of one date each, the later one's first."""
    homes = [_home(case, tokens) for tokens in (order.earlier, order.later)]
    if homes[0] == homes[1] or -1 in homes:
        return False
    days = []
    for sentence in homes:
        source, number = case.passage.origin[sentence]
        found = {m.when.date for m in source.dates.get(number, ()) if m.when and m.when.end is None}
        if len(found) != 1:
            return False
        days.append(found.pop())
    return bool(days[0] > days[1])


def _home(case: Case, tokens: tuple[int, int]) -> int:
    """Return the sentence that holds most of an event; -1 where none, or two, do."""
    votes = [0.0] * len(case.passage.spans)
    for i in range(*tokens):
        if case.reading.content[i]:
            for sentence in {case.passage.sentence[at] for at in case.hits[i].at}:
                votes[sentence] += 1
    best = max(votes)
    return votes.index(best) if best >= 2 and votes.count(best) == 1 else -1
