"""The head of a plain text: the lines above the prose, and what each of them is.

A headline stands there, and around it in any order: a date line, an outlet's name, a byline, a
section, a label ("Opinion"), a note ("Corrects paragraph 2"). The head ends where the prose
begins: at a sentence, at a dateline, or at a long line. Where no line but the first can be told,
there is no head: what may be prose stays prose.
"""

import re
from typing import NamedTuple

from briefer.ingest.clean import normalise
from briefer.ingest.labels import (
    byline_of,
    is_section,
    label_in,
    label_of,
    labelled_byline,
    source_of,
)
from briefer.text._name_words import given_names
from briefer.text._stamp_words import fold, stamp_words
from briefer.text.datelines import read_dateline
from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day

_LINES = 10  # of a head, at most
_LOOKED = 40  # lines of a text in which a head ends
_LINE_MAX = 190  # characters
_HEADLINE_WORDS = range(3, 30)
_CLOSED = re.compile(r"[.。।۔…;؛][\"”»’)\]]*$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Ltd|Inc|Corp|Co|St|Jr|Sr|a\.m|p\.m|U\.S|U\.N))\.$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOTE = re.compile(r"[(\[（【].{8,400}[)\]）】]\s*$")
_NAME_WORDS = (
    "of the and de la le les du des del di da do dos el y e et und der die das den van von for in zu al "
    "na ya"
)
_NAME_SMALL = frozenset(_NAME_WORDS.split())
_SEPARATED = re.compile(r"^\W*$|[|,;:·•–—―/()-]\s*$")
_OUTLET_WORDS = 6
_CLOCK = re.compile(r"\d[:.]\d\d|\d{3}")
_PERSON = 3  # words of a name
_STAMP_MAX = 140  # characters of a date line
_BYLINE = 12  # words
_DATELINE = 70  # characters that a dateline and its first sentence have at least


class Head(NamedTuple):
    """What the lines above a text say.

    `labels` name a kind or a section, `notes` are what the desk wrote in brackets, `body` is the
    rest of the text.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    stamps: tuple[Stamp, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    body: str = ""


class _Line(NamedTuple):
    """A line of a head: what it is, and what it says."""

    kind: str  # date, byline, source, outlet, label, note, words
    words: str
    stamps: tuple[Stamp, ...] = ()
    label: str = ""  # that a byline begins with: "Analysis by …"


def read_head(text: str, language: str = "") -> Head | None:
    """Return the head of `text`, or None where it has none that can be told from prose."""
    lines = text.lstrip("\n\r \t\ufeff").split("\n", _LOOKED)
    found: list[_Line] = []
    at = 0
    for number, raw in enumerate(lines[:_LOOKED]):
        line = normalise(raw).strip().lstrip("#*").strip("*_ \t")
        if not line:
            continue
        follows = next((below for below in lines[number + 1 :] if below.strip()), "")
        if len(found) >= _LINES or _is_prose(line, language):
            break
        kind = _kind(line, language, first=not any(item.kind == "words" for item in found))
        if kind.kind == "words" and _wrapped(lines, number, found):
            break
        found.append(kind)
        at = number + 1
        if not follows:
            break
    body = "\n".join(lines[at:])
    return _head(found, body) if body.strip() else None


def _is_prose(line: str, language: str) -> bool:
    if _NOTE.match(line):
        return False
    if len(line) > _LINE_MAX:
        return True
    closed = bool(_CLOSED.search(line)) and not _ABBREVIATED.search(line)
    if closed and (len(line) > 40 or len(line.split()) > 7) and not _dated(line, language):
        return True
    if len(line) <= _DATELINE or read_dateline(line, language) is None:
        return False
    return label_in(line)[0] is None


def _dated(line: str, language: str) -> tuple[Stamp, ...]:
    short = len(line) <= _STAMP_MAX and may_name_a_day(line)
    return tuple(find_stamps(line, language)) if short else ()


def _wrapped(lines: list[str], number: int, found: list[_Line]) -> bool:
    """Whether a line runs on into the next: a text wrapped by hand, or its first sentence."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    if not following:
        return False
    return following[0].islower() or (len(found) > 0 and len(following) > _LINE_MAX)


def _kind(line: str, language: str, *, first: bool) -> _Line:
    """Return what a line is; `first`: it may be the headline."""
    if _NOTE.match(line) or (line.isupper() and _CLOCK.search(line)):  # "EMBARGOED UNTIL 18:00"
        return _Line("note", line)
    stamps = _dated(line, language)
    if stamps:
        rest = left_over(line, list(stamps))
        telling = any(stamp.day.year or stamp.labelled for stamp in stamps)
        if telling and (not rest or _beside(line, rest, stamps)):
            return _beside_date(rest, stamps)
    return _undated(line, first=first)


def _undated(line: str, *, first: bool) -> _Line:
    """Return what a line without a date is."""
    outlet, names = source_of(line), byline_of(line)
    if label_of(line) or is_section(line):
        return _Line("label", line)
    labelled = labelled_byline(line)
    if labelled:
        return _Line("byline", labelled[1], label=labelled[0])
    if outlet:
        return _Line("source", outlet)
    if names and len(line.split()) <= _BYLINE and not (first and _looks_headline(line)):
        return _Line("byline", names)
    return _Line("words", line)


def _looks_headline(line: str) -> bool:
    """Whether a line that begins like a byline goes on like a headline."""
    words = line.split()[1:]
    small = [w for w in words if w[0].islower() and w.casefold() not in _NAME_SMALL]
    return len(small) > 1


def _beside(line: str, rest: str, stamps: tuple[Stamp, ...]) -> bool:
    """Whether what stands beside a date is a name, a place or a byline, not a headline's words."""
    words = rest.split()
    if len(words) > _BYLINE:
        return False
    if byline_of(rest) or source_of(rest) or label_of(rest) or is_section(rest):
        return True
    before, after = line[: stamps[0].start], line[stamps[-1].end :]
    apart = bool(_SEPARATED.search(before)) and (
        not after.strip() or not after.strip()[0].isalnum()
    )
    return is_name(rest) and (apart or len(words) <= 4)


def _beside_date(rest: str, stamps: tuple[Stamp, ...]) -> _Line:
    if not rest:
        return _Line("date", "", stamps)
    outlet, names = source_of(rest), byline_of(rest)
    if outlet:
        return _Line("source", outlet, stamps)
    if names:
        return _Line("byline", names, stamps)
    if label_of(rest):
        return _Line("label", rest, stamps)
    if is_section(rest) or not is_name(rest):
        return _Line("date", "", stamps)
    return _Line("outlet", rest, stamps)


def is_name(words: str) -> bool:
    """Whether `words` can be the name of an outlet: capitals but for small words, no sentence."""
    listed = words.replace("|", " ").split()
    if not listed or len(listed) > _OUTLET_WORDS or _CLOSED.search(words):
        return False
    if _CLOCK.search(words):
        return False
    if _CJK.search(words):
        return len(words) <= 14
    if words.upper() == words.lower():
        return len(listed) <= 4
    return all(w[0].isupper() or not w[0].isalpha() or w.casefold() in _NAME_SMALL for w in listed)


def _head(found: list[_Line], body: str) -> Head | None:
    """Return the head that the lines make, if one of them tells that it is one."""
    telling = [item for item in found if item.kind != "words"]
    if not telling:
        return None
    words = [number for number, item in enumerate(found) if item.kind == "words"]
    at = _headline(found, words)
    title, after = _titled(found[at].words if at is not None else None)
    names = next((item.words for item in found if item.kind == "byline"), None)
    alone = next((n for n in words if n != at and _is_person(found[n].words)), None)
    outlet, used = _outlet(
        [i for n, i in enumerate(found) if n != alone], found[at] if at is not None else None
    )
    rest = [found[n].words for n in words if n not in {at, alone} and found[n] is not used]
    author, beside = _author(names or (found[alone].words if alone is not None else None))
    return Head(
        title=title,
        outlet=outlet or beside or after,
        author=author,
        stamps=tuple(stamp for item in found for stamp in item.stamps),
        labels=tuple(filter(None, (i.words if i.kind == "label" else i.label for i in found))),
        notes=tuple(item.words for item in found if item.kind == "note"),
        body="\n\n".join([*rest, body]) if rest else body,
    )


def _headline(found: list[_Line], words: list[int]) -> int | None:
    """Return which line is the headline: the first of more than a name's length, else the first."""
    long = [
        n
        for n in words
        if len(found[n].words.split()) in _HEADLINE_WORDS
        or (_CJK.search(found[n].words) and len(found[n].words) >= 8)
    ]
    telling = [n for n in long if not is_name(found[n].words)]
    short = [n for n in words if not _is_place(found[n].words.partition(",")[0])]
    return next(iter([*telling[:1], *long, *short]), None)


def _titled(title: str | None) -> tuple[str | None, str | None]:
    """Return a headline, and the site whose name a page's title has after a bar."""
    before, bar, last = (title or "").rpartition(" | ")
    if bar and is_name(last.strip()) and len(before.split()) > len(last.split()):
        return before.strip(), last.strip()
    return title, None


def _outlet(found: list[_Line], title: _Line | None) -> tuple[str | None, _Line | None]:
    """Return the outlet that the head names, and its line if it had one of its own.

    A line that says it is the source comes first, then a name beside a date, then one alone; a
    name beside a date may as well be the place, if another line names the outlet.
    """
    source = next((item.words for item in found if item.kind == "source"), None)
    alone = [
        item
        for item in found
        if item.kind == "words"
        and item is not title
        and is_name(item.words)
        and not _is_place(item.words.partition(",")[0])
        and not _names_a_day(item.words)
    ]
    beside = next((item.words for item in found if item.kind == "outlet"), None)
    if source:
        return source, None
    if alone:
        return alone[0].words, alone[0]
    return (beside if beside and not _is_place(beside) else None), None


def _names_a_day(words: str) -> bool:
    """Whether a line ends in a weekday: "Nairobi, Thursday" is where and when, not who."""
    known = stamp_words().get(fold(words.rpartition(" ")[2].strip(".,")), "")
    return known is not None and known.kind == "day"


def _is_place(words: str) -> bool:
    from briefer.text.countries import find_countries  # noqa: PLC0415 - loads country names

    return len(words.split()) <= 2 and bool(find_countries(words, "en"))


def _author(names: str | None) -> tuple[str | None, str | None]:
    """Return the author and the outlet of a byline: "Jane Doe, Example Wire"; "Jane Doe (Wire)"."""
    if names is None:
        return None, None
    match = re.fullmatch(
        r"(?P<who>[^,|/(（]{3,60})(?:\s?[,|/·•–—]\s?|\s?[(（])(?P<what>[^,|/()（）]{2,50})[)）]?",
        names,
    )
    if match and len(match["what"].split()) >= 2 and is_name(match["what"].strip()):
        what = match["what"].strip()
        if not _is_person(what):
            return match["who"].strip(), what
    return names, None


def _is_person(words: str) -> bool:
    listed = words.split()
    return 2 <= len(listed) <= _PERSON and listed[0].casefold() in given_names() and is_name(words)
