"""Names: people with their office and their fullest form, organisations, places."""

import time

import pytest

from briefer.models import NameMention
from briefer.text.names import find_names
from briefer.text.sentences import split


def names(text: str, language: str = "en") -> list[NameMention]:
    """Return the names of `text`."""
    return list(find_names(text, split(text, language), language))


def people(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Return (name, role) of the people."""
    return [(n.name, n.role) for n in names(text, language) if n.kind == "person"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Russia's Foreign Affairs Minister Sergey Lavrov spoke.",
            "Sergey Lavrov",
            "Foreign Affairs Minister",
        ),
        ("French President Emmanuel Macron spoke.", "Emmanuel Macron", "French President"),
        ("It asked U.S. Ambassador John Sullivan to leave.", "John Sullivan", "U.S. Ambassador"),
        (
            "U.S. Secretary of State Antony Blinken spoke.",
            "Antony Blinken",
            "U.S. Secretary of State",
        ),
        ("The foreign minister Anna Berger spoke.", "Anna Berger", "foreign minister"),
        (
            "Jens Stoltenberg, the NATO secretary general, spoke.",
            "Jens Stoltenberg",
            "the NATO secretary general",
        ),
        ("They met Ursula von der Leyen.", "Ursula von der Leyen", None),
        ("They met J. K. Rowling.", "J. K. Rowling", None),
        ("They met Mr. Smith.", "Smith", None),
        (
            "Deputy Chairman of the Kremlin's Security Council Dmitry Medvedev spoke.",
            "Dmitry Medvedev",
            "Deputy Chairman of the Kremlin's Security Council",
        ),
    ],
)
def test_people_have_their_office(text: str, name: str, role: str | None) -> None:
    """The office stands before or after the name, as the text gives it."""
    assert (name, role) in people(text)


def test_a_surname_means_the_person_named_in_full() -> None:
    """Before and after the full name, and in the possessive."""
    text = "Lavrov agreed. Sergey Lavrov then left. Lavrov's plane was late."
    assert [name for name, _ in people(text)] == ["Sergey Lavrov"] * 3


def test_two_people_of_one_surname_stay_apart() -> None:
    """A short form means the one who was named last."""
    text = "Joe Biden spoke. Biden left. Jill Biden came. Biden stayed."
    assert [name for name, _ in people(text)] == [
        "Joe Biden",
        "Joe Biden",
        "Jill Biden",
        "Jill Biden",
    ]


def test_ordinary_words_at_the_start_are_no_names() -> None:
    """However, In, The, and days and months."""
    text = "However, talks failed. In March it rained. On Monday it snowed. We know. Officials said so."
    assert [n.name for n in names(text)] == []


def test_organisations_are_told_from_people() -> None:
    """By the word that heads them, or by being known."""
    text = "The Ministry of Foreign Affairs, NATO, the World Health Organization and the Security Council met."
    kinds = {n.name: n.kind for n in names(text)}
    assert set(kinds.values()) == {"organisation"}
    assert {"Ministry of Foreign Affairs", "NATO", "World Health Organization"} <= set(kinds)


def test_cyrillic_names_keep_their_form_over_cases() -> None:
    """По словам Лаврова means Сергей Лавров."""
    text = "Министр Сергей Лавров прибыл. По словам Лаврова, переговоры идут."
    assert [name for name, _ in people(text, "ru")] == ["Сергей Лавров"] * 2


def test_a_large_text_takes_time_in_proportion() -> None:
    """A megabyte of names is read in seconds, not hours."""
    text = "Foreign Minister Anna Berger met Boris Dahl in Paris. Berger left.\n\n" * 15_000
    sentences = split(text, "en")
    start = time.process_time()
    assert len(find_names(text, sentences)) == 60_000
    assert time.process_time() - start < 20
