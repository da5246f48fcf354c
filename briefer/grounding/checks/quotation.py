"""A quotation must be the source's own words, and its speaker's."""

from collections.abc import Iterator
from typing import Final

from briefer.grounding.case import Case
from briefer.grounding.claims import Fault
from briefer.grounding.matching import (
    QuotationPlace,
    locate,
    same_letters,
    same_speaker,
)
from briefer.grounding.passage import PassageAttribution
from briefer.grounding.reading import tokens

CODES: Final = {
    "quotation_altered": "the quoted words are not in the cited sentences",
    "quotation_typography": "the quotation differed from the source by punctuation only",
    "quotation_invented": "the words are the source's, but nobody is quoted saying them",
    "quotation_speaker": "the quotation is another speaker's",
}
CROSS_LANGUAGE: Final = True
UNCHECKED: Final = ""
_SHORT: Final = 3  # words; quoted shorter than this is a word in quotation marks, not a quotation


def check(case: Case) -> Iterator[Fault]:
    """Yield a fault for each quotation that the passage does not hold as it stands."""
    for item in _quotations(case):
        place = locate(case.passage, item)
        if place is None and not case.same and case.claim.quote != item:
            yield Fault("quotation_unchecked", "quotation (translated)", item, "unchecked")
            continue
        if place is None:
            yield Fault("quotation_altered", "these words are not in the cited sentences", item)
            continue
        if not same_letters(place.text, item):
            yield Fault(
                "quotation_typography",
                "punctuation or typography restored from the source",
                item,
                "mend",
                case.reading.text.replace(item, place.text),
            )
        yield from _voice(case, item, place)


def _quotations(case: Case) -> Iterator[str]:
    seen = set()
    for quoted in case.quoted:
        text = quoted.text.strip().rstrip(",")
        seen.add(text)
        yield text
    quote = (case.claim.quote or "").strip('"“”«»„ ').rstrip(",")
    if quote and quote not in seen:
        yield quote


def _voice(case: Case, item: str, place: QuotationPlace) -> Iterator[Fault]:
    """Yield a fault if the words are nobody's speech, or somebody else's."""
    if len(item.split()) < _SHORT:
        return
    if not place.quoted and not case.passage.folded_has_no_marks:
        yield Fault("quotation_invented", "the source does not quote anybody in these words", item)
        return
    said = _speaker_of(case, place)
    if said is None:
        return
    for name in _claimed(case):
        if _speaks_there(case, name, place):
            continue
        if not same_speaker(case, name, said.speaker):
            yield Fault("quotation_speaker", f"the source has {said.speaker} saying this", name)


def _speaker_of(case: Case, place: QuotationPlace) -> PassageAttribution | None:
    for said in (*case.passage.said, *case.passage.said_by_pronoun):
        if said.sentence == place.sentence and said.first <= place.first < said.last:
            return said
    return None


def _speaks_there(case: Case, name: str, place: QuotationPlace) -> bool:
    """Tell whether the sentence has the name right beside a verb of saying."""
    passage = case.passage
    spots = {
        at
        for word in tokens(name, case.reading.language)
        for at, low in enumerate(passage.low)
        if low == word and passage.cap[at] and passage.sentence[at] == place.sentence
    }
    return any(
        first - 2 <= at <= last + 1 for at in spots for first, last in passage.cues("reporting")
    )


def _claimed(case: Case) -> Iterator[str]:
    if case.claim.speaker:
        yield case.claim.speaker
    elif len(case.voices) == 1:
        voice = case.voices[0]
        yield case.reading.words(voice.first, voice.last - 1)
