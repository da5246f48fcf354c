"""What a reader takes and yields: the words that every module of ingest shares."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from briefer.models import Article, Aside, Failure

Item: TypeAlias = Article | Failure


class Raw(NamedTuple):
    """The bytes of one source. `location` is how the user named it; `now` is aware."""

    location: str
    data: bytes
    now: dt.datetime


class Draft(NamedTuple):
    """What a reader found of one article, before cleaning.

    `text` holds paragraphs (see `clean.paragraphs`). `published` is the date as the source
    writes it. `language` is what the source declares; `hint` marks a declaration that is
    often wrong (the `lang` of a page template), so that detection goes first.
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


Reader: TypeAlias = Callable[[Raw], Iterator[Item]]
UrlReader: TypeAlias = Callable[[str, dt.datetime], Iterator[Item]]
