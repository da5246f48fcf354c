"""A person's title or office must be the one the source gives that person."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import EXACT, Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import TENSED, calendar
from briefer.grounding.lexicon import english, key, light
from briefer.grounding.names import Run
from briefer.grounding.offices import HEADS, OFFICE_WORDS, same_office
from briefer.grounding.wordlists import word_set

CODES: Final = {"title_changed": "the source gives this person another title or office"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "title"
_STANDING: Final = frozenset(
    {"former", "ex", "deputy", "vice", "acting", "interim", "late", "then"}
)
# Offices that are no other's: a "leader" or "chief" may be any of them.
_OFFICES: Final = word_set(
    "president minister chancellor premier ambassador senator governor mayor king queen pope general "
    "admiral colonel judge emperor sultan"
)
_VERB_FOLLOWS: Final = word_set("to must will would can could may might shall should not")
_BEFORE_NOW: Final = _STANDING | {"once", "previously", "formerly"}
_NO_TITLE: Final = TENSED | word_set("who whose whom which that where")
_WHO_WAS: Final = word_set("who is was has had been served serves as")
_LONGEST: Final = 7  # tokens of a title in apposition
_BEFORE, _AROUND = 5, 10  # tokens
_LINKS: Final = word_set("of the and for to 's a an")


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each title that stands at a name and is not that person's."""
    if case.reading.language != "en":
        return
    for run in case.names:
        phrase = _phrase(case, run)
        heads = [i for i in phrase if case.reading.low[i] in HEADS]
        if heads:
            yield from _compare(case, run, phrase, heads)
        else:
            yield from _odd(case, run)
    yield from _nameless(case)


def _nameless(case: Case) -> Iterator[Fault]:
    """Yield a fault for an office without a name that stands for another of the passage's."""
    reading, passage = case.reading, case.passage
    if _OFFICES.isdisjoint(reading.low) or _OFFICES.isdisjoint(passage.low):
        return
    mine = {reading.key[i] for i in case.content if reading.low[i] in _OFFICES}
    others = {k for k, low in zip(passage.key, passage.low, strict=True) if low in _OFFICES} - mine
    if not mine or not others:
        return
    for i in case.content:
        name = reading.key[i]
        if (
            reading.low[i] not in _OFFICES
            or case.hits[i].support >= EXACT
            or name in passage.implied
        ):
            continue
        if not any(same_office(name, other) for other in others):
            words = reading.words(i, i)
            yield Fault("title_changed", "the cited sentences have another office", words)
            return


def _odd(case: Case, run: Run) -> Iterator[Fault]:
    """Yield a fault for a noun right before a person that no sentence about the person has.

    Only at the start, where any word is capitalised: "Letter Ali Rabiei said".
    """
    reading = case.reading
    i = run.first - 1
    if i < 0 or len(run.tokens) < 2 or not reading.cap[i] or reading.gap[run.first] != " ":
        return
    if case.hits[i].support or reading.key[i] not in english().nouns or light(reading.low[i]):
        return
    if case.hits[run.last].support >= EXACT and reading.low[i] not in calendar():
        yield Fault("title_changed", "the source gives no such title", reading.words(i, run.last))


def _phrase(case: Case, run: Run) -> list[int]:
    """Return the claim tokens of the title before (or in) a name, or in apposition after it."""
    reading = case.reading
    before: list[int] = []
    for i in range(run.first - 1, max(-1, run.first - 1 - _BEFORE), -1):
        if reading.gap[i + 1].strip(" ,'’-.") or reading.low[i] in ("a", "an", "with", "by"):
            break
        if reading.clause[i] != reading.clause[run.first] and not before:
            break
        opened = before or reading.low[i] in HEADS or reading.low[i] in _STANDING
        title = reading.cap[i] or reading.low[i] in _STANDING or reading.low[i] in OFFICE_WORDS
        if i and not title and reading.low[i - 1] in _VERB_FOLLOWS:
            break  # "must hand former President …"
        if opened or (reading.cap[i] and reading.low[run.first] in HEADS):
            if reading.low[i] == "the" or (not reading.content[i] and reading.low[i] != "of"):
                break
            before.append(i)
        else:
            break
    inside = [i for i in run.tokens if reading.low[i] in HEADS]
    if inside:
        before += list(range(run.first, inside[-1] + 1))
    return sorted(before) or _after(case, run)


def _after(case: Case, run: Run) -> list[int]:
    """Return the title in `Lavrov, Russia's foreign minister, …`."""
    reading = case.reading
    first = run.last + 1
    if first >= len(reading) or reading.gap[first].strip() != ",":
        return []
    if reading.low[first] == "who":
        while first < len(reading) - 1 and reading.low[first] in _WHO_WAS:
            first += 1
    last = first + 1
    while last < len(reading) and not reading.gap[last].strip(" '’-."):
        last += 1
    found = range(first, last)
    if len(found) > _LONGEST or any(reading.low[j] in _NO_TITLE for j in found):
        return []
    return list(found) if any(reading.low[j] in HEADS for j in found) else []


def _compare(case: Case, run: Run, phrase: list[int], heads: list[int]) -> Iterator[Fault]:
    reading = case.reading
    person = [i for i in run.tokens if reading.low[i] not in HEADS and i not in phrase]
    if not person:
        return
    spots = case.passage.everywhere(reading.key[person[-1]])
    known = _given(spots)
    words = reading.words(phrase[0], phrase[-1])
    if not any(word in HEADS for word in known):
        if all(case.hits[i].support == 0 for i in heads):
            yield Fault("title_changed", "the source gives no such title", words)
        return
    keys = {key(word) for word in known}
    keys.update(*(names for names in case.passage.name_keys if reading.key[person[-1]] in names))
    wrong = [
        i
        for i in phrase
        if reading.content[i]
        and not _supported(reading.key[i], keys, near=i in heads)
        and not _country(case, i, reading.key[person[-1]])
        and not _owner(case, i)
        and not _body_beside(case, i, person)
    ]
    wronged = any(i in heads or reading.low[i] not in _BEFORE_NOW for i in wrong)
    if wronged or _anothers(case, {reading.key[i] for i in person}, heads):
        yield Fault("title_changed", "the source gives this person another title", words)
    elif _lost_standing({reading.low[i] for i in phrase}, heads, case):
        yield Fault("title_changed", "the source qualifies the title (former, deputy …)", words)


def _country(case: Case, i: int, person: str) -> bool:
    """Tell whether a sentence that names the person names the country too, in any form."""
    reading = case.reading
    codes = {
        code
        for start, end, code in reading.countries()  # a capital stands for its country, too
        if i in reading.tokens_in(start, end)
    }
    return any(
        not codes.isdisjoint(part.source.countries_beside(person)) for part in case.passage.parts
    )


def _anothers(case: Case, person: set[str], heads: list[int]) -> bool:
    """Tell whether the source has the title only right before other people's names."""
    passage = case.passage
    for head in heads:
        spots = [at for at in case.hits[head].at if case.hits[head].support >= 1]
        ends = [_end_of_title(passage.low, at) for at in spots]
        named = [passage.key[at] for at in ends if passage.cap[at : at + 1] == [True]]
        if spots and len(named) == len(spots) and person.isdisjoint(named):
            around = {passage.key[p] for at in ends for p in range(at, min(at + 3, len(passage)))}
            return person.isdisjoint(around)
    return False


def _body_beside(case: Case, i: int, person: list[int]) -> bool:
    """Tell whether the word names a body in the sentence before "its leader, X", and nobody else.

    In the sentence itself it would stand among the words around the person.
    """
    passage = case.passage
    named = {passage.sentence[at] for j in person for at in case.hits[j].at}
    spots = case.hits[i].at if case.reading.cap[i] else ()
    for at in spots:
        here = passage.sentence[at]
        if here + 1 not in named:
            continue
        source, number = passage.origin[here]
        first, last = passage.spans[here + 1]
        others = any(m.kind == "person" for m in source.names.get(number, ()))
        if not others and not {"its", "their"}.isdisjoint(passage.low[first:last]):
            return True
    return False


def _end_of_title(low: list[str], at: int) -> int:
    """Return where the offices that begin at `at` end: "Deputy Chairman", "Vice President"."""
    while at < len(low) and low[at] in HEADS:
        at += 1
    return at


def _owner(case: Case, i: int) -> bool:
    """Tell whether the word only says whose ("the ministry's"), and the passage has it."""
    reading = case.reading
    owns = reading.text[reading.end[i] - 2 : reading.end[i]] in ("'s", "’s")
    mark = reading.end[i + 1] if reading.cap[i] and i + 1 < len(reading) else reading.end[i]
    if reading.text[mark : mark + 2] in ("' ", "’ "):  # "the Lee brothers' lawyer"
        name = reading.key[i]
        return any(name in part.source.reading.index for part in case.passage.parts)
    return owns and not reading.cap[i] and reading.key[i] in case.passage.index


def _given(spots: list[list[str]]) -> set[str]:
    """Return the words around every mention of the person in the whole article."""
    return {word for around in spots for word in around}


def _supported(name: str, keys: set[str], *, near: bool) -> bool:
    """Tell whether the source has the word; for a head word, a synonym will do (`near`)."""
    if name in keys:
        return True
    if not near:  # "defence" is "defense", but "prime" is no "foreign"
        return len(name) > 4 and any(other[:5] == name[:5] for other in keys)
    return any(same_office(name, other) for other in keys)


def _lost_standing(mine: set[str], heads: list[int], case: Case) -> bool:
    """Tell whether the source always says "former" or "deputy" of the title, the claim never."""
    if mine & _STANDING:
        return False
    passage = case.passage
    for head in heads:
        at = [p for p in case.hits[head].at if case.hits[head].support >= 1]
        if at and all(
            any(word in _STANDING for word in passage.low[max(0, p - 3) : p]) for p in at
        ):
            return True
    return False
