"""Mails stored briefings: rendered once for each edition, sent once to each recipient."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from briefer.deliver.addresses import Mailbox, mailboxes
from briefer.deliver.smtp import Parcel, Server, deliver
from briefer.editions.audiences import Audience
from briefer.errors import ConfigError, NothingToBriefError, UsageError
from briefer.models import Edition
from briefer.pipeline.build.selection import date_of, timezone_of
from briefer.pipeline.output.letters import (
    How,
    MailJob,
    attached_to,
    blank,
    letter_of,
    own_of,
    sender_of,
    shared_of,
    write_letters,
)
from briefer.pipeline.progress import Progress
from briefer.pipeline.review.approval import approve, held
from briefer.pipeline.review.clearance import (
    as_approved,
    as_it_stands,
    draft_words,
    is_approved,
    trace_sent,
)
from briefer.pipeline.review.desk import ITSELF
from briefer.pipeline.review.drafts import By
from briefer.settings import Workspace, load_audience
from briefer.store import Store
from briefer.store.outbox import Outbox, OutboxRow


class Sent(NamedTuple):
    """What became of one audience's edition."""

    edition: Edition
    rows: tuple[OutboxRow, ...] = ()
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
            "audience": self.edition.audience,
            "date": self.edition.date.isoformat(),
            "counts": self.counts,
            "held_back": list(self.held_back),
            "problems": [r.as_json() for r in self.rows if r.status not in {"sent", "dropped"}],
            "files": [str(path) for path in self.files],
        }


class SendReport(NamedTuple):
    """What `send` did, by audience. `drafts` were left out: they wait for approval."""

    editions: tuple[Sent, ...]
    drafts: tuple[Edition, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every recipient was served."""
        return all(edition.complete for edition in self.editions)


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
        BusyError: another briefer is sending.
        MailError: the mail server can't be used as configured.
    """
    found = [load_audience(space, name) for name in audiences]
    zones = [timezone_of(audience, space.settings) for audience in found]
    dated = [(a, date_of(date, zone, now)) for a, zone in zip(found, zones, strict=True)]
    return _run(space, dated, now, progress, how or How())


def send_built(
    space: Workspace, built: Sequence[Edition], now: dt.datetime, progress: Progress
) -> SendReport:
    """Mail briefings just built; see `send`.

    A draft that waits for a person's approval is left out, and a note says so.
    """
    dated, drafts = [], []
    for edition in built:
        audience = load_audience(space, edition.audience)
        if audience.approval and not is_approved(space, edition):
            progress.note(f"not sent: {draft_words(edition)}")
            drafts.append(edition)
        else:
            dated.append((audience, edition.date))
    return _run(space, dated, now, progress, How(by=ITSELF))._replace(drafts=tuple(drafts))


def check_addresses(space: Workspace, audiences: Sequence[str]) -> None:
    """Check, before anything is built, that there is a sender and everyone has recipients.

    Raises:
        ConfigError: there is not, or one is no address.
    """
    sender_of(space)
    for name in audiences:
        _recipients(load_audience(space, name))


def _run(
    space: Workspace,
    dated: Sequence[tuple[Audience, dt.date]],
    now: dt.datetime,
    progress: Progress,
    how: How,
) -> SendReport:
    with Store(space.state) as store:
        outbox = Outbox(store, now)
        jobs = [_job(space, store, audience, date, (how, now)) for audience, date in dated]
        for job in jobs:
            attached_to(job)  # before the first message goes out
        if how.dry_run is not None:
            folder = how.dry_run
            written = ((job, write_letters(job, folder, now, progress)) for job in jobs)
            return SendReport(tuple(Sent(job.briefing.edition, files=f) for job, f in written))
        with outbox.locked():
            return SendReport(tuple(_send(job, store, now, progress) for job in jobs))


def outbox_rows(
    space: Workspace, audience: str | None, date: str | None, status: str | None, now: dt.datetime
) -> list[OutboxRow]:
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
        BusyError: another briefer is sending.
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
    space: Workspace,
    store: Store,
    audience: Audience,
    date: dt.date,
    wanted: tuple[How, dt.datetime],
) -> MailJob:
    how, now = wanted
    name = audience.name
    edition = Edition(name, date)
    sender, recipients = sender_of(space), _recipients(audience)
    outbox = Outbox(store, now)
    briefing = outbox.briefing(edition)
    if briefing is None:
        known = ", ".join(map(str, outbox.dates(name)[-10:])) or "none yet"
        raise NothingToBriefError(
            f"there is no {name} briefing of {date}: run `briefer build --date {date} --audience "
            f"{name}`; dates that have one: {known}"
        )
    kept = held(store, edition)
    if kept is None and audience.approval and how.dry_run is None:
        if not how.approved:
            raise UsageError(draft_words(edition))
        approve(space, edition, By(how.by, now), attach=how.attach)
        kept = held(store, edition)
    if kept is not None:
        as_approved(kept, how, edition)
        job = MailJob(space, audience, kept.briefing, sender, recipients, how, kept.mail)
        if how.dry_run is None:
            as_it_stands(store, job, outbox)
        return job
    state = "draft" if audience.approval else "none"
    briefing = briefing.model_copy(update={"approval": state})
    job = MailJob(space, audience, briefing, sender, recipients, how)
    return job._replace(replaces=outbox.sent_before(job.printing))


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
    try:
        return mailboxes(audience.recipients)
    except ConfigError as error:
        where = f"audience {audience.name!r}: recipients: "
        raise ConfigError("\n".join(f"{where}{line}" for line in str(error).split("\n"))) from error


def _send(job: MailJob, store: Store, now: dt.datetime, progress: Progress) -> Sent:
    printing, outbox = job.printing, Outbox(store, now)
    served = frozenset[str]() if job.how.again else outbox.served_otherwise(printing)
    wanted = [box for box in job.recipients if box.key not in served]
    if wanted:
        stored = outbox.has_mailing(printing)
        made = stored or job.approved
        letter = blank(job, now) if made else letter_of(job, now, progress)
        shared = None if stored else job.approved or shared_of(letter)
        outbox.queue(printing, shared, [own_of(letter, box) for box in wanted])
    keys = [box.key for box in wanted]
    parcels = [Parcel(*waiting) for waiting in outbox.waiting(printing, keys)]
    if parcels:
        progress.stage(f"Sending {job.audience.name}", len(parcels))
        deliver(parcels, job.how.server or server_of(job.space), outbox, job.how.pace, progress)
    rows = [row for row in outbox.of_printing(printing) if row.recipient in keys]
    unsure = outbox.rows(*printing.edition, "unsure")
    rows += [row for row in unsure if row.recipient in served]
    listed = tuple(sorted(box.key for box in job.recipients if box.key in served))
    if parcels and job.approved:
        trace_sent(store, job, rows, now)
    return Sent(printing.edition, tuple(rows), listed)


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


__all__ = [
    "How",
    "SendReport",
    "Sent",
    "check_addresses",
    "decide",
    "outbox_rows",
    "send",
    "send_built",
    "server_of",
]
