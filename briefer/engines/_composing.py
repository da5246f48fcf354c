"""Summaries of stories and the bottom line: several stories share a request."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from briefer.engines import _summaries as summaries
from briefer.engines._asking import Asking
from briefer.engines._replies import Lines, lines_schema, read_lines, summaries_schema
from briefer.engines._summaries import StoryPack
from briefer.engines._summary_replies import read_summaries
from briefer.engines.sharing import divided
from briefer.llm.client import Client
from briefer.llm.requests import Reply, Request, add_usage
from briefer.models import Composition, Story

OUTPUT_A_LINE = 44  # tokens, about
WORSE_TOGETHER = frozenset({"context", "cut_off", "unusable", "refused", "bad_request"})
FINAL = frozenset({"unusable", "cut_off", "refused"})  # asked again, a model says the same

Made = tuple[Story, Composition]


class Composer:
    """Asks for summaries, at most `together` stories in a request; counts what is `dropped`."""

    def __init__(
        self, client: Client, asking: Asking, dropped: Counter[str], together: int
    ) -> None:
        self._client = client
        self._asking = asking
        self._dropped = dropped
        self._together = together

    def compose_all(self, stories: Iterable[Story]) -> Iterator[Made]:
        """Yield each story and its composition, as they are done.

        A story of few points is its own summary. Stories whose request fails are asked for one
        by one where that may help; what fails for good is told in its points' own words.

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        small: deque[Story] = deque()
        again: deque[StoryPack] = deque()
        packs = summaries.packed(_large(stories, small), self._together)
        while True:
            for reply in self._client.run(map(self._request, packs)):
                yield from _own_words(small)
                yield from self._settled(reply, again)
            yield from _own_words(small)
            if not again:
                return
            packs = iter([again.popleft() for _ in range(len(again))])

    def bottom_line(self, stories: Sequence[Story], limit: int) -> Composition:
        """Return at most `limit` sentences that say what matters most, best first.

        Raises:
            EngineError: the server can't be used at all.
        """
        lines, points = summaries.for_bottom_line(stories, limit)
        if not points:
            return Composition()
        read = partial(read_lines, points=len(points), limit=limit)
        schema = lines_schema(limit)
        request = self._asking.request(
            "bottom_line", lines, schema, read, limit=limit, subject=points
        )
        reply = self._client.ask(request._replace(expected_output=limit * OUTPUT_A_LINE))
        if reply.value is None:
            self._dropped["bottom_line_failed"] += 1
            return Composition(
                sentences=summaries.itself(points, limit),
                usage=reply.usage,
                failed=_unasked(reply),
            )
        self._dropped.update(reply.value.dropped)
        return Composition(sentences=summaries.sentences(reply.value, points), usage=reply.usage)

    def typical(self) -> Request[Any]:
        """Return a request of the usual size, for estimates."""
        lines = [f"{number} {'word ' * 24}" for number in range(1, 4 * self._together + 1)]
        schema = summaries_schema(self._together, 2)
        request = self._asking.request("compose", lines, schema, _unread, limit=2, subject=None)
        return request._replace(expected_output=3 * self._together * OUTPUT_A_LINE)

    def typical_bottom_line(self) -> Request[Any]:
        """Return a request for a bottom line of the usual size, for estimates."""
        lines = [f"{number} {'word ' * 24}" for number in range(1, 7)]
        request = self._asking.request(
            "bottom_line", lines, lines_schema(5), _unread, limit=5, subject=None
        )
        return request._replace(expected_output=5 * OUTPUT_A_LINE)

    def _request(self, pack: StoryPack) -> Request[tuple[Lines, ...]]:
        limits = [summaries.lines_for(size) for size in pack.sizes]
        schema = summaries_schema(len(pack.stories), max(limits))
        read = partial(read_summaries, sizes=pack.sizes, limits=limits)
        request = self._asking.request(
            "compose", pack.lines, schema, read, limit=max(limits), subject=pack
        )
        return request._replace(expected_output=(sum(limits) + len(limits)) * OUTPUT_A_LINE)

    def _settled(self, reply: Reply[tuple[Lines, ...]], again: deque[StoryPack]) -> Iterator[Made]:
        pack: StoryPack = reply.request.subject
        code = reply.fault.code if reply.fault is not None else ""
        if len(pack.stories) > 1 and code in WORSE_TOGETHER:
            spent = divided(reply.usage, pack.sizes)
            for story, usage in zip(pack.stories, spent, strict=True):
                again.append(summaries.pack([story], usage))
            return
        found = reply.value or (Lines(()),) * len(pack.stories)
        usages = divided(add_usage(pack.spent, reply.usage), pack.sizes)
        for story, points, lines, usage in zip(
            pack.stories, pack.points, found, usages, strict=True
        ):
            self._dropped.update(lines.dropped)
            if not lines.lines:
                self._dropped["compose_failed"] += 1
                limit = summaries.lines_for(len(points))
                sentences = summaries.itself(points, limit)
                yield (
                    story,
                    Composition(sentences=sentences, usage=usage, failed=_unasked(reply)),
                )
            else:
                made = summaries.composition(lines, points)
                yield story, made.model_copy(update={"usage": usage})


def _large(stories: Iterable[Story], small: deque[Story]) -> Iterator[Story]:
    """Yield the stories that a model is worth asking about; the others go to `small`."""
    for story in stories:
        if len(summaries.for_summary(story)) <= summaries.POINTS_WITHOUT_MODEL:
            small.append(story)
        else:
            yield story


def _own_words(small: deque[Story]) -> Iterator[Made]:
    while small:
        story = small.popleft()
        sentences = summaries.itself(summaries.usable(story), summaries.MOST_LINES)
        yield story, Composition(sentences=sentences)


def _unasked(reply: Reply[Any]) -> str | None:
    """Return why there is no answer; one that can't be used is an answer, and final."""
    if reply.fault is None or reply.fault.code in FINAL:
        return None
    return reply.fault.message


def _unread(_: Any) -> None:
    """Stand in for the reading of a reply to a request that is never sent."""
