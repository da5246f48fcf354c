"""What may stand above a plain text: front matter, or the line `date YYYY-MM-DD`."""

import re
from typing import NamedTuple

from briefer.ingest.fieldnames import field_of
from briefer.ingest.labels import label_of

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*$")
_LINE = re.compile(r"([^\W\d_][^\s:=：]{0,39}(?: [^\s:=：]{1,20}){0,3})[ \t]*[:=：][ \t]*(.*)$")
_INNER = re.compile(r"[ \t]+(?:name|title)[ \t]*:[ \t]*(\S.*)$", re.IGNORECASE)
_DATE = re.compile(
    r"\s{0,200}date[ \t]*:?[ \t]*(\d{4}-\d{1,2}-\d{1,2})(?![\w-])[ \t]*", re.IGNORECASE
)
_MAX_LINES = 60
_UNFENCED = 2  # lines with known names, without which there is no field outside of fences
_FIELDS = {
    "published": "date datepublished date_published publishdate publish_date published_at publishedat "
    "published_on published_time pubdate pub_date publication_date created created_at issued time timestamp "
    "datetime date_time posted posted_at day",
    "language": "lang locale",
    "url": "link href permalink canonical canonical_url source_url original_url address",
    "source": "outlet publisher publication newspaper site site_name sitename media medium agency "
    "source_name provider organization organisation feed",
    "title": "headline heading header subject",
    "author": "authors by byline creator writer",
    "labels": "tags tag section sections category categories type kind genre keywords topic topics label",
}
_ALIASES = {alias: name for name, listed in _FIELDS.items() for alias in listed.split()}


class FrontMatter(NamedTuple):
    """The fields above a text, their keys in lower case, and the text below."""

    fields: dict[str, str]
    text: str


def split_front_matter(text: str) -> FrontMatter:
    """Return the flat `key: value` fields between `---` fences, and the text after them.

    Only single-line values are read, with or without quotation marks; lists, blocks and
    comments are passed over. A text whose opening fence is never closed, or that holds no field
    at all, has no front matter: it is returned whole.
    """
    start = text.lstrip("\ufeff \t\r\n")
    lines = start[:20_000].splitlines(keepends=True)[: _MAX_LINES + 2]
    if not lines or not _FENCE.match(lines[0].rstrip("\r\n")):
        return _unfenced(start, lines) or FrontMatter({}, text)
    end = next((i for i, line in enumerate(lines[1:], 1) if _closes(line, lines[0])), 0)
    fields = _fields(lines[1:end])
    if not fields:
        return FrontMatter({}, text)
    return FrontMatter(fields, start[sum(len(line) for line in lines[: end + 1]) :])


def _unfenced(start: str, lines: list[str]) -> FrontMatter | None:
    """Return the known fields that stand above a text without fences, up to a blank line."""
    end = next((i for i, line in enumerate(lines) if not line.strip()), 0)
    found = [_LINE.match(line.rstrip()) for line in lines[:end]]
    keys = [_key(match[1]) for match in found if match]
    known = [key for key in keys if key in _FIELDS]
    if len(known) < _UNFENCED or len(keys) < end or len(known) < len(keys) / 2:
        return None
    return FrontMatter(_fields(lines[:end]), start[sum(len(line) for line in lines[:end]) :])


def _key(written: str) -> str:
    key = written.lower().replace("-", "_")
    if key in _FIELDS:
        return key
    return _ALIASES.get(key) or field_of(written) or key


def field_named(written: str) -> str | None:
    """Return the field that a name stands for, as in front matter, or None."""
    key = _key(written)
    return key if key in _FIELDS or field_of(written) else None


def split_date(text: str) -> tuple[str, str | None]:
    """Return `text` without an opening `date YYYY-MM-DD`, and that date as it is written."""
    found = _DATE.match(text)
    return (text[found.end() :], found[1]) if found else (text, None)


def _closes(line: str, opening: str) -> bool:
    return line.strip() in {opening.strip(), "..."}


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    opened = ""  # the key above, whose value is an object of its own
    for line in lines:
        inner = _INNER.match(line)
        if inner and opened:
            fields.setdefault(opened, _value(inner[1]))
            continue
        found = _LINE.match(line.rstrip())
        opened = _key(found[1]) if found and not found[2] else ""
        value = _value(found[2]) if found else ""
        if found and value:
            key = _key(found[1])
            if key == "title" and label_of(value):  # "rubrik" is a headline here, a section there
                key = "labels"
            if key == "labels" and key in fields:
                fields[key] += f", {value}"
            fields.setdefault(key, value)
    return fields


def _value(written: str) -> str:
    """Return a scalar without its quotation marks or a trailing comment."""
    written = written.strip()
    quote = written[:1]
    if quote in {'"', "'"}:
        end = written.find(quote, 1)
        if end > 0 and (written[end + 1 :].lstrip()[:1] or "#") == "#":
            return written[1:end]
        if written.endswith(quote) and len(written) > 1:
            return written[1:-1].replace(f"\\{quote}", quote).replace(quote * 2, quote)
        return written
    if written in {"|", ">", "~", "null", "[]", "{}"}:
        return ""
    return written.split(" #", 1)[0].rstrip()
