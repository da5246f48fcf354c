"""The clock test of the whole command: `run` is called through a year, as a timer calls it.

The work is only written down, but plans, store, lock and report are the real ones.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.pipeline.intake.sources import Intake
from briefer.pipeline.progress import Silent
from briefer.pipeline.run.due import Due
from briefer.pipeline.run.morning import meet, run
from briefer.pipeline.run.report import Outcome
from tests.pipeline.morning_desk import Desk

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
START = dt.datetime(2026, 6, 30, 20, tzinfo=dt.UTC)
# An audience's cut-off and time zone. The clock skips "owls" and "kiwis" once and shows them twice.
AUDIENCES = {
    "larks": ("06:00", "Europe/Vienna"),
    "owls": ("02:30", "Europe/Vienna"),
    "yankees": ("07:15", "America/New_York"),
    "night": ("24:00", "America/New_York"),
    "kiwis": ("02:30", "Pacific/Auckland"),
    "delhi": ("05:45", "Asia/Kolkata"),
}
# By hand, in UTC: the days on which a clock changes.
CHANGES = {
    "owls 2026-10-25": "2026-10-25T00:30",  # twice on the clock: the first
    "owls 2027-03-28": "2027-03-28T01:30",  # not on the clock: 03:30 by the new time
    "larks 2026-10-24": "2026-10-24T04:00",
    "larks 2026-10-25": "2026-10-25T05:00",
    "larks 2027-03-28": "2027-03-28T04:00",
    "yankees 2026-11-01": "2026-11-01T12:15",
    "yankees 2027-03-14": "2027-03-14T11:15",
    "night 2026-11-01": "2026-11-02T05:00",
    "night 2027-03-14": "2027-03-15T04:00",
    "kiwis 2026-09-27": "2026-09-26T14:30",  # skipped: 03:30 by the new time
    "kiwis 2027-04-04": "2027-04-03T13:30",  # the first of two
}


class Noted:
    """Work that is only written down, with the moment."""

    def __init__(self) -> None:
        self.now = START
        self.made: list[tuple[str, dt.datetime]] = []

    def take_in(self, day: dt.date | None = None) -> Intake:
        """Read nothing."""
        return Intake(0, 0, (), ())

    def make(self, edition: Due) -> Outcome:
        """Write down what was made, and when."""
        self.made.append((f"{edition.audience} {edition.date}", self.now))
        return Outcome(audience=edition.audience, date=edition.date, fate="sent")

    def alarm(self, told: object) -> tuple[str, ...]:
        """There is nothing to tell."""
        raise AssertionError(told)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with all the audiences, served from the start."""
    desk = Desk(tmp_path)
    names = ", ".join(f'"{name}"' for name in AUDIENCES)
    desk.settings(1, f"audiences = [{names}]\n")
    for name, (cutoff, zone) in AUDIENCES.items():
        desk.audience(name, f'cutoff = "{cutoff}"\ntimezone = "{zone}"\n')
    meet(desk.space, START)
    return desk


def _walk(desk: Desk, work: Noted, moments: Iterator[dt.datetime]) -> None:
    space = desk.space
    for now in moments:
        work.now = now
        run(space, lambda: work.now, work, Silent())


def _quarters(first: dt.datetime, last: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the quarters of an hour at which any cut-off may fall, and the minute before."""
    while first < last:
        yield first - dt.timedelta(minutes=1)
        yield first
        first += HOUR / 4


def _likely(first: dt.datetime, days: int) -> Iterator[dt.datetime]:
    """Yield, day by day, each half-hour at which some clock of ours may show a cut-off.

    Taken from the offsets that the zones have at all, not from when they change.
    """
    offsets = {"Europe/Vienna": (1, 2), "America/New_York": (-5, -4), "Pacific/Auckland": (12, 13)}
    at: set[dt.timedelta] = {dt.timedelta(hours=0, minutes=15)}  # Kolkata has one
    for cutoff, zone in AUDIENCES.values():
        hour, minute = map(int, cutoff.split(":"))
        at |= {
            dt.timedelta(hours=(hour - offset + later) % 24, minutes=minute)
            for offset in offsets.get(zone, ())
            for later in range(1 + (cutoff == "02:30"))  # the hour that is skipped is made up
        }
    midnight = first.replace(hour=0)
    for number in range(days + 1):
        for moment in sorted(at):
            now = midnight + number * DAY + moment
            if first < now <= first + days * DAY:
                yield now


@pytest.mark.slow
@pytest.mark.timeout(400)  # a year takes a minute, and much longer where the machine is busy
def test_a_year_of_runs(desk: Desk) -> None:
    """Each audience gets one edition a day, dated that day, at its hour by its own clock."""
    work = Noted()
    _walk(desk, work, _likely(START, 365))
    assert Counter(what.split()[0] for what, _ in work.made) == dict.fromkeys(AUDIENCES, 365)
    assert len({what for what, _ in work.made}) == len(work.made)
    moments = dict(work.made)
    for what, utc in CHANGES.items():
        assert moments[what] == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC), what
    for what, now in work.made:
        name, date = what.split()
        cutoff, zone = AUDIENCES[name]
        local = now.astimezone(ZoneInfo(zone))
        expected = f"{dt.date.fromisoformat(date) + DAY} 00:00" if cutoff == "24:00" else ""
        if what not in CHANGES:
            assert f"{local:%Y-%m-%d %H:%M}" == (expected or f"{date} {cutoff}"), what


@pytest.mark.parametrize(
    ("start", "day"),
    [("2027-03-27", "2027-03-28"), ("2026-10-24", "2026-10-25"), ("2026-09-26", "2026-09-27")],
)
def test_days_around_a_change_quarter_by_quarter(desk: Desk, start: str, day: str) -> None:
    """Called every quarter of an hour and the minute before: not early, not twice."""
    first = dt.datetime.fromisoformat(start).replace(tzinfo=dt.UTC)
    work = Noted()
    _walk(desk, work, _quarters(first, first + 2 * DAY + 5 * HOUR))
    made = [what for what, _ in work.made if day in what]
    assert sorted(made) == sorted(f"{name} {day}" for name in AUDIENCES)
    for what, now in work.made:
        if what in CHANGES:
            assert now == dt.datetime.fromisoformat(CHANGES[what]).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize("change", ["2026-10-25", "2027-03-28"])
def test_a_machine_that_was_off_over_the_change_catches_up_once(desk: Desk, change: str) -> None:
    """Off from the evening before until the second morning: each latest edition once, then none."""
    day = dt.datetime.fromisoformat(change).replace(tzinfo=dt.UTC)
    work = Noted()
    _walk(desk, work, iter([day - 6 * HOUR]))
    work.made.clear()
    back = day + DAY + 9 * HOUR
    _walk(desk, work, (back + n * HOUR / 4 for n in range(12)))
    latest = f"{(day + DAY).date()}"
    owed = [what for what, at in work.made if at == back]
    assert f"owls {latest}" in owed
    assert f"larks {latest}" in owed
    assert len(owed) == len(AUDIENCES)
    counts = Counter(what.split()[0] for what in owed)
    assert set(counts.values()) == {1}
    later = [what for what, at in work.made if at > back]
    assert later == [f"yankees {latest}"]  # falls due meanwhile
