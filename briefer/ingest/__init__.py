"""Ingest: a file, folder, glob, address or standard input becomes articles and failures.

    sources.pieces -> registry (which kind?) -> one reader a kind -> articles.build
        -> Article | Failure | Link (a page to be read) | Source (look there too)
    fetch: bytes from the web; the same readers serve them

A new kind is one new module with a `read(raw)` and one line in `registry.KINDS`.
"""

from briefer.ingest.identity import article_id, merge_origins
from briefer.ingest.source import Source
from briefer.ingest.sources import pieces, read, read_bytes, scheme

__all__ = ["Source", "article_id", "merge_origins", "pieces", "read", "read_bytes", "scheme"]
