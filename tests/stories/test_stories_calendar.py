"""The look-ahead: what is still to come, each with its source, once."""

import datetime as dt
from typing import Any

import pytest

from briefer.models import Precision, Story, When
from briefer.stories import upcoming
from briefer.stories.calendar import last_day
from briefer.text.evidence import evidence
from tests import make

TODAY = dt.date(2021, 6, 1)


def _story(*points: Any, articles: tuple[str, ...]) -> Story:
    return make.story("s1", *points, title="Talks", articles=articles)


def test_a_dated_sentence_becomes_an_entry(desk: Any) -> None:
    """A sentence that announces something for a day to come is an entry with that evidence."""
    desk.document("a", "They talked. The presidents will meet in Geneva on June 16.")
    document = desk.dated("a", "June 16", "2021-06-16")
    (item,) = upcoming([_story(articles=("a",))], [document], TODAY)
    assert item.date == dt.date(2021, 6, 16)
    assert item.text == "The presidents will meet in Geneva on June 16."
    assert item.evidence == desk.evidence("a", 2)
    assert item.story == "s1"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The presidents met in Geneva on May 16.", "2021-05-16"),
        ("The treaty will expire on May 31.", "2021-05-31"),
        ("A spokesperson praised June 16.", "2021-06-16"),
        ("The comet will return on June 16.", "2031-06-16"),
    ],
)
def test_past_and_idle_dates_are_left_out(desk: Any, text: str, day: str) -> None:
    """What is over, announces nothing, or lies beyond the horizon is no entry."""
    desk.document("a", text)
    words = " ".join(text.rstrip(".").split()[-2:])
    words = words if words in text else "June 16"
    assert upcoming([], [desk.dated("a", words, day)], TODAY) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry was due to sail on Friday, but left on Monday.", "en"),
        ("The two will travel to Klow on Friday.", "en"),
        ("Those will be counted in Klow by Friday.", "en"),
    ],
)
def test_what_leans_or_was_overtaken_is_no_entry(text: str, language: str) -> None:
    """An entry says who and what by itself, and is still to come."""
    document = make.document(text, "a", published=TODAY, language=language)
    assert upcoming([], [document], TODAY) == ()


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("The chief said that he would open a school in Klow next Friday.", "en", [4]),
        ("Klow: the gates stay shut until Friday.", "en", [4]),
        ("La mina de Klow pagará un bono el viernes.", "es", [4]),
        ("El gremio llamó a una marcha en Klow para el viernes.", "es", [4]),
        ("وقال الوزير إن التسجيل يبدأ في 9 يونيو في القاهرة.", "ar", [9]),
    ],
)
def test_a_day_ahead_needs_no_verb_of_the_future(text: str, language: str, days: list[int]) -> None:
    """What is reported, promised or scheduled for a named day is an entry, in every language."""
    document = make.document(text, "a", published=TODAY, language=language)
    assert [item.date.day for item in upcoming([], [document], TODAY)] == days


def test_a_sentence_that_leans_is_told_by_whoever_can() -> None:
    """A sentence with "he" is an entry where his name is known."""
    document = make.document(
        "He will report to the council in Klow on June 9.", "a", published=TODAY
    )
    assert upcoming([], [document], TODAY) == ()
    proof = evidence(document, (1,))
    named = "Anna Berger will report to the council in Klow on June 9."
    (item,) = upcoming([], [document], TODAY, wording=lambda *_: (named, proof))
    assert (item.text, item.evidence) == (named, proof)
    assert upcoming([], [document], TODAY, wording=lambda *_: None) == ()


def test_outlets_share_one_entry(desk: Any, point: Any) -> None:
    """The same event in two outlets and a key point is one entry with all evidence."""
    desk.document("a", "The presidents will meet in Geneva on June 16.")
    desk.document("b", "On June 16 the two presidents meet in Geneva, the White House said.")
    documents = [desk.dated("a", "June 16", "2021-06-16"), desk.dated("b", "June 16", "2021-06-16")]
    when = When(date=dt.date(2021, 6, 16))
    story = _story(point("a", 1, when=when, place="Geneva"), articles=("a", "b"))
    (item,) = upcoming([story], documents, TODAY)
    assert item.place == "Geneva"
    assert [e.article_id for e in item.evidence] == ["a", "b"]


def test_two_events_of_a_day_are_two_entries(desk: Any) -> None:
    """A day can hold more than one event."""
    desk.document("a", "Parliament will elect a president on June 16.")
    desk.document("b", "The leaders will meet by the lake on June 16.")
    documents = [desk.dated(i, "June 16", "2021-06-16") for i in "ab"]
    assert len(upcoming([], documents, TODAY)) == 2


def test_the_calendar_is_in_order(desk: Any) -> None:
    """Entries come by date."""
    desk.document("a", "The board will meet on July 7.")
    desk.document("b", "The leaders will meet on June 16.")
    documents = [desk.dated("a", "July 7", "2021-07-07"), desk.dated("b", "June 16", "2021-06-16")]
    assert [item.date.month for item in upcoming([], documents, TODAY)] == [6, 7]


def test_an_event_that_has_begun_stays_until_it_ends(desk: Any, point: Any) -> None:
    """A summit of three days is still ahead on its second; a month that has begun is not."""
    desk.document("a", "The summit will last three days.")
    running = When(date=dt.date(2021, 5, 31), end=dt.date(2021, 6, 2))
    begun = When(date=dt.date(2021, 5, 1), precision="quarter")
    for when, count in ((running, 1), (begun, 0)):
        story = _story(point("a", 1, when=when), articles=("a",))
        assert len(upcoming([story], [], TODAY)) == count


@pytest.mark.parametrize(
    ("precision", "end"),
    [
        ("day", "2021-06-01"),
        ("week", "2021-06-07"),
        ("month", "2021-06-30"),
        ("quarter", "2021-08-31"),
        ("year", "2022-05-31"),
    ],
)
def test_periods_end(precision: Precision, end: str) -> None:
    """A period ends on its last day."""
    assert last_day(When(date=TODAY, precision=precision)) == dt.date.fromisoformat(end)


def test_the_end_of_time_is_no_error() -> None:
    """A period that runs beyond the last year there is ends with it."""
    assert last_day(When(date=dt.date(9999, 12, 1), precision="year")) == dt.date.max


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The armies agreed to a truce starting on June 16.", "June 16", "2021-06-16"),
        (
            "Chile and Peru agreed Monday to reopen on June 16 the rail line.",
            "June 16",
            "2021-06-16",
        ),
        ("The envoys told Baku to hand over the files by June 16.", "June 16", "2021-06-16"),
        ("The Senate examines the bill on June 16.", "June 16", "2021-06-16"),
    ],
)
def test_a_day_ahead_is_an_event_unless_its_clause_tells_what_has_been(
    desk: Any, text: str, words: str, day: str
) -> None:
    """A beginning, a deadline, an infinitive or the bare present announce a day to come."""
    desk.document("a", text)
    (item,) = upcoming([], [desk.dated("a", words, day)], TODAY)
    assert item.text == text


def test_what_leans_on_another_sentence_is_no_entry(desk: Any) -> None:
    """Nobody can tell from it what happens."""
    desk.document("a", "The mandate was renewed. It ends on June 16.")
    assert upcoming([], [desk.dated("a", "June 16", "2021-06-16")], TODAY) == ()


def test_a_date_that_labels_a_line_is_not_told_twice(desk: Any) -> None:
    """What stands after "June 16: " is told without it."""
    desk.document("a", "June 16: council of the port meets in Riga.")
    (item,) = upcoming([], [desk.dated("a", "June 16", "2021-06-16")], TODAY)
    assert item.text == "Council of the port meets in Riga."


def test_what_names_no_place_stands_only_beside_a_story_that_is_shown(desk: Any) -> None:
    """By itself it does not say where."""
    desk.document("a", "The package will be adopted on June 16.")
    document = desk.dated("a", "June 16", "2021-06-16")
    story = _story(articles=("a",))
    assert len(upcoming([story], [document], TODAY, shown={"s1"})) == 1
    assert upcoming([story], [document], TODAY, shown=()) == ()
