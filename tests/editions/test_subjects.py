"""News judgement: what a story is about, one's own country, lives lost, what is not wanted."""

import re

import pytest
from pydantic import ValidationError

from briefer.editions.audiences import Audience
from briefer.editions.exclusions import excluded_by, excluded_piece, of_outlets
from briefer.editions.lives import deaths_in
from briefer.editions.ranking import rank
from briefer.models import Origin
from tests import make


def test_a_final_does_not_outrank_a_treaty() -> None:
    """With more sources, sport still stands below diplomacy, and both say why."""
    final = make.story("final", make.point("f"), independent_sources=5, subject="sport")
    treaty = make.story("treaty", make.point("t"), independent_sources=2, subject="diplomacy")
    first, second = rank([final, treaty], Audience())
    assert (first.id, second.id) == ("treaty", "final")
    assert "subject diplomacy" in first.reasons
    assert next(part.points for part in second.why if part.code == "subject") < 0


def test_an_audience_weighs_subjects_itself() -> None:
    """Its weight goes before the ministry's; a broader subject stands for those below it."""
    weights = Audience.model_validate(
        {"weights": {"subjects": {"sport": 3, "conflict": 0.5, "peace": 2}}}
    ).weights
    assert weights.of_subject("sport") == 3
    assert weights.of_subject("terrorism") == 0.5
    assert weights.of_subject("peace") == 2
    assert weights.of_subject("election") == 1.2
    assert weights.of_subject(None) == weights.of_subject("economy") == 1


def test_a_weight_of_nothing_puts_a_subject_last() -> None:
    """At 0 nothing speaks for the story any more."""
    final = make.story("final", make.point("f"), independent_sources=9, subject="sport")
    plain = make.story("plain", make.point("p"))
    audience = Audience.model_validate({"weights": {"subjects": {"sport": 0}}})
    assert [s.id for s in rank([final, plain], audience)] == ["plain", "final"]
    assert rank([final], audience)[0].importance == 0


def test_ones_own_country_nationals_and_minister_count() -> None:
    """Each is a reason by itself, where the audience says which country is its own."""
    told = make.story(
        "s",
        make.point("Two Austrian tourists are among the dead."),
        make.point(
            "Austria's Foreign Minister Ana Solano said so.",
            number=2,
            kind="statement",
            speaker="Ana Solano",
        ),
        countries=("AT", "IT"),
    )
    (ours,) = rank([told], Audience(home="AT"))
    assert {"own country (AT)", "own nationals (AT)", "own minister quoted (Ana Solano)"} <= set(
        ours.reasons
    )
    (other,) = rank([told], Audience(home="FR"))
    assert not {part.code for part in other.why} & {"home", "nationals", "own_minister"}
    assert ours.importance > other.importance


def test_an_adjective_alone_names_no_nationals() -> None:
    """Of "Austrian officials" nobody is a citizen in need."""
    told = make.story("s", make.point("Austrian officials met."), countries=("IT",))
    (ranked,) = rank([told], Audience(home="AT"))
    assert "nationals" not in {part.code for part in ranked.why}


@pytest.mark.parametrize(
    ("text", "language", "deaths"),
    [
        ("The number of people killed when a ferry sank has risen to 47", "en", 47),
        ("A blast killed four people, and 21 were hurt", "en", 4),
        ("Three dead, 15 injured; a guard was killed by police", "en", 3),
        ("Twelve dead as a ferry burns", "en", 12),
        ("The death penalty bill passed by 51 to 49", "en", 0),
        ("Dozens were killed, 106 years ago", "en", 0),
        ("Al menos siete muertos por el sismo", "es", 7),
        ("Zwei Tote nach dem Unfall", "de", 2),
        ("Al centro morirono in 2018", "it", 0),
        ("地震造成58人死亡", "zh", 58),
    ],
)
def test_the_dead_are_counted(text: str, language: str, deaths: int) -> None:
    """The number beside the word; no age, year, "dozens" or wounded."""
    assert deaths_in(text, language) == deaths


def test_many_dead_make_an_accident_news() -> None:
    """Of two accidents the worse stands first; a weight of 0 forgets it."""
    worse = make.story("worse", make.point("A ferry sank and 47 people died."))
    other = make.story("other", make.point("A ferry sank and two people died."))
    assert [s.id for s in rank([other, worse], Audience())] == ["worse", "other"]
    none = Audience.model_validate({"weights": {"lives": 0}})
    assert not {part.code for s in rank([worse], none) for part in s.why} & {"lives"}


@pytest.mark.parametrize(
    ("exclude", "found"),
    [
        (("sport",), "sport"),
        (("conflict",), None),
        (("word:cup final",), "word:cup final"),
        (("word:treaty",), None),
        (("outlet:Wire",), None),
        (("arts", "word:harbour"), "word:harbour"),
    ],
)
def test_what_is_not_wanted(exclude: tuple[str, ...], found: str | None) -> None:
    """A subject, or a word of the headline or the first point; the entry is named."""
    told = make.story(
        "Harbour City win cup final",
        make.point("The striker scored."),
        make.point("A treaty was signed.", number=2),
        subject="sport",
    )
    assert excluded_by(told, exclude) == found


def test_a_broader_subject_excludes_those_below() -> None:
    """Who does not want "politics" does not want elections."""
    told = make.story("s", make.point("p"), subject="election")
    assert excluded_by(told, ("politics",)) == "politics"
    assert excluded_by(told, ("diplomacy",)) is None


def test_an_outlet_is_excluded_where_nobody_else_carries_the_text() -> None:
    """What another outlet has word for word stays."""
    alone = make.article("a", source="Morning Sun")
    shared = make.article(
        "b",
        source="Morning Sun",
        origins=(Origin(location="1", source="Morning Sun"), Origin(location="2", source="Wire")),
    )
    assert of_outlets(("outlet:morning sun",), [alone, shared]) == {"a": "outlet:morning sun"}
    assert of_outlets(("sport",), [alone]) == {}


def test_an_opinion_piece_is_excluded_like_a_story() -> None:
    """By its subject, a word of its headline, or its outlet."""
    piece = make.article("a", title="The cup is not worth it", source="Morning Sun")
    assert excluded_piece(piece, "sport", ("sport",))
    assert excluded_piece(piece, None, ("word:cup",))
    assert excluded_piece(piece, None, ("outlet:Morning Sun",))
    assert not excluded_piece(piece, "politics", ("sport",))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"exclude": ["sprot"]}, "did you mean 'sport'?"),
        ({"exclude": ["football"]}, "did you mean 'sport'?"),
        ({"exclude": ["outlets:Morning Sun"]}, "did you mean 'outlet:Morning Sun'?"),
        ({"exclude": ["wrod:cup"]}, "did you mean 'word:cup'?"),
        ({"exclude": ["word: "]}, "nothing to look for"),
        ({"weights": {"subjects": {"diplomcy": 2}}}, "did you mean 'diplomacy'?"),
        ({"weights": {"subjects": {"xyzzy": 2}}}, "there are conflict"),
    ],
)
def test_what_is_misspelt_is_named(fields: dict[str, object], words: str) -> None:
    """The error says what was meant, or what there is."""
    with pytest.raises(ValidationError, match=re.escape(words)):
        Audience.model_validate(fields)
