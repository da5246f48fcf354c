"""What a request took, shared among all that it was about."""

from collections.abc import Iterable, Sequence

from briefer.models import Usage


def divided(usage: Usage, weights: Sequence[int]) -> tuple[Usage, ...]:
    """Return `usage` cut in proportion to `weights`; rounding goes to the last, nothing is lost."""
    total = max(sum(weights), 1)
    shares: list[Usage] = []
    before, seen = (0, 0, 0, 0), 0
    for place, weight in enumerate(weights, 1):
        seen += weight
        whole = place == len(weights)
        upto = _part(usage, total if whole else seen, total)
        shares.append(_usage(b - a for a, b in zip(before, upto, strict=True)))
        before = upto
    return tuple(shares)


def _part(usage: Usage, share: int, total: int) -> tuple[int, int, int, int]:
    return (
        usage.calls * share // total,
        usage.prompt_tokens * share // total,
        usage.cached_tokens * share // total,
        usage.completion_tokens * share // total,
    )


def _usage(numbers: Iterable[int]) -> Usage:
    calls, prompt, cached, completion = numbers
    return Usage(
        calls=calls, prompt_tokens=prompt, cached_tokens=cached, completion_tokens=completion
    )
