"""Schema: articles withdrawn, versions of one page, and editions that were built again."""

STEP = """
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
    """
