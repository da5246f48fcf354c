"""The review queue: drafts that wait, and one draft with a form at every sentence.

Every change is one form, so that it works without script; `pipeline.reviewing` decides and keeps
the audit trail. The form brings the revision that was read: of two reviewers, the second is told.
"""

import datetime as dt
import os
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from briefer.editions.items import EDITABLE
from briefer.errors import (
    BrieferError,
    CheckFailedError,
    ConflictError,
    EditRefusedError,
    NothingToBriefError,
    UsageError,
)
from briefer.models import Edition
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By, Draft, DraftItem, Position
from briefer.pipeline.review.makeup import SourceSentence
from briefer.pipeline.review.people import person
from briefer.pipeline.room.archive import MissingError
from briefer.render import pages
from briefer.settings import Workspace
from briefer.store.search import CitedArticle, cited_of, outlets_of
from briefer.web import forms
from briefer.web.access import SEED, Keys

NAME = "room_name"
YEAR = 365 * 24 * 3600
ACTING = 4  # acts at once, in threads of their own: an edit may wait for a judge, readers do not
LABELS = {
    "bottom_line": "Bottom line",
    "change": "What changed",
    "story": "Story",
    "summary": "Stories",
    "key_point": "Stories",
    "conflict": "Reported differently",
    "calendar": "Calendar",
    "quotation": "Quotations",
    "tone": "Tone",
}
NAMES = LABELS | {"summary": "Summary", "key_point": "Key point", "change": "Change"}
# An act that `reviewing` refuses, and the status that says so.
STATUSES: tuple[tuple[type[BrieferError], int], ...] = (
    (ConflictError, 409),
    (NothingToBriefError, 404),
    (UsageError, 400),
    (CheckFailedError, 422),
)


class ItemView(NamedTuple):
    """An item with what can be done to it. `up` and `down` say whether it can be moved so."""

    one: DraftItem
    cited: tuple[CitedArticle, ...]
    label: str
    editable: bool
    up: bool
    down: bool


class RefusedAct(NamedTuple):
    """An act that was refused: of which item, why, and what would pass.

    `text` is what was written: it stands in the form again, so that nothing is lost.
    """

    act: str = ""
    item: str = ""
    text: str = ""
    problems: tuple[str, ...] = ()
    proposal: str = ""
    message: str = ""


NO_FAULT = RefusedAct()


class Choosing(NamedTuple):
    """An item in whose place another sentence is to be told, and the sentences there are."""

    item: str
    sentences: tuple[SourceSentence, ...]


class ReviewRoutes:
    """The routes of the review queue."""

    def __init__(
        self,
        space: Workspace,
        keys: Keys,
        site: Any,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._space = space
        self._keys = keys
        self._site = site
        self._now = now
        self._acting = CapacityLimiter(ACTING)

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/review", self.queue),
            Route("/review/{date}/{audience}", self.draft, methods=["GET", "POST"]),
        ]

    def queue(self, _: Request) -> Response:
        """List what waits, and what was approved lately."""
        known = actions.waiting(self._space, approved=True)
        return HTMLResponse(
            pages.page(
                "queue",
                site=self._site,
                waiting=[info for info in known if info.state == "draft"],
                done=[info for info in known if info.state != "draft"][:30],
            )
        )

    async def draft(self, request: Request) -> Response:
        """Show a draft; of a form, do what it asks for first."""
        ref = _ref(request)
        if request.method != "POST":
            return await self._show(request, ref)
        fields = await forms.read(request, self._keys)
        asked = RefusedAct(fields.get("act", ""), fields.get("item", ""), fields.get("text", ""))
        who = self._who(request, fields)
        if fields.get("act") == "name":
            response: Response = RedirectResponse(_address(ref), 303)
            https = forms.encrypted(request)
            forms.keep(response, NAME, pages.path(who), https=https, seconds=YEAR)
            return response
        by = By(who, self._now(), _number(fields.get("revision", "")))
        try:
            await run_sync(self._act, ref, fields, by, limiter=self._acting)
        except EditRefusedError as error:
            fault = asked._replace(problems=error.problems, proposal=error.proposal)
            return await self._show(request, ref, fault, 422)
        except BrieferError as error:
            status = next((code for kind, code in STATUSES if isinstance(error, kind)), 0)
            if not status:
                raise
            fault = asked._replace(message=_said(error))
            return await self._show(request, ref, fault, status)
        item = asked.item if fields.get("act") not in {"merge", "mute"} else ""
        mark = f"#i-{item}" if item.isalnum() and item.isascii() else ""
        return RedirectResponse(_address(ref) + mark, 303)

    def _act(self, ref: Edition, fields: dict[str, str], by: By) -> Draft:
        space, item = self._space, fields.get("item", "")
        text = fields.get("text", "")
        acts: dict[str, Callable[[], Draft]] = {
            "drop": lambda: actions.drop(space, ref, item, by),
            "restore": lambda: actions.restore(space, ref, item, by),
            "edit": lambda: actions.edit(space, ref, item, text, by),
            "up": lambda: actions.move(space, ref, item, _place(space, ref, item, -1), by),
            "down": lambda: actions.move(space, ref, item, _place(space, ref, item, 1), by),
            "merge": lambda: actions.merge(space, ref, item, fields.get("into", ""), by),
            "split": lambda: actions.split(space, ref, _points(fields), by),
            "transfer": lambda: actions.transfer(
                space, ref, _points(fields), fields.get("into", ""), by
            ),
            "mute": lambda: actions.mute(space, ref, item, by),
            "undo": lambda: actions.undo(space, ref, by),
            "exclude": lambda: actions.exclude(space, ref, fields.get("name", ""), by),
            "include": lambda: actions.include(space, ref, fields.get("name", ""), by),
            "choose": lambda: actions.choose(space, ref, item, _sentence(fields), by),
            "note": lambda: actions.note(space, ref, text, by, item or None),
            "unnote": lambda: actions.unnote(space, ref, item, by),
            "approve": lambda: actions.approve(space, ref, by),
            "reopen": lambda: actions.reopen(space, ref, by),
        }
        done = acts.get(fields.get("act", ""))
        if done is None:
            raise UsageError("the form asks for nothing that can be done")
        return done()

    async def _show(
        self, request: Request, ref: Edition, fault: RefusedAct = NO_FAULT, status: int = 200
    ) -> Response:
        seed = forms.seed_of(request) or forms.new_seed()
        who = self._who(request, {})
        try:
            found = await run_sync(actions.open_draft, self._space, ref)
        except (UsageError, NothingToBriefError) as error:
            raise MissingError("this briefing is not under review") from error
        choosing = await run_sync(self._choosing, ref, request.query_params.get("choose", ""))
        html = await run_sync(self._page, found, who, seed, fault, choosing)
        response = HTMLResponse(html, status)
        forms.keep(response, SEED, seed, https=forms.encrypted(request), seconds=None)
        return forms.may_name_its_origin(response)

    def _choosing(self, ref: Edition, item: str) -> "Choosing | None":
        """Return the sentences from which one is chosen for an item, if the page is asked for them."""
        if not item:
            return None
        try:
            return Choosing(item, actions.sentences(self._space, ref, item))
        except UsageError as error:
            raise MissingError(str(error)) from error

    def _page(
        self,
        found: Draft,
        who: str,
        seed: str,
        fault: RefusedAct,
        choosing: "Choosing | None" = None,
    ) -> str:
        return pages.page(
            "draft",
            site=self._site,
            d=found,
            items=views(found),
            labels=NAMES,
            who=who,
            csrf=self._keys.form_token(seed),
            fault=fault,
            choosing=choosing,
        )

    def _who(self, request: Request, fields: dict[str, str]) -> str:
        """Return the reviewer's name: as given, as kept, else the one who started the server."""
        kept = _unquoted(request.cookies.get(NAME, ""))
        named = " ".join((fields.get("who", "") or kept)[:100].split())
        named = "".join(char for char in named if char.isprintable())
        return named or person(None, os.environ)


def views(found: Draft) -> list[ItemView]:
    """Return the items in reading order, with what can be done to each."""
    outlets = outlets_of(found.briefing)
    groups: dict[str, list[str]] = {}
    for one in found.items:
        if one.item.group and not one.gone:
            groups.setdefault(one.item.group, []).append(one.item.id)
    shown = []
    for one in found.items:
        members = groups.get(one.item.group, []) if not one.gone else []
        at = members.index(one.item.id) if one.item.id in members else -1
        movable = at >= 0 and one.item.kind != "calendar"
        shown.append(
            ItemView(
                one,
                cited_of(one.item.evidence, outlets),
                LABELS[one.item.kind],
                one.item.kind in EDITABLE and not one.gone,
                up=movable and at > 0,
                down=movable and at < len(members) - 1,
            )
        )
    return shown


def _place(space: Workspace, ref: Edition, item: str, step: int) -> Position:
    """Return the place one up (-1) or one down (1) in an item's list.

    Raises:
        UsageError: it is the first or last already, or can't be moved.
    """
    found = actions.open_draft(space, ref)
    moved = found.find(item)
    group = moved.item.group if moved else ""
    members = [o.item.id for o in found.items if group and o.item.group == group and not o.gone]
    at = members.index(item) if item in members else -1
    if at < 0 or not 0 <= at + step < len(members):
        raise UsageError("it can't be moved further")
    return Position(members[at + step], "before" if step < 0 else "after")


def _points(fields: dict[str, str]) -> list[str]:
    """Return the key points that were ticked.

    Raises:
        UsageError: none was.
    """
    found = fields.get("points", "").split()
    if not found:
        raise UsageError("tick the key points first")
    return found


def _sentence(fields: dict[str, str]) -> tuple[str, int]:
    article, _, number = fields.get("sentence", "").rpartition(":")
    if not article or (found := _number(number)) is None:
        raise UsageError("choose a sentence")
    return article, found


def _ref(request: Request) -> Edition:
    given = request.path_params
    try:
        return Edition(given["audience"], dt.date.fromisoformat(given["date"]))
    except ValueError as error:
        raise MissingError("there is no such draft") from error


def _address(ref: Edition) -> str:
    return f"/review/{ref.date.isoformat()}/{pages.path(ref.audience)}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _unquoted(value: str) -> str:
    return unquote(value, errors="replace")


def _said(error: BrieferError) -> str:
    text = str(error).strip()
    return text[:1].upper() + text[1:]
