"""The call cache: nothing is paid for twice."""

from typing import Protocol

from briefer.models import Usage


class CallCache(Protocol):
    """Keeps the text of usable replies by the key of their call. The store implements it.

    It is only ever called from the thread that iterates over `Client.run`.
    """

    def get(self, key: str) -> str | None:
        """Return the reply kept under `key`, or None."""
        ...

    def put(self, key: str, reply: str, usage: Usage) -> None:
        """Keep `reply` under `key`; `usage` is what it cost."""
        ...
