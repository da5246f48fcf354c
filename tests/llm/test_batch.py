"""The Batch API against a local server that implements files and batches."""

from collections.abc import Callable

import pytest

from briefer.errors import EngineError
from briefer.llm.batch import collect, submit
from briefer.llm.client import Client
from briefer.llm.requests import Request
from tests.fake_llm.memory import MemoryCache, MemoryLedger
from tests.fake_llm.server import FakeServer, fails, says

Connect = Callable[..., Client]
Ask = Callable[..., Request[int]]


def test_a_batch_fills_the_cache(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Submit, restart, collect: then an ordinary run finds every answer and makes no call."""
    cache, ledger = MemoryCache(), MemoryLedger()
    requests = [ask(f"{n}") for n in range(10)]
    assert submit(connect(cache), requests, cache, ledger) == 10
    assert server.count == 1  # the first, live
    assert collect(connect(cache), cache, ledger).waiting == 9
    server.complete("batch-1")
    state = collect(connect(cache), cache, ledger)  # a new client: as after a restart
    assert (state.waiting, state.kept, state.failed, state.usage.calls) == (0, 9, 0, 9)
    assert ledger.open_batches() == ()
    replies = list(connect(cache).run(requests))
    assert all(reply.cached and reply.value == 1 for reply in replies)
    assert server.count == 1


def test_nothing_is_sent_twice(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """What is cached or under way is not sent again, nor is a request that comes twice."""
    cache, ledger = MemoryCache(), MemoryLedger()
    requests = [ask(f"{n}") for n in (0, 1, 2, 2, 1)]
    assert submit(connect(cache), requests, cache, ledger) == 3
    assert submit(connect(cache), requests, cache, ledger) == 0
    assert len(server.batches) == 1


def test_a_batch_lost_by_a_crash_is_found_again(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """Created, but not in the ledger: the same calls find it by its mark and pay once."""
    cache, ledger = MemoryCache(), MemoryLedger()
    requests = [ask(f"{n}") for n in range(5)]
    submit(connect(cache), requests, cache, MemoryLedger())  # its ledger is lost
    submit(connect(cache), requests[1:], cache, ledger)
    submit(connect(cache), requests, cache, ledger)
    assert len(server.batches) == 2
    assert len(server.files) == 2


def test_what_fails_in_a_batch_is_asked_live(
    server: FakeServer, connect: Connect, ask: Ask
) -> None:
    """A line that failed, or can't be used, is counted, told, and asked again by the run."""
    cache, ledger = MemoryCache(), MemoryLedger()
    requests = [ask(f"{n}") for n in range(5)]
    submit(connect(cache), requests, cache, ledger)
    server.script += [says('{"n":5}'), fails(500, "broken"), says("rubbish")]
    server.complete("batch-1")
    state = collect(connect(cache), cache, ledger)
    assert (state.kept, state.failed) == (3, 1)
    assert any("broken" in problem for problem in state.problems)
    replies = list(connect(cache).run(requests))
    assert [reply.fault for reply in replies] == [None] * 5
    assert sum(not reply.cached for reply in replies) == 2


def test_an_expired_batch_keeps_what_it_has(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A batch that ran out of time gives what was done, and says so."""
    cache, ledger = MemoryCache(), MemoryLedger()
    submit(connect(cache), [ask(f"{n}") for n in range(3)], cache, ledger)
    server.complete("batch-1")
    server.batches["batch-1"]["status"] = "expired"
    state = collect(connect(cache), cache, ledger)
    assert state.kept == 2
    assert "batch-1 is expired" in state.problems[0]


def test_a_server_without_batches_says_so(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """Most compatible servers have no Batch API: the error names the server's answer."""
    cache, ledger = MemoryCache(), MemoryLedger()
    server.has_batches = False
    with pytest.raises(EngineError, match="404"):
        submit(connect(cache), [ask("1"), ask("2")], cache, ledger)


def test_the_batch_speaks_the_servers_dialect(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """What the live request found out (here: no temperature) holds for every line."""
    server.unknown = frozenset({"temperature"})
    cache, ledger = MemoryCache(), MemoryLedger()
    submit(connect(cache), [ask("1"), ask("2")], cache, ledger)
    (content,) = server.files.values()
    assert b"temperature" not in content
    assert b'"custom_id"' in content


def test_the_files_of_the_results_may_hold_anything(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """Lines that are no results, of other calls, or no JSON are told and left."""
    cache, ledger = MemoryCache(), MemoryLedger()
    submit(connect(cache), [ask("1"), ask("2")], cache, ledger)
    server.complete("batch-1")
    name = server.batches["batch-1"]["output_file_id"]
    strange = b'{"custom_id":"other"}\nrubbish\n[1]\n' + b"[" * 5_000_000 + b"\n"
    server.files[name] = strange + server.files[name]
    state = collect(connect(cache), cache, ledger)
    assert (state.kept, state.failed) == (1, 0)
    assert state.problems
