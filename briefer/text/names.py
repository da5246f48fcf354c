"""Proper names: people with their office, organisations and places.

Names are found by their capitals, and told apart by titles, offices and the words that head an
organisation's name. Inside one article a short form means its full form: "Lavrov" is the Sergey
Lavrov whom the article names elsewhere. Scripts without capitals give countries and known
organisations only.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.models import NameMention, Sentence
from briefer.text._name_words import (
    FIRST_WORDS,
    NO_NAMES,
    ORG_HEADS,
    ORGANISATIONS,
    PARTICLES,
    ROLE_COMPLEMENTS,
    ROLE_MODIFIERS,
    ROLES,
    TITLES,
)
from briefer.text.countries import country_code, find_countries

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁІЇЄҐ"
_TOKEN = re.compile(
    rf"(?:[{_UP}]\.){{2,}}|[{_UP}]\.(?=\s[{_UP}])|(?:d['’]|al-|el-)?[{_UP}](?:[\w]|['’\-](?=\w))*"
)
_LOWER = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_GAP = re.compile(r"\s|\s(?:of\sthe|of|for|on|du|de\sla|de|des|d’|и)\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_ROLE_AFTER = re.compile(
    r",\s((?:(?:the|a|an|la|le|der|die|el)\s)?[^,.;:()\n\"“”]{4,80}?)(?=,|\.|;)"
)

_OFFICE_OF = re.compile(
    rf"(?:[{_UP}][\w\-]+\s){{0,3}}[{_UP}]?[\w\-]+\s(?:of|at|for|in)\s(?:the\s)?"
    rf"(?:[{_UP}][\w'’.\-]+\s){{0,3}}$"
)

_OFFICES = ROLES | TITLES
_OFFICE_WORDS = ROLE_MODIFIERS | ROLES
_HEADS = ORG_HEADS | ROLES


class _Token(NamedTuple):
    start: int
    end: int
    text: str


class _Run(NamedTuple):
    """Capitalised words side by side, such as "Foreign Minister Sergey Lavrov"."""

    tokens: tuple[_Token, ...]
    sentence_start: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def find_names(
    text: str, sentences: Sequence[Sentence], language: str = "en"
) -> tuple[NameMention, ...]:
    """Return the proper names of `text` in order, each under its fullest form."""
    places = {start: (end, code) for start, end, code in find_countries(text, language)}
    found = [mention for run in _runs(text, sentences) for mention in _mentions(text, run, places)]
    taken = sorted((m.start, m.end) for m in found)
    found += [
        NameMention(start, end, "place", text[start:end], None, code)
        for start, (end, code) in places.items()
        if not _covered(start, taken)
    ]
    return _resolved(sorted(set(found), key=lambda m: (m.start, m.end)), language)


def _covered(start: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether `start` lies in one of the spans `taken`, which are in order and do not overlap."""
    at = bisect_right(taken, (start, len(taken) and taken[-1][1] + 1)) - 1
    return at >= 0 and taken[at][0] <= start < taken[at][1]


# --- runs of capitals -----------------------------------------------------------------------


def _runs(text: str, sentences: Sequence[Sentence]) -> Iterator[_Run]:
    for sentence in sentences:
        tokens = [
            _Token(m.start(), m.end(), m.group())
            for m in _TOKEN.finditer(text, sentence.start, sentence.end)
            if m.start() == 0 or not (text[m.start() - 1].isalnum() or text[m.start() - 1] in "_@#")
        ]
        yield from _joined(text, tokens, sentence.start)


def _joined(text: str, tokens: Sequence[_Token], begin: int) -> Iterator[_Run]:
    run: list[_Token] = []
    for token in tokens:
        if run and not _continues(text, run[-1], token):
            yield from _cleaned(text, run, begin)
            run = []
        run.append(token)
    if run:
        yield from _cleaned(text, run, begin)


def _continues(text: str, left: _Token, right: _Token) -> bool:
    if _POSSESSIVE.search(left.text):
        return False
    gap = text[left.end : right.start]
    if gap in {" ", "\n", "\u00a0"}:
        return True
    if gap == ". " and left.text.casefold() in TITLES:
        return True
    words = gap.split()
    if not words or gap[0] != " " or gap[-1] != " ":
        return False
    if all(word in PARTICLES for word in words):
        return True
    return left.text.casefold() in _HEADS and bool(_GAP.fullmatch(gap))


def _cleaned(text: str, run: list[_Token], begin: int) -> Iterator[_Run]:
    """Drop an ordinary word that only stands at the start of its sentence."""
    opening = not any(c.isalnum() for c in text[begin : run[0].start])
    if run[0].text.casefold() in NO_NAMES or (opening and run[0].text.casefold() in FIRST_WORDS):
        run = run[1:]
        opening = False
    if run and run[-1].text.casefold() in NO_NAMES:
        run = run[:-1]
    if run:
        yield _Run(tuple(run), opening)


# --- what a run is --------------------------------------------------------------------------


def _mentions(text: str, run: _Run, places: dict[int, tuple[int, str]]) -> Iterator[NameMention]:
    tokens = list(run.tokens)
    role_end = _role_end(tokens)
    if role_end and role_end < len(tokens):
        yield _person(text, tokens[role_end:], tokens[:role_end])
        return
    if role_end and _org_head(tokens) is None:
        return  # an office without a name
    whole = text[run.start : run.end]
    bare = _POSSESSIVE.sub("", whole)
    known = ORGANISATIONS.get(bare.casefold())
    if known:
        yield NameMention(run.start, run.start + len(bare), "organisation", known)
        return
    if run.start in places and places[run.start][0] >= run.end - 2:
        end, code = places[run.start]
        name = _POSSESSIVE.sub("", text[run.start : end])
        yield NameMention(run.start, run.start + len(name), "place", name, None, code)
        return
    head = _org_head(tokens)
    if head is not None:
        yield from _organisation(text, tokens, head)
        return
    yield from _plain(text, run, bare, places)


def _role_end(tokens: Sequence[_Token]) -> int:
    """Return how many of the first tokens are an office or a title: 0 if none."""
    end = 0
    for i, token in enumerate(tokens):
        word = token.text.casefold().rstrip(".")
        if word in ROLES or word in TITLES or (end == i and i and word in ROLE_COMPLEMENTS):
            end = i + 1
        elif word not in ROLE_MODIFIERS and not country_code(token.text) and end:
            break
    return end


def _person(text: str, tokens: Sequence[_Token], role: Sequence[_Token]) -> NameMention:
    start, end = tokens[0].start, tokens[-1].end
    name = _POSSESSIVE.sub("", text[start:end])
    words = [t.text for t in role if t.text.casefold().rstrip(".") not in TITLES]
    office = text[role[0].start : role[-1].end] if words else None
    return NameMention(start, start + len(name), "person", name, office)


def _org_head(tokens: Sequence[_Token]) -> int | None:
    """Return the position of the word that heads an organisation's name."""
    for i, token in enumerate(tokens):
        if _POSSESSIVE.sub("", token.text.casefold()) in ORG_HEADS:
            return i
    return None


def _organisation(text: str, tokens: Sequence[_Token], head: int) -> Iterator[NameMention]:
    """An organisation, and where two more names follow its head word, a person of it."""
    rest = tokens[head + 1 :]
    if len(rest) >= 2 and text[tokens[head].end : rest[0].start] == " " and len(tokens) > 2:
        name = _POSSESSIVE.sub("", text[rest[0].start : rest[-1].end])
        role = _office_of(text, tokens[0].start, tokens[head].end)
        yield NameMention(rest[0].start, rest[0].start + len(name), "person", name, role)
        return
    start = tokens[0].start
    name = _POSSESSIVE.sub("", text[start : tokens[-1].end])
    yield NameMention(start, start + len(name), "organisation", name)


def _office_of(text: str, start: int, end: int) -> str:
    """Return an organisation with the office before it: "Deputy Chairman of the ... Council"."""
    before = _OFFICE_OF.search(text, max(0, start - 90), start)
    return text[before.start() if before else start : end]


def _plain(
    text: str, run: _Run, bare: str, places: dict[int, tuple[int, str]]
) -> Iterator[NameMention]:
    tokens = run.tokens
    inside = [start for start in range(run.start, run.end) if start in places]
    if inside:
        rest = [t for t in tokens if t.start >= places[inside[0]][0]]
        if inside[0] == run.start and len(rest) >= 2:
            yield _person(text, rest, ())
        return  # the places themselves are added later
    if len(tokens) == 1:
        if bare.isupper() and 2 <= len(bare) <= 6 and bare.isalpha():
            yield NameMention(run.start, run.start + len(bare), "organisation", bare)
        elif not run.sentence_start and bare[0].isupper():
            role = _role_before(text, run.start)
            found = NameMention(run.start, run.start + len(bare), "other", bare, role)
            yield found._replace(kind="person") if role else found
        elif run.sentence_start:
            yield NameMention(run.start, run.start + len(bare), "other", bare)
        return
    role = _role_before(text, run.start) or _role_after(text, run.end)
    if bare.isupper() and not role:
        return  # a dateline or a heading
    yield NameMention(run.start, run.start + len(bare), "person", bare, role)


def _role_before(text: str, start: int) -> str | None:
    """Return an office in small letters right before a name: "foreign minister"."""
    if start == 0 or text[start - 1] != " ":
        return None
    words = text[max(0, start - 90) : start].rsplit("\n", 1)[-1].split()
    if not words or words[-1].casefold() not in _OFFICES:
        return None
    role = [words[-1]]
    for word in reversed(words[:-1]):
        if word.casefold() not in _OFFICE_WORDS and not country_code(_POSSESSIVE.sub("", word)):
            break
        role.insert(0, word)
    return " ".join(role)


def _role_after(text: str, end: int) -> str | None:
    """Return an office in apposition: "Jens Stoltenberg, the NATO secretary general,"."""
    after = _ROLE_AFTER.match(text, end)
    if not after:
        return None
    words = {w.casefold() for w in _LOWER.findall(after.group(1))}
    return after.group(1) if words & ROLES else None


# --- one name for one person ----------------------------------------------------------------


def _resolved(mentions: list[NameMention], language: str) -> tuple[NameMention, ...]:
    """Give every short form the full name it stands for; drop sentence starts that are no name."""
    people = [m for m in mentions if m.kind == "person" and " " in m.name]
    surnames: dict[str, list[NameMention]] = {}
    for person in people:
        surnames.setdefault(person.name.split()[-1].casefold(), []).append(person)
    roles = {m.name: m.role for m in reversed(people) if m.role}
    alone = {m.name for m in mentions if m.kind != "other"}
    seen = Counter(m.name for m in mentions if m.kind == "other")
    result = []
    for mention in mentions:
        full = _full(mention, surnames, language)
        if full is not None:
            role = mention.role or roles.get(full)
            result.append(mention._replace(kind="person", name=full, role=role))
        elif (
            mention.kind != "other"
            or mention.name in alone
            or seen[mention.name] > 1
            or not _LOWER.fullmatch(mention.name)
            or mention.name[0].isupper()
        ):
            result.append(mention)
    return tuple(result)


def _full(
    mention: NameMention, surnames: dict[str, list[NameMention]], language: str
) -> str | None:
    if mention.kind not in {"person", "other"} or " " in mention.name:
        return None
    wanted = mention.name.casefold()
    named = surnames.get(wanted)
    if named is None and language in {"ru", "uk"}:
        named = next((p for s, p in surnames.items() if len(s) > 3 and wanted.startswith(s)), None)
    if not named:
        return None
    before = bisect_right(named, mention.start, key=lambda person: person.start)
    return named[max(0, before - 1)].name
