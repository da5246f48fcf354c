"""What the model engine makes of stories: titles, summaries, the bottom line."""

import json

from briefer.engines.openai import OpenAIEngine
from briefer.models import Check, KeyPoint, Status, Story
from tests import make
from tests.fake_llm.server import FakeServer, fails, says


def point(name: str, importance: float = 0.5, status: Status | None = "supported") -> KeyPoint:
    """Return a key point of one sentence."""
    check = Check(status=status, score=1.0) if status else None
    text = f"Minister {name} spoke."
    return make.point(text, id=f"k{name}", importance=importance, check=check)


def story(name: str, *points: KeyPoint) -> Story:
    """Return a story of these points."""
    return make.story(name, *points, title=f"Story {name}")


def test_a_summary_cites_key_points(engine: OpenAIEngine, server: FakeServer) -> None:
    """Title and sentences come back with the ids of the points they cite."""
    made = engine.compose(story("s", point("a"), point("b", 0.9), point("c"), point("d")))
    assert made.title is not None
    assert made.title.key_points == ("kb",)
    assert [line.key_points for line in made.sentences] == [("kb",), ("ka",)]
    assert made.usage.calls == server.count == 1


def test_rejected_points_are_never_sent(engine: OpenAIEngine, server: FakeServer) -> None:
    """What failed its check does not reach the model."""
    engine.compose(story("s", *(point(n) for n in "abcd"), point("bad", 1.0, "rejected")))
    assert "bad" not in json.dumps(server.chats)


def test_a_small_story_is_its_own_summary(engine: OpenAIEngine, server: FakeServer) -> None:
    """Three points need no model to say them."""
    made = engine.compose(story("s", point("a"), point("b", 0.9)))
    assert [line.text for line in made.sentences] == ["Minister b spoke.", "Minister a spoke."]
    assert server.count == 0


def test_unknown_points_are_dropped(engine: OpenAIEngine, server: FakeServer) -> None:
    """A line or title that cites a point that is not there is left out, and counted."""
    bad, good = {"t": "Bad.", "p": [9]}, {"t": "Good.", "p": [2, 1]}
    server.play = says(json.dumps({"title": bad, "lines": [bad, good]}))
    made = engine.compose(story("s", *(point(n) for n in "abcd")))
    assert made.title is None
    assert [(line.text, line.key_points) for line in made.sentences] == [("Good.", ("ka", "kb"))]
    assert engine.dropped == {"unknown_number": 1, "title_unknown_number": 1}


def test_a_failed_summary_falls_back_to_the_points(
    engine: OpenAIEngine,
    server: FakeServer,
) -> None:
    """Where the model fails, the story is told in its points' own words."""
    server.play = fails(400, "nonsense")
    made = engine.compose(story("s", *(point(n) for n in "abcd")))
    assert [line.key_points for line in made.sentences] == [("ka",), ("kb",)]
    assert engine.dropped["compose_failed"] == 1


def test_many_stories_are_composed_together(engine: OpenAIEngine, server: FakeServer) -> None:
    """`compose_all` asks for several at a time, and gives each its own."""
    server.delay = 0.02
    stories = [story(f"s{n}", *(point(f"{n}{x}") for x in "abcd")) for n in range(16)]
    stories.append(story("small", point("x")))
    made = dict((each.id, found) for each, found in engine.compose_all(stories))  # noqa: C402 - plain
    assert set(made) == {each.id for each in stories}
    for n in range(16):
        assert made[f"s{n}"].title.key_points == (f"k{n}a",)  # type: ignore[union-attr]  # it is there
        assert [line.key_points for line in made[f"s{n}"].sentences] == [(f"k{n}a",), (f"k{n}b",)]
    assert server.count == 4
    assert 1 < server.most <= 4
    assert sum(each.usage.calls for each in made.values()) == 4


def test_the_bottom_line(engine: OpenAIEngine, server: FakeServer) -> None:
    """One line a story, within the limit, citing points."""
    stories = [story(f"s{n}", point(f"{n}a"), point(f"{n}b")) for n in range(9)]
    made = engine.bottom_line(stories, 3)
    assert [line.key_points for line in made.sentences] == [("k0a",), ("k1a",), ("k2a",)]
    assert made.usage.calls == server.count == 1
    asked = server.chats[0]["messages"][1]["content"]
    assert "Minister 3a spoke." in asked
    assert "Minister 4a spoke." not in asked


def test_a_failed_bottom_line_falls_back(engine: OpenAIEngine, server: FakeServer) -> None:
    """Where the model fails, the best point of each story stands in."""
    server.play = fails(400, "nonsense")
    made = engine.bottom_line([story("s", point("a", 0.1), point("b", 0.9))], 3)
    assert [line.key_points for line in made.sentences] == [("kb",)]
    assert made.failed


def test_no_story_no_call(engine: OpenAIEngine, server: FakeServer) -> None:
    """An empty morning asks nothing."""
    assert engine.bottom_line([], 3).sentences == ()
    assert server.count == 0


def test_a_line_that_mixes_stories_is_left_out(engine: OpenAIEngine, server: FakeServer) -> None:
    """Whose a summary is, its citations say; what cites another story too is dropped."""
    titles = [{"t": "One", "p": [1]}, {"t": "Two", "p": [5]}]
    lines = [{"t": "Mine.", "p": [6]}, {"t": "Mixed.", "p": [4, 5]}]
    answer = [{"title": titles[1], "lines": lines}, {"title": titles[0], "lines": []}]
    server.play = says(json.dumps({"stories": answer}))
    stories = [story(n, *(point(f"{n}{x}") for x in "abcd")) for n in "xy"]
    made = dict(engine.compose_all(stories))
    assert [line.key_points for line in made[stories[1]].sentences] == [("kyb",)]
    assert made[stories[0]].sentences[0].text == "Minister xa spoke."
    assert engine.dropped == {"other_story": 1, "compose_failed": 1}


def test_stories_that_fail_together_are_asked_for_alone(
    engine: OpenAIEngine, server: FakeServer
) -> None:
    """A reply that can't be used costs no story its summary; all that was paid for is counted."""
    server.script += [says("no"), says("no")]
    stories = [story(n, *(point(f"{n}{x}") for x in "abcd")) for n in "xy"]
    made = [found for _, found in engine.compose_all(stories)]
    assert all(each.title is not None for each in made)
    assert server.count == sum(each.usage.calls for each in made) == 4
