"""Full-text search, the part that is about words: what is indexed, what is asked, what is shown.

Texts are indexed folded (no case, no accents, one form of each letter). Scripts that are written
without spaces, and Korean, whose words take endings, are indexed character by character and asked
for as phrases: any run of characters is found, however short. Arabic is indexed without the
article and the one-letter words written together with the next.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefer.text.words import fold

MAX_QUERY = 200  # characters; the rest is not looked at
MAX_TERMS = 12
PREFIX = 4  # a word of so many letters also finds longer words that begin with it

# Han, kana, Hangul; Thai and Lao with the marks that belong to the letter.
_SINGLE = (
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
    "|[\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eae\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6]"
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]*+"
)
_SINGLES = re.compile(_SINGLE)
_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_LEAD = re.compile("(?<![\\w\u0640])(?:[وفبك]?ال|لل)(?=\\w{3})")
_HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه"})
_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_PLAIN = re.compile("[A-Za-z0-9]+")
_POSSESSIVE = re.compile(r"['’]s$")


class Term(NamedTuple):
    """One thing that is looked for: words in a row, the last of which may be a beginning."""

    words: tuple[str, ...]
    prefix: bool
    excluded: bool

    def match(self) -> str:
        """Return the term as FTS5 wants it: one quoted string, of letters and digits only."""
        return '"' + " ".join(self.words) + '"' + ("*" if self.prefix else "")


class Query(NamedTuple):
    """What a reader asks for. `terms` are all wanted, `excluded` none of them."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    shortened: bool = False  # more was asked than is looked for

    def match(self, columns: str) -> str:
        """Return the FTS5 expression for those columns ("title text"); "" without a term."""
        if not self.terms:
            return ""
        wanted = " AND ".join(term.match() for term in self.terms)
        unwanted = " OR ".join(term.match() for term in self.excluded)
        found = f"{{{columns}}} : ({wanted})"
        return f"({found}) NOT {{{columns}}} : ({unwanted})" if unwanted else found


class Fragment(NamedTuple):
    """A run of text, and whether it is what was looked for."""

    text: str
    hit: bool = False


def indexed(text: str) -> str:
    """Return `text` as it is indexed: words between spaces, folded."""
    folded = fold(text)
    if folded.isascii():
        return folded
    if _ARABIC.search(folded):
        folded = _ARABIC_LEAD.sub("", folded.translate(_HAMZA))
    return _SINGLES.sub(r" \g<0> ", folded)


def parse(text: str) -> Query:
    """Return what `text` asks for: words, "phrases", -exclusions and beginnings*.

    Nothing in it is an error, and nothing of it reaches the index but letters and digits.
    """
    cut = text[:MAX_QUERY]
    found = list(_terms(cut))
    terms = tuple(dict.fromkeys(term for term in found if not term.excluded))
    excluded = tuple(dict.fromkeys(term for term in found if term.excluded))
    return Query(
        terms=terms[:MAX_TERMS],
        excluded=excluded[:MAX_TERMS],
        shortened=len(text) > MAX_QUERY or max(len(terms), len(excluded)) > MAX_TERMS,
    )


def _terms(text: str) -> Iterator[Term]:
    for piece in _PIECE.finditer(text):
        phrase = piece["word"] is None
        raw = piece["phrase"] if phrase else _POSSESSIVE.sub("", piece["word"])
        words = tuple(words_in(indexed(raw or "")))[:MAX_TERMS]
        if not words:
            continue
        last = words[-1]
        long = (len(last) >= PREFIX and last.isalpha()) or (raw or "").endswith("*")
        prefix = not phrase and long and not _SINGLES.fullmatch(last)
        yield Term(words, prefix, excluded=bool(piece["minus"]))


def words_in(text: str) -> list[str]:
    """Return the runs of letters, digits and the marks upon them: the index's own words."""
    if text.isascii():
        return _PLAIN.findall(text)
    kept = (c if c.isalnum() or unicodedata.category(c) in {"Mn", "Mc"} else " " for c in text)
    return "".join(kept).split()


def hits(query: Query) -> "re.Pattern[str] | None":
    """Return a pattern that finds the query's terms in a text as it was written."""
    if not query.terms:
        return None
    return _pattern(query.terms)


@lru_cache(maxsize=256)
def _pattern(terms: tuple[Term, ...]) -> "re.Pattern[str]":
    return re.compile("|".join(_written(term) for term in terms), re.IGNORECASE)


def _written(term: Term) -> str:
    """Return a pattern of the ways in which a term can be written."""
    single = [bool(_SINGLES.fullmatch(word)) for word in term.words]
    parts = ["" if single[0] else r"(?<![^\W_])" + _before(term.words[0])]
    for number, word in enumerate(term.words):
        if number:
            joined = single[number] and single[number - 1]
            parts.append(r"[^\w]{0,2}" if joined else r"[\W_]{1,6}")
        parts.append("".join(_letter(char) for char in word))
    if not single[-1]:
        parts.append(r"[^\W_]{0,40}" if term.prefix else r"(?![^\W_])")
    return "".join(parts)


def _before(word: str) -> str:
    return "(?:[وفبك]?ال|لل)?" if _ARABIC.match(word) else ""


def _letter(char: str) -> str:
    return f"[{char}{_variants().get(char, '')}][\u0300-\u036f\u064b-\u0652\u0640]?"


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Return the letters that are folded to each letter, in the scripts that have accents."""
    found: dict[str, list[str]] = {}
    for low, high in ((0xC0, 0x250), (0x370, 0x530), (0x621, 0x6D4), (0x1E00, 0x2000)):
        for code in range(low, high):
            char = chr(code)
            plain = fold(char).translate(_HAMZA)
            if char.isalpha() and len(plain) == 1 and plain != char:
                found.setdefault(plain, []).append(char)
    return {plain: "".join(chars) for plain, chars in found.items()}


def marked(text: str, pattern: "re.Pattern[str] | None") -> tuple[Fragment, ...]:
    """Return `text` cut at what the pattern finds."""
    pieces: list[Fragment] = []
    at = 0
    for match in pattern.finditer(text) if pattern else ():
        if match.start() > at:
            pieces.append(Fragment(text[at : match.start()]))
        pieces.append(Fragment(match[0], hit=True))
        at = match.end()
    if at < len(text):
        pieces.append(Fragment(text[at:]))
    return tuple(pieces)


def snippet(text: str, query: Query, size: int = 260) -> tuple[Fragment, ...]:
    """Return about `size` characters of `text` around the first thing found, whole words only."""
    found = _first(text, query)
    start = max(0, found - size // 3)
    if start:
        space = text.find(" ", start, found)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + size)
    if end < len(text):
        space = text.rfind(" ", start + size // 2, end)
        end = space if space >= 0 else end
    cut = " ".join(text[start:end].split())
    shown = ("… " if start else "") + cut + (" …" if end < len(text) else "")
    return marked(shown, hits(query))


def _first(text: str, query: Query) -> int:
    """Return where the first term stands in `text`, 0 where none does."""
    lowered = text.lower()
    if len(lowered) == len(text):  # much faster than the pattern, and right for most texts
        for term in query.terms:
            at = lowered.find(term.words[0])
            if at >= 0:
                return at
    pattern = hits(query)
    found = pattern.search(text) if pattern else None
    return found.start() if found else 0
