"""Getting one usable reply: tries, rests, the second turn. Runs inside the event loop."""

import random
from asyncio import Event
from typing import Any, TypeVar

from briefer.llm.budget import Budget
from briefer.llm.config import ClientConfig
from briefer.llm.dialect import Dialect, first
from briefer.llm.faults import RETRIES, ExchangeFault, FaultError
from briefer.llm.pace import Breaker, Clock, Rest, Slots, backoff
from briefer.llm.requests import MESSAGE_OVERHEAD, Message, Reply, Request, add_usage
from briefer.llm.structured import ReplyError, read_json
from briefer.llm.wire import Completion, Wire
from briefer.models import Usage

T = TypeVar("T")

ECHO = 6_000  # characters of a bad reply that the second turn shows again
TRUNCATED_BELOW = 0.6  # the server's count of the prompt, against ours
TRUNCATED_FROM = 400  # tokens; below that, tokenizers differ too much to tell


class Asker:
    """Asks one server; shares pace, budget and what it learnt of the server between requests."""

    def __init__(self, config: ClientConfig, wire: Wire, clock: Clock, budget: Budget) -> None:
        self.config = config
        self.wire = wire
        self.budget = budget
        self.slots = Slots(config.jobs)
        self.breaker = Breaker()
        self.dialect: Dialect = first(config)
        self._clock = clock
        self._rest = Rest(clock)
        self._settled = Event()
        self._spread = random.Random(0)  # noqa: S311 - jitter, no secret

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the reply to `request`, with a value or a fault; never raises a fault."""
        spent: list[Usage] = []
        try:
            reply = await self._turns(request, spent)
        except FaultError as error:
            self.breaker.failed(error.fault)
            reply = Reply(request, fault=error.fault)
        total = Usage()
        for usage in spent:
            total = add_usage(total, usage)
        return reply._replace(usage=total)

    async def _turns(self, request: Request[T], spent: list[Usage]) -> Reply[T]:
        limit = request.max_output or self.config.max_output_tokens
        messages, problem, code = request.messages, "", "unusable"
        for _ in range(2):
            answer = await self._tries(request, messages, limit, spent)
            cut = answer.finish == "length"
            try:
                value = request.parse(read_json(answer.text))
            except ReplyError as error:
                problem = str(error)
            else:
                return Reply(request, value=value, cut=cut, text=answer.text)
            if cut:
                code, limit = "cut_off", limit * 2
            elif request.retry is None:
                break
            else:
                code = "unusable"
                messages = _second_turn(request, answer.text, request.retry(problem))
        if code == "cut_off":
            raise FaultError(
                ExchangeFault("cut_off", f"the reply was cut off at {limit // 2} tokens")
            )
        raise FaultError(ExchangeFault("unusable", f"the reply can't be used: {problem[:300]}"))

    async def _tries(
        self,
        request: Request[Any],
        messages: tuple[Message, ...],
        limit: int,
        spent: list[Usage],
    ) -> Completion:
        attempt = 0
        while True:
            used = self.dialect
            try:
                answer = await self._exchange(request, messages, limit, spent)
            except FaultError as error:
                if self._adapted(used, error.fault):
                    continue
                if attempt >= min(self.config.retries, RETRIES.get(error.fault.code, 0)):
                    raise
                await self._wait(error.fault, attempt)
                attempt += 1
            else:
                self.breaker.succeeded()
                return answer

    async def _exchange(
        self,
        request: Request[Any],
        messages: tuple[Message, ...],
        limit: int,
        spent: list[Usage],
    ) -> Completion:
        await self._rest.over()
        async with self.slots:
            if self.breaker.open:
                raise FaultError(self.breaker.open)
            prompt = request.prompt_tokens + MESSAGE_OVERHEAD * len(messages)
            worst = Usage(calls=1, prompt_tokens=prompt, completion_tokens=limit)
            await self._afford(worst)
            actual = Usage()
            try:
                answer = await self._send(request, messages, limit)
                actual = answer.usage
            except FaultError as error:
                actual = error.fault.usage
                raise
            finally:
                self.budget.settle(worst, actual)
                self._settled.set()
                spent.append(actual)
        self._check_whole(request, messages, answer)
        return answer

    async def _send(
        self,
        request: Request[Any],
        messages: tuple[Message, ...],
        limit: int,
    ) -> Completion:
        body = self.dialect.body(self.config, messages, request.schema, limit)
        start = self._clock.now()
        answer = await self.wire.chat(body)
        tokens = answer.usage.prompt_tokens + answer.usage.completion_tokens
        self.slots.succeeded(answer.headers, self._clock.now() - start, tokens)
        return answer

    async def _afford(self, worst: Usage) -> None:
        while not self.budget.reserve(worst):
            if self.budget.idle:
                limit = self.budget.describe()
                raise FaultError(
                    ExchangeFault("budget", f"the limit of {limit} is reached; not sent")
                )
            self._settled.clear()
            await self._settled.wait()

    def _adapted(self, used: Dialect, fault: ExchangeFault) -> bool:
        """Return True where the request is worth sending again in another form."""
        if self.dialect != used:  # another request found it out meanwhile
            return fault.code in {"bad_request", "server_error"}
        following = used.after(fault)
        if following is None:
            return False
        self.dialect = following
        return True

    async def _wait(self, fault: ExchangeFault, attempt: int) -> None:
        if fault.code == "rate_limit":
            self.slots.refused()
        if fault.retry_after is not None:
            self._rest.ask(fault.retry_after)
        else:
            await self._clock.sleep(backoff(attempt, self._spread))

    @staticmethod
    def _check_whole(
        request: Request[Any],
        messages: tuple[Message, ...],
        answer: Completion,
    ) -> None:
        ours, theirs = request.prompt_tokens, answer.usage.prompt_tokens
        if ours < TRUNCATED_FROM or not 0 < theirs < TRUNCATED_BELOW * ours:
            return
        raise FaultError(
            ExchangeFault(
                "context",
                f"the server read {theirs} of about {ours} prompt tokens ({len(messages)} messages)"
                ": raise its context length (Ollama: OLLAMA_CONTEXT_LENGTH) or send smaller chunks",
            ),
        )


def _second_turn(request: Request[Any], reply: str, words: str) -> tuple[Message, ...]:
    return (
        *request.messages,
        Message("assistant", reply[:ECHO]),
        Message("user", words),
    )
