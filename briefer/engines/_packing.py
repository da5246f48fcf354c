"""Putting articles into requests: short ones together, long ones in parts.

    Document --chunk--> Part --pack--> Pack: numbered lines, and what each number stands for

Numbers of sentences and quotations run through a whole pack, so a number names one sentence of
one article and no article number is needed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from briefer.llm.lines import STORY, heading, one_line, sentence_line
from briefer.models import Chunk, Document, Quotation
from briefer.text.chunks import chunk

Count = Callable[[str], int]

MOST_TOGETHER = 8  # articles in one request: with more, answers mix them up
LEAST_HALVED = 80  # tokens; what does not fit at half of that never will
MOST_PEOPLE = 6  # that a later part of a long article is told of
UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})  # written without spaces between words
LEAST_QUOTED = 4  # words; a shorter quotation carries no point, and gets no number


class ArticlePart(NamedTuple):
    """A run of sentences of one article. `position` is the article's place in the run."""

    position: int
    document: Document
    chunk: Chunk
    nth: int = 1
    total: int = 1


class Pack(NamedTuple):
    """What one request holds. `sentences[n - 1]` is what number n stands for: (part, sentence)."""

    parts: tuple[ArticlePart, ...]
    tokens: int  # of the articles' own text
    lines: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    quotations: tuple[tuple[int, Quotation], ...]


def parts_of(position: int, document: Document, size: int, count: Count) -> tuple[ArticlePart, ...]:
    """Return `document` in parts of at most `size` tokens; none if it has no sentence."""
    if not document.sentences:
        return ()
    chunks = _chunks(document, size, count)
    return tuple(
        ArticlePart(position, document, chunk, nth, len(chunks))
        for nth, chunk in enumerate(chunks, 1)
    )


def packed(parts: Iterable[ArticlePart], size: int) -> Iterator[tuple[ArticlePart, ...]]:
    """Yield groups of consecutive parts: at most `size` tokens and eight parts in each."""
    group: list[ArticlePart] = []
    tokens = 0
    for part in parts:
        if group and (tokens + part.chunk.tokens > size or len(group) == MOST_TOGETHER):
            yield tuple(group)
            group, tokens = [], 0
        group.append(part)
        tokens += part.chunk.tokens
    if group:
        yield tuple(group)


def pack(parts: tuple[ArticlePart, ...]) -> Pack:
    """Return `parts` as numbered lines."""
    lines: list[str] = []
    sentences: list[tuple[int, int]] = []
    quotations: list[tuple[int, Quotation]] = []
    for place, part in enumerate(parts):
        lines.append(_heading(part))
        here = _quotations(part)
        for number in range(part.chunk.first, part.chunk.last + 1):
            start, end = _span(part, number)
            marks: list[tuple[int, int]] = []
            for quotation in here:
                if start <= quotation.start < end:
                    quotations.append((place, quotation))
                    marks.append((quotation.start - start, len(quotations)))
            sentences.append((place, number))
            text = part.document.article.text[start:end]
            lines.append(sentence_line(len(sentences), text, marks))
    return Pack(
        parts=parts,
        tokens=sum(part.chunk.tokens for part in parts),
        lines=tuple(lines),
        sentences=tuple(sentences),
        quotations=tuple(quotations),
    )


def halves(parts: tuple[ArticlePart, ...], count: Count) -> list[tuple[ArticlePart, ...]]:
    """Return `parts` in two halves, down to few sentences; [] where that would help no more."""
    if len(parts) > 1:
        middle = len(parts) // 2
        return [parts[:middle], parts[middle:]]
    part = parts[0]
    chunk = part.chunk
    if chunk.first == chunk.last or chunk.tokens < LEAST_HALVED:
        return []
    middle = (chunk.first + chunk.last) // 2
    return [
        (part._replace(chunk=_cut(part.document, first, last, count)),)
        for first, last in ((chunk.first, middle), (middle + 1, chunk.last))
    ]


def apart(parts: tuple[ArticlePart, ...]) -> list[tuple[ArticlePart, ...]]:
    """Return each article's parts on their own; [] where there is but one article."""
    articles: dict[int, list[ArticlePart]] = {}
    for part in parts:
        articles.setdefault(part.position, []).append(part)
    return [tuple(each) for each in articles.values()] if len(articles) > 1 else []


def _chunks(document: Document, size: int, count: Count) -> tuple[Chunk, ...]:
    tokens = count(document.article.text)
    if tokens <= size:
        return (_cut(document, 1, len(document.sentences), count, tokens),)
    return chunk(document, size, count)


def _cut(
    document: Document,
    first: int,
    last: int,
    count: Count,
    tokens: int | None = None,
) -> Chunk:
    start, end = document.sentences[first - 1].start, document.sentences[last - 1].end
    return Chunk(
        article_id=document.article.id,
        first=first,
        last=last,
        start=start,
        end=end,
        tokens=count(document.article.text[start:end]) if tokens is None else tokens,
    )


def _span(part: ArticlePart, number: int) -> tuple[int, int]:
    if part.chunk.split:  # a piece of one very long sentence
        return part.chunk.start, part.chunk.end
    sentence = part.document.sentences[number - 1]
    return sentence.start, sentence.end


def _quotations(part: ArticlePart) -> list[Quotation]:
    chunk = part.chunk
    return [
        quotation
        for quotation in sorted(part.document.quotations, key=lambda each: each.start)
        if chunk.start <= quotation.start < chunk.end and _carries(part.document, quotation)
    ]


def _carries(document: Document, quotation: Quotation) -> bool:
    words = document.article.text[quotation.start : quotation.end].split(maxsplit=LEAST_QUOTED)
    return len(words) >= LEAST_QUOTED or document.article.language in UNSPACED


def _heading(part: ArticlePart) -> str:
    """Return the line above a part; for a part of a long article it tells all that places it.

    A whole article goes without its title, which its sentences bear out or which can't be cited,
    and without its date: what a model can't compute a date from, it does not compute; dates are
    resolved by code.
    """
    article = part.document.article
    if part.total == 1:
        return STORY
    day = article.published.isoformat() if article.published else None
    where = f"part {part.nth} of {part.total}"
    return heading([article.title, article.source, day, where, _people(part)])


def _people(part: ArticlePart) -> str | None:
    """Return who was introduced before this part and is named in it."""
    if part.nth == 1:
        return None
    chunk = part.chunk
    text = part.document.article.text[chunk.start : chunk.end]
    known: dict[str, str] = {}
    for mention in part.document.names:
        if mention.start >= chunk.start or len(known) == MOST_PEOPLE:
            break
        if mention.kind == "person" and mention.name.rpartition(" ")[2] in text:
            role = f" ({one_line(mention.role, 60)})" if mention.role else ""
            known[mention.name] = known.get(mention.name) or f"{mention.name}{role}"
    return "people: " + ", ".join(known.values()) if known else None
