"""How an audience wants its edition to look, as rendering is told it."""

import base64
import mimetypes
from pathlib import Path

from briefer.editions.audiences import Audience
from briefer.errors import ConfigError
from briefer.models import Briefing, Section
from briefer.render import RenderOptions
from briefer.settings import Workspace
from briefer.stories import OutletBook


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

    Opinion has no section where there is none.

    The public is shown no gaps: what there is to say of them is the desk's own.
    """
    first = not briefing.changes and all(story.status == "new" for story in briefing.stories)
    missing = (
        ("changes", first),
        ("opinion", not briefing.opinions),
        ("gaps", audience.public),
    )
    unwanted = {name for name, on in missing if on}
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
