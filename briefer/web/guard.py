"""The door: hosts, methods, tokens, where a form comes from, and the headers of every answer."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefer.web.access import SESSION, Failures, Keys, Proxies

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
METHODS = frozenset({"GET", "HEAD", "POST"})
OPEN = frozenset({"/login", "/room.css"})  # without a token


class Visitor(NamedTuple):
    """What the door knows of a request."""

    address: str
    bearer: bool  # came with the right token in its header: a program, and no browser's form
    inside: bool


class Guard:
    """Lets a request through to `app`, or answers it."""

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        failures: Failures,
        ours: Callable[[str], bool],
        refuse: Callable[[str], Response],
        proxies: Proxies | None = None,
    ) -> None:
        self._app = app
        self._keys = keys
        self._failures = failures
        self._ours = ours
        self._proxies = proxies or Proxies()
        self._refuse = refuse  # the page that asks for the token, by the path asked for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._stopped(scope)
        await (answer or self._app)(scope, receive, sealed)

    def _stopped(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._ours(hosts[0]):
            return _plain(421, "This address is not served here.")
        if scope["method"] not in METHODS:
            return _plain(405, "GET and POST only.", {"Allow": "GET, HEAD, POST"})
        peer = (scope.get("client") or ("", 0))[0]
        address = self._proxies.speaks_for(peer, ",".join(headers.getlist("x-forwarded-for")))
        given = _bearer(headers) if self._keys.guarded else None
        if given is not None and (refusal := self._wrong(given, address)):
            return refusal
        session = HTTPConnection(scope).cookies.get(SESSION, "")
        known = given is not None or self._keys.session_holds(session)
        entry = Visitor(address, given is not None, known or not self._keys.guarded)
        if (
            scope["method"] == "POST"
            and not entry.bearer
            and not _from_us(headers, scope["scheme"])
        ):
            return _plain(403, "This form was sent from another site.")
        scope["state"] = {**scope.get("state", {}), "entry": entry}
        inside = entry.inside or scope["path"] in OPEN
        return None if inside else self._refuse(scope["path"])

    def _wrong(self, given: str, address: str) -> Response | None:
        """Return the answer to a token that is wrong, or that comes after too many wrong ones."""
        wait = self._failures.wait(address, given)
        if wait:
            return _plain(429, "Too many wrong tokens.", {"Retry-After": str(wait)})
        if self._keys.token_is(given):
            return None
        self._failures.add(address, given)
        return _plain(401, "Wrong token.", {"WWW-Authenticate": "Bearer"})


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{text}\n", status, headers)


def _bearer(headers: Headers) -> str | None:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _from_us(headers: Headers, scheme: str) -> bool:
    """Return whether a browser says that a form was on one of our pages."""
    origin = headers.get("origin")
    if origin is not None:
        host = headers["host"]
        # A proxy may speak TLS before us: the browser's own page is then one of https.
        return origin.lower() in {f"{scheme}://{host}".lower(), f"https://{host}".lower()}
    return headers.get("sec-fetch-site") == "same-origin"
