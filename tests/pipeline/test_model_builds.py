"""Builds with a model behind a real HTTP server on loopback: checked, cached, and survived."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.__main__ import main
from briefer.resources import bundled
from tests.fake_llm.server import Act, FakeServer, as_json, completion, fails, good

DAY = "2021-06-01"


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A server that answers as a careful model would."""
    with FakeServer(good) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the samples of one day to read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-key")
    (tmp_path / "day").symlink_to(samples / DAY)
    return tmp_path


def build(server: FakeServer, *more: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a build with the server's model; return the exit code."""
    command = [
        "briefer",
        "build",
        "day",
        "--date",
        DAY,
        "--model",
        "fake",
        "--base-url",
        server.url,
    ]
    monkeypatch.setattr("sys.argv", [*command, "--quiet", *more])
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def briefing(desk: Path, audience: str = "default") -> Any:
    """Return the briefing that was written."""
    return json.loads((desk / "briefings" / DAY / f"{audience}.json").read_text(encoding="utf-8"))


def printed(found: Any) -> list[Any]:
    """Return every claim of a briefing that carries a check."""
    points = [p for story in found["stories"] for p in (*story["key_points"], *story["summary"])]
    return [*points, *found["bottom_line"]]


def test_a_models_briefing_holds_supported_claims_only(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a model wrote is printed with evidence and a check that it passed."""
    assert build(server, monkeypatch=monkeypatch) == 0
    found = briefing(desk)
    assert found["stats"]["engine"] == "openai"
    assert found["stats"]["usage"]["extract"]["calls"] > 0
    assert printed(found)
    for claim in printed(found):
        assert claim["evidence"]
        assert claim["check"]["status"] in {"supported", "repaired"}


def test_building_again_and_for_another_audience_makes_no_extract_call(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replies are kept: the same day again costs nothing."""
    build(server, monkeypatch=monkeypatch)
    sent = len(server.seen)
    assert sent > 0
    build(server, monkeypatch=monkeypatch)
    assert len(server.seen) == sent
    first = (desk / "briefings" / DAY / "default.json").read_bytes()
    build(server, "--audience", "default", monkeypatch=monkeypatch)
    assert (desk / "briefings" / DAY / "default.json").read_bytes() == first


def test_when_the_model_fails_the_morning_still_gets_its_briefing(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused key: the built-in engine writes, the briefing says so; --strict exits 4."""
    server.play = fails(401, "Incorrect API key provided", "invalid_api_key")
    assert build(server, monkeypatch=monkeypatch) == 0
    found = briefing(desk)
    assert len(found["gaps"]["fallback"]) == found["gaps"]["read"] > 0
    assert printed(found)
    page = (desk / "briefings" / DAY / "default.html").read_text(encoding="utf-8")
    assert "built-in" in page
    assert build(server, "--strict", monkeypatch=monkeypatch) == 4


def test_lies_are_not_printed_and_are_listed(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that changes every number finds its claims among the rejected, with codes."""

    def lying(body: dict[str, Any]) -> Act:
        honest = json.loads(good(body).body)
        content = honest["choices"][0]["message"]["content"]
        return as_json(completion(re.sub(r"(?<=[a-z] )(\d{2,})(?= [a-z])", r"9\1", content), body))

    server.play = lying
    assert build(server, monkeypatch=monkeypatch) == 0
    found = briefing(desk)
    lies = [r for r in found["gaps"]["rejected"] if r["stage"] == "extract"]
    assert lies
    codes = {problem["code"] for lie in lies for problem in lie["check"]["problems"]}
    assert any("number" in code or "date" in code for code in codes), codes
    told = " ".join(claim["text"] for claim in printed(found))
    for lie in lies:
        assert lie["text"] not in told


def test_the_key_is_nowhere(
    desk: Path,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not in what is printed, not in the briefing, not in the state file."""
    server.play = fails(401, "Incorrect API key provided: sk-test-not-a-key", "invalid_api_key")
    build(server, "--strict", monkeypatch=monkeypatch)
    captured = capsys.readouterr()
    assert "sk-test-not-a-key" not in captured.out + captured.err
    for file in desk.rglob("*"):
        if file.is_file() and not file.is_symlink() and "day" not in file.parts:
            assert b"sk-test-not-a-key" not in file.read_bytes(), file


def test_a_batch_is_sent_survives_and_is_picked_up(
    desk: Path,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Sent once, not sent again while under way, and built from when it is complete."""
    assert build(server, "--batch", monkeypatch=monkeypatch) == 0
    assert "under way as a batch" in capsys.readouterr().err
    assert not (desk / "briefings").exists()
    build(server, "--batch", monkeypatch=monkeypatch)  # another process, nothing is ready
    assert len(server.batches) == 1
    server.complete("batch-1")
    assert build(server, "--batch", monkeypatch=monkeypatch) == 0
    found = briefing(desk)
    assert printed(found)
    assert found["stats"]["engine"] == "openai"
    assert len(server.batches) == 1
    assert not found["gaps"]["fallback"]


def test_an_estimate_sends_nothing(
    desk: Path,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Calls and tokens are said before anything is paid for."""
    assert build(server, "--estimate", "--json", monkeypatch=monkeypatch) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["calls"] > 0
    assert found["prompt_tokens"] > 1000
    assert set(found["stages"]) == {"extract", "compose", "bottom_line", "repair", "judge"}
    assert build(server, "--estimate", monkeypatch=monkeypatch) == 0
    assert re.search(r"repair, \d+ judge; all but extract are guesses", capsys.readouterr().out)
    monkeypatch.setenv("BRIEFER_ENGINE__REPAIR", "false")
    monkeypatch.setenv("BRIEFER_JUDGE__MODEL", "gpt-6-luna")
    assert build(server, "--estimate", "--json", monkeypatch=monkeypatch) == 0
    stages = json.loads(capsys.readouterr().out)["stages"]
    assert "judge" in stages
    assert "repair" not in stages
    assert server.seen == []


def test_an_estimate_of_a_batch_costs_less(
    desk: Path,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """--estimate --batch counts the key points at half the price."""
    costs = []
    for more in ([], ["--batch"]):
        command = ["--model", "gpt-5-mini", "--estimate", "--json", *more]
        assert build(server, *command, monkeypatch=monkeypatch) == 0
        costs.append(json.loads(capsys.readouterr().out)["cost"])
    assert costs[0] / 2 < costs[1] < costs[0]
    assert server.seen == []


def test_doctor_tries_engine_and_judge(
    desk: Path,
    server: FakeServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Both servers are asked; a judge that its server does not have is a fault."""
    for name, value in (("ENGINE__MODEL", "fake"), ("ENGINE__BASE_URL", server.url)):
        monkeypatch.setenv(f"BRIEFER_{name}", value)
    for judge, good_judge in (("fake", True), ("nobody", False)):
        monkeypatch.setenv("BRIEFER_JUDGE__MODEL", judge)
        monkeypatch.setattr("sys.argv", ["briefer", "doctor", "--json"])
        with pytest.raises(SystemExit):
            main()
        looks = {
            look["name"]: look for look in map(json.loads, capsys.readouterr().out.splitlines())
        }
        assert looks["engine"]["good"]
        assert looks["judge"]["good"] is good_judge
    assert "nobody" in looks["judge"]["says"]


def test_a_limit_of_tokens_stops_the_model_and_keeps_the_morning(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fits is asked, the rest is written by the built-in engine and marked so."""
    assert build(server, "--max-tokens", "12000", monkeypatch=monkeypatch) == 0
    found = briefing(desk)
    usage = found["stats"]["usage"]["extract"]
    assert 0 < usage["prompt_tokens"] + usage["completion_tokens"] <= 12000
    assert 0 < len(found["gaps"]["fallback"]) < found["gaps"]["read"]
    assert any("own words" in note and "12,000 tokens" in note for note in found["gaps"]["notes"])


def test_prompts_are_overridden_by_the_workspace_and_by_the_audience(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """prompts/AUDIENCE/ wins over prompts/, which wins over what ships."""
    (desk / "briefer.toml").write_text("", encoding="utf-8")
    shipped = (bundled("prompts") / "extract.system.jinja").read_text(encoding="utf-8")
    for folder, mark in (("prompts", "OF THE DESK"), ("prompts/minister", "OF THE MINISTER")):
        (desk / folder).mkdir()
        file = desk / folder / "extract.system.jinja"
        file.write_text(f"{shipped}\n{mark}\n", encoding="utf-8")
    for audience, mark in (("default", "OF THE DESK"), ("minister", "OF THE MINISTER")):
        sent = len(server.chats)
        assert build(server, "--audience", audience, monkeypatch=monkeypatch) == 0
        asked = [body["messages"][0]["content"] for body in server.chats[sent:]]
        assert any(mark in system for system in asked)


def test_an_audiences_language_is_the_models_and_the_pages(
    desk: Path, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model is asked for French, headings are French, the evidence stays as it was."""
    (desk / "audiences").mkdir()
    (desk / "audiences" / "paris.toml").write_text('language = "fr"\n', encoding="utf-8")
    assert build(server, "--audience", "paris", monkeypatch=monkeypatch) == 0
    asked = json.dumps([body["messages"] for body in server.chats])
    assert "French" in asked
    page = (desk / "briefings" / DAY / "paris.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "1 juin 2021" in page or "1er juin 2021" in page
    assert "Lavrov said" in page
