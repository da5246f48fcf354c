"""Titles: checked, short where they can be, and not the bottom line again."""

from briefer.grounding import Grounder
from briefer.models import Document, KeyPoint, Line, Story
from briefer.pipeline.build.titles import LONG, Titles
from briefer.text.claim_language import Reader, reader_of
from tests import make
from tests.make import PASSED

TEXT = (
    "NATO will go on paying for the Afghan forces and keep civilian advisers in Kabul after its "
    "soldiers have left, Secretary General Jens Stoltenberg said on Tuesday after two video "
    "meetings of the ministers. NATO keeps its civilian advisers in Kabul, Jens Stoltenberg said. "
    "Brent crude traded near $69 a barrel on Monday."
)
ARABIC = "قال الوزير يوم الثلاثاء إن المحادثات ستستمر في الأسبوع المقبل."


def documents(**texts: tuple[str, str, str | None]) -> dict[str, Document]:
    """Return documents by id, each from its language, text and headline."""
    return {
        name: make.document(text, name, title=title, language=language)
        for name, (language, text, title) in texts.items()
    }


def point(document: Document, number: int, importance: float) -> KeyPoint:
    """Return a sentence as a key point."""
    return make.drafted(document, number, importance=importance, check=PASSED)


def reader(found: dict[str, Document]) -> Reader:
    """Return who reads English."""
    return reader_of("en", {name: document.article for name, document in found.items()})


def story(found: dict[str, Document], *points: KeyPoint) -> Story:
    """Return a story of all the documents."""
    return make.story("s", *points, title="NATO and Kabul", articles=tuple(found))


def test_a_headline_that_its_article_bears_out_is_taken() -> None:
    """It is short, and an editor's."""
    found = documents(a=("en", TEXT, "Brent crude near $69 a barrel"))
    titled = Titles(Grounder(found), found, reader(found)).titled(
        story(found, point(found["a"], 1, 0.9))
    )
    assert titled.title == "Brent crude near $69 a barrel"
    assert titled.title_article == "a"


def test_a_long_key_point_is_cut_and_the_cut_is_checked() -> None:
    """The check puts back whose words they are; the beginning alone would be a bare assertion."""
    found = documents(a=("en", TEXT, "A lie about the Moon"))
    grounder = Grounder(found)
    titled = Titles(grounder, found, reader(found)).titled(story(found, point(found["a"], 1, 0.9)))
    assert titled.title.startswith("NATO will go on paying for the Afghan forces")
    assert titled.title.rstrip(".").endswith("Jens Stoltenberg said")
    assert len(titled.title) <= LONG
    assert titled.title_evidence
    assert titled.title_article is None


def test_a_title_does_not_repeat_the_bottom_line() -> None:
    """The bottom line has the second sentence: the title says the same in other words."""
    found = documents(a=("en", TEXT, None))
    points = (point(found["a"], 2, 0.9), point(found["a"], 1, 0.8), point(found["a"], 3, 0.7))
    titles = Titles(Grounder(found), found, reader(found))
    told = titles.titled(story(found, *points))
    assert told.title == points[0].text
    line = Line(text=told.title, key_points=("a2",), evidence=points[0].evidence, check=PASSED)
    assert titles.beside(told, ()) == told
    again = titles.beside(told, (line,))
    assert again.title.startswith("NATO will go on paying for the Afghan forces")


def test_what_tells_something_else_is_no_title() -> None:
    """The price of oil would be new words, but of another matter: the bottom line's stay."""
    found = documents(a=("en", TEXT, None))
    points = (point(found["a"], 2, 0.9), point(found["a"], 3, 0.8))
    titles = Titles(Grounder(found), found, reader(found))
    told = titles.titled(story(found, *points))
    line = Line(text=told.title, key_points=("a2",), evidence=points[0].evidence, check=PASSED)
    assert titles.beside(told, (line,)) == told


def test_the_reader_s_language_goes_first() -> None:
    """The stronger Arabic key point gives no title where an English one can."""
    found = documents(b=("ar", ARABIC, None), a=("en", TEXT, None))
    points = (point(found["b"], 1, 0.9), point(found["a"], 2, 0.5))
    titled = Titles(Grounder(found), found, reader(found)).titled(story(found, *points))
    assert titled.title == points[1].text
    only = story({"b": found["b"]}, points[0])
    assert Titles(Grounder(found), found, reader(found)).titled(only).title == points[0].text


def test_a_beginning_somewhat_longer_is_better_than_the_whole() -> None:
    """Where no short form passes, the title is still cut where a clause ends."""
    text = (
        "Nordia's Foreign Affairs Minister Ana Ruiz said her country does not expect substantial "
        "changes in the relations between the two neighbouring capitals after the summit of the "
        "two presidents in Geneva on June 16."
    )
    found = documents(a=("en", text, None))
    titled = Titles(Grounder(found), found, reader(found)).titled(
        story(found, point(found["a"], 1, 0.9))
    )
    assert titled.title.endswith("between the two neighbouring capitals")
    assert len(titled.title) > LONG
