"""The blocks of HTML: what looks alike is known by tags, weight and size, whatever the markup."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from briefer.ingest.blocks import RULE, Block, BlockLink, Style, caps
from briefer.ingest.clean import normalise
from briefer.ingest.fragments import BLOCKS, DROPPED

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt)", re.IGNORECASE)


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
    return block._replace(style=block.style._replace(size=larger, mark=caps(block.text)))


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
        if RULE.match(text):
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


def _links(runs: list[_Run]) -> Iterator[BlockLink]:
    seen: dict[str, str] = {}
    for run in runs:
        if run.url.startswith(("http://", "https://")):
            seen[run.url] = seen.get(run.url, "") + run.text
    for url, words in seen.items():
        yield BlockLink(url, " ".join(words.split()))
