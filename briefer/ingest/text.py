"""Plain text: with front matter, a `date YYYY-MM-DD` prefix, or neither."""

import re
from collections.abc import Iterator

from briefer.ingest.articles import build
from briefer.ingest.clean import normalise
from briefer.ingest.decode import decode
from briefer.ingest.frontmatter import split_date, split_front_matter
from briefer.ingest.heads import read_head
from briefer.ingest.letters import build_items, saved_letter
from briefer.ingest.raw import ArticleDraft, Item, Raw

_HEADLINE_MAX = 140  # characters
_HEADLINE_WORDS = range(4, 26)
_ENDS = "?!%)'\"”’»"  # with which a headline may end


def read(raw: Raw) -> Iterator[Item]:
    """Yield the one article of a text file, or those of the newsletter that it holds."""
    fields, text = split_front_matter(decode(raw.data, raw.charset))
    text, prefix = split_date(text)
    draft = draft_of(raw, fields, text)
    draft = draft._replace(published=draft.published or prefix)
    saved = saved_letter(draft)
    if saved is not None:
        yield from build_items(raw, *saved)
    else:
        yield build(raw, with_head(draft))


def with_head(draft: ArticleDraft) -> ArticleDraft:
    """Return the draft with what the lines above its text say, where nothing else says it."""
    head = read_head(draft.text, draft.language or "")
    if head is None:
        if draft.title is not None:
            return draft
        title, text = _headline(draft.text)
        return draft._replace(title=title, text=text)
    first = next((s for s in head.stamps if not s.updated), None) or next(iter(head.stamps), None)
    return draft._replace(
        text=head.body,
        title=draft.title or head.title,
        source=draft.source or head.outlet,
        url=draft.url or head.url,
        author=draft.author or head.author,
        dates=((first, "text"), *draft.dates) if first else draft.dates,
        labels=(*draft.labels, *head.labels),
        notes=(*draft.notes, *head.notes),
    )


def draft_of(raw: Raw, fields: dict[str, str], text: str) -> ArticleDraft:
    """Return the draft that front matter and a text make."""
    return ArticleDraft(
        location=raw.location,
        text=text,
        title=fields.get("title"),
        source=fields.get("source"),
        url=fields.get("url"),
        published=fields.get("published"),
        language=fields.get("language"),
        author=fields.get("author"),
        external_id=fields.get("id"),
        labels=tuple(filter(None, re.split(r"\s*,\s*", fields.get("labels", "").strip("[] ")))),
    )


def _headline(text: str) -> tuple[str | None, str]:
    """Return a headline that stands alone above the text, and the rest.

    It is a short first line without closing punctuation, set off by a blank line from
    something longer. Anything else is taken for prose.
    """
    first, blank, rest = text.lstrip().partition("\n")
    following, _, body = rest.partition("\n")
    line = normalise(first).strip()
    alone = bool(blank) and not following.strip() and len(body.strip()) > len(line)
    if not alone or len(line) > _HEADLINE_MAX or not (line[-1:].isalnum() or line[-1:] in _ENDS):
        return None, text
    if len(line.split()) not in _HEADLINE_WORDS or "@" in line or "://" in line:
        return None, text
    return line, body
