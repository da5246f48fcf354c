"""What `briefer doctor` learns of a server."""

from collections.abc import Callable

from briefer.llm.budget import Price
from briefer.llm.client import Client
from briefer.llm.probe import probe
from tests.fake_llm.server import FakeServer, fails, says

Connect = Callable[..., Client]


def test_a_good_server(server: FakeServer, connect: Connect) -> None:
    """Reachable, model there, schema kept to, context length and cost known."""
    server.play = says('{"ok":true}')
    server.model_facts = {"max_model_len": 32768}
    found = probe(connect(), Price(input=1.0, output=1.0), iter([1.0, 1.25]).__next__)
    assert found.reachable
    assert found.model_exists
    assert (found.schema_mode, found.schema_enforced) == ("json_schema", True)
    assert (found.context_length, found.round_trip_ms) == (32768, 250.0)
    assert found.morning is not None
    assert found.morning.cost is not None
    assert 0.3 < found.morning.cost < 0.4
    assert found.problems == ()


def test_a_server_that_ignores_schemas(server: FakeServer, connect: Connect) -> None:
    """It takes the schema and answers in words: said, since the prompt alone must hold it."""
    server.play = says("Hello!")
    found = probe(connect())
    assert (found.schema_mode, found.schema_enforced) == ("json_schema", False)
    assert found.problems == ()


def test_a_server_without_schemas(server: FakeServer, connect: Connect) -> None:
    """It refuses schemas: the mode that works is named."""
    server.formats = frozenset({"json_object"})
    server.play = says('{"ok":true}')
    found = probe(connect())
    assert (found.schema_mode, found.schema_enforced) == ("json_object", None)


def test_a_wrong_model(server: FakeServer, connect: Connect) -> None:
    """The server's own models are listed where ours is not among them."""
    server.models = ("llama", "qwen")
    found = probe(connect())
    assert (found.reachable, found.model_exists) == (True, False)
    assert any("llama, qwen" in problem for problem in found.problems)


def test_a_server_that_is_not_there(connect: Connect) -> None:
    """Nothing listens: said, with the address."""
    found = probe(connect(base_url="http://127.0.0.1:9/v1"))
    assert not found.reachable
    assert found.model_exists is None
    assert "http://127.0.0.1:9/v1" in found.problems[0]


def test_a_refused_key(server: FakeServer, connect: Connect) -> None:
    """The key is refused: said, without the key."""
    server.play = fails(401, "Incorrect API key provided: sk-very*******cret")
    found = probe(connect(api_key="sk-very-secret"))
    assert any("OPENAI_API_KEY" in problem for problem in found.problems)
    assert not any("sk-very" in problem for problem in found.problems)
