"""What three mornings send to a model and get back, against the articles' own tokens."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefer.__main__ import main
from briefer.llm.lines import compact
from briefer.store import Store
from briefer.text.tokens import counter
from tests.fake_llm.server import FakeServer, answer

DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")


def build(day: str, samples: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Build one day; return how many articles it read."""
    command = ["briefer", "build", str(samples), "--date", day, "--model", "fake"]
    monkeypatch.setattr("sys.argv", [*command, "--base-url", url, "--quiet"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    found = json.loads((Path("briefings") / day / "default.json").read_text(encoding="utf-8"))
    return int(found["gaps"]["read"])


def test_prompts_and_answers_stay_in_proportion(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prompts are at most 1.35 times the articles' tokens, answers at most 0.35 times.

    All stages count: key points, second tries, summaries, bottom lines. A static prefix counts
    once in each morning's run, since servers keep it.
    """
    monkeypatch.chdir(tmp_path)
    count = counter("gpt-5-mini").count
    prompts = answers = read = 0
    stages = set()
    with FakeServer() as server:
        for day in DAYS:
            before = len(server.chats)
            read += build(day, samples, server.url, monkeypatch)
            chats = server.chats[before:]
            static = {chat["messages"][0]["content"] for chat in chats}
            stages |= static
            prompts += sum(map(count, static))
            prompts += sum(count(m["content"]) for chat in chats for m in chat["messages"][1:])
            answers += sum(count(compact(answer(chat))) for chat in chats)
    with Store(tmp_path / ".briefer" / "state.db") as store:
        ids = [article_id for _, article_id, _ in store.timeline(ZoneInfo("UTC"))]
        articles = sum(count(each.text) for each in store.articles(ids).values())
    assert read == len(ids)
    assert len(stages) == 3
    assert prompts <= 1.35 * articles
    assert answers <= 0.35 * articles
