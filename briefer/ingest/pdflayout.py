"""From the lines of a PDF's pages to paragraphs, a headline and what stands round them.

What is read is geometry, since a PDF has no structure: a head or foot stands at one place of
several pages; a headline is larger than the text; a paragraph ends where the distance to the next
line grows, where a line is indented, or where a line ends early with its sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from briefer.ingest.headlines import is_name
from briefer.ingest.hyphens import Joiner

_PAGE_NUMBER_WORDS = frozenset({"page", "seite", "de", "of", "von", "sur", "p", "стр"})
_EDGE = 2  # lines at the top and at the foot of a page that may be its furniture
_MARGIN = 0.1  # of a page's height
_APART = 2.5  # times the size of the text: what stands so far from it is no part of it
_SMALLER = 0.9  # than the headline: a running head
_NEXT = 1.32  # times the distance of lines: a new paragraph
_LARGER = 1.12  # times the size of the text: a headline's
_BOLD = 1.13  # what bold letters are worth in size
_TITLE_WORDS = 4  # of fewer words are mastheads and names of series, if there is something else
_TITLE_MAX = 300  # characters
_MASTHEAD_LINES = 5  # lines from a masthead to the headline below it, at most
_EARLY = 0.8  # of the width of a column, in letters: a line that ends before is a paragraph's last
_INDENT = 0.7  # times the size of the text
_ENDS = tuple('.!?…:;"”»’)]。！？」؟۔')


class PrintLine(NamedTuple):
    """A line of a page: `y` counts points from the page's top downwards."""

    text: str
    x: float
    y: float
    size: float
    page: int
    bold: bool = False

    @property
    def weight(self) -> float:
        """Its size, a little more where it is bold."""
        return self.size * (_BOLD if self.bold else 1)


class Laid(NamedTuple):
    """A document: the headline if there is one, its paragraphs, and its heads and feet.

    `above`: how many of the paragraphs stand above the headline.
    """

    headline: str | None
    paragraphs: list[str]
    furniture: list[str]
    above: int = 0


def laid_out(pages: Sequence[dict[str, Any]]) -> Laid:
    """Return what the pages of `pdfpages` hold."""
    lines = [
        PrintLine(text, x, page["top"] - y, size, number, bold)
        for number, page in enumerate(pages)
        for text, x, y, size, bold in page["lines"]
    ]
    body, furniture = _without_furniture(lines, [page["height"] for page in pages])
    if not body:
        body, furniture = lines, []
    body = _in_reading_order(body)
    size = _usual([line.size for line in body for _ in range(len(line.text) // 10 + 1)])
    title = _headline(body, size)
    first = body.index(title[0]) if title else 0
    before, rest = body[:first], [line for line in body[first:] if line not in title]
    joiner = Joiner([line.text for line in body])
    kept = [line.text for line in furniture if not _is_number(line.text)]
    headline = joiner.join(line.text for line in title)[:_TITLE_MAX] or None
    above = _paragraphs(before, joiner, body)
    paragraphs = [*above, *_paragraphs(rest, joiner, body)]
    return Laid(headline, paragraphs, list(dict.fromkeys(kept)), len(above))


def _usual(values: Sequence[float]) -> float:
    return Counter(values).most_common(1)[0][0] if values else 0.0


# --- heads, feet, page numbers ----------------------------------------------------------------


def _without_furniture(
    lines: list[PrintLine], heights: Sequence[float]
) -> tuple[list[PrintLine], list[PrintLine]]:
    """Return the lines of the text, and those of running heads and feet and of page numbers.

    A line at the edge of a page is furniture where, without its figures, it stands at the edge of
    at least three pages and half of all, or at the very same place of two pages and half of all;
    so is what stands in the margin of a single page, apart from the text and no larger.
    """
    edges = _edges(lines)
    pages: defaultdict[object, set[int]] = defaultdict(set)
    for line in edges:
        key = _key(line.text)
        pages[key].add(line.page)
        pages[key, round(line.y / 3)].add(line.page)
    half = (len(heights) + 1) // 2
    running = {
        key
        for line in edges
        if (key := _key(line.text))
        and (len(pages[key]) >= max(3, half) or len(pages[key, round(line.y / 3)]) >= max(2, half))
    }
    gone = {
        line
        for line in edges
        if _is_number(line.text) or _key(line.text) in running or _is_apart(line, lines, heights)
    }
    return [line for line in lines if line not in gone], [line for line in lines if line in gone]


def _edges(lines: list[PrintLine]) -> list[PrintLine]:
    """Return the uppermost and the lowest lines of each page."""
    found: list[PrintLine] = []
    for page in sorted({line.page for line in lines}):
        rows = sorted({line.y for line in lines if line.page == page})
        ends = {*rows[:_EDGE], *rows[-_EDGE:]}
        found += [line for line in lines if line.page == page and line.y in ends]
    return found


def _is_apart(line: PrintLine, lines: list[PrintLine], heights: Sequence[float]) -> bool:
    """Whether a line stands alone in the margin of a document's only page."""
    if len(heights) != 1 or len(line.text.split()) > 8 or line.text.endswith(_ENDS):
        return False
    inside = _MARGIN * heights[0] < line.y < (1 - _MARGIN) * heights[0]
    size = _usual([other.size for other in lines for _ in range(len(other.text) // 10 + 1)])
    rest = [other for other in lines if other.y != line.y]
    apart = min((abs(other.y - line.y) for other in rest), default=0.0) > _APART * size
    largest = max((other.weight for other in rest), default=0.0)
    return not inside and apart and line.weight <= max(size, _SMALLER * largest)


def _is_number(text: str) -> bool:
    words = _key(text).split()
    return any(char.isdigit() for char in text) and set(words) <= _PAGE_NUMBER_WORDS


def _key(line: str) -> str:
    kept = "".join(char if char.isalpha() else " " for char in line.casefold())
    return " ".join(kept.split())


# --- order ------------------------------------------------------------------------------------


def _in_reading_order(lines: list[PrintLine]) -> list[PrintLine]:
    """Return each page's lines as they are shown, unless they go back up in a column.

    Then they are read column by column; a line belongs to the column at whose edge it begins.
    """
    found: list[PrintLine] = []
    for page in sorted({line.page for line in lines}):
        own = [line for line in lines if line.page == page]
        column = _columns(own)
        last: dict[float, float] = {}
        backwards = 0
        for line in own:
            edge = column[line]
            backwards += line.y < last.get(edge, 0.0) - 0.5 * line.size
            last[edge] = line.y
        found += sorted(own, key=lambda line: (column[line], line.y)) if backwards else own
    return found


def _columns(lines: list[PrintLine]) -> dict[PrintLine, float]:
    """Return the left edge of the column of each line: one at which several lines begin."""
    edges = Counter(round(line.x) for line in lines)
    known = sorted(edge for edge, count in edges.items() if count >= 3) or [0]
    return {line: max((e for e in known if e <= line.x + 2), default=known[0]) for line in lines}


# --- headline and paragraphs ------------------------------------------------------------------


def _headline(lines: list[PrintLine], size: float) -> list[PrintLine]:
    """Return the lines of the first page's largest heading, if it is larger than the text."""
    groups: list[list[PrintLine]] = []
    for line in (line for line in lines if line.page == 0):
        if line.weight < _LARGER * size or not any(char.isalpha() for char in line.text):
            continue
        if groups and _goes_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    long = [group for group in groups if _words(group) >= _TITLE_WORDS]
    likely = [
        group for group in long or groups if sum(len(line.text) for line in group) <= _TITLE_MAX
    ]
    largest = max(likely, key=lambda group: round(group[0].weight, 1), default=[])
    following = [g for g in likely if largest and lines.index(g[0]) > lines.index(largest[-1])]
    if not following or not is_name(" ".join(line.text for line in largest)):
        return largest
    below = max(following, key=lambda group: round(group[0].weight, 1))
    near = lines.index(below[0]) - lines.index(largest[-1]) <= _MASTHEAD_LINES
    named = is_name(" ".join(line.text for line in below))
    return below if near and not named else largest  # a masthead, then the headline


def _goes_on(line: PrintLine, following: PrintLine) -> bool:
    alike = abs(line.size - following.size) < 0.05 * line.size and line.bold == following.bold
    return alike and 0 <= following.y - line.y < 2.2 * line.size


def _words(group: list[PrintLine]) -> int:
    return sum(len(line.text.split()) for line in group)


def _paragraphs(lines: list[PrintLine], joiner: Joiner, every: list[PrintLine]) -> list[str]:
    """Return the paragraphs of `lines`, measured by `every` line of the text.

    Above the prose, before any line is as long as the column is wide, a line that ends early is one
    by itself: a date line, a byline.
    """
    if not lines:
        return []
    gap = _usual([round(b.y - a.y) for a, b in pairwise(every) if b.y > a.y and b.page == a.page])
    column = _columns(every)
    widths: dict[tuple[float, float], int] = {}
    for line in every:
        key = (column[line], line.size)
        widths[key] = max(widths.get(key, 0), len(line.text))
    usual = _usual([line.size for line in every for _ in range(len(line.text) // 10 + 1)])
    widest = max((len(line.text) * usual for line in every if line.size == usual), default=0.0)
    groups = [[lines[0]]]
    head = True
    for line in lines[1:]:
        last = groups[-1][-1]
        early = len(last.text) < _EARLY * widths[column[last], last.size]
        head = head and line.page == 0 and not last.text.endswith(_ENDS)
        head = head and len(last.text) * last.size < _EARLY * widest
        alone = head and not line.text[0].islower()
        if alone or _begins(last, line, gap, column, early=early):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [joiner.join(line.text for line in group) for group in groups]


def _begins(
    last: PrintLine, line: PrintLine, gap: float, column: dict[PrintLine, float], *, early: bool
) -> bool:
    """Whether `line` begins a paragraph after `last`."""
    if abs(line.weight - last.weight) > 0.06 * last.weight:
        return True
    ended = last.text.endswith(_ENDS)
    if not ended and line.text[0].islower() and line.y - last.y < 2 * _NEXT * max(gap, last.size):
        return False  # a superscript pushes its line down
    if line.page != last.page or line.y <= last.y or column[line] != column[last]:
        return ended and (early or line.x - column[line] > _INDENT * line.size)
    if gap and line.y - last.y > max(_NEXT * gap, gap + 2):
        return True
    return ended and (early or line.x - last.x > _INDENT * line.size)
