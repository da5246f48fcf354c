"""Reads what a form sends: small, in time, from a page of ours."""

import asyncio
import secrets
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from briefer.errors import BrieferError
from briefer.web.access import SEED, Keys

LARGEST = 64_000  # bytes of a form
SECONDS = 10.0  # that sending it may take
FIELDS = 80
MANY = frozenset({"points"})  # fields that may come several times: their values are joined


class RefusedError(BrieferError):
    """A form that is not taken; `status` is what the browser is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def read(request: Request, keys: Keys) -> dict[str, str]:
    """Return the form's fields.

    Raises:
        RefusedError: it is too large, too slow, no form, or not from a page of ours.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError(415, "That is no form of ours.")
    try:
        body = await asyncio.wait_for(_body(request), SECONDS)
    except TimeoutError as error:
        raise RefusedError(408, "The form took too long to arrive.") from error
    except ClientDisconnect as error:
        raise RefusedError(400, "The form did not arrive.") from error
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=FIELDS,
            strict_parsing=False,
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise RefusedError(400, "That is no form of ours.") from error
    fields = dict(pairs)
    for name in MANY & fields.keys():
        fields[name] = " ".join(value for key, value in pairs if key == name)
    if not request.state.entry.bearer and not keys.form_holds(
        seed_of(request), fields.get("csrf", "")
    ):
        raise RefusedError(403, "This form has expired. Go back, reload the page and try again.")
    return fields


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST:
            raise RefusedError(413, "The form is too large.")
    return bytes(parts)


def seed_of(request: Request) -> str:
    """Return the random text that ties a form to its browser; "" where it has none yet."""
    return request.cookies.get(SEED, "")[:100]


def new_seed() -> str:
    """Return a new one."""
    return secrets.token_urlsafe(16)


def keep(response: Response, name: str, value: str, *, https: bool, seconds: int | None) -> None:
    """Set a cookie that only this site's own pages send, and no script can read."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="strict", secure=https
    )


def encrypted(request: Request) -> bool:
    """Return whether the browser came by TLS, to us or to a proxy before us."""
    origin = request.headers.get("origin", "")
    return request.url.scheme == "https" or origin.lower().startswith("https://")


def may_name_its_origin(response: Response) -> Response:
    """Let a page with a form tell us where the form was: with "no-referrer" it would say "null"."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def local(path: str) -> str:
    """Return `path` if it leads to a page of ours, else the front page."""
    good = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if good and path.isprintable() and path.isascii() and len(path) < 500 else "/"
