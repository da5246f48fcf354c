"""A .json file: one record, an array of records, or JSON lines under the wrong name."""

import json
from collections.abc import Iterator
from typing import Any

from briefer.ingest import jsonfeed, jsonl, records
from briefer.ingest.decode import decode
from briefer.ingest.raw import Found, Raw
from briefer.models import Failure

_LISTS = ("articles", "items")  # keys under which exports keep their records


def read(raw: Raw) -> Iterator[Found]:
    """Yield the articles of a JSON document, in its order."""
    try:
        document = json.loads(decode(raw.data))
    except json.JSONDecodeError as error:
        if _is_lines(raw.data):
            yield from jsonl.read(raw)
        else:
            yield Failure(location=f"{raw.location}:{error.lineno}", reason=_where(error))
    except (ValueError, RecursionError) as error:
        yield Failure(location=raw.location, reason=f"JSON that can't be read: {error}")
    else:
        yield from _articles(raw, document)


def _articles(raw: Raw, document: Any) -> Iterator[Found]:
    if jsonfeed.is_feed(document):
        yield from jsonfeed.items_of(raw, document)
        return
    several = document if isinstance(document, list) else _list_in(document)
    if several is None:
        yield records.article(raw, document, raw.location, raw.location)
        return
    if not several:
        yield Failure(location=raw.location, reason="an empty list of articles")
    for number, record in enumerate(several, 1):
        where = f"{raw.location}#{number}"
        yield records.article(raw, record, where, where)


def _list_in(document: Any) -> list[Any] | None:
    if not isinstance(document, dict) or "text" in document:
        return None
    found = (document[key] for key in _LISTS if isinstance(document.get(key), list))
    return next(found, None)


def _is_lines(data: bytes) -> bool:
    """Whether the first line alone is a JSON object."""
    first = data.lstrip().partition(b"\n")[0]
    if not first.startswith((b"{", b"\xef\xbb\xbf{")):
        return False
    try:
        json.loads(decode(first))
    except (ValueError, RecursionError):
        return False
    return True


def _where(error: json.JSONDecodeError) -> str:
    return f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
