"""Forms of English verbs that make a clause one: helpers, and pasts that don't end in "ed"."""

from functools import cache

from briefer.text._verb_words import small_words


@cache
def helpers() -> frozenset[str]:
    """Return the helpers that make a clause one."""
    words = small_words()
    return (words.be - {"be", "been", "being"}) | words.have | words.helpers


@cache
def finite() -> frozenset[str]:
    """Return helpers, and other forms that make a clause one."""
    return helpers() | small_words().past
