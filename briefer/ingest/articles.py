"""A reader's draft becomes an article: cleaned, separated from its asides, dated, named."""

from briefer.ingest.asides import separate
from briefer.ingest.clean import normalise, one_line, paragraphs, word_count
from briefer.ingest.dates import parse_published
from briefer.ingest.frontmatter import split_date
from briefer.ingest.identity import article_id
from briefer.ingest.language import language_of
from briefer.ingest.raw import Draft, Item, Raw
from briefer.models import Article, Aside, Failure, Origin

MIN_WORDS = 3  # a text of fewer words reports nothing
_TITLE_MAX = 500  # characters
_URL_MAX = 2000


def build(raw: Raw, draft: Draft) -> Item:
    """Return the article that `draft` makes, or a failure where it holds no text."""
    text, prefix = split_date(draft.text)
    title = one_line(draft.title, _TITLE_MAX)
    found = separate(_without_title(paragraphs(text), title))
    prose = "\n\n".join(found.prose)
    if word_count(prose, MIN_WORDS) < MIN_WORDS:
        return Failure(location=draft.location, reason=_no_text(found.asides + draft.asides))
    source, url = one_line(draft.source), one_line(draft.url, _URL_MAX)
    published = parse_published(draft.published, raw.now)
    if published.day is None:
        published = parse_published(prefix, raw.now)
    origin = Origin(
        location=draft.location,
        source=source,
        title=title,
        url=url,
        external_id=one_line(draft.external_id),
    )
    return Article(
        id=article_id(prose),
        text=prose,
        title=title,
        source=source,
        url=url,
        published=published.day,
        published_at=published.moment,
        language=language_of(prose, draft.language, hint=draft.hint),
        asides=_tidy(_byline(draft) + draft.asides + found.asides),
        origins=(origin,),
        fetched_at=raw.now,
    )


def _without_title(found: list[str], title: str | None) -> list[str]:
    """Return the paragraphs without a first one that only repeats the title."""
    if title and len(found) > 1 and found[0].casefold().strip("# ") == title.casefold():
        return found[1:]
    return found


def _byline(draft: Draft) -> tuple[Aside, ...]:
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
