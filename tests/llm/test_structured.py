"""Finding JSON in what models write: properties and bounds."""

import contextlib
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.llm.structured import MAX_DEPTH, ReplyError, read_json, without_thoughts

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=8), VALUES, max_size=5)
PROSE = st.text(alphabet="abc .,;:!?'\n", max_size=60)


@given(OBJECTS, PROSE, PROSE)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_any_object_is_found_between_any_prose(
    value: dict[str, Any],
    before: str,
    after: str,
) -> None:
    """Whatever the object, and whatever plain words stand around it, it is read as it was."""
    text = f"{before}```json\n{json.dumps(value, ensure_ascii=False)}\n```{after}"
    assert read_json(text) == value


@given(st.text(max_size=300))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_any_text_gives_a_value_or_a_reply_error(text: str) -> None:
    """No text at all raises anything but `ReplyError`."""
    with contextlib.suppress(ReplyError):
        assert isinstance(read_json(text), (dict, list))


@given(st.lists(OBJECTS, min_size=2, max_size=5), st.data())
@settings(deadline=None, derandomize=True, max_examples=50)
def test_a_cut_off_list_keeps_its_whole_items(
    items: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Cut anywhere after the first item, what was whole by then is read, in order."""
    first = len(json.dumps({"points": items[:1]})) - 2
    text = json.dumps({"points": items})
    cut = data.draw(st.integers(first + 1, len(text) - 1))
    value = read_json(text[:cut])
    found = value["points"] if isinstance(value, dict) else value
    whole = [item for item in found if item in items]
    assert whole[0] == items[0]
    assert len(found) <= len(items)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], }', {"a": [1, 2]}),
        (
            '{"a": None, "b": True, "c": False, "d": NaN}',
            {"a": None, "b": True, "c": False, "d": None},
        ),
        (r'{"a": "it\'s \_here\_"}', {"a": "it's _here_"}),
        ('{"a": "None, True,}"}', {"a": "None, True,}"}),
        ('{"a": 1} and {"b": 2}', {"b": 2}),
        ('{"a": 1} as I said {above}', {"a": 1}),
        ('[{"a": 1}]', [{"a": 1}]),
        ('{"a": {"b": [1, {"c": 2}, {"c"', {"a": {"b": [1, {"c": 2}]}}),
    ],
)
def test_small_faults_are_mended(text: str, value: Any) -> None:
    """Trailing commas, Python literals, bad escapes and cut ends are no reason to ask again."""
    assert read_json(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "no", "[]", "{]", '{"a" 1}', "{" * (MAX_DEPTH + 1), "<think>{}", '"{"'],
)
def test_no_json_is_said(text: str) -> None:
    """Where there is nothing to read, that is said."""
    with pytest.raises(ReplyError):
        read_json(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<think>a</think>b", "b"),
        ("a</think>b</think>c", "c"),
        ("<think>never ends", ""),
        ("plain", "plain"),
    ],
)
def test_thoughts_are_left_out(text: str, rest: str) -> None:
    """What a model thought aloud is not its answer, even where the opening tag is missing."""
    assert without_thoughts(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "{" * 1_000_000,
        '{"a":' * 200_000,
        '"' * 1_000_000,
        '{"' + "\\" * 1_000_000,
        "{}" * 500_000,
        '{"a":1' + "," * 1_000_000,
        '{"a":1' + ", " * 500_000 + "}",
        '{"a":"' + "x" * 1_000_000,
        "[" + "{}," * 300_000,
        "<think>" * 200_000,
    ],
)
def test_a_megabyte_of_rubbish_takes_no_time(text: str) -> None:
    """Reading is linear: a megabyte of the worst takes well under a second (five here: machines are busy)."""
    start = time.process_time()
    with contextlib.suppress(ReplyError):
        read_json(text)
    assert time.process_time() - start < 5
