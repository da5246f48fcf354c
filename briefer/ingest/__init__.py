"""Ingest: a file, folder, glob, address or standard input becomes articles and failures.

    sources.pieces -> registry (which kind?) -> one reader a kind -> articles.build
        -> Article | Failure | Link (a page to be read) | Source (look there too)
    fetch: bytes from the web; the same readers serve them

A new kind is one new module with a `read(raw)` and one line in `registry.KINDS`.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.ingest.dates import parse_published
    from briefer.ingest.dating import speaks_against
    from briefer.ingest.discover import common_feeds, named_feeds
    from briefer.ingest.identity import article_id, merge_origins
    from briefer.ingest.labels import label_in
    from briefer.ingest.opening import contents, moment
    from briefer.ingest.raw import Batch, Desk, Found, Link, Raw
    from briefer.ingest.source import Source, has_password
    from briefer.ingest.sources import pieces, read, read_bytes, scheme, unknown_kind
else:
    __getattr__ = door(
        __name__,
        {
            "dates": ("parse_published",),
            "dating": ("speaks_against",),
            "discover": ("common_feeds", "named_feeds"),
            "identity": ("article_id", "merge_origins"),
            "labels": ("label_in",),
            "opening": ("contents", "moment"),
            "raw": ("Batch", "Desk", "Found", "Link", "Raw"),
            "source": ("Source", "has_password"),
            "sources": ("pieces", "read", "read_bytes", "scheme", "unknown_kind"),
        },
    )

__all__ = [
    "Batch",
    "Desk",
    "Found",
    "Link",
    "Raw",
    "Source",
    "article_id",
    "canonical",
    "common_feeds",
    "contents",
    "has_password",
    "identity",
    "label_in",
    "merge_origins",
    "moment",
    "named_feeds",
    "opml",
    "pages",
    "parse_published",
    "pieces",
    "read",
    "read_bytes",
    "registry",
    "scheme",
    "speaks_against",
    "unknown_kind",
]
