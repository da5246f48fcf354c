"""What is wrong in an audience file is said with file, line and setting; nothing is passed over."""

from pathlib import Path

import pytest

from briefer.editions.audiences import Audience, Limits, Weights
from briefer.errors import ConfigError
from briefer.resources import bundled
from briefer.settings import audience_files, load, load_audience

WRONG = {
    "title": "title = 3",
    "recipients": 'recipients = ["nobody"]',
    "language": 'language = "English"',
    "timezone": 'timezone = "Vienna"',
    "cutoff": 'cutoff = "25:00"',
    "countries": 'countries = ["XX"]',
    "neighbours": "neighbours = true",  # of no country
    "scope": 'scope = "only"',  # of no country
    "home": 'home = "Mali"',
    "topics": 'topics = [" "]',
    "people": 'people = ["–"]',
    "outlets": 'outlets = "Wire"',
    "sections": 'sections = ["stories", "stories"]',
    "template": "template = 1",
    "evidence": 'evidence = "none"',
    "marking": "marking = true",
    "public": 'public = "perhaps"',
    "formats": 'formats = ["doc"]',
    "attach": 'attach = ["zip"]',
    "approval": 'approval = "sometimes"',
    "reviewers": 'reviewers = ["nobody"]',
    "theme.accent": '[theme]\naccent = "blue"',
    "theme.logo": "[theme]\nlogo = 1",
    "exclude": 'exclude = ["sprot"]',
    "weights.subjects": "[weights]\nsubjects = 3",
    "weights.each": "[weights]\neach = { oil = 2 }",  # on no list
    **{
        f"weights.{name}": f"[weights]\n{name} = 11"
        for name in Weights.model_fields
        if name not in {"each", "subjects"}
    },
    **{f"limits.{name}": f"[limits]\n{name} = -1" for name in Limits.model_fields},
}


def problems(root: Path, text: str) -> list[str]:
    """Return what is said of an audience file."""
    (root / "audiences").mkdir(exist_ok=True)
    (root / "audiences" / "desk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_audience(load(root), "desk")
    return str(caught.value).splitlines()


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value_says_where(tmp_path: Path, field: str) -> None:
    """File, line, and the setting by its name."""
    text = f"# The desk's own.\n{WRONG[field]}\n"
    (problem,) = problems(tmp_path, text)
    line = len(text.splitlines())
    if field == "weights.each":  # what it names is checked against the other lists
        line, field = line - 1, "weights: each"
    assert problem.startswith(f"{tmp_path}/audiences/desk.toml:{line}: {field}"), problem


def test_no_setting_is_left_out() -> None:
    """Every field of an audience file has its wrong value above."""
    tables = {"theme", "weights", "limits"}
    named = {field.partition(".")[0] for field in WRONG}
    assert named == set(Audience.model_fields) - {"name"}
    assert tables <= named


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ('titel = "X"', 1, "titel; did you mean title?"),
        ("[limits]\nstorys = 3", 2, "limits.storys; did you mean limits.stories?"),
        ("[weights]\nsource = 1", 2, "weights.source; did you mean weights.sources?"),
        ('[theme]\ncolour = "#000000"', 2, "theme.colour"),
    ],
)
def test_an_unknown_key_is_reported(tmp_path: Path, text: str, line: int, name: str) -> None:
    """A setting that is misspelt is no setting that is silently ignored."""
    (problem,) = problems(tmp_path, text)
    assert problem == f"{tmp_path}/audiences/desk.toml:{line}: unknown setting {name}"


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """One look at the file is enough to mend it."""
    found = problems(tmp_path, 'titel = "X"\ncutoff = "dawn"\n[limits]\nstories = 0\n')
    assert len(found) == 3


def test_the_shipped_six_are_sound(tmp_path: Path) -> None:
    """Each loads, has a title of its own, and its file says in its first line whom it is for."""
    space = load(tmp_path)
    files = audience_files(space)
    audiences = [load_audience(space, name) for name in files]
    assert len(audiences) == len({audience.title for audience in audiences}) == 6
    for path in files.values():
        assert path.parent == bundled("templates") / "audiences"
        assert path.read_text(encoding="utf-8").startswith("# ")
