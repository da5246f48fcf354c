"""One JSON record becomes one article: the fields that .json and .jsonl share."""

import re
from typing import Any

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.fragments import plain
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Failure

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


def _draft(record: dict[str, Any], text: str, location: str) -> ArticleDraft:
    draft = ArticleDraft(
        location=location,
        text=text,
        title=_string(record.get("title")),
        source=_string(record.get("source")),
        url=_string(record.get("url")),
        published=record.get("published"),
        language=_string(record.get("language")),
        author=_string(record.get("author")),
        external_id=_string(record.get("id")),
    )
    if not _MARKUP.search(text):
        return draft
    found = plain(text)
    return draft._replace(text=found.text, asides=found.asides)


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
