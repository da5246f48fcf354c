"""Importance: every reason has its weight, and an audience changes both."""

from typing import Any

import pytest

from briefer.editions.audiences import Audience, Weights
from briefer.editions.offices import office_of
from briefer.editions.ranking import rank
from briefer.models import Change, Story
from briefer.text.claim_language import Reader
from tests import make


def only(story: Story, audience: Audience, **more: Any) -> Story:
    """Return the one story, ranked."""
    (ranked,) = rank([story], audience, **more)
    return ranked


def test_a_story_says_why_it_is_where_it_is() -> None:
    """Sources, countries, the office of who speaks, and figures that are new."""
    said = make.point(
        "Foreign Minister Ana Solano said the port stays shut.",
        kind="statement",
        speaker="Ana Solano",
    )
    figure = make.point("Ten ships wait.", number=2, kind="figure")
    story = make.story(
        "s", said, figure, independent_sources=3, countries=("FR", "RU"), status="developed"
    )
    news = [Change(story="s", kind="new_point", text="Ten ships wait.", key_point=figure.id)]
    ranked = only(story, Audience(countries=("FR", "RU")), changes=news)
    assert set(ranked.reasons) == {
        "3 independent sources",
        "involves FR and RU",
        "foreign minister quoted (Ana Solano)",
        "new figure",
        "has developed",
    }
    assert {part.code for part in ranked.why} >= {"sources", "countries", "foreign_minister"}
    assert "figure" not in " ".join(
        only(story.model_copy(update={"key_points": (said,)}), Audience()).reasons
    )
    old = only(story, Audience())
    assert "1 figure" in old.reasons


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sources", {}, "sources"),
        ("countries", {"countries": ("PE",)}, "countries"),
        ("neighbours", {"countries": ("CL",), "neighbours": True}, "neighbours"),
        ("topics", {"topics": ("harbour",)}, "topics"),
        ("people", {"people": ("Ana Solano",)}, "people"),
        ("outlets", {"outlets": ("Wire",)}, "outlets"),
        ("quoted", {}, "quoted"),
        ("figures", {}, "new_figures"),
        ("status", {}, "new"),
        ("lives", {}, "lives"),
        ("home", {"home": "PE"}, "home"),
        ("volume", {}, "volume"),
    ],
)
def test_each_weight_moves_its_reason(field: str, value: dict[str, Any], code: str) -> None:
    """Twice the weight gives twice the points, none takes the reason away."""
    points = (
        make.point("Three sailors died.", number=3),
        make.point("Ana Solano spoke of the harbour.", speaker="Ana Solano", kind="statement"),
        make.point("Ten ships wait.", number=2, kind="figure"),
    )
    story = make.story("s", *points, countries=("PE",), outlets=("The Wire", "Wire"))
    given = {
        weight: {
            part.code: part.points
            for part in only(
                story, Audience.model_validate({**value, "weights": {field: weight}})
            ).why
        }
        for weight in (0, 1, 2)
    }
    assert code not in given[0]
    assert given[2][code] == pytest.approx(2 * given[1][code], abs=0.002)
    assert given[1][code] > 0
    others = {name: points for name, points in given[1].items() if name != code}
    assert others == {name: points for name, points in given[2].items() if name != code}


def test_a_weight_of_one_country_person_or_topic() -> None:
    """`each` turns the order of two stories that are equal otherwise."""
    peru = make.story("peru", make.point("p"), countries=("PE",))
    chile = make.story("chile", make.point("c"), countries=("CL",))
    even = Audience(countries=("PE", "CL"))
    assert [s.id for s in rank([peru, chile], even)] == ["chile", "peru"]
    tilted = Audience.model_validate({"countries": ("PE", "CL"), "weights": {"each": {"PE": 2.0}}})
    assert [s.id for s in rank([peru, chile], tilted)] == ["peru", "chile"]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("sanction", "New sanctions follow.", True),
        ("us", "Russia answers.", False),
        ("US", "The US answers.", True),
        ("Élysée", "L'Elysee se tait.", True),
        ("عقوبات", "وعقوبات جديدة", True),
        ("oil price", "The oil prices rise.", True),
        ("oil price", "Oil rises in price.", False),
    ],
)
def test_topics_are_words_not_letters(term: str, text: str, found: bool) -> None:
    """A topic stands for its word and longer forms of it, not for any run of letters."""
    ranked = only(make.story("s", make.point(text)), Audience(topics=(term,)))
    assert ("topics" in {part.code for part in ranked.why}) is found


def test_a_scope_puts_own_countries_first_then_neighbours() -> None:
    """A mission reads of its country, then of the neighbours; "only" drops the rest."""
    stories = [
        make.story("far", make.point("f"), countries=("JP",), independent_sources=9),
        make.story("near", make.point("n"), countries=("AT",), independent_sources=5),
        make.story("here", make.point("h"), countries=("CH", "JP")),
    ]

    def order(**fields: Any) -> list[str]:
        audience = Audience.model_validate({"countries": ("CH",), "neighbours": True, **fields})
        return [story.id for story in rank(stories, audience)]

    assert order(scope="only") == ["here", "near"]
    assert order(scope="first") == ["here", "near", "far"]
    assert order(scope="all")[0] == "far"
    assert order(scope="only", neighbours=False) == ["here"]


@pytest.mark.parametrize(
    ("speaker", "passage", "office"),
    [
        ("Ana Solano", "Foreign Minister Ana Solano said so.", "foreign_minister"),
        ("Ana Solano", "Deputy Foreign Minister Ana Solano said so.", None),
        ("Ana Solano", "The president was there. Ana Solano said so.", None),
        ("Jean Blanc", "Le Premier ministre Jean Blanc a parlé.", "prime_minister"),
        ("Uta Braun", "Außenministerin Uta Braun sprach.", "foreign_minister"),
        ("Сергей Лавров", "Министр иностранных дел Сергей Лавров сказал.", "foreign_minister"),
        ("ريم", "وقالت وزيرة الخارجية ريم", "foreign_minister"),
        ("the president", "The president said so.", "president"),
        ("officials", "Officials said so.", None),
    ],
)
def test_offices_beside_names(speaker: str, passage: str, office: str | None) -> None:
    """The office is the one before the name, in the same breath; deputies hold it not."""
    assert office_of(speaker, passage) == office


def test_what_nobody_can_read_stands_below_its_like() -> None:
    """Of two equal stories the one with something in the reader's language comes first, and why."""
    reader = Reader("en", {"a": "en", "b": "ar"}.__getitem__)
    plain = make.point("Ministers met on Tuesday.", article="a")
    arabic = make.point("اجتمع الوزراء يوم الثلاثاء.", article="b")
    stories = [
        make.story("only", arabic),
        make.story("read", plain),
        make.story("mixed", arabic, plain),
    ]
    ranked = rank(stories, Audience(), reader=reader)
    assert [story.id for story in ranked] == ["mixed", "read", "only"]
    assert "only in another language (ar)" in ranked[-1].reasons
    assert not any("language" in reason for story in ranked[:2] for reason in story.reasons)
    even = rank(stories, Audience(weights=Weights(language=0)), reader=reader)
    assert {story.importance for story in even} == {even[0].importance}


def test_a_story_of_another_language_is_not_silenced() -> None:
    """One that more sources tell still comes before a slight one, and no importance is below 0."""
    reader = Reader("en", {"a": "en", "b": "ar"}.__getitem__)
    arabic = make.story(
        "told", make.point("اجتمع الوزراء يوم الثلاثاء.", article="b"), independent_sources=4
    )
    slight = make.story("slight", make.point("Ministers met.", article="a"))
    assert [s.id for s in rank([slight, arabic], Audience(), reader=reader)] == ["told", "slight"]
    nothing = {
        name: 0.0 for name in Weights.model_fields if name not in {"each", "subjects", "language"}
    }
    heavy = Audience(weights=Weights(**nothing, language=10))
    (least,) = rank([arabic], heavy, reader=reader)
    assert least.importance == 0
