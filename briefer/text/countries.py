"""Countries by name, demonym, capital or seat of government, as ISO 3166-1 alpha-2 codes.

"The Kremlin", "Danish" and "Copenhagen" all stand for a country. Kosovo is "XK", as is usual,
and the European Union "EU"; other organisations are no countries.
"""

from briefer.text._country_words import all_names, plain
from briefer.text._places import find_places


def country_code(name: str) -> str | None:
    """Return the code of a country named in any of the languages, or None."""
    folded = plain(name)
    names = all_names()
    return names.get(folded) or names.get(folded.removeprefix("the ").removesuffix(" s"))


def find_countries(text: str, language: str = "en") -> list[tuple[int, int, str]]:
    """Return (start, end, code) of each mention of a country in `text`, in order."""
    places = find_places(text, language)
    return [(p.start, p.end, p.code) for p in places if p.kind not in {"city", "organisation"}]


def find_peoples(text: str, language: str = "en") -> list[tuple[int, int, str]]:
    """Return (start, end, code) of each mention of a people ("Austrian") in `text`, in order."""
    places = find_places(text, language)
    return [(p.start, p.end, p.code) for p in places if p.kind == "people"]
