"""Sixty templates and prompts that nobody vouches for: none takes long, none loses the edition."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.llm.prompts import Prompts, check_prompts
from briefer.models import Briefing
from briefer.render import RenderOptions, render_safely
from briefer.render.email import email_parts
from briefer.render.templates import example
from tests.hostile.conftest import walked

AREA = "templates"
BOUND = 25  # seconds of processor time, with the child's

_PAIRS = (
    "{% set n = namespace(l=(1,)) %}{% for i in range(60) %}{% set n.l = (n.l, n.l) %}{% endfor %}"
)
_DEEP = (
    "{% set n = namespace(l=(1,)) %}{% for i in range(99999) %}{% set n.l = (n.l,) %}{% endfor %}"
)
_LISTS = "{% set n = namespace(l=[1], k=[]) %}"
_LONG = "{% set n = namespace(s='é' ~ range(99999) | join) %}"
FALLING = [
    # nested tuples wherever something is looked up by its hash
    *(
        nested + use
        for nested in (_PAIRS, _DEEP)
        for use in (
            "{{ {}[n.l] }}",
            "{{ {}.get(n.l) }}",
            "{{ page[n.l] }}",
            "{{ say(n.l) }}",
            "{% include n.l %}",
            "{% include [n.l] %}",
            "{% import n.l as x %}",
            "{% from n.l import x %}",
            "{{ stories | map(attribute=n.l) | list }}",
            "{{ stories | selectattr('number', n.l) | list }}",
            "{{ say('title', n=n.l) }}",
            "{{ 'x' is divisibleby(n.l) }}",
        )
    ),
    _PAIRS + "{% extends n.l %}",
    # numbers
    "{{ 1 | round(100000000, 'ceil') }}{{ nobody }}",
    "{{ 1 | round(-100000000, 'floor') }}{{ nobody }}",
    "{{ 0x" + "f" * 200_000 + " | round(2) }}",
    "{{ 0x" + "f" * 200_000 + " }}",
    "{{ 9" + "9" * 200_000 + " }}",
    "{{ 0x" + "f" * 200_000 + " | abs }}",
    "{{ -0x" + "f" * 200_000 + " }}",
    "{{ 1e999 | round }}",
    "{{ (1e999 - 1e999) | round(1, 'ceil') }}",
    "{{ range(1e999) }}",
    "{{ stories | lines(1e999 - 1e999) }}",
    "{{ 'a b' | wrap(1e999) }}",
    "{{ 'a b' | truncate(1e999) }}",
    # texts and lists that are kept
    _LISTS
    + "{% for i in range(99999) %}{% set n.l = range(99999) | list %}{% set n.k = n.k + [n.l] %}{% endfor %}",
    _LONG + "{% for i in range(99999) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    _LONG
    + "{% set n.k = [] %}{% for i in range(99999) %}{% set n.k = n.k + [n.s[1:]] %}{% endfor %}",
    _LONG + "{% for i in range(99999) %}{{ n.s | wrap(1) }}{% endfor %}",
    _LONG + "{% for i in range(99999) %}{{ n.s | replace('1', n.s) }}{% endfor %}",
    _LONG
    + "{% for i in range(99999) %}{% set x = [n.s, n.s] | join(n.s) %}{% set n.s = x %}{% endfor %}",
    "{{ 'a' | wrap(1000000000, ' ' * 1000000000) }}",
    # what no file can hold, and what Jinja itself stumbles over
    "one\n{{ '\\ud800' }}",
    "one\n{{ page.title ~ '\\udcff' }}",
    "{% set x = '\\U0000d83d' %}\n{{ x }}",
    "{{ caller() }}",
    "{{ super() }}",
    "{% call page() %}{% endcall %}",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}",
    "{% extends 'default/briefing.html.j2' %}{% extends 'default/briefing.html.j2' %}{{ x }}",
    "{% import '_shared/macros.html.j2' as m %}{{ m.nothing.at.all }}",
    "{{ '\\N{no such name}' }}",
    "{{ loop.index }}",
    "{% for a, b in stories %}{{ a }}{% endfor %}",
    "{% set page.title = 'x' %}",
    "{{ namespace([1]) }}",
    "{{ say('title', title=stories) }}",
    "{{ say() }}",
    "{{ [] | first | upper | nothing }}",
    "{{ {'a': 1} | sort(attribute='b') }}",
    "\x00{{ nobody }}\x1b",
    "{{" + " -" * 40_000 + "1 }}",
    "{{ 1" + " | abs" * 30_000 + " }}",
    "{% raw %}" * 3_000,
]
PROMPTS = [
    "{% for a in articles %}{{ articles }}{% endfor %}",
    "{{ articles * 1000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ ''.__class__ }}",
    "{{ articles.format(1) }}",
    "{{ range(10 ** 9) | list }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 1 | round(100000000, 'ceil') }}",
    "{{ articles }}" * 14_000,
    "{{ '\\ud800' }}",
    "{% include 'extract.user.jinja' %}",
    "{{ articles | center(1000000000) }}",
    "{{ (1,) * 10 }}",
    "{% if (((1 }}",
]


@pytest.fixture(scope="module")
def small() -> Briefing:
    """Return the bundled example."""
    return example()


def test_there_are_sixty() -> None:
    """The suite is not thinned out unnoticed."""
    assert len(FALLING) >= 60
    assert len(PROMPTS) >= 12


@pytest.mark.parametrize("number", walked(range(len(FALLING)), 9))
def test_a_template_falls_to_the_built_in_one(number: int, tmp_path: Path, small: Briefing) -> None:
    """In bounded time and memory, and the note names the file."""
    path = tmp_path / "own" / "briefing.html.j2"
    path.parent.mkdir()
    path.write_text(FALLING[number], encoding="utf-8")
    start = time.process_time()
    text, note = render_safely(
        small, "html", RenderOptions(template="own", template_dirs=(tmp_path,))
    )
    assert time.process_time() - start < BOUND
    assert note is not None
    assert "own/briefing.html.j2" in note
    assert "The built-in template was used" in text
    text.encode()


def test_the_line_is_named(tmp_path: Path, small: Briefing) -> None:
    """Of a surrogate too, which only the finished text shows."""
    path = tmp_path / "own" / "briefing.html.j2"
    path.parent.mkdir()
    path.write_text("one\ntwo {{ '\\ud800' }}", encoding="utf-8")
    _, note = render_safely(small, "html", RenderOptions(template="own", template_dirs=(tmp_path,)))
    assert note is not None
    assert "own/briefing.html.j2:2: a lone surrogate" in note


@pytest.mark.parametrize("number", walked(range(len(PROMPTS)), 3))
def test_a_prompt_ends(number: int, tmp_path: Path) -> None:
    """A prompt loops over nothing and calls nothing; it is refused, and the check names it too."""
    (tmp_path / "extract.user.jinja").write_text(PROMPTS[number], encoding="utf-8")
    prompts = Prompts((tmp_path,))
    start = time.process_time()
    with pytest.raises(TemplateError, match=r"extract\.user\.jinja"):
        prompts.messages("extract", "English", fence="f", articles="1 A line.\n" * 3_000, limit=9)
    assert time.process_time() - start < BOUND


def test_a_prompt_may_choose(tmp_path: Path) -> None:
    """What a desk needs works: its own words, variables, a choice by language."""
    source = "{% if language == 'German' %}Kurz.{% else %}Short.{% endif %}\n{{ example | trim }}"
    (tmp_path / "extract.system.jinja").write_text(source, encoding="utf-8")
    system, _ = Prompts((tmp_path,)).messages("extract", "German", fence="f", articles="a", limit=1)
    assert system.content.startswith("Kurz.")
    assert check_prompts((tmp_path,)) == []


ALONE = """
import sys
import threading
import time
from pathlib import Path
from briefer.errors import TemplateError
from briefer.render import RenderOptions, confinement, render_safely
from briefer.render.environments import environment
from briefer.render.templates import example
confinement.MAX_SECONDS, confinement.MAX_MORE = 1, 500_000_000
confinement.MAX_WAIT = 4 if sys.argv[2] == 'waiting' else 60
folder = Path(sys.argv[1])
if sys.argv[3:] == ["beside a thread"]:
    threading.Thread(target=time.sleep, args=(50,), daemon=True).start()
WORK = {
    "waiting": lambda: time.sleep(50),
    "endless": lambda: str(9 ** (9**8)),  # one long step that nothing in the process can end
    "vast": lambda: ("x" * 3_000_000_000)[:1],
    "crash": lambda: __import__("os").abort(),
}[sys.argv[2]]
environment((folder,), "html").filters["slow"] = lambda _: WORK()
options = RenderOptions(template="own", template_dirs=(folder,))
print(render_safely(example(), "html", options)[1])
"""


@pytest.mark.parametrize(
    ("work", "words"),
    walked(
        [
            ("endless", "briefing.html.j2:4: the template takes more than"),
            ("vast", "briefing.html.j2:4: MemoryError"),
            ("crash", "briefing.html.j2:4: the template takes more memory"),
            ("waiting", "the template takes more than"),
        ],
        3,
    ),
)
@pytest.mark.parametrize("how", walked(["", "beside a thread"], 2))
def test_what_the_sandbox_can_not_end_is_ended(
    work: str, words: str, how: str, tmp_path: Path
) -> None:
    """Time, memory, a crash of a library, a wait without end: a child ends, and the note says so.

    As a command does it, and beside threads, as the reading room does.
    """
    path = tmp_path / "own" / "briefing.html.j2"
    path.parent.mkdir()
    path.write_text("one\n\n{% if true %}\n{{ 1 | slow }}{% endif %}", encoding="utf-8")
    command = [sys.executable, "-c", ALONE, str(tmp_path), work, *filter(None, [how])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert words in done.stdout


def test_a_mail_of_many_selectors_goes_out(tmp_path: Path) -> None:
    """A style sheet with selectors that look back through deep nesting delays no mail."""
    path = tmp_path / "own" / "email.html.j2"
    path.parent.mkdir()
    (path.parent / "briefing.html.j2").write_text("{{ page.title }}")
    rules = f".z {'.a ' * 14} p {{ color: red }}\n" * 20
    page = "<div class='a'>" * 60 + "<p>x</p>" * 2000
    path.write_text(f"<html><head><style>{rules}</style></head><body>{page}</body></html>")
    assert email_parts(example(), RenderOptions(template="own", template_dirs=(tmp_path,))).html
