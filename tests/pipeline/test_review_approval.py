"""Approval: what a person approved is what readers get, byte for byte."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefer.cli import texts
from briefer.errors import CheckFailedError, ConflictError, UsageError
from briefer.models import Edition
from briefer.pipeline.mail.dispatch import send_built
from briefer.pipeline.output.letters import How
from briefer.pipeline.progress import Silent
from briefer.pipeline.review import actions
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.store import Store
from briefer.store.withdrawals import WHOLE, Withdrawals
from tests.deliver.mail_server import MailServer
from tests.pipeline.morning_desk import DATE, NOW, READERS, REF, Desk, by, item

NEXT_DAY = (
    "date 2021-06-02 The ten diplomats of Calinor packed their bags in Arvendal on Wednesday, the "
    "foreign minister of Arvendal, Anna Berger, said. Calinor closed its consulate in the harbour "
    "town of Velm on Monday. The two countries have argued over fishing rights for 14 years."
)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Return a running mail server."""
    with MailServer() as running:
        yield running


@pytest.fixture
def desk(built: Path, tmp_path: Path, server: MailServer) -> Desk:
    """Return a copy of it that sends to the server."""
    shutil.copytree(built, tmp_path / "desk")
    return Desk(tmp_path / "desk", server.port)


def _shared(content: bytes) -> bytes:
    """Return the part of a message that all recipients share: it begins with From."""
    return content[content.index(b"From:") :]


def _spoil(desk: Desk) -> None:
    """Change the templates and the words after the approval."""
    folder = desk.root / "templates" / "default"
    folder.mkdir(parents=True)
    for name in ("briefing.txt.j2", "briefing.html.j2", "email.html.j2"):
        (folder / name).write_text("SPOILT", encoding="utf-8")
    desk.audience(more='approval = true\ntitle = "Spoilt"\nmarking = "SPOILT"\n')


def test_what_arrives_is_what_was_approved(desk: Desk, server: MailServer) -> None:
    """Templates, title and marking change in between: the mail's hash is the trail's."""
    draft = actions.approve(desk.space, REF, by("chief"))
    assert draft.sealed is not None
    _spoil(desk)
    assert desk.send().complete
    assert server.got() == list(READERS)
    for taken in server.delivered:
        content = _shared(taken.content)
        wire = content.replace(b"\r\n.", b"\r\n..")
        assert hashlib.sha256(wire).hexdigest() == draft.sealed.mail
        assert b"SPOILT" not in content
    approved = next(e for e in actions.trail(desk.space, REF) if e.action == "approved")
    assert approved.who == "chief"
    assert f"mail {draft.sealed.mail}" in approved.after
    last = actions.trail(desk.space, REF)[-1]
    assert (last.action, last.after) == ("sent", "2 sent")


def test_the_files_are_those_that_were_approved(desk: Desk) -> None:
    """Every format is frozen, without the draft's mark; a rebuild writes the same bytes."""
    draft = actions.approve(desk.space, REF, by())
    assert draft.sealed is not None
    kept = {kind: desk.file(kind).read_bytes() for kind in ("md", "html", "txt", "json")}
    hashes = {kind: hashlib.sha256(data).hexdigest() for kind, data in kept.items()}
    assert hashes == draft.sealed.files
    assert not any(b"DRAFT" in data for data in kept.values())
    assert json.loads(kept["json"])["approval"] == "approved"
    desk.article("late.txt", "date 2021-06-01 A ferry ran aground off Velm on Tuesday night.")
    _spoil(desk)
    desk.file("txt").write_text("tampered", encoding="utf-8")
    result = desk.build(formats=("txt", "md"))
    assert set(result.editions[0].files) == {"txt", "md"}
    for kind, data in kept.items():
        assert desk.file(kind).read_bytes() == data


def test_an_edited_claim_is_proved_again(desk: Desk) -> None:
    """`verify` passes an approved briefing with edits, and fails one that was tampered with."""
    name = item(desk.draft(), "key_point", "2,300")
    new = "About 2,300 people were taken to schools, the mayor said."
    actions.edit(desk.space, REF, name, new, by())
    actions.note(desk.space, REF, "There were 9,999 of them, we hear.", by())
    actions.approve(desk.space, REF, by())
    certificate = verify_briefing(desk.space, desk.file("json"))
    assert certificate.good, texts.certificate(certificate)
    assert new in {result.text for result in certificate.results}
    assert not any("9,999" in result.text for result in certificate.results)
    text = desk.file("json").read_text(encoding="utf-8")
    desk.file("json").write_text(text.replace(new, new.replace("2,300", "3,200")), "utf-8")
    assert not verify_briefing(desk.space, desk.file("json")).good


def test_the_mail_has_notes_and_marks(desk: Desk, server: MailServer) -> None:
    """Both versions of the mail show the note apart and the edit as one."""
    name = item(desk.draft(), "key_point", "2,300")
    new = "About 2,300 people were taken to schools, the mayor said."
    actions.edit(desk.space, REF, name, new, by())
    actions.note(desk.space, REF, "Our embassy hears otherwise.", by())
    actions.approve(desk.space, REF, by())
    desk.send()
    message = server.delivered[0].message
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        assert "Analyst's note" in body.get_content().replace("&#39;", "'")
        assert "edited by hand" in body.get_content()
        assert "DRAFT" not in body.get_content()


def test_nothing_is_changed_after_approval(desk: Desk) -> None:
    """Every act is refused and says how to go on."""
    actions.approve(desk.space, REF, by("chief"))
    with pytest.raises(UsageError, match="approved by chief"):
        actions.drop(desk.space, REF, "k", by())
    with pytest.raises(UsageError, match="review reopen"):
        actions.note(desk.space, REF, "x", by())
    with pytest.raises(UsageError, match="approved by chief"):
        actions.approve(desk.space, REF, by())


def test_reopening_makes_it_a_draft_again(desk: Desk, server: MailServer) -> None:
    """Decisions are kept, files are marked again, nothing is sent; both are in the trail."""
    name = item(desk.draft(), "key_point", "consulate")
    actions.drop(desk.space, REF, name, by())
    actions.approve(desk.space, REF, by())
    draft = actions.reopen(desk.space, REF, by("boris"))
    assert draft.state == "draft"
    assert "DRAFT" in desk.file("txt").read_text(encoding="utf-8")
    found = draft.find(name)
    assert found is not None
    assert found.gone == "dropped"
    with pytest.raises(UsageError, match="draft"):
        desk.send()
    assert server.got() == []
    with pytest.raises(UsageError, match="not approved"):
        actions.reopen(desk.space, REF, by())
    taken = [entry.action for entry in actions.trail(desk.space, REF)]
    assert taken == ["built", "dropped", "approved", "reopened"]


def test_approved_again_the_new_bytes_go_out(desk: Desk, server: MailServer) -> None:
    """A mail that reached nobody is replaced by the one that was approved last."""
    actions.approve(desk.space, REF, by())
    server.play = lambda step, whose: "451 later"
    assert not desk.send().complete
    server.play = lambda step, whose: None
    actions.reopen(desk.space, REF, by())
    desk.audience(more='approval = true\nmarking = "INTERNAL"\n')
    draft = actions.approve(desk.space, REF, by())
    assert draft.sealed is not None
    assert desk.send().complete
    assert server.got() == list(READERS)
    assert server.delivered[0].message["Subject"].startswith("[INTERNAL]")


def test_who_has_it_already_keeps_the_mail_they_got(desk: Desk, server: MailServer) -> None:
    """Approved again without a change, the mail is the very one that others have."""
    first = actions.approve(desk.space, REF, by())
    server.play = lambda step, whose: "451 later" if whose == READERS[1] else None
    assert not desk.send().complete
    server.play = lambda step, whose: None
    actions.reopen(desk.space, REF, by())
    desk.audience(more='approval = true\nmarking = "INTERNAL"\n')
    second = actions.approve(desk.space, REF, by())
    assert first.sealed is not None
    assert second.sealed is not None
    assert second.sealed.mail == first.sealed.mail
    assert desk.send().complete
    assert server.got() == list(READERS)


def test_a_claim_that_lost_its_article_is_not_approved(desk: Desk) -> None:
    """The check is done once more; what fails is named, and the draft stays one."""
    with closing(sqlite3.connect(desk.space.state_file)) as db, db:
        db.execute("DELETE FROM articles WHERE body LIKE '%Ostrava%'")
    with pytest.raises(CheckFailedError, match="Ostrava dam"):
        actions.approve(desk.space, REF, by())
    assert desk.draft().state == "draft"
    actions.drop(desk.space, REF, item(desk.draft(), "story", "Ostrava"), by())
    assert actions.approve(desk.space, REF, by()).state == "approved"


def test_what_was_withdrawn_after_the_approval_is_not_sent(desk: Desk, server: MailServer) -> None:
    """The article is named; reopened, built and approved again, the edition goes without it."""
    actions.approve(desk.space, REF, by())
    with Store(desk.space.state) as store:
        gone = next(a for a in store.article_ids() if "Ostrava" in store.articles([a])[a].text)
        Withdrawals(store).withdraw(gone, WHOLE, "retracted", NOW)
    with pytest.raises(UsageError, match="withdrawn"):
        desk.send()
    assert server.got() == []
    actions.reopen(desk.space, REF, by())
    with pytest.raises(CheckFailedError, match="retracted"):
        actions.approve(desk.space, REF, by())
    desk.build()
    actions.approve(desk.space, REF, by())
    assert desk.send().complete
    assert b"Ostrava" not in server.delivered[0].content


def test_the_revision_approved_is_the_one_that_was_read(desk: Desk) -> None:
    """A change by another reviewer in between stops the approval."""
    seen = desk.draft().revision
    actions.note(desk.space, REF, "Wait!", by("boris"))
    with pytest.raises(ConflictError, match="Wait!"):
        actions.approve(desk.space, REF, by("anna", seen))


def test_send_can_approve_in_a_persons_name(desk: Desk, server: MailServer) -> None:
    """`--approved` is an approval like any other, and the trail says whose."""
    assert desk.send(How(approved=True, by="chief")).complete
    assert server.got() == list(READERS)
    approved = next(e for e in actions.trail(desk.space, REF) if e.action == "approved")
    assert approved.who == "chief"


def test_an_approved_edition_is_sent_with_what_is_built(desk: Desk, server: MailServer) -> None:
    """`build --send` leaves a draft out, and sends it once it is approved."""
    report = send_built(desk.space, [Edition("default", DATE)], NOW, Silent())
    assert (report.editions, report.drafts) == ((), (("default", DATE),))
    actions.approve(desk.space, REF, by())
    report = send_built(desk.space, [Edition("default", DATE)], NOW, Silent())
    assert report.complete
    assert server.got() == list(READERS)


def test_without_a_sender_there_is_no_mail_to_send(desk: Desk, server: MailServer) -> None:
    """The files are frozen all the same; sending says what to do."""
    settings = desk.root / "briefer.toml"
    right = settings.read_text(encoding="utf-8")
    settings.write_text(right.replace("from =", "# from ="), encoding="utf-8")
    draft = actions.approve(desk.space, REF, by())
    assert draft.sealed is not None
    assert draft.sealed.mail == ""
    settings.write_text(right, encoding="utf-8")
    with pytest.raises(UsageError, match="without a mail"):
        desk.send()


def test_nothing_is_attached_that_was_not_approved(desk: Desk, server: MailServer) -> None:
    """What goes along is part of what is approved."""
    actions.approve(desk.space, REF, by(), attach=("md",))
    with pytest.raises(UsageError, match="--attach txt"):
        desk.send(How(attach=("txt",)))
    assert desk.send().complete
    (file,) = server.delivered[0].message.iter_attachments()
    assert file.get_content().encode() == desk.file("md").read_bytes()


def test_a_dry_run_shows_the_approved_mail(desk: Desk, server: MailServer) -> None:
    """The .eml holds the bytes that would be sent."""
    actions.approve(desk.space, REF, by())
    _spoil(desk)
    files = desk.send(How(dry_run=desk.root / "mails")).editions[0].files
    desk.send()
    assert _shared(files[0].read_bytes()) == _shared(server.delivered[0].content)


def test_what_was_approved_is_never_changed_in_the_store(desk: Desk) -> None:
    """The database refuses to change an approval or its files."""
    actions.approve(desk.space, REF, by())
    changes = ("UPDATE approvals SET mail=x'00'", "UPDATE approved_files SET content=x'00'")
    with closing(sqlite3.connect(desk.space.state_file)) as db:
        for statement in changes:
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                db.execute(statement)


def test_what_was_dropped_was_never_told(desk: Desk) -> None:
    """Next day's briefing does not count a story that readers did not get; restored, it does."""
    story = item(desk.draft(), "story", "Berger")
    desk.article("next.txt", NEXT_DAY)
    actions.drop(desk.space, REF, story, by())
    actions.approve(desk.space, REF, by())
    (told,) = desk.build(date="2021-06-02").editions[0].briefing.stories
    assert [day.date.day for day in told.days] == [2]
    actions.reopen(desk.space, REF, by())
    actions.restore(desk.space, REF, story, by())
    actions.approve(desk.space, REF, by())
    (told,) = desk.build(date="2021-06-02").editions[0].briefing.stories
    assert [day.date.day for day in told.days] == [1, 2]
