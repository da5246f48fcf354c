"""The fields of a record under the names that news APIs, archives and exports give them.

Names are compared without case, "_" and "-": "publishedAt", "published_at" and "PublishedAt" are
one. A value may be wrapped: {"name": …}, {"rendered": …}, {"_source": {…}}, [{"name": …}].
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from briefer.ingest.fieldnames import field_of

Record = dict[str, Any]

_TEXT_WORDS = (
    "text body content articlebody fulltext maintext bodytext articletext contenttext plaintext "
    "contenthtml bodyhtml html fullcontent articlecontent story"
)
_SUMMARY_WORDS = "description summary abstract excerpt snippet leadparagraph trailtext standfirst teaser lead dek"
_DATE_WORDS = (
    "published publishedat datepublished datetimepub pubdate publishdate publisheddate datepublish "
    "publicationdate webpublicationdate firstpublicationdate firstpublished publishedon publishtime "
    "publicationtime datetime dategmt date issued seendate timestamp datecreated createdat created "
    "updatedat dateupdated updated modified datemodified"
)
TEXT = tuple(_TEXT_WORDS.split())
SUMMARY = tuple(_SUMMARY_WORDS.split())
DATE = tuple(_DATE_WORDS.split())
TITLE = ("title", "headline", "webtitle", "heading", "name")
URL = ("url", "link", "weburl", "articleurl", "canonicalurl", "permalink", "href", "uri")
SOURCE = (
    *("source", "sourcename", "sourcetitle", "outlet", "outletname", "publisher", "publishername"),
    *("publication", "publicationname", "provider", "providername", "media", "medianame"),
    *("newspaper", "agency", "sitename", "site", "medium", "feed", "sourcedomain", "cleanurl"),
    *("domain", "sourceid"),
)
LANGUAGE = ("language", "lang", "inlanguage", "languagecode", "locale")
AUTHOR = ("author", "authors", "byline", "creator", "creators", "writer", "journalist", "by")
ID = ("id", "uuid", "guid", "articleid", "externalid", "uri")
_KNOWN = frozenset((*TEXT, *SUMMARY, *DATE, *TITLE, *URL, *SOURCE, *LANGUAGE, *AUTHOR, *ID))

_WRAPPERS = frozenset(
    (
        "fields",
        "attributes",
        "source",
        "article",
        "node",
        "item",
        "post",
        "thread",
        "document",
        "news",
        "story",
    )
)
_INNER = (
    "name",
    "title",
    "main",
    "rendered",
    "value",
    "original",
    "text",
    "#text",
    "html",
    "plain",
    "displayname",
    "domain",
)
_BLOCK = ("rendered", "text", "#text", "content", "value", "html", "plain", "paragraph")
_DATED = re.compile(r"publi|posted|issued|date|timestamp|epoch|unixtime")
_OTHERWISE = re.compile(r"updat|modif|crawl|fetch|expir|index|er$|ed$|name$")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_CHARACTERS = re.compile(r"\s*\[\+?\d+ (?:chars|characters)\]\s*$")  # "… [+2134 chars]"
_MAX_BLOCKS = 5_000


def flat(record: Record) -> Record:
    """Return a record's fields by their bare names, and those of what wraps them.

    The record's own fields go before those of an inner object.
    """
    found: Record = {}
    inner: list[Record] = []
    for key, value in record.items():
        name = _bare(str(key))
        if isinstance(value, dict) and name in _WRAPPERS and not _is_name(value):
            inner.append(value)
        else:
            found.setdefault(name, value)
    for each in inner:
        for key, value in each.items():
            found.setdefault(_bare(str(key)), value)
    return _translated(found)


def _translated(fields: Record) -> Record:
    """Return the fields with those in other languages under their English names as well."""
    for name, value in list(fields.items()):
        if name not in _KNOWN and isinstance(value, str | int) and (english := field_of(name)):
            fields.setdefault(english, value)
    return fields


def string(fields: Record, names: tuple[str, ...]) -> str | None:
    """Return the first value of `names` that is a string, a number, or wraps one."""
    return next(_strings(fields, names), None)


def text_of(fields: Record) -> tuple[str | None, bool]:
    """Return a record's text, and whether more of it is elsewhere.

    That is the body, or the summary where that says more than a body that was cut.
    """
    full, cut = _uncut(next(_texts(fields, TEXT), None))
    summary, summary_cut = _uncut(next(_texts(fields, SUMMARY), None))
    if full and (not cut or not summary or len(full) >= len(summary)):
        return full, cut
    return summary or full, cut or summary_cut


def date_of(fields: Record, *, possible: Any) -> object:
    """Return the first date for which `possible` holds, else the first that is given."""
    given = [(name, fields[name]) for name in DATE if fields.get(name) not in (None, "", 0)]
    given += [(name, value) for name, value in fields.items() if _may_date(name, value)]
    values = [_in_utc(value) if name == "dategmt" else _date(value) for name, value in given]
    return next((value for value in values if possible(value)), next(iter(values), None))


def _may_date(name: str, value: Any) -> bool:
    """Whether an unknown field dates a record by its name: "published_ts", "news_date"."""
    named = name not in DATE and _DATED.search(name) and not _OTHERWISE.search(name)
    return (
        bool(named) and isinstance(value, str | int) and not isinstance(value, bool) and bool(value)
    )


def author_of(fields: Record) -> str | None:
    """Return the names of the authors, with commas between them."""
    for name in AUTHOR:
        value = fields.get(name)
        each = value if isinstance(value, list) else [value]
        names = [found for one in each[:20] if (found := _plain(one))]
        if names:
            return ", ".join(dict.fromkeys(names))
    return None


def url_of(fields: Record) -> str | None:
    """Return the first address; an id that is none is passed over where it says "uri"."""
    values = [value for name in URL for value in _strings(fields, (name,))]
    return next((value for value in values if "://" in value), next(iter(values), None))


def has_text(value: Any) -> bool:
    """Whether a JSON value is a record with a body, or with a summary and a date."""
    if not isinstance(value, dict):
        return False
    fields = flat(value)
    if any(True for _ in _texts(fields, TEXT)):
        return True
    return not fields.keys().isdisjoint(DATE) and any(True for _ in _texts(fields, SUMMARY))


def is_record(value: Any) -> bool:
    """Whether a JSON value is an article's record: it has any text, or a title and what dates it."""
    if not isinstance(value, dict):
        return False
    fields = flat(value)
    if any(True for _ in _texts(fields, (*TEXT, *SUMMARY))):
        return True
    titled = string(fields, TITLE[:-1]) is not None  # people and sites have a name and an address
    return titled and not fields.keys().isdisjoint((*URL, *DATE))


def _bare(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(".", "").lower()


def _is_name(value: Record) -> bool:
    """Whether an object only names something: {"id": "…", "name": "…"} is a source."""
    return not any(_bare(str(key)) in {*TEXT, *SUMMARY, "headline", "site"} for key in value)


def _strings(fields: Record, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        found = _plain(fields.get(name))
        if found:
            yield found


def _plain(value: Any) -> str | None:
    """Return a string or a number, or the one that an object or a list wraps."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        inner = {_bare(str(key)): each for key, each in value.items()}
        value = next((inner[name] for name in _INNER if isinstance(inner.get(name), str)), None)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _texts(fields: Record, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        found = _prose(fields.get(name))
        if found.strip():
            yield found


def _prose(value: Any) -> str:
    """Return a text: a string, one that is wrapped, or a list of paragraphs or blocks."""
    if isinstance(value, str):
        return html.unescape(value) if "<" not in value and _REFERENCE.search(value) else value
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_prose, value[:_MAX_BLOCKS])))
    if isinstance(value, dict) and not {"title", "headline", "url"} & value.keys():
        return next((_prose(value[key]) for key in _BLOCK if isinstance(value.get(key), str)), "")
    return ""


def _uncut(text: str | None) -> tuple[str, bool]:
    """Return a text without the count of what was cut off, and whether there was one."""
    if not text:
        return "", False
    found = _CHARACTERS.search(text[-60:])
    if not found:
        return text, False
    kept = text[: len(text) - (min(len(text), 60) - found.start())].rstrip(" .…")
    end = max(kept.rfind(sign) for sign in (". ", "! ", "? ", "。"))
    return (kept[: end + 1] if end > 0 else f"{kept}…"), True


def _date(value: Any) -> object:
    if isinstance(value, dict):  # MongoDB's {"$date": …}
        return next(iter(value.values()), None)
    return value


def _in_utc(value: Any) -> object:
    return (
        f"{value}Z" if isinstance(value, str) and re.search(r"T\d\d:\d\d:\d\d$", value) else value
    )
