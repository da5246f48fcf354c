"""What a reader takes and yields: the words that every module of ingest shares."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from briefer.ingest.source import Source
from briefer.models import Article, ArticleKind, Aside, DatedBy, Failure


class Link(NamedTuple):
    """A page that a source lists and that is to be read; its own words are `title` and `teaser`.

    `mark` changes when the source says that the page has changed. `published` is the date as
    the source writes it, `outlet` the name that it gives.
    """

    url: str
    mark: str = ""
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    teaser: Article | None = None


Item: TypeAlias = Article | Failure
Found: TypeAlias = Article | Failure | Link | Source  # a Source: look there too


class Raw(NamedTuple):
    """The bytes of one source. `location` is how the user named it; `now` is aware.

    `url` is where they were fetched from, None for a file; `charset` what the server declared.
    `changed` is when the file was changed last; `day` the day of the edition that it is read for.
    """

    location: str
    data: bytes
    now: dt.datetime
    source: Source | None = None
    url: str | None = None
    charset: str | None = None
    changed: dt.datetime | None = None
    day: dt.date | None = None

    @property
    def anchor(self) -> dt.date:
        """The day that dates without a year are near: the edition's, else that of reading."""
        return self.day or self.now.date()

    @property
    def outlet(self) -> str | None:
        """The outlet's name, where the settings give one."""
        return self.source.name if self.source else None


class ArticleDraft(NamedTuple):
    """What a reader found of one article, before cleaning.

    `text` holds paragraphs (see `clean.paragraphs`). `published` is the date as the source
    writes it, `dated_by` who wrote it. `language` is what the source declares; `hint` marks a
    declaration that is often wrong (the `lang` of a page template), so that detection goes first.
    `stub` is why the text is no whole article, where the reader knows (see `quality`).
    `dates` are further dates, weaker ones later; `labels` what stands above the headline, and
    sections, which may name a kind; `tags` are key words, which name only what it is about; `notes` are what the desk wrote in brackets; `kind` is set where the reader knows it.
    """

    location: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: object = None
    language: str | None = None
    hint: bool = False
    author: str | None = None
    external_id: str | None = None
    asides: tuple[Aside, ...] = ()
    dated_by: DatedBy = "file"
    stub: str | None = None
    dates: tuple[tuple[object, DatedBy], ...] = ()
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kind: ArticleKind | None = None
    paid: bool = False  # the source says that the whole text is not free


class Desk(NamedTuple):
    """What a scheme's `look` is given: the moment, and what was kept of earlier looks.

    `state` is the text that its last batch left, `done` the keys of the items that are finished.
    """

    now: dt.datetime
    state: str | None = None
    done: frozenset[str] = frozenset()
    timeout: float = 30.0  # seconds for one exchange
    user_agent: str = "briefer"


class Batch(NamedTuple):
    """A part of a source that is kept as a whole before the next part is asked for.

    `keys` are the items that are finished with it; `state` is given back at the next look.
    """

    location: str
    items: tuple[Item, ...] = ()
    keys: tuple[str, ...] = ()
    state: str | None = None


Reader: TypeAlias = Callable[[Raw], Iterator[Found]]
Look: TypeAlias = Callable[[Source, Desk], Iterator[Batch]]
