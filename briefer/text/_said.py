"""English: the attributions inside one sentence.

In the manner of newspaper style: "S said that C", "C, S said", "C," said S, "C, according to S",
"S: C", "S denied C", and what a participle adds: "…, saying that C".
"""

import re
from collections.abc import Iterator

from briefer.models import Quotation, Sentence
from briefer.text._speech import Material, Piece, Said, Speaker
from briefer.text._speech_words import (
    ACCORDING,
    ENGLISH_NOUNS,
    ENGLISH_PHRASES,
    Cue,
    english_cues,
    particle,
)
from briefer.text._source_words import DATA
from briefer.text._subjects import subject_after, subject_before, without_helpers, words_before

_WORD = re.compile(r"[A-Za-z]+")
_ACCORDING = re.compile(ACCORDING["en"])
_MARKS = "\"“”„«»"
_STRONG = frozenset("say tell add write announce explain insist warn tweet reply respond recall note".split())
_THAT = re.compile(r"\s*(?:that\b(?!\s(?:is|was|would|will)\b)|:|,(?=\s?[“\"]))?\s*")
_DAY = r"(?:(?:late|early|earlier)\s)?(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|last\s(?:week|month|year|night)|this\s(?:week|month|year|morning))(?:\s(?:morning|afternoon|evening|night))?"
_ADJUNCT = re.compile(
    rf"\s(?:{_DAY}|(?:in|during|at|via|through|on|after|from|before)\s(?:an?|his|her|their|its|the|one|Twitter|Facebook|CNN|"
    r"[A-Z]\w+(?:['’]s)?)(?:\s[\w'’“”-]+){0,9}?|later|afterwards|afterward|then|in\s(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|\d{4})|recently|publicly|repeatedly|flatly|bluntly|simply)"
    r"(?=,|\s(?:that|on|in|at|during|of)\b|:|\s?[“\"]|\.?\Z)",
)
_ADDRESSEE = re.compile(
    r"\s(?:reporters|journalists|lawmakers|parliament|supporters|me|him|her|them|us|you|[^,:“\"”.]{1,80}?)"
    r"(?=\s(?:that|how|why|in|on|at|during|of|by|to|he|she|it|they|there|the|we)\b|,|:|\s?[“\"]|\.?\Z)",
)
_REPORTERS = re.compile(
    r"\s(?:reporters|journalists|lawmakers|parliament|supporters|viewers|investors|me|him|her|them|us)\b"
)
_PARTICIPLE = re.compile(r",?\s(?:adding|saying|calling|noting|warning|accusing|arguing|citing|claiming|insisting|but|and|while|as)\b")
_PP_START = re.compile(
    r"(?:[“\"'‘\s])*(?:In|On|At|After|Before|During|Since|By|As|For|With|From|While|When|If|Although|Though|Because|Despite|"
    r"Following|Until|Under|Asked|Speaking|Last|Earlier|Later|Meanwhile|However|Still|But|And|Yet|Instead|Also|Indeed|"
    r"Moreover|Nevertheless|To|Among|About|Over|Like|Unlike|Once|Within|Through|Against|According)\b",
)
_NOT_NOUN = re.compile(r"\s(?:of|from|about|against|in|by|are|were|is|was|have|had|and|or|over|made|came|that\s(?:are|were))\b")
_SHOWN = re.compile(r"\s(?:that\b|[“\"]|the\b|a\b|an\b|no\b|\w+\s(?:to\sbe|percent|was|were|is|are)\b|how\b|about\b|\d|[A-Z])")
_AMBIGUOUS = frozenset(
    """
    reports claims calls demands notes states comments charges hopes fears doubts questions views
    promises pledges vows threats reasons signals remarks quotes figures points answers objects
    supports voices praises estimates forecasts posts attacks backs requests rules documents rates
    shows finds report claim call demand note state comment hope fear doubt question view promise
    pledge vow reason signal remark quote figure point object support voice praise estimate forecast
    post attack back request rule document rate show find challenge blame echo favor favour blast
    slam welcome thank think matter concern address resolve appeal offer
    """.split(),
)
_COLON = re.compile(r"[^,.;:\n]{0,80}:\s*[“\"«]?")
_TIGHT = 25  # characters: a quotation at least so long is content by itself


def said_in(material: Material, sentence: Sentence) -> list[Said]:
    """Return the attributions of one sentence, in the order of their cues."""
    found: list[Said] = []
    for said in _candidates(material, sentence):
        if not any(s.cue_start <= said.cue_start < s.cue_end for s in found):
            found.append(said)
    return _apart(material.text, found)


def _candidates(material: Material, sentence: Sentence) -> Iterator[Said]:
    text, cues = material.text, english_cues()
    yield from _by_phrase(material, sentence)
    for match in ENGLISH_PHRASES.finditer(text, sentence.start, sentence.end):
        if not material.quoted(match.start()):
            said = _by_verb(material, sentence, match.span(), Cue(match.group(), "act", "past"))
            if said is not None:
                yield said
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        cue = cues.get(match.group())
        if cue is None or material.quoted(match.start()):
            continue
        if text[match.start() - 1 : match.start()] == "-" or text[match.end() : match.end() + 1] == "-":
            continue
        said = _by_verb(material, sentence, match.span(), cue)
        if said is not None:
            yield said
    for match in ENGLISH_NOUNS.finditer(text, sentence.start, sentence.end):
        said = _by_noun(material, sentence, match)
        if said is not None:
            yield said


# --- verbs ------------------------------------------------------------------------------------


def _by_verb(
    material: Material, sentence: Sentence, span: tuple[int, int], cue: Cue
) -> Said | None:
    text = material.text
    start, end = span
    needed = particle(cue.base)
    if needed:
        followed = needed.match(text, end, sentence.end)
        if followed is None:
            return None
        if len(followed.group()) < 6 and followed.group().strip() in {"on", "out", "for", "of", "to", "upon"}:
            end = followed.end()
    low = _clause_start(material, sentence, start)
    words = words_before(text, low, start)
    if cue.form == "ing":
        return _participle(material, sentence, (start, end), words)
    subject_words, helpers = without_helpers(words)
    if not _active(text, end, cue, helpers):
        return None
    speaker = None
    if subject_words:
        strong = cue.base in _STRONG and text[start:end] not in _AMBIGUOUS
        speaker = subject_before(material, subject_words, strong=strong)
    if speaker is None and _may_be_inverted(text, sentence, start, subject_words):
        speaker = subject_after(material, end, sentence.end)
    if speaker is None or not _fits(text, end, cue, speaker, text[start:end]):
        return None
    return _with_content(material, sentence, speaker, (start, end), cue)


def _clause_start(material: Material, sentence: Sentence, start: int) -> int:
    """Return where the words before a verb begin: after a quotation or a strong mark."""
    low = sentence.start
    for quotation in material.quotes_in(sentence.start, start):
        if quotation.end <= start:
            low = max(low, min(quotation.end + 1, start))
    text = material.text
    for mark in (";", ": "):
        at = text.rfind(mark, low, start)
        low = max(low, at + 1) if at >= 0 else low
    return low


def _active(text: str, end: int, cue: Cue, helpers: frozenset[str]) -> bool:
    """Whether the verb's subject is the one who speaks: no passive, no infinitive, no future."""
    if helpers & {"to", "modal", "not"}:
        return False
    if cue.form == "past":
        if "do" in helpers or text.startswith((" by ", " of "), end) and cue.kind == "act":
            return False
        return "be" not in helpers or cue.base in {"quote", "agree"}
    if cue.form == "base":
        return "be" not in helpers and "have" not in helpers
    return not helpers


def _may_be_inverted(text: str, sentence: Sentence, start: int, words: list[object]) -> bool:
    """Whether the subject may follow: after a quotation or a comma."""
    before = text[max(sentence.start, start - 3) : start].rstrip()
    return bool(before) and before[-1] in _MARKS + ",—–" and (not words or before[-1] in _MARKS + ",—–")


def _fits(text: str, end: int, cue: Cue, speaker: Speaker, word: str) -> bool:
    """Whether verb and subject agree, and the verb is no noun."""
    words = text[speaker.start : speaker.end].casefold()
    if cue.kind == "show":
        data = any(word in DATA for word in words.split())
        organisation = speaker.name is not None and speaker.name.kind != "person"
        if not (data or organisation or text.startswith(" that ", end)):
            return False
        return _SHOWN.match(text, end) is not None
    if cue.form == "base" and speaker.kind != "same":
        plural = words.split()[-1:] and (words.endswith("s") or words in _PLURALS or speaker.joint is not None)
        first = words.split()[0] if words.split() else ""
        head = any(w in _PLURALS or (w.endswith("s") and not w.endswith("'s")) for w in words.split())
        if not (plural or head or first in _PLURALS):
            return False
    if word in _AMBIGUOUS and cue.form != "past":
        return _NOT_NOUN.match(text, end) is None
    return True


_PLURALS = frozenset("they people many some others both most few all police several two three four men women half".split())


def _participle(
    material: Material, sentence: Sentence, span: tuple[int, int], words: list[object]
) -> Said | None:
    """…, adding that C: said by the subject of the clause before; or "is saying"."""
    text = material.text
    start, end = span
    subject_words, helpers = without_helpers(words)  # type: ignore[arg-type]
    if "be" in helpers and not helpers & {"to", "modal", "not"} and subject_words:
        speaker = subject_before(material, subject_words, strong=False)
        if speaker is None:
            return None
        return _with_content(material, sentence, speaker, span, Cue(text[start:end], "act", "ing"))
    before = text[max(sentence.start, start - 12) : start].rstrip()
    if not before or not (before[-1] in ",—–" + _MARKS or before.split()[-1] in {"while", "by", "before", "after", "and", "without"}):
        return None
    speaker = Speaker(start, start, "same")
    return _with_content(material, sentence, speaker, span, Cue(text[start:end], "act", "ing"))


# --- what is said -----------------------------------------------------------------------------


def _with_content(
    material: Material, sentence: Sentence, speaker: Speaker, span: tuple[int, int], cue: Cue
) -> Said | None:
    text = material.text
    start, end = span
    begin = start if speaker.kind == "same" else min(start, speaker.start)
    stop = max(end, speaker.end)
    inverted = speaker.kind != "same" and speaker.start >= end
    after = _after_adjuncts(material, sentence, stop, cue, inverted=inverted)
    limit = _trimmed_end(text, sentence)
    before = _before(material, sentence, begin) if speaker.kind != "same" else None
    rest = text[after:limit].strip(" ,.;" + _MARKS)
    if _COLON.fullmatch(text, stop, sentence.end):
        return Said(speaker, start, end, (), colon=True)
    pieces: list[Piece] = []
    follows = _follows(material, after, limit)
    if before is not None and (before.direct or not rest or inverted or text[after : after + 1] == ","):
        pieces.append(before)
        if rest and (follows is not None or text[after : after + 1] == ",") and not _PARTICIPLE.match(text, after):
            pieces.append(follows or _piece(material, after, limit))
    elif inverted:
        return None
    elif rest:
        pieces.append(_piece(material, after, limit))
    pieces = [piece for piece in pieces if piece.end > piece.start]
    return Said(speaker, start, end, tuple(pieces)) if pieces else None


def _trimmed_end(text: str, sentence: Sentence) -> int:
    end = sentence.end
    while end > sentence.start and text[end - 1] in " .":
        end -= 1
    return end


def _after_adjuncts(
    material: Material, sentence: Sentence, at: int, cue: Cue, *, inverted: bool
) -> int:
    """Return where what is said may begin: past the hearer, the day, the occasion and "that"."""
    text, end = material.text, sentence.end
    if cue.base == "tell" and not inverted:
        found = _REPORTERS.match(text, at, end) or _ADDRESSEE.match(text, at, end)
        at = found.end() if found else at
    if cue.kind != "act":
        for _ in range(3):
            found = _ADJUNCT.match(text, at, end)
            if found is None:
                break
            at = found.end()
    if cue.kind == "act":
        return at + (text[at : at + 1] == " ")
    if text[at : at + 1] == ",":
        return at
    return _THAT.match(text, at, end).end()  # type: ignore[union-attr]  # it matches the empty string


def _before(material: Material, sentence: Sentence, begin: int) -> Piece | None:
    """Return what stands before speaker and cue, if it may be what is said."""
    text = material.text
    quotes = [q for q in material.quotes_in(sentence.start, begin) if q.end <= begin]
    if quotes:
        last = quotes[-1]
        between = text[last.end : begin].strip(" ,.;—–-" + _MARKS)
        if not between and last.end - max(last.start, sentence.start) >= 3:
            lead = text[sentence.start : max(last.start, sentence.start)].strip(" " + _MARKS)
            if not lead or last.end - last.start >= _TIGHT and lead.endswith((":", ",")):
                return Piece(max(last.start, sentence.start), last.end, direct=True)
            return _clause_piece(material, sentence, begin)
    if not text[sentence.start : begin].rstrip().endswith((",", "—", "–", "-")):
        return None
    return _clause_piece(material, sentence, begin)


def _clause_piece(material: Material, sentence: Sentence, begin: int) -> Piece | None:
    text = material.text
    start = sentence.start
    while start < begin and text[start] in " " + _MARKS:
        start += 1
    end = begin
    while end > start and text[end - 1] in " ,—–-" + _MARKS:
        end -= 1
    words = text[start:end].split()
    if len(words) < 4 or (_PP_START.match(text, start) and text.count(",", start, end) == 0):
        return None
    return Piece(start, end, direct=False)


def _follows(material: Material, after: int, limit: int) -> Piece | None:
    """Return the quotation that goes on after speaker and cue."""
    for quotation in material.quotes_in(after, limit):
        lead = material.text[after : quotation.start].strip(" ,.:;—–" + _MARKS)
        if quotation.start >= after and len(lead) <= 60:
            return Piece(quotation.start, min(quotation.end, limit), direct=True)
    return None


def _piece(material: Material, start: int, end: int) -> Piece:
    text = material.text
    while start < end and text[start] in " ,":
        start += 1
    quotes = material.quotes_in(start, end)
    if quotes:
        first, last = quotes[0], quotes[-1]
        outside = text[start : max(start, first.start)] + text[min(last.end, end) : end]
        if not outside.strip(" ,.:" + _MARKS) and len(quotes) == 1:
            return Piece(max(start, first.start), min(last.end, end), direct=True)
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return Piece(start, end, direct=False)


# --- according to S; S's claim that C ---------------------------------------------------------


def _by_phrase(material: Material, sentence: Sentence) -> Iterator[Said]:
    text = material.text
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        if material.quoted(match.start()):
            continue
        end = _noun_end(text, match.end(), sentence.end)
        speaker = named_or_words(material, match.end(), end)
        if speaker is None:
            continue
        before = _clause_before(material, sentence, match.start())
        limit = _trimmed_end(text, sentence)
        pieces = [before] if before else []
        if before is None or text[end : end + 1] == ",":
            pieces.append(_piece(material, end, limit))
        pieces = [p for p in pieces if p.end - p.start > 2]
        if pieces:
            yield Said(speaker, match.start(), match.end() - 1, tuple(pieces))


def _clause_before(material: Material, sentence: Sentence, begin: int) -> Piece | None:
    text = material.text
    start, end = sentence.start, begin
    while end > start and text[end - 1] in " ,—–-" + _MARKS:
        end -= 1
    while start < end and text[start] in " " + _MARKS:
        start += 1
    return Piece(start, end, direct=False) if len(text[start:end].split()) >= 3 else None


_NOUN_END = re.compile(r",|[.;:]\s|\s[—–-]\s|[“\"”]|\s(?:who|which|that|and\s(?:is|was|has|the))\s")


def _noun_end(text: str, start: int, end: int) -> int:
    found = _NOUN_END.search(text, start, end)
    stop = found.start() if found else end
    while stop > start and text[stop - 1] in " .”\"":
        stop -= 1
    return stop


def named_or_words(material: Material, start: int, end: int) -> Speaker | None:
    """Return the speaker that the words from `start` to `end` are or name."""
    text = material.text
    if not 0 < end - start <= 160:
        return None
    words = text[start:end]
    if words.casefold() in {"he", "she", "him", "her", "them", "it"}:
        return Speaker(start, end, "pronoun")
    name = material.name_ending(end)
    if name is None or name.start < start:
        names = material.names_in(start, end)
        name = names[0] if names and names[0].start == start and names[0].kind == "person" else None
    if name is not None:
        lead = text[start : name.start].split()
        if not any(w.casefold() in {"of", "for", "from", "in", "at", "by", "with", "on"} for w in lead):
            return Speaker(name.start, name.end, "name", name)
    return Speaker(start, end, "words")


def _by_noun(material: Material, sentence: Sentence, match: re.Match[str]) -> Said | None:
    """S's claim that C."""
    text = material.text
    if material.quoted(match.start()):
        return None
    owner = text[: match.start()].rstrip()[-2:]
    name = material.name_ending(match.start() - (3 if owner in {"'s", "’s"} else 2))
    if name is None:
        return None
    limit = _trimmed_end(text, sentence)
    start = _THAT.match(text, match.end(), limit).end()  # type: ignore[union-attr]  # it matches the empty string
    piece = _piece(material, start, limit)
    if piece.end <= piece.start:
        return None
    return Said(Speaker(name.start, name.end, "name", name), *match.span(), (piece,))


def _apart(text: str, found: list[Said]) -> list[Said]:
    """End what one says where the clause of the next speaker begins: "…, while T said"."""
    result = []
    for said in found:
        pieces = []
        for piece in said.pieces:
            end = piece.end
            for other in found:
                if other is said or not piece.start < other.start < end:
                    continue
                before = text[piece.start : other.start].rstrip()
                conjunction = re.search(r"(?:,|—|–)\s*(?:(?:while|but|and|as|although|though)\s)?\Z|\s(?:while|but)\s\Z", text[piece.start : other.start])
                if conjunction and before:
                    end = min(end, piece.start + conjunction.start())
            if end > piece.start:
                pieces.append(piece._replace(end=end))
        if pieces or said.colon:
            result.append(said._replace(pieces=tuple(pieces)))
    return result
