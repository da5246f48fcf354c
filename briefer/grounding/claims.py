"""What goes into a check and what comes out: claims, faults, and the optional judges."""

from typing import Literal, NamedTuple, Protocol

from briefer.models import Check, Evidence, Frozen, KeyPoint, Kind, Problem, When
from briefer.text.folding import lookalike, seen

Severity = Literal["fatal", "mend", "unchecked"]


class Claim(Frozen):
    """A sentence that somebody wants to print, and the source sentences it is said to rest on.

    `speaker`, `quote` and `when` are what the engine recorded beside the text; they are checked
    like the text. Without `evidence` the check looks for the best supporting sentences itself.
    """

    text: str
    speaker: str | None = None
    quote: str | None = None
    when: When | None = None
    kind: Kind | None = None
    evidence: tuple[Evidence, ...] = ()


def claim_of(point: KeyPoint) -> Claim:
    """Return a key point as a claim."""
    return Claim(
        text=point.text,
        speaker=point.speaker,
        quote=point.quote,
        when=point.when,
        kind=point.kind,
        evidence=point.evidence,
    )


def plainly(claim: Claim) -> Claim:
    """Return a claim whose text and speaker are what the eye sees of them."""
    text = lookalike(seen(claim.text))
    speaker = lookalike(seen(claim.speaker)) if claim.speaker else claim.speaker
    if text == claim.text and speaker == claim.speaker:
        return claim
    return claim.model_copy(update={"text": text, "speaker": speaker})


class Fault(NamedTuple):
    """Something wrong with a claim. `words` are the claim's own, at fault.

    A fault to `mend` is one that a repair can remove (`mended` is the claim's text without it);
    an `unchecked` one is none, but says what could not be looked at; any other rejects the claim.
    """

    code: str
    explanation: str
    words: str = ""
    severity: Severity = "fatal"
    mended: str = ""

    def problem(self) -> Problem:
        """Return the fault as it is stored and printed."""
        return Problem(code=self.code, explanation=self.explanation, words=self.words)


class Finding(NamedTuple):
    """All that a check found: the verdict, and text and evidence as they should be printed."""

    check: Check
    text: str
    evidence: tuple[Evidence, ...]
    quote: str | None = None


class Judge(Protocol):
    """A deeper, slower second opinion: it may refuse anything, and let pass what is only not shown.

    What contradicts its source it never lets pass.

    A judge may have a `threshold` of its own, below which a claim is rejected (else the score's).
    """

    name: str

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return how likely `evidence` supports `claim`, in [0,1], or None for no opinion."""
        ...
