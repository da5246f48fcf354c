"""What stands between a reporting verb and what is said: the hearer, the day, the occasion."""

import re
from functools import cache

from briefer.lang import language
from briefer.text._speech import Span
from briefer.text._speech_words import Cue

_THAT = re.compile(r"\s*(?:that\b(?!\s(?:is|was|would|will)\b)|:|,(?=\s?[“\"]))?\s*")
_DAY = (
    r"(?:(?:late|early|earlier)\s)?(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|"
    r"last\s(?:week|month|year|night)|this\s(?:week|month|year|morning))(?:\s(?:morning|afternoon|evening|night))?"
)
_ADDRESSEE = re.compile(
    r"\s[^,:“\"”.]{1,80}?"
    r"(?=\s(?:that|how|why|in|on|at|during|of|by|to|he|she|it|they|there|the|we)\b|,|:|\s?[“\"]|\.?\Z)",
)


@cache
def _adjunct() -> re.Pattern[str]:
    occasion = f"(?:{'|'.join(language('en').speech.occasions)})"
    return re.compile(
        rf"\s(?:{_DAY}|later|afterwards|afterward|then|recently|publicly|repeatedly|flatly|bluntly|simply|"
        rf"(?:in|during|at|via|through|on|after|from|before)\s(?:an?|his|her|their|its|the|one)\s(?:[\w’'-]+\s){{0,3}}?{occasion}"
        r"(?:\s(?:to|with|on|for|from|at|by|posted|published|released|broadcast|aired|of)\s(?:(?:the|a)\s)?[\w'’]+(?:\s[A-Z][\w'’]+){0,4})?|"
        r"(?:in|at|from|on)\s(?:[A-Z][\w'’.-]+)(?:\s[A-Z][\w'’.-]+){0,3}|in\s\d{4}|"
        r"(?:in|during|at|via|through|on|after|from|before)\s(?:[\w'’“”-]+\s){0,8}?[\w'’“”-]+(?=,|\sthat\b|\s?[“\"]))"
        r"(?![\w’'-])",
    )


@cache
def _hearers() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(language('en').speech.hearers)})\b")


def after_adjuncts(text: str, sentence: Span, at: int, cue: Cue, *, inverted: bool) -> int:
    """Return where what is said may begin: past the hearer, the day, the occasion and "that"."""
    end = sentence.end
    if cue.base == "tell" and not inverted:
        found = _hearers().match(text, at, end) or _ADDRESSEE.match(text, at, end)
        at = found.end() if found else at
    if cue.kind == "act":
        return at + (text[at : at + 1] == " ")
    for _ in range(3):
        found = _adjunct().match(text, at, end)
        if found is None:
            break
        at = found.end()
    return at if text[at : at + 1] == "," else past_that(text, at, end)


def past_that(text: str, at: int, end: int) -> int:
    """Return where the words after "that", or a colon, begin."""
    return _THAT.match(text, at, end).end()  # type: ignore[union-attr]  # it matches the empty string
