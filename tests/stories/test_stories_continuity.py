"""What is new since the last briefing, what moved, and what is old news served again."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from briefer.models import Briefing, Change, KeyPoint, Story, Window
from briefer.stories import compare


def _story(story_id: str, *points: KeyPoint, title: str = "Talks") -> Story:
    articles = tuple(dict.fromkeys(e.article_id for point in points for e in point.evidence))
    return Story(id=story_id, title=title, articles=articles, key_points=points)


def _briefing(*stories: Story, day: int = 1) -> Briefing:
    end = dt.datetime(2021, 6, day, 6, tzinfo=dt.UTC)
    window = Window(start=end - dt.timedelta(days=1), end=end)
    return Briefing(date=end.date(), audience="desk", window=window, stories=stories)


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
    stories, _ = compare(_briefing(day=2), [_story("s1", point("b", 1))], [older])
    assert [story.status for story in stories] == ["unchanged"]
    without, _ = compare(_briefing(day=2), [_story("s1", point("b", 1))])
    assert [story.status for story in without] == ["new"]
