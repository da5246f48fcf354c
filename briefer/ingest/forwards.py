"""A forwarded mail inside another: whose it was, when, and where it begins.

Mail programs write the first mail's headers above it, each in the words of its language: "Von:",
"Gesendet:" (Outlook), "---------- Forwarded message ---------" (Gmail), "Begin forwarded message:"
(Apple). Of mails forwarded more than once the innermost counts.
"""

import re
from functools import cache
from typing import NamedTuple

from briefer.ingest._forms import any_word
from briefer.ingest.clean import word_count
from briefer.ingest.letterwords import words

_NOTE = 20  # words above a mail, with which an unmarked one below is what is answered
_NEAR = 60  # words between the headers of a mail and of the one that it forwards
_FIELDS = 16  # lines of headers at most
_QUOTED = re.compile(r"(?:\s?>\s?)+")
_ADDRESSED = re.compile(
    r"(?P<before>.*?)[\"«“„']?(?P<name>[^\"«»“”<>,;]{2,80}?)[\"»”']?\s*<\s*(?P<at>[^<>\s@]+@[^<>\s]+)>\s*:?\s*$"
)
_DIGIT = re.compile(r"\d")


class Original(NamedTuple):
    """The headers of a forwarded mail; `lines[above:start]` are they, and its text follows."""

    above: int
    start: int
    sender: str = ""
    sent: str = ""
    subject: str = ""


class _Labels(NamedTuple):
    field: re.Pattern[str]
    marker: re.Pattern[str]
    ended: re.Pattern[str]
    replied: re.Pattern[str]
    roles: dict[str, str]


@cache
def _labels() -> _Labels:
    roles: dict[str, str] = {}
    listed = any_word(
        lambda each: (
            *each.letters.sender,
            *each.letters.sent,
            *each.letters.recipients,
            *each.letters.subject,
        )
    )
    from briefer.lang import every  # noqa: PLC0415

    for role, labels in (
        ("recipients", every(lambda each: each.letters.recipients)),
        ("sent", every(lambda each: each.letters.sent)),
        ("subject", every(lambda each: each.letters.subject)),
        ("sender", every(lambda each: each.letters.sender)),
    ):
        roles |= {_plain(label): role for label in labels}
    forwarded = any_word(lambda each: each.mails.forwarded)
    ended = any_word(lambda each: each.letters.ended)
    original = any_word(lambda each: each.mails.original)
    rule = r"[-_=*>\s]{0,40}"
    return _Labels(
        field=re.compile(
            rf"[*_\s]{{0,3}}(?P<label>{listed})\s?[:：]?[*_]{{0,2}}\s?[:：][*_]{{0,2}}\s*(?P<value>.*)$",
            re.IGNORECASE,
        ),
        marker=re.compile(rf"{rule}{forwarded}(?:\s?[:：]|\s.{{0,80}})?{rule}$", re.IGNORECASE),
        ended=re.compile(rf"{rule}{ended}{rule}$", re.IGNORECASE),
        replied=re.compile(rf"{rule}{original}{rule}$", re.IGNORECASE),
        roles=roles,
    )


def _plain(label: str) -> str:
    return label.casefold().replace("’", "'").strip(" *_")


def find_original(lines: list[str], subject: str) -> Original | None:
    """Return the innermost mail that `lines` forward, or None where they forward none.

    A quoted mail without a line that says "forwarded" counts as forwarded where the `subject` of
    the outer one says so, or where next to nothing stands above it.
    """
    found: Original | None = None
    start = 0
    while True:
        inner = _next(lines, start, subject)
        if inner is None or (
            found and word_count("\n".join(lines[start : inner.above]), _NEAR) >= _NEAR
        ):
            return found
        found = inner
        start = inner.start
        subject = inner.subject or subject


def _next(lines: list[str], start: int, subject: str) -> Original | None:
    known = _labels()
    for index in range(start, len(lines)):
        line = _bare(lines[index])
        if not line or len(line) > 300:
            continue
        if known.marker.match(line):
            block = _marked(lines, index)
            if block:
                return block
        elif known.field.match(line):
            block = _fields(lines, index, index)
            if block and _counts(block) >= 3 and _is_forwarded(lines, start, index, subject):
                return block
            if block and _counts(block) >= 3:
                return None
    return None


def _is_forwarded(lines: list[str], start: int, index: int, subject: str) -> bool:
    known = words()
    if known.forwarded.match(subject):
        return True
    above = [_bare(line) for line in lines[start:index]]
    if any(_labels().replied.match(line) for line in above if line) or known.replied.match(subject):
        return False
    return word_count("\n".join(above), _NOTE) < _NOTE


def _marked(lines: list[str], marker: int) -> Original | None:
    """Return the headers below a line that says "forwarded"."""
    for index in range(marker + 1, min(marker + 6, len(lines))):
        line = _bare(lines[index])
        if not line:
            continue
        if _labels().field.match(line):
            return _fields(lines, index, marker)
        told = _ADDRESSED.match(line)
        if told:
            return Original(
                marker,
                index + 1,
                f"{told['name'].strip()} <{told['at']}>",
                told["before"].strip(" ,"),
            )
        return None
    return None


def _fields(lines: list[str], first: int, above: int) -> Original | None:
    """Return the headers that begin at `first`; a value may stand on the next line."""
    values: dict[str, str] = {}
    index, last = first, first
    role = ""
    while index < len(lines) and index < first + 3 * _FIELDS:
        line = _bare(lines[index])
        found = _labels().field.match(line) if len(line) <= 600 else None
        if found:
            role = _role(found["label"], values)
            values.setdefault(role, found["value"].strip(" *_\t"))
            last = index + 1
        elif line and role and not values[role]:
            values[role] = line
            last = index + 1
        elif line and not (role == "recipients" and "@" in line and index == last):
            break
        elif line:
            last = index + 1
        elif index - last > 2:
            break
        index += 1
    if "sender" not in values or not ({"sent", "subject"} & set(values)):
        return None
    return Original(
        above, last, values["sender"], values.get("sent", ""), values.get("subject", "")
    )


def _role(label: str, values: dict[str, str]) -> str:
    """Return what a label says; of one that two languages share, what is not yet known."""
    role = _labels().roles[_plain(label)]
    return "recipients" if role in values else role


def _counts(found: Original) -> int:
    return bool(found.sender) + bool(found.sent and _DIGIT.search(found.sent)) + bool(found.subject)


def _bare(line: str) -> str:
    quoted = _QUOTED.match(line)
    return (
        (line[quoted.end() :] if quoted else line)
        .replace("\xa0", " ")
        .replace("\u200f", "")
        .replace("\u200e", "")
        .strip()
    )


def text_lines(lines: list[str], found: Original) -> list[str]:
    """Return the lines of the forwarded mail itself, unquoted if it was forwarded quoted."""
    rest = lines[found.start :]
    headers = [line for line in lines[found.above : found.start] if line.strip()]
    told = [line for line in rest if line.strip()]
    if any(map(_QUOTED.match, headers)) or (told and all(map(_QUOTED.match, told))):
        rest = [_QUOTED.sub("", line, count=1) for line in rest]
    end = next(
        (i for i, line in enumerate(rest) if line.strip() and _labels().ended.match(line)),
        len(rest),
    )
    return rest[:end]
