"""What each line above a text is: a date line, a byline, a source, a label, a note, or words."""

import re
from functools import cache
from typing import NamedTuple

from briefer.ingest.frontmatter import field_named
from briefer.ingest.headlines import (
    CLOCK,
    NAME_SMALL,
    is_masthead,
    is_name,
    is_person,
    is_place,
    may_be_masthead,
)
from briefer.ingest.labels import (
    byline_of,
    interviewer_of,
    is_section,
    label_of,
    labelled_byline,
    named_parts,
    opening_label,
    source_of,
)
from briefer.ingest.patterns import reading_time
from briefer.lang import every
from briefer.text.datelines import read_dateline
from briefer.text.stamps import Stamp, find_stamps, left_over, may_name_a_day

NOTE = re.compile(r"[(\[（【].{8,400}[)\]）】]\s*$")
ADDRESS = re.compile(r"(?:\w{2,12}\s?:\s)?<?(?P<url>(?:https?://|www\.)[^\s<>]{4,2000})>?$")
_SEPARATED = re.compile(r"^\W*$|[|,;:·•–—―/()-]\s*$")
_APART = re.compile(r"[|,;·•–—―]\s*$|\s-\s*$")
_PAGE = re.compile(r"(?:^|[\s|·•–—-]+)[^\W\d]{1,7}\.?\s[A-Z]?\d{1,4}(?:\s[^\W\d]{1,4}\s\d{1,4})?$")
_JOINT = re.compile(r"\s*[|·•–—―]\s*|\s-\s|,\s")
_SITE = re.compile(r"\s?[(\[]\s?(?:www\.)?[\w-]+(?:\.[\w-]+)+\s?[)\]]")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+$|[\w.+-]+@\S+$")
_FIELD = re.compile(
    r"(?P<name>[^\W\d_][^\W\d_ -]{2,20}(?: [^\W\d_]{2,12})?)\s?[:：]\s*(?P<value>\S.*)?$"
)
_BRACKETED = re.compile(r"[\[【［](?P<name>[^\[\]【】［］]{2,40})[\]】］]\s?")
_SMALL = 4  # letters of a word such as "in" or "dans"
_LONE = 90  # characters of a dateline on a line of its own
_EDGES = " |·•–—-,"
_STAMP_MAX = 140  # characters of a date line
_BYLINE = 12  # words
_BESIDE = 5  # words of a name beside a date


class HeadLine(NamedTuple):
    """A line of a head: what it is, and what it says."""

    kind: str  # date, byline, source, outlet, label, note, title, address, words
    words: str
    stamps: tuple[Stamp, ...] = ()
    label: str = ""  # that a byline begins with ("Analysis by …"), or that the line opens with
    author: str = ""  # beside an outlet: "Jane Doe, Pemba - The Gazette"


def line_of(line: str, language: str, *, first: bool) -> HeadLine:
    """Return what a line is; `first`: it may be the headline."""
    dated = _dated_note(line) if NOTE.match(line) else None
    if dated is not None:
        return dated
    if NOTE.match(line) or (line.isupper() and CLOCK.search(line) and not label_of(line)):
        return HeadLine("note", line)  # "EMBARGOED UNTIL 18:00"
    if ADDRESS.match(line):
        return HeadLine("address", line)
    stamps = dates_of(line, language)
    if stamps:
        bracketed = _BRACKETED.match(line)
        if bracketed and stamps[0].day.year and not label_of(bracketed["name"]):
            return HeadLine("outlet", bracketed["name"].strip(), stamps)
        rest = _PAGE.sub("", left_over(line, list(stamps))).strip(_EDGES)
        telling = any(stamp.day.year or stamp.labelled for stamp in stamps)
        if telling and (not rest or _beside(line, rest, stamps)):
            return _round_date(line, stamps) or _beside_date(rest, stamps)
    return _field(line) or _undated(line, first=first)


def dates_of(line: str, language: str) -> tuple[Stamp, ...]:
    """Return the dates that a line states which is short enough for a date line."""
    short = len(line) <= _STAMP_MAX and may_name_a_day(line)
    return tuple(find_stamps(line, language)) if short else ()


def _dated_note(line: str) -> HeadLine | None:
    """Return what brackets say of outlet and day: "(The Gazette, 1 June 2021)"; None for a note."""
    inner = line_of(line[1:].rstrip(" )]）】"), "", first=False)
    named = inner.kind in {"outlet", "source"} and any(stamp.day.year for stamp in inner.stamps)
    return inner if named else None


def published_in(words: str) -> str | None:
    """Return the outlet of words such as "Published in The Gazette", or None."""
    low = words.casefold()
    label = next((each for each in _published() if low.startswith(f"{each} ")), None)
    if label is None:
        return None
    name = words[len(label) :].split()
    while name and name[0][0].islower() and len(name[0]) <= _SMALL:
        name = name[1:]
    while name and name[-1][0].islower() and len(name[-1]) <= _SMALL:
        name = name[:-1]
    return " ".join(name) if name and is_name(" ".join(name)) else None


@cache
def _published() -> tuple[str, ...]:
    words = every(lambda each: each.datelines.published)
    return tuple(sorted((w for w in words if w.isalpha() or " " in w), key=lambda w: (-len(w), w)))


def is_lone_dateline(line: str) -> bool:
    """Whether a line is but a dateline: the report follows on the next."""
    if len(line) > _LONE or line[-1:] not in ("-", "–", "—"):
        return False
    found = read_dateline(line)
    return found is not None and found.end >= len(line) - 1


def _field(line: str) -> HeadLine | None:
    """Return what a line says that has a field's name before it: "HEADLINE: …", "LENGTH: 312 words"."""
    match = _FIELD.match(line)
    field = field_named(match["name"]) if match else None
    if match is None or (field is None and not match["name"].isupper()):
        return None
    value = (match["value"] or "").strip()
    if field == "title" and value:
        return HeadLine("title", value)
    if field == "author" and value:
        return HeadLine("byline", byline_of(value) or value)
    if field == "labels" and value:
        return HeadLine("label", re.split(r"[;,]", value)[0].strip())
    empty = not value and field in {"text", "published", "title"}
    counted = field is None and value[:1].isdigit() and len(value.split()) <= _SMALL
    return HeadLine("note", line) if empty or counted else None


def _undated(line: str, *, first: bool) -> HeadLine:
    """Return what a line without a date is."""
    outlet, names = source_of(line), byline_of(line)
    if label_of(line) or is_section(line):
        return HeadLine("label", line)
    asked = interviewer_of(line)
    labelled = labelled_byline(line) or (("interview", asked) if asked else None)
    if labelled:
        return HeadLine("byline", labelled[1], label=labelled[0])
    if outlet:
        return HeadLine("source", outlet)
    short = len(line.split()) <= _BYLINE
    if names and short and not (first and _looks_headline(line)):
        return HeadLine("byline", names)
    several = composite(line) if short and _places(line) else None
    if several is None or several.kind != "outlet":
        return HeadLine("words", line, label=opening_label(line) or "")
    return several


def names_in(line: str) -> list[str]:
    """Return the parts of a running head that can be an outlet, the likeliest first."""
    parts = [part.strip(_EDGES) for part in _JOINT.split(_SITE.sub("", line))]
    named = [p for p in parts if is_name(p) and " " in p and not is_place(p) and not is_person(p)]
    named = [p for p in named if not label_of(p) and not is_section(p) and not _DOMAIN.match(p)]
    return sorted(named, key=lambda part: not is_masthead(part))


def _who_and_where(parts: list[str]) -> bool:
    """Whether parts begin with a name and a place, as bylines do: "Rosalina da Cruz | Dili"."""
    first, second = parts[:2]
    short = len(second.split()) == 1 or is_place(second)
    return (
        short and len(first.split()) in {2, 3} and not is_masthead(first) and not label_of(second)
    )


def _places(line: str) -> bool:
    """Whether a part of a line is a place or a person, and all parts are names: no headline's words."""
    parts = [part.strip(_EDGES) for part in _JOINT.split(_SITE.sub("", line))]
    return all(map(is_name, filter(None, parts))) and any(
        is_place(p) or is_person(p) for p in parts
    )


def _looks_headline(line: str) -> bool:
    """Whether a line that begins like a byline goes on like a headline."""
    words = line.split()[1:]
    small = [w for w in words if w[0].islower() and w.casefold() not in NAME_SMALL]
    return len(small) > 1


def _beside(line: str, rest: str, stamps: tuple[Stamp, ...]) -> bool:
    """Whether what stands beside a date is a name, a place or a byline, not a headline's words."""
    words = rest.split()
    if len(words) > _BYLINE:
        return False
    if byline_of(rest) or source_of(rest) or label_of(rest) or is_section(rest):
        return True
    if named_parts(rest).keys() & {"source", "author"} or published_in(rest):
        return True
    before, after = line[: stamps[0].start], line[stamps[-1].end :]
    apart = bool(_SEPARATED.search(before)) and (
        not after.strip() or not after.strip()[0].isalnum()
    )
    if not is_name(rest):  # "Речные вести, 31 мая 2021": few languages have capitals throughout
        marked = _APART.search(before) or (
            not before.strip() and after.strip()[:1] in set("|·•–—-")
        )
        return bool(marked) and len(words) <= _BESIDE and may_be_masthead(rest)
    return apart or len(words) <= 4


def _round_date(line: str, stamps: tuple[Stamp, ...]) -> HeadLine | None:
    """Return what a name before a date and one behind it are: "The Gazette - 1 June 2021 - Jane Doe"."""
    before, after = line[: stamps[0].start], line[stamps[-1].end :]
    if not _APART.search(before) or after.strip()[:1] not in set("|·•–—-"):
        return None
    names = [part.strip(f"{_EDGES}*_ ") for part in (before, after)]
    return composite(" | ".join(names), stamps) if all(map(is_name, names)) else None


def _beside_date(rest: str, stamps: tuple[Stamp, ...]) -> HeadLine:
    if not rest or reading_time().match(rest):
        return HeadLine("date", "", stamps)
    parts = named_parts(rest)
    outlet = source_of(rest) or parts.get("source") or published_in(rest)
    names = byline_of(rest) or parts.get("author")
    if names and " " not in names and rest.split(maxsplit=1)[0].casefold() in NAME_SMALL:
        names = None  # "De Polderbode": an article, no "by"
    if outlet:
        return HeadLine("source", outlet, stamps)
    if names:
        return HeadLine("byline", names, stamps)
    if label_of(rest):
        return HeadLine("label", rest, stamps)
    if is_section(rest):
        return HeadLine("date", "", stamps)
    return composite(rest, stamps) or HeadLine("outlet", rest, stamps)


def composite(line: str, stamps: tuple[Stamp, ...] = ()) -> HeadLine | None:
    """Return what a line of several parts names: "Jane Doe, Pemba - The Gazette (gazette.example)".

    Persons, places, sections and addresses are told apart; one other part is the outlet.
    """
    parts = [part.strip(_EDGES) for part in _JOINT.split(_SITE.sub("", line))]
    parts = [part for part in parts if any(map(str.isalpha, part)) and not CLOCK.search(part)]
    parts = [part for part in parts if not _DOMAIN.match(part) and not is_section(part)]
    parts = [part for part in parts if not (may_name_a_day(part) and find_stamps(part))]
    labels = [part for part in parts if label_of(part)]
    people = [part for part in parts if is_person(part)]
    named = [p for p in parts if p not in labels and p not in people and not is_place(p)]
    if len(parts) < 2 or not all(is_name(p) or may_be_masthead(p) for p in named):
        return None
    if named and not people and parts[0] == named[0] and _who_and_where(parts):
        people, named = named[:1], []
    author = people[0] if people else ""
    outlet = next(filter(is_masthead, named), named[0] if len(named) == 1 else "")
    if outlet:
        return HeadLine("outlet", outlet, stamps, labels[0] if labels else "", author)
    kind = "byline" if author else "date" if stamps else ""
    return HeadLine(kind, author, stamps, labels[0] if labels else "") if kind else None
