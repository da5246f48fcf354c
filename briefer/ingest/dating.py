"""Which of an article's dates counts: the strongest that is possible, and what disagrees with it.

In this order: what the source states as data (feed, page, mail, field), a date line in the text,
its dateline, a date shown on the page, the address, the file's name. Where there is none, the date
is assumed: the file's own last change if it is of these days, else the day of reading, or of the
edition that it is read for.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefer.ingest.dates import Published, parse_published, stamped
from briefer.ingest.raw import Raw
from briefer.models import DatedBy
from briefer.text.stamps import Stamp, find_stamps, may_name_a_day

_THESE_DAYS = dt.timedelta(days=3)
_APART = 1  # days by which two dates may differ: a dateline is often of the day before
_URL_DAY = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.IGNORECASE
)
_SAYS = " says "
_WORDS: dict[DatedBy, str] = {
    "feed": "the feed",
    "page": "the page",
    "mail": "the mail",
    "file": "the file's own field",
    "text": "the date line",
    "dateline": "the dateline",
    "shown": "the date shown on the page",
    "url": "the address",
    "name": "the file's name",
}


class Dating(NamedTuple):
    """An article's date, who gave it, and what disagrees."""

    published: Published
    by: DatedBy
    doubt: str | None = None


def dated(raw: Raw, dates: Iterable[tuple[object, DatedBy]], language: str) -> Dating:
    """Return the date of an article by the strongest of `dates` (value, who gives it).

    A value is what a source writes, or a date line. The file's last change and the time of
    reading are the last resort.
    """
    found: Dating | None = None
    for value, by in dates:
        anchor = found.published.day if found else None
        published = _read(raw, value, language, anchor or raw.anchor)
        if published.day is None:
            continue
        if found is None:
            found = Dating(published, by)
        elif found.published.moment is None and published.day == found.published.day:
            found = found._replace(published=published)  # the same day, with its hour
        elif _disagree(found.published, published) and found.doubt is None:
            found = found._replace(doubt=f"{_WORDS[by]}{_SAYS}{published.day.isoformat()}")
    return found or assumed(raw)


def speaks_against(doubt: str) -> tuple[DatedBy, dt.date] | None:
    """Return who gives another date, and which, of an article's `doubt`; None for other words."""
    words, _, day = doubt.rpartition(_SAYS)
    by = next((by for by, said in _WORDS.items() if said == words), None)
    try:
        return (by, dt.date.fromisoformat(day)) if by else None
    except ValueError:
        return None


def assumed(raw: Raw) -> Dating:
    """Return the date of an article that gives none."""
    zone = raw.now.tzinfo
    latest = raw.now
    if raw.day is not None and raw.day < raw.now.date():
        latest = dt.datetime.combine(raw.day + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    if raw.changed is not None and latest - _THESE_DAYS <= raw.changed <= latest:
        return Dating(Published(raw.changed.astimezone(zone).date()), "changed")
    return Dating(Published(raw.anchor), "read")


def of_name(location: str) -> Iterator[tuple[object, DatedBy]]:
    """Yield the date in a file's name: "2026-11-30 Strike.txt", "strike_30.11.2026.html"."""
    name = location.partition("#")[0].rpartition("/")[2].rpartition(".")[0]
    if not may_name_a_day(name.replace("_", "-")):
        return
    stamps = find_stamps(re.sub(r"[_+]|(?<=\d)(?=[A-Za-z]{3})|(?<=[A-Za-z]{3})(?=\d)", " ", name))
    yield from ((stamp._replace(time=None), "name") for stamp in stamps[:1] if stamp.day.year)


def of_url(url: str | None) -> Iterator[tuple[object, DatedBy]]:
    """Yield the date in an address: "/2026/11/30/", "/2026/nov/30/"."""
    match = _URL_DAY.search(url or "")
    if match is not None:
        yield (
            " ".join((match[3], match[2], match[1]))
            if match[2].isalpha()
            else (f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"),
            "url",
        )


def _read(raw: Raw, value: object, language: str, anchor: dt.date) -> Published:
    if isinstance(value, Stamp):
        return stamped(value, raw.now, anchor)
    return parse_published(value, raw.now, language)


def _disagree(first: Published, second: Published) -> bool:
    if first.day is None or second.day is None:
        return False
    return abs((first.day - second.day).days) > _APART
