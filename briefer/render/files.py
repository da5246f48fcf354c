"""A briefing as a file's bytes, in every format but the mail's."""

import importlib.util
from collections.abc import Iterable
from typing import NamedTuple

from briefer.errors import TemplateError, UsageError
from briefer.models import Briefing
from briefer.render import charts
from briefer.render.colours import LIGHT_GROUND, readable
from briefer.render.escaping import direction
from briefer.render.markdown_html import markdown_to_html
from briefer.render.options import FORMATS, RenderOptions
from briefer.render.pdf import pdf_of, wanting
from briefer.render.rendering import Rendering

MADE = ("pdf", "docx", "ics")  # beside the formats that templates write


class Rendered(NamedTuple):
    """A file's content. `notes`: what the user should know of how it came about."""

    data: bytes
    notes: tuple[str, ...] = ()


def require(formats: Iterable[str]) -> None:
    """Say at once, before anything is built for it, that a format can't be made here.

    Raises:
        UsageError: what makes one of the formats is not installed.
    """
    if "pdf" in formats and importlib.util.find_spec("weasyprint") is None:
        raise UsageError(wanting())


def render_file(briefing: Briefing, fmt: str, options: RenderOptions | None = None) -> Rendered:
    """Return the briefing as a file of one format; see `file_of`."""
    return file_of(Rendering(briefing, options), fmt)


def file_of(rendering: Rendering, fmt: str) -> Rendered:
    """Return the briefing as a file.

    A template of the user's that fails, or whose page can't be made a PDF, is replaced by the
    built-in one: the file says so, and so does a note.

    Raises:
        UsageError: there is no such format, or what makes it is not installed.
        TemplateError: the built-in template fails too.
    """
    if fmt in FORMATS:
        text, note = rendering.safely(lambda one: one.text(fmt))
        return Rendered(text.encode(), (note,) if note else ())
    if fmt == "ics":
        from briefer.render.ics import diary_of

        made = diary_of(rendering)
        return Rendered(made.data, made.notes)
    if fmt not in MADE:
        raise UsageError(f"{fmt!r} is no format; there are {', '.join((*FORMATS, *MADE))}")
    data, note = rendering.safely(_pdf if fmt == "pdf" else _docx)
    return Rendered(data, (note,) if note else ())


def _pdf(rendering: Rendering) -> bytes:
    return pdf_of(rendering.text("html"), rendering.briefing.window.end)


def _docx(rendering: Rendering) -> bytes:
    from briefer.render.docx import DocxLook, docx_of

    briefing, options, view = rendering.briefing, rendering.options, rendering.view
    shown = [view.coverage, *(story.days for story in view.stories)]
    rtl = direction(briefing.language) == "rtl"
    accent = readable(options.accent, LIGHT_GROUND)
    look = DocxLook(
        title=view.page.title,
        date=view.page.date,
        language=view.page.words_lang,
        rtl=rtl,
        accent=accent,
        marking=view.page.marking,
        evidence=rendering.viewer.words.say("evidence"),
        moment=briefing.window.end,
    )
    drawn = {
        chart.alt: charts.picture(chart, charts.light(accent), rtl=rtl) for chart in shown if chart
    }
    pictures = {alt: picture for alt, picture in drawn.items() if picture}
    page = markdown_to_html(rendering.text("md"))
    if page.startswith("<pre>"):
        raise TemplateError(
            "the Markdown edition is too long or too tangled for a Word document: keep blank lines "
            "between its paragraphs and footnotes, or lower the audience's limits"
        )
    return docx_of(page, look, pictures)
