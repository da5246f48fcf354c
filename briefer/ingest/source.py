"""A source as the settings or the command line name it."""

import hashlib
import re
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from briefer.models import Frozen

_PASSWORD = re.compile(
    r"https?://[^/?#]{0,500}@|[A-Za-z][A-Za-z0-9+.-]{1,20}://[^/?#@]{0,500}:[^/?#]{0,500}@",
    re.IGNORECASE,
)


def has_password(location: str) -> bool:
    """Whether an address holds a user's password, or (on the web) a token in a user's place."""
    return bool(_PASSWORD.match(location))


class Source(Frozen):
    """Something that articles come from: a file, folder, glob, "-", or an address."""

    location: str = Field(min_length=1)
    name: str | None = None  # the outlet, where it is not what the source calls itself
    kind: str | None = None  # None: found out from the location and the content
    allow_private: bool = False  # whether the address may be in a private network
    full_text: Literal["auto", "always", "never"] = "auto"  # read the pages behind entries
    every: int = Field(default=0, ge=0, le=525_600)  # minutes between two looks, at least
    pages: int = Field(default=50, ge=0, le=1000)  # read at one look, the newest first

    @field_validator("location")
    @classmethod
    def _no_password(cls, location: str) -> str:
        if has_password(location):
            raise ValueError("holds a password: take it out; nothing secret stands in an address")
        return location

    def sub(self, location: str, name: str | None, kind: str | None) -> "Source":
        """Return a source that this one lists, read on the same terms.

        Only on its own host and port may the other be in a private network too.
        """
        private = self.allow_private and _place(location) == _place(self.location)
        return self.model_copy(
            update={
                "location": location,
                "name": name or self.name,
                "kind": kind,
                "allow_private": private,
            }
        )


def _place(location: str) -> tuple[str, str | None, int | None]:
    """Return the scheme, host and port of an address."""
    try:
        parts = urlsplit(location)
        return parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        return location, None, None


def mark_of(*parts: str | None) -> str:
    """Return a short digest of `parts`: it changes when one of them does."""
    text = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
