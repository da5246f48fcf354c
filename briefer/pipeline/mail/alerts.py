"""Short mails to the operator and to reviewers: what failed, what waits."""

import datetime as dt
import hashlib
import html
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from briefer.deliver.addresses import mailboxes
from briefer.deliver.message import Letter, on_the_wire, own_lines, shared_part, unsubscribe_target
from briefer.deliver.smtp import Outcome, Pace, Parcel, Server, deliver
from briefer.editions.audiences import Audience
from briefer.errors import MailError
from briefer.models import Briefing, Edition
from briefer.pipeline.mail.dispatch import server_of
from briefer.pipeline.output.letters import How, MailJob, letter_of, sender_of
from briefer.pipeline.progress import Silent
from briefer.settings import Workspace

PATIENCE = Pace(attempts=3, first_wait=5, longest_wait=20, jitter=1)
LONGEST = 20_000  # characters of a text
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_NOTICE = "margin:0;padding:12px 20px;background:#fff4d6;color:#3b2f00;font:14px/1.5 sans-serif"


class Alert(NamedTuple):
    """What somebody is to be told."""

    subject: str
    lines: tuple[str, ...]


class _Slips:
    """A ledger that lasts as long as the sending: an alert is told again by the next run."""

    def __init__(self) -> None:
        self.outcomes: dict[int, tuple[Outcome, str]] = {}

    def claim(self, parcel: int) -> None:
        """Do nothing: nobody is harmed by an alert that comes twice."""

    def settle(self, parcel: int, outcome: Outcome, words: str) -> None:
        """Keep what became of it."""
        self.outcomes[parcel] = outcome, words


def alert(
    space: Workspace,
    to: Sequence[str],
    told: Alert,
    now: dt.datetime,
    how: tuple[Server | None, Pace] = (None, PATIENCE),
) -> None:
    """Mail an alert to each address.

    Raises:
        ConfigError: no sender is set, or an address is none; each is named.
        MailError: somebody did not get it for sure; each is named.
    """
    sender = sender_of(space)
    text = "\n".join(told.lines)[:LONGEST] + "\n"
    key = hashlib.sha256(f"{now.isoformat()} {told.subject} {text}".encode()).hexdigest()
    letter = Letter(
        key=key,
        sender=sender,
        date=now,
        subject=told.subject,
        text=text,
        html=f"<pre>{html.escape(text)}</pre>\n",
        unsubscribe=unsubscribe_target(None, sender, "briefer alerts"),
    )
    _mailed(space, to, letter, how)


def ask_reviewers(
    space: Workspace,
    audience: Audience,
    draft: Briefing,
    to: Sequence[str],
    now: dt.datetime,
    how: tuple[Server | None, Pace] = (None, PATIENCE),
) -> None:
    """Mail a draft as its readers would get it, with a link to its page in the reading room.

    Raises:
        ConfigError, MailError: see `alert`.
    """
    job = MailJob(space, audience, draft, sender_of(space), (), How())
    letter = letter_of(job, now, Silent())
    page = review_address(space, draft.edition)
    words = (
        "This is a draft, as its readers would get it. Nobody has it before a person approves it:"
    )
    link = f'<p style="{_NOTICE}">{html.escape(words)} <a href="{html.escape(page)}">{html.escape(page)}</a></p>'
    letter = letter._replace(
        key=hashlib.sha256(f"{now.isoformat()} {letter.key} review".encode()).hexdigest(),
        subject=f"For approval: {letter.subject}",
        text=f"{words}\n\n    {page}\n\n{letter.text}",
        html=_BODY.sub(lambda body: body.group() + link, letter.html, count=1),
        unsubscribe=unsubscribe_target(None, job.sender, "briefer drafts"),
    )
    _mailed(space, to, letter, how)


def review_address(space: Workspace, edition: Edition) -> str:
    """Return where a draft is reviewed: `serve.url`, else where `briefer serve` is by default."""
    serve = space.settings.serve
    site = serve.url or f"http://{serve.host}:{serve.port}{serve.path or '/'}"
    return (
        f"{site.rstrip('/')}/review/{edition.date.isoformat()}/{quote(edition.audience, safe='')}"
    )


def _mailed(
    space: Workspace, to: Sequence[str], letter: Letter, how: tuple[Server | None, Pace]
) -> None:
    server, pace = how
    body = on_the_wire(shared_part(letter))
    boxes = mailboxes(to)
    parcels = [
        Parcel(number, letter.sender.address, box.address, own_lines(letter, box), body)
        for number, box in enumerate(boxes)
    ]
    slips = _Slips()
    deliver(parcels, server or server_of(space), slips, pace, Silent())
    failed = [
        f"{box.address}: {words}"
        for number, box in enumerate(boxes)
        for outcome, words in [slips.outcomes.get(number, ("failed", "not tried"))]
        if outcome != "sent"
    ]
    if failed:
        raise MailError("not told: " + "; ".join(failed))
