"""What an article is about: one of the subjects of IPTC Media Topics.

The subjects are the seventeen of the vocabulary's top level and a few below them
(https://cv.iptc.org/newscodes/mediatopic/), under short names of ours. The source's own section
and tags decide where they name one; the text then only chooses among what they leave open. Else
it is the text: a weighted count of listed words (the words of a language's file, of our own
making), in which the headline counts most, then the beginning. That is a dictionary classifier as
newsrooms' tagging rules are, not a trained one: every decision can be traced to its words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefer.lang import NO_LANGUAGE
from briefer.lang import language as tables_of
from briefer.models import Article
from briefer.text.countries import find_countries
from briefer.text.words import fold

TITLE, LEAD, REST = 3.0, 2.0, 1.0  # what a word counts for in the headline, the beginning, after it
BETWEEN = 2.0  # what it counts for the relations of countries that a headline names two of them
AGAIN = 0.5  # and what it counts for where it comes back
LEAD_LENGTH = 320  # characters of the beginning
LENGTH = 1_600  # characters of a text that are looked at
ENOUGH = 2.0  # points from which a text is about something
_SHORTEST = 3  # letters that the beginning or the end of a word has at least

_WORD = re.compile(r"\w+")
_RUN_ON = re.compile("[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]")  # scripts without word borders
_CLITIC = re.compile("^[\u0648\u0641\u0628\u0643\u0644]?(?:\u0627\u0644|\u0644\u0644)?")
_HEBREW = re.compile("^[\u05d5\u05d4\u05d1\u05dc\u05de\u05e9\u05db]{1,2}(?=\\w{2})")
_CODE = re.compile(r"(?<!\d)\d{8}(?!\d)")
_UNDERSCORE = re.compile(r"[_\-/]+")
_BROAD = "politics"  # a section called so also holds wars and treaties
_HELD = "conflict"
_SOFT = frozenset({"lifestyle", "human_interest", "society"})  # "Travel", "People": of all sorts
_BETWEEN_COUNTRIES = "diplomacy"


class _Hit(NamedTuple):
    """A listed word that was found, and the subjects that it points to."""

    word: str
    subjects: tuple[str, ...]


class _Phrase(NamedTuple):
    """A listed phrase: its words, and whether each may go on ("foreign minister*")."""

    words: tuple[tuple[str, bool], ...]
    hit: _Hit

    def stands(self, tokens: Sequence[str], at: int) -> bool:
        """Return whether it stands at that token."""
        found = tokens[at : at + len(self.words)]
        return len(found) == len(self.words) and all(
            token.startswith(word) if open_ended else token == word
            for token, (word, open_ended) in zip(found, self.words, strict=True)
        )


class _Words(NamedTuple):
    """The words of a language: each with the subjects that it points to."""

    whole: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[_Phrase, ...]]  # by the first letters
    inside: Mapping[str, tuple[str, ...]]  # of scripts that write words together
    labels: Mapping[str, tuple[str, ...]]  # that are one only as a whole section or tag


@cache
def subjects() -> dict[str, str]:
    """Return every subject and its number among the IPTC Media Topics, weightier ones first."""
    return dict(tables_of(NO_LANGUAGE).subjects.codes)


def broader(subject: str) -> str:
    """Return the subject of the top level that a subject belongs to; itself, if it is one."""
    return tables_of(NO_LANGUAGE).subjects.below.get(subject, subject)


def subject_of(article: Article, said: str | None = None) -> str | None:
    """Return the subject of an article, or None where nothing tells.

    Its labels are taken the surest first, then the sections of its address. `said` is what a model
    answered: it goes before the words of the text, not before the source.
    """
    opening = _Opening(article.title or "", article.text[:LENGTH], article.language)
    return _decided(opening, (*article.labels, *_sections(article.url)), said)


class _Opening(NamedTuple):
    """What is looked at of an article."""

    title: str
    text: str
    language: str


@lru_cache(maxsize=5_000)
def _decided(opening: _Opening, labels: tuple[str, ...], said: str | None) -> str | None:
    named = _named(labels, opening.language)
    if said in subjects() and (not named or broader(said) in _open_to(named)):
        return said
    scores = _scores(opening)
    if named:
        return _narrowed(named, scores)
    best = _best(scores, subjects())
    return best if best and _total(scores, broader(best)) >= ENOUGH else None


def named_subject(words: str) -> str | None:
    """Return the subject that a name of ours, an IPTC number or a label means; None for no subject."""
    own = _UNDERSCORE.sub("_", words.strip().casefold().replace(" ", "_"))
    if own in subjects():
        return own
    return next(iter(_named([words], "en")), None)


# --- what the source says -------------------------------------------------------------------


def _named(labels: Iterable[str], language: str) -> list[str]:
    """Return the subjects that sections and tags name, each once, in their order."""
    found: dict[str, None] = {}
    for label in labels:
        for subject in _label(label, language):
            found.setdefault(subject)
    return list(found)


def _label(label: str, language: str) -> Iterator[str]:
    code = _CODE.search(label)
    if code is not None:
        numbers = {number: subject for subject, number in subjects().items()}
        top = f"{code[0][:2]}000000"  # Media Topics and the older Subject Codes agree in it
        yield from filter(None, [numbers.get(code[0]) or numbers.get(top)])
        return
    words = _UNDERSCORE.sub(" ", fold(label)).strip()
    for code_of in dict.fromkeys((language, "en")):
        known = _words_of(code_of)
        own = known.labels.get(words)
        if own:
            yield from own
            return
        best = _best(_points(words, known, 1.0), subjects())
        if best:
            yield best
            return


def _sections(url: str | None) -> list[str]:
    """Return the parts of an address that may name a section: all but the last."""
    _, _, path = (url or "").partition("://")
    return path.partition("?")[0].split("/")[1:-1][:4]


def _open_to(named: Iterable[str]) -> list[str]:
    """Return the fields that a source's own words leave open, in their order."""
    tops = list(dict.fromkeys(map(broader, named)))
    if _SOFT.issuperset(tops):
        return list(dict.fromkeys((*tops, *map(broader, subjects()))))
    return [*tops, _HELD] if _BROAD in tops and _HELD not in tops else tops


def _narrowed(named: Sequence[str], scores: Mapping[str, float]) -> str:
    """Return what the text says of the subjects that the source names, or of those below them."""
    tops = _open_to(named)
    best = max(tops, key=lambda top: _total(scores, top))
    top = best if _total(scores, best) >= ENOUGH else tops[0]
    exact = [subject for subject in named if broader(subject) == top and subject != top]
    within = [subject for subject in subjects() if broader(subject) == top]
    return _best(scores, exact or within) or next(iter(exact), top)


# --- what the text says ---------------------------------------------------------------------


def _scores(opening: _Opening) -> dict[str, float]:
    """Return the points of each subject: each listed word counts where it first stands."""
    title, text, language = opening
    known = _words_of(language.partition("-")[0])
    found: defaultdict[str, float] = defaultdict(float)
    for part, weight in ((title, TITLE), (text[:LEAD_LENGTH], LEAD), (text[LEAD_LENGTH:], REST)):
        for subject, points in _points(fold(part), known, weight).items():
            found[subject] += points
    if len({code for _, _, code in find_countries(title, language)}) > 1:
        found[_BETWEEN_COUNTRIES] += BETWEEN
    return found


def _points(folded: str, known: _Words, weight: float) -> dict[str, float]:
    """Return what the words of a text give each subject; one of two subjects counts half for each."""
    points: defaultdict[str, float] = defaultdict(float)
    for meant, times in Counter(_hits(folded, known)).items():
        for subject in meant.subjects:
            points[subject] += weight * (1 + AGAIN * (times > 1)) / len(meant.subjects)
    return points


def _hits(folded: str, known: _Words) -> Iterator[_Hit]:
    if _RUN_ON.search(folded):
        for word, meant in known.inside.items():
            yield from [_Hit(word, meant)] * min(2, folded.count(word))
        return
    tokens = _WORD.findall(folded)
    for at, token in enumerate(tokens):
        phrases = known.phrases.get(token[:_SHORTEST], ())
        hit = next((p.hit for p in phrases if p.stands(tokens, at)), None) or _listed(token, known)
        if hit is not None:
            yield hit


def _listed(word: str, known: _Words) -> _Hit | None:
    """Return what a word is listed as: whole, by its beginning, or by its end."""
    for form in _forms(word):
        if form in known.whole:
            return _Hit(form, known.whole[form])
        for length in range(len(form), _SHORTEST - 1, -1):
            if form[:length] in known.beginnings:
                return _Hit(form[:length], known.beginnings[form[:length]])
        for start in range(len(form) - _SHORTEST):
            if form[start:] in known.endings:
                return _Hit(form[start:], known.endings[form[start:]])
    return None


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and without what Arabic and Hebrew write together with it ("the", "and")."""
    if word[:1] < "\u0590" or word[:1] > "\u06ff":
        return (word,)
    if word[:1] < "\u0600":
        bare = _HEBREW.sub("", word)
        return (word, word[1:], bare) if bare != word else (word,)
    return (word, _CLITIC.sub("", word))


def _total(scores: Mapping[str, float], top: str) -> float:
    return sum(points for subject, points in scores.items() if broader(subject) == top)


def _best(scores: Mapping[str, float], among: Iterable[str]) -> str | None:
    """Return the subject of the best field, the narrowest that has points; the first of equals."""
    listed = [subject for subject in among if scores.get(subject)]
    if not listed:
        return None
    top = max(dict.fromkeys(map(broader, listed)), key=lambda field: _total(scores, field))
    below = [subject for subject in listed if broader(subject) == top]
    return max(below, key=lambda subject: (scores[subject], subject != top))


# --- the words ------------------------------------------------------------------------------


@cache
def _words_of(language: str) -> _Words:
    meant: defaultdict[str, list[str]] = defaultdict(list)
    for subject, words in tables_of(language).subjects.words.items():
        for word in words:
            meant[word].append(subject)
    tables: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    phrases: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for word, subjects_of_it in meant.items():
        plain, found = _plain(word), tuple(subjects_of_it)
        tables["labels"][plain] = found
        if word.startswith("#"):
            continue
        if " " in plain and not _RUN_ON.search(plain):
            parts = tuple((_plain(part), part.endswith("*")) for part in _parts(word))
            phrases[plain[:_SHORTEST].strip()].append(_Phrase(parts, _Hit(plain, found)))
        else:
            tables[_table(word, plain)][plain] = found
    return _Words(
        tables["whole"],
        tables["beginnings"],
        tables["endings"],
        {letters: tuple(found) for letters, found in phrases.items()},
        tables["inside"],
        tables["labels"],
    )


def _plain(word: str) -> str:
    return " ".join(_WORD.findall(fold(word)))


def _parts(phrase: str) -> list[str]:
    """Return the words of a phrase, as the text's are cut, each with its star."""
    return re.findall(r"\w+\*?", fold(phrase))


def _table(word: str, plain: str) -> str:
    """Return which table a word belongs to, by its signs and its script."""
    if _RUN_ON.search(plain):
        return "inside"
    if word.endswith("*"):
        return "beginnings"
    return "endings" if word.startswith("*") else "whole"
