"""Prices and estimates."""

from pathlib import Path

import pytest

from briefer.errors import ConfigError
from briefer.llm.budget import Budget, Price, estimate, price_of, price_table
from briefer.llm.requests import Message, Request, Schema
from briefer.models import Usage


def request(prompt: int, output: int) -> Request[object]:
    """Return a request of so many tokens."""
    return Request(
        stage="extract",
        name="x",
        messages=(Message("user", "x"),),
        parse=lambda value: value,
        schema=Schema("x", {}),
        prompt_tokens=prompt,
        expected_output=output,
    )


def test_cost_counts_cached_tokens_apart() -> None:
    """A million of each kind costs what the table says; a batch costs half."""
    price = Price(input=2.0, cached=0.5, output=8.0)
    usage = Usage(
        calls=1, prompt_tokens=2_000_000, cached_tokens=1_000_000, completion_tokens=500_000
    )
    assert price.of(usage) == pytest.approx(2.0 + 0.5 + 4.0)
    assert price.of(usage, batch=True) == pytest.approx(3.25)


def test_the_bundled_table_prices_dated_names() -> None:
    """A dated model has the price of its name; an unknown one has none."""
    table = price_table()
    assert price_of("gpt-4o-mini-2024-07-18", table) == table["gpt-4o-mini"]
    assert price_of("openai/gpt-5-mini", table) == table["gpt-5-mini"]
    assert price_of("our-own-model", table) is None


def test_a_price_file_overrides(tmp_path: Path) -> None:
    """A user's file adds and replaces, and is refused with its name where it is wrong."""
    path = tmp_path / "prices.toml"
    path.write_text("[gpt-5]\ninput = 9\noutput = 9\n[mine]\ninput = 0\noutput = 0\n")
    table = price_table(path)
    assert (table["gpt-5"].input, table["mine"].output) == (9, 0)
    path.write_text("[gpt-5]\ninput = -1\n")
    with pytest.raises(ConfigError, match=r"prices\.toml"):
        price_table(path)


def test_an_estimate_adds_up() -> None:
    """Calls, tokens and cost of several requests; without a price, no cost is invented."""
    found = estimate([request(1_000, 100), request(2_000, 200)], Price(input=1.0, output=10.0))
    assert (found.calls, found.prompt_tokens, found.completion_tokens) == (2, 3_008, 300)
    assert found.cost == pytest.approx(0.003008 + 0.003)
    assert estimate([request(1, 1)], None).cost is None
    assert (found + found).calls == 4
    assert (found + estimate([request(1, 1)], None)).cost is None


def test_a_limit_of_cost_needs_a_price() -> None:
    """A limit in dollars that can't be checked is refused at once."""
    with pytest.raises(ConfigError, match="price"):
        Budget(max_cost=1.0)


def test_reservations_count_until_they_are_settled() -> None:
    """What is under way counts at its worst, what is done at what it was."""
    budget = Budget(max_tokens=100)
    worst = Usage(calls=1, prompt_tokens=40, completion_tokens=20)
    assert budget.reserve(worst)
    assert not budget.reserve(worst)
    budget.settle(worst, Usage(calls=1, prompt_tokens=30, completion_tokens=5))
    assert budget.idle
    assert budget.reserve(worst)
    assert budget.describe() == "100 tokens"
