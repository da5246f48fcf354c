"""Date lines: what everyday forms of many languages say, and what is none."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.stamps import find_stamps, left_over, plain_digits


@pytest.mark.parametrize(
    ("line", "day", "clock"),
    [
        ("7 October 2025", "2025-10-07", None),
        ("Oct. 7, 2025", "2025-10-07", None),
        ("October 7th, 2025 | 6:05 a.m.", "2025-10-07", "06:05"),
        ("the 7th of October 2025", "2025-10-07", None),
        ("Tue 7 Oct 2025 19.04 WEST", "2025-10-07", "19:04"),
        ("7:45 PM, Tuesday, October 7, 2025", "2025-10-07", "19:45"),
        ("Published: 07.10.2025 - 12:15 Uhr", "2025-10-07", "12:15"),
        ("Dienstag, 7. Oktober 2025, 12.15 Uhr", "2025-10-07", "12:15"),
        ("Publié le mardi 7 octobre 2025 à 8h03", "2025-10-07", "08:03"),
        ("1er août 2025", "2025-08-01", None),
        ("Terça-feira, 7 de outubro de 2025, às 21h30", "2025-10-07", "21:30"),
        ("7 OUT. 2025 · 9h05m", "2025-10-07", "09:05"),
        ("martes 7 de octubre de 2025, 18:20 horas", "2025-10-07", "18:20"),
        ("martedì 7 ottobre 2025 alle ore 7.20", "2025-10-07", "07:20"),
        ("Вторник, 7 октября 2025 г., 21:50", "2025-10-07", "21:50"),
        ("7 жовтня 2025, 14:01", "2025-10-07", "14:01"),
        ("úterý 7. října 2025 18.31", "2025-10-07", "18:31"),
        ("wtorek, 7 października 2025 r., godz. 9:00", "2025-10-07", "09:00"),
        ("2025. október 7., kedd 16:42", "2025-10-07", "16:42"),
        ("7 Ekim 2025 Salı 08:11", "2025-10-07", "08:11"),
        ("Τρίτη, 7 Οκτωβρίου 2025, 9:15 π.μ.", "2025-10-07", "09:15"),
        ("tirsdag 7. oktober 2025 kl. 18.31", "2025-10-07", "18:31"),
        ("tiistaina 7.10.2025 klo 18.31", "2025-10-07", "18:31"),
        ("الثلاثاء ٧ أكتوبر ٢٠٢٥ - ١٧:٤٠", "2025-10-07", "17:40"),
        ("٧ تشرين الأول/أكتوبر ٢٠٢٥", "2025-10-07", None),
        ("سه‌شنبه ۷ اکتبر ۲۰۲۵", "2025-10-07", None),
        ("יום שלישי, 7 באוקטובר 2025", "2025-10-07", None),
        ("मंगलवार, ७ अक्टूबर २०२५", "2025-10-07", None),
        ("2025年10月7日（火）午後4時42分", "2025-10-07", "16:42"),
        ("2025年10月07日 星期二 16:42", "2025-10-07", "16:42"),
        ("2025년 10월 7일 화요일 오후 4:42", "2025-10-07", "16:42"),
        ("Thứ Ba, ngày 7 tháng 10 năm 2025, 16:42", "2025-10-07", "16:42"),
        ("วันอังคารที่ 7 ตุลาคม 2568", "2025-10-07", None),
        ("Jumanne, 7 Oktoba 2025", "2025-10-07", None),
        ("Selasa, 7 Oktober 2025 16:42 WIB", "2025-10-07", "16:42"),
        ("07/10/2025", "2025-10-07", None),
        ("7-Oct-2025", "2025-10-07", None),
        ("2025-10-07T16:42:00+03:00", "2025-10-07", "16:42"),
        ("20251007T164200Z", "2025-10-07", "16:42"),
        ("7 Oct '25", "2025-10-07", None),
    ],
)
def test_everyday_forms(line: str, day: str, clock: str | None) -> None:
    """Every form gives its day and hour, and nothing of the line is left over."""
    (stamp,) = find_stamps(line)
    assert str(stamp.day.date()) == day
    assert (stamp.time.strftime("%H:%M") if stamp.time else None) == clock
    assert left_over(line, [stamp]) in {"", "วันอังคารที่"}


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("7 Oct 2025 19:04 EAT", 3),
        ("7 October 2025, 19:04 CEST", 2),
        ("Oct 7, 2025 7:04 PM EST", -5),
        ("7/10/2025 19:04 (GMT+7)", 7),
        ("7 Oct 2025 19:04 -03:00", -3),
    ],
)
def test_zones_as_people_write_them(line: str, hours: int) -> None:
    """Letters and offsets both say how far east the clock is."""
    (stamp,) = find_stamps(line)
    moment = stamp.moment(dt.UTC)
    assert moment is not None
    assert moment.utcoffset() == dt.timedelta(hours=hours)


def test_a_zone_that_keeps_summer_time_goes_by_the_day() -> None:
    """The zone "ET" is four hours behind in October and five in December."""
    (autumn,) = find_stamps("7 Oct 2025 19:04 ET")
    (winter,) = find_stamps("7 Dec 2025 19:04 ET")
    offsets = [stamp.moment(dt.UTC).utcoffset() for stamp in (autumn, winter)]  # type: ignore[union-attr] # both have an hour
    assert offsets == [dt.timedelta(hours=-4), dt.timedelta(hours=-5)]


def test_publication_and_change_are_told_apart() -> None:
    """The label before a date says which of the two it is."""
    published, changed = find_stamps("Published 7 Oct 2025 | Last updated: 8 Oct 2025, 09:10")
    assert (published.labelled, published.updated) == (True, False)
    assert (changed.labelled, changed.updated) == (True, True)


def test_what_stands_beside_a_date_is_left_over() -> None:
    """An outlet, a place or a byline beside a date is kept for whoever asks."""
    for line, rest in (
        ("Tagus Courier, 7 October 2025", "Tagus Courier"),
        ("By Ana Reis | 7.10.2025", "By Ana Reis"),
        ("LISBON, Oct 7 (Atlantic Wire) -", "LISBON Atlantic Wire"),
    ):
        assert left_over(line, find_stamps(line)) == rest


def test_a_day_without_a_year_is_near_its_anchor() -> None:
    """The year is the one in which the day is nearest."""
    (stamp,) = find_stamps("NAIROBI, Dec 30 (Rift Wire) -")
    assert stamp.day.year == 0
    assert stamp.day.near(dt.date(2026, 1, 2)) == dt.date(2025, 12, 30)


def test_a_month_that_two_languages_name_alike_goes_by_the_language() -> None:
    """The month "listopad" is October in Croatian and November in Czech and Polish."""
    (croatian,) = find_stamps("7. listopada 2025.", "hr")
    (polish,) = find_stamps("7 listopada 2025", "pl")
    assert (croatian.day.month, polish.day.month) == (10, 11)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1164 words",
        "Hace 2 días",
        "Published 3 hours ago",
        "31 February 2025",
        "Room 12, floor 3",
        "The vote was 9 to 4 in May",
        "²³ ①",
        "1.2.3",
    ],
)
def test_what_is_no_date(line: str) -> None:
    """Numbers alone, impossible days and relative times are none."""
    assert find_stamps(line) == []


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.text(alphabet="0123456789٣²年月日 .:/-,T+ZamOct7", max_size=60))
def test_any_line_gives_days_within_it(line: str) -> None:
    """Nothing raises, spans are in order and within the line, and digits stay in place."""
    stamps = find_stamps(line)
    at = 0
    for stamp in stamps:
        assert at <= stamp.start < stamp.end <= len(line)
        at = stamp.end
    assert len(plain_digits(line)) == len(line)


def test_a_hostile_line_takes_bounded_time() -> None:
    """Only the beginning of a line is looked at."""
    started = time.process_time()
    for line in ("1/" * 100_000, "October " * 50_000, "年" * 100_000):
        find_stamps(line)
    assert time.process_time() - started < 2
