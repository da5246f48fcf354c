"""Politeness: one request at a time to a host, pauses, robots.txt, and nobody waits for others."""

import datetime as dt
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from briefer.ingest.fetch import Answer, Ask, Fetcher, Policy, Pool
from briefer.ingest.fetch.robots import Rules
from tests.web_hosts.hosts import Hosts, Page, redirect

NOW = dt.datetime(2021, 6, 3, 7, tzinfo=dt.UTC)
Run = Callable[..., dict[str, Answer]]


@pytest.fixture
def policy(policy: Policy) -> Policy:
    """Let every host of these tests, wherever it is named, be on this machine."""
    return policy._replace(intranet=bool)


def _ask(policy: Policy, *asks: Ask, robots: dict[str, Rules] | None = None) -> dict[str, Answer]:
    with Fetcher(policy) as client, Pool(client, lambda: NOW, robots) as pool:
        for ask in asks:
            pool.add(ask._replace(allow_private=True, key=ask.key or ask.url))
        answers = {answer.ask.key: answer for answer in pool.answers()}
    for answer in answers.values():
        answer.read()
    return answers


def test_one_request_at_a_time_to_a_host_with_a_pause(hosts: Hosts, policy: Policy) -> None:
    """Ten pages of one host come one after the other, those of ten hosts at once."""
    asks = [Ask(hosts.add("one.test", f"/{i}", Page("x"))) for i in range(6)]
    asks += [Ask(hosts.add(f"many{i}.test", "/", Page("x"))) for i in range(6)]
    answers = _ask(policy._replace(delay=0.05), *asks)
    assert all(answer.status == 200 for answer in answers.values())
    assert hosts.most["one.test"] == 1
    times = [request.at for request in hosts.seen if request.host == "one.test"]
    assert all(later - earlier >= 0.045 for earlier, later in pairwise(times))


def test_slow_hosts_do_not_hold_others_up(hosts: Hosts, policy: Policy) -> None:
    """With two workers and one host that hangs, nineteen others are answered meanwhile."""
    slow = Ask(hosts.add("slow.test", "/", hosts.hang))
    quick = [Ask(hosts.add(f"q{i}.test", "/", Page("x"))) for i in range(19)]
    order: list[str] = []
    with Fetcher(policy._replace(jobs=2, timeout=0.6)) as client, Pool(client, lambda: NOW) as pool:
        for ask in [slow, *quick]:
            pool.add(ask._replace(allow_private=True, key=ask.url))
        for answer in pool.answers():
            order.append(answer.ask.key)
            answer.read()
    assert order[-1] == slow.url
    assert len(order) == 20


def test_a_queue_at_a_slow_host_takes_one_worker(hosts: Hosts, policy: Policy) -> None:
    """Three requests wait at a host that hangs; the second worker goes on with the others."""
    slow = [Ask(hosts.add("slow.test", f"/{i}", hosts.hang)) for i in range(2)]
    quick = [Ask(hosts.add(f"q{i}.test", "/", Page("x"))) for i in range(9)]
    started = time.monotonic()
    answers = _ask(policy._replace(jobs=2, timeout=0.2), *slow, *quick)
    assert time.monotonic() - started < 1.5
    assert sum(answer.status == 200 for answer in answers.values()) == 9
    first, second = (request.at for request in hosts.seen if request.host == "slow.test")
    assert second - first > 0.15  # not before the first was given up


ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: evil\nDisallow: /\n"


def test_robots_txt_is_respected_for_pages(hosts: Hosts, policy: Policy) -> None:
    """Pages that it forbids are not asked for; it is fetched once a host; feeds are exempt."""
    hosts.add("a.test", "/robots.txt", Page(ROBOTS))
    good = hosts.add("a.test", "/good", Page("x"))
    bad = hosts.add("a.test", "/private/1", Page("x"))
    feed = hosts.add("a.test", "/private/feed.xml", Page("x"))
    answers = _ask(policy, Ask(good, "page"), Ask(bad, "page"), Ask(feed))
    assert answers[good].status == 200
    assert (answers[bad].status, answers[bad].lasting) == (0, True)
    assert "robots.txt does not allow" in answers[bad].reason
    assert answers[feed].status == 200
    assert sorted(hosts.paths("a.test")) == ["/good", "/private/feed.xml", "/robots.txt"]


@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        (Page("", 404), True),
        (Page("", 403), True),
        (Page("", 500), False),
        (Page("", 503), False),
        (Page("\0\xff garbage <html>"), True),
        (Page("User-agent: Briefer\nDisallow: /x"), False),
        (Page("x" * 600_000 + "\nUser-agent: *\nDisallow: /x"), True),
        (redirect("/robots2.txt"), False),
    ],
    ids=["404", "403", "500", "503", "garbage", "by name", "huge", "moved"],
)
def test_what_robots_txt_means(hosts: Hosts, policy: Policy, page: Page, allowed: bool) -> None:
    """RFC 9309: what is not there forbids nothing, what can't be had forbids everything."""
    hosts.add("a.test", "/robots.txt", page)
    hosts.add("a.test", "/robots2.txt", Page("User-agent: *\nDisallow: /x"))
    url = hosts.add("a.test", "/x", Page("x"))
    answers = _ask(policy, Ask(url, "page"))
    assert (answers[url].status == 200) is allowed


def test_every_hop_asks_its_own_robots_txt(hosts: Hosts, policy: Policy) -> None:
    """A redirect is no way around another host's rules."""
    hosts.add("b.test", "/robots.txt", Page("User-agent: *\nDisallow: /"))
    url = hosts.add("a.test", "/x", redirect(hosts.add("b.test", "/y", Page("x"))))
    answers = _ask(policy, Ask(url, "page"))
    assert "robots.txt does not allow" in answers[url].reason
    assert hosts.paths("b.test") == ["/robots.txt"]


def test_known_rules_are_not_asked_for_again(hosts: Hosts, policy: Policy) -> None:
    """Rules from an earlier run serve for a day."""
    url = hosts.add("a.test", "/x", Page("x"))
    rules = {hosts.url("a.test", ""): Rules("User-agent: *\nDisallow: /x")}
    answers = _ask(policy, Ask(url, "page"), robots=rules)
    assert "does not allow" in answers[url].reason
    assert hosts.seen == []


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Thu, 03 Jun 2021 08:00:00 GMT", 3600),
        ("Thu, 03 Jun 2021 06:00:00 GMT", 0),
        ("99999999999", 7 * 86_400),
        ("Thu, 03 Jun 2100 06:00:00 GMT", 7 * 86_400),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after(hosts: Hosts, policy: Policy, value: str, seconds: int | None) -> None:
    """Seconds or a date, at most a week; nonsense is none."""
    url = hosts.add("a.test", "/x", Page("", 429, {"Retry-After": value}))
    answer = _ask(policy._replace(patience=-1), Ask(url))[url]
    wait = (answer.retry_at - NOW).total_seconds() if answer.retry_at else None
    assert wait == seconds
    assert "too often" in answer.reason


def test_a_short_pause_is_waited_for(hosts: Hosts, policy: Policy) -> None:
    """A host that asks for a moment's patience is asked again in the same run, twice at most."""
    url = hosts.add("a.test", "/x", Page("", 503, {"Retry-After": "0"}))
    answer = _ask(policy._replace(patience=5), Ask(url))[url]
    assert answer.status == 503
    assert len(hosts.seen) == 3


def test_a_worker_survives_anything(hosts: Hosts, policy: Policy) -> None:
    """An error nobody thought of is an answer with a reason, and the next request is made."""
    url = hosts.add("a.test", "/x", Page("x"))
    with Fetcher(policy._replace(jobs=1)) as client, Pool(client, lambda: NOW) as pool:
        original = client.get

        def broken(ask: Ask, now: dt.datetime) -> Answer:
            if "b.test" in ask.url:
                raise ZeroDivisionError
            return original(ask, now)

        client.get = broken  # type: ignore[method-assign] # plays the unforeseen
        pool.add(Ask(hosts.url("b.test"), allow_private=True, key="b"))
        pool.add(Ask(url, allow_private=True, key="a"))
        answers = {answer.ask.key: answer for answer in pool.answers()}
    assert "ZeroDivisionError" in answers["b"].reason
    assert answers["a"].read() == b"x"
