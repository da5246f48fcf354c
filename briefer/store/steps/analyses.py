"""Schema: what was found in an article's text, so that it is found once."""

STEP = """
    CREATE TABLE analyses (
        article TEXT PRIMARY KEY,
        version TEXT NOT NULL,                  -- of the code and word lists that found it
        body BLOB NOT NULL                      -- the text stage's own bytes
    ) STRICT, WITHOUT ROWID;
"""
