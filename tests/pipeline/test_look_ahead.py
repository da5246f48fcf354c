"""An entry of the look-ahead says what and where by itself."""

import json
from pathlib import Path

import pytest

from tests.pipeline.morning_desk import Desk

STRIKE = (
    "Dockers in Kampala to strike next week\n\nTuesday, 1 June 2021\n\n"
    "Dock workers in Kampala will strike from 8 to 10 June after talks on pay failed, three unions "
    "said on Tuesday. Talks resume on Saturday. The union's chairman, Sam Okello, will fly to Nairobi "
    "tomorrow."
)
VOTE = (
    "Ghana's speaker resigns over calls\n\nTuesday, 1 June 2021\n\n"
    "Ghana's speaker resigned on Tuesday, a day after calls of his were published. Parliament elects "
    "a new speaker on June 9. He will testify on June 11. The two will meet on June 12."
)


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the look-ahead of a morning: its entries by day."""
    desk = Desk(Path(tmp_path_factory.mktemp("ahead")))
    desk.article("strike.txt", STRIKE)
    desk.article("vote.txt", VOTE)
    desk.build()
    listed = json.loads(desk.file("json").read_text(encoding="utf-8"))["calendar"]
    return {item["date"]: item["text"] for item in listed}


def test_an_entry_that_names_no_place_is_told_with_its_place_or_title(
    entries: dict[str, str],
) -> None:
    """An entry such as "Talks resume on Saturday" is nothing by itself."""
    assert "Kampala" in entries["2021-06-05"]
    assert "Ghana" in entries["2021-06-09"]
    assert "Talks resume on Saturday" in entries["2021-06-05"]


def test_an_entry_has_no_word_that_counts_from_its_articles_day(entries: dict[str, str]) -> None:
    """The day stands beside it."""
    assert "Okello" in entries["2021-06-02"]
    assert "tomorrow" not in entries["2021-06-02"]


def test_what_stays_in_the_air_is_no_entry(entries: dict[str, str]) -> None:
    """Nobody knows who "the two" are."""
    assert not any(text.startswith(("The two", "He ")) for text in entries.values())
