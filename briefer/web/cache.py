"""The last pages, kept until the index changes."""

import threading

from cachetools import LRUCache

KEPT = 24_000_000  # bytes of pages: a year of briefings, and as much again
LARGEST_KEPT = 200_000  # bytes of one of them


class Kept:
    """The last pages, by address, as they are sent; threads share it."""

    def __init__(self, room: int = KEPT) -> None:
        self._pages: LRUCache[tuple[int, str], bytes] = LRUCache(room, getsizeof=len)
        self._lock = threading.Lock()

    def get(self, key: tuple[int, str]) -> bytes | None:
        """Return a page that was kept."""
        with self._lock:
            return self._pages.get(key)

    def put(self, key: tuple[int, str], page: bytes) -> None:
        """Keep a page, unless it is a very long one."""
        if len(page) <= LARGEST_KEPT:
            with self._lock:
                self._pages[key] = page
