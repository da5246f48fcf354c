"""Ingest: a file, folder, glob or standard input becomes articles and failures.

    sources.read -> registry (which kind?) -> one reader a kind -> articles.build -> Article | Failure

A new kind is one new module with a `read(raw)` and one line in `registry.KINDS`.
"""

from briefer.ingest.identity import article_id, merge_origins
from briefer.ingest.sources import read

__all__ = ["article_id", "merge_origins", "read"]
