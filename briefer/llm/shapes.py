"""The object that was asked for, in whatever a model or its server has wrapped it.

Seen of servers and models: the answer under the schema's own "properties", under a name of the
model's choice or in a list of one; JSON inside a string of JSON; a Python literal; comments; its
items as JSON Lines; all of it after a `<think>` that is never closed.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from briefer.llm.requests import Schema
from briefer.llm.structured import MAX_CHARACTERS, ReplyError, objects, read_json, without_thoughts

DEPTH = 3  # wrappings looked into
_LITERAL = 20_000  # characters of a Python literal that is read
_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n"{}\[\]]*|/\*.*?\*/', re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>")


def read_reply(text: str, schema: Schema) -> Any:
    """Return the JSON that a reply answers `schema` with; what has its keys goes first.

    Raises:
        ReplyError: there is no JSON at all.
    """
    wanted = frozenset(schema.schema.get("required", ()))
    text = text[:MAX_CHARACTERS]
    text = without_thoughts(text) or _THOUGHT.sub("", text)
    fault: ReplyError | None = None
    try:
        value = read_json(text)
    except ReplyError as error:
        value, fault = None, error
    found = _holder(value, wanted, DEPTH) or _elsewhere(text, schema, wanted)
    if found is not None:
        return found
    if fault is not None:
        raise fault
    return value


def _elsewhere(text: str, schema: Schema, wanted: frozenset[str]) -> dict[str, Any] | None:
    """Return the answer where the last object of a text is not it."""
    for value in _readings(text):
        found = _holder(value, wanted, DEPTH)
        if found is not None:
            return found
    return _lines(text, schema)


def _readings(text: str) -> Iterator[Any]:
    """Yield what a text holds when it is read in other ways, the likelier first."""
    bare = text.strip()
    if bare.startswith('"'):
        with suppress(ValueError, RecursionError, ReplyError):
            yield read_json(str(json.loads(bare, strict=False)))
    if "//" in text or "/*" in text:
        yield from reversed(objects(_COMMENT.sub(lambda match: match.group(1) or "", text)))
    yield from reversed(objects(text))
    if len(bare) <= _LITERAL and "'" in bare:
        start, end = bare.find("{"), bare.rfind("}")
        try:
            yield ast.literal_eval(bare[start : end + 1])
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            return


def _holder(value: Any, wanted: frozenset[str], depth: int) -> dict[str, Any] | None:
    """Return the object with the keys that are wanted, at most `depth` wrappings down."""
    if isinstance(value, dict):
        own = {key: value[name] for key in wanted for name in value if _same(name, key)}
        if wanted and own.keys() == wanted and all(isinstance(v, list) for v in own.values()):
            beside = {n: v for n, v in value.items() if not any(_same(n, key) for key in wanted)}
            return {**own, **beside}
    if depth == 0:
        return None
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    parts = [part for part in inner if isinstance(part, (dict, list))][:8]
    found = (_holder(part, wanted, depth - 1) for part in parts)
    return next((part for part in found if part is not None), None)


def _same(name: object, key: str) -> bool:
    return isinstance(name, str) and name.casefold() == key.casefold()


def _lines(text: str, schema: Schema) -> dict[str, Any] | None:
    """Return the items of the one list that is wanted, where each stands as an object by itself."""
    needed_keys = schema.schema.get("required", ())
    properties: Mapping[str, Any] = {
        name: form
        for name, form in schema.schema.get("properties", {}).items()
        if name in needed_keys
    }
    if len(properties) != 1:
        return None
    ((name, form),) = properties.items()
    needed = set(form.get("items", {}).get("required", ()))
    found = [one for one in objects(text) if isinstance(one, dict)]
    items = [one for one in found if needed and needed <= one.keys()]
    return {name: items} if items else None
