"""Answers in other clothes: what was asked for is found in whatever it is wrapped in."""

import json
from typing import Any

import pytest

from briefer.llm.requests import Schema
from briefer.llm.shapes import read_reply
from briefer.llm.structured import ReplyError

ITEM = {"type": "object", "properties": {}, "required": ["t", "s"]}
SCHEMA = Schema(
    "points",
    {
        "type": "object",
        "properties": {"points": {"type": "array", "items": ITEM}},
        "required": ["points"],
    },
)
ONE = {"t": "The council voted.", "s": [1]}
TWO = {"t": "The pier's gate isn't open.", "s": [2]}
GOOD = {"points": [ONE, TWO]}
TEXT = json.dumps(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        json.dumps({"type": "object", "properties": GOOD}),
        json.dumps({"response": GOOD}),
        json.dumps({"result": {"data": GOOD}}),
        json.dumps({"Points": [ONE, TWO]}),
        json.dumps([GOOD]),
        json.dumps(TEXT),
        str(GOOD),
        "```python\n" + str(GOOD) + "\n```",
        TEXT.replace('"s": [1]', '"s": [1] // of the first sentence'),
        TEXT.replace('"s": [1]', '"s": [1] /* the first */'),
        "\n".join(map(json.dumps, GOOD["points"])),
        "<think>\nTwo points will do.\n" + TEXT,
        TEXT + '\n{"note": "that is all"}',
    ],
)
def test_the_answer_is_found(text: str) -> None:
    """Under another name, a level down, as a string, a literal, with comments, line by line."""
    assert read_reply(text, SCHEMA) == GOOD


@pytest.mark.parametrize("text", ['{"t": "http://a.example/x", "s": [1]}', '{"t": "a", "s": [1]}'])
def test_an_address_is_no_comment(text: str) -> None:
    """What looks like a comment inside a string stays; one object by itself is one item."""
    assert read_reply(text, SCHEMA) == {"points": [json.loads(text)]}


@pytest.mark.parametrize("value", [{"note": "no"}, {"points": None}, {"points": "none"}, [1, 2]])
def test_another_answer_is_handed_on_as_it_is(value: Any) -> None:
    """What has nothing of what was asked for is left to who says what is wrong with it."""
    assert read_reply(json.dumps(value), SCHEMA) == value


@pytest.mark.parametrize("text", ["", "no", "<think>never ends", "{'a': __import__('os')}"])
def test_no_json_is_said(text: str) -> None:
    """Where there is nothing to read, that is said; nothing is evaluated."""
    with pytest.raises(ReplyError):
        read_reply(text, SCHEMA)


@pytest.mark.parametrize("text", ["{'a':" * 100_000, "// " * 200_000 + "{", '"' + "{" * 400_000])
def test_rubbish_takes_no_time(text: str) -> None:
    """Reading stays linear and bounded."""
    with pytest.raises(ReplyError):
        read_reply(text, SCHEMA)
