"""What makes two articles the same, and how one article with two origins is kept."""

import datetime as dt
import hashlib
import unicodedata

from briefer.models import Article, Origin


def article_id(text: str) -> str:
    """Return the id of an article: "a" and 64 bits of SHA-256 in hexadecimal digits.

    The digest is taken of the text in NFKC with white space collapsed, so that neither line
    wrapping nor ligatures make a verbatim reprint a second article.
    """
    plain = " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())
    return "a" + hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]


def merge_origins(first: Article, second: Article) -> Article:
    """Return one article with the origins of both, in order, and the richer metadata.

    The earliest date wins (it is when the text first appeared), but an assumed one never; of title, outlet and address
    the first that is given.

    Raises:
        ValueError: the two are different articles.
    """
    if first.id != second.id:
        raise ValueError(f"articles {first.id} and {second.id} differ; only equal ids merge")
    dated = _earlier(first, second)
    return first.model_copy(
        update={
            "title": first.title or second.title,
            "source": first.source or second.source,
            "url": first.url or second.url,
            "published": dated.published,
            "published_at": dated.published_at,
            "dated_by": dated.dated_by,
            "doubt": dated.doubt,
            "kind": second.kind if first.kind == "news" else first.kind,
            "author": first.author or second.author,
            "labels": first.labels or second.labels,
            "stub": first.stub if first.stub and second.stub else None,
            "language": second.language if first.language == "und" else first.language,
            "asides": first.asides or second.asides,
            "origins": _union(first.origins, second.origins),
            "fetched_at": min(_given(first.fetched_at, second.fetched_at), default=None),
        },
    )


def _union(first: tuple[Origin, ...], second: tuple[Origin, ...]) -> tuple[Origin, ...]:
    known = {origin.location for origin in first}
    return first + tuple(origin for origin in second if origin.location not in known)


def _earlier(first: Article, second: Article) -> Article:
    """Return whichever article was published earlier; on the same day, by the hour.

    A date that is only assumed counts where both are.
    """
    return min((first, second), key=_moment)


def _moment(article: Article) -> tuple[bool, dt.date, bool, dt.datetime]:
    late = dt.datetime.max.replace(tzinfo=dt.UTC)
    return (
        article.undated,
        article.published or dt.date.max,
        article.published_at is None,
        article.published_at or late,
    )


def _given(*moments: dt.datetime | None) -> list[dt.datetime]:
    return [moment for moment in moments if moment]
