"""What somebody is said to say must be his in the source too."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.matching import same_speaker
from briefer.grounding.offices import OFFICE_WORDS
from briefer.grounding.passage import Said
from briefer.grounding.speakers import Voice
from briefer.grounding.wordlists import word_set

CODES: Final = {"speaker_changed": "the source has another speaker say this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "speaker"
_SHARE: Final = 0.5  # of what the claim has him say, found inside the source's attribution
_DENIALS: Final = word_set("denied denies deny denying rejected disputed refuted dismissed")
_PEOPLE: Final = word_set("i we he she they it who you")


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each speaker whose words the source gives to others."""
    for voice in case.voices:
        if voice.content[0] >= voice.content[1]:
            continue
        who = case.reading.words(voice.first, voice.last - 1)
        if (
            case.reading.low[voice.first] in _PEOPLE
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
    cues = case.hits[voice.cue[0]].at
    return any(0 < cue - at <= 3 for at in spots for cue in cues)


def _judge(case: Case, who: str, content: range) -> Fault | None:
    sources = _sayers(case, content)
    there = {said.sentence for said in sources}
    if not sources or any(
        same_speaker(case, who, said.speaker)
        for said in case.passage.said
        if said.sentence in there
    ):
        return None
    names = ", ".join(dict.fromkeys(said.speaker for said in sources))
    return Fault("speaker_changed", f"the source has {names} say this", who)


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
