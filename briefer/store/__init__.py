"""The state of a workspace: one SQLite file in WAL mode, or PostgreSQL that desks share.

    database     articles, extractions, stories, compositions, briefings: `Store`
    connection   what the books run their SQL on; sqlite and postgres are the two kinds of it
    sources, editions, withdrawals, reviews, outbox, mornings   the other books kept in it,
                 each over an open `Store`
    search       the index, brought up to date; archive reads it for the reading room
    migrations, postgres_schema   the schema, as steps that are only ever appended

Each method that writes commits before it returns. Models go in and come out; no row leaves.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.store.archive import (
        PAGE,
        Archive,
        ClaimHit,
        Filters,
        Listed,
        Outlet,
        Search,
        Shelved,
    )
    from briefer.store.arrivals import Arrivals, Hourless
    from briefer.store.connection import Database
    from briefer.store.copying import Copied, copy
    from briefer.store.database import Dated, Earlier, Placed, Store
    from briefer.store.editions import Editions, Used
    from briefer.store.mailings import (
        Addressed,
        Mailed,
        OutboxRow,
        Printing,
        digest_of,
        printing_of,
    )
    from briefer.store.mornings import Mornings, Ran
    from briefer.store.outbox import Outbox
    from briefer.store.postgres import PostgresDatabase
    from briefer.store.queue import JobBatch, JobQueue, prepared
    from briefer.store.reviews import Approved, Reviews, StoredDraft, Trace, digest
    from briefer.store.search import (
        CitedArticle,
        Dispute,
        DisputeSide,
        Facets,
        Indexer,
        StoryClaim,
        cited_of,
        disputes_of,
        outlets_of,
    )
    from briefer.store.sources import Arrival, KnownAddress, Look, Outcome, SourceItem, Sources
    from briefer.store.sqlite import SQLITE_VERSION
    from briefer.store.storylines import articles_of
    from briefer.store.upkeep import Holding, Upkeep, backup
    from briefer.store.withdrawals import (
        STANDING,
        WHOLE,
        Address,
        Gone,
        Replaced,
        Withdrawal,
        Withdrawals,
    )
else:
    __getattr__ = door(
        __name__,
        {
            "archive": (
                "Archive",
                "ClaimHit",
                "Filters",
                "Listed",
                "Outlet",
                "PAGE",
                "Search",
                "Shelved",
            ),
            "arrivals": ("Arrivals", "Hourless"),
            "connection": ("Database",),
            "copying": ("Copied", "copy"),
            "database": ("Dated", "Earlier", "Placed", "Store"),
            "editions": ("Editions", "Used"),
            "mailings": (
                "Addressed",
                "Mailed",
                "OutboxRow",
                "Printing",
                "digest_of",
                "printing_of",
            ),
            "mornings": ("Mornings", "Ran"),
            "outbox": ("Outbox",),
            "postgres": ("PostgresDatabase",),
            "queue": ("JobBatch", "JobQueue", "prepared"),
            "reviews": ("Approved", "Reviews", "StoredDraft", "Trace", "digest"),
            "search": (
                "CitedArticle",
                "Dispute",
                "DisputeSide",
                "Facets",
                "Indexer",
                "StoryClaim",
                "cited_of",
                "disputes_of",
                "outlets_of",
            ),
            "sources": ("Arrival", "KnownAddress", "Look", "Outcome", "SourceItem", "Sources"),
            "sqlite": ("SQLITE_VERSION",),
            "storylines": ("articles_of",),
            "upkeep": ("Holding", "Upkeep", "backup"),
            "withdrawals": (
                "Address",
                "Gone",
                "Replaced",
                "STANDING",
                "WHOLE",
                "Withdrawal",
                "Withdrawals",
            ),
        },
    )

__all__ = [
    "PAGE",
    "SQLITE_VERSION",
    "STANDING",
    "WHOLE",
    "Address",
    "Addressed",
    "Approved",
    "Archive",
    "Arrival",
    "Arrivals",
    "CitedArticle",
    "ClaimHit",
    "Copied",
    "Database",
    "Dated",
    "Dispute",
    "DisputeSide",
    "Earlier",
    "Editions",
    "Facets",
    "Filters",
    "Gone",
    "Holding",
    "Hourless",
    "Indexer",
    "JobBatch",
    "JobQueue",
    "KnownAddress",
    "Listed",
    "Look",
    "Mailed",
    "Mornings",
    "Outbox",
    "OutboxRow",
    "Outcome",
    "Outlet",
    "Placed",
    "PostgresDatabase",
    "Printing",
    "Ran",
    "Replaced",
    "Reviews",
    "Search",
    "Shelved",
    "SourceItem",
    "Sources",
    "Store",
    "StoredDraft",
    "StoryClaim",
    "Trace",
    "Upkeep",
    "Used",
    "Withdrawal",
    "Withdrawals",
    "articles_of",
    "backup",
    "cited_of",
    "copy",
    "digest",
    "digest_of",
    "disputes_of",
    "outlets_of",
    "prepared",
    "printing_of",
]
