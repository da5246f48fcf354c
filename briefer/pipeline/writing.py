"""What the engine composes, and the check that each sentence passes before it is printed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from briefer.engines.base import Engine, ManyAtOnce, strongest, strongest_points
from briefer.errors import EngineError
from briefer.grounding import CHECKS_VERSION, Claim, Grounder
from briefer.models import (
    Check,
    Composed,
    Composition,
    Evidence,
    KeyPoint,
    Line,
    Rejected,
    Story,
    Usage,
)
from briefer.pipeline.documents import Documents
from briefer.pipeline.progress import Progress
from briefer.store import Store
from briefer.text.evidence import evidence

HEADLINES = 8  # headlines tried before a key point serves as the title

Stage = Literal["extract", "compose", "bottom_line", "calendar"]


class Writer:
    """Composes stories and the bottom line; keeps account of what failed its check.

    `language` is the reader's: of two titles that both stand, the one in it is taken.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        documents: Documents,
        progress: Progress,
        language: str,
    ) -> None:
        self.rejected: list[Rejected] = []
        self.usages: list[Usage] = []
        self._store = store
        self._engine = engine
        self._documents = documents
        self._progress = progress
        self._language = language
        self._grounder = Grounder(documents)

    def prepare(self, stories: Iterable[Story]) -> None:
        """Have several stories composed at a time, where the engine can; each is stored."""
        if not isinstance(self._engine, ManyAtOnce):
            return
        missing = [s for s in stories if self._store.composition(_key(self._engine, s)) is None]
        try:
            for story, composition in self._engine.compose_all(missing):
                self._save(story, composition)
        except EngineError as error:
            self._progress.note(f"some stories are shown by their key points alone: {error}")

    def write(self, story: Story) -> Story:
        """Return the story with a checked title and a checked summary."""
        composition = self._composition(story)
        self.usages.append(composition.usage)
        points = {point.id: point for point in story.key_points}
        lines = self._checked(composition.sentences, points, story.id, "compose")
        return self._titled(story.model_copy(update={"summary": lines}), composition.title)

    def bottom_line(self, stories: Sequence[Story], limit: int) -> tuple[Line, ...]:
        """Return the checked sentences that say what matters most, best first."""
        points = {point.id: point for story in stories for point in story.key_points}
        owners = {point.id: story.id for story in stories for point in story.key_points}
        try:
            composed = self._engine.bottom_line(stories, limit)
        except EngineError as error:
            self._progress.note(f"the bottom line is the built-in engine's: {error}")
            composed = strongest_points(stories, limit)
        lines: list[Line] = []
        for sentence in composed:
            owner = next((owners[i] for i in sentence.key_points if i in owners), None)
            lines += self._checked([sentence], points, owner, "bottom_line")
        return tuple(lines[:limit])

    def supported(self, text: str, proof: tuple[Evidence, ...]) -> Check:
        """Return the check of a sentence that is not a key point, such as a calendar entry."""
        return self._grounder.check(Claim(text=text, evidence=proof))

    def reject(self, text: str, stage: Stage, check: Check, proof: tuple[Evidence, ...]) -> None:
        """Keep account of a sentence that is not printed."""
        self.rejected.append(Rejected(text=text, stage=stage, check=check, evidence=proof))

    def _composition(self, story: Story) -> Composition:
        """Return the engine's composition; one that is stored is not asked for again."""
        key = _key(self._engine, story)
        stored = self._store.composition(key)
        if stored is not None:
            return Composition.model_validate_json(stored)
        try:
            composition = self._engine.compose(story)
        except EngineError as error:
            self._progress.note(f"“{story.title}” is shown by its key points alone: {error}")
            return Composition()
        self._save(story, composition)
        return composition

    def _save(self, story: Story, composition: Composition) -> None:
        self._store.save_composition(_key(self._engine, story), composition.model_dump_json())

    def _checked(
        self,
        sentences: Iterable[Composed],
        points: Mapping[str, KeyPoint],
        story: str | None,
        stage: Stage,
    ) -> tuple[Line, ...]:
        lines = []
        for sentence in sentences:
            line = self._grounder.ground_line(sentence, points, story)
            if line.check.status == "rejected":
                self.reject(line.text, stage, line.check, line.evidence)
            else:
                lines.append(line)
        return tuple(lines)

    def _titled(self, story: Story, proposed: Composed | None) -> Story:
        """Return the story under a title that its articles' text supports."""
        if proposed is not None:
            points = {point.id: point for point in story.key_points}
            lines = self._checked([proposed], points, story.id, "compose")
            if lines:
                return _under(story, lines[0].text, lines[0].evidence)
        return self._under_headline(story)

    def _under_headline(self, story: Story) -> Story:
        """Take a headline that its own article bears out, else the strongest key point."""
        first = [story.title_article] if story.title_article else []
        articles = sorted(dict.fromkeys([*first, *story.articles]), key=self._foreign)
        for article_id in articles[:HEADLINES]:
            headline = self._documents[article_id].article.title
            proof = self._proof(headline, article_id) if headline else ()
            if headline and proof:
                return _under(story, headline, proof, article_id)
        own = [p for p in story.key_points if not self._foreign(p.evidence[0].article_id)]
        best = strongest(own or story.key_points)
        return _under(story, best.text, best.evidence)

    def _foreign(self, article_id: str) -> bool:
        """Whether an article is in another language than the reader's."""
        return self._documents[article_id].article.language != self._language

    def _proof(self, headline: str, article_id: str) -> tuple[Evidence, ...]:
        """Return the sentences that bear a headline out, or nothing where none do."""
        numbers = self._grounder.find_evidence(headline, article_id)
        proof = evidence(self._documents[article_id], numbers)
        if not proof or self.supported(headline, proof).status == "rejected":
            return ()
        return proof


def _under(
    story: Story, title: str, proof: tuple[Evidence, ...], article: str | None = None
) -> Story:
    return story.model_copy(
        update={"title": title, "title_article": article, "title_evidence": proof}
    )


def _key(engine: Engine, story: Story) -> str:
    """Return what decides a composition: the engine, the checks and the story's key points."""
    parts = [engine.fingerprint, CHECKS_VERSION, story.title, *(p.id for p in story.key_points)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
