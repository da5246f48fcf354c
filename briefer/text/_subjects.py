"""Who the subject of an English reporting verb is: the words before it, or right after it."""

import re
from collections.abc import Sequence
from functools import cache

from briefer.models import NameMention
from briefer.text._name_words import name_words
from briefer.text._source_phrases import source
from briefer.text._speech import Material, Speaker
from briefer.text._verb_words import MARKS, PRONOUNS, Word, small_words, word_of

_TOKEN = re.compile(r"\S+")
_CLAUSE_OPENERS = frozenset("after before since until as than".split())
_OTHERS = frozenset("i we you who which that this these those there".split())
_QUOTES = ('"', "”", "»", "''", "’’")
_AHEAD = 90  # characters after a verb that may hold its subject
_PHRASE_AHEAD = re.compile(
    r"\s((?:(?:the|a|an|one|another|two|three|some|several|his|her|its)\s)?[^,.;:\"“”\n]{3,90}?)(?=[,.;:\"“”\n]|\Z)"
)


@cache
def _office_words() -> frozenset[str]:
    words = name_words()
    offices = words.offices | words.office_modifiers | words.short_offices | words.honorifics
    return offices | words.bodies | {"the", "former", "a", "an"}


def subject_after(material: Material, start: int, limit: int) -> Speaker | None:
    """Return the speaker right after a verb: "said Jens Dahl", "said one official"."""
    text = material.text
    found = material.names_in(start, min(limit, start + _AHEAD))
    for name in found:
        between = _TOKEN.findall(text, start, name.start)
        words = [word_of(0, 0, word) for word in between]
        if any(word.text[-1] in ',;:"“”' for word in words) or len(words) > 6:
            break
        if any(
            word.text[-1] == "." and word.low not in name_words().short_offices for word in words
        ):
            break
        if name.kind in {"person", "organisation"} or name is found[-1]:
            if any(word.low in small_words().prepositions for word in words):
                break
            if len(words) <= 3 or all(_of_office(w) or w.text[:1].isupper() for w in words):
                return Speaker(name.start, name.end, "name", name)
    phrase = _PHRASE_AHEAD.match(text, start, limit)
    if phrase is None:
        return None
    words = [word_of(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, *phrase.span(1))]
    return source(words, strong=False)


def subject_before(material: Material, words: Sequence[Word], *, strong: bool) -> Speaker | None:
    """Return the speaker whom `words`, which end right before the verb, name."""
    if not words:
        return None
    if words[-1].text.endswith(_QUOTES):
        return None
    if words[-1].low in {"and", "but", "or"}:
        return Speaker(words[-1].start, words[-1].start, "same")
    if words[-1].text.endswith((",", "—", "–", ")")):
        return _over_apposition(material, list(words), strong=strong)
    clause = _clause(words)
    found = _noun_phrase(material, clause, words, strong=strong)
    at = len(words) - len(clause) - 1
    if found is None and at > 0 and words[at].low in {"and", "or"}:
        wider = _clause(words[:at])  # "experts on arms and on trade"
        return source(words[at - len(wider) :], strong=False)
    return found


def _clause(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words after the last comma or conjunction."""
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        if (
            word.text.rstrip(MARKS).endswith((",", ";", ":", "—", "–", "?", "!", "--"))
            or word.text == "-"
        ):
            return words[at + 1 :]
        opens = word.low in _CLAUSE_OPENERS and at > 0
        if opens or (word.low in small_words().conjunctions and not (word.low == "as" and at)):
            return words[at + 1 :]
    return words


def _over_apposition(material: Material, words: list[Word], *, strong: bool) -> Speaker | None:
    """Return the subject before an apposition: "S, the NATO secretary general, said"."""
    if words[-1].text.endswith(")"):
        opening = [at for at, word in enumerate(words) if word.text.startswith("(")]
        before = words[: opening[-1]] if opening else []
        return subject_before(material, before, strong=strong)
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        if not (word.text.endswith(",") or word.text in {"—", "–", "--"}):
            continue
        inner = words[at + 1 :]
        if not _is_apposition(inner):
            return None
        name = material.name_ending(inner[-1].end - 1)
        full = name is not None and (name.kind == "person" or " " in name.name)
        if name is not None and full and name.start == inner[0].start:
            return Speaker(words[0].start, name.end, "name", name)  # "his lawyer, Jens Dahl, said"
        further = _over_apposition(material, [*words[:at], word], strong=strong) if at else None
        if further is not None and further.kind == "name":
            return further
        before = [*words[:at], word_of(word.start, word.end - 1, word.text[:-1])]
        return _noun_phrase(material, _clause(before), before, strong=strong) or further
    return None


def _is_apposition(words: Sequence[Word]) -> bool:
    first = words[0].low
    if first.endswith("ing") or first in {
        "who",
        "whose",
        "which",
        "where",
        "speaking",
        "citing",
        "referring",
        "asked",
    }:
        return True
    if (
        first in small_words().prepositions
        or first.isdigit()
        or first in small_words().determiners
        or first in {"former", "also"}
    ):
        return True
    return words[0].text[:1].isupper() or any(w.low in name_words().offices for w in words)


def _noun_phrase(
    material: Material, words: Sequence[Word], all_words: Sequence[Word], *, strong: bool
) -> Speaker | None:
    if not words:
        return None
    last = words[-1]
    end = last.end - (len(last.text) - len(last.text.rstrip(MARKS + ",.")))
    if last.low in PRONOUNS:
        return Speaker(last.start, end, "pronoun")
    if last.low in _OTHERS:
        return (
            _relative(material, all_words, strong=strong) if last.low in {"who", "which"} else None
        )
    name = material.name_ending(end) or material.name_ending(last.end)
    if name is not None and name.start >= words[0].start - 2:
        return _named(material, words, all_words, name, strong=strong)
    return source(words, strong=strong)


def _relative(material: Material, words: Sequence[Word], *, strong: bool) -> Speaker | None:
    """Return whom "who" or "which" stands for: the name right before it."""
    if len(words) < 2:
        return None
    before = words[-2]
    name = material.name_ending(before.end - (before.text[-1:] == ","))
    if name is None and words[-1].low == "who" and strong:
        return source(_clause(words[:-1]), strong=False)
    wanted = {"person"} if words[-1].low == "who" else {"organisation", "place"}
    return Speaker(name.start, name.end, "name", name) if name and name.kind in wanted else None


def _named(
    material: Material,
    words: Sequence[Word],
    all_words: Sequence[Word],
    name: NameMention,
    *,
    strong: bool,
) -> Speaker | None:
    """Return the speaker whose name ends the phrase, or whoever is "of" it."""
    before = [w for w in words if w.end <= name.start]
    if name.role and material.text.startswith(name.role, max(0, name.start - len(name.role) - 1)):
        before = [w for w in before if w.end <= name.start - len(name.role) - 1]
    while before and _of_office(before[-1]):
        before = before[:-1]
    if (
        before
        and before[-1].low in small_words().prepositions
        and before[-1].low not in _CLAUSE_OPENERS
    ):
        person = material.name_ending(before[-2].end) if len(before) > 1 else None
        if person is not None and person.kind == "person":
            return Speaker(
                person.start, name.end, "name", person
            )  # "Mr. Morgan of the Sierra Club"
        return source(words, strong=strong)
    adjective = name.country or name.name.casefold() in name_words().affiliations
    if name.kind == "other" and adjective and not name.name.endswith(("s", "ese", "ish")):
        return None
    start = name.start
    for word in reversed([w for w in words if w.end <= name.start]):
        if word.low in small_words().prepositions or not (
            _of_office(word) or word.text[:1].isupper()
        ):
            break
        start = word.start
    return Speaker(start, name.end, "name", name, _joint(material, words, all_words))


def _of_office(word: Word) -> bool:
    low = word.low.removesuffix("'s").removesuffix("’s")
    if low in small_words().prepositions:
        return False
    return low in _office_words()


def _joint(
    material: Material, words: Sequence[Word], all_words: Sequence[Word]
) -> NameMention | None:
    """Return the first of "A and B", where `words` hold the second."""
    at = len(all_words) - len(words) - 1
    if at < 1 or all_words[at].low != "and":
        return None
    return material.name_ending(all_words[at - 1].end)
