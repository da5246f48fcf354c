"""The commands by name, each imported when it is called.

So a command's module imports at its top what it needs, and costs the others nothing; for
`briefer --help` a line of each stands here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from briefer.controls import printable

# By name: the command's module and its name there, and the first line of its help.
COMMANDS = {
    "init": (
        "starter:init",
        "Make a workspace: briefer.toml, audiences/, and folders for your own templates and prompts.",
    ),
    "doctor": (
        "doctor:doctor",
        "Say whether everything briefer needs is in place; exits 1 if something is not.",
    ),
    "ingest": ("build:ingest", "Read articles into the workspace's store."),
    "build": (
        "build:build",
        "Build the briefing of a day, for each audience, in each format.",
    ),
    "articles": (
        "inspection:articles",
        "List the articles in the store, one a line: date and how it is known, kind, outlet, title, file, subject.",
    ),
    "extract": (
        "inspection:extract",
        "Print the checked key points of a document, the most important first.",
    ),
    "check": (
        "inspection:check",
        "Check claims against an article; exits 1 if one is rejected.",
    ),
    "stories": (
        "inspection:stories",
        "Group articles into stories and find reprints, without touching the store.",
    ),
    "verify": (
        "certificate:verify",
        "Check every printed claim of a briefing again, against the store, offline.",
    ),
    "send": (
        "mail:send",
        "Mail the briefings of a day, each recipient once however often this is run.",
    ),
    "withdraw": (
        "withdrawals:withdraw",
        "Withdraw an article: its claims leave all briefings built from now on.",
    ),
    "run": (
        "schedule:run",
        "Make every edition that is due: read all sources, build, send, report. Timers call this.",
    ),
    "backfill": (
        "worker:backfill",
        "Build an archive of past days, one after the other, from articles of that time.",
    ),
    "worker": (
        "worker:worker",
        "Do the jobs that builds leave in a shared store, on any host, until told to end.",
    ),
    "preview": (
        "preview:preview",
        "Show a stored briefing in a browser and reload it when a template or audience changes.",
    ),
    "serve": (
        "room:serve",
        "Open the reading room in a browser: briefings, stories, articles, search, review.",
    ),
    "outbox": ("mail:outbox", "Who was sent what: list it, and decide on what is not sure."),
    "review": (
        "review:app",
        "Read, change and approve drafts: what an audience with approval = true is to get.",
    ),
    "schedule": (
        "schedule:app",
        "Have `briefer run` called every morning, at each audience's cut-off.",
    ),
    "sources": (
        "sources:app",
        "Show how the sources do; add, test, remove, export and import them.",
    ),
    "templates": ("templates:app", "Your own templates: list, start and check them."),
    "store": (
        "upkeep:app",
        "Show how large and old the state file is; copy it, let old articles leave it.",
    ),
    "docs": ("documents:docs", "Print a document of this copy of briefer, or list them all."),
}


def imported(name: str) -> Any:
    """Return a command, or a group of them, with its module imported.

    Raises:
        KeyError: there is none of that name.
    """
    module, _, attribute = COMMANDS[name][0].partition(":")
    found = getattr(import_module(f"briefer.cli.{module}"), attribute)
    parent = typer.Typer(pretty_exceptions_enable=False)
    if isinstance(found, typer.Typer):
        parent.add_typer(found, name=name)
    else:
        parent.command(name)(found)
    return get_group(parent).commands[name]


@contextmanager
def _misuse_printable() -> Iterator[None]:
    """What the library says of a wrong call repeats its words, which may be any file's name."""
    try:
        yield
    except Exception as error:
        message = getattr(error, "message", None)
        if isinstance(message, str):
            vars(error)["message"] = printable(message)
        raise


class Standing(TyperCommand):
    """Stands for a command in help and completion; when it is called the command itself answers."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> Any:
        """Return the context of the command itself, imported now."""
        return imported(str(self.name)).make_context(info_name, args, *rest, **extra)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for name, (_, line) in COMMANDS.items():
            self.add_command(Standing(name, help=line))

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> Any:
        """Return the context of the program's own options."""
        with _misuse_printable():
            return super().make_context(info_name, args, *rest, **extra)

    def invoke(self, context: Any) -> Any:
        """Call the command."""
        with _misuse_printable():
            return super().invoke(context)
