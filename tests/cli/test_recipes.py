"""What README and docs show: every command line is one that there is, every recipe works."""

import contextlib
import io
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click import Context, Group
from click.exceptions import Exit

from briefer.__main__ import main
from briefer.cli.lazy import imported
from briefer.models import Briefing
from briefer.pipeline.output.options import render_options
from briefer.pipeline.workspace.templates import check_files
from briefer.render import Rendering
from briefer.resources import bundled
from briefer.settings import load, load_audience

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# Lines of code, and code within a sentence, that begin with the command.
LINE = re.compile(r"^((?:[A-Z_]+=\S+ )*briefer [a-z].*)$", re.MULTILINE)
BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```$|((?:^    \S.*\n)+)", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`(briefer [a-z][^`]*)`")
RECIPE = re.compile(r'^```(?:toml|jinja) title="([^"]*)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def shown() -> Iterator[tuple[str, str]]:
    """Yield every command line that a page shows, with the page's name."""
    for page in PAGES:
        if page.name == "commands.md":  # which the commands' own help writes
            continue
        text = page.read_text(encoding="utf-8")
        for line in (*blocks(text), *(found[1] for found in SPAN.finditer(text))):
            yield page.name, line


def blocks(text: str) -> list[str]:
    """Return the command lines that stand in a page's blocks of code."""
    code = "\n".join(fenced or dedent(block) for fenced, block in BLOCK.findall(text))
    return [found[1] for found in LINE.finditer(code)]


def words_of(line: str) -> list[str]:
    """Return the words of a command, without comment, pipe, redirection and what follows it."""
    plain = re.split(r"\s#|\s\||\s&&|\s>|;", line)[0].replace("…", "x").replace("...", "x")
    plain = re.sub(r"^(?:[A-Z_]+=\S+ )+", "", plain)
    return shlex.split(plain.replace("[", "").replace("]", ""))


def parsed(words: list[str]) -> None:
    """Have the command's own parser read the words; raises where it can't."""
    command: Any = imported(words[0])
    rest, parent = words[1:], Context(Group("briefer"))
    while isinstance(command, Group) and rest and rest[0] in command.commands:
        command, rest = command.commands[rest[0]], rest[1:]
    parser = command.make_parser(parent)
    parser.parse_args(list(rest))
    if isinstance(command, Group) and rest and not rest[0].startswith("-"):
        msg = f"{words[0]} has no {rest[0]}"
        raise AssertionError(msg)


@pytest.mark.parametrize(("page", "line"), sorted(set(shown())))
def test_every_command_line_shown_is_one_that_there_is(page: str, line: str) -> None:
    """Its command and every option of it."""
    assert page
    words = words_of(line)[1:]
    if "|" in line and re.search(r"\w\\?\|\w", line):  # "list|retry|drop": any of them
        head, _, tail = line.partition(" ")[2].replace("\\|", "|").partition(" ")
        for one in tail.split()[0].split("|"):
            parsed([head, one])
        return
    with contextlib.suppress(Exit):
        parsed(words)


# Those that go on until they are ended, and those that would change the machine's own timers.
ENDLESS = {"serve", "preview", "worker"}
TIMERS = ("schedule install", "schedule remove")
WORKSPACE = {
    "briefer.toml": 'sources = ["articles/"]\naudiences = ["default", "minister"]\n',
    "audiences/minister.toml": 'approval = true\nrecipients = ["a@example.org"]\n',
    "articles/port.txt": "Port closes\n\n1 June 2021\n\nPORT LUMEN (Sample Wire) - Arvendal closed its "
    "northern port to foreign ships on Tuesday, the transport minister Anna Berger said.\n",
}


def test_every_command_line_shown_can_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those in blocks of code, in a small workspace: none is called wrongly, and none falls."""
    for name, text in WORKSPACE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    faults = []
    lines = sorted({line for page in PAGES for line in blocks(page.read_text(encoding="utf-8"))})
    for line in ["briefer build --date 2021-06-01 --audience default --audience minister", *lines]:
        words = words_of(line)
        if words[1] in ENDLESS or (" ".join(words[1:3]) in TIMERS and "--print" not in words):
            continue
        monkeypatch.setattr(sys, "argv", words)
        code: object = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        said = capsys.readouterr().err
        called_wrongly = re.search(r"No such|Missing (?:argument|option)|unexpected", said)
        if code not in {0, 1, 2, 3, 4, None} or called_wrongly or "Traceback" in said:
            faults.append((line, code, said[-200:]))
    assert faults == []


def recipes() -> list[tuple[str, str]]:
    """Return the cookbook's files and what stands in them."""
    return RECIPE.findall((ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8"))


def test_there_are_ten_recipes() -> None:
    """As the page says."""
    assert len(recipes()) == 10


@pytest.mark.parametrize(("name", "text"), recipes())
def test_a_recipe_works(tmp_path: Path, name: str, text: str) -> None:
    """Its file is sound, and an edition is rendered with it in each of the template formats."""
    (tmp_path / "briefer.toml").touch()
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    audience = tmp_path / "audiences" / f"{file.parent.name}.toml"
    if name.startswith("templates/"):
        audience.parent.mkdir()
        audience.write_text(f'template = "{file.parent.name}"\n', encoding="utf-8")
    else:
        audience = file
        assert tomllib.loads(text)
    space = load(tmp_path)
    assert [p for p in check_files(space) if "would be used" not in p] == []
    found = load_audience(space, audience.stem)
    example = (bundled("templates") / "_shared" / "example.json").read_text(encoding="utf-8")
    briefing = Briefing.model_validate_json(example)
    page = Rendering(briefing, render_options(found, space, briefing))
    fmt = name.split(".")[-2] if name.endswith(".j2") else "html"
    said = page.text(fmt)
    assert briefing.stories[0].title[:20] in said
    if "embassy" in name:
        assert "extension 17" in said
