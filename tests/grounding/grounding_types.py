"""Types that the grounding tests share."""

from collections.abc import Callable

from briefer.models import Check, Document

Checker = Callable[..., Check]
Maker = Callable[..., Document]


class Agrees:
    """A second key that says yes to whatever it is asked."""

    name = "agrees"

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return the highest opinion."""
        return 1.0
