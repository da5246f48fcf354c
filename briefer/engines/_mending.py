"""The second try: what failed its check goes back to the model once, with what was wrong."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from briefer.engines._asking import Asking
from briefer.engines._composing import FINAL
from briefer.engines._drafts import draft
from briefer.engines._packing import ArticlePart, Pack, pack
from briefer.engines._replies import (
    CitedLine,
    Lines,
    Point,
    Points,
    lines_schema,
    points_schema,
    read_lines,
    read_points,
)
from briefer.engines.base import FaultyLines, FaultyPoints, Mended
from briefer.llm.client import Client
from briefer.llm.lines import STORY, numbered, one_line
from briefer.llm.requests import Reply, Request
from briefer.models import Check, Chunk, Composed, Document, KeyPoint, Quotation
from briefer.text.evidence import evidence

MOST_CLAIMS = 20  # of one article that are sent back
MOST_FAULTS = 4  # of one claim that are told
OUTPUT_A_CLAIM = 52  # tokens, about

Again = TypeVar("Again", Point, CitedLine)


class Mending:
    """Asks for claims to be put right: key points of an article, lines of a story."""

    def __init__(self, client: Client, asking: Asking) -> None:
        self._client = client
        self._asking = asking

    def points(self, faulty: Iterable[FaultyPoints]) -> Iterator[Mended[FaultyPoints, KeyPoint]]:
        """Yield what came of each article's points."""
        for reply in self._client.run(map(self._points_request, faulty)):
            asked, whole = reply.request.subject
            count = len(asked.points)
            found = paired(reply.value.points if reply.value else (), count)
            claims = [draft(whole, p).key_point if p else None for p in found]
            yield Mended(asked, tuple(claims), reply.usage, _failed(reply))

    def lines(self, faulty: Iterable[FaultyLines]) -> Iterator[Mended[FaultyLines, Composed]]:
        """Yield what came of the lines of each story."""
        for reply in self._client.run(map(self._lines_request, faulty)):
            asked: FaultyLines = reply.request.subject
            found = paired(reply.value.lines if reply.value else (), len(asked.lines))
            claims = [_composed(line, asked.points) if line else None for line in found]
            yield Mended(asked, tuple(claims), reply.usage, _failed(reply))

    def typical(self) -> Request[Any]:
        """Return a request of the usual size, for estimates."""
        lines = [STORY, *(f"{number} {'word ' * 24}" for number in range(1, 4))]
        refused = [f"{number} {'word ' * 30}" for number in range(1, 3)]
        schema = points_schema(2, again=True)
        request = self._asking.repair("extract", lines, refused, schema, _unread, None)
        return request._replace(expected_output=2 * OUTPUT_A_CLAIM)

    def _points_request(self, faulty: FaultyPoints) -> Request[Points]:
        told = faulty.points[:MOST_CLAIMS]
        whole = _cited(faulty.document, told)
        places = {number: place for place, (_, number) in enumerate(whole.sentences, 1)}
        refused = [
            _refused(n, point.text, point.check, _places(point, places), _kept(point, whole))
            for n, point in enumerate(told, 1)
        ]
        read = partial(
            read_points,
            sentences=len(whole.sentences),
            quotations=len(whole.quotations),
            limit=len(told),
        )
        lines = [STORY, *(line for line in whole.lines if line != STORY)]
        schema = points_schema(len(told), again=True)
        request = self._asking.repair("extract", lines, refused, schema, read, (faulty, whole))
        return request._replace(expected_output=len(told) * OUTPUT_A_CLAIM)

    def _lines_request(self, faulty: FaultyLines) -> Request[Lines]:
        told = faulty.lines[:MOST_CLAIMS]
        places = {point.id: place for place, point in enumerate(faulty.points, 1)}
        refused = [
            _refused(n, line.text, line.check, [places[i] for i in line.key_points if i in places])
            for n, line in enumerate(told, 1)
        ]
        read = partial(read_lines, points=len(faulty.points), limit=len(told))
        lines = [STORY, *(numbered(n, p.text) for n, p in enumerate(faulty.points, 1))]
        of = "bottom_line" if faulty.bottom_line else "compose"
        schema = lines_schema(len(told), again=True)
        request = self._asking.repair(of, lines, refused, schema, read, faulty)
        return request._replace(expected_output=len(told) * OUTPUT_A_CLAIM)


def paired(items: Sequence[Again], count: int) -> tuple[Again | None, ...]:
    """Return, for each of `count` refused claims, the first item that puts it right, or None.

    Where no item has a number, they are taken in their order if there are as many as were asked.
    """
    if items and all(item.again is None for item in items) and len(items) == count:
        return tuple(items)
    found: dict[int, Again] = {}
    for item in items:
        if item.again is not None:
            found.setdefault(item.again, item)
    return tuple(found.get(number) for number in range(1, count + 1))


def _cited(document: Document, points: Iterable[KeyPoint]) -> Pack:
    """Return the sentences that the points cite, numbered anew."""
    cited = {n for point in points for item in point.evidence for n in item.sentences}
    parts = [
        ArticlePart(
            position=0,
            document=document,
            chunk=Chunk(
                article_id=document.article.id,
                first=item.sentences[0],
                last=item.sentences[-1],
                start=item.start,
                end=item.end,
                tokens=0,
            ),
        )
        for item in evidence(document, cited)
    ]
    return pack(tuple(parts))


def _places(point: KeyPoint, places: dict[int, int]) -> list[int]:
    return [places[n] for item in point.evidence for n in item.sentences if n in places]


def _kept(point: KeyPoint, whole: Pack) -> str:
    """Return what a point says beside its text, as the model gave it: k, by, q and at.

    Every token is paid for: an event is what a point is by default, and the importance of the
    refused point stays, whatever the second try says.
    """
    quotations = (q for _, q in whole.quotations)
    text = point.evidence and point.quote
    numbers = (n for n, q in enumerate(quotations, 1) if text and _words_of(whole, q) == text)
    said = {
        "k": point.kind if point.kind != "event" else None,
        "by": point.speaker,
        "q": str(next(numbers, "")),
        "at": point.place,
    }
    return " ".join(f"{name}={one_line(value, 100)}" for name, value in said.items() if value)


def _words_of(whole: Pack, quotation: Quotation) -> str:
    return whole.parts[0].document.article.text[quotation.start : quotation.end]


def _refused(
    number: int, text: str, check: Check | None, cites: Sequence[int], kept: str = ""
) -> str:
    """Return a refused claim as a line: its text, what it cites and is, and what is wrong."""
    faults = [
        f"{problem.explanation}: {problem.words}" if problem.words else problem.explanation
        for problem in (check.problems if check else ())[:MOST_FAULTS]
    ]
    told = "; ".join(one_line(fault, 160) for fault in faults)
    cited = f"cites {','.join(map(str, cites))}"
    return " | ".join(filter(None, (numbered(number, text), cited, kept, told)))


def _composed(line: CitedLine, points: Sequence[KeyPoint]) -> Composed:
    ids = dict.fromkeys(points[number - 1].id for number in line.points)
    return Composed(text=line.text, key_points=tuple(ids))


def _failed(reply: Reply[Any]) -> str | None:
    """Return why there is no answer; one that can't be used is an answer, and final."""
    if reply.fault is None or reply.fault.code in FINAL:
        return None
    return reply.fault.message


def _unread(_: Any) -> None:
    """Stand in for the reading of a reply to a request that is never sent."""
