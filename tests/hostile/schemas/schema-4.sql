-- The state file as schema 4 made it.
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
;
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
;
CREATE TABLE batches (
        id TEXT PRIMARY KEY,
        keys TEXT NOT NULL                      -- of its calls, JSON list
    ) STRICT, WITHOUT ROWID;
;
CREATE TABLE withdrawals (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order in which they happened
        article TEXT NOT NULL,
        location TEXT NOT NULL,                 -- of the origin taken back; '' for the whole text
        why TEXT NOT NULL,
        at TEXT NOT NULL,                       -- UTC
        action TEXT NOT NULL CHECK (action IN ('withdraw', 'restore'))
    ) STRICT;
CREATE INDEX withdrawals_by_article ON withdrawals (article);
CREATE TABLE addresses (
        address TEXT NOT NULL,                  -- of a page, or an item's id at its outlet
        article TEXT NOT NULL,
        location TEXT NOT NULL,                 -- of the origin that has this address
        seq INTEGER NOT NULL,                   -- the article's
        PRIMARY KEY (address, article, location)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_seq ON addresses (seq);
CREATE TABLE versions (
        article TEXT NOT NULL,                  -- the older text
        location TEXT NOT NULL,                 -- the origin that has another text now
        newer TEXT NOT NULL,                    -- the article that took its place
        PRIMARY KEY (article, location)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX placements_by_story ON placements (story, at);
CREATE TABLE editions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        audience TEXT NOT NULL,
        date TEXT NOT NULL,
        window_end TEXT NOT NULL,
        last_seq INTEGER NOT NULL,
        articles TEXT NOT NULL,
        body TEXT NOT NULL,
        base TEXT NOT NULL
    ) STRICT;
CREATE INDEX editions_by_date ON editions (audience, date);
CREATE TRIGGER keep_mailed BEFORE INSERT ON briefings
        WHEN EXISTS (SELECT 1 FROM mailings WHERE audience=new.audience AND date=new.date)
    BEGIN
        INSERT INTO editions (audience, date, window_end, last_seq, articles, body, base)
            SELECT audience, date, window_end, last_seq, articles, body, base FROM briefings
            WHERE audience=new.audience AND date=new.date AND body<>new.body;
    END;
;
INSERT INTO articles (seq, id, moment, day, fetched, body) VALUES (1, 'a1', NULL, '2021-06-01', '2021-06-01T06:00:00+00:00', '{"id":"a1","text":"The ports reopened on Wednesday.","title":"Ports","published":"2021-06-01","language":"en"}');
INSERT INTO mailings (id, audience, date, digest, sender, subject, body, created) VALUES (1, 'default', '2021-06-01', 'd', 'desk@example.org', 'Briefing', x'00', '2021-06-01T06:00:00+00:00');
INSERT INTO outbox (id, mailing, recipient, address, head, status, updated) VALUES (1, 1, 'a@example.org', 'a@example.org', x'00', 'sent', '2021-06-01T06:00:00+00:00');
