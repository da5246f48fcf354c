"""What an engine composed, stored step by step: composed, put right, judged."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from briefer.engines.base import FaultyLines, Mended
from briefer.engines.sharing import divided
from briefer.errors import EngineError
from briefer.grounding import Claim, Grounder
from briefer.models import Composed, Composition, Document, KeyPoint, Line
from briefer.pipeline.build.documents import Analyses
from briefer.pipeline.build.panel import Opinion
from briefer.pipeline.build.steps import Steps, faults, plus
from briefer.pipeline.progress import Progress


class Keeper(Analyses, Protocol):
    """Where compositions are kept between builds, each as JSON under its key: a store does."""

    def composition(self, key: str) -> str | None:
        """Return the composition under `key`."""
        ...

    def save_composition(self, key: str, body: str) -> None:
        """Keep a composition under `key`."""
        ...


class CompositionTask(NamedTuple):
    """A composition: its key, and the key points that it may cite."""

    key: str
    points: Mapping[str, KeyPoint]
    bottom_line: bool = False


class _Asked(NamedTuple):
    """What of a composition was sent back to be put right."""

    faulty: FaultyLines
    piece: CompositionTask
    made: Composition


class Compositions:
    """Keeps compositions; one that failed is kept for this run alone, and tried at the next."""

    def __init__(
        self, keeper: Keeper, steps: Steps, documents: Mapping[str, Document], progress: Progress
    ) -> None:
        self._keeper = keeper
        self._steps = steps
        self._documents = documents
        self._progress = progress
        self._grounder = Grounder(documents)
        self._failed: dict[str, Composition] = {}

    def get(self, key: str) -> Composition | None:
        """Return the composition under `key`, as the last step that was taken left it."""
        for step in self._steps.keys(key):
            stored = self._keeper.composition(step)
            found = _parsed(stored) if stored is not None else None
            if found is not None:
                return found
        return self._failed.get(key)

    def put(self, key: str, composition: Composition) -> None:
        """Keep what an engine composed."""
        if composition.failed:
            self._failed[key] = composition
        else:
            self._save(key, composition)

    def refine(self, pieces: Sequence[CompositionTask]) -> None:
        """Take every step that is still to be taken for `pieces`."""
        if self._steps.mender is not None:
            self._mend(pieces)
        if self._steps.panel:
            self._judge(pieces)

    # --- the second try ---------------------------------------------------------------------

    def _mend(self, pieces: Sequence[CompositionTask]) -> None:
        """Have rejected lines put right, one call for each composition."""
        mender = self._steps.mender
        if mender is None:
            return
        asked: list[_Asked] = []
        try:
            for mended in mender.mend_lines(self._faulty(pieces, asked)):
                _, piece, made = next(one for one in asked if one.faulty is mended.faulty)
                if mended.failed:
                    self._progress.note(f"rejected sentences were not sent back: {mended.failed}")
                else:
                    key = self._steps.keys(piece.key)[-2]
                    self._save(key, self._repaired(piece, made, mended))
        except EngineError as error:
            self._progress.note(f"rejected sentences were not sent back: {error}")

    def _faulty(
        self, pieces: Sequence[CompositionTask], asked: list[_Asked]
    ) -> Iterator[FaultyLines]:
        """Yield what of each composition fails, noting it in `asked`."""
        for piece in pieces:
            if self._keeper.composition(self._steps.keys(piece.key)[-2]) is not None:
                continue
            stored = self._keeper.composition(piece.key)
            made = (_parsed(stored) if stored else None) or Composition()
            lines = self._refused(piece, made)
            if lines:
                cited = {i for line in lines for i in line.key_points}
                points = tuple(p for i, p in piece.points.items() if i in cited)
                faulty = FaultyLines(lines, points, piece.bottom_line)
                asked.append(_Asked(faulty, piece, made))
                yield faulty

    def _refused(self, piece: CompositionTask, made: Composition) -> tuple[Line, ...]:
        """Return the lines that fail, but for those that are key points word for word."""
        verbatim = {point.text for point in piece.points.values()}
        lines = (self._line(each, piece) for each in made.sentences if each.text not in verbatim)
        return tuple(line for line in lines if line.check.status == "rejected")

    def _repaired(
        self, piece: CompositionTask, made: Composition, mended: Mended[FaultyLines, Composed]
    ) -> Composition:
        """Return the composition with those of its rejected lines replaced that now pass."""
        better: dict[str, Composed] = {}
        for line, claim in zip(mended.faulty.lines, mended.claims, strict=True):
            if claim and self._line(claim, piece).check.status != "rejected":
                found = faults(line.check)
                better[line.text] = claim.model_copy(update={"repaired": found})
        return made.model_copy(
            update={
                "sentences": tuple(better.get(each.text, each) for each in made.sentences),
                "further": plus(made.further, "repair", mended.usage),
            }
        )

    # --- the judges -------------------------------------------------------------------------

    def _judge(self, pieces: Sequence[CompositionTask]) -> None:
        """Have the judges look at every line and title that they hear."""
        made: list[tuple[CompositionTask, Composition]] = []
        for piece in pieces:
            done = self._keeper.composition(self._steps.keys(piece.key)[0]) is not None
            composition = None if done else self.get(piece.key)
            if composition is not None:
                made.append((piece, composition))
        heard = [self._heard(piece, composition) for piece, composition in made]
        asked = [(_claim(line), line.check) for lines in heard for line in lines.values()]
        opinions, usage = self._steps.panel.opinions(self._documents, asked)
        said = iter(opinions)
        shares = divided(usage, [len(lines) for lines in heard])
        for (piece, composition), lines, share in zip(made, heard, shares, strict=True):
            found = {text: next(said) for text in lines}
            if composition.failed or not all(opinion.complete for opinion in found.values()):
                continue
            judged = _judged(composition, found)
            further = plus(composition.further, "judge", share)
            key = self._steps.keys(piece.key)[0]
            self._save(key, judged.model_copy(update={"further": further}))

    def _heard(self, piece: CompositionTask, made: Composition) -> dict[str, Line]:
        """Return the lines that the judges hear, by the text that was composed."""
        composed = (*([made.title] if made.title else []), *made.sentences)
        lines = {each.text: self._line(each, piece) for each in composed}
        bare = (
            made.title.text if made.title else None
        )  # a title keeps no check: it must stand alone
        return {
            text: line
            for text, line in lines.items()
            if self._steps.panel.hears(line.check)
            and (text != bare or line.check.status != "rejected")
        }

    # --- both -------------------------------------------------------------------------------

    def _line(self, composed: Composed, piece: CompositionTask) -> Line:
        return self._grounder.ground_line(composed, piece.points)

    def _save(self, key: str, composition: Composition) -> None:
        self._keeper.save_composition(key, composition.model_dump_json())


def _claim(line: Line) -> Claim:
    return Claim(text=line.text, evidence=line.evidence)


def _judged(made: Composition, said: Mapping[str, Opinion]) -> Composition:
    """Return the composition with what the judges say of each of its sentences."""

    def told(each: Composed) -> Composed:
        opinion = said.get(each.text)
        if opinion is None:
            return each
        lifted = opinion.check if opinion.lifted else None
        return each.model_copy(
            update={"refused": opinion.against, "lifted": lifted, "proof": opinion.evidence}
        )

    return made.model_copy(
        update={
            "title": told(made.title) if made.title else None,
            "sentences": tuple(map(told, made.sentences)),
        }
    )


def _parsed(stored: str) -> Composition | None:
    """Return a stored composition; None where it can't be read: it is made anew, at no loss."""
    try:
        return Composition.model_validate_json(stored)
    except ValueError:
        return None
