"""Schema: full-text search over articles and claims, and the reading room's shelf.

Triggers only note what has changed in `search_pending`; `briefer.store.search` indexes it later,
a batch at a time, so that an old archive is migrated at once and filled in where it stopped.
A document's number begins with its day: the newest come first, and a span of dates is a span of
numbers. Words are stored folded, as `briefer.text.searching` folds them. The beginnings of words
are indexed too: looked up that way, a beginning costs what a word does, fifty times less than to
join all the words that begin with it.
"""

STEP = """
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
    """
