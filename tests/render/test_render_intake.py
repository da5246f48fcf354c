"""What an edition says of what was read: kinds, and dates that disagree, in its own language."""

import datetime as dt

import pytest

from briefer.models import Doubt, Gaps, KindCount
from briefer.render import render
from tests.make import briefing

GAPS = Gaps(
    read=4,
    doubts=(
        Doubt(
            article_id="a",
            name="Ferry",
            date=dt.date(2021, 6, 1),
            against="the dateline says 2021-05-28",
            by="dateline",
            other=dt.date(2021, 5, 28),
        ),
    ),
    kinds=(KindCount(kind="press_release", count=2), KindCount(kind="interview", count=1)),
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("2 press releases, 1 interview", "the dateline says 28 May 2021")),
        ("fr", ("2 communiqués, 1 entretien", "l’en-tête de la dépêche dit 28 mai 2021")),
        ("de", ("2 Pressemitteilungen, 1 Interview", "die Ortsmarke sagt 28. Mai 2021")),
        ("es", ("2 comunicados, 1 entrevista", "la data dice 28 de mayo de 2021")),
        ("ru", ("2 пресс-релиза, 1 интервью", "в начале сообщения указано 28 мая 2021")),
    ],
)
def test_kinds_and_doubts_are_told_in_the_editions_language(
    language: str, said: tuple[str, str]
) -> None:
    """The notes say what was read besides reports and which dates disagree, and no English word."""
    page = render(briefing(gaps=GAPS, language=language), "txt")
    flat = " ".join(page.split())
    assert [words for words in said if words not in flat] == []
    assert language == "en" or "dateline says" not in flat


def test_a_doubt_that_was_stored_without_its_parts_is_told_as_it_is() -> None:
    """An edition of an earlier version still says what speaks against a date."""
    old = GAPS.doubts[0].model_copy(update={"by": None, "other": None})
    page = render(briefing(gaps=Gaps(doubts=(old,)), language="de"), "txt")
    assert "the dateline says 2021-05-28" in " ".join(page.split())
