"""Sixty bad servers: for mail, for the web, for models. None hangs us, none is believed."""

import datetime as dt
import gzip
import time

import pytest

from briefer.deliver.session import Parcel, Server
from briefer.deliver.smtp import Outcome, Pace, deliver
from briefer.errors import BrieferError, MailError
from briefer.ingest.fetch import Ask, Fetcher, Policy, Pool
from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.llm.requests import Message, Request, Schema
from tests.hostile.conftest import walked
from tests.hostile.raw_servers import ENDLESS, HANG_UP, RawMail, RawWeb

AREA = "servers"
BOUND = 12  # seconds, on a machine that is busy
ONCE = Pace(attempts=1, first_wait=0, longest_wait=0, jitter=0)

# The step, what the server says there, and what may become of the message.
MAIL: list[tuple[str, bytes, set[str]]] = [
    # after the dot: only 2xx is taken, only 5xx refused, all else is not known
    ("dot", b"garbage\r\n", {"unsure"}),
    ("dot", b"\r\n", {"unsure"}),
    ("dot", b"\x00\xff\xfe\r\n", {"unsure"}),
    ("dot", b"99 low\r\n", {"unsure"}),
    ("dot", b"600 high\r\n", {"unsure"}),
    ("dot", b"354 go on\r\n", {"unsure"}),
    ("dot", b"1234567890\r\n", {"unsure", "sent"}),
    ("dot", "２５０ fullwidth\r\n".encode(), {"unsure"}),
    ("dot", b"HTTP/1.1 200 OK\r\n\r\n", {"unsure"}),
    ("dot", b"250-half", {"unsure"}),
    ("dot", HANG_UP, {"unsure"}),
    ("dot", ENDLESS + b"250-more\r\n", {"unsure"}),
    ("dot", ENDLESS + b"x", {"unsure"}),
    ("dot", b"550 no\x1b[31m thanks\r\n", {"refused"}),
    ("dot", b"451 later\r\n", {"failed", "queued"}),
    # before it nothing is sent, whatever is said
    ("DATA", b"250 OK\r\n", {"failed", "queued"}),
    ("DATA", b"garbage\r\n", {"failed", "queued"}),
    ("DATA", ENDLESS + b"354-more\r\n", {"failed", "queued"}),
    ("DATA", b"554 no\r\n", {"refused"}),
    ("RCPT", b"garbage\r\n", {"failed", "queued"}),
    ("RCPT", b"354 go on\r\n", {"failed", "queued"}),
    ("MAIL", b"\xff\xff\r\n", {"failed", "queued"}),
    ("MAIL", ENDLESS + b"250-more\r\n", {"failed", "queued"}),
    ("EHLO", ENDLESS + b"250-X\r\n", {"failed", "queued"}),
    ("EHLO", b"250-SIZE " + b"9" * 5000 + b"\r\n250 OK\r\n", {"sent", "failed", "queued"}),
    ("banner", ENDLESS + b"220-more\r\n", {"failed", "queued"}),
    ("banner", ENDLESS + b"x", {"failed", "queued"}),
    ("banner", b"SSH-2.0-OpenSSH\r\n", {"failed", "queued"}),
    ("banner", HANG_UP, {"failed", "queued"}),
    ("banner", b"554 go away\r\n", {"failed", "queued"}),
    ("QUIT", ENDLESS + b"221-bye\r\n", {"sent"}),
]
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
WEB = [
    b"",
    b"\r\n\r\n",
    b"HTTP/1.1\r\n\r\n",
    b"HTTP/9.9 200 OK\r\n\r\n",
    b"HTTP/1.1 999999 X\r\n\r\n",
    b"HTTP/1.1 -1 X\r\n\r\n",
    b"\xff\xfe\x00" * 100,
    b"220 mail.example.org\r\n" * 10,
    _HEAD + b"Content-Length: 99999999999\r\n\r\nshort",
    _HEAD + b"Content-Length: -5\r\n\r\nx",
    _HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
    _HEAD + b"X: " + b"y" * 2_000_000 + b"\r\n\r\n",
    ENDLESS + b"HTTP/1.1 100 Continue\r\n\r\n",
    ENDLESS + _HEAD,
    _HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(60_000_000)),
    _HEAD + b"Content-Encoding: gzip, gzip, gzip\r\n\r\nnone of it",
    b"HTTP/1.1 302 X\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 X\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:22/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 429 X\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n",
]
_JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
MODELS = [
    b"",
    b"garbage\r\n\r\n",
    _JSON + b"\r\n",
    _JSON + b"\r\nnull",
    _JSON + b"\r\n[]",
    _JSON + b'\r\n{"choices": 7}',
    _JSON + b'\r\n{"choices": [{"message": {"content": ["a"]}}]}',
    _JSON + b"\r\n" + b"[" * 200_000,
    _JSON + b'\r\n{"choices": [{"message": {"content": "' + b"{" * 100_000 + b'"}}]}',
    _JSON + b'\r\n{"error": {"message": "\\u001b[31m\\ud800", "code": 1e999}}',
    _JSON + b"\r\n" + b" " * 20_000_000,
    ENDLESS + b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 500 X\r\nRetry-After: nan\r\nConnection: close\r\n\r\n<html>",
]


def test_there_are_sixty() -> None:
    """The suite is not thinned out unnoticed."""
    assert len(MAIL) + len(WEB) + len(MODELS) >= 60


class Book:
    """What became of each message, and what was said of it."""

    def __init__(self) -> None:
        self.outcome = "queued"
        self.words = ""

    def claim(self, parcel: int) -> None:
        """Nothing to do."""

    def settle(self, parcel: int, outcome: Outcome, words: str) -> None:
        """Write it down."""
        self.outcome, self.words = outcome, words

    def advance(self, count: int = 1) -> None:
        """Nothing to show."""

    def note(self, message: str) -> None:
        """Keep what is said."""
        self.words += message


@pytest.mark.parametrize("number", walked(range(len(MAIL)), 4))
def test_a_mail_server_is_not_believed(number: int) -> None:
    """What was said decides; what says nothing leaves a message unsure or unsent, in bounded time."""
    step, said, outcomes = MAIL[number]
    book = Book()
    parcel = Parcel(1, "desk@example.org", "a@example.org", b"To: a\r\n", b"\r\nWords.\r\n")
    start = time.monotonic()
    with RawMail({step: said}) as server:
        place = Server("127.0.0.1", server.port, "none", timeout=2, last_timeout=2)
        try:
            deliver([parcel], place, book, ONCE, book)
        except MailError as error:
            book.words = str(error)
        taken = server.taken
    assert time.monotonic() - start < BOUND
    assert book.outcome in outcomes, book.words
    assert not set("\x1b\r\n\x00") & set(book.words)
    assert book.outcome != "sent" or taken


@pytest.mark.parametrize("number", walked(range(len(WEB)), 4))
def test_a_web_server_hangs_nobody(number: int) -> None:
    """An answer that is none is a reason in words; the next source is asked."""
    policy = Policy(delay=0, timeout=3, max_bytes=1_000_000, patience=0)
    now = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)
    start = time.monotonic()
    with (
        RawWeb(WEB[number]) as server,
        Fetcher(policy) as client,
        Pool(client, lambda: now, {}) as pool,
    ):
        pool.add(Ask(f"http://127.0.0.1:{server.port}/feed", allow_private=True, key="a"))
        (answer,) = list(pool.answers())
        size = len(answer.read()) if answer.body else 0
    assert time.monotonic() - start < BOUND
    assert answer.reason or size <= policy.max_bytes


def _object(value: object) -> object:
    """Take an object."""
    if isinstance(value, dict):
        return value
    raise ValueError


@pytest.mark.parametrize("number", walked(range(len(MODELS)), 4))
def test_a_model_server_gives_a_reason(number: int) -> None:
    """Whatever comes back is a fault with words, never an exception of a library's."""
    request = Request[object](
        stage="extract",
        name="x",
        messages=(Message("user", "A number, please."),),
        parse=_object,
        schema=Schema("number", {"type": "object"}),
        retry=lambda problem: problem,
    )
    start = time.monotonic()
    with RawWeb(MODELS[number]) as server:
        config = ClientConfig(
            base_url=f"http://127.0.0.1:{server.port}/v1", model="m", timeout=3, retries=0, jobs=1
        )
        client = Client(config)
        try:
            reply = client.ask(request)
        except BrieferError as error:
            assert str(error)  # noqa: PT017 - either is right
        else:
            assert reply.fault is not None
            assert reply.fault.message.isprintable()
        finally:
            client.close()
    assert time.monotonic() - start < BOUND
