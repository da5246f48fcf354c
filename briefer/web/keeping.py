"""The last pages, kept until the index changes."""

import threading
from collections import OrderedDict

KEPT = 24_000_000  # bytes of pages: a year of briefings, and as much again
LARGEST_KEPT = 200_000  # bytes of one of them


class Kept:
    """The last pages, by address, as they are sent; threads share it."""

    def __init__(self, room: int = KEPT) -> None:
        self._room = room
        self._taken = 0
        self._pages: OrderedDict[tuple[int, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[int, str]) -> bytes | None:
        """Return a page that was kept."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[int, str], page: bytes) -> None:
        """Keep a page, unless it is a very long one."""
        if len(page) > LARGEST_KEPT:
            return
        with self._lock:
            self._taken += len(page) - len(self._pages.pop(key, b""))
            self._pages[key] = page
            while self._taken > self._room:
                self._taken -= len(self._pages.popitem(last=False)[1])
