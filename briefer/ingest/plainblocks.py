"""The blocks of plain text: blank lines, rules, numbers, capitals and underlining set them off."""

import re
from collections.abc import Iterator

from briefer.ingest.blocks import DECORATED, HEAD_MAX, NUMBER, RULE, Block, BlockLink, Style, caps
from briefer.ingest.clean import paragraphs

_URL = re.compile(
    r"[<\[(]?\b(https?://[^\s<>\[\]()]{3,2000}(?:\([^\s()]{0,80}\)[^\s<>\[\]()]{0,200})?)[>\])]?"
)
_LABELLED = re.compile(r"\s?(?:[→»>*•-]{1,2}\s?)?(?:[^\W\d_][^.!?:\n]{0,40}:\s?)?$")
_UNDERLINE = re.compile(r"\s*([-=~^*_])\1{2,}\s*$")
_BULLET = re.compile(r"\s*[-*•·–‣◦]\s+(?=\S)")

_WRAPPED = 100  # characters; with longer lines, each is a paragraph


def plain_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text: parted by blank lines, rules, and lines that are heads."""
    found: list[Block] = []
    ruled = False
    for group in _groups(text):
        if len(group) == 1 and RULE.match(group[0]):
            ruled = True
            continue
        made = _running(group) or [b for part in _parts(group) for b in _made(*part)]
        if made and ruled:
            made[0] = made[0]._replace(ruled=True)
        ruled = ruled and not made
        found += made
    return found


def _running(group: list[str]) -> list[Block]:
    """Return the block of a single long line without a link, as most are; else none."""
    line = group[0]
    if len(group) > 1 or len(line) <= HEAD_MAX or "://" in line or _BULLET.match(line):
        return []
    return [Block(line.strip())]


def _groups(text: str) -> Iterator[list[str]]:
    """Yield runs of lines that stand together; a rule stands alone, unless it underlines a line."""
    group: list[str] = []
    for line in text.split("\n"):
        rule = bool(line.strip()) and bool(RULE.match(line))
        under = rule and len(group) == 1 and len(group[0]) <= 100 and bool(_UNDERLINE.match(line))
        if under and not abs(len(line.strip()) - len(group[0].strip())) <= 4:
            under = False
        if under:
            group.append(line)
            yield group
            group = []
            continue
        if (rule or not line.strip()) and group:
            yield group
            group = []
        if rule:
            yield [line]
        elif line.strip():
            group.append(line)
    if group:
        yield group


def _parts(group: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (text, mark) of the paragraphs of a group of lines; a head is one of its own."""
    if len(group) == 2 and _UNDERLINE.match(group[1]) and not RULE.match(group[0]):
        yield group[0].strip(), "underlined"
        return
    rest: list[str] = []
    for index, line in enumerate(group):
        mark = _mark(line)
        alone = len(group) == 1
        if mark == "caps" or (mark and mark != "numbered" and (index == 0 or not rest)):
            yield from _plain(rest, alone=False)
            rest = []
            yield line.strip(), mark
        elif mark == "numbered" or _BULLET.match(line):
            yield from _plain(rest, alone=False)
            rest = [line]
            if alone:
                break
        elif "://" in line and not _unlinked(line).strip("->→»*"):
            yield from _plain(rest, alone=False)
            rest = []
            yield line.strip(), ""
        else:
            rest.append(line)
    yield from _plain(rest, alone=len(rest) == len(group))


def _plain(lines: list[str], *, alone: bool) -> Iterator[tuple[str, str]]:
    """Yield paragraphs of running lines; a first that ends without a stop may be a head."""
    wrapped = len(lines) > 1 and max(map(len, lines)) <= _WRAPPED
    found = paragraphs("\n".join(lines)) if wrapped else [line.strip() for line in lines]
    for index, text in enumerate(found):
        first = index == 0 and (len(found) > 1 or alone or NUMBER.match(text))
        yield text, _short(text) if first else ""


def _unlinked(text: str) -> str:
    return (_URL.sub(" ", text) if "://" in text else text).strip()


def _short(text: str) -> str:
    """Return "numbered" or "short" for what may be a head, "" for what is too long for one."""
    bare = _unlinked(text)
    if not bare or len(bare) > HEAD_MAX or len(bare.split()) > 30:
        return ""
    if NUMBER.match(bare):
        return "numbered"
    return "" if bare.endswith(tuple(".…。;,")) else "short"


def _mark(line: str) -> str:
    bare = _unlinked(line)
    if not bare or len(bare) > HEAD_MAX:
        return ""
    if NUMBER.match(bare):
        return "numbered"
    ornament = DECORATED.match(bare)
    if ornament is None or _BULLET.match(bare) or ornament["words"].endswith((".", "。", "…")):
        return caps(bare)
    closed = bool(ornament["end"]) or ornament["mark"] not in "[-"
    return ornament["mark"][0] if closed else caps(bare)


def _made(text: str, mark: str) -> Iterator[Block]:
    addresses = _URL.finditer(text) if "://" in text else ()
    links = tuple(
        BlockLink(found[1].rstrip(".,;"), text[: found.start()][-60:]) for found in addresses
    )
    bullet = bool(_BULLET.match(text)) and not mark
    bare = _unlinked(text)
    if not bare or (links and _LABELLED.match(bare)):
        yield Block(bare, Style(linked=True), links)
        return
    yield Block(bare, Style(mark=mark), links, bullet=bullet)
