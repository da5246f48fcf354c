"""Whether a story speaks of what an audience listed: topics, people, outlets."""

import re
from collections.abc import Iterable, Sequence

from briefer.models import Story
from briefer.text.words import fold

_WORD = re.compile(r"\w+")
_RUN_ON = re.compile("[\u0590-\u08ff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]")  # no word borders
STEM = 5  # letters from which a term also stands for the words that begin with it


class Haystack:
    """A story's texts, each as folded words between spaces."""

    def __init__(self, story: Story) -> None:
        texts = [story.title, *(point.text for point in story.key_points)]
        named = [name for point in story.key_points for name in (*point.actors, point.speaker)]
        self.words = [spaced(texts)]
        self.people = [spaced([*texts, *filter(None, named)])]
        self.outlets = [spaced([outlet]) for outlet in story.outlets]


def hits(terms: Sequence[str], texts: Iterable[str]) -> list[str]:
    """Return those of `terms` that stand in one of `texts`.

    Whole words, but a term of five letters or more also stands for longer forms of its last word
    ("sanction" for "sanctions"). In scripts that write words together any place will do.
    """
    listed = list(texts)
    return [term for term in terms if any(_stands(term, text) for text in listed)]


def _stands(term: str, text: str) -> bool:
    wanted = " ".join(_WORD.findall(fold(term)))
    if _RUN_ON.search(wanted):
        return wanted in text
    return f" {wanted} " in text or (len(wanted) >= STEM and f" {wanted}" in text)


def spaced(texts: Iterable[str]) -> str:
    """Return texts as folded words between spaces, as `hits` looks into them."""
    return f" {' '.join(_WORD.findall(fold(' '.join(texts))))} "
