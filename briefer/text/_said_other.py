"""Attributions inside one sentence, in languages other than English: the basic patterns.

"S verb that C", "C, verb S", «C», verb S, "according to S, C". The subject is a name right beside
the verb, a pronoun, or a phrase with a noun for a source ("le ministère", "представитель МИД").
"""

import re
from functools import cache

from briefer.lang import every, language
from briefer.models import NameMention, Sentence
from briefer.text._content import (
    MARKS,
    apart,
    named_or_words,
    noun_end,
    part,
    part_before,
    quotation_after,
    trimmed_end,
    whole_part_before,
)
from briefer.text._speech import MOST, Material, Piece, Said, Span, Speaker, around
from briefer.text._speech_words import according, verbs

_REACH = 100  # characters beside a verb that may hold its subject
_BREAK = re.compile(r"[,;:—–()]|[“”\"«»„]|(?<=\w\w)\.\s|،")
_WORD = re.compile(r"[\w'’‑-]+")
_RAIL = re.compile(r"[^,.;:]{0,60}:\s*[«“„\"]?")
_MOST_BETWEEN = 4  # words between a verb and the name that is its subject
_LONGEST_PHRASE = 9  # words of an unnamed source
_INVERTING = frozenset({"ar"})  # the verb comes first
_WITHOUT_PRONOUNS = frozenset({"ar", "es", "it", "pt"})
_INSIDE = re.compile(r"-t-((?:il|elle)s?)\b")
_AND = re.compile(
    r"\s(?:et|и|та|і|und|y|e|و)\s?(?:l['’]|la\s|le\s|les\s|der\s|die\s|das\s|el\s)?\Z"
)
_LONGEST_NAME = 4  # words
_CLOSE = 6  # characters between a verb without a subject and "that"
_INSIDE_QUOTATION = re.compile(r"[,!?…]\s?[—–-]\s\Z")  # «C, — сказал S. — C»


@cache
def _joining() -> re.Pattern[str]:
    """Return the conjunctions between a subject and what stands before it, in any language."""
    words = "|".join(sorted(every(lambda each: each.speech.joining), key=len, reverse=True))
    return re.compile(rf"\s(?:qu['’]|{words})\s")


@cache
def _not_sources() -> re.Pattern[str]:
    """Return what tells a clause from the words for an unnamed source, in any language."""
    openings = "|".join(every(lambda each: each.speech.no_source_openings))
    verbs = "|".join(every(lambda each: each.speech.no_source_verbs))
    return re.compile(rf"(?:{openings})\b|.*\b(?:{verbs})\b")


class Other:
    """Finds the attributions of a text in a language other than English."""

    def __init__(self, material: Material, code: str) -> None:
        self._material = material
        self._language = code
        self._cues = _matches(_cue(code), material.text)
        self._phrases = _matches(_according(code), material.text)

    def said_in(self, sentence: Sentence) -> list[Said]:
        """Return the attributions of one sentence; sentences must come in their order."""
        found: list[Said] = []
        looked = 0
        while self._phrases and self._phrases[-1][0] < sentence.end:
            span = self._phrases.pop()
            looked += 1
            if looked <= MOST and self._wanted(sentence, span, found):
                found += self._by_phrase(around(sentence, span[0]), span)
        while self._cues and self._cues[-1][0] < sentence.end:
            span = self._cues.pop()
            looked += 1
            if looked <= MOST and self._wanted(sentence, span, found):
                found += self._by_verb(around(sentence, span[0]), span)
        return apart(self._material.text, found)

    def _wanted(self, sentence: Sentence, span: tuple[int, int], found: list[Said]) -> bool:
        if span[0] < sentence.start:
            return False
        if self._material.quoted(span[0]) and not self._breaks_in(span):
            return False
        return not any(said.cue_start <= span[0] < said.cue_end for said in found)

    def _breaks_in(self, span: tuple[int, int]) -> bool:
        """Whether the author's words stand inside the quotation marks, as in Russian and French."""
        text, (start, end) = self._material.text, span
        if self._language in {"ru", "uk"}:
            return _INSIDE_QUOTATION.search(text, max(0, start - 4), start) is not None
        if self._language == "fr" and text[max(0, start - 2) : start] == ", ":
            return _INSIDE.search(text, start, end) is not None
        return False

    def _by_phrase(self, sentence: Span, span: tuple[int, int]) -> list[Said]:
        material, text = self._material, self._material.text
        start, after = span
        end = noun_end(text, after, sentence.end)
        named = [n for n in material.names_in(after, end) if n.start == after and _may_speak(n)]
        end = named[0].end if named and text[named[0].end : end].strip() else end
        speaker = named_or_words(material, after, end)
        if speaker is None or (speaker.kind == "words" and not self._is_source(after, end)):
            return []
        after -= text[after - 1] == " "
        before = whole_part_before(text, sentence, start)
        pieces = [before] if before else []
        if before is None or text[end : end + 1] in {",", "،"}:
            pieces.append(part(material, end, trimmed_end(text, sentence)))
        pieces = [piece for piece in pieces if piece.end - piece.start > 2]
        return [Said(speaker, start, after, tuple(pieces))] if pieces else []

    def _is_source(self, start: int, end: int) -> bool:
        """Whether words after "according to" name somebody, known or not."""
        text = self._material.text
        proper = text[start].isupper() and text.count(" ", start, end) < _LONGEST_NAME
        return proper or self._phrase(start, end) is not None

    def _by_verb(self, sentence: Span, span: tuple[int, int]) -> list[Said]:
        speaker = self._subject(sentence, span)
        if speaker is None:
            return []
        material, text = self._material, self._material.text
        said = Said(speaker, *span, ())
        limit = trimmed_end(text, sentence)
        that = _that(self._language).match(text, said.end, sentence.end)
        after = that.end() if that else said.end
        rest = text[after:limit].strip(" ,.;—–-" + MARKS)
        if _RAIL.fullmatch(text, said.end, sentence.end):
            return [said._replace(colon=True)]
        pieces: list[Piece] = []
        before = part_before(material, sentence, said.start) or self._quoted_before(sentence, said)
        if before is not None and not (that and that.group("that")):
            pieces.append(before)
            more = quotation_after(material, after, limit)
            pieces += [more] if more else []
        elif rest:
            pieces.append(part(material, after, limit))
        pieces = [piece for piece in pieces if piece.end - piece.start > 2]
        return [said._replace(pieces=tuple(pieces))] if pieces else []

    def _quoted_before(self, sentence: Span, said: Said) -> Piece | None:
        """Return what is quoted before words of the author's inside the same quotation."""
        if not self._material.quoted(said.cue_start):
            return None
        quotation = self._material.quotes_in(said.cue_start, said.cue_end)[0]
        text, end = self._material.text, said.start
        while end > quotation.start and text[end - 1] in " ,—–-":
            end -= 1
        start = max(quotation.start, sentence.start)
        return Piece(start, end, direct=True) if end > start else None

    def _subject(self, sentence: Span, span: tuple[int, int]) -> Speaker | None:
        """Return the speaker: before the verb, or after it where the verb comes first."""
        text, start = self._material.text, span[0]
        inside = _INSIDE.search(text, *span)
        if inside:
            return Speaker(*inside.span(1), "pronoun")
        before = text[max(sentence.start, start - 3) : start].rstrip()
        follows = not before or before[-1] in MARKS + ",—–-" or self._language in _INVERTING
        order = (self._after, self._before) if follows else (self._before, self._after)
        found = order[0](sentence, span) or order[1](sentence, span)
        if found is None and self._language in _WITHOUT_PRONOUNS:
            opening = _WORD.search(text, sentence.start, start) is None
            return (
                Speaker(start, start, "pronoun") if opening or before[-1:] in ("،", ",") else None
            )
        return found

    def _before(self, sentence: Span, span: tuple[int, int]) -> Speaker | None:
        text, start = self._material.text, span[0]
        low = max(sentence.start, start - _REACH)
        breaks = list(_BREAK.finditer(text, low, start)) + list(
            _joining().finditer(text, low, start)
        )
        begin = max((found.end() for found in breaks), default=low)
        words = list(_WORD.finditer(text, begin, start))
        if not words:
            return self._over_apposition(sentence, start)
        if words[-1].group().casefold() in language(self._language).speech.pronouns:
            return Speaker(*words[-1].span(), "pronoun")
        names = self._material.names_in(begin, start)
        for at in range(len(names) - 1, -1, -1):
            name = names[at]
            if len(_WORD.findall(text, name.end, start)) <= _MOST_BETWEEN and _may_speak(name):
                owner = names[at - 1] if at else None
                if owner and owner.kind == "organisation" and owner.end == name.start - 1:
                    return Speaker(owner.start, name.end, "words")  # "МИД России"
                joint = self._joint(name)
                return Speaker((joint or name).start, name.end, "name", name, joint)
        return self._phrase(begin, start)

    def _speaks(self, name: NameMention) -> bool:
        """Whether a name may speak: no first part of a compound ("die EU-Beauftragte")."""
        return _may_speak(name) and self._material.text[name.end : name.end + 1] not in {"-", "‑"}

    def _joint(self, name: NameMention) -> NameMention | None:
        """Return the first name of "la France et l'Allemagne"."""
        joined = _AND.search(self._material.text, max(0, name.start - 12), name.start)
        return self._material.name_ending(joined.start()) if joined else None

    def _over_apposition(self, sentence: Span, start: int) -> Speaker | None:
        """Return the name before an apposition: "S, глава МИД, заявил", or which is one."""
        names = self._material.names_in(sentence.start, start)
        comma = self._material.text[max(0, start - 2) : start].rstrip().endswith(",")
        last = self._material.name_ending(start - 2) if comma else None
        if last is not None and (last.kind == "person" or " " in last.name):
            return Speaker(last.start, last.end, "name", last)  # "la ministre, Anne Duval, a dit"
        first = next((name for name in names if name.kind == "person"), None)
        if first is None or self._material.text[first.end : first.end + 1] != ",":
            return None
        return Speaker(first.start, first.end, "name", first)

    def _after(self, sentence: Span, span: tuple[int, int]) -> Speaker | None:
        text, end = self._material.text, span[1]
        limit = min(sentence.end, end + _REACH)
        stop = _BREAK.search(text, end, limit)
        joined = _joining().search(text, end, limit)
        limit = min((found.start() for found in (stop, joined) if found), default=limit)
        pronoun = _WORD.match(text, end + 1 if text[end : end + 1] in " -" else end, limit)
        pronouns = language(self._language).speech.pronouns
        if pronoun and pronoun.group().removeprefix("t-").casefold() in pronouns:
            return Speaker(*pronoun.span(), "pronoun")
        names = [name for name in self._material.names_in(end, limit) if self._speaks(name)]
        people = [name for name in names if name.kind == "person"]
        for name in (people or names)[:1]:
            return Speaker(name.start, name.end, "name", name)
        return self._phrase(end, limit) or self._unknown(end, limit)

    def _unknown(self, start: int, end: int) -> Speaker | None:
        """Return the words of a name nobody knows, in a script without capitals."""
        words = list(_WORD.finditer(self._material.text, start, end))
        if self._language != "ar" or not 1 < len(words) <= _LONGEST_NAME:
            return None
        if any(word.group() in language("ar").speech.no_names for word in words):
            return None
        return Speaker(words[0].start(), words[-1].end(), "words")

    def _phrase(self, start: int, end: int) -> Speaker | None:
        """Return an unnamed source, if the words from `start` to `end` are one."""
        text = self._material.text
        words = list(_WORD.finditer(text, start, end))
        if not 0 < len(words) <= _LONGEST_PHRASE or _not_sources().match(
            text, words[0].start(), end
        ):
            return None
        pattern = _source(self._language)
        if not any(pattern.fullmatch(word.group()) for word in words[:5]):
            return None
        return Speaker(words[0].start(), words[-1].end(), "words")


def _may_speak(name: NameMention) -> bool:
    return name.kind in {"person", "organisation", "place"} or (
        name.kind == "other" and name.country is None
    )


def _matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Return the matches that begin and end with whole words, the last one first."""
    found = [
        match.span()
        for match in pattern.finditer(text)
        if match.start() == 0
        or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in "-_")
    ]
    return found[::-1]


@cache
def _cue(code: str) -> re.Pattern[str]:
    listed = verbs(code)
    return re.compile(rf"(?:{listed})(?!\w)" if listed else r"(?!)")


@cache
def _according(code: str) -> re.Pattern[str]:
    return re.compile(according(code) or r"(?!)")


@cache
def _that(code: str) -> re.Pattern[str]:
    word = language(code).speech.that or r"(?!)"
    return re.compile(
        rf"(?:(?:\s[\w'’‑-]+){{0,5}}?\s?[,،]?\s(?P<that>{word})\s?|\s*[,:،]?\s*)",
    )


@cache
def _source(code: str) -> re.Pattern[str]:
    return re.compile(language(code).speech.source_forms or r"(?!)", re.IGNORECASE)
