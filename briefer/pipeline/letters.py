"""An edition as a letter: rendered once, with each recipient's own lines beside it."""

import datetime as dt
import mimetypes
import re
from pathlib import Path
from typing import NamedTuple

from briefer.deliver.addresses import Mailbox, mailbox
from briefer.deliver.message import (
    Attachment,
    Letter,
    on_the_wire,
    own_lines,
    shared_part,
    unsubscribe_target,
)
from briefer.deliver.smtp import Pace, Server
from briefer.editions.audiences import Audience
from briefer.errors import UsageError
from briefer.models import Briefing
from briefer.pipeline.progress import Progress
from briefer.pipeline.publishing import render_options
from briefer.render import render_safely
from briefer.render.email import EmailOptions, email_parts
from briefer.settings import Workspace
from briefer.store.outbox import Addressed, Edition, Mailed, digest_of

_UNSAFE = re.compile(r"[^\w.@+-]+", re.ASCII)


class How(NamedTuple):
    """How to send: `dry_run` is a folder that gets .eml files instead of anyone getting mail.

    `approved`: a person has read what an audience with `approval = true` is to get. `again`: a
    changed briefing also goes to those who have an earlier one of that day. `attach`: formats
    whose published files go with the mail.
    """

    dry_run: Path | None = None
    approved: bool = False
    again: bool = False
    attach: tuple[str, ...] = ()
    pace: Pace = Pace()
    server: Server | None = None  # None: the workspace's own


class Job(NamedTuple):
    """One audience's edition on its way to its readers."""

    space: Workspace
    audience: Audience
    briefing: Briefing
    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    how: How

    @property
    def edition(self) -> Edition:
        """The edition's key."""
        return Edition(self.audience.name, self.briefing.date, digest_of(self.briefing))


def write_letters(job: Job, folder: Path, now: dt.datetime, progress: Progress) -> tuple[Path, ...]:
    """Write what would be sent as .eml files, one for each recipient.

    Raises:
        UsageError: the folder can't be written to.
    """
    letter = letter_of(job, now, progress)
    body = shared_part(letter)
    into = folder / job.briefing.date.isoformat()
    files = []
    for number, box in enumerate(job.recipients, start=1):
        name = f"{job.audience.name}-{number:03d}-{_UNSAFE.sub('_', box.address)[:80]}.eml"
        files.append(into / name)
        _write(files[-1], own_lines(letter, box) + body)
    return tuple(files)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error}") from error


def shared_of(letter: Letter) -> Mailed:
    """Return what all recipients of a letter share, as the outbox keeps it."""
    return Mailed(letter.sender.address, letter.subject, on_the_wire(shared_part(letter)))


def own_of(letter: Letter, box: Mailbox) -> Addressed:
    """Return what is one recipient's own."""
    return Addressed(box.key, box.address, own_lines(letter, box))


def blank(job: Job, now: dt.datetime) -> Letter:
    """Return the edition's letter without its content: enough for a recipient's own lines."""
    smtp = job.space.settings.smtp
    configured = getattr(smtp, "unsubscribe", None)
    reply_to = getattr(smtp, "reply_to", None)
    return Letter(
        key="/".join(map(str, job.edition)),
        sender=job.sender,
        date=now,
        reply_to=mailbox(reply_to) if reply_to else None,
        unsubscribe=unsubscribe_target(configured, job.sender, f"unsubscribe {job.audience.name}"),
        language=job.briefing.language,
    )


def letter_of(job: Job, now: dt.datetime, progress: Progress) -> Letter:
    """Return the edition as a letter; a page too long for a mail goes along as a file."""
    options = render_options(job.audience, job.space, job.briefing)
    body = email_parts(job.briefing, options, EmailOptions(attached=True))
    for note in body.notes:
        progress.note(note)
    files = [_file(job, name) for name in dict.fromkeys(job.how.attach)]
    if body.shortened and "html" not in job.how.attach:
        page, _ = render_safely(job.briefing, "html", options)
        files.insert(0, Attachment(_name(job, "html"), "text/html", page.encode()))
    pictures = [Attachment("logo", p.kind, p.data, p.cid) for p in (body.logo,) if p]
    return blank(job, now)._replace(
        subject=body.subject,
        text=body.text,
        html=body.html,
        pictures=tuple(pictures),
        attachments=tuple(files),
    )


def _name(job: Job, fmt: str) -> str:
    return f"{job.audience.name}-{job.briefing.date.isoformat()}.{fmt}"


def _file(job: Job, fmt: str) -> Attachment:
    """Return a published file of the edition.

    Raises:
        UsageError: there is none.
    """
    folder = job.space.root / job.space.settings.out / job.briefing.date.isoformat()
    path = folder / f"{job.audience.name}.{fmt}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} can't be attached ({error.strerror}): build it first, with --format {fmt}"
        ) from error
    kinds = {"md": "text/markdown", "ics": "text/calendar", "txt": "text/plain"}
    guessed = mimetypes.guess_type(path.name)[0]
    return Attachment(
        _name(job, fmt), kinds.get(fmt) or guessed or "application/octet-stream", data
    )
