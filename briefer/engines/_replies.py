"""The forms a model answers in, and reading them: whatever does not fit is dropped and counted."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args

from briefer.engines._packing import MOST_TOGETHER
from briefer.llm.plain import plain
from briefer.llm.requests import Schema
from briefer.llm.structured import ReplyError
from briefer.models import Kind
from briefer.text.mediatopics import subjects

KINDS: tuple[str, ...] = get_args(Kind)
MAX_TEXT = 400  # characters of one sentence
MAX_NAME = 100  # characters of a speaker's name and office
MAX_CITED = 6  # numbers one claim may cite
MAX_ITEMS = 400  # items of a reply that are looked at

_MARKS = re.compile(r"\s*(?:\{q\d+\}|\[\d{1,4}(?:\s*,\s*\d{1,4})*\])\s*")
_INTEGER = re.compile(r"\d{1,6}")
_NUMBERS = {"type": "array", "items": {"type": "integer"}, "maxItems": MAX_CITED}
LINE: Mapping[str, Any] = {
    "type": "object",
    "properties": {"t": {"type": "string"}, "p": _NUMBERS},
    "required": ["t", "p"],
}

_POINT: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "k": {"type": "string", "enum": list(KINDS)},
        "t": {"type": "string"},
        "s": _NUMBERS,
        "i": {"type": "integer"},
        "by": {"type": "string"},
        "q": {"type": "integer"},
        "at": {"type": "string"},
    },
    "required": ["k", "t", "s", "i"],
}


def points_schema(limit: int, *, again: bool = False) -> Schema:
    """Return the form of a reply to `extract`, of at most `limit` points.

    With `again` they are points put right, each with the number of the refused one.

    The bound is worth its place: a small model that a grammar holds to a list without end goes on
    until it is cut off.
    """
    points = list_of(_again(_POINT) if again else _POINT, limit)
    if again:
        return form("points", {"points": points})
    about = list_of({"type": "string", "enum": list(subjects())}, MOST_TOGETHER)
    return form("points", {"points": points}, {"about": about})


def summaries_schema(stories: int, limit: int) -> Schema:
    """Return the form of a reply to `compose`: so many stories, each of at most `limit` lines."""
    story = {
        "type": "object",
        "properties": {"title": LINE, "lines": list_of(LINE, limit)},
        "required": ["title", "lines"],
    }
    return form("summaries", {"stories": list_of(story, stories)})


def lines_schema(limit: int, *, again: bool = False) -> Schema:
    """Return the form of a reply to `bottom_line`, of at most `limit` lines.

    With `again` they are lines put right, each with the number of the refused one.
    """
    return form("lines", {"lines": list_of(_again(LINE) if again else LINE, limit)})


def _again(item: Mapping[str, Any]) -> dict[str, Any]:
    properties = {"n": {"type": "integer"}, **item["properties"]}
    return {**item, "properties": properties, "required": ["n", *item["required"]]}


def list_of(items: Mapping[str, Any], limit: int) -> dict[str, Any]:
    """Return the schema of a list of at most `limit` items."""
    return {"type": "array", "items": items, "maxItems": limit}


def form(
    name: str, properties: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> Schema:
    """Return the schema of a reply that must have all of `properties`, and may have the others."""
    every = {**properties, **(optional or {})}
    return Schema(name, {"type": "object", "properties": every, "required": list(properties)})


class Point(NamedTuple):
    """A key point as a model gave it; numbers are the request's own, known to exist."""

    kind: Kind
    text: str
    sentences: tuple[int, ...]
    importance: float
    speaker: str | None
    quotation: int | None
    place: str | None
    countries: tuple[str, ...]
    date_words: str | None
    again: int | None = None  # the number of the refused point that it puts right


class CitedLine(NamedTuple):
    """A composed sentence and the numbers of the points it cites, known to exist."""

    text: str
    points: tuple[int, ...]
    again: int | None = None  # the number of the refused line that it puts right


class Points(NamedTuple):
    """What a reply to `extract` holds. `dropped` says why points were left out."""

    points: tuple[Point, ...]
    dropped: tuple[str, ...] = ()
    about: tuple[str | None, ...] = ()  # subject of each article, in their order, where it is one


class Lines(NamedTuple):
    """What a reply to `bottom_line` holds, or one to `compose` of one story."""

    lines: tuple[CitedLine, ...]
    title: CitedLine | None = None
    dropped: tuple[str, ...] = ()


class BadItemError(Exception):
    """One item of a reply can't be used; the message is its code."""


def read_points(value: Any, sentences: int, quotations: int, limit: int) -> Points:
    """Return the usable points among the first `limit`, of a request of so many sentences.

    Raises:
        ReplyError: `points` is missing, or it has items and not one is usable.
    """
    points: list[Point] = []
    dropped: list[str] = []
    for item in items_of(value, "points"):
        if len(points) == limit:
            dropped.append("more_than_asked")
            continue
        try:
            points.append(_point(item, sentences, quotations))
        except BadItemError as error:
            dropped.append(str(error))
    if dropped and not points:
        raise ReplyError(explained(dropped[0], f"sentence numbers run from 1 to {sentences}"))
    return Points(tuple(points), tuple(dropped), _about(value))


def _about(value: Any) -> tuple[str | None, ...]:
    """Return the subjects that a reply names; what is none of them is passed over."""
    listed = value.get("about") if isinstance(value, dict) else None
    listed = [listed] if isinstance(listed, str) else listed
    if not isinstance(listed, list):
        return ()
    named = (plain(item, 40).casefold().replace(" ", "_") for item in listed[:MOST_TOGETHER])
    return tuple(name if name in subjects() else None for name in named)


def read_lines(value: Any, points: int, limit: int) -> Lines:
    """Return the usable lines among the first `limit`, of a request of so many points.

    Raises:
        ReplyError: `lines` is missing, or it has items and not one is usable.
    """
    lines: list[CitedLine] = []
    dropped: list[str] = []
    for item in items_of(value, "lines"):
        if len(lines) == limit:
            dropped.append("more_than_asked")
            continue
        try:
            lines.append(cited_line(item, points))
        except BadItemError as error:
            dropped.append(str(error))
    if dropped and not lines:
        raise ReplyError(explained(dropped[0], f"point numbers run from 1 to {points}"))
    return Lines(tuple(lines), None, tuple(dropped))


def items_of(value: Any, name: str) -> Iterator[Any]:
    """Return the items of the list `name` of a reply, or of one that is the list itself.

    Raises:
        ReplyError: there is none.
    """
    items = value.get(name) if isinstance(value, dict) else value
    if not isinstance(items, list):
        raise ReplyError(f'the JSON object has no list "{name}"')
    return iter(items[:MAX_ITEMS])


def explained(code: str, range_words: str) -> str:
    """Say what is wrong with an item, in words that help a model mend it."""
    words = {
        "no_text": 'an item has no "t"',
        "no_items": "it has no item that cites a point",
        "no_numbers": "an item cites no number",
        "unknown_number": f"an item cites a number that is not there; {range_words}",
    }
    return words.get(code, "an item is no JSON object of the form described")


def _point(item: Any, sentences: int, quotations: int) -> Point:
    text = text_of(item)
    importance = whole(item.get("i"))
    quotation = whole(item.get("q"))
    return Point(
        kind=_kind(item.get("k")),
        text=text,
        sentences=_numbers(item.get("s"), sentences),
        importance=(min(max(importance, 1), 5) - 1) / 4 if importance is not None else 0.5,
        speaker=name_of(item.get("by")),
        quotation=quotation if quotation and quotation <= quotations else None,
        place=plain(item.get("at"), 120) or None,
        countries=_codes(item.get("c")),
        date_words=plain(item.get("on"), 80) or None,
        again=whole(item.get("n")),
    )


def cited_line(item: Any, points: int) -> CitedLine:
    """Return a composed sentence.

    Raises:
        BadItemError: it has no text, or cites no number or one that is not there.
    """
    text = text_of(item)
    return CitedLine(text, _numbers(item.get("p"), points), whole(item.get("n")))


def text_of(item: Any) -> str:
    """Return an item's text, without marks of ours.

    Raises:
        BadItemError: it has none, or one that is no sentence.
    """
    if not isinstance(item, dict):
        raise BadItemError("no_object")
    text = _MARKS.sub(" ", plain(item.get("t"), MAX_TEXT + 1)).strip()
    if not any(character.isalpha() for character in text):
        raise BadItemError("no_text")
    if len(text) > MAX_TEXT:
        raise BadItemError("too_long")
    return text


def name_of(value: Any) -> str | None:
    """Return who speaks; what is as long as a sentence is no name."""
    name = _MARKS.sub(" ", plain(value, MAX_NAME + 1)).strip()
    return name if name and len(name) <= MAX_NAME and len(name.split()) <= 10 else None


def _kind(value: Any) -> Kind:
    name = value.strip().casefold()[:20] if isinstance(value, str) else ""
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return kinds.get(name, "event")


def _numbers(value: Any, highest: int) -> tuple[int, ...]:
    if isinstance(value, str):
        value = [int(number) for number in _INTEGER.findall(value[:100])]
    items = value[: MAX_CITED * 4] if isinstance(value, list) else [value]
    numbers = sorted({number for item in items if (number := whole(item)) is not None})
    if not numbers:
        raise BadItemError("no_numbers")
    if numbers[0] < 1 or numbers[-1] > highest:
        raise BadItemError("unknown_number")
    if len(numbers) > MAX_CITED:
        raise BadItemError("too_many_numbers")
    return tuple(numbers)


def whole(value: Any) -> int | None:
    """Return a whole number, however a model wrote it; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 1_000_000 else -1
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1_000_000 else None
    if isinstance(value, str) and (found := _INTEGER.fullmatch(value.strip("[]# ")[:10])):
        return int(found.group())
    return None


def _codes(value: Any) -> tuple[str, ...]:
    items = value[:20] if isinstance(value, list) else [value]
    codes = (item.strip().upper() for item in items if isinstance(item, str))
    return tuple(dict.fromkeys(code for code in codes if re.fullmatch(r"[A-Z]{2}", code)))
