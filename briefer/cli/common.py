"""What the commands share: the workspace, the clock, output and progress."""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from briefer.cli.terminal import say, say_json
from briefer.controls import one_line
from briefer.editions import worded
from briefer.errors import UsageError
from briefer.llm.budget import Estimate
from briefer.models import Failure, Story
from briefer.pipeline.build.subjects import left_out
from briefer.pipeline.output.publication import Publication
from briefer.pipeline.progress import Progress, Silent
from briefer.settings import Workspace, load

FORMATS = ("md", "html", "txt", "json", "pdf", "docx", "ics", "eml")


def workspace(context: typer.Context, flags: Mapping[str, Any] | None = None) -> Workspace:
    """Return the workspace that the command runs in, with its flags over the settings."""
    return load(context.find_root().obj, flags)


def working(
    space: "Workspace", sources: Sequence[str] | None = None, progress: "Progress | None" = None
) -> "Workspace":
    """Return a workspace that there is; a folder that is none is left as it is.

    With `sources` named, one without settings will do, and a note says where the state goes.

    Raises:
        UsageError: there is neither a briefer.toml nor anything read before.
    """
    if space.file is not None or space.state.exists():
        return space
    if not sources:
        msg = (
            f"there is no briefer.toml in {space.root} or above it: run `briefer init`, go to a "
            "workspace, or name one with --workspace"
        )
        raise UsageError(msg)
    if progress is not None:
        progress.note(
            f"no briefer.toml here: default settings, and what is read is kept in {space.state}"
        )
    return space


def model_name(value: str | None) -> str | None:
    """Return a model as it was named; a file of that name by its whole path from where we stand."""
    if value and value.endswith(".gguf") and Path(value).exists():
        return str(Path(value).absolute())
    return value


def now() -> dt.datetime:
    """Return the present moment; everything below the command line is told it."""
    return dt.datetime.now(dt.UTC)


def print_json(value: Any) -> None:
    """Write `value` to standard output as one line of JSON."""
    say_json(json.dumps(value, ensure_ascii=False))


def existing(path: Path) -> Path:
    """Return `path` if it is a file.

    Raises:
        UsageError: it is not.
    """
    if not path.is_file():
        msg = f"{path}: there is no such file"
        raise UsageError(msg)
    return path


def progress(*, quiet: bool = False) -> Progress:
    """Return bars on a terminal, plain notes on standard error elsewhere, nothing if quiet."""
    if quiet:
        return Silent()
    if sys.stderr.isatty():
        from briefer.cli.bars import Bars

        return Bars()
    return Notes()


class Notes:
    """Progress where no one watches: only what should be read, on standard error."""

    def stage(self, name: str, total: int | None) -> None:
        """Say nothing: a log needs no bar."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""

    def note(self, message: str) -> None:
        """Write the message to standard error."""
        say(message, err=True)


@contextmanager
def closing(progress: Progress) -> Iterator[None]:
    """Take bars off the screen at the end, whatever happens."""
    try:
        yield
    finally:
        close = getattr(progress, "close", None)
        if close is not None:
            close()


def report_failure(failure: Failure) -> None:
    """Say on standard error that a source could not be read."""
    say(f"not read: {one_line(failure.location)}: {failure.reason}", err=True)


def formats(value: str | None) -> tuple[str, ...] | None:
    """Return the formats of "md,html".

    Raises:
        UsageError: one is unknown.
    """
    if value is None:
        return None
    names = tuple(name.strip().lower() for name in value.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        msg = f"unknown format {', '.join(unknown) or value!r}; there are: {', '.join(FORMATS)}"
        raise UsageError(msg)
    return names


def show_estimate(found: Estimate, *, as_json: bool) -> None:
    """Print what the model would be asked."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    cost = "price not known" if found.cost is None else f"about ${found.cost:.2f}"
    say(
        f"{found.calls} calls ({found.cached_calls} more are stored and free), "
        f"{found.prompt_tokens:,} tokens to send, about {found.completion_tokens:,} back, {cost}"
    )
    if found.stages:
        told = ", ".join(f"{calls} {stage}" for stage, calls in found.stages.items())
        say(f"by stage: {told}; all but extract are guesses")


def show_edition(edition: Publication, *, as_json: bool, explain: bool) -> None:
    """Print where an edition was written, and on request why its stories stand where they do."""
    if as_json:
        print_json(edition.as_json())
    else:
        for path in edition.files.values():
            say(path)
    if explain:
        for line in reasons(edition.briefing.stories):
            say(line, err=as_json)
        if edition.briefing.stats.excluded:
            say(left_out(edition.briefing.stats.excluded), err=as_json)


def reasons(stories: Iterable[Story]) -> Iterator[str]:
    """Yield of each story its place's weight, its subject, and the points of each reason."""
    for story in stories:
        subject = (story.subject or "no subject").replace("_", " ")
        parts = [f"{worded(part)} ({part.points:+.2f})" for part in story.why]
        told = ", ".join(parts or story.reasons)
        yield f"{story.importance:.2f}  [{subject}] {story.title}: {told}"
