"""Dates: resolved by code against the article's date, in several languages."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.dates import find_dates

TUESDAY = dt.date(2021, 6, 1)


def found(
    text: str, language: str = "en", anchor: dt.date | None = TUESDAY
) -> list[tuple[str, str]]:
    """Return (date, precision) of each resolved mention."""
    mentions = find_dates(text, anchor, language)
    return [(m.when.date.isoformat(), m.when.precision) for m in mentions if m.when]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The summit is on June 16.", "en", [("2021-06-16", "day")]),
        ("It was signed on 28 December.", "en", [("2020-12-28", "day")]),
        ("It was signed on June 16, 2019, in Paris.", "en", [("2019-06-16", "day")]),
        ("On 2021-06-16 they met.", "en", [("2021-06-16", "day")]),
        ("On 16/06/2021 they met.", "en", [("2021-06-16", "day")]),
        ("He said so on Tuesday.", "en", [("2021-06-01", "day")]),
        ("He said so on Friday.", "en", [("2021-05-28", "day")]),
        ("The ministers will meet on Friday.", "en", [("2021-06-04", "day")]),
        ("They met last Tuesday.", "en", [("2021-05-25", "day")]),
        (
            "He said on Monday that they will meet on Thursday.",
            "en",
            [("2021-05-31", "day"), ("2021-06-03", "day")],
        ),
        ("In mid-March tensions rose.", "en", [("2021-03-01", "month")]),
        ("It happened last month.", "en", [("2021-05-01", "month")]),
        ("It ended last year.", "en", [("2020-01-01", "year")]),
        ("It was decided yesterday.", "en", [("2021-05-31", "day")]),
        ("It was decided three days ago.", "en", [("2021-05-29", "day")]),
        ("Since 2015 little has changed.", "en", [("2015-01-01", "year")]),
        ("Sales fell in the second quarter of 2020.", "en", [("2020-04-01", "quarter")]),
        ("Le sommet aura lieu le 16 juin.", "fr", [("2021-06-16", "day")]),
        ("Le mardi 1er juin, il a parlé.", "fr", [("2021-06-01", "day")]),
        ("C'était le mois dernier.", "fr", [("2021-05-01", "month")]),
        ("Встреча пройдёт 16 июня в Женеве.", "ru", [("2021-06-16", "day")]),
        ("Он заявил это в понедельник.", "ru", [("2021-05-31", "day")]),
        ("Это было в прошлом месяце.", "ru", [("2021-05-01", "month")]),
        ("القمة يوم 16 يونيو في جنيف", "ar", [("2021-06-16", "day")]),
        ("في 16 حزيران 2021", "ar", [("2021-06-16", "day")]),
        ("الشهر الماضي", "ar", [("2021-05-01", "month")]),
        ("Der Gipfel ist am 16. Juni in Genf.", "de", [("2021-06-16", "day")]),
        ("La cumbre es el 16 de junio.", "es", [("2021-06-16", "day")]),
        ("会议于2021年6月16日举行", "zh", [("2021-06-16", "day")]),
    ],
)
def test_expressions_are_resolved(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    """Every usual form, with the year nearest to the article's date and the right precision."""
    assert found(text, language) == expected


def test_a_range_has_an_end() -> None:
    """June 14-16 begins on the 14th and ends on the 16th."""
    (mention,) = find_dates("The leaders meet on June 14-16 in Brussels.", TUESDAY)
    assert mention.when is not None
    assert (mention.when.date, mention.when.end) == (dt.date(2021, 6, 14), dt.date(2021, 6, 16))


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May may resign, and protesters march on.",
        "Some 16 countries and 2021 people may come.",
        "Version 3.14 of the plan costs 10.5 million.",
        "Impossible: 45/13/2021.",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Verbs, names, counts and impossible dates are passed over."""
    assert found(text) == []


def test_without_an_anchor_only_explicit_dates_are_resolved() -> None:
    """An undated article can't say which June it means, but 2019 is 2019."""
    assert found("On June 16, 2019 and on June 17.", anchor=None) == [("2019-06-16", "day")]
    mentions = find_dates("On Tuesday and June 17.", None)
    assert [m.when for m in mentions] == [None, None]


def test_the_words_are_the_articles_own() -> None:
    """`When.words` is exactly the text at the mention's offsets."""
    text = "They met on June 16, 2021, and again last month."
    for mention in find_dates(text, TUESDAY):
        assert mention.when is not None
        assert text[mention.start : mention.end] == mention.when.words


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "ru", "ar", "de", "zh", "xx"]))
@settings(deadline=None, derandomize=True, max_examples=150)
def test_any_text_is_survived(text: str, language: str) -> None:
    """Mentions are in order, do not overlap and lie inside the text, whatever it is."""
    at = 0
    for mention in find_dates(text, TUESDAY, language):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
