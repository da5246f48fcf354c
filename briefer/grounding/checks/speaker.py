"""What somebody is said to say must be his in the source too."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.lexicon import key
from briefer.grounding.matching import same_speaker
from briefer.grounding.offices import OFFICE_WORDS
from briefer.grounding.passage import Said
from briefer.grounding.reading import tokens
from briefer.grounding.sources import BODY_WORDS, Source
from briefer.grounding.speakers import Voice
from briefer.grounding.wordlists import word_set
from briefer.text._speech_words import data, sources
from briefer.text.words import stop_words

CODES: Final = {"speaker_changed": "the source has another speaker say this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "speaker"
_SHARE: Final = 0.5  # of what the claim has him say, found inside the source's attribution
_DENIALS: Final = word_set("denied denies deny denying rejected disputed refuted dismissed")
_ARTICLES: Final = word_set("the a an its their his her two three several some")
# Whoever these are, the source may call them something else.
_VAGUE: Final = word_set(
    "official officials source sources spokesman spokeswoman spokesperson authority authorities "
    "government ministry minister leader leaders people man woman men women others analyst analysts "
    "expert experts media agency newspaper president police body group organisation company chief "
    "head state regulator critics opponents supporters both he she they author authors firm boss "
    "manager coach driver mother father parents family resident residents witness witnesses scientist "
    "scientists researcher researchers team lawyer prosecutor prosecutors doctor doctors"
)
_OUTLETS: Final = word_set(
    "network newspaper paper outlet broadcaster channel station agency magazine site website daily "
    "weekly study survey poll polls report analysis memo document people voters respondents"
)
_PEOPLE: Final = word_set("i we he she they it who you")


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each speaker whose words the source gives to others."""
    for voice in case.voices:
        if voice.content[0] >= voice.content[1]:
            continue
        who = case.reading.words(voice.first, voice.last - 1)
        if (
            case.reading.low[voice.first] in _PEOPLE
            or case.in_quotation(voice.cue[0])
            or _denies(case, voice)
            or _as_given(case, voice)
        ):
            continue
        fault = _judge(case, who, range(*voice.content))
        if fault:
            yield fault
            return
    if case.claim.speaker:
        heard = next((range(*v.content) for v in case.voices if v.content[0] < v.content[1]), None)
        fault = _judge(case, case.claim.speaker, heard or range(len(case.reading)))
        if fault:
            yield fault


def _denies(case: Case, voice: Voice) -> bool:
    """Tell whether the speaker denies what follows: the words are then somebody else's."""
    return any(low in _DENIALS for low in case.reading.low[voice.cue[0] : voice.cue[1]])


def _as_given(case: Case, voice: Voice) -> bool:
    """Tell whether the passage has the speaker's last word beside the same verb."""
    if voice.cue[0] == voice.cue[1]:
        return False
    if voice.cue[1] - voice.first < 8 and case.echoed(
        min(voice.first, voice.cue[0]), max(voice.last, voice.cue[1])
    ):
        return True
    reading = case.reading
    named = [
        i
        for i in range(voice.first, voice.last)
        if reading.cap[i] and reading.low[i] not in OFFICE_WORDS and reading.content[i]
    ]
    spots = {at for i in named or [voice.last - 1] for at in case.hits[i].at}
    reported = {first for first, _ in case.passage.cues("reporting")}
    cues = reported.intersection(case.hits[voice.cue[0]].at)
    said = {case.passage.sentence[cue] for at in spots for cue in cues if 0 < cue - at <= 3}
    return any(_told_in(case, range(*voice.content), sentence) for sentence in said)


def _told_in(case: Case, content: range, sentence: int) -> bool:
    """Tell whether a passage sentence, or the next, holds half of what the passage has of it."""
    told = [i for i in content if case.reading.content[i] and case.hits[i].at]
    there = {sentence, sentence + 1}
    held = sum(any(case.passage.sentence[at] in there for at in case.hits[i].at) for i in told)
    return 2 * held >= len(told)


def _judge(case: Case, who: str, content: range) -> Fault | None:
    sources = _sayers(case, content)
    there = {said.sentence for said in sources}
    if not sources:
        return None
    if _meant(case, who, sources):
        return None
    if _unheard(case, who, there):
        return Fault("speaker_changed", "the cited sentences do not name this speaker", who)
    if any(
        same_speaker(case, who, said.speaker)
        for said in case.passage.said
        if said.sentence in there
    ):
        return None
    if _is_outlet(case, who, sources):
        return None
    names = ", ".join(dict.fromkeys(said.speaker for said in sources))
    return Fault("speaker_changed", f"the source has {names} say this", who)


def _is_outlet(case: Case, who: str, sources: list[Said]) -> bool:
    """Tell whether the source has "the network" say so, and names it where it is not cited."""
    names = [key(word) for word in tokens(who, case.reading.language) if word not in _ARTICLES]
    vague = all(
        not _OUTLETS.isdisjoint(tokens(said.speaker, case.passage.language)) for said in sources
    )
    return vague and any(
        all(name in part.source.reading.index for name in names) for part in case.passage.parts
    )


def _meant(case: Case, who: str, sources: list[Said]) -> bool:
    """Tell whether "it" or "the company" that says so in the source can mean the speaker."""
    passage, language = case.passage, case.passage.language
    names = [key(word) for word in tokens(who, case.reading.language) if word not in _ARTICLES]
    for said in sources:
        low = passage.low[slice(*passage.spans[said.sentence])]
        source, number = passage.origin[said.sentence]
        implied = source.implied.get(number, frozenset())
        told = set(tokens(said.speaker, language)) - _ARTICLES - stop_words(language)
        if not names or not implied.issuperset(names):
            continue
        if told.isdisjoint(low):  # a pronoun that the text stage has resolved
            return True
        if told <= BODY_WORDS and not _is_person(source, names):
            return True
    return False


def _is_person(source: Source, names: list[str]) -> bool:
    return any(
        mention.kind == "person" and not set(names).isdisjoint(source.keys_of(mention.name))
        for mention in source.document.names
    )


def _unheard(case: Case, who: str, there: set[int]) -> bool:
    """Tell whether the speaker is such as "the operator", and no word of it stands there.

    Who is only called an official, a report or the like may go by any name in the source.
    """
    words = [word for word in tokens(who, case.reading.language) if word not in _ARTICLES]
    if not words or any(
        word in data() or word in _VAGUE or word not in sources() for word in words
    ):
        return False
    passage = case.passage
    keys = {passage.key[at] for s in there for at in range(*passage.spans[s])} | passage.implied
    return not any(key(word) in keys for word in words) and not any(
        case.hits[i].support for i in case.content if case.reading.low[i] in words
    )


def _sayers(case: Case, content: range) -> list[Said]:
    """Return the source's attributions that hold at least half of `content`."""
    told = [i for i in content if case.reading.content[i] and case.hits[i].at]
    if len(told) < 2:
        return []
    found = []
    for said in case.passage.said:
        inside = sum(any(said.first <= at < said.last for at in case.hits[i].at) for i in told)
        if inside >= _SHARE * len(told):
            found.append(said)
    return found
