"""Repairs: what may be mended in a claim, and how."""

from collections.abc import Iterable, Iterator, Mapping

from briefer.grounding.claims import Claim, Fault

Parts = tuple[tuple[str, tuple[int, ...]], ...]


def mended(claim: Claim, faults: Iterable[Fault]) -> tuple[str, str | None]:
    """Return the claim's text and quote with every mendable fault removed."""
    text, quote = claim.text, claim.quote
    for fault in faults:
        if fault.severity != "mend":
            continue
        if fault.code == "quotation_typography":
            restored = fault.mended
            text = text.replace(fault.words, restored)
            if quote and quote.strip('"“”«»„ ').rstrip(",") == fault.words:
                quote = restored
    for fault in faults:
        if fault.code == "attribution_dropped":
            text = fault.mended if text == claim.text else _named(text, fault)
    return text, quote


def _named(text: str, fault: Fault) -> str:
    bare = text.rstrip(" .!")
    return f"{bare}, {fault.words} said."


def neighbours(parts: Parts, lengths: Mapping[str, int]) -> Iterator[Parts]:
    """Yield the citations next to `parts`: each run moved or widened by one sentence."""
    seen = {parts}
    for index, (article_id, numbers) in enumerate(parts):
        for change in _changes(numbers, lengths[article_id]):
            other = (*parts[:index], (article_id, change), *parts[index + 1 :])
            if other not in seen:
                seen.add(other)
                yield other


def _changes(numbers: tuple[int, ...], length: int) -> Iterator[tuple[int, ...]]:
    first, last = numbers[0], numbers[-1]
    moves = (
        tuple(n + 1 for n in numbers),
        tuple(n - 1 for n in numbers),
        (*numbers, last + 1),
        (first - 1, *numbers),
    )
    for move in moves:
        if move[0] >= 1 and move[-1] <= length:
            yield move
