"""Reading a model's points, and merging those of an article's parts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.engines._drafts import merged
from briefer.engines._replies import read_lines, read_points
from briefer.engines.base import with_id
from briefer.llm.structured import ReplyError
from briefer.models import KeyPoint
from tests import make

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["points", "lines", "t", "s", "p", "k", "i", "by", "q", "x"]), inner
        )
    ),
    max_leaves=12,
)


def point(text: str, sentence: int, importance: float = 0.5) -> KeyPoint:
    """Return a draft that rests on one sentence."""
    return with_id(make.point(text, number=sentence, id="", importance=importance, check=None))


@given(ANYTHING)
@settings(deadline=None, derandomize=True)
def test_any_json_is_read_or_refused(value: Any) -> None:
    """Whatever JSON a model sends: usable points that cite what is there, or a `ReplyError`."""
    try:
        found = read_points(value, sentences=9, quotations=2, limit=5)
        lines = read_lines(value if isinstance(value, list) else value.get("lines", []), 9, 5)
    except ReplyError:
        return
    assert len(found.points) <= 5
    assert len(lines.lines) <= 5
    for each in found.points:
        assert each.text
        assert all(1 <= number <= 9 for number in each.sentences)
        assert 0 <= each.importance <= 1


@pytest.mark.parametrize(
    ("item", "sentences"),
    [
        ({"t": "A.", "s": 3}, (3,)),
        ({"t": "A.", "s": "3, 4"}, (3, 4)),
        ({"t": "A.", "s": ["[3]", 4.0, 4]}, (3, 4)),
    ],
)
def test_numbers_in_odd_forms_are_read(item: dict[str, Any], sentences: tuple[int, ...]) -> None:
    """A number alone, in words' clothing, or twice, is still a number."""
    found = read_points({"points": [item]}, sentences=9, quotations=0, limit=3)
    assert found.points[0].sentences == sentences


def test_a_sentence_is_no_speaker() -> None:
    """What small models put into "by" is taken for a name only if it is as short as one."""
    long = {
        "t": "A.",
        "s": [1],
        "by": "The minister said that they would all meet again on Tuesday",
    }
    short = {"t": "B.", "s": [1], "by": "**Ada Lind**"}
    found = read_points({"points": [long, short]}, sentences=1, quotations=0, limit=3)
    assert [each.speaker for each in found.points] == [None, "Ada Lind"]


def test_the_same_words_are_merged() -> None:
    """A point of two parts is one, with the evidence of both; the more important one stands."""
    first, second = point("The ministers met in Oslo.", 1), point("ministers met in Oslo", 9, 0.9)
    (both,) = merged([first, second])
    assert both.text == second.text
    assert [item.sentences for item in both.evidence] == [(9,), (1,)]
    assert both.id != second.id


def test_who_did_what_is_not_merged() -> None:
    """The same words in another order are another claim."""
    assert len(merged([point("Norland left Suvia.", 1), point("Suvia left Norland.", 2)])) == 2
