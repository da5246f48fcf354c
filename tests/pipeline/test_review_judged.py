"""A judge's say on sentences written by hand: it can refuse one, and its silence is told."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import ConflictError, EditRefusedError
from briefer.pipeline.review import actions
from briefer.pipeline.review.opinions import UNASKED
from tests.fake_llm.server import Act, FakeServer, as_json, completion, fails, good
from tests.pipeline.morning_desk import REF, Desk, by, item

OLD = "2,300"
NEW = "About 2,300 people were taken to schools, the mayor said."


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A judge that finds everything supported."""
    with FakeServer() as running:
        yield running


@pytest.fixture
def desk(built: Path, tmp_path: Path, server: FakeServer) -> Desk:
    """Return a copy of the workspace, with a judge."""
    desk = Desk(shutil.copytree(built, tmp_path / "desk"))
    _judged_by(desk, server.url)
    return desk


def _judged_by(desk: Desk, url: str) -> None:
    desk.settings(1)
    settings = desk.root / "briefer.toml"
    judge = f'[judge]\nmodel = "fake"\nbase_url = "{url}"\n' if url else '[judge]\nmodel = "x"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + judge, encoding="utf-8")


def _against(body: dict[str, Any]) -> Act:
    """Find every claim unsupported, and say why."""
    told = json.loads(json.loads(good(body).body)["choices"][0]["message"]["content"])
    for verdict in told["verdicts"]:
        verdict |= {"v": "unsupported", "why": "the mayor only guessed"}
    return as_json(completion(json.dumps(told), body))


def _edited(desk: Desk, text: str = NEW) -> actions.Draft:
    name = item(desk.draft(), "key_point", OLD)
    return actions.edit(desk.space, REF, name, text, by())


def _actions(desk: Desk) -> list[str]:
    return [entry.action for entry in actions.trail(desk.space, REF)]


def test_a_judge_is_asked_about_an_edit(desk: Desk, server: FakeServer) -> None:
    """Once, with the sentence and what it rests on; its yes leaves the check as it is."""
    draft = _edited(desk)
    assert server.count == 1
    asked = server.chats[0]["messages"][1]["content"]
    assert NEW in asked
    assert "three days of rain. About 2,300" in asked or "2,300 people were taken" in asked
    edits = [one for one in draft.items if one.edited]
    assert edits
    assert not any(UNASKED in (one.item.check.unchecked if one.item.check else ()) for one in edits)
    assert "unjudged" not in _actions(desk)


def test_a_judge_can_refuse_what_the_check_lets_pass(desk: Desk, server: FakeServer) -> None:
    """Its reason is given, and nothing is changed."""
    server.play = _against
    before = desk.draft()
    with pytest.raises(EditRefusedError) as refused:
        _edited(desk)
    (problem,) = refused.value.problems
    assert problem == "judge_refused: fake: the mayor only guessed"
    assert desk.draft() == before


def test_what_the_check_refuses_is_not_put_to_a_judge(desk: Desk, server: FakeServer) -> None:
    """A judge can't raise what the check refused, and is not paid to try."""
    with pytest.raises(EditRefusedError, match="number_changed"):
        _edited(desk, NEW.replace("2,300", "3,200"))
    assert server.count == 0


@pytest.mark.parametrize("how", ["refuses the key", "is not there", "has no address"])
def test_a_judge_that_is_not_reached_is_told_of(desk: Desk, server: FakeServer, how: str) -> None:
    """The edit is kept on the check's word; check, trail and page say that no judge saw it."""
    server.play = fails(401, "Incorrect API key provided", "invalid_api_key")
    address = {"is not there": "http://127.0.0.1:1/v1", "has no address": ""}
    _judged_by(desk, address.get(how, server.url))
    draft = _edited(desk)
    edits = [one.item for one in draft.items if one.edited]
    assert {one.text for one in edits} == {NEW}
    for one in edits:
        assert one.check is not None
        assert one.check.status != "rejected"
        assert UNASKED in one.check.unchecked
    last = draft.trail[-1]
    assert (last.action, last.item) == ("unjudged", edits[0].id)
    assert last.after.startswith("the judge could not be asked: ")
    assert len(last.after) > 40
    approved = actions.approve(desk.space, REF, by())
    assert NEW in json.dumps(json.loads(desk.file("json").read_bytes()), ensure_ascii=False)
    assert approved.sealed is not None
    assert UNASKED in desk.file("html").read_text(encoding="utf-8")


def test_others_work_while_a_judge_thinks(desk: Desk, server: FakeServer) -> None:
    """The draft is not held meanwhile: who changes it first is first, and nothing is lost."""

    def slow(body: dict[str, Any]) -> Act:
        actions.note(desk.space, REF, "Written meanwhile.", by("bela"))
        return good(body)

    server.play = slow
    with pytest.raises(ConflictError, match="bela noted"):
        _edited(desk)
    assert [note.text for note in desk.draft().notes] == ["Written meanwhile."]
    server.play = good
    assert any(one.edited for one in _edited(desk).items)
    assert server.count == 1  # its first answer was kept


def test_without_a_judge_nobody_is_asked(desk: Desk, server: FakeServer) -> None:
    """The check alone decides, and says nothing of judges."""
    desk.settings(1)
    draft = _edited(desk)
    checks = [one.item.check for one in draft.items if one.edited]
    assert not any(UNASKED in check.unchecked for check in checks if check)
    assert server.count == 0
