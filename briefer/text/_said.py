"""English: the attributions inside one sentence.

In the manner of newspaper style: "S said that C", "C, S said", "C," said S, "C, according to S",
"S: C", "S denied C", and what a participle adds: "…, saying that C".
"""

import re
from collections.abc import Sequence

from briefer.models import Sentence
from briefer.text._adjuncts import after_adjuncts, past_that
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
from briefer.text._scan import scan
from briefer.text._speech import MOST, Material, Piece, Said, Span, Speaker, around
from briefer.text._speech_words import (
    Cue,
    ambiguous,
    data,
    english_cues,
    particle,
    reporting_words,
    sources,
)
from briefer.text._subjects import subject_after, subject_before
from briefer.text._verb_words import Word, small_words, without_helpers, words_before

_POSSESSED = re.compile(r"(?:['’]s|s['’])\s\Z")
_CLAIMED = re.compile(r"\s(?:that\b|for\b|to\b)")
_SETTING_AFTER = re.compile(
    r"\s(?:in|at|on|during|after|before|from|to|via|through|as|while|when)\s"
)
_PARTICIPLE = re.compile(
    r",?\s(?:adding|saying|calling|noting|warning|accusing|arguing|citing|claiming|insisting|but|and|while|as)\b",
)
_GOES_ON = re.compile(
    r",\s(?:and|but|because|which|who|that|was|were|is|are|has|have|had|will|would|shall|should|can|could|may|might|must|did|"
    r"does|do|not|never|if|unless|so|with|\w+(?:ed|s)\b)\b(?!\s(?:ago|after|before|earlier|later))",
)
_AFTER_NOUN = re.compile(
    r"\s(?:of|from|about|against|in|by|are|were|is|was|have|had|and|or|over|made|came|that\s(?:are|were))\b",
)
_SHOWN = re.compile(
    r"\s(?:that\b|[“\"]|the\b|a\b|an\b|no\b|\w+\s(?:to\sbe|percent|was|were|is|are)\b|how\b|about\b|\d|[A-Z])",
)
_COLON = re.compile(r":\s*[“\"«]?\Z")
_PARTICLES = frozenset("on out for of to upon".split())
_BEFORE_PARTICIPLE = frozenset("while by before after and without".split())
_SHORT_RAIL = 6  # words between a cue and a colon that are no content yet
_LONGEST_PLURAL = 8  # spaces in the subject of a verb in its base form


class English:
    """Finds the attributions of an English text; its reporting words are looked up once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        cues, reporting = english_cues(), reporting_words()
        words, starts = scan(material.text)
        self._cues = [
            (start, start + len(word), cues.get(word))
            for word, start in zip(words, starts, strict=True)
            if word in reporting
        ]
        self._at = 0

    def said_in(self, sentence: Sentence) -> list[Said]:
        """Return the attributions of one sentence; sentences must come in their order."""
        found: list[Said] = []
        first = self._at
        while self._at < len(self._cues) and self._cues[self._at][0] < sentence.end:
            start, end, cue = self._cues[self._at]
            self._at += 1
            if start < sentence.start or self._at - first > MOST or self._material.quoted(start):
                continue
            said = self._said(around(sentence, start), (start, end), cue)
            if said is not None and not any(s.cue_start <= start < s.cue_end for s in found):
                found.append(said)
        return apart(self._material.text, found)

    def _said(self, sentence: Span, span: tuple[int, int], cue: Cue | None) -> Said | None:
        material, (start, end) = self._material, span
        text = material.text
        if text[start - 1 : start] == "-" or text[end : end + 1] == "-":
            return None
        if cue is not None and cue.kind == "according":
            return _by_phrase(material, sentence, span) if text.startswith(" to ", end) else None
        if _POSSESSED.search(text, max(0, start - 3), start):
            return _by_noun(material, sentence, span)
        if cue is None:
            if text[start:end] != "Said" or start != sentence.start:
                return None
            cue = Cue("say", "say", "past")
        return _by_verb(material, sentence, span, cue)


# --- verbs ------------------------------------------------------------------------------------


def _by_verb(material: Material, sentence: Span, span: tuple[int, int], cue: Cue) -> Said | None:
    text, (start, end) = material.text, span
    if (
        text[text.rfind(" ", max(0, start - 12), start - 1) + 1 : start - 1]
        in small_words().no_subjects
    ):
        return None
    needed = particle(cue.base)
    if needed:
        followed = needed.match(text, end, sentence.end)
        if followed is None:
            return None
        end = followed.end() if followed.group().strip() in _PARTICLES else end
    words = words_before(text, _clause_start(material, sentence, start), start)
    if cue.form == "ing":
        return _by_participle(material, sentence, (start, end), words)
    subject, helpers = without_helpers(words)
    if not _is_active(text, end, cue, helpers):
        return None
    speaker = None
    if subject:
        strong = cue.kind == "say" and (cue.form == "past" or text[start:end] not in ambiguous())
        speaker = subject_before(material, subject, strong=strong)
    if speaker is None and _may_be_inverted(text, sentence, (start, end), subject):
        speaker = subject_after(material, end, sentence.end)
    if speaker is None or not _agrees(text, (start, end), cue, speaker):
        return None
    return _with_content(material, sentence, speaker, (start, end), cue)


def _clause_start(material: Material, sentence: Span, start: int) -> int:
    """Return where the words before a verb begin: after a quotation or a strong mark."""
    low = sentence.start
    for quotation in material.quotes_in(sentence.start, start):
        if quotation.end <= start:
            low = max(low, min(quotation.end + 1, start))
    for mark in (";", ": "):
        at = material.text.rfind(mark, low, start)
        low = max(low, at + 1) if at >= 0 else low
    return low


def _is_active(text: str, end: int, cue: Cue, helpers: frozenset[str]) -> bool:
    """Whether the verb's subject is the one who speaks: no passive, no infinitive, no future."""
    if helpers & {"to", "modal", "not"}:
        return False
    if cue.form == "past":
        if "do" in helpers or (cue.kind == "act" and text.startswith((" by ", " of "), end)):
            return False
        return "be" not in helpers or cue.base in {"quote", "agree"}
    if cue.form == "adjective":
        return "be" in helpers and text.startswith((" that ", " about ", " of "), end)
    if cue.form == "base":
        return not helpers & {"be", "have"}
    return not helpers


def _may_be_inverted(
    text: str, sentence: Span, span: tuple[int, int], words: Sequence[Word]
) -> bool:
    """Whether the subject may follow: after a quotation or a comma, or in "Said S: C"."""
    start, end = span
    if start == sentence.start:
        return text.find(":", end, sentence.end) > 0
    before = text[max(sentence.start, start - 3) : start].rstrip()
    closed = bool(before) and before[-1] in MARKS + ",—–"
    return closed or (not words and bool(before) and before[-1] in MARKS)


def _agrees(text: str, span: tuple[int, int], cue: Cue, speaker: Speaker) -> bool:
    """Whether verb and subject go together, and the verb is no noun."""
    start, end = span
    words = text[speaker.start : speaker.end].casefold().split()
    if cue.kind == "show":
        organisation = speaker.name is not None and speaker.name.kind != "person"
        papers = organisation or any(word in data() for word in words)
        if not papers and not text.startswith(" that ", end):
            return False
        return _SHOWN.match(text, end) is not None
    if cue.form == "base" and speaker.kind != "same" and not _is_plural(words, speaker):
        return False
    if cue.form == "s" and speaker.kind == "words":
        head = next((word for word in words if word in sources()), "")
        if head.endswith("s") and not head.endswith("ss"):
            return False
    if text[start:end] in ambiguous() and cue.form != "past":
        return _AFTER_NOUN.match(text, end) is None
    return True


def _is_plural(words: Sequence[str], speaker: Speaker) -> bool:
    if speaker.kind == "words" and len(words) > _LONGEST_PLURAL:
        return False
    return speaker.joint is not None or any(
        word in small_words().plurals or (word.endswith("s") and not word.endswith(("'s", "’s")))
        for word in words
    )


def _by_participle(
    material: Material, sentence: Span, span: tuple[int, int], words: Sequence[Word]
) -> Said | None:
    """…, adding that C: said by the subject of the clause before; or "is saying"."""
    text, (start, end) = material.text, span
    subject, helpers = without_helpers(words)
    cue = Cue(text[start:end], "act", "ing")
    if "be" in helpers and not helpers & {"to", "modal", "not"} and subject:
        speaker = subject_before(material, subject, strong=False)
        return _with_content(material, sentence, speaker, span, cue) if speaker else None
    before = text[max(sentence.start, start - 12) : start].rstrip()
    if not before:
        return None
    if before[-1] not in ",—–" + MARKS and before.split()[-1] not in _BEFORE_PARTICIPLE:
        return None
    return _with_content(material, sentence, Speaker(start, start, "same"), span, cue)


# --- what is said -----------------------------------------------------------------------------


def _with_content(
    material: Material, sentence: Span, speaker: Speaker, span: tuple[int, int], cue: Cue
) -> Said | None:
    text, (start, end) = material.text, span
    said = Said(speaker, start, end, ())
    inverted = speaker.kind != "same" and speaker.start >= end
    after = after_adjuncts(text, sentence, said.end, cue, inverted=inverted)
    limit = trimmed_end(text, sentence)
    rest = text[after:limit].strip(" ,.;" + MARKS)
    colon = _COLON.search(text, max(said.end, sentence.end - 3), sentence.end) is not None
    if colon and len(rest.split()) <= _SHORT_RAIL:
        return said._replace(colon=True)
    before = part_before(material, sentence, said.start) if speaker.kind != "same" else None
    comma = text[after : after + 1] == ","
    setting = cue.kind != "act" and "that " not in text[said.end : after]
    setting = setting and (after > said.end + 1 or _SETTING_AFTER.match(text, said.end) is not None)
    pieces: list[Piece] = []
    if before is not None and (before.direct or not rest or inverted or comma or setting):
        pieces.append(before)
        more = quotation_after(material, after, limit)
        if more is not None and not _PARTICIPLE.match(text, after):
            pieces.append(more)
        elif comma and not inverted and _GOES_ON.match(text, after):
            pieces.append(part(material, after, limit))  # "The talks, he said, would fail"
    elif rest and (not inverted or text[after : after + 1] == ":"):
        pieces.append(part(material, after, limit))
    pieces = [piece for piece in pieces if piece.end > piece.start]
    return said._replace(pieces=tuple(pieces), colon=colon) if pieces else None


# --- according to S; S's claim that C ---------------------------------------------------------


def _by_phrase(material: Material, sentence: Span, span: tuple[int, int]) -> Said | None:
    """According to S, C; C, according to S."""
    text, start, after = material.text, span[0], span[1] + len(" to ")
    end = noun_end(text, after, sentence.end)
    speaker = named_or_words(material, after, end)
    if speaker is None:
        return None
    if speaker.name and speaker.name.role and text.startswith(f", {speaker.name.role}", end):
        end += 2 + len(speaker.name.role)
    before = whole_part_before(text, sentence, start)
    pieces = [before] if before else []
    if before is None or text[end : end + 1] == ",":
        pieces.append(part(material, end, trimmed_end(text, sentence)))
    pieces = [piece for piece in pieces if piece.end - piece.start > 2]
    return Said(speaker, start, after - 1, tuple(pieces)) if pieces else None


def _by_noun(material: Material, sentence: Span, span: tuple[int, int]) -> Said | None:
    """S's claim that C."""
    text, (start, end) = material.text, span
    possessive = 3 if text[start - 3 : start - 1] in {"'s", "’s"} else 2
    name = material.name_ending(start - possessive)
    if name is None or _CLAIMED.match(text, end) is None:
        return None
    limit = trimmed_end(text, sentence)
    claim = part(material, past_that(text, end, limit), limit)
    if claim.end <= claim.start:
        return None
    return Said(Speaker(name.start, name.end, "name", name), start, end, (claim,))
