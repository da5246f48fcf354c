"""The workspace's sources: tried before they are written, added, removed, exported."""

import datetime as dt
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomlkit
from tomlkit.items import Array

from briefer import ingest
from briefer.errors import ConfigError, SourceError, UsageError
from briefer.ingest import Source, opml, registry
from briefer.ingest.discover import common_feeds, named_feeds
from briefer.ingest.fetch import Answer, Ask, Fetcher, Policy, Pool
from briefer.ingest.opening import contents
from briefer.ingest.source import has_password
from briefer.models import Article, Failure
from briefer.pipeline.intake.sources import take_in
from briefer.pipeline.output.files import write_whole
from briefer.pipeline.progress import Silent
from briefer.settings import CONFIG, Workspace
from briefer.store import Store
from briefer.store.sources import Sources

SHOWN = 3  # articles of a source that is tried
_TRIED = 4  # feeds that are tried before the page itself is taken
_FEEDS = frozenset({"feed", "JSON feed", "sitemap", "OPML"})


class Trial(NamedTuple):
    """What a source gave when it was tried; `articles` are the newest of `listed`."""

    source: Source
    articles: tuple[Article, ...]
    listed: int
    failures: tuple[Failure, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `sources add --json` and `test --json` print."""
        return {
            "source": self.source.model_dump(exclude_defaults=True),
            "listed": self.listed,
            "articles": [
                {
                    "title": a.title,
                    "source": a.source,
                    "url": a.url,
                    "published": a.published.isoformat() if a.published else None,
                    "dated_by": a.dated_by,
                    "language": a.language,
                    "stub": a.stub,
                    "words": len(a.text.split()),
                    "begins": a.text[:200],
                }
                for a in self.articles
            ],
            "failed": [failure.model_dump() for failure in self.failures],
        }


def find(source: Source, now: dt.datetime, policy: Policy) -> Source:
    """Return the feed behind the page that `source` is, else the page; a feed is itself.

    Raises:
        SourceError: the address can't be read.
    """
    if ingest.scheme(source.location) not in {"http", "https"} or source.kind:
        return source
    with Fetcher(policy) as client:
        answer = _get(client, source, source.location, now)
        if answer.reason:
            msg = f"{source.location}: {answer.reason}"
            raise SourceError(msg)
        page = answer.read()
        if _is_feed(page):
            return source
        named = [address for address, _ in named_feeds(page, answer.url)]
        for address in [*named[:_TRIED], *common_feeds(answer.url)]:
            found = _get(client, source, address, now)
            if not found.reason and _is_feed(found.read()):
                return source.model_copy(update={"location": address})
    return source.model_copy(update={"kind": "page"})


def try_out(source: Source, now: dt.datetime, policy: Policy, base: Path) -> Trial:
    """Read a source as an intake would, with at most three pages; nothing of it is kept."""
    tried = source.model_copy(update={"pages": min(source.pages, SHOWN), "every": 0})
    with (
        tempfile.TemporaryDirectory(prefix="briefer-") as folder,
        Store(Path(folder) / "trial.db") as store,
    ):
        intake = take_in(store, [tried], now, Silent(), base=base, policy=policy)
        found = store.articles(i for _, i, _ in reversed(store.timeline(dt.UTC)))
        whole = sorted(found.values(), key=lambda article: article.stub is not None)
        listed = sum(
            look.listed for row in Sources(store).all() for look in Sources(store).looks(row.key)
        )
    return Trial(source, tuple(whole[:SHOWN]), max(listed, len(found)), intake.failures)


def named(space: Workspace, words: str) -> Source | None:
    """Return the workspace's source of that name or location, or None."""
    found = (s for s in space.settings.sources if words in {s.name, s.location})
    return next(found, None)


def add(space: Workspace, sources: Sequence[Source]) -> list[Source]:
    """Write `sources` into briefer.toml, its comments kept; return those that were not there.

    Raises:
        UsageError: there is no briefer.toml.
        ConfigError: it can't be edited without being changed otherwise.
    """
    known = {source.location for source in space.settings.sources}
    new = list({s.location: s for s in sources if s.location not in known}.values())
    if new:
        _edit(space, add=new)
    return new


def remove(space: Workspace, words: str) -> Source:
    """Take a source out of briefer.toml, and forget what it left undone; its articles stay.

    Raises:
        UsageError: there is no such source, or no briefer.toml.
        ConfigError: the file can't be edited without being changed otherwise.
    """
    source = named(space, words)
    if source is None:
        listed = ", ".join(s.name or s.location for s in space.settings.sources) or "none"
        msg = f"{words!r} is no source of this workspace; there are: {listed}"
        raise UsageError(msg)
    _edit(space, drop=source.location)
    if space.state.exists():
        with Store(space.state) as store:
            Sources(store).forget(source.location)
    return source


def export(space: Workspace) -> bytes:
    """Return the workspace's feeds as OPML."""
    web = [
        source
        for source in space.settings.sources
        if ingest.scheme(source.location) in {"http", "https"} and source.kind != "page"
    ]
    return opml.write("briefer", web)


class Imported(NamedTuple):
    """What came of a list: the sources that are new, and what was left out, with why."""

    added: list[Source]
    refused: tuple[tuple[str, str], ...] = ()  # (as the list has it, reason)


def import_list(space: Workspace, file: Path, *, allow_files: bool = False) -> Imported:
    """Add the sources of an OPML file to briefer.toml; return those that were not there.

    A list may come from anywhere, so it names web addresses and what lies in the workspace only;
    `allow_files` trusts it with any path. An address that holds a password is left out always.

    Raises:
        UsageError: there is no such file, or no briefer.toml.
        SourceError: the file is no OPML.
    """
    try:
        data = contents(file, opml.MAX_BYTES, asked_for=True).data
    except (OSError, SourceError) as error:
        msg = f"{file} can't be read: {getattr(error, 'strerror', None) or error}"
        raise UsageError(msg) from error
    listed = list(opml.feeds(data))
    reasons = [(url, _refusal(space, url, allow_files=allow_files)) for url, _ in listed]
    refused = tuple((url, reason) for url, reason in reasons if reason)
    out = {url for url, _ in refused}
    added = add(space, [Source(location=url, name=name) for url, name in listed if url not in out])
    return Imported(added, refused)


def _refusal(space: Workspace, location: str, *, allow_files: bool) -> str:
    """Return why a list may not name a source, "" where it may."""
    scheme = ingest.scheme(location)
    if has_password(location):
        return "it holds a password"
    if scheme in {"http", "https"} or allow_files:
        return ""
    if scheme is not None:
        return "it is no web address; add it by hand, or --allow-files"
    inside = (space.root / location.partition("*")[0]).resolve()
    if location == "-" or Path(location).is_absolute() or not inside.is_relative_to(space.root):
        return "it is a path outside of the workspace; add it by hand, or --allow-files"
    return ""


def _get(client: Fetcher, source: Source, url: str, now: dt.datetime) -> Answer:
    with Pool(client, lambda: now) as pool:
        pool.add(Ask(url, allow_private=source.allow_private, own=source.location))
        answer: Answer = next(pool.answers())
    return answer


def _is_feed(data: bytes) -> bool:
    return bool(data.strip()) and registry.sniff(data).name in _FEEDS


def _edit(space: Workspace, *, add: Sequence[Source] = (), drop: str | None = None) -> None:
    """Change the list of sources in the file, and nothing else in it."""
    if space.file is None:
        msg = f"no {CONFIG} here: run `briefer init` first"
        raise UsageError(msg)
    text = space.file.read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    listed = document.get("sources")
    if listed is None:
        listed = tomlkit.array()
        document["sources"] = listed
    if not isinstance(listed, Array):
        msg = f"{space.file}: sources is no list; write sources = [...]"
        raise ConfigError(msg)
    for index in reversed(range(len(listed))):
        if drop is not None and _location(listed[index]) == drop:
            del listed[index]
    several = "\n" in listed.as_string()
    for source in add:
        if several:
            listed.add_line(_item(source), indent="  ")
        else:
            listed.append(_item(source))
    if several:
        _closed(listed)
    elif add and len(listed) > 1:
        listed.multiline(True)
    edited = tomlkit.dumps(document)
    _prove(space.file, text, edited, add, drop)
    write_whole(space.file, edited)


def _closed(listed: Any) -> None:
    """Put the closing bracket on a line of its own, if the items are on theirs."""
    if not listed.as_string().rstrip().removesuffix("]").rstrip(" ").endswith("\n"):
        listed.add_line(indent="")


def _item(source: Source) -> Any:
    """Return a source as the file has it: a string, or an inline table of what is set."""
    given = source.model_dump(exclude_defaults=True)
    if set(given) == {"location"}:
        return source.location
    table = tomlkit.inline_table()
    table.update(given)
    return table


def _location(item: Any) -> str:
    return str(item["location"] if isinstance(item, dict) else item)


def _prove(file: Path, before: str, after: str, add: Sequence[Source], drop: str | None) -> None:
    """Make sure that an edit changed what it should, and nothing else.

    Raises:
        ConfigError: it did not.
    """
    old, new = tomllib.loads(before), tomllib.loads(after)
    kept = [item for item in old.pop("sources", []) if drop is None or _location(item) != drop]
    wanted = [_location(item) for item in kept] + [source.location for source in add]
    got = [_location(item) for item in new.pop("sources", [])]
    if old != new or got != wanted:
        msg = f"{file} can't be edited without changing more than its sources: do it by hand"
        raise ConfigError(msg)
