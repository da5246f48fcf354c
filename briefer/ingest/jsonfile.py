"""A .json file: one record, lists of records however deep, or JSON lines under the wrong name."""

import json
from collections.abc import Iterator
from typing import Any

from briefer.ingest import jsonfeed, jsonl, records
from briefer.ingest.decode import decode
from briefer.ingest.raw import Found, Raw
from briefer.models import Failure


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
    yield from records.articles(raw, document, raw.location, raw.location)


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
