"""The articles of a story, over all days."""

from briefer.store.database import Store


def articles_of(store: Store, story: str) -> list[str]:
    """Return the ids of the articles placed in a story, the latest first."""
    rows = store.database.execute(
        "SELECT article FROM placements WHERE story=? ORDER BY at DESC, position DESC", (story,)
    )
    return [article for (article,) in rows]
