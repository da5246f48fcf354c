"""The real job: any OpenAI-compatible model drafts key points and summaries, citing by number."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from babel import Locale, UnknownLocaleError

from briefer.engines._asking import Asking
from briefer.engines._composing import Composer
from briefer.engines._drafts import draft
from briefer.engines._mending import Mending
from briefer.engines._merging import Board
from briefer.engines._packing import ArticlePart, apart, halves, pack, packed, parts_of
from briefer.engines._replies import Points, points_schema, read_points
from briefer.engines.base import FaultyLines, FaultyPoints, Mended
from briefer.llm.budget import Estimate, Price, estimate
from briefer.llm.client import Client
from briefer.llm.lines import compact
from briefer.llm.prompts import Prompts
from briefer.llm.requests import Reply, Request
from briefer.models import Composed, Composition, Document, Extraction, KeyPoint, Story

VERSION = "2"
TOKENS_A_POINT = 170  # of an article, for one key point
SENTENCES_A_POINT = 2  # of a brief, which is shorter than that and says much in few words
OUTPUT_A_POINT = 48  # tokens, about
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
    together = 4  # stories in one request

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
        self._size = chunk_tokens
        self._asking = Asking(prompts, count, language_name(language))
        self._composer = Composer(client, self._asking, self.dropped, self.together)
        self._mending = Mending(client, self._asking)
        self.fingerprint = self._fingerprint(chunk_tokens)
        self.composes = "-".join(prompts.prompt(name).hash for name in ("compose", "bottom_line"))
        self.mends = f"mend-{prompts.repair_hash('extract')}"

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Yield one `Extraction` a document, as its last part is answered.

        An article whose request fails is asked again in smaller pieces where that may help; what
        fails for good has `failed` set (and the key points of the parts that did not fail).

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        board = Board(self.name)
        again: deque[tuple[ArticlePart, ...]] = deque()
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
        return self._composer.compose_all(stories)

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return at most `limit` sentences that say what matters most, best first.

        Raises:
            EngineError: the server can't be used at all.
        """
        return self._composer.bottom_line(stories, limit)

    def mend(self, faulty: Iterable[FaultyPoints]) -> Iterator[Mended[FaultyPoints, KeyPoint]]:
        """Yield what came of each article's rejected points, one call for each article.

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        return self._mending.points(faulty)

    def mend_lines(self, faulty: Iterable[FaultyLines]) -> Iterator[Mended[FaultyLines, Composed]]:
        """Yield what came of each story's rejected lines, one call for each story.

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        return self._mending.lines(faulty)

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
        repair: bool = True,
    ) -> Estimate:
        """Return what `documents` will take, cached calls counted apart; nothing is sent.

        What `extract` sends is counted (at half the price where it goes as a `batch`). What
        summaries and second tries will take is a guess (a story, and with `repair` a second try,
        for every four articles), made only where there is something to extract.
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
        stories = read // STORIES + 1
        guessed = [self._composer.typical()] * (stories // self.together + 1)
        guessed.append(self._composer.typical_bottom_line())
        if repair:
            guessed += [self._mending.typical()] * stories
        return found + estimate(guessed, price)

    # --- extract ----------------------------------------------------------------------------

    def _groups(
        self, documents: Iterable[Document], board: Board
    ) -> Iterator[tuple[ArticlePart, ...]]:
        def parts() -> Iterator[ArticlePart]:
            for position, document in enumerate(documents):
                found = parts_of(position, document, self._size, self._asking.count)
                board.begin(position, document, len(found))
                yield from found

        return packed(parts(), self._size)

    def _request(self, parts: tuple[ArticlePart, ...]) -> Request[Points]:
        whole = pack(parts)
        limit = sum(map(_points_of, parts))
        read = partial(
            read_points,
            sentences=len(whole.sentences),
            quotations=len(whole.quotations),
            limit=limit,
        )
        schema = points_schema(limit)
        request = self._asking.request(
            "extract", whole.lines, schema, read, limit=limit, subject=whole
        )
        return request._replace(expected_output=limit * OUTPUT_A_POINT)

    def _settle(
        self,
        reply: Reply[Points],
        board: Board,
        again: deque[tuple[ArticlePart, ...]],
    ) -> None:
        whole = reply.request.subject
        if reply.value is not None:
            self.dropped.update(reply.value.dropped)
            if reply.cut:
                self.dropped["cut_off"] += 1
            drafts = [draft(whole, point) for point in reply.value.points]
            board.name(whole.parts, reply.value.about)
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

    def _pieces(self, code: str, parts: tuple[ArticlePart, ...]) -> list[tuple[ArticlePart, ...]]:
        if code in TOO_MUCH:
            return halves(parts, self._asking.count)
        return apart(parts) if code in ODD_ONE else []

    def _fingerprint(self, chunk_tokens: int) -> str:
        decides = {
            "version": VERSION,
            "prompt": self._asking.prompts.prompt("extract").hash,
            "language": self._asking.language,
            "chunk_tokens": chunk_tokens,
            **self._client.config.parameters,
        }
        return f"openai-{hashlib.sha256(compact(decides).encode()).hexdigest()[:16]}"


def language_name(code: str) -> str:
    """Return the English name of a language, by which a prompt asks for it."""
    try:
        return Locale.parse(code, sep="-" if "-" in code else "_").english_name or code
    except (UnknownLocaleError, ValueError):
        return code


def _points_of(part: ArticlePart) -> int:
    """Return how many key points a part may have."""
    if part.chunk.tokens >= TOKENS_A_POINT:
        return round(part.chunk.tokens / TOKENS_A_POINT)
    return max(1, (part.chunk.last - part.chunk.first + 1) // SENTENCES_A_POINT)
