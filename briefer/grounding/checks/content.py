"""What a claim says must be said in the passage: in its words, or in near ones."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import light
from briefer.grounding.reading import runs
from briefer.grounding.wordlists import word_set

CODES: Final = {"content_unsupported": "the cited sentences do not say this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "content"
_SAID: Final = 0.4  # of the content that the passage must say itself, not just imply
_SHARE: Final = 0.45  # of the claim's content that may be in words of its own
_OWN: Final = 0.6  # of a clause
_OPENERS: Final = word_set("and after amid citing following despite while because since")
_RUN: Final = 2.6  # weight of content words in a row that the passage lacks
_CLAUSE: Final = 1.6  # weight of those of a clause


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault if too much of the claim, or a whole phrase of it, is not in the passage."""
    if not case.content:
        return
    missing = missing_tokens(case)
    if sum(bool(case.hits[i].at) for i in case.content) < _SAID * len(case.content):
        words = case.reading.text
        yield Fault("content_unsupported", "the cited sentences hardly speak of this", words)
        return
    if not missing:
        return
    share = sum(case.weigh(i) for i in missing) / (sum(map(case.weigh, case.content)) or 1)
    rank = {i: n for n, i in enumerate(case.content)}
    stretches = [
        case.content[first : last + 1] for first, last in runs(sorted(rank[i] for i in missing))
    ]
    longest = max(stretches, key=lambda run: sum(map(case.weigh, run)), default=[])
    if share > _SHARE:
        words = " ".join(case.reading.low[i] for i in missing[:8])
        yield Fault("content_unsupported", "most of this is not in the cited sentences", words)
    elif sum(map(case.weigh, longest)) >= _RUN:
        words = case.reading.words(longest[0], longest[-1])
        yield Fault("content_unsupported", "the cited sentences do not say this", words)
    else:
        yield from _added_clause(case, set(missing))


def _added_clause(case: Case, missing: set[int]) -> Iterator[Fault]:
    """Yield a fault for a clause of the claim that is nearly all its own."""
    for part in _parts(case):
        own = [i for i in part if i in missing]
        if (
            sum(map(case.weigh, own)) >= _CLAUSE
            and len(own) >= _OWN * len(part)
            and len(part) < len(case.content)
        ):
            words = case.reading.words(part[0], part[-1])
            yield Fault("content_unsupported", "the cited sentences do not say this", words)
            return


def _parts(case: Case) -> Iterator[list[int]]:
    """Yield the content tokens of each clause; "and" and "after" open one too."""
    part: list[int] = []
    reading = case.reading
    opened = -1
    for i in range(len(reading)):
        if reading.clause[i] != opened or reading.low[i] in _OPENERS:
            if part:
                yield part
            part, opened = [], reading.clause[i]
        if reading.content[i]:
            part.append(i)
    if part:
        yield part


def missing_tokens(case: Case) -> list[int]:
    """Return the claim's content tokens that the passage does not bear out in any way.

    The words of a resolved date are not among them: what they say is compared as a day ("on
    5 June" where the passage has "on Friday").
    """
    reading = case.reading
    dated = [(d.start, d.end) for d in case.dates if d.when is not None]
    return [
        i
        for i in case.content
        if case.hits[i].support == 0
        and not light(reading.low[i])
        and not any(start <= reading.start[i] < end for start, end in dated)
    ]
