"""How many are dead, hurt or missing, in many languages, and which figure is the current one."""

import datetime as dt

import pytest

from briefer.models import Article
from briefer.stories.tolls import Stand, tolls_in
from tests import make


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A gas blast in Klow killed four people and wounded 21.", {"dead": 4, "hurt": 21}),
        ("en", "Klow mine: toll rises to five", {"dead": 5}),
        ("en", "A ninth body was found in the mine on Friday.", {"dead": 9}),
        (
            "en",
            "The number of people killed when a bridge fell near Zlip has risen to 47.",
            {"dead": 47},
        ),
        ("de", "Bei dem Zugunglück wurden zwölf Menschen getötet und 30 verletzt.",
         {"dead": 12, "hurt": 30}),
        ("es", "El derrumbe dejó al menos siete muertos y 83 heridos.", {"dead": 7, "hurt": 83}),
        ("pt", "Pelo menos 31 pessoas morreram no incêndio.", {"dead": 31}),
        ("fr", "Le séisme a fait 14 morts et 60 blessés.", {"dead": 14, "hurt": 60}),
        ("ru", "При взрыве погибли 15 человек, ранены 40.", {"dead": 15, "hurt": 40}),
        ("ar", "أسفر الانفجار عن مقتل 19 شخصاً وإصابة 60 آخرين.", {"dead": 19, "hurt": 60}),
        ("zh", "爆炸造成7人死亡，83人受伤。", {"dead": 7, "hurt": 83}),
    ],
)  # fmt: skip
def test_a_figure_beside_the_word_that_counts_is_a_toll(
    language: str, text: str, expected: dict[str, float]
) -> None:
    """The dead and the hurt are found in eight languages, in digits and in words."""
    assert {toll.kind: toll.value for toll in tolls_in(text, language)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rescuers pulled two more bodies from the mine.",
        "A seven-year-old girl died in the fire.",
        "Officials said the quake of magnitude 6.4 killed nobody.",
        "The dead were found after 30 hours.",
    ],
)
def test_what_counts_no_dead_is_no_toll(text: str) -> None:
    """What is added to another figure, an age, a magnitude and a time are no tolls."""
    assert tolls_in(text, "en") == ()


def report(name: str, title: str, text: str, hour: int, **fields: object) -> Article:
    """Return an article of an hour of one day."""
    at = dt.datetime(2021, 6, 1, hour, tzinfo=dt.UTC)
    made = {"title": title, "language": "en", "published": at.date(), "published_at": at}
    return make.article(name, text, **{**made, **fields})


def test_an_early_toll_is_overtaken_in_any_language() -> None:
    """Four at seven, six at three: four is old, in the text and in the headline; six is not."""
    early = report("a", "Four killed in Klow mine", "A blast killed four people in Klow.", 7)
    later = report("b", "Klow toll rises to six", "Six people were killed in Klow.", 15)
    spanish = report(
        "c", "Cuatro muertos en Klow", "Una explosión dejó cuatro muertos.", 8, language="es"
    )
    stand = Stand([early, later, spanish])
    assert stand.outdated("A blast killed four people in Klow.", "en", "a")
    assert stand.outdated("Four killed in Klow mine", "en", "a")
    assert stand.outdated("Una explosión dejó cuatro muertos.", "es", "c")
    assert not stand.outdated("Six people were killed in Klow.", "en", "b")
    assert [stand.is_old(article) for article in (early, later, spanish)] == [True, False, True]


def test_figures_of_the_same_moment_overtake_nothing() -> None:
    """Two outlets of the same hour that differ, and say nothing of a change, are no development."""
    one = report("a", "Nine soldiers killed", "Nine soldiers were killed near Zlip.", 18)
    other = report("b", "17 soldiers killed", "The ambush killed 17 soldiers near Zlip.", 18)
    stand = Stand([one, other])
    assert not stand.outdated("Nine soldiers were killed near Zlip.", "en", "a")
    assert not stand.is_old(one)


def test_more_than_eighty_is_not_overtaken_by_83_but_at_least_31_is_by_47() -> None:
    """A lower bound stays true near the count; far below it, it is an old stand."""
    near = report("a", "Quake", "More than 80 people were injured in Klow.", 7)
    count = report("b", "Quake", "In Klow 83 people were injured, officials said.", 12)
    assert not Stand([near, count]).is_old(near)
    far = report("c", "Ferry", "At least 31 people died off Klow.", 7)
    risen = report("d", "Ferry", "The number of people who died off Klow has risen to 47.", 22)
    assert Stand([far, risen]).is_old(far)


def test_other_people_are_another_toll() -> None:
    """Soldiers and civilians are counted apart: neither figure is the other's later stand."""
    one = report("a", "Klow", "The attack killed four soldiers.", 7)
    other = report("b", "Klow", "The attack killed nine civilians.", 15)
    assert not Stand([one, other]).is_old(one)


def test_a_background_figure_is_not_measured_against_the_event() -> None:
    """The dead of the war stand in no article's head: they are no old toll of the raid."""
    raid = report("a", "Raid", "A raid killed 12 people in Klow. More followed.", 7)
    later = report("b", "Raid", "The toll of the raid on Klow rose to 20 dead.", 15)
    stand = Stand([raid, later])
    assert not stand.outdated("A raid last year killed 3 people.", "en", "a")
