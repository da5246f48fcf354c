"""The client: pace, order, cache, budget, and what it learns of a server."""

import threading
from collections.abc import Callable, Iterator

import pytest

from briefer.llm.budget import Budget, Price
from briefer.llm.client import Client
from briefer.llm.requests import Request, Schema
from tests.fake_llm.memory import MemoryCache
from tests.fake_llm.server import Act, FakeServer, fails, says

Connect = Callable[..., Client]
Ask = Callable[..., Request[int]]


def test_requests_run_together_within_bounds(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """As many run at a time as `jobs` says, and all are answered."""
    server.delay = 0.02
    replies = list(connect(jobs=5).run(ask(f"{number}") for number in range(30)))
    assert len({reply.request.name for reply in replies}) == 30
    assert server.most == 5


def test_requests_are_taken_lazily(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """An endless iterable of requests is fine: only a few are taken ahead of the replies."""
    taken = 0

    def endless() -> Iterator[Request[int]]:
        nonlocal taken
        while True:
            taken += 1
            yield ask(f"{taken}")

    replies = connect(jobs=4).run(endless())
    for _ in range(50):
        next(replies)
    replies.close()
    assert taken < 50 + 3 * 4


def test_stopping_early_keeps_what_is_finished(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """A Ctrl-C between two replies loses none that had arrived: they are in the cache."""
    cache = MemoryCache()
    arrived = threading.Semaphore(0)

    def play(body: dict[str, object]) -> Act:
        arrived.release()
        return says('{"n":1}')(body)

    server.play = play
    replies = connect(cache, jobs=4).run(ask(f"{number}") for number in range(100))
    next(replies)
    with pytest.raises(KeyboardInterrupt):
        replies.throw(KeyboardInterrupt)
    count = server.count
    assert 1 <= len(cache.replies) <= count < 100


def test_cached_calls_are_free(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """The same requests again make no call at all, in a new client too."""
    cache = MemoryCache()
    first = list(connect(cache).run(ask(f"{number}") for number in range(10)))
    again = list(connect(cache).run(ask(f"{number}") for number in range(10)))
    assert server.count == 10
    assert all(reply.cached and reply.value == 1 for reply in again)
    assert sum(reply.usage.calls for reply in first) == 10
    assert sum(reply.usage.calls for reply in again) == 0


@pytest.mark.parametrize(
    "change",
    [{"model": "other"}, {"temperature": 0.5}, {"seed": 1}, {"extra_body": {"top_p": 0.5}}],
)
def test_the_key_covers_what_decides_the_answer(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    change: dict[str, object],
) -> None:
    """Another model or parameter is another call; so is another prompt or input."""
    server.models = ("fake", "other")
    cache = MemoryCache()
    connect(cache).ask(ask())
    connect(cache, **change).ask(ask())
    connect(cache).ask(ask(prompt="changed"))
    connect(cache).ask(ask("another input"))
    assert server.count == 4


def test_what_does_not_decide_the_answer_is_not_in_the_key(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """Jobs, timeouts and retries change; the answer is still known."""
    cache = MemoryCache()
    connect(cache).ask(ask())
    connect(cache, jobs=1, timeout=5.0, retries=0).ask(ask())
    assert server.count == 1


def test_a_cached_reply_that_no_longer_fits_is_asked_again(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """What an older version kept and this one can't read is no reply."""
    cache = MemoryCache()
    client = connect(cache)
    cache.replies[client.key(ask())] = "rubbish"
    assert client.ask(ask()).value == 1
    assert server.count == 1


def test_schema_support_is_found_and_remembered(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """json_schema, json_object, none: one refused call each, then never again."""
    server.formats = frozenset()
    client = connect(jobs=1)
    assert all(reply.value == 1 for reply in client.run(ask(f"{number}") for number in range(5)))
    kinds = [(chat.get("response_format") or {}).get("type") for chat in server.chats]
    assert kinds == ["json_schema", "json_object", None, None, None, None, None]
    assert client.asker.dialect.mode == "none"


def test_refused_parameters_are_left_out(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Reasoning models refuse `temperature`, and want `max_completion_tokens`."""
    server.unknown = frozenset({"temperature", "max_tokens", "seed"})
    client = connect(jobs=1)
    assert [reply.value for reply in client.run([ask("a"), ask("b")])] == [1, 1]
    last = server.chats[-1]
    assert "max_completion_tokens" in last
    assert not {"temperature", "seed", "max_tokens"} & set(last)
    assert server.count == 3 + 2


def test_the_plain_schema_is_sent(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """What is sent is the request's own schema, under its name."""
    connect().ask(ask())
    sent = server.chats[0]["response_format"]["json_schema"]
    assert sent == {"name": "number", "schema": {"type": "object"}, "strict": False}


def test_strict_schemas_have_openais_form(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """With `strict`, every key is required, optional ones may be null, others are forbidden."""
    inner = {"type": "object", "properties": {"a": {"type": "string"}}, "required": []}
    properties = {"n": {"type": "integer"}, "l": {"type": "array", "items": inner, "maxItems": 3}}
    schema = Schema("s", {"type": "object", "properties": properties, "required": ["n", "l"]})
    connect(strict=True).ask(ask(schema=schema))
    sent = server.chats[0]["response_format"]["json_schema"]
    assert sent["strict"] is True
    assert sent["schema"]["required"] == ["n", "l"]
    assert sent["schema"]["properties"]["l"] == {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"a": {"type": ["string", "null"]}},
            "required": ["a"],
            "additionalProperties": False,
        },
    }


def test_models_without_a_system_role(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A template that knows no system role gets the system part in front of the user's."""
    server.script.append(fails(400, "System role not supported"))
    assert connect(jobs=1).ask(ask()).value == 1
    (message,) = server.chats[-1]["messages"]
    assert message == {"role": "user", "content": "Give a number.\n\nA number, please."}


def test_retry_after_is_respected(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    clock: "object",
) -> None:
    """A 429 with Retry-After holds everyone back as long as it says, and no longer."""
    server.script.append(fails(429, Retry_After="3"))
    assert connect(jobs=1).ask(ask()).value == 1
    assert getattr(clock, "slept", None) == [3.0]


def test_retry_after_ms_is_respected(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    clock: "object",
) -> None:
    """The finer header that OpenAI sends counts first."""
    server.script.append(fails(503, retry_after_ms="250", Retry_After="1"))
    assert connect(jobs=1).ask(ask()).value == 1
    assert getattr(clock, "slept", None) == [0.25]


def test_a_rest_of_hours_stops_the_run(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A server that asks to come back tomorrow is out of credit for this morning."""
    server.play = fails(429, Retry_After="86400")
    with pytest.raises(Exception, match="add credit, or wait"):
        connect().ask(ask())


def test_backoff_grows(server: FakeServer, connect: Connect, ask: Ask, clock: "object") -> None:
    """Without Retry-After the waits double, within their spread."""
    server.play = fails(500)
    connect(jobs=1).ask(ask())
    slept = getattr(clock, "slept", [])
    assert len(slept) == 4
    assert all(0.25 * 2**n <= wait <= 0.5 * 2**n for n, wait in enumerate(slept))


def test_jobs_follow_the_rate_limits_seen(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Without `jobs`, a server that allows little is asked little at a time, and the reverse."""
    server.headers = {"x-ratelimit-limit-requests": "60"}
    few = connect(jobs=None)
    list(few.run(ask(f"{number}") for number in range(20)))
    assert few.asker.slots.limit == 1
    server.headers = {"x-ratelimit-limit-requests": "100000"}
    many = connect(jobs=None)
    list(many.run(ask(f"{number}") for number in range(200)))
    assert many.asker.slots.limit == 64


def test_a_429_halves_the_pace(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Without `jobs`, being refused makes the client slower."""
    client = connect(jobs=None)
    server.script.append(fails(429))
    client.ask(ask())
    assert client.asker.slots.limit == 4


def test_the_budget_is_never_exceeded(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Requests stop before the limit could be broken; what was done stays, the rest says why."""
    budget = Budget(max_tokens=1_000)
    client = connect(budget=budget, max_output_tokens=50)
    replies = list(client.run(ask(f"{n}", prompt_tokens=10) for n in range(200)))
    done = [reply for reply in replies if reply.value == 1]
    left = [reply for reply in replies if reply.fault is not None]
    assert 0 < len(done) < 200
    assert all(reply.fault is not None and reply.fault.code == "budget" for reply in left)
    spent = budget.spent.prompt_tokens + budget.spent.completion_tokens
    assert 900 < spent <= 1_000
    assert server.count == len(done)


def test_the_budget_in_money(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A limit in dollars holds as one in tokens does."""
    price = Price(input=1_000_000.0, output=1_000_000.0)  # a dollar a token
    budget = Budget(max_cost=300.0, price=price)
    list(connect(budget=budget, max_output_tokens=20).run(ask(f"{n}") for n in range(100)))
    assert price.of(budget.spent) <= 300.0
    assert 0 < server.count < 100


def test_usage_is_counted_by_stage(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """What was paid for is known for each stage, failed tries with it."""
    client = connect()
    server.script.append(says("rubbish"))
    client.ask(ask())
    client.ask(ask("x", stage="compose"))
    assert client.usage["extract"].calls == 2
    assert client.usage["compose"].calls == 1
    assert client.usage["extract"].prompt_tokens > client.usage["compose"].prompt_tokens > 0


def test_several_threads_share_a_client(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """One client serves several threads at once, within its bounds."""
    client = connect(jobs=3)
    values: list[int | None] = []

    def work(name: str) -> None:
        values.extend(reply.value for reply in client.run(ask(f"{name} {n}") for n in range(10)))

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert values == [1] * 40
    assert server.most <= 3


def test_the_key_is_sent_and_nothing_else_of_it(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """The key goes into the header it belongs to, and into no text of ours."""
    client = connect(api_key="sk-secret")
    client.ask(ask())
    assert server.seen[0].headers["authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in repr(client.config) + repr(client.config.parameters)
