"""Rendering: a finished briefing becomes a file, of any format.

Jinja2, babel and the rest are loaded when something is rendered, not when this is imported.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.models import SECTIONS, Briefing
from briefer.render.options import FORMATS, Format, RenderOptions

if TYPE_CHECKING:
    from briefer.render.files import Rendered
    from briefer.render.rendering import Rendering
    from briefer.render.trying import TemplateProblem

__all__ = [
    "FORMATS",
    "SECTIONS",
    "Format",
    "RenderOptions",
    "check_templates",
    "file_of",
    "list_templates",
    "markdown_to_html",
    "new_template",
    "render",
    "render_file",
    "render_safely",
    "rendering_of",
    "require",
]


def rendering_of(briefing: Briefing, options: RenderOptions | None = None) -> "Rendering":
    """Return what renders a briefing in many formats from one view; see `rendering.Rendering`."""
    from briefer.render import rendering  # noqa: PLC0415 - loads Jinja2 on first use

    return rendering.Rendering(briefing, options)


def render(briefing: Briefing, fmt: str, options: RenderOptions | None = None) -> str:
    """Return the briefing in a format; see `rendering.render`."""
    from briefer.render import rendering  # noqa: PLC0415 - loads Jinja2 on first use

    return rendering.render(briefing, fmt, options)


def render_safely(
    briefing: Briefing, fmt: str, options: RenderOptions | None = None
) -> tuple[str, str | None]:
    """Return (text, note), with the built-in template where the user's fails."""
    from briefer.render import rendering  # noqa: PLC0415 - the same

    return rendering.render_safely(briefing, fmt, options)


def render_file(briefing: Briefing, fmt: str, options: RenderOptions | None = None) -> "Rendered":
    """Return the briefing as a file of any format; see `files.render_file`."""
    from briefer.render import files  # noqa: PLC0415 - the same

    return files.render_file(briefing, fmt, options)


def file_of(rendering: "Rendering", fmt: str) -> "Rendered":
    """Return a rendering as a file of any format; see `files.file_of`."""
    from briefer.render import files  # noqa: PLC0415 - the same

    return files.file_of(rendering, fmt)


def require(formats: Iterable[str]) -> None:
    """Say at once that a format can't be made here; see `files.require`."""
    from briefer.render import files  # noqa: PLC0415 - the same

    files.require(formats)


def markdown_to_html(markdown: str) -> str:
    """Return Markdown as clean HTML; see `markdown_html.markdown_to_html`."""
    from briefer.render import markdown_html  # noqa: PLC0415 - loads markdown and nh3

    return markdown_html.markdown_to_html(markdown)


def check_templates(dirs: Sequence[Path] = ()) -> "list[TemplateProblem]":
    """Return what is wrong with the templates in `dirs`; see `templates.check_templates`."""
    from briefer.render import templates  # noqa: PLC0415 - loads Jinja2 on first use

    return templates.check_templates(dirs)


def list_templates(dirs: Sequence[Path] = ()) -> list[tuple[str, Path]]:
    """Return each template's name and the folder it comes from."""
    from briefer.render import templates  # noqa: PLC0415 - the same

    return templates.list_templates(dirs)


def new_template(name: str, base: str, into: Path) -> list[Path]:
    """Write a starter template and return its files; see `templates.new_template`."""
    from briefer.render import templates  # noqa: PLC0415 - the same

    return templates.new_template(name, base, into)
