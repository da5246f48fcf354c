"""The step of the schema for what was read for which edition."""

STEP = """
    CREATE TABLE arrivals (
        article TEXT PRIMARY KEY,
        edition TEXT NOT NULL                   -- date of the edition that it was read for
    ) STRICT, WITHOUT ROWID;
"""
