"""The tone of a day's coverage of one country: statements counted by the words that decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefer.editions.aiming import Aim, aims, mentions
from briefer.models import Check, Evidence, Quoted, Stance, Story, Tone, ToneItem


class _Statement(NamedTuple):
    text: str
    speaker: str | None
    quote: str | None
    evidence: tuple[Evidence, ...]
    check: Check
    story: str | None


def tone(
    country: str,
    stories: Iterable[Story],
    quotations: Iterable[Quoted],
    languages: Mapping[str, str],
    limit: int,
) -> Tone:
    """Return how the key points of `stories` and the quotations speak of `country`.

    All are checked already. `languages` gives each cited article's; at most `limit` statements
    are kept to be shown, all are counted, and no source sentence counts twice.
    """
    found: list[ToneItem] = []
    total = 0
    seen: set[tuple[str, int]] = set()
    for statement in _statements(stories, quotations):
        sentences = {(e.article_id, n) for e in statement.evidence for n in e.sentences}
        named = [e for e in statement.evidence if _mentioned(e, languages, country)]
        if not named or not seen.isdisjoint(sentences):
            continue
        seen |= sentences
        total += 1
        found += _judged(statement, named, languages, country)
    return Tone(
        country=country,
        statements=total,
        supportive=sum(item.stance == "supportive" for item in found),
        critical=sum(item.stance == "critical" for item in found),
        items=tuple(found[:limit]),
    )


def _statements(stories: Iterable[Story], quotations: Iterable[Quoted]) -> Iterator[_Statement]:
    for story in stories:
        for p in story.key_points:
            if p.check is not None:
                yield _Statement(p.text, p.speaker, p.quote, p.evidence, p.check, story.id)
    for q in quotations:
        yield _Statement(q.text, q.speaker, q.quote, q.evidence, q.check, q.story)


def _mentioned(item: Evidence, languages: Mapping[str, str], country: str) -> bool:
    return mentions(item.quote, languages.get(item.article_id, "en"), country)


def _judged(
    statement: _Statement, named: Sequence[Evidence], languages: Mapping[str, str], country: str
) -> Iterator[ToneItem]:
    """Yield the statement with its stance; nothing where no word decides, or words differ.

    A word counts only if the printed text has it too, where text and source share their words: a
    claim that leaves the criticism out is none.
    """
    hits = [
        aim
        for item in named
        for aim in aims(item.quote, languages.get(item.article_id, "en"), country)
    ]
    copied = any(_copied(statement.text, item.quote) for item in named)
    hits = [aim for aim in hits if not copied or aim.word.casefold() in statement.text.casefold()]
    stance = _one(hits)
    if stance is not None:
        yield ToneItem(
            stance=stance,
            words=tuple(dict.fromkeys(aim.word for aim in hits)),
            **statement._asdict(),
        )


def _one(hits: Sequence[Aim]) -> Stance | None:
    stances = {aim.stance for aim in hits}
    return hits[0].stance if len(stances) == 1 else None


def _copied(text: str, quote: str) -> bool:
    """Whether most words of `text` are the source's own: they are in one language."""
    words = text.casefold().split()
    source = set(quote.casefold().split())
    return sum(word in source for word in words) * 2 >= len(words)
