"""`briefer run`: what a timer calls. Everything that is due is read, built, sent and reported.

One audience's failure stops no other; each failure is in the report, which is kept, and is mailed
to the operator. What failed is tried again by the next run, until the next edition is due.
"""

import datetime as dt
import hashlib
import platform
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from briefer.errors import BrieferError
from briefer.models import Edition
from briefer.pipeline.build.selection import timezone_of
from briefer.pipeline.intake.sources import Intake
from briefer.pipeline.mail.alerts import Alert
from briefer.pipeline.progress import Progress
from briefer.pipeline.run.due import (
    GRACE,
    Due,
    Morning,
    Plan,
    due,
    from_the_future,
    moment,
    upcoming,
)
from briefer.pipeline.run.lock import locked
from briefer.pipeline.run.report import Ahead, Outcome, RunReport, ahead
from briefer.pipeline.run.supervisor import Ended
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.store.mornings import Mornings, Ran

LAST_LINES = 15  # of a crash
NO_TIME = dt.timedelta(0)
QUIET = dt.timedelta(hours=20)  # the same failures are not mailed again within this time

Clock = Callable[[], dt.datetime]


class Wanted(NamedTuple):
    """`now`: make today's editions whatever the hour. `dry_run`: only say what is due."""

    now: bool = False
    dry_run: bool = False


class Work(Protocol):
    """What a run has done for it; errors are the run's business."""

    def take_in(self, day: dt.date | None = None) -> Intake:
        """Read all sources into the store, for the edition of `day`."""
        ...

    def make(self, edition: Due) -> Outcome:
        """Build an edition and send it, or tell those who have to approve it."""
        ...

    def alarm(self, told: Alert) -> tuple[str, ...]:
        """Tell the operator; return who was told, nobody where no operator is set."""
        ...


def run(
    space: Workspace, clock: Clock, work: Work, progress: Progress, wanted: Wanted | None = None
) -> RunReport:
    """Make every edition that is due, and report.

    Raises:
        BusyError: another run is at work.
    """
    how = wanted or Wanted()
    started = clock()
    with locked(space.state, started), Store(space.state) as store:
        morning = _Morning(space, Mornings(store), started)
        dues = morning.dues(forced=how.now)
        if how.dry_run:
            return morning.report(started, dues)
        morning.greet()
        morning.set_back()
        earlier = morning.book.dead()
        if not dues and not morning.broken and earlier is None and not morning.ahead_of_time:
            return morning.report(started, dues)
        number = morning.book.begin(started)
        try:
            report = morning.work_off(work, dues, earlier, clock)
            report = _tell(report, work, morning.book.last(), progress)
        except BaseException as error:
            words = f"{type(error).__name__}: {error}"
            failed = RunReport(started=started, ended=clock(), problems=(words,))
            morning.book.end(number, clock(), failed.model_dump_json())
            raise
        morning.book.end(number, report.ended, report.model_dump_json())
        return report


def last_report(space: Workspace) -> RunReport | None:
    """Return the report of the last run that did something."""
    if not space.state.exists():
        return None
    with Store(space.state) as store:
        ran = Mornings(store).last()
        what = "the report of the last run"
        return store.database.parsed(RunReport, ran.report, what) if ran and ran.report else None


def read_report(ran: Ran) -> RunReport | None:
    """Return a run's report; None where it has none, or none that can be read."""
    try:
        return RunReport.model_validate_json(ran.report)
    except ValueError:
        return None


def is_due(space: Workspace, now: dt.datetime) -> bool:
    """Return whether a run would do anything now; cheap. Notes audiences it has not met."""
    with Store(space.state) as store:
        morning = _Morning(space, Mornings(store), now)
        morning.greet()
        unwell = morning.broken or morning.ahead_of_time or morning.book.dead()
        return bool(unwell or morning.dues(forced=False))


def meet(space: Workspace, now: dt.datetime) -> tuple[Plan, ...]:
    """Note the workspace's audiences as served from now on; return their plans.

    Raises:
        ConfigError: an audience's file is wrong.
    """
    plans = tuple(_plan(space, name) for name in space.settings.audiences)
    with Store(space.state) as store:
        book = Mornings(store)
        for plan in plans:
            book.meet(plan.audience, now)
    return plans


def plans_of(space: Workspace) -> tuple[Plan, ...]:
    """Return when each of the workspace's audiences gets its edition.

    Raises:
        ConfigError: an audience's file is wrong.
    """
    return tuple(_plan(space, name) for name in space.settings.audiences)


def made_of(space: Workspace) -> dict[str, dt.date]:
    """Return the last edition of each audience that was made."""
    if not space.state.exists():
        return {}
    with Store(space.state) as store:
        return {name: done for name, (_, done) in Mornings(store).all().items() if done}


def bury(space: Workspace, clock: Clock, work: Work, ended: Ended, progress: Progress) -> None:
    """Report a run whose process died before it could."""
    with locked(space.state, clock()), Store(space.state) as store:
        book = Mornings(store)
        before, dead = book.last(), book.dead()
        number = dead.id if dead else book.begin(clock())
        report = RunReport(started=dead.started if dead else clock(), ended=clock())
        report = report.model_copy(update={"problems": (ended.words,), "lines": ended.lines})
        report = _tell(report, work, before, progress)
        book.end(number, report.ended, report.model_dump_json())


class _Morning:
    """The audiences at one moment: what is due, and what became of it."""

    def __init__(self, space: Workspace, book: Mornings, now: dt.datetime) -> None:
        self.book = book
        self.broken: tuple[Outcome, ...] = ()
        self._now = now
        self._zone = space.settings.timezone
        self._plans: list[Plan] = []
        for name in space.settings.audiences:
            try:
                self._plans.append(_plan(space, name))
            except BrieferError as error:
                self.broken += (_failed(name, None, error),)

        self._known = {name: Morning(*row) for name, row in book.all().items()}
        self._set_back: list[str] = []
        self.ahead_of_time = tuple(self._ahead_of_time())

    def _ahead_of_time(self) -> Iterator[str]:
        """Correct what a clock that was ahead has noted; yield each edition of a day to come."""
        for plan in self._plans:
            known = self._known.get(plan.audience)
            if known is None:
                continue
            since = min(known.since, self._now - GRACE) if known.since > self._now else known.since
            done = known.done
            if from_the_future(plan, known, self._now):
                yield (
                    f"{plan.audience}: its edition of {done} is from the future: the clock was wrong "
                    "when it was made, or is wrong now; it does not count, and is made when it is due"
                )
                done = self._last_made(plan)
            if (since, done) != known:
                self._known[plan.audience] = Morning(since, done)
                self._set_back.append(plan.audience)

    def _last_made(self, plan: Plan) -> dt.date | None:
        """Return the last edition made for an audience, by the reports of runs up to now."""
        reports = filter(None, map(read_report, self.book.ended(self._now)))
        made = (
            one.date
            for report in reports
            for one in report.outcomes
            if one.audience == plan.audience and one.done and one.date
        )
        today = self._now.astimezone(plan.zone).date()
        return max((date for date in made if date <= today), default=None)

    def set_back(self) -> None:
        """Keep what was corrected."""
        for audience in self._set_back:
            self.book.set_back(audience, *self._known[audience])

    def greet(self) -> None:
        """Note the audiences that are new: a cut-off missed from now on is made up."""
        known = self.book.all()
        for plan in self._plans:
            if plan.audience not in known:
                self.book.meet(plan.audience, self._now - GRACE)

    def dues(self, *, forced: bool) -> tuple[Due, ...]:
        """Return what is due; forced, today's edition of every audience."""
        if forced:
            return tuple(_today(plan, self._now) for plan in self._plans)
        found = due(self._plans, self._known, self._now)
        return tuple(one for one in found if not self._made_before(one))

    def _made_before(self, one: Due) -> bool:
        """Whether a due edition is in the reports: the clock had been set back, and is right again."""
        plan = next(plan for plan in self._plans if plan.audience == one.audience)
        last = self._last_made(plan)
        return last is not None and last >= one.date

    def work_off(
        self, work: Work, dues: Sequence[Due], earlier: Ran | None, clock: Clock
    ) -> RunReport:
        """Read the sources, make each edition, and note what is done."""
        problems = [*self.ahead_of_time, *([_death(earlier, self._zone)] if earlier else [])]
        intake = Intake(0, 0, (), ())
        try:
            intake = work.take_in(dues[0].date) if dues else intake
        except Exception as error:  # noqa: BLE001 - whatever it is: what is stored is briefed
            problems.append(f"reading the sources failed: {_words(error)}")
        problems += [f"a source gave nothing: {source}" for source in intake.barren]
        outcomes = list(self.broken)
        for one in dues:
            outcome = _made(work, one)
            if outcome.fate == "nothing" and problems:  # perhaps for want of a source
                outcome = outcome.model_copy(update={"fate": "failed", "code": 4})
            if outcome.done:
                self.book.done(one.edition, self._now)
            outcomes.append(outcome)
        report = self.report(clock(), dues)
        return report.model_copy(
            update={
                "outcomes": tuple(outcomes),
                "read": intake.read,
                "new": intake.new,
                "unread": len(intake.failures),
                "problems": tuple(problems),
            }
        )

    def report(self, ended: dt.datetime, dues: Sequence[Due]) -> RunReport:
        """Return a report in which nothing has been done yet."""
        return RunReport(
            started=self._now,
            ended=ended,
            due=ahead(dues, self._plans),
            outcomes=self.broken,
            ahead=self._ahead(),
        )

    def _ahead(self) -> tuple[Ahead, ...]:
        """Return the next edition of each audience, without those that were made already."""
        made = {name: done for name, (_, done) in self.book.all().items() if done}
        following = upcoming(self._plans, self._now, len(self._plans), made)
        return ahead(following, self._plans)


def _plan(space: Workspace, name: str) -> Plan:
    audience = load_audience(space, name)
    cutoff = audience.cutoff or space.settings.cutoff
    return Plan(name, cutoff, timezone_of(audience, space.settings))


def _today(plan: Plan, now: dt.datetime) -> Due:
    date = now.astimezone(plan.zone).date()
    return Due(Edition(plan.audience, date), moment(plan, date))


def _made(work: Work, one: Due) -> Outcome:
    try:
        return work.make(one)
    except Exception as error:  # noqa: BLE001 - the next audience is to be served all the same
        return _failed(*one.edition, error)


def _failed(audience: str, date: dt.date | None, error: Exception) -> Outcome:
    expected = isinstance(error, BrieferError)
    lines = () if expected else tuple(_crash(error))
    code = error.exit_code if isinstance(error, BrieferError) else 4
    return Outcome(
        audience=audience, date=date, fate="failed", problem=_words(error), lines=lines, code=code
    )


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, BrieferError) else f"{type(error).__name__}: {error}"


def _crash(error: Exception) -> Iterator[str]:
    """Yield the last lines of what Python says of a crash."""
    text = "".join(traceback.format_exception(error))
    yield from text.rstrip().splitlines()[-LAST_LINES:]


def _death(ran: Ran, zone: str) -> str:
    began = ran.started.astimezone(ZoneInfo(zone))
    return (
        f"the run that began {began:%Y-%m-%d %H:%M:%S} ({zone}) ended without a word (killed, out "
        "of memory, or the machine stopped); what it had not done is done now"
    )


def _tell(report: RunReport, work: Work, before: Ran | None, progress: Progress) -> RunReport:
    """Mail what failed to the operator, unless that was told already today."""
    lines = [f"{one.audience} {one.date or ''}: {one.problem}" for one in report.failures]
    lines += [f"{o.audience}: nothing to brief" for o in report.outcomes if o.fate == "nothing"]
    lines += report.problems
    if not lines:
        return report
    alarm = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    report = report.model_copy(update={"alarm": alarm})
    if before is not None and before.report and NO_TIME <= report.started - before.started < QUIET:
        last = read_report(before)
        if last is not None and last.alarm == alarm and not last.untold:
            return report
    try:
        return report.model_copy(update={"told": work.alarm(_alert(report, lines))})
    except Exception as error:  # noqa: BLE001 - a report that can't be mailed is still kept
        progress.note(f"the operator could not be told: {_words(error)}")
        return report.model_copy(update={"untold": _words(error)})


def _alert(report: RunReport, lines: Sequence[str]) -> Alert:
    failed = [f"{one.audience} {one.date or ''}".strip() for one in report.failures]
    head = f"failed: {', '.join(failed)}" if failed else f"is not well: {lines[0][:100]}"
    last = [f"    {line}" for one in report.failures for line in one.lines]
    last += [f"    {line}" for line in report.lines]
    return Alert(
        subject=f"briefer run on {platform.node()} {head}",
        lines=(*lines, *(["", "Its last lines:", *last] if last else []), "", report.as_text()),
    )
