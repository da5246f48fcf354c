"""Templates that nobody vouches for: they reach nothing, and they end."""

import time
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.models import Briefing
from briefer.render import RenderOptions, render, render_safely
from briefer.render.environments import environment
from briefer.render.meter import Meter
from briefer.render.rendering import render_view


def write(folder: Path, source: str, fmt: str = "html", name: str = "own") -> RenderOptions:
    """Write one template and return options that use it."""
    path = folder / name / f"briefing.{fmt}.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return RenderOptions(template=name, template_dirs=(folder,))


REACHING = [
    "{{ page.__class__ }}",
    "{{ page['__class__'] }}",
    "{{ page._asdict() }}",
    "{{ page._replace(title='x') }}",
    "{{ say.__globals__ }}",
    "{{ say.__self__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ 'x'.format(1) }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ 'a'.join(['b']) }}",
    "{{ 'a'.ljust(99) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ range.__init__ }}",
    "{{ namespace.__init__ }}",
    "{{ cycler }}",
    "{{ lipsum() }}",
    "{{ dict() }}",
    "{{ stories.count(1) }}",
    "{{ stories.index }}",
    "{% for s in stories %}{{ loop.__class__ }}{% endfor %}",
    "{% for s in stories %}{{ loop._iterator }}{% endfor %}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{{ {}.update(a=1) }}",
    "{{ page | attr('__class__') }}",
    "{{ stories | map(attribute='__class__') | first }}",
    "{{ stories | selectattr('_fields') | list | length }}",
    "{{ page.title | safe }}",
    "{{ page | pprint }}",
    "{{ page.title | urlize }}",
    "{% autoescape false %}{{ page.title }}{% endautoescape %}",
    "{{ page }}",
    "{{ stories }}",
    "{{ undefined_name }}",
    "{{ page.nothing }}",
    "{% include '/etc/passwd' %}",
    "{% include '../outside.j2' %}",
    "{% include 'link.j2' %}",
    "{% include 'own/note.txt' %}",
]

RUNAWAY = [
    "{% for a in range(10**9) %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}xxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% block b %}{{ self.b() }}{% endblock %}",
    "{% extends 'own/briefing.html.j2' %}",
    "{% include 'own/briefing.html.j2' %}",
    "{% set n = namespace(s='aaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='aaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='aaaaaaaa') %}{% for i in range(60) %}{% set n.s = [n.s, n.s] | join %}{% endfor %}",
    "{% set n = namespace(s='aaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s | replace('a', 'aaaa') %}{% endfor %}",
    "{% set n = namespace(s='a') %}{% for i in range(60) %}{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
    "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = n.l + n.l %}{% endfor %}",
    "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l == [n.l] }}",
    "{% set n = namespace(l=[1]) %}{% for i in range(60) %}{% set n.l = [n.l, n.l] %}{% endfor %}{{ n.l }}",
    "{% set n = namespace(l=(1,)) %}{% for i in range(60) %}{% set n.l = (n.l, n.l) %}{% endfor %}{{ {n.l: 1} | length }}",
    "{% set n = namespace(l=(1,)) %}{% for i in range(60) %}{% set n.l = (n.l, n.l) %}{% endfor %}{{ n.l | upper }}",
    "{% set n = namespace(l=(1,)) %}{% for i in range(60) %}{% set n.l = (n.l, n.l) %}{% endfor %}{{ n.l in [n.l] }}",
    "{{ 'a' * 10**9 }}",
    "{{ [1] * 10**9 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a' | center(1000000000) }}",
    "{{ 'a' | wrap(78, '', ' ' ~ range(99999) | join) }}",
    "{{ range(99999) | map('range') }}",
    "{% for a in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{% if 1 %}" * 3000,
    "x" * 300_000,
]


@pytest.mark.parametrize("source", REACHING)
def test_a_template_reaches_nothing_but_its_views(
    source: str, tmp_path: Path, small: Briefing
) -> None:
    """No attribute, filter, function or file leads out of what a template is given."""
    (tmp_path / "outside.j2").write_text("out")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "link.j2").symlink_to("/etc/passwd")
    options = write(tmp_path / "templates", source)
    (tmp_path / "templates" / "own" / "note.txt").write_text("no template")
    with pytest.raises(TemplateError, match=r"briefing\.html\.j2(:\d+)?: "):
        render(small, "html", options)


@pytest.mark.parametrize("source", RUNAWAY)
def test_a_template_that_runs_away_is_stopped(source: str, tmp_path: Path, small: Briefing) -> None:
    """Endless loops, exploding texts, lists, numbers and nesting end soon, in one error."""
    options = write(tmp_path, source)
    start = time.process_time()
    with pytest.raises(TemplateError, match=r"briefing\.html\.j2"):
        render(small, "html", options)
    assert time.process_time() - start < 15


def test_the_clock_stops_a_slow_template(tmp_path: Path) -> None:
    """Steps that are slow one by one are stopped by the time, not only by their number."""
    write(tmp_path, "{% for a in range(1000) %}{{ a }}{% endfor %}")
    ticks = iter(range(10_000))
    found = environment((tmp_path,), "html")
    with pytest.raises(TemplateError, match="takes longer than"):
        render_view(found, "own/briefing.html.j2", {}, lambda: Meter(clock=lambda: next(ticks)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ page.title ~ '<' }}", "Morning briefing&lt;"),
        ("{% set x %}<b>{{ '<' }}</b>{% endset %}{{ x ~ '<' }}", "<b>&lt;</b>&lt;"),
        ("{{ ['<', 'b'] | join('>') }}", "&lt;&gt;b"),
        ("{{ (['<a>'] | first) }}{{ '<b>' | upper | lower }}", "&lt;a&gt;&lt;b&gt;"),
        ("{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ 'a' + 'b' }} {{ -3 | abs }}", "7 3 ab 3"),
        ("{{ stories | map(attribute='number') | join(', ') }}", "1"),
        ("{{ stories | selectattr('status', 'eq', 'developed') | list | length }}", "1"),
        ("{{ stories | rejectattr('status', 'eq', 'developed') | list | length }}", "0"),
        ("{{ (sources | sort(attribute='outlet', reverse=true) | first).number }}", "5"),
        (
            "{% for k, g in sources | groupby('iso') %}{{ k }}:{{ g | length }} {% endfor %}",
            "2021-06-01:5 :1",
        ),
        ("{{ 'one two three' | truncate(8) }}", "one two…"),
        ("{{ '/home/desk/articles/cut.json:7' | middle(22) }}", "/home/desk…/cut.json:7"),
        ("{{ '/home/desk/articles/cut.json:7' | middle(17) }}", "/home…/cut.json:7"),
        ("{{ 'cut.json:7' | middle(10) }}", "cut.json:7"),
        ("{{ 'articles/a-very-long-name.json:7' | middle(12) }}", "art…e.json:7"),
        ("{{ none }}{{ '' | default('x', true) }}", "x"),
        ("{{ 'a' in 'abc' }} {{ 3 in [1, 3] }} {{ 2 is in [1] }}", "True True False"),
        ("{% for x in [1, 2, 3] %}{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}", "1,2,3"),
        ("{{ {'a': 1}.get('b', 2) }}", "2"),
    ],
)
def test_what_a_template_may_do(
    source: str, expected: str, tmp_path: Path, small: Briefing
) -> None:
    """The filters and tests that authors need work, and escape what they join."""
    assert render(small, "html", write(tmp_path, source)).strip() == expected


def test_markdown_and_text_are_escaped_by_default(tmp_path: Path, small: Briefing) -> None:
    """In a .md template every value is escaped for Markdown, joined ones too; text stays text."""
    source = (
        "{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m('*a_') ~ '<b>' }} {{ ['[', ']'] | join('|') }}"
    )
    assert render(small, "md", write(tmp_path, source, "md")) == "*\\*a\\_*&lt;b> \\[\\|\\]\n"
    assert render(small, "txt", write(tmp_path, source, "txt")) == "**a_*<b> [|]\n"


def test_an_error_names_file_and_line(tmp_path: Path, small: Briefing) -> None:
    """Syntax errors and errors while rendering say where they are."""
    options = write(tmp_path, "one\n{% for x in stories %}\n{{ x.titel }}\n{% endfor %}\n")
    with pytest.raises(TemplateError, match=r"own/briefing\.html\.j2:3: .*titel"):
        render(small, "html", options)
    options = write(tmp_path, "one\n{% fro x in stories %}\n")
    with pytest.raises(TemplateError, match=r"own/briefing\.html\.j2:2: .*fro"):
        render(small, "html", options)


def test_a_broken_template_never_loses_the_briefing(tmp_path: Path, small: Briefing) -> None:
    """The built-in template is used, and the note and the page both say why."""
    options = write(tmp_path, "{{ nobody }}")
    text, note = render_safely(small, "html", options)
    assert note is not None
    assert "own/briefing.html.j2:1" in note
    assert "The built-in template was used" in text
    assert "Ten inspectors" in text
    assert render_safely(small, "html", options.built_in()) == (
        render(small, "html", options.built_in()),
        None,
    )


def test_a_missing_template_is_an_error(small: Briefing) -> None:
    """A name that no folder has is reported, with where to look; the safe way falls back."""
    options = RenderOptions(template="nobody")
    with pytest.raises(TemplateError, match="briefer templates list"):
        render(small, "txt", options)
    text, note = render_safely(small, "txt", options)
    assert "BOTTOM LINE" in text
    assert note
