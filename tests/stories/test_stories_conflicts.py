"""Outlets that disagree are shown side by side; those that don't are left alone."""

from typing import Any

import pytest

from briefer.models import Conflict
from briefer.stories import merge_story


def _conflicts(desk: Any, point: Any, *texts: str, **fields: Any) -> tuple[Conflict, ...]:
    points = {}
    for number, text in enumerate(texts):
        article_id = f"a{number}"
        desk.document(article_id, text, source=f"Outlet {number}")
        own = {key: values[number] for key, values in fields.items()}
        points[article_id] = [point(article_id, 1, **own)]
    articles = [document.article for document in desk.documents.values()]
    return merge_story("s1", articles, points).conflicts


def test_two_numbers_of_the_same_things(desk: Any, point: Any) -> None:
    """Ten diplomats, says one; twelve, says the other: both stand with their outlet and words."""
    (conflict,) = _conflicts(
        desk,
        point,
        "Ruritania expelled ten diplomats of Syldavia on Monday.",
        "On Monday Ruritania expelled twelve diplomats of Syldavia.",
    )
    assert conflict.kind == "number"
    assert conflict.subject.startswith("diplomats")
    assert [(side.value, side.outlets) for side in conflict.sides] == [
        ("ten diplomats", ("Outlet 0",)),
        ("twelve diplomats", ("Outlet 1",)),
    ]
    assert [side.evidence[0].article_id for side in conflict.sides] == ["a0", "a1"]


def test_outlets_of_one_version_stand_together(desk: Any, point: Any) -> None:
    """Three outlets, two versions: two sides."""
    (conflict,) = _conflicts(
        desk,
        point,
        "Ruritania expelled ten diplomats of Syldavia on Monday.",
        "On Monday Ruritania expelled twelve diplomats of Syldavia.",
        "Twelve diplomats of Syldavia were expelled by Ruritania on Monday.",
    )
    assert [side.outlets for side in conflict.sides] == [("Outlet 0",), ("Outlet 1", "Outlet 2")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # dead and wounded
        ("The blast in Klow killed 12 people.", "The blast in Klow injured 40 people."),
        # arrived and left
        ("The plane left Klow with 126 passengers.", "The plane landed with 121 passengers."),
        # a rough figure and an exact one
        ("About 100 people were arrested in Klow.", "In Klow 103 people were arrested."),
        # different things
        ("The ship carries 25 sailors.", "The ship carries 81 containers."),
        # both figures in both reports
        (
            "Of the 40 people on board 12 people died.",
            "Of the 40 people on board in all, 12 people have died.",
        ),
    ],
)
def test_different_facts_do_not_conflict(desk: Any, point: Any, left: str, right: str) -> None:
    """Numbers that count different things, or don't exclude one another, are no conflict."""
    assert _conflicts(desk, point, left, right) == ()


def test_a_later_figure_is_no_conflict(desk: Any, point: Any) -> None:
    """A toll that rises from day to day has moved; nobody contradicts anybody."""
    desk.document("a", "The blast in Klow killed 12 people.", source="A", published="2021-06-01")
    desk.document("b", "The blast in Klow killed 15 people.", source="B", published="2021-06-03")
    articles = [document.article for document in desk.documents.values()]
    points = {"a": [point("a", 1)], "b": [point("b", 1)]}
    assert merge_story("s1", articles, points).conflicts == ()


def test_only_the_latest_figure_of_an_outlet_counts(desk: Any, point: Any) -> None:
    """An outlet that has corrected itself no longer contradicts the other one."""
    desk.document("a", "The ship has a crew of 35 sailors.", source="A", published="2021-06-01")
    desk.document("b", "The ship has a crew of 25 sailors.", source="B", published="2021-06-01")
    desk.document("c", "The ship had a crew of 25 sailors.", source="A", published="2021-06-02")
    articles = [document.article for document in desk.documents.values()]
    points = {i: [point(i, 1)] for i in "abc"}
    assert merge_story("s1", articles, points).conflicts == ()


def test_two_dates_of_one_event(desk: Any, point: Any) -> None:
    """The day on which the same thing happened is contested."""
    text = "The African Union suspended Mali from all its bodies on {}."
    (conflict,) = _conflicts(
        desk,
        point,
        text.format("Tuesday"),
        text.format("Wednesday"),
        when=[{"date": "2021-06-01"}, {"date": "2021-06-02"}],
    )
    assert conflict.kind == "date"
    assert [side.value for side in conflict.sides] == ["2021-06-01", "2021-06-02"]


def test_two_places_of_one_event(desk: Any, point: Any) -> None:
    """The place is contested, unless one lies in the other."""
    text = "The delegations signed the ceasefire at noon in {}."
    (conflict,) = _conflicts(
        desk, point, text.format("Klow"), text.format("Szohod"), place=["Klow", "Szohod"]
    )
    assert (conflict.kind, [side.value for side in conflict.sides]) == ("place", ["Klow", "Szohod"])


def test_one_quotation_of_two_speakers(desk: Any, point: Any) -> None:
    """Who said it is contested."""
    quote = "We are under no illusions"
    conflicts = _conflicts(
        desk,
        point,
        f'"{quote}," Lavrov said.',
        f'"{quote}," Medvedev said.',
        speaker=["Sergey Lavrov", "Dmitry Medvedev"],
        quote=[quote, quote],
        kind=["statement", "statement"],
    )
    assert [c.kind for c in conflicts] == ["attribution"]


def test_it_happened_and_it_did_not(desk: Any, point: Any) -> None:
    """A report and its denial are two sides of one outcome."""
    conflicts = _conflicts(
        desk,
        point,
        "The parliament of Syldavia approved the fisheries treaty on Monday.",
        "The parliament of Syldavia rejected the fisheries treaty on Monday.",
    )
    assert [c.kind for c in conflicts] == ["outcome"]
    assert len(conflicts[0].sides) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # rounded
        (
            "Voters in Klow rejected the plan with 58 percent against.",
            "Voters in Klow rejected the plan with 58.3 percent against.",
        ),
        # vague
        (
            "Syldavia put dozens more tankers of Borduria on its list on Monday.",
            "Syldavia put 58 more tankers of Borduria on its list on Monday.",
        ),
        # a narrower thing
        (
            "The wreck off Klow holds 350 tonnes of oil in its tanks.",
            "The wreck off Klow holds 278 tonnes of bunker oil in its tanks.",
        ),
        # the least, and how many
        (
            "At least five people were arrested in Klow on Tuesday after the match.",
            "Seven people were arrested in Klow on Tuesday after the match.",
        ),
        # a part, and another
        (
            "The court in Klow sentenced 25 defendants for the riot on Monday.",
            "The court in Klow sentenced 14 other defendants for the riot on Monday.",
        ),
        # ages
        (
            "A 65-year-old man was arrested for the fire in Klow on Monday.",
            "A 38-year-old man was arrested for the fire in Klow on Monday.",
        ),
        # a plan, and what came of it
        (
            "A draft would put 50 more tankers of Borduria on the list in Klow.",
            "Ministers put 58 more tankers of Borduria on the list in Klow.",
        ),
    ],
)
def test_what_can_both_be_true_is_not_contested(
    desk: Any, point: Any, left: str, right: str
) -> None:
    """Rounding, vague words, narrower things and plans contradict nobody."""
    assert _conflicts(desk, point, left, right) == ()


def test_a_toll_that_rises_within_a_day_is_not_contested(desk: Any, point: Any) -> None:
    """The report of six says that the toll has risen: four was true in the morning."""
    found = _conflicts(
        desk,
        point,
        "A blast in a mine near Klow killed four people on Tuesday, the governor said.",
        "The toll of the blast near Klow has risen to six people killed, the governor said.",
    )
    assert found == ()


@pytest.mark.parametrize(
    ("language", "text", "value", "subject"),
    [
        (
            "de",
            "Die Minister von Syldavia setzten 62 Schiffe aus Borduria auf die Liste.",
            "62 Schiffe",
            "tankers, Syldavia, Borduria",
        ),
        (
            "es",
            "Los ministros de Syldavia incluyeron 62 buques de Borduria en la lista.",
            "62 buques",
            "tankers, Syldavia, Borduria",
        ),
        (
            "fr",
            "Les ministres de Syldavia ont mis 62 navires de Borduria sur la liste.",
            "62 navires",
            "tankers, Syldavia, Borduria",
        ),
    ],
)
def test_a_figure_is_contested_across_languages(
    desk: Any, point: Any, language: str, text: str, value: str, subject: str
) -> None:
    """Tankers here, ships there: the kind of thing and the names tell that it is one list."""
    english = "Ministers of Syldavia put 58 more tankers of Borduria on the list on Monday."
    desk.document("a", english, source="Klow Times")
    desk.document("b", text, source="Abroad", language=language)
    articles = [document.article for document in desk.documents.values()]
    points = {name: [point(name, 1)] for name in ("a", "b")}
    (conflict,) = merge_story("s1", articles, points).conflicts
    assert conflict.subject == subject
    assert {side.value: side.outlets for side in conflict.sides} == {
        "58 more tankers": ("Klow Times",),
        value: ("Abroad",),
    }


def test_tolls_of_one_moment_are_contested_across_languages(desk: Any, point: Any) -> None:
    """Seventeen soldiers, says one; nine, says the other, and neither says that it has changed."""
    english = "An ambush near Zlip killed 17 soldiers, two officers in Klow said."
    desk.document("a", english, source="Klow Times")
    text = "Nove militares morreram numa emboscada perto de Zlip, anunciou o ministério."
    desk.document("b", text, source="Abroad", language="pt")
    articles = [document.article for document in desk.documents.values()]
    points = {name: [point(name, 1)] for name in ("a", "b")}
    (conflict,) = merge_story("s1", articles, points).conflicts
    assert [side.outlets for side in conflict.sides] == [("Klow Times",), ("Abroad",)]
    assert conflict.subject.startswith("soldiers")


def test_shares_are_contested_across_languages(desk: Any, point: Any) -> None:
    """54 against 52 percent for one candidate of one place."""
    desk.document("a", "Ana Ruiz won the vote in Klow with 54 percent.", source="Klow Times")
    text = "Ana Ruiz gewann die Wahl in Klow mit 52 Prozent."
    desk.document("b", text, source="Abroad", language="de")
    articles = [document.article for document in desk.documents.values()]
    points = {name: [point(name, 1)] for name in ("a", "b")}
    (conflict,) = merge_story("s1", articles, points).conflicts
    assert {side.value for side in conflict.sides} == {"54 percent", "52 Prozent"}
    assert conflict.subject == "percent, Ana Ruiz, Klow"
