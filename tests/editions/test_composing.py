"""Editions: cut to the audience's length, sources numbered as they are met."""

import datetime as dt

from briefer.editions.audiences import Audience, Limits
from briefer.editions.composing import Parts, assemble, telling, within_limits
from briefer.editions.ranking import rank
from briefer.models import (
    Change,
    Gaps,
    Origin,
    Window,
)
from briefer.text.claim_language import Reader
from tests.make import article, evidence, line, point, story

NOW = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)


def test_an_edition_is_cut_to_its_length_and_says_what_is_left_out() -> None:
    """The most important points stay, in their order; further stories are named."""
    long = story("long", point("x", importance=0.2), point("y"), point("z", importance=0.9))
    audience = Audience(limits=Limits(stories=1, key_points=2))
    shown, left_out = within_limits([long, story("other", point("w"))], audience)
    assert [p.id for p in shown[0].key_points] == ["y", "z"]
    assert [s.id for s in left_out] == ["other"]


def test_what_the_reader_can_read_is_kept_before_its_like() -> None:
    """A slightly weaker point in the reader's language stays; a far weaker one does not."""
    reader = Reader("en", {"a": "en", "b": "fr"}.__getitem__)
    french = "Les ministres ont dit que la réunion est dans la ville."
    points = [
        point("y", importance=0.6),
        point(french, "b", importance=0.9),
        point("x", importance=0.2),
    ]
    two = Audience(limits=Limits(key_points=2))
    one = Audience(limits=Limits(key_points=1))
    (shown,), _ = within_limits([story("s", *points)], two, reader)
    assert [p.id for p in shown.key_points] == ["y", french]
    (shown,), _ = within_limits([story("s", *points)], one, reader)
    assert [p.id for p in shown.key_points] == ["y"]
    (shown,), _ = within_limits([story("s", *points)], one)
    assert [p.id for p in shown.key_points] == [french]


def test_sources_are_numbered_in_the_order_a_reader_meets_them() -> None:
    """The bottom line first, then the stories; each article once, with who else carried it."""
    told = line("b", evidence(article="b"), key_points=("p",))
    parts = Parts(
        window=Window(start=NOW, end=NOW), bottom_line=(told,), stories=(story("s", point("p")),)
    )
    carried = (Origin(location="1", source="Wire"), Origin(location="2", source="Post"))
    articles = {
        "a": article("a"),
        "b": article("b", source="Wire", origins=carried),
    }
    made = assemble(NOW.date(), Audience(), parts, articles)
    assert [(s.number, s.article_id, s.also_in) for s in made.sources] == [
        (1, "b", ("Post",)),
        (2, "a", ()),
    ]


def test_an_article_without_a_usable_point_is_named_among_the_sources() -> None:
    """A reader of the gaps learns which article it was, not its id."""
    gaps = Gaps(read=1, without_points=("a",))
    parts = Parts(window=Window(start=NOW, end=NOW), stories=(), gaps=gaps)
    articles = {"a": article("a", title="Port closed")}
    assert [s.title for s in assemble(NOW.date(), Audience(), parts, articles).sources] == [
        "Port closed"
    ]


def test_changes_tell_what_moved_and_do_not_repeat_the_bottom_line() -> None:
    """One new point a story, not the one on top already; what moved always."""

    def change(kind: str, name: str) -> Change:
        return Change.model_validate({"story": "s", "kind": kind, "text": name, "key_point": name})

    changes = [change("new_point", "p"), change("new_point", "q"), change("new_point", "r")]
    changes.append(change("moved", "m"))
    told = line("p", evidence(), key_points=("p",))
    kept = telling(changes, [story("s", point("p"))], [told], Limits(new_points=1))
    assert [c.text for c in kept] == ["q", "m"]


def test_importance_is_explained_and_follows_the_audience() -> None:
    """More sources rank higher; an audience's country turns the order, and says so."""
    many = story("many", point("p"), independent_sources=4, countries=("FR",))
    one = story("one", point("q"), independent_sources=1, countries=("PE",))
    first, second = rank([one, many], Audience())
    assert (first.id, second.id) == ("many", "one")
    assert "4 independent sources" in first.reasons
    assert 0 < second.importance < first.importance < 1
    peru = rank([many, one], Audience(countries=("PE",), topics=("q",)))
    assert peru[0].id == "one"
    assert "involves PE" in peru[0].reasons


def test_the_order_is_stable() -> None:
    """Stories of equal weight stand in the order of their ids, whatever order they come in."""
    pair = [story("b", point("p")), story("a", point("p"))]
    assert [s.id for s in rank(pair, Audience())] == ["a", "b"]
