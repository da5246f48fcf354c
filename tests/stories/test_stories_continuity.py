"""What is new since the last briefing, what moved, and what is old news served again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from briefer.models import Briefing, Change, KeyPoint, Story
from briefer.stories import compare
from briefer.stories.continuity import PastContext
from tests import make


def _story(story_id: str, *points: KeyPoint, title: str = "Talks") -> Story:
    articles = tuple(dict.fromkeys(e.article_id for point in points for e in point.evidence))
    return make.story(story_id, *points, title=title, articles=articles)


def _briefing(*stories: Story, day: int = 1) -> Briefing:
    return make.briefing(*stories, date=dt.date(2021, 6, day), audience="desk")


def _kinds(changes: Sequence[Change]) -> list[str]:
    return [change.kind for change in changes]


EXPELLED = "Ruritania expelled ten diplomats of Syldavia on Monday."


def test_without_an_earlier_briefing_all_is_new(desk: Any, point: Any) -> None:
    """The first briefing has no changes to list."""
    desk.document("a", EXPELLED)
    stories, changes = compare(None, [_story("s1", point("a", 1))])
    assert [story.status for story in stories] == ["new"]
    assert changes == ()


def test_a_story_not_seen_before_is_new(desk: Any, point: Any) -> None:
    """A new story is listed as one change, under its title."""
    desk.document("a", EXPELLED)
    desk.document("b", "The parliament of Borduria has elected a president.")
    before = _briefing(_story("s1", point("a", 1)))
    stories, changes = compare(before, [_story("s2", point("b", 1), title="Borduria elects")])
    assert [story.status for story in stories] == ["new"]
    assert _kinds(changes) == ["new_story"]
    assert changes[0].text == "Borduria elects"
    assert changes[0].evidence == desk.evidence("b", 1)


def test_the_same_facts_are_no_development(desk: Any, point: Any) -> None:
    """A story that only repeats what was printed is unchanged, in other words too."""
    desk.document("a", EXPELLED)
    desk.document("b", "On Monday, ten diplomats of Syldavia were expelled by Ruritania.")
    stories, changes = compare(
        _briefing(_story("s1", point("a", 1))), [_story("s1", point("a", 1), point("b", 1))]
    )
    assert [story.status for story in stories] == ["unchanged"]
    assert changes == ()


def test_a_new_point_develops_a_story(desk: Any, point: Any) -> None:
    """Exactly the key points that are new are listed, with their evidence."""
    desk.document("a", EXPELLED)
    desk.document("b", "Syldavia closed its consulate in Klow.")
    stories, changes = compare(
        _briefing(_story("s1", point("a", 1))), [_story("s1", point("a", 1), point("b", 1))]
    )
    assert [story.status for story in stories] == ["developed"]
    assert [(c.kind, c.key_point, c.evidence) for c in changes] == [
        ("new_point", "k-b-1", desk.evidence("b", 1))
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (EXPELLED, "Ruritania has expelled twelve diplomats of Syldavia since Monday."),
        ("The price of Brent crude rose to $69.", "The price of Brent crude rose to $71."),
        (
            "The navy does not expect the ship to sink off Klow.",
            "The navy expects the ship to sink off Klow.",
        ),
        (
            "Ruritania's party has not signed the coalition agreement.",
            "Ruritania's party has signed the coalition agreement.",
        ),
        (
            "Ruritania refuses to open the border with Syldavia, its interior ministry said.",
            "Ruritania agrees to open the border with Syldavia for two hours a day in summer.",
        ),
    ],
)
def test_a_figure_or_a_position_moves(desk: Any, point: Any, old: str, new: str) -> None:
    """The old wording stands beside the new one."""
    desk.document("a", old)
    desk.document("b", new, published="2021-06-02")
    _, changes = compare(_briefing(_story("s1", point("a", 1))), [_story("s1", point("b", 1))])
    assert [(c.kind, c.before, c.text) for c in changes] == [("moved", old, new)]


def test_a_correction_is_told_as_one(desk: Any, point: Any) -> None:
    """A report that says it corrects an earlier one is listed with what it corrects."""
    desk.document("a", "The ship has a crew of 35 sailors.")
    desk.document(
        "b", "The ship has a crew of 25 sailors, not 35 as we reported; we correct our report."
    )
    _, changes = compare(_briefing(_story("s1", point("a", 1))), [_story("s1", point("b", 1))])
    assert [(c.kind, c.before) for c in changes] == [
        ("corrected", "The ship has a crew of 35 sailors.")
    ]


def test_old_news_under_a_new_id_is_old(desk: Any, point: Any) -> None:
    """A story founded by an article that repeats printed facts is not new."""
    desk.document("a", EXPELLED)
    desk.document("b", EXPELLED + " ")
    stories, changes = compare(
        _briefing(_story("s1", point("a", 1))), [_story("s9", point("b", 1))]
    )
    assert [story.status for story in stories] == ["unchanged"]
    assert changes == ()


def test_older_briefings_are_remembered(desk: Any, point: Any) -> None:
    """A fact printed a week ago is not new again because yesterday's briefing lacked it."""
    desk.document("a", EXPELLED)
    desk.document("b", EXPELLED)
    older = _briefing(_story("s1", point("a", 1)))
    stories, _ = compare(
        _briefing(day=2), [_story("s1", point("b", 1))], PastContext(earlier=[older])
    )
    assert [story.status for story in stories] == ["unchanged"]
    without, _ = compare(_briefing(day=2), [_story("s1", point("b", 1))])
    assert [story.status for story in without] == ["new"]


def test_a_move_is_told_from_the_latest_figure(desk: Any, point: Any) -> None:
    """A price of Wednesday moves from Tuesday's, whatever Monday's report said more alike."""
    desk.document("a", "The price of Brent crude rose to $69 a barrel.", published="2021-05-31")
    desk.document("b", "The price of Brent crude climbed above $71.", published="2021-06-01")
    desk.document("c", "The price of Brent crude fell to $70 a barrel.", published="2021-06-02")
    monday = _briefing(_story("s1", point("a", 1)))
    monday = monday.model_copy(update={"date": dt.date(2021, 5, 31)})
    told = PastContext(background={"s1": [desk.documents["a"], desk.documents["b"]]})
    _, changes = compare(monday, [_story("s1", point("c", 1))], told)
    assert [(c.kind, c.before) for c in changes] == [
        ("moved", "The price of Brent crude climbed above $71.")
    ]


def test_a_move_that_the_report_states_itself(desk: Any, point: Any) -> None:
    """A headline "from 69,342 to 180,764" is a move, however differently the days put it."""
    desk.document("a", "Until Sunday the official toll stood at 69,342.")
    desk.document(
        "b",
        "Peru has more than doubled its count of the dead, to 180,764.",
        title="Toll rises from 69,342 to 180,764",
        published="2021-06-02",
    )
    before = _briefing(_story("s1", point("a", 1)))
    told = PastContext(articles={"b": desk.documents["b"].article})
    _, changes = compare(before, [_story("s1", point("b", 1))], told)
    assert [(c.kind, c.before) for c in changes] == [
        ("moved", "Until Sunday the official toll stood at 69,342.")
    ]


def test_what_an_earlier_article_said_is_no_news(desk: Any, point: Any) -> None:
    """No briefing printed it, but it was read: the story is unchanged."""
    desk.document("a", EXPELLED + " The envoys left by train.")
    desk.document("b", "The envoys left by train.", published="2021-06-02")
    before = _briefing(_story("s1", point("a", 1)))
    told = PastContext(background={"s1": [desk.documents["a"]]})
    assert compare(before, [_story("s1", point("b", 1))], told)[0][0].status == "unchanged"
    assert compare(before, [_story("s1", point("b", 1))])[0][0].status == "developed"


def test_a_recap_of_telling_figures_is_no_news(desk: Any, point: Any) -> None:
    """Three figures that the story had are no new count, in whatever words."""
    desk.document(
        "a",
        "It put the population at 1,411,778,724. About 12 million babies were born in 2020, down "
        "from 14,650,000 a year earlier. The census was published on May 11.",
    )
    desk.document(
        "b",
        "The census published on May 11 counted 1,411,778,724 people and about 12 million births "
        "in 2020, against 14,650,000 in 2019.",
        published="2021-06-02",
    )
    before = _briefing(_story("s1", point("a", 1)))
    told = PastContext(background={"s1": [desk.documents["a"]]})
    assert compare(before, [_story("s1", point("b", 1))], told)[0][0].status == "unchanged"


def test_a_new_version_of_a_page_corrects_the_old_one(desk: Any, point: Any) -> None:
    """What reads otherwise on the same page is a correction, with the wording that was printed."""
    desk.document("a", "The train with 40 envoys left Klow at noon.")
    desk.document("b", "The train with 30 envoys left Klow at noon.", published="2021-06-02")
    before = _briefing(_story("s1", point("a", 1)))
    told = PastContext(older={"b": frozenset({"a"})})
    _, changes = compare(before, [_story("s1", point("b", 1))], told)
    assert [(c.kind, c.before) for c in changes] == [
        ("corrected", "The train with 40 envoys left Klow at noon.")
    ]
