"""Whether a text is an interview by its form: questions and answers by turns, or two who speak by turns."""

import re
from collections import Counter

_ASKS = ("?", "？", "؟")  # what ends within quotation marks is quoted by prose
_QUESTION = 70  # words of a question
_LEAST = 3  # questions; two in a short text
_SHORT = 7  # paragraphs of a short text
_SHARE = 0.3  # of the paragraphs that are questions: half where each has one answer
_COVERED = 0.6  # of the paragraphs that are somebody's turn
_PARAGRAPHS = 400  # that are looked at
_NAME = 44  # characters in which a name and its colon end
_TURN = re.compile(r"(?P<who>[^\W\d_][^:：.!?\n]{0,40})\s?[:：]\s?\S")


def is_interview(paragraphs: list[str]) -> bool:
    """Whether the paragraphs are an interview's."""
    listed = paragraphs[:_PARAGRAPHS]
    return len(listed) > 3 and (_asked(listed) or _by_turns(listed))


def _asked(listed: list[str]) -> bool:
    """Whether questions stand by themselves and are answered, from the first to the last."""
    asking = [_is_question(text) for text in listed]
    if not any(asking):
        return False
    answered = [n for n in range(len(listed) - 1) if asking[n] and not asking[n + 1]]
    least = 2 if len(listed) <= _SHORT else _LEAST
    if len(answered) < least:
        return False
    within = len(listed) - answered[0]
    return len(answered) >= _SHARE * within and answered[0] <= len(listed) / 2


def _is_question(text: str) -> bool:
    return (
        text.endswith(_ASKS) and len(text.split()) <= _QUESTION and not text.startswith(("“", '"'))
    )


def _by_turns(listed: list[str]) -> bool:
    """Whether two names, or letters such as "Q" and "A", open the paragraphs by turns."""
    if sum(":" in text[:_NAME] or "：" in text[:_NAME] for text in listed) < _COVERED * len(listed):
        return False
    turns = [match["who"].strip().casefold() for t in listed if (match := _TURN.match(t))]
    named = Counter(turns).most_common(2)
    if len(named) < 2 or named[1][1] < 2 or len(turns) < _COVERED * len(listed):
        return False
    return named[0][1] + named[1][1] >= 0.8 * len(turns)
