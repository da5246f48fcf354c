"""An edition as a letter: rendered once, with each recipient's own lines beside it."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.deliver.addresses import Mailbox, mailbox
from briefer.deliver.message import (
    Attachment,
    Letter,
    off_the_wire,
    on_the_wire,
    own_lines,
    shared_part,
    unsubscribe_target,
)
from briefer.deliver.smtp import Pace, Server
from briefer.editions.audiences import Audience
from briefer.errors import ConfigError, UsageError
from briefer.models import Briefing
from briefer.pipeline.output.files import write_whole
from briefer.pipeline.output.options import render_options
from briefer.pipeline.progress import Progress
from briefer.render import Rendering, file_of, require
from briefer.render.email import EmailOptions, mail_of
from briefer.render.files import Rendered
from briefer.settings import Workspace
from briefer.store.outbox import Addressed, Mailed, Printing, printing_of

KINDS = {
    "md": "text/markdown",
    "html": "text/html",
    "txt": "text/plain",
    "json": "application/json",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
}
_UNSAFE = re.compile(r"[^\w.@+-]+", re.ASCII)


class How(NamedTuple):
    """How to send: `dry_run` is a folder that gets .eml files instead of anyone getting mail.

    `approved`: the person `by` has read what an audience with `approval = true` is to get, and
    approves it. `again`: a changed briefing also goes to those who have an earlier one of that day. `attach`: formats
    that go with the mail, beside the audience's own.
    """

    dry_run: Path | None = None
    approved: bool = False
    by: str = "unknown"
    again: bool = False
    attach: tuple[str, ...] = ()
    pace: Pace = Pace()
    server: Server | None = None  # None: the workspace's own


class MailJob(NamedTuple):
    """One audience's edition on its way to its readers."""

    space: Workspace
    audience: Audience
    briefing: Briefing
    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    how: How
    approved: Mailed | None = None  # what a person approved, and is sent as it is
    replaces: dt.datetime | None = None  # when readers were sent another printing of it

    @property
    def printing(self) -> Printing:
        """Which printing of which edition it is."""
        return printing_of(self.briefing)

    @property
    def replaced(self) -> dt.datetime | None:
        """When readers were sent another printing, by the desk's own clock."""
        zone = ZoneInfo(self.audience.timezone or self.space.settings.timezone)
        return self.replaces and self.replaces.astimezone(zone)


def write_letters(
    job: MailJob, folder: Path, now: dt.datetime, progress: Progress
) -> tuple[Path, ...]:
    """Write what would be sent as .eml files, one for each recipient.

    Raises:
        UsageError: the folder can't be written to.
    """
    letter = blank(job, now) if job.approved else letter_of(job, now, progress)
    body = off_the_wire(job.approved.body) if job.approved else shared_part(letter)
    into = folder / job.briefing.date.isoformat()
    files = []
    for number, box in enumerate(job.recipients, start=1):
        name = f"{job.audience.name}-{number:03d}-{_UNSAFE.sub('_', box.address)[:80]}.eml"
        files.append(into / name)
        write_whole(files[-1], own_lines(letter, box) + body)
    return tuple(files)


def shared_of(letter: Letter) -> Mailed:
    """Return what all recipients of a letter share, as the outbox keeps it."""
    return Mailed(letter.sender.address, letter.subject, on_the_wire(shared_part(letter)))


def own_of(letter: Letter, box: Mailbox) -> Addressed:
    """Return what is one recipient's own."""
    return Addressed(box.key, box.address, own_lines(letter, box))


def blank(job: MailJob, now: dt.datetime) -> Letter:
    """Return the edition's letter without its content: enough for a recipient's own lines."""
    smtp = job.space.settings.smtp
    configured = getattr(smtp, "unsubscribe", None)
    reply_to = getattr(smtp, "reply_to", None)
    return Letter(
        key=str(job.printing),
        sender=job.sender,
        date=now,
        reply_to=mailbox(reply_to) if reply_to else None,
        unsubscribe=unsubscribe_target(configured, job.sender, f"unsubscribe {job.audience.name}"),
        language=job.briefing.language,
    )


def letter_of(
    job: MailJob, now: dt.datetime, progress: Progress, rendering: Rendering | None = None
) -> Letter:
    """Return the edition as a letter; a page too long for a mail goes along as a file.

    `rendering` is the briefing's, where there is one already.
    """
    if rendering is None:
        options = render_options(job.audience, job.space, job.briefing)
        rendering = Rendering(job.briefing, options)
    body = mail_of(rendering, EmailOptions(attached=True, replaces=job.replaced))
    attached = list(attached_to(job))
    if body.shortened and not {"html", "pdf", "docx"} & set(attached):
        attached.insert(0, "html")
    files, notes = _files(job, attached, rendering)
    for note in dict.fromkeys((*body.notes, *notes)):
        progress.note(note)
    shown = [picture for picture in (body.logo, *body.pictures) if picture]
    pictures = tuple(
        Attachment(_picture_name(item.cid, item.kind), item.kind, item.data, item.cid)
        for item in shown
    )
    return blank(job, now)._replace(
        subject=body.subject,
        text=body.text,
        html=body.html,
        pictures=pictures,
        attachments=files,
    )


def attached_to(job: MailJob) -> tuple[str, ...]:
    """Return the formats that go with the edition's mail.

    Raises:
        UsageError: one can't be attached, or can't be made on this machine.
    """
    wanted = tuple(dict.fromkeys((*job.audience.attach, *job.how.attach)))
    strange = [fmt for fmt in wanted if fmt not in KINDS]
    if strange:
        raise UsageError(f"{strange[0]!r} can't be attached; there are: {', '.join(KINDS)}")
    require(wanted)
    return wanted


def _files(
    job: MailJob, formats: Sequence[str], rendering: Rendering
) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the edition in each format, made of the very briefing that is mailed, and notes.

    Raises:
        UsageError: a format can't be made.
    """
    files: list[Attachment] = []
    notes: list[str] = []
    for fmt in formats:
        rendered = file_of(rendering, fmt)
        notes += rendered.notes
        if fmt != "ics" or job.briefing.calendar:
            files.append(Attachment(_name(job, fmt), KINDS[fmt], rendered.data))
    return tuple(files), tuple(notes)


def _picture_name(cid: str, kind: str) -> str:
    """Return such as "coverage-dark.png"."""
    return f"{cid.partition('@')[0]}.{kind.partition('/')[2].partition('+')[0]}"


def _name(job: MailJob, fmt: str) -> str:
    return f"{job.audience.name}-{job.briefing.date.isoformat()}.{fmt}"


def draft(rendering: Rendering, audience: Audience, space: Workspace) -> Rendered:
    """Return the edition's mail as an .eml file without recipients, which opens as a draft.

    Raises:
        ConfigError: there is no sender, or it is no address.
    """
    sender = sender_of(space)
    notes: list[str] = []
    job = MailJob(space, audience, rendering.briefing, sender, (), How())
    letter = letter_of(job, job.briefing.window.end, Collecting(notes), rendering)
    return Rendered(b"X-Unsent: 1\r\n" + shared_part(letter), tuple(notes))


class Collecting:
    """Progress that keeps its notes in a list."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes

    def stage(self, name: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""

    def note(self, message: str) -> None:
        """Keep the message."""
        self._notes.append(message)


def sender_of(space: Workspace) -> Mailbox:
    """Return who a workspace's mails are from.

    Raises:
        ConfigError: nobody is set, or it is no address in ASCII.
    """
    sender = space.settings.smtp.sender
    if not sender:
        raise ConfigError('smtp.from is not set: write from = "Desk <desk@example.org>" in [smtp]')
    try:
        box = mailbox(sender)
    except ConfigError as error:
        raise ConfigError(f"smtp.from: {error}") from error
    if box.international:
        raise ConfigError(f"smtp.from: {sender!a} needs ASCII letters before the @")
    return box
