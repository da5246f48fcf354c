"""A PDF document: a communiqué, a report or a saved page is one article.

pypdf reads it in a process of its own, under a limit of time and of memory: a PDF may be made to
keep its reader busy for ever, and such a file must not hold up the others.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from briefer.ingest.articles import build
from briefer.ingest.documents import Printed, draft_of
from briefer.ingest.pdflayout import laid_out
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Failure

_SECONDS = 30.0  # a report of 300 pages takes some 10


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a PDF, or a failure that says why there is none."""
    found = taken_apart(raw.data)
    if "reason" in found:
        yield Failure(location=raw.location, reason=found["reason"])
    else:
        yield build(raw, _draft(raw, found))


def taken_apart(data: bytes, seconds: float = _SECONDS) -> dict[str, Any]:
    """Return the pages and the metadata of a PDF, or the reason why it can't be read."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "briefer.ingest.pdfpages"],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"reason": f"reading this PDF took more than {seconds:.0f} seconds"}
    return _answer(done)


def _answer(done: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # it was killed, or ran out of memory before it could say so
        return {"reason": "this PDF can't be read: its reader needed too much memory or failed"}
    return answer


def _draft(raw: Raw, found: dict[str, Any]) -> ArticleDraft:
    laid = laid_out(found["pages"])
    lines = list(laid.paragraphs)
    if laid.headline:
        lines.insert(laid.above, laid.headline)
    return draft_of(
        raw,
        Printed(
            text="\n\n".join(lines),
            headline=laid.headline,
            running=tuple(laid.furniture),
            title=found["title"],
            author=found["author"],
            created=found["created"],
        ),
    )
