"""`briefer sources`: what comes in, and from where."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError

from briefer.cli import common, texts
from briefer.cli.terminal import say
from briefer.controls import one_line
from briefer.errors import UsageError
from briefer.ingest import Source
from briefer.ingest.fetch import Policy
from briefer.pipeline.intake.health import report
from briefer.pipeline.intake.sources import policy_of
from briefer.pipeline.workspace import sources as listed
from briefer.pipeline.workspace.sources import Trial

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Named = Annotated[str, typer.Argument(metavar="NAME|URL", help="A source's name or address.")]

app = typer.Typer(
    help="Show how the sources do; add, test, remove, export and import them.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def sources(context: typer.Context, as_json: Json = False) -> None:
    """Show for each source when it was last read and how it does.

    Examples:

      briefer sources

      briefer sources add https://example.org/world
    """
    if context.invoked_subcommand is not None:
        return
    space = common.working(common.workspace(context))
    found = report(space, common.now())
    if as_json:
        for one in found:
            common.print_json(one.as_json())
        return
    for line in texts.health(found, ZoneInfo(space.settings.timezone)):
        say(line)


@app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="A feed, page, sitemap or folder.")],
    name: Annotated[str | None, typer.Option(help="What the outlet is called.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="feed, page, sitemap, opml …; found out otherwise.")
    ] = None,
    full_text: Annotated[
        str, typer.Option(help="Read the pages behind entries: auto, always or never.")
    ] = "auto",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="The address is in a private network.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Find the feed behind a page, show three of its articles, and write it to briefer.toml.

    Nothing is written if the source gives no article.

    Examples:

      briefer sources add https://example.org/world --name "Example World"

      briefer sources add https://example.org/news-sitemap.xml --yes
    """
    given = {"name": name, "kind": kind, "full_text": full_text, "allow_private": allow_private}
    source = _source(url, given)
    space = common.workspace(context)
    policy = _policy(context)
    source = listed.find(source, common.now(), policy)
    trial = listed.try_out(source, common.now(), policy, space.root)
    _show(trial, as_json=as_json)
    if not trial.articles:
        raise typer.Exit(4)
    if not yes and not _confirmed(source):
        raise typer.Exit(2)
    written = listed.add(space, [source])
    say(
        f"added {source.location} to {space.file}"
        if written
        else "it is among the sources already",
        err=True,
    )


@app.command(name="test")
def try_(context: typer.Context, what: Named, as_json: Json = False) -> None:
    """Read a source as `ingest` would, and show three of its articles; nothing is kept.

    Example: briefer sources test "Example World"
    """
    space = common.workspace(context)
    source = listed.named(space, what) or _source(what, {})
    trial = listed.try_out(source, common.now(), _policy(context), space.root)
    _show(trial, as_json=as_json)
    if not trial.articles:
        raise typer.Exit(4)


@app.command()
def remove(context: typer.Context, what: Named) -> None:
    """Take a source out of briefer.toml; its articles stay in the store.

    Example: briefer sources remove "Example World"
    """
    source = listed.remove(common.workspace(context), what)
    say(f"removed {source.location}", err=True)


@app.command()
def export(context: typer.Context) -> None:
    """Print the workspace's feeds as OPML, which feed readers import.

    Example: briefer sources export > feeds.opml
    """
    sys.stdout.buffer.write(listed.export(common.workspace(context)))


@app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds.")],
    allow_files: Annotated[
        bool, typer.Option(help="Add files and folders anywhere, and mailboxes, too.")
    ] = False,
) -> None:
    """Add the feeds of an OPML list to briefer.toml: web addresses, and folders in the workspace.

    Example: briefer sources import feeds.opml
    """
    found = listed.import_list(common.workspace(context), file, allow_files=allow_files)
    for source in found.added:
        say(one_line(source.location))
    for location, reason in found.refused:
        say(f"not added: {one_line(location)}: {reason}", err=True)
    say(f"{len(found.added)} feeds added", err=True)


def _source(location: str, given: Mapping[str, object]) -> Source:
    """Return the source that the command line names.

    Raises:
        UsageError: an option has no such value.
    """
    try:
        return Source.model_validate({"location": location, **given})
    except ValidationError as error:
        first = error.errors()[0]
        option = "--" + str(first["loc"][-1]).replace("_", "-")
        msg = f"{option}: {first['msg']}"
        raise UsageError(msg) from error


def _policy(context: typer.Context) -> Policy:
    return policy_of(common.workspace(context).settings.fetch)


def _confirmed(source: Source) -> bool:
    if not sys.stdin.isatty():
        say("not written: add --yes to write it without being asked", err=True)
        return False
    return typer.confirm(f"Add {source.location}?", default=True, err=True)


def _show(trial: Trial, *, as_json: bool) -> None:
    """Print what a source gave."""
    if as_json:
        common.print_json(trial.as_json())
        return
    kind = trial.source.kind or "found out"
    say(f"{trial.source.location}  (kind: {kind}; {trial.listed} listed)")
    for article in trial.articles:
        words = len(article.text.split())
        stub = f", only a {article.stub}" if article.stub else ""
        date = f"{article.published or 'undated'}"
        say(f"\n  {article.title or 'without a title'}")
        say(f"  {article.source or 'no outlet'}, {date}, {words} words{stub}")
        say(f"  {' '.join(article.text[:160].split())} …")
    for failure in trial.failures[:5]:
        common.report_failure(failure)
