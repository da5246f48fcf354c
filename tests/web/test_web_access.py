"""Wrong tokens lock nobody else out; sessions end when they should."""

from pathlib import Path

import pytest

from briefer.errors import ConfigError
from briefer.settings import load
from briefer.web.access import HOURS, Failures, Keys, Limit, Proxies

TOKEN = "right-token-of-some-length"  # noqa: S105 - made up


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.at


def test_wrong_tokens_from_elsewhere_lock_nobody_out() -> None:
    """A thousand addresses that guess, with the right beginning even: the right one comes in."""
    failures = Failures(clock=Clock())
    for number in range(1000):
        failures.add(f"10.0.{number % 250}.{number // 250}", TOKEN[:8] + str(number))
    assert failures.wait("192.0.2.7", TOKEN) == 0
    assert failures.wait("10.0.1.1", TOKEN) > 0


def test_guesses_that_begin_alike_wait_wherever_they_come_from() -> None:
    """Who was wrong once and goes on where others guess has to wait; elsewhere he need not."""
    failures = Failures(Limit(5, 60), Limit(20, 60), Clock())
    for number in range(20):
        failures.add(f"10.0.0.{number}", "abcd" + str(number))
    assert failures.wait("10.0.0.3", "abcdx") > 0
    assert failures.wait("10.0.0.3", TOKEN) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_a_network_of_ipv6_is_one_address(one: str, other: str, same: bool) -> None:
    """A guesser has more addresses of IPv6 than there are counters."""
    failures = Failures(clock=Clock())
    for _ in range(5):
        failures.add(one, "x")
    assert bool(failures.wait(other, "y")) is same


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.9, 10.1.2.3", "198.51.100.9"),
        ("127.0.0.1", "198.51.100.9:4711", "198.51.100.9"),
        ("127.0.0.1", "[2001:db8::1]:80", "2001:db8::1"),
        ("127.0.0.1", "garbage", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "1.1.1.1, " * 5000 + "x", "127.0.0.1"),
        ("203.0.113.5", "198.51.100.9", "203.0.113.5"),
    ],
)
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    peer: str, forwarded: str, who: str
) -> None:
    """What anybody else writes into the header is not read."""
    assert Proxies(("127.0.0.1/32", "10.0.0.0/8")).speaks_for(peer, forwarded) == who
    assert Proxies().speaks_for(peer, forwarded) == peer


def test_logout_revokes_and_sessions_end() -> None:
    """A copied cookie is worth nothing after logout; none outlives its hours or the process."""
    clock = Clock()
    keys = Keys(TOKEN, clock)
    one, other = keys.session(), keys.session()
    assert keys.session_holds(one)
    keys.revoke(one)
    assert not keys.session_holds(one)
    assert keys.session_holds(other)
    clock.at += HOURS * 3600
    assert not keys.session_holds(other)
    clock.at -= 2 * HOURS * 3600
    assert not keys.session_holds(other)
    assert not Keys(TOKEN, clock).session_holds(keys.session())


def test_trusted_proxies_are_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name or a wrong network is said, with its line."""
    monkeypatch.setenv("BRIEFER_SERVE__TRUSTED_PROXIES", '["10.0.0.0/8", "::1"]')
    assert load(tmp_path).settings.serve.trusted_proxies == ("10.0.0.0/8", "::1/128")
    monkeypatch.setenv("BRIEFER_SERVE__TRUSTED_PROXIES", '["proxy.example"]')
    with pytest.raises(ConfigError, match="trusted_proxies"):
        load(tmp_path)
