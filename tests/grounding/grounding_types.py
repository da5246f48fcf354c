"""Types that the grounding tests share."""

from collections.abc import Callable

from briefer.models import Check, Document

Checker = Callable[..., Check]
Maker = Callable[..., Document]
