"""Cut-offs: a day's window by the clock on the wall."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from briefer.editions.audiences import Audience, window_of

VIENNA = ZoneInfo("Europe/Vienna")


def test_the_default_window_is_the_day() -> None:
    """With the cut-off at 24:00 a briefing covers its own calendar day."""
    start, end = window_of(dt.date(2021, 6, 1), "24:00", VIENNA)
    assert start.isoformat() == "2021-06-01T00:00:00+02:00"
    assert end.isoformat() == "2021-06-02T00:00:00+02:00"


def test_a_morning_cutoff_ends_the_window_that_morning() -> None:
    """With the cut-off at 06:00 a briefing covers the 24 hours before breakfast."""
    start, end = window_of(dt.date(2021, 6, 1), "06:00", VIENNA)
    assert start.isoformat() == "2021-05-31T06:00:00+02:00"
    assert end.isoformat() == "2021-06-01T06:00:00+02:00"


def test_the_clock_on_the_wall_holds_over_daylight_saving() -> None:
    """On the night the clocks go forward the window has 23 hours, and still ends at 06:00."""
    start, end = window_of(dt.date(2021, 3, 28), "06:00", VIENNA)
    assert (start.hour, end.hour) == (6, 6)
    assert end.astimezone(dt.UTC) - start.astimezone(dt.UTC) == dt.timedelta(hours=23)


@pytest.mark.parametrize("cutoff", ["6:00", "24:01", "25:00", "06:60", "dawn", ""])
def test_impossible_cutoffs_are_refused(cutoff: str) -> None:
    """What is no time of day is refused, with the form that is wanted."""
    with pytest.raises(ValidationError, match="time of day"):
        Audience(cutoff=cutoff)


def test_an_unknown_time_zone_is_refused() -> None:
    """Time zones are IANA names."""
    with pytest.raises(ValidationError, match="IANA"):
        Audience(timezone="Vienna")
