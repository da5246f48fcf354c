"""The outbox: what is written down before and after each message, and what a crash leaves."""

import datetime as dt
from collections.abc import Iterator

import pytest

from briefer.errors import BusyError, StoreError
from briefer.models import Edition
from briefer.state import StateAt
from briefer.store import Store
from briefer.store.outbox import Addressed, Mailed, Outbox, Printing, digest_of
from tests.deliver.desk import NOW, example

FIRST = Printing(Edition("default", dt.date(2021, 6, 1)), "first")
SECOND = FIRST._replace(digest="second")
MAILED = Mailed("desk@example.org", "Morning briefing", b"body")
READERS = [Addressed(f"{n}@example.org", f"{n}@example.org", b"head") for n in "abc"]
KEYS = [reader.recipient for reader in READERS]


@pytest.fixture
def store(state: StateAt) -> Iterator[Store]:
    """Return an open, empty store, of each kind."""
    with Store(state) as opened:
        yield opened


@pytest.fixture
def outbox(store: Store) -> Outbox:
    """Return its outbox with three readers queued."""
    box = Outbox(store, NOW)
    with box.locked():
        assert box.queue(FIRST, MAILED, READERS) == 3
    return box


def reopened(store: Store, boot: str | None = None) -> Outbox:
    """Return the outbox as the next process finds it; after another boot of the machine if given."""
    box = Outbox(store, NOW)
    if boot:
        box._boot = boot
    with box.locked():
        return box


def statuses(box: Outbox) -> list[str]:
    """Return the statuses, in order."""
    return [row.status for row in box.rows()]


def test_queueing_twice_queues_once(outbox: Outbox) -> None:
    """The edition's message is stored once, each reader once; a new reader is added."""
    assert outbox.has_mailing(FIRST)
    more = Addressed("d@example.org", "d@example.org", b"head")
    assert outbox.queue(FIRST, None, [*READERS, more]) == 1
    assert len(outbox.waiting(FIRST, [*KEYS, "d@example.org"])) == 4
    assert [one.body for one in outbox.waiting(FIRST, KEYS)] == [b"body"] * 3


def test_a_message_is_claimed_once(outbox: Outbox) -> None:
    """Nothing is claimed that is under way, sent, or settled for good."""
    first, second, _ = (one.id for one in outbox.waiting(FIRST, KEYS))
    outbox.claim(first)
    with pytest.raises(StoreError, match="not waiting"):
        outbox.claim(first)
    outbox.settle(first, "sent", "250 ok")
    outbox.settle(second, "refused", "550 no")
    for row in (first, second):
        with pytest.raises(StoreError):
            outbox.claim(row)
    assert statuses(outbox) == ["sent", "refused", "queued"]
    assert [row.error for row in outbox.rows()] == ["", "550 no", ""]
    assert [row.attempts for row in outbox.rows()] == [1, 1, 0]


def test_what_a_dead_process_left_is_unsure(store: Store, outbox: Outbox) -> None:
    """A message claimed and not settled may have arrived; those before their claim have not."""
    waiting = outbox.waiting(FIRST, KEYS)
    outbox.claim(waiting[0].id)
    found = reopened(store)
    assert statuses(found) == ["unsure", "queued", "queued"]
    assert [one.address for one in found.waiting(FIRST, KEYS)] == KEYS[1:]


def test_what_a_power_cut_may_have_undone_is_unsure(store: Store, outbox: Outbox) -> None:
    """After another boot even a lost claim can't be sent again: it was forced to disk before."""
    waiting = outbox.waiting(FIRST, KEYS)
    outbox.settle(waiting[2].id, "queued", "451 later")
    outbox.claim(waiting[0].id)
    outbox.settle(waiting[0].id, "sent", "250 ok")
    # The disk loses what was not forced to it: the claim and the answer.
    with store.transaction():
        store.database.execute(
            "UPDATE outbox SET status='queued', boot=(SELECT boot FROM outbox WHERE id=?) "
            "WHERE id=?",
            (waiting[1].id, waiting[0].id),
        )
    assert statuses(reopened(store)) == ["queued"] * 3
    assert statuses(reopened(store, boot="another")) == ["unsure"] * 3


def test_what_was_never_about_to_be_sent_stays_queued(store: Store, outbox: Outbox) -> None:
    """A power cut before the first claim costs nobody anything."""
    outbox.waiting(FIRST, KEYS)
    assert statuses(reopened(store, boot="another")) == ["queued"] * 3


def test_the_claim_is_on_disk_before_the_message_goes(store: Store, outbox: Outbox) -> None:
    """Another connection sees the claim as soon as it is made."""
    outbox.claim(outbox.waiting(FIRST, KEYS)[0].id)
    with Store(store.state) as other:
        ((count,),) = other.database.execute("SELECT count(*) FROM outbox WHERE status='sending'")
        ((ready,),) = other.database.execute("SELECT count(*) FROM outbox WHERE boot IS NOT NULL")
    assert (count, ready) == (1, 3)


def test_one_process_sends_at_a_time(store: Store, outbox: Outbox) -> None:
    """A second one is told, and does not take the first one's messages for orphans."""
    with outbox.locked():
        outbox.claim(outbox.waiting(FIRST, KEYS)[0].id)
        with (
            pytest.raises(BusyError, match="another briefer is sending"),
            Outbox(store, NOW).locked(),
        ):
            pass
        assert statuses(outbox)[0] == "sending"
    with outbox.locked():
        pass


def test_a_changed_edition_takes_the_place_of_what_still_waits(outbox: Outbox) -> None:
    """Nobody gets two of a day: who may have the first is known, the others get the second."""
    first, second, _ = outbox.waiting(FIRST, KEYS)
    outbox.claim(first.id)
    outbox.settle(first.id, "sent", "250 ok")
    outbox.settle(second.id, "failed", "no answer")
    assert outbox.served_otherwise(SECOND) == {"a@example.org"}
    assert outbox.queue(SECOND, MAILED, READERS[1:]) == 2
    assert [row.recipient for row in outbox.rows()] == KEYS
    assert [row.status for row in outbox.of_printing(SECOND)] == ["queued", "queued"]


def test_a_person_decides(outbox: Outbox) -> None:
    """Retry and drop do what they say, to what can be decided on only."""
    first, second, third = (one.id for one in outbox.waiting(FIRST, KEYS))
    outbox.settle(first, "unsure", "?")
    outbox.claim(second)
    outbox.settle(second, "sent", "250 ok")
    assert outbox.retry([first, second, 99]) == 1
    assert outbox.drop([first, second, third]) == 2
    assert statuses(outbox) == ["dropped", "sent", "dropped"]
    assert outbox.served_otherwise(SECOND) == set(KEYS)
    assert outbox.retry([third]) == 1


def test_the_digest_is_of_what_a_reader_sees() -> None:
    """Tokens spent make no other edition, words do."""
    briefing = example()
    spent = briefing.stats.model_copy(update={"tokens": 99})
    assert digest_of(briefing.model_copy(update={"stats": spent})) == digest_of(briefing)
    assert digest_of(briefing.model_copy(update={"title": "Other"})) != digest_of(briefing)


def test_a_stored_briefing_is_found_by_audience_and_date(store: Store) -> None:
    """What `build` stored is what is sent."""
    briefing = example()
    store.save_briefing(briefing, briefing, 1, ())
    box = Outbox(store, NOW)
    assert box.briefing(briefing.edition) == briefing
    later = briefing.date + dt.timedelta(days=1)
    assert box.briefing(Edition("default", later)) is None
    assert box.dates("default") == (briefing.date,)
