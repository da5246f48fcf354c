"""What an engine is: anything that drafts key points of articles and sentences of stories."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from briefer.models import (
    Composed,
    Composition,
    Document,
    Evidence,
    Extraction,
    KeyPoint,
    Line,
    Story,
    Usage,
)


class Engine(Protocol):
    """Drafts; grounding decides what is printed.

    `fingerprint` covers everything that decides an answer (code version, model, prompts,
    parameters): the pipeline stores it beside each extraction and does not ask twice.
    """

    name: str
    model: str | None
    fingerprint: str

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield one `Extraction` a document, as each is done, in any order.

        Raises:
            EngineError: the engine can't go on at all; what was yielded stands.
        """
        ...

    def compose(self, story: Story) -> Composition:
        """Return a title and a few sentences for `story`, each citing its key points by id."""
        ...

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return at most `limit` sentences that say what matters most, best first; no title."""
        ...


@runtime_checkable
class ManyAtOnce(Protocol):
    """An engine that composes several stories at a time.

    `composes` covers all that decides a composition, beside the engine's `fingerprint`.
    """

    composes: str

    def compose_all(self, stories: Iterable[Story]) -> Iterator[tuple[Story, Composition]]:
        """Yield each story and its composition as it is done, in any order.

        Raises:
            EngineError: the engine can't go on at all; what was yielded stands.
        """
        ...


class FaultyPoints(NamedTuple):
    """An article's key points that their check rejected; each carries its check."""

    document: Document
    points: tuple[KeyPoint, ...]


class FaultyLines(NamedTuple):
    """Composed lines that their check rejected, and the key points they may cite."""

    lines: tuple[Line, ...]
    points: tuple[KeyPoint, ...]
    bottom_line: bool = False


F = TypeVar("F", FaultyPoints, FaultyLines)
M = TypeVar("M", KeyPoint, Composed)


class Mended(NamedTuple, Generic[F, M]):
    """What came of one second try: for each faulty claim a new draft, or None.

    `failed` says why there was no answer at all; then it is worth another try at the next build.
    """

    faulty: F
    claims: tuple[M | None, ...]
    usage: Usage = Usage()
    failed: str | None = None


@runtime_checkable
class Mender(Protocol):
    """An engine that can be told what was wrong with its claims, and put them right.

    What it gives is a draft like any other: it is checked again. `mends` covers all that decides
    it, beside the engine's `fingerprint`.
    """

    mends: str

    def mend(self, faulty: Iterable[FaultyPoints]) -> Iterator[Mended[FaultyPoints, KeyPoint]]:
        """Yield what came of each, one call for each, as it is done.

        Raises:
            EngineError: the engine can't go on at all; what was yielded stands.
        """
        ...

    def mend_lines(self, faulty: Iterable[FaultyLines]) -> Iterator[Mended[FaultyLines, Composed]]:
        """Yield what came of each, one call for each, as it is done.

        Raises:
            EngineError: the engine can't go on at all; what was yielded stands.
        """
        ...


def key_point_id(text: str, evidence: Iterable[Evidence]) -> str:
    """Return a stable id of a claim: the same words on the same sentences, the same id."""
    digest = hashlib.sha256(text.encode())
    for item in evidence:
        digest.update(f"\0{item.article_id}\0{item.start}\0{item.end}".encode())
    return "k" + digest.hexdigest()[:12]


def with_id(key_point: KeyPoint) -> KeyPoint:
    """Return `key_point` with the id that its text and evidence give."""
    return key_point.model_copy(
        update={"id": key_point_id(key_point.text, key_point.evidence)},
    )


def strongest(points: Iterable[KeyPoint]) -> KeyPoint:
    """Return the most important of `points` (at least one); the id decides between equals."""
    return max(points, key=lambda point: (point.importance, point.id))


def strongest_points(stories: Sequence[Story], limit: int) -> tuple[Composed, ...]:
    """Return the most important key point of each of the first `limit` stories, as it stands."""
    told = [story for story in stories if story.key_points][:limit]
    best = (strongest(story.key_points) for story in told)
    return tuple(Composed(text=point.text, key_points=(point.id,)) for point in best)
