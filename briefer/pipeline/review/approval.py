"""Approval: the bytes that a person has read are frozen, and these are sent.

What is frozen: every file of the edition, and the message that all its recipients share, as SMTP
sends it. A recipient's own header lines (To, Message-ID, List-Unsubscribe) come before it.
"""

import datetime as dt
from typing import NamedTuple

from briefer.editions.audiences import Audience
from briefer.errors import CheckFailedError, ConflictError, UsageError
from briefer.grounding import verify
from briefer.models import Briefing, Edition
from briefer.pipeline.build.documents import Documents
from briefer.pipeline.build.records import withdrawn_behind
from briefer.pipeline.build.retractions import named, without_withdrawn
from briefer.pipeline.output.files import write_files
from briefer.pipeline.output.letters import How, MailJob, letter_of, sender_of, shared_of
from briefer.pipeline.output.publication import make_files
from briefer.pipeline.progress import Progress, Silent
from briefer.pipeline.review.desk import Act, ReviewDesk
from briefer.pipeline.review.drafts import By, Draft
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.mailings import Mailed, printing_of
from briefer.store.outbox import Outbox
from briefer.store.reviews import Approved, Reviews, digest
from briefer.store.withdrawals import Withdrawals

NAMED = 20  # claims that an error names
ALWAYS = ("md", "html", "txt", "json")


class Held(NamedTuple):
    """An approved edition: what it says, its files by format, and its mail."""

    briefing: Briefing
    files: dict[str, bytes]
    mail: Mailed | None


def approve(
    space: Workspace,
    edition: Edition,
    by: By,
    progress: Progress | None = None,
    attach: tuple[str, ...] = (),
) -> Draft:
    """Freeze the edition's bytes, files and mail: these and no others are sent.

    Every claim is checked again first, those written by hand too. `attach` are formats that go
    along with the mail. Without `smtp.from` no mail is made, and none can be sent.

    Raises:
        CheckFailedError: a claim is no longer borne out; each is named.
        ConflictError: somebody changed the draft meanwhile.
    """
    listener = progress or Silent()
    with Store(space.state) as store:
        desk = ReviewDesk(store, space, edition, by.now)
        desk.expect(by)
        final = desk.printed().model_copy(update={"approval": "approved"})
        _proved(store, final)
        held = _frozen(desk, final, by, listener, attach)
        with store.transaction():
            again = ReviewDesk(store, space, edition, by.now)
            again.expect(by._replace(revision=desk.kept.revision))
            _seal(again, held, by)
        write_files(space, final, held.files)
        return again.draft()


def reopen(space: Workspace, edition: Edition, by: By, progress: Progress | None = None) -> Draft:
    """Make an approved edition a draft again; what was approved stays in the trail.

    Raises:
        UsageError: it is not approved.
    """
    with Store(space.state) as store:
        with store.transaction():
            desk = ReviewDesk(store, space, edition, by.now)
            approved = desk.reviews.approved(edition)
            if desk.kept.state != "approved":
                raise UsageError(f"{edition} is not approved")
            if by.revision not in {None, desk.kept.revision}:
                raise ConflictError(f"{edition} was changed while you read it: look at it again")
            desk.decide(
                desk.decisions, by, [Act("reopened", was=approved.digest if approved else "")]
            )
        printed = desk.printed()
        formats = tuple(Reviews(store).files(edition))
        write_files(space, printed, _rendered(desk, printed, formats, progress or Silent()))
        return desk.draft()


def held(store: Store, edition: Edition) -> Held | None:
    """Return the edition as it was approved, if it is."""
    reviews = Reviews(store)
    approved = reviews.approved(edition)
    if approved is None:
        return None
    what = f"the approval of {edition}"
    briefing = store.database.needed(lambda: Briefing.model_validate_json(approved.briefing), what)
    return Held(briefing, reviews.files(edition), approved.mail)


def overtaken(store: Store, briefing: Briefing) -> tuple[str, ...]:
    """Return the articles a briefing rests on that were withdrawn, as a reader knows them."""
    whole = Withdrawals(store).gone().whole
    used = {article for claim in briefing.claims() for article in claim.articles}
    return tuple(named(article) for article in store.articles(sorted(used & whole)).values())


def drafted(
    store: Store, space: Workspace, audience: Audience, briefing: Briefing, now: dt.datetime
) -> Briefing:
    """Return a briefing just built as it is to be printed: with what was decided, as a draft."""
    if not audience.approval:
        return briefing
    return ReviewDesk(store, space, Edition(audience.name, briefing.date), now).printed()


def _proved(store: Store, final: Briefing) -> None:
    proof = list(verify(final, Documents(store.library, store)))
    told = withdrawn_behind(store, proof)
    results, withdrawn = without_withdrawn(proof, told), tuple(told.values())
    failed = [one for one in results if one.check.status == "rejected"]
    if failed or withdrawn:
        lines = [f"  {one.place}: {one.text}" for one in failed]
        lines += [f"  rests on a withdrawn article: {words}" for words in withdrawn]
        more = len(lines) - NAMED
        lines = [*lines[:NAMED], f"  and {more} more"] if more > 0 else lines
        raise CheckFailedError(
            f"not approved: the articles no longer bear out all of the {final.audience} briefing "
            f"of {final.date}:\n" + "\n".join(lines) + "\ndrop or edit these, or build it again"
        )


def _frozen(
    desk: ReviewDesk, final: Briefing, by: By, listener: Progress, attach: tuple[str, ...]
) -> Held:
    formats = tuple(dict.fromkeys((*ALWAYS, *desk.audience.formats)))
    files = _rendered(desk, final, formats, listener)
    if not desk.space.settings.smtp.sender:
        return Held(final, files, None)
    printing = printing_of(final)
    mailed = Outbox(desk.store, by.now).mailed(printing)
    if mailed is None:
        sender = sender_of(desk.space)
        how = How(attach=attach)
        before = Outbox(desk.store, by.now).sent_before(printing)
        job = MailJob(desk.space, desk.audience, final, sender, (), how, replaces=before)
        mailed = shared_of(letter_of(job, by.now, listener))
    else:
        listener.note("readers have this edition already: the mail is the one they got")
    return Held(final, files, mailed)


def _rendered(
    desk: ReviewDesk, briefing: Briefing, formats: tuple[str, ...], listener: Progress
) -> dict[str, bytes]:
    made, failed = make_files(briefing, desk.audience, desk.space, formats)
    for error in failed.values():
        raise error
    for note in dict.fromkeys(note for one in made.values() for note in one.notes):
        listener.note(note)
    return {name: one.data for name, one in made.items()}


def _seal(desk: ReviewDesk, held: Held, by: By) -> None:
    hashes = {name: digest(content) for name, content in sorted(held.files.items())}
    lines = [f"{name} {value}" for name, value in hashes.items()]
    lines += [f"mail {digest(held.mail.body)}"] if held.mail else []
    approved = Approved(
        who=by.who,
        at=by.now,
        digest=digest("\n".join(lines)),
        briefing=held.briefing.model_dump_json(),
        mail=held.mail,
        hashes=hashes,
    )
    printing = printing_of(held.briefing)
    Outbox(desk.store, by.now).forget(printing)  # an earlier message that reached nobody
    desk.reviews.approve(desk.edition, approved, held.files)
    act = Act("approved", became=f"{approved.digest} ({'; '.join(lines)})")
    desk.write(held.briefing, by, [act], state="approved")
