"""One rendering for all formats: one view, no stale page, and a fallback for each format."""

from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.models import Briefing
from briefer.render import FORMATS, Rendering, RenderOptions, file_of, new_template, render
from briefer.render.email import email_parts, mail_of
from briefer.render.viewing import Viewer


class Counted(Rendering):
    """A rendering that counts how often a viewer is asked for."""

    asked = 0

    @property
    def viewer(self) -> Viewer:  # not cached: every use is seen
        """Make a viewer, and count it."""
        self.asked += 1
        return Viewer(self.briefing, self.options)


@pytest.mark.parametrize("evidence", ["marked", "inline"])
def test_shared_formats_are_those_made_alone(
    briefing: Briefing, options: RenderOptions, evidence: str
) -> None:
    """A format after others is byte for byte what it is by itself: they leave no trace."""
    options = options.model_copy(update={"evidence": evidence})
    shared = Rendering(briefing, options)
    mail = mail_of(shared)
    for fmt in reversed(FORMATS):
        assert shared.text(fmt) == render(briefing, fmt, options)
    assert mail == email_parts(briefing, options)


def test_all_formats_show_one_view(briefing: Briefing, options: RenderOptions) -> None:
    """The view is made for the first format and then shared, with mail, Word and the diary too."""
    rendering = Counted(briefing, options)
    view = rendering.view
    made = rendering.asked
    for fmt in (*FORMATS, "docx", "ics"):
        file_of(rendering, fmt)
    mail_of(rendering)
    assert rendering.view is view
    assert made == 1


def test_a_changed_template_is_met_by_the_same_rendering(tmp_path: Path, small: Briefing) -> None:
    """The view is kept, the page is not: a template that changes shows at once, and no later."""
    page = new_template("own", "default", tmp_path)[0]
    rendering = Rendering(small, RenderOptions(template="own", template_dirs=(tmp_path,)))
    before = rendering.text("html")
    page.write_text(page.read_text() + "{% block foot %}<p>changed</p>{% endblock %}\n")
    assert "<p>changed</p>" not in before
    assert "<p>changed</p>" in rendering.text("html")


def test_each_format_falls_back_alone(tmp_path: Path, small: Briefing) -> None:
    """A template broken in two formats is replaced in those, which say why; the third stands."""
    files = {file.name.split(".")[1]: file for file in new_template("own", "default", tmp_path)}
    for fmt in ("html", "md"):
        files[fmt].write_text("{{ nothing_of_that_name }}")
    rendering = Rendering(small, RenderOptions(template="own", template_dirs=(tmp_path,)))
    for fmt in ("html", "md"):
        data, notes = file_of(rendering, fmt)
        assert "nothing_of_that_name" in notes[0]
        assert f"briefing.{fmt}.j2:1" in data.decode().replace("\\", "")
    assert file_of(rendering, "txt").notes == ()
    assert "The built-in template was used" not in file_of(rendering, "txt").data.decode()
    with pytest.raises(TemplateError, match="nothing_of_that_name"):
        rendering.text("html")
