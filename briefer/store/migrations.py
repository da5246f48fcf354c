"""The schema, as append-only numbered steps: a released step is never edited."""

from briefer.store.steps import analyses, arrivals, audiences, reviews, search, sources, withdrawals

MIGRATIONS: tuple[str, ...] = (
    # 1: articles, what was made of them, stories, briefings, model calls
    """
    CREATE TABLE articles (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which articles came in
        id TEXT NOT NULL UNIQUE,
        moment TEXT,                            -- published, UTC; NULL where only a day is known
        day TEXT,                               -- published, calendar day
        fetched TEXT NOT NULL,                  -- UTC
        body TEXT NOT NULL                      -- Article as JSON
    ) STRICT;
    CREATE INDEX articles_by_moment ON articles (moment);
    CREATE INDEX articles_by_day ON articles (day);
    CREATE TABLE inputs (
        location TEXT PRIMARY KEY,
        failures TEXT NOT NULL                  -- list of Failure as JSON
    ) STRICT;
    CREATE TABLE extractions (
        article TEXT NOT NULL,
        fingerprint TEXT NOT NULL,              -- engine, its version and settings, checks version
        body TEXT NOT NULL,                     -- Extraction as JSON, its key points checked
        PRIMARY KEY (article, fingerprint)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE placements (
        article TEXT PRIMARY KEY,
        story TEXT NOT NULL,
        reprint_of TEXT,
        at TEXT NOT NULL,                       -- the article's moment, UTC
        position INTEGER NOT NULL UNIQUE        -- the order of placing
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE signatures (
        article TEXT PRIMARY KEY,
        body TEXT NOT NULL                      -- Signature as JSON
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX placements_by_at ON placements (at);
    CREATE TABLE compositions (
        key TEXT PRIMARY KEY,                   -- engine fingerprint and the story's key points
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE briefings (
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        window_end TEXT NOT NULL,               -- UTC
        last_seq INTEGER NOT NULL,              -- the newest article it could know of
        articles TEXT NOT NULL,                 -- ids it read, JSON list
        body TEXT NOT NULL,                     -- Briefing as JSON, as printed
        base TEXT NOT NULL,                     -- Briefing as JSON, before the audience's limits
        PRIMARY KEY (audience, date)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE calls (
        key TEXT PRIMARY KEY,
        reply TEXT NOT NULL,
        usage TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    # 2: the outbox: each edition that was mailed, and each of its recipients
    """
    CREATE TABLE mailings (
        id INTEGER PRIMARY KEY,
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        digest TEXT NOT NULL,                   -- of the briefing's content
        sender TEXT NOT NULL,                   -- address of the envelope
        subject TEXT NOT NULL,
        body BLOB NOT NULL,                     -- what all recipients share, as SMTP sends it
        created TEXT NOT NULL,                  -- UTC
        UNIQUE (audience, date, digest)
    ) STRICT;
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,
        mailing INTEGER NOT NULL REFERENCES mailings (id),
        recipient TEXT NOT NULL,                -- the address as it is compared
        address TEXT NOT NULL,                  -- the address as the server is told it
        head BLOB NOT NULL,                     -- the recipient's own header lines
        status TEXT NOT NULL CHECK (status IN
            ('queued', 'sending', 'sent', 'failed', 'refused', 'unsure', 'dropped')),
        boot TEXT,                              -- of the machine, while it may be sent any moment
        attempts INTEGER NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '',         -- the server's last words where it did not take it
        updated TEXT NOT NULL,                  -- UTC
        UNIQUE (mailing, recipient)
    ) STRICT;
    CREATE INDEX outbox_by_status ON outbox (status);
    """,
    # 3: batches of model calls under way
    """
    CREATE TABLE batches (
        id TEXT PRIMARY KEY,
        keys TEXT NOT NULL                      -- of its calls, JSON list
    ) STRICT, WITHOUT ROWID;
    """,
    withdrawals.STEP,  # 4
    reviews.STEP,  # 5
    search.STEP,  # 6
    sources.STEP,  # 7
    arrivals.STEP,  # 8
    analyses.STEP,  # 9
    audiences.STEP,  # 10
)
