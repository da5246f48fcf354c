"""Two cited sentences must not be fused into what neither says."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import TENSED
from briefer.grounding.grammar import is_verb, span_in_clause
from briefer.grounding.mentions import same_country
from briefer.grounding.names import Run
from briefer.grounding.wordlists import word_set

CODES: Final = {"sources_merged": "one sentence's subject has another sentence's deed"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = ""
_STATE: Final = word_set(
    "government ministry minister committee parliament president officials authorities state court "
    "agency council army police"
)
_PREDICATE: Final = 8  # tokens from a participle to the verb that tells
_SHARE: Final = 0.6  # of the predicate, found in one sentence


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault if the named subject stands in one sentence and its deed in another."""
    if len(case.passage.spans) < 2 or not case.names:
        return
    subject = _whole_subject(case, case.names[0])
    verb = next(
        (i for i in range(subject.last + 1, len(case.reading)) if is_verb(case.reading, i)), None
    )
    if subject.first > 3 or verb is None or verb - subject.last > 4 or _describes(case, verb):
        return
    deed = [i for i in case.content if i >= verb and case.hits[i].at]
    if len(deed) < 3:
        return
    spots = {case.passage.sentence[at] for at in case.hits[verb].at}
    with_subject = {s for s in spots if _named_in(case, subject.tokens, s)}
    if with_subject:
        if _object_elsewhere(case, verb, with_subject):
            words = case.reading.words(subject.first, verb)
            yield Fault("sources_merged", CODES["sources_merged"], words)
        return
    sentence, share = _home(case, deed)
    if _is_country(case, subject) and _is_of_state(case, sentence):
        return
    if (
        share < _SHARE
        or _named_in(case, subject.tokens, sentence)
        or _anchored(case, subject, sentence)
    ):
        return
    if _own_subject(case, sentence):
        words = case.reading.words(subject.first, verb)
        yield Fault("sources_merged", CODES["sources_merged"], words)


def _describes(case: Case, verb: int) -> bool:
    """Tell whether the verb only describes the subject: "the women arrested there are to …"."""
    reading = case.reading
    if not reading.low[verb].endswith("ed") or (verb and reading.low[verb - 1] in TENSED):
        return False
    _, last = span_in_clause(reading.clause, verb, _PREDICATE)
    following = reading.low[verb + 1 : last]
    told = next((n for n, word in enumerate(following) if word in TENSED), None)
    return told is not None and "and" not in following[:told]


def _is_country(case: Case, subject: Run) -> bool:
    """Tell whether the subject is a country, or a capital for it, that the passage speaks of."""
    words = case.reading.words(subject.first, subject.last)
    return same_country(words, case.passage)


def _is_of_state(case: Case, sentence: int) -> bool:
    """Tell whether the sentence opens with a government, a ministry or the like."""
    first, last = case.passage.spans[sentence]
    return not _STATE.isdisjoint(case.passage.low[first : min(last, first + 8)])


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


def _whole_subject(case: Case, run: Run) -> Run:
    """Return the run with the lower-case words up to the verb ("Brendan rodgers will …")."""
    reading = case.reading
    last = run.last
    while (
        last + 1 < len(reading)
        and reading.content[last + 1]
        and not (is_verb(reading, last + 1) or reading.gap[last + 1] != " ")
    ):
        last += 1
    return Run((*run.tokens, *range(run.last + 1, last + 1)), run.first, last)


def _object_elsewhere(case: Case, verb: int, mine: set[int]) -> bool:
    """Tell whether a figure or name right after the verb stands only with another subject."""
    passage = case.passage
    deed = case.reading.low[verb]  # somebody else must do the very same
    deeds = {passage.sentence[at] for at in case.hits[verb].at if passage.low[at] == deed}
    _, last = span_in_clause(case.reading.clause, verb, 6)
    for i in range(verb + 1, last):
        low = case.reading.low[i]
        if not (low[0].isdigit() or case.reading.cap[i]) or not case.hits[i].at:
            continue
        places = {passage.sentence[at] for at in case.hits[i].at}
        if not places & mine and all(s in deeds and _own_subject(case, s) for s in places):
            return True
    return False


def _anchored(case: Case, subject: Run, home: int) -> bool:
    """Tell whether a sentence with the subject holds a figure or name that its home lacks."""
    passage = case.passage
    mine = {passage.sentence[at] for i in subject.tokens for at in case.hits[i].at}
    for i in case.content:
        if i in subject.tokens or not (case.reading.cap[i] or case.reading.low[i][0].isdigit()):
            continue
        places = {passage.sentence[at] for at in case.hits[i].at}
        if places & mine and home not in places:
            return True
    return False


def _own_subject(case: Case, sentence: int) -> bool:
    """Tell whether the sentence opens with a subject of its own, named and not a pronoun."""
    first, last = case.passage.spans[sentence]
    opening = range(first, min(last, first + 8))
    return any(case.passage.cap[at] and case.passage.content[at] for at in opening)
