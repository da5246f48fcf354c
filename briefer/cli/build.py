"""`briefer ingest` and `briefer build`."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from briefer.cli import common
from briefer.cli.mail import show_report
from briefer.cli.terminal import say
from briefer.pipeline.mail.dispatch import check_addresses, send_built
from briefer.pipeline.progress import Progress
from briefer.pipeline.run.requests import (
    BuildRequest,
    BuildResult,
    build_briefings,
    estimate_build,
    ingest_sources,
)
from briefer.settings import Workspace

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="Files, folders, globs, addresses, or - for standard input. Default: the workspace's.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]


def ingest(
    context: typer.Context, sources: Sources = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Read articles into the workspace's store.

    A source that fails is reported and the rest goes on; exits 4 if a source named gave nothing.

    Examples:

      briefer ingest articles/ newsletter.eml

      briefer ingest https://example.org/feed.xml

      cat story.txt | briefer ingest -
    """
    progress = common.progress(quiet=quiet)
    space = common.working(common.workspace(context), sources, progress)
    with common.closing(progress):
        intake = ingest_sources(space, sources or [], common.now(), progress, sys.stdin.buffer)
    if as_json:
        common.print_json(intake.as_json())
    elif not quiet:
        for line in intake.told:
            say(line, err=True)
    if intake.barren:
        raise typer.Exit(4)


def build(
    context: typer.Context,
    sources: Sources = None,
    date: Annotated[str, typer.Option(help="today, yesterday or YYYY-MM-DD.")] = "today",
    audience: Annotated[
        list[str] | None, typer.Option(help="An audience; may be given several times.")
    ] = None,
    formats: Annotated[
        str | None, typer.Option("--format", help="Any of md,html,txt,json,pdf,docx,ics,eml.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write.", show_default="briefings")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="extractive, openai or local.")] = None,
    model: Annotated[str | None, typer.Option(help="The model's name, or a .gguf file.")] = None,
    base_url: Annotated[str | None, typer.Option(help="The model server's address.")] = None,
    jobs: Annotated[int | None, typer.Option(help="Calls at a time.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 4 if the model fails, instead of falling back.")
    ] = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Print calls, tokens and cost; send nothing.")
    ] = False,
    batch: Annotated[
        bool,
        typer.Option("--batch", help="Ask the model by batch, at half the price; run again later."),
    ] = False,
    max_cost: Annotated[
        float | None, typer.Option(help="Stop before the model costs more, in US dollars.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(help="Stop before the model takes more tokens.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Mail each briefing to its audience's recipients.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each story stands where it does.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Build the briefing of a day, for each audience, in each format.

    Writes OUT/DATE/AUDIENCE.md and so on, and prints the paths. Exits 3 if there is no article
    in the day's window, and says which days have some.

    Examples:

      briefer build samples/ --date 2021-06-01

      briefer build --date today --audience minister --audience default

      briefer build --date yesterday --model gpt-5-mini --format html,json
    """
    flags: dict[str, Any] = {
        "engine.name": engine,
        "engine.model": common.model_name(model),
        "engine.base_url": base_url,
        "engine.jobs": jobs,
        "engine.strict": strict or None,
        "engine.max_cost": max_cost,
        "engine.max_tokens": max_tokens,
        "out": out.absolute() if out else None,
    }
    space = common.workspace(context, flags)
    progress = common.progress(quiet=quiet)
    space = common.working(space, sources, progress)
    request = BuildRequest(
        sources=tuple(sources or ()),
        date=date,
        audiences=tuple(audience or space.settings.audiences),
        formats=common.formats(formats),
        batch=batch,
    )
    if estimate:
        with common.closing(progress):
            found = estimate_build(space, request, common.now(), progress, sys.stdin.buffer)
        common.show_estimate(found, as_json=as_json)
        return
    if batch and not _batch_done(space, request, progress):
        return
    if send:
        check_addresses(space, request.audiences)
    with common.closing(progress):
        result = build_briefings(space, request, common.now(), progress, sys.stdin.buffer)
    for edition in result.editions:
        common.show_edition(edition, as_json=as_json, explain=explain)
    if send:
        _send(space, result, progress, as_json=as_json)
    for name, error in result.failed:
        say(f"briefer: no edition for {name}: {error}", err=True)
    if result.exit_code:
        raise typer.Exit(result.exit_code)


def _batch_done(space: Workspace, request: BuildRequest, progress: Progress) -> bool:
    """Send or pick up batches; return whether the briefing can be built now."""
    from briefer.pipeline.run.batch import batch_build

    with common.closing(progress):
        found = batch_build(space, request, common.now(), progress, sys.stdin.buffer)
    if not found.done:
        under_way = found.waiting + found.sent
        say(
            f"{under_way} calls are under way as a batch ({found.sent} sent now): "
            "run the same command again to pick them up",
            err=True,
        )
    return found.done


def _send(space: Workspace, result: BuildResult, progress: Progress, *, as_json: bool) -> None:
    """Mail what was built; exits 4 if anyone was not served."""
    built = [e.briefing.edition for e in result.editions]
    with common.closing(progress):
        report = send_built(space, built, common.now(), progress)
    show_report(report, as_json=as_json)
