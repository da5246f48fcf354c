"""Mailing stored briefings to a real server: once to each, whatever changes in between."""

import base64
import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from briefer.errors import ConfigError, MailError, NothingToBriefError, UsageError
from briefer.models import Edition
from briefer.pipeline.mail.dispatch import check_addresses, send_built
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from tests.deliver.desk import NOW, Desk
from tests.deliver.mail_server import MailServer

READERS = ("Anna <a@example.org>", "b@example.org", "c@example.org")
KEYS = ["a@example.org", "b@example.org", "c@example.org"]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Desk:
    """Return a workspace with a briefing to send."""
    return Desk(tmp_path, READERS, server.port)


def test_everyone_gets_it_once_however_often_it_is_run(desk: Desk, server: MailServer) -> None:
    """A second run sends nothing, a new reader gets what the others have."""
    assert desk.send().complete
    assert desk.send().editions[0].counts == {"sent": 3}
    desk.audience([*READERS, "d@example.org", "B@Example.org"])
    assert desk.send().complete
    assert server.got() == [*KEYS, "d@example.org"]
    bodies = {one.content.partition(b"From:")[2] for one in server.delivered}
    assert len(bodies) == 1


def test_the_mail_is_the_briefing(desk: Desk, server: MailServer) -> None:
    """Subject, both versions and the reader's own lines."""
    desk.send()
    message = server.delivered[0].message
    assert message["Subject"].startswith(desk.briefing.title)
    assert message["To"] == "Anna <a@example.org>"
    html, plain = (message.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None
    assert plain is not None
    for line in desk.briefing.bottom_line:
        assert line.text[:30] in " ".join(plain.get_content().split())
        assert line.text[:30] in html.get_content()


def test_a_changed_briefing_goes_only_to_who_has_none(desk: Desk, server: MailServer) -> None:
    """Nobody gets two of a day by accident; `again` is a person's word."""
    desk.audience(READERS[:1])
    desk.send()
    desk.store(desk.changed())
    desk.audience(READERS)
    report = desk.send()
    assert report.complete
    assert report.editions[0].held_back == ("a@example.org",)
    assert server.got() == KEYS
    assert desk.send(How(again=True)).complete
    assert server.got() == [*KEYS, "a@example.org"]
    first, corrected = server.delivered[0].message, server.delivered[-1].message
    assert not first["Subject"].startswith("Corrected")
    assert corrected["Subject"].startswith(f"Corrected: {desk.briefing.title}, ")
    html, plain = (corrected.get_body((kind,)) for kind in ("html", "plain"))
    assert html is not None
    assert plain is not None
    told = plain.get_content().splitlines()[0]
    assert re.fullmatch(r"This edition replaces the one of \d\d:\d\d\.", told)
    assert 0 < html.get_content().index(told) < html.get_content().index("<h2")


def test_the_subject_carries_the_first_news(desk: Desk, server: MailServer) -> None:
    """Title and day, then the first story's title."""
    desk.send()
    title = desk.briefing.stories[0].title
    assert title[:40] in " ".join(server.delivered[0].message["Subject"].split())


def test_a_briefing_changed_after_a_crash_reaches_those_who_wait(
    desk: Desk, server: MailServer
) -> None:
    """What the first edition did not get to anyone, the second does, however often it changes."""
    server.play = lambda step, whose: "451 later" if whose == "b@example.org" else None
    assert not desk.send().complete
    server.play = lambda step, whose: None
    desk.store(desk.changed())
    desk.send()
    assert server.got() == ["a@example.org", "c@example.org", "b@example.org"]
    desk.store(desk.briefing)
    assert desk.send().complete
    assert len(server.got()) == 3


def test_what_is_unsure_waits_for_a_person(desk: Desk, server: MailServer) -> None:
    """It is not sent by itself; retried it goes, with the id it had."""
    server.play = lambda step, whose: "drop" if (step, whose) == ("body", KEYS[1]) else None
    assert desk.send().editions[0].counts == {"sent": 2, "unsure": 1}
    server.play = lambda step, whose: None
    assert not desk.send().complete
    assert desk.settle_unsure(server.got()) == 1
    assert desk.send().complete
    assert sorted(server.got()) == KEYS


def test_what_is_unsure_of_an_earlier_edition_is_not_forgotten(
    desk: Desk, server: MailServer
) -> None:
    """A rebuilt briefing does not hide that someone may have got nothing."""
    server.play = lambda step, whose: "drop" if (step, whose) == ("body", KEYS[1]) else None
    desk.send()
    server.play = lambda step, whose: None
    desk.store(desk.changed())
    report = desk.send()
    assert not report.complete
    assert report.editions[0].counts == {"unsure": 1}
    desk.settle_unsure(server.got())
    assert desk.send().complete
    assert sorted(server.got()) == KEYS


def test_refusals_are_reported_and_not_repeated(desk: Desk, server: MailServer) -> None:
    """A reader who is not there is named with the server's words, run after run."""
    asked = []

    def play(step: str, whose: str) -> str | None:
        if step == "rcpt" and whose == "b@example.org":
            asked.append(whose)
            return "550 5.1.1 no such reader"
        return None

    server.play = play
    for _ in range(2):
        report = desk.send()
        assert not report.complete
        (problem,) = report.editions[0].as_json()["problems"]
        assert problem["recipient"] == "b@example.org"
        assert "no such reader" in problem["error"]
    assert len(asked) == 1
    desk.audience([READERS[0], READERS[2]])
    assert desk.send().complete


def test_nothing_is_sent_before_all_is_checked(desk: Desk, server: MailServer) -> None:
    """One wrong address of one audience stops the run before the first message, all named."""
    desk.audience(["x", "d@example.org", "y\n@example.org"], name="press")
    with pytest.raises(ConfigError) as caught:
        desk.send(audiences=("default", "press"))
    assert len(str(caught.value).splitlines()) == 2
    assert "press" in str(caught.value)
    assert server.got() == []


def test_what_is_missing_is_said(desk: Desk) -> None:
    """No recipients, no sender, no briefing: each with what to do."""
    desk.audience([])
    with pytest.raises(ConfigError, match=r"audiences/default\.toml"):
        desk.send()
    desk.audience(READERS)
    with pytest.raises(NothingToBriefError, match="briefer build --date 2020-01-01"):
        type(desk).send(_other_day(desk))
    settings = desk.root / "briefer.toml"
    for line in ("", 'from = "no address"', 'from = "a\\r\\nBcc: b@example.org"'):
        settings.write_text(f"[smtp]\n{line}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match=r"smtp\.from"):
            desk.send()


def _other_day(desk: Desk) -> Desk:
    desk.date = "2020-01-01"
    return desk


def test_an_audience_may_ask_for_a_persons_approval(desk: Desk, server: MailServer) -> None:
    """Without it nothing goes out; a dry run may always be read, and says that it is a draft."""
    desk.audience(READERS, more="approval = true\n")
    with pytest.raises(UsageError, match="briefer review approve"):
        desk.send()
    assert server.got() == []
    files = desk.send(How(dry_run=desk.root / "mails")).editions[0].files
    message = BytesParser(policy=default).parsebytes(files[0].read_bytes())
    assert message["Subject"].startswith("[DRAFT – not approved")


def test_what_was_just_built_is_sent(desk: Desk, server: MailServer) -> None:
    """Audiences that want a person's approval are left out aloud, the others are served."""
    desk.audience(READERS[:1], name="press", more="approval = true\n")
    desk.store(desk.briefing.model_copy(update={"audience": "press"}))
    check_addresses(desk.space, ["default", "press"])
    notes: list[str] = []

    class Noting(Silent):
        def note(self, message: str) -> None:
            """Keep it."""
            notes.append(message)

    date = desk.briefing.date
    report = send_built(
        desk.space, [Edition("press", date), Edition("default", date)], NOW, Noting()
    )
    assert report.complete
    assert server.got() == KEYS
    assert "--audience press" in notes[0]
    assert report.drafts == (("press", date),)


def test_addresses_are_checked_before_a_build(desk: Desk) -> None:
    """Who wants to send what is yet to be built learns at once that nobody would get it."""
    desk.audience([], name="press")
    with pytest.raises(ConfigError, match="press"):
        check_addresses(desk.space, ["default", "press"])


def test_a_dry_run_writes_what_would_be_sent(desk: Desk, server: MailServer) -> None:
    """One .eml for each reader, the outbox untouched, no server needed."""
    files = desk.send(How(dry_run=desk.root / "mails")).editions[0].files
    assert [file.suffix for file in files] == [".eml"] * 3
    message = BytesParser(policy=default).parsebytes(files[0].read_bytes())
    assert message["To"] == "Anna <a@example.org>"
    assert message.get_body(("html",)) is not None
    assert server.sessions == 0
    assert desk.statuses() == {}


def test_files_and_the_logo_go_along(desk: Desk, server: MailServer) -> None:
    """Made of the briefing that is mailed, by name; the logo is inside the HTML."""
    with pytest.raises(UsageError, match="can't be attached"):
        desk.send(How(attach=("xyz",)))
    folder = desk.root / "briefings" / desk.date
    folder.mkdir(parents=True)
    (folder / "default.md").write_text("of an older briefing", encoding="utf-8")
    (desk.root / "logo.png").write_bytes(PIXEL)
    desk.audience(READERS, more='attach = ["md"]\n[theme]\nlogo = "logo.png"\n')
    desk.send(How(attach=("ics", "docx", "md")))
    message = server.delivered[0].message
    names = [file.get_filename() for file in message.iter_attachments()]
    assert names == [f"default-{desk.date}.{fmt}" for fmt in ("md", "ics", "docx")]
    markdown, diary, word = (file.get_content() for file in message.iter_attachments())
    assert desk.briefing.bottom_line[0].text[:30] in markdown
    assert "BEGIN:VEVENT" in diary
    assert word.startswith(b"PK")
    html = message.get_body(("html",))
    assert html is not None
    assert 'src="cid:logo@briefer"' in html.get_content()
    assert "<logo@briefer>" in {part["Content-ID"] for part in message.walk()}


def test_a_broken_template_does_not_stop_the_mail(desk: Desk, server: MailServer) -> None:
    """The built-in mail goes out instead."""
    folder = desk.root / "templates" / "default"
    folder.mkdir(parents=True)
    (folder / "email.html.j2").write_text("{{ nothing.there }}", encoding="utf-8")
    assert desk.send().complete
    assert len(server.got()) == 3


def test_a_server_that_is_not_there_keeps_everything(desk: Desk, server: MailServer) -> None:
    """Failed today, sent as soon as the server is back."""
    settings = desk.root / "briefer.toml"
    right = settings.read_text(encoding="utf-8")
    settings.write_text(right.replace(f"port = {server.port}", "port = 1"), encoding="utf-8")
    assert desk.send().editions[0].counts == {"failed": 3}
    settings.write_text(right, encoding="utf-8")
    assert desk.send().complete


def test_a_login_that_is_refused_keeps_everything(desk: Desk, server: MailServer) -> None:
    """An error for all is one error, and the messages wait."""
    server.play = lambda step, whose: "550 who are you" if step == "mail" else None
    with pytest.raises(MailError, match="who are you"):
        desk.send()
    assert set(desk.statuses().values()) == {"queued"}
