"""Dates: resolved by code against the article's date, in several languages."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.dates import find_dates

TUESDAY = dt.date(2021, 6, 1)
LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "uk",
    "pl",
    "ar",
    "fa",
    "tr",
    "zh",
    "ja",
)


def found(
    text: str, language: str = "en", anchor: dt.date | None = TUESDAY
) -> list[tuple[str, str]]:
    """Return (date, precision) of each resolved mention."""
    mentions = find_dates(text, anchor, language)
    return [(m.when.date.isoformat(), m.when.precision) for m in mentions if m.when]


def words(text: str, language: str = "en") -> list[str]:
    """Return the words of each mention."""
    return [text[m.start : m.end] for m in find_dates(text, TUESDAY, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The summit is on June 16.", [("2021-06-16", "day")]),
        ("It was signed on 28 December.", [("2020-12-28", "day")]),
        ("It was signed on June 16, 2019, in Paris.", [("2019-06-16", "day")]),
        ("the 16th of June 2019", [("2019-06-16", "day")]),
        ("MOSCOW, Feb. 14 (Agency) - Talks", [("2021-02-14", "day")]),
        (
            "On 2021-06-16 they met, at 2021-06-17T10:00.",
            [("2021-06-16", "day"), ("2021-06-17", "day")],
        ),
        (
            "On 16/06/2021 they met, on 3.4.2021 again.",
            [("2021-06-16", "day"), ("2021-04-03", "day")],
        ),
        (
            "On 06/16/2021 they met, on 03/04/2021 again.",
            [("2021-06-16", "day"), ("2021-03-04", "day")],
        ),
        ("It will happen on December 10.", [("2021-12-10", "day")]),
        ("It happened on December 10.", [("2020-12-10", "day")]),
        ("He was born on 29 February 1980.", [("1980-02-29", "day")]),
    ],
)
def test_days_and_months(text: str, expected: list[tuple[str, str]]) -> None:
    """Every usual form of a day; without a year, the one nearest to the article's date."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so on Tuesday.", ["2021-06-01"]),
        ("He said so on Friday.", ["2021-05-28"]),
        ("The ministers will meet on Friday.", ["2021-06-04"]),
        ("On Friday, the ministers will meet.", ["2021-06-04"]),
        ("Friday: the council fills two seats.", ["2021-06-04"]),
        ("- Friday: nothing came of it.", ["2021-05-28"]),
        ("Hunting is banned from Friday.", ["2021-06-04"]),
        ("The union decides on Friday whether to go on.", ["2021-06-04"]),
        ("The union's decision on Friday surprised them.", ["2021-05-28"]),
        ("They agreed to meet on Thursday.", ["2021-06-03"]),
        ("The vote is scheduled for Sunday.", ["2021-06-06"]),
        ("The mandate lapses on Wednesday.", ["2021-06-02"]),
        ("They left ahead of Sunday's vote.", ["2021-06-06"]),
        ("He wants an answer by Thursday.", ["2021-06-03"]),
        ("The toll until Sunday was 12.", ["2021-05-30"]),
        ("He is to discuss sanctions imposed on Friday.", ["2021-05-28"]),
        ("They met last Tuesday.", ["2021-05-25"]),
        ("They will meet next Tuesday.", ["2021-06-08"]),
        ("It happened on Friday of last week.", ["2021-05-28"]),
        ("It is due on Friday next week.", ["2021-06-11"]),
        ("He said on Monday that they will meet on Thursday.", ["2021-05-31", "2021-06-03"]),
        ("They will meet on Thursday, he said on Monday.", ["2021-06-03", "2021-05-31"]),
        ("They met on Wednesday, June 16.", ["2021-06-16"]),
        ("They met on Wednesday, June 15.", ["2022-06-15"]),  # that day is a Wednesday in 2022
        ("Super Tuesday, Black Friday, and the Sunday Times.", []),
    ],
)
def test_weekdays(text: str, expected: list[str]) -> None:
    """The last such day up to the article's, or the next one where the clause looks ahead."""
    assert [date for date, _ in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In mid-March tensions rose.", [("2021-03-01", "month")]),
        ("by the end of June", [("2021-06-01", "month")]),
        ("in early May and late April", [("2021-05-01", "month"), ("2021-04-01", "month")]),
        ("He was elected in November.", [("2020-11-01", "month")]),
        ("By November the plan will be ready.", [("2021-11-01", "month")]),
        ("since December", [("2020-12-01", "month")]),
        ("last March and next March", [("2021-03-01", "month"), ("2022-03-01", "month")]),
        ("In March 2019 and in March", [("2019-03-01", "month"), ("2021-03-01", "month")]),
        ("The March summit ended.", [("2021-03-01", "month")]),
        (
            "summer 2021 and the winter of 2020-21",
            [("2021-06-01", "season"), ("2020-12-01", "season")],
        ),
        ("last summer", [("2020-06-01", "season")]),
        ("the second quarter of 2020, Q3", [("2020-04-01", "quarter"), ("2021-07-01", "quarter")]),
        ("It happened last month.", [("2021-05-01", "month")]),
        ("next week and this week", [("2021-06-07", "week"), ("2021-05-31", "week")]),
        ("It ended last year.", [("2020-01-01", "year")]),
        ("It was decided yesterday.", [("2021-05-31", "day")]),
        ("the day before yesterday", [("2021-05-30", "day")]),
        ("It was decided three days ago.", [("2021-05-29", "day")]),
        ("two weeks ago, a month ago", [("2021-05-17", "week"), ("2021-05-01", "month")]),
        ("It will begin in two weeks.", [("2021-06-14", "week")]),
        ("in ten days' time", [("2021-06-11", "day")]),
        ("They won twice in two weeks.", []),
        ("It was closed three days later.", []),
        ("Since 2015 little has changed.", [("2015-01-01", "year")]),
        ("the 2015 accord and early 2022", [("2015-01-01", "year"), ("2022-01-01", "year")]),
        ("from 2001-05", [("2001-01-01", "year")]),
        ("the 1990s", [("1990-01-01", "year")]),
    ],
)
def test_longer_periods(text: str, expected: list[tuple[str, str]]) -> None:
    """Months, seasons, quarters, years: the first day of the period that the precision names."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Le sommet aura lieu le 16 juin.", "fr", [("2021-06-16", "day")]),
        ("Le mardi 1er juin, il a parlé.", "fr", [("2021-06-01", "day")]),
        (
            "C'était le mois dernier, mi-mars.",
            "fr",
            [("2021-05-01", "month"), ("2021-03-01", "month")],
        ),
        (
            "il y a trois jours, vendredi dernier",
            "fr",
            [("2021-05-29", "day"), ("2021-05-28", "day")],
        ),
        ("Il partira vendredi.", "fr", [("2021-06-04", "day")]),
        ("Встреча пройдёт 16 июня в Женеве.", "ru", [("2021-06-16", "day")]),
        ("16 июня 2019 года", "ru", [("2019-06-16", "day")]),
        ("Он заявил это в понедельник, 31 мая.", "ru", [("2021-05-31", "day")]),
        ("Встреча состоится в пятницу.", "ru", [("2021-06-04", "day")]),
        ("Это было в прошлом месяце.", "ru", [("2021-05-01", "month")]),
        ("три дня назад, через неделю", "ru", [("2021-05-29", "day"), ("2021-06-07", "week")]),
        ("в середине марта, с января", "ru", [("2021-03-01", "month"), ("2021-01-01", "month")]),
        ("القمة يوم 16 يونيو في جنيف", "ar", [("2021-06-16", "day")]),
        ("في ١٦ حزيران 2021", "ar", [("2021-06-16", "day")]),
        ("16 حزيران/يونيو 2021", "ar", [("2021-06-16", "day")]),
        ("الأول من يوليو", "ar", [("2021-07-01", "day")]),
        ("الشهر الماضي ويوم الثلاثاء", "ar", [("2021-05-01", "month"), ("2021-06-01", "day")]),
        ("في أبريل الماضي", "ar", [("2021-04-01", "month")]),
        ("قبل ثلاثة أيام", "ar", [("2021-05-29", "day")]),
        ("Der Gipfel ist am 16. Juni in Genf.", "de", [("2021-06-16", "day")]),
        ("vor drei Tagen, letzte Woche", "de", [("2021-05-29", "day"), ("2021-05-24", "week")]),
        ("La cumbre es el 16 de junio de 2021.", "es", [("2021-06-16", "day")]),
        ("hace tres días, el mes pasado", "es", [("2021-05-29", "day"), ("2021-05-01", "month")]),
        ("il 16 giugno 2021, ieri", "it", [("2021-06-16", "day"), ("2021-05-31", "day")]),
        ("16 de junho, na terça-feira", "pt", [("2021-06-16", "day"), ("2021-06-01", "day")]),
        ("op 16 juni, vorige week", "nl", [("2021-06-16", "day"), ("2021-05-24", "week")]),
        ("16 червня 2021 року, у п'ятницю", "uk", [("2021-06-16", "day"), ("2021-05-28", "day")]),
        ("16 czerwca, w piątek", "pl", [("2021-06-16", "day"), ("2021-05-28", "day")]),
        ("16 Haziran 2021, dün", "tr", [("2021-06-16", "day"), ("2021-05-31", "day")]),
        ("16 ژوئن 2021، سه‌شنبه", "fa", [("2021-06-16", "day"), ("2021-06-01", "day")]),
        ("会议于2021年6月16日举行，昨天", "zh", [("2021-06-16", "day"), ("2021-05-31", "day")]),
        (
            "2021年6月、16日、火曜日",
            "ja",
            [("2021-06-01", "month"), ("2021-06-16", "day"), ("2021-06-01", "day")],
        ),
        ("On 2021-06-16", "xx", [("2021-06-16", "day")]),
    ],
)
def test_other_languages(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    """Fifteen languages have their months and days, and the main ones their relative words."""
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The leaders meet on June 14-16 in Brussels.", "2021-06-14", "2021-06-16"),
        ("from June 4 to 6", "2021-06-04", "2021-06-06"),
        ("on 16-17 June 2021", "2021-06-16", "2021-06-17"),
        ("from June 30 to July 2, 2020", "2020-06-30", "2020-07-02"),
        ("between 2018 and 2020", "2018-01-01", "2020-12-31"),
        ("in 2018-2020", "2018-01-01", "2020-12-31"),
        ("from March to May", "2021-03-01", "2021-05-31"),
        ("over the weekend", "2021-05-29", "2021-05-30"),
        ("in the first half of 2021", "2021-01-01", "2021-06-30"),
        ("du 14 au 16 juin", "2021-06-14", "2021-06-16"),
    ],
)
def test_a_range_has_an_end(text: str, start: str, end: str) -> None:
    """June 14-16 begins on the 14th and ends on the 16th."""
    language = "fr" if text.startswith("du ") else "en"
    (mention,) = find_dates(text, TUESDAY, language)
    assert mention.when is not None
    assert mention.when.end is not None
    assert (mention.when.date.isoformat(), mention.when.end.isoformat()) == (start, end)


def test_a_postponed_event_is_no_range() -> None:
    """From one date to another, where the event only moves, are two dates."""
    assert len(found("The vote was postponed from June 16 to July 2.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May may resign, and protesters march on.",
        "A Long March 4C rocket carries the probe.",
        "Prime Minister Theresa May met Lavrov, and May said no.",
        "Some 16 countries and 2021 people may come.",
        "About 2000 soldiers left with 2021 vehicles on flight 1989.",
        "Version 3.14 of the plan costs 10.5 million, or $2021.",
        "Impossible: 2021-13-45 and 45/13/2021 and June 31.",
        "In the second half of the match the marching band sat.",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """Verbs, names, counts and impossible dates are passed over."""
    assert found(text) == []


def test_without_an_anchor_only_explicit_dates_are_resolved() -> None:
    """An undated article can't say which June it means, but 2019 is 2019."""
    assert found("On June 16, 2019 and on June 17.", anchor=None) == [("2019-06-16", "day")]
    text = "On Tuesday, June 17, last month, in March, three days ago, Q2, in the summer."
    mentions = find_dates(text, None)
    assert mentions
    assert all(mention.when is None for mention in mentions)


def test_days_counted_from_an_unnamed_one_stay_open() -> None:
    """Three days later than what is for the reader to say."""
    (mention,) = find_dates("It was closed three days later.", TUESDAY)
    assert mention.when is None


def test_the_words_are_the_articles_own() -> None:
    """`When.words` is exactly the text at the mention's offsets, without "on" or "in"."""
    text = "They met on Wednesday, June 16, 2021, in mid-March and again last month."
    assert words(text) == ["Wednesday, June 16, 2021", "mid-March", "last month"]
    for mention in find_dates(text, TUESDAY):
        assert mention.when is not None
        assert text[mention.start : mention.end] == mention.when.words


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "xx"]), st.dates())
@settings(deadline=None, derandomize=True, max_examples=200)
def test_any_text_is_survived(text: str, language: str, anchor: dt.date) -> None:
    """Mentions are in order, do not overlap and lie inside the text, whatever it and its date."""
    at = 0
    for mention in find_dates(text, anchor, language):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end


@given(
    st.lists(
        st.sampled_from(
            "June May March 16 2021 - , to and on last next Tuesday week month days three ago in since "
            "year Q2 half first of the mid-".split(),
        ),
        max_size=30,
    ),
    st.dates(),
)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_any_order_of_date_words_is_survived(parts: list[str], anchor: dt.date) -> None:
    """An end is never before its beginning, at any date of the calendar."""
    for mention in find_dates(" ".join(parts), anchor):
        if mention.when is not None and mention.when.end is not None:
            assert mention.when.date <= mention.when.end


@pytest.mark.parametrize(
    "pattern", ["March 1 ", "Tuesday, ", "2021-", "1/", "May ", "last the end of "]
)
def test_time_grows_with_the_length(pattern: str) -> None:
    """A long text of nothing but date words is read in a moment."""
    text = pattern * (60_000 // len(pattern))
    start = time.process_time()
    find_dates(text, TUESDAY)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The two foreign ministers meet on Friday in Riga."),
        ("en", "Deputies vote on Friday on the harbour bill, the speaker said."),
        ("en", "The talks resume at 2 p.m. on Friday in Arusha, an envoy said."),
        ("en", "Friday: central bank decides on rates."),
        ("de", "Der Senat stimmt am Freitag über das Hafengesetz ab, hieß es."),
        ("de", "Am Freitag beginnen in Bern die Gespräche."),
        ("fr", "Le Sénat examine vendredi la loi sur les ports, a dit son président."),
        ("ru", "Министры встречаются в пятницу в Ереване, сообщил посол."),
        ("es", "El Senado vota el viernes la ley de puertos."),
        ("it", "Il vertice si apre venerdì a Trieste."),
        ("pt", "O Senado vota sexta-feira a lei dos portos."),
        ("nl", "De Senaat stemt vrijdag over de havenwet."),
        ("uk", "Депутати голосують у п'ятницю за закон про порти."),
        ("pl", "Posłowie głosują w piątek nad ustawą o portach."),
    ],
)
def test_the_present_of_what_is_scheduled_is_the_day_to_come(language: str, text: str) -> None:
    """A weekday beside the present tense of such a verb lies ahead."""
    (found,) = find_dates(text, dt.date(2026, 6, 2), language)
    assert found.when is not None
    assert found.when.date == dt.date(2026, 6, 5)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The vote on Friday was close."),
        ("en", "The ministers met on Friday."),
        ("en", "The new rules on Friday drew crowds."),
        ("de", "Am Freitag hat die Ministerin den Hafen eröffnet."),
        ("fr", "Le vote vendredi a été serré."),
        ("ru", "Министры встретились в пятницу в Ереване."),
    ],
)
def test_what_is_told_of_a_weekday_is_over(language: str, text: str) -> None:
    """A noun, or a verb of the past beside it, schedules nothing."""
    (found,) = find_dates(text, dt.date(2026, 6, 2), language)
    assert found.when is not None
    assert found.when.date == dt.date(2026, 5, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will sign on the last Friday of this month.", dt.date(2026, 6, 26)),
        ("They will sign on the first Monday of next month.", dt.date(2026, 7, 6)),
    ],
)
def test_a_weekday_is_counted_within_its_month(text: str, day: dt.date) -> None:
    """A day named as "the last Friday of this month" is no Friday gone by."""
    (found,) = find_dates(text, dt.date(2026, 6, 2))
    assert found.when is not None
    assert found.when.date == day


def test_arabic_ordinals_of_two_words_are_days() -> None:
    """The twenty-second of a month in words, beside its weekday, is one day."""
    (found,) = find_dates("يوم الخميس، الثاني والعشرين من أكتوبر", dt.date(2026, 10, 14), "ar")
    assert found.when is not None
    assert found.when.date == dt.date(2026, 10, 22)
