"""The reading room as an ASGI application: thin routes over `pipeline.reading`.

Pages are put together in a few threads. A page depends on its address and on the state of the
index alone, so the last pages asked for are kept until the index changes.
"""

import asyncio
import datetime as dt
import logging
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import blake2b
from typing import Any, NamedTuple

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from briefer.errors import BrieferError
from briefer.pipeline.room import archive, articles, search, stories
from briefer.pipeline.room.layout import lay_out
from briefer.render import pages
from briefer.settings import Workspace
from briefer.web import forms
from briefer.web.access import HOURS, SEED, SESSION, Failures, Keys, Proxies
from briefer.web.cache import Kept
from briefer.web.guard import Guard
from briefer.web.hosts import answers_to
from briefer.web.index import Catcher
from briefer.web.review import ReviewRoutes
from briefer.web.subpath import SubPath

THREADS = 2  # that put pages together
LONGEST = 2_000  # characters of an address with its parameters
LOG = logging.getLogger("briefer.web")

MESSAGES = {
    400: ("That can’t be read", "The address or the form is not one of ours."),
    404: ("Not here", "There is no such page."),
    405: ("Not that way", "This page can only be read."),
    414: ("Too long", "The address is too long."),
    500: ("Something went wrong", "The error is in the log of the machine that serves this page."),
}


class Site(NamedTuple):
    """What every page knows."""

    style: str  # changes with the style sheet
    guarded: bool
    zone: str = "UTC"  # the desk's


class RoomRoutes:
    """The routes that read."""

    def __init__(self, space: Workspace, keys: Keys, failures: Failures) -> None:
        self.room = archive.Room(space)
        self.keys = keys
        self.failures = failures
        self._sheet = pages.style()
        style = blake2b(self._sheet, digest_size=6).hexdigest()
        self.site = Site(style, keys.guarded, space.settings.timezone)
        self._kept = Kept()

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/", self._page(self._home)),
            Route("/day/{date}/{audience}", self._page(self._briefing)),
            Route("/story/{story}", self._page(self._story)),
            Route("/article/{article}", self._page(self._article)),
            Route("/search", self._page(self._search)),
            Route("/sources", self._page(self._sources)),
            Route("/file/{date}/{audience}.{format}", self.file),
            Route("/room.css", self.sheet),
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/logout", self.logout, methods=["POST"]),
        ]

    def html(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        return HTMLResponse(pages.page(name, site=self.site, **values), status)

    def message(self, status: int, text: str = "") -> HTMLResponse:
        """Return a page that says why there is no other."""
        title, usual = MESSAGES.get(status, MESSAGES[400])
        return self.html("message", status, title=title, text=text or usual)

    def _page(self, make: Callable[[Request], str]) -> Callable[[Request], Response]:
        """Return the route of a page that depends on its address and on the index alone."""

        def answer(request: Request) -> Response:
            address = f"{request.url.path}?{request.url.query}"
            if len(address) > LONGEST:
                return self.message(414)
            key = (self.room.archive.generation(), address)
            page = self._kept.get(key)
            if page is None:
                page = make(request).encode("utf-8", "replace")
                if not self.room.archive.waiting():
                    self._kept.put(key, page)
            return HTMLResponse(page)

        return answer

    def _home(self, request: Request) -> str:
        asked = request.query_params
        home = archive.home(self.room, asked.get("month", ""), asked.get("audience", ""))
        return pages.page("home", site=self.site, home=home)

    def _briefing(self, request: Request) -> str:
        given = request.path_params
        found = archive.briefing(self.room, given["date"], given["audience"])
        view = lay_out(found.briefing)
        return pages.page("briefing", site=self.site, found=found, view=view)

    def _story(self, request: Request) -> str:
        audience = request.query_params.get("audience", "")
        told = stories.story(self.room, request.path_params["story"], audience)
        return pages.page("story", site=self.site, s=told)

    def _article(self, request: Request) -> str:
        asked = request.query_params
        found = articles.article(
            self.room, request.path_params["article"], asked.get("s", ""), asked.get("q", "")
        )
        return pages.page("article", site=self.site, found=found)

    def _search(self, request: Request) -> str:
        known = search.SearchForm._fields
        fields = {name: v for name, v in request.query_params.items() if name in known}
        found = search.search(self.room, search.SearchForm(**fields))
        return pages.page("search", site=self.site, page=found)

    def _sources(self, _: Request) -> str:
        return pages.page("sources", site=self.site, page=archive.sources(self.room))

    def file(self, request: Request) -> Response:
        """Give out a published file, to be saved: it is shown by no page of ours."""
        given = request.path_params
        path = archive.published(self.room, given["date"], given["audience"], given["format"])
        if path is None:
            return self.message(404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        name = f"{given['date']}-{path.name}"
        return FileResponse(
            path,
            media_type=kind,
            filename=name,
            headers={"Content-Security-Policy": "default-src 'none'; sandbox"},
        )

    async def sheet(self, _: Request) -> Response:
        """Give out the style sheet: the only thing that a browser may keep."""
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(self._sheet, media_type="text/css", headers=headers)

    # --- coming in and going out ---

    async def login(self, request: Request) -> Response:
        """Ask for the token; the right one starts a session."""
        if not self.keys.guarded:
            return RedirectResponse("/", 303)
        if request.method != "POST":
            inside = request.state.entry.inside
            return self.door(request, forms.local(request.query_params.get("next", "/")), inside)
        fields = await forms.read(request, self.keys)
        following = forms.local(fields.get("next", "/"))
        address = request.state.entry.address
        given = fields.get("token", "")
        wait = self.failures.wait(address, given)
        if wait:
            said = f"Too many wrong tokens. Try again in {wait} seconds."
            answer = self.door(request, following, problem=said, status=429)
            answer.headers["Retry-After"] = str(wait)
            return answer
        if not self.keys.token_is(given):
            self.failures.add(address, given)
            return self.door(request, following, problem="That is not the token.", status=401)
        response = RedirectResponse(following, 303)
        https = forms.encrypted(request)
        forms.keep(response, SESSION, self.keys.session(), https=https, seconds=HOURS * 3600)
        return response

    async def logout(self, request: Request) -> Response:
        """End the session, also where somebody has a copy of its cookie."""
        await forms.read(request, self.keys)
        self.keys.revoke(request.cookies.get(SESSION, ""))
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION, path="/", httponly=True, samesite="strict")
        return response

    def door(
        self,
        request: Request,
        following: str,
        signed_in: bool = False,
        problem: str = "",
        status: int = 200,
    ) -> Response:
        """Return the page that asks for the token."""
        seed = forms.seed_of(request) or forms.new_seed()
        response = self.html(
            "login",
            status,
            signed_in=signed_in,
            problem=problem,
            following=following,
            csrf=self.keys.form_token(seed),
        )
        https = forms.encrypted(request)
        forms.keep(response, SEED, seed, https=https, seconds=None)
        return forms.may_name_its_origin(response)

    def refuse(self, path: str) -> Response:
        """Return the answer to someone without a token: the way to the form that asks for it."""
        following = "" if path == "/" else f"?next={pages.path(forms.local(path))}"
        return RedirectResponse(f"/login{following}", 303)

    # --- what goes wrong ---

    def missing(self, _: Request, error: Exception) -> Response:
        """Say that there is no such page."""
        text = str(error) if isinstance(error, archive.MissingError) else ""
        return self.message(404, text[:1].upper() + text[1:] + "." if text else "")

    def refused(self, _: Request, error: Exception) -> Response:
        """Say why a form was not taken."""
        status = error.status if isinstance(error, forms.RefusedError) else 400
        return self.message(status, str(error))

    def failed(self, request: Request, error: Exception) -> Response:
        """Say that something failed; only the log says what."""
        LOG.error("%s: %s", request.url.path, error, exc_info=error)
        return self.message(500)

    def http(self, _: Request, error: Exception) -> Response:
        """Say what HTTP says."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        answer = self.message(status if status in MESSAGES else 400)
        if isinstance(error, HTTPException) and error.headers:
            answer.headers.update(error.headers)
        return answer


class Options(NamedTuple):
    """How the room is served.

    `indexing`: keep the index up to date while serving; `path`: of the site that it is a part of.
    """

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    token: str | None = None
    indexing: bool = True
    proxies: tuple[str, ...] = ()  # whose word on whom they speak for is taken
    path: str = ""


LOOPBACK = Options()


def application(
    space: Workspace,
    options: Options = LOOPBACK,
    failures: Failures | None = None,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> ASGIApp:
    """Return the reading room of a workspace."""
    keys = Keys(options.token)
    failures = failures or Failures()
    shown = RoomRoutes(space, keys, failures)
    reviews = ReviewRoutes(space, keys, shown.site, now)
    catcher = Catcher(space.state)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        if options.indexing:
            catcher.start()
        try:
            yield
        finally:
            if options.indexing:
                await asyncio.to_thread(catcher.stop)
            shown.room.archive.close()

    app = Starlette(
        routes=[*shown.routes(), *reviews.routes()],
        lifespan=life,
        exception_handlers={
            archive.MissingError: shown.missing,
            forms.RefusedError: shown.refused,
            BrieferError: shown.failed,
            HTTPException: shown.http,
            Exception: shown.failed,
        },
    )
    ours = answers_to(options.host, options.names)
    guard = Guard(app, keys, failures, ours, shown.refuse, Proxies(options.proxies))
    return SubPath(guard, options.path)
