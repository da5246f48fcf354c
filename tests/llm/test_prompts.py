"""Prompts: the bundled ones are sound, overrides win, faults are found before a call is paid for."""

import json
import re
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.llm.examples import problems
from briefer.llm.prompts import EXAMPLES, LINES, VARIABLES, Prompts, check_prompts
from briefer.resources import bundled


def test_the_bundled_prompts_are_sound() -> None:
    """Every file is there, parses, uses only what it may, and no example breaks its own rules."""
    assert check_prompts() == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_system_part_is_static(name: str) -> None:
    """Two different inputs share the system part to the letter, so that servers cache it."""
    prompts = Prompts()
    first = prompts.messages(name, "English", fence="a", limit=1, **{LINES[name]: "1 One."})
    other = prompts.messages(name, "English", fence="b", limit=2, **{LINES[name]: "1 Two."})
    assert first[0] == other[0]
    assert first[0].role == "system"
    assert first[1] != other[1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_language_is_asked_for(name: str) -> None:
    """The output language is named in the prompt."""
    values = {"fence": "a", "limit": 1, LINES[name]: "1 One."}
    assert "French" in Prompts().messages(name, "French", **values)[0].content


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_shown_as_the_model_sees_its_input(name: str) -> None:
    """The example in the prompt is the file's, its answer compact JSON."""
    raw = json.loads((bundled("prompts") / f"{name}.examples.json").read_text())
    shown = Prompts().prompt(name).example
    answers = re.findall(r"Answer: (\{.*\})", shown)
    assert [json.loads(answer) for answer in answers] == [each["answer"] for each in raw]


def test_an_override_wins_and_changes_the_version(tmp_path: Path) -> None:
    """A file of the first folder replaces the bundled one; the others stay; the hash follows."""
    (tmp_path / "extract.system.jinja").write_text("Write {{ language }}. {{ example }}")
    mine, bundle = Prompts([tmp_path]), Prompts()
    messages = mine.messages("extract", "Greek", fence="a", articles="1 One.", limit=1)
    assert messages[0].content.startswith("Write Greek. Example:")
    assert (
        messages[1] == bundle.messages("extract", "Greek", fence="a", articles="1 One.", limit=1)[1]
    )
    assert mine.prompt("extract").hash != bundle.prompt("extract").hash
    assert mine.prompt("compose").hash == bundle.prompt("compose").hash
    assert check_prompts([tmp_path]) == []


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("extract.system.jinja", "{% if %}", "line 1"),
        ("extract.system.jinja", "{{ articles }}", "no variable articles; there are example"),
        ("compose.user.jinja", "{{ secret }}", "no variable secret"),
        ("extrct.system.jinja", "hello", "no prompt has a file of this name"),
        ("extract.examples.json", "[", "not of the form"),
        ("extract.examples.json", '[{"articles": 5}]', "not of the form"),
        ("retry.user.jinja", "\udcff", "can't be read"),
        ("extract.user.jinja", "x" * 300_000, "more than 200000 bytes"),
    ],
)
def test_a_broken_override_is_found(tmp_path: Path, file: str, text: str, words: str) -> None:
    """Syntax, unknown variables, misspelt names, broken examples: each is named with its file."""
    (tmp_path / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    found = check_prompts([tmp_path])
    assert len(found) == 1
    assert words in found[0]
    assert file in found[0]


def test_a_prompt_can_not_reach_out(tmp_path: Path) -> None:
    """Jinja is sandboxed: a prompt folder from anywhere can't run code."""
    text = "{{ ''.__class__.__mro__ }} {{ language }}"
    (tmp_path / "extract.system.jinja").write_text(text)
    with pytest.raises(TemplateError, match=r"extract\.system\.jinja"):
        Prompts([tmp_path]).messages("extract", "English", fence="a", articles="1 One.", limit=1)


def test_every_file_is_bundled() -> None:
    """What can be overridden is there to be copied."""
    files = {path.name for path in bundled("prompts").iterdir()}
    assert set(VARIABLES) | {f"{name}.examples.json" for name in EXAMPLES} <= files


def _example(**changes: object) -> str:
    point = {"k": "statement", "t": "Lind spoke.", "s": [1], "i": 3, "by": "Lind", **changes}
    article = {"title": "T", "sentences": ["Ada Lind spoke."]}
    example = {"articles": [article], "quotations": [], "answer": {"points": [point]}}
    return json.dumps([example])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"t": "Lind sang."}, "'sang'"),
        ({"s": [2]}, "a number that is not there"),
        ({"s": []}, "one to three"),
        ({"k": "gossip"}, "unknown kind"),
        ({"i": 9}, "outside 1 to 5"),
        ({"q": 1}, "quotation that is not there"),
        ({"by": ""}, "without its speaker"),
        ({"by": "Berg"}, "'Berg'"),
        ({"t": "Lind spoke. " * 15}, "longer than 28 words"),
    ],
)
def test_an_example_that_breaks_its_rules_is_found(change: dict[str, object], words: str) -> None:
    """Examples teach by doing: each rule of the prompt is checked on them."""
    assert problems("extract", _example()) == []
    found = problems("extract", _example(**change))
    assert any(words in problem for problem in found)


def _summary(**changes: object) -> str:
    stories = [{"points": ["Lind spoke.", "Berg sang."]}, {"points": ["Norland paid."]}]
    title = {"t": "Lind spoke", "p": [1]}
    made = {"title": title, "lines": [{"t": "Lind spoke and Berg sang.", "p": [1, 2]}], **changes}
    paid = {"t": "Norland paid", "p": [3]}
    answer = {"stories": [made, {"title": paid, "lines": []}]}
    return json.dumps([{"stories": stories, "answer": answer}])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": {"t": "Lind spoke " * 6, "p": [1]}}, "longer than 10 words"),
        ({"lines": [{"t": "Lind spoke and Norland paid.", "p": [1, 3]}]}, "mixes two stories"),
        ({"lines": [{"t": "Lind spoke.", "p": [1]}] * 2}, "more lines than half"),
        ({"lines": [{"t": "Lind danced.", "p": [1]}]}, "'danced'"),
    ],
)
def test_a_summary_that_breaks_its_rules_is_found(change: dict[str, object], words: str) -> None:
    """The rules of summaries are checked on their examples, too."""
    assert problems("compose", _summary()) == []
    assert any(words in problem for problem in problems("compose", _summary(**change)))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ({"n": 2, "v": "supported", "why": ""}, "in their order"),
        ({"n": 1, "v": "maybe", "why": ""}, "unknown verdict"),
        ({"n": 1, "v": "supported", "why": "so " * 13}, "longer than 12 words"),
        ({"n": 1, "v": "supported", "why": ""}, "calls supported what is not"),
    ],
)
def test_a_verdict_that_breaks_its_rules_is_found(verdict: dict[str, object], words: str) -> None:
    """A judge's example may not call supported what its source does not say."""
    claim = {"text": "Lind sang.", "source": "Ada Lind spoke."}

    def example(each: dict[str, object]) -> str:
        return json.dumps([{"claims": [claim], "answer": {"verdicts": [each]}}])

    assert problems("judge", example({"n": 1, "v": "unsupported", "why": "she spoke"})) == []
    assert any(words in problem for problem in problems("judge", example(verdict)))
