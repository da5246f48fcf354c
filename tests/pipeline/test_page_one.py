"""What leads a page: titles and the bottom line are of today, short, and say each event once."""

import datetime as dt

import pytest

from briefer.grounding import Grounder
from briefer.models import Article, Document, KeyPoint, Line, Story
from briefer.pipeline.build.bottom_line import selected
from briefer.pipeline.build.titles import Titles
from briefer.text.claim_language import Reader, reader_of
from briefer.text.headlines import (
    SHORT,
    as_to_come,
    in_sentence_case,
    openings,
    short_forms,
)
from tests import make
from tests.make import PASSED

DAY = dt.date(2021, 6, 2)
MORNING = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
EVENING = dt.datetime(2021, 6, 2, 16, tzinfo=dt.UTC)
EARLY = "A blast in a mine near Klow killed four people on Wednesday, the governor said."
LATE = "Six people were killed by a blast in a mine near Klow, the governor said."


def documents(*given: tuple[str, str, dict[str, object]]) -> dict[str, Document]:
    """Return documents by id, each from its headline, text and further fields."""
    return {
        f"a{number}": make.document(
            text, f"a{number}", title=title, **{"published": DAY, "source": "Klow Times", **more}
        )
        for number, (title, text, more) in enumerate(given)
    }


def reader(found: dict[str, Document]) -> Reader:
    """Return who reads English."""
    return reader_of("en", {name: document.article for name, document in found.items()})


def point(document: Document, number: int = 1, importance: float = 0.9) -> KeyPoint:
    """Return a sentence of a document as a key point."""
    return make.drafted(document, number, importance=importance, check=PASSED)


def titled(found: dict[str, Document], *points: KeyPoint, since: dt.date | None = DAY) -> Story:
    """Return the story of all documents under its title."""
    story = make.story("s", *points, title="-", articles=tuple(found))
    return Titles(Grounder(found), found, reader(found), since).titled(story)


def test_a_headline_with_an_old_toll_is_no_title() -> None:
    """Four killed is the first outlet's headline; the title is of the six that are known now."""
    found = documents(
        ("Four killed in mine near Klow", EARLY, {"published_at": MORNING}),
        ("Klow mine toll rises to six", LATE, {"published_at": EVENING}),
    )
    title = titled(found, point(found["a1"])).title
    assert "Four" not in title
    assert title.startswith(("Six", "Klow mine toll rises to six"))


def test_a_headline_may_rest_on_another_article_of_its_story() -> None:
    """The brief gives its headline no proof; the report beside it does."""
    found = documents(
        ("Syldavia signs fishing treaty with Borduria", "The boats may sail again in June.", {}),
        (
            "-",
            "Syldavia signed a fishing treaty with Borduria on Wednesday, the ministry said.",
            {},
        ),
    )
    told = titled(found, point(found["a1"]))
    assert told.title == "Syldavia signs fishing treaty with Borduria"
    assert {item.article_id for item in told.title_evidence} == {"a1"}


def test_yesterday_s_headline_is_no_title() -> None:
    """Envoys were near a deal; today's article has the deal."""
    found = documents(
        (
            "Envoys near deal on border of Syldavia",
            "Envoys came near a deal on the border of Syldavia on Tuesday.",
            {"published": DAY - dt.timedelta(days=1)},
        ),
        (
            "Ministers agree to open border of Syldavia",
            "Ministers agreed on Wednesday to open the border of Syldavia.",
            {},
        ),
    )
    assert titled(found, point(found["a1"])).title == "Ministers agree to open border of Syldavia"


def test_what_a_model_proposes_must_fit_too() -> None:
    """A title with the old toll, of yesterday's article alone, or of 150 letters is refused."""
    found = documents(
        (
            "-",
            "Envoys came near a deal on the border on Tuesday.",
            {"published": DAY - dt.timedelta(days=1)},
        ),
        ("Four killed in mine near Klow", EARLY, {"published_at": MORNING}),
        ("Klow mine toll rises to six", LATE, {"published_at": EVENING}),
    )
    story = make.story("s", point(found["a2"]), title="-", articles=tuple(found))
    titles = Titles(Grounder(found), found, reader(found), DAY)
    yesterday, today = point(found["a0"]).evidence, point(found["a2"]).evidence
    assert titles.fits(story, "Six killed in mine near Klow", today)
    assert not titles.fits(story, "Four killed in mine near Klow", today)
    assert not titles.fits(story, "Envoys near deal on border", yesterday)
    assert not titles.fits(story, "Six killed in mine near Klow " * 6, today)


@pytest.mark.parametrize(
    ("headline", "form"),
    [
        ("Klow toll rises to six as rescuers search mine", "Klow toll rises to six"),
        ("Ministers agree to open border - Klow Times", "Ministers agree to open border"),
        ("League lets inspectors into Zlip, agency says", "League lets inspectors into Zlip"),
        (
            "Controllers to walk out for eight hours on Friday",
            "Controllers to walk out for eight hours",
        ),
    ],
)
def test_a_headline_has_shorter_forms(headline: str, form: str) -> None:
    """Without its outlet, its speaker, its weekday, and what happened besides."""
    forms = short_forms(headline, "en")
    assert forms[0] == headline
    assert form in forms


def test_a_sentence_is_cut_to_the_length_of_a_title() -> None:
    """What a town is, the weekday and the auxiliary go."""
    text = (
        "Six people have been killed in a strike on a block of flats in the Syldavian port city of "
        "Klow, officials say."
    )
    forms = openings(text, SHORT, "en")
    assert "Six people killed in a strike on a block of flats in Klow" in forms
    assert all(len(form) <= SHORT for form in forms)


# --- the bottom line --------------------------------------------------------------------------


def article(name: str, **fields: object) -> Article:
    """Return an article of the day."""
    made = {"title": "-", "language": "en", "published": DAY, "source": name}
    return make.article(name, str(fields.pop("text", "Text.")), **{**made, **fields})


def line(text: str, of: str, story: str) -> Line:
    """Return a checked line of a story."""
    return make.line(text, make.evidence(text, of), story=story)


def story_of(name: str, *points: KeyPoint, articles: tuple[str, ...]) -> Story:
    """Return a story."""
    return make.story(name, *points, articles=articles)


def lines(
    proposed: list[Line], stories: list[Story], *articles: Article, limit: int = 5
) -> list[str]:
    """Return what the bottom line says."""
    known = {each.id: each for each in articles}
    found = selected(proposed, stories, known, reader_of("en", known), limit)
    return [each.text for each in found]


def test_one_event_is_one_line_and_the_next_story_fills_the_place() -> None:
    """A second line on the border is left out; the vote comes in its stead."""
    border = make.point("Ministers agreed to open the border of Syldavia.", "a")
    vote = make.point("Voters in Borduria rejected the plan.", "b")
    stories = [story_of("s", border, articles=("a",)), story_of("t", vote, articles=("b",))]
    proposed = [
        line(border.text, "a", "s"),
        line("The border of Syldavia is open again, ministers agreed.", "a", "s"),
    ]
    told = lines(proposed, stories, article("a"), article("b"), limit=2)
    assert told == [border.text, vote.text]


def test_an_old_toll_gives_way_to_the_current_one() -> None:
    """A model that took the morning's figure does not lead the page."""
    early = article("a", title="Four killed near Klow", text=EARLY, published_at=MORNING)
    late = article("b", title="Klow mine toll rises to six", text=LATE, published_at=EVENING)
    story = story_of("s", make.point(LATE, "b"), articles=("a", "b"))
    assert lines([line(EARLY, "a", "s")], [story], early, late) == [LATE]


def test_opinion_live_pages_letters_and_other_languages_do_not_lead() -> None:
    """What is nobody's report is no bottom line, while there is another."""
    news = make.point("Voters in Borduria rejected the plan.", "n")
    said = {
        "o": ("The treaty is a surrender.", {"kind": "opinion"}),
        "l": ("We are just joining the page.", {"kind": "liveblog"}),
        "g": ("Good morning from a wet Klow.", {}),
        "d": ("Die Minister haben die Grenze geöffnet.", {"language": "de"}),
    }
    articles = [article(name, **fields) for name, (_, fields) in said.items()]
    proposed = [line(text, name, name) for name, (text, _) in said.items()]
    stories = [
        *(story_of(name, make.point(text, name), articles=(name,)) for name, (text, _) in said.items()),
        story_of("n", news, articles=("n",)),
    ]  # fmt: skip
    assert lines(proposed, stories, *articles, article("n")) == [news.text]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            "Two groups that had turned the south of Klow into a battlefield agreed to stop.",
            "Two groups agreed to stop",
        ),
        ("The minister who resigned last week said he would return.", None),
        ("Officials said that the road was closed.", None),
    ],
)
def test_a_subject_loses_its_relative_clause(text: str, form: str | None) -> None:
    """What tells more of the subject goes; a clause that is what somebody said stays."""
    forms = openings(text, SHORT, "en")
    assert form is None or form in forms
    assert "Officials was closed" not in forms


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        (
            "Klow ends visas for six countries",
            "Klow will end visas for six countries from 1 July, the ministry said.",
            "Klow to end visas for six countries",
        ),
        (
            "Governor Dismisses Chief Of Harbour Police In Klow",
            "The governor dismissed the chief of the harbour police in Klow on Wednesday.",
            "Governor dismisses chief of harbour police in Klow",
        ),
        (
            "Ferry fire off Klow: toll rises to five",
            "The number of people killed in the fire on a ferry off Klow rose to five on Wednesday.",
            "Ferry fire off Klow – toll rises to five",
        ),
    ],
)
def test_a_headline_is_told_as_its_report_has_it(headline: str, text: str, expected: str) -> None:
    """Its present stands for what is to come, its capitals for a sentence's, its colon for a topic."""
    found = documents((headline, text, {}))
    assert titled(found, point(found["a0"])).title == expected


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("Cubs Win In Klow As NATO Chief McKay Looks On", "The Cubs win in Klow as NATO Chief looks on.", "Cubs win in Klow as NATO Chief McKay looks on"),
        ("Klow bans hunting", "Klow bans hunting.", "Klow bans hunting"),
    ],
)  # fmt: skip
def test_capitals_of_a_headline(headline: str, text: str, expected: str) -> None:
    """Names and abbreviations keep theirs; a headline in small letters is not touched."""
    assert in_sentence_case(headline, text) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("carries", "Klow to carry six"),
        ("passes", "Klow to pass six"),
        ("buys", "Klow to buy six"),
        ("is", None),
    ],
)
def test_what_is_to_come(verb: str, expected: str | None) -> None:
    """The infinitive of a headline is its future."""
    assert as_to_come(f"Klow {verb} six", verb) == expected
