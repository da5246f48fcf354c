"""Every way in which real servers misbehave, played by a live server on loopback."""

import json
from collections.abc import Callable

import pytest

from briefer.errors import EngineError
from briefer.llm.client import Client
from briefer.llm.requests import Request
from tests.fake_llm import server as plays
from tests.fake_llm.server import FakeServer, Play, completion, fails, says, sends

Connect = Callable[..., Client]
Ask = Callable[..., Request[int]]

GOOD = '{"n":7}'


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"<think>{{no}} or {{}}</think>\n{GOOD}",
        f"Sure! Here is the JSON: {GOOD} I hope this helps.",
        '{"n": 7,}',
        '{"n": 7, "x": None}',
        '{"n": 7, "t": "two\nlines"}',
        '\ufeff{"n":7}',
        f"<|channel|>final<|message|>{GOOD}",
    ],
)
def test_json_is_found_in_what_surrounds_it(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    text: str,
) -> None:
    """Fences, thoughts, chatter, trailing commas: read in one call, no second turn paid for."""
    server.play = says(text)
    reply = connect().ask(ask())
    assert (reply.value, server.count) == (7, 1)


@pytest.mark.parametrize(
    "text", ["I can't say.", '{"n": "seven"}', '{"m": 7}', '{"n": 7 "x"', "[]"]
)
def test_one_second_turn(server: FakeServer, connect: Connect, ask: Ask, text: str) -> None:
    """Invalid JSON and wrong types get one more turn that shows the reply and the problem."""
    server.script += [says(text), says(GOOD)]
    reply = connect().ask(ask())
    assert (reply.value, reply.usage.calls) == (7, 2)
    roles = [message["role"] for message in server.chats[1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert server.chats[1]["messages"][3]["content"].startswith("Wrong: ")


def test_only_one_second_turn(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A model that never gives JSON costs two calls, and the fault says what was wrong."""
    server.play = says("nonsense")
    reply = connect().ask(ask())
    assert reply.fault is not None
    assert reply.fault.code == "unusable"
    assert "no JSON object" in reply.fault.message
    assert (server.count, reply.usage.calls) == (2, 2)


def test_cut_off_is_asked_again_with_more_room(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """A reply that ends at its limit before anything usable is asked once more, with twice it."""
    server.script += [says('{"n"', finish="length"), says(GOOD)]
    assert connect(max_output_tokens=100).ask(ask()).value == 7
    assert [chat["max_tokens"] for chat in server.chats] == [100, 200]


def test_cut_off_twice_is_a_fault(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A reply that is cut off again fails as cut off, not as bad JSON."""
    server.play = says("", finish="length")
    reply = connect().ask(ask())
    assert reply.fault is not None
    assert (reply.fault.code, server.count) == ("cut_off", 2)


@pytest.mark.parametrize(
    "play",
    [
        plays.refuses,
        lambda body: plays.as_json(completion(None, body, finish="content_filter")),
    ],
)
def test_refusal_is_final(server: FakeServer, connect: Connect, ask: Ask, play: Play) -> None:
    """A model that declines, or a filter, is not asked twice."""
    server.play = play
    reply = connect().ask(ask())
    assert reply.fault is not None
    assert (reply.fault.code, server.count) == ("refused", 1)


@pytest.mark.parametrize(
    ("play", "code"),
    [
        (plays.web_page, "not_api"),
        (sends([1, 2]), "not_api"),
        (sends({"choices": []}), "empty"),
        (sends({"object": "chat.completion"}), "empty"),
        (sends({"choices": [None]}), "empty"),
        (sends({"choices": [{"message": "hello"}]}), "empty"),
        (sends({"choices": [{"message": {"content": 5}}]}), "empty"),
        (says("  "), "empty"),
        (sends({"error": {"message": "overloaded", "code": 503}}), "server_error"),
        (sends({"error": "slow down, rate_limit"}), "rate_limit"),
        (fails(500), "server_error"),
        (fails(529), "server_error"),
        (fails(429), "rate_limit"),
        (plays.drops, "connection"),
        (plays.half, "connection"),
    ],
)
def test_passing_trouble_is_tried_again(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    play: Play,
    code: str,
) -> None:
    """What may pass is tried again, and the next good answer counts."""
    server.script += [lambda body: play({**body, "messages": _some(body)}), says(GOOD)]
    reply = connect().ask(ask())
    assert reply.value == 7, code
    assert server.count == 2


@pytest.mark.parametrize(
    ("play", "code", "calls"),
    [
        (sends({"choices": []}), "empty", 3),
        (sends({"error": {"message": "bad thing"}}), "bad_request", 1),
        (sends({"error": {"message": "overloaded", "code": 503}}), "server_error", 5),
        (fails(400, "nonsense"), "bad_request", 1),
        (fails(400, "maximum context length is 4096 tokens"), "context", 1),
        (fails(500), "server_error", 5),
        (fails(429), "rate_limit", 5),
        (plays.drops, "connection", 5),
        (plays.web_page, "not_api", 2),
    ],
)
def test_lasting_trouble_becomes_a_fault(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    play: Play,
    code: str,
    calls: int,
) -> None:
    """Trouble that stays ends in a fault with a stable code, after a bounded number of calls."""
    server.play = play
    reply = connect().ask(ask())
    assert reply.fault is not None
    assert (reply.fault.code, server.count) == (code, calls)


def test_no_answer_is_given_up(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A server that takes the request and says nothing is asked twice, each time in bounds."""
    server.play = plays.hangs
    reply = connect(timeout=0.1).ask(ask())
    assert reply.fault is not None
    assert (reply.fault.code, server.count) == ("timeout", 2)
    assert "0.1 s" in reply.fault.message


def test_silent_truncation_is_seen(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A server that reads less of the prompt than was sent (by its own count) is not believed."""
    server.context = 200
    text = "word " * 1000
    reply = connect().ask(ask(text, prompt_tokens=plays.tokens(text)))
    assert reply.fault is not None
    assert reply.fault.code == "context"
    assert "200 of about 1000" in reply.fault.message


@pytest.mark.parametrize(
    "content",
    [
        '{"n":7,"x":"' + "a" * 3_000_000 + '"}',
        '{"n":' + "[" * 100_000,
        '{"n":' + "9" * 10_000 + "}",
        '{"n":NaN}',
        "\u202e\x00" * 100_000,
    ],
)
def test_monstrous_replies_are_bounded(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    content: str,
) -> None:
    """Huge, deep or absurd replies end in a fault, not in an exception or a full memory."""
    server.play = says(content)
    reply = connect().ask(ask(retry=None))
    assert reply.fault is not None
    assert reply.fault.code == "unusable"


def test_endless_body_is_cut(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A body longer than the limit is not read to its end."""
    server.play = lambda _: plays.Act(b" " * 200_000)
    reply = connect(max_reply_bytes=100_000, retries=0).ask(ask())
    assert reply.fault is not None
    assert reply.fault.code == "connection"
    assert "longer than 100000 bytes" in reply.fault.message


@pytest.mark.parametrize(
    ("play", "words"),
    [
        (fails(401, "Incorrect API key provided: sk-very*******cret"), "OPENAI_API_KEY"),
        (fails(403, "not allowed for sk-very-secret-key"), "OPENAI_API_KEY"),
        (fails(429, "You exceeded your quota", "insufficient_quota"), "credit"),
        (fails(404, "no such model", "model_not_found"), "briefer doctor"),
    ],
)
def test_hopeless_servers_stop_the_run(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
    play: Play,
    words: str,
) -> None:
    """A refused key, spent credit or an unknown model ends the run at once, the key unprinted."""
    server.play = play
    client = connect(api_key="sk-very-secret-key", jobs=1)
    with pytest.raises(EngineError, match=words) as caught:
        list(client.run(ask(f"{number}") for number in range(100)))
    assert "sk-very" not in str(caught.value)
    assert server.count == 1


def test_a_server_that_is_down_stops_the_run(connect: Connect, ask: Ask) -> None:
    """Nothing listens: the first request that gave up ends the run, with its address."""
    client = connect(base_url="http://127.0.0.1:9/v1", jobs=1)
    with pytest.raises(EngineError, match=r"can't connect to http://127\.0\.0\.1:9/v1"):
        list(client.run(ask(f"{number}") for number in range(100)))


def test_a_server_that_only_fails_stops_the_run(
    server: FakeServer,
    connect: Connect,
    ask: Ask,
) -> None:
    """Three requests in a row that fail for good end the run; those before them are kept."""
    server.script += [says(GOOD), says(GOOD)]
    server.play = fails(500, "broken")
    replies: list[object] = []
    with pytest.raises(EngineError, match="broken"):
        replies.extend(connect(jobs=1, retries=1).run(ask(f"{number}") for number in range(100)))
    assert server.count == 2 + 3 * 2


def test_a_late_403_concerns_one_text(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A 403 after good answers (a firewall's word on one text) does not end the run."""
    server.script += [says(GOOD), fails(403, "blocked"), says(GOOD)]
    replies = list(connect(jobs=1).run(ask(f"{number}") for number in range(3)))
    assert [reply.value for reply in replies] == [7, None, 7]


def test_one_bad_request_stops_nothing(server: FakeServer, connect: Connect, ask: Ask) -> None:
    """A request that always fails does not take the others with it."""

    def play(body: dict[str, object]) -> plays.Act:
        return fails(500)(body) if "poison" in json.dumps(body) else says(GOOD)(body)

    server.play = play
    texts = [f"{'poison' if number % 5 == 0 else 'fine'} {number}" for number in range(40)]
    replies = list(connect(retries=1).run(ask(text) for text in texts))
    failed = sorted(reply.request.name for reply in replies if reply.fault is not None)
    assert failed == sorted(text for text in texts if text.startswith("poison"))
    assert len(replies) == 40


def _some(body: dict[str, object]) -> object:
    return body["messages"]
