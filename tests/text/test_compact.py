"""What was found in a text is kept as bytes and comes back as it was."""

import datetime as dt

import pytest

from briefer.models import Article
from briefer.text import analyse, analysis_version, packed, unpacked
from tests.make import article

TEXTS = {
    "en": (
        "Foreign Minister Ana Ruiz met Olaf Berg in Oslo on 3 June. “We will sign on Friday,” "
        "she said. Talks go on from 7 to 9 June, officials said.\n\nIt may rain."
    ),
    "de": "Ministerin Ana Ruiz sagte am Montag in Wien, das Abkommen gelte ab 1. Juli 2021.",
    "ar": "قال الوزير إن المحادثات ستبدأ في الخامس من يونيو.",
    "zh": "外交部发言人6月3日表示，双方将于下周会谈。",
}


def written(text: str, language: str = "en") -> Article:
    """Return an article of 1 June 2021."""
    return article("a1", text, language=language, published=dt.date(2021, 6, 1))


@pytest.mark.parametrize("language", [*TEXTS, "und"])
def test_a_document_comes_back_as_it_was(language: str) -> None:
    """Sentences, names, dates with their ranges, quotations, speakers, a detected language."""
    one = written(TEXTS.get(language, TEXTS["en"]), language)
    document = analyse(one)
    assert document.sentences
    assert unpacked(one, packed(document)) == document


def test_an_article_that_reads_otherwise_is_analysed_anew() -> None:
    """Another text, day or language: what is kept is of no use."""
    one = written(TEXTS["en"])
    kept = packed(analyse(one))
    for update in ({"text": one.text + " More."}, {"published": None}, {"language": "fr"}):
        assert unpacked(one.model_copy(update=update), kept) is None


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"\x78\x01damaged", packed(analyse(written("A b.")))[:-3]]
)
def test_damaged_bytes_are_no_document(body: bytes) -> None:
    """Nothing is raised: the article is analysed."""
    assert unpacked(written(TEXTS["en"]), body) is None


def test_the_version_is_that_of_code_and_word_lists() -> None:
    """It is the same for as long as these are."""
    assert analysis_version() == analysis_version()
    assert len(analysis_version()) == 16
