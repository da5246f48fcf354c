"""An edition made from its dossier: what is told, in which order, under which title.

Pure but for the writer, whose engine may be asked: neither store nor settings are known here.
"""

from collections.abc import Iterable
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.editions.composing import Parts, assemble, cited, counted, telling, within_limits
from briefer.editions.history import with_days
from briefer.editions.public import published
from briefer.editions.ranking import rank
from briefer.grounding import CHECKS_VERSION
from briefer.models import Briefing, CalendarItem, Change, Gaps, Line, Stats, Story, printed_claims
from briefer.pipeline.build.account import Drafts, gaps, total
from briefer.pipeline.build.corrections import told_corrections, with_corrected_points
from briefer.pipeline.build.dossier import Dossier
from briefer.pipeline.build.look_ahead import look_ahead
from briefer.pipeline.build.opinions import besides, opinions_of
from briefer.pipeline.build.quotations import quotations, tone_of
from briefer.pipeline.build.retractions import few_late, retracted, without_corrected
from briefer.pipeline.build.steps import spent
from briefer.pipeline.build.stories import stories_of
from briefer.pipeline.build.subjects import wanted, with_subjects, without_outlets
from briefer.pipeline.build.writer import Writer
from briefer.stories import is_agenda

SLIGHT = 0.5  # a subject's weight below which a story that is not shown has no dates to keep


class Edited(NamedTuple):
    """A briefing as its audience gets it, and the same before the audience's limits cut it."""

    briefing: Briefing
    base: Briefing


def edit(dossier: Dossier, writer: Writer) -> Edited:
    """Return the edition that a dossier makes; `writer` composes and checks its sentences."""
    audience, reader = dossier.audience, writer.reader
    read = len(dossier.articles)
    dossier, excluded = without_outlets(dossier)
    told, changes = _told(dossier, writer)
    stories, dossier, others = wanted(told, dossier)
    taken_back, changes = _changes(dossier, writer, stories, told, changes)
    ranked = rank(stories, audience, changes, reader)
    agendas = tuple(story for story in ranked if is_agenda(story))  # told by the calendar
    shown, left_out = within_limits([s for s in ranked if s not in agendas], audience, reader)
    ours = {story.id for story in ranked}
    beyond = tuple(story for story in stories if story.id not in ours)  # out of its scope
    written, lines = _written(dossier, writer, shown)
    dated = (*written, *agendas, *(story for story in left_out if _weighs(story, audience)))
    calendar = look_ahead(dossier, writer, dated, {story.id: story for story in written})
    quoted = quotations(audience, writer, written)
    few = _retitled(few_late(changes, audience.limits.new_points), written)
    silenced = tuple(what for what in others if what.startswith("story:"))
    parts = Parts(
        window=dossier.window,
        stories=written,
        changes=(*taken_back, *telling(few, written, lines, audience.limits, reader)),
        bottom_line=lines,
        calendar=calendar[: audience.limits.calendar],
        quotations=quoted if "quotations" in audience.sections else (),
        tone=tone_of(audience, stories, quoted, dossier.articles.values(), written),
        opinions=opinions_of(dossier),
        gaps=_gaps(dossier, writer, left_out, silenced),
    )
    stats = _stats(dossier, parts, writer).model_copy(
        update={"articles": read, "excluded": {**excluded, **others}}
    )
    parts = parts.model_copy(update={"stats": stats})
    whole = _before_limits(dossier, parts, (*left_out, *beyond), (*taken_back, *changes), calendar)
    library = {**dossier.known, **dossier.opinions}
    met = frozenset(cited(whole))
    known = {i: a for i, a in library.items() if i in met}
    briefing = assemble(dossier.date, audience, parts, known)
    base = assemble(dossier.date, audience, whole, known)
    return Edited(published(briefing) if audience.public else briefing, base)


def _told(dossier: Dossier, writer: Writer) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return the stories with their subjects and what was corrected, and what changed."""
    stories, changes = stories_of(dossier, writer.documents)
    stories, lost = with_corrected_points(
        stories, dossier.known, writer.documents, writer.supported
    )
    for point in lost:
        if point.check is not None:
            writer.reject(point.text, "extract", point.check, point.evidence)
    gone = {point.id for point in lost}
    return with_subjects(stories, dossier), tuple(c for c in changes if c.key_point not in gone)


def _changes(
    dossier: Dossier,
    writer: Writer,
    stories: tuple[Story, ...],
    told: tuple[Story, ...],
    changes: tuple[Change, ...],
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return what was taken back or corrected, and what else changed, of the stories wanted."""
    retractions = without_corrected(retracted(dossier, writer.documents), changes)
    own = {article: place.story for article, place in dossier.places.items()}
    taken_back = (*told_corrections(dossier.articles, writer.documents, own), *retractions)
    unwanted = {story.id for story in told} - {story.id for story in stories}
    return (
        tuple(change for change in taken_back if change.story not in unwanted),
        tuple(change for change in changes if change.story not in unwanted),
    )


def _written(
    dossier: Dossier, writer: Writer, shown: tuple[Story, ...]
) -> tuple[tuple[Story, ...], tuple[Line, ...]]:
    """Return the stories with titles and summaries, and the bottom line over them."""
    writer.prepare(shown)
    stories = with_days([writer.write(story) for story in shown], dossier.date, dossier.past.bases)
    lines = writer.bottom_line(stories, dossier.audience.limits.bottom_line)
    return writer.beside(stories, lines), lines


def _before_limits(
    dossier: Dossier,
    parts: Parts,
    further: tuple[Story, ...],
    changes: tuple[Change, ...],
    calendar: tuple[CalendarItem, ...],
) -> Parts:
    """Return the parts as the next edition compares them: nothing is left out."""
    stats = parts.stats.model_copy(update={"withdrawals_known": dossier.last_withdrawal})
    return parts.model_copy(
        update={
            "stories": (*parts.stories, *further),
            "changes": changes,
            "calendar": calendar,
            "stats": stats,
        }
    )


def _weighs(story: Story, audience: Audience) -> bool:
    """Whether the dates of a story that is not shown are worth a line: no slalom's, no wedding's."""
    return audience.weights.of_subject(story.subject) >= SLIGHT


def _retitled(changes: Iterable[Change], written: Iterable[Story]) -> list[Change]:
    """Give a new story among the changes the title that was checked, and its evidence."""
    titles = {story.id: (story.title, story.title_evidence) for story in written}
    retitled = []
    for change in changes:
        new = change.kind in {"new_story", "late"} and change.key_point is None
        if new and change.story in titles:
            text, proof = titles[change.story]
            retitled.append(change.model_copy(update={"text": text, "evidence": proof}))
        else:
            retitled.append(change)
    return retitled


def _gaps(
    dossier: Dossier, writer: Writer, left_out: tuple[Story, ...], silenced: tuple[str, ...]
) -> Gaps:
    """Return what was read and is not shown, and what fell short."""
    drafts = Drafts(dossier.articles, dossier.extractions)
    rejected = (*drafts.rejected(), *writer.rejected)
    found = gaps(drafts, writer.engine.name, dossier.failures, left_out, rejected)
    stubs = besides(dossier.stubs, opinions_of(dossier), dossier)
    muted = (f"not told, as the desk asked: {_title(what)}" for what in silenced)
    more = {"notes": (*writer.notes, *muted), "stubs": stubs, "silent": dossier.silent}
    return found.model_copy(update=more)


def _title(muted: str) -> str:
    """Return how a muted story is called: "story:ID TITLE"."""
    name, _, title = muted.removeprefix("story:").partition(" ")
    return title or name


def _stats(dossier: Dossier, parts: Parts, writer: Writer) -> Stats:
    printed, mended = counted(printed_claims(parts))
    drafts = dossier.extractions.values()
    return Stats(
        engine=writer.engine.name,
        model=writer.engine.model,
        articles=len(dossier.articles),
        late_articles=len(dossier.late),
        claims_proposed=sum(len(draft.key_points) for draft in drafts),
        claims_printed=printed,
        claims_repaired=mended,
        claims_rejected=len(parts.gaps.rejected),
        usage={
            "extract": total(draft.usage for draft in drafts),
            "compose": total(made.usage for made in writer.compositions),
            **spent(*({"bottom_line": made.usage} for made in writer.bottom_lines)),
            **spent(
                *(draft.further for draft in drafts),
                *(made.further for made in (*writer.compositions, *writer.bottom_lines)),
            ),
        },
        checks_version=CHECKS_VERSION,
    )
