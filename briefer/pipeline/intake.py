"""Sources into the store: each is read, and what it held is committed, before the next."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

from briefer import ingest
from briefer.models import Article, Failure
from briefer.pipeline.progress import Progress
from briefer.store import Store

_PART = re.compile(r"#[^/#]*$|:\d+$")  # an item of a file, a line of a file


class Intake(NamedTuple):
    """What an intake did. `barren` are the sources named that gave failures and no article."""

    read: int
    new: int
    failures: tuple[Failure, ...]
    barren: tuple[str, ...]


def take_in(
    store: Store,
    sources: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    base: Path | None = None,
    stdin: BinaryIO | None = None,
) -> Intake:
    """Read `sources` into the store; a source that fails is reported, and the rest goes on."""
    read = new = 0
    failures: list[Failure] = []
    barren: list[str] = []
    progress.stage("Reading", None)
    for source in sources:
        got = missed = 0
        items = ingest.read([source], now, base=base, stdin=stdin)
        for location, articles, failed in _by_location(items):
            new += store.save_input(location, articles, failed, ingest.merge_origins, now)
            got += len(articles)
            missed += len(failed)
            failures += failed
            progress.advance(len(articles))
        if missed and not got:
            barren.append(source)
        read += got
    for failure in failures:
        progress.note(f"not read: {failure.location}: {failure.reason}")
    return Intake(read, new, tuple(failures), tuple(barren))


def _by_location(
    items: Iterable[Article | Failure],
) -> Iterator[tuple[str, list[Article], list[Failure]]]:
    for location, group in groupby(items, key=_location):
        found = list(group)
        yield (
            location,
            [item for item in found if isinstance(item, Article)],
            [item for item in found if isinstance(item, Failure)],
        )


def _location(item: Article | Failure) -> str:
    """Return the file or address an item came from, without the item's place inside it."""
    location = item.location if isinstance(item, Failure) else item.origins[0].location
    return _PART.sub("", location)
