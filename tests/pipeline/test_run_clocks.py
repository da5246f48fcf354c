"""Clocks that are wrong: ahead once, set back, right again. No day is lost, none is made twice."""

import datetime as dt
from pathlib import Path

import pytest

from briefer.models import Edition
from briefer.pipeline.intake.round import wait_until
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.morning import is_due, meet, run
from briefer.pipeline.run.report import RunReport
from briefer.store import Store
from briefer.store.mornings import Mornings
from tests.pipeline.morning_desk import Desk
from tests.pipeline.test_run_mornings import Pretended

SIX = dt.datetime(2021, 6, 2, 4, 0, tzinfo=dt.UTC)  # 06:00 in Vienna
DAY = dt.timedelta(days=1)
AHEAD = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with one audience, served since two days ago."""
    desk = Desk(tmp_path)
    desk.settings(1, 'audiences = ["default"]\ntimezone = "Europe/Vienna"\ncutoff = "06:00"\n')
    meet(desk.space, SIX - 2 * DAY)
    return desk


@pytest.fixture
def work() -> Pretended:
    """Return work that is only written down."""
    return Pretended()


def at(desk: Desk, work: Pretended, moment: dt.datetime) -> RunReport:
    """Run at a moment."""
    return run(desk.space, lambda: moment, work, Silent())


@pytest.mark.parametrize(
    "ahead", [AHEAD, SIX + DAY, SIX + 2 * DAY, dt.datetime.max.replace(tzinfo=dt.UTC) - 9 * DAY]
)
def test_one_run_ahead_silences_no_later_day(
    desk: Desk, work: Pretended, ahead: dt.datetime
) -> None:
    """The edition from the future is named and alarmed; each day after it is made once."""
    at(desk, work, SIX)
    at(desk, work, ahead)
    work.made.clear()
    work.alarms.clear()
    assert is_due(desk.space, SIX + dt.timedelta(hours=2))
    report = at(desk, work, SIX + dt.timedelta(hours=2))
    assert report.exit_code == 4
    assert "from the future" in report.problems[0]
    assert len(work.alarms) == 1
    assert work.made == []  # today's was made
    for days in range(1, 4):
        at(desk, work, SIX + days * DAY)
        at(desk, work, SIX + days * DAY + dt.timedelta(hours=1))
    assert work.made == [f"default 2021-06-0{n}" for n in (3, 4, 5)]
    assert len(work.alarms) == 1


@pytest.mark.parametrize("back", [1, 3, 400])
def test_a_clock_set_back_makes_nothing_twice(desk: Desk, work: Pretended, back: int) -> None:
    """Set back and right again: what was made stays made, what comes next comes."""
    for days in range(-1, 2):
        at(desk, work, SIX + days * DAY)
    made = list(work.made)
    assert len(made) == 3
    at(desk, work, SIX + DAY - back * DAY + dt.timedelta(hours=1))
    at(desk, work, SIX + DAY + dt.timedelta(hours=2))
    at(desk, work, SIX + 2 * DAY)
    assert len(set(work.made)) == len(work.made)
    assert work.made[-1] == "default 2021-06-04"


def test_an_audience_met_ahead_of_time_is_served(desk: Desk, work: Pretended) -> None:
    """An audience first seen under a clock that was ahead gets its next edition."""
    desk.audience("late", 'cutoff = "06:00"\n')
    desk.settings(1, 'audiences = ["late"]\ntimezone = "Europe/Vienna"\ncutoff = "06:00"\n')
    meet(desk.space, AHEAD)
    at(desk, work, SIX - dt.timedelta(hours=1))
    at(desk, work, SIX)
    assert work.made == ["late 2021-06-02"]


def test_asking_whether_something_is_due_changes_no_mark(desk: Desk, work: Pretended) -> None:
    """The alarm is not lost to the timer's question."""
    with Store(desk.space.state) as store:
        Mornings(store).done(Edition("default", AHEAD.date()), AHEAD)
    assert is_due(desk.space, SIX - dt.timedelta(hours=1))
    assert is_due(desk.space, SIX - dt.timedelta(hours=1))
    assert "from the future" in at(desk, work, SIX - dt.timedelta(hours=1)).problems[0]
    assert not is_due(desk.space, SIX - dt.timedelta(minutes=30))


def test_a_source_put_off_by_a_wrong_clock_is_asked() -> None:
    """No wait is longer than the longest that is ever set."""
    assert wait_until(AHEAD, SIX) is None
    assert wait_until(SIX + DAY, SIX) == SIX + DAY
    assert wait_until(SIX, SIX) is None
