"""The page behind an entry: what it holds, together with what the source said of it."""

import json
from collections.abc import Iterable
from typing import Any

from briefer.ingest.canonical import canonical
from briefer.ingest.clean import word_count
from briefer.ingest.dates import parse_published
from briefer.ingest.raw import Found, Link, Raw
from briefer.models import Article, Failure

_MANY = 100_000  # words: more are not counted


def dump(link: Link) -> str:
    """Return a link as JSON, to be kept until its page is read."""
    teaser = link.teaser.model_dump(mode="json") if link.teaser else None
    return json.dumps(link._replace(teaser=None)._asdict() | {"teaser": teaser}, ensure_ascii=False)


def load(text: str) -> Link:
    """Return the link that `dump` wrote."""
    fields: dict[str, Any] = json.loads(text)
    teaser = fields.pop("teaser")
    return Link(**fields, teaser=Article.model_validate(teaser) if teaser else None)


def article_of(link: Link, raw: Raw, found: Iterable[Found]) -> Article | Failure:
    """Return the article of a page that was fetched for `link`.

    The feed's title, outlet and date go before the page's own: it names one article, where a
    page names its site and its template. Where the page holds less than the teaser (a paywall,
    a consent form), the teaser is the article.
    """
    failures: list[Failure] = []
    for item in found:
        if isinstance(item, Failure):
            failures.append(item)
        elif isinstance(item, Article):
            if link.teaser and _words(item) < _words(link.teaser):
                return link.teaser
            return _named(link, raw, item)
    if failures:
        return failures[0].model_copy(update={"location": raw.location})
    return Failure(location=raw.location, reason="the page holds no article")


def _named(link: Link, raw: Raw, article: Article) -> Article:
    """Return the page's article under the title, outlet and date that the source gives."""
    given: dict[str, Any] = {
        "title": link.title or article.title,
        "source": raw.outlet or link.outlet or article.source,
        "url": article.url or canonical(link.url),
    }
    published = parse_published(link.published, raw.now)
    if published.moment is not None or (published.day and not article.published_at):
        given |= {
            "published": published.day,
            "published_at": published.moment,
            "dated_by": "feed",
        }
    origin = article.origins[0].model_copy(
        update={key: given[key] for key in ("title", "source", "url")}
        | {"location": canonical(link.url)}
    )
    return article.model_copy(update={**given, "origins": (origin,)})


def _words(article: Article) -> int:
    return word_count(article.text, _MANY)
