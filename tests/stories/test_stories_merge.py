"""The same fact from several outlets becomes one key point with all its evidence."""

from typing import Any

import pytest

from briefer.models import Check
from briefer.stories import MergeOptions, merge_story

TALKS = (
    "The ministers of Ruritania and Syldavia met in Geneva on Tuesday and discussed arms control."
)


def _articles(desk: Any) -> list[Any]:
    return [document.article for document in desk.documents.values()]


def test_one_fact_of_two_outlets_is_one_key_point(desk: Any, point: Any) -> None:
    """The merged point keeps both outlets' sentences as evidence and counts for more."""
    desk.document("a", TALKS, source="Alpha")
    desk.document(
        "b",
        "The ministers of Ruritania and Syldavia discussed arms control when they met in Geneva "
        "on Tuesday.",
        source="Beta",
    )
    story = merge_story("s1", _articles(desk), {"a": [point("a", 1)], "b": [point("b", 1)]})
    (merged,) = story.key_points
    assert [item.article_id for item in merged.evidence] == ["a", "b"]
    assert merged.importance > 0.5
    assert story.outlets == ("Alpha", "Beta")
    assert story.independent_sources == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "Ruritania expelled 10 diplomats of Syldavia.",
            "Ruritania expelled 12 diplomats of Syldavia.",
        ),
        ("Ruritania expelled 10 diplomats.", "Ruritania has not expelled 10 diplomats."),
        ("Ruritania will lift the sanctions.", "Ruritania will impose the sanctions."),
        ("The parliament approved the treaty.", "The parliament may approve the treaty."),
        ("Ruritania attacked the port of Klow.", "Ruritania attacked the port of Szohod."),
    ],
)
def test_what_changes_the_meaning_keeps_two_points_apart(
    desk: Any, point: Any, left: str, right: str
) -> None:
    """A number, a negation, a turn, a possibility or a name that differs forbids the merger."""
    desk.document("a", left, source="Alpha")
    desk.document("b", right, source="Beta")
    story = merge_story("s1", _articles(desk), {"a": [point("a", 1)], "b": [point("b", 1)]})
    assert len(story.key_points) == 2


def test_two_speakers_are_two_points(desk: Any, point: Any) -> None:
    """The same words of two ministers stay two statements."""
    text = "No breakthrough is to be expected at the summit in Geneva."
    desk.document("a", text, source="Alpha")
    desk.document("b", text + " ", source="Beta")
    points = {
        "a": [point("a", 1, kind="statement", speaker="Sergey Lavrov")],
        "b": [point("b", 1, kind="statement", speaker="Dmitry Medvedev")],
    }
    assert len(merge_story("s1", _articles(desk), points).key_points) == 2
    points["b"] = [point("b", 1, kind="statement", speaker="Lavrov")]
    assert len(merge_story("s1", _articles(desk), points).key_points) == 1


def test_reprints_collapse_and_count_once(desk: Any, point: Any) -> None:
    """Four copies of an agency report are one source and one key point."""
    for number in range(4):
        desk.document(f"a{number}", TALKS, source=f"Outlet {number}")
    points = {f"a{number}": [point(f"a{number}", 1)] for number in range(4)}
    story = merge_story("s1", _articles(desk), points, [("a0", "a1", "a2", "a3")])
    assert len(story.key_points) == 1
    assert len(story.key_points[0].evidence) == 4
    assert story.independent_sources == 1
    assert story.key_points[0].importance == 0.5
    assert story.reprints == (("a0", "a1", "a2", "a3"),)


def test_copy_of_one_agency_counts_once(desk: Any) -> None:
    """Two outlets that credit the same agency are one source, the agency's own report included."""
    desk.document("a", "GENEVA (AFP) - " + TALKS, source="Alpha")
    desk.document("b", "Talks in Geneva. They went well.\n\nAFP", source="Beta")
    desk.document("c", TALKS, source="AFP")
    desk.document("d", TALKS, source="Delta")
    assert merge_story("s1", _articles(desk), {}).independent_sources == 2


def test_one_outlet_counts_once(desk: Any) -> None:
    """Two reports of one outlet, under its name and its address, are one source."""
    desk.document("a", TALKS, source="BBC News")
    desk.document("b", TALKS, source="https://www.bbc.co.uk/news")
    assert merge_story("s1", _articles(desk), {}).independent_sources == 1


def test_rejected_points_stay_out(desk: Any, point: Any) -> None:
    """What grounding rejected does not come back through merging."""
    desk.document("a", TALKS)
    rejected = point("a", 1, check=Check(status="rejected", score=0))
    assert merge_story("s1", _articles(desk), {"a": [rejected]}).key_points == ()


def test_the_checked_wording_is_kept(desk: Any, point: Any) -> None:
    """Of two wordings of one fact, the one that needed no repair stays."""
    desk.document("a", TALKS, source="Alpha")
    desk.document("b", TALKS.replace("discussed", "have discussed"), source="Beta")
    points = {
        "a": [point("a", 1, check=Check(status="repaired", score=0.8))],
        "b": [point("b", 1, check=Check(status="supported", score=1))],
    }
    (merged,) = merge_story("s1", _articles(desk), points).key_points
    assert merged.id == "k-b-1"
    assert merged.check is not None
    assert merged.check.status == "supported"
    assert merged.evidence[0].article_id == "b"


def test_merged_points_get_a_new_id(desk: Any, point: Any) -> None:
    """The caller's function names a merged point, and nothing else."""
    desk.document("a", TALKS + " A third party paid the hotel.", source="Alpha")
    desk.document("b", TALKS, source="Beta")
    points = {"a": [point("a", 1), point("a", 2)], "b": [point("b", 1)]}
    options = MergeOptions(make_id=lambda p: f"of {len(p.evidence)}")
    story = merge_story("s1", _articles(desk), points, (), options)
    assert {p.id for p in story.key_points} == {"of 2", "k-a-2"}


def test_the_title_is_a_headline_in_the_readers_language(desk: Any) -> None:
    """The most central headline is chosen, among those the audience can read."""
    desk.document("a", TALKS, title="Ministers meet in Geneva on arms control")
    desk.document("b", TALKS, title="A quiet day by the lake")
    desk.document("c", TALKS, title="Ministers discuss arms control in Geneva")
    desk.document("d", TALKS, title="Minister treffen sich in Genf", language="de")
    story = merge_story("s1", _articles(desk), {})
    assert story.title in {
        "Ministers meet in Geneva on arms control",
        "Ministers discuss arms control in Geneva",
    }
    german = merge_story("s1", _articles(desk), {}, (), MergeOptions(language="de"))
    assert (german.title, german.title_article) == ("Minister treffen sich in Genf", "d")


def test_a_story_without_headlines_is_named_by_its_first_sentence(desk: Any) -> None:
    """Plain text without a title gets its opening words, cut at a word."""
    desk.document("a", "word " * 100)
    story = merge_story("s1", _articles(desk), {})
    assert len(story.title) <= 121
    assert story.title.endswith("word…")


def test_no_article_is_an_error() -> None:
    """A story is told by somebody."""
    with pytest.raises(ValueError, match="s1"):
        merge_story("s1", [], {})


def test_the_order_of_articles_does_not_matter(desk: Any, point: Any) -> None:
    """Merging depends on the articles, not on the order in which they were handed over."""
    desk.document("a", TALKS, source="Alpha", published="2021-06-02")
    desk.document("b", TALKS, source="Beta", published="2021-06-01")
    points = {"a": [point("a", 1)], "b": [point("b", 1)]}
    forwards = merge_story("s1", _articles(desk), points)
    assert forwards == merge_story("s1", _articles(desk)[::-1], points)
    assert forwards.articles == ("b", "a")
