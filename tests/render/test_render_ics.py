"""The calendar file: read again by icalendar, foldable, and safe from its own texts."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from briefer.models import Briefing, CalendarItem, Precision
from briefer.render import Rendering, RenderOptions, render_file
from briefer.render.ics import Diary, diary_of, span


def diary(briefing: Briefing, options: RenderOptions) -> Diary:
    """Return the briefing's calendar."""
    return diary_of(Rendering(briefing, options))


def events(data: bytes) -> list[Any]:
    """Return a file's events."""
    return [part for part in Calendar.from_ical(data).walk() if part.name == "VEVENT"]


def planned(briefing: Briefing, *items: CalendarItem) -> Briefing:
    """Return the briefing with these entries alone."""
    return briefing.model_copy(update={"calendar": items})


def entry(briefing: Briefing, precision: Precision = "day", **changes: object) -> CalendarItem:
    """Return an entry like the briefing's first."""
    first = briefing.calendar[0]
    return first.model_copy(update={"precision": precision, **changes})


def test_an_event_for_each_entry(briefing: Briefing) -> None:
    """With its day, words, place, source and address, dated by the briefing and not by the clock."""
    dated = [item for item in briefing.calendar if item.precision in {"day", "minute"}]
    data = diary(planned(briefing, *dated), RenderOptions(marking="INTERNAL")).data
    found = events(data)
    assert len(found) == len(dated) > 0
    for event, item in zip(found, dated, strict=True):
        assert event["DTSTART"].dt == item.date
        assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(days=1)
        assert event["DTSTAMP"].dt == briefing.window.end
        assert str(event["SUMMARY"])[:30] == item.text[:30]
        assert item.text in event["DESCRIPTION"]
        assert event["DESCRIPTION"].startswith("INTERNAL")
        assert item.evidence[0].quote[:30] in event["DESCRIPTION"]
        assert str(event.get("LOCATION", "")) == (item.place or "")
        assert event["TRANSP"] == "TRANSPARENT"
    assert any(event.get("URL") for event in found)
    assert diary(planned(briefing, *dated), RenderOptions(marking="INTERNAL")).data == data


def test_weeks_and_months_span_and_seasons_are_left_out(briefing: Briefing) -> None:
    """What has no day is no event; a note names it."""
    first = dt.date(2021, 7, 5)
    assert span(first, "week") == (first, dt.date(2021, 7, 12))
    assert span(first, "month") == (dt.date(2021, 7, 1), dt.date(2021, 8, 1))
    assert span(dt.date(9999, 12, 31), "day") == (dt.date.max, dt.date.max)
    kinds: tuple[Precision, ...] = ("season", "quarter", "year")
    loose = [entry(briefing, kind) for kind in kinds]
    found = diary(planned(briefing, entry(briefing, "week"), *loose), RenderOptions())
    assert found.events == 1
    assert len(events(found.data)) == 1
    assert found.notes[0].count(",") == 3
    assert (
        render_file(planned(briefing, *loose), "ics").notes
        == diary(planned(briefing, *loose), RenderOptions()).notes
    )


def test_a_range_lasts_until_its_end_on_the_page_and_in_the_file(briefing: Briefing) -> None:
    """The file's end is the day after the last, as RFC 5545 has it; the page names both days."""
    lasting = entry(briefing, date=dt.date(2021, 7, 5), end=dt.date(2021, 7, 7))
    made = planned(briefing, lasting)
    (event,) = events(diary(made, RenderOptions()).data)
    assert event.decoded("DTSTART") == dt.date(2021, 7, 5)
    assert event.decoded("DTEND") == dt.date(2021, 7, 8)
    page = render_file(made, "md").data.decode()
    assert "Mon 5 Jul – Wed 7 Jul" in page


def test_an_event_keeps_its_uid(briefing: Briefing) -> None:
    """Tomorrow's file updates today's event; two entries never share one."""
    one = entry(briefing)
    later = briefing.model_copy(update={"date": dt.date(2021, 6, 3), "calendar": (one,)})
    uid = events(diary(planned(briefing, one), RenderOptions()).data)[0]["UID"]
    assert events(diary(later, RenderOptions()).data)[0]["UID"] == uid
    twice = events(diary(planned(briefing, one, one), RenderOptions()).data)
    assert len({event["UID"] for event in twice}) == 2
    moved = entry(briefing, date=one.date + dt.timedelta(days=1))
    assert events(diary(planned(briefing, moved), RenderOptions()).data)[0]["UID"] != uid


def test_lines_are_folded(briefing: Briefing) -> None:
    """At 75 octets, in CRLF, whatever the letters; joined again they are whole."""
    text = "Важное заседание совета министров " * 20
    data = diary(planned(briefing, entry(briefing, text=text)), RenderOptions()).data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert text.strip() in events(data)[0]["DESCRIPTION"]


@settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60), st.sampled_from(["\r\n", "\n", "\r", "\u2028", "\x85", "\\n", "\x0b"]))
def test_no_text_adds_a_line(briefing: Briefing, text: str, end: str) -> None:
    """Line breaks in a text, place or title make no property and no event."""
    evil = f"x{end}END:VEVENT{end}BEGIN:VALARM{end}ATTACH:file:///etc/passwd{end}{text}"
    day = planned(briefing, entry(briefing, text=evil, place=evil)).model_copy(
        update={"title": evil}
    )
    data = diary(day, RenderOptions(marking=evil)).data
    unfolded = data.replace(b"\r\n ", b"")
    assert unfolded.count(b"\r\nBEGIN:") == 1
    assert b"\r\nATTACH" not in unfolded
    (event,) = events(data)
    assert event.subcomponents == []


def test_a_day_without_dates(briefing: Briefing) -> None:
    """An empty calendar is a calendar."""
    found = diary(planned(briefing), RenderOptions())
    assert found.events == 0
    assert events(found.data) == []
    assert found.notes == ()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_books_name_has_its_language(briefing: Briefing, language: str) -> None:
    """So that it is read aloud rightly."""
    day = briefing.model_copy(update={"language": language})
    name: Any = Calendar.from_ical(diary(day, RenderOptions()).data)["X-WR-CALNAME"]
    assert name.params["LANGUAGE"] == language
