"""Mails stored briefings: rendered once for each edition, sent once to each recipient."""

import datetime as dt
import mimetypes
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer.deliver.addresses import Mailbox, mailbox
from briefer.deliver.message import (
    Attachment,
    Letter,
    on_the_wire,
    own_lines,
    shared_part,
    unsubscribe_target,
)
from briefer.deliver.smtp import Pace, Parcel, Server, deliver
from briefer.editions.audiences import Audience
from briefer.errors import ConfigError, NothingToBriefError, UsageError
from briefer.models import Briefing
from briefer.pipeline.progress import Progress
from briefer.pipeline.publishing import render_options
from briefer.pipeline.window import date_of, timezone_of
from briefer.render import render_safely
from briefer.render.email import EmailOptions, email_parts
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.store.outbox import Addressed, Edition, Mailed, Outbox, Row, digest_of

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


class Sent(NamedTuple):
    """What became of one audience's edition."""

    audience: str
    date: dt.date
    rows: tuple[Row, ...] = ()
    held_back: tuple[str, ...] = ()  # have another edition of that day
    files: tuple[Path, ...] = ()  # of a dry run

    @property
    def counts(self) -> dict[str, int]:
        """How many recipients there are by status."""
        return dict(sorted(Counter(row.status for row in self.rows).items()))

    @property
    def complete(self) -> bool:
        """Whether everyone has it for sure, or is not to have it."""
        return all(row.status in {"sent", "dropped"} for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Return what `send --json` prints."""
        return {
            "audience": self.audience,
            "date": self.date.isoformat(),
            "counts": self.counts,
            "held_back": list(self.held_back),
            "problems": [r.as_json() for r in self.rows if r.status not in {"sent", "dropped"}],
            "files": [str(path) for path in self.files],
        }


class SendReport(NamedTuple):
    """What `send` did, by audience."""

    editions: tuple[Sent, ...]

    @property
    def complete(self) -> bool:
        """Whether every recipient was served."""
        return all(edition.complete for edition in self.editions)


class _Job(NamedTuple):
    """One audience's edition on its way to its readers."""

    space: Workspace
    audience: Audience
    briefing: Briefing
    sender: Mailbox
    recipients: tuple[Mailbox, ...]
    how: How

    @property
    def edition(self) -> Edition:
        return Edition(self.audience.name, self.briefing.date, digest_of(self.briefing))


def send(
    space: Workspace,
    date: str,
    audiences: Sequence[str],
    now: dt.datetime,
    progress: Progress,
    how: How | None = None,
) -> SendReport:
    """Mail the stored briefings of a date; whoever has one already is left alone.

    Everything is checked before the first message goes out. Run it again after whatever
    happened: it goes on where it stopped.

    Raises:
        ConfigError: no sender or no recipients are configured, or one is no address.
        UsageError: a person has to approve first, or a file to attach is not there.
        NothingToBriefError: there is no briefing of that date.
        StoreError: another briefer is sending.
        MailError: the mail server can't be used as configured.
    """
    how = how or How()
    with Store(space.state) as store:
        outbox = Outbox(store, now)
        jobs = [_job(space, outbox, name, (date, now), how) for name in audiences]
        if how.dry_run is not None:
            return SendReport(tuple(_dry_run(job, how.dry_run, now, progress) for job in jobs))
        with outbox.locked():
            return SendReport(tuple(_send(job, outbox, now, progress) for job in jobs))


def outbox_rows(
    space: Workspace, audience: str | None, date: str | None, status: str | None, now: dt.datetime
) -> list[Row]:
    """Return the outbox's rows.

    Raises:
        UsageError: the date is none.
    """
    with Store(space.state) as store:
        day = date_of(date, dt.UTC, now) if date else None
        return Outbox(store, now).rows(audience, day, status)


def decide(space: Workspace, rows: Sequence[int], *, retry: bool, now: dt.datetime) -> int:
    """Queue rows of the outbox again, or mark them as not to be sent; return how many.

    Raises:
        UsageError: none of them can be.
        StoreError: another briefer is sending.
    """
    with Store(space.state) as store:
        outbox = Outbox(store, now)
        with outbox.locked():
            changed = outbox.retry(rows) if retry else outbox.drop(rows)
    if not changed:
        listed = ", ".join(map(str, rows)) or "none"
        what = "retried" if retry else "dropped"
        raise UsageError(f"nothing to be {what} among: {listed}; see `briefer outbox list`")
    return changed


def _job(
    space: Workspace, outbox: Outbox, name: str, when: tuple[str, dt.datetime], how: How
) -> _Job:
    audience = load_audience(space, name)
    words, now = when
    date = date_of(words, timezone_of(audience, space.settings), now)
    sender, recipients = _sender(space), _recipients(audience)
    briefing = outbox.briefing(name, date)
    if briefing is None:
        known = ", ".join(map(str, outbox.dates(name)[-10:])) or "none yet"
        raise NothingToBriefError(
            f"there is no {name} briefing of {date}: run `briefer build --date {date} --audience "
            f"{name}`; dates that have one: {known}"
        )
    if audience.approval and not how.approved and how.dry_run is None:
        raise UsageError(
            f"a person has to read the {name} briefing of {date} before it is sent (approval = true "
            f"in its audience file): then run `briefer send --date {date} --audience {name} "
            "--approved`"
        )
    return _Job(space, audience, briefing, sender, recipients, how)


def _sender(space: Workspace) -> Mailbox:
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


def _recipients(audience: Audience) -> tuple[Mailbox, ...]:
    """Return each recipient once.

    Raises:
        ConfigError: there are none, or some are no addresses; every one is named.
    """
    if not audience.recipients:
        raise ConfigError(
            f"the audience {audience.name!r} has no recipients: add "
            f'recipients = ["a@example.org"] to audiences/{audience.name}.toml'
        )
    found: dict[str, Mailbox] = {}
    problems = []
    for text in audience.recipients:
        try:
            box = mailbox(text)
        except ConfigError as error:
            problems.append(f"audience {audience.name!r}: recipients: {error}")
        else:
            found.setdefault(box.key, box)
    if problems:
        raise ConfigError("\n".join(problems))
    return tuple(found.values())


def _send(job: _Job, outbox: Outbox, now: dt.datetime, progress: Progress) -> Sent:
    edition = job.edition
    held = frozenset[str]() if job.how.again else outbox.served_otherwise(edition)
    wanted = [box for box in job.recipients if box.key not in held]
    if wanted:
        stored = outbox.has_mailing(edition)
        letter = _blank(job, now) if stored else _letter(job, now, progress)
        mailed = None if stored else _mailed(letter)
        outbox.queue(edition, mailed, [_addressed(letter, box) for box in wanted])
    keys = [box.key for box in wanted]
    parcels = [Parcel(*waiting) for waiting in outbox.waiting(edition, keys)]
    if parcels:
        progress.stage(f"Sending {job.audience.name}", len(parcels))
        deliver(parcels, job.how.server or server_of(job.space), outbox, job.how.pace, progress)
    rows = tuple(row for row in outbox.of_edition(edition) if row.recipient in keys)
    listed = tuple(sorted(box.key for box in job.recipients if box.key in held))
    return Sent(edition.audience, edition.date, rows, listed)


def server_of(space: Workspace) -> Server:
    """Return the workspace's mail server."""
    smtp = space.settings.smtp
    return Server(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        username=smtp.username,
        password=smtp.password,
    )


def _dry_run(job: _Job, folder: Path, now: dt.datetime, progress: Progress) -> Sent:
    """Write what would be sent as .eml files.

    Raises:
        UsageError: the folder can't be written to.
    """
    letter = _letter(job, now, progress)
    body = shared_part(letter)
    into = folder / job.briefing.date.isoformat()
    files = []
    for number, box in enumerate(job.recipients, start=1):
        name = f"{job.audience.name}-{number:03d}-{_UNSAFE.sub('_', box.address)[:80]}.eml"
        files.append(into / name)
        _write(files[-1], own_lines(letter, box) + body)
    return Sent(job.audience.name, job.briefing.date, files=tuple(files))


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error}") from error


def _mailed(letter: Letter) -> Mailed:
    return Mailed(letter.sender.address, letter.subject, on_the_wire(shared_part(letter)))


def _addressed(letter: Letter, box: Mailbox) -> Addressed:
    return Addressed(box.key, box.address, own_lines(letter, box))


def _blank(job: _Job, now: dt.datetime) -> Letter:
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


def _letter(job: _Job, now: dt.datetime, progress: Progress) -> Letter:
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
    return _blank(job, now)._replace(
        subject=body.subject,
        text=body.text,
        html=body.html,
        pictures=tuple(pictures),
        attachments=tuple(files),
    )


def _name(job: _Job, fmt: str) -> str:
    return f"{job.audience.name}-{job.briefing.date.isoformat()}.{fmt}"


def _file(job: _Job, fmt: str) -> Attachment:
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
