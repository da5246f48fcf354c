"""`briefer store`: the state file, its copy, and what may leave it."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.pipeline.workspace import upkeep

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]

app = typer.Typer(
    help="Show how large and old the state file is; copy it, let old articles leave it.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def store(context: typer.Context, as_json: Json = False) -> None:
    """Show what the state file holds: rows, size and age of each kind.

    Examples:

      briefer store

      briefer store backup /backup/briefer-state.db

      briefer store copy . postgresql://briefer@db.example.org/briefer

      briefer store prune --before 2026-01-01 --dry-run
    """
    if context.invoked_subcommand is not None:
        return
    found = upkeep.holdings(common.workspace(context))
    if as_json:
        contents = [one._asdict() for one in found.contents]
        common.print_json({"file": str(found.state), "size": found.size, "contents": contents})
        return
    say(f"{found.state}: {_size(found.size)}")
    for one in found.contents:
        ages = f"  {one.first} to {one.last}" if one.first else ""
        say(f"  {one.name:<18} {one.rows:>9,}  {_size(one.size):>9}{ages}")


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy's name, or a folder.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file of that name.")] = False,
) -> None:
    """Copy the state file while it may be in use, by SQLite's own online backup.

    To go back, stop `briefer run` and `serve`, and put the copy in the state file's place.

    Examples:

      briefer store backup /backup/briefer-state.db

      briefer store backup /backup/monday.db --force
    """
    size = upkeep.back_up(common.workspace(context), target, force=force)
    say(f"{target}: {_size(size)}")


@app.command(name="copy")
def copy_(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, an address, or '.'.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
) -> None:
    """Copy a store into another, a file or a PostgreSQL database, whole or not at all.

    "." is the workspace's own. In a database it is the workspace's desk that is copied, or copied to,
    and that must have no editions there yet; articles are added to those that are there.

    Examples:

      briefer store copy .briefer/state.db postgresql://briefer@db.example.org/briefer

      briefer store copy . /backup/lima.db
    """
    found = upkeep.copy_store(common.workspace(context), source, target)
    for table, rows in found.items():
        say(f"  {table:<18} {rows:>9,}")
    say(f"{target}: {sum(found.values()):,} rows")


@app.command()
def prune(
    context: typer.Context,
    before: Annotated[str, typer.Option("--before", metavar="DATE", help="A day, as 2026-01-01.")],
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what would leave, and leave it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Let articles from before a day leave, but none that an edition, draft or approval rests on.

    Editions, mail and the audit trail stay. Make a copy first: what leaves does not come back.

    Examples:

      briefer store prune --before 2026-01-01 --dry-run

      briefer store prune --before 2026-01-01 --yes
    """
    space, day = common.workspace(context), _day(before)
    found = upkeep.prune(space, day, common.progress(quiet=True), dry=True)
    if found.articles and not dry:
        _asked(f"Let {found.articles:,} articles from before {day} leave?", yes=yes)
        progress = common.progress()
        with common.closing(progress):
            found = upkeep.prune(space, day, progress, dry=False)
    said = "would leave" if dry else "left"
    say(
        f"{found.articles:,} articles from before {day} {said}; {space.state}: {_size(found.after)}"
        + (f", before {_size(found.before)}" if found.after != found.before else "")
    )


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f"--before {text}: write a day as 2026-01-01"
        raise UsageError(msg) from error
    if day > common.now().date():
        msg = f"--before {text}: that day has not come yet"
        raise UsageError(msg)
    return day


def _asked(question: str, *, yes: bool) -> None:
    """Ask before anything leaves."""
    if yes:
        return
    if not sys.stdin.isatty():
        msg = f"{question} Say --yes where nobody can answer"
        raise UsageError(msg)
    typer.confirm(question, abort=True)


def _size(count: int) -> str:
    """Return bytes as people read them."""
    value = float(count)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
