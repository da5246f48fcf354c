"""What a client keeps, for as long as a test."""

from briefer.llm.batch import OpenBatch
from briefer.models import Usage


class MemoryCache:
    """A call cache that lasts as long as the process."""

    def __init__(self) -> None:
        self.replies: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """Return the reply kept under `key`, or None."""
        return self.replies.get(key)

    def put(self, key: str, reply: str, usage: Usage) -> None:
        """Keep `reply` under `key`."""
        self.replies[key] = reply


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
