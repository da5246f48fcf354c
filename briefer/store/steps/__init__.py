"""Steps of the schema, one module each: the tables of one of the store's books.

A step is added to the end of `migrations.MIGRATIONS`, and never edited once it was released.
"""

__all__ = ["analyses", "arrivals", "audiences", "reviews", "search", "sources", "withdrawals"]
