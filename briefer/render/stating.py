"""A claim as a reader sees it: the sentence, its speaker, its check and its evidence."""

from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import Check, Evidence
from briefer.render.citing import Citations
from briefer.render.escaping import clean
from briefer.render.views import Statement


class StatedClaim(NamedTuple):
    """What all printed sentences have in common."""

    text: str
    evidence: Sequence[Evidence]
    check: Check | None = None
    kind: str = ""
    speaker: str | None = None
    story: str | None = None
    edited: bool = False


def statement(claim: StatedClaim, citations: Citations, story: int, score: str = "") -> Statement:
    """Return the sentence as printed; `story` is the number of the story it belongs to, or 0.

    `score` is its check's, as it is to be shown.
    """
    text = citations.text(claim.text, claim.evidence)
    speaker = clean(claim.speaker or "")
    before, name, after = _around(text.text, speaker)
    quotes = citations.quote(claim.evidence)
    return Statement(
        text=text.text,
        lang=text.lang,
        dir=text.dir,
        before=before,
        name=name,
        after=after,
        speaker="" if name else speaker,
        kind=claim.kind,
        status=_status(claim),
        problems=reasons(claim.check),
        unchecked=clean("; ".join(claim.check.unchecked)) if claim.check else "",
        quotes=quotes,
        numbers=tuple(dict.fromkeys(q.source.number for q in quotes if q.source.number)),
        story=story,
        anchor=f"story-{story}" if story else "",
        score=score,
        foreign=text.foreign,
    )


def _status(claim: StatedClaim) -> str:
    if claim.check is None:
        return "unproven"
    return "edited" if claim.edited else claim.check.status


def _around(text: str, speaker: str) -> tuple[str, str, str]:
    """Return `text` cut around its speaker's name, or the surname; whole where neither is in it."""
    surname = speaker.rpartition(" ")[2]
    for name in dict.fromkeys((speaker, surname)):
        at = text.find(name) if len(name) > 2 else -1
        if at >= 0 and not text[:at][-1:].isalpha():
            end = at + len(name)
            while text[end : end + 1].isalpha():  # its case: "Рябкова"
                end += 1
            return text[:at], text[at:end], text[end:]
    return text, "", ""


def reasons(check: Check | None) -> tuple[str, ...]:
    """Return each problem in plain words, once: "the quotation is another's: “never”"."""
    if check is None:
        return ()
    found = []
    for problem in check.problems:
        words = clean(problem.words)
        found.append(clean(problem.explanation) + (f": “{words}”" if words else ""))
    return tuple(dict.fromkeys(found))
