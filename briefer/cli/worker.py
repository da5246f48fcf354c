"""`briefer worker` and `briefer backfill`."""

import datetime as dt
import sys
from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.pipeline.run.backfill import Backfill, DayDone, fill
from briefer.pipeline.run.worker import work


def worker(
    context: typer.Context,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="End when there is no job left.")
    ] = False,
) -> None:
    """Do the jobs that builds leave in a shared store, on any host, until told to end.

    A build of any desk hands the reading of many articles over to workers where there are some:
    what is found in them, their key points and the checks of these. Start one for each processor.
    Killed at any moment, its jobs are taken over; what it has stored stays.

    Examples:

      briefer worker

      briefer worker --until-idle
    """
    done = work(common.workspace(context), common.Notes(), until_idle=until_idle)
    say(f"{done} jobs done")


def backfill(
    context: typer.Context,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, globs, addresses. Default: the workspace's.",
            show_default=False,
        ),
    ] = None,
    audience: Annotated[
        list[str] | None, typer.Option(help="An audience; may be given several times.")
    ] = None,
    formats: Annotated[
        str | None, typer.Option("--format", help="Any of md,html,txt,json,pdf,docx,ics,eml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")] = False,
) -> None:
    """Build an archive of past days, one after the other, from articles of that time.

    What is built already stays as it is, so an interrupted archive goes on where it stopped.
    Nothing is mailed. On a shared store workers study the articles. Exits 3 if no day of the span
    has an article, and with the first failure's code if an edition failed; the others are made.

    Examples:

      briefer backfill archive/2019/ --from 2019-01-01 --to 2019-12-31

      briefer backfill archive.jsonl --from 2020-03-01 --to 2020-03-31 --audience minister
    """
    progress = common.progress(quiet=quiet)
    space = common.working(common.workspace(context), sources, progress)
    wanted = Backfill(
        tuple(sources or ()),
        _day("--from", first),
        _day("--to", last),
        tuple(audience or space.settings.audiences),
        common.formats(formats),
    )
    found: list[DayDone] = []
    with common.closing(progress):
        for done in fill(space, wanted, common.now, progress, sys.stdin.buffer):
            found.append(done)
            if as_json:
                common.print_json(done.as_json())
            elif done.fate != "nothing":
                _show(done)
    failed = [done.error for done in found if done.error is not None]
    if failed:
        raise typer.Exit(failed[0].exit_code)
    if all(done.fate == "nothing" for done in found):
        say(f"there are no articles from {first} to {last}", err=True)
        raise typer.Exit(3)


def _show(done: DayDone) -> None:
    audience, date = done.edition
    if done.error is not None:
        say(f"briefer: no edition of {date} for {audience}: {done.error}", err=True)
        return
    kept = " (there already)" if done.fate == "kept" else ""
    say(f"{date}  {audience:<12} {done.stories} stories{kept}")


def _day(option: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text}: write a day as 2026-01-01") from error
