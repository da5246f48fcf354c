"""Days that are counted from an article's own are told by their names."""

import datetime as dt

import pytest

from briefer.text.weekdays import by_weekday
from tests import make

WEDNESDAY = dt.date(2026, 9, 9)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The envoy will fly to Klow tomorrow.", "en", "The envoy will fly to Klow on Thursday."),
        ("Tomorrow the boards meet.", "en", "On Thursday the boards meet."),
        ("It is open until tomorrow.", "en", "It is open until Thursday."),
        ("The forum said today that it rose.", "en", "The forum said on Wednesday that it rose."),
        ("They came tonight.", "en", "They came on Wednesday night."),
        ("Yesterday's vote was close.", "en", "Tuesday's vote was close."),
        ("Das Kabinett tagt übermorgen.", "de", "Das Kabinett tagt am Freitag."),
        ("Le Sénat vote demain.", "fr", "Le Sénat vote jeudi."),
        ("El Senado votó ayer.", "es", "El Senado votó el martes."),
    ],
)
def test_a_counted_day_is_named(text: str, language: str, expected: str) -> None:
    """The page is read on another day."""
    article = make.document(text, "a", published=WEDNESDAY, language=language).article
    assert by_weekday(text, article) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“We go tomorrow,” she said.",
        "Today's children read less than those of today.",
        "USA Today wrote it.",
        "The tram, which today runs empty, stopped.",
    ],
)
def test_what_is_quoted_or_means_these_years_stays(text: str) -> None:
    """Somebody's own words are not touched, and "today" is often no day."""
    article = make.document(text, "a", published=WEDNESDAY, language="en").article
    assert by_weekday(text, article) == text


def test_an_article_without_a_date_keeps_its_words() -> None:
    """Nobody knows which day is meant."""
    article = make.document("They came tomorrow.", "a", published=None).article
    assert by_weekday(article.text, article) == article.text
