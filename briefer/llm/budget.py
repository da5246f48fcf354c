"""What a run will cost, what it did cost, and a limit that it never goes over."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from briefer.errors import ConfigError
from briefer.llm.requests import MESSAGE_OVERHEAD, Request
from briefer.models import Frozen, Usage

BATCH_SHARE = 0.5  # of the price, through the Batch API
_DATED = re.compile(r"-\d{4}-?\d{2}-?\d{2}$")


class Price(Frozen):
    """US dollars for a million tokens. Cached prompt tokens cost `input` where not said."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)

    def of(self, usage: Usage, *, batch: bool = False) -> float:
        """Return what `usage` costs, in US dollars."""
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        rate = self.input if self.cached is None else self.cached
        fresh = usage.prompt_tokens - cached
        total = fresh * self.input + cached * rate + usage.completion_tokens * self.output
        return total / 1_000_000 * (BATCH_SHARE if batch else 1.0)


class Estimate(Frozen):
    """What a set of requests will take. `cost` in US dollars, None where no price is known.

    `stages` are the calls of each stage; what follows from the answers to others is a guess.
    """

    calls: int = 0
    cached_calls: int = 0  # answered by the call cache: free
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    stages: dict[str, int] = Field(default={})

    def __add__(self, other: "Estimate") -> "Estimate":
        """Return both together."""
        unknown = self.cost is None or other.cost is None
        stages = dict(self.stages)
        for stage, calls in other.stages.items():
            stages[stage] = stages.get(stage, 0) + calls
        return Estimate(
            calls=self.calls + other.calls,
            cached_calls=self.cached_calls + other.cached_calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=None if unknown else (self.cost or 0.0) + (other.cost or 0.0),
            stages=stages,
        )


def price_table(override: Path | None = None) -> Mapping[str, Price]:
    """Return the prices by model: the bundled ones, and above them those of a file.

    Raises:
        ConfigError: `override` can't be read or holds no prices.
    """
    table = _read(Path(__file__).with_name("prices.toml"))
    return {**table, **_read(override)} if override else table


def price_of(model: str, table: Mapping[str, Price]) -> Price | None:
    """Return the price of `model` (or of its undated name), None where the table has none."""
    for name in (model, _DATED.sub("", model), model.rpartition("/")[2]):
        if name in table:
            return table[name]
    return None


def estimate(
    requests: Iterable[Request[Any]],
    price: Price | None,
    *,
    batch: bool = False,
) -> Estimate:
    """Return what `requests` will take; nothing is sent. A static prefix is not assumed cached."""
    prompt = completion = 0
    stages: dict[str, int] = {}
    for request in requests:
        stages[request.stage] = stages.get(request.stage, 0) + 1
        prompt += request.prompt_tokens + MESSAGE_OVERHEAD * len(request.messages)
        completion += request.expected_output
    calls = sum(stages.values())
    usage = Usage(calls=calls, prompt_tokens=prompt, completion_tokens=completion)
    return Estimate(
        calls=calls,
        stages=stages,
        prompt_tokens=prompt,
        completion_tokens=completion,
        cost=price.of(usage, batch=batch) if price else None,
    )


class Budget:
    """A limit in tokens, in US dollars, or both. Nothing is sent that could break it.

    Before a request is sent its worst case (its prompt by our count, and the longest reply it may
    get) is reserved; when it is answered, what it truly took replaces that. Budgets made by
    `beside` share one limit, each with its own model's price. For one thread at a time.
    """

    def __init__(
        self,
        max_cost: float | None = None,
        max_tokens: int | None = None,
        price: Price | None = None,
    ) -> None:
        if max_cost is not None and price is None:
            raise ConfigError(
                "a limit of cost needs the model's price, and the table has none: "
                "add it to your price file, or limit tokens instead",
            )
        self.max_cost = max_cost
        self.max_tokens = max_tokens
        self.price = price
        self.spent = Usage()
        self._reserved = Usage()
        self._all = [self]

    def beside(self, price: Price | None) -> "Budget":
        """Return the budget of another model of the same run: the limit is for both together.

        Raises:
            ConfigError: there is a limit of cost, and this model has no price.
        """
        other = Budget(self.max_cost, self.max_tokens, price)
        self._all.append(other)
        other._all = self._all
        return other

    @property
    def idle(self) -> bool:
        """True where nothing is reserved: no answer under way can give anything back."""
        return self._reserved.calls == 0

    def reserve(self, worst: Usage) -> bool:
        """Set `worst` aside and return True, or return False where the limit leaves no room."""
        if not self._fits(worst):
            return False
        self._reserved = _sum(self._reserved, worst)
        return True

    def settle(self, worst: Usage, actual: Usage) -> None:
        """Replace a reservation by what was truly used."""
        self._reserved = _sum(self._reserved, worst, -1)
        self.spent = _sum(self.spent, actual)

    def describe(self) -> str:
        """Return the limit in words."""
        parts = []
        if self.max_tokens is not None:
            parts.append(f"{self.max_tokens:,} tokens")
        if self.max_cost is not None:
            parts.append(
                f"${self.max_cost:,.2f}" if self.max_cost >= 1 else f"${self.max_cost:.3g}"
            )
        return " and ".join(parts) or "no limit"

    def _fits(self, worst: Usage) -> bool:
        takes = [each._taken(worst if each is self else Usage()) for each in self._all]  # noqa: SLF001 - of its own class
        if self.max_tokens is not None and sum(tokens for tokens, _ in takes) > self.max_tokens:
            return False
        return self.max_cost is None or sum(cost for _, cost in takes) <= self.max_cost

    def _taken(self, more: Usage) -> tuple[int, float]:
        """Return the tokens and the cost of all that was spent, is under way, and `more`."""
        usage = _sum(_sum(self.spent, self._reserved), more)
        tokens = usage.prompt_tokens + usage.completion_tokens
        return tokens, self.price.of(usage) if self.price else 0.0


def _sum(first: Usage, second: Usage, sign: int = 1) -> Usage:
    return Usage(
        calls=first.calls + sign * second.calls,
        prompt_tokens=first.prompt_tokens + sign * second.prompt_tokens,
        cached_tokens=first.cached_tokens + sign * second.cached_tokens,
        completion_tokens=first.completion_tokens + sign * second.completion_tokens,
    )


def _read(path: Path) -> dict[str, Price]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(dict[str, Price]).validate_python(raw)
    except (OSError, ValueError, ValidationError) as error:
        raise ConfigError(f"{path}: no price table ({error}); see docs for its form") from error
