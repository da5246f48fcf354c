"""Checking a finished briefing again: every printed claim, against the articles."""

from collections.abc import Mapping
from typing import Final

from briefer.grounding.claims import Claim, claim_of
from briefer.grounding.grounder import Grounder
from briefer.grounding.second_key import OWN_HEADLINE, SECOND_KEY, is_headline, is_soft
from briefer.models import (
    Briefing,
    Check,
    Document,
    Evidence,
    Frozen,
    KeyPoint,
    Line,
    PrintedClaim,
    Story,
)

BY_JUDGE: Final = "what a judge said when it was built"  # among a check's `unchecked`


class Verified(Frozen):
    """One printed claim and what a fresh check says of it."""

    place: str  # where in the briefing: "bottom_line[0]", "stories[2].key_points[1]"
    text: str
    check: Check
    evidence: tuple[Evidence, ...] = ()


def verify(briefing: Briefing, documents: Mapping[str, Document]) -> tuple[Verified, ...]:
    """Check every printed claim of `briefing` afresh, in reading order. Nothing is repaired.

    A claim that would need a repair passes as it stands: its status says `repaired`. One that a
    judge let pass keeps that, if a fresh check still finds nothing against it; `unchecked` says so.
    """
    grounder = Grounder(documents)
    return tuple(
        Verified(
            place=str(claim.place),
            text=claim.text,
            check=_with_second_key(claim, grounder.check(_claim(claim)), documents),
            evidence=claim.evidence,
        )
        for claim in briefing.claims()
        if claim.sentence
    )


def _with_second_key(
    printed: PrintedClaim, check: Check, documents: Mapping[str, Document]
) -> Check:
    """Return the check with the judge's yes that the briefing keeps, where only that was wanting.

    An outlet's own headline over its story needs none.
    """
    if isinstance(printed.source, Story) and printed.kind == "title":
        article = documents.get(printed.source.title_article or "")
        if article and is_headline(check, printed.text, article.article.title):
            fields = {"status": "supported", "problems": (), "unchecked": (OWN_HEADLINE,)}
            return check.model_copy(update=fields)
    kept = printed.source.check if isinstance(printed.source, KeyPoint | Line) else None
    if kept is None or not is_soft(check):
        return check
    said = tuple(problem for problem in kept.problems if problem.code == SECOND_KEY)
    if not said or kept.status == "rejected":
        return check
    return kept.model_copy(update={"problems": said, "unchecked": (*kept.unchecked, BY_JUDGE)})


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
