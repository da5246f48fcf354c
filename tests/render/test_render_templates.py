"""Templates listed, started, checked."""

import re
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.models import Briefing
from briefer.render import RenderOptions, check_templates, list_templates, new_template, render
from briefer.render import views as view_classes
from briefer.render.email import email_parts
from briefer.render.filters import FILTERS, TESTS
from briefer.render.templates import example
from briefer.render.views import View
from briefer.resources import bundled


def test_the_bundled_templates_are_sound() -> None:
    """The check finds nothing in what is shipped."""
    assert check_templates() == []
    shipped = ("analyst", "default", "minister", "press")
    assert list_templates() == [(name, bundled("templates")) for name in shipped]


@pytest.mark.parametrize("base", ["analyst", "default", "minister", "press"])
def test_a_starter_renders_as_its_base(tmp_path: Path, small: Briefing, base: str) -> None:
    """A new template extends each file of its base and changes nothing yet, the mail included."""
    files = new_template("embassy", base, tmp_path)
    mail = ["email.html.j2"] if base in {"analyst", "minister"} else []  # with mails of their own
    assert sorted(file.name for file in files) == [
        "briefing.html.j2",
        "briefing.md.j2",
        "briefing.txt.j2",
        *mail,
    ]
    assert check_templates([tmp_path]) == []
    assert ("embassy", tmp_path) in list_templates([tmp_path])
    for fmt in ("html", "md", "txt"):
        own = render(small, fmt, RenderOptions(template="embassy", template_dirs=(tmp_path,)))
        assert own == render(small, fmt, RenderOptions(template=base))
    mails = [
        email_parts(small, RenderOptions(template=name, template_dirs=(tmp_path,))).html
        for name in ("embassy", base)
    ]
    assert mails[0] == mails[1]


def test_a_starter_of_a_shipped_name_extends_the_shipped_one(
    tmp_path: Path, small: Briefing
) -> None:
    """A workspace's own `default` builds on the bundled one, not on itself."""
    new_template("default", "default", tmp_path)
    assert check_templates([tmp_path]) == []
    options = RenderOptions(template_dirs=(tmp_path,))
    assert render(small, "txt", options) == render(small, "txt")


def test_a_template_of_a_template(tmp_path: Path, small: Briefing) -> None:
    """A template may build on another of the workspace's."""
    new_template("one", "default", tmp_path)
    new_template("two", "one", tmp_path)
    path = tmp_path / "one" / "briefing.txt.j2"
    path.write_text(path.read_text() + "{% block foot %}Ours{% endblock %}")
    text = render(small, "txt", RenderOptions(template="two", template_dirs=(tmp_path,)))
    assert text.endswith("Ours\n")
    assert check_templates([tmp_path]) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A name that is taken, that is no name, or a base that is not there is refused."""
    new_template("embassy", "default", tmp_path)
    with pytest.raises(TemplateError, match="is there already"):
        new_template("embassy", "default", tmp_path)
    for name in ("../x", "", "A b", "x/y", "."):
        with pytest.raises(TemplateError, match="no template name"):
            new_template(name, "default", tmp_path)
    with pytest.raises(TemplateError, match="there are analyst, default, embassy, minister, press"):
        new_template("other", "nobody", tmp_path)


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (
            "{% extends 'default/briefing.md.j2' %}\n{% block foot %}\n{{ pagee.title }}\n",
            3,
            "endblock",
        ),
        (
            "{% extends 'default/briefing.md.j2' %}\n{% block foot %}{{ pagee }}{% endblock %}",
            2,
            "'pagee' is no variable",
        ),
        ("{{ page.titel }}", 1, "titel"),
        ("\n{{ page.title | nofilter }}", 2, "nofilter"),
        ("{% include 'nowhere.j2' %}", 1, "nowhere"),
        ("{{ say('no such words') }}", 1, "no such words"),
        ("{{ (bottom_line | first).text }}", 1, "text"),
    ],
)
def test_the_check_finds(tmp_path: Path, source: str, line: int, message: str) -> None:
    """Syntax, unknown variables, fields, filters, files and words, and trouble with an empty day."""
    new_template("own", "default", tmp_path)
    path = tmp_path / "own" / "briefing.md.j2"
    path.write_text(source)
    problems = check_templates([tmp_path])
    assert any(p.file == str(path) and p.line == line and message in p.message for p in problems), (
        problems
    )
    assert str(problems[0]).startswith(f"{path}:{line}: ")


def test_the_check_finds_missing_formats_and_broken_words(tmp_path: Path) -> None:
    """A format without a file is reported; so is a words file that is broken."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "briefing.md.j2").write_text("{{ page.title }}")
    (tmp_path / "_shared").mkdir()
    (tmp_path / "_shared" / "words.toml").write_text("[en")
    problems = [str(problem) for problem in check_templates([tmp_path])]
    assert sum("has no briefing." in problem for problem in problems) == 2
    assert any("words.toml" in problem for problem in problems)


@pytest.mark.parametrize(
    ("file", "source", "message"),
    [
        ("briefing.html.j2", '<p>x</p><img src="data:image/png;base64,AA">', "<img> has no text"),
        ("briefing.html.j2", "<svg></svg>", "<svg> has no text"),
        ("briefing.txt.j2", "{% for _ in range(900) %}" + "a " * 1250 + "{% endfor %}", "much"),
        ("email.html.j2", "{{ page.titel }}", "titel"),
        ("email.html.j2", "mail " * 22000, "had to be shortened"),
    ],
)
def test_the_check_finds_what_a_reader_lacks(
    tmp_path: Path, file: str, source: str, message: str
) -> None:
    """Pictures without words, pages without end, a mail that fails or is too long to be whole."""
    new_template("own", "default", tmp_path)
    (tmp_path / "own" / file).write_text(source)
    problems = check_templates([tmp_path])
    assert any(file in p.file and message in p.message for p in problems), problems


def test_a_picture_with_words_is_sound(tmp_path: Path) -> None:
    """An empty alternative is one: the picture is decoration."""
    new_template("own", "default", tmp_path)
    path = tmp_path / "own" / "briefing.html.j2"
    path.write_text('<img src="x" alt=""><svg aria-hidden="true"></svg><svg aria-label="a"></svg>')
    assert check_templates([tmp_path]) == []


def test_a_missing_format_is_the_defaults(tmp_path: Path, small: Briefing) -> None:
    """A template with HTML only is rendered as the bundled default in the other formats."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "briefing.html.j2").write_text("x")
    options = RenderOptions(template="own", template_dirs=(tmp_path,))
    assert render(small, "md", options) == render(small, "md")


def test_a_changed_file_is_read_again(tmp_path: Path, small: Briefing) -> None:
    """Compiled templates are kept, and given up when their file changes."""
    (tmp_path / "own").mkdir()
    path = tmp_path / "own" / "briefing.txt.j2"
    options = RenderOptions(template="own", template_dirs=(tmp_path,))
    for text in ("one", "two and more"):
        path.write_text(text)
        assert render(small, "txt", options) == f"{text}\n"


def test_the_example_has_something_of_everything() -> None:
    """The briefing that templates are tried on leaves no list empty."""
    day = example()
    assert all((day.bottom_line, day.changes, day.calendar, day.contested, day.sources))
    gaps = day.gaps
    assert all((gaps.failed, gaps.duplicates, gaps.without_points, gaps.undated, gaps.not_shown))
    assert all((gaps.fallback, gaps.stubs, gaps.silent, day.quotations, day.tone))
    assert any(source.teaser for source in day.sources)
    assert gaps.notes
    assert gaps.rejected
    assert {story.status for story in day.stories} == {"new", "developed", "unchanged"}


def test_the_handbook_tells_authors_everything() -> None:
    """templates/README.md names every variable, field, block, macro, filter and test."""
    folder = bundled("templates")
    handbook = (folder / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)", handbook))
    fields = {
        field
        for item in vars(view_classes).values()
        if isinstance(item, type) and hasattr(item, "_fields")
        for field in item._fields
    }
    blocks = {
        name
        for path in folder.glob("default/*.j2")
        for name in re.findall(r"{% block (\w+)", path.read_text(encoding="utf-8"))
    }
    macros = {
        name
        for path in folder.glob("_shared/*.j2")
        for name in re.findall(r"{% macro (\w+)", path.read_text(encoding="utf-8"))
    }
    wanted = {*View._fields, *fields, *blocks, *macros, *FILTERS, *TESTS, "say"}
    assert wanted - named == set()
