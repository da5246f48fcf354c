"""A source that may be in a private network vouches for its own host and port, and for no other."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from briefer.ingest.fetch import Ask, Fetcher, Policy, Pool
from tests.web_hosts.hosts import Hosts, Page, loopback

NOW = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)


@pytest.fixture
def two() -> Iterator[tuple[Hosts, Hosts]]:
    """Two servers on ports of their own."""
    with ExitStack() as stack:
        yield stack.enter_context(Hosts()), stack.enter_context(Hosts())


def reason(ask: Ask) -> str:
    """Ask; return why there was no answer, "" where there was."""
    policy = Policy(delay=0, timeout=5, resolver=loopback, patience=0)
    with Fetcher(policy) as client, Pool(client, lambda: NOW) as pool:
        pool.add(ask)
        (answer,) = list(pool.answers())
    if answer.body:
        answer.read()
    return str(answer.reason)


@pytest.mark.parametrize("way", [301, 302, 307, 308])
def test_a_redirect_reaches_no_other_private_address(two: tuple[Hosts, Hosts], way: int) -> None:
    """Another port, another name, this machine's own services: refused; its own place is not."""
    one, other = two
    one.add("a.test", "/own", Page(status=way, headers={"Location": "/end"}))
    one.add("a.test", "/end", Page("end"))
    goals = [
        other.url("a.test", "/x"),
        one.url("b.test", "/x"),
        "http://127.0.0.1/",
        "http://[::1]/",
    ]
    for number, goal in enumerate(goals):
        one.add("a.test", f"/{number}", Page(status=way, headers={"Location": goal}))
    assert reason(Ask(one.url("a.test", "/own"), allow_private=True)) == ""
    for number in range(len(goals)):
        said = reason(Ask(one.url("a.test", f"/{number}"), allow_private=True))
        assert "own host and port" in said
    assert other.seen == []
    assert {seen.host.partition(":")[0] for seen in one.seen} == {"a.test"}


def test_an_entry_reaches_no_other_private_address(two: tuple[Hosts, Hosts]) -> None:
    """What a source's entry points to is asked only where the source itself is."""
    one, other = two
    one.add("a.test", "/page", Page("<p>page</p>"))
    source = one.url("a.test", "/feed.xml")
    assert reason(Ask(one.url("a.test", "/page"), "page", allow_private=True, own=source)) == ""
    for goal in (other.url("a.test", "/page"), one.url("b.test", "/page"), "http://10.0.0.1/"):
        said = reason(Ask(goal, "page", allow_private=True, own=source))
        assert "private" in said
    assert other.seen == []


def test_robots_txt_that_leads_elsewhere_reaches_nothing(two: tuple[Hosts, Hosts]) -> None:
    """Nor does the question that comes before a page."""
    one, other = two
    one.add(
        "a.test",
        "/robots.txt",
        Page(status=302, headers={"Location": other.url("a.test", "/")}),
    )
    one.add("a.test", "/page", Page("page"))
    reason(Ask(one.url("a.test", "/page"), "page", allow_private=True))
    assert other.seen == []


def test_asked_is_the_request(two: tuple[Hosts, Hosts]) -> None:
    """A request outside of private networks' permission goes nowhere at all."""
    one, _ = two
    assert "private" in reason(Ask(one.url("a.test", "/")))
    assert one.seen == []
