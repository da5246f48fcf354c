"""One audience's briefing of one day: select -> prepare -> load a dossier -> edit it -> save."""

import datetime as dt
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.models import Briefing
from briefer.pipeline.build.editor import edit
from briefer.pipeline.build.extractions import draft_all, study_all, study_version
from briefer.pipeline.build.panel import Panel
from briefer.pipeline.build.placement import place_all
from briefer.pipeline.build.records import EditionOrder, load
from briefer.pipeline.build.repairs import refine_all
from briefer.pipeline.build.selection import Selection, select
from briefer.pipeline.build.steps import Steps
from briefer.pipeline.build.subjects import left_out
from briefer.pipeline.build.workforce import aside
from briefer.pipeline.build.writer import Writer
from briefer.pipeline.progress import Progress
from briefer.settings import Settings
from briefer.store import Store


class BuildJob(NamedTuple):
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
    def order(self) -> EditionOrder:
        """The edition's audience and day; the engine's own drafts first, each at its best."""
        keys = tuple(dict.fromkeys(key for steps in self.steps for key in steps.extractions))
        return EditionOrder(self.audience, self.date, self.now, keys)


def build(job: BuildJob) -> Briefing:
    """Make and store the briefing; every step that is stored already is not done again.

    Raises:
        NothingToBriefError: no article falls into the window.
        EngineError: the engine failed, and the settings ask for strictness.
    """
    selection = select(job.store, job.audience, job.settings, job.date, job.now)
    prepare(job, selection)
    job.progress.stage("Composing", None)
    dossier = load(job.store, job.settings, job.order, selection)
    made = edit(dossier, Writer(dossier, job.steps[0], job.store, job.progress))
    if made.base.stats.excluded:
        job.progress.note(f"{job.audience.name}: {left_out(made.base.stats.excluded)}")
    lost = aside(job.store, study_version())
    told = [article for article in selection.articles if article not in lost]
    job.store.save_briefing(made.briefing, made.base, selection.last_seq, told)
    return made.briefing


def prepare(job: BuildJob, selection: Selection) -> None:
    """See that what was selected is drafted, checked, refined and placed; each is kept as done.

    Raises:
        EngineError: the engine failed, and the settings ask for strictness.
    """
    strict = job.settings.engine.strict
    draft_all(job.store, job.engine, selection.articles, job.progress, strict=strict)
    study_all(job.store, selection.articles, job.progress)
    refine_all(job.store, job.steps, selection.articles, job.progress)
    place_all(job.store, selection.known, job.progress, job.date)
