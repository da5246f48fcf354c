"""What one rendering may use: steps, characters and time."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from jinja2 import TemplateRuntimeError

MAX_STEPS = 2_000_000  # a day of 40 stories takes about 40,000
MAX_TEXT = 16_000_000  # characters of the whole output, or of any text on the way
MAX_MADE = 200_000_000  # characters and entries of all texts and lists together
MAX_ITEMS = 100_000  # entries of any list a template makes
MAX_SECONDS = 10.0
LOOK = 50  # steps between two looks at the clock


class OverBudgetError(TemplateRuntimeError):
    """A template asked for more than a rendering may use."""


class Meter:
    """Counts the steps of one rendering; the clock only guards against steps that are slow."""

    def __init__(
        self,
        steps: int = MAX_STEPS,
        seconds: float = MAX_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        most: int = MAX_MADE,
    ) -> None:
        self._left = steps
        self._look = steps - LOOK
        self._clock = clock
        self._end = clock() + seconds
        self._room = most

    @classmethod
    def unlimited(cls) -> "Meter":
        """Return a meter for templates that are our own, however long the briefing is."""
        return cls(steps=10**15, seconds=10**9, most=10**15)

    def spend(self, steps: int = 1) -> None:
        """Take `steps` off the budget.

        Raises:
            OverBudgetError: nothing is left, or the time is up.
        """
        self._left -= steps
        if self._left < 0:
            raise OverBudgetError("the template does too much: a loop or a call runs away")
        if self._left > self._look:
            return
        self._look = self._left - LOOK
        if self._clock() > self._end:
            raise OverBudgetError(f"the template takes longer than {MAX_SECONDS:.0f} s")

    def make(self, size: int) -> None:
        """Count a text or list that is made: what a template keeps is bounded as a whole.

        Raises:
            OverBudgetError: all of them together are too much.
        """
        self._room -= size
        if self._room < 0:
            raise OverBudgetError(f"the template makes more than {MAX_MADE:,} characters in all")
        self.spend(1 + size // 1000)


CALL = 10  # steps that a call costs: about as much time as ten rounds of a loop

_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered(meter: Meter) -> Iterator[None]:
    """Charge everything that is rendered inside to `meter`."""
    token = _METER.set(meter)
    try:
        yield
    finally:
        _METER.reset(token)


def spend(steps: int = 1) -> None:
    """Charge `steps` to the rendering that is under way, if one is."""
    meter = _METER.get()
    if meter is not None:
        meter.spend(steps)


def bounded(size: int, limit: int = MAX_TEXT) -> None:
    """Charge for a text or list of `size` that is about to be made.

    Raises:
        OverBudgetError: it is beyond `limit`.
    """
    if size > limit:
        raise OverBudgetError(f"the template makes more than {limit:,} characters or entries")
    meter = _METER.get()
    if meter is not None:
        meter.make(size)


def joined(parts: Iterable[str]) -> str:
    """Return the parts as one text, which may not grow beyond `MAX_TEXT`."""
    kept: list[str] = []
    total = 0
    for part in parts:
        total += len(part)
        if total > MAX_TEXT:
            bounded(total)
        kept.append(part)
    bounded(total)
    return "".join(kept)
