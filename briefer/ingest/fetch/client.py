"""One request to one address: what was asked, and what came back.

httpcore is used without the layer above it: no cookies, no credentials, no proxies of the
environment, no redirects are followed on their own, and no more bytes are unpacked than asked.
"""

import datetime as dt
import ssl
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import IO, Literal, NamedTuple, Self

import httpcore2

from briefer import __version__
from briefer.errors import SourceError
from briefer.ingest.fetch.addresses import Resolver, Target, lookup, target
from briefer.ingest.fetch.network import Backend, Deadline
from briefer.ingest.fetch.packing import ACCEPTED, unpack

ROBOT = "briefer"  # the name that robots.txt may call us by
_IN_MEMORY = 262_144  # bytes of one answer; longer ones wait on disk
_MAX_HEADERS = 100
_MAX_HEADER = 8_192  # characters of one value that are looked at
_CONNECT = 10.0  # seconds
_SILENCE = 15.0  # seconds without a byte
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_WAIT = dt.timedelta(days=7)  # a Retry-After beyond is cut to this
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, "
    "application/xhtml+xml;q=0.9, application/xml;q=0.9, */*;q=0.5"
)


class Policy(NamedTuple):
    """How requests are made."""

    jobs: int = 32  # at a time, each to another host
    delay: float = 1.0  # seconds between two requests to one host
    timeout: float = 30.0  # seconds for one request, all of it
    max_bytes: int = 10_000_000  # of one answer, unpacked
    contact: str = ""  # in the User-Agent
    max_redirects: int = 5
    patience: float = 30.0  # seconds of Retry-After that are waited for in the same run
    resolver: Resolver = lookup
    intranet: Callable[[str], bool] = lambda _: False  # whose host may be private, whoever names it
    context: ssl.SSLContext | None = None  # None: the machine's own certificates

    @property
    def user_agent(self) -> str:
        """Who is asking."""
        contact = "".join(c for c in self.contact if c.isprintable() and c.isascii())[:200]
        return f"{ROBOT}/{__version__} (reads news for a briefing{contact and f'; {contact}'})"


class Ask(NamedTuple):
    """A request to be made. `role` says whether robots.txt is asked first: not for feeds."""

    url: str
    role: Literal["source", "page"] = "source"
    etag: str | None = None
    modified: str | None = None  # Last-Modified, as the server wrote it
    validated: str | None = None  # the address that gave these two, after redirects; None: `url`
    allow_private: bool = False  # for the host and port of `own`, and no other
    own: str = ""  # the address that this was allowed for; "": the first one asked for
    key: str = ""  # whatever the asker knows it by
    hops: int = 0  # redirects so far
    permanent: bool = True  # whether all of them were
    tries: int = 0  # times it was told to wait so far


class Answer(NamedTuple):
    """What came back. `status` 0: nothing; `reason` says why it is no success, else "".

    `url` is where it came from in the end. `retry_at` is when the server wants to be asked again,
    `lasting` that asking again is of no use, `location` where it redirects to.
    """

    ask: Ask
    status: int
    url: str
    reason: str = ""
    body: IO[bytes] | None = None
    size: int = 0
    etag: str | None = None
    modified: str | None = None
    charset: str | None = None
    media: str = ""
    location: str | None = None
    retry_at: dt.datetime | None = None
    lasting: bool = False
    seconds: float = 0.0

    @property
    def moved(self) -> str | None:
        """Where the address has moved to for good, by what the server says."""
        return self.url if self.ask.hops and self.ask.permanent else None

    def read(self) -> bytes:
        """Return the body, and let go of it."""
        if self.body is None:
            return b""
        with self.body as stream:
            stream.seek(0)
            return stream.read()


class Fetcher:
    """Makes requests. Safe for threads: each thread has its own deadline."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._deadline = Deadline()
        context = policy.context or httpcore2.default_ssl_context()
        self._pools = {
            allow_private: httpcore2.ConnectionPool(
                ssl_context=context,
                max_connections=None,
                max_keepalive_connections=2 * policy.jobs,
                keepalive_expiry=policy.delay + 10,
                network_backend=Backend(
                    self._deadline, allow_private=allow_private, resolver=policy.resolver
                ),
            )
            for allow_private in (False, True)
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up everywhere."""
        for pool in self._pools.values():
            pool.close()

    def get(self, ask: Ask, now: dt.datetime) -> Answer:
        """Return what the address of `ask` answers; a failure is an answer too."""
        started = time.monotonic()
        self._deadline.start(self.policy.timeout)
        try:
            answer = self._get(ask, target(ask.url), now)
        except SourceError as error:
            answer = Answer(ask, 0, ask.url, _refused(ask, str(error)))
        except httpcore2.TimeoutException as error:
            answer = Answer(ask, 0, ask.url, self._late(error))
        except (httpcore2.ProtocolError, httpcore2.NetworkError, httpcore2.ProxyError) as error:
            answer = Answer(ask, 0, ask.url, _network(error))
        except (httpcore2.UnsupportedProtocol, ssl.SSLError, OSError, ValueError) as error:
            answer = Answer(ask, 0, ask.url, f"no connection: {str(error)[:200]}")
        return answer._replace(seconds=time.monotonic() - started)

    def _late(self, error: Exception) -> str:
        what = "connecting" if isinstance(error, httpcore2.ConnectTimeout) else "waiting"
        return f"too slow: given up while {what}, after at most {self.policy.timeout:g} s"

    def _get(self, ask: Ask, where: Target, now: dt.datetime) -> Answer:
        times = {"connect": _CONNECT, "read": _SILENCE, "write": _SILENCE, "pool": _SILENCE}
        own = ask.allow_private and self._is_own(ask, where)
        with self._pools[own or self.policy.intranet(where.host)].stream(
            "GET",
            httpcore2.URL(scheme=where.scheme, host=where.host, port=where.port, target=where.path),
            headers=list(self._headers(ask, where)),
            extensions={"timeout": times},
        ) as response:
            headers = _headers(response.headers)
            answer = _judged(ask, where.url, response.status, headers, now)
            if answer.reason or answer.location or answer.status == 304:
                return answer
            body, size = self._body(response.iter_stream(), headers)
            return answer._replace(body=body, size=size)

    def _is_own(self, ask: Ask, where: Target) -> bool:
        """Return whether an address is on the very host and port that may be private.

        What a source's entries or redirects point to is anybody's word.
        """
        if not ask.own:
            return not ask.hops
        own = target(ask.own)
        return (own.host, own.port) == (where.host, where.port)

    def _headers(self, ask: Ask, where: Target) -> Iterator[tuple[bytes, bytes]]:
        host = where.origin.partition("://")[2]
        same = ask.validated in {None, where.url}
        given = {
            "Host": host,
            "User-Agent": self.policy.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
            "If-None-Match": ask.etag if same else None,
            "If-Modified-Since": ask.modified if same else None,
        }
        for name, value in given.items():
            if value:
                yield name.encode(), value.encode("latin-1", "replace")

    def _body(self, stream: Iterator[bytes], headers: Mapping[str, str]) -> tuple[IO[bytes], int]:
        limit = self.policy.max_bytes
        length = headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > limit:
            raise SourceError(
                f"larger than {limit / 1_000_000:g} MB (it says {int(length):,} bytes)"
            )
        kept: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer's reader closes it
        size = 0
        try:
            for chunk in unpack(stream, headers.get("content-encoding", ""), limit):
                size += kept.write(chunk)
                self._deadline.left(None)
        except BaseException:
            kept.close()
            raise
        return kept, size


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by lower-case name; the first of a name counts, but codings add up."""
    found: dict[str, str] = {}
    for name, value in raw[:_MAX_HEADERS]:
        key = name.decode("latin-1").lower()
        text = value[:_MAX_HEADER].decode("latin-1").strip()
        if key == "content-encoding" and key in found:
            found[key] += f",{text}"
        else:
            found.setdefault(key, text)
    return found


def _judged(
    ask: Ask, url: str, status: int, headers: Mapping[str, str], now: dt.datetime
) -> Answer:
    """Return the answer that status and headers make, without its body."""
    media, _, parameters = headers.get("content-type", "").partition(";")
    answer = Answer(
        ask,
        status,
        url,
        etag=headers.get("etag"),
        modified=headers.get("last-modified"),
        media=media.strip().lower(),
        charset=_charset(parameters),
    )
    if status in _REDIRECTS:
        location = headers.get("location", "")
        if not location:
            return answer._replace(reason=f"answers {status} without saying where to")
        return answer._replace(location=location)
    if status in {200, 203, 304}:
        return answer
    lasting = status in {401, 402, 403, 404, 405, 406, 410, 451}
    retry_at = _retry_at(headers.get("retry-after", ""), now) if status in {429, 503} else None
    return answer._replace(reason=_said(status, retry_at), retry_at=retry_at, lasting=lasting)


def _said(status: int, retry_at: dt.datetime | None) -> str:
    meaning = {
        401: "asks for a password",
        402: "asks for payment",
        403: "is forbidden",
        404: "is not there",
        410: "is gone for good",
        429: "says we ask too often",
        451: "is withheld for legal reasons",
        503: "is out of service for now",
    }.get(status, "is an error of the server" if status >= 500 else "is not what was asked for")
    later = f"; not asked again before {retry_at:%Y-%m-%d %H:%M} UTC" if retry_at else ""
    return f"answers {status}: it {meaning}{later}"


def _charset(parameters: str) -> str | None:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40] or None
    return None


def _retry_at(value: str, now: dt.datetime) -> dt.datetime | None:
    """Return when Retry-After (seconds or a date) lets us ask again, in UTC."""
    now = now.astimezone(dt.UTC)
    if value.isdecimal():
        wait = dt.timedelta(seconds=min(int(value[:9]), int(_MAX_WAIT.total_seconds())))
        return now + wait
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max(moment.astimezone(dt.UTC), now), now + _MAX_WAIT)


def _refused(ask: Ask, reason: str) -> str:
    """Return why an address is not asked; where private ones are allowed, for which."""
    if not ask.allow_private or "allow_private" not in reason:
        return reason
    return f"{reason.partition(';')[0]}, and allow_private is for the source's own host and port"


def _network(error: Exception) -> str:
    detail = str(error)[:200] or type(error).__name__
    if isinstance(error, httpcore2.ConnectError):
        return f"no connection: {detail}"
    if "complete message body" in detail or "incomplete chunked" in detail:
        return f"cut off: {detail}"
    return f"the connection broke or spoke no HTTP: {detail}"
