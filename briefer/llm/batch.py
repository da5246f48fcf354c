"""The Batch API: half the price, results within a day.

A batch does nothing but fill the call cache: `submit` sends what the cache does not know,
`collect` puts results there, and then an ordinary run finds every answer and makes no call. What
is under way is in a ledger, so a restart loses nothing; a batch that was created in the moment
before a crash is found again by the mark in its metadata, and not paid for twice.

The first request goes out live: it finds out what the server understands (a batch can't), and
that key and model are good, before thousands of lines are sent.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any, Protocol

from briefer.llm.cache import CallCache
from briefer.llm.client import Client
from briefer.llm.faults import FaultError
from briefer.llm.requests import Request, add_usage
from briefer.llm.wire import Completion, answer_of
from briefer.models import Frozen, Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import Batch

MOST_REQUESTS = 20_000  # in one batch (the API's own limit is 50,000)
MOST_BYTES = 90_000_000  # (200 MB)
MAX_LINE = 4_000_000  # bytes of one result
MOST_PROBLEMS = 20  # that are told
IN_MEMORY = 8_000_000  # bytes of a file before it goes to disk
_OVER = frozenset({"completed", "expired", "cancelled", "failed"})
_MARK = "briefer"


class OpenBatch(Frozen):
    """A batch under way, and the keys of its calls."""

    id: str
    keys: tuple[str, ...]


class BatchLedger(Protocol):
    """Remembers batches under way across restarts. The store implements it."""

    def open_batches(self) -> tuple[OpenBatch, ...]:
        """Return every batch that was added and not closed."""
        ...

    def add_batch(self, batch: OpenBatch) -> None:
        """Remember `batch`."""
        ...

    def close_batch(self, batch_id: str) -> None:
        """Forget a batch whose results are kept."""
        ...


class MemoryLedger:
    """A ledger that lasts as long as the process."""

    def __init__(self) -> None:
        self.batches: dict[str, OpenBatch] = {}

    def open_batches(self) -> tuple[OpenBatch, ...]:
        """Return every batch that was added and not closed."""
        return tuple(self.batches.values())

    def add_batch(self, batch: OpenBatch) -> None:
        """Remember `batch`."""
        self.batches[batch.id] = batch

    def close_batch(self, batch_id: str) -> None:
        """Forget a batch."""
        self.batches.pop(batch_id, None)


class BatchState(Frozen):
    """How things stand: calls still under way, and what this look brought."""

    waiting: int = 0
    kept: int = 0
    failed: int = 0
    usage: Usage = Usage()
    problems: tuple[str, ...] = ()


def submit(
    client: Client,
    requests: Iterable[Request[Any]],
    cache: CallCache,
    ledger: BatchLedger,
) -> int:
    """Send what neither the cache nor an open batch knows; return how many calls were sent.

    Raises:
        EngineError: the server refused; batches created before that are in the ledger.
    """
    known = {key for batch in ledger.open_batches() for key in batch.keys}
    fresh = _fresh(client, requests, cache, known)
    sent = 0
    first = next(fresh, None)
    if first is None:
        return 0
    client.ask(first)
    for file, keys in _files(client, fresh):
        with file:
            ledger.add_batch(OpenBatch(id=_created(client, file, keys), keys=keys))
        sent += len(keys)
    return sent + 1


def collect(client: Client, cache: CallCache, ledger: BatchLedger) -> BatchState:
    """Put the results of finished batches into the cache, and return how things stand.

    Raises:
        EngineError: the server can't be asked; nothing is lost, look again later.
    """
    waiting = kept = failed = 0
    usage, problems = Usage(), []
    for batch in ledger.open_batches():
        found = _retrieved(client, batch.id)
        if found.status not in _OVER:
            waiting += len(batch.keys)
            continue
        if found.status != "completed":
            problems.append(f"batch {batch.id} is {found.status}")
        missing = set(batch.keys)
        for file_id in (found.output_file_id, found.error_file_id):
            for key, answer in _results(client, file_id, problems) if file_id else ():
                if key in missing and answer is not None:
                    missing.discard(key)
                    cache.put(key, answer.text, answer.usage)
                    usage, kept = add_usage(usage, answer.usage), kept + 1
        failed += len(missing)
        ledger.close_batch(batch.id)
    return BatchState(
        waiting=waiting,
        kept=kept,
        failed=failed,
        usage=usage,
        problems=tuple(problems),
    )


def _fresh(
    client: Client,
    requests: Iterable[Request[Any]],
    cache: CallCache,
    known: set[str],
) -> Iterator[Request[Any]]:
    for request in requests:
        key = client.key(request)
        if key not in known and cache.get(key) is None:
            known.add(key)
            yield request


def _files(
    client: Client,
    requests: Iterable[Request[Any]],
) -> Iterator[tuple[IO[bytes], tuple[str, ...]]]:
    file, keys, size = _new_file(), list[str](), 0
    for request in requests:
        line = _line(client, request)
        if keys and (len(keys) == MOST_REQUESTS or size + len(line) > MOST_BYTES):
            yield file, tuple(keys)
            file, keys, size = _new_file(), [], 0
        file.write(line)
        keys.append(client.key(request))
        size += len(line)
    if keys:
        yield file, tuple(keys)
    else:
        file.close()


def _new_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)


def _line(client: Client, request: Request[Any]) -> bytes:
    limit = request.max_output or client.config.max_output_tokens
    body = client.asker.dialect.body(client.config, request.messages, request.schema, limit)
    item = {
        "custom_id": client.key(request),
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": body,
    }
    return json.dumps(item, ensure_ascii=False).encode() + b"\n"


def _created(client: Client, file: IO[bytes], keys: tuple[str, ...]) -> str:
    mark = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    file.seek(0)

    async def create(sdk: "AsyncOpenAI") -> str:
        page = await sdk.batches.list(limit=100)
        for batch in page.data or []:
            lost = batch.status in _OVER - {"completed"}
            if (batch.metadata or {}).get(_MARK) == mark and not lost:
                return batch.id
        sent = await sdk.files.create(file=("briefer.jsonl", file.read()), purpose="batch")
        made = await sdk.batches.create(
            input_file_id=sent.id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata={_MARK: mark},
        )
        return made.id

    return client.do(create)


def _retrieved(client: Client, batch_id: str) -> "Batch":
    return client.do(lambda sdk: sdk.batches.retrieve(batch_id))


def _results(
    client: Client,
    file_id: str,
    problems: list[str],
) -> Iterator[tuple[str, Completion | None]]:
    with _new_file() as file:

        async def download(sdk: "AsyncOpenAI") -> None:
            async with sdk.files.with_streaming_response.content(file_id) as response:
                async for part in response.iter_bytes():
                    file.write(part)

        client.do(download)
        file.seek(0)
        while line := file.readline(MAX_LINE):
            yield _result(line, problems)


def _result(line: bytes, problems: list[str]) -> tuple[str, Completion | None]:
    try:
        item = json.loads(line)
        response = item["response"]
        answer = answer_of(response["body"], int(response["status_code"]), {})
    except FaultError as error:
        problem = error.fault.message
    except (ValueError, KeyError, TypeError, RecursionError):
        problem = "a line of the results is no result"
    else:
        if answer.finish != "length":
            return str(item.get("custom_id")), answer
        problem = "a reply was cut off at its length limit"
    if len(problems) < MOST_PROBLEMS:
        problems.append(problem)
    return "", None
