"""What becomes of a feed's entry: an article as it stands, or a page to be read for it.

RSS, Atom and JSON Feed meet here, each entry as a `ArticleDraft`.
"""

import re

from briefer.errors import SourceError
from briefer.ingest.articles import build
from briefer.ingest.canonical import canonical
from briefer.ingest.clean import one_line, word_count
from briefer.ingest.fetch.addresses import target
from briefer.ingest.raw import ArticleDraft, Found, Link, Raw
from briefer.ingest.source import mark_of
from briefer.models import Article, Failure

_WHOLE = 200  # words: a text of so many is no teaser, whatever element holds it
_FULL = 60  # words: content of fewer is a teaser even where the feed calls it the content
_CUT = re.compile(
    r"(?:…|\.{3}|\[(?:…|\.{3}|&hellip;)\]|\((?:…|\.{3})\)|"
    r"(?:read|continue|weiter|lire|leer|читать|seguir)\b.{0,40}|»|→|>>)\s*$",
    re.IGNORECASE,
)
_TAIL = 80  # characters at the end in which a text says that it goes on


def is_teaser(text: str, *, full: bool) -> bool:
    """Whether `text` only begins an article that goes on elsewhere."""
    if _CUT.search(text[-_TAIL:].strip()):
        return True
    return word_count(text, _WHOLE) < (_FULL if full else _WHOLE)


def found_in(raw: Raw, draft: ArticleDraft, *, full: bool, changed: str | None = None) -> Found:
    """Return what an entry gives: an article, a page to be read, or a failure.

    Only entries of a feed that was fetched become pages to be read; a file stays a file.

    Args:
        raw: the feed.
        draft: the entry; its `location` is used where it has no address.
        full: whether the feed calls the text the entry's content, not a summary.
        changed: when the entry says it was changed last.
    """
    if raw.outlet:
        draft = draft._replace(source=raw.outlet)
    address = _address(draft.url, raw.url)
    if raw.url is None or address is None:
        return build(raw, draft._replace(url=address or draft.url))
    draft = draft._replace(url=address, location=canonical(address))
    wanted = raw.source.full_text if raw.source else "auto"
    if wanted == "never" or (wanted == "auto" and not is_teaser(draft.text, full=full)):
        return build(raw, draft)
    item = build(raw, draft)
    teaser = item.model_copy(update={"stub": "teaser"}) if isinstance(item, Article) else None
    return Link(
        url=address,
        mark=mark_of(changed, draft.title, draft.text),
        title=one_line(draft.title),
        published=draft.published if isinstance(draft.published, str) else None,
        outlet=one_line(draft.source),
        language=draft.language,
        teaser=teaser,
    )


def cut_off(raw: Raw, entries: int) -> Failure:
    """Say that a feed was not read to its end."""
    reason = f"a feed of more than {entries:,} entries: only the first {entries:,} were read"
    return Failure(location=raw.location, reason=reason)


def _address(url: str | None, base: str | None) -> str | None:
    """Return an entry's address made absolute, or None where it is none that is fetched."""
    if not url:
        return None
    try:
        return target(url, base=base).url if base else url
    except SourceError:
        return None
