"""Checking a finished briefing again: every printed claim, against the articles."""

from collections.abc import Mapping

from briefer.grounding.claims import Claim, claim_of
from briefer.grounding.grounder import Grounder
from briefer.models import (
    Briefing,
    Check,
    Document,
    Evidence,
    Frozen,
    KeyPoint,
    PrintedClaim,
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
        Verified(
            place=str(claim.place),
            text=claim.text,
            check=grounder.check(_claim(claim)),
            evidence=claim.evidence,
        )
        for claim in briefing.claims()
        if claim.sentence
    )


def _claim(printed: PrintedClaim) -> Claim:
    """Return a printed claim as the check takes it: a key point with all its engine recorded."""
    if isinstance(printed.source, KeyPoint):
        return claim_of(printed.source)
    return Claim(
        text=printed.text,
        speaker=printed.speaker,
        quote=printed.quote,
        kind="statement" if printed.kind in {"quotation", "tone"} else None,
        evidence=printed.evidence,
    )
