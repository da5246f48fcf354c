"""Requests to good and bad hosts: what comes back, in bounded time, and never a crash."""

import contextlib
import datetime as dt
import re
import ssl
import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
import trustme

from briefer.ingest.fetch import Answer, Ask, Fetcher, Policy, Pool
from tests.web_hosts.hosts import Hosts, Page, packed, redirect

NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
Get = Callable[..., Answer]


@pytest.fixture
def get(policy: Policy) -> Get:
    """Ask for one address and return the answer, redirects followed."""

    def run(url: str, seconds: float = policy.timeout, **given: object) -> Answer:
        made: dict[str, object] = {"allow_private": True, **given}
        asking = policy._replace(timeout=seconds, intranet=lambda name: name.endswith(".test"))
        with Fetcher(asking) as client, Pool(client, lambda: NOW) as pool:
            pool.add(Ask(url, **made))  # type: ignore[arg-type] # fields by name
            (answer,) = pool.answers()
        assert isinstance(answer, Answer)
        return answer

    return run


def test_an_ordinary_answer(hosts: Hosts, get: Get) -> None:
    """Body, size, validators and charset; we say who we are and what we unpack."""
    headers = {
        "ETag": '"1"',
        "Last-Modified": "Tue, 01 Jun 2021 10:00:00 GMT",
        "Content-Type": 'text/html; charset="ISO-8859-1"',
    }
    answer = get(hosts.add("a.test", "/x", Page("hello", 200, headers)))
    assert (answer.status, answer.reason, answer.size, answer.read()) == (200, "", 5, b"hello")
    assert (answer.etag, answer.modified) == ('"1"', "Tue, 01 Jun 2021 10:00:00 GMT")
    assert (answer.media, answer.charset) == ("text/html", "ISO-8859-1")
    (request,) = hosts.seen
    assert request.headers["user-agent"].startswith("briefer/")
    assert request.headers["accept-encoding"] == "gzip, deflate, br"
    assert "cookie" not in request.headers
    assert "authorization" not in request.headers


def test_conditional_requests(hosts: Hosts, get: Get) -> None:
    """What was given once is sent again, and 304 is no failure."""
    url = hosts.add("a.test", "/x", Page("hello", 200, {"ETag": '"1"'}))
    answer = get(url, etag='"1"', modified="Tue, 01 Jun 2021 10:00:00 GMT")
    assert (answer.status, answer.reason, answer.read()) == (304, "", b"")
    assert hosts.seen[0].headers["if-modified-since"] == "Tue, 01 Jun 2021 10:00:00 GMT"


def test_validators_go_only_where_they_came_from(hosts: Hosts, get: Get) -> None:
    """After a redirect they are the goal's: another page's ETag would be a false 304."""
    goal = hosts.add("b.test", "/goal", Page("x", 200, {"ETag": '"1"'}))
    url = hosts.add("a.test", "/x", redirect(goal))
    assert get(url, etag='"1"', validated=goal).status == 304
    assert get(url, etag='"1"', validated="https://elsewhere.test/").read() == b"x"


def test_a_gzipped_answer(hosts: Hosts, get: Get) -> None:
    """Unpacked on the way."""
    assert get(hosts.add("a.test", "/x", packed("hello " * 100))).read() == b"hello " * 100


@pytest.mark.parametrize(
    ("play", "reason"),
    [
        ("hang", "too slow"),
        ("drip", "too slow"),
        ("drip_headers", "too slow|spoke no HTTP"),
        ("endless", "larger than 1 MB"),
        ("cut", "cut off"),
        ("garbage", "spoke no HTTP"),
        ("close", "connection broke"),
    ],
)
def test_bad_hosts_cost_bounded_time(hosts: Hosts, get: Get, play: str, reason: str) -> None:
    """Silence, drips, floods and lies end within the request's time, each with its reason."""
    started = time.monotonic()
    seconds = {"seconds": 0.6} if "too slow" in reason else {}
    answer = get(hosts.add("a.test", "/x", getattr(hosts, play)), **seconds)
    assert time.monotonic() - started < 2.5
    assert (answer.status or 200, answer.body) == (200, None)
    assert re.search(reason, answer.reason), answer.reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (packed(b"\0" * 100_000_000), "larger than 1 MB"),
        (Page(b"x" * 50_000_000), "larger than 1 MB .it says 50,000,000 bytes"),
        (Page(b"hello", 200, {"Content-Encoding": "gzip"}), "broken"),
        (Page(b"hello", 200, {"Content-Encoding": "zstd"}), "not known"),
        (Page(b"", 302), "without saying where"),
        (redirect("http://e.com:25/"), "redirects to port 25"),
        (redirect("ftp://e.com/"), "only http and https"),
        (redirect("file:///etc/passwd"), "only http and https"),
        (redirect("http://u:p@e.com/"), "user name or password"),
        (redirect("http://e.com/" + "x" * 3000), "more than 2,000"),
        (Page(b"", 404), "is not there"),
        (Page(b"", 410), "gone for good"),
        (Page(b"", 500), "error of the server"),
        (Page(b"", 206), "not what was asked for"),
    ],
)
def test_answers_that_are_refused(hosts: Hosts, get: Get, page: Page, reason: str) -> None:
    """Bombs, lies about size and packing, redirects to nowhere, failures of the server."""
    answer = get(hosts.add("a.test", "/x", page))
    assert answer.body is None
    assert re.search(reason, answer.reason), answer.reason


def test_a_large_answer_does_not_fill_memory(hosts: Hosts, get: Get) -> None:
    """It waits on disk until it is read."""
    url = hosts.add("a.test", "/x", Page(b"x" * 900_000))
    tracemalloc.start()
    answer = get(url)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 600_000
    assert len(answer.read()) == 900_000


def test_redirects(hosts: Hosts, get: Get) -> None:
    """Followed over hosts; what is permanent all the way is where the source has moved."""
    goal = hosts.add("b.test", "/goal", Page("hello"))
    middle = hosts.add("a.test", "/2", redirect(goal, 301))
    answer = get(hosts.add("a.test", "/1", redirect(middle, 308)))
    assert (answer.url, answer.moved, answer.read()) == (goal, goal, b"hello")
    answer = get(hosts.add("a.test", "/0", redirect(middle, 302)))
    assert (answer.url, answer.moved, answer.read()) == (goal, None, b"hello")


def test_redirects_end(hosts: Hosts, get: Get) -> None:
    """A loop is given up after five, with or without a detour over another host."""
    loop = hosts.add("a.test", "/x", redirect("/x"))
    assert get(loop).reason == "more than 5 redirects"
    assert len(hosts.seen) == 6
    hosts.add("b.test", "/x", redirect(hosts.url("c.test", "/x")))
    hosts.add("c.test", "/x", redirect(hosts.url("b.test", "/x")))
    assert get(hosts.url("b.test", "/x")).reason == "more than 5 redirects"


def test_no_request_reaches_a_private_address(hosts: Hosts, policy: Policy) -> None:
    """By number, by name, by a redirect, in IPv6, in odd notations: nothing arrives."""
    names = {
        "public.test": ["127.0.0.1"],  # the name says nothing; its address does
        "mapped.test": ["::ffff:127.0.0.1"],
        "nat64.test": ["64:ff9b::7f00:1"],
        "meta.test": ["169.254.169.254"],
        "127.1": ["127.0.0.1"],
        "2130706433": ["127.0.0.1"],
        "0x7f000001": ["127.0.0.1"],
        "127.0.0.1": ["127.0.0.1"],
        "::1": ["::1"],
    }
    asks = [Ask(f"http://{f'[{n}]' if ':' in n else n}:{hosts.port}/x", key=n) for n in names]
    with (
        Fetcher(policy._replace(resolver=lambda name, _: names[name])) as client,
        Pool(client, lambda: NOW) as pool,
    ):
        for ask in asks:
            pool.add(ask)
        reasons = {answer.ask.key: answer.reason for answer in pool.answers()}
    assert hosts.seen == []
    assert set(reasons) == set(names)
    assert all(reason for reason in reasons.values())


def test_rebinding(hosts: Hosts, policy: Policy) -> None:
    """A name that changes its address between two look-ups: each connection is judged anew.

    The first answer is a public address that the check would pass; it is what is connected to.
    """
    answers = iter([["192.0.2.1"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebind(name: str, _: int) -> list[str]:
        asked.append(name)
        return next(answers)

    with (
        Fetcher(policy._replace(resolver=rebind)) as client,
        Pool(client, lambda: NOW) as pool,
    ):
        for path in ("/1", "/2"):
            pool.add(Ask(hosts.url("evil.test", path)))
            (answer,) = pool.answers()
            assert answer.reason
    assert asked == ["evil.test", "evil.test"]  # one look-up for each connection, none besides
    assert hosts.seen == []


def test_a_redirect_into_the_private_network(hosts: Hosts, policy: Policy) -> None:
    """The first hop is fine, the second is not: it is not made."""
    url = hosts.add("out.test", "/x", redirect(hosts.url("in.test", "/secret")))
    hosts.add("in.test", "/secret", Page("secret"))

    # "out.test" stands for a public host, which a test can't have: it gets leave, the hop none.
    with Fetcher(policy) as client, Pool(client, lambda: NOW) as pool:
        original = client.get

        def without_leave(ask: Ask, now: dt.datetime) -> Answer:
            return original(ask._replace(allow_private="out.test" in ask.url), now)

        client.get = without_leave  # type: ignore[method-assign] # plays a public first hop
        pool.add(Ask(url))
        (answer,) = pool.answers()
    assert "this machine itself" in answer.reason
    assert hosts.paths("in.test") == []


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority of the tests' own."""
    return trustme.CA()


@contextlib.contextmanager
def _tls(authority: trustme.CA, *names: str) -> Iterator[Hosts]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    with Hosts(context) as server:
        yield server


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def _ask_tls(policy: Policy, url: str) -> Answer:
    with Fetcher(policy) as client, Pool(client, lambda: NOW) as pool:
        pool.add(Ask(url, allow_private=True))
        (answer,) = pool.answers()
    assert isinstance(answer, Answer)
    return answer


def test_tls(policy: Policy, authority: trustme.CA) -> None:
    """A good certificate is fine; a wrong name, an unknown issuer and plain text are not."""
    trusting = policy._replace(context=_trusting(authority))
    with _tls(authority, "a.test") as server:
        server.add("a.test", "/x", Page("hello"))
        assert _ask_tls(trusting, server.url("a.test", "/x", "https")).read() == b"hello"
        wrong = _ask_tls(trusting, server.url("b.test", "/x", "https"))
        assert "certificate verify failed" in wrong.reason
        unknown = _ask_tls(policy, server.url("a.test", "/x", "https"))
        assert "certificate verify failed" in unknown.reason
    with Hosts() as plain:
        soon = trusting._replace(timeout=0.6)  # either side waits for the other to speak
        assert _ask_tls(soon, plain.url("a.test", "/x", "https")).reason


def test_https_is_not_given_up(policy: Policy, authority: trustme.CA, hosts: Hosts) -> None:
    """A redirect from https to http is not followed."""
    trusting = policy._replace(context=_trusting(authority))
    with _tls(authority, "a.test") as server:
        server.add("a.test", "/x", redirect(hosts.url("a.test", "/plain")))
        answer = _ask_tls(trusting, server.url("a.test", "/x", "https"))
    assert "from https to http" in answer.reason
    assert hosts.seen == []


def test_headers_can_not_be_smuggled(hosts: Hosts, get: Get) -> None:
    """An ETag that a host made up goes back as it is, or not at all: never as a header more."""
    url = hosts.add("a.test", "/x", Page("hello"))
    answer = get(url, etag='"1"\r\nX-Evil: 1')
    assert answer.reason
    assert all("x-evil" not in request.headers for request in hosts.seen)


def test_a_thousand_headers(hosts: Hosts, get: Get) -> None:
    """They are not all kept; the answer is read or refused."""
    headers = {f"X-{i}": "y" * 50 for i in range(900)}
    answer = get(hosts.add("a.test", "/x", Page("hello", 200, headers)))
    assert answer.reason or answer.read() == b"hello"
