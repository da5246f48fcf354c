"""What stands below a text, and is none of it: invitations, paywall lines, press contacts, notes.

Such lines are short, end no sentence as a rule, and stand at the end. What an invitation is to
(a network, a newsletter) and how it begins are words of the languages; so is what a contact is
called. The last lines tell as well: the source of a pasted text, whose article a reprint is, that
an opinion is its author's, who issued a release.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from briefer.ingest.imprints import imprint_of, names_rights, rights_holder, source_below
from briefer.lang import Language, every
from briefer.models import Aside
from briefer.text.stamps import Stamp

_LINE_MAX = 160  # characters of an invitation
_NOTE_MAX = 320  # of a note on rights, views or sources
_LOOKED = 8  # paragraphs at the end of a text, at most
_NOTES = 5  # at the end that may be notes
_FIRST = 1  # paragraphs at its beginning that may be a note
_WORDS = 8  # of a line that may end a sentence
_CONTACT_WORDS = 16
_ABOUT_WORDS = 10
_QUOTES = dict.fromkeys(map(ord, "“”„«»‘…—–*_:,."), " ") | {ord("’"): "'"}
_ADDRESS_WORDS = 40  # of a last paragraph that gives an address of mail
_SENTENCE = re.compile(r"[.!?…。؟][\"”»’')\]]*$")
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\(?\+?\d[\d\s()./-]{6,}\d")
_MARK = re.compile(r"\W{3,}$|\W{0,3}-?\s?30\s?-\W{0,3}$|\W{0,3}ends?\W{0,3}$", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{3}(?<![\w-][A-Z]{3})(?:[A-Z]{1,11}|[A-Z]{0,9}\d{1,3})(?![\w-])")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


class Ending(NamedTuple):
    """What the last lines of a text say; `asides` are those lines.

    `labels` name a kind. `issuer` is who says something about itself below a release.
    """

    outlet: str | None = None
    stamps: tuple[Stamp, ...] = ()
    labels: tuple[str, ...] = ()
    issuer: str | None = None
    reprinted: bool = False
    holder: str | None = None  # of the rights
    asides: tuple[Aside, ...] = ()
    author: str | None = None


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph only invites, or asks for money, or gives an address for the press."""
    if len(paragraph) > _LINE_MAX:
        return False
    low = paragraph.casefold()
    return _invites(low) or is_paying(low) or is_contact(paragraph) or _advertises(paragraph, low)


def _advertises(paragraph: str, low: str) -> bool:
    """Whether a paragraph offers a code for a discount: "Use the code LETTER10"."""
    return bool(_CODE.search(paragraph)) and bool(_book().codes.search(low))


def is_paying(line: str) -> bool:
    """Whether a line is one in front of a paywall: "Subscribers only"."""
    if _SENTENCE.search(line) and len(line.split()) > _WORDS:
        return False
    return _book().paying.search(line.casefold()) is not None


def is_contact(line: str) -> bool:
    """Whether a line names whom the press may ask, or is but such an address."""
    if len(line) > _NOTE_MAX:
        return False
    words = len(line.split())
    label = _book().contacts.match(line.casefold())
    if label is None:
        short = words <= _CONTACT_WORDS // 2 and not _SENTENCE.search(line)
        return short and "@" in line and bool(_REACHED.search(line))
    if len(line.rstrip(" :：")) == label.end():
        return True
    marked = line[label.end() - 1] in ":：" or line[label.end() :].lstrip()[:1] in tuple(":：-–")
    return words <= _CONTACT_WORDS and (bool(_REACHED.search(line)) or (marked and words <= 9))


def read_ending(paragraphs: Sequence[str], *, released: bool) -> tuple[list[str], Ending]:
    """Return the paragraphs without their closing lines, and what those say.

    `released`: the text is known as a press release, whose issuer says last who it is.
    """
    kept = list(paragraphs)
    if len(kept) < 2:
        return kept, Ending()
    found: list[Ending] = []
    looked = range(len(kept) - 1, max(0, len(kept) - 1 - _NOTES), -1)
    for number in [*looked, *range(min(_FIRST, len(kept) - 1))]:
        note = _note(kept[number], last=number >= len(kept) - 3)
        if note is not None:
            found.append(note._replace(asides=(Aside(kind="boilerplate", text=kept[number]),)))
            kept[number] = ""
    marked = any(_MARK.match(paragraph) for paragraph in kept[-_LOOKED:] if paragraph)
    contacts = any(is_contact(paragraph) for paragraph in kept[-_LOOKED:] if paragraph)
    found += _taken(kept)
    about = _about(kept)
    if about is not None and (released or marked or contacts):
        name, at = about
        cut = tuple(Aside(kind="boilerplate", text=text) for text in kept[at:] if text)
        found.append(Ending(issuer=name, labels=("press release",), asides=cut))
        kept[at:] = []
    elif marked and contacts:
        found.append(Ending(labels=("press release",)))
    kept = [paragraph for paragraph in kept if paragraph]
    return (kept, _together(found)) if kept else (list(paragraphs), Ending())


def _taken(paragraphs: list[str]) -> list[Ending]:
    """Take the marks of an end, and the names below a heading such as "Media contact", out of the last."""
    found: list[Ending] = []
    below = False
    for number in range(max(1, len(paragraphs) - _LOOKED), len(paragraphs)):
        line = paragraphs[number]
        heading = is_contact(line) and not _REACHED.search(line)
        named = below and len(line) <= _LINE_MAX and not _SENTENCE.search(line)
        below = heading or named
        if line and (heading or named or _MARK.match(line)):
            found.append(Ending(asides=(Aside(kind="boilerplate", text=line),)))
            paragraphs[number] = ""
    return found


def _note(paragraph: str, *, last: bool) -> Ending | None:
    """Return what a paragraph says that is a note on the text, or None for prose."""
    if len(paragraph) > _NOTE_MAX:
        return None
    low = paragraph.casefold()
    words = low if low.isascii() else low.translate(_QUOTES)
    if _CJK.search(low) or not _book().firsts.isdisjoint(words.replace("(", " ").split()):
        if _book().reprinted.search(low):
            return Ending(reprinted=True)
        if _book().views.search(low):
            return Ending(labels=("opinion",))
    if names_rights(paragraph):
        return Ending(holder=rights_holder(paragraph))
    return _below(paragraph) if last else None


def _below(paragraph: str) -> Ending | None:
    """Return what one of the last paragraphs says: an address of mail, the outlet and the day, a source."""
    addressed = "@" in paragraph and len(paragraph.split()) <= _ADDRESS_WORDS
    if addressed and _REACHED.search(paragraph):
        return Ending()
    found = imprint_of(paragraph) or source_below(paragraph)
    return Ending(outlet=found.outlet, stamps=found.stamps, author=found.author) if found else None


def _about(paragraphs: Sequence[str]) -> tuple[str, int] | None:
    """Return whom the last paragraphs are about by their heading ("About the Fund"), and where."""
    for number in range(max(1, len(paragraphs) - 4), len(paragraphs)):
        line = paragraphs[number].strip(" *_#:")
        match = _book().about.match(line.casefold())
        if match is None or _SENTENCE.search(line) or len(line.split()) > _ABOUT_WORDS:
            continue
        words = line[match.end() :].strip().split()
        name = " ".join(words[1:] if words and words[0].islower() and len(words) > 1 else words)
        if name[:1].isupper() and not name.endswith("?"):
            return name, number
    return None


def _together(found: list[Ending]) -> Ending:
    return Ending(
        outlet=next((each.outlet for each in found if each.outlet), None),
        stamps=tuple(stamp for each in found for stamp in each.stamps),
        labels=tuple(label for each in found for label in each.labels),
        issuer=next((each.issuer for each in found if each.issuer), None),
        reprinted=any(each.reprinted for each in found),
        holder=next((each.holder for each in found if each.holder), None),
        author=next((each.author for each in found if each.author), None),
        asides=tuple(aside for each in reversed(found) for aside in each.asides),
    )


def _invites(low: str) -> bool:
    """Whether a line in lower case invites: by its beginning and a network's name, or alone."""
    book = _book()
    begins = book.invited.match(low.lstrip(" \t*•▶►→>|[]()-–—_👉📲🔔"))
    if begins is not None and len(low.split()) <= len(begins[0].split()) + 1 and len(low) <= 40:
        return not _SENTENCE.search(low)
    if begins is None and low.rstrip().endswith((".", ":", "?", "。")):
        return False
    if book.networks.search(low) is None:
        return False
    return begins is not None or bool(book.inviting.search(low))


# --- words ------------------------------------------------------------------------------------


class _Book(NamedTuple):
    """The words of every language, as expressions for lower case."""

    networks: re.Pattern[str]
    invited: re.Pattern[str]
    inviting: re.Pattern[str]
    contacts: re.Pattern[str]
    paying: re.Pattern[str]
    about: re.Pattern[str]
    reprinted: re.Pattern[str]
    views: re.Pattern[str]
    codes: re.Pattern[str]
    firsts: frozenset[str]  # words that notes begin with: most paragraphs hold none


@cache
def _book() -> _Book:
    return _Book(
        networks=_any(lambda each: each.closing.networks, whole=False),
        invited=_any(lambda each: each.closing.invitations),
        inviting=_any(lambda each: (*each.closing.invitations, *each.closing.ours)),
        contacts=_any(lambda each: each.closing.contacts),
        paying=_any(lambda each: each.closing.paying),
        about=_any(lambda each: each.closing.about),
        reprinted=_any(lambda each: each.closing.reprinted, whole=False),
        views=_any(lambda each: each.closing.views),
        codes=_any(lambda each: each.closing.codes),
        firsts=frozenset(
            phrase.split()[0]
            for phrase in every(lambda each: (*each.closing.reprinted, *each.closing.views))
        ),
    )


def _any(words: Callable[[Language], Iterable[str]], *, whole: bool = True) -> re.Pattern[str]:
    """Return an expression for any of the words; `whole`: nothing is added to their end."""
    ordered = sorted(every(words), key=lambda word: (-len(word), word))
    unspaced = [re.escape(word) for word in ordered if _CJK.search(word)]
    spaced = [re.escape(word).replace("'", "['’]") for word in ordered if not _CJK.search(word)]
    end = r"(?!\w)" if whole else ""
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)}){end}|(?:{'|'.join(unspaced) or '(?!)'})")
