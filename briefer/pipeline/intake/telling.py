"""What an intake did, in words: a line for each source, and one for the whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.models import Article, Failure

_KINDS = {  # in a reader's order
    "opinion": ("opinion piece", "opinion pieces"),
    "liveblog": ("live blog", "live blogs"),
    "newsletter": ("newsletter item", "newsletter items"),
    "correction": ("correction", "corrections"),
    "update": ("update", "updates"),
    "press_release": ("press release", "press releases"),
    "interview": ("interview", "interviews"),
    "reprint": ("reprint", "reprints"),
}
_STUBS = {
    "paywall": ("behind a paywall", "behind a paywall"),
    "teaser": ("teaser", "teasers"),
    "consent": ("consent page", "consent pages"),
    "error_page": ("error page", "error pages"),
    "listing": ("list of articles", "lists of articles"),
    "gallery": ("picture gallery", "picture galleries"),
}
_REASONS = 3  # why something was not read, that are told in the summary


class Group(NamedTuple):
    """What one source, as the user named it, gave: files or answers, articles, new ones."""

    source: str
    places: int = 0
    articles: int = 0
    new: int = 0
    failed: int = 0
    unchanged: int = 0


def told(
    groups: Sequence[Group], counted: Counter[str], failures: Sequence[Failure], waiting: int = 0
) -> Iterator[str]:
    """Yield a line for each source, and the summary.

    `counted` are the articles by what they are (see `counts_of`).
    """
    for group in groups:
        yield f"{group.source}: {_group(group)}"
    read = sum(group.places for group in groups)
    articles = sum(group.articles for group in groups)
    new = sum(group.new for group in groups)
    whole = f"{read} read: {_n(articles, 'article', 'articles')} ({new} new)"
    left = f"{waiting} left for later" if waiting else ""
    same = sum(group.unchanged for group in groups)
    again = f"{same} unchanged" if same else ""
    parts = [whole, ", ".join(_kinds(counted)), again, left, _unread(failures)]
    yield "; ".join(part for part in parts if part)


def counts_of(article: Article) -> Iterator[str]:
    """Yield what an article counts as besides an article."""
    if article.stub in _STUBS:
        yield article.stub
    elif article.kind in _KINDS:
        yield article.kind
    if article.dated_by in {"changed", "read"}:
        yield f"as of {article.published}"
    if article.doubt:
        yield "doubted"


def _group(group: Group) -> str:
    parts = [f"{_n(group.articles, 'article', 'articles')} ({group.new} new)"]
    parts += [f"{group.unchanged} unchanged"] if group.unchanged else []
    parts += [f"{group.failed} not read"] if group.failed else []
    return ", ".join(parts)


def _kinds(counted: Counter[str]) -> Iterator[str]:
    for code, (one, other) in {**_KINDS, **_STUBS}.items():
        if counted[code]:
            yield _n(counted[code], one, other)
    for day in sorted(code for code in counted if code.startswith("as of ")):
        yield f"{counted[day]} undated, taken {day}"
    if counted["doubted"]:
        yield f"{counted['doubted']} whose dates disagree"


def _unread(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    reasons = [f"{failure.location} ({failure.reason})" for failure in failures[:_REASONS]]
    more = f" and {len(failures) - _REASONS} more" if len(failures) > _REASONS else ""
    return f"{len(failures)} not read: {', '.join(reasons)}{more}"


def _n(count: int, one: str, other: str) -> str:
    return f"{count} {one if count == 1 else other}"
