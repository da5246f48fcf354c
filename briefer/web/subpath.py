"""Serves the reading room under a path of a site: `https://intranet.example/briefer/`.

The room itself knows nothing of it. What comes in loses the path, what goes out gets it: links,
forms and pictures of pages, where a redirect leads, the path of cookies. Every value in a page is
escaped, so an attribute that begins with `"/` is one of our own templates' (the rewriting that
Apache's mod_proxy_html does for programs behind it).
"""

import re
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefer.text import is_loopback, sub_path

_OURS: Final = re.compile(rb'( (?:href|action|src)=")/(?!/)')


class SubPath:
    """Gives what `app` answers the path it is served under.

    `path`: the setting's; without one, a proxy on this machine names it by `X-Forwarded-Prefix`.
    """

    def __init__(self, app: ASGIApp, path: str = "") -> None:
        self._app = app
        self._path = sub_path(path) or ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        base = self._base(scope) if scope["type"] == "http" else ""
        if not base:
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])
        if path == base or path.startswith(f"{base}/"):  # a proxy that passes the path on
            scope = {**scope, "path": path[len(base) :] or "/", "raw_path": None}
        await self._app(scope, receive, Rewritten(send, base))

    def _base(self, scope: Scope) -> str:
        if self._path:
            return self._path
        told = Headers(scope=scope).get("x-forwarded-prefix", "")
        address = (scope.get("client") or ("", 0))[0]
        return (sub_path(told) or "") if is_loopback(address) else ""


class Rewritten:
    """Sends an answer with the path put in; a page is held back until it is whole."""

    def __init__(self, send: Send, base: str) -> None:
        self._send = send
        self._base = base
        self._start: Message | None = None
        self._page = bytearray()

    async def __call__(self, message: Message) -> None:
        """Send, or keep, one message."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self._put(headers)
            page = headers.get("content-type", "").startswith("text/html")
            if page and "content-disposition" not in headers:
                self._start = message
                return
        elif self._start is not None:
            self._page += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._whole(self._start)
            return
        await self._send(message)

    def _put(self, headers: MutableHeaders) -> None:
        """Put the path into where a redirect leads and into the path of cookies."""
        goes = headers.get("location", "")
        if goes.startswith("/") and not goes.startswith("//"):
            headers["location"] = self._base + goes
        cookies = headers.getlist("set-cookie")
        if cookies:
            del headers["set-cookie"]
        for cookie in cookies:
            kept = re.sub(r"(?i)(; ?path=)/(?=;|$)", rf"\g<1>{self._base}/", cookie)
            headers.append("set-cookie", kept)

    async def _whole(self, start: Message) -> None:
        """Send a page whose links have got the path."""
        base = self._base.encode()
        body = _OURS.sub(lambda found: found[1] + base + b"/", bytes(self._page))
        headers = MutableHeaders(scope=start)
        if headers.get("content-length") and self._page:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
