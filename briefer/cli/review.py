"""`briefer review`: read, change and approve a draft."""

import datetime as dt
import inspect
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from briefer.cli import common
from briefer.cli.drafts import entry, lines, news
from briefer.cli.terminal import say
from briefer.errors import UsageError
from briefer.models import Edition
from briefer.pipeline.build.selection import date_of
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By, Draft
from briefer.pipeline.review.people import person
from briefer.settings import Workspace, load_audience

Deed = Callable[[Workspace, Edition, By], Draft]

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
Items = Annotated[list[str], typer.Argument(help="Ids of key points of one story.")]

app = typer.Typer(
    help="Read, change and approve drafts: what an audience with approval = true is to get.",
    invoke_without_command=True,
)


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
    from briefer.cli.walk import Terminal, Walk

    space = common.workspace(context)
    Walk(space, _edition(space, date, audience), person(by, os.environ), Terminal()).walk()


@app.command("list")
def list_(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Approved ones too.")] = False,
    as_json: Json = False,
) -> None:
    """List the drafts that wait for approval, latest first.

    Example: briefer review list --json
    """
    for info in actions.waiting(common.workspace(context), approved=everything):
        if as_json:
            common.print_json(info.as_json())
        else:
            say(
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
    space = common.workspace(context)
    draft = actions.open_draft(space, _edition(space, date, audience))
    if as_json:
        common.print_json(draft.as_json())
    else:
        say("\n".join(lines(draft)))


def deed(do: Callable[..., Deed]) -> Callable[..., None]:
    """Make a command of what changes a draft, with the options that all such commands have.

    `do` takes the command's own arguments and returns what is to be done.
    """

    def command(
        context: typer.Context,
        date: Date = None,
        audience: Audience = None,
        by: Who = None,
        revision: Revision = None,
        as_json: Json = False,
        **own: object,
    ) -> None:
        act = do(**own)
        space = common.workspace(context)
        edition = _edition(space, date, audience)
        draft = act(space, edition, By(person(by, os.environ), common.now(), revision))
        if as_json:
            stands = {"audience", "date", "state", "revision", "sealed"}
            common.print_json(draft.model_dump(mode="json", include=stands))
        else:
            say("\n".join(news(draft, space.settings.timezone)))

    context, *shared, _ = inspect.signature(command).parameters.values()
    parameters = [context, *inspect.signature(do).parameters.values(), *shared]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__doc__ = do.__doc__
    return app.command(do.__name__)(command)


@deed
def drop(item: Item) -> Deed:
    """Leave an item out; a story goes with everything on the page that tells it.

    Example: briefer review drop s7224
    """
    return lambda space, edition, by: actions.drop(space, edition, item, by)


@deed
def restore(item: Item) -> Deed:
    """Take a dropped item back in, or print an edited one as it was built.

    Example: briefer review restore s7224
    """
    return lambda space, edition, by: actions.restore(space, edition, item, by)


@deed
def edit(
    item: Item,
    text: Annotated[str, typer.Argument(help="The sentence, or - for standard input.")],
) -> Deed:
    """Write a sentence (of a story: its title) by hand; it is checked against its evidence.

    Exits 1 and changes nothing if the evidence does not bear it out.

    Example: briefer review edit k77c 'Police questioned the captain.'
    """
    line = _text(text)
    return lambda space, edition, by: actions.edit(space, edition, item, line, by)


@deed
def move(
    item: Item,
    before: Annotated[str | None, typer.Option(help="Id of the item it goes before.")] = None,
    after: Annotated[str | None, typer.Option(help="Id of the item it goes after.")] = None,
) -> Deed:
    """Move an item within its list: bottom line, changes, stories, a story's own sentences.

    Example: briefer review move s2c74 --before sb3d4
    """
    if (before is None) == (after is None):
        raise UsageError("say where it goes: --before ID or --after ID")
    place = actions.Position(before or after or "", "before" if before else "after")
    return lambda space, edition, by: actions.move(space, edition, item, place, by)


@deed
def merge(
    story: Item, into: Annotated[str, typer.Option(help="Id of the story that stays.")]
) -> Deed:
    """Put a story into another one, which keeps its title and place.

    Example: briefer review merge s7224 --into sb3d4
    """
    return lambda space, edition, by: actions.merge(space, edition, story, into, by)


@deed
def split(points: Items) -> Deed:
    """Make a story of its own of key points of one story; its title is the first of them.

    Example: briefer review split k77c k0a1
    """
    return lambda space, edition, by: actions.split(space, edition, points, by)


@deed
def transfer(
    points: Items, into: Annotated[str, typer.Option(help="Id of the story they go to.")]
) -> Deed:
    """Put key points of one story into another.

    Example: briefer review transfer k77c --into sb3d4
    """
    return lambda space, edition, by: actions.transfer(space, edition, points, into, by)


@deed
def undo() -> Deed:
    """Take back the last merge, split or transfer.

    Example: briefer review undo
    """
    return actions.undo


@deed
def exclude(name: Annotated[str, typer.Argument(help="An article's id, or outlet:NAME.")]) -> Deed:
    """Use an article, or an outlet, no more in this edition.

    What rests on it alone goes; what others bear out as well is checked again without it.

    Example: briefer review exclude 'outlet:Example Gazette'
    """
    return lambda space, edition, by: actions.exclude(space, edition, name, by)


@deed
def include(name: Annotated[str, typer.Argument(help="What `exclude` left out.")]) -> Deed:
    """Use again what was excluded.

    Example: briefer review include 'outlet:Example Gazette'
    """
    return lambda space, edition, by: actions.include(space, edition, name, by)


@deed
def mute(story: Item) -> Deed:
    """Not this story again: drop it here, and exclude it in the audience's file from now on.

    Every edition names what it does not tell for that reason.

    Example: briefer review mute s7224
    """
    return lambda space, edition, by: actions.mute(space, edition, story, by)


@app.command()
def unmute(
    context: typer.Context,
    story: Annotated[
        str, typer.Argument(help="The story's own id, or its beginning; without it: list them.")
    ] = "",
    audience: Annotated[str, typer.Option(help="Whose file it is.")] = "default",
) -> None:
    """Take a mute out of an audience's file again, or list them.

    Examples:

      briefer review unmute --audience minister

      briefer review unmute s1f0c --audience minister
    """
    space = common.workspace(context)
    load_audience(space, audience)
    if story:
        say(f"told again from the next build on: {actions.unmute(space, audience, story)}")
        return
    for entry_ in actions.muted(space, audience):
        say(entry_)


@app.command()
def sentences(
    context: typer.Context,
    item: Item,
    date: Date = None,
    audience: Audience = None,
    as_json: Json = False,
) -> None:
    """Show the sentences of the articles that a key point rests on, to choose another.

    Example: briefer review sentences k77c
    """
    space = common.workspace(context)
    for one in actions.sentences(space, _edition(space, date, audience), item):
        if as_json:
            common.print_json(one._asdict())
        else:
            mark = "*" if one.cited else " "
            say(f"{mark} {one.article}:{one.number}  {one.text}  ({one.outlet})")


@deed
def choose(
    item: Item,
    sentence: Annotated[str, typer.Argument(help="ARTICLE:NUMBER, as `sentences` shows it.")],
) -> Deed:
    """Tell another sentence of the source in a key point's place, in the source's words.

    Exits 1 and changes nothing if it does not stand alone.

    Example: briefer review choose k77c a3f9c1:4
    """
    article, _, number = sentence.rpartition(":")
    if not article or not number.isascii() or not number.isdecimal():
        raise UsageError("say which sentence: ARTICLE:NUMBER, as `briefer review sentences` shows")
    place = (article, int(number[:9]))
    return lambda space, edition, by: actions.choose(space, edition, item, place, by)


@deed
def note(
    text: Annotated[str, typer.Argument(help="The note, or - for standard input.")],
    story: Annotated[str | None, typer.Option(help="Id of the story it stands with.")] = None,
) -> Deed:
    """Add an analyst's note: printed apart, never checked, never counted as a claim.

    Example: briefer review note 'The embassy hears otherwise.' --story s2c74
    """
    line = _text(text)
    return lambda space, edition, by: actions.note(space, edition, line, by, story)


@deed
def unnote(number: Annotated[str, typer.Argument(metavar="NOTE", help="The note's id.")]) -> Deed:
    """Take a note away.

    Example: briefer review unnote n12ab
    """
    return lambda space, edition, by: actions.unnote(space, edition, number, by)


@deed
def approve(
    attach: Annotated[
        str | None, typer.Option(help="Formats that go along with the mail, such as pdf.")
    ] = None,
) -> Deed:
    """Approve a draft: every claim is checked once more, and the bytes are frozen.

    `briefer send` sends these and no others. Exits 1 if a claim is no longer borne out.

    Example: briefer review approve --date 2021-06-01 --audience minister --by 'A. Berger'
    """
    formats = tuple(name.strip() for name in (attach or "").split(",") if name.strip())
    progress = common.progress()

    def do(space: Workspace, edition: Edition, by: By) -> Draft:
        with common.closing(progress):
            return actions.approve(space, edition, by, progress, formats)

    return do


@deed
def reopen() -> Deed:
    """Make an approved briefing a draft again; what was decided and approved is kept.

    Example: briefer review reopen --date 2021-06-01 --audience minister
    """
    return actions.reopen


@app.command()
def log(
    context: typer.Context, date: Date = None, audience: Audience = None, as_json: Json = False
) -> None:
    """Print the audit trail: who did what, when, from what to what.

    Example: briefer review log --date 2021-06-01 --audience minister --json
    """
    space = common.workspace(context)
    for one in actions.trail(space, _edition(space, date, audience)):
        if as_json:
            common.print_json(one.as_json())
        else:
            say(entry(one, space.settings.timezone))


def _edition(space: Workspace, date: str | None, audience: str | None) -> Edition:
    """Return the edition that is meant."""
    day = date_of(date, dt.UTC, common.now()) if date else None
    return actions.find(space, audience, day)


def _text(given: str) -> str:
    """Return a text given as an argument, or by standard input."""
    return sys.stdin.read(100_000) if given == "-" else given
