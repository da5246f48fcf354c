"""Places, peoples and governments in running text, each with its country.

One pass over the words of a text; time is linear in its length.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from briefer import lang
from briefer.text._country_words import (
    WORD,
    Mention,
    Name,
    PlaceNames,
    code_and_kind,
    names_of,
    stem,
    written_names,
)
from briefer.text._name_words import given_names
from briefer.text._scan import scan
from briefer.text.words import fold

_LONGEST = 40  # characters in which the further words of a name must stand
_SPACE = re.compile(r"[\s\u00a0\-‑–]{1,2}|\s?&\s?")
_ADJECTIVE = re.compile(
    r"(.{2,}[сц](?:к|ьк))(?:ий|ій|ая|а|ое|е|ие|і|ого|ой|ої|ому|ую|у|им|ім|ом|их|ими|ою|о)",
)
_ACROSS = re.compile(r"(?<!\w)(?:[Pp]an|[Ii]nter|[Tt]rans)-\Z")  # "Pan-American"
_PARTICLES = frozenset("وفبلك")
_ARTICLE = re.compile("^(?:ال|لل)")
_ENDINGS = ("", "ة", "ون", "ين", "ا", "تين", "ان")


class _Doubts(NamedTuple):
    """What tells a country from a person, a sea or a newspaper of that name."""

    prepositions: frozenset[str]
    offices: frozenset[str]
    also_given: frozenset[str]
    also_surnames: frozenset[str]
    not_after: dict[str, frozenset[str]]
    not_before: dict[str, frozenset[str]]
    names: frozenset[str]  # all that are doubtful
    waters: re.Pattern[str]
    caucasian: re.Pattern[str]
    southern: re.Pattern[str]
    words: frozenset[str]  # Arabic names that are words too
    leads: re.Pattern[str]


@cache
def _doubts() -> _Doubts:
    places, arabic = lang.language("en").places, lang.language("ar").places
    not_after = {name: frozenset(words.split()) for name, words in places.not_after.items()}
    not_before = {name: frozenset(words.split()) for name, words in places.not_before.items()}
    waters = (f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in places.waters)
    return _Doubts(
        frozenset(places.prepositions),
        frozenset(places.offices),
        frozenset(places.also_given),
        frozenset(places.also_surnames),
        not_after,
        not_before,
        frozenset(
            {*not_after, *not_before, *places.also_given, *places.also_surnames, *_GEORGIANS}
        ),
        re.compile(rf"\b(?:{'|'.join(waters)})\sof\s\Z"),
        re.compile("|".join(places.caucasian)),
        re.compile("|".join(places.southern)),
        frozenset(arabic.doubtful),
        re.compile(rf"(?:{'|'.join(arabic.leads)})\s\Z"),
    )


_GEORGIANS = frozenset({"georgia", "georgian", "georgians"})


def find_places(text: str, language: str = "en") -> list[Mention]:
    """Return the places, peoples and governments that `text` names, in order."""
    if language in {"zh", "ja"}:
        return list(_run_on(text, language))
    names = names_of(language)
    words, starts = scan(text)
    if language == "ar":
        found = ((start, word, _arabic(word)) for word, start in zip(words, starts, strict=True))
        known = [(start, start + len(word), known) for start, word, known in found if known]
    else:
        first = names.first
        known = [
            (start, start + len(word), first[word])
            for word, start in zip(words, starts, strict=True)
            if word in first
        ]
    mentions = list(_named(text, known))
    if names.stems:
        mentions = _apart(sorted([*mentions, *_inflected(text, language)]))
    return mentions


def _apart(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _named(text: str, known: list[tuple[int, int, tuple[Name, ...]]]) -> Iterator[Mention]:
    done = 0
    for start, end, names in known:
        if start < done:
            continue
        for name in names:
            stop = _end(text, end, name)
            if stop is None:
                continue
            done = stop
            code = _meant(text, start, stop, name)
            if code is not None:
                article = name.article and text.startswith("The ", start - 4) and start >= 4
                yield Mention(start - 4 if article else start + name.skip, stop, code, name.kind)
            break


def _end(text: str, end: int, name: Name) -> int | None:
    """Return where `name`, whose first word ends at `end`, ends in `text`; None if it is not it."""
    if len(name.words) > 1:
        following = islice(WORD.finditer(text, end, end + _LONGEST), len(name.words) - 1)
        for word, gap in zip(name.words[1:], name.gaps, strict=False):
            found = next(following, None)
            if found is None or fold(found.group()) != word:
                return None
            if not _same_gap(text[end : found.start()], gap):
                return None
            end = found.end()
    if name.gaps[-1] == "." and text[end : end + 1] == ".":
        end += 1
    return end


def _same_gap(written: str, wanted: str) -> bool:
    if wanted in {" ", "-"}:
        return _SPACE.fullmatch(written) is not None
    if "'" in wanted:
        return written in {"'", "’", "ʼ"}
    return written.strip() == wanted.strip() and "\n" not in written


def _meant(text: str, start: int, end: int, name: Name) -> str | None:
    """Return the country meant, or None where a person, a sea or a newspaper is."""
    word, doubts = " ".join(name.words), _doubts()
    if word in doubts.words:
        return name.code if doubts.leads.search(text, max(0, start - 12), start) else None
    if _spans(text, start) or (name.kind == "city" and _names_somebody(word, text, start, end)):
        return None
    if word in doubts.names:
        before, after = _word_before(text, start), _word_after(text, end)
        if fold(before) in doubts.not_after.get(word, ()) or fold(after) in doubts.not_before.get(
            word, ()
        ):
            return None
        if _is_person(word, before, after):
            return None
        if word in _GEORGIANS:
            return _georgia(text)
    return None if doubts.waters.search(text, max(0, start - 8), start) else name.code


def _word_before(text: str, start: int) -> str:
    """Return the word right before `start`, if nothing but a space stands between."""
    if start < 2 or text[start - 1] not in " \u00a0" or not text[start - 2].isalnum():
        return ""
    return str(WORD.findall(text, max(0, start - 20), start - 1)[-1])


def _word_after(text: str, end: int) -> str:
    found = WORD.match(text, end + 1) if text[end : end + 1] in {" ", "\u00a0"} else None
    return found.group() if found else ""


def _is_person(word: str, before: str, after: str) -> bool:
    """Tell Chad from Chad Smith, and Jordan from Michael Jordan."""
    doubts = _doubts()
    if word in doubts.also_surnames and before[:1].isupper() and before.casefold() in given_names():
        return True
    return word in doubts.also_given and _opens_name(before, after)


def _spans(text: str, start: int) -> bool:
    """Tell the Pan-American Highway from what is American."""
    return text[start - 1 : start] == "-" and bool(_ACROSS.search(text, max(0, start - 6), start))


def _names_somebody(word: str, text: str, start: int, end: int) -> bool:
    """Tell Rosario Duarte from Rosario, the city."""
    if word not in given_names():
        return False
    return _opens_name(_word_before(text, start), _word_after(text, end))


def _opens_name(before: str, after: str) -> bool:
    """Tell whether a surname follows, and no preposition or office says that a place is meant."""
    if not after[:1].isupper() or after.isupper():
        return False
    doubts = _doubts()
    return before.casefold() not in doubts.prepositions and after.casefold() not in doubts.offices


def _georgia(text: str) -> str:
    """Return the code of the country, or that of the United States where its state is meant."""
    american = (
        _doubts().southern.search(text) is not None and _doubts().caucasian.search(text) is None
    )
    return "US" if american else "GE"


# --- languages that decline their names -------------------------------------------------------


def _inflected(text: str, language: str) -> Iterator[Mention]:
    """Yield names in any case, adjectives and peoples: России, российский, американцев."""
    names = names_of(language)
    done = 0
    for match in WORD.finditer(text):
        word = match.group()
        if len(word) < 3 or match.start() < done:
            continue
        if word[0].isupper() and not word.isupper():
            found = _declined(text, match, names, language)
            if found is not None:
                done = found.end
                yield found
                continue
        code = _adjective(word, language)
        if code:
            yield Mention(match.start(), match.end(), code, "people")


@lru_cache(maxsize=50_000)
def _adjective(word: str, language: str) -> str | None:
    names = names_of(language)
    folded = word.lower().replace("ё", "е")
    found = _ADJECTIVE.fullmatch(folded)
    if found:
        return names.adjectives.get(found.group(1))
    for cut in range(5 if names.nouns else 0):
        code = names.nouns.get(folded[: len(folded) - cut])
        if code:
            return code
    return None


def _declined(text: str, match: re.Match[str], names: PlaceNames, language: str) -> Mention | None:
    words = [match, *islice(WORD.finditer(text, match.end(), match.end() + _LONGEST), 2)]
    stems = [stem(m.group(), language) for m in words]
    for count in range(len(words), 0, -1):
        meaning = names.stems.get(" ".join(stems[:count]))
        if meaning is None:
            continue
        together = pairwise(words[:count])
        if all(_SPACE.fullmatch(text, a.end(), b.start()) for a, b in together):
            written, name = meaning
            return Mention(match.start(), words[count - 1].end(), *code_and_kind(written), name)
    return None


# --- Arabic, which writes particles and the article together with the word ---------------------


@lru_cache(maxsize=50_000)
def _arabic(word: str) -> tuple[Name, ...] | None:
    """Return the names that begin with `word`, less the particles before it."""
    names = names_of("ar")
    for skip in range(3):
        rest = word[skip:]
        found = names.first.get(rest)
        if found is None and rest.startswith("لل"):
            found = names.first.get("ال" + rest[2:])
        if found is not None:
            return tuple(name._replace(skip=skip) for name in found) if skip else found
        people = _arabic_people(rest, names)
        if people:
            return (Name((fold(rest),), ("",), people, "people", skip),)
        if word[skip : skip + 1] not in _PARTICLES:
            return None
    return None


def _arabic_people(word: str, names: PlaceNames) -> str | None:
    bare = _ARTICLE.sub("", word)
    for ending in _ENDINGS:
        if bare.endswith(ending):
            code = names.adjectives.get(bare.removesuffix(ending))
            if code:
                return code
    return None


# --- languages that put no space between words ------------------------------------------------


def _run_on(text: str, language: str) -> Iterator[Mention]:
    initials, table = _by_initial(language)
    done = 0
    for match in initials.finditer(text):
        if match.start() < done:
            continue
        for name, written in table[match.group()]:
            if text.startswith(name, match.start()):
                done = match.start() + len(name)
                yield Mention(match.start(), done, *code_and_kind(written))
                break


@cache
def _by_initial(language: str) -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    """Return a pattern of the first letters of names, and the names of each, longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name, written in written_names(language):
        table.setdefault(name[0], []).append((name, written))
    return re.compile("[" + "".join(map(re.escape, sorted(table))) + "]"), table
