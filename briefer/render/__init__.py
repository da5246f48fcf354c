"""Rendering: a finished briefing becomes a file, of any format.

Jinja2, babel and the rest are loaded when something is rendered, not when this is imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from briefer.models import SECTIONS
from briefer.render.options import FORMATS, Format, RenderOptions

if TYPE_CHECKING:
    from briefer.render.files import file_of, render_file, require
    from briefer.render.markdown_html import markdown_to_html
    from briefer.render.rendering import Rendering, render, render_safely
    from briefer.render.templates import check_templates, list_templates, new_template

__all__ = [
    "FORMATS",
    "SECTIONS",
    "Format",
    "RenderOptions",
    "Rendering",
    "check_templates",
    "file_of",
    "list_templates",
    "markdown_to_html",
    "new_template",
    "render",
    "render_file",
    "render_safely",
    "require",
]

_FROM = {
    "Rendering": "rendering",
    "check_templates": "templates",
    "file_of": "files",
    "list_templates": "templates",
    "markdown_to_html": "markdown_html",
    "new_template": "templates",
    "render": "rendering",
    "render_file": "files",
    "render_safely": "rendering",
    "require": "files",
}


def __getattr__(name: str) -> object:
    """Return what another module of this package has (PEP 562)."""
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
