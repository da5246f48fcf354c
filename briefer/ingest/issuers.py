"""Who issued a release that has no masthead: whom its first sentence is about, if that is an office."""

from briefer.ingest.headlines import ARTICLES, NAME_SMALL, is_office

_WORDS = 9  # of an issuer's name
_LOOKED = 300  # characters


def issuer_in(report: str) -> str | None:
    """Return the office that a report's first words name: "The Lake Authority today opened …".

    `report` begins after its dateline. A name is two words or more in capitals, small words among
    them, before the first word that is none of it.
    """
    words = report[:_LOOKED].split()
    if words and words[0].casefold() in ARTICLES:
        words = words[1:]
    name: list[str] = []
    for word in words:
        if not (word[0].isupper() or (name and word.casefold() in NAME_SMALL)):
            break
        name.append(word.rstrip(",;:"))
        if word[-1] in ",;:.":
            break
    while name and name[-1].casefold() in NAME_SMALL:
        name.pop()
    whole = " ".join(name)
    return whole if 2 <= len(name) <= _WORDS and is_office(whole) else None
