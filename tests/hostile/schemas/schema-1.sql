-- The state file as schema 1 made it.
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
INSERT INTO articles (seq, id, moment, day, fetched, body) VALUES (1, 'a1', NULL, '2021-06-01', '2021-06-01T06:00:00+00:00', '{"id":"a1","text":"The ports reopened on Wednesday.","title":"Ports","published":"2021-06-01","language":"en"}');
