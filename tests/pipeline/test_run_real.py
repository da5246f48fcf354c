"""`briefer run` with real builds, a real mail server and a real store."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.models import Edition
from briefer.pipeline.mail.dispatch import outbox_rows
from briefer.pipeline.progress import Silent
from briefer.pipeline.review import actions
from briefer.pipeline.review.drafts import By
from briefer.pipeline.run.morning import meet, run
from briefer.pipeline.run.report import RunReport
from briefer.pipeline.run.work import MorningWork
from tests.deliver.mail_server import MailServer
from tests.pipeline.morning_desk import QUICK, READERS, Desk

ZONES = {
    "vienna": "Europe/Vienna",
    "washington": "America/New_York",
    "auckland": "Pacific/Auckland",
}
HOUR = dt.timedelta(hours=1)
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Desk:
    """Return a workspace that sends to the server, with an operator."""
    desk = Desk(tmp_path, server.port)
    desk.settings(server.port, 'operator = "ops@example.org"\ncutoff = "06:00"\n')
    desk.audience(more="")
    return desk


def _run(desk: Desk, at: dt.datetime) -> RunReport:
    space = desk.space
    work = MorningWork(space, lambda: at, Silent(), (None, QUICK))
    return run(space, lambda: at, work, Silent())


def _at(day: int, hour: int = 6) -> dt.datetime:
    """Return an hour of the morning on which the articles are in (2), or of another day."""
    return dt.datetime(2021, 5, 30, hour, tzinfo=dt.UTC) + dt.timedelta(days=day)


def test_a_morning_from_articles_to_inboxes(desk: Desk, server: MailServer) -> None:
    """At the cut-off everyone has the edition once; an hour later nothing is done."""
    meet(desk.space, _at(1, 12))
    report = _run(desk, _at(2))
    assert [(one.fate, dict(one.counts)) for one in report.outcomes] == [("sent", {"sent": 2})]
    assert server.got() == list(READERS)
    assert (report.read, report.exit_code) == (3, 0)
    assert (desk.root / "briefings" / "2021-06-01" / "default.html").is_file()
    assert _run(desk, _at(2, 7)).outcomes == ()
    assert server.got() == list(READERS)


def test_a_draft_waits_and_its_reviewers_are_told(desk: Desk, server: MailServer) -> None:
    """They get the draft itself and a link to its page; readers get nothing before the approval."""
    desk.audience(more='approval = true\nreviewers = ["desk@example.org"]\n')
    desk.settings(
        server.port,
        'cutoff = "06:00"\noperator = "ops@example.org"\n[serve]\nurl = "https://desk.example.org/b/"\n',
    )
    meet(desk.space, _at(1, 12))
    report = _run(desk, _at(2))
    assert [(one.fate, one.told) for one in report.outcomes] == [("waiting", ("desk@example.org",))]
    assert server.got() == ["desk@example.org"]
    message = server.delivered[0].message
    assert message["subject"].startswith("For approval: ")
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        told = body.get_content()
        assert "https://desk.example.org/b/review/2021-06-01/default" in told
        assert "DRAFT – not approved" in told
        assert "consulate" in told
        assert "briefer review" not in told
    assert _run(desk, _at(2, 7)).outcomes == ()
    actions.approve(desk.space, Edition("default", dt.date(2021, 6, 1)), By("chief", _at(2, 8)))
    assert outbox_rows(desk.space, None, None, None, _at(2, 8)) == []


def test_the_operator_reviews_where_nobody_else_is_named(desk: Desk, server: MailServer) -> None:
    """And without an operator the draft waits all the same."""
    desk.audience(more="approval = true\n")
    meet(desk.space, _at(1, 12))
    assert _run(desk, _at(2)).outcomes[0].told == ("ops@example.org",)
    desk.settings(server.port, 'cutoff = "06:00"\n')
    desk.article("later.txt", "date 2021-06-02 A ferry left Velm at noon on Wednesday.")
    outcome = _run(desk, _at(3)).outcomes[0]
    assert (outcome.fate, outcome.told, outcome.code) == ("waiting", (), 0)


def test_what_the_mail_server_put_off_goes_next_time(desk: Desk, server: MailServer) -> None:
    """The run fails, tells the operator if it can, and the next one goes on."""
    meet(desk.space, _at(1, 12))
    server.play = lambda step, whose: "451 later" if whose in READERS else None
    report = _run(desk, _at(2))
    assert report.exit_code == 4
    assert report.outcomes[0].fate == "failed"
    assert server.got() == ["ops@example.org"]
    assert "451 later" in str(server.delivered[0].message.get_body(("plain",)))
    server.play = lambda step, whose: None
    assert _run(desk, _at(2, 7)).exit_code == 0
    assert server.got()[1:] == list(READERS)


def test_a_server_that_is_down_is_in_the_report(desk: Desk, server: MailServer) -> None:
    """Nobody can be told: the report says so."""
    desk.settings(1, 'operator = "ops@example.org"\ncutoff = "06:00"\n')
    meet(desk.space, _at(1, 12))
    report = _run(desk, _at(2))
    assert report.exit_code == 4
    assert report.untold


def test_no_article_is_told_too(desk: Desk, server: MailServer) -> None:
    """A morning without a briefing is exit 3, and the operator knows why."""
    meet(desk.space, _at(1, 12))
    _run(desk, _at(2))
    report = _run(desk, _at(3))
    assert [one.fate for one in report.outcomes] == ["nothing"]
    assert report.exit_code == 3
    body = server.delivered[-1].message.get_body(("plain",))
    assert server.got()[-1] == "ops@example.org"
    assert body is not None
    assert "nothing to brief" in body.get_content()


@pytest.mark.parametrize(
    "start", [dt.datetime(2021, 3, 26, tzinfo=dt.UTC), dt.datetime(2021, 10, 29, tzinfo=dt.UTC)]
)
def test_days_around_a_change_of_the_clock(
    desk: Desk, server: MailServer, start: dt.datetime
) -> None:
    """Three time zones, hour by hour: one edition a day, at its hour, no article lost or twice."""
    names = json.dumps(list(ZONES))
    more = f'operator = "ops@example.org"\naudiences = {names}\n'
    desk.settings(server.port, more)
    for name, zone in ZONES.items():
        desk.audience(name, f'timezone = "{zone}"\ncutoff = "02:30"\n', [f"{name}@example.org"])
    for path in (desk.root / "articles").iterdir():
        path.unlink()
    moments = [start + n * 7 * HOUR for n in range(1, 12)]
    meet(desk.space, start)
    made: list[tuple[str, dt.date, dt.datetime]] = []
    for half in range(2 * 24 * 4):
        now = start + half * HOUR / 2
        for n, at in enumerate(moments):
            if at == now:
                desk.article(f"{n}.jsonl", json.dumps(_ferry(n, at)))
        made += [(one.audience, one.date or now.date(), now) for one in _run(desk, now).outcomes]
    for name in ZONES:
        days = [date for audience, date, _ in made if audience == name]
        assert days == [days[0] + dt.timedelta(days=n) for n in range(4)]
    read = Counter[str]()
    for file in sorted((desk.root / "briefings").rglob("*.json")):
        briefing = json.loads(file.read_text(encoding="utf-8"))
        read[briefing["audience"]] += briefing["stats"]["articles"]
    ends = {name: max(at for audience, _, at in made if audience == name) for name in ZONES}
    assert read == {name: sum(at < end for at in moments) for name, end in ends.items()}


def _ferry(number: int, at: dt.datetime) -> dict[str, str]:
    text = f"Ferry number {number} of the {number}th line left Velm."
    return {"text": text, "published": at.isoformat()}


def test_the_command_is_supervised(desk: Desk, server: MailServer) -> None:
    """Run as a timer runs it: exit code, JSON report on standard output, mail delivered."""
    command = [sys.executable, "-m", "briefer", "-C", str(desk.root), "run", "--now", "--json"]
    desk.article("now.txt", f"date {dt.datetime.now(dt.UTC).date()} A ferry left Velm today.")
    ran = subprocess.run(
        command,
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TOP)},
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["outcomes"][0]["fate"] == "sent"
    assert server.got() == list(READERS)
