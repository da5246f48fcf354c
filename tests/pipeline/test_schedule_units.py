"""Timers: what is written, that systemd and cron understand it, and that it goes away again."""

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.errors import ServiceError, UsageError
from briefer.pipeline.run.due import Plan, moment
from briefer.pipeline.run.timer import TimerPlace, by_cron, install, planned, remove
from briefer.pipeline.run.units import Command, calendar, cron_line, service, unit_name
from briefer.store import Store
from briefer.store.mornings import Mornings
from tests.pipeline.morning_desk import Desk

NOW = dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="no systemd on this machine")
VIENNA = Plan("vienna", "06:00", ZoneInfo("Europe/Vienna"))
NIGHT = Plan("night", "02:30", ZoneInfo("Europe/Vienna"))
HOSTILE = 'de sk%h "x" $HOME;touch z'
CRON = """#!/bin/sh
case "$1" in -l) [ -f "$0.tab" ] && cat "$0.tab" ;; -) cat > "$0.tab" ;; esac
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a workspace with two audiences, in a folder with a hostile name."""
    desk = Desk(tmp_path / HOSTILE)
    desk.settings(1, 'audiences = ["default", "press"]\ntimezone = "Europe/Vienna"\n')
    desk.audience(more='cutoff = "06:00"\n')
    desk.audience("press", 'cutoff = "24:00"\ntimezone = "America/New_York"\n')
    return desk


@pytest.fixture
def place(tmp_path: Path) -> TimerPlace:
    """Return a configuration folder of its own, and a PATH without cron."""
    return TimerPlace(tmp_path / "config", os.environ["PATH"])


@pytest.fixture
def cron(tmp_path: Path, place: TimerPlace) -> Path:
    """Return a crontab command that keeps the table in a file beside it."""
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "crontab"
    tool.write_text(CRON, encoding="utf-8")
    tool.chmod(0o755)
    return tool


def test_a_timer_is_written_whole_and_enabled(desk: Desk, place: TimerPlace) -> None:
    """Service, timer and the link that systemd looks for; nothing else in the folder."""
    schedule = install(desk.space, place, NOW)
    name = unit_name(desk.root)
    found = sorted(str(p.relative_to(place.config)) for p in place.config.rglob("*.*"))
    units = "systemd/user"
    assert found == [
        f"{units}/{name}.service",
        f"{units}/{name}.timer",
        f"{units}/timers.target.wants",
        f"{units}/timers.target.wants/{name}.timer",
    ]
    text = (place.units / "timers.target.wants" / f"{name}.timer").read_text(encoding="utf-8")
    assert "OnCalendar=*-*-* 06:00:00 Europe/Vienna\n" in text
    assert "OnCalendar=*-*-* 00:00:00 America/New_York\n" in text
    assert "Persistent=true\n" in text
    assert any("enable-linger" in hint for hint in schedule.hints)
    assert [f"{one.audience} {one.at:%d %H:%M}" for one in schedule.ahead] == [
        "default 02 05:00",
        "press 02 05:00",
        "default 03 05:00",
    ]


def test_it_is_known_whether_the_timer_is_up_to_date(desk: Desk, place: TimerPlace) -> None:
    """Not there, up to date, out of date after a change of cut-off, then gone."""
    before = planned(desk.space, place, NOW)
    assert (before.installed, before.current) == (False, False)
    install(desk.space, place, NOW)
    assert planned(desk.space, place, NOW + dt.timedelta(days=150)).current
    desk.audience(more='cutoff = "05:45"\n')
    changed = planned(desk.space, place, NOW)
    assert (changed.installed, changed.current) == (True, False)
    assert len(remove(desk.space, place)) == 3
    assert remove(desk.space, place) == ()
    assert not planned(desk.space, place, NOW).installed


def test_audiences_are_served_from_the_installation_on(desk: Desk, place: TimerPlace) -> None:
    """A cut-off missed right after it, with the machine off, is made up."""
    install(desk.space, place, NOW)
    with Store(desk.space.state) as store:
        assert {name: row[0] for name, row in Mornings(store).all().items()} == {
            "default": NOW,
            "press": NOW,
        }


@needs_systemd
def test_systemd_finds_no_fault_even_with_a_hostile_path(desk: Desk, place: TimerPlace) -> None:
    """`systemd-analyze verify` is silent on our units, and is not on a broken one."""
    assert planned(desk.space, place, NOW).checked == ()
    from briefer.pipeline.run.timer import _analysed

    good = planned(desk.space, place, NOW).files
    broken = {path: text.replace("06:00:00", "66:00:00") for path, text in good.items()}
    assert _analysed(broken, place)


@needs_systemd
def test_systemd_elapses_when_an_edition_is_due() -> None:
    """Over both changes of the clock: among the moments it gives is every one of ours."""
    start = dt.datetime(2027, 3, 26, 12, tzinfo=dt.UTC)
    for base in (start, dt.datetime(2027, 10, 29, 12, tzinfo=dt.UTC)):
        given: set[str] = set()
        for spec in calendar([NIGHT, VIENNA], base):
            assert ANALYZE is not None
            words = ["--iterations=5", f"--base-time={base:%Y-%m-%d %H:%M:%S} UTC", spec]
            ran = subprocess.run(
                [ANALYZE, "calendar", *words],
                capture_output=True,
                check=True,
                text=True,
                env={"TZ": "UTC", "PATH": os.environ["PATH"]},
            )
            given |= {line[-23:-7] for line in ran.stdout.splitlines() if line.endswith("UTC")}
        days = [base.date() + dt.timedelta(days=n) for n in range(1, 4)]
        ours = {f"{moment(plan, day):%Y-%m-%d %H:%M}" for plan in (NIGHT, VIENNA) for day in days}
        assert ours <= given


def test_a_cutoff_that_the_clock_skips_has_a_second_entry() -> None:
    """A timer passes over 02:30 on the day on which the clock jumps from 02:00 to 03:00."""
    assert calendar([NIGHT, VIENNA], NOW) == (
        "*-*-* 02:30:00 Europe/Vienna",
        "*-*-* 03:30:00 Europe/Vienna",
        "*-*-* 06:00:00 Europe/Vienna",
    )
    delhi = Plan("delhi", "02:30", ZoneInfo("Asia/Kolkata"))
    assert calendar([delhi, delhi], NOW) == ("*-*-* 02:30:00 Asia/Kolkata",)


def test_a_path_is_quoted_for_systemd() -> None:
    """Specifiers, quotes and variables stay what they are; a line break is refused."""
    root = Path("/d") / HOSTILE
    command = Command(Path("/usr/bin/python3"), root, "x", Path("/c/x.env"))
    text = service(command)
    assert r'"-C" "/d/de sk%%h \"x\" $$HOME;touch z" "run"' in text
    with pytest.raises(UsageError, match="rename"):
        service(command._replace(root=Path("/d/a\nExecStart=/bin/sh")))


def test_a_crontab_line_runs_every_hour_at_the_cutoffs_minutes() -> None:
    """Every zone's, also of half an hour; `%` and blanks are escaped."""
    command = Command(Path("/usr/bin/python3"), Path("/d/50% of it"), "briefer-x", Path("/c"))
    plans = [VIENNA, Plan("night", "05:45", ZoneInfo("Asia/Kolkata"))]
    line = cron_line(command, plans, NOW)
    minutes, _, rest = line.partition(" ")
    local = {m.astimezone().minute for p in plans for m in [moment(p, NOW.date())]}
    assert {int(minute) for minute in minutes.split(",")} >= local
    assert rest == (
        "* * * * /usr/bin/python3 -m briefer -C '/d/50\\% of it' run --quiet # briefer-x"
    )
    with pytest.raises(UsageError, match="crontab"):
        cron_line(command._replace(root=Path("/d/a\n* * * * * rm")), plans, NOW)


def test_a_crontab_keeps_what_is_not_ours(desk: Desk, place: TimerPlace, cron: Path) -> None:
    """Installed twice it is there once; removed, only ours goes."""
    place = place._replace(path=f"{cron.parent}:{place.path}")
    table = cron.with_name("crontab.tab")
    table.write_text("5 4 * * * backup\n", encoding="utf-8")
    for _ in range(2):
        schedule = install(desk.space, place, NOW, cron=True)
    assert table.read_text(encoding="utf-8") == f"5 4 * * * backup\n{schedule.line}\n"
    assert planned(desk.space, place, NOW, cron=True).current
    assert remove(desk.space, place) == ("a line of crontab",)
    assert table.read_text(encoding="utf-8") == "5 4 * * * backup\n"
    with pytest.raises(ServiceError, match="no crontab"):
        install(desk.space, place._replace(path="/nowhere"), NOW, cron=True)


def test_units_go_where_the_environment_says() -> None:
    """XDG_CONFIG_HOME if it is a whole path, else below HOME; without either it is an error."""
    assert TimerPlace.of({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}).units == Path("/x/systemd/user")
    assert TimerPlace.of({"XDG_CONFIG_HOME": "x", "HOME": "/h"}).config == Path("/h/.config")
    with pytest.raises(UsageError, match="HOME"):
        TimerPlace.of({})


def test_workspaces_have_units_of_their_own() -> None:
    """Two folders of one name, and one without a letter."""
    assert unit_name(Path("/a/desk")) != unit_name(Path("/b/desk"))
    assert unit_name(Path("/a/Ünïcode Désk")).startswith("briefer-n-code-d-sk-")
    assert unit_name(Path("/")).startswith("briefer-desk-")


def test_without_systemd_it_is_a_line_of_crontab(desk: Desk, place: TimerPlace, cron: Path) -> None:
    """No systemctl, or one that nobody started systemd for; units that are there stay units."""
    here = place._replace(path=str(cron.parent), booted=place.config)
    there = place._replace(path=os.environ["PATH"], booted=place.config / "nowhere")
    assert not here.has_systemd
    assert not there.has_systemd
    assert by_cron(desk.space, here)
    install(desk.space, here, NOW, cron=True)
    systemctl = cron.with_name("systemctl")
    systemctl.write_text(CRON, encoding="utf-8")
    systemctl.chmod(0o755)
    place.config.mkdir(exist_ok=True)
    assert here.has_systemd
    assert by_cron(desk.space, here)  # the line is there
    install(desk.space, here, NOW)
    assert not by_cron(desk.space, here)
