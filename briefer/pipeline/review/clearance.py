"""What stands between an approved edition and its sending, and what the trail says of that."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from briefer.errors import UsageError
from briefer.models import Edition
from briefer.pipeline.output.letters import How, Job
from briefer.pipeline.review.approval import Held, overtaken
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.outbox import Outbox, OutboxRow
from briefer.store.reviews import Reviews, Trace


def as_approved(kept: Held, how: How, edition: Edition) -> None:
    """See that what was approved can be sent as it is.

    Raises:
        UsageError: no mail was approved, or more is to go along with it.
    """
    audience, date = edition
    again = f"`briefer review reopen --date {date} --audience {audience}`, approve it again"
    if kept.mail is None:
        raise UsageError(
            f"{edition} was approved without a mail, for smtp.from "
            f"was not set: set it, {again}, then send"
        )
    if how.attach and not how.approved:
        raise UsageError(
            f"{edition} was approved as it is, nothing can be "
            f"attached any more: {again} with --attach {','.join(how.attach)}"
        )


def as_it_stands(store: Store, job: Job, outbox: Outbox) -> None:
    """See that no article was withdrawn since the approval, while somebody is still to get it.

    Raises:
        UsageError: one was; each is named.
    """
    gone = overtaken(store, job.briefing)
    served = {row.recipient for row in outbox.of_printing(job.printing) if row.status == "sent"}
    if gone and not served.issuperset(box.key for box in job.recipients):
        name, date = job.audience.name, job.briefing.date
        raise UsageError(
            f"the {name} briefing of {date} was approved before this was withdrawn: "
            f"{'; '.join(gone)}; `briefer review reopen --date {date} --audience {name}`, build "
            "and approve it again"
        )


def draft_words(edition: Edition) -> str:
    """Return why a draft is not sent, and what to do."""
    name, date = edition
    return (
        f"the {name} briefing of {date} is a draft: a person has to approve it first (approval = "
        f"true in its audience file); `briefer review --date {date} --audience {name}` opens it, "
        f"`briefer review approve` approves it, and --approved does so here, in your name"
    )


def trace_sent(store: Store, job: Job, rows: Sequence[OutboxRow], now: dt.datetime) -> None:
    """Write into the audit trail that what was approved went out."""
    reviews = Reviews(store)
    edition = job.briefing.edition
    kept = reviews.kept(edition)
    counts = ", ".join(
        f"{n} {status}" for status, n in sorted(Counter(r.status for r in rows).items())
    )
    revision = kept.revision if kept else 0
    reviews.trace(edition, Trace(0, now, job.how.by, "sent", "", "", counts, revision))


def is_approved(space: Workspace, edition: Edition) -> bool:
    """Return whether an edition is approved."""
    with Store(space.state) as store:
        return Reviews(store).approved(edition) is not None
