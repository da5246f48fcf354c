-- The state file as schema 9 made it.
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
;
CREATE TABLE search_pending (
        day TEXT NOT NULL,                      -- of a briefing to be indexed, else ''
        seq INTEGER NOT NULL,                   -- of an article to be indexed, else 0
        PRIMARY KEY (day, seq)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE search_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        generation INTEGER NOT NULL             -- raised by every batch that is indexed
    ) STRICT;
INSERT INTO search_state VALUES (1, 0);
CREATE TABLE search_articles (
        doc INTEGER PRIMARY KEY,                -- the day's ordinal << 24 | the article's seq
        seq INTEGER NOT NULL UNIQUE,
        article TEXT NOT NULL UNIQUE,           -- id
        day TEXT NOT NULL,                      -- published, else read
        outlet TEXT NOT NULL,                   -- '' where it is not known
        language TEXT NOT NULL,
        title TEXT NOT NULL
    ) STRICT;
CREATE INDEX search_articles_by_outlet ON search_articles (outlet, language, day);
CREATE TABLE search_countries (
        country TEXT NOT NULL,                  -- ISO 3166-1 alpha-2
        doc INTEGER NOT NULL,                   -- of an article that has a key point about it
        PRIMARY KEY (doc, country)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX search_countries_by_country ON search_countries (country);
CREATE VIRTUAL TABLE search_article_words USING fts5 (
        title, text, facets,
        prefix = '4 5 6 7 8 9 10',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    );
CREATE TABLE search_claims (
        doc INTEGER PRIMARY KEY,                -- the day's ordinal << 16 | a number of that day's
        date TEXT NOT NULL,                     -- of the briefings that print it
        body TEXT NOT NULL                      -- IndexedClaim as JSON
    ) STRICT;
CREATE TABLE search_citations (
        article TEXT NOT NULL,                  -- id
        doc INTEGER NOT NULL,                   -- of a claim that rests on it
        PRIMARY KEY (article, doc)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX search_citations_by_doc ON search_citations (doc);
CREATE VIRTUAL TABLE search_claim_words USING fts5 (
        text, facets,
        prefix = '4 5 6 7 8 9 10',
        tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    );
CREATE TABLE shelf (
        date TEXT NOT NULL,
        audience TEXT NOT NULL,
        body TEXT NOT NULL,                     -- OnShelf as JSON
        PRIMARY KEY (date, audience)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX shelf_by_audience ON shelf (audience, date);
CREATE TABLE story_days (
        story TEXT NOT NULL,
        date TEXT NOT NULL,
        audience TEXT NOT NULL,
        body TEXT NOT NULL,                     -- StoryDay as JSON
        PRIMARY KEY (story, date, audience)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX story_days_by_date ON story_days (date);
CREATE INDEX briefings_by_date ON briefings (date);
CREATE INDEX inputs_failed ON inputs (location) WHERE failures<>'[]';
-- In a trigger the outer statement's conflict policy wins over its own: so no OR IGNORE.
    CREATE TRIGGER search_article_new AFTER INSERT ON articles BEGIN
        INSERT INTO search_pending SELECT '', new.seq
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day='' AND seq=new.seq);
    END;
CREATE TRIGGER search_article_changed AFTER UPDATE ON articles BEGIN
        INSERT INTO search_pending SELECT '', new.seq
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day='' AND seq=new.seq);
    END;
CREATE TRIGGER search_article_gone AFTER DELETE ON articles BEGIN
        INSERT INTO search_pending SELECT '', old.seq
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day='' AND seq=old.seq);
    END;
CREATE TRIGGER search_points_new AFTER INSERT ON extractions BEGIN
        INSERT INTO search_pending SELECT '', seq FROM articles WHERE id=new.article
            AND NOT EXISTS (SELECT 1 FROM search_pending p WHERE p.day='' AND p.seq=articles.seq);
    END;
CREATE TRIGGER search_briefing_new AFTER INSERT ON briefings BEGIN
        INSERT INTO search_pending SELECT new.date, 0
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day=new.date);
    END;
CREATE TRIGGER search_briefing_changed AFTER UPDATE ON briefings BEGIN
        INSERT INTO search_pending SELECT new.date, 0
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day=new.date);
    END;
CREATE TRIGGER search_briefing_gone AFTER DELETE ON briefings BEGIN
        INSERT INTO search_pending SELECT old.date, 0
            WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE day=old.date);
    END;
INSERT INTO search_pending SELECT '', seq FROM articles;
INSERT INTO search_pending SELECT DISTINCT date, 0 FROM briefings;
;
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
;
CREATE TABLE arrivals (
        article TEXT PRIMARY KEY,
        edition TEXT NOT NULL                   -- date of the edition that it was read for
    ) STRICT, WITHOUT ROWID;
CREATE TABLE analyses (
        article TEXT PRIMARY KEY,
        version TEXT NOT NULL,                  -- of the code and word lists that found it
        body BLOB NOT NULL                      -- the text stage's own bytes
    ) STRICT, WITHOUT ROWID;
INSERT INTO articles (seq, id, moment, day, fetched, body) VALUES (1, 'a1', NULL, '2021-06-01', '2021-06-01T06:00:00+00:00', '{"id":"a1","text":"The ports reopened on Wednesday.","title":"Ports","published":"2021-06-01","language":"en"}');
INSERT INTO mailings (id, audience, date, digest, sender, subject, body, created) VALUES (1, 'default', '2021-06-01', 'd', 'desk@example.org', 'Briefing', x'00', '2021-06-01T06:00:00+00:00');
INSERT INTO outbox (id, mailing, recipient, address, head, status, updated) VALUES (1, 1, 'a@example.org', 'a@example.org', x'00', 'sent', '2021-06-01T06:00:00+00:00');
