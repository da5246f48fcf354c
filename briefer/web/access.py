"""Who may come in: the token, the sessions made from it, form tokens, and the guard on guessing."""

import hmac
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from cachetools import LRUCache
from itsdangerous import BadSignature, Signer, TimestampSigner

SESSION = "room_session"
SEED = "room_seed"
SHORTEST = 16  # characters of an access token
HOURS = 12  # that a session lasts


class _Sessions(TimestampSigner):
    """Signs with the time of a clock that is given."""

    def __init__(self, key: bytes, clock: Callable[[], float]) -> None:
        super().__init__(key, b"session", key_derivation="hmac", digest_method=sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Return the clock's seconds."""
        return int(self._clock())


class Keys:
    """Signs sessions and forms. Without an access token the key is this process's own."""

    def __init__(self, token: str | None, clock: Callable[[], float] = time.time) -> None:
        self._token = token.encode() if token else b""
        key = sha256(b"briefer reading room\0" + self._token).digest()
        if not token:
            key = secrets.token_bytes(32)
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
        try:
            self._sessions.unsign(_bytes(value[:200]), max_age=HOURS * 3600 - 1)
        except BadSignature:
            return False
        return True

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
EVERYONE = Limit(100, 60)


class Failures:
    """Counts wrong tokens by address, and of all addresses; remembers a bounded number of them."""

    def __init__(
        self,
        one: Limit = ONE,
        everyone: Limit = EVERYONE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._one, self._everyone, self._clock = one, everyone, clock
        self._seen: LRUCache[str, list[float]] = LRUCache(1024)
        self._all: list[float] = []

    def wait(self, address: str) -> int:
        """Return for how many seconds that address may not try again; 0: it may."""
        now = self._clock()
        mine = _recent(self._seen.get(address, []), self._one, now)
        self._all = _recent(self._all, self._everyone, now)
        waits = [_wait(mine, self._one, now), _wait(self._all, self._everyone, now)]
        return max(waits)

    def add(self, address: str) -> None:
        """Note a failure."""
        now = self._clock()
        self._seen[address] = [*_recent(self._seen.get(address, []), self._one, now), now]
        self._all = [*_recent(self._all, self._everyone, now), now]


def _recent(moments: list[float], limit: Limit, now: float) -> list[float]:
    return [at for at in moments if now - at < limit.seconds][-limit.failures :]


def _wait(moments: list[float], limit: Limit, now: float) -> int:
    if len(moments) < limit.failures:
        return 0
    return max(1, round(moments[0] + limit.seconds - now))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
