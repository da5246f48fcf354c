"""What the engine composes, and the check that each sentence passes before it is printed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Literal

from briefer.engines.base import Engine, ManyAtOnce, strongest_points
from briefer.errors import EngineError
from briefer.grounding import CHECKS_VERSION, Claim, Grounder, is_soft
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
from briefer.pipeline.build.bottom_line import selected
from briefer.pipeline.build.compositions import Compositions, CompositionTask, Keeper
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.panel import refuse
from briefer.pipeline.build.steps import Steps, marked
from briefer.pipeline.build.titles import Titles, under
from briefer.pipeline.progress import Progress
from briefer.text.claim_language import reader_of

Stage = Literal["extract", "compose", "bottom_line", "calendar", "quotation"]


class Writer:
    """Composes stories and the bottom line; keeps account of what failed its check.

    Titles and the bottom line are in the reader's language, where a story has a key point that is.
    """

    def __init__(self, dossier: Dossier, steps: Steps, keeper: Keeper, progress: Progress) -> None:
        self.engine = steps.engine
        self.documents = Documents(dossier.known, keeper)
        self.reader = reader_of(dossier.audience.language, dossier.articles)
        self.rejected: list[Rejected] = []
        self.compositions: list[Composition] = []
        self.bottom_lines: list[Composition] = []
        self._articles = dossier.known
        self._panel = steps.panel
        self._kept = Compositions(keeper, steps, self.documents, progress)
        self._progress = progress
        self._grounder = Grounder(self.documents)
        since = dossier.window.start.date()
        self._titles = Titles(self._grounder, self.documents, self.reader, since)
        self._down: str | None = None  # why the engine can't be asked at all, once that is known

    @property
    def notes(self) -> tuple[str, ...]:
        """What a briefing says where the engine could not compose, or a judge not be asked."""
        failed = [made.failed for made in self.compositions if made.failed]
        told = (f"{len(failed)} summaries are the key points' own words: {why}" for why in failed)
        return (*islice(told, 1), *self._panel.notes())

    def prepare(self, stories: Sequence[Story]) -> None:
        """Have stories composed, put right and judged, many at a time; each step is stored."""
        missing = [story for story in stories if self._kept.get(self._key(story)) is None]
        try:
            if isinstance(self.engine, ManyAtOnce):
                for story, composition in self.engine.compose_all(missing):
                    self._kept.put(self._key(story), composition)
        except EngineError as error:
            self._is_down(error)
        self._kept.refine(
            [CompositionTask(self._key(story), _points([story])) for story in stories]
        )

    def write(self, story: Story) -> Story:
        """Return the story with a checked title and a checked summary."""
        composition = self._composition(story)
        self.compositions.append(composition)
        told = self._checked(composition.sentences, _points([story]), story.id, "compose")
        lines = tuple(line for line in told if self._titles.is_current(story, line.text))
        return self._titled(story.model_copy(update={"summary": lines}), composition.title)

    def bottom_line(self, stories: Sequence[Story], limit: int) -> tuple[Line, ...]:
        """Return the checked sentences that say what matters most, best first."""
        points = _points(stories)
        owners = {point.id: story.id for story in stories for point in story.key_points}
        composition = self._bottom_line([self._readable(story) for story in stories], limit)
        self.bottom_lines.append(composition)
        lines: list[Line] = []
        for sentence in composition.sentences:
            owner = next((owners[i] for i in sentence.key_points if i in owners), None)
            found = self._checked([sentence], points, owner, "bottom_line")
            lines += found or self._instead(sentence, points, owner)
        return selected(lines, stories, self._articles, self.reader, limit)

    def _instead(
        self, refused: Composed, points: Mapping[str, KeyPoint], story: str | None
    ) -> tuple[Line, ...]:
        """Return the first key point that a refused sentence cites: no lead is lost with it."""
        cited = (points[i] for i in refused.key_points if i in points)
        for point in self.reader.own(tuple(cited)):
            told = Composed(text=point.text, key_points=(point.id,))
            line = self._grounder.ground_line(told, points, story)
            if line.check.status != "rejected":
                return (line,)
        return ()

    def _readable(self, story: Story) -> Story:
        """Return the story with the key points that the reader can read, all where none is."""
        own = self.reader.own(story.key_points)
        return story.model_copy(update={"key_points": own})

    def _bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return the engine's bottom line; one that is stored is not asked for again."""
        key = f"bottom-line-{limit}-" + _digest(self.engine, *map(_content, stories))
        made = self._kept.get(key)
        if made is None:
            try:
                made = self._asked().bottom_line(stories, limit)
            except EngineError as error:
                self._is_down(error)
                return Composition(sentences=strongest_points(stories, limit), failed=str(error))
            self._kept.put(key, made)
        self._kept.refine([CompositionTask(key, _points(stories), bottom_line=True)])
        return self._kept.get(key) or made

    def beside(self, stories: Sequence[Story], lines: Sequence[Line]) -> tuple[Story, ...]:
        """Return the stories, none under a title that repeats the bottom line, where it can be."""
        return tuple(self._titles.beside(story, lines) for story in stories)

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
        return self.engine

    def _is_down(self, error: EngineError) -> None:
        """Remember that the engine can't be asked, and say so once."""
        if self._down is None:
            self._down = str(error)
            self._progress.note(f"stories are told in their key points' own words: {error}")

    def _key(self, story: Story) -> str:
        return _digest(self.engine, _content(story))

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
            if lines and self._titles.fits(story, lines[0].text, lines[0].evidence):
                return under(story, lines[0].text, lines[0].evidence)
        return self._titles.titled(story)


def _after(composed: Composed, line: Line) -> Line:
    """Return the line with what second tries and judges add to its check."""
    check = line.check
    if is_soft(check) and composed.lifted is not None:
        proof = composed.proof or line.evidence
        return line.model_copy(update={"check": composed.lifted, "evidence": proof})
    if check.status != "rejected" and composed.repaired:
        check = marked(check, composed.repaired)
    if composed.refused:
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
