"""What a model server is and can do, found out in seconds: for `briefer doctor`."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from briefer.errors import EngineError
from briefer.llm.budget import Estimate, Price
from briefer.llm.client import Client
from briefer.llm.requests import Message, Request, Schema
from briefer.llm.structured import ReplyError
from briefer.models import Frozen, Usage

MORNING_ARTICLES = 300  # a large reading list
ARTICLE_TOKENS = 700
PROMPT_SHARE = 1.35  # prompt tokens, against those of the articles
ANSWER_SHARE = 0.35

_CONTEXT_NAMES = (
    "max_model_len",
    "context_length",
    "max_context_length",
    "context_window",
    "n_ctx",
)
_SCHEMA = Schema(
    "probe",
    {
        "type": "object",
        "properties": {"ok": {"type": "boolean"}},
        "required": ["ok"],
    },
)


class Probe(Frozen):
    """What was found. What could not be found out is None; `problems` says what is wrong."""

    reachable: bool
    models: tuple[str, ...] = ()
    model_exists: bool | None = None
    schema_mode: str | None = None
    schema_enforced: bool | None = None  # it kept to the schema though the prompt did not ask it
    context_length: int | None = None  # tokens
    round_trip_ms: float | None = None
    morning: Estimate | None = None  # 300 articles of 700 tokens
    problems: tuple[str, ...] = ()


def probe(
    client: Client,
    price: Price | None = None,
    stopwatch: Callable[[], float] = time.perf_counter,
) -> Probe:
    """Return what the server of `client` is and can do: two or three short calls."""
    problems: list[str] = []
    entries = _models(client, problems)
    names = tuple(sorted(str(entry.get("id")) for entry in entries))[:200]
    wanted = client.config.model
    entry = next((each for each in entries if each.get("id") == wanted), None)
    start = stopwatch()
    enforced = _chat(client, problems)
    taken = (stopwatch() - start) * 1000
    answered = enforced is not None
    if names and entry is None and not answered:
        problems.append(f"the server has no model {wanted}; it has {', '.join(names[:20])}")
    return Probe(
        reachable=answered or bool(names),
        models=names,
        model_exists=True if answered or entry else (False if names else None),
        schema_mode=client.asker.dialect.mode if answered else None,
        schema_enforced=enforced if client.asker.dialect.mode == "json_schema" else None,
        context_length=_context(entry),
        round_trip_ms=round(taken, 1) if answered else None,
        morning=typical_morning(price),
        problems=tuple(problems),
    )


def typical_morning(price: Price | None) -> Estimate:
    """Return what a morning of 300 articles of 700 tokens takes, at the most that is usual."""
    tokens = MORNING_ARTICLES * ARTICLE_TOKENS
    usage = Usage(
        calls=MORNING_ARTICLES // 2,
        prompt_tokens=round(tokens * PROMPT_SHARE),
        completion_tokens=round(tokens * ANSWER_SHARE),
    )
    return Estimate(
        calls=usage.calls,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cost=price.of(usage) if price else None,
    )


def _models(client: Client, problems: list[str]) -> list[Mapping[str, Any]]:
    try:
        listed = client.fetch("/models")
    except EngineError as error:
        problems.append(str(error))
        return []
    data = listed.get("data") if isinstance(listed, dict) else None
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _chat(client: Client, problems: list[str]) -> bool | None:
    """Return whether the answer kept to the schema, None where there is no answer."""
    request = Request(
        stage="probe",
        name="probe",
        messages=(Message("user", "Say hello."),),
        parse=_kept_to_schema,
        schema=_SCHEMA,
        max_output=256,
    )
    try:
        reply = client.ask(request)
    except EngineError as error:
        problems.append(str(error))
        return None
    if reply.value is not None:
        return True
    if reply.fault is not None and reply.fault.code in {"unusable", "cut_off"}:
        return False  # it answers, in words: the prompt alone has to bring it to JSON
    problems.append(reply.fault.message if reply.fault is not None else "no answer")
    return None


def _kept_to_schema(value: Any) -> bool:
    if isinstance(value, dict) and isinstance(value.get("ok"), bool):
        return True
    raise ReplyError("not of the schema")


def _context(entry: Mapping[str, Any] | None) -> int | None:
    """Return the context length that the list of models tells; llama.cpp puts it under "meta"."""
    meta = entry.get("meta") if entry else None
    places = [each for each in (entry, meta) if isinstance(each, Mapping)]
    for place in places:
        for name in _CONTEXT_NAMES:
            value = place.get(name)
            if isinstance(value, int) and value > 0:
                return value
    return None
