"""Two cited sentences must not be fused into what neither says."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.grammar import is_verb

CODES: Final = {"sources_merged": "one sentence's subject has another sentence's deed"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = ""
_SHARE: Final = 0.6  # of the predicate, found in one sentence


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault if the named subject stands in one sentence and its deed in another."""
    if len(case.passage.spans) < 2 or not case.names:
        return
    subject = case.names[0]
    verb = next(
        (i for i in range(subject.last + 1, len(case.reading)) if is_verb(case.reading, i)), None
    )
    if subject.first > 3 or verb is None or verb - subject.last > 4:
        return
    deed = [i for i in case.content if i >= verb and case.hits[i].at]
    if len(deed) < 3:
        return
    sentence, share = _home(case, deed)
    if share < _SHARE or _named_in(case, subject.tokens, sentence):
        return
    if _own_subject(case, sentence):
        words = case.reading.words(subject.first, verb)
        yield Fault("sources_merged", CODES["sources_merged"], words)


def _home(case: Case, deed: list[int]) -> tuple[int, float]:
    """Return the sentence that holds most of the deed, and how much of it."""
    counts = [0] * len(case.passage.spans)
    for i in deed:
        for sentence in {case.passage.sentence[at] for at in case.hits[i].at}:
            counts[sentence] += 1
    best = max(range(len(counts)), key=lambda s: (counts[s], -s))
    return best, counts[best] / len(deed)


def _named_in(case: Case, tokens: tuple[int, ...], sentence: int) -> bool:
    """Tell whether the sentence names the subject, or implies it."""
    passage = case.passage
    source, number = passage.origin[sentence]
    implied = source.implied.get(number, frozenset())
    return any(
        case.reading.key[i] in implied
        or any(passage.sentence[at] == sentence for at in case.hits[i].at)
        for i in tokens
    )


def _own_subject(case: Case, sentence: int) -> bool:
    """Tell whether the sentence opens with a subject of its own, named and not a pronoun."""
    first, last = case.passage.spans[sentence]
    opening = range(first, min(last, first + 8))
    return any(case.passage.cap[at] and case.passage.content[at] for at in opening)
