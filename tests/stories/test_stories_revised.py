"""Late and changed articles: the right day's story is mended, what was sent stays as it was."""

import datetime as dt
from pathlib import Path

import pytest

from briefer.models import Article, Briefing, Edition, Origin
from briefer.pipeline.build.versions import address_of, note_versions
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.store import Store
from briefer.store.mailings import Addressed, Mailed, printing_of
from briefer.store.outbox import Outbox
from briefer.store.withdrawals import Withdrawals
from tests.stories.newsroom import NOW, Newsroom, changes, told

EXPULSION = (
    "KLOW - Ruritania expelled 17 diplomats of Syldavia on Tuesday, the foreign ministry in "
    "Strelsau said. The envoys have until June 9 to leave the country. The ministry accused them "
    "of spying on the port of Zenda."
)
MENDED = (
    "KLOW - Ruritania expelled 12 diplomats of Syldavia on Tuesday, the foreign ministry in "
    "Strelsau said. The envoys have until June 9 to leave the country. No reason was given."
)
NEXT = (
    "STRELSAU - Syldavia closed its consulate in Zenda on Wednesday in reply to the expulsion of "
    "its diplomats by Ruritania. The consul, Anna Vermeer, left by train."
)
LATE = (
    "STRELSAU - Lorries queued for 14 kilometres at the border between Ruritania and Borduria on "
    "Tuesday after a strike of customs officers. The union wants 900 crowns more a month."
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """Return a newsroom that has briefed the expulsion."""
    room = Newsroom(tmp_path)
    _expulsion(room, EXPULSION)
    room.briefs("2021-06-01")
    room.takes("next", NEXT, title="Consulate closed", published="2021-06-02T09:00:00Z")
    return room


def _expulsion(room: Newsroom, text: str, name: str = "expulsion") -> None:
    room.takes(
        name,
        text,
        title="Ruritania expels diplomats",
        source="Klow Courier",
        url="https://klow.example/expulsion?utm_source=feed",
        published="2021-06-01T09:00:00Z",
    )


def _late(room: Newsroom) -> None:
    room.takes("late", LATE, title="Lorries queue at the border", published="2021-06-01T20:00:00Z")


def test_a_changed_text_is_told_as_a_correction(room: Newsroom) -> None:
    """The new figure beside the one that was printed; nothing else of it is news."""
    _expulsion(room, MENDED, "expulsion-2")
    second = room.briefs("2021-06-02")
    corrected = changes(second, "corrected")
    ((_, before),) = ((n, b) for n, b in corrected.items() if "12 diplomats" in n)
    assert "17 diplomats" in before
    assert "17 diplomats" not in told(second)
    assert verify_briefing(room.space, room.file("2021-06-02")).good
    assert not any("June 9" in text for text in changes(second, "new_point"))


def test_what_the_new_text_leaves_out_is_told_as_withdrawn(room: Newsroom) -> None:
    """A claim that was printed and that its outlet has taken out stands among the changes."""
    _expulsion(room, MENDED, "expulsion-2")
    gone = changes(room.briefs("2021-06-02"), "withdrawn")
    (before,) = gone.values()
    assert "spying on the port of Zenda" in before
    assert before.startswith("2021-06-01: ")
    assert all("Klow Courier" in text and "changed its text" in text for text in gone)


def test_it_is_told_once(room: Newsroom) -> None:
    """The briefing after the next has nothing to correct."""
    _expulsion(room, MENDED, "expulsion-2")
    room.briefs("2021-06-02")
    room.takes("more", NEXT.replace("by train", "by ship"), published="2021-06-03T09:00:00Z")
    third = room.briefs("2021-06-03")
    assert not changes(third, "corrected")
    assert not changes(third, "withdrawn")


def test_the_day_built_again_has_the_new_text(room: Newsroom) -> None:
    """A corrected edition of the day itself: the older text's claims are not printed as news."""
    _expulsion(room, MENDED, "expulsion-2")
    again = told(room.briefs("2021-06-01"))
    assert "12 diplomats" in again
    assert "17 diplomats" not in again


def test_of_two_versions_read_at_once_the_newer_is_briefed(tmp_path: Path) -> None:
    """Nothing is corrected that nobody was told."""
    room = Newsroom(tmp_path)
    _expulsion(room, EXPULSION, "a")
    _expulsion(room, MENDED, "b")
    first = room.briefs("2021-06-01")
    assert "12 diplomats" in told(first)
    assert "17 diplomats" not in told(first)
    assert first["stories"][0]["independent_sources"] == 1
    assert len(first["stories"][0]["articles"]) == 1


def test_a_correction_is_never_too_old(room: Newsroom) -> None:
    """An article of last week is late for the news, its correction is not."""
    room.takes("week", NEXT.replace("Zenda", "Hentzau"), published="2021-06-08T09:00:00Z")
    room.briefs("2021-06-08")
    _expulsion(room, MENDED, "expulsion-2")
    room.takes("day", NEXT.replace("Zenda", "Ulgau"), published="2021-06-09T09:00:00Z")
    assert any("12 diplomats" in text for text in changes(room.briefs("2021-06-09"), "corrected"))


def test_what_came_in_late_is_told_as_late(room: Newsroom) -> None:
    """Published on the day before, read after its briefing: the next one says so."""
    _late(room)
    second = room.briefs("2021-06-02")
    assert any("border" in text or "Lorries" in text for text in changes(second, "late"))
    assert second["stats"]["late_articles"] == 1
    assert "Arrived late: " in room.file("2021-06-02", "txt").read_text("utf-8")


def _mail(room: Newsroom, date: dt.date) -> Briefing:
    """Mail the stored edition of a date to one reader."""
    with room.store() as store:
        outbox = Outbox(store, NOW)
        briefing = outbox.briefing(Edition("default", date))
        assert briefing is not None
        printing = printing_of(briefing)
        with outbox.locked():
            mailed = Mailed("desk@example.org", "Briefing", b"")
            outbox.queue(printing, mailed, [Addressed("a@example.org", "a@example.org", b"")])
            store.database.execute("UPDATE outbox SET status='sent'")
    return briefing


def test_a_day_built_again_does_not_disturb_what_was_sent(room: Newsroom) -> None:
    """The next briefing compares with what readers got, and tells them what they missed."""
    sent = _mail(room, dt.date(2021, 6, 1))
    _late(room)
    _expulsion(room, MENDED, "expulsion-2")
    again = room.briefs("2021-06-01")
    assert "Lorries" in told(again)
    with room.store() as store:
        kept = store.database.execute("SELECT body FROM editions").fetchall()
        assert [Briefing.model_validate_json(body) for (body,) in kept] == [sent]
    second = room.briefs("2021-06-02")
    assert changes(second, "late")
    assert any("17 diplomats" in before for before in changes(second, "corrected").values())


def test_a_day_built_again_that_nobody_was_sent_replaces_the_first(room: Newsroom) -> None:
    """Without mail the edition that stands in the folder is the one that readers have."""
    _late(room)
    room.briefs("2021-06-01")
    assert not changes(room.briefs("2021-06-02"), "late")


# --- what is a version ----------------------------------------------------------------------


def _save(store: Store, *articles: Article) -> None:
    store.save_input("x", articles, (), lambda _, new: new, NOW)


def _at(name: str, text: str, url: str, title: str | None = None, day: int = 1) -> Article:
    return Article(
        id=name,
        text=text,
        title=title,
        published=dt.date(2021, 6, day),
        origins=(Origin(location=f"{name}.txt", url=url),),
    )


LONG = " ".join(f"word{n}" for n in range(80))


@pytest.mark.parametrize(
    ("older", "newer", "same"),
    [
        (("Talks", LONG), ("Talks", "Quite another text."), True),  # one headline
        (("One", LONG), ("Two", LONG + " and more"), True),  # much the same words
        (("Monday in brief", "It rained."), ("Tuesday in brief", "It snowed."), False),
        ((None, LONG), (None, LONG[::-1]), False),
    ],
)
def test_versions_stand_at_one_address_and_are_alike(
    tmp_path: Path, older: tuple[str | None, str], newer: tuple[str | None, str], same: bool
) -> None:
    """A live page or a newsletter has many texts at one address; they are no versions."""
    with Store(tmp_path / "s.db") as store:
        _save(store, _at("a1", older[1], "http://www.x.example/p/", older[0]))
        note_versions(store)
        _save(store, _at("a2", newer[1], "https://x.example/p#top", newer[0]))
        note_versions(store)
        assert Withdrawals(store).gone().newer == ({"a1": "a2"} if same else {})


def test_the_later_day_is_the_newer_version(tmp_path: Path) -> None:
    """An older page read later does not take the place of a newer one."""
    with Store(tmp_path / "s.db") as store:
        _save(store, _at("a2", LONG + " two", "https://x.example/p", day=2))
        _save(store, _at("a1", LONG, "https://x.example/p", day=1))
        note_versions(store)
        assert Withdrawals(store).gone().newer == {"a1": "a2"}


def test_a_newer_version_withdrawn_brings_the_older_back(tmp_path: Path) -> None:
    """The text that replaced another is taken back: the other stands again."""
    with Store(tmp_path / "s.db") as store:
        _save(store, _at("a1", LONG, "https://x.example/p"))
        _save(store, _at("a2", LONG + " two", "https://x.example/p"))
        note_versions(store)
        book = Withdrawals(store)
        book.withdraw("a2", "", "a slip", NOW)
        assert book.gone().articles == {"a2"}


def test_an_older_text_that_others_carry_stays(tmp_path: Path) -> None:
    """One of two outlets has changed the copy: the other still has it."""
    older = _at("a1", LONG, "https://x.example/p")
    other = Origin(location="other.txt", source="Other", url="https://other.example/p")
    with Store(tmp_path / "s.db") as store:
        _save(store, older.model_copy(update={"origins": (*older.origins, other)}))
        _save(store, _at("a2", LONG + " two", "https://x.example/p"))
        note_versions(store)
        gone = Withdrawals(store).gone()
        assert gone.newer == {}
        (article,) = store.articles(["a1"]).values()
        assert [o.source for o in gone.standing(article).origins] == ["Other"]
        assert gone.standing(article).source == "Other"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTP://WWW.X.example/p/?utm_medium=a&id=3#top", "https://x.example/p?id=3"),
        ("https://x.example/", ""),
        ("not an address", ""),
        ("http://[half", ""),
        (None, ""),
    ],
)
def test_an_address_has_one_spelling(url: str | None, address: str) -> None:
    """What is followed for statistics is no part of it; a front page is no page of its own."""
    assert address_of(url) == address
