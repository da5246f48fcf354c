"""The language of a claim: told by its letters, its function words and what it copies."""

import pytest

from briefer.text.claim_language import Reader, claim_language, same_language
from tests.make import point

FRENCH = "Le directeur du port a dit que douze inspecteurs sont attendus dans la ville."
ENGLISH = "The director of the port said that twelve inspectors are expected in the city."
ARABIC = "قال المدير إن المحادثات ستستمر."
RUSSIAN = "Директор порта сказал, что проверки начнутся в июне."


@pytest.mark.parametrize(
    ("text", "proof", "page", "expected"),
    [
        (ENGLISH, [(ENGLISH, "en")], "en", "en"),
        (FRENCH, [(FRENCH, "fr")], "en", "fr"),
        (FRENCH.replace("Le directeur", "Luc Armand, le directeur"), [(FRENCH, "fr")], "en", "fr"),
        (ENGLISH, [(FRENCH, "fr")], "en", "en"),  # a model wrote it in the reader's language
        (ENGLISH, [(ARABIC, "ar"), (ENGLISH, "en")], "en", "en"),
        (ARABIC, [(ENGLISH, "en"), (ARABIC, "ar")], "en", "ar"),
        (ENGLISH, [(ENGLISH, "en")], "ar", "en"),
        (ENGLISH, [(ENGLISH, "en")], "en-GB", "en-GB"),
        (ENGLISH, [(ENGLISH, "en-US")], "en", "en"),
        (RUSSIAN, [(RUSSIAN, "und")], "en", "und"),
        (ENGLISH, [(ENGLISH, "und")], "en", "en"),
        (RUSSIAN, [], "en", "und"),
        ("2.4 %", [(ARABIC, "ar")], "en", "en"),
        ("", [], "en", "en"),
    ],
)
def test_the_language_of_a_claim(
    text: str, proof: list[tuple[str, str]], page: str, expected: str
) -> None:
    """The page's own unless something tells otherwise."""
    assert claim_language(text, proof, page) == expected


def test_a_region_makes_no_other_language() -> None:
    """A reader of "pt-BR" reads "pt"."""
    assert same_language("pt-BR", "pt")
    assert not same_language("pt", "es")


def test_a_reader_takes_what_there_is() -> None:
    """The points in the reader's language; where there are none, all."""
    reader = Reader("en", {"a": "ar", "e": "en", "f": "fr"}.__getitem__)
    arabic, english, french = point(ARABIC, "a"), point(ENGLISH, "e"), point(FRENCH, "f")
    assert reader.own((arabic, english, french)) == (english,)
    assert reader.own((arabic, french)) == (arabic, french)
