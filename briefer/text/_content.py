"""What is said: where the words begin and end, round the speaker and the verb.

Shared by all languages.
"""

import re
from collections.abc import Sequence
from functools import cache

from briefer.lang import every
from briefer.text._speech import Material, Piece, Said, Span, Speaker

MARKS = "\"“”„«»'’‘"
_TIGHT = 25  # characters: a quotation at least so long is content by itself
_FEWEST = 3  # words of a clause that is content
_LEAD = 60  # characters that may stand between speaker and a quotation that goes on
_LONGEST = 160  # characters of the words that name a source
_NEXT_SPEAKER = re.compile(
    r"(?:,|—|–)\s*(?:(?:while|but|and|as|although|though|mais|tandis\sque|а|но|während|mientras)\s)?\Z|"
    r"\s(?:while|but)\s\Z",
)
_NOUN_END = re.compile(
    r"[,،؛]|(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!U\.S)(?<!U\.N)\.\s|[;:]\s|\s[—–-]\s|[“\"”«]|"
    r"\s(?:who|which|that|and\s(?:is|was|has|the))\s",
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ/,. -]{2,40}(?:[^–—\n-]{0,40})\s[-–—]{1,2}\s|[A-Z][\w./ -]{2,30}\s\([A-Z][\w ]{1,20}\)\s[-–—]{1,2}\s"
)


@cache
def _setting() -> re.Pattern[str]:
    """Return how a phrase begins that, before the speaker, only says when or where."""
    openers = "|".join(sorted(every(lambda each: each.clauses.settings), key=len, reverse=True))
    return re.compile(rf"(?:[“\"'‘«\s])*(?:{openers})\b")


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(every(lambda each: each.speech.source_pronouns))


@cache
def _of() -> frozenset[str]:
    return frozenset(every(lambda each: each.clauses.of))


def trimmed_end(text: str, sentence: Span) -> int:
    """Return where a sentence ends, without its full stop."""
    end = sentence.end
    while end > sentence.start and text[end - 1] in " .":
        end -= 1
    return end


def part_before(material: Material, sentence: Span, begin: int) -> Piece | None:
    """Return what stands before speaker and cue at `begin`, if it may be what is said."""
    text = material.text
    quotes = [q for q in material.quotes_in(sentence.start, begin) if q.end <= begin]
    if quotes:
        last = quotes[-1]
        start = max(last.start, sentence.start)
        between = text[last.end : begin].strip(" ,.;—–-" + MARKS)
        if not between and last.end - start >= _FEWEST:
            lead = text[sentence.start : start].strip(" " + MARKS)
            if not lead or (last.end - start >= _TIGHT and lead.endswith((":", ","))):
                return Piece(start, last.end, direct=True)
            return _clause(text, sentence.start, begin)
    before = text[sentence.start : begin].rstrip(" " + MARKS)
    if not before.endswith((",", "—", "–", "-", "?", "!", "،")):
        return None
    return _clause(text, sentence.start, begin)


def _clause(text: str, start: int, end: int) -> Piece | None:
    start = _past_dateline(text, start)
    while start < end and text[start] in " " + MARKS:
        start += 1
    while end > start and text[end - 1] in " ,—–-" + MARKS:
        end -= 1
    if len(text[start:end].split()) < _FEWEST:
        return None
    if _setting().match(text, start) and "," not in text[start:end]:
        return None
    return Piece(start, end, direct=False)


def _past_dateline(text: str, start: int) -> int:
    """Return where a sentence begins after "GENEVA, June 16 (Agency) - "."""
    found = _DATELINE.match(text, start)
    return found.end() if found else start


def whole_part_before(text: str, sentence: Span, begin: int) -> Piece | None:
    """Return all that stands before "according to", if it is more than a word or two."""
    start, end = _past_dateline(text, sentence.start), begin
    while end > start and text[end - 1] in " ,—–-" + MARKS:
        end -= 1
    while start < end and text[start] in " " + MARKS:
        start += 1
    return Piece(start, end, direct=False) if len(text[start:end].split()) >= _FEWEST else None


def quotation_after(material: Material, after: int, limit: int) -> Piece | None:
    """Return the quotation that goes on after speaker and cue."""
    for quotation in material.quotes_in(after, limit):
        lead = material.text[after : quotation.start].strip(" ,.:;—–" + MARKS)
        if quotation.start >= after and len(lead) <= _LEAD:
            return Piece(quotation.start, min(quotation.end, limit), direct=True)
    return None


def part(material: Material, start: int, end: int) -> Piece:
    """Return the words from `start` to `end`; direct, if they are one quotation."""
    text = material.text
    while start < end and text[start] in " ,،":
        start += 1
    quotes = material.quotes_in(start, end)
    if len(quotes) == 1:
        first, last = max(start, quotes[0].start), min(quotes[0].end, end)
        outside = text[start:first] + text[last:end]
        if first < last and not outside.strip(" ,.:" + MARKS):
            return Piece(first, last, direct=True)
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return Piece(start, end, direct=False)


def noun_end(text: str, start: int, end: int) -> int:
    """Return where the words that name a source, from `start`, end."""
    found = _NOUN_END.search(text, start, end)
    stop = found.start() if found else end
    while stop > start and text[stop - 1] in ' .”"»':
        stop -= 1
    return stop


def named_or_words(material: Material, start: int, end: int) -> Speaker | None:
    """Return the speaker that the words from `start` to `end` are or name."""
    text = material.text
    if not 0 < end - start <= _LONGEST:
        return None
    if text[start:end].casefold() in _pronouns():
        return Speaker(start, end, "pronoun")
    name = material.name_ending(end)
    if name is None or name.start < start:
        names = material.names_in(start, end)
        first = bool(names) and names[0].start == start and names[0].kind == "person"
        name = names[0] if first else None
    if name is not None and not (name.kind == "other" and name.country):
        lead = text[start : name.start].split()
        if not any(word.casefold() in _of() for word in lead):
            return Speaker(name.start, name.end, "name", name)
    return Speaker(start, end, "words")


def apart(text: str, found: Sequence[Said]) -> list[Said]:
    """End what one says where the clause of the next speaker begins: "…, while T said"."""
    if len(found) < 2:
        return list(found)
    result = []
    for said in found:
        others = [other.start for other in found if other is not said]
        pieces = tuple(p for p in (_cut(text, p, others) for p in said.pieces) if p.end > p.start)
        if pieces or said.colon:
            result.append(said._replace(pieces=pieces))
    return result


def _cut(text: str, piece: Piece, others: Sequence[int]) -> Piece:
    end = piece.end
    for other in others:
        if piece.start < other < end:
            before = _NEXT_SPEAKER.search(text, piece.start, other)
            if before is not None:
                end = before.start()
    return piece._replace(end=end)
