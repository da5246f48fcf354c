"""One JSON record becomes one article: the fields that .json and .jsonl share."""

import re
from collections.abc import Iterator
from typing import Any

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.raw import Draft, Item, Raw
from briefer.models import Failure

_TAGS = 20  # of a record that are looked at
_MARKUP = re.compile(r"</(?:p|div|span|a|li|h\d)>|<br ?/?>|<p[ >]", re.IGNORECASE)


def article(raw: Raw, record: Any, location: str, failed_at: str) -> Item:
    """Return the article of a parsed JSON value, or a failure that says what is missing.

    `location` names the record among the article's origins, `failed_at` in a failure.
    """
    if not isinstance(record, dict):
        reason = f'a JSON object with a "text" is needed, not {_NAMES.get(type(record), "this")}'
        return Failure(location=failed_at, reason=reason)
    text = record.get("text")
    if not isinstance(text, str):
        given = ", ".join(sorted(map(str, record))[:8]) or "none"
        return Failure(
            location=failed_at, reason=f'no "text" string in the record (fields: {given})'
        )
    try:
        item = build(raw, _draft(record, text, location))
    except SourceError as error:
        return Failure(location=failed_at, reason=str(error))
    return item.model_copy(update={"location": failed_at}) if isinstance(item, Failure) else item


def _draft(record: dict[str, Any], text: str, location: str) -> Draft:
    draft = Draft(
        location=location,
        text=text,
        title=_string(record.get("title")),
        source=_name(record.get("source")),
        url=_string(record.get("url")),
        published=record.get("published"),
        language=_string(record.get("language")),
        author=_name(record.get("author")),
        external_id=_string(record.get("id")),
        labels=tuple(_labels(record)),
    )
    if not _MARKUP.search(text):
        return draft
    from briefer.ingest.fragments import plain  # noqa: PLC0415 - loads lxml

    found = plain(text)
    return draft._replace(text=found.text, asides=found.asides)


def _name(value: Any) -> str | None:
    """Return a name, which exports also write as an object: `{"id": null, "name": "Example Wire"}`."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "id") if value.get(key)), None)
    return _string(value)


def _labels(record: dict[str, Any]) -> Iterator[str]:
    """Yield the section, type and tags of a record."""
    for key in ("section", "type", "category", "categories", "tags", "kind", "genre"):
        value = record.get(key)
        for item in value[:_TAGS] if isinstance(value, list) else [value]:
            words = _name(item)
            if words and not isinstance(item, int):
                yield words


def _string(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value)


_NAMES: dict[type, str] = {
    str: "a string",
    list: "an array",
    int: "a number",
    float: "a number",
    bool: "a truth value",
    type(None): "null",
}
