"""What the sender of a mail wrote himself: no quoted replies, signature or list footer."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefer.ingest._forms import any_of, any_word
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import is_footer
from briefer.models import Aside

_I = re.IGNORECASE
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?!\.\d)")
_SIGNATURE = re.compile(r"--\s?$")
_LINK_ONLY = re.compile(r"[\[<(]?(?:https?://|www\.)\S{1,2000}$")
_INLINE_LINK = re.compile(r"\s?[<\[(]https?://[^\s>\])]{1,2000}[>\])]")
_RULE = re.compile(r"[-=_*~#·•—]{3,}$")
_QUOTED = re.compile(r"(?:>\s?)+")
_PROSE = 20  # words of his own above a forwarded report that make the mail the sender's
_FOOTER_MAX = 700  # characters
_SIGNATURE_MAX = 15  # lines
_LINE_MAX = 1000  # characters of a line that are looked at


class _Forms(NamedTuple):
    """What a mail holds beside its sender's words, in any language."""

    wrote: re.Pattern[str]
    original: re.Pattern[str]
    forward: re.Pattern[str]
    field: re.Pattern[str]
    sent_from: re.Pattern[str]
    footer: re.Pattern[str]
    addressed: re.Pattern[str]


@cache
def _forms() -> _Forms:
    days = any_word(lambda each: each.mails.reply_days)
    wrote = any_word(lambda each: each.mails.wrote)
    last = any_word(lambda each: each.mails.wrote_last)
    original = any_word(lambda each: each.mails.original)
    forwarded = any_word(lambda each: each.mails.forwarded)
    fields = any_word(lambda each: each.mails.fields)
    return _Forms(
        wrote=re.compile(rf"{days}\b.{{4,200}}\b{wrote}\b.{{0,80}}:$|.{{4,200}}\b{last}\s?:$"),
        original=re.compile(rf"[-_\s]{{2,20}}{original}[-_\s]{{2,20}}$|_{{20,}}$", _I),
        forward=re.compile(rf"[-_\s]{{0,20}}{forwarded}[-_\s:]{{0,20}}$", _I),
        field=re.compile(rf"\*?{fields}\s?:\*?\s?.{{0,300}}$", _I),
        sent_from=re.compile(rf"{any_of(lambda each: each.mails.sent_from)}\b.{{0,80}}$", _I),
        footer=re.compile(any_of(lambda each: each.mails.footer), _I),
        addressed=re.compile(any_of(lambda each: each.mails.addressed), _I),
    )


class Own(NamedTuple):
    """A mail's own text, and the list footers that were moved out of it."""

    text: str
    asides: tuple[Aside, ...]


def own_text(text: str) -> Own:
    """Return the text of a mail body without quotations, signature, footers and rules.

    A mail that only forwards another is that other one: its header lines go, its text stays.
    """
    return without_footers(own_lines(text))


def without_footers(lines: list[str]) -> Own:
    """Return the text of a mail's own lines, its list's footers apart."""
    kept, asides = _without_footers(lines)
    return Own("\n".join(kept), asides)


def own_lines(text: str) -> list[str]:
    """Return the lines of a mail body without quotations and signature; footers stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _forwarded(lines)
    lines = [line for line in _before_quotation(lines) if not line.lstrip().startswith(">")]
    return _before_signature(lines)


def _forwarded(lines: list[str]) -> list[str]:
    at = next((i for i, line in enumerate(lines) if _matches(_forms().forward, line)), None)
    if at is None or word_count("\n".join(lines[:at]), _PROSE) >= _PROSE:
        return lines
    rest = [_QUOTED.sub("", line, count=1) for line in lines[at + 1 :]]
    start = 0
    while start < len(rest) and (not rest[start].strip() or _matches(_forms().field, rest[start])):
        start += 1
    return rest[start:]


def _before_quotation(lines: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        if _matches(_forms().original, line) and _headers_follow(lines, index + 1):
            return lines[:index]
        if _opens_reply(lines, index):
            return lines[:index]
        if _is_header_block(lines, index):
            return lines[:index]
    return lines


def _opens_reply(lines: list[str], index: int) -> bool:
    """Whether "On … wrote:" stands here (perhaps over two lines) and a quotation follows."""
    pair = lines[index].strip()
    if not pair.endswith(":"):
        second = lines[index + 1].strip() if index + 1 < len(lines) else ""
        if not second.endswith(":"):
            return False
        pair = f"{pair[:200]} {second[:200]}"
    if not _matches(_forms().wrote, pair):
        return False
    return "@" in pair or bool(_CLOCK.search(pair)) or _quoted(lines[index + 1 : index + 6])


def _headers_follow(lines: list[str], index: int) -> bool:
    window = [line for line in lines[index : index + 4] if line.strip()]
    return not window or any(_matches(_forms().field, line) for line in window) or _quoted(window)


def _quoted(lines: list[str]) -> bool:
    return any(line.lstrip().startswith(">") for line in lines)


def _is_header_block(lines: list[str], index: int) -> bool:
    """Whether three or more mail header lines stand together, as Outlook quotes them."""
    if index == 0 or not _matches(_forms().field, lines[index]):
        return False
    return sum(_matches(_forms().field, line) for line in lines[index : index + 5]) >= 3


def _before_signature(lines: list[str]) -> list[str]:
    kept = [line for line in lines if not _matches(_forms().sent_from, line)]
    following = 0
    end = len(kept)
    for index in range(len(kept) - 1, -1, -1):
        if _SIGNATURE.match(kept[index]):
            end = index
        following += bool(kept[index].strip())
        if following > _SIGNATURE_MAX:  # above that, "-- " is a newsletter's rule
            break
    return kept[:end]


def _without_footers(lines: list[str]) -> tuple[list[str], tuple[Aside, ...]]:
    kept: list[str] = []
    asides: list[Aside] = []
    for block in _blocks(lines):
        footer = " ".join(line.strip() for line in block if line.strip())
        if len(footer) <= _FOOTER_MAX and _is_footer(footer):
            asides.append(Aside(kind="boilerplate", text=footer))
        else:
            kept += [_without_links(line) for line in block if not _matches(_LINK_ONLY, line)]
        kept.append("")
    return kept, tuple(asides)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield runs of lines between blank lines and rules."""
    block: list[str] = []
    for line in lines:
        stripped = line.strip()
        if stripped and not _matches(_RULE, stripped):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_footer(text: str) -> bool:
    """Whether `text` is addressed to a list's subscriber, not a report of people who leave."""
    if _forms().footer.search(text):
        return len(text) <= 90 or bool(_forms().addressed.search(text))
    return len(text) <= 90 and is_footer(text)


def _without_links(line: str) -> str:
    return _INLINE_LINK.sub("", line) if "http" in line else line


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    stripped = line.strip()
    return len(stripped) <= _LINE_MAX and bool(pattern.match(stripped))
