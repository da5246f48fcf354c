"""A sentence as it can stand alone: no dateline, no connective, its speaker named.

Only what the article itself says elsewhere is put in (a person's name for a pronoun, a speaker
before a bare quotation), and the sentence that says it joins the evidence. What can't be made to
stand alone is marked down, not mended.
"""

import re
from functools import cache
from typing import Final, NamedTuple

from briefer.engines._pronouns import Replacement, pointing, speaker_of
from briefer.engines._soundness import soundness, voice_soundness
from briefer.engines._view import DocumentView
from briefer.lang import every, language
from briefer.models import Attribution, Quotation
from briefer.text.weekdays import by_weekday
from briefer.text.wordings import either

_PARTNER: Final = {
    "“": "”", "„": "“", "«": "»", "‹": "›", "「": "」", "『": "』", '"': '"', "”": "“", "»": "«",
}  # fmt: skip
_FIRST_CLAUSE: Final = re.compile(r"[^,.;:\"“„«]{8,70},\s")
_STRIPPED: Final = ' \t\n\r\u00a0\u202f"“”„«»'
_FEWEST_LETTERS = 20  # of a sentence whose connective may go
_LONGEST = 1_500  # characters; what is longer is no sentence that anybody would read
SOUND: Final = 0.5  # below this a sentence is used only where there is none better
_HOMELESS = 0.15  # soundness of a quotation without a speaker


class Telling(NamedTuple):
    """A sentence's own text, what it rests on, and how well it reads alone (0: not at all)."""

    text: str
    sentences: tuple[int, ...]
    soundness: float
    said: Attribution | None


def tell(view: DocumentView, number: int) -> Telling:
    """Return sentence `number` as it can stand alone."""
    if view.length(number) > _LONGEST:
        return Telling("", (number,), 0.0, None)
    if view.bare_quotation(number):
        return _quotation(view, number)
    sentence = view.sentence(number)
    start = _opening(view, number)
    found = pointing(view, number, start)
    text = _balanced(_edited(view.text, start, sentence.end, found.edit), view, number)
    text = by_weekday(text, view.document.article)
    if start != sentence.start or (found.edit and found.edit.start == start):
        text = _capital(text)
    return Telling(
        text,
        tuple(sorted({number, *found.sentences})),
        soundness(view, number, text, loose=found.loose),
        view.said(number),
    )


def _quotation(view: DocumentView, number: int) -> Telling:
    """Return `Speaker: “…”` for a sentence that is nothing but quotation."""
    sentence, said = view.sentence(number), view.said(number)
    inner = _clean(view.text[sentence.start : sentence.end]).strip(_STRIPPED)
    opens, closes = view.phrases.marks
    if said is None or not view.may_be_named(said.speaker):
        return Telling(f"{opens}{inner}{closes}", (number,), _HOMELESS, None)
    person = speaker_of(view, said)
    text = f"{_capital(person.name)}: {opens}{inner}{closes}"
    homes = tuple(sorted({number, *person.sentences}))
    return Telling(text, homes, voice_soundness(view, inner), said)


def _opening(view: DocumentView, number: int) -> int:
    """Return where a sentence starts without its dateline and its connectives."""
    start, end = view.start(number), view.sentence(number).end
    for _ in range(2):
        found = view.phrases.connective.match(view.text, start, end)
        if not found or view.quoted(start, number) or end - found.end() < _FEWEST_LETTERS:
            break
        start = found.end()
    return _after_own_name(view, start, end)


def _after_own_name(view: DocumentView, start: int, end: int) -> int:
    """Return where a sentence starts without a clause that names its own outlet, and a comma.

    "As the Klow Times reported last week, the talks …": whose report it is, the page says.
    """
    article = view.document.article
    clause = _FIRST_CLAUSE.match(view.text, start, end)
    if clause is None or not article.source:
        return start
    if clause.group().split()[0].casefold() not in language(article.language).openings.as_told:
        return start
    bare = article.source.removeprefix("The ")
    enough = end - clause.end() >= _FEWEST_LETTERS
    return clause.end() if bare in clause.group() and enough else start


def _edited(text: str, start: int, end: int, edit: Replacement | None) -> str:
    """Return `text[start:end]` with the edit made, and without notes on pictures."""
    if edit is None:
        whole = _clean(text[start:end])
    else:
        named = _clean(text[start : edit.start] + edit.words + text[edit.end : end])
        whole = _also().sub(r"\1", named)
    return _aside().sub("", whole) if "(" in whole else whole


def _clean(text: str) -> str:
    return " ".join(text.split())


def _capital(text: str) -> str:
    """Return `text` with its first letter a capital; a quotation's own letters stay."""
    return text[:1].upper() + text[1:]


def _balanced(text: str, view: DocumentView, number: int) -> str:
    """Add the quotation mark that a neighbouring sentence of the same quotation holds."""
    sentence = view.sentence(number)
    for quotation in view.quotations(number):
        began, goes_on = quotation.start < sentence.start, quotation.end > sentence.end
        if began and not goes_on and text[:1] not in _PARTNER:
            text = _mark(view.text, quotation, opening=True) + text
        elif goes_on and not began and text[-1:] not in _PARTNER:
            text += _mark(view.text, quotation, opening=False)
    return text


def _mark(text: str, quotation: Quotation, *, opening: bool) -> str:
    """Return the mark that opens or closes `quotation`, made of its other one."""
    before = text[max(0, quotation.start - 3) : quotation.start]
    around = text[quotation.end : quotation.end + 3] if opening else before[::-1]
    other = next((mark for mark in around if mark in _PARTNER), "”" if opening else "“")
    return _PARTNER[other]


@cache
def _aside() -> re.Pattern[str]:
    """Return what finds a note on a picture: "(file photo)", "(above left)"."""
    asides = either(every(lambda tables: tables.notices.asides))
    return re.compile(rf"\s?\((?:{asides})[^()]{{0,30}}\)", re.IGNORECASE)


@cache
def _also() -> re.Pattern[str]:
    also = either(every(lambda tables: tables.openings.also))
    return re.compile(rf"^((?:[^\s,;\"“]+\s){{1,6}}?)(?:{also})\s(?=\w)")
