"""What the sender of a mail wrote himself: no quoted replies, signature or list footer."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefer.ingest.clean import word_count
from briefer.models import Aside

_WROTE = re.compile(
    r"(?:On|Le|Am|El|Il|Op|Em|Den|W dniu)\b.{4,200}\b(?:wrote|a écrit|schrieb|escribió|ha scritto|"
    r"schreef|escreveu|skrev|napisała?)\b.{0,80}:$"
    r"|.{4,200}\b(?:пишет|писала?|написала?)\s?:$",
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?!\.\d)")
_ORIGINAL = re.compile(
    r"[-_\s]{2,20}(?:original message|message d[’']origine|ursprüngliche nachricht|mensaje original|"
    r"исходное сообщение|пересылаемое сообщение)[-_\s]{2,20}$|_{20,}$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"[-_\s]{0,20}(?:forwarded message|begin forwarded message|message transféré|"
    r"weitergeleitete nachricht|mensaje reenviado|пересылаемое сообщение|пересланное сообщение)[-_\s:]{0,20}$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\*?(?:from|sent|date|to|cc|subject|reply-to|de|envoyé|à|objet|von|gesendet|an|betreff|от|кому|дата|тема|отправлено)\s?:\*?\s?.{0,300}$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?$")
_SENT_FROM = re.compile(
    r"(?:sent from (?:my|the|mail|outlook|yahoo)|get outlook for|envoyé de(?:puis)? mon|von meinem .{2,30} gesendet|"
    r"отправлено (?:с|из)|enviado desde)\b.{0,80}$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\bunsubscribe\b|manage (?:your )?(?:email )?preferences|email preferences|"
    r"view (?:this (?:e-?mail|message|newsletter) )?in (?:your|a|the) (?:web )?browser|"
    r"you(?:[’']re| are) receiving this|this (?:e-?mail|message|newsletter) was sent (?:to|by)|"
    r"se désabonner|se désinscrire|désinscription|vous recevez ce|отписаться|вы получили это (?:письмо|сообщение)|"
    r"abbestellen|abmelden|darse de baja|cancelar (?:la )?suscripción|إلغاء الاشتراك",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"https?://|\bclick\b|\bhere\b|\b(?:this|these|our) (?:e-?mails?|newsletters?|messages?)\b|\byour?\b|mailing list|"
    r"\bcliquez\b|\bvous\b|нажмите|эт(?:о|у|ой) (?:письмо|рассылк)|\bklicken\b|\bhaga clic\b",
    re.IGNORECASE,
)
_LINK_ONLY = re.compile(r"[\[<(]?(?:https?://|www\.)\S{1,2000}$")
_INLINE_LINK = re.compile(r"\s?[<\[(]https?://[^\s>\])]{1,2000}[>\])]")
_RULE = re.compile(r"[-=_*~#·•—]{3,}$")
_QUOTED = re.compile(r"(?:>\s?)+")
_PROSE = 20  # words of his own above a forwarded report that make the mail the sender's
_FOOTER_MAX = 700  # characters
_SIGNATURE_MAX = 15  # lines
_LINE_MAX = 1000  # characters of a line that are looked at


class Own(NamedTuple):
    """A mail's own text, and the list footers that were moved out of it."""

    text: str
    asides: tuple[Aside, ...]


def own_text(text: str) -> Own:
    """Return the text of a mail body without quotations, signature, footers and rules.

    A mail that only forwards another is that other one: its header lines go, its text stays.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _forwarded(lines)
    lines = [line for line in _before_quotation(lines) if not line.lstrip().startswith(">")]
    kept, asides = _without_footers(_before_signature(lines))
    return Own("\n".join(kept), asides)


def _forwarded(lines: list[str]) -> list[str]:
    at = next((i for i, line in enumerate(lines) if _matches(_FORWARD, line)), None)
    if at is None or word_count("\n".join(lines[:at]), _PROSE) >= _PROSE:
        return lines
    rest = [_QUOTED.sub("", line, count=1) for line in lines[at + 1 :]]
    start = 0
    while start < len(rest) and (not rest[start].strip() or _matches(_FIELD, rest[start])):
        start += 1
    return rest[start:]


def _before_quotation(lines: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        if _matches(_ORIGINAL, line) and _headers_follow(lines, index + 1):
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
    if not _matches(_WROTE, pair):
        return False
    return "@" in pair or bool(_CLOCK.search(pair)) or _quoted(lines[index + 1 : index + 6])


def _headers_follow(lines: list[str], index: int) -> bool:
    window = [line for line in lines[index : index + 4] if line.strip()]
    return not window or any(_matches(_FIELD, line) for line in window) or _quoted(window)


def _quoted(lines: list[str]) -> bool:
    return any(line.lstrip().startswith(">") for line in lines)


def _is_header_block(lines: list[str], index: int) -> bool:
    """Whether three or more mail header lines stand together, as Outlook quotes them."""
    if index == 0 or not _matches(_FIELD, lines[index]):
        return False
    return sum(_matches(_FIELD, line) for line in lines[index : index + 5]) >= 3


def _before_signature(lines: list[str]) -> list[str]:
    kept = [line for line in lines if not _matches(_SENT_FROM, line)]
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
    return bool(_FOOTER.search(text)) and (len(text) <= 90 or bool(_ADDRESSED.search(text)))


def _without_links(line: str) -> str:
    return _INLINE_LINK.sub("", line) if "http" in line else line


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    stripped = line.strip()
    return len(stripped) <= _LINE_MAX and bool(pattern.match(stripped))
