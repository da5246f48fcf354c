"""One audience's briefing of one day, from the store's articles to a stored `Briefing`."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.editions.composing import Parts, assemble, cited, telling, within_limits
from briefer.editions.ranking import rank
from briefer.engines.base import Engine, key_point_id
from briefer.engines.extractive import Extractive
from briefer.engines.ordering import ordered
from briefer.grounding import CHECKS_VERSION
from briefer.models import Briefing, CalendarItem, Change, Extraction, Stats, Story
from briefer.pipeline.accounting import Drafts, gaps, total
from briefer.pipeline.documents import Documents
from briefer.pipeline.drafting import draft_all, fingerprint
from briefer.pipeline.placing import place_all
from briefer.pipeline.progress import Progress
from briefer.pipeline.window import Selection, select
from briefer.pipeline.writing import Writer
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

MEMORY = 7  # earlier briefings whose facts are no news


class Job(NamedTuple):
    """What to build, and with what."""

    store: Store
    settings: Settings
    engine: Engine
    audience: Audience
    date: dt.date
    now: dt.datetime
    progress: Progress


def build(job: Job) -> Briefing:
    """Make and store the briefing; every step that is stored already is not done again.

    Raises:
        NothingToBriefError: no article falls into the window.
        EngineError: the engine failed, and the settings ask for strictness.
    """
    selection = select(job.store, job.audience, job.settings, job.date, job.now)
    strict = job.settings.engine.strict
    draft_all(job.store, job.engine, selection.articles, job.progress, strict=strict)
    place_all(job.store, selection.known, job.progress)
    drafts = _drafts(job, selection)
    job.progress.stage("Composing", None)
    briefing, base = _edit(job, selection, drafts)
    job.store.save_briefing(briefing, base, selection.last_seq, selection.articles)
    return briefing


def _drafts(job: Job, selection: Selection) -> Drafts:
    """Return the window's extractions: the engine's own, else the built-in engine's."""
    found: dict[str, Extraction] = {}
    keys = [fingerprint(job.engine), fingerprint(Extractive())]
    for article_id in selection.articles:
        stored = (job.store.extraction(key, article_id) for key in keys)
        extraction = next((item for item in stored if item), None)
        if extraction is not None:
            found[article_id] = extraction
    return Drafts(job.store.articles(selection.articles), found)


def _edit(job: Job, selection: Selection, drafts: Drafts) -> tuple[Briefing, Briefing]:
    """Return the audience's briefing, and the same before its limits cut it."""
    documents = Documents(job.store)
    writer = Writer(job.store, job.engine, documents, job.progress, job.audience.language)
    past = job.store.earlier_bases(job.audience.name, job.date, MEMORY)
    languages = {article.id: article.language for article in drafts.articles.values()}
    stories, changes = compare(next(iter(past), None), _stories(job, drafts), past[1:], languages)
    shown, left_out = within_limits(rank(stories, job.audience), job.audience)
    writer.prepare(shown)
    written = tuple(writer.write(story) for story in shown)
    lines = writer.bottom_line(written, job.audience.limits.bottom_line)
    today = selection.window.end.date()
    told = [documents[i] for story in written for i in story.articles]
    ahead = upcoming((*written, *left_out), told, today)
    before = past[0].calendar if past else ()
    shown_ids = {story.id for story in written}
    calendar = _calendar(writer, carried(before, ahead, today), shown_ids)
    parts = Parts(
        window=selection.window,
        stories=written,
        changes=telling(_retitled(changes, written), written, lines, job.audience.limits),
        bottom_line=lines,
        calendar=calendar[: job.audience.limits.calendar],
        gaps=gaps(
            drafts,
            job.engine.name,
            job.store.failures(),
            left_out,
            (*drafts.rejected(), *writer.rejected),
        ),
    )
    parts = parts.model_copy(update={"stats": _stats(job, selection, drafts, parts, writer)})
    whole = parts.model_copy(
        update={"stories": (*written, *left_out), "changes": changes, "calendar": calendar}
    )
    known = job.store.articles(dict.fromkeys(cited(whole)))
    return (
        assemble(job.date, job.audience, parts, known),
        assemble(job.date, job.audience, whole, known),
    )


def _stories(job: Job, drafts: Drafts) -> list[Story]:
    """Return the window's articles as merged stories, in the order of their first article."""
    accepted = drafts.accepted()
    places = job.store.story_of(drafts.articles)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in drafts.articles:
        groups[places[article_id][0]].append(article_id)
    options = MergeOptions(
        language=job.audience.language,
        make_id=lambda point: key_point_id(point.text, point.evidence),
    )
    stories = [
        merge_story(
            story_id,
            [drafts.articles[i] for i in members],
            {i: accepted.get(i, ()) for i in members},
            reprint_groups(
                (i, Placement(story=story_id, reprint_of=places[i][1])) for i in members
            ),
            options,
        )
        for story_id, members in groups.items()
    ]
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
        if change.kind == "new_story" and change.story in titles:
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
    points = [point for story in parts.stories for point in story.key_points]
    lines = [line for story in parts.stories for line in story.summary]
    given = [p.check for p in points] + [item.check for item in parts.calendar]
    checks = [check for check in given if check]
    checks += [line.check for line in (*lines, *parts.bottom_line)]
    return Stats(
        engine=job.engine.name,
        model=job.engine.model,
        articles=len(drafts.articles),
        late_articles=len(selection.late),
        claims_proposed=drafts.proposed(),
        claims_printed=len(checks) + len(parts.stories) + len(parts.changes),  # titles, changes
        claims_repaired=sum(check.status == "repaired" for check in checks),
        claims_rejected=len(parts.gaps.rejected),
        usage={
            "extract": total(e.usage for e in drafts.extractions.values()),
            "compose": total(writer.usages),
        },
        checks_version=CHECKS_VERSION,
    )
