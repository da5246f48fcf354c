"""An article withdrawn takes its claims with it, and whoever was told hears of it."""

import datetime as dt
from pathlib import Path

import pytest

from briefer.cli import texts
from briefer.errors import UsageError
from briefer.pipeline.workspace.certificate import verify_briefing
from briefer.pipeline.workspace.withdrawals import Word, withdraw, withdrawals
from tests.stories.newsroom import NOW, Newsroom, changes, told

VISIT = (
    "KLOW - The foreign minister of Syldavia, Olga Marek, arrived in Borduria on Tuesday for talks "
    "about the closed bridge over the river Wladir. Marek met the Bordurian president in Szohod. "
    "The two sides agreed to open the bridge for lorries on June 9."
)
QUAKE = (
    "SZOHOD - An earthquake destroyed 212 houses in the east of Borduria on Tuesday, the ministry "
    "of civil defence said. Rescue teams from three countries were on their way to the valley of "
    "Zileheroum. The ministry asked for tents and blankets."
)
TALKS = (
    "KLOW - Lorries will cross the bridge over the river Wladir again on June 9, the Syldavian "
    "customs office said on Wednesday. The office has hired 40 officers for the crossing."
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """Return a newsroom that has briefed the visit and the earthquake."""
    room = Newsroom(tmp_path)
    room.takes(
        "visit",
        VISIT,
        title="Syldavian minister in Borduria",
        source="Klow Courier",
        published="2021-06-01T09:00:00Z",
        url="https://klow.example/visit",
    )
    room.takes(
        "quake",
        QUAKE,
        title="Earthquake in Borduria",
        source="Szohod Post",
        published="2021-06-01T10:00:00Z",
        url="https://szohod.example/quake",
    )
    room.takes(
        "talks",
        TALKS,
        title="Lorries to cross the Wladir bridge again",
        source="Travel Times",
        published="2021-06-02T09:00:00Z",
    )
    return room


def _withdraw(room: Newsroom, name: str, why: str = "it was invented", **fields: bool) -> str:
    return texts.withdrawn(withdraw(room.space, Word((name,), why, **fields), NOW))


def test_the_command_lists_the_briefings_that_used_it(room: Newsroom) -> None:
    """Date, audience, claims, and whether it was mailed."""
    room.briefs("2021-06-01")
    printed = _withdraw(room, "https://szohod.example/quake")
    assert "Withdrawn: “Earthquake in Borduria” (Szohod Post, 2021-06-01)" in printed
    assert "Why: it was invented" in printed
    assert "2021-06-01  default: " in printed
    assert "not mailed" in printed


def test_its_claims_leave_every_later_build(room: Newsroom) -> None:
    """A story that it alone told is gone, from a day built again as well."""
    assert "212 houses" in told(room.briefs("2021-06-01"))
    _withdraw(room, "https://szohod.example/quake")
    again = room.briefs("2021-06-01")
    assert "212 houses" not in told(again)
    assert len(again["stories"]) == 1


def test_the_next_briefing_says_so_once(room: Newsroom) -> None:
    """What was withdrawn, why, and what was printed; the day after, nothing more."""
    room.takes("later", TALKS.replace("40", "60"), published="2021-06-03", source="Klow Courier")
    room.briefs("2021-06-01")
    _withdraw(room, "https://szohod.example/quake")
    second = room.briefs("2021-06-02")
    ((text, before),) = changes(second, "withdrawn").items()
    assert text == "“Earthquake in Borduria” (Szohod Post, 2021-06-01): it was invented"
    assert before.startswith("2021-06-01: ")
    assert "212 houses" in before
    assert "Withdrawn: “Earthquake in" in room.file("2021-06-02", "txt").read_text("utf-8")
    assert not changes(room.briefs("2021-06-03"), "withdrawn")


def test_who_was_not_told_hears_nothing(room: Newsroom) -> None:
    """An article withdrawn before anybody was briefed on it is just not there."""
    room.briefs("2021-06-01")
    room.takes("late", "The rumour of a coup in Klow spread on Wednesday.", published="2021-06-02")
    with room.store() as store:
        assert store.article_count() == 3
    room.briefs("2021-06-02")
    _withdraw(room, _id_of(room, "rumour"))
    assert not changes(room.briefs("2021-06-02"), "withdrawn")


def _id_of(room: Newsroom, word: str) -> str:
    with room.store() as store:
        return next(a.id for a in store.articles(store.article_ids()).values() if word in a.text)


def test_verify_says_that_a_briefing_rests_on_it(room: Newsroom) -> None:
    """The old briefing's claims are not supported any more, the others are."""
    room.briefs("2021-06-01")
    assert verify_briefing(room.space, room.file("2021-06-01")).good
    _withdraw(room, _id_of(room, "212 houses")[:6])
    certificate = verify_briefing(room.space, room.file("2021-06-01"))
    assert not certificate.good
    assert "RESTS ON A WITHDRAWN ARTICLE “Earthquake" in texts.certificate(certificate)
    assert all("bridge" not in result.text for result in certificate.failed)
    room.briefs("2021-06-02")
    assert verify_briefing(room.space, room.file("2021-06-02")).good


def test_undone_it_stands_again_and_who_was_told_hears_that_too(room: Newsroom) -> None:
    """The claims come back as corrections of the withdrawal."""
    room.takes("later", TALKS.replace("40", "60"), published="2021-06-03", source="Klow Courier")
    room.briefs("2021-06-01")
    _withdraw(room, "https://szohod.example/quake")
    room.briefs("2021-06-02")
    assert [a.title for _, a in withdrawals(room.space)] == ["Earthquake in Borduria"]
    _withdraw(room, "https://szohod.example/quake", "the outlet was right", undo=True)
    assert withdrawals(room.space) == []
    back = changes(room.briefs("2021-06-03"), "corrected")
    assert any("212 houses" in text and "it was invented" in was for text, was in back.items())
    assert verify_briefing(room.space, room.file("2021-06-03")).good
    assert "212 houses" in told(room.briefs("2021-06-01"))


def test_what_another_reports_as_well_stays(room: Newsroom) -> None:
    """A claim that rests on two articles goes on resting on the one that stands."""
    room.takes(
        "quake2",
        QUAKE.replace("were on their way", "are on their way").replace("SZOHOD - ", "")
        + " Schools stay closed until Monday.",
        title="Borduria asks for tents",
        source="Valley News",
        published="2021-06-01T12:00:00Z",
    )
    room.briefs("2021-06-01")
    printed = _withdraw(room, "https://szohod.example/quake")
    assert "Copies of it, edited or cut, stay" in printed
    assert "Borduria asks for tents" in printed
    assert "212 houses" in told(room.briefs("2021-06-01"))
    assert not any("212" in before for before in changes(room.briefs("2021-06-02"), "withdrawn"))
    _withdraw(room, "https://szohod.example/quake", copies=True)
    assert "212 houses" not in told(room.briefs("2021-06-01"))


def test_one_outlet_may_withdraw_a_text_that_others_carry(room: Newsroom) -> None:
    """By its address only that outlet's is taken back; by its id the text itself."""
    room.takes(
        "copy",
        QUAKE,
        title="Houses destroyed",
        source="Valley News",
        published="2021-06-01T12:00:00Z",
        url="https://valley.example/quake",
    )
    room.briefs("2021-06-01")
    assert "still stands, carried by: Valley News" in _withdraw(
        room, "https://szohod.example/quake"
    )
    again = room.briefs("2021-06-01")
    assert "212 houses" in told(again)
    outlets = {outlet for story in again["stories"] for outlet in story["outlets"]}
    assert "Valley News" in outlets
    assert "Szohod Post" not in outlets
    _withdraw(room, _id_of(room, "212 houses"))
    assert "212 houses" not in told(room.briefs("2021-06-01"))


def test_the_calendar_forgets_it(room: Newsroom) -> None:
    """An appointment that nobody else announced is off the calendar."""
    room.takes("word", "Nothing else happened in Klow on Wednesday.", published="2021-06-02")
    (room.space.root / "articles" / "talks.txt").unlink()
    assert any(item["date"] == "2021-06-09" for item in room.briefs("2021-06-01")["calendar"])
    _withdraw(room, "https://klow.example/visit")
    assert not any(item["date"] == "2021-06-09" for item in room.briefs("2021-06-02")["calendar"])


def test_withdrawing_twice_is_said(room: Newsroom) -> None:
    """Nothing changes the second time."""
    room.briefs("2021-06-01")
    _withdraw(room, "https://szohod.example/quake")
    assert "(it was already)" in _withdraw(room, "https://szohod.example/quake")
    assert len(withdrawals(room.space)) == 1


@pytest.mark.parametrize(
    ("name", "why", "words"),
    [
        ("nothing-here", "x", "is no article here"),
        ("a", "x", "is no article here"),
        ("https://szohod.example/quake", " ", "say why"),
        ("https://szohod.example/quake", "x" * 501, "longer than 500"),
    ],
)
def test_errors_say_what_to_do(room: Newsroom, name: str, why: str, words: str) -> None:
    """An unknown name and a missing reason are refused, and nothing is withdrawn."""
    room.briefs("2021-06-01")
    with pytest.raises(UsageError, match=words):
        _withdraw(room, name, why)
    assert withdrawals(room.space) == []


def test_a_moment_is_kept_in_utc(room: Newsroom) -> None:
    """When an article was withdrawn is read back as it was."""
    room.briefs("2021-06-01")
    _withdraw(room, "https://szohod.example/quake")
    ((word, _),) = withdrawals(room.space)
    assert word.at == NOW.astimezone(dt.UTC)
