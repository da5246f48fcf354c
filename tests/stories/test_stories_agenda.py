"""The agenda: announced events stay until they pass, each once."""

import datetime as dt
from typing import Any

from briefer.models import CalendarItem, When
from briefer.stories.agenda import carried, is_agenda
from tests import make
from tests.make import evidence

TODAY = dt.date(2021, 6, 2)


def item(day: int, text: str, article: str = "a") -> CalendarItem:
    """Return an event of that day of June."""
    proof = (evidence(text, article),)
    return CalendarItem(date=dt.date(2021, 6, day), precision="day", text=text, evidence=proof)


def test_what_is_to_come_stays_and_what_has_passed_goes() -> None:
    """An event announced yesterday is still on the calendar; one of yesterday is not."""
    summit, past = item(16, "The leaders meet in Geneva."), item(1, "The ministers met.")
    fresh = item(14, "The alliance meets in Brussels.", "b")
    assert carried([past, summit], [fresh], TODAY) == (fresh, summit)


def test_an_event_told_again_stands_once() -> None:
    """The newer report of the same event replaces the older one."""
    old = item(16, "Putin and Biden meet in Geneva.")
    new = item(16, "Biden and Putin are to meet in Geneva on June 16.", "b")
    assert carried([old], [new], TODAY) == (new,)


def test_two_events_of_one_day_both_stand() -> None:
    """The same day alone does not make two events one."""
    vote, summit = item(16, "Peruvians vote."), item(16, "The leaders meet in Geneva.", "b")
    assert set(carried([vote], [summit], TODAY)) == {vote, summit}


def test_a_list_of_days_is_no_story(point: Any, desk: Any) -> None:
    """The look-ahead tells it."""
    desk.document("a", "Friday: the council votes. Klow sold ten ships.")
    dated = point("a", 1, when=When(date=dt.date(2021, 6, 4), words="Friday"))
    assert is_agenda(make.story("s", dated, title="The week ahead", articles=("a",)))
    assert not is_agenda(make.story("s", dated, point("a", 2), title="-", articles=("a",)))
