"""Who the subject of an English reporting verb is: the words before it, or right after it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from briefer.models import NameMention
from briefer.text._name_words import ORG_HEADS, ROLE_MODIFIERS, ROLES
from briefer.text._source_words import SOURCES
from briefer.text._speech import Material, Speaker

_TOKEN = re.compile(r"\S+")
_REACH = 320  # characters before a verb that may hold its subject
_BE = frozenset("is was are were be been being 's ’s isn't isn’t wasn't wasn’t aren't weren't 're ’re".split())
_HAVE = frozenset("has have had 've ’ve hasn't haven't hadn't hasn’t haven’t hadn’t".split())
_MODAL = frozenset(
    "will would could may might should can must shall 'll ’ll 'd ’d won't won’t wouldn't couldn't can't can’t cannot".split(),
)
_DO = frozenset("did does do didn't doesn't don't didn’t doesn’t don’t".split())
_NOT = frozenset("not never n't nor".split())
_ADVERBS = frozenset(
    """
    also then later again now just once only still even already first both all often always soon
    further meanwhile earlier instead therefore thus since long ever too perhaps rather
    monday tuesday wednesday thursday friday saturday sunday today yesterday separately simply
    went on and so
    """.split(),
)
_SPANS = frozenset("week month year morning afternoon evening night summer spring fall".split())
_NOT_ADVERBS = frozenset("family ally reply early italy july emily sally kelly billy molly rally anomaly assembly supply".split())
_PREPOSITIONS = frozenset(
    """
    of for from in at by with on to about against between among under over near outside inside
    behind during after before since into through within without including like despite amid as
    than via across around toward towards regarding concerning
    """.split(),
)
_CONJUNCTIONS = frozenset(
    """
    that because while when if but although though whether how why what and or so yet where unless
    until which who whom whose said says as than
    """.split(),
)
_DETERMINERS = frozenset(
    """
    the a an his her their its our my one another some many several most other both all these those
    this that two three four five six seven eight nine ten no every each few such
    """.split(),
)
_PRONOUNS = frozenset("he she they it".split())
_OTHERS = frozenset("i we you who which that this these those there".split())
_AFTER_HEAD = _PREPOSITIONS | frozenset(
    """
    who familiar close briefed involved speaking named identified quoted based with knowledge led
    whose working present
    """.split(),
)
_MARKS = "\"“”„«»'‘’()[]"
_AHEAD = 90  # characters after a verb that may hold its subject
_PHRASE_AHEAD = re.compile(r"\s((?:(?:the|a|an|one|another|two|three|some|several|his|her|its)\s)?[^,.;:\"“”\n]{3,90}?)(?=[,.;:\"“”\n]|\Z)")
_FALLBACK = 6  # words an unnamed, unlisted source may have at most


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return self.text.strip(_MARKS + ".,;:").casefold()


def words_before(text: str, low: int, high: int) -> list[_Word]:
    """Return the words between `low` and `high`, at most so many characters back."""
    low = max(low, high - _REACH)
    return [_Word(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, low, high)]


def without_helpers(words: list[_Word]) -> tuple[list[_Word], frozenset[str]]:
    """Return `words` less the auxiliaries and adverbs at their end, and which there were."""
    kept = list(words)
    helpers: set[str] = set()
    while kept:
        low = kept[-1].text.casefold().strip(_MARKS)
        kind = _helper(low)
        if kind is None and len(kept) > 1 and low in _SPANS and kept[-2].low in {"this", "last"}:
            kept.pop()
            kind = ""
        if kind is None:
            break
        if kind:
            helpers.add(kind)
        kept.pop()
    if kept:
        kept[-1], more = _contracted(kept[-1])
        helpers |= more
    return kept, frozenset(helpers)


def _helper(low: str) -> str | None:
    """Return the kind of a helper, "" for an adverb, None for any other word."""
    for kind, listed in (("be", _BE), ("have", _HAVE), ("modal", _MODAL), ("do", _DO), ("not", _NOT)):
        if low in listed:
            return kind
    if low == "to":
        return "to"
    if low in _ADVERBS and low not in {"and", "so"}:
        return ""
    return "" if low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS else None


def _contracted(word: _Word) -> tuple[_Word, set[str]]:
    """Split "He's" and "they've"."""
    for ending, kind in (("'s", "be"), ("'ve", "have"), ("'re", "be"), ("'d", "have")):
        for mark in ("'", "’"):
            tail = ending.replace("'", mark)
            bare = word.text[: -len(tail)]
            if word.text.endswith(tail) and bare.casefold().strip(_MARKS) in _PRONOUNS:
                return _Word(word.start, word.end - len(tail), bare), {kind}
    return word, set()


def subject_after(material: Material, start: int, limit: int) -> Speaker | None:
    """Return the speaker right after a verb: "said Jens Dahl", "said one official"."""
    text = material.text
    found = material.names_in(start, min(limit, start + _AHEAD))
    for name in found:
        between = _TOKEN.findall(text, start, name.start)
        words = [_Word(0, 0, word) for word in between]
        if any(word.text[-1] in ",.;:\"“”" for word in words) or len(words) > 6:
            break
        if name.kind in {"person", "organisation"} or name is found[-1]:
            if any(word.low in _PREPOSITIONS for word in words):
                break
            if all(_of_office(word) or word.text[:1].isupper() for word in words):
                return Speaker(name.start, name.end, "name", name)
    phrase = _PHRASE_AHEAD.match(text, start, limit)
    if phrase is None:
        return None
    words = [_Word(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, *phrase.span(1))]
    return _source(material, words, strong=False)


def subject_before(material: Material, words: Sequence[_Word], *, strong: bool) -> Speaker | None:
    """Return the speaker whom `words`, which end right before the verb, name."""
    if not words:
        return None
    if words[-1].low in {"and", "but", "or"}:
        return Speaker(words[-1].start, words[-1].start, "same")
    if words[-1].text.endswith((",", "—", "–", ")")):
        return _over_apposition(material, list(words), strong=strong)
    return _noun_phrase(material, _clause(words), words, strong=strong)


def _clause(words: Sequence[_Word]) -> Sequence[_Word]:
    """Return the words after the last comma or conjunction."""
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        if word.text.endswith((",", ";", ":", "—", "–")) or word.text in {"—", "–", "-"}:
            return words[at + 1 :]
        if word.low in _CONJUNCTIONS and not (word.low == "as" and at):
            return words[at + 1 :]
    return words


def _over_apposition(material: Material, words: list[_Word], *, strong: bool) -> Speaker | None:
    """Return the subject before an apposition: "S, the NATO secretary general, said"."""
    closing = words[-1].text[-1]
    opening = "(" if closing == ")" else ","
    if opening == "(" and words[-1].text.startswith("("):
        return subject_before(material, words[:-1], strong=strong)
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        if opening == "(" and word.text.startswith("("):
            return subject_before(material, words[:at], strong=strong)
        if opening == "," and (word.text.endswith(",") or word.text in {"—", "–"}):
            inner = words[at + 1 :]
            if not _is_apposition(inner):
                return None
            before = [*words[:at], _Word(word.start, word.end - 1, word.text[:-1])]
            found = _noun_phrase(material, _clause(before), before, strong=strong)
            return found or _over_apposition(material, [*words[:at], word], strong=strong)
    return None


def _is_apposition(words: Sequence[_Word]) -> bool:
    first = words[0].low
    if first in {"who", "whose", "which", "where", "speaking", "citing", "referring", "asked"}:
        return True
    if first in _PREPOSITIONS or first.isdigit() or first in _DETERMINERS or first in {"former", "also"}:
        return True
    return words[0].text[:1].isupper() or any(w.low in ROLES for w in words)


def _noun_phrase(
    material: Material, words: Sequence[_Word], all_words: Sequence[_Word], *, strong: bool
) -> Speaker | None:
    if not words:
        return None
    last = words[-1]
    end = last.end - (len(last.text) - len(last.text.rstrip(_MARKS + ",.")))
    if last.low in _PRONOUNS:
        return Speaker(last.start, end, "pronoun")
    if last.low in _OTHERS:
        return _relative(material, all_words) if last.low == "who" else None
    name = material.name_ending(end) or material.name_ending(last.end)
    if name is not None and name.start >= words[0].start - 2:
        return _named(material, words, all_words, name)
    return _source(material, words, strong=strong)


def _relative(material: Material, words: Sequence[_Word]) -> Speaker | None:
    """Return whom "who" stands for: the name right before it."""
    if len(words) < 2:
        return None
    before = words[-2]
    name = material.name_ending(before.end - (before.text[-1:] == ","))
    return Speaker(name.start, name.end, "name", name) if name and name.kind == "person" else None


def _named(
    material: Material, words: Sequence[_Word], all_words: Sequence[_Word], name: NameMention
) -> Speaker | None:
    """Return the speaker whose name ends the phrase, or whoever is "of" it."""
    before = [w for w in words if w.end <= name.start]
    while before and _of_office(before[-1]):
        before = before[:-1]
    if before and before[-1].low in _PREPOSITIONS:
        return _source(material, words, strong=False)
    if name.kind == "other" and name.country and not name.name.endswith(("s", "ese", "ish")):
        return None
    return Speaker(name.start, name.end, "name", name, _joint(material, words, all_words))


def _of_office(word: _Word) -> bool:
    low = word.low.removesuffix("'s").removesuffix("’s")
    if low in _PREPOSITIONS:
        return False
    return low in ROLES or low in ROLE_MODIFIERS or low in ORG_HEADS or low in {"the", "former", "a", "an"}


def _joint(
    material: Material, words: Sequence[_Word], all_words: Sequence[_Word]
) -> NameMention | None:
    """Return the first of "A and B", where `words` hold the second."""
    at = len(all_words) - len(words) - 1
    if at < 1 or all_words[at].low != "and":
        return None
    return material.name_ending(all_words[at - 1].end)


def _source(material: Material, words: Sequence[_Word], *, strong: bool) -> Speaker | None:
    """Return an unnamed source: "two officials familiar with the talks"."""
    for at, word in enumerate(words):
        if word.low.removesuffix("'s").removesuffix("’s") != word.low:
            continue
        if word.low in SOURCES and (
            at + 1 == len(words) or words[at + 1].low in _AFTER_HEAD
        ):
            begin = _phrase_start(words, at)
            return Speaker(words[begin].start, _bare_end(words[-1]), "words")
    if strong and len(words) <= _FALLBACK and words[0].low in _DETERMINERS:
        if not any(w.low in _PREPOSITIONS for w in words) and len(words) > 1:
            return Speaker(words[0].start, _bare_end(words[-1]), "words")
    return None


def _bare_end(word: _Word) -> int:
    return word.end - (len(word.text) - len(word.text.rstrip(_MARKS + ",.")))


def _phrase_start(words: Sequence[_Word], head: int) -> int:
    """Return where the noun phrase of `head` begins."""
    at = head
    while at and words[at - 1].low not in _PREPOSITIONS and words[at - 1].low not in _CONJUNCTIONS:
        at -= 1
        if words[at].low in _DETERMINERS:
            break
    return at
