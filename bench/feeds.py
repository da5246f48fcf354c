"""Our feed and mail readers on archives of other projects' test files.

    python bench/feeds.py FILE.tar.gz...

Nothing may crash or take more than two seconds, and every well-formed feed has to have the titles
and links that feedparser gives. Files are read from the archives and kept nowhere.
"""

import datetime as dt
import io
import sys
import tarfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import feedparser

from briefer.ingest import feed, registry
from briefer.ingest.clean import one_line
from briefer.ingest.fragments import plain
from briefer.ingest.raw import Raw
from briefer.ingest.sources import read_bytes
from briefer.models import Failure

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
LIMIT = 2.0  # seconds a file


def files(archives: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of every file."""
    for archive in archives:
        with tarfile.open(archive) as opened:
            for member in opened:
                stream = opened.extractfile(member) if member.isfile() else None
                if stream is not None:
                    yield member.name, stream.read()


def theirs(data: bytes) -> list[tuple[str | None, str | None]] | None:
    """Return feedparser's titles (without markup) and links; None for a feed that is not well-formed."""
    parsed: Any = feedparser.parse(
        io.BytesIO(data), response_headers={"content-type": "application/xml"}
    )
    if parsed.bozo or not parsed.entries:
        return None
    return [(_plain(e.get("title")), _link(e)) for e in parsed.entries]


def _plain(title: str | None) -> str | None:
    marked = title and ("<" in title or "&" in title)
    return one_line(plain(title).text) if title and marked else one_line(title)


def _link(entry: Any) -> str | None:
    return entry.get("feedburner_origlink") or entry.get("link") or None


def main() -> None:
    """Print the figures, and every file that fails them."""
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    for name, data in files(sys.argv[1:]):
        counts["files"] += 1
        started = time.process_time()
        found = list(read_bytes(Raw(name, data, NOW), registry.by_name(name)))
        seconds = time.process_time() - started
        slowest = max(slowest, (seconds, name))
        if seconds > LIMIT:
            print(f"slow      {name}: {seconds:.1f} s")
            counts["slow"] += 1
        for item in found:
            counts[type(item).__name__] += 1
            if isinstance(item, Failure) and "reader failed" in item.reason:
                print(f"crash     {name}: {item.reason}")
                counts["crashes"] += 1
        if name.endswith(".xml"):
            compare(name, data, counts)
    print(dict(counts), f"slowest {slowest[0]:.2f} s ({slowest[1]})")


def compare(name: str, data: bytes, counts: Counter[str]) -> None:
    """Count a feed as equal or different, and print the difference."""
    expected = theirs(data)
    if expected is None:
        counts["no well-formed feed"] += 1
        return
    ours = [(d.title, d.url) for d in feed.drafts(Raw(name, data, NOW))]
    same = ours == expected
    counts["equal" if same else "different"] += 1
    if not same:
        print(f"different {name}:\n  ours   {ours}\n  theirs {expected}")


if __name__ == "__main__":
    main()
