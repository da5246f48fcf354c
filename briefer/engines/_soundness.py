"""How well a sentence reads alone: 1 for well, 0 for what is no sentence of news at all."""

import re
from functools import cache
from typing import Final, NamedTuple

from briefer.engines._phrases import Phrases
from briefer.engines._view import View
from briefer.lang import every
from briefer.text.wordings import either
from briefer.text.words import fold

_ENDING: Final = re.compile(r"[.!?…。！？؟।][\"'”’»›)\]」』]*$")
_QUESTION: Final = re.compile(r"[?؟？][\"'”’»›)\]」』]*$")
_LINK: Final = re.compile(
    r"https?://|www\.|\bpic\.twitter|\bt\.co/|(?<!\w)@\w|(?<!\w)#\w|©|\(c\) (?:19|20)"
)
_LINK_SIGNS: Final = ("//", "www.", "pic.", "t.co", "@", "#", "©", "(c)")  # one is in any of them
_FEWEST_LETTERS = 20
_ENDING_LENGTH = 8  # characters that hold a sentence's last marks
_POINTS_BACK = 0.45
_TRUNCATED, _UNFINISHED = 0.75, 0.35  # no full stop: at the very end of an excerpt, or before
_VAGUE, _RAN_ON, _OWN_VOICE, _HEADLINE, _FEELING = 0.85, 0.4, 0.2, 0.3, 0.7


class _Patterns(NamedTuple):
    """What is no sentence of news, in any language."""

    notice: re.Pattern[str]
    picture: re.Pattern[str]
    picture_signs: tuple[str, ...]  # in small letters; one is in whatever `picture` finds
    seam: re.Pattern[str]  # a caption that ran into the text: "… in the 1970s But his complaints"
    myself: re.Pattern[str]
    voice: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    notices = either(every(lambda tables: tables.notices.openings))
    captions = every(lambda tables: tables.notices.captions)
    pictures = every(lambda tables: tables.notices.pictures)
    agencies = either(every(lambda tables: tables.notices.picture_agencies))
    seams = either(every(lambda tables: tables.notices.seams))
    return _Patterns(
        re.compile(rf"\W*(?:{notices})(?!\w)", re.IGNORECASE),
        re.compile(
            rf"\b(?:{either(captions)}|(?:{agencies}) ?(?:{either(pictures)}))\b|/(?:{agencies})$",
            re.IGNORECASE,
        ),
        (*captions, *pictures, "/"),
        re.compile(rf" (?<=[a-z0-9)] )(?:{seams}) [a-z(]"),
        re.compile(rf" (?:{either(every(lambda tables: tables.openings.myself))}) "),
        re.compile(rf"(?:{either(every(lambda tables: tables.openings.voices))})\b"),
    )


def soundness(view: View, number: int, text: str, *, loose: bool = False) -> float:
    """Return how well `text`, made of sentence `number`, reads alone."""
    sound = quotation_soundness(text)
    if not sound:
        return 0.0
    if not _ENDING.search(text[-_ENDING_LENGTH:]):
        sound *= _TRUNCATED if number == len(view.document.sentences) else _UNFINISHED
    if _is_own_voice(view, number):
        sound *= _OWN_VOICE
    if number == 1 and _is_headline(view, text):
        sound *= _HEADLINE
    patterns = view.phrases
    lead = patterns.lead.match(text)
    if loose or any(_points_back(patterns, text, at) for at in (0, lead.end() if lead else 0)):
        return sound * _POINTS_BACK
    return sound * _VAGUE if patterns.vague.match(text) else sound


def quotation_soundness(text: str) -> float:
    """Return how well `text` reads as somebody's words: their voice and their ending are theirs."""
    if len(text) < _FEWEST_LETTERS or text.rstrip('"”»').endswith(":") or _is_notice(text):
        return 0.0
    if _QUESTION.search(text[-_ENDING_LENGTH:]):
        return 0.0
    return _RAN_ON if _patterns().seam.search(text) else 1.0


def voice_soundness(view: View, words: str) -> float:
    """Return how well a speaker's `words` read as news: what "I" feel is the least of it."""
    loose = _patterns().voice.match(words) or _points_back(view.phrases, words, 0)
    return quotation_soundness(words) * (_FEELING if loose else 1.0)


def _points_back(patterns: Phrases, text: str, at: int) -> bool:
    return bool(patterns.dangling.match(text, at) and not patterns.settled.match(text, at))


def _is_notice(text: str) -> bool:
    """Return whether `text` is a link, a post, a caption or a notice to readers."""
    patterns = _patterns()
    if patterns.notice.match(text):
        return True
    if any(sign in text for sign in _LINK_SIGNS) and _LINK.search(text):
        return True
    low = text.lower()
    signs = any(sign in low for sign in patterns.picture_signs)
    return signs and patterns.picture.search(text) is not None


def _is_own_voice(view: View, number: int) -> bool:
    """Return whether the writer, or a speaker without quotation marks, says "I" or "we"."""
    sentence = view.sentence(number)
    if view.phrases.ourselves.match(view.text, view.start(number), sentence.end):
        return True
    if view.document.article.language != "en":
        return False
    found = _patterns().myself.search(view.text, sentence.start, sentence.end)
    if found is None or view.quoted(found.start() + 1, number):
        return False
    return not any(mark in view.text[sentence.start : found.start()] for mark in "'‘`\"“")


def _is_headline(view: View, text: str) -> bool:
    """Return whether `text` only repeats the article's headline."""
    title = view.document.article.title
    return bool(title) and fold(text).rstrip(".") == fold(title or "").rstrip(".")
