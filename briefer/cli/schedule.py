"""`briefer schedule` and `briefer run`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.pipeline.run import timer
from briefer.pipeline.run.metrics import write_metrics
from briefer.pipeline.run.morning import Wanted, bury, is_due, last_report
from briefer.pipeline.run.morning import run as make
from briefer.pipeline.run.report import RunReport
from briefer.pipeline.run.supervisor import Ended, supervised
from briefer.pipeline.run.timer import Schedule
from briefer.pipeline.run.work import MorningWork
from briefer.settings import Workspace

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Cron = Annotated[
    bool | None,
    typer.Option(
        "--cron/--systemd",
        help="A line of crontab, or systemd units. Default: units where systemd is at work.",
        show_default=False,
    ),
]

app = typer.Typer(
    help="Have `briefer run` called every morning, at each audience's cut-off.",
    no_args_is_help=True,
)


@app.command()
def install(
    context: typer.Context,
    cron: Cron = None,
    only_print: Annotated[
        bool, typer.Option("--print", help="Print what would be written; write nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write a systemd user timer and service for the audiences' cut-offs, or a line of crontab.

    It follows each audience's time zone over daylight-saving changes, and makes up for a morning
    on which the machine was off.

    Examples:

      briefer schedule install

      briefer schedule install --cron --print
    """
    space = common.workspace(context)
    place = timer.TimerPlace.of(os.environ)
    act = timer.planned if only_print else timer.install
    if cron is None and not place.has_systemd:
        say("systemd is not at work here: a line of crontab instead", err=True)
    schedule = act(space, place, common.now(), cron=not place.has_systemd if cron is None else cron)
    if as_json:
        common.print_json(schedule.as_json())
        return
    if only_print:
        _print(schedule)
        return
    for path in schedule.files:
        say(path)
    if schedule.line:
        say(schedule.line)
    for hint in schedule.hints:
        say(f"then: {hint}", err=True)
    _next(schedule)


@app.command()
def remove(context: typer.Context) -> None:
    """Take the workspace's timer away, units and crontab line.

    Example: briefer schedule remove
    """
    removed = timer.remove(common.workspace(context), timer.TimerPlace.of(os.environ))
    for name in removed:
        say(name)
    if not removed:
        say("there was none", err=True)


@app.command()
def show(context: typer.Context, cron: Cron = None, as_json: Json = False) -> None:
    """Show the workspace's timer, whether it is up to date, and when it runs next.

    Exits 1 if it is not installed, or is no longer what `schedule install` would write.

    Example: briefer schedule show
    """
    space = common.workspace(context)
    place = timer.TimerPlace.of(os.environ)
    chosen = timer.by_cron(space, place) if cron is None else cron
    schedule = timer.planned(space, place, common.now(), cron=chosen)
    if as_json:
        common.print_json(schedule.as_json())
    else:
        _print(schedule)
        if not schedule.current:
            state = "out of date" if schedule.installed else "not installed"
            say(f"{state}: run `briefer schedule install`", err=True)
        _next(schedule)
    if not schedule.current:
        raise typer.Exit(1)


def run(
    context: typer.Context,
    now: Annotated[
        bool, typer.Option("--now", help="Make today's editions, whatever the hour.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what is due and when the next are; do nothing.")
    ] = False,
    last: Annotated[bool, typer.Option("--last", help="Print the last run's report.")] = False,
    as_json: Json = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing while nothing is wrong.")
    ] = False,
    max_cost: Annotated[
        float | None,
        typer.Option(help="Stop before the model costs more, in US dollars: all audiences."),
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(help="Stop before the model takes more tokens: all audiences.")
    ] = None,
    inner: Annotated[bool, typer.Option("--inner", hidden=True)] = False,
) -> None:
    """Make every edition that is due: read all sources, build, send, report. Timers call this.

    An audience gets one edition a day, at its cut-off in its time zone; a missed one is made up
    once. What needs approval waits as a draft, and its reviewers are told by mail. A failure is
    mailed to the operator. Where nothing is due, nothing is done.

    A limit of cost or tokens is one for all editions of the run; what goes beyond it is written
    by the built-in engine.

    Examples:

      briefer run

      briefer run --max-cost 2

      briefer run --dry-run

      briefer run --last --json
    """
    flags = {"engine.max_cost": max_cost, "engine.max_tokens": max_tokens}
    space = common.working(common.workspace(context, flags))
    if last:
        found = last_report(space)
        if found is None:
            say("there was no run yet", err=True)
            return
        _report(found, as_json=as_json, quiet=False)
        return
    if inner or dry_run:
        report = _run(space, forced=now, dry_run=dry_run, quiet=quiet)
        _report(report, as_json=as_json, quiet=quiet)
        raise typer.Exit(report.exit_code)
    _supervise(context, space, forced=now)


def _run(space: Workspace, *, forced: bool, dry_run: bool, quiet: bool) -> RunReport:
    progress = common.progress(quiet=quiet)
    with common.closing(progress):
        work = MorningWork(space, common.now, progress)
        report = make(space, common.now, work, progress, Wanted(now=forced, dry_run=dry_run))
        if space.settings.metrics and not dry_run:
            try:
                write_metrics(space.root / space.settings.metrics, report)
            except UsageError as error:  # what was done is told all the same
                say(str(error), err=True)
        return report


def _supervise(context: typer.Context, space: Workspace, *, forced: bool) -> None:
    """Run the work in a process of its own; if that dies, tell the operator."""
    if not forced and not is_due(space, common.now()):
        dry = _run(space, forced=False, dry_run=True, quiet=True)
        _report(dry, as_json=context.params["as_json"], quiet=context.params["quiet"])
        return
    root = Path(context.find_root().obj)
    options = [word for word, name in _SWITCHES.items() if context.params[name]]
    limits = {word: context.params[name] for word, name in _LIMITS.items()}
    options += [f"{word}={value}" for word, value in limits.items() if value is not None]
    command = [sys.executable, "-m", "briefer", "-C", str(root.absolute()), "run", "--inner"]
    ended = supervised([*command, *options])
    if ended.died:
        _bury(space, ended)
        raise typer.Exit(4)
    raise typer.Exit(ended.code)


_SWITCHES = {"--now": "now", "--json": "as_json", "--quiet": "quiet"}
_LIMITS = {"--max-cost": "max_cost", "--max-tokens": "max_tokens"}


def _bury(space: Workspace, ended: Ended) -> None:
    progress = common.progress()
    work = MorningWork(space, common.now, progress)
    say(f"briefer: {ended.words}", err=True)
    bury(space, common.now, work, ended, progress)


def _report(report: RunReport, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        common.print_json(report.as_json())
    elif not quiet or report.exit_code:
        say(report.as_text())


def _print(schedule: Schedule) -> None:
    for path, text in schedule.files.items():
        say(f"# {path}\n{text}")
    if schedule.line:
        say(schedule.line)


def _next(schedule: Schedule) -> None:
    for one in schedule.ahead:
        say(f"next: {one.words()}", err=True)
