"""A model server on loopback, a client for it, and a clock that needs no waiting."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.llm.requests import Message, Request, Schema
from briefer.llm.structured import ReplyError
from tests.fake_llm.server import FakeServer, says


class QuickClock:
    """A clock whose sleeps take no time, and are written down."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        """Return the time that was slept away."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.time += seconds


@pytest.fixture
def clock() -> QuickClock:
    """A clock whose sleeps take no time."""
    return QuickClock()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A server that answers {"n": 1}."""
    with FakeServer(says('{"n":1}')) as running:
        yield running


@pytest.fixture
def connect(server: FakeServer, clock: QuickClock) -> Iterator[Callable[..., Client]]:
    """Make clients of the server; all are closed in the end."""
    clients: list[Client] = []

    def make(cache: Any = None, budget: Any = None, **settings: Any) -> Client:
        base = {"base_url": server.url, "model": "fake", "jobs": 4, "timeout": 20.0}
        config = ClientConfig(**{**base, **settings})
        clients.append(Client(config, cache, budget=budget, clock=clock))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def number(value: Any) -> int:
    """Return the "n" of a reply, or say that it has none."""
    if not isinstance(value, dict) or not isinstance(value.get("n"), int):
        raise ReplyError('there is no "n"')
    return int(value["n"])


@pytest.fixture
def ask() -> Callable[..., Request[int]]:
    """Make requests for a number."""

    def make(text: str = "A number, please.", **fields: Any) -> Request[int]:
        base = {
            "stage": "extract",
            "name": text,
            "messages": (Message("system", "Give a number."), Message("user", text)),
            "parse": number,
            "schema": Schema("number", {"type": "object"}),
            "retry": lambda problem: f"Wrong: {problem}",
        }
        return Request(**{**base, **fields})

    return make
