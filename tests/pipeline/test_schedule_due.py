"""The clock test: which editions are due, walked through a year in four time zones."""

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.pipeline.run.due import DAY, GRACE, Due, Morning, Plan, due, latest, moment, upcoming
from briefer.store import Store
from briefer.store.mornings import Mornings

HOUR = dt.timedelta(hours=1)
VIENNA = Plan("vienna", "06:00", ZoneInfo("Europe/Vienna"))
PLANS = (
    VIENNA,
    Plan("washington", "07:00", ZoneInfo("America/New_York")),
    Plan("delhi", "05:30", ZoneInfo("Asia/Kolkata")),
    Plan("wellington", "02:30", ZoneInfo("Pacific/Auckland")),  # skipped and shown twice
)
START = dt.datetime(2026, 1, 1, 10, tzinfo=dt.UTC)


def _walk(book: Mornings, start: dt.datetime, end: dt.datetime, step: dt.timedelta) -> list[Due]:
    """Call the decision every `step`, as a timer does, and note what is made; return that."""
    made = []
    now = start
    while now < end:
        known = {name: Morning(*row) for name, row in book.all().items()}
        for one in due(PLANS, known, now):
            assert now - one.at < step
            book.done(one.edition, now)
            made.append(one)
        now += step
    return made


def test_a_year_has_one_edition_a_day_at_its_hour(tmp_path: Path) -> None:
    """Every half-hour of a year, both clock changes of each zone included, with a real store."""
    with Store(tmp_path / "state.db") as store:
        book = Mornings(store)
        for plan in PLANS:
            book.meet(plan.audience, START)
        made = _walk(book, START, START + 365 * DAY, dt.timedelta(minutes=30))
    assert Counter(one.audience for one in made) == {plan.audience: 365 for plan in PLANS}
    plans = {plan.audience: plan for plan in PLANS}
    offsets: defaultdict[str, set[dt.timedelta | None]] = defaultdict(set)
    for one in made:
        plan = plans[one.audience]
        local = one.at.astimezone(plan.zone)
        offsets[one.audience].add(local.utcoffset())
        hour = local.strftime("%H:%M")
        skipped = one.audience == "wellington" and one.date == dt.date(2026, 9, 27)
        assert hour == ("03:30" if skipped else plan.cutoff)
        assert local.date() == one.date
    for plan in PLANS:
        dates = [one.date for one in made if one.audience == plan.audience]
        assert dates == [dates[0] + n * DAY for n in range(365)]
    assert {name: len(found) for name, found in offsets.items()} == {
        "vienna": 2,
        "washington": 2,
        "delhi": 1,
        "wellington": 2,
    }


@pytest.mark.parametrize(
    ("cutoff", "date", "utc"),
    [
        ("06:00", "2026-03-28", "2026-03-28T05:00"),
        ("06:00", "2026-03-29", "2026-03-29T04:00"),  # the clock went forward at 02:00
        ("02:30", "2026-03-29", "2026-03-29T01:30"),  # not on the clock: 03:30 by the new time
        ("02:30", "2026-10-25", "2026-10-25T00:30"),  # twice on the clock: the first
        ("03:00", "2026-10-25", "2026-10-25T02:00"),
        ("24:00", "2026-03-28", "2026-03-28T23:00"),
        ("24:00", "2026-03-29", "2026-03-29T22:00"),
        ("00:00", "2026-10-25", "2026-10-24T22:00"),
    ],
)
def test_moments_around_the_clock_changes(cutoff: str, date: str, utc: str) -> None:
    """Vienna's cut-offs, by hand."""
    plan = VIENNA._replace(cutoff=cutoff)
    expected = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert moment(plan, dt.date.fromisoformat(date)) == expected


def test_a_missed_morning_is_made_up_once() -> None:
    """After three days off only the latest edition is due, at whatever hour; then no more."""
    known = {"vienna": Morning(START, dt.date(2026, 2, 10))}
    back = dt.datetime(2026, 2, 14, 15, 7, tzinfo=dt.UTC)
    (one,) = due([VIENNA], known, back)
    assert one.date == dt.date(2026, 2, 14)
    known = {"vienna": Morning(START, one.date)}
    assert due([VIENNA], known, back + HOUR) == ()
    (one,) = due([VIENNA], known, dt.datetime(2026, 2, 15, 5, tzinfo=dt.UTC))
    assert one.date == dt.date(2026, 2, 15)


def test_before_the_hour_nothing_is_due() -> None:
    """A second before the cut-off no, on the second yes."""
    known = {"vienna": Morning(START, dt.date(2026, 2, 13))}
    at = dt.datetime(2026, 2, 14, 5, tzinfo=dt.UTC)
    assert due([VIENNA], known, at - dt.timedelta(seconds=1)) == ()
    assert [one.date for one in due([VIENNA], known, at)] == [dt.date(2026, 2, 14)]


def test_a_new_audience_is_not_made_up_for() -> None:
    """An audience added at noon gets its first edition next morning, one just due gets it now."""
    noon = dt.datetime(2026, 2, 14, 12, tzinfo=dt.UTC)
    assert due([VIENNA], {}, noon) == ()
    just = dt.datetime(2026, 2, 14, 5, 20, tzinfo=dt.UTC)
    assert [one.at for one in due([VIENNA], {}, just)] == [just - dt.timedelta(minutes=20)]
    known = {"vienna": Morning(noon - GRACE)}
    assert due([VIENNA], known, noon + HOUR) == ()
    assert len(due([VIENNA], known, noon + 24 * HOUR)) == 1


def test_the_next_editions_come_in_order_of_time() -> None:
    """Of all audiences together."""
    found = upcoming(PLANS, dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC), 5)
    assert [(one.audience, f"{one.at:%d %H:%M}") for one in found] == [
        ("wellington", "28 13:30"),
        ("delhi", "29 00:00"),
        ("vienna", "29 04:00"),
        ("washington", "29 11:00"),
        ("wellington", "29 13:30"),
    ]


@given(
    seconds=st.integers(0, 10 * 366 * 86_400),
    zone=st.sampled_from(
        ["Europe/Vienna", "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns", "UTC"]
    ),
    cutoff=st.sampled_from(["00:00", "01:45", "02:15", "02:30", "03:00", "12:00", "24:00"]),
)
def test_the_latest_edition_is_past_and_the_next_is_not(
    seconds: int, zone: str, cutoff: str
) -> None:
    """Whatever the zone, the hour and the day."""
    plan = Plan("x", cutoff, ZoneInfo(zone))
    moment_now = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    found = latest(plan, moment_now)
    assert found.at <= moment_now < moment(plan, found.date + DAY)
