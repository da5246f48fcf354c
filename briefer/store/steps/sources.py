"""Schema: what is known of each source, and of each item fetched."""

STEP = """
    CREATE TABLE source_known (
        key TEXT PRIMARY KEY,                   -- the location, as the settings have it
        name TEXT,                              -- the outlet: as set, else as it calls itself
        kind TEXT,
        state TEXT,                             -- a scheme's own words (a mailbox: how far it read)
        first TEXT NOT NULL                     -- UTC: first look
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_looks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        at TEXT NOT NULL,                       -- UTC
        outcome TEXT NOT NULL CHECK (outcome IN ('new', 'unchanged', 'failed', 'waiting')),
        status INTEGER NOT NULL DEFAULT 0,      -- HTTP's, 0 for none
        seconds REAL NOT NULL DEFAULT 0,        -- that the answer took
        bytes INTEGER NOT NULL DEFAULT 0,       -- of the answer, unpacked
        listed INTEGER NOT NULL DEFAULT 0,      -- articles and pages that it named
        articles INTEGER NOT NULL DEFAULT 0,    -- read, those of pages behind entries too
        new INTEGER NOT NULL DEFAULT 0,
        stubs INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,    -- items that could not be read
        reason TEXT NOT NULL DEFAULT ''         -- why it failed or has to wait
    ) STRICT;
    CREATE INDEX source_looks_by_source ON source_looks (source, at);
    CREATE TABLE source_articles (
        source TEXT NOT NULL,
        article TEXT NOT NULL,
        at TEXT NOT NULL,                       -- UTC: when the source was first seen to have it
        PRIMARY KEY (source, article)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_fetches (
        url TEXT PRIMARY KEY,                   -- as asked for
        etag TEXT,
        modified TEXT,                          -- Last-Modified, as the server wrote it
        validated TEXT,                         -- the address these two came from, after redirects
        digest TEXT,                            -- of the body that was read last
        not_before TEXT,                        -- UTC: the server wants no request before
        failures INTEGER NOT NULL DEFAULT 0,    -- in a row
        moved TEXT,                             -- where it says it moved for good
        at TEXT NOT NULL                        -- UTC: last request
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_items (
        key TEXT PRIMARY KEY,                   -- identity of a page's address, or a scheme's key
        source TEXT NOT NULL,                   -- that listed it first
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
        mark TEXT NOT NULL DEFAULT '',          -- changes when the source says the page did
        link TEXT NOT NULL DEFAULT '',          -- what the source says of it, JSON
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before TEXT,                        -- UTC
        reason TEXT NOT NULL DEFAULT '',
        article TEXT,                           -- that came of it
        at TEXT NOT NULL                        -- UTC: last change
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX source_items_waiting ON source_items (source) WHERE state = 'waiting';
    CREATE TABLE source_robots (
        origin TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        at TEXT NOT NULL                        -- UTC
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_files (
        path TEXT PRIMARY KEY,                  -- real path
        mark TEXT NOT NULL                      -- size, time of change and inode when it was read
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX articles_stubs ON articles (id) WHERE json_extract(body, '$.stub') IS NOT NULL;
"""
