"""The client: many requests in, replies out as they finish. The only way to a model server."""

from collections.abc import Generator, Iterable, Iterator
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from briefer.errors import EngineError
from briefer.llm.asker import Asker
from briefer.llm.budget import Budget
from briefer.llm.cache import CallCache
from briefer.llm.config import ClientConfig
from briefer.llm.faults import ExchangeFault, FaultError
from briefer.llm.loop import LoopThread
from briefer.llm.pace import Clock, WallClock
from briefer.llm.requests import Reply, Request, add_usage, call_key
from briefer.llm.structured import ReplyError, read_json
from briefer.llm.wire import FAILURES, Wire, json_of
from briefer.models import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future
    from types import TracebackType

    import httpx2
    from openai import AsyncOpenAI

T = TypeVar("T")
V = TypeVar("V")


class Client:
    """Asks one server. Use as a context manager, or call `close`.

    Safe to use from several threads; the cache is only touched by the thread that iterates.
    `usage` counts, by stage, all that was paid for.
    """

    def __init__(
        self,
        config: ClientConfig,
        cache: CallCache | None = None,
        *,
        budget: Budget | None = None,
        transport: "httpx2.AsyncBaseTransport | None" = None,
        clock: Clock | None = None,
    ) -> None:
        self.config = config
        self.usage: dict[str, Usage] = {}
        self._cache = cache
        self._lock = Lock()
        self._loop = LoopThread()
        self._wire = Wire(config, transport)
        self.asker = Asker(config, self._wire, clock or WallClock(), budget or Budget())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: "TracebackType | None",
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cancel what runs and close every connection."""
        self._loop.submit(self._wire.close()).result()
        self._loop.close()

    def ask(self, request: Request[T]) -> Reply[T]:
        """Return the reply to one request.

        Raises:
            EngineError: the server can't be used at all.
        """
        return next(iter(list(self.run([request]))))

    def run(self, requests: Iterable[Request[T]]) -> Generator[Reply[T], None, None]:
        """Yield a reply to each request, as it is done.

        Requests are taken from the iterable only as there is room, so it may be endless. When
        the caller stops early (Ctrl-C, too), what had finished by then still goes to the cache.

        Raises:
            EngineError: the server can't be used at all; what was yielded stands.
        """
        running = _Running[T]()
        source = iter(requests)
        more = True
        try:
            while True:
                while more and len(running.futures) < self._window:
                    request = next(source, None)
                    if request is None:
                        more = False
                    elif (known := self._known(request)) is not None:
                        yield known
                    else:
                        running.add(self._loop.submit(self.asker.ask(request)))
                if not running.futures:
                    return
                reply = self._kept(running.next())
                broken = self.asker.breaker.open
                if reply.fault is not None and broken is not None:
                    raise EngineError(self._hopeless(broken))
                yield reply
        finally:
            for reply in running.stop():
                self._kept(reply)

    def fetch(self, path: str) -> Any:
        """Return the JSON at `path` of the server, asked for once.

        Raises:
            EngineError: there is none; the message says why.
        """
        try:
            return json_of(self._loop.submit(self._wire.exchange("GET", path)).result())
        except FaultError as error:
            raise EngineError(self._hopeless(error.fault)) from error

    def do(self, work: "Callable[[AsyncOpenAI], Coroutine[Any, Any, V]]") -> V:
        """Return what `work` makes of the SDK's client, which here does its own few retries.

        Raises:
            EngineError: the server refused or could not be reached.
        """
        try:
            sdk = self._wire.openai.with_options(max_retries=2)
            return self._loop.submit(work(sdk)).result()
        except FaultError as error:
            raise EngineError(self._hopeless(error.fault)) from error
        except FAILURES as error:
            raise EngineError(self._hopeless(self._wire.fault(error))) from error

    @property
    def _window(self) -> int:
        return max(2, 2 * int(self.asker.slots.limit))

    def key(self, request: Request[Any]) -> str:
        """Return the key under which the cache keeps the reply to `request`."""
        return call_key(request, self.config.parameters)

    def is_cached(self, request: Request[Any]) -> bool:
        """Return True where the cache has a usable reply to `request`."""
        return self._known(request) is not None

    def _known(self, request: Request[T]) -> Reply[T] | None:
        text = self._cache.get(self.key(request)) if self._cache is not None else None
        if text is None:
            return None
        try:
            value = request.parse(read_json(text))
        except ReplyError:
            return None  # kept by an older version; it is asked again
        return Reply(request, value=value, cached=True, text=text)

    def _kept(self, reply: Reply[T]) -> Reply[T]:
        with self._lock:
            before = self.usage.get(reply.request.stage, Usage())
            self.usage[reply.request.stage] = add_usage(before, reply.usage)
        if self._cache is not None and reply.fault is None and not reply.cut:
            self._cache.put(self.key(reply.request), reply.text, reply.usage)
        return reply

    def _hopeless(self, fault: ExchangeFault) -> str:
        advice = {
            "auth": "check the API key (OPENAI_API_KEY) and what it may use",
            "quota": "add credit, or wait until the server's limit resets",
            "model": f"check the model's name ({self.config.model}); `briefer doctor` lists them",
        }.get(fault.code, "check that it runs and that the base URL is right (`briefer doctor`)")
        return f"the model server can't be used: {fault.message}; {advice}. What was done is kept."


class _Running(Generic[T]):
    """The requests under way, and a queue of those that finish."""

    def __init__(self) -> None:
        self.futures: set[Future[Reply[T]]] = set()
        self._done: SimpleQueue[Future[Reply[T]]] = SimpleQueue()

    def add(self, future: "Future[Reply[T]]") -> None:
        self.futures.add(future)
        future.add_done_callback(self._done.put)

    def next(self) -> Reply[T]:
        future = self._done.get()
        self.futures.discard(future)
        return future.result()

    def stop(self) -> Iterator[Reply[T]]:
        """Cancel what runs; yield what had finished all the same."""
        for future in self.futures:
            if not future.cancel() and future.exception() is None:
                yield future.result()
        self.futures = set()
