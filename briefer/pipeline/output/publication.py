"""A finished briefing in each of its formats, as files and as a draft of its mail."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
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


class Publication(NamedTuple):
    """A briefing and the files it was written to, by format.

    `missing`: why a format could not be made here.
    """

    briefing: Briefing
    files: dict[str, Path]
    missing: Mapping[str, str] = MappingProxyType({})

    def as_json(self) -> dict[str, Any]:
        """Return what `build --json` prints."""
        return {
            "date": self.briefing.date.isoformat(),
            "audience": self.briefing.audience,
            "files": {name: str(path) for name, path in self.files.items()},
            "missing": dict(self.missing),
            "stories": len(self.briefing.stories),
            "stats": self.briefing.stats.model_dump(mode="json"),
        }


def publish(
    briefing: Briefing,
    audience: Audience,
    space: Workspace,
    formats: Sequence[str],
    progress: Progress,
) -> Publication:
    """Render the briefing in each format and write OUT/DATE/AUDIENCE.FORMAT.

    A template of the user's that fails is replaced by the built-in one, and the briefing says so.
    A format that can't be made is told, and keeps no other from being written.

    Raises:
        UsageError: the folder can't be written to, or no format can be made.
    """
    made, failed = make_files(briefing, audience, space, formats)
    notes = dict.fromkeys(note for rendered in made.values() for note in rendered.notes)
    for note in notes:
        progress.note(note)
    files = write_files(space, briefing, {name: one.data for name, one in made.items()})
    if failed and not files:
        raise next(iter(failed.values()))
    missing = {name: str(error) for name, error in failed.items()}
    for name, why in missing.items():
        progress.note(f"not written: {audience.name}.{name}: {why}")
    return Publication(briefing, files, missing)


def make_files(
    briefing: Briefing, audience: Audience, space: Workspace, formats: Sequence[str]
) -> tuple[dict[str, Rendered], dict[str, UsageError]]:
    """Return the file of each format that can be made, and why another can't.

    All show one view of the briefing, which is made once.
    """
    rendering = Rendering(briefing, render_options(audience, space, briefing))
    made: dict[str, Rendered] = {}
    failed: dict[str, UsageError] = {}
    for name in formats:
        try:
            eml = name == "eml"
            made[name] = draft(rendering, audience, space) if eml else file_of(rendering, name)
        except UsageError as error:
            failed[name] = error
    return made, failed
