"""Moments as feeds and exports write them: zones, halves of the day, names of months, Unix time."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from briefer.ingest.dates import parse_published

NOW = dt.datetime(2027, 3, 3, 7, tzinfo=ZoneInfo("Europe/Vienna"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 03 Feb 2027 06:15:00 CET", "2027-02-03T06:15:00+01:00"),
        ("Thu, 20 Aug 2026 06:15 CEST", "2026-08-20T06:15:00+02:00"),
        ("Thu, 20 Aug 2026 06:15:09 MESZ", "2026-08-20T06:15:09+02:00"),
        ("Thu, 20 Aug 2026 06:15:09 MSK", "2026-08-20T06:15:09+03:00"),
        ("Thu, 20 Aug 2026 06:15:09 PDT", "2026-08-20T06:15:09-07:00"),
        ("Thu, 20 Aug 2026 6:15 a.m. ET", "2026-08-20T06:15:00-04:00"),
        ("Thu, 20 Aug 2026 06:15:09 AEST", "2026-08-20T06:15:09+10:00"),
        ("Thu, 20 Aug 2026 06:15:09 NPT", "2026-08-20T06:15:09+05:45"),
        ("Thu, 20 Aug 2026 06:15:09 IST", "2026-08-20T06:15:09+05:30"),
        ("Thu, 20 Aug 2026 06:15:09 -03:30", "2026-08-20T06:15:09-03:30"),
        ("Thu, 20 Aug 2026 06:15:09 UTC+3", "2026-08-20T06:15:09+03:00"),
        ("Thu, 20 Aug 2026 06:15:09 GMT-0300", "2026-08-20T06:15:09-03:00"),
        ("Thu, 20 Aug 2026 06:15:09 Europe/Helsinki", "2026-08-20T06:15:09+03:00"),
        ("Thu Aug 20 2026 06:15:09 GMT+0200 (Summer Time)", "2026-08-20T06:15:09+02:00"),
        ("Thu Aug 20 06:15:09 CEST 2026", "2026-08-20T06:15:09+02:00"),
    ],
)
def test_no_zone_is_lost(text: str, moment: str) -> None:
    """Abbreviations, offsets with and without a colon, and names of places all count."""
    found = parse_published(text, NOW).moment
    assert found is not None
    assert found == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 20 Aug 2026 12:05 AM GMT", "2026-08-20T00:05:00+00:00"),
        ("Thu, 20 Aug 2026 12:05 PM GMT", "2026-08-20T12:05:00+00:00"),
        ("Thu, 20 Aug 2026 9pm +0200", "2026-08-20T21:00:00+02:00"),
        ("Wed, 19 Aug 2026 24:00:00 +0200", "2026-08-20T00:00:00+02:00"),
        ("2026-08-19T24:00:00Z", "2026-08-20T00:00:00+00:00"),
        ("Thu, 20 Aug 2026 8:5:3 GMT", "2026-08-20T08:05:03+00:00"),
        ("20 août 2026 à 18h20", "2026-08-20T18:20:00+02:00"),
        ("Do, 20. August 2026, 18.20 Uhr", "2026-08-20T18:20:00+02:00"),
        ("20260820T162000Z", "2026-08-20T16:20:00+00:00"),
        ("2026-08-20 18:20:00 CEST", "2026-08-20T18:20:00+02:00"),
        ("2026年08月20日 18:20", "2026-08-20T18:20:00+02:00"),
    ],
)
def test_times_of_day(text: str, moment: str) -> None:
    """Halves of the day, the end of a day, hours with a point, an "h" or one digit."""
    assert parse_published(text, NOW).moment == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue, 01 Sept 2026", "2026-09-01"),
        ("Tue, 01 Sep 26 08:00:00 +0000", "2026-09-01"),
        ("Fri, 3 Jul 98 08:00:00 +0000", "1998-07-03"),
        ("Tuesday, 01-Sep-26 08:00:00 GMT", "2026-09-01"),
        ("Di, 01 Sep 2026 08:00:00 +0200", "2026-09-01"),
        ("mar., 01 sept. 2026 08:00:00 +0200", "2026-09-01"),
        ("mar, 03 mar 2026 08:00:00 +0100", "2026-03-03"),
        ("Вт, 1 сентября 2026 08:00 МСК", "2026-09-01"),
        ("1 de septiembre de 2026, 08:00", "2026-09-01"),
        ("September 1st, 2026 at 8am", "2026-09-01"),
        ("01.09.2026 08:00", "2026-09-01"),
        ("31/08/2026", "2026-08-31"),
        ("08/31/2026 8:00 AM", "2026-08-31"),
        ("20260901", "2026-09-01"),
    ],
)
def test_days(text: str, day: str) -> None:
    """Names of months and weekdays of every language, two digits of a year, figures."""
    assert str(parse_published(text, NOW).day) == day


@pytest.mark.parametrize(
    "value", [1787242800, 1787242800.0, 1787242800000, "1787242800", "1787242800000"]
)
def test_unix_time(value: float | str) -> None:
    """Seconds and milliseconds, as numbers and as digits; the day is that of the office."""
    found = parse_published(value, NOW)
    assert found.moment == dt.datetime(2026, 8, 20, 16, 20, tzinfo=dt.UTC)
    assert found.day == dt.date(2026, 8, 20)


@pytest.mark.parametrize("value", [True, 0, 12, 20260820, float("nan"), "12345678", "1" * 40])
def test_numbers_that_are_no_time(value: object) -> None:
    """A truth value, a count, an id of many digits are no date."""
    assert parse_published(value, NOW).moment is None


def test_a_zone_that_nobody_knows_takes_the_hour_with_it() -> None:
    """The day stays; a moment that may be wrong by hours is not claimed."""
    found = parse_published("Thu, 20 Aug 2026 06:15:09 XQT", NOW)
    assert (found.day, found.moment) == (dt.date(2026, 8, 20), None)


def test_an_abbreviation_of_several_zones_is_that_of_the_office() -> None:
    """In Shanghai "CST" is Chinese, elsewhere American."""
    text = "Thu, 20 Aug 2026 06:15:00 CST"
    shanghai = NOW.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    assert str(parse_published(text, shanghai).moment) == "2026-08-20 06:15:00+08:00"
    assert str(parse_published(text, NOW).moment) == "2026-08-20 06:15:00-06:00"


def test_a_day_that_a_slash_leaves_open_is_not_guessed() -> None:
    """2 August or 8 February: without a language nothing says which."""
    assert parse_published("02/08/2026", NOW).day is None
