"""What a rendering needs to know beside the briefing itself."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator

from briefer.models import SECTIONS, Colour, Frozen, TimeZone
from briefer.resources import bundled

Format = Literal["md", "html", "txt", "json"]

FORMATS: tuple[Format, ...] = ("md", "html", "txt", "json")
MAX_LOGO = 700_000  # characters of a data URI: a logo of about 500 kB

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LOGO = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}")


def template_name(value: str) -> str:
    """Return `value` if it may name a template's folder, else raise ValueError."""
    if not _NAME.fullmatch(value):
        msg = f"{value!r} is no template name: use lower-case letters, digits, - and _"
        raise ValueError(msg)
    return value


def _logo(value: str | None) -> str | None:
    if value is not None and (len(value) > MAX_LOGO or not _LOGO.fullmatch(value)):
        msg = f"a logo is a data: URI of a picture (base64) of at most {MAX_LOGO} characters"
        raise ValueError(msg)
    return value


class RenderOptions(Frozen):
    """How a briefing is to look.

    `template_dirs` are searched before the bundled folder. `outlet_notes` gives a note on an
    outlet ("state, RU") by the outlet's name, shown wherever the outlet is. A `public` page holds
    no notes of the desk's. `scope` says whether stories that involve `countries` (or `nearby`,
    their neighbours) come first, or are the only ones.
    """

    template: Annotated[str, AfterValidator(template_name)] = "default"
    template_dirs: tuple[Path, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    accent: Colour = "#1d3d6f"
    logo: Annotated[str | None, AfterValidator(_logo)] = None
    marking: str | None = None
    public: bool = False
    evidence: Literal["marked", "inline"] = "marked"
    scope: Literal["all", "first", "only"] = "all"
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    nearby: tuple[str, ...] = ()
    timezone: TimeZone = "UTC"
    outlet_notes: Mapping[str, str] = {}

    def built_in(self) -> "RenderOptions":
        """Return the same options with bundled templates only."""
        shipped = (bundled("templates") / self.template).is_dir()
        name = self.template if shipped else "default"
        return self.model_copy(update={"template": name, "template_dirs": ()})
