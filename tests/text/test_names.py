"""Names: people with their office and their fullest form, organisations, places."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import NameMention
from briefer.text.names import find_names
from briefer.text.sentences import split


def names(text: str, language: str = "en") -> list[NameMention]:
    """Return the names of `text`."""
    return list(find_names(text, split(text, language), language))


def people(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    """Return (name, role) of the people."""
    return [(n.name, n.role) for n in names(text, language) if n.kind == "person"]


def of_kind(text: str, kind: str, language: str = "en") -> list[str]:
    """Return the names of one kind."""
    return [n.name for n in names(text, language) if n.kind == kind]


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
        (
            "Charles Michel, who heads the European Council, spoke.",
            "Charles Michel",
            "heads the European Council",
        ),
        ("The foreign minister, Anna Berger, spoke.", "Anna Berger", "foreign minister"),
        ("His lawyer, Luka Babic, left.", "Luka Babic", "lawyer"),
        ("WHO chief Tedros Adhanom spoke.", "Tedros Adhanom", "WHO chief"),
        (
            "White House Press Secretary Jen Psaki spoke.",
            "Jen Psaki",
            "White House Press Secretary",
        ),
        ("Labour Party leader Keir Starmer spoke.", "Keir Starmer", "Labour Party leader"),
        (
            "Bank of England Governor Andrew Bailey spoke.",
            "Andrew Bailey",
            "Bank of England Governor",
        ),
        ("Sen. Elizabeth Warren (D-Mass.) spoke.", "Elizabeth Warren", "Sen."),
        ("Crown Prince Mohammed bin Salman spoke.", "Mohammed bin Salman", "Crown Prince"),
        ("They met Ursula von der Leyen.", "Ursula von der Leyen", None),
        ("They met Jean-Yves Le Drian.", "Jean-Yves Le Drian", None),
        ("They met J. K. Rowling.", "J. K. Rowling", None),
        ("They met Sean O'Brien.", "Sean O'Brien", None),
        ("They met Bashar al-Assad.", "Bashar al-Assad", None),
        ("They met Mr. Smith.", "Smith", None),
        ("They met Mr. King.", "King", None),
        (
            "Deputy Chairman of the Kremlin's Security Council Dmitry Medvedev spoke.",
            "Dmitry Medvedev",
            "Deputy Chairman of the Kremlin's Security Council",
        ),
        ("Presidents Joe Biden and Vladimir Putin met.", "Joe Biden", "Presidents"),
        ("They met President Xi Jinping of China.", "Xi Jinping", "President"),
        ("Republican Mitt Romney spoke.", "Mitt Romney", None),
    ],
)
def test_people_have_their_office(text: str, name: str, role: str | None) -> None:
    """The office stands before or after the name, as the text gives it."""
    assert (name, role) in people(text)


@pytest.mark.parametrize(
    ("text", "language", "name", "role"),
    [
        (
            "Министр иностранных дел Сергей Лавров прибыл.",
            "ru",
            "Сергей Лавров",
            "Министр иностранных дел",
        ),
        ("Встреча с президентом США Джо Байденом.", "ru", "Джо Байден", "президентом США"),
        ("Он видел Владимира Путина.", "ru", "Владимир Путин", None),
        ("По словам Марии Захаровой, это так.", "ru", "Мария Захарова", None),
        (
            "Le ministre des Affaires étrangères Jean-Yves Le Drian est parti.",
            "fr",
            "Jean-Yves Le Drian",
            "ministre des Affaires étrangères",
        ),
        ("M. Duval est parti avec la porte-parole Anne Roux.", "fr", "Anne Roux", "porte-parole"),
        ("Bundeskanzlerin Angela Merkel kam.", "de", "Angela Merkel", "Bundeskanzlerin"),
        ("Habló la ministra Arancha González Laya.", "es", "Arancha González Laya", "ministra"),
        ("قال وزير الخارجية الروسي سيرغي لافروف إن", "ar", "سيرغي لافروف", "وزير الخارجية الروسي"),
        ("قال الأمير عبد العزيز بن سلمان إن", "ar", "عبد العزيز بن سلمان", "الأمير"),
        ("俄罗斯总统普京在日内瓦", "zh", "普京", "总统"),
        ("ロシアのプーチン大統領が", "ja", "プーチン", "大統領"),
    ],
)
def test_people_in_other_languages(text: str, language: str, name: str, role: str | None) -> None:
    """Cases are undone, and where there are no capitals a title shows the name."""
    assert (name, role) in people(text, language)


def test_a_surname_means_the_person_named_in_full() -> None:
    """Before and after the full name, and in the possessive."""
    text = "Lavrov agreed. Sergey Lavrov then left. Lavrov's plane was late."
    assert [name for name, _ in people(text)] == ["Sergey Lavrov"] * 3


def test_a_possessive_is_not_part_of_the_name() -> None:
    """The span ends before it."""
    text = "Sergey Lavrov's plane"
    (mention,) = names(text)
    assert text[mention.start : mention.end] == "Sergey Lavrov"


def test_two_people_of_one_surname_stay_apart() -> None:
    """A short form means the one who was named last."""
    text = "Joe Biden spoke. Biden left. Jill Biden came. Biden stayed."
    assert [name for name, _ in people(text)] == [
        "Joe Biden",
        "Joe Biden",
        "Jill Biden",
        "Jill Biden",
    ]


def test_an_office_tells_namesakes_apart() -> None:
    """President Biden is the one who was introduced so."""
    text = "President Joe Biden spoke. Jill Biden came. President Biden stayed."
    assert people(text)[-1][0] == "Joe Biden"


def test_the_longest_form_is_used_throughout() -> None:
    """A middle name given once belongs to every mention."""
    text = "Hillary Clinton left. Hillary Rodham Clinton returned. Clinton spoke."
    assert {name for name, _ in people(text)} == {"Hillary Rodham Clinton"}


def test_ordinary_words_at_the_start_are_no_names() -> None:
    """However, In, The, and days and months, and a plain word that happens to open."""
    text = (
        "However, talks failed. In March it rained. On Monday it snowed. We know. Officials said so. "
        "Tensions rose. Negotiations ended."
    )
    assert [n.name for n in names(text)] == []


def test_organisations_are_told_from_people() -> None:
    """By the word that heads them, or by being known."""
    text = (
        "The Ministry of Foreign Affairs, NATO, the World Health Organization, the Security Council, "
        "the University of Oxford, ECOWAS, the Supreme Court and Human Rights Watch met."
    )
    kinds = {n.name: n.kind for n in names(text)}
    assert set(kinds.values()) == {"organisation"}
    assert {"Ministry of Foreign Affairs", "NATO", "World Health Organization"} <= set(kinds)


def test_an_acronym_means_what_the_article_says_it_means() -> None:
    """Once explained in brackets, it has the full name."""
    text = "The World Trade Club (WTC) met. The WTC agreed."
    assert of_kind(text, "organisation") == ["World Trade Club"] * 3


def test_places_have_their_country() -> None:
    """Countries, capitals and cities are places; a seat of government is a body, a people neither."""
    text = "In Geneva, Moscow and Iran, the Kremlin spoke with Danish envoys in the Sahel."
    found = {n.name: (n.kind, n.country) for n in names(text)}
    assert found == {
        "Geneva": ("place", "CH"),
        "Moscow": ("place", "RU"),
        "Iran": ("place", "IR"),
        "Kremlin": ("organisation", "RU"),
        "Danish": ("other", "DK"),
        "Sahel": ("place", None),
    }


def test_places_are_named_in_the_nominative() -> None:
    """В Женеве is Женева."""
    assert of_kind("Встреча в Женеве и в России.", "place", "ru") == ["Женева", "Россия"]


def test_events_and_laws_are_not_people() -> None:
    """What ends in a thing's word is no person."""
    text = "The Affordable Care Act, the Cold War and the Nobel Peace Prize were praised."
    assert of_kind(text, "person") == []


def test_german_nouns_are_not_names() -> None:
    """Every noun has a capital; only what else is known to be a name counts."""
    text = (
        "Die Gespräche in Berlin waren lang. Der Sprecher Steffen Seibert sagte das. Seibert ging."
    )
    assert [n.name for n in names(text, "de")] == ["Berlin", "Steffen Seibert", "Steffen Seibert"]


def test_cyrillic_names_keep_their_form_over_cases() -> None:
    """По словам Лаврова means Сергей Лавров."""
    text = "Министр Сергей Лавров прибыл. По словам Лаврова, переговоры идут."
    assert [name for name, _ in people(text, "ru")] == ["Сергей Лавров"] * 2


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                "Mr. President of the Bank Sergey Lavrov 's , . Russia Minister Le Prime and Council "
                "U.S. al-Assad J. “ (WHO) Москве Лаврова".split(),
            ),
            max_size=30,
        ).map(" ".join),
    ),
    st.sampled_from(["en", "fr", "ru", "ar", "de", "zh", "xx"]),
)
@settings(deadline=None, derandomize=True, max_examples=250)
def test_any_text_is_survived(text: str, language: str) -> None:
    """Mentions are in order, do not overlap and lie inside the text, whatever it is."""
    at = 0
    for mention in names(text, language):
        assert at <= mention.start < mention.end <= len(text)
        assert mention.name
        at = mention.end


@pytest.mark.parametrize(
    "pattern",
    [
        "Foreign Minister Anna Berger met Boris Dahl in Paris. Berger left.\n\n",
        "President of the Council of ",
        "Aa-",
        "Bob, the minister, ",
    ],
)
def test_time_grows_with_the_length(pattern: str) -> None:
    """A long text of nothing but names is read in a moment."""
    text = pattern * (100_000 // len(pattern))
    sentences = split(text, "en")
    start = time.process_time()
    find_names(text, sentences)
    assert time.process_time() - start < 5
