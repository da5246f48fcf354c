"""What somebody is said to say must be his in the source too."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.matching import same_speaker
from briefer.grounding.passage import Said

CODES: Final = {"speaker_changed": "the source has another speaker say this"}
CROSS_LANGUAGE: Final = False
UNCHECKED: Final = "speaker"
_SHARE: Final = 0.5  # of what the claim has him say, found inside the source's attribution
_PEOPLE: Final = frozenset("i we he she they it who you".split())


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each speaker whose words the source gives to others."""
    for voice in case.voices:
        who = case.reading.words(voice.first, voice.last - 1)
        if case.reading.low[voice.first] in _PEOPLE:
            continue
        fault = _judge(case, who, range(*voice.content))
        if fault:
            yield fault
            return
    if case.claim.speaker and not case.voices:
        fault = _judge(case, case.claim.speaker, range(len(case.reading)))
        if fault:
            yield fault


def _judge(case: Case, who: str, content: range) -> Fault | None:
    sources = _sayers(case, content)
    if not sources or any(same_speaker(case, who, said.speaker) for said in sources):
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
