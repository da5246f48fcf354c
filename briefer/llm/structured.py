"""Reading JSON out of what a model wrote, whatever stands around it.

Servers differ in what they enforce, and models in what they obey: the JSON may come after
`<think>`, in a code fence, between sentences, with trailing commas, Python's `None`, raw line
breaks, or cut off in the middle. Reading is linear in the text, and bounded in depth and size.
"""

import json
import re
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

MAX_CHARACTERS = 400_000
MAX_DEPTH = 32
MAX_SPANS = 50  # the last of them; an answer comes at the end
_MARK = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
_CLOSER = {"{": "}", "[": "]"}
_STRING_OR_FAULT = re.compile(
    r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])|\b(?:None|True|False|NaN)\b',
    re.DOTALL,
)
_LITERALS = {"None": "null", "True": "true", "False": "false", "NaN": "null"}
_BAD_ESCAPE = re.compile(r'\\(\\|u[0-9a-fA-F]{4}|["/bfnrt])|\\', re.DOTALL)


class ReplyError(Exception):
    """A reply can't be used; the message says why, in words that help a model mend it."""


class _Span(NamedTuple):
    text: str
    whole: bool  # False: the text ended inside it, and it was closed after its last full item


def read_json(text: str) -> Any:
    """Return the JSON object in `text`: the last whole one, else what a cut-off one still holds.

    Raises:
        ReplyError: there is none, it nests deeper than 32, or it can't be mended.
    """
    text = without_thoughts(text[:MAX_CHARACTERS]).strip()
    if text.startswith("{") and isinstance(value := _loaded(text), dict):
        return value  # as it mostly is
    spans = _spans(text)
    for span in reversed(spans):
        value = _load(span.text)
        if isinstance(value, dict) or (isinstance(value, list) and value):
            return value
    raise ReplyError("no JSON object" if not spans else "the JSON is broken")


def objects(text: str) -> list[Any]:
    """Return every object and list of a text that can be read, in order; the last 50 at most.

    Raises:
        ReplyError: it nests deeper than 32.
    """
    found = (_load(span.text) for span in _spans(text[:MAX_CHARACTERS]))
    return [value for value in found if isinstance(value, (dict, list))]


def without_thoughts(text: str) -> str:
    """Return `text` without what a reasoning model thought aloud before its answer."""
    for mark in ("</think>", "</thinking>", "<|message|>"):
        _, found, rest = text.rpartition(mark)
        if found:
            text = rest
    start = text.lstrip()
    return "" if start.startswith(("<think>", "<thinking>")) else text


def _spans(text: str) -> Sequence[_Span]:
    scanner = _Scanner(text)
    for match in _MARK.finditer(text):
        scanner.take(match.group(), match.start(), match.end())
    return scanner.end()


class _Scanner:
    """Follows brackets and strings, and collects the outermost `{...}` and `[...]`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: deque[_Span] = deque(maxlen=MAX_SPANS)
        self.stack: list[str] = []
        self.in_string = False
        self.start = 0
        self.full = (0, "")  # end of the last whole item inside, and what closes the text there

    def take(self, mark: str, start: int, end: int) -> None:
        if self.in_string:
            self.in_string = mark != '"'
        elif mark in _CLOSER:
            self._open(mark, start)
        elif self.stack and mark == '"':
            self.in_string = True
        elif self.stack and mark in "}]":
            self._close(mark, end)

    def end(self) -> Sequence[_Span]:
        end, closers = self.full
        if self.stack and end:
            self.found.append(_Span(self.text[self.start : end] + closers, whole=False))
        return self.found

    def _open(self, mark: str, start: int) -> None:
        if not self.stack:
            self.start, self.full = start, (0, "")
        self.stack.append(mark)
        if len(self.stack) > MAX_DEPTH:
            raise ReplyError(f"the JSON nests deeper than {MAX_DEPTH}")

    def _close(self, mark: str, end: int) -> None:
        if _CLOSER[self.stack.pop()] != mark:
            self.stack = []  # no JSON after all
            return
        self.full = end, "".join(_CLOSER[opener] for opener in reversed(self.stack))
        if not self.stack:
            self.found.append(_Span(self.text[self.start : end], whole=True))


def _load(text: str) -> Any:
    value = _loaded(text)
    return _loaded(_mended(text)) if value is None else value


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> str:
    def mend(match: re.Match[str]) -> str:
        found = match.group()
        if found.startswith('"'):
            return _BAD_ESCAPE.sub(_escape, found) if "\\" in found else found
        return _LITERALS.get(found, "")

    return _STRING_OR_FAULT.sub(mend, text)


def _escape(match: re.Match[str]) -> str:
    return match.group() if match.group(1) else ""
