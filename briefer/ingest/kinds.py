"""What an article is, where it is no plain report: by its labels, never by its tone.

Opinion, live pages, press releases and corrections say what they are: above the headline, before
it, as a section or a tag, in a page's data, in a note of the desk. What says nothing is news.
"""

import re
from collections.abc import Iterable

from briefer.ingest.dialogue import is_interview
from briefer.ingest.labels import Label, label_in, label_of
from briefer.ingest.raw import ArticleDraft
from briefer.models import ArticleKind

_TYPES: dict[str, Label] = {  # schema.org
    "liveblogposting": "liveblog",
    "opinionnewsarticle": "opinion",
    "analysisnewsarticle": "opinion",
    "reviewnewsarticle": "opinion",
    "pressrelease": "press_release",
    "interview": "interview",
}
_CLAIMED = re.compile(r"[\[(（]\s?(?P<what>\w{5,12})\b")
_HEAD = 80  # characters of a text in which it calls itself a press release
_PATH = 6  # parts of an address that may name a section
_FIRST: tuple[Label, ...] = (
    "correction",
    "liveblog",
    "press_release",
    "opinion",
    "interview",
    "newsletter",
    "update",
)


def kind_of(draft: ArticleDraft, title: str | None, prose: str, stub: str | None) -> ArticleKind:
    """Return the kind of an article from what its source says of it.

    A correction goes before all else, and a live page before what its headline is about.
    """
    found = set(_labels(draft, title))
    if stub == "live_blog":
        found.add("liveblog")
    first = prose[:_HEAD].partition("\n")[0]
    if "press_release" in {label_of(first), label_in(first)[0]}:
        found.add("press_release")
    if not found and is_interview(prose.split("\n\n")):
        found.add("interview")
    if "correction" not in found and draft.kind:
        return draft.kind
    kind = next((kind for kind in _FIRST if kind in found), None)
    if kind in {"correction", "liveblog"} or stub is None or stub == "teaser":
        return kind or "news"
    return "stub"


def _labels(draft: ArticleDraft, title: str | None) -> Iterable[Label]:
    for words in draft.labels:
        kind = _TYPES.get(words.casefold()) or label_of(words)
        if kind:
            yield kind
    named, _ = label_in(title or "")
    if named:
        yield named
    for note in draft.notes:
        match = _CLAIMED.match(note)
        kind = label_of(match["what"]) if match else None
        if kind in {"correction", "update"}:
            yield kind
    yield from filter(None, map(label_of, _sections(draft.url)))


def _sections(url: str | None) -> list[str]:
    """Return the parts of an address but the last, which names the article."""
    _, _, path = (url or "").partition("://")
    parts = path.partition("?")[0].split("/")[1:-1][:_PATH]
    return [part.replace("-", " ").replace("_", " ") for part in parts]
