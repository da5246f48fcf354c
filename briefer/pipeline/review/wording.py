"""A sentence written by hand, checked against the evidence of the sentence it replaces.

Whoever wrote it, it goes through what a model's sentence goes through: the check, then the
judges, if there are any (`hearing`).
"""

import unicodedata
from collections.abc import Mapping
from itertools import combinations

from briefer.editions.decisions import Edit
from briefer.editions.items import EDITABLE, Item, point_id, story_id
from briefer.errors import EditRefusedError, UsageError
from briefer.grounding import Claim, Finding, Grounder
from briefer.models import Briefing, Check, Document, KeyPoint, flat
from briefer.pipeline.review.opinions import Hearing

LONGEST = 2_000  # characters of a sentence
LONGEST_NOTE = 4_000
PAIRED = 8  # key points, two of which a title may rest on together
# Marks that turn the direction of what follows, beyond the text they are in.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def written(text: str, longest: int = LONGEST) -> str:
    """Return what a person wrote as one line of text, without controls and turns of direction.

    Raises:
        UsageError: there is none, or it is too long.
    """
    kinds = ((c, unicodedata.category(c)) for c in text if c not in TURNS)
    spaced = "".join(" " if kind in {"Cc", "Zl", "Zp"} else c for c, kind in kinds if kind != "Cs")
    line = flat(spaced)
    if not line:
        raise UsageError("there is no text: write a sentence")
    if len(line) > longest:
        raise UsageError(f"{len(line)} characters are too many: at most {longest}")
    return line


def checked(
    built: Briefing, item: Item, text: str, documents: Mapping[str, Document], hearing: Hearing
) -> Edit:
    """Return the edit of an item, if its evidence bears the text out and no judge is against it.

    Raises:
        UsageError: this kind of item can't be edited.
        EditRefusedError: it is not borne out.
    """
    if item.kind not in EDITABLE:
        kind = item.kind.replace("_", " ")
        raise UsageError(f"a {kind} is the sources' own words: it can be dropped, not edited")
    point = _points(built).get(item.id)
    grounder = Grounder(documents)
    claim = claim_for(item, text, point)
    found = grounder.examine(claim)
    if item.kind == "story":
        claim, found = _as_title(built, item, text, grounder)
    problems = tuple(_words(found.check))
    if found.check.status == "rejected":
        raise EditRefusedError(text, problems)
    if found.text != text:
        raise EditRefusedError(text, problems, found.text)
    passed = claim.model_copy(update={"evidence": found.evidence, "quote": found.quote})
    check = hearing.check(passed, found.check)
    if check.status == "rejected":
        raise EditRefusedError(text, tuple(_words(check)))
    return Edit(item=item.id, text=text, evidence=found.evidence, check=check, quote=found.quote)


def _as_title(built: Briefing, item: Item, text: str, grounder: Grounder) -> tuple[Claim, Finding]:
    """Return a story's title checked on the least of the story's evidence that bears it out.

    First what the title before it rested on, then each point's evidence, then two points', then
    all there is.
    """
    story = next(one for one in built.stories if story_id(one.id) == item.id)
    each = [point.evidence for point in story.key_points]
    pairs = [(*one, *other) for one, other in combinations(each[:PAIRED], 2)]
    whole = tuple(dict.fromkeys(proof for evidence in (item.evidence, *each) for proof in evidence))
    for evidence in (item.evidence, *each, *pairs, whole):
        claim = Claim(text=text, evidence=tuple(dict.fromkeys(evidence)))
        found = grounder.examine(claim)
        if found.check.status != "rejected" and found.text == text:
            break
    return claim, found


def claim_for(item: Item, text: str, point: KeyPoint | None) -> Claim:
    """Return what an item claims if it says `text`; `point` is the key point that it is, if any."""
    if point is None:
        return Claim(text=text, evidence=item.evidence)
    return Claim(
        text=text,
        speaker=point.speaker,
        quote=point.quote if point.quote and point.quote in text else None,
        when=point.when,
        kind=point.kind,
        evidence=item.evidence,
    )


def _points(built: Briefing) -> dict[str, KeyPoint]:
    return {point_id(p): p for story in built.stories for p in story.key_points}


def explained(check: Check | None) -> tuple[str, ...]:
    """Return what a check found, a line each."""
    return tuple(_words(check)) if check else ("it was not checked",)


def _words(check: Check) -> list[str]:
    return [
        f"{problem.code}: {problem.explanation}" + (f": “{problem.words}”" if problem.words else "")
        for problem in check.problems
    ]
