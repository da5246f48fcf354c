"""`briefer send` and `briefer outbox list|retry|drop`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.terminal import say
from briefer.pipeline.mail.dispatch import SendReport, Sent, decide, outbox_rows
from briefer.pipeline.mail.dispatch import send as send_briefings
from briefer.pipeline.output.letters import How
from briefer.pipeline.review.people import person

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]

outbox = typer.Typer(
    help="Who was sent what: list it, and decide on what is not sure.", no_args_is_help=True
)


def send(
    context: typer.Context,
    date: Annotated[str, typer.Option(help="today, yesterday or YYYY-MM-DD.")] = "today",
    audience: Annotated[
        list[str] | None, typer.Option(help="An audience; may be given several times.")
    ] = None,
    dry_run: Annotated[
        Path | None, typer.Option(help="Write .eml files into this folder; send nothing.")
    ] = None,
    attach: Annotated[
        str | None, typer.Option(help="Formats to send along, such as pdf,ics.")
    ] = None,
    approved: Annotated[
        bool,
        typer.Option("--approved", help="I have read what waits for approval, and approve it."),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Send a changed briefing to those who have the old one.")
    ] = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")] = False,
) -> None:
    """Mail the briefings of a day, each recipient once however often this is run.

    Exits 4 while someone has not been served for sure; `briefer outbox list` says who.

    Examples:

      briefer send --date 2021-06-01 --audience minister

      briefer send --date today --dry-run mails/
    """
    space = common.working(common.workspace(context))
    formats = common.formats(attach) or ()
    who = person(None, os.environ)
    how = How(dry_run=dry_run, approved=approved, by=who, again=again, attach=formats)
    names = tuple(audience or space.settings.audiences)
    progress = common.progress(quiet=quiet)
    with common.closing(progress):
        report = send_briefings(space, date, names, common.now(), progress, how)
    show_report(report, as_json=as_json)


def show_report(report: SendReport, *, as_json: bool) -> None:
    """Print what became of each edition; exit 4 while someone has not been served for sure.

    Exits 2 if a draft was left out that waits for approval.
    """
    for edition in report.editions:
        show(edition, as_json=as_json)
    if not report.complete:
        raise typer.Exit(4)
    if report.drafts:
        raise typer.Exit(2)


def show(sent: Sent, *, as_json: bool) -> None:
    """Print what became of an edition; problems go to standard error."""
    if as_json:
        common.print_json(sent.as_json())
        return
    audience, date = sent.edition
    for path in sent.files:
        say(path)
    counts = ", ".join(f"{count} {status}" for status, count in sent.counts.items())
    if counts:
        say(f"{date} {audience}: {counts}")
    if sent.held_back:
        say(
            f"{date} {audience}: {len(sent.held_back)} have an earlier edition "
            "of this day and were left alone; --again sends them this one",
            err=True,
        )
    for row in sent.rows:
        if row.status not in {"sent", "dropped"}:
            say(f"{row.id}  {row.status}  {row.recipient}  {row.error}", err=True)


@outbox.command("list")
def list_(
    context: typer.Context,
    date: Annotated[str | None, typer.Option(help="today, yesterday or YYYY-MM-DD.")] = None,
    audience: Annotated[str | None, typer.Option(help="Only this audience.")] = None,
    status: Annotated[
        str | None,
        typer.Option(help="queued, sending, sent, failed, refused, unsure or dropped."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List who was sent what, one recipient of one edition a line.

    Example: briefer outbox list --status unsure
    """
    rows = outbox_rows(
        common.working(common.workspace(context)), audience, date, status, common.now()
    )
    for row in rows:
        if as_json:
            common.print_json(row.as_json())
        else:
            say(
                f"{row.id:>6}  {row.date}  {row.audience:<10} {row.status:<8} {row.recipient}"
                + (f"  {row.error}" if row.error else "")
            )


@outbox.command()
def retry(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(help="Numbers that `outbox list` gives.")],
) -> None:
    """Queue messages again that failed, were refused or are not sure; `briefer send` sends them.

    An unsure one may have arrived: ask, or look into the mail server's log, before you retry it.

    Example: briefer outbox retry 17 18
    """
    count = decide(common.working(common.workspace(context)), numbers, retry=True, now=common.now())
    say(f"{count} queued again; `briefer send --date DATE` sends them", err=True)


@outbox.command()
def drop(
    context: typer.Context,
    numbers: Annotated[list[int], typer.Argument(help="Numbers that `outbox list` gives.")],
) -> None:
    """Mark messages as not to be sent: they arrived after all, or are no longer wanted.

    Example: briefer outbox drop 17
    """
    count = decide(
        common.working(common.workspace(context)), numbers, retry=False, now=common.now()
    )
    say(f"{count} dropped", err=True)
