"""JSON records become articles: the fields, lists and wrappings that .json and .jsonl share."""

import re
from collections.abc import Iterator
from typing import Any

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.clean import one_line
from briefer.ingest.dates import parse_published
from briefer.ingest.fragments import plain
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.ingest.recordfields import (
    ID,
    LANGUAGE,
    SOURCE,
    TITLE,
    author_of,
    date_of,
    flat,
    has_text,
    is_record,
    string,
    text_of,
    url_of,
)
from briefer.ingest.sitenames import site_of, spelled_by, without_site
from briefer.ingest.titles import title_of
from briefer.models import Article, Failure

_MARKUP = re.compile(
    r"</(?:p|div|span|a|li|h\d|b|i|em|strong|blockquote)>|<br ?/?>|<p[ >]|<img\s", re.IGNORECASE
)
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$")
_LISTS = ("articles", "items", "results", "data")  # of records, even where none looks like one
_SECTIONS = (
    "section",
    "type",
    "category",
    "categories",
    "tags",
    "kind",
    "genre",
    "sectionname",
    "labels",
)
_KEYWORDS = ("keywords", "subject", "subjects", "topics", "topic", "pillarname")
_TAGS = 20  # of a record that are looked at
_DEPTH = 6  # of lists and objects round the records


def articles(raw: Raw, value: Any, location: str, failed_at: str) -> Iterator[Item]:
    """Yield the articles of a parsed JSON value: a record, or a list of records however deep.

    `location` names the value among an article's origins, `failed_at` in a failure; the records
    of a list are numbered behind it, in the order of the document.
    """
    found = value if isinstance(value, list) and not any(map(_records, value)) else _records(value)
    if found is None or (not isinstance(value, list) and found == [value]):
        yield article(raw, value, location, failed_at)
        return
    if not found:
        yield Failure(location=failed_at, reason="an empty list of articles")
    joint = "." if "#" in location else "#"
    for number, record in enumerate(found, 1):
        yield article(raw, record, f"{location}{joint}{number}", f"{failed_at}#{number}")


def article(raw: Raw, record: Any, location: str, failed_at: str) -> Item:
    """Return the article of a record, or a failure that says what is missing.

    `location` names the record among the article's origins, `failed_at` in a failure.
    """
    if not isinstance(record, dict):
        reason = f'a JSON object with a "text" is needed, not {_NAMES.get(type(record), "this")}'
        return Failure(location=failed_at, reason=reason)
    fields = flat(record)
    text, cut = text_of(fields)
    if text is None or not text:
        return Failure(location=failed_at, reason=_lacking(record, fields))
    try:
        item = build(raw, _draft(raw, fields, text, location))
    except SourceError as error:
        return Failure(location=failed_at, reason=str(error))
    if isinstance(item, Article):
        return item.model_copy(update={"stub": item.stub or "teaser"}) if cut else item
    return item.model_copy(update={"location": failed_at})


def _draft(raw: Raw, fields: dict[str, Any], text: str, location: str) -> ArticleDraft:
    title, url = title_of(string(fields, TITLE)), url_of(fields)
    outlet = _named(string(fields, SOURCE))
    site = outlet or spelled_by(url, title or "")
    draft = ArticleDraft(
        location=location,
        text=text,
        title=without_site(title, site) if title else None,
        source=site,
        url=url,
        published=date_of(fields, possible=lambda value: parse_published(value, raw.now).day),
        language=string(fields, LANGUAGE),
        author=author_of(fields),
        external_id=string(fields, ID),
        labels=tuple(_labels(fields, *_SECTIONS)),
        tags=tuple(_labels(fields, *_KEYWORDS)),
    )
    if not _MARKUP.search(text):
        return draft
    found = plain(text)
    return draft._replace(text=found.text, asides=found.asides)


def _named(outlet: str | None) -> str | None:
    """Return an outlet's name, made of its domain where that is all there is."""
    return site_of(f"https://{outlet}") if outlet and _DOMAIN.match(outlet) else outlet


def _labels(fields: dict[str, Any], *keys: str) -> Iterator[str]:
    """Yield what a record says under `keys`: section, type, tags."""
    for key in keys:
        value = fields.get(key)
        for item in value[:_TAGS] if isinstance(value, list) else [value]:
            named = item if isinstance(item, dict) else {"name": item}
            words = next((named[k] for k in ("name", "title", "id") if named.get(k)), None)
            if isinstance(words, str):
                yield words


def _lacking(record: dict[str, Any], fields: dict[str, Any]) -> str:
    """Say what a record has, where it has no text; its title tells the reader which one it is."""
    title = one_line(string(fields, TITLE), 80)
    named = f' of "{title}"' if title else ""
    given = ", ".join(sorted(map(str, record))[:8]) or "none"
    return (
        f'no "text" string in the record{named}, nor a "content", "body" or "description" '
        f"(fields: {given})"
    )


def _records(value: Any, key: str = "", depth: int = 0) -> list[Any] | None:
    """Return the records in a JSON value, in its order, or None where there are none.

    An object with a text is a record. One without is a page of results, or a section, if there
    are texts in it; else it is a record that lacks its text, if it has a title.
    """
    if depth > _DEPTH:
        return None
    if isinstance(value, list):
        return _listed(value, key, depth)
    if not isinstance(value, dict):
        return None
    if has_text(value):
        return [value]
    inner = [_records(each, str(name), depth + 1) for name, each in value.items()]
    found = [record for each in inner if each for record in each]
    if is_record(value) and not any(map(has_text, found)):
        return [value]
    return found if any(each is not None for each in inner) else None


def _listed(value: list[Any], key: str, depth: int) -> list[Any] | None:
    """Return the records of a list: all its entries where one is a record, else those in them."""
    inner = [_records(each, "", depth + 1) for each in value]
    if any(inner):
        pairs = zip(value, inner, strict=True)
        return [record for each, found in pairs for record in (found or [each])]
    return value if key.lower() in _LISTS else None


_NAMES: dict[type, str] = {
    str: "a string",
    list: "an array",
    int: "a number",
    float: "a number",
    bool: "a truth value",
    type(None): "null",
}
