"""Builds in which the check, a second try and a judge have their say, over real HTTP."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.__main__ import main
from tests.fake_llm.server import REFUSED, Act, FakeServer, answer, as_json, completion, fails, good

DAY = "2021-06-01"
Build = Callable[..., int]


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A server that answers as a careful model would."""
    with FakeServer() as running:
        yield running


@pytest.fixture
def build(
    tmp_path: Path, samples: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> Build:
    """Run builds of a day of samples in an empty folder; return their exit codes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "day").symlink_to(samples / DAY)

    def run(*more: str, config: str = "") -> int:
        (tmp_path / "briefer.toml").write_text(config, encoding="utf-8")
        command = ["briefer", "build", "day", "--date", DAY, "--quiet"]
        model = ["--model", "fake", "--base-url", server.url]
        monkeypatch.setattr("sys.argv", [*command, *(() if "--engine" in more else model), *more])
        try:
            main()
        except SystemExit as stop:
            return int(stop.code or 0)
        return 0

    return run


def briefing(folder: Path) -> Any:
    """Return the briefing that was written."""
    return json.loads((folder / "briefings" / DAY / "default.json").read_text(encoding="utf-8"))


def is_second_try(body: dict[str, Any]) -> bool:
    """Return whether a request has claims put right."""
    return REFUSED in body["messages"][1]["content"].split("\n")


def says(value: dict[str, Any], body: dict[str, Any]) -> Act:
    """Return an act that answers `value`."""
    return as_json(completion(json.dumps(value, ensure_ascii=False), body))


def lying(body: dict[str, Any]) -> Act:
    """Add to every point at first; of what is refused put the first claim of each call right."""
    told = answer(body)
    if not is_second_try(body):
        for point in told.get("points", []):
            point["t"] = f"{point['t'].rstrip('.')}, with 4711 soldiers."
        return says(told, body)
    for item in told.get("points", [])[1:]:
        item["t"] = "Mars declared 77 wars on Venus."
    return says(told, body)


def mended(found: Any) -> list[Any]:
    """Return the printed key points that the model put right."""
    points = [point for story in found["stories"] for point in story["key_points"]]
    codes = {p["id"]: {each["code"] for each in p["check"]["problems"]} for p in points}
    return [point for point in points if "model_repaired" in codes[point["id"]]]


def test_a_lie_is_put_right_once_and_checked_again(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """Of two lies of an article one is mended and marked, one stays refused; nothing goes on."""
    server.play = lying
    assert build() == 0
    found = briefing(tmp_path)
    repaired = mended(found)
    assert repaired
    for point in repaired:
        assert point["check"]["status"] == "repaired"
        (mark,) = (p for p in point["check"]["problems"] if p["code"] == "model_repaired")
        assert "4711" in mark["words"]
        assert "4711" not in point["text"]
    still = [r for r in found["gaps"]["rejected"] if r["stage"] == "extract"]
    assert len(still) > len(repaired) / 2
    tries = [body for body in server.chats if is_second_try(body)]
    assert found["stats"]["usage"]["repair"]["calls"] == len(tries)
    firsts = {body["messages"][1]["content"].split("\n")[2] for body in tries}
    assert len(firsts) == len(tries)  # no article twice


def test_a_second_try_is_not_paid_for_twice(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """Built again: no call, the same bytes."""
    server.play = lying
    build()
    sent, first = server.count, (tmp_path / "briefings" / DAY / "default.json").read_bytes()
    build()
    assert server.count == sent
    assert (tmp_path / "briefings" / DAY / "default.json").read_bytes() == first


def test_repair_can_be_switched_off_and_on(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """Off: nothing is sent back. Switched on later, the drafts there are need no new call."""
    server.play = lying
    build(config="[engine]\nrepair = false\n")
    assert not any(map(is_second_try, server.chats))
    assert not mended(briefing(tmp_path))
    before = server.count
    build()
    extracts = [b for b in server.chats[before:] if "At most" in b["messages"][1]["content"]]
    assert not [b for b in extracts if '"points":[{' in b["messages"][0]["content"]]
    assert mended(briefing(tmp_path))


def test_a_second_try_that_fails_is_made_at_the_next_build(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """A server that is down for the second try costs no draft, and is asked again."""
    server.play = lambda body: fails(400, "nonsense")(body) if is_second_try(body) else lying(body)
    assert build() == 0
    found = briefing(tmp_path)
    assert not mended(found)
    assert not found["gaps"]["fallback"]
    server.play = lying
    build()
    assert mended(briefing(tmp_path))


def test_a_composed_lie_is_put_right(build: Build, server: FakeServer, tmp_path: Path) -> None:
    """Lines of stories and of the bottom line get their second try, too."""

    def composed(body: dict[str, Any]) -> Act:
        told = answer(body)
        if not is_second_try(body):
            lines = [line for story in told.get("stories", []) for line in story["lines"]]
            for line in (*lines, *told.get("lines", [])):
                line["t"] = f"{line['t']} It killed 4711 people."
        return says(told, body)

    server.play = composed
    assert build() == 0
    found = briefing(tmp_path)
    assert found["bottom_line"]
    marks = [
        problem["code"]
        for line in (*found["bottom_line"], *(x for s in found["stories"] for x in s["summary"]))
        for problem in line["check"]["problems"]
    ]
    assert marks.count("model_repaired") > len(found["bottom_line"])
    lines = [*found["bottom_line"], *(x for s in found["stories"] for x in s["summary"])]
    assert not any("4711" in line["text"] for line in lines)


# --- the judge ------------------------------------------------------------------------------


def strict(body: dict[str, Any]) -> Act:
    """Judge the second of each call's claims unsupported."""
    if '"verdicts":[{' not in body["messages"][0]["content"]:
        return good(body)
    told = answer(body)
    for verdict in told["verdicts"][1:2]:
        verdict |= {"v": "unsupported", "why": "the source is silent on that"}
    return says(told, body)


JUDGE = '[judge]\nmodel = "fake"\n'


def test_a_judge_lowers_what_the_check_let_pass(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """A model's no is a rejection with its reason; its calls are batched and in the stats."""
    server.play = strict
    assert build(config=JUDGE) == 0
    found = briefing(tmp_path)
    refused = [
        problem
        for item in found["gaps"]["rejected"]
        for problem in item["check"]["problems"]
        if problem["code"] == "judge_refused"
    ]
    assert refused
    assert all("the source is silent on that" in problem["explanation"] for problem in refused)
    asked = [b for b in server.chats if '"verdicts":[{' in b["messages"][0]["content"]]
    assert found["stats"]["usage"]["judge"]["calls"] == len(asked)
    claims = sum(body["messages"][1]["content"].count("\n> ") for body in asked)
    assert len(asked) <= claims / 3
    sent = server.count
    build(config=JUDGE)
    assert server.count == sent
    assert briefing(tmp_path) == found


def test_a_judge_that_can_not_be_asked_changes_nothing(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """The check's word stands, and the briefing says that nobody judged a second time."""
    build()
    without = briefing(tmp_path)
    with FakeServer(fails(401, "no key", "invalid_api_key")) as down:
        assert build(config=f'{JUDGE}base_url = "{down.url}"\n') == 0
    found = briefing(tmp_path)
    assert [s["key_points"] for s in found["stories"]] == [
        s["key_points"] for s in without["stories"]
    ]
    assert any("not judged a second time" in note for note in found["gaps"]["notes"])
    build(config=JUDGE)
    assert briefing(tmp_path)["stats"]["usage"]["judge"]["calls"] > 0
    assert not briefing(tmp_path)["gaps"]["notes"]


def test_a_judge_reads_the_built_in_engines_claims_too(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """Whoever drafts, who is set to judge judges."""
    server.play = strict
    config = f'{JUDGE}base_url = "{server.url}"\n'
    assert build("--engine", "extractive", config=config) == 0
    assert briefing(tmp_path)["stats"]["usage"]["judge"]["calls"] > 0
    codes = {
        p["code"] for r in briefing(tmp_path)["gaps"]["rejected"] for p in r["check"]["problems"]
    }
    assert "judge_refused" in codes


def test_a_judge_never_leaves_the_house_by_default(
    build: Build, server: FakeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """An engine without a server, and no address of the judge's: a fault, not OpenAI."""
    assert build("--engine", "extractive", config=JUDGE) == 2
    assert "judge.base_url" in capsys.readouterr().err
    assert server.count == 0


def test_extract_gives_a_second_try_too(
    build: Build,
    server: FakeServer,
    samples: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`extract` of one file goes the same way as a build: drafted, put right, judged."""
    server.play = lying
    file = next(iter(sorted((samples / DAY).glob("*.txt"))))
    monkeypatch.setenv("BRIEFER_ENGINE__BASE_URL", server.url)
    command = ["briefer", "extract", str(file), "--json", "--model", "fake"]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    found = json.loads(capsys.readouterr().out)
    assert "model_repaired" in json.dumps(found["key_points"])
    assert sum(map(is_second_try, server.chats)) == 1


def test_a_lead_is_not_lost_with_a_sentence_about_it(
    build: Build, server: FakeServer, tmp_path: Path
) -> None:
    """Every sentence of the bottom line is a lie, twice: the key points they cite stand there."""

    def lies_in_short(body: dict[str, Any]) -> Act:
        told = answer(body)
        for line in told.get("lines", []):
            line["t"] = "Mars declared 77 wars on Venus."
        return says(told, body)

    server.play = lies_in_short
    assert build() == 0
    found = briefing(tmp_path)
    points = {p["text"] for story in found["stories"] for p in story["key_points"]}
    assert found["bottom_line"]
    assert all(line["text"] in points for line in found["bottom_line"])
    assert any("Mars" in refused["text"] for refused in found["gaps"]["rejected"])
