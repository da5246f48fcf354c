"""Evidence: sentence numbers of a document turned into exact source text."""

from collections.abc import Iterable, Iterator

from briefer.models import Document, Evidence


def evidence(document: Document, numbers: Iterable[int]) -> tuple[Evidence, ...]:
    """Return one `Evidence` for each run of consecutive sentence `numbers`, in document order.

    Raises:
        IndexError: a number names no sentence of the document.
    """
    return tuple(_item(document, run) for run in _runs(sorted(set(numbers))))


def _runs(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(number)
    if run:
        yield tuple(run)


def _item(document: Document, run: tuple[int, ...]) -> Evidence:
    if run[0] < 1 or run[-1] > len(document.sentences):
        msg = f"article {document.article.id} has no sentence {run[0]} to {run[-1]}"
        raise IndexError(msg)
    start = document.sentences[run[0] - 1].start
    end = document.sentences[run[-1] - 1].end
    return Evidence(
        article_id=document.article.id,
        sentences=run,
        start=start,
        end=end,
        quote=document.article.text[start:end],
    )
