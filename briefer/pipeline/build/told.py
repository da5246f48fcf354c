"""Nothing true is lost: what was refused for good, its cited sentence tells in its own words.

    refused by the check -> the second try -> the judges -> the source's own telling

The refused sentence stays among the rejected ones, so that the appendix lists its wording.
"""

from collections.abc import Iterable
from typing import Final

from briefer.engines.extractive import in_own_words
from briefer.grounding import Grounder
from briefer.models import Document, Extraction, KeyPoint, Problem
from briefer.pipeline.build.account import SOURCE_WORDS
from briefer.text.words import content_stems

_TOLD: Final = 0.7  # share of a sentence's words that a point which passed has told already


def retold(draft: Extraction, document: Document) -> Extraction:
    """Return the draft with the source's own telling beside each of its rejected points.

    What a point that passed says already is not told again; what cites no sentence can't be told.
    """
    grounder = Grounder({document.article.id: document})
    language = document.article.language
    said = [frozenset(content_stems(point.text, language)) for point in draft.passed]
    points: list[KeyPoint] = []
    for point in draft.key_points:
        points.append(point)
        told = _told(point, document) if point.rejected else None
        if told is None:
            continue
        stems = frozenset(content_stems(told.text, language))
        if any(len(stems & other) >= _TOLD * len(stems) for other in said):
            continue
        checked = grounder.ground(told)
        if checked.passed:
            said.append(stems)
            points.append(_marked(checked, point))
    return draft.model_copy(update={"key_points": tuple(points)})


def _told(point: KeyPoint, document: Document) -> KeyPoint | None:
    """Return what the cited sentence that says most of a refused point says."""
    cited = (n for item in point.evidence for n in item.sentences)
    best = _likest(point.text, cited, document)
    return in_own_words(document, best, point.importance)


def _likest(text: str, numbers: Iterable[int], document: Document) -> list[int]:
    """Return sentence numbers, those that share most words with a text first."""
    language = document.article.language
    wanted = frozenset(content_stems(text, language))

    def shared(number: int) -> int:
        return len(wanted.intersection(content_stems(document.sentence_text(number), language)))

    there = {n for n in numbers if 1 <= n <= len(document.sentences)}
    return sorted(there, key=lambda number: (-shared(number), number))


def _marked(told: KeyPoint, refused: KeyPoint) -> KeyPoint:
    check = told.check
    if check is None:
        return told
    mark = Problem(
        code=SOURCE_WORDS,
        explanation="the source's own words, for a wording that was refused",
        words=refused.text,
    )
    return told.model_copy(
        update={
            "check": check.model_copy(
                update={"status": "repaired", "problems": (*check.problems, mark)}
            )
        }
    )
