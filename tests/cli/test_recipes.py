"""What README and docs show: every command line is one that there is, every recipe works."""

import contextlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click import Context, Group
from click.exceptions import Exit

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
        code = "\n".join(fenced or dedent(block) for fenced, block in BLOCK.findall(text))
        for found in (*LINE.finditer(code), *SPAN.finditer(text)):
            yield page.name, found[1]


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
