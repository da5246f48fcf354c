"""Proper names of a claim: runs of capitalised words, and whether two names can be one."""

import re
from typing import Final, NamedTuple

from briefer.grounding.cues import calendar
from briefer.grounding.lexicon import english, key
from briefer.grounding.passage import Passage
from briefer.grounding.reading import Reading
from briefer.grounding.wordlists import word_set
from briefer.text.words import stop_words

# Small words inside a name: "Bank of England", "Charles de Gaulle".
_LINK: Final = word_set("of de la le du des von van der den al el bin ibn da dos di and the")
_START: Final = re.compile(r"[.!?:]|[\"“«„‘`]\s?$")


class Run(NamedTuple):
    """A name of the claim: its capitalised tokens, first to last (inclusive)."""

    tokens: tuple[int, ...]
    first: int
    last: int


def name_runs(reading: Reading, passage: Passage) -> list[Run]:
    """Return the claim's proper names, left to right."""
    runs: list[list[int]] = []
    for i in range(len(reading)):
        if not _is_name(reading, passage, i):
            continue
        if runs and _joined(reading, runs[-1][-1], i):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [Run(tuple(run), run[0], run[-1]) for run in runs]


def _is_name(reading: Reading, passage: Passage, i: int) -> bool:
    low = reading.low[i]
    if not reading.cap[i] or low in calendar() or low in ("i", "a"):
        return False
    if low in stop_words(reading.language) and not reading.text[reading.start[i] :][:2].isupper():
        return False
    return not _opens(reading, i) or _opens_with_name(reading, passage, i)


def _opens_with_name(reading: Reading, passage: Passage, i: int) -> bool:
    """Tell whether the word is a name although any word would have a capital in its place."""
    following = reading.cap[i + 1 : i + 2] == [True] and reading.gap[i + 1] == " "
    if reading.language not in ("en", passage.language):
        return following or reading.key[i] in passage.index
    if any(start <= reading.start[i] < end for start, end, _ in reading.countries()):
        return True
    if following and not _opens(reading, i + 1):
        return not common(reading, i) or reading.key[i] in passage.index
    return not common(reading, i) or _capital_inside(passage, reading.key[i])


def _opens(reading: Reading, i: int) -> bool:
    """Tell whether token `i` opens a sentence or quotation, where any word is capitalised."""
    return i == 0 or bool(_START.search(reading.gap[i]))


def common(reading: Reading, i: int) -> bool:
    """Tell whether the word is an everyday one, or made from one ("rescuers")."""
    if reading.language != "en":
        return False
    known = english().words
    name = reading.key[i]
    return name in known or any(
        name.endswith(ending)
        and len(name) > len(ending) + 3
        and key(name.removesuffix(ending)) in known
        for ending in ("er", "or", "ist", "e", "ation", "iti", "less", "ness")
    )


def _capital_inside(passage: Passage, name: str) -> bool:
    return any(
        passage.cap[at] and at != passage.spans[passage.sentence[at]][0]
        for at in passage.index.get(name, ())
    )


def _joined(reading: Reading, before: int, i: int) -> bool:
    if reading.text[reading.end[before] - 2 : reading.end[before]] in ("'s", "’s"):
        return False  # "Mansour Abbas's Islamist party": another name follows its owner's
    if i == before + 1:
        return reading.gap[i] in (" ", "-", ". ", "’", "'") and not (
            reading.gap[i] == ". " and len(reading.low[before]) > 1
        )
    return (
        i <= before + 3
        and all(reading.low[j] in _LINK for j in range(before + 1, i))
        and all(reading.gap[j] == " " for j in range(before + 1, i + 1))
        and reading.low[before + 1] != "and"
        and reading.low[before + 1] != "the"
    )
