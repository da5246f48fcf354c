"""Who may come in: the token, the sessions made from it, form tokens, and the guard on guessing."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

SESSION = "room_session"
SEED = "room_seed"
SHORTEST = 16  # characters of an access token
HOURS = 12  # that a session lasts


class Keys:
    """Signs sessions and forms. Without an access token the key is this process's own."""

    def __init__(self, token: str | None, clock: Callable[[], float] = time.time) -> None:
        self._token = token.encode() if token else b""
        self._key = hashlib.sha256(b"briefer reading room\0" + self._token).digest()
        if not token:
            self._key = secrets.token_bytes(32)
        self._clock = clock

    @property
    def guarded(self) -> bool:
        """Whether a token is asked for."""
        return bool(self._token)

    def token_is(self, given: str) -> bool:
        """Return whether that is the token; takes the same time whatever is wrong."""
        ours = hashlib.sha256(self._token).digest()
        theirs = hashlib.sha256(given.encode("utf-8", "replace")).digest()
        return hmac.compare_digest(ours, theirs) and self.guarded

    def session(self) -> str:
        """Return a new session: when it ends, something random, and the signature of both."""
        said = f"{int(self._clock()) + HOURS * 3600}.{secrets.token_urlsafe(12)}"
        return f"{said}.{self._sign('session', said)}"

    def session_holds(self, value: str) -> bool:
        """Return whether a session is one of ours and has not ended."""
        said, _, signature = value[:200].rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._sign("session", said).encode()):
            return False
        ends = said.partition(".")[0]
        return ends.isdecimal() and int(ends) > self._clock()

    def form_token(self, seed: str) -> str:
        """Return what a form must bring back from a browser that has `seed` as its cookie."""
        return self._sign("form", seed)

    def form_holds(self, seed: str, given: str) -> bool:
        """Return whether a form was ours, for that browser."""
        return bool(seed) and hmac.compare_digest(
            given.encode("utf-8", "replace"), self.form_token(seed).encode()
        )

    def _sign(self, purpose: str, text: str) -> str:
        said = f"{purpose}\0{text}".encode("utf-8", "replace")
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()


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
        self._seen: OrderedDict[str, list[float]] = OrderedDict()
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
        self._seen.move_to_end(address)
        while len(self._seen) > 1024:
            self._seen.popitem(last=False)
        self._all = [*_recent(self._all, self._everyone, now), now]


def _recent(moments: list[float], limit: Limit, now: float) -> list[float]:
    return [at for at in moments if now - at < limit.seconds][-limit.failures :]


def _wait(moments: list[float], limit: Limit, now: float) -> int:
    if len(moments) < limit.failures:
        return 0
    return max(1, round(moments[0] + limit.seconds - now))
