"""A claim that copies its source word for word, but for one word, must not change its sense.

Where the words before and after are the source's own, a word that was put in another's place,
added or taken out shows plainly, whatever stands elsewhere in the passage.
"""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import EXACT, Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import PRONOUNS, calendar
from briefer.grounding.grammar import is_verb
from briefer.grounding.lexicon import english
from briefer.grounding.mentions import abbreviates, alike, same_country
from briefer.grounding.names import Run
from briefer.grounding.offices import HEADS, OFFICE_WORDS, same_office
from briefer.grounding.wordlists import word_set

CODES: Final = {
    "name_replaced": "the source has another name in this place",
    "word_replaced": "the source has another word in this place",
    "negation_added": "the source says so without denying it",
    "negation_dropped": "the source denies this",
    "allegation_hardened": "the source has this as an allegation",
}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = ""
_PHRASE: Final = 4  # tokens of what describes a name before it
# The order of events has a check of its own: "a day earlier, X" is "it came a day after X".
_TURNABLE: Final = word_set("earlier later before after")
_TAKEN_OUT: Final = {"negation": "negation_dropped", "alleged": "allegation_hardened"}


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each single edit of copied words that changes what they say."""
    named: set[int] = set()
    for run in case.names:
        named.update(run.tokens)
        other = _other_name(case, run)
        if other:
            words = case.reading.words(run.first, run.last)
            yield Fault("name_replaced", f"the source has “{other}” in this place", words)
    for i in case.content:
        at = -1 if i in named or case.reading.low[i] in _TURNABLE else _slot(case, i)
        if at >= 0 and not _akin(case, i, at):
            word = case.passage.low[at]
            explanation = f"the source has “{word}” in this place"
            yield Fault("word_replaced", explanation, case.reading.words(i, i))
    yield from _put_in(case)
    yield from _taken_out(case)


# --- replaced ---------------------------------------------------------------------------------


def _slot(case: Case, i: int) -> int:
    """Return the passage token that stands where `i` does, between the same words; -1: none.

    Two words on each side must agree, or three on one side and one on the other.
    """
    low, passage = case.reading.low, case.passage
    if not 0 < i < len(low) - 1:
        return -1
    found = -1
    for after in passage.index.get(case.reading.key[i + 1], ()):
        at = after - 1
        if at < 1 or passage.low[at - 1] != low[i - 1] or passage.low[after] != low[i + 1]:
            continue
        if passage.low[at] == low[i]:
            return -1
        if _agree(case, i, at) >= 4:
            found = at
    return found


def _agree(case: Case, i: int, at: int) -> int:
    """Count the words around two tokens that agree without a gap, at most three on each side."""
    low, source = case.reading.low, case.passage.low
    count = 0
    for step in (-1, 1):
        for n in range(1, 4):
            j, k = i + step * n, at + step * n
            if not (0 <= j < len(low) and 0 <= k < len(source)) or low[j] != source[k]:
                break
            count += 1
    return count


def _akin(case: Case, i: int, at: int) -> bool:
    """Tell whether the two words can stand for each other, as far as that can be told.

    Opposites, numbers, days and months, and offices can be told apart; any other word may be a
    paraphrase, and whether its sense is borne out is for other checks.
    """
    mine, its = case.reading.low[i], case.passage.low[at]
    key, other = case.reading.key[i], case.passage.key[at]
    if other in english().opposites.get(key, ()):
        return False
    if at in case.hits[i].at and case.hits[i].support >= EXACT:
        return True
    if mine in calendar() and its in calendar():
        return mine[:3] == its[:3]
    if mine in HEADS and its in HEADS:
        return same_office(key, other)
    return _same_number(case, i, at)


def _same_number(case: Case, i: int, at: int) -> bool:
    mine = next((n.mention.value for n in case.numbers if n.first <= i < n.last), None)
    its = next((n.mention.value for n in case.passage.numbers if n.first <= at < n.last), None)
    return mine is None or its is None or abs(mine - its) <= 0.06 * abs(its)


def _other_name(case: Case, run: Run) -> str:
    """Return the name that the source has before the words that follow the run, if another."""
    low, passage = case.reading.low, case.passage
    following = low[run.last + 1 : run.last + 3]
    if len(following) < 2 or ":" in case.reading.gap[run.last + 1]:
        return ""
    mine = {case.reading.key[i] for i in run.tokens}
    at_home = {passage.sentence[at] for i in run.tokens for at in case.hits[i].at}
    other = ""
    for after in passage.index.get(case.reading.key[run.last + 1], ()):
        if passage.low[after : after + 2] != following or after == 0:
            continue
        if passage.sentence[after] in at_home:
            return ""
        if not passage.cap[after - 1] or passage.key[after - 1] in mine:
            return ""
        other = passage.low[after - 1]
        if not _telling(case, run, after) or _one_name(case, run, other):
            return ""
    return other.title()


def _telling(case: Case, run: Run, after: int) -> bool:
    """Tell whether the words that agree carry meaning, and the word before is a name."""
    passage = case.passage
    word = passage.low[after - 1]
    if word in PRONOUNS.get("en", ()) or word in OFFICE_WORDS or word in calendar():
        return False
    if not passage.content[after - 1] or _in_phrase(case, run, passage.key[after - 1]):
        return False
    if passage.low[max(0, after - 2)] in ("a", "an") and _is_country(case, after - 1):
        return False  # "an Australian": somebody, not a name
    return any(case.reading.content[run.last + 1 : run.last + 3])


def _in_phrase(case: Case, run: Run, name: str) -> bool:
    """Tell whether the source's name stands right before the run: "Ozymedia founder Ana Ruiz"."""
    before = range(max(0, run.first - _PHRASE), run.first)
    at = next((i for i in before if case.reading.key[i] == name), None)
    return at is not None and not any(is_verb(case.reading, i) for i in range(at, run.first))


def _is_country(case: Case, at: int) -> bool:
    return any(at in places for places in case.passage.countries.values())


def _one_name(case: Case, run: Run, other: str) -> bool:
    """Tell whether the run can mean who is called `other`."""
    words = case.reading.words(run.first, run.last)
    if abbreviates(words, case.passage) or same_country(words, case.passage):
        return True
    if any(
        alike(case.reading.low[i], case.passage, case.reading.language) and not case.hits[i].support
        for i in run.tokens
    ):
        return True
    mine = {case.reading.key[i] for i in run.tokens if case.reading.low[i] not in OFFICE_WORDS}
    theirs = set(case.passage.keys_of(other))
    return any(keys & mine and keys & theirs for keys in case.passage.full_names)


# --- put in and taken out ---------------------------------------------------------------------


def _put_in(case: Case) -> Iterator[Fault]:
    """Yield a fault for a "not" between words that stand side by side in the source."""
    low = case.reading.low
    for first, last in case.reading.cues.get("negation", ()):
        if last - first > 1 or first == 0 or last + 1 >= len(low):
            continue
        at = _row_at(case.passage.low, [low[first - 1], low[last], low[last + 1]])
        if at >= 0 and not case.passage.negated[at + 1]:
            words = case.reading.words(first, last)
            yield Fault("negation_added", CODES["negation_added"], words)
            return


def _taken_out(case: Case) -> Iterator[Fault]:
    """Yield a fault for a "not" or "allegedly" of the source whose neighbours now touch."""
    low = case.passage.low
    for kind, code in _TAKEN_OUT.items():
        for first, last in case.passage.cues(kind):
            if last - first > 1 or first == 0 or last + 1 >= len(low):
                continue
            around = [low[first - 1], low[last], low[last + 1]]
            at = _row_at(case.reading.low, around)
            if at >= 0 and not case.reading.negated[at + 1] and _row_at(low, around) < 0:
                yield Fault(code, CODES[code], " ".join(around))
                return


def _row_at(low: list[str], words: list[str]) -> int:
    """Return where `words` stand in a row, -1 if they do not."""
    size = len(words)
    return next((i for i in range(len(low) - size + 1) if low[i : i + size] == words), -1)
