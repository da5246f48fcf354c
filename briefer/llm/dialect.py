"""What a server understands: found out from its refusals, remembered for the run.

Each fallback is tried at most once. The order: `json_schema`, then `json_object`, then no
`response_format` at all (the prompt describes the reply in any case). A parameter that a server
names as unsupported is renamed (`max_tokens`) or left out (`temperature`, `seed`).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from briefer.llm.config import ClientConfig, SchemaMode
from briefer.llm.faults import ExchangeFault
from briefer.llm.requests import Message, Schema

_NEXT: Mapping[SchemaMode, SchemaMode] = {"json_schema": "json_object", "json_object": "none"}
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "schema", "grammar", "guided")
_OPTIONAL = ("temperature", "seed", "reasoning_effort")
_LIMIT_WORDS = ("max_tokens", "max_completion_tokens")


class Dialect(NamedTuple):
    """How to put a request to one server."""

    mode: SchemaMode
    limit_name: str
    dropped: frozenset[str] = frozenset()
    system_role: bool = True  # False: the system part goes in front of the user's

    def body(
        self,
        config: ClientConfig,
        messages: tuple[Message, ...],
        schema: Schema,
        max_output: int,
    ) -> dict[str, Any]:
        """Return the JSON body of a chat completion request."""
        whole: dict[str, Any] = {
            "model": config.model,
            "messages": self._messages(messages),
            self.limit_name: max_output,
            "temperature": config.temperature,
            "seed": config.seed,
            "response_format": self._format(schema, strict=config.strict),
            **config.extra_body,
        }
        return {
            name: value
            for name, value in whole.items()
            if value is not None and name not in self.dropped
        }

    def after(self, fault: ExchangeFault) -> "Dialect | None":
        """Return what to try after a refusal, or None where the refusal is about other things."""
        words = fault.message.lower()
        told = fault.code in {"bad_request", "server_error"}  # llama.cpp says so with 500, too
        if told and self.mode in _NEXT and any(word in words for word in _FORMAT_WORDS):
            return self._replace(mode=_NEXT[self.mode])
        return self._without(words) if fault.code == "bad_request" else None

    def _without(self, words: str) -> "Dialect | None":
        for name in _OPTIONAL:
            if name in words and name not in self.dropped:
                return self._replace(dropped=self.dropped | {name})
        if "system" in words and "role" in words and self.system_role:
            return self._replace(system_role=False)
        if any(word in words for word in _LIMIT_WORDS) and self.limit_name == _LIMIT_WORDS[0]:
            return self._replace(limit_name=_LIMIT_WORDS[1])
        return None

    def _messages(self, messages: tuple[Message, ...]) -> list[dict[str, str]]:
        if not self.system_role and messages[0].role == "system":
            user = Message("user", f"{messages[0].content}\n\n{messages[1].content}")
            messages = (user, *messages[2:])
        return [{"role": role, "content": content} for role, content in messages]

    def _format(self, schema: Schema, *, strict: bool) -> dict[str, Any] | None:
        if self.mode == "none":
            return None
        if self.mode == "json_object":
            return {"type": "json_object"}
        plain = strictly(schema.schema) if strict else dict(schema.schema)
        inner = {"name": schema.name, "schema": plain, "strict": strict}
        return {"type": "json_schema", "json_schema": inner}


def strictly(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return `schema` as OpenAI's strict mode wants it: no other keys, every key required.

    A key that was optional may then be null; `maxItems` is none of its words.
    """
    strict = {name: value for name, value in schema.items() if name != "maxItems"}
    if "items" in strict:
        strict["items"] = strictly(strict["items"])
    if "properties" in strict:
        required = set(strict.get("required", ()))
        strict["properties"] = {
            name: strictly(inner) if name in required else _nullable(strictly(inner))
            for name, inner in strict["properties"].items()
        }
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]} if "type" in schema else schema


def first(config: ClientConfig) -> Dialect:
    """Return the dialect to begin with."""
    host = urlsplit(config.base_url).hostname or ""
    openai = host == "api.openai.com" or host.endswith(".openai.azure.com")
    return Dialect(
        mode=config.schema_mode or "json_schema",
        limit_name="max_completion_tokens" if openai else "max_tokens",
    )
