"""What words have to do with one another: lemma keys, synonyms, wider terms, opposites.

English relations come from WordNet 3.0 (Miller 1995; Princeton's licence lies beside the tables)
cut down to the words and senses that its sense-tagged texts use, plus two tables of our own for
news prose. Other languages have keys only: inflection is understood, synonyms are not.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from briefer.grounding.wordlists import word_set
from briefer.text.words import fold, stem

_DATA: Final = Path(__file__).resolve().parent / "data"


class Relations(NamedTuple):
    """The concepts a word names, and the wider ones they fall under (both: table ids)."""

    own: frozenset[str]
    wider: frozenset[str]


class Lexicon(NamedTuple):
    """The English tables, keyed by lemma key."""

    relations: dict[str, Relations]
    opposites: dict[str, frozenset[str]]
    verbs: frozenset[str]  # keys that are often verbs in running text
    rare_verbs: frozenset[str]  # keys that can be verbs, but are mostly something else
    ized: frozenset[str]  # keys that are verbs only with "-ize": "socialize", not "social"
    nouns: frozenset[str]
    words: frozenset[str]  # every known key


NOTHING: Final = Relations(frozenset(), frozenset())


@cache
def _irregular() -> dict[str, str]:
    """Return irregular English form -> lemma ("fell" -> "fall")."""
    found: dict[str, str] = {}
    for line in _lines("irregular.txt"):
        form, lemma, pos = line.split()
        if pos == "v" or form not in found:
            found[form] = lemma
    return found


@cache
def past_forms() -> frozenset[str]:
    """Return the irregular English verb forms, as they are written."""
    return frozenset(
        form
        for form, _, pos in (line.split() for line in _lines("irregular.txt"))
        if pos == "v" and not form.endswith("ing")
    )


_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")  # "4,200", "12,50,000"
_ISE: Final = re.compile(
    r"([a-z]{3,}[^aeiou])(is)(e|ed|es|ing|er|ers|ation|ations)|([a-z]*lys)(e|ed|es|ing)"
)
# Words in -ise that are so spelled everywhere.
_ALWAYS_ISE: Final = re.compile(
    r"(?:adv|superv|rev|telev|improv|compr|comprom|enterpr|surpr|appr|repr|desp|dev|expert|exerc|"
    r"franch|merchand|prem|prec|prom|dem|disgu|circumc|inc|exc|conc|surm|likew|otherw|parad|pract|"
    r"advert|chast|treat|apprai)is"
)
_OUR: Final = re.compile(
    r"(fav|lab|col|neighb|hon|rum|harb|behavi|endeav|hum|vig|arm|vap|splend|cand|clam|rig|sav|val)our"
)
_OTHERS: Final = {
    "defence": "defense", "offence": "offense", "licence": "license", "pretence": "pretense",
    "centre": "center", "centres": "centers", "theatre": "theater", "theatres": "theaters",
    "fibre": "fiber", "calibre": "caliber", "metre": "meter", "metres": "meters",
    "kilometre": "kilometer", "kilometres": "kilometers", "litre": "liter", "litres": "liters",
    "programme": "program", "programmes": "programs", "tonne": "ton", "tonnes": "tons",
    "sceptical": "skeptical", "scepticism": "skepticism", "sceptic": "skeptic", "grey": "gray",
    "cheque": "check", "tyre": "tire", "tyres": "tires", "aluminium": "aluminum",
    "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "practise": "practice",
    "practised": "practiced", "mould": "mold", "storey": "story", "judgement": "judgment",
    "acknowledgement": "acknowledgment", "enrol": "enroll", "fulfil": "fulfill",
}  # fmt: skip


def american(word: str) -> str:
    """Return an English `word` (lower case) in its American spelling: "apologised", "-ized"."""
    if (
        ("is" in word or "ys" in word)
        and (match := _ISE.fullmatch(word))
        and not _ALWAYS_ISE.match(word)
    ):
        at = match.end(1) + 1 if match[1] else match.end(4) - 1
        return f"{word[:at]}z{word[at + 1 :]}"
    if "our" in word:
        return _OUR.sub(r"\1or", word, count=1)
    return _OTHERS.get(word, word)


@lru_cache(maxsize=200_000)
def key(word: str, language: str = "en") -> str:
    """Return the form in which `word` (lower case) is compared: its lemma's stem, folded."""
    plain = fold(word)
    if language == "en":
        plain = plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
        plain = american(_irregular().get(plain, plain))
    return fold(stem(plain, language))


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def english() -> Lexicon:
    """Load the English tables (about 60 ms, once)."""
    own: dict[str, set[str]] = {}
    wider: dict[str, set[str]] = {}
    verbs, rare, nouns = set(), set(), set()
    ized, plain = set[str](), set[str]()
    for line in _lines("senses.txt"):
        lemma, pos, concepts, over = [*line.split("\t"), "", "", ""][:4]
        name = key(lemma)
        own.setdefault(name, set()).update(concepts.split())
        wider.setdefault(name, set()).update(over.split())
        if "v" in pos:
            verbs.add(name)
            (ized if lemma.endswith("ize") and not name.endswith("iz") else plain).add(name)
        if "w" in pos:
            rare.add(name)
        if "n" in pos:
            nouns.add(name)
    _add_groups(own, wider)
    relations = {
        name: Relations(frozenset(own[name]), frozenset(wider.get(name, ()))) for name in own
    }
    return Lexicon(
        relations,
        _opposites(),
        frozenset(verbs),
        frozenset(rare),
        frozenset(ized - plain),
        frozenset(nouns),
        frozenset(relations),
    )


def _add_groups(own: dict[str, set[str]], wider: dict[str, set[str]]) -> None:
    """Add the news table: a group is one more concept; what follows ">" falls under it."""
    for number, line in enumerate(_lines("synonyms.txt")):
        group = f"#{number}"  # no table id looks so
        head, _, tail = line.partition(">")
        for word in head.split():
            own.setdefault(key(word), set()).add(group)
        for word in tail.split():
            wider.setdefault(key(word), set()).add(group)
            own.setdefault(key(word), set())


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _lines("antonyms.txt"):
        one, other = (key(word) for word in line.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    for line in _lines("opposites.txt"):
        left, _, right = (part.split() for part in line.partition("|"))
        for word in left:
            found.setdefault(key(word), set()).update(key(w) for w in right)
        for word in right:
            found.setdefault(key(word), set()).update(key(w) for w in left)
    return {word: frozenset(others - {word}) for word, others in found.items()}


# Words that add nothing to check: a paraphrase brings them in or drops them freely.
_LIGHT: Final = word_set(
    "also however meanwhile now alone itself said says say according new including include includes included such "
    "take takes took taken make makes made making get gets got give gives gave given come comes came "
    "go goes went going use used using based amid following among while well still even just "
    "part way thing things time times number set held hold place total overall currently recently "
    "compared compare versus respectively several various certain further another other others latest recent"
)


@cache
def generic() -> frozenset[str]:
    """Return the keys of English words that tell little by themselves ("keep", "place")."""
    return frozenset(key(word) for line in _lines("generic.txt") for word in line.split())


def light(low: str) -> bool:
    """Tell whether an English word (lower case) adds nothing of its own."""
    return low in _LIGHT
