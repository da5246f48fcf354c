"""Who says what: the speaker, the verb and the words of each reported statement.

By patterns around a reporting verb, in the manner of newspaper style: "S said that C", "C, S
said", "C," said S, "according to S, C", and a quotation that goes on after it was attributed. A
pronoun stands for the last speaker, where only one person can be meant.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefer.models import Attribution, NameMention, Quotation, Sentence
from briefer.text._reporting import ACCORDING, CUES, PRONOUNS, SOURCE_NOUNS

_BREAK = re.compile(r"[,;:“”\"«»()—–]|\s(?:and|but|that|which|who|et|mais|que|и|но|что)\s")
_THAT = re.compile(
    r"\s*(?:reporters?|journalists?|parliament|lawmakers?)?\s*(?:[,:]|that\b|que\b|qu['’]|что\b|dass\b|daß\b|أن\b)?\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\s\"“”«»,.:;]*")
_NOUN_PHRASE = re.compile(
    r"^(?:(?:the|a|an|two|three|four|some|several|many|most|his|her|their|its|one|senior|other|le|la|les|un|une|des)\s)?[\w'’.\-]+(?:\s[\w'’.\-]+){0,11}$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|am)(?:\s\w+ly)?\s$")
_AUXILIARY = re.compile(
    r"(?:\s(?:had|has|have|also|did|does|do|then|later|earlier|repeatedly|again|now|just|once|only|"
    r"\w+ly|not|never))+$",
    re.IGNORECASE,
)
_CLAUSE_VERB = re.compile(
    r"\b(?:is|are|was|were|had|has|have|than|will|would|could|when|while|after|before)\b"
)
_MARKS = '"“”«»„'


class _Said(NamedTuple):
    """A cue and its subject, as offsets; `speaker` is a pronoun's person once resolved."""

    cue_start: int
    cue_end: int
    start: int  # of the speaker's words and the cue together
    end: int
    speaker: str
    name: NameMention | None
    pronoun: bool


class _Last(NamedTuple):
    """The speaker whom a pronoun or a continued quotation may mean."""

    speaker: str
    sentence: int
    person: bool


def find_attributions(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    names: Sequence[NameMention],
    language: str = "en",
) -> tuple[Attribution, ...]:
    """Return the attributions of `text`, at most one a sentence, in order."""
    found: list[Attribution] = []
    last: _Last | None = None
    named = _by_sentence(sentences, names)
    touched: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        for number in quotation.sentences:
            touched.setdefault(number, []).append(quotation)
    for sentence in sentences:
        inside, quoted = named.get(sentence.number, []), touched.get(sentence.number, [])
        said = _said(text, sentence, inside, quoted, language)
        made = _attribution(text, sentence, said, quoted, last) if said else None
        if made is None and last and found:
            made = _continued(text, sentence, sentences, quoted, found[-1], last)
        if made is not None:
            found.append(made)
            person = said is None or said.pronoun or bool(said.name and said.name.kind == "person")
            last = _Last(made.speaker, made.speaker_sentence, person)
        elif _others(inside, last):
            last = None
    return tuple(found)


def _by_sentence(
    sentences: Sequence[Sentence], names: Sequence[NameMention]
) -> dict[int, list[NameMention]]:
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[NameMention]] = {}
    for name in names:
        number = bisect_right(starts, name.start)
        found.setdefault(number, []).append(name)
    return found


def _others(names: Sequence[NameMention], last: _Last | None) -> bool:
    """Whether a sentence names a person besides the last speaker: "he" may be either then."""
    return last is not None and any(n.kind == "person" and n.name != last.speaker for n in names)


@cache
def _cue(language: str) -> re.Pattern[str]:
    verbs = CUES.get(language, CUES["en"])
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(verbs)})(?![\w’'-])")


@cache
def _according(language: str) -> re.Pattern[str]:
    return re.compile(ACCORDING.get(language, ACCORDING["en"]), re.IGNORECASE)


def _said(
    text: str,
    sentence: Sentence,
    names: Sequence[NameMention],
    quoted: Sequence[Quotation],
    language: str,
) -> _Said | None:
    phrase = _according(language).search(text, sentence.start, sentence.end)
    if phrase and not _inside(phrase.start(), quoted):
        return _by_phrase(text, sentence, phrase, names)
    for cue in _cue(language).finditer(text, sentence.start, sentence.end):
        if _inside(cue.start(), quoted):
            continue
        said = _after(text, cue, names) or _before(text, sentence, cue, names, language)
        if said is not None:
            return said
    return None


def _inside(offset: int, quoted: Sequence[Quotation]) -> bool:
    return any(q.start <= offset < q.end for q in quoted)


def _by_phrase(
    text: str, sentence: Sentence, phrase: re.Match[str], names: Sequence[NameMention]
) -> _Said | None:
    """According to S."""
    rest = _BREAK.search(text, phrase.end(), sentence.end)
    end = rest.start() if rest else sentence.end
    words = text[phrase.end() : end].strip(" .")
    if not words or len(words) > 120:
        return None
    name = _name_in(names, phrase.end(), end)
    speaker = name.name if name and name.kind in {"person", "organisation"} else words
    return _Said(phrase.start(), phrase.end(), phrase.start(), end, speaker, name, pronoun=False)


def _after(text: str, cue: re.Match[str], names: Sequence[NameMention]) -> _Said | None:
    """…," said S: only right after a quotation or a comma."""
    before = text[max(0, cue.start() - 3) : cue.start()].rstrip()
    if not before or before[-1] not in _MARKS + ",":
        return None
    following = next((n for n in names if 0 <= n.start - cue.end() <= 60), None)
    if following is None or re.search(r"[,.;:]\s", text[cue.end() : following.start]):
        return None
    if (
        text[cue.end() : following.start]
        .strip()
        .casefold()
        .startswith(("that", "que", "что", "in ", "on "))
    ):
        return None
    return _Said(
        cue.start(), cue.end(), cue.start(), following.end, following.name, following, pronoun=False
    )


def _before(
    text: str,
    sentence: Sentence,
    cue: re.Match[str],
    names: Sequence[NameMention],
    language: str,
) -> _Said | None:
    """S said …: the subject is what stands between the last break and the verb."""
    clause = sentence.start
    for found in _BREAK.finditer(text, sentence.start, cue.start()):
        clause = found.end()
    if _PASSIVE.search(text, max(clause, cue.start() - 30), cue.start()):
        return None
    subject = _AUXILIARY.sub("", text[clause : cue.start()].rstrip()).strip()
    name = _name_in(names, clause, cue.start())
    if not subject and clause > sentence.start:
        # "S, the NATO secretary general, said": look back over the apposition.
        name = next((n for n in names if n.kind != "place" and n.start < clause), None)
        if name is None or _quote_between(text, name.end, cue.start()):
            return None
        clause = name.start
    if name and (not subject or name.kind in {"person", "organisation"}):
        return _Said(cue.start(), cue.end(), clause, cue.end(), name.name, name, pronoun=False)
    words = subject.casefold().split()
    pronouns = PRONOUNS.get(language, PRONOUNS["en"])
    if any(word in pronouns for word in words[:4]):
        return _Said(cue.start(), cue.end(), clause, cue.end(), "", None, pronoun=True)
    if not _is_source(subject):
        return None
    return _Said(cue.start(), cue.end(), clause, cue.end(), subject, name, pronoun=False)


def _is_source(subject: str) -> bool:
    """Whether words without a name may name who speaks: "two officials familiar with the talks"."""
    if not 0 < len(subject) <= 110 or _CLAUSE_VERB.search(subject):
        return False
    return bool(_NOUN_PHRASE.match(subject)) and any(
        SOURCE_NOUNS.match(word.strip("'’s.,")) or SOURCE_NOUNS.match(word)
        for word in subject.split()
    )


def _quote_between(text: str, start: int, end: int) -> bool:
    return any(mark in text[start:end] for mark in _MARKS)


def _name_in(names: Sequence[NameMention], start: int, end: int) -> NameMention | None:
    """Return the person or organisation of a span nearest to its end, else a place."""
    inside = [n for n in names if start <= n.start < end]
    people = [n for n in inside if n.kind == "person"] or [
        n for n in inside if n.kind == "organisation"
    ]
    return people[-1] if people else (inside[-1] if inside else None)


def _attribution(
    text: str,
    sentence: Sentence,
    said: _Said,
    quoted: Sequence[Quotation],
    last: _Last | None,
) -> Attribution | None:
    speaker, where = said.speaker, sentence.number
    if said.pronoun:
        if last is None or not last.person:
            return None
        speaker, where = last.speaker, last.sentence
    start, end, direct = _content(text, sentence, said, quoted)
    if start >= end:
        return None
    cue = text[said.cue_start : said.cue_end]
    return Attribution(sentence.number, speaker, cue, start, end, direct, where)


def _content(
    text: str, sentence: Sentence, said: _Said, quoted: Sequence[Quotation]
) -> tuple[int, int, bool]:
    """Return (start, end, direct) of what is said."""
    if quoted:
        whole = max(quoted, key=lambda q: min(q.end, sentence.end) - max(q.start, sentence.start))
        start, end = max(whole.start, sentence.start), min(whole.end, sentence.end)
        if end - start > 0.3 * (sentence.end - sentence.start) or end - start > 40:
            return start, end, True
    before = text[sentence.start : said.start].strip(' ,"“”«»')
    after = text[said.end : sentence.end]
    if len(before) > len(after.strip(" .")) and len(before) > 15:
        start = sentence.start + len(_OPENING.match(text[sentence.start :]).group())  # type: ignore[union-attr]
        return (
            start,
            sentence.start + len(text[sentence.start : said.start].rstrip(' ,"“”«»')),
            False,
        )
    lead = _THAT.match(after)
    offset = lead.end() if lead else 0
    end = sentence.start + len(text[sentence.start : sentence.end].rstrip(" ."))
    return min(said.end + offset, end), end, False


def _continued(
    text: str,
    sentence: Sentence,
    sentences: Sequence[Sentence],
    quoted: Sequence[Quotation],
    before: Attribution,
    last: _Last,
) -> Attribution | None:
    """A sentence that is nothing but quotation goes on with the speaker before it."""
    if not quoted or before.sentence < sentence.number - 1:
        return None
    inside = sum(min(q.end, sentence.end) - max(q.start, sentence.start) for q in quoted)
    letters = len(text[sentence.start : sentence.end].strip(_MARKS + " .,"))
    same = sentences[before.sentence - 1].paragraph == sentence.paragraph
    if inside < 0.9 * letters or not (same or before.direct):
        return None
    start, end = max(quoted[0].start, sentence.start), min(quoted[-1].end, sentence.end)
    return Attribution(sentence.number, last.speaker, before.cue, start, end, True, last.sentence)
