"""A reader's draft becomes an article: cleaned, separated from its asides, dated, named."""

import datetime as dt
from collections.abc import Iterator

from briefer.ingest.asides import separate
from briefer.ingest.canonical import canonical
from briefer.ingest.clean import normalise, one_line, paragraphs, word_count
from briefer.ingest.dateline import dateline
from briefer.ingest.dates import Published, parse_published
from briefer.ingest.frontmatter import split_date
from briefer.ingest.identity import article_id
from briefer.ingest.language import language_of, plausible
from briefer.ingest.quality import stub_of
from briefer.ingest.raw import ArticleDraft, DatedBy, Item, Raw
from briefer.ingest.tails import tail_start
from briefer.models import Article, Aside, Failure, Origin

MIN_WORDS = 3  # a text of fewer words reports nothing
_TITLE_MAX = 500  # characters
_URL_MAX = 2000
_TEXT_MAX = 2_000_000  # characters: a book of a thousand pages
_PARAGRAPHS_MAX = 150_000  # some two seconds of work; a live blog of a whole day has some 5,000


def build(raw: Raw, draft: ArticleDraft) -> Item:
    """Return the article that `draft` makes, or a failure where it holds no text."""
    if len(draft.text) > _TEXT_MAX:
        reason = f"a text of more than {_TEXT_MAX:,} characters is no article; split it"
        return Failure(location=draft.location, reason=reason)
    text, prefix = split_date(draft.text)
    title = one_line(draft.title, _TITLE_MAX)
    found_paragraphs = paragraphs(text)
    if len(found_paragraphs) > _PARAGRAPHS_MAX:
        reason = f"a text of more than {_PARAGRAPHS_MAX:,} paragraphs is no article; split it"
        return Failure(location=draft.location, reason=reason)
    found = separate(_without_title(found_paragraphs, title))
    prose = "\n\n".join(found.prose)
    if word_count(prose, MIN_WORDS) < MIN_WORDS:
        return Failure(location=draft.location, reason=_no_text(found.asides + draft.asides))
    source, url = one_line(draft.source) or raw.outlet, one_line(draft.url, _URL_MAX)
    url = canonical(url) if url else None
    language = language_of(prose, draft.language, hint=draft.hint)
    prose, tail = _without_tail(prose, language, title, source)
    published, dated_by = _dated(_dates(draft, prefix, prose, language), raw.now)
    origin = Origin(
        location=draft.location,
        source=source,
        title=title,
        url=url,
        external_id=one_line(draft.external_id),
    )
    article = Article(
        id=article_id(prose),
        text=prose,
        title=title,
        source=source,
        url=url,
        published=published.day,
        published_at=published.moment,
        language=language,
        asides=_tidy(_byline(draft) + draft.asides + found.asides + tail),
        origins=(origin,),
        fetched_at=raw.now,
        dated_by=dated_by,
    )
    declared = plausible(draft.language) if draft.hint else None
    return article.model_copy(update={"stub": draft.stub or stub_of(article, declared)})


def _dates(
    draft: ArticleDraft, prefix: str | None, prose: str, language: str
) -> Iterator[tuple[object, DatedBy]]:
    """Yield the dates that the source, then the text gives, with who gives them."""
    yield draft.published, draft.dated_by
    yield prefix, "text"
    yield dateline(prose, language), "text"


def _dated(
    dates: Iterator[tuple[object, DatedBy]], now: dt.datetime
) -> tuple[Published, DatedBy | None]:
    """Return the first date that is possible."""
    for value, dated_by in dates:
        published = parse_published(value, now)
        if published.day is not None:
            return published, dated_by
    return Published(), None


def _without_title(found: list[str], title: str | None) -> list[str]:
    """Return the paragraphs without a first one that only repeats the title."""
    if title and len(found) > 1 and found[0].casefold().strip("# ") == title.casefold():
        return found[1:]
    return found


def _without_tail(
    prose: str, language: str, title: str | None, source: str | None
) -> tuple[str, tuple[Aside, ...]]:
    """Return the prose without the sentence of the program that published it, if it has one."""
    last = prose.rfind("\n\n") + 2 if "\n\n" in prose else 0
    start = tail_start(prose[last:], language, title, source)
    kept = prose[: last + start].rstrip() if start is not None else ""
    if not kept:
        return prose, ()
    return kept, (Aside(kind="boilerplate", text=prose[len(kept) :].strip()),)


def _byline(draft: ArticleDraft) -> tuple[Aside, ...]:
    author = one_line(draft.author)
    if not author or author == one_line(draft.source):
        return ()
    return (Aside(kind="boilerplate", text=f"By {author}"),)


def _tidy(asides: tuple[Aside, ...]) -> tuple[Aside, ...]:
    """Return the asides with their text normalised, without empty or repeated ones."""
    tidy = (Aside(kind=aside.kind, text=normalise(aside.text).strip()) for aside in asides)
    return tuple(dict.fromkeys(aside for aside in tidy if aside.text))


def _no_text(asides: tuple[Aside, ...]) -> str:
    if not asides:
        return f"no text: fewer than {MIN_WORDS} words"
    kinds = ", ".join(sorted({aside.kind for aside in asides}))
    return f"no text: nothing but what is no article's prose ({kinds})"
