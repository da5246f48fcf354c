"""Word lists as they are easiest to read: one string, words apart."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which stand apart by white space."""
    return frozenset(text.split())
