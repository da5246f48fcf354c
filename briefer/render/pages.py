"""The pages of the reading room: our own templates, every value escaped.

These templates are briefer's own and take no overrides, so they run in a plain environment. The
extension is `.html`, not `.j2`: they are no templates of a briefing's.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from briefer.lang import language as tables_of
from briefer.render import room_links
from briefer.render.dates import DateWriter
from briefer.render.escaping import safe_url
from briefer.resources import bundled

FOLDER = "_room"
STYLE = "room.css"

# Controls and marks that turn directions: what is shown must not reorder the page around it.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def page(name: str, **values: Any) -> str:
    """Return the page `name` ("home") as HTML."""
    return environment().get_template(f"{name}.html").render(values)


def style() -> bytes:
    """Return the one style sheet."""
    return (bundled("templates") / FOLDER / STYLE).read_bytes()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment of the pages, compiled once."""
    found = Environment(
        loader=FileSystemLoader(bundled("templates") / FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_harmless,
    )
    found.globals["options"] = lambda kind, values: _options(kind, tuple(values))
    found.filters |= {
        "long": long_date,
        "full": full_date,
        "short": short_date,
        "month": month_name,
        "country": country,
        "language": language,
        "moment": moment,
        "url": safe_url,
        "query": query,
        "path": path,
        "link": room_links.link,
        "links": lambda cited: room_links.links(cited, _harmless),
        "pieces": lambda parts: room_links.pieces(parts, _harmless),
        "thousands": lambda number: f"{number:,}",
    }
    return found


@lru_cache(maxsize=16)
def _options(kind: str, values: tuple[str, ...]) -> Markup:
    """Return the choices of a list; they change with the archive only, and are many."""
    said = {"language": language, "country": country}.get(kind, str)
    named = sorted((said(value), value) for value in values if value)
    parts = [Markup('<option value="{}">{}</option>').format(v, _harmless(n)) for n, v in named]
    return Markup("").join(parts)


def _harmless(value: Any) -> Any:
    """Return a text without controls and without marks that turn directions; None as nothing."""
    if value is None:
        return ""
    if type(value) is str:
        return _SURROGATES.sub("\ufffd", _UNWANTED.sub("", value))
    if isinstance(value, Markup) and _UNWANTED.search(value):
        return Markup(_UNWANTED.sub("", value))  # noqa: S704 - was escaped already
    return value


@cache
def _month(number: int) -> str:
    """Return a month's English name."""
    return _named(tables_of("en").dates.months, number)


@cache
def _day(number: int) -> str:
    """Return the English name of a day of the week; Monday is 0."""
    return _named(tables_of("en").dates.days, number)


def _named(names: Mapping[str, int], number: int) -> str:
    return next(name for name, value in names.items() if value == number).capitalize()


def _as_date(value: "dt.date | str") -> dt.date:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def long_date(value: "dt.date | str") -> str:
    """Return such as "2 June 2021"."""
    date = _as_date(value)
    return f"{date.day} {_month(date.month)} {date.year}"


def full_date(value: "dt.date | str") -> str:
    """Return such as "Wednesday, 2 June 2021"."""
    date = _as_date(value)
    return f"{_day(date.weekday())}, {long_date(date)}"


def short_date(value: "dt.date | str") -> str:
    """Return such as "2 June"."""
    date = _as_date(value)
    return f"{date.day} {_month(date.month)}"


def month_name(value: "dt.date | str") -> str:
    """Return such as "June 2021"."""
    date = _as_date(value)
    return f"{_month(date.month)} {date.year}"


@pass_context
def moment(context: Context, value: dt.datetime) -> str:
    """Return such as "2 June 2021, 08:00 CEST": by the desk's own clock."""
    zone = getattr(context.get("site"), "zone", None) or "UTC"
    local = value.astimezone(ZoneInfo(zone))
    return f"{long_date(local.date())}, {local:%H:%M %Z}"


@lru_cache(maxsize=1)
def _names() -> DateWriter:
    return DateWriter("en", "UTC")


@lru_cache(maxsize=1024)
def country(code: str) -> str:
    """Return a country's name in English, or the code where there is none."""
    return _names().country(code)


@lru_cache(maxsize=1024)
def language(code: str) -> str:
    """Return a language's name in English, or the code where there is none."""
    return "not known" if code == "und" else _names().language(code)


def query(values: Mapping[str, str]) -> str:
    """Return parameters as the end of an address: "?q=peace"."""
    kept = {name: value for name, value in values.items() if value}
    return "?" + urlencode(kept, errors="replace") if kept else ""


def path(value: str) -> str:
    """Return a text as one part of a path."""
    return quote(value, safe="", errors="replace")
