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
)
from briefer.pipeline.compositions import Compositions, Piece
from briefer.pipeline.documents import Documents
from briefer.pipeline.judging import refuse
from briefer.pipeline.progress import Progress
from briefer.pipeline.refining import Steps, marked
from briefer.store import Store
from briefer.text.evidence import evidence

HEADLINES = 8  # headlines tried before a key point serves as the title

Stage = Literal["extract", "compose", "bottom_line", "calendar", "quotation"]


class Writer:
    """Composes stories and the bottom line; keeps account of what failed its check.

    `language` is the reader's: of two titles that both stand, the one in it is taken.
    """

    def __init__(
        self,
        store: Store,
        steps: Steps,
        documents: Documents,
        progress: Progress,
        language: str,
    ) -> None:
        self.rejected: list[Rejected] = []
        self.compositions: list[Composition] = []
        self.bottom_lines: list[Composition] = []
        self._engine = steps.engine
        self._kept = Compositions(store, steps, documents, progress)
        self._documents = documents
        self._progress = progress
        self._language = language
        self._grounder = Grounder(documents)
        self._down: str | None = None  # why the engine can't be asked at all, once that is known

    @property
    def notes(self) -> tuple[str, ...]:
        """What a briefing says where the engine could not compose."""
        failed = [made.failed for made in self.compositions if made.failed]
        if not failed:
            return ()
        return (f"{len(failed)} summaries are the key points' own words: {failed[0]}",)

    def prepare(self, stories: Sequence[Story]) -> None:
        """Have stories composed, put right and judged, many at a time; each step is stored."""
        missing = [story for story in stories if self._kept.get(self._key(story)) is None]
        try:
            if isinstance(self._engine, ManyAtOnce):
                for story, composition in self._engine.compose_all(missing):
                    self._kept.put(self._key(story), composition)
        except EngineError as error:
            self._is_down(error)
        self._kept.refine([Piece(self._key(story), _points([story])) for story in stories])

    def write(self, story: Story) -> Story:
        """Return the story with a checked title and a checked summary."""
        composition = self._composition(story)
        self.compositions.append(composition)
        lines = self._checked(composition.sentences, _points([story]), story.id, "compose")
        return self._titled(story.model_copy(update={"summary": lines}), composition.title)

    def bottom_line(self, stories: Sequence[Story], limit: int) -> tuple[Line, ...]:
        """Return the checked sentences that say what matters most, best first."""
        points = _points(stories)
        owners = {point.id: story.id for story in stories for point in story.key_points}
        composition = self._bottom_line(stories, limit)
        self.bottom_lines.append(composition)
        lines: list[Line] = []
        for sentence in composition.sentences:
            owner = next((owners[i] for i in sentence.key_points if i in owners), None)
            lines += self._checked([sentence], points, owner, "bottom_line")
        return tuple(lines[:limit])

    def _bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return the engine's bottom line; one that is stored is not asked for again."""
        key = f"bottom-line-{limit}-" + _digest(self._engine, *map(_content, stories))
        made = self._kept.get(key)
        if made is None:
            try:
                made = self._asked().bottom_line(stories, limit)
            except EngineError as error:
                self._is_down(error)
                return Composition(sentences=strongest_points(stories, limit), failed=str(error))
            self._kept.put(key, made)
        self._kept.refine([Piece(key, _points(stories), bottom_line=True)])
        return self._kept.get(key) or made

    def supported(self, text: str, proof: tuple[Evidence, ...]) -> Check:
        """Return the check of a sentence that is not a key point, such as a calendar entry."""
        return self._grounder.check(Claim(text=text, evidence=proof))

    def quotation(self, text: str, speaker: str, quote: str, proof: tuple[Evidence, ...]) -> Check:
        """Return the check of sentences that quote somebody."""
        claim = Claim(text=text, speaker=speaker, quote=quote, kind="statement", evidence=proof)
        return self._grounder.check(claim)

    def reject(self, text: str, stage: Stage, check: Check, proof: tuple[Evidence, ...]) -> None:
        """Keep account of a sentence that is not printed."""
        self.rejected.append(Rejected(text=text, stage=stage, check=check, evidence=proof))

    def _composition(self, story: Story) -> Composition:
        """Return the engine's composition; one that is stored is not asked for again."""
        key = self._key(story)
        made = self._kept.get(key)
        if made is not None:
            return made
        try:
            made = self._asked().compose(story)
        except EngineError as error:
            self._is_down(error)
            return Composition(failed=str(error))
        self._kept.put(key, made)
        return made

    def _asked(self) -> Engine:
        """Return the engine, unless it is known that it can't be asked.

        Raises:
            EngineError: it is.
        """
        if self._down is not None:
            raise EngineError(self._down)
        return self._engine

    def _is_down(self, error: EngineError) -> None:
        """Remember that the engine can't be asked, and say so once."""
        if self._down is None:
            self._down = str(error)
            self._progress.note(f"stories are told in their key points' own words: {error}")

    def _key(self, story: Story) -> str:
        return _digest(self._engine, _content(story))

    def _checked(
        self,
        sentences: Iterable[Composed],
        points: Mapping[str, KeyPoint],
        story: str | None,
        stage: Stage,
    ) -> tuple[Line, ...]:
        lines = []
        for sentence in sentences:
            line = _after(sentence, self._grounder.ground_line(sentence, points, story))
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


def _after(composed: Composed, line: Line) -> Line:
    """Return the line with what second tries and judges add to its check."""
    check = line.check
    if check.status != "rejected" and composed.repaired:
        check = marked(check, composed.repaired)
    if check.status != "rejected" and composed.refused:
        check = refuse(check, composed.refused)
    return line.model_copy(update={"check": check})


def _points(stories: Iterable[Story]) -> dict[str, KeyPoint]:
    return {point.id: point for story in stories for point in story.key_points}


def _content(story: Story) -> str:
    """Return what of a story decides its composition: its title and its key points."""
    return "\0".join((story.title, *(f"{p.id} {p.importance}" for p in story.key_points)))


def _digest(engine: Engine, *parts: str) -> str:
    """Return what decides a composition: the engine, the checks and what it is composed of."""
    composes = engine.composes if isinstance(engine, ManyAtOnce) else ""
    whole = "\0".join((engine.fingerprint, composes, CHECKS_VERSION, *parts))
    return hashlib.sha256(whole.encode()).hexdigest()
