"""Rendering: a finished briefing becomes a file, of any format.

    rendering    one view of a briefing, rendered in many formats; files makes them bytes
    views, viewing   what a template sees, and how it is made of a briefing
    sandbox, filters, environments   templates that nobody vouches for
    email, pdf, docx, ics, markdown_html   the formats that are no plain template
    templates    a workspace's own: listed, started, checked
    pages        the pages of the reading room

Jinja2, babel and the rest are loaded when something is rendered, not when this is imported.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.render.email import EmailBody, EmailOptions, mail_of
    from briefer.render.files import Rendered, file_of, render_file, require
    from briefer.render.markdown_html import markdown_to_html
    from briefer.render.options import FORMATS, Format, RenderOptions
    from briefer.render.rendering import Rendering, render, render_safely
    from briefer.render.templates import check_templates, list_templates, new_template
else:
    __getattr__ = door(
        __name__,
        {
            "email": ("EmailBody", "EmailOptions", "mail_of"),
            "files": ("Rendered", "file_of", "render_file", "require"),
            "markdown_html": ("markdown_to_html",),
            "options": ("FORMATS", "Format", "RenderOptions"),
            "rendering": ("Rendering", "render", "render_safely"),
            "templates": ("check_templates", "list_templates", "new_template"),
        },
    )

__all__ = [
    "FORMATS",
    "EmailBody",
    "EmailOptions",
    "Format",
    "RenderOptions",
    "Rendered",
    "Rendering",
    "check_templates",
    "file_of",
    "list_templates",
    "mail_of",
    "markdown_to_html",
    "new_template",
    "pages",
    "render",
    "render_file",
    "render_safely",
    "require",
]
