"""Source notes: who stands behind an outlet."""

from pathlib import Path
from typing import Any

import pytest

from briefer.errors import ConfigError
from briefer.stories import OutletBook, note


@pytest.mark.parametrize("name", ["Reuters", "REUTERS", "reuters.com", "https://www.reuters.com/x"])
def test_an_outlet_is_known_by_name_and_address(name: str) -> None:
    """Name, domain and URL lead to the same note."""
    found = note(name)
    assert found is not None
    assert (found.name, found.country, found.ownership) == ("Reuters", "GB", "agency")


def test_state_outlets_are_marked() -> None:
    """A reader must see that a government speaks."""
    for name in ("TASS", "Xinhua", "rt.com", "africa.chinadaily.com.cn"):
        found = note(name)
        assert found is not None
        assert found.ownership == "state"


@pytest.mark.parametrize("name", ["", None, "The Klow Courier", "com", "notreuters.com"])
def test_unknown_outlets_have_no_note(name: str | None) -> None:
    """Nothing is guessed."""
    assert note(name) is None


def test_the_bundled_file_is_sound() -> None:
    """About a hundred outlets and more, each name, alias and domain used once."""
    notes = OutletBook.bundled().notes
    names = [n.casefold() for o in notes for n in (o.name, *o.aliases, *o.domains)]
    assert len(notes) >= 100
    assert len(names) == len(set(names))


def test_an_own_file_comes_first(tmp_path: Path) -> None:
    """A user's note on an outlet replaces the bundled one; the others stay."""
    own = tmp_path / "outlets.toml"
    own.write_text(
        '[[outlet]]\nname = "Reuters"\ncountry = "CA"\nownership = "independent"\n', "utf-8"
    )
    book = OutletBook.read(own)
    mine, other = book.note("Reuters"), book.note("AFP")
    assert mine is not None
    assert mine.country == "CA"
    assert other is not None


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[[outlet", "TOML"),
        ('[[outlet]]\nname = "X"\ncountry = "Utopia"\nownership = "state"\n', "country"),
        ('[[outlet]]\nname = "X"\ncountry = "FR"\nownership = "secret"\n', "ownership"),
        ('[[outlets]]\nname = "X"\n', "outlets"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    """The message says which file and what is wrong with it."""
    own = tmp_path / "outlets.toml"
    own.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=complaint) as caught:
        OutletBook.read(own)
    assert str(own) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """So is a file that is not there."""
    with pytest.raises(ConfigError, match="can't be read"):
        OutletBook.read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PARIS, June 1 (Reuters) - The ministers met.", "Reuters"),
        ("MOSCOW, June 1. /TASS/. The ministers met.", "TASS"),
        ("The ministers met.\n\nAFP", "Agence France-Presse"),
        ("The ministers met. — AP", "Associated Press"),
        ("The ministers met, Reuters reported on Monday.", None),
        ("The Middle East (MENA) is at peace.", None),
    ],
)
def test_credits_are_read(desk: Any, text: str, agency: str | None) -> None:
    """Datelines and sign-offs name the agency; a mention in the text does not."""
    article = desk.document("a", text, source="The Klow Courier").article
    assert OutletBook.bundled().credited(article) == agency
