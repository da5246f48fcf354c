"""A sentence as it can stand alone: no dateline, no connective, its speaker named.

Only what the article itself says elsewhere is put in (a person's name for a pronoun, a speaker
before a bare quotation), and the sentence that says it joins the evidence. What can't be made to
stand alone is marked down, not mended.
"""

import re
from typing import Final, NamedTuple

from briefer.engines._view import View
from briefer.models import Attribution, NameMention

_SPACE: Final = re.compile(r"\s+")
_ENDING: Final = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]」』]*$")
_QUESTION: Final = re.compile(r"[?؟？][\"'”’»›)\]」』]*$")
_LINK: Final = re.compile(
    r"https?://|www\.|\bpic\.twitter|\bt\.co/|(?<!\w)@\w|(?<!\w)#\w|©|^\W*(?:read more|click here|"
    r"watch:|photo:|image:|source:|file photo|scroll down|share this|follow us|sign up|subscribe|"
    r"lire aussi|à lire|читайте также|lesen sie auch|lea también|leia também|اقرأ أيضا)",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\s?\((?:file (?:photo|image|picture)|pictured|photo|above|below|left|right|see [^()]{1,30})[^()]{0,30}\)",
    re.IGNORECASE,
)
# A caption that ran into the text without a full stop: "… in the 1970s But his complaints …".
_SEAM: Final = re.compile(
    r"[a-z0-9)] (?:The|But|He|She|It|An|They|This|That|We|There|His|Her|When|While|Mr|Mrs|Ms) [a-z(]"
)
_ALSO: Final = re.compile(r"^((?:[^\s,;\"“]+\s){1,6}?)also\s(?=\w)")
_OPENING: Final = frozenset("“„«‹「『")
_PARTNER: Final = {
    "“": "”",
    "„": "“",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    '"': '"',
    "”": "“",
    "»": "«",
}
_STRIPPED: Final = ' \t\n\r\u00a0\u202f"“”„«»'
_NEAR = 25  # characters between a pronoun and its verb
_SUBJECT = 60  # characters: a name this near to a sentence's start is its subject
_FEWEST_LETTERS = 20
_POINTS_BACK, _HOMELESS, _UNFINISHED = 0.45, 0.15, 0.4  # soundness of what reads badly alone
_VAGUE, _RAN_ON, _OWN_VOICE = 0.85, 0.4, 0.2


class Telling(NamedTuple):
    """A sentence's own text, what it rests on, and how well it reads alone (0: not at all)."""

    text: str
    sentences: tuple[int, ...]
    soundness: float
    said: Attribution | None


class _Person(NamedTuple):
    name: str
    sentences: tuple[int, ...]  # that show who it is


class _Edit(NamedTuple):
    start: int
    end: int
    words: str


def tell(view: View, number: int) -> Telling:
    """Return sentence `number` as it can stand alone."""
    said = view.said(number)
    if view.bare_quotation(number):
        return _quotation(view, number, said)
    sentence = view.sentence(number)
    dateline = view.dateline(number)
    start = dateline.end if dateline else sentence.start
    start = _opening(view, number, start)
    edits, homes, loose = _pronouns(view, number, start)
    text = _tidy(_edited(view.text, start, sentence.end, edits), view, number, start)
    return Telling(text, tuple(sorted({number, *homes})), _soundness(view, text, loose=loose), said)


# --- quotations ----------------------------------------------------------------------------------


def _quotation(view: View, number: int, said: Attribution | None) -> Telling:
    """Return `Speaker: “…”` for a sentence that is nothing but quotation."""
    sentence = view.sentence(number)
    inner = _clean(view.text[sentence.start : sentence.end]).strip(_STRIPPED)
    opens, closes = view.phrases.marks
    if said is None:
        return Telling(f"{opens}{inner}{closes}", (number,), _HOMELESS, None)
    person = _person(view, said)
    text = f"{_capital(person.name)}: {opens}{inner}{closes}"
    sound = _text_soundness(view, inner, own_voice=True)
    return Telling(text, tuple(sorted({number, *person.sentences})), sound, said)


def _person(view: View, said: Attribution) -> _Person:
    """Return the speaker, and the sentences that show who it is: the attribution's and the name's."""
    naming = view.naming(said.speaker, said.speaker_sentence)
    homes = {said.sentence, said.speaker_sentence, naming or said.speaker_sentence}
    return _Person(said.speaker, tuple(sorted(homes)))


# --- openings ------------------------------------------------------------------------------------


def _opening(view: View, number: int, start: int) -> int:
    """Return where a sentence starts without its connectives."""
    end = view.sentence(number).end
    for _ in range(2):
        found = view.phrases.connective.match(view.text, start, end)
        if not found or view.quoted(start, number) or end - found.end() < _FEWEST_LETTERS:
            break
        start = found.end()
    return start


def _tidy(text: str, view: View, number: int, start: int) -> str:
    """Close what quotation is cut, and begin with a capital."""
    text = _balanced(_ASIDE.sub("", text), view, number)
    if start != view.sentence(number).start:
        text = _capital(text)
    return text


def _capital(text: str) -> str:
    """Return `text` with its first letter a capital; a quotation's own letters stay."""
    return text[:1].upper() + text[1:]


def _balanced(text: str, view: View, number: int) -> str:
    """Add the mark that a neighbouring sentence of the same quotation holds."""
    sentence = view.sentence(number)
    for quotation in view.quotations(number):
        if quotation.start < sentence.start and quotation.end < sentence.end:
            closing = next(
                (c for c in view.text[quotation.end : quotation.end + 3] if c in _PARTNER), "”"
            )
            if text[:1] not in _PARTNER:
                text = _PARTNER[closing] + text
        elif quotation.end > sentence.end and quotation.start > sentence.start:
            before = view.text[max(0, quotation.start - 3) : quotation.start]
            opening = next((c for c in reversed(before) if c in _PARTNER), "“")
            if text[-1:] not in _PARTNER:
                text += _PARTNER[opening]
    return text


# --- pronouns ------------------------------------------------------------------------------------


def _pronouns(view: View, number: int, start: int) -> tuple[list[_Edit], tuple[int, ...], bool]:
    """Return the edits that name the person a pronoun stands for, and whether one stays loose."""
    sentence = view.sentence(number)
    possessive = view.phrases.possessive.match(view.text, start, sentence.end)
    if possessive:
        person = _antecedent(view, number)
        if person is None:
            return [], (), True
        words = person.name + ("’" if person.name.endswith("s") else "’s")
        return [_Edit(start, possessive.end(), words)], person.sentences, False
    people = [n for n in view.names(number) if n.kind == "person" and n.start >= start]
    for found in view.phrases.subject.finditer(view.text, start, sentence.end):
        if view.quoted(found.start(), number):
            continue
        if any(n.end <= found.start() for n in people):
            return [], (), False
        person = _meant(view, number, found.start(), found.end())
        if person is None:
            return [], (), True
        return [_Edit(found.start(), found.end(), person.name)], person.sentences, False
    return [], (), False


def _meant(view: View, number: int, start: int, end: int) -> _Person | None:
    """Return whom the pronoun at `start` means: the resolved speaker, or the one just named."""
    said = view.said(number)
    if said and said.speaker_sentence != number and _beside(view.text, said, start, end):
        return _person(view, said)
    if said and said.speaker_sentence == number and _beside(view.text, said, start, end):
        return None
    return _antecedent(view, number)


def _beside(text: str, said: Attribution, start: int, end: int) -> bool:
    """Return whether the verb of saying is the pronoun's: "he said", "said he"."""
    return said.cue in text[end : end + _NEAR + len(said.cue)] or text[:start].rstrip().endswith(
        said.cue
    )


def _antecedent(view: View, number: int) -> _Person | None:
    """Return the one person of the sentence before, if that is its subject (English only)."""
    if number == 1 or view.document.article.language != "en":
        return None
    before = view.sentence(number - 1)
    if number > 2 and view.bare_quotation(number - 1):
        return None
    people = [n for n in view.names(number - 1) if n.kind == "person"]
    if len({n.name for n in people}) != 1 or not _is_subject(
        view, people[0], before.start, number - 1
    ):
        return None
    name = people[0].name
    return _Person(name, tuple(sorted({number - 1, view.naming(name, number - 1) or number - 1})))


def _is_subject(view: View, mention: NameMention, start: int, number: int) -> bool:
    said = view.said(number)
    return mention.start - start <= _SUBJECT or (said is not None and said.speaker == mention.name)


def _edited(text: str, start: int, end: int, edits: list[_Edit]) -> str:
    pieces, at = [], start
    for edit in edits:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
    whole = _clean("".join([*pieces, text[at:end]]))
    return _ALSO.sub(r"\1", whole) if edits else whole


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


# --- soundness -----------------------------------------------------------------------------------


def _soundness(view: View, text: str, *, loose: bool) -> float:
    """Return how well `text` reads alone."""
    sound = _text_soundness(view, text, own_voice=False)
    patterns = view.phrases
    if loose or (patterns.dangling.match(text) and not patterns.settled.match(text)):
        sound *= _POINTS_BACK
    elif patterns.vague.match(text):
        sound *= _VAGUE
    return sound


def _text_soundness(view: View, text: str, *, own_voice: bool) -> float:
    if len(text) < _FEWEST_LETTERS or _QUESTION.search(text) or _LINK.search(text):
        return 0.0
    sound = 1.0
    if text.rstrip('"”»').endswith(":"):
        return 0.0
    if not _ENDING.search(text) and not own_voice:
        sound *= _UNFINISHED
    if _SEAM.search(text):
        sound *= _RAN_ON
    if not own_voice and view.phrases.ourselves.match(text.lstrip(_STRIPPED)):
        sound *= _OWN_VOICE
    return sound
