"""A finished briefing in each of its formats, as files and as a draft of its mail."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer.editions.audiences import Audience
from briefer.errors import UsageError
from briefer.models import Briefing
from briefer.pipeline.output.files import write_files
from briefer.pipeline.output.letters import draft
from briefer.pipeline.output.options import render_options
from briefer.pipeline.progress import Progress
from briefer.render import Rendering, file_of
from briefer.render.files import Rendered
from briefer.settings import Workspace


class Published(NamedTuple):
    """A briefing and the files it was written to, by format."""

    briefing: Briefing
    files: dict[str, Path]

    def as_json(self) -> dict[str, Any]:
        """Return what `build --json` prints."""
        return {
            "date": self.briefing.date.isoformat(),
            "audience": self.briefing.audience,
            "files": {name: str(path) for name, path in self.files.items()},
            "stories": len(self.briefing.stories),
            "stats": self.briefing.stats.model_dump(mode="json"),
        }


def publish(
    briefing: Briefing,
    audience: Audience,
    space: Workspace,
    formats: Sequence[str],
    progress: Progress,
) -> Published:
    """Render the briefing in each format and write OUT/DATE/AUDIENCE.FORMAT.

    A template of the user's that fails is replaced by the built-in one, and the briefing says so.
    A format that can't be made keeps no other from being written.

    Raises:
        UsageError: the folder can't be written to, or a format can't be made.
    """
    made, failed = make_files(briefing, audience, space, formats)
    notes = dict.fromkeys(note for rendered in made.values() for note in rendered.notes)
    for note in notes:
        progress.note(note)
    files = write_files(space, briefing, {name: one.data for name, one in made.items()})
    if failed is not None:
        raise failed
    return Published(briefing, files)


def make_files(
    briefing: Briefing, audience: Audience, space: Workspace, formats: Sequence[str]
) -> tuple[dict[str, Rendered], UsageError | None]:
    """Return the file of each format that can be made, and why the first other can't.

    All show one view of the briefing, which is made once.
    """
    rendering = Rendering(briefing, render_options(audience, space, briefing))
    made: dict[str, Rendered] = {}
    failed: UsageError | None = None
    for name in formats:
        try:
            eml = name == "eml"
            made[name] = draft(rendering, audience, space) if eml else file_of(rendering, name)
        except UsageError as error:
            failed = failed or error
    return made, failed
