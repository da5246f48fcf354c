"""Which of a story's key points stands for it in the bottom line."""

import math
import unicodedata

from briefer.models import KeyPoint, Kind, Story, rests_on
from briefer.text.words import stop_words, words

_BEST_LENGTH = 35  # words of a bottom line
_CARRIERS = 4  # further articles that add weight to a bottom line
_OTHER_SCRIPT = 0.6  # what is in another script than the story's headline counts less
_WORTH: dict[Kind, float] = {
    "event": 1.0,
    "action": 1.0,
    "reaction": 0.9,
    "figure": 0.9,
    "statement": 0.95,
    "background": 0.4,
}


def best_point(story: Story) -> KeyPoint:
    """Return the most newsworthy key point of a story that has one: the main fact, where it is known.

    A story that was put in order has it first, more important than all others.
    """
    first, *others = story.key_points
    if all(point.importance < first.importance for point in others):
        return first
    headline = frozenset(words(story.title)) - stop_words("en")
    script = _script(story.title)
    return max(story.key_points, key=lambda point: _newsworthiness(point, headline, script))


def _newsworthiness(point: KeyPoint, headline: frozenset[str], script: str) -> tuple[float, str]:
    """Order a story's key points for the bottom line; the id decides between equals.

    What happened, with somebody who acts, told by several articles and briefly, comes first;
    in the headline's script, and near its words, before any other.
    """
    brevity = min(1.0, _BEST_LENGTH / (point.text.count(" ") + 1))
    actor = 1.0 if point.actors or point.countries else 0.8
    shared = len(headline.intersection(words(point.text))) / (len(headline) or 1)
    articles = len(rests_on(point.evidence))
    worth = point.importance * _WORTH[point.kind] * actor * math.sqrt(brevity)
    worth *= 1 + 0.1 * min(_CARRIERS, articles - 1) + 0.3 * shared
    return worth * (1.0 if _script(point.text) == script else _OTHER_SCRIPT), point.id


def _script(text: str) -> str:
    """Return the script of the first letter: "LATIN", "CYRILLIC", "ARABIC"; "" without any."""
    letter = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]
