"""What can go wrong in one exchange with a model server, and what to do about it.

An `ExchangeFault` is a value: the retry layer, the circuit breaker and the engine each read from
it what concerns them. `FaultError` carries it inside this package; what leaves the package is a
`Reply` with a fault, or `briefer.errors.EngineError`.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from briefer.controls import one_line
from briefer.credentials import scrub
from briefer.models import Usage

Code = Literal[
    "connection",  # nothing listens, or the connection broke
    "timeout",  # no answer in time
    "rate_limit",
    "server_error",
    "auth",  # the key is missing, wrong or not allowed
    "quota",  # no credit left
    "model",  # the server has no such model
    "bad_request",  # this request is refused
    "context",  # the prompt is longer than the model takes, or was cut by the server
    "refused",  # the model or a filter declines
    "not_api",  # 200, but no chat completion: a web page, a proxy, a wrong address
    "empty",  # no choices or no text
    "cut_off",  # the reply ended at its length limit before anything usable
    "unusable",  # no usable JSON, even after the second turn
    "budget",  # the user's limit is reached; nothing was sent
]

FATAL: frozenset[Code] = frozenset({"auth", "quota", "model"})
RETRIES: Mapping[Code, int] = {  # how often the same request is worth another try, at most
    "connection": 20,
    "rate_limit": 20,
    "server_error": 20,
    "timeout": 1,
    "not_api": 1,
    "empty": 2,
}
DOWN: frozenset[Code] = frozenset({"connection", "timeout", "server_error", "not_api"})
MAX_MESSAGE = 300  # characters of a server's own message that are worth showing
MAX_RETRY_AFTER = 600.0  # seconds; a server that asks for more is treated as out of quota


class ExchangeFault(NamedTuple):
    """One fault. `refused` is true where nothing listens at all; `retry_after` in seconds."""

    code: Code
    message: str
    status: int | None = None
    retry_after: float | None = None
    refused: bool = False
    usage: Usage = Usage()

    @property
    def fatal(self) -> bool:
        """True where no other request of this run can do better."""
        return self.code in FATAL


class FaultError(Exception):
    """Carries a fault up to the retry layer."""

    def __init__(self, fault: ExchangeFault) -> None:
        super().__init__(fault.message)
        self.fault = fault._replace(message=one_line(scrub(fault.message)))  # a server's words


def of_status(status: int, body: Any, headers: Mapping[str, str]) -> ExchangeFault:
    """Return the fault that an HTTP error (or an error object sent with 200) stands for."""
    kind, message = _described(body)
    code = _code(status, f"{kind} {message}".lower())
    wait = retry_after(headers)
    if code == "rate_limit" and wait is not None and wait > MAX_RETRY_AFTER:
        code = "quota"
    text = f"the server answered {status}: {message or 'no explanation'}"
    return ExchangeFault(code, text[: MAX_MESSAGE + 40], status=status, retry_after=wait)


def of_error_object(error: Any, status: int, headers: Mapping[str, str]) -> ExchangeFault:
    """Return the fault of `{"error": ...}`, which some servers send with status 200."""
    inner = error.get("code") if isinstance(error, dict) else None
    known = isinstance(inner, int) and 400 <= inner <= 599
    guess = inner if known and isinstance(inner, int) else 400
    fault = of_status(guess, {"error": error}, headers)
    return fault._replace(message=f"{fault.message} (sent with status {status})")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds a server asks to wait: `retry-after-ms`, or `Retry-After` in seconds.

    A date in `Retry-After` is not read: it needs the wall clock, and no model server sends it.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    return None


def _described(body: Any) -> tuple[str, str]:
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        kind = " ".join(str(error.get(name) or "")[:80] for name in ("type", "code", "param"))
        message = error.get("message") or error.get("detail") or ""
        return kind, " ".join(str(message)[: MAX_MESSAGE * 4].split())[:MAX_MESSAGE]
    return "", " ".join(str(error or "")[: MAX_MESSAGE * 4].split())[:MAX_MESSAGE]


def _code(status: int, words: str) -> Code:
    return next(code for code, holds in _RULES if holds(status, words))


def _says(*marks: str) -> Callable[[str], bool]:
    return lambda words: any(mark in words for mark in marks)


_no_credit = _says("insufficient_quota", "billing")
_too_long = _says(
    "context_length",
    "context length",
    "context size",
    "context window",
    "too many tokens",
    "maximum context",
    "exceed_context",
)
_filtered = _says("content_filter", "content_policy")

_RULES: tuple[tuple[Code, Callable[[int, str], bool]], ...] = (
    ("quota", lambda status, words: status == 402 or _no_credit(words)),
    ("auth", lambda status, _: status in {401, 403}),
    ("rate_limit", lambda status, words: status == 429 or "rate_limit" in words),
    ("context", lambda _, words: _too_long(words)),
    ("server_error", lambda status, _: status >= 500 or status in {408, 409}),
    ("model", lambda status, words: status == 404 or "model_not_found" in words),
    ("refused", lambda _, words: _filtered(words)),
    ("bad_request", lambda _, __: True),
)
