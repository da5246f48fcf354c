"""Drafts under review, their audit trail, and what was approved: written once, never changed.

A draft's row keeps the briefing as built and the decisions on it; `briefings.body` holds it as
printed after them. Whoever builds again writes a new body, which its digest gives away.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from briefer.models import Edition
from briefer.store.database import Store
from briefer.store.mailings import Mailed
from briefer.store.moments import utc

_DRAFT = "audience, date, state, revision, built, base, printed, decisions, updated, who"


class StoredDraft(NamedTuple):
    """A draft as it is stored. `built`, `base` and `decisions` are JSON."""

    edition: Edition
    state: str
    revision: int
    built: str
    base: str
    printed: str
    decisions: str
    updated: dt.datetime
    who: str


class Trace(NamedTuple):
    """A line of the audit trail; `number` is 0 for one that is still to be written."""

    number: int
    at: dt.datetime
    who: str
    action: str
    item: str
    was: str
    became: str
    revision: int


class Approved(NamedTuple):
    """An approval. `briefing` is JSON; `mail` None where no mail could be made; hashes by name."""

    who: str
    at: dt.datetime
    digest: str
    briefing: str
    mail: Mailed | None
    hashes: dict[str, str]


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


class Reviews:
    """The reviews of an open store. Write inside `store.transaction()`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    # --- drafts ---

    def stored(self, edition: Edition) -> tuple[str, str] | None:
        """Return the stored briefing as printed, and before the limits cut it, both JSON."""
        row = self._db.execute(
            "SELECT body, base FROM briefings WHERE audience=? AND date=?",
            _key(edition),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def kept(self, edition: Edition) -> StoredDraft | None:
        """Return the draft, if there is one."""
        row = self._db.execute(
            f"SELECT {_DRAFT} FROM drafts WHERE audience=? AND date=?",  # noqa: S608 - our own words
            _key(edition),
        ).fetchone()
        what = f"the draft of {edition}"
        return self._db.needed(lambda: _kept(*row), what) if row else None

    def all(self) -> list[StoredDraft]:
        """Return every draft, approved ones too, latest date first."""
        rows = self._db.execute(f"SELECT {_DRAFT} FROM drafts ORDER BY date DESC, audience")  # noqa: S608 - the same
        return list(self._db.sound(rows, _kept, "a draft"))

    def keep(self, kept: StoredDraft, body: str, base: str) -> None:
        """Store a draft, the briefing as it is printed now, and what it is to be known by."""
        draft = (
            *_key(kept.edition),
            kept.state,
            kept.revision,
            kept.built,
            kept.base,
            digest(body),
            kept.decisions,
            utc(kept.updated),
            kept.who,
        )
        self._db.replace("drafts", [draft])
        row = self._db.one(
            "SELECT audience, date, window_end, last_seq, articles FROM briefings "
            "WHERE audience=? AND date=? AND (body<>? OR base<>?)",
            (*_key(kept.edition), body, base),
        )
        if row is not None:  # replaced, so that what was mailed before is kept as an edition
            self._db.replace("briefings", [(*row, body, base)])
            self._db.note_resting(body, base)

    # --- the trail ---

    def trace(self, edition: Edition, trace: Trace) -> None:
        """Add a line to the trail."""
        self._db.execute(
            "INSERT INTO trail (audience, date, at, who, action, item, was, became, revision) "
            "VALUES (?,?,?,?,?,?,?,?,?)",
            (
                *_key(edition),
                utc(trace.at),
                trace.who,
                trace.action,
                trace.item,
                trace.was,
                trace.became,
                trace.revision,
            ),
        )

    def trail(self, edition: Edition) -> list[Trace]:
        """Return the trail of an edition, oldest line first."""
        rows = self._db.execute(
            "SELECT number, at, who, action, item, was, became, revision FROM trail "
            "WHERE audience=? AND date=? ORDER BY number",
            _key(edition),
        )
        return list(self._db.sound(rows, _trace, "a line of the trail"))

    # --- approvals ---

    def approve(self, edition: Edition, approved: Approved, files: Mapping[str, bytes]) -> None:
        """Keep what was approved, for good."""
        mail = approved.mail or Mailed("", "", b"")
        (number,) = self._db.execute(
            "INSERT INTO approvals (audience, date, at, who, digest, briefing, sender, subject, "
            "mail) VALUES (?,?,?,?,?,?,?,?,?) RETURNING id",
            (
                *_key(edition),
                utc(approved.at),
                approved.who,
                approved.digest,
                approved.briefing,
                *mail,
            ),
        ).fetchone()
        self._db.executemany(
            "INSERT INTO approved_files VALUES (?,?,?,?)",
            [(number, name, digest(content), content) for name, content in sorted(files.items())],
        )

    def approved(self, edition: Edition) -> Approved | None:
        """Return the approval that holds, if one does."""
        kept = self.kept(edition)
        if kept is None or kept.state != "approved":
            return None
        row = self._db.execute(
            "SELECT id, at, who, digest, briefing, sender, subject, mail FROM approvals "
            "WHERE audience=? AND date=? ORDER BY id DESC LIMIT 1",
            _key(edition),
        ).fetchone()
        if row is None:
            self._db.note_damage(f"the approval of {edition}", ValueError("it is not there"))
            return None
        number, at, who, summed, briefing, *mail = row
        hashes = self._db.execute(
            "SELECT name, sha256 FROM approved_files WHERE approval=? ORDER BY name", (number,)
        )
        return Approved(
            who=who,
            at=self._db.needed(lambda: dt.datetime.fromisoformat(at), f"the approval of {edition}"),
            digest=summed,
            briefing=briefing,
            mail=Mailed(*mail) if mail[0] else None,
            hashes=dict(hashes.fetchall()),
        )

    def files(self, edition: Edition) -> dict[str, bytes]:
        """Return the files that were approved last, by format."""
        rows = self._db.execute(
            "SELECT name, content FROM approved_files WHERE approval="
            "(SELECT max(id) FROM approvals WHERE audience=? AND date=?) ORDER BY name",
            _key(edition),
        )
        return dict(rows.fetchall())


def _key(edition: Edition) -> tuple[str, str]:
    """Return an edition as the tables name it."""
    return edition.audience, edition.date.isoformat()


def _trace(number: int, at: str, *rest: Any) -> Trace:
    return Trace(number, dt.datetime.fromisoformat(at), *rest)


def _kept(  # noqa: PLR0913, PLR0917 - the columns of a row
    audience: str,
    date: str,
    state: str,
    revision: int,
    built: str,
    base: str,
    printed: str,
    decisions: str,
    updated: str,
    who: str,
) -> StoredDraft:
    return StoredDraft(
        edition=Edition(audience, dt.date.fromisoformat(date)),
        state=state,
        revision=revision,
        built=built,
        base=base,
        printed=printed,
        decisions=decisions,
        updated=dt.datetime.fromisoformat(updated),
        who=who,
    )
