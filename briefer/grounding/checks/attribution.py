"""What a party says must not be told as if the source said so itself."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.cues import VIEWS, calendar
from briefer.grounding.grammar import is_verb
from briefer.grounding.lexicon import key
from briefer.grounding.matching import is_source, same_speaker
from briefer.grounding.passage import PassageAttribution
from briefer.grounding.reading import tokens
from briefer.text.words import fold, stop_words

CODES: Final = {"attribution_dropped": "the source only reports that somebody says this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "attribution"
# What somebody only maintains is not told as a fact even where more is told beside it.
_CONTESTED: Final = frozenset(
    f"{word}{ending}"
    for word in ("claim", "maintain", "insist", "contend", "assert", "alleg", "argu", "accus")
    for ending in ("s", "ed", "es", "e", "", "ing")
)
_CONTESTED_SHARE: Final = 0.5
_INSIDE: Final = 0.8  # share of the claim that stands inside what is said


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault if the claim is all somebody's words and names nobody.

    It can be mended only where the source gives the whole of it to that speaker: a speaker put to a
    clause that nobody speaks would be invented.
    """
    if not (case.passage.said or case.passage.said_by_pronoun) or _hedged(case):
        return
    said = _whole(case)
    if said is None or _names(case, said) or _attributed(case, said) or _tells(case, said):
        return
    explanation = f"this is what {said.speaker} says"
    if not _speaks_all(case, said):
        if _begins_inside(case, said):
            yield Fault("attribution_dropped", explanation, said.speaker)
        return
    mended = attributed(case.reading.text, _called(case, said))
    yield Fault("attribution_dropped", explanation, said.speaker, "mend", mended)


def _tells(case: Case, said: PassageAttribution) -> bool:
    """Tell whether the claim names who speaks in that sentence, or is told of the speaker.

    "Two executives pleaded guilty" is no words of the executives; in "…, Ana Ruiz told the
    Courier" it is Ruiz who speaks, whom the claim names.
    """
    passage = case.passage
    keys = [
        key(w, passage.language)
        for w in tokens(said.speaker, passage.language)
        if w not in stop_words(passage.language)
    ]
    known = [k in case.reading.index for k in keys]
    deed = key(said.cue.lower(), passage.language) in case.reading.index
    if keys and (all(known) or (deed and any(known))):
        return True
    return any(
        passage.sentence[at] == said.sentence and not said.first <= at < said.last
        for voice in case.voices
        for i in range(voice.first, voice.last)
        if case.reading.content[i]
        for at in case.hits[i].at
    )


def _begins_inside(case: Case, said: PassageAttribution) -> bool:
    """Tell whether the claim's first verb stands inside what is said."""
    verb = next((i for i in case.content if is_verb(case.reading, i)), None)
    return verb is None or any(said.first <= at < said.last for at in case.hits[verb].at)


def _is_told(case: Case, said: PassageAttribution) -> bool:
    """Tell whether the supposed speaker is the one who is told: "…, Ana Ruiz told the Courier"."""
    first, last = case.passage.spans[said.sentence]
    words = tokens(said.speaker, case.passage.language)
    low = case.passage.low
    return any(
        low[at : at + len(words)] == words
        and not {"told", "tells", "telling"}.isdisjoint(low[max(first, at - 2) : at])
        for at in range(first, last)
    )


def _speaks_all(case: Case, said: PassageAttribution) -> bool:
    """Tell whether all that the claim takes from the source stands inside what is said.

    A date may stand outside: "…, she said on Monday" dates the words as well as what they tell.
    """
    told = (i for i in case.content if case.hits[i].at and case.reading.low[i] not in calendar())
    return all(any(said.first <= at < said.last for at in case.hits[i].at) for i in told)


def _called(case: Case, said: PassageAttribution) -> str:
    """Return the speaker as the source calls them: "the White House"."""
    passage = case.passage
    first, last = passage.spans[said.sentence]
    words = tokens(said.speaker, passage.language)
    for at in range(first + 1, last):
        if passage.low[at : at + len(words)] == words and passage.low[at - 1] == "the":
            return f"the {said.speaker}"
    return said.speaker


def _hedged(case: Case) -> bool:
    """Tell whether the claim says in a word of its own that this is only alleged."""
    if not VIEWS.isdisjoint(case.reading.low):
        return True  # "in her view", "by his own account"
    cues = case.reading.cues.get("alleged", ())
    return any(not case.hits[first].at for first, _ in cues)


def _attributed(case: Case, said: PassageAttribution) -> bool:
    """Tell whether the claim names a speaker, other than one inside of what is said."""
    for voice in case.voices:
        first, last = voice.cue
        if first == last:  # "X: …"
            return True
        inside = any(said.first <= at < said.last for at in case.hits[first].at)
        if voice.content[0] < voice.content[1] and not inside:
            return True
    return False


def attributed(text: str, speaker: str) -> str:
    """Return `text` with its speaker named at the end: "…, X said."."""
    bare = text.rstrip(" ,;:–—\t\n")
    end = bare[-1] if bare[-1:] in ".!?" else ""
    return (
        f"{bare.removesuffix(end)}, {speaker} said{end or '.'}"
        if end != "?"
        else (f"{speaker} asked: {bare}")
    )


def _whole(case: Case) -> PassageAttribution | None:
    """Return the attribution that holds nearly all of the claim, if there is one."""
    told = [i for i in case.content if case.hits[i].at]
    if len(told) < 2:
        return None
    spots = [case.spots(i) for i in told]
    for said in (*case.passage.said, *case.passage.said_by_pronoun):
        held_of = [sum(said.first <= at < said.last for at in places) for places in spots]
        inside = sum(map(bool, held_of))
        outside = sum(n < len(places) for n, places in zip(held_of, spots, strict=True))
        least = _CONTESTED_SHARE if said.cue.lower() in _CONTESTED else _INSIDE
        held = inside >= least * len(told) and outside < _INSIDE * len(told)
        if held and is_source(said.speaker, case.passage.language) and not _is_told(case, said):
            return said
    return None


def _names(case: Case, said: PassageAttribution) -> bool:
    """Tell whether the claim names the speaker all the same."""
    if fold(said.speaker).removeprefix("the ") in fold(case.reading.text):
        return True
    names = [case.reading.words(run.first, run.last) for run in case.names]
    return any(same_speaker(case, name, said.speaker) for name in names)
