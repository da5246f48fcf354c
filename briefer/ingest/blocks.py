"""A mail's body as blocks: paragraphs with what sets them off from one another.

HTML and plain text give the same: a block says how it looks (a heading's tag, bold, linked, large,
capitals, underlined, numbered), where it stands, and what it links to. Who looks for the items of
a newsletter needs to know no more.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from briefer.ingest.clean import normalise, paragraphs
from briefer.ingest.fragments import BLOCKS, DROPPED

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt)", re.IGNORECASE)
_URL = re.compile(
    r"[<\[(]?\b(https?://[^\s<>\[\]()]{3,2000}(?:\([^\s()]{0,80}\)[^\s<>\[\]()]{0,200})?)[>\])]?"
)
_LABELLED = re.compile(r"\s?(?:[→»>*•-]{1,2}\s?)?(?:[^\W\d_][^.!?:\n]{0,40}:\s?)?$")
_RULE = re.compile(r"\s*(?:[-=_*~#·•—–+]\s?){3,}\s*$")
_UNDERLINE = re.compile(r"\s*([-=~^*_])\1{2,}\s*$")
NUMBER = re.compile(
    r"\s*(?:[#№(\[]\s?)?(?P<n>\d{1,2})(?:[.)\]/:、．]|\.\)|️?⃣)+\s*(?=\S)|\s*(?P<c>[①-⑳➀-➉❶-❿])\s*(?=\S)"
    r"|\s*(?P<h>[一二三四五六七八九十]{1,3})[、．.]\s*(?=\S)"
)
_DECORATED = re.compile(
    r"\s*(?P<mark>\+{2,}|\*{1,3}|={2,}|#{1,4}|_{1,2}|>{1,3}|[■◆●▶►▪◼◾★☆▼➤→»§◇○□▲]|【|\[|-{2,})\s*(?P<words>\S.*?)\s*"
    r"(?P<end>\+{2,}|\*{1,3}|={2,}|#{1,4}|_{1,2}|<{1,3}|[■◆●★☆]|】|\]|-{2,})?\s*$"
)
_BULLET = re.compile(r"\s*[-*•·–‣◦]\s+(?=\S)")
_HEAD_MAX = 200  # characters
_TERMINAL = tuple(".!?…。！？؟।;,:")


class Style(NamedTuple):
    """How a block is set off; all false for running text."""

    tag: str = ""  # h1 to h6
    bold: bool = False
    linked: bool = False
    size: float = 0.0  # above that of the running text, in pixels
    mark: str = ""  # of plain text: "caps", "underlined", "numbered", "short", or its ornament


class Link(NamedTuple):
    """An address and the words that it stands under."""

    url: str
    words: str


class Block(NamedTuple):
    """One paragraph. `lead` are the bold words it begins with, where others follow."""

    text: str
    style: Style = Style()
    links: tuple[Link, ...] = ()
    lead: str = ""
    place: tuple[int, ...] = ()  # numbers of the elements around it, outermost first
    ruled: bool = False  # a rule stands above it
    bullet: bool = False


class _Run(NamedTuple):
    text: str
    bold: bool = False
    url: str = ""
    size: float = 0.0


class _Frame(NamedTuple):
    tag: str
    bold: bool
    size: float
    url: str
    heading: str
    number: int


# --- HTML -------------------------------------------------------------------------------------


def html_blocks(tree: HtmlElement) -> list[Block]:
    """Return the blocks below `tree`, in the order of the document."""
    found = _Walker().walk(tree)
    sizes: Counter[float] = Counter()
    for block in found:
        sizes[block.style.size] += len(block.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return [_relative(block, usual or 16.0) for block in found]


def _relative(block: Block, usual: float) -> Block:
    """Return the block with its size as what it has above the usual one."""
    size = block.style.size
    larger = size if size >= usual * 1.1 else 0.0
    return block._replace(style=block.style._replace(size=larger, mark=_caps(block.text)))


class _Walker:
    """Walks a tree once, without recursion, and cuts its text into blocks."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._stack: list[_Frame] = [_Frame("", False, 0.0, "", "", 0)]
        self._runs: list[_Run] = []
        self._count = 0
        self._ruled = False

    def walk(self, tree: HtmlElement) -> list[Block]:
        """Return the blocks of a tree."""
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in DROPPED:
                    walk.skip_subtree()
                self._start(element, tag)
            else:
                self._end(element, tag, tail=element is not tree)
        self._flush()
        return self._blocks

    def _start(self, element: HtmlElement, tag: str) -> None:
        outer = self._stack[-1]
        if tag in BLOCKS:
            self._flush()
            self._ruled |= tag == "hr"
        elif tag == "br":
            self._runs.append(_Run("\n"))
        style = str(element.get("style") or "")[:600]
        bold = (outer.bold or tag in _BOLD_TAGS or bool(_BOLD.search(style))) and not _LIGHT.search(
            style
        )
        size = _SIZE.search(style)
        pixels = float(size[1]) * (1.333 if size[2].lower() == "pt" else 1) if size else outer.size
        url = str(element.get("href") or "").strip()[:2000] if tag == "a" else outer.url
        self._count += 1
        heading = tag if tag in _HEADINGS else outer.heading
        self._stack.append(_Frame(tag, bold, pixels, url, heading, self._count))
        if element.text and tag not in DROPPED:
            self._add(element.text)

    def _end(self, element: HtmlElement, tag: str, *, tail: bool) -> None:
        if tag in BLOCKS:
            self._flush()
        self._stack.pop()
        if tail and element.tail:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        frame = self._stack[-1]
        spaced = " ".join(text.split())
        if spaced or text:
            around = (
                f"{' ' * text[0].isspace()}{spaced}{' ' * (bool(spaced) and text[-1].isspace())}"
            )
            self._runs.append(_Run(around, frame.bold, frame.url, frame.size))

    def _flush(self) -> None:
        """Make blocks of the runs since the last: an empty line parts them, and a head of its own."""
        lines: list[list[_Run]] = [[]]
        for run in self._runs:
            if run.text == "\n":
                lines.append([])
            else:
                lines[-1].append(run)
        self._runs = []
        group: list[list[_Run]] = []
        for line in lines:
            if not "".join(run.text for run in line).strip():
                self._emit(group)
                group = []
                continue
            if group and _looks(group[-1]) != _looks(line):
                self._emit(group)
                group = []
            group.append(line)
        self._emit(group)

    def _emit(self, lines: list[list[_Run]]) -> None:
        if not lines:
            return
        text = "\n".join(normalise("".join(run.text for run in line)).strip() for line in lines)
        if _RULE.match(text):
            self._ruled = True
            return
        runs = [run for line in lines for run in line if run.text.strip()]
        bold, linked = _looks(lines[0])
        frame = self._stack[-1]
        heading = next((f.heading for f in reversed(self._stack) if f.heading), "")
        style = Style(
            heading, bold and not heading, linked and not heading, max(r.size for r in runs)
        )
        self._blocks.append(
            Block(
                text,
                style,
                tuple(_links(runs)),
                "" if bold else _lead(runs),
                tuple(f.number for f in self._stack[1:] if f.tag in BLOCKS),
                self._ruled,
                any(f.tag == "li" for f in self._stack) and frame.tag not in _HEADINGS,
            )
        )
        self._ruled = False


def _looks(line: list[_Run]) -> tuple[bool, bool]:
    """Whether a line is all bold, and whether it is all link."""
    runs = [run for run in line if run.text.strip(" \xa0|·")]
    return bool(runs) and all(r.bold for r in runs), bool(runs) and all(r.url for r in runs)


def _lead(runs: list[_Run]) -> str:
    lead: list[str] = []
    for run in runs:
        if not run.bold:
            break
        lead.append(run.text)
    return normalise("".join(lead)).strip()


def _links(runs: list[_Run]) -> Iterator[Link]:
    seen: dict[str, str] = {}
    for run in runs:
        if run.url.startswith(("http://", "https://")):
            seen[run.url] = seen.get(run.url, "") + run.text
    for url, words in seen.items():
        yield Link(url, " ".join(words.split()))


# --- plain text -------------------------------------------------------------------------------


def plain_blocks(text: str) -> list[Block]:
    """Return the blocks of a plain text: parted by blank lines, rules, and lines that are heads."""
    found: list[Block] = []
    ruled = False
    for group in _groups(text):
        if len(group) == 1 and _RULE.match(group[0]):
            ruled = True
            continue
        made = [block for part in _parts(group) for block in _made(*part)]
        if made and ruled:
            made[0] = made[0]._replace(ruled=True)
        ruled = ruled and not made
        found += made
    return found


def _groups(text: str) -> Iterator[list[str]]:
    """Yield runs of lines that stand together; a rule stands alone, unless it underlines a line."""
    group: list[str] = []
    for line in text.split("\n"):
        rule = bool(line.strip()) and bool(_RULE.match(line))
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
    if len(group) == 2 and _UNDERLINE.match(group[1]) and not _RULE.match(group[0]):
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
    found = paragraphs("\n".join(lines)) if len(lines) > 1 else lines
    for index, text in enumerate(found):
        first = index == 0 and (len(found) > 1 or alone or NUMBER.match(text))
        yield text, _short(text) if first else ""


def _unlinked(text: str) -> str:
    return (_URL.sub(" ", text) if "://" in text else text).strip()


def _short(text: str) -> str:
    """Return "numbered" or "short" for what may be a head, "" for what is too long for one."""
    bare = _unlinked(text)
    if not bare or len(bare) > _HEAD_MAX or len(bare.split()) > 30:
        return ""
    if NUMBER.match(bare):
        return "numbered"
    return "" if bare.endswith(tuple(".…。;,")) else "short"


def _mark(line: str) -> str:
    bare = _unlinked(line)
    if not bare or len(bare) > _HEAD_MAX:
        return ""
    if NUMBER.match(bare):
        return "numbered"
    ornament = _DECORATED.match(bare)
    if ornament is None or _BULLET.match(bare) or ornament["words"].endswith((".", "。", "…")):
        return _caps(bare)
    closed = bool(ornament["end"]) or ornament["mark"] not in "[-"
    return ornament["mark"][0] if closed else _caps(bare)


def _caps(text: str) -> str:
    """Return "caps" for a line in capitals, of at least four of them."""
    if len(text) > _HEAD_MAX or not text.isupper():
        return ""
    return "caps" if sum(map(str.isupper, text)) >= 4 else ""


def _made(text: str, mark: str) -> Iterator[Block]:
    addresses = _URL.finditer(text) if "://" in text else ()
    links = tuple(Link(found[1].rstrip(".,;"), text[: found.start()][-60:]) for found in addresses)
    bullet = bool(_BULLET.match(text)) and not mark
    bare = normalise(_unlinked(text))
    if not bare or (links and _LABELLED.match(bare)):
        yield Block(bare, Style(linked=True), links)
        return
    yield Block(bare, Style(mark=mark), links, bullet=bullet)


def undecorated(text: str) -> str:
    """Return a head without its number and ornaments."""
    line = " ".join(text.split())
    numbered = NUMBER.match(line)
    line = line[numbered.end() :] if numbered else line
    ornament = _DECORATED.match(line)
    if ornament and (ornament["mark"] not in "[【" or ornament["end"]):
        line = ornament["words"]
    while line and not (line[0].isalnum() or line[0] in "\"'“„«‘¿¡([$€£@#‹「『《【"):
        line = line[1:]
    return line.strip()
