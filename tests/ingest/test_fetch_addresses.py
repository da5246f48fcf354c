"""Where a request may go: judged by the resolved address, whatever form it comes in."""

import threading

import pytest

from briefer.errors import SourceError
from briefer.ingest.fetch.addresses import refusal, resolve, target

PRIVATE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.1.1 100.64.0.1 "
    "100.127.255.255 0.1.2.3 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.7 240.0.0.1 192.0.0.1 "
    "::1 fe80::1 fc00::1 fd12:3456::1 fec0::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: "
    "fe80::1%eth0"
).split()
NEVER = (
    "169.254.169.254 fd00:ec2::254 100.100.100.200 168.63.129.16 ::ffff:169.254.169.254 "
    "64:ff9b::169.254.169.254 2002:a9fe:a9fe:: 0.0.0.0 :: 255.255.255.255 224.0.0.1 "
    "239.255.255.250 ff02::1"
).split()
PUBLIC = "8.8.8.8 1.1.1.1 93.184.216.34 2606:4700::1111 64:ff9b::8.8.8.8 ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_need_leave(address: str) -> None:
    """Loopback, private, link-local, shared and reserved ones, in every IPv6 disguise."""
    reason = refusal(address, allow_private=False)
    assert reason is not None
    assert "allow_private" in reason
    assert refusal(address, allow_private=True) is None


@pytest.mark.parametrize("address", NEVER)
def test_metadata_and_multicast_never(address: str) -> None:
    """Where clouds keep secrets, and what is no single host: no setting opens these."""
    assert refusal(address, allow_private=False)
    assert refusal(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    """These are asked."""
    assert refusal(address, allow_private=False) is None


def test_what_is_no_address() -> None:
    """A resolver's nonsense is refused."""
    assert refusal("not an address", allow_private=True)


def test_only_allowed_addresses_of_a_name_are_used() -> None:
    """Of a name with a public and a private address the private one is left out."""
    both = resolve("x", 80, allow_private=False, resolver=lambda _, __: ["10.0.0.1", "8.8.8.8"])
    assert both == ["8.8.8.8"]
    with pytest.raises(SourceError, match="private or reserved"):
        resolve("x", 80, allow_private=False, resolver=lambda _, __: ["10.0.0.1"])
    with pytest.raises(SourceError, match="has no address"):
        resolve("x", 80, allow_private=False, resolver=lambda _, __: [])


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    """The system's resolver has no time limit; ours has."""
    over = threading.Event()

    def hang(_: str, __: int) -> list[str]:
        over.wait(30)
        return []

    with pytest.raises(SourceError, match="not found within"):
        resolve("x", 80, allow_private=False, timeout=0.05, resolver=hang)
    over.set()


def test_a_name_that_is_not_known() -> None:
    """The resolver's own words are passed on."""

    def fail(_: str, __: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(SourceError, match="not known: Name or service"):
        resolve("x.example", 80, allow_private=False, resolver=fail)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://e.com/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("//e.com/x", "only http and https"),
        ("https://user:word@e.com/", "user name or password"),
        ("https://user@e.com/", "user name or password"),
        ("http://e.com:22/", "port 22"),
        ("http://e.com:6379/", "port 6379"),
        ("http://e.com:0/", "port 0"),
        ("http://e.com:99999/", "port 99999"),
        ("http://e.com:x/", "not an address"),
        ("http:///x", "valid host"),
        ("http://exa mple.com/", "valid host"),
        ("http://e.com/\0", "not an address"),
        ("https://e.com/" + "a" * 3000, "more than 2,000"),
        ("http://[::1/", "not an address"),
        ("http://\u3002example.com/", "not an address"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, reason: str) -> None:
    """Each says why."""
    with pytest.raises(SourceError, match=reason):
        target(url)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTPS://Example.COM:443/a?b=c#d", "https://example.com/a?b=c"),
        ("http://münchen.example/ä b", "http://xn--mnchen-3ya.example/%C3%A4%20b"),
        ("http://e.com.", "http://e.com/"),
        ("http://[2606:4700::1]:8080/x", "http://[2606:4700::1]:8080/x"),
        ("http://e.com:8080", "http://e.com:8080/"),
    ],
)
def test_one_spelling(url: str, plain: str) -> None:
    """Case, default ports, fragments and unicode hosts are settled."""
    assert target(url).url == plain


def test_relative_addresses() -> None:
    """A feed's own links are read from where it was fetched."""
    assert target("../x?y", base="https://e.com/a/b/").url == "https://e.com/a/x?y"
    assert target("//f.com/x", base="https://e.com/a").url == "https://f.com/x"
