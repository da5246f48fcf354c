"""Numbers: digits and words, units, ranges, what is counted and how roughly."""

import time
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import NumberMention
from briefer.text.numbers import find_numbers


class N(NamedTuple):
    """What is expected of a mention."""

    value: float
    noun: str | None = None
    high: float | None = None
    unit: str | None = None
    ordinal: bool = False
    approximate: bool = False


def seen(mention: NumberMention) -> N:
    """Return what is compared of a mention."""
    value = round(mention.value, 6)
    return N(value, mention.noun, mention.high, mention.unit, mention.ordinal, mention.approximate)


# What any text of numbers may be made of; a space is as likely as anything.
PIECES = [
    *[
        "1",
        "23",
        ",000",
        ".",
        ",",
        "-",
        "–",
        ":",
        "/",
        "%",
        "$",
        "€",
        "million",
        "bn",
        "five",
        "twenty",
        "hundred",
        "and",
        "a",
        "half",
        "of",
        "the",
        "dozens",
    ],
    *[
        "first",
        "third",
        "to",
        "between",
        "vingt",
        "et",
        "un",
        "cent",
        "mille",
        "zwei",
        "hundert",
        "двадцать",
        "пять",
        "тысяч",
    ],
    *["و", "خمسة", "مليون", "٣", "½", "km", "st", "s", "'", "x"],
    *[" ", " ", " ", "\n", "\u00a0"],
]

CASES: list[tuple[str, str, list[N]]] = [
    # what is counted
    ("en", "He expelled ten Russian diplomats.", [N(10, "diplomats")]),
    ("en", "three other people and five heavily armed men", [N(3, "people"), N(5, "men")]),
    ("en", "killed 10 and wounded 3 others", [N(10), N(3, "others")]),
    ("en", "a 20-year-old man on a five-day visit", [N(20, "year"), N(5, "day")]),
    ("en", "10 this week, 20 last year", [N(10), N(20)]),
    ("en", "two of the ministers", [N(2, "ministers")]),
    # words
    ("en", "twenty-five people", [N(25, "people")]),
    ("en", "one hundred and twenty soldiers", [N(120, "soldiers")]),
    ("en", "three thousand two hundred and five votes", [N(3205, "votes")]),
    ("en", "a dozen men, two dozen women", [N(12, "men"), N(24, "women")]),
    ("en", "nearly two hundred thousand refugees", [N(200_000, "refugees", approximate=True)]),
    ("en", "two and a half million tonnes", [N(2.5e6, unit="t")]),
    ("en", "half a million people, half of them here", [N(5e5, "people"), N(0.5)]),
    ("en", "two-thirds of voters", [N(0.666667, "voters")]),
    ("en", "three quarters of the seats, a quarter of them", [N(0.75, "seats"), N(0.25)]),
    ("en", "a third of the seats, one fifth of the vote", [N(0.333333, "seats"), N(0.2, "vote")]),
    ("en", "in the second quarter", [N(2, "quarter", ordinal=True)]),
    ("en", "dozens of people", [N(12, "people", approximate=True)]),
    ("en", "tens of thousands of protesters", [N(10_000, "protesters", approximate=True)]),
    ("en", "hundreds of millions", [N(1e8, approximate=True)]),
    ("en", "several hundred soldiers", [N(100, "soldiers", approximate=True)]),
    ("en", "the $846.8million deal", [N(846.8e6, unit="USD")]),
    ("en", "plus or minus 4 percentage points", [N(4, unit="pp")]),
    ("en", "with one notable exception, the first of the two", [N(1, "exception"), N(1, ordinal=True), N(2)]),
    ("en", "the Nov. 8 election, at 1 p.m.", [N(8), N(1)]),
    # one is not always a number
    ("en", "one of the ministers said no one came", []),
    ("en", "This one is new, and each one can see it.", []),
    ("en", "Air Force One landed", []),
    ("en", "one person died; one diplomat", [N(1, "person"), N(1, "diplomat")]),
    ("en", "one percent", [N(1, unit="%")]),
    ("en", "a one-sided game, a one-day visit", [N(1, "day")]),
    # digits
    ("en", "1,200,000 people", [N(1_200_000, "people")]),
    ("en", "1 200 000 people", [N(1_200_000, "people")]),
    ("en", "1.2 million people", [N(1_200_000, "people")]),
    ("en", "12,00,000 voters", [N(1_200_000, "voters")]),
    ("en", "1.5 hours, 0.250, 3½ years", [N(1.5, "hours"), N(0.25), N(3.5, "years")]),
    ("en", "about 5m people; a 100m race; £5m", [N(5e6, "people", approximate=True), N(100, unit="m"), N(5e6, unit="GBP")]),
    ("en", "10k runners", [N(10_000, "runners")]),
    ("en", "F-16 jets, Covid-19, mid-2021", [N(2021)]),
    ("en", "MH17 and G7", []),
    ("en", "on 2021-06-16 at 10:30", [N(2021), N(6), N(16), N(10), N(30)]),
    ("en", "the 1990s", [N(1990)]),
    # ordinals
    ("en", "the 16th summit", [N(16, "summit", ordinal=True)]),
    ("en", "the twenty-first century", [N(21, "century", ordinal=True)]),
    ("fr", "le 1er juin, la 2e séance", [N(1, "juin", ordinal=True), N(2, "séance", ordinal=True)]),
    ("ru", "16-го июня", [N(16, "июня", ordinal=True)]),
    # percent, money, measures
    ("en", "12%, 12 percent, 12 per cent, 12 pct", [N(12, unit="%")] * 4),
    ("en", "rose 2 percentage points", [N(2, unit="pp")]),
    ("en", "a $1.2bn deal", [N(1.2e9, unit="USD")]),
    ("en", "€300 million and 5 billion euros", [N(3e8, unit="EUR"), N(5e9, unit="EUR")]),
    ("en", "300 million roubles or rubles", [N(3e8, unit="RUB")]),
    ("en", "a million dollars, USD 5 million, ¥100", [N(1e6, unit="USD"), N(5e6, unit="USD"), N(100, unit="JPY")]),
    ("en", "20 yuan and A$30", [N(20, unit="CNY"), N(30, unit="AUD")]),
    ("en", "300 km (190 miles) away", [N(300, unit="km"), N(190, unit="mi")]),
    ("en", "up to 400,000 barrels a day", [N(400_000, unit="bpd", approximate=True)]),
    ("en", "5 square kilometres at -5 degrees Celsius", [N(5, unit="km2"), N(-5, unit="°C")]),
    ("en", "minus 40°C", [N(-40, unit="°C")]),
    # ranges
    ("en", "10-12 ships", [N(10, "ships", 12)]),
    ("en", "between five and seven ships", [N(5, "ships", 7)]),
    ("en", "from 3 to 5 years", [N(3, "years", 5)]),
    ("en", "10 to 12 percent", [N(10, None, 12, "%")]),
    ("en", "between 16 and 25 percent", [N(16, None, 25, "%")]),
    ("en", "$5-10 million", [N(5e6, None, 1e7, "USD")]),
    ("en", "between $5 million and $6 million", [N(5e6, None, 6e6, "USD")]),
    ("en", "5-10 million barrels per day", [N(5e6, None, 1e7, "bpd")]),
    ("en", "in 2014-2018 and 2019-20", [N(2014, None, 2018), N(2019, None, 2020)]),
    ("en", "won 5 to 3, then 9-3", [N(5), N(3), N(9), N(3)]),
    # roughly
    ("en", "more than 200 people", [N(200, "people", approximate=True)]),
    ("en", "some 200 villages, at least 5 towns", [N(200, "villages", approximate=True), N(5, "towns", approximate=True)]),
    ("en", "an estimated 30 cars", [N(30, "cars", approximate=True)]),
    # French
    ("fr", "1,2 million d'euros", [N(1.2e6, unit="EUR")]),
    ("fr", "dix diplomates russes", [N(10, "diplomates")]),
    ("fr", "quatre-vingt-dix-sept députés", [N(97, "députés")]),
    ("fr", "vingt et un morts, soixante et onze, quatre-vingts", [N(21, "morts"), N(71), N(80)]),
    ("fr", "deux cents soldats et 12 pour cent", [N(200, "soldats"), N(12, unit="%")]),
    ("fr", "mille neuf cents", [N(1900)]),
    ("fr", "1 200 soldats, 1.200.000 personnes", [N(1200, "soldats"), N(1.2e6, "personnes")]),
    ("fr", "environ 3 milliards de dollars", [N(3e9, unit="USD", approximate=True)]),
    ("fr", "une dizaine de personnes, un homme", [N(10, "personnes")]),
    ("fr", "entre 3 et 5 ans, 3 points de pourcentage", [N(3, "ans", 5), N(3, unit="pp")]),
    # German
    ("de", "fünfundzwanzig Diplomaten", [N(25, "diplomaten")]),
    ("de", "zweihundert russische Diplomaten", [N(200, "diplomaten")]),
    ("de", "zweitausendfünfhundert Menschen, eine Frau", [N(2500, "menschen")]),
    ("de", "1,2 Milliarden Euro, 1.200 Soldaten", [N(1.2e9, unit="EUR"), N(1200, "soldaten")]),
    ("de", "rund 12,5 Prozent", [N(12.5, unit="%", approximate=True)]),
    # Spanish
    ("es", "treinta y cinco soldados", [N(35, "soldados")]),
    ("es", "1,2 millones de dólares, mil millones de euros", [N(1.2e6, unit="USD"), N(1e9, unit="EUR")]),
    ("es", "doscientos mil votos, cerca de 30", [N(200_000, "votos"), N(30, approximate=True)]),
    # Russian
    ("ru", "десять российских дипломатов", [N(10, "дипломатов")]),
    ("ru", "около 20 соединений", [N(20, "соединений", approximate=True)]),
    ("ru", "1,2 млн рублей, 12 процентов", [N(1.2e6, unit="RUB"), N(12, unit="%")]),
    ("ru", "5 тыс. человек", [N(5000, "человек")]),
    ("ru", "двадцать пять тысяч человек", [N(25_000, "человек")]),
    ("ru", "два миллиона триста тысяч долларов", [N(2_300_000, unit="USD")]),
    ("ru", "один из министров; один министр", [N(1, "министр")]),
    ("ru", "между пятью и семью", [N(5, None, 7)]),
    # Arabic
    ("ar", "خمسة وعشرون دبلوماسيا", [N(25, "دبلوماسيا")]),
    ("ar", "خمسة عشر شخصا", [N(15, "شخصا")]),
    ("ar", "نحو ٢٠٠ شخص و١٢ في المئة", [N(200, "شخص", approximate=True), N(12, unit="%")]),
    ("ar", "ثلاثة ملايين دولار", [N(3e6, unit="USD")]),
    ("ar", "١٬٢٠٠ و١٫٥", [N(1200), N(1.5)]),
    # others
    ("zh", "约300万人，12%", [N(3e6), N(12, unit="%")]),
    ("it", "circa 200 soldati", [N(200, "soldati", approximate=True)]),
    ("pl", "pięć tysięcy osób", [N(5000, "osób")]),
    ("tr", "yüz elli kişi", [N(150, "kişi")]),
    ("uk", "двадцять п'ять осіб", [N(25, "осіб")]),
    ("xx", "ten ships", [N(10, "ships")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_cases(language: str, text: str, expected: list[N]) -> None:
    """Each number is read as a reader would read it."""
    assert [seen(mention) for mention in find_numbers(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about $1.2bn was paid", ["$1.2bn"]),
        ("some 300 million US dollars.", ["300 million US dollars"]),
        ("between five and seven ships", ["five and seven"]),
        ("fell by -5%, then 10–12%", ["-5%", "10–12%"]),
        ("half a dozen, a million", ["half a dozen", "a million"]),
        ("the 16th, and two-thirds.", ["16th", "two-thirds"]),
        ("in 2018. Then 5", ["2018", "5"]),
    ],
)
def test_offsets_cover_the_words(text: str, words: list[str]) -> None:
    """Offsets cover the number with its currency and unit, without what makes it rough."""
    assert [text[m.start : m.end] for m in find_numbers(text)] == words


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            PIECES,
        ),
        max_size=14,
    ),
    st.sampled_from(["en", "fr", "de", "ru", "ar", "es", "zh", "und"]),
)
def test_any_text(pieces: list[str], language: str) -> None:
    """Whatever stands together, mentions are in order, apart, and ranges go up."""
    text = "".join(pieces)
    at = 0
    for mention in find_numbers(text, language):
        assert at <= mention.start < mention.end <= len(text)
        assert mention.high is None or mention.high > mention.value
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        at = mention.end


@settings(deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits(value: int) -> None:
    """A whole number is read back from the way each language groups its digits."""
    for language, mark in (("en", ","), ("de", "."), ("fr", "\u202f"), ("ru", " "), ("ar", "٬")):
        written = f"{value:,}".replace(",", mark)
        (mention,) = find_numbers(written, language)
        assert (mention.value, mention.start, mention.end) == (value, 0, len(written))


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1.", "1 ", "1 000 ", "1-", "one ", "twenty ", "hundred ", "a ", "half a ", "between 1 and ", "$", "1/",
     "million ", "tens of ", "zweihundert", "ein", "-1 ", "٣", "1:", "and ", "dozens of millions of "],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_linear(unit: str, language: str) -> None:
    """Tens of thousands of characters of anything hostile take a moment."""
    text = (unit * 15_000)[:15_000]
    begun = time.perf_counter()
    find_numbers(text, language)
    assert time.perf_counter() - begun < 4
