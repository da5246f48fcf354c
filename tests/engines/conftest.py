"""What the tests of model engines share: a server, and an engine that asks it."""

from collections.abc import Iterator

import pytest

from briefer.engines.openai import OpenAIEngine
from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.llm.prompts import Prompts
from tests.fake_llm.server import FakeServer, tokens


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """Return a server that answers as a careful model would."""
    with FakeServer() as running:
        yield running


@pytest.fixture
def engine(server: FakeServer) -> Iterator[OpenAIEngine]:
    """Return an engine that asks the server."""
    config = ClientConfig(base_url=server.url, model="fake", jobs=4, retries=0)
    with Client(config) as client:
        yield OpenAIEngine(client, Prompts(), count=tokens)
