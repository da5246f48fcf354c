"""Who did what to whom: the sides of a verb must not have changed places."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import calendar
from briefer.grounding.grammar import has_agent, is_passive, span_in_clause, verbs_of
from briefer.grounding.lexicon import english
from briefer.grounding.wordlists import word_set

CODES: Final = {"roles_swapped": "in the source it is the other who did this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "who did what"
# Verbs whose sides may change places without changing what is said.
_SYMMETRIC: Final = word_set(
    "meet talk speak discuss agree negotiate marry share exchange join say be have differ cooperate "
    "compete clash fight tie link relate border resemble match include involve follow"
)
# Who does these may as well have them done: "the shop opened", "was opened".
_EITHER: Final = word_set(
    "open close start begin end stop move chang increas decreas split break burn sink marri set run "
    "base interest involv locat retir grow meet join elect"
)
_ARTICLES: Final = word_set("the a an 's")
_PREPOSITIONS: Final = word_set("of in on at to for from with about into against over as")
_SAYING: Final = word_set("said says say told added asked wrote")
_OBJECT: Final = 6  # tokens after a verb where the one it is done to stands
_DOER: Final = 3  # tokens between a doer and the verb
_SIDE: Final = 7  # tokens on each side of the verb


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for a verb whose left and right side are crossed in the source."""
    reading = case.reading
    reported = {i for i in case.reported if reading.low[i] in _SAYING}
    verbs = verbs_of(reading) | _infinitives(case)
    for i in case.content:
        if i not in verbs or not case.hits[i].at or reading.key[i] in _SYMMETRIC:
            continue
        left, right = _sides(case, i)
        names = _named(case, left), _named(case, right)
        if all(names) or i in reported:  # ‘"…," said X’ is no swap, "X told Y" may be
            left, right = names
        if _suffered(case, i, names[0]):
            yield Fault(
                "roles_swapped", "in the source it is the one who did this", reading.words(i, i)
            )
            return
        if i not in reported and _turned_on(case, i):
            yield Fault(
                "roles_swapped",
                "in the source it is the other one who did this",
                reading.words(i, i),
            )
            return
        if left and right and (_crossed(case, i, left, right) or _usurped(case, i)):
            yield Fault(
                "roles_swapped",
                "in the source the two sides of this stand the other way round",
                reading.words(left[0], right[-1]),
            )
            return


def _infinitives(case: Case) -> set[int]:
    """Return the verbs that follow a name and "to": "would allow X to sue Y"."""
    low, cap = case.reading.low, case.reading.cap
    if "to" not in low:
        return set()
    known = english().verbs
    return {
        i
        for i in case.content
        if i > 1 and low[i - 1] == "to" and cap[i - 2] and case.reading.key[i] in known
    }


def _sides(case: Case, i: int) -> tuple[list[int], list[int]]:
    """Return the claim's content tokens left and right of `i`, doer first."""
    reading = case.reading
    first, last = span_in_clause(reading.clause, i, _SIDE)
    start = i - 2 if i and reading.low[i - 1] == "to" else i - 1  # "X to sue Y"
    left = _noun_phrase(case, range(start, first - 1, -1))
    right = _noun_phrase(case, range(i + 1, last))
    return left[::-1], right


def _noun_phrase(case: Case, tokens: range) -> list[int]:
    """Return the content words nearest the verb, as far as no preposition cuts them off."""
    found: list[int] = []
    for j in tokens:
        if case.reading.content[j]:
            found.append(j)
        elif (found and case.reading.low[j] not in _ARTICLES) or (
            not found and case.reading.low[j] in _PREPOSITIONS
        ):
            break
    return [j for j in found if case.hits[j].support]


def _named(case: Case, tokens: list[int]) -> list[int]:
    return [j for j in tokens if case.reading.cap[j] and case.reading.low[j] not in calendar()]


def _crossed(case: Case, i: int, left: list[int], right: list[int]) -> bool:
    passive = has_agent(case.reading.low, i)
    for at in case.spots(i):
        first, last = span_in_clause(case.passage.clause, at, _SIDE)
        before, after = range(first, at), range(at + 1, last)
        agent = has_agent(case.passage.low, at)
        if not passive and not agent and is_passive(case.passage.low, at):
            return False  # "X was named in the team": who did it does not stand beside it
        if passive != agent:
            before, after = after, before
        straight = _shared(case, left, before) + _shared(case, right, after)
        over, back = _shared(case, left, after), _shared(case, right, before)
        if straight or not (over and back):
            return False
    return True


def _suffered(case: Case, i: int, left: list[int]) -> bool:
    """Tell whether the claim has it done to whom the source has do it: "was asked" for "asked"."""
    low, passage = case.reading.low, case.passage
    if not left or not is_passive(low, i) or has_agent(low, i) or case.reading.key[i] in _EITHER:
        return False
    spots = [at for at in case.spots(i) if passage.low[at] == low[i]]
    for at in spots:
        first, _ = span_in_clause(passage.clause, at, _SIDE)
        if is_passive(passage.low, at) or not _shared(case, left, range(first, at)):
            return False
        if any(passage.low[n] in ("by", "and", "or") for n in range(first, at)):
            return False
    return bool(spots)


def _usurped(case: Case, i: int) -> bool:
    """Tell whether a name that stands after the verb in the source does it in the claim.

    And the source's doer stands after the verb in the claim, wherever.
    """
    first, last = span_in_clause(case.reading.clause, i, 12)
    mine = _named(case, list(range(first, i)))
    others = _named(case, list(range(i + 1, last)))
    if not mine or not others or has_agent(case.reading.low, i):
        return False
    for at in case.spots(i):
        low, high = case.passage.spans[case.passage.sentence[at]]
        before, after = range(low, at), range(at + 1, high)
        if has_agent(case.passage.low, at) or _shared(case, mine, before):
            return False
        if not (_shared(case, mine, after) and _shared(case, others, before)):
            return False
    return True


def _turned_on(case: Case, i: int) -> bool:
    """Tell whether whoever the claim has it done to is who did it in the source.

    "The family apologised to the airport" for "The airport apologised": only the name that right
    follows the verb is looked at, and the one that right precedes it there.
    """
    low, passage = case.reading.low, case.passage
    if is_passive(low, i) or has_agent(low, i) or case.reading.key[i] in _EITHER:
        return False
    _, last = span_in_clause(case.reading.clause, i, _OBJECT)
    other = _first_name(case, range(i + 1, last))
    spots = case.spots(i)
    if not other or not spots or not _has_subject(case, i):
        return False
    return all(
        passage.key[at] == case.reading.key[i]
        and not is_passive(passage.low, at)
        and not has_agent(passage.low, at)
        and _is_subject(case, other, at)
        for at in spots
    )


def _first_name(case: Case, tokens: range) -> list[int]:
    """Return the first run of capitalised words among `tokens`."""
    found: list[int] = []
    for j in tokens:
        if case.reading.cap[j] and case.reading.low[j] not in calendar():
            found.append(j)
        elif found:
            break
    return found


def _has_subject(case: Case, i: int) -> bool:
    """Tell whether a name or "he" stands right before the verb: who is told to have done it."""
    low, cap = case.reading.low, case.reading.cap
    before = range(max(0, i - 4), i)
    return any(cap[j] or low[j] in ("he", "she", "they") for j in before)


def _is_subject(case: Case, name: list[int], at: int) -> bool:
    """Tell whether the passage has all of a name right before token `at`, and none of it after."""
    passage = case.passage
    first, last = passage.spans[passage.sentence[at]]
    before = range(max(first, at - _DOER - len(name)), at)
    if not all(any(p in before for p in case.hits[j].at) for j in name):
        return False
    nearest = max(p for j in name for p in case.hits[j].at if p in before)
    between = range(nearest + 1, at)
    if any(passage.cap[p] or passage.low[p] in _PREPOSITIONS for p in between):
        return False
    return not any(at < p < last for j in name for p in case.hits[j].at)


def _shared(case: Case, tokens: list[int], window: range) -> int:
    return sum(any(at in window for at in case.hits[j].at) for j in tokens)
