"""A PDF document: a communiqué, a report or a saved page is one article.

pypdf reads it in a process of its own, under a limit of time and of memory: a PDF may be made to
keep its reader busy for ever, and such a file must not hold up the others.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from briefer.ingest.articles import build
from briefer.ingest.documents import dated, headline
from briefer.ingest.raw import ArticleDraft, Item, Raw
from briefer.models import Failure

_SECONDS = 30.0  # a report of 300 pages takes some 10
_PAGE_NUMBER_WORDS = frozenset({"page", "seite", "de", "of", "von", "sur", "p", "стр"})


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
    text = "\n\n".join(_without_furniture(found["pages"]))
    when = dated(text)
    return ArticleDraft(
        location=raw.location,
        text=text,
        title=found["title"] or headline(text),
        source=raw.outlet,
        url=raw.url,
        published=when or found["created"],
        dated_by="text" if when else "file",
        author=found["author"],
    )


def _without_furniture(pages: list[str]) -> list[str]:
    """Return the pages without running heads and feet, and without page numbers.

    A first or last line of a page is furniture where, without its digits, it opens or ends at
    least three pages and half of all.
    """
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(
        key for page in lines for key in {_key(line) for line in (*page[:2], *page[-2:])} if key
    )
    enough = max(3, (len(pages) + 1) // 2)
    running = {key for key, count in edges.items() if count >= enough}
    kept = []
    for page in lines:
        last = len(page) - 2
        kept.append(
            "\n".join(
                line
                for place, line in enumerate(page)
                if not ((place < 2 or place >= last) and _is_furniture(line, running))
            )
        )
    return kept


def _is_furniture(line: str, running: set[str]) -> bool:
    words = _key(line).split()
    numbered = any(char.isdigit() for char in line) and set(words) <= _PAGE_NUMBER_WORDS
    return numbered or _key(line) in running


def _key(line: str) -> str:
    kept = "".join(char if char.isalpha() else " " for char in line.casefold())
    return " ".join(kept.split())
