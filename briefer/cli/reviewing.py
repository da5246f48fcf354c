"""`briefer review`: read, change and approve a draft."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli import acting, common

if TYPE_CHECKING:
    from briefer.models import Edition
    from briefer.pipeline.review.drafts import By, Draft
    from briefer.settings import Workspace

Date = Annotated[
    str | None, typer.Option("--date", help="YYYY-MM-DD. Default: the latest draft's.")
]
Audience = Annotated[str | None, typer.Option("--audience", help="Default: the one that waits.")]
Who = Annotated[
    str | None,
    typer.Option("--by", help="Who you are. Default: BRIEFER_USER, else your login name."),
]
Revision = Annotated[
    int | None,
    typer.Option("--revision", help="The revision you read: refuse if it changed since."),
]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Item = Annotated[str, typer.Argument(help="An id that `review show` gives, or its beginning.")]

app = typer.Typer(
    help="Read, change and approve drafts: what an audience with approval = true is to get.",
    invoke_without_command=True,
)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="review")


@app.callback()
def review(
    context: typer.Context, date: Date = None, audience: Audience = None, by: Who = None
) -> None:
    """Walk through a draft on a terminal, item by item; elsewhere list what waits.

    Every change is kept at once and written into the audit trail.

    Examples:

      briefer review

      briefer review show --date 2021-06-01 --audience minister

      briefer review edit k77c 'Police questioned the captain.' --by 'A. Berger'
    """
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        list_(context)
        return
    from briefer.cli.walking import Terminal, Walk  # noqa: PLC0415 - imports rich

    space = common.workspace(context)
    Walk(space, acting.edition_of(space, date, audience), acting.who(by), Terminal()).walk()


@app.command("list")
def list_(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Approved ones too.")] = False,
    as_json: Json = False,
) -> None:
    """List the drafts that wait for approval, latest first.

    Example: briefer review list --json
    """
    from briefer.pipeline.review.actions import waiting  # noqa: PLC0415 - heavy

    for info in waiting(common.workspace(context), approved=everything):
        if as_json:
            common.print_json(info.as_json())
        else:
            typer.echo(
                f"{info.date}  {info.audience:<12} {info.state:<9} revision {info.revision}, "
                f"{info.stories} stories, {info.edited} edited, {info.dropped} dropped, "
                f"{info.notes} notes, last by {info.by}"
            )


@app.command()
def show(
    context: typer.Context, date: Date = None, audience: Audience = None, as_json: Json = False
) -> None:
    """Show a draft's items and notes with their ids, and what became of each.

    Example: briefer review show --date 2021-06-01 --audience minister
    """
    from briefer.cli.drafts import lines  # noqa: PLC0415 - heavy
    from briefer.pipeline.review.actions import open_draft  # noqa: PLC0415 - heavy

    space = common.workspace(context)
    draft = open_draft(space, acting.edition_of(space, date, audience))
    if as_json:
        common.print_json(draft.as_json())
    else:
        typer.echo("\n".join(lines(draft)))


@app.command()
def drop(  # noqa: PLR0913, PLR0917 - a command has as many parameters as it has options
    context: typer.Context,
    item: Item,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Leave an item out; a story goes with everything on the page that tells it.

    Example: briefer review drop s7224
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.drop(space, edition, item, who)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def restore(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    item: Item,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Take a dropped item back in, or print an edited one as it was built.

    Example: briefer review restore s7224
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.restore(space, edition, item, who)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def edit(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    item: Item,
    text: Annotated[str, typer.Argument(help="The sentence, or - for standard input.")],
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Write a sentence (of a story: its title) by hand; it is checked against its evidence.

    Exits 1 and changes nothing if the evidence does not bear it out.

    Example: briefer review edit k77c 'Police questioned the captain.'
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    line = acting.text_of(text)

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.edit(space, edition, item, line, who)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def move(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    item: Item,
    before: Annotated[str | None, typer.Option(help="Id of the item it goes before.")] = None,
    after: Annotated[str | None, typer.Option(help="Id of the item it goes after.")] = None,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Move an item within its list: bottom line, changes, stories, a story's own sentences.

    Example: briefer review move s2c74 --before sb3d4
    """
    from briefer.errors import UsageError  # noqa: PLC0415 - cheap, but only needed here
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    if (before is None) == (after is None):
        raise UsageError("say where it goes: --before ID or --after ID")
    place = actions.Place(before or after or "", "before" if before else "after")

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.move(space, edition, item, place, who)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def note(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="The note, or - for standard input.")],
    story: Annotated[str | None, typer.Option(help="Id of the story it stands with.")] = None,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Add an analyst's note: printed apart, never checked, never counted as a claim.

    Example: briefer review note 'The embassy hears otherwise.' --story s2c74
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    line = acting.text_of(text)

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.note(space, edition, line, who, story)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def unnote(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NOTE", help="The note's id.")],
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Take a note away.

    Example: briefer review unnote n12ab
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        return actions.unnote(space, edition, number, who)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def approve(  # noqa: PLR0913, PLR0917 - the same
    context: typer.Context,
    attach: Annotated[
        str | None, typer.Option(help="Formats that go along with the mail, such as pdf.")
    ] = None,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Approve a draft: every claim is checked once more, and the bytes are frozen.

    `briefer send` sends these and no others. Exits 1 if a claim is no longer borne out.

    Example: briefer review approve --date 2021-06-01 --audience minister --by 'A. Berger'
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    formats = tuple(name.strip() for name in (attach or "").split(",") if name.strip())
    progress = common.progress()

    def do(space: "Workspace", edition: "Edition", who: "By") -> "Draft":
        with common.closing(progress):
            return actions.approve(space, edition, who, progress, formats)

    acting.act(context, (date, audience), (by, revision), do, as_json=as_json)


@app.command()
def reopen(
    context: typer.Context,
    date: Date = None,
    audience: Audience = None,
    by: Who = None,
    revision: Revision = None,
    as_json: Json = False,
) -> None:
    """Make an approved briefing a draft again; what was decided and approved is kept.

    Example: briefer review reopen --date 2021-06-01 --audience minister
    """
    from briefer.pipeline.review import actions  # noqa: PLC0415 - heavy

    acting.act(context, (date, audience), (by, revision), actions.reopen, as_json=as_json)


@app.command()
def log(
    context: typer.Context, date: Date = None, audience: Audience = None, as_json: Json = False
) -> None:
    """Print the audit trail: who did what, when, from what to what.

    Example: briefer review log --date 2021-06-01 --audience minister --json
    """
    from briefer.cli.drafts import entry  # noqa: PLC0415 - heavy
    from briefer.pipeline.review.actions import trail  # noqa: PLC0415 - heavy

    space = common.workspace(context)
    for one in trail(space, acting.edition_of(space, date, audience)):
        if as_json:
            common.print_json(one.as_json())
        else:
            typer.echo(entry(one))
