"""Who may come in: the token, the sessions made from it, form tokens, and the guard on guessing."""

import hmac
import ipaddress
import secrets
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple

from cachetools import LRUCache
from itsdangerous import BadSignature, Signer, TimestampSigner

SESSION = "room_session"
SEED = "room_seed"
SHORTEST = 16  # characters of an access token
HOURS = 12  # that a session lasts
REVOKED = 10_000  # sessions that were ended by hand and are remembered
PREFIX = 4  # characters of a token that guesses are counted by


class _Sessions(TimestampSigner):
    """Signs with the time of a clock that is given."""

    def __init__(self, key: bytes, clock: Callable[[], float]) -> None:
        super().__init__(key, b"session", key_derivation="hmac", digest_method=sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Return the clock's seconds."""
        return int(self._clock())


class Keys:
    """Signs sessions and forms, with a key of this process's own."""

    def __init__(self, token: str | None, clock: Callable[[], float] = time.time) -> None:
        self._token = token.encode() if token else b""
        # A session is of one token and one process: neither a new token nor a new start knows it.
        key = sha256(b"briefer reading room\0" + self._token + secrets.token_bytes(32)).digest()
        self._revoked: LRUCache[str, None] = LRUCache(REVOKED)
        self._sessions = _Sessions(key, clock)
        self._forms = Signer(key, b"form", key_derivation="hmac", digest_method=sha256)

    @property
    def guarded(self) -> bool:
        """Whether a token is asked for."""
        return bool(self._token)

    def token_is(self, given: str) -> bool:
        """Return whether that is the token; takes the same time whatever is wrong."""
        ours = sha256(self._token).digest()
        theirs = sha256(_bytes(given)).digest()
        return hmac.compare_digest(ours, theirs) and self.guarded

    def session(self) -> str:
        """Return a new session: something random, when it began, and the signature of both."""
        return self._sessions.sign(secrets.token_urlsafe(12)).decode()

    def session_holds(self, value: str) -> bool:
        """Return whether a session is one of ours and has not ended."""
        if value in self._revoked:
            return False
        try:
            self._sessions.unsign(_bytes(value[:200]), max_age=HOURS * 3600 - 1)
        except BadSignature:
            return False
        return True

    def revoke(self, value: str) -> None:
        """End a session for good, whoever has a copy of it."""
        if self.session_holds(value):
            self._revoked[value] = None

    def form_token(self, seed: str) -> str:
        """Return what a form must bring back from a browser that has `seed` as its cookie."""
        return self._forms.get_signature(_bytes(seed)).decode()

    def form_holds(self, seed: str, given: str) -> bool:
        """Return whether a form was ours, for that browser."""
        return bool(seed) and self._forms.verify_signature(_bytes(seed), _bytes(given))


class Limit(NamedTuple):
    """So many failures in so many seconds."""

    failures: int
    seconds: float


ONE = Limit(5, 60)  # address
ALIKE = Limit(20, 60)  # of all addresses, tokens that begin alike


class Failures:
    """Counts wrong tokens by address, and by how they begin; remembers a bounded number of them.

    Nobody's guesses keep another address out: who has not been wrong is never told to wait.
    """

    def __init__(
        self,
        one: Limit = ONE,
        alike: Limit = ALIKE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._one, self._alike, self._clock = one, alike, clock
        self._seen: LRUCache[str, list[float]] = LRUCache(1024)
        self._begun: LRUCache[str, list[float]] = LRUCache(1024)

    def wait(self, address: str, token: str = "") -> int:
        """Return for how many seconds that address may not try that token; 0: it may."""
        now = self._clock()
        mine = _recent(self._seen.get(_network(address), []), self._one, now)
        if not mine:
            return 0
        alike = _recent(self._begun.get(token[:PREFIX], []), self._alike, now)
        return max(_wait(mine, self._one, now), _wait(alike, self._alike, now))

    def add(self, address: str, token: str = "") -> None:
        """Note a failure."""
        now, where, begin = self._clock(), _network(address), token[:PREFIX]
        self._seen[where] = [*_recent(self._seen.get(where, []), self._one, now), now]
        self._begun[begin] = [*_recent(self._begun.get(begin, []), self._alike, now), now]


def _network(address: str) -> str:
    """Return whose an address is: of IPv6 a customer has 2^64 (RFC 6177)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address) or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))


class Proxies:
    """The proxies whose word on whom they speak for is taken (`serve.trusted_proxies`)."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        self._networks = tuple(ipaddress.ip_network(one, strict=False) for one in networks)

    def speaks_for(self, peer: str, forwarded: str) -> str:
        """Return who asks: the last of `X-Forwarded-For` that is no proxy of ours, else the peer."""
        address = peer
        for hop in reversed([hop.strip() for hop in forwarded.split(",")][-50:]):
            if not self._trusts(address):
                return address
            bare = hop.removeprefix("[").partition("]")[0] if hop.startswith("[") else hop
            bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
            try:
                address = str(ipaddress.ip_address(bare))
            except ValueError:
                return address
        return address

    def _trusts(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks)


def _recent(moments: list[float], limit: Limit, now: float) -> list[float]:
    return [at for at in moments if now - at < limit.seconds][-limit.failures :]


def _wait(moments: list[float], limit: Limit, now: float) -> int:
    if len(moments) < limit.failures:
        return 0
    return max(1, round(moments[0] + limit.seconds - now))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
