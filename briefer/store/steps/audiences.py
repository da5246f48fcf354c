"""Schema: claims are also found by whom they were told to, so every day is indexed anew."""

STEP = """
    INSERT OR IGNORE INTO search_pending SELECT DISTINCT date, 0 FROM briefings;
"""
