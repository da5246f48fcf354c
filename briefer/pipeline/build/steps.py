"""What follows a draft: a second try at what failed its check, then the judges.

    draft, checked -> mended by the engine, checked again -> judged -> told by the source

Nothing here knows a store: `repairs` takes the steps for stored drafts, and keeps each one's result.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.engines.base import Engine, FaultyPoints, Mended, Mender
from briefer.engines.sharing import divided
from briefer.grounding import CHECKS_VERSION, Grounder, claim_of
from briefer.llm.requests import add_usage
from briefer.models import Check, Document, Extraction, KeyPoint, Problem, Usage
from briefer.pipeline.build.panel import Opinion, Panel
from briefer.pipeline.build.told import retold

MARK = "model_repaired"


class Steps(NamedTuple):
    """What is done with the drafts of `engine`, and the keys under which it is stored."""

    engine: Engine
    repair: bool = False
    panel: Panel = Panel()

    @property
    def mender(self) -> Mender | None:
        """The engine, where it is to put right what failed."""
        return self.engine if self.repair and isinstance(self.engine, Mender) else None

    def keys(self, first: str) -> tuple[str, ...]:
        """Return the keys of each step's result, from the last to the `first`."""
        keys = [first]
        if self.mender is not None:
            keys.append(f"{keys[-1]}+{self.mender.mends}")
        if self.panel:
            keys.append(f"{keys[-1]}+{self.panel.fingerprint}")
        return tuple(reversed(keys))

    @property
    def extractions(self) -> tuple[str, ...]:
        """The keys of an article's extractions, the last step's first."""
        return self.keys(f"{self.engine.fingerprint}+{CHECKS_VERSION}")


def refined(steps: Steps, document: Document, draft: Extraction) -> Extraction:
    """Return a checked draft after every step, without a store.

    Raises:
        EngineError: the engine can't go on at all.
    """
    refused = draft.rejected
    if steps.mender is not None and refused:
        for mended in steps.mender.mend([FaultyPoints(document, refused)]):
            draft = repaired(draft, mended)
    documents = {document.article.id: document}
    if steps.panel:
        draft = next(judged_points(steps.panel, documents, [draft]), draft)
    return retold(draft, document) if draft.rejected else draft


def marked(check: Check, found: str) -> Check:
    """Return the check of a claim that the engine put right after `found` was found."""
    words = Problem(
        code=MARK, explanation="put right by the model after the check found", words=found
    )
    return check.model_copy(update={"status": "repaired", "problems": (*check.problems, words)})


def faults(check: Check | None) -> str:
    """Return in short what a check found: "number_changed (15)"."""
    problems = check.problems if check else ()
    return ", ".join(f"{p.code} ({p.words})" if p.words else p.code for p in problems)


def repaired(draft: Extraction, mended: Mended[FaultyPoints, KeyPoint]) -> Extraction:
    """Return the draft with those of its rejected points replaced that now pass their check."""
    document = mended.faulty.document
    grounder = Grounder({document.article.id: document})
    known = {point.id for point in draft.key_points}
    better: dict[str, KeyPoint] = {}
    for refused, claim in zip(mended.faulty.points, mended.claims, strict=True):
        if claim is None or claim.id in known:
            continue
        tried = grounder.ground(claim)
        if tried.check is not None and tried.passed:
            check = marked(tried.check, faults(refused.check))
            better[refused.id] = tried.model_copy(
                update={"check": check, "importance": refused.importance}
            )
            known.add(claim.id)
    return draft.model_copy(
        update={
            "key_points": tuple(better.get(point.id, point) for point in draft.key_points),
            "further": plus(draft.further, "repair", mended.usage),
        }
    )


def judged_points(
    panel: Panel, documents: dict[str, Document], drafts: Sequence[Extraction]
) -> Iterator[Extraction]:
    """Yield those of `drafts` that every judge had its say on, with what they said.

    What they let pass rests on the sentences that they were shown.
    """
    heard = [heard_points(panel, draft) for draft in drafts]
    asked = [(claim_of(p), p.check) for points in heard for p in points if p.check is not None]
    opinions, usage = panel.opinions(documents, asked)
    said = iter(opinions)
    shares = divided(usage, [len(points) for points in heard])
    for draft, points, share in zip(drafts, heard, shares, strict=True):
        found = {point.id: next(said) for point in points}
        if not all(opinion.complete for opinion in found.values()):
            continue
        after = tuple(_judged(p, found[p.id]) if p.id in found else p for p in draft.key_points)
        further = plus(draft.further, "judge", share)
        yield draft.model_copy(update={"key_points": after, "further": further})


def heard_points(panel: Panel, draft: Extraction) -> tuple[KeyPoint, ...]:
    """Return the key points of a draft that the judges are asked about."""
    return tuple(point for point in draft.key_points if panel.hears(point.check))


def _judged(point: KeyPoint, opinion: Opinion) -> KeyPoint:
    proof = opinion.evidence or point.evidence
    return point.model_copy(update={"check": opinion.check, "evidence": proof})


def plus(further: dict[str, Usage], stage: str, usage: Usage) -> dict[str, Usage]:
    """Return `further` with what a stage took added."""
    if usage == Usage():
        return further
    return {**further, stage: add_usage(further.get(stage, Usage()), usage)}


def spent(*items: dict[str, Usage]) -> dict[str, Usage]:
    """Return the sum of usages by stage."""
    total: dict[str, Usage] = {}
    for item in items:
        for stage, usage in item.items():
            total = plus(total, stage, usage)
    return total
