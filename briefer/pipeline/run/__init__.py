"""What a timer or a command sets going: everything that is due, built, sent and reported.

    requests    what `ingest` and `build` do; batch is the same at half the price, later
    due         which edition is due when
    morning     a run over all audiences, with report, lock and supervisor
    work        what a run does for one audience
    backfill    an archive of past days; worker does jobs of a shared store
    timer       the timer itself, of systemd or cron; units are its files

Nothing is built twice and nothing is forgotten, whatever died in between.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.pipeline.run.backfill import Backfill, DayDone, fill
    from briefer.pipeline.run.batch import batch_build
    from briefer.pipeline.run.doctor import examine
    from briefer.pipeline.run.metrics import write_metrics
    from briefer.pipeline.run.morning import Wanted, bury, is_due, last_report, run
    from briefer.pipeline.run.report import RunReport
    from briefer.pipeline.run.requests import (
        BuildRequest,
        BuildResult,
        build_briefings,
        estimate_build,
        ingest_sources,
    )
    from briefer.pipeline.run.supervisor import Ended, supervised
    from briefer.pipeline.run.timer import Schedule
    from briefer.pipeline.run.work import MorningWork
    from briefer.pipeline.run.worker import work
else:
    __getattr__ = door(
        __name__,
        {
            "batch": ("batch_build",),
            "doctor": ("examine",),
            "metrics": ("write_metrics",),
            "morning": ("Wanted", "bury", "is_due", "last_report", "run"),
            "report": ("RunReport",),
            "requests": (
                "BuildRequest",
                "BuildResult",
                "build_briefings",
                "estimate_build",
                "ingest_sources",
            ),
            "supervisor": ("Ended", "supervised"),
            "timer": ("Schedule",),
            "work": ("MorningWork",),
            "backfill": ("Backfill", "DayDone", "fill"),
            "worker": ("work",),
        },
    )

__all__ = [
    "Backfill",
    "BuildRequest",
    "BuildResult",
    "DayDone",
    "Ended",
    "MorningWork",
    "RunReport",
    "Schedule",
    "Wanted",
    "batch_build",
    "build_briefings",
    "bury",
    "estimate_build",
    "examine",
    "fill",
    "ingest_sources",
    "is_due",
    "last_report",
    "run",
    "supervised",
    "timer",
    "work",
    "write_metrics",
]
