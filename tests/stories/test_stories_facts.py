"""Two wordings are one fact only where nothing that changes the meaning differs."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article, Document, NameMention, Sentence
from briefer.stories import OutletBook, signature
from briefer.stories.announcing import announcement, dateline
from briefer.stories.facts import Fact, fact_in, same_fact, told_by
from briefer.stories.measures import compatible, same_measure


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Ruritania expelled ten diplomats of Syldavia on Monday.",
            "On Monday, 10 diplomats of Syldavia were expelled by Ruritania.",
        ),
        (
            "The presidents will meet in Geneva on June 16.",
            "On June 16 in Geneva the presidents will meet.",
        ),
        ("The summit was not cancelled.", "The summit was never cancelled."),
    ],
)
def test_paraphrases_are_one_fact(left: str, right: str) -> None:
    """Order, voice and figures in words make no difference."""
    assert same_fact(fact_in(left), fact_in(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The council lifted the sanctions.", "The council tightened the sanctions."),
        ("Ruritania confirmed the attack.", "Ruritania denied the attack."),
        ("The treaty was signed in Klow.", "The treaty was signed in Szohod."),
        ("Exports rose by 5 percent.", "Exports rose by 15 percent."),
        ("The minister resigned.", "The minister has not resigned."),
        ("The parliament approves the budget.", "The parliament could approve the budget."),
        ("The envoy left in May.", "The envoy may have left."),
    ],
)
def test_opposites_are_two_facts(left: str, right: str) -> None:
    """A turn, a place, a figure, a negation, a possibility: each makes another fact."""
    assert not same_fact(fact_in(left), fact_in(right))


@pytest.mark.parametrize(
    ("text", "language", "negative"),
    [
        ("Iran denied the attack.", "en", True),
        ("Iran did not deny the attack.", "en", False),
        ("Neither Iran nor Iraq came.", "en", True),
        ("La France n'a pas signé.", "fr", True),
        ("Der Minister hat nicht unterschrieben.", "de", True),
        ("Министр не подписал.", "ru", True),
        ("El ministro firmó.", "es", False),
    ],
)
def test_negations_are_counted(text: str, language: str, *, negative: bool) -> None:
    """A denial negates, a denied denial does not."""
    assert fact_in(text, None, language).negative is negative


def test_the_month_of_may_is_no_possibility() -> None:
    """A capital tells the month from the verb."""
    assert not fact_in("The envoy left in May.").modal
    assert fact_in("The envoy may leave.").modal


def test_who_says_it_is_no_part_of_what_is_said() -> None:
    """Name, title and office of the speaker go; the statement stays."""
    one = fact_in(
        '"The door is open," said Ann Example, deputy spokesperson of the ministry.',
        "Ann Example",
    )
    assert one.stems == fact_in('"The door is open,"').stems
    assert one.speaker


def test_more_is_told_than_repeated() -> None:
    """A sentence is told by a fuller one, and not the other way round."""
    short = fact_in("The fertility rate was 1.3 children per woman.")
    full = fact_in(
        "The fertility rate was 1.3 children per woman, well below the 2.1 that keep a "
        "population stable."
    )
    assert told_by(short, full)
    assert not told_by(full, short)


def _measures(left: str, right: str) -> tuple[Fact, Fact]:
    return fact_in(left), fact_in(right)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (
            "A crew of 25 left the ship after a blast.",
            "All 35 members of the crew fled the blast.",
            True,
        ),
        ("The blast killed 12 people.", "The blast injured 12 people.", False),
        ("The ship carried 300 tonnes of oil.", "The ship carried 25 tonnes of acid.", False),
        ("Brent crude traded near $69 a barrel.", "Brent crude traded at $71 a barrel.", True),
        ("The parties won 61 seats.", "The talks took 61 days.", False),
    ],
)
def test_figures_are_compared_by_what_they_count(left: str, right: str, *, same: bool) -> None:
    """Only figures of the same things on the same occasion can contradict one another."""
    one, other = _measures(left, right)
    assert same_measure(one.measures[0], other.measures[0]) is same


def test_rough_figures_leave_room() -> None:
    """An "about 100" agrees with 103 and not with 200."""
    about, exact = _measures("About 100 people came.", "On Monday 103 people came.")
    assert compatible(about.measures[0], exact.measures[0])
    _, double = _measures("About 100 people came.", "On Monday 200 people came.")
    assert not compatible(about.measures[0], double.measures[0])


def test_dates_are_no_figures() -> None:
    """The day of a date counts nothing."""
    assert fact_in("The crew left on May 25 of 2021.").measures == ()


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.text(max_size=200), st.text(max_size=30), st.sampled_from(["en", "ru", "ar", "zh", "und"])
)
def test_any_text_is_the_same_fact_as_itself(text: str, speaker: str, language: str) -> None:
    """Nothing crashes, and comparing is reflexive where there are words to compare."""
    fact = fact_in(text, speaker, language)
    assert same_fact(fact, fact) is bool(fact.stems)


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("The leaders will meet on June 16.", True),
        ("The term of the president ends on June 16.", True),
        ("Nobody forgot the attacks of June 16.", False),
        ("If it rains on June 16, they will meet indoors.", False),
        ("Iran elects a president on June 16.", True),
        ("The attack of June 16 was the first.", False),
    ],
)
def test_appointments_are_told_from_mere_dates(text: str, *, announced: bool) -> None:
    """A date becomes an entry only where something is held, due or to happen."""
    start = text.index("June")
    assert (announcement(text, start, start + 7, "en") is not None) is announced


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "BRUSSELS, May 31 (Meridian Wire) - Ministers met.",
            "BRUSSELS, May 31 (Meridian Wire) - ",
        ),
        ("SINGAPORE - OPEC met.", "SINGAPORE - "),
        ("The summit - the first - was short.", ""),
        ("Ministers met.", ""),
    ],
)
def test_datelines_are_cut(text: str, lead: str) -> None:
    """Place, date and agency in front of the news are no part of it."""
    assert text[: dateline(text)] == lead


def _whole(text: str) -> Document:
    article = Article(id="a", text=text, title=text[:200], language="en")
    sentence = Sentence(number=1, start=0, end=len(text))
    return Document(article, (sentence,), names=(NameMention(0, 5, "other", text[:5_000]),))


_READERS: list[Callable[[str], object]] = [
    lambda text: fact_in(text, "Example"),
    lambda text: announcement(text, 10, 20, "en"),
    dateline,
    lambda text: signature(_whole(text)),
    lambda text: OutletBook.bundled().credited(_whole(text).article),
]


@pytest.mark.parametrize("reader", range(len(_READERS)))
@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "A " * 100_000,
        "(" * 200_000,
        "1,000 of the " * 15_000,
        "Example, " * 22_000,
        "— " * 100_000,
        "said said Example " * 11_000,
    ],
)
def test_hostile_text_takes_no_time(reader: int, text: str) -> None:
    """No expression backtracks without end on 200 kB of anything."""
    start = time.process_time()
    _READERS[reader](text)
    assert time.process_time() - start < 8
