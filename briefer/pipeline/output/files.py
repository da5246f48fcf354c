"""A finished briefing into files: each is written whole, or not at all."""

import base64
import mimetypes
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefer.editions.audiences import Audience
from briefer.errors import ConfigError, UsageError
from briefer.models import Briefing, Section
from briefer.pipeline.progress import Progress
from briefer.render import Rendering, RenderOptions, file_of
from briefer.settings import Workspace
from briefer.stories import OutletBook

if TYPE_CHECKING:
    from briefer.render.files import Rendered


class Edition(NamedTuple):
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
) -> Edition:
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
    return Edition(briefing, files)


def write_files(
    space: Workspace, briefing: Briefing, contents: Mapping[str, bytes]
) -> dict[str, Path]:
    """Write OUT/DATE/AUDIENCE.FORMAT for each format's content; return where they are.

    Raises:
        UsageError: the folder can't be written to.
    """
    folder = space.settings.out / briefing.date.isoformat()
    folder = folder if folder.is_absolute() else space.root / folder
    files = {name: folder / f"{briefing.audience}.{name}" for name in contents}
    for name, content in contents.items():
        write_whole(files[name], content)
    return files


def make_files(
    briefing: Briefing, audience: Audience, space: Workspace, formats: Sequence[str]
) -> tuple[dict[str, "Rendered"], UsageError | None]:
    """Return the file of each format that can be made, and why the first other can't.

    All show one view of the briefing, which is made once.
    """
    rendering = Rendering(briefing, render_options(audience, space, briefing))
    made: dict[str, Rendered] = {}
    failed: UsageError | None = None
    for name in formats:
        try:
            if name == "eml":
                from briefer.pipeline.output.letters import draft  # noqa: PLC0415 - it imports us

                made[name] = draft(rendering, audience, space)
            else:
                made[name] = file_of(rendering, name)
        except UsageError as error:
            failed = failed or error
    return made, failed


def render_options(audience: Audience, space: Workspace, briefing: Briefing) -> RenderOptions:
    """Return how an audience wants its briefing to look.

    Raises:
        ConfigError: the logo can't be read.
    """
    return RenderOptions(
        template=audience.template,
        template_dirs=space.template_dirs,
        sections=_sections(audience, briefing),
        accent=audience.theme.accent,
        logo=_logo(space.root / audience.theme.logo) if audience.theme.logo else None,
        marking=audience.marking,
        public=audience.public,
        evidence=audience.evidence,
        scope=audience.scope,
        countries=audience.countries,
        nearby=tuple(sorted(audience.nearby)),
        timezone=audience.timezone or space.settings.timezone,
        outlet_notes=_outlet_notes(space, briefing),
    )


def _sections(audience: Audience, briefing: Briefing) -> tuple[Section, ...]:
    """Leave out what changed where there was nothing before: in a first briefing all is new.

    The public is shown no gaps: what there is to say of them is the desk's own.
    """
    first = not briefing.changes and all(story.status == "new" for story in briefing.stories)
    unwanted = {name for name, on in (("changes", first), ("gaps", audience.public)) if on}
    return tuple(name for name in audience.sections if name not in unwanted)


def _outlet_notes(space: Workspace, briefing: Briefing) -> dict[str, str]:
    """Return what a reader should know of each outlet: "state, RU"."""
    own = space.root / "outlets.toml"
    book = OutletBook.read(own) if own.is_file() else OutletBook.bundled()
    outlets = {source.outlet for source in briefing.sources if source.outlet}
    found = ((outlet, book.note(outlet)) for outlet in sorted(outlets))
    return {outlet: f"{n.ownership}, {n.country}" for outlet, n in found if n is not None}


def _logo(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"the logo {path} can't be read: {error}"
        raise ConfigError(msg) from error
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a text (as UTF-8) or bytes to `path` through a temporary file beside it.

    Raises:
        UsageError: the folder can't be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        msg = f"{path} can't be written: {error}"
        raise UsageError(msg) from error
