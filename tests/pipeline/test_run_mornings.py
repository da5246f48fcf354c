"""`briefer run`: what it does when, what stops it, and who is told. Most with pretended work."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefer.errors import BusyError, EngineError, MailError
from briefer.models import Edition, Failure
from briefer.pipeline.intake.sources import Intake
from briefer.pipeline.mail.alerts import Alert
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.due import Due
from briefer.pipeline.run.lock import locked
from briefer.pipeline.run.morning import Wanted, bury, is_due, last_report, meet, run
from briefer.pipeline.run.report import Outcome, RunReport
from briefer.pipeline.run.supervisor import Ended, supervised
from briefer.store import Store
from briefer.store.mornings import Mornings
from tests.pipeline.morning_desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

SIX = dt.datetime(2021, 6, 2, 4, 0, tzinfo=dt.UTC)  # 06:00 in Vienna
HOUR = dt.timedelta(hours=1)


class Pretended:
    """Work that is only written down; `play` may raise or return another outcome."""

    def __init__(self) -> None:
        self.read = 0
        self.made: list[str] = []
        self.alarms: list[Alert] = []
        self.intake = Intake(3, 1, (), ())
        self.play: Callable[[Due], Outcome | None] = lambda _: None
        self.deaf: Exception | None = None

    def take_in(self, day: dt.date | None = None) -> Intake:
        """Count."""
        self.read += 1
        return self.intake

    def make(self, edition: Due) -> Outcome:
        """Write down what was asked for."""
        self.made.append(f"{edition.audience} {edition.date}")
        found = self.play(edition)
        return found or Outcome(audience=edition.audience, date=edition.date, fate="sent")

    def alarm(self, told: Alert) -> tuple[str, ...]:
        """Keep what was told."""
        if self.deaf:
            raise self.deaf
        self.alarms.append(told)
        return ("ops@example.org",)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with three audiences, served since the day before."""
    desk = Desk(tmp_path)
    names = '["default", "press", "delhi"]'
    desk.settings(1, f'audiences = {names}\ntimezone = "Europe/Vienna"\ncutoff = "06:00"\n')
    desk.audience("press", 'cutoff = "07:00"\n')
    desk.audience("delhi", 'timezone = "Asia/Kolkata"\ncutoff = "09:30"\n')  # the same moment
    meet(desk.space, SIX - 3 * HOUR)
    return desk


@pytest.fixture
def work() -> Pretended:
    """Return work that is only written down."""
    return Pretended()


def _run(desk: Desk, work: Pretended, at: dt.datetime, wanted: Wanted | None = None) -> RunReport:
    return run(desk.space, lambda: at, work, Silent(), wanted)


def test_each_edition_is_made_once_at_its_hour(desk: Desk, work: Pretended) -> None:
    """Two at six, one at seven, nothing more that day; sources are read when something is due."""
    assert _run(desk, work, SIX - HOUR).outcomes == ()
    assert work.read == 0
    report = _run(desk, work, SIX)
    assert work.made == ["default 2021-06-02", "delhi 2021-06-02"]
    assert (report.read, report.new, report.exit_code) == (3, 1, 0)
    for hours in range(20):
        _run(desk, work, SIX + hours * HOUR)
    assert work.made[2:] == ["press 2021-06-02"]
    assert work.read == 2
    assert [one.audience for one in report.ahead] == ["press", "default", "delhi"]


def test_hourly_calls_over_a_change_of_the_clock(desk: Desk, work: Pretended) -> None:
    """Four days of the whole command, in October and in March: one edition a day each."""
    for start in (
        dt.datetime(2021, 10, 29, 12, tzinfo=dt.UTC),
        dt.datetime(2022, 3, 25, 12, tzinfo=dt.UTC),
    ):
        with Store(desk.space.state) as store:
            for name in ("default", "press", "delhi"):
                Mornings(store).done(Edition(name, start.date()), start)
        work.made.clear()
        for hours in range(96):
            _run(desk, work, start + hours * HOUR)
        days = [start.date() + dt.timedelta(days=n) for n in range(1, 5)]
        assert sorted(work.made) == sorted(
            f"{name} {day}" for name in ("default", "press", "delhi") for day in days
        )


def test_a_new_audience_counts_from_the_first_call(desk: Desk, work: Pretended) -> None:
    """Met at noon by a call that does nothing, its next cut-off is made up even if missed."""
    desk.audience("late", 'cutoff = "06:00"\n')
    names = 'audiences = ["late"]\ntimezone = "Europe/Vienna"\n'
    desk.settings(1, names)
    assert not is_due(desk.space, SIX + 6 * HOUR)
    assert _run(desk, work, SIX + 30 * HOUR).exit_code == 0
    assert work.made == ["late 2021-06-03"]


def test_a_failure_stops_no_other_and_is_tried_again(desk: Desk, work: Pretended) -> None:
    """The next call makes what failed, once it can; the operator hears of it once."""

    def play(edition: Due) -> Outcome | None:
        if edition.audience == "default":
            raise EngineError("the model server is down")
        return None

    work.play = play
    report = _run(desk, work, SIX)
    assert work.made == ["default 2021-06-02", "delhi 2021-06-02"]
    assert report.exit_code == 4
    assert [one.audience for one in report.failures] == ["default"]
    assert report.told == ("ops@example.org",)
    assert "failed: default 2021-06-02" in work.alarms[0].subject
    assert "the model server is down" in work.alarms[0].lines[0]
    _run(desk, work, SIX + dt.timedelta(minutes=30))
    assert len(work.alarms) == 1
    work.play = lambda _: None
    assert _run(desk, work, SIX + HOUR).exit_code == 0
    assert work.made[-2:] == ["default 2021-06-02", "press 2021-06-02"]


def test_a_crash_is_told_with_its_last_lines(desk: Desk, work: Pretended) -> None:
    """Any error of Python's own is one audience's failure, and its traceback goes along."""

    def play(edition: Due) -> Outcome | None:
        if edition.audience == "default":
            raise ZeroDivisionError("nobody thought of this")
        return None

    work.play = play
    report = _run(desk, work, SIX)
    assert [one.fate for one in report.outcomes] == ["failed", "sent"]
    text = "\n".join(work.alarms[0].lines)
    assert "ZeroDivisionError: nobody thought of this" in text
    assert "in play" in text


def test_sources_that_fail_are_told_and_the_rest_is_briefed(desk: Desk, work: Pretended) -> None:
    """A source that gave nothing is a problem; a crash while reading is one too."""
    gone = Failure(location="https://example.org/feed", reason="timed out")
    work.intake = Intake(2, 2, (gone,), ("https://example.org/feed",))
    report = _run(desk, work, SIX)
    assert report.exit_code == 4
    assert [one.fate for one in report.outcomes] == ["sent", "sent"]
    assert "gave nothing: https://example.org/feed" in work.alarms[0].lines[0]


def test_nothing_to_brief_is_done_unless_a_source_failed(desk: Desk, work: Pretended) -> None:
    """A quiet day is exit 3 and not tried again; for want of a source it is."""
    work.play = lambda one: Outcome(audience=one.audience, date=one.date, fate="nothing")
    work.intake = Intake(0, 0, (), ("feed",))
    assert _run(desk, work, SIX).exit_code == 4
    work.intake = Intake(0, 0, (), ())
    assert _run(desk, work, SIX + dt.timedelta(minutes=5)).exit_code == 3
    assert len(work.made) == 4
    assert _run(desk, work, SIX + dt.timedelta(minutes=10)).outcomes == ()


def test_a_broken_audience_file_stops_no_other(desk: Desk, work: Pretended) -> None:
    """It is a failure of its own, with the file's line."""
    desk.audience("press", 'cutoff = "25:00"\n')
    report = _run(desk, work, SIX)
    assert work.made == ["default 2021-06-02", "delhi 2021-06-02"]
    assert report.exit_code == 2
    assert "press.toml" in report.failures[0].problem
    assert is_due(desk.space, SIX)


def test_an_operator_who_cannot_be_told_is_noted(desk: Desk, work: Pretended) -> None:
    """The report says so, and the next run tries again."""
    work.deaf = MailError("no such host")
    work.intake = Intake(0, 0, (), ("feed",))
    report = _run(desk, work, SIX)
    assert report.untold == "no such host"
    last = last_report(desk.space)
    assert last is not None
    assert "could not be told: no such host" in last.as_text()
    work.deaf = None
    _run(desk, work, SIX + HOUR)
    assert len(work.alarms) == 1


def test_a_report_is_kept(desk: Desk, work: Pretended) -> None:
    """`run --last` shows the last that did something, as it was."""
    assert last_report(desk.space) is None
    report = _run(desk, work, SIX)
    _run(desk, work, SIX + dt.timedelta(minutes=1))
    assert last_report(desk.space) == report
    assert RunReport.model_validate_json(report.model_dump_json()) == report


def test_a_dry_run_does_nothing(desk: Desk, work: Pretended) -> None:
    """It says what is due and when the next come."""
    report = _run(desk, work, SIX, Wanted(dry_run=True))
    assert [one.audience for one in report.due] == ["default", "delhi"]
    assert (work.read, work.made, last_report(desk.space)) == (0, [], None)


def test_now_makes_todays_editions_and_they_count(desk: Desk, work: Pretended) -> None:
    """Whatever the hour; at the cut-off there is no second one."""
    _run(desk, work, SIX - 2 * HOUR, Wanted(now=True))
    assert work.made == [f"{name} 2021-06-02" for name in ("default", "press", "delhi")]
    assert _run(desk, work, SIX).outcomes == ()


def test_two_runs_do_not_meet(desk: Desk, work: Pretended) -> None:
    """The second is told who is at work, and does nothing; afterwards the way is free."""
    with locked(desk.space.state, SIX), pytest.raises(BusyError, match=f"process {os.getpid()}"):
        _run(desk, work, SIX)
    assert work.made == []
    assert len(_run(desk, work, SIX).outcomes) == 2


def test_a_dead_holder_is_no_obstacle(desk: Desk, work: Pretended) -> None:
    """A process that died with the lock, and what it left in the file, stop nobody."""
    script = (
        "import datetime as dt, os, sys\n"
        "from pathlib import Path\n"
        "from briefer.pipeline.run.lock import locked\n"
        "with locked(Path(sys.argv[1]), dt.datetime.now(dt.UTC)):\n"
        "    os.abort()\n"
    )
    top = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", script, str(desk.space.state)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(top)},
    )
    assert ran.returncode < 0
    assert "process" in desk.space.state_file.with_name("state.db.run").read_text(encoding="utf-8")
    assert len(_run(desk, work, SIX).outcomes) == 2


def test_a_run_that_died_is_told_by_the_next(desk: Desk, work: Pretended) -> None:
    """It left no report: the next run says so, even where nothing is due, and once only."""
    with Store(desk.space.state) as store:
        Mornings(store).begin(SIX - HOUR)
    report = _run(desk, work, SIX - dt.timedelta(minutes=30))
    assert "ended without a word" in work.alarms[0].lines[0]
    assert report.exit_code == 4
    assert _run(desk, work, SIX - dt.timedelta(minutes=20)).problems == ()


def test_an_interrupted_run_leaves_a_report(desk: Desk, work: Pretended) -> None:
    """Ctrl-C is no death: what was done is noted."""

    def play(edition: Due) -> Outcome | None:
        raise KeyboardInterrupt

    work.play = play
    with pytest.raises(KeyboardInterrupt):
        _run(desk, work, SIX)
    last = last_report(desk.space)
    assert last is not None
    assert "KeyboardInterrupt" in last.problems[0]


def test_a_process_that_is_killed_is_reported_with_its_last_lines(
    desk: Desk, work: Pretended
) -> None:
    """What it said is passed on and goes to the operator; its run counts as ended."""
    script = (
        "import os, sys; print('half way', file=sys.stderr, flush=True); os.kill(os.getpid(), 9)"
    )
    with (desk.root / "said").open("w", encoding="utf-8") as said:
        ended = supervised([sys.executable, "-c", script], said)
    assert (desk.root / "said").read_text(encoding="utf-8") == "half way\n"
    assert (ended.code, ended.lines, ended.died) == (-9, ("half way",), True)
    with Store(desk.space.state) as store:
        Mornings(store).begin(SIX)
    bury(desk.space, lambda: SIX, work, ended, Silent())
    assert "killed by signal 9" in work.alarms[0].lines[0]
    assert "    half way" in work.alarms[0].lines
    assert _run(desk, work, SIX - HOUR).problems == ()


@pytest.mark.parametrize(
    ("code", "lines", "died"),
    [
        (0, (), False),
        (4, ("briefer: the mail server refused",), False),
        (1, ("briefer: a check failed",), False),
        (1, ("Traceback (most recent call last):", "MemoryError"), True),
        (-11, (), True),
    ],
)
def test_an_exit_code_is_no_death(code: int, lines: tuple[str, ...], died: bool) -> None:
    """Only a signal, or a crash before the report, is."""
    assert Ended(code, lines).died is died
