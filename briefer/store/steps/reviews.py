"""Schema: drafts under review, who did what, what was approved, and morning runs."""

STEP = """
    CREATE TABLE drafts (
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'approved')),
        revision INTEGER NOT NULL,              -- counts every change
        built TEXT NOT NULL,                    -- Briefing as JSON, as it was built
        base TEXT NOT NULL,                     -- the same before the audience's limits cut it
        printed TEXT NOT NULL,                  -- digest of briefings.body as the review left it
        decisions TEXT NOT NULL,                -- Decisions as JSON
        updated TEXT NOT NULL,                  -- UTC
        who TEXT NOT NULL,                      -- changed it last
        PRIMARY KEY (audience, date)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE trail (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        at TEXT NOT NULL,                       -- UTC
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        item TEXT NOT NULL,
        was TEXT NOT NULL,
        became TEXT NOT NULL,
        revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX trail_by_edition ON trail (audience, date, number);
    CREATE TRIGGER trail_stays BEFORE DELETE ON trail
    BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
    CREATE TRIGGER trail_stands BEFORE UPDATE ON trail
    BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
    CREATE TABLE approvals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        at TEXT NOT NULL,                       -- UTC
        who TEXT NOT NULL,
        digest TEXT NOT NULL,                   -- SHA-256 over all hashes
        briefing TEXT NOT NULL,                 -- Briefing as JSON, as approved
        sender TEXT NOT NULL,                   -- address of the envelope; '' where no mail was made
        subject TEXT NOT NULL,
        mail BLOB NOT NULL                      -- what all recipients share, as SMTP sends it
    ) STRICT;
    CREATE INDEX approvals_by_edition ON approvals (audience, date, id);
    CREATE TABLE approved_files (
        approval INTEGER NOT NULL REFERENCES approvals (id),
        name TEXT NOT NULL,                     -- a format
        sha256 TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (approval, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER approvals_stand BEFORE UPDATE ON approvals
    BEGIN SELECT raise(ABORT, 'an approval is never changed'); END;
    CREATE TRIGGER approved_files_stand BEFORE UPDATE ON approved_files
    BEGIN SELECT raise(ABORT, 'an approval is never changed'); END;
    CREATE TABLE mornings (
        audience TEXT PRIMARY KEY,
        since TEXT NOT NULL,                    -- UTC; cut-offs before it are not made up
        done TEXT                               -- date of the last edition that was made
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,                  -- UTC
        ended TEXT,                             -- UTC; NULL while at work, or if it died
        report TEXT NOT NULL DEFAULT ''         -- RunReport as JSON
    ) STRICT;
    """
