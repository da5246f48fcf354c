"""One name for one person, and for one organisation, inside an article."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import NameMention
from briefer.text._name_cases import nominative, surname_stem
from briefer.text._name_words import given_names

_SUFFIX = re.compile(r",?\s(?:Jr|Sr|II|III|IV)\.?\Z")
_DEFINED = re.compile(r"\s\(([^\W\d_][^\W_]{1,7})\)")
_DOMINANT = 3  # a namesake so many times more frequent is meant, wherever it stands
_DECLINED = frozenset({"ru", "uk"})


class Draft(NamedTuple):
    """A mention before its full form is known.

    `doubtful`: the word stands where any word has a capital, and is no name unless it is one
    elsewhere too. `guessed`: it has only the form of a person's name, and is one if its last word
    stands alone elsewhere, as a surname does. `key`: the name by which an organisation is known.
    """

    mention: NameMention
    doubtful: bool = False
    guessed: bool = False
    opens: bool = False  # the first word of a guessed name begins the sentence
    key: str | None = None


class _Namesakes(NamedTuple):
    """Those of one surname: where each is named in full, and which name it is there."""

    starts: list[int]
    names: list[str]
    offices: dict[str, str]  # last word of an office -> name
    main: str  # the most frequent, of equals the first
    only: bool  # whether `main` is meant, wherever the surname stands


def resolved(text: str, drafts: Sequence[Draft], language: str) -> tuple[NameMention, ...]:
    """Return `drafts`, in order and apart, each under the fullest form the article gives."""
    kept = _apart(drafts)
    if language in _DECLINED:
        kept = [_in_nominative(draft) for draft in kept]
    kept = _decided(kept)
    people = _People([draft.mention for draft in kept])
    organisations = _organisations(text, kept)
    sure = {d.mention.name for d in kept if not d.doubtful}
    small = frozenset(text.split())
    result = []
    for draft in kept:
        mention = people.resolve(draft.mention)
        if mention.kind == "organisation":
            name = organisations.get(draft.key or mention.name, mention.name)
            mention = mention._replace(name=name)
        elif mention.kind == "other" and draft.mention.country is None:
            if draft.doubtful and mention.name not in sure:
                continue
            if mention.name.casefold() in small:
                continue
        result.append(mention)
    return tuple(result)


def _apart(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.mention.start, -d.mention.end)):
        if not kept or draft.mention.start >= kept[-1].mention.end:
            kept.append(draft)
    return kept


def _decided(drafts: Sequence[Draft]) -> list[Draft]:
    """Return `drafts` with those only guessed to be people made "other" where nothing confirms it."""
    alone = {surname_stem(d.mention.name) for d in drafts if " " not in d.mention.name}
    sure = [d.mention.name for d in drafts if d.mention.kind == "person" and not d.guessed]
    known, surnames = set(sure), {_surname(name) for name in sure if " " in name}
    result = []
    for draft in drafts:
        mention = draft.mention
        if draft.guessed and mention.name not in known:
            surname = _surname(mention.name)
            if draft.opens and surname in surnames:  # "Yesterday Biden": of a name one word
                last = mention.name.rpartition(" ")[2]
                mention = mention._replace(start=mention.end - len(last), kind="other", name=last)
            elif surname not in alone:
                mention = mention._replace(kind="other")
        result.append(draft._replace(mention=mention))
    return result


def _in_nominative(draft: Draft) -> Draft:
    if draft.mention.kind != "person":
        return draft
    return draft._replace(mention=draft.mention._replace(name=nominative(draft.mention.name)))


def _surname(name: str) -> str:
    return surname_stem(_SUFFIX.sub("", name).rpartition(" ")[2])


class _People:
    """The people whom an article names in full."""

    def __init__(self, mentions: Sequence[NameMention]) -> None:
        people = [m for m in mentions if m.kind == "person" and " " in m.name]
        self._full = _fullest(people)
        self._by_given: dict[str, set[str]] = {}
        self._roles: dict[str, str] = {}
        self._titled = {m.name: m.role for m in reversed(mentions) if m.kind == "person"}
        surnames: dict[str, list[NameMention]] = {}
        for mention in people:
            name = self._full[mention.name]
            surnames.setdefault(_surname(mention.name), []).append(mention._replace(name=name))
            given = mention.name.partition(" ")[0].casefold()
            self._by_given.setdefault(given, set()).add(name)
            if mention.role:
                self._roles.setdefault(name, mention.role)
        self._by_surname = {surname: _namesakes(named) for surname, named in surnames.items()}

    def resolve(self, mention: NameMention) -> NameMention:
        """Return `mention` with its full name and office, if it is a person's."""
        if mention.kind not in {"person", "other"} or mention.country:
            return mention
        full = self._full.get(mention.name) or self._meant(mention)
        if full is None:
            if mention.name not in self._titled:
                return mention
            role = mention.role or self._titled[mention.name]
            return mention._replace(kind="person", role=role)
        role = mention.role or self._roles.get(full)
        return mention._replace(kind="person", name=full, role=role)

    def _meant(self, mention: NameMention) -> str | None:
        if " " in mention.name:
            return None
        named = self._by_surname.get(surname_stem(mention.name))
        if named:
            return _nearest(mention, named)
        folded = mention.name.casefold()
        of_given = self._by_given.get(folded, set())
        return next(iter(of_given)) if len(of_given) == 1 and folded in given_names() else None


def _namesakes(people: Sequence[NameMention]) -> _Namesakes:
    counts = Counter(person.name for person in people)  # keeps the order of first mention
    (main, most), *others = counts.most_common(2)
    only = not others or most >= _DOMINANT * others[0][1]
    offices: dict[str, str] = {}
    for person in people:
        if person.role:
            offices.setdefault(_office(person.role), person.name)
    names = [person.name for person in people]
    return _Namesakes([person.start for person in people], names, offices, main, only)


def _nearest(mention: NameMention, named: _Namesakes) -> str:
    """Return the one named last, unless a namesake has the office, or is far more frequent."""
    if mention.role:
        return named.offices.get(_office(mention.role), named.main)
    if named.only:
        return named.main
    return named.names[max(0, bisect_left(named.starts, mention.start) - 1)]


def _office(role: str) -> str:
    return role.rpartition(" ")[2].casefold()


def _fullest(people: Sequence[NameMention]) -> dict[str, str]:
    """Return each full name with its longest form: Hillary Clinton, Hillary Rodham Clinton."""
    longest: dict[tuple[str, str], str] = {}
    names = dict.fromkeys(person.name for person in people)
    for name in names:
        key = _key(name)
        if key not in longest or _fuller(name, longest[key]):
            longest[key] = name
    return {name: longest[_key(name)] for name in names}


def _key(name: str) -> tuple[str, str]:
    return surname_stem(name.partition(" ")[0]), _surname(name)


def _fuller(name: str, other: str) -> bool:
    """Whether `name` is the better form: more words; of two cases of a name, the shorter."""
    words, others = name.count(" "), other.count(" ")
    return words > others or (words == others and len(name) < len(other))


def _organisations(text: str, drafts: Sequence[Draft]) -> dict[str, str]:
    """Return acronyms that the article explains, and known organisations, with their full name."""
    full: dict[str, str] = {}
    for draft in drafts:
        mention = draft.mention
        if mention.kind != "organisation":
            continue
        if draft.key and len(mention.name) > len(full.get(draft.key, "")):
            full[draft.key] = mention.name
        defined = _DEFINED.match(text, mention.end) if " " in mention.name else None
        if defined:
            full.setdefault(defined.group(1), mention.name)
    return full
