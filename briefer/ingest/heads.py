"""The head of a text: the lines above the prose, and what each of them is.

A headline stands there, and around it in any order: a date line, an outlet's name, a byline, a
section, a label ("Opinion"), a note ("Corrects paragraph 2"). The head ends where the prose
begins: at a sentence, at a dateline, or at a long line. Where no line but the first can be told,
there is no head: what may be prose stays prose. In a document or a page the headline is known by
its size or its element: what stands above it is the masthead.
"""

import re
from typing import NamedTuple

from briefer.ingest.clean import normalise
from briefer.ingest.closing import is_contact
from briefer.ingest.headlines import (
    CLOSED,
    NAME_SMALL,
    author_of,
    headline_of,
    is_masthead,
    is_name,
    is_person,
    is_place,
    is_titlecase,
    is_unspaced,
    may_be_masthead,
    names_a_day,
    titled,
)
from briefer.ingest.headmarks import (
    ADDRESS,
    NOTE,
    HeadLine,
    dates_of,
    is_lone_dateline,
    line_of,
    names_in,
)
from briefer.ingest.imprints import rights_holder
from briefer.ingest.labels import label_in, label_of
from briefer.ingest.patterns import rights
from briefer.text.datelines import read_dateline
from briefer.text.stamps import Stamp

_OPENING = 600  # characters of a text in which an issuer names itself
_LINES = 10  # of a head, at most
_LOOKED = 40  # lines of a text in which a head ends
_LINE_MAX = 190  # characters
_UNSPACED_MAX = 60  # of a line in letters that have no full stop: Thai, Lao, Khmer
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Ltd|Inc|Corp|Co|St|Jr|Sr|a\.m|p\.m|U\.S|U\.N))\.$")
_DATELINE = 70  # characters that a dateline and its first sentence have at least
_OVER_DATE = 5  # words
_RESERVED = 80  # characters of "All rights reserved"
_ISSUER_WORDS = 4  # of an issuer's name that the text does not repeat
_ISSUED = frozenset({"press_release", "correction"})  # the kinds that need no headline of their own


class ArticleHead(NamedTuple):
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
    url: str | None = None


def read_head(
    text: str, language: str = "", title: str | None = None, *, strict: bool = False
) -> ArticleHead | None:
    """Return the head of `text`, or None where it has none that can be told from prose.

    `title` is the headline where it stands in the text and is known. A `strict` head is that of
    a page: it ends at the first line that is not plainly one of a head's.
    """
    lines = text.lstrip("\n\r \t\ufeff").split("\n", _LOOKED)
    found: list[HeadLine] = []
    at = 0
    seen = title is None
    for number, raw in enumerate(lines[:_LOOKED]):
        line = normalise(raw).strip().lstrip("#*").strip("*_ \t")
        if not line:
            continue
        known = title is not None and _same(line, title)
        if len(found) >= _LINES or (not known and _is_prose(line, language)):
            break
        if is_lone_dateline(line):
            break
        first = title is None and not any(item.kind == "words" for item in found)
        kind = HeadLine("title", line) if known else line_of(line, language, first=first)
        if kind.kind == "words" and not seen:  # beside a masthead stands the day, and anything else
            kind = _of_masthead(kind, language)
        seen = seen or kind.kind == "title"
        kind = _of_rights(kind) if kind.kind == "words" else kind
        if kind.kind == "words" and (strict or _wrapped(lines, number, found)):
            break
        found.append(kind)
        at = number + 1
    body = "\n".join(lines[at:])
    return _head(found, body, known=title is not None) if body.strip() else None


def _of_masthead(line: HeadLine, language: str) -> HeadLine:
    """Return a line above a document's headline as its date line if it states a whole day."""
    stamps = tuple(stamp for stamp in dates_of(line.words, language) if stamp.day.year)
    return HeadLine("date", "", stamps) if stamps else line


def _of_rights(line: HeadLine) -> HeadLine:
    """Return the line, unless it names whom the press may ask, or who holds the rights."""
    holder = rights_holder(line.words)
    if holder:
        return HeadLine("rights", holder)
    reserved = len(line.words) <= _RESERVED and rights().search(line.words.casefold())
    return HeadLine("note", line.words) if reserved or is_contact(line.words) else line


def running_head(lines: list[str]) -> ArticleHead:
    """Return what the heads and feet of a document's pages say of its outlet and its date."""
    found = [line_of(line, "", first=False) for line in lines if not _is_prose(line, "")]
    names = [item.words for item in found if item.kind in {"source", "outlet"} and item.words]
    names += [name for i in found if i.kind in {"words", "outlet"} for name in names_in(i.words)]
    likely = sorted(names, key=lambda name: not is_masthead(name))
    return ArticleHead(
        outlet=next((name for name in likely if not is_place(name)), None),
        stamps=tuple(stamp for item in found for stamp in item.stamps if stamp.day.year),
        labels=tuple(filter(None, (i.words if i.kind == "label" else i.label for i in found))),
    )


def _same(line: str, title: str) -> bool:
    return " ".join(line.split()).casefold() == " ".join(title.split()).strip("#*_ ").casefold()


def _is_prose(line: str, language: str) -> bool:
    if NOTE.match(line):
        return False
    if len(line) > (_UNSPACED_MAX if is_unspaced(line) else _LINE_MAX):
        return True
    closed = bool(CLOSED.search(line)) and not _ABBREVIATED.search(line)
    if closed and (len(line) > 40 or len(line.split()) > 7) and not dates_of(line, language):
        return True
    if len(line) <= _DATELINE or read_dateline(line, language) is None:
        return False
    return label_in(line)[0] is None


def _wrapped(lines: list[str], number: int, found: list[HeadLine]) -> bool:
    """Whether a line runs on into the next: a text wrapped by hand, or its first sentence."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    if not following:
        return False
    return following[0].islower() or (len(found) > 0 and len(following) > _LINE_MAX)


# --- what the lines make ----------------------------------------------------------------------


def _head(found: list[HeadLine], body: str, *, known: bool) -> ArticleHead | None:
    """Return the head that the lines make, if one of them tells that it is one."""
    if not any(item.kind != "words" or item.label for item in found):
        return None
    address = next(
        filter(None, (ADDRESS.match(i.words) for i in found if i.kind == "address")), None
    )
    at = _place_of_title(found, body, known=known)
    title = found[at] if at is not None else None
    person = _person(found, at)
    outlet, used = _outlet([item for item in found if item is not person], at, found)
    byline = next((item.words for item in found if item.kind == "byline"), None)
    author, beside = author_of(byline or (person.words if person else None))
    author = author or next((item.author for item in found if item.author), None)
    holder = next((item.words for item in found if item.kind == "rights"), None)
    name, after = titled(title.words if title else None)
    rest = [i.words for i in found if i.kind == "words" and i not in (title, person, used)]
    return ArticleHead(
        title=name,
        outlet=outlet or beside or after or holder,
        author=author,
        stamps=tuple(stamp for item in found for stamp in item.stamps),
        labels=tuple(filter(None, (i.words if i.kind == "label" else i.label for i in found))),
        notes=tuple(item.words for item in found if item.kind == "note"),
        body="\n\n".join([*rest, body]) if rest else body,
        url=address["url"] if address else None,
    )


def _place_of_title(found: list[HeadLine], body: str, *, known: bool) -> int | None:
    """Return which line is the headline.

    A release or a notice of correction whose only other line is a name has none: the name is the
    issuer's.
    """
    for number, item in enumerate(found):
        if item.kind == "title":
            return number
    words = [number for number, item in enumerate(found) if item.kind == "words"]
    if known or not words:
        return None
    lone = found[words[0]].words if len(words) == 1 and _kinds(found) & _ISSUED else ""
    if lone and may_be_masthead(lone) and is_titlecase(lone) and _is_issuer(lone, body):
        return None
    issued = bool(_kinds(found) & _ISSUED)
    chosen = headline_of([found[number].words for number in words], issued=issued)
    return None if chosen is None else words[chosen]


def _is_issuer(name: str, body: str) -> bool:
    """Whether a lone name above a release is its issuer's, not a headline in capitals."""
    words = name.split()
    small = any(word.casefold() in NAME_SMALL for word in words)
    return small or len(words) <= _ISSUER_WORDS or name in " ".join(body[:_OPENING].split())


def _kinds(found: list[HeadLine]) -> set[str]:
    labels = (item.words if item.kind == "label" else item.label for item in found)
    return {kind for label in labels if label and (kind := label_of(label) or label)}


def _person(found: list[HeadLine], at: int | None) -> HeadLine | None:
    """Return the line that is a person's name, or stands below the headline like one."""
    words = [(n, i) for n, i in enumerate(found) if i.kind == "words" and n != at]
    named = next((item for _, item in words if is_person(item.words)), None)
    if named is not None or at is None or any(item.kind == "byline" for item in found):
        return named
    masthead = any(i.kind in {"source", "outlet"} for i in found) or any(n < at for n, _ in words)
    names = (i for n, i in words if n > at and is_name(i.words) and not is_masthead(i.words))
    below = (item for item in names if len(item.words.split()) in {2, 3})
    return next(below, None) if masthead else None


def _outlet(
    found: list[HeadLine], at: int | None, every: list[HeadLine]
) -> tuple[str | None, HeadLine | None]:
    """Return the outlet that the head names, and its line if it had one of its own.

    A line that says it is the source comes first, then a name alone, then one beside a date; a
    name beside a date may as well be the place, if another line names the outlet.
    """
    source = next((item.words for item in found if item.kind == "source"), None)
    if source:
        return source, None
    title = every[at] if at is not None else None
    words = [item for item in found if item.kind == "words" and item is not title]
    alone = next((i for i in words if _is_alone(i.words) and _stands_well(i, title, every)), None)
    above = [item for item in every[: at or 0] if item in words] or (words if at is None else [])
    issuer = next((i for i in above if may_be_masthead(i.words)), None)
    phrase = bool(_kinds(every) & _ISSUED) or (title is not None and title.kind == "title")
    if issuer is not None and phrase and not is_place(issuer.words):
        return author_of(issuer.words)[1] or issuer.words, issuer
    if alone:
        return alone.words, alone
    over = next((item for item in words if _stands_over_date(item, every)), None)
    if over:
        return over.words, over
    beside = next((item.words for item in found if item.kind == "outlet"), None)
    return (beside if beside and not is_place(beside) else None), None


def _stands_well(line: HeadLine, title: HeadLine | None, every: list[HeadLine]) -> bool:
    """Whether a name below a document's headline is no heading of its text: a date is still to come."""
    if title is None or title.kind != "title" or every.index(line) < every.index(title):
        return True
    below = every[every.index(line) + 1 :]
    return any(item.stamps or item.kind == "byline" for item in below)


def _stands_over_date(line: HeadLine, every: list[HeadLine]) -> bool:
    """Whether a few words stand right above a date line, as names of outlets do in any language."""
    number = every.index(line)
    dated = number + 1 < len(every) and every[number + 1].kind == "date"
    return dated and len(line.words.split()) <= _OVER_DATE and may_be_masthead(line.words)


def _is_alone(words: str) -> bool:
    return is_name(words) and not is_place(words.partition(",")[0]) and not names_a_day(words)
