"""`briefer review`, `schedule` and `run` as commands: output, exit codes, and the walk."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from briefer.cli.walk import Walk
from briefer.pipeline.review import actions
from tests.cli.conftest import Run
from tests.pipeline.morning_desk import NOW, REF, Desk, item

WHERE = ("--date", "2021-06-01", "--audience", "default", "--by", "A. Berger")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a draft, built once."""
    root = tmp_path_factory.mktemp("built")
    Desk(root).build()
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """Return a copy of it, in the folder in which commands run."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


class Pressed:
    """A person at a terminal: presses keys, writes lines, reads what is shown."""

    def __init__(self, keys: str, lines: Iterable[str] = ()) -> None:
        self.shown: list[str] = []
        self.offered: list[str] = []
        self._keys = iter(keys)
        self._lines = iter(lines)

    def show(self, text: str, style: str = "") -> None:
        """Read it."""
        self.shown.append(text)

    def key(self) -> str:
        """Press the next key; at the end, quit."""
        return next(self._keys, "q")

    def line(self, prompt: str, start: str = "") -> str:
        """Write the next line; at the end, think better of it."""
        self.offered.append(start)
        try:
            return next(self._lines)
        except StopIteration:
            raise EOFError from None


def _walk(desk: Desk, keys: str, lines: Iterable[str] = ()) -> Pressed:
    pressed = Pressed(keys, lines)
    Walk(desk.space, REF, "anna", pressed, lambda: NOW).walk()
    return pressed


def test_a_review_from_draft_to_approval(run: Run, desk: Desk) -> None:
    """List, show, drop, note, approve and log, without a terminal."""
    listed = run("review")
    assert listed.code == 0
    assert listed.out.startswith("2021-06-01  default      draft     revision 1, 3 stories")
    name = item(desk.draft(), "key_point", "consulate")
    assert name in run("review", "show", *WHERE[:4]).out
    ran = run("review", "drop", name[:6], *WHERE)
    assert "A. Berger  dropped" in ran.out
    assert run("review", "note", "-", *WHERE, stdin="Ask\nVelm.").code == 0
    ran = run("review", "approve", *WHERE, "--json")
    stands = json.loads(ran.out)
    assert (stands["state"], stands["sealed"]["by"]) == ("approved", "A. Berger")
    lines = [
        json.loads(line)
        for line in run("review", "log", *WHERE[:4], "--json").out.split("\n")
        if line
    ]
    assert [line["action"] for line in lines] == ["built", "dropped", "noted", "approved"]
    assert run("review", "list").out == ""
    assert "approved" in run("review", "list", "--all").out
    assert run("review", "reopen", *WHERE).code == 0


def test_a_refused_edit_is_exit_1(run: Run, desk: Desk) -> None:
    """The reasons are on standard error, and what else the reviewer can do."""
    name = item(desk.draft(), "key_point", "2,300")
    ran = run("review", "edit", name, "About 9 people were taken to schools.", *WHERE)
    assert ran.code == 1
    assert "number_changed" in ran.err
    assert "drop the item, or add what you know as a note" in ran.err
    ran = run(
        "review", "edit", name, "About 2,300 people were taken to schools, the mayor said.", *WHERE
    )
    assert ran.code == 0
    assert "revision 2" in ran.out


def test_an_old_revision_is_exit_2(run: Run, desk: Desk) -> None:
    """A conflict says what happened in between."""
    run("review", "note", "First.", *WHERE)
    ran = run("review", "note", "Second.", *WHERE, "--revision", "1")
    assert ran.code == 2
    assert "A. Berger noted" in ran.err
    assert "revision 1, it is 2" in ran.err


def test_the_same_sentence_elsewhere_is_pointed_out(run: Run, desk: Desk) -> None:
    """Dropped from the bottom line it still stands in its story, and the command says so."""
    ran = run("review", "drop", item(desk.draft(), "bottom_line", "Berger"), *WHERE)
    assert re.search(r"the same sentence is still printed: [ks]\w+", ran.out)


def test_a_draft_is_not_sent(run: Run, desk: Desk) -> None:
    """`send` is exit 2; `build --send` builds, and is exit 2 as well."""
    ran = run("send", "--date", "2021-06-01")
    assert ran.code == 2
    assert "briefer review approve" in ran.err
    ran = run("build", "--date", "2021-06-01", "--send")
    assert ran.code == 2
    assert "default.html" in ran.out
    assert "not sent: the default briefing of 2021-06-01 is a draft" in ran.err


def test_an_approved_briefing_is_not_built_again(run: Run, desk: Desk) -> None:
    """The build says so and exits 0; `verify` proves it."""
    run("review", "approve", *WHERE)
    before = desk.file("html").read_bytes()
    ran = run("build", "--date", "2021-06-01")
    assert ran.code == 0
    assert "is approved and stays as it is" in ran.err
    assert desk.file("html").read_bytes() == before
    assert run("verify", desk.file("json")).code == 0


def test_moving_needs_one_place(run: Run, desk: Desk) -> None:
    """Before or after, not both and not neither."""
    stories = [one.item.id for one in desk.draft().items if one.item.kind == "story"]
    assert run("review", "move", stories[0], *WHERE).code == 2
    assert run("review", "move", stories[0], "--after", stories[1], *WHERE).code == 0


def test_show_as_json_has_every_item(run: Run, desk: Desk) -> None:
    """With its state, its evidence and its check."""
    shown = json.loads(run("review", "show", "--json").out)
    assert shown["revision"] == 1
    assert {one["kind"] for one in shown["items"]} >= {"bottom_line", "story", "key_point"}
    assert all(
        {"id", "gone", "edited", "evidence", "check"} <= one.keys() for one in shown["items"]
    )


def test_a_walk_keeps_everything(desk: Desk) -> None:
    """Drop, next, move down, note, edit with single keys; quitting loses nothing."""
    start = len(desk.draft().briefing.bottom_line)
    new = "Engineers opened the gates of the Ostrava dam on Tuesday."
    pressed = _walk(desk, "dnjcpe", ["Ask the ministry.", new])
    draft = desk.draft()
    actions = [entry.action for entry in draft.trail]
    assert actions == ["built", "dropped", "moved", "noted", "edited"]
    assert len(draft.briefing.bottom_line) == start - 1
    assert [note.text for note in draft.briefing.notes] == ["Ask the ministry."]
    assert any("1/" in text for text in pressed.shown)


def test_a_walk_edits_and_says_why_not(desk: Desk) -> None:
    """A refused sentence leaves the walk where it is; Ctrl-D in a line changes nothing."""
    lines = ["Grain traders asked for nine railway lines."]
    pressed = _walk(desk, "ee", lines)
    assert any("does not bear out" in text for text in pressed.shown)
    assert pressed.offered[1] == lines[0]
    assert desk.draft().revision == 1


def test_a_walk_shows_the_evidence_and_the_trail(desk: Desk) -> None:
    """Keys g and l show, an unknown key is said to be none, Enter goes on to the end."""
    pressed = _walk(desk, "gl%" + "\r" * 30)
    assert any("sentence 1: " in text for text in pressed.shown)
    assert any("briefer  built" in text for text in pressed.shown)
    assert any("no such key" in text for text in pressed.shown)
    assert any("that was the last item" in text for text in pressed.shown)


def test_a_walk_ends_with_the_approval(desk: Desk) -> None:
    """Asked once more; any other key does not approve."""
    _walk(desk, "an")
    assert desk.draft().state == "draft"
    _walk(desk, "ay")
    sealed = desk.draft().sealed
    assert sealed is not None
    assert sealed.by == "anna"


def test_a_walk_meets_another_reviewer(desk: Desk) -> None:
    """What was changed meanwhile is shown, and the walk goes on with the draft as it is."""
    name = item(desk.draft(), "key_point", "consulate")

    class Disturbed(Pressed):
        def key(self) -> str:
            """Let another reviewer act just before the first key counts."""
            if not self.shown_once:
                self.shown_once = True
                actions.drop(desk.space, REF, name, actions.By("boris", NOW))
            return super().key()

        shown_once = False

    pressed = Disturbed("dd")
    Walk(desk.space, REF, "anna", pressed, lambda: NOW).walk()
    assert any("boris dropped" in text for text in pressed.shown)
    assert [entry.who for entry in desk.draft().trail] == ["briefer", "boris", "anna"]


def test_who_acts(run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """--by, else BRIEFER_USER, else the login name."""
    monkeypatch.setenv("LOGNAME", "login")
    for number, (name, options) in enumerate(
        [("login", ()), ("desk two", ()), ("given", ("--by", "given"))]
    ):
        if number == 1:
            monkeypatch.setenv("BRIEFER_USER", "desk two")
        run("review", "note", f"Note {number}.", *options)
        assert desk.draft().trail[-1].who == name


def test_a_timer_as_commands(
    run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Print, install, show, remove; nothing outside the folder that was named."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert "OnCalendar=*-*-* 00:00:00 UTC" in run("schedule", "install", "--systemd", "--print").out
    assert not (tmp_path / "config").exists()
    assert run("schedule", "show", "--systemd").code == 1
    ran = run("schedule", "install", "--systemd")
    assert ran.code == 0
    assert "enable-linger" in ran.err
    assert ran.err.count("next: default of") == 3
    shown = json.loads(run("schedule", "show", "--json").out)
    assert shown["current"] is True
    assert run("schedule", "remove").out.count("\n") == 3
    assert "* * * *" in run("schedule", "install", "--cron", "--print").out


def test_a_run_with_nothing_due(run: Run, desk: Desk) -> None:
    """Exit 0, said shortly; quiet it says nothing; there is no last report.

    The day's cut-off was six hours ago, whenever the test runs: an hour after one, it is due.
    """
    ended = dt.datetime.now(dt.UTC) - dt.timedelta(hours=6)
    desk.settings(1, f'timezone = "UTC"\ncutoff = "{ended:%H:%M}"')
    ran = run("run")
    assert ran.code == 0
    assert ran.out.startswith("nothing is due\nnext: default of ")
    assert run("run", "--quiet").out == ""
    assert json.loads(run("run", "--dry-run", "--json").out)["exit_code"] == 0
    assert "no run yet" in run("run", "--last").err
    at = dt.datetime.fromisoformat(
        json.loads(run("run", "--dry-run", "--json").out)["ahead"][0]["at"]
    )
    assert at.utcoffset() == dt.timedelta()
