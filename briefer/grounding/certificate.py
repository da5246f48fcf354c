"""Checking a finished briefing again: every printed claim, against the articles."""

from collections.abc import Iterator, Mapping

from briefer.grounding.claims import Claim, claim_of
from briefer.grounding.grounder import Grounder
from briefer.models import (
    Briefing,
    Check,
    Document,
    Evidence,
    Frozen,
    Quoted,
    ToneItem,
)


class Verified(Frozen):
    """One printed claim and what a fresh check says of it."""

    place: str  # where in the briefing: "bottom_line[0]", "stories[2].key_points[1]"
    text: str
    check: Check
    evidence: tuple[Evidence, ...] = ()


def verify(briefing: Briefing, documents: Mapping[str, Document]) -> tuple[Verified, ...]:
    """Check every printed claim of `briefing` afresh, in reading order. Nothing is repaired.

    A claim that would need a repair passes as it stands: its status says `repaired`.
    """
    grounder = Grounder(documents)
    return tuple(
        Verified(place=place, text=claim.text, check=grounder.check(claim), evidence=claim.evidence)
        for place, claim in _claims(briefing)
    )


def _claims(briefing: Briefing) -> Iterator[tuple[str, Claim]]:
    for i, line in enumerate(briefing.bottom_line):
        yield f"bottom_line[{i}]", Claim(text=line.text, evidence=line.evidence)
    for i, change in enumerate(briefing.changes):
        if change.kind != "withdrawn":
            yield f"changes[{i}]", Claim(text=change.text, evidence=change.evidence)
    for i, story in enumerate(briefing.stories):
        yield f"stories[{i}].title", Claim(text=story.title, evidence=story.title_evidence)
        for j, line in enumerate(story.summary):
            yield f"stories[{i}].summary[{j}]", Claim(text=line.text, evidence=line.evidence)
        for j, point in enumerate(story.key_points):
            yield f"stories[{i}].key_points[{j}]", claim_of(point)
    for i, item in enumerate(briefing.calendar):
        yield f"calendar[{i}]", Claim(text=item.text, evidence=item.evidence)
    for i, quoted in enumerate(briefing.quotations):
        yield f"quotations[{i}]", _statement(quoted)
    for i, toned in enumerate(briefing.tone.items if briefing.tone else ()):
        yield f"tone.items[{i}]", _statement(toned)


def _statement(item: Quoted | ToneItem) -> Claim:
    return Claim(
        text=item.text,
        speaker=item.speaker,
        quote=item.quote,
        kind="statement",
        evidence=item.evidence,
    )
