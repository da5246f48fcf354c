"""In which language a claim is written: the page's own, or its evidence's.

A claim carries no language of its own. The built-in engine takes sentences out of articles as they
stand, freed of datelines and pronouns, so they are in the article's language; a model may write in
the reader's language from an article in any. Telling them apart takes the letters, the words copied
and the function words, and no guess beyond that.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from briefer.models import Article, Change, Evidence, KeyPoint
from briefer.text.scripts import main_script, script_of
from briefer.text.words import stop_words, words

UNKNOWN = "und"


def same_language(one: str, other: str) -> bool:
    """Return whether two codes name one language, whatever the region: "en" and "en-GB"."""
    return one.partition("-")[0] == other.partition("-")[0]


def claim_language(text: str, proof: Iterable[tuple[str, str]], page: str) -> str:
    """Return the language of `text`: `page`, one of its evidence's, or "und" for neither.

    Args:
        text: the claim, on one line.
        proof: (quoted sentence, language code or "und") of each piece of evidence.
        page: code of the language that a claim is in unless something tells otherwise.
    """
    own = script_of(page)
    script = main_script(text)
    for quote, language in proof:
        if language == UNKNOWN or same_language(language, page):
            if script == own and text and text in quote:
                return page
            continue
        theirs = script_of(language)
        if script == theirs and (script != own or text in quote or _reads_as(text, language, page)):
            return language
    return page if script in {"", own} else UNKNOWN


def _reads_as(text: str, language: str, page: str) -> bool:
    """Return whether more of the function words are of `language` than of `page`."""
    found = words(text)
    theirs, ours = stop_words(language.partition("-")[0]), stop_words(page.partition("-")[0])
    return sum(word in theirs for word in found) > sum(word in ours for word in found)


class Reader(NamedTuple):
    """Who reads an edition in `language`; `of` gives an article's language by its id."""

    language: str
    of: Callable[[str], str]

    def reads(self, point: KeyPoint) -> bool:
        """Return whether a key point is in the reader's language."""
        return same_language(self.tongue(point.text, point.evidence), self.language)

    def understands(self, change: Change) -> bool:
        """Return whether a change is told in the reader's language."""
        return same_language(self.tongue(change.text, change.evidence), self.language)

    def tongue(self, text: str, evidence: Iterable[Evidence]) -> str:
        """Return the language that a claim is in."""
        proof = ((item.quote, self.of(item.article_id)) for item in evidence)
        return claim_language(text, proof, self.language)

    def own(self, points: Iterable[KeyPoint]) -> tuple[KeyPoint, ...]:
        """Return the points in the reader's language, all of them where none is."""
        listed = tuple(points)
        return tuple(filter(self.reads, listed)) or listed


def reader_of(language: str, articles: Mapping[str, Article]) -> Reader:
    """Return a reader of `language`; what an article that is not given is in is not known."""
    codes = {key: article.language for key, article in articles.items()}
    return Reader(language, lambda key: codes.get(key, UNKNOWN))
