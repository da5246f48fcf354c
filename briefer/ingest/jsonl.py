"""JSON lines: one article a line, and a line that is broken fails alone."""

import io
import json
from collections.abc import Iterator

from briefer.ingest import records
from briefer.ingest.decode import decode
from briefer.ingest.raw import Item, Raw
from briefer.models import Failure


def read(raw: Raw) -> Iterator[Item]:
    """Yield an article or a failure for each line that is not blank."""
    blank = True
    for number, line in enumerate(_lines(raw.data), 1):
        if not line.strip():
            continue
        blank = False
        where = f"{raw.location}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            yield Failure(
                location=where, reason=f"broken JSON at column {error.colno}: {error.msg}"
            )
        except (ValueError, RecursionError) as error:
            yield Failure(location=where, reason=f"JSON that can't be read: {error}")
        else:
            yield from records.articles(raw, record, f"{raw.location}#{number}", where)
    if blank:
        yield Failure(location=raw.location, reason="no text: nothing but blank lines")


def _lines(data: bytes) -> Iterator[str]:
    """Yield lines decoded one by one, so that one in a wrong encoding spoils no other."""
    if b"\0" in data[:64]:  # UTF-16: a line feed is no single byte
        yield from io.StringIO(decode(data))
        return
    for line in io.BytesIO(data):
        yield decode(line)
