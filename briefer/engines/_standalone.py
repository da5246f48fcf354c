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
_TITLE: Final = re.compile(r"(?:(?:[^\W\da-z_][\w.'’-]*|of|the|and|for|former|minister|president)\s)*")
# Somebody without a name whom "he" may mean as well.
_SOMEBODY: Final = re.compile(
    r"\b(?:man|woman|boy|girl|teenager|suspect|victim|driver|officer|husband|wife|son|daughter|father|mother|"
    r"brother|sister|child|baby|toddler|patient|pilot|soldier|gunman|attacker|friend|colleague|predecessor|"
    r"successor|rival|opponent|counterpart|aide|spokes(?:man|woman|person)|companion|partner|lawyer)\b",
    re.IGNORECASE,
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
_SUBJECT = 60  # characters that titles before a name may take
_CHAIN = 3  # sentences back that a pronoun is followed
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
    found = _pointing(view, number, start)
    if found is None:
        return [], (), False
    possessive = view.phrases.possessive.fullmatch(found.group())
    person = _antecedent(view, number) if possessive else _meant(view, number, *found.span())
    if person is None:
        return [], (), True
    words = person.name + ("’s" if possessive else "")
    return [_Edit(found.start(), found.end(), words)], person.sentences, False


def _pointing(view: View, number: int, start: int) -> re.Match[str] | None:
    """Return the pronoun that stands where a sentence's subject or its speaker should be.

    A pronoun further on most often means somebody whom the sentence itself has named.
    """
    patterns, end = view.phrases, view.sentence(number).end
    found = patterns.possessive.match(view.text, start, end) or patterns.subject.match(
        view.text, start, end
    )
    if found is None:
        lead = patterns.lead.match(view.text, start, end)
        found = patterns.subject.match(view.text, lead.end(), end) if lead else None
        if found and any(start <= n.start < found.start() for n in _people(view, number)):
            found = None
    if found and not view.quoted(found.start(), number):
        return found
    return _speaking(view, number, start)


def _speaking(view: View, number: int, start: int) -> re.Match[str] | None:
    """Return the pronoun of "he said": right after a quotation, or beside a verb of saying."""
    said, sentence = view.said(number), view.sentence(number)
    for found in view.phrases.subject.finditer(view.text, start, sentence.end):
        if view.quoted(found.start(), number):
            continue
        after_quotation = any(0 <= found.start() - q.end <= 4 for q in view.quotations(number))
        resolved = said and said.speaker_sentence != number and _beside(view.text, said, *found.span())
        if after_quotation or resolved:
            return found
    return None


def _people(view: View, number: int) -> list[NameMention]:
    return [name for name in view.names(number) if name.kind == "person"]


def _is_name(view: View, name: str) -> bool:
    """Return whether `name` can be put in for a pronoun: a name in full, no common word."""
    parts = name.split()
    stop = stop_words(view.document.article.language)
    if parts[0].lower() in stop or not parts[0][:1].isupper():
        return False
    return len(parts) > 1 or parts[0].lower() not in view.lower_words


def _meant(view: View, number: int, start: int, end: int) -> _Person | None:
    """Return whom the pronoun at `start` means: the resolved speaker, or the one just named."""
    said = view.said(number)
    if said and _beside(view.text, said, start, end):
        return _person(view, said) if said.speaker_sentence != number else None
    return _antecedent(view, number)


def _beside(text: str, said: Attribution, start: int, end: int) -> bool:
    """Return whether the verb of saying is the pronoun's: "he said", "said he"."""
    return said.cue in text[end : end + _NEAR + len(said.cue)] or text[:start].rstrip().endswith(
        said.cue
    )


def _antecedent(view: View, number: int, depth: int = _CHAIN) -> _Person | None:
    """Return the one person of the sentence before, if that is its subject (English only).

    Where that sentence has a pronoun for its subject too, it is the same person's.
    """
    if number == 1 or depth == 0 or view.document.article.language != "en":
        return None
    before = view.sentence(number - 1)
    text = view.text[before.start : before.end]
    if view.bare_quotation(number - 1) or _SOMEBODY.search(text):
        return None
    people = _people(view, number - 1)
    if not people and view.phrases.subject.match(text):
        return _antecedent(view, number - 1, depth - 1)
    if len({n.name for n in people}) != 1 or not _is_subject(view, people[0], number - 1):
        return None
    name = people[0].name
    return _Person(name, tuple(sorted({number - 1, view.naming(name, number - 1) or number - 1})))


def _is_subject(view: View, mention: NameMention, number: int) -> bool:
    """Return whether a person is who a sentence is about: its speaker, or its first words."""
    said = view.said(number)
    if said is not None:
        return said.speaker == mention.name
    dateline = view.dateline(number)
    start = dateline.end if dateline else view.sentence(number).start
    if view.text[mention.end : mention.end + 2] in {"'s", "’s"}:
        return False
    lead = view.text[start : mention.start]
    return len(lead) <= _SUBJECT and _TITLE.fullmatch(lead) is not None


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
