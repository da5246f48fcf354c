"""One audience's briefing of one day, from the store's articles to a stored `Briefing`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.editions.audiences import Audience
from briefer.editions.composing import Parts, assemble, cited, counted, telling, within_limits
from briefer.editions.history import with_days
from briefer.editions.public import is_published, published
from briefer.editions.ranking import rank
from briefer.engines.base import Engine, key_point_id
from briefer.engines.extractive import Extractive
from briefer.engines.ordering import ordered
from briefer.grounding import CHECKS_VERSION
from briefer.models import (
    Article,
    Briefing,
    CalendarItem,
    Change,
    Extraction,
    Stats,
    Story,
    printed_claims,
)
from briefer.pipeline.build.account import Drafts, gaps, stubbed, total
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.build.extractions import draft_all
from briefer.pipeline.intake.health import silences
from briefer.pipeline.build.panel import Panel
from briefer.pipeline.build.placement import place_all
from briefer.pipeline.progress import Progress
from briefer.pipeline.build.quotations import quotations, tone_of
from briefer.pipeline.build.past import Followed, Past, follow, recall
from briefer.pipeline.build.repairs import Steps, latest, refine_all, spent
from briefer.pipeline.build.retractions import (
    came_late,
    few_late,
    last_withdrawal,
    retracted,
    without_corrected,
)
from briefer.pipeline.build.window import Selection, select
from briefer.pipeline.build.writer import Writer
from briefer.settings import Settings
from briefer.store import Store
from briefer.stories import (
    MergeOptions,
    Placement,
    compare,
    merge_story,
    reprint_groups,
    upcoming,
)
from briefer.stories.agenda import carried
from briefer.stories.continuity import Context
from briefer.text.claim_language import reader_of


class Job(NamedTuple):
    """What to build, and with what."""

    store: Store
    settings: Settings
    engine: Engine
    audience: Audience
    date: dt.date
    now: dt.datetime
    progress: Progress
    panel: Panel = Panel()

    @property
    def steps(self) -> tuple[Steps, Steps]:
        """What is done with the engine's drafts, and with the built-in one's in their stead."""
        own = Steps(self.engine, self.settings.engine.repair, self.panel)
        return own, Steps(Extractive(), panel=self.panel)

    @property
    def extractions(self) -> tuple[str, ...]:
        """The keys of an article's extractions: the engine's own first, each at its best."""
        return tuple(dict.fromkeys(key for steps in self.steps for key in steps.extractions))


def build(job: Job) -> Briefing:
    """Make and store the briefing; every step that is stored already is not done again.

    Raises:
        NothingToBriefError: no article falls into the window.
        EngineError: the engine failed, and the settings ask for strictness.
    """
    selection = select(job.store, job.audience, job.settings, job.date, job.now)
    strict = job.settings.engine.strict
    draft_all(job.store, job.engine, selection.articles, job.progress, strict=strict)
    refine_all(job.store, job.steps, selection.articles, job.progress)
    place_all(job.store, selection.known, job.progress)
    drafts = _drafts(job, selection)
    job.progress.stage("Composing", None)
    briefing, base = _edit(job, selection, drafts)
    job.store.save_briefing(briefing, base, selection.last_seq, selection.articles)
    return briefing


def _drafts(job: Job, selection: Selection) -> Drafts:
    """Return the window's extractions: the engine's own, else the built-in engine's."""
    found: dict[str, Extraction] = {}
    articles = _standing(job.store, selection, selection.articles)
    if job.audience.public:
        articles = {i: article for i, article in articles.items() if is_published(article)}
    for article_id in articles:
        extraction = latest(job.store, job.extractions, article_id)
        if extraction is not None:
            found[article_id] = extraction
    return Drafts(articles, found)


def _edit(job: Job, selection: Selection, drafts: Drafts) -> tuple[Briefing, Briefing]:
    """Return the audience's briefing, and the same before its limits cut it."""
    documents = Documents(job.store)
    past = recall(job.store, job.audience.name, job.date, selection.gone)
    stories, changes = _compared(job, selection, drafts, documents, past)
    taken_back = without_corrected(
        retracted(job.store, past, selection, documents, job.audience.language), changes
    )
    reader = reader_of(job.audience.language, drafts.articles)
    writer = Writer(job.store, job.steps[0], documents, job.progress, reader)
    ranked = rank(stories, job.audience, changes, reader)
    shown, left_out = within_limits(ranked, job.audience, reader)
    ours = {story.id for story in ranked}
    beyond = tuple(story for story in stories if story.id not in ours)  # out of its scope
    writer.prepare(shown)
    written = with_days([writer.write(story) for story in shown], job.date, past.bases)
    lines = writer.bottom_line(written, job.audience.limits.bottom_line)
    written = writer.beside(written, lines)
    today = selection.window.end.date()
    told = [documents[i] for story in written for i in story.articles]
    ahead = upcoming((*written, *left_out), told, today)
    before = past.bases[0].calendar if past.bases else ()
    shown_ids = {story.id for story in written}
    calendar = _calendar(writer, carried(before, ahead, today), shown_ids)
    quoted = quotations(job.audience, writer, documents, written)
    few = few_late(changes, job.audience.limits.new_points)
    parts = Parts(
        window=selection.window,
        stories=written,
        changes=(
            *taken_back,
            *telling(_retitled(few, written), written, lines, job.audience.limits, reader),
        ),
        bottom_line=lines,
        calendar=calendar[: job.audience.limits.calendar],
        quotations=quoted if "quotations" in job.audience.sections else (),
        tone=tone_of(job.audience, stories, quoted, drafts.articles.values(), written),
        gaps=gaps(
            drafts,
            job.engine.name,
            job.store.failures(),
            left_out,
            (*drafts.rejected(), *writer.rejected),
        ).model_copy(
            update={"notes": (*writer.notes, *job.panel.notes()), **_shortfalls(job, selection)}
        ),
    )
    parts = parts.model_copy(update={"stats": _stats(job, selection, drafts, parts, writer)})
    whole = parts.model_copy(
        update={
            "stories": (*written, *left_out, *beyond),
            "changes": (*taken_back, *changes),
            "calendar": calendar,
            "stats": parts.stats.model_copy(
                update={"withdrawals_known": last_withdrawal(job.store)}
            ),
        }
    )
    known = _standing(job.store, selection, dict.fromkeys(cited(whole)))
    briefing = assemble(job.date, job.audience, parts, known)
    base = assemble(job.date, job.audience, whole, known)
    return (published(briefing) if job.audience.public else briefing), base


def _shortfalls(job: Job, selection: Selection) -> dict[str, object]:
    """Return what the gaps say of stubs, and of sources that are silent for too long."""
    articles = job.store.articles(i for i, _ in selection.stubs)
    zone = ZoneInfo(job.settings.timezone)
    return {
        "stubs": stubbed(selection.stubs, articles),
        "silent": silences(job.store, job.settings.sources, zone, job.now),
    }


def _standing(store: Store, selection: Selection, ids: Iterable[str]) -> dict[str, Article]:
    """Return the articles of `ids`, each as the outlets have it that still stand by it."""
    return {i: selection.gone.standing(a) for i, a in store.articles(ids).items()}


def _compared(
    job: Job, selection: Selection, drafts: Drafts, documents: Documents, past: Past
) -> tuple[tuple[Story, ...], tuple[Change, ...]]:
    """Return the window's stories with their status, and what changed since the last briefing."""
    places = job.store.story_of(drafts.articles)
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in drafts.articles.values():
        groups[places[article.id][0]].append(article)
    followed = follow(job.store, selection, groups, documents, job.extractions)
    stories = _stories(job, selection, drafts, groups, followed)
    older: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in selection.gone.newer.items():
        older[new].add(old)
    context = Context(
        earlier=past.bases[1:],
        background=followed.background,
        articles=drafts.articles,
        older={new: frozenset(olds) for new, olds in older.items()},
    )
    compared, changes = compare(next(iter(past.bases), None), stories, context)
    return compared, tuple(came_late(changes, compared, selection.late))


def _stories(
    job: Job,
    selection: Selection,
    drafts: Drafts,
    groups: Mapping[str, Sequence[Article]],
    followed: Followed,
) -> list[Story]:
    """Return the window's articles as merged stories, in the order of their first article."""
    accepted = drafts.accepted()
    places = job.store.story_of(drafts.articles)
    options = MergeOptions(
        language=job.audience.language,
        make_id=lambda point: key_point_id(point.text, point.evidence),
    )
    stories = []
    for story_id, articles in groups.items():
        members = [article.id for article in articles]
        placed = ((i, Placement(story=story_id, reprint_of=places[i][1])) for i in members)
        copies = reprint_groups(placed, without=selection.gone.articles)
        told = options._replace(earlier=followed.points.get(story_id, ()))
        points = {i: accepted.get(i, ()) for i in members}
        stories.append(merge_story(story_id, articles, points, copies, told))
    return [_told_best(story, drafts) for story in stories if story.key_points]


def _told_best(story: Story, drafts: Drafts) -> Story:
    """Return the story with the points first that its outlets agree on and that tell it best."""
    lead = drafts.articles[story.title_article or story.articles[0]]
    points = ordered(story.key_points, story.title, lead.language)
    return story.model_copy(update={"key_points": points})


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


def _calendar(
    writer: Writer, items: Iterable[CalendarItem], known: Container[str]
) -> tuple[CalendarItem, ...]:
    """Return the entries that pass their check, under a story only where it is shown."""
    passed = []
    for item in items:
        check = writer.supported(item.text, item.evidence)
        if check.status == "rejected":
            writer.reject(item.text, "calendar", check, item.evidence)
        else:
            story = item.story if item.story in known else None
            passed.append(item.model_copy(update={"check": check, "story": story}))
    return tuple(passed)


def _stats(job: Job, selection: Selection, drafts: Drafts, parts: Parts, writer: Writer) -> Stats:
    printed, mended = counted(printed_claims(parts))
    return Stats(
        engine=job.engine.name,
        model=job.engine.model,
        articles=len(drafts.articles),
        late_articles=len(selection.late),
        claims_proposed=drafts.proposed(),
        claims_printed=printed,
        claims_repaired=mended,
        claims_rejected=len(parts.gaps.rejected),
        usage={
            "extract": total(e.usage for e in drafts.extractions.values()),
            "compose": total(made.usage for made in writer.compositions),
            **spent(*({"bottom_line": made.usage} for made in writer.bottom_lines)),
            **spent(
                *(e.further for e in drafts.extractions.values()),
                *(made.further for made in (*writer.compositions, *writer.bottom_lines)),
            ),
        },
        checks_version=CHECKS_VERSION,
    )
