"""Labels above and beside a text, in any language: kinds, bylines, names of sources.

Everything is looked up folded, as a whole label or as the word before a colon, a bar or a dash:
"Opinion: …", "Live | …". A word of the headline itself is no label.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from briefer import lang
from briefer.ingest.fieldnames import field_of
from briefer.lang import Language

Label = Literal[
    "opinion", "liveblog", "correction", "update", "press_release", "interview", "newsletter"
]
_KINDS: Mapping[Label, Callable[[Language], Iterable[str]]] = {
    "correction": lambda each: each.genres.correction,
    "liveblog": lambda each: each.genres.live,
    "press_release": lambda each: each.genres.press_release,
    "interview": lambda each: each.genres.interview,
    "newsletter": lambda each: each.genres.newsletter,
    "update": lambda each: each.genres.update,
    "opinion": lambda each: each.genres.opinion,
}
_EDGE = " \t|:：·•-–—―/[]()【】«»\"'#*_>."
_BEFORE = re.compile(
    r"[\[(【]?(?P<label>[^:：|–—―\]】)/-]{2,40}?(?:-\w{1,12})?)\s?(?:[:：|\]】)]|\.(?=\s[«“„‘])|\s[-–—―/]\s|-(?=[A-ZÀ-Þ])|/\d\s?[-:])\s?(?=\S)"
)
_AFTER = re.compile(r"(?:\s[-–—|]\s|\s?[\[(|])(?P<label>[^-–—|()\[\]]{2,30})[\])]?\s*$")
_PARTS = re.compile(
    r"(?P<label>[^\s:：|,]{2,20})\s?[:：]\s?(?P<value>[^\s:：|]+(?:\s(?![^\s:：|]{2,20}\s?[:：])[^\s:：|]+){0,6})"
)
_NUMBERED = re.compile(r"\s(?:[^\W\d]{1,3}[.°º]{0,2}\s?|№\s?|#\s?)?\d{1,5}(?:\s?[/-]\s?\d{1,4})?$")
_ARTICLES = frozenset({"a", "an", "das", "der", "die", "ein", "eine", "el", "il", "o", "the", "un"})
_OPENED = 14  # words of a line that opens with a label
_BESIDE_NAMES = re.compile(r"\s+[^\W\d]{3,12}\s?[:：]\s")  # "Jane Doe  Photo: …"
_NAMES = 8  # words of the names of those who asked
_NAMED = re.compile(r"(?P<label>[^:：]{2,30})\s?[:：]\s?(?P<name>[^:：]{2,70})$")


class LabelBook(NamedTuple):
    """What each label stands for."""

    kinds: dict[str, Label]
    bylines: re.Pattern[str]
    within: re.Pattern[str]  # where a byline may begin inside a line
    sources: frozenset[str]
    sections: frozenset[str]
    interviewers: re.Pattern[str]


@cache
def labels() -> LabelBook:
    """Return the labels of every language."""
    kinds: dict[str, Label] = {}
    for kind, words in _KINDS.items():
        for word in lang.every(words):
            kinds.setdefault(folded(word), kind)
    bylines = lang.every(lambda each: each.datelines.bylines)
    ordered = "|".join(re.escape(b) for b in sorted(bylines, key=lambda b: (-len(b), b)))
    return LabelBook(
        kinds,
        _starting(bylines),
        re.compile(rf"(?<=\w)[\s,|·:-]+(?={ordered})", re.IGNORECASE),
        frozenset(map(folded, lang.every(lambda each: each.datelines.sources))),
        frozenset(map(folded, lang.every(lambda each: each.genres.sections))),
        _starting(lang.every(lambda each: each.genres.interviewers)),
    )


def _starting(words: Iterable[str]) -> re.Pattern[str]:
    """Return the expression of a line that begins with one of `words`."""
    ordered = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:{ordered})(?:\s?[:：]\s?|\s+)(?=\S)", re.IGNORECASE)


def folded(words: str) -> str:
    """Return a label as it is looked up."""
    return " ".join(words.casefold().strip(_EDGE).split())


def label_of(words: str) -> Label | None:
    """Return the kind that a label of its own names: "Opinion", "LIVE", "Press release No. 12/2021"."""
    name = folded(words)
    kind = labels().kinds.get(name)
    first, _, rest = name.partition(" ")
    if kind is None and first in _ARTICLES:
        kind = labels().kinds.get(rest)
    if kind is None and name[-1:].isdigit():
        kind = labels().kinds.get(_NUMBERED.sub("", name))
    return kind


def opening_label(line: str) -> Label | None:
    """Return the kind of a line that opens with its label and goes on: "Interview with the mayor"."""
    words = line.split()
    if not 3 <= len(words) <= _OPENED or line[-1] in ".?!:":
        return None
    for count in (1, 2):
        kind, following = label_of(" ".join(words[:count])), words[count]
        if kind == "interview" and following[0].lower() == following[0] and following[0].isalpha():
            return kind
    return None


def interviewer_of(line: str) -> str | None:
    """Return who asked: "Propos recueillis par Jane Doe"."""
    match = labels().interviewers.match(line)
    names = line[match.end() :].strip(_EDGE) if match else ""
    return names if names[:1].isupper() and len(names.split()) <= _NAMES else None


def label_in(title: str) -> tuple[Label | None, str]:
    """Return the kind that a headline begins or ends with, and the headline without the label."""
    before = _BEFORE.match(title)
    if before is not None:
        words = before["label"]
        kind = label_of(words)
        if kind:
            return kind, title[before.end() :].strip()
        *_, last = words.split() or [""]
        if label_of(last) == "liveblog":  # "Ukraine war live: …" is the page's own name
            return "liveblog", title
    after = _AFTER.search(title)
    if after is not None and (kind := label_of(after["label"])):
        return kind, title[: after.start()].strip()
    return None, title


def is_section(words: str) -> bool:
    """Whether a line only names a section of the paper."""
    parts = re.split(r"\s*[|/>»·•]\s*", folded(words))
    return all(part in labels().sections for part in parts if part)


def byline_of(line: str) -> str | None:
    """Return the names of a byline ("By Jane Doe"), or None for what is none."""
    match = labels().bylines.match(line)
    if match is None:
        return None
    names = _BESIDE_NAMES.split(line[match.end() :])[0].strip(_EDGE)
    first = names[:1]
    return (
        names
        if names and len(names) <= 90 and not first.islower() and not first.isdigit()
        else None
    )


def source_of(line: str) -> str | None:
    """Return the outlet that a line names ("Source: Example Wire"), or None."""
    match = _NAMED.match(line)
    if match is None or folded(match["label"]) not in labels().sources:
        return None
    return match["name"].strip(_EDGE) or None


def named_parts(line: str) -> dict[str, str]:
    """Return what the labels in a line name: {"source": …, "author": …} of "来源: … 作者: …"."""
    found: dict[str, str] = {}
    for match in _PARTS.finditer(line):
        field = field_of(match["label"])
        if field:
            found.setdefault(field, match["value"].strip(_EDGE))
    return found


def labelled_byline(line: str) -> tuple[str, str] | None:
    """Return the label and the names of "Analysis by Jane Doe", or None."""
    for match in labels().within.finditer(line[:60]):
        names = byline_of(line[match.start() :].strip())
        if label_of(line[: match.start()]) and names:
            return line[: match.start()].strip(), names
    return None
