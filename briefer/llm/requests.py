"""What goes in and what comes out: requests, replies, and the key that names a call."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from briefer.llm.faults import ExchangeFault
from briefer.models import Usage

T = TypeVar("T")

MESSAGE_OVERHEAD = 4  # tokens a chat template adds to each message, about


class Message(NamedTuple):
    """One turn of a conversation."""

    role: str
    content: str


class Schema(NamedTuple):
    """A plain JSON schema and its name. What it says is checked again on arrival."""

    name: str
    schema: Mapping[str, Any]


class Request(NamedTuple, Generic[T]):
    """One question to a model.

    `parse` turns the JSON of a reply into a value, or raises `ReplyError` with what is wrong;
    `retry` turns those words into the one second turn. `prompt_tokens` is our own count.
    """

    stage: str
    name: str  # what a message calls it, such as the article's title
    messages: tuple[Message, ...]
    parse: Callable[[Any], T]
    schema: Schema
    subject: Any = None  # the caller's own; comes back with the reply, and is never sent
    prompt: str = ""  # content hash of the prompt
    retry: Callable[[str], str] | None = None
    prompt_tokens: int = 0
    max_output: int | None = None  # tokens; None: the client's own limit
    expected_output: int = 256  # tokens, for estimates


class Reply(NamedTuple, Generic[T]):
    """What came of a request: a value, or a fault that says why there is none.

    `usage` counts every attempt that was paid for; it is zero where the cache had the answer.
    """

    request: Request[T]
    value: T | None = None
    fault: ExchangeFault | None = None
    usage: Usage = Usage()
    cached: bool = False
    cut: bool = False  # the reply ended at its length limit; `value` is what it held by then
    text: str = ""  # what the model wrote, as the cache keeps it


def call_key(request: Request[Any], parameters: Mapping[str, object]) -> str:
    """Return the SHA-256 over all that decides the answer: prompt, model, parameters, input."""
    whole = {
        "prompt": request.prompt,
        "parameters": dict(parameters),
        "messages": [list(message) for message in request.messages],
        "schema": request.schema.schema,
        "max_output": request.max_output,
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add_usage(first: Usage, second: Usage) -> Usage:
    """Return the sum of two usages."""
    return Usage(
        calls=first.calls + second.calls,
        prompt_tokens=first.prompt_tokens + second.prompt_tokens,
        cached_tokens=first.cached_tokens + second.cached_tokens,
        completion_tokens=first.completion_tokens + second.completion_tokens,
    )
