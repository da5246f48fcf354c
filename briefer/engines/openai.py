"""The real job: any OpenAI-compatible model drafts key points and summaries, citing by number."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from briefer.engines import _summaries as summaries
from briefer.engines._drafts import draft
from briefer.engines._merging import Board
from briefer.engines._packing import Part, apart, halves, pack, packed, parts_of
from briefer.engines._replies import (
    Points,
    lines_schema,
    points_schema,
    read_lines,
    read_points,
    summary_schema,
)
from briefer.llm.budget import Estimate, Price, estimate
from briefer.llm.client import Client
from briefer.llm.lines import compact, fence
from briefer.llm.prompts import Prompts
from briefer.llm.requests import Reply, Request, Schema
from briefer.models import Composed, Composition, Document, Extraction, Story

VERSION = "1"
TOKENS_A_POINT = 170  # of an article, for one key point
OUTPUT_A_POINT = 48  # tokens, about
OUTPUT_A_LINE = 44
TOO_MUCH = frozenset({"context", "cut_off"})  # less text in a request helps
ODD_ONE = frozenset({"unusable", "refused", "bad_request"})  # one article may spoil the others
STORIES = 4  # articles for each story that a model summarises, about: for estimates


class OpenAIEngine:
    """Implements `engines.base.Engine` over an `llm.Client`.

    `chunk_tokens` is the most article text in one request: short articles share one, long ones
    are cut. `count` counts tokens. `language` (ISO 639-1) is what the model writes in; evidence
    stays as it is. `dropped` counts, by code, what of the replies could not be used.
    """

    name = "openai"

    def __init__(
        self,
        client: Client,
        prompts: Prompts,
        *,
        count: Callable[[str], int],
        chunk_tokens: int = 2_000,
        language: str = "en",
    ) -> None:
        self.model: str | None = client.config.model
        self.dropped: Counter[str] = Counter()
        self._client = client
        self._prompts = prompts
        self._count = count
        self._size = chunk_tokens
        self._language = _language_name(language)
        self._system_tokens: dict[str, int] = {}
        self.fingerprint = self._fingerprint(chunk_tokens)

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield one `Extraction` a document, as its last part is answered.

        An article whose request fails is asked again in smaller pieces where that may help; what
        fails for good has `failed` set (and the key points of the parts that did not fail).

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        board = Board(self.name)
        again: deque[tuple[Part, ...]] = deque()
        groups = self._groups(documents, board)
        while True:
            for reply in self._client.run(self._request(group) for group in groups):
                self._settle(reply, board, again)
                yield from board.done()
            yield from board.done()
            if not again:
                return
            groups = iter([again.popleft() for _ in range(len(again))])

    def compose(self, story: Story) -> Composition:
        """Return a title and a summary of `story`; one of few points is its own summary.

        Raises:
            EngineError: the server can't be used at all.
        """
        return next(iter(self.compose_all([story])))[1]

    def compose_all(self, stories: Iterable[Story]) -> Iterator[tuple[Story, Composition]]:
        """Yield each story and its composition, as they are done, many at a time.

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        small: deque[Story] = deque()
        for reply in self._client.run(self._compose_requests(stories, small)):
            yield from self._own_words(small)
            yield reply.request.subject, self._composition(reply)
        yield from self._own_words(small)

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Sequence[Composed]:
        """Return at most `limit` sentences that say what matters most, best first.

        Raises:
            EngineError: the server can't be used at all.
        """
        request = self._bottom_line_request(stories, limit)
        if request is None:
            return ()
        reply = self._client.ask(request)
        if reply.value is None:
            self.dropped["bottom_line_failed"] += 1
            return _first_points(stories, limit)
        self.dropped.update(reply.value.dropped)
        return summaries.sentences(reply.value, request.subject)

    def requests(self, documents: Iterable[Document]) -> Iterator[Request[Points]]:
        """Yield the requests that `extract` would send at first: for estimates and batches."""
        for group in self._groups(documents, Board(self.name)):
            yield self._request(group)

    def estimate(
        self,
        documents: Iterable[Document],
        price: Price | None = None,
        *,
        batch: bool = False,
    ) -> Estimate:
        """Return what `documents` will take, cached calls counted apart; nothing is sent.

        What `extract` sends is counted (at half the price where it goes as a `batch`); what
        summaries will take is a guess (a story in four articles), made only where there is
        something to extract.
        """
        read = cached = 0

        def counted() -> Iterator[Document]:
            nonlocal read
            for document in documents:
                read += 1
                yield document

        def fresh() -> Iterator[Request[Points]]:
            nonlocal cached
            for request in self.requests(counted()):
                if self._client.is_cached(request):
                    cached += 1
                else:
                    yield request

        found = estimate(fresh(), price, batch=batch).model_copy(update={"cached_calls": cached})
        if found.calls == 0:
            return found
        return found + estimate([self._typical_summary()] * (read // STORIES + 1), price)

    # --- extract ----------------------------------------------------------------------------

    def _groups(self, documents: Iterable[Document], board: Board) -> Iterator[tuple[Part, ...]]:
        def parts() -> Iterator[Part]:
            for position, document in enumerate(documents):
                found = parts_of(position, document, self._size, self._count)
                board.begin(position, document, len(found))
                yield from found

        return packed(parts(), self._size)

    def _request(self, parts: tuple[Part, ...]) -> Request[Points]:
        whole = pack(parts)
        limit = sum(max(1, round(part.chunk.tokens / TOKENS_A_POINT)) for part in parts)
        return self._asked(
            "extract",
            points_schema(limit),
            partial(
                read_points,
                sentences=len(whole.sentences),
                quotations=len(whole.quotations),
                limit=limit,
            ),
            values={"articles": whole.lines, "limit": limit},
            subject=whole,
        )._replace(expected_output=limit * OUTPUT_A_POINT)

    def _settle(
        self,
        reply: Reply[Points],
        board: Board,
        again: deque[tuple[Part, ...]],
    ) -> None:
        whole = reply.request.subject
        if reply.value is not None:
            self.dropped.update(reply.value.dropped)
            if reply.cut:
                self.dropped["cut_off"] += 1
            drafts = [draft(whole, point) for point in reply.value.points]
            board.take(whole.parts, drafts, reply.usage)
            return
        fault = reply.fault
        code = fault.code if fault is not None else "unusable"
        pieces = self._pieces(code, whole.parts)
        if not pieces:
            reason = fault.message if fault is not None else "no answer"
            board.fail(whole.parts, reason, reply.usage)
            return
        if code == "context":
            self._size = max(200, min(self._size, whole.tokens // 2))
        board.spend(whole.parts, reply.usage)
        if len(whole.parts) == 1:
            board.split(whole.parts[0].position, len(pieces) - 1)
        again.extend(pieces)

    def _pieces(self, code: str, parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
        if code in TOO_MUCH:
            return halves(parts, self._count)
        return apart(parts) if code in ODD_ONE else []

    # --- compose ----------------------------------------------------------------------------

    def _compose_requests(
        self,
        stories: Iterable[Story],
        small: deque[Story],
    ) -> Iterator[Request[Any]]:
        for story in stories:
            lines, points = summaries.for_summary(story)
            if len(points) <= summaries.POINTS_WITHOUT_MODEL:
                small.append(story)
                continue
            limit = summaries.lines_for(len(points))
            yield self._asked(
                "compose",
                summary_schema(limit),
                partial(read_lines, points=len(points), limit=limit),
                values={"points": lines, "limit": limit},
                subject=story,
            )._replace(expected_output=(limit + 1) * OUTPUT_A_LINE)

    def _composition(self, reply: Reply[Any]) -> Composition:
        points = summaries.for_summary(reply.request.subject).points
        if reply.value is None or not reply.value.lines:
            self.dropped["compose_failed"] += 1
            sentences = summaries.itself(points, summaries.lines_for(len(points)))
            return Composition(sentences=sentences, usage=reply.usage)
        self.dropped.update(reply.value.dropped)
        made = summaries.composition(reply.value, points)
        return made.model_copy(update={"usage": reply.usage})

    def _typical_summary(self) -> Request[Any]:
        lines = tuple(f"{number} {'word ' * 24}" for number in range(1, 7))
        values = {"points": lines, "limit": 3}
        request = self._asked("compose", summary_schema(3), _unread, values=values, subject=None)
        return request._replace(expected_output=4 * OUTPUT_A_LINE)

    @staticmethod
    def _own_words(small: deque[Story]) -> Iterator[tuple[Story, Composition]]:
        while small:
            story = small.popleft()
            sentences = summaries.itself(summaries.usable(story), summaries.MOST_LINES)
            yield story, Composition(sentences=sentences)

    def _bottom_line_request(self, stories: Sequence[Story], limit: int) -> Request[Any] | None:
        lines, points = summaries.for_bottom_line(stories, limit)
        if not points:
            return None
        return self._asked(
            "bottom_line",
            lines_schema(limit),
            partial(read_lines, points=len(points), limit=limit),
            values={"points": lines, "limit": limit},
            subject=points,
        )._replace(expected_output=limit * OUTPUT_A_LINE)

    # --- both -------------------------------------------------------------------------------

    def _asked(
        self,
        stage: str,
        schema: Schema,
        parse: Callable[[Any], Any],
        *,
        values: dict[str, Any],
        subject: Any,
    ) -> Request[Any]:
        name = "points" if "points" in values else "articles"
        lines: tuple[str, ...] = values[name]
        texts = {**values, name: "\n".join(lines), "fence": fence(lines)}
        messages = self._prompts.messages(stage, self._language, **texts)
        return Request(
            stage=stage,
            name=lines[0][:80],
            messages=messages,
            parse=parse,
            schema=schema,
            subject=subject,
            prompt=self._prompts.prompt(stage).hash,
            repair=self._prompts.repair,
            prompt_tokens=self._system(messages[0].content) + self._count(messages[1].content),
        )

    def _system(self, text: str) -> int:
        if text not in self._system_tokens:
            self._system_tokens[text] = self._count(text)
        return self._system_tokens[text]

    def _fingerprint(self, chunk_tokens: int) -> str:
        decides = {
            "version": VERSION,
            "prompt": self._prompts.prompt("extract").hash,
            "language": self._language,
            "chunk_tokens": chunk_tokens,
            **self._client.config.parameters,
        }
        return f"openai-{hashlib.sha256(compact(decides).encode()).hexdigest()[:16]}"


def _unread(_: Any) -> None:
    """Stand in for the reading of a reply to a request that is never sent."""


def _first_points(stories: Sequence[Story], limit: int) -> Sequence[Composed]:
    firsts = [points[0] for story in stories if (points := summaries.usable(story))]
    return summaries.itself(firsts, limit)


def _language_name(code: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy, loaded on first use

    try:
        return Locale.parse(code, sep="-" if "-" in code else "_").english_name or code
    except (UnknownLocaleError, ValueError):
        return code
