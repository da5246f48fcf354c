"""The page of `briefer preview`: the edition in a frame, what is wrong above it, and a reload.

It is served on loopback only, answers to no other host name (a page elsewhere could have its own
name point here), loads nothing, and shows everything without its small script too, which only
reloads the page when a file has changed.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from html import escape
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from briefer.errors import UsageError
from briefer.pipeline.workspace.preview import Fault, Kind, Preview, Shown

HOST: Final = "127.0.0.1"
PAUSE = 0.4  # seconds between two looks at the files
KINDS: tuple[tuple[Kind, str], ...] = (("html", "Page"), ("mail", "Mail"), ("text", "Text"))

_SHARED = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}
_SHELL = {
    **_SHARED,
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
}
_FRAME = {
    **_SHARED,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
}

STYLE = """\
:root { color-scheme: light dark }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; font: 14px/1.5 system-ui, sans-serif }
header { display: flex; flex-wrap: wrap; gap: .3rem 1rem; padding: .4rem 1rem; border-bottom: 1px solid #8885 }
header b { margin-inline-end: auto }
a[aria-current] { font-weight: 700; text-decoration: none; color: inherit }
.fault, .note { padding: .5rem 1rem; border-bottom: 1px solid #8885; overflow-wrap: anywhere }
.fault { background: #fbe3e0; color: #5b1108 }
.note { background: #fdf3df; color: #5a3a00 }
pre { margin: .3rem 0 0; overflow: auto; font: 12px/1.5 ui-monospace, monospace }
pre b { background: #f3b7af }
iframe { flex: 1; border: 0; width: 100%; background: #fff }
"""

SCRIPT = """\
const news = new EventSource("/changes");
const part = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
news.addEventListener("change", async () => {
  const fresh = await part(await fetch(location.href, { cache: "no-store" }));
  document.getElementById("told").replaceChildren(...fresh.getElementById("told").childNodes);
  document.title = fresh.title;
  const frame = document.querySelector("iframe");
  if (frame.contentWindow && frame.contentDocument) frame.contentWindow.location.reload();
  else frame.src = frame.src;
});
"""


def application(preview: Preview) -> Starlette:
    """Return the web application that shows `preview`."""

    async def shell(request: Request) -> Response:
        kind = _kind(request)
        shown = await run_in_threadpool(preview.shown, kind)
        return HTMLResponse(_shell(preview, kind, shown), headers=_SHELL)

    async def edition(request: Request) -> Response:
        kind = _kind(request)
        shown = await run_in_threadpool(preview.shown, kind)
        page = shown.page if kind != "text" else f"<pre>{escape(shown.page)}</pre>"
        return HTMLResponse(page or "<p>Nothing to show.</p>", headers=_FRAME)

    async def changes(request: Request) -> Response:
        news = _changes(preview, request.is_disconnected)
        return StreamingResponse(news, media_type="text/event-stream", headers=_SHARED)

    return Starlette(
        routes=[
            Route("/", shell, methods=["GET"]),
            Route("/edition", edition, methods=["GET"]),
            Route("/changes", changes, methods=["GET"]),
            Route("/preview.css", _fixed(STYLE, "text/css"), methods=["GET"]),
            Route("/preview.js", _fixed(SCRIPT, "text/javascript"), methods=["GET"]),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"], www_redirect=False)
        ],
    )


def serve_preview(preview: Preview, port: int, announce: Callable[[str], None]) -> None:
    """Serve the preview until it is interrupted; `announce` is told the address.

    Raises:
        UsageError: the port is taken.
    """
    import uvicorn  # noqa: PLC0415 - only where something is served

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()  # whoever is told the address may come at once
        except OSError as error:
            raise UsageError(
                f"port {port} can't be used ({error.strerror}): choose another, or leave --port out"
            ) from error
        config = uvicorn.Config(
            application(preview),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        announce(f"http://{HOST}:{listener.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listener])


async def _changes(preview: Preview, gone: Callable[[], Awaitable[bool]]) -> AsyncIterator[str]:
    """Yield an event whenever a file has changed, a comment now and then to notice who left."""
    before = await run_in_threadpool(preview.stamp)
    yield "retry: 1000\n\n"
    while not await gone():
        await asyncio.sleep(PAUSE)
        now = await run_in_threadpool(preview.stamp)
        yield f"event: change\ndata: {now}\n\n" if now != before else ": \n\n"
        before = now


def _fixed(text: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(text, media_type=kind, headers=_SHARED)

    return answer


def _kind(request: Request) -> Kind:
    wanted = request.query_params.get("view", "html")
    return next((kind for kind, _ in KINDS if kind == wanted), "html")


def _shell(preview: Preview, kind: Kind, shown: Shown) -> str:
    title = escape(f"{shown.title}, {preview.date} ({preview.audience})")
    links = " ".join(
        f'<a href="/?view={name}"{" aria-current=page" if name == kind else ""}>{label}</a>'
        for name, label in KINDS
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/preview.css"><script src="/preview.js" defer></script>'
        f"</head><body><header><b>{title}</b>{links}</header>"
        f'<div id="told" role="status">{_faults(shown.faults)}{_notes(shown.notes)}</div>'
        f'<iframe title="{title}" src="/edition?view={kind}" sandbox="allow-same-origin"></iframe>'
        "</body></html>"
    )


def _faults(faults: Sequence[Fault]) -> str:
    return "".join(
        f'<div class="fault"><b>{escape(_place(fault))}</b> {escape(fault.message)}'
        f"{_excerpt(fault)}</div>"
        for fault in faults
    )


def _place(fault: Fault) -> str:
    if not fault.file:
        return ""
    return f"{fault.file}:{fault.line}:" if fault.line else f"{fault.file}:"


def _excerpt(fault: Fault) -> str:
    if not fault.excerpt:
        return ""
    lines = [(number, escape(f"{number:>5}  {text}")) for number, text in fault.excerpt]
    shown = "\n".join(f"<b>{text}</b>" if n == fault.line else text for n, text in lines)
    return f"<pre>{shown}</pre>"


def _notes(notes: Sequence[str]) -> str:
    return "".join(f'<div class="note">{escape(note)}</div>' for note in notes)
