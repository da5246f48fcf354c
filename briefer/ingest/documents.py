"""What documents (PDF, .docx) have in common: no metadata worth trusting, but a head that tells."""

import re
from itertools import takewhile
from typing import NamedTuple

from briefer.ingest.heads import ArticleHead, read_head, running_head
from briefer.ingest.raw import ArticleDraft, Raw
from briefer.ingest.sitenames import site_after
from briefer.models import Aside, DatedBy
from briefer.text.dates import find_dates

_HEAD = 1_500  # characters: where a communiqué or a report gives its date
_TITLE_MAX = 160  # characters
_ENDS = (".", "!", "?", "”")
_EDGE = 3  # paragraphs at each end of a document among which a browser's lines are
_FOOT = re.compile(r"(?P<url>https?://\S{4,500})(?:\s+\d{1,3}\s?/\s?\d{1,3})?$")


class Printed(NamedTuple):
    """A document as it is printed: its text with the headline in it, and what stands round the text.

    `headline` is the line that its size or style shows to be one. `running` are the heads and feet of
    its pages. What the file's own data say (`title`, `author`, `created`) is the last resort.
    """

    text: str
    headline: str | None = None
    running: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    created: object = None


def draft_of(raw: Raw, printed: Printed) -> ArticleDraft:
    """Return what a document says of itself, in its head and in the heads of its pages."""
    saved = _saved_page(printed)
    printed = printed._replace(text=saved.text)
    head = read_head(printed.text, title=printed.headline) or ArticleHead(body=printed.text)
    running = running_head(list(printed.running))
    stamps = [stamp for stamp in (*head.stamps, *running.stamps) if stamp.day.year]
    when = None if stamps else dated(printed.text) or dated("\n\n".join(printed.running))
    by: DatedBy = "text" if when else "file"
    return ArticleDraft(
        location=raw.location,
        text=head.body,
        title=printed.headline or _title(printed, head),
        source=raw.outlet or saved.site or head.outlet or running.outlet,
        url=raw.url or head.url or saved.url,
        published=None if stamps else when or printed.created,
        dated_by=by,
        dates=tuple((stamp, "text") for stamp in (*head.stamps, *stamps)),
        author=head.author or printed.author,
        labels=(*head.labels, *running.labels),
        notes=head.notes,
        asides=tuple(Aside(kind="boilerplate", text=line) for line in printed.running[:50]),
    )


class _SavedPage(NamedTuple):
    """What a browser prints above and below a page: its title and site, its address."""

    text: str
    site: str | None = None
    url: str | None = None


def _saved_page(printed: Printed) -> _SavedPage:
    """Return a document's text without the lines that a browser printed round it, and what they say."""
    if not printed.headline:
        return _SavedPage(printed.text)
    found = printed.text.split("\n\n")
    ends = {*range(min(_EDGE, len(found))), *range(max(0, len(found) - _EDGE), len(found))}
    site = url = None
    for line in (*printed.running, *(found[number] for number in sorted(ends))):
        site = site or _site_in(line, printed.headline)
        match = _FOOT.match(line)
        url = url or (match["url"] if match else None)
    if not site and not url:
        return _SavedPage(printed.text)
    kept = [
        line
        for number, line in enumerate(found)
        if number not in ends or not (_FOOT.match(line) or _site_in(line, printed.headline))
    ]
    return _SavedPage("\n\n".join(kept), site, url)


def _site_in(line: str, headline: str) -> str | None:
    """Return the site that follows the headline in a line above or below a page."""
    repeated = len(line) <= _TITLE_MAX and headline.casefold()[:40] in line.casefold()
    return site_after(line, [headline]) if repeated else None


def _title(printed: Printed, head: ArticleHead) -> str | None:
    """Return the headline of a document that shows none by its size or style.

    Its data alone are those of a template or of the program that wrote the file.
    """
    given = printed.title
    start = " ".join(printed.text[:3000].split()).casefold()
    if given and " ".join(given.split()).casefold() in start:
        return given
    return head.title or headline(_above(printed.text)) or given


def _above(text: str) -> str:
    """Return the paragraphs above the prose: those that end no sentence."""
    above = takewhile(lambda paragraph: not paragraph.rstrip().endswith(_ENDS), text.split("\n\n"))
    return "\n\n".join(above)


def dated(text: str) -> str | None:
    """Return the first whole date (day, month and year) of a document's head, ISO, or None."""
    head = text[:_HEAD]
    for mention in find_dates(head, None):
        when = mention.when
        if (
            when
            and when.precision == "day"
            and str(when.date.year) in head[mention.start : mention.end]
        ):
            return when.date.isoformat()
    return None


def headline(text: str) -> str | None:
    """Return the first line that can be a title: a few words that end no sentence."""
    lines = [line.strip() for line in text[:_HEAD].splitlines()]
    for line in lines[:12]:
        words = line.split()
        if (
            len(words) >= 3
            and len(line) <= _TITLE_MAX
            and line[-1] not in ".,;:"
            and not dated(line)
        ):
            return line
    return None
