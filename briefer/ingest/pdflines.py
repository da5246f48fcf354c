"""The lines of a PDF's page, with their places and the sizes of their letters.

A PDF knows no lines: it shows pieces of text at places. pypdf puts them together in the order in
which they are shown; here each line keeps where it stands, so that columns, heads and headlines
can be told.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from briefer.ingest.raised import on_line

_ROTATED = 0.2  # of the height of letters: text at the margin, or across the page
_SMALL = 0.82  # of the size of its line, and a piece that is raised is a superscript
_RAISED = 0.12
_WELL_RAISED = 0.25  # so is one that is hardly smaller

_GAP = 0.2  # of the page's width: the next piece is in another column
_PAIRS = 5  # lines that are shown across two columns, at least
_PROSE = 22  # letters: of columns that are no table's, the lines are longer
_ALIGNED = 2  # letters by which lines of a column may begin apart
_SPACES = re.compile(r" {2,}")

Line = tuple[str, float, float, float, bool]  # text, x and y of its start, size, whether bold


class _Piece(NamedTuple):
    text: str
    x: float
    y: float
    size: float
    bold: bool


def lines_of(page: Any) -> list[Line]:
    """Return the lines of a pypdf page in the order in which they are shown.

    Where columns are shown side by side, line by line, they come one after the other.
    """
    lines: list[list[_Piece]] = [[]]
    starts: list[tuple[float, float]] = []

    def show(operator: bytes, _: object, cm: list[float], tm: list[float]) -> None:
        if operator in {b"Tj", b"TJ"}:
            starts.append(_place(cm, tm)[:2])

    def take(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x, y, height, upright = _place(cm, tm)
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part and upright:
                lines[-1].append(_Piece(part, x, y, abs(size) * height, bold))

    page.extract_text(visitor_operand_before=show, visitor_text=take)
    found = [_line(pieces) for pieces in lines if any(piece.text.strip() for piece in pieces)]
    if _shown_across(starts, float(page.mediabox.width)):
        return _column_by_column(page.extract_text(extraction_mode="layout"), found)
    return found


def _place(cm: Sequence[float], tm: Sequence[float]) -> tuple[float, float, float, bool]:
    """Return x, y, the scale of a letter's height, and whether text stands upright."""
    a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    c, d = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return x, y, math.hypot(c, d), abs(b) <= _ROTATED * abs(a)


def _line(pieces: list[_Piece]) -> Line:
    """Return pieces on one line as one, with its superscripts set on it."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text.strip())
    size = sizes.most_common(1)[0][0]
    main = next(p for p in pieces if p.text.strip() and round(p.size, 1) == size)
    text = ""
    for place, piece in enumerate(pieces):
        least = _RAISED if piece.size < _SMALL * size else _WELL_RAISED
        small = 0 < piece.size <= size and piece.y > main.y + least * size
        after = pieces[place + 1].text if place + 1 < len(pieces) else ""
        text += on_line(text, piece.text, after) if small and text.strip() else piece.text
    first = next(p for p in pieces if p.text.strip())
    bold = sum(len(p.text) for p in pieces if p.bold) > 0.6 * len(text)
    return " ".join(text.split()), round(first.x, 1), round(main.y, 1), size, bold


# --- columns that are shown line by line ------------------------------------------------------


def _shown_across(starts: list[tuple[float, float]], width: float) -> bool:
    """Whether piece after piece goes on in another column, at one and the same place."""
    jumps = Counter(
        round(x / 4)
        for (before, above), (x, y) in pairwise(starts)
        if abs(y - above) < 1 and x - before > _GAP * width
    )
    return bool(jumps) and jumps.most_common(1)[0][1] >= _PAIRS


def _column_by_column(layout: str, known: list[Line]) -> list[Line]:
    """Return the lines of a page that pypdf has set out in letters of one width, by columns.

    Lines that go over both columns part the page into bands. What is a table, with short cells,
    stays as it was shown.
    """
    rows = [row.rstrip() for row in layout.split("\n") if row.strip()]
    gutter = _gutter(rows)
    cells = [_cells(row, gutter) for row in rows]
    both = [pair for pair in cells if all(pair)]
    if not both or sum(len(left) + len(right) for left, right in both) < 2 * _PROSE * len(both):
        return known
    sizes = {line[0]: line[3:] for line in known}
    plain = Counter(line[3] for line in known).most_common(1)[0][0]
    found: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for number, (row, pair) in enumerate(zip(rows, cells, strict=True)):
        y = -1.2 * number * plain
        whole = " ".join(row.split())
        size, bold = sizes.get(whole, (plain, False))
        if not any(pair) or (not all(pair) and size != plain):
            found += [*columns[0], *columns[1], (whole, 0.0, y, size, bold)]
            columns = ([], [])
            continue
        for column, text, x in zip(columns, pair, (0.0, 300.0), strict=True):
            if text:
                column.append((text, x, y, plain, False))
    return [*found, *columns[0], *columns[1]]


def _cells(row: str, gutter: int) -> tuple[str, str]:
    """Return what a row has left and right of the gutter; nothing where it goes over it."""
    for space in _SPACES.finditer(row):
        if abs(space.end() - gutter) <= _ALIGNED:
            left, right = row[: space.start()], row[space.end() :]
            return " ".join(left.split()), " ".join(right.split())
    return (" ".join(row.split()), "") if len(row) < gutter else ("", "")


def _gutter(rows: list[str]) -> int:
    """Return the place in a row where most second columns begin; 0 for a single one."""
    starts = Counter(
        space.end() for row in rows for space in _SPACES.finditer(row) if space.start()
    )
    place, count = starts.most_common(1)[0] if starts else (0, 0)
    return place if count >= _PAIRS else 0
