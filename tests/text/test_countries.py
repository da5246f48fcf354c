"""Countries by name, demonym and capital, in several languages."""

import pytest

from briefer.text.countries import country_code, find_countries


def codes(text: str, language: str = "en") -> list[str]:
    """Return the codes found, in order."""
    return [code for _, _, code in find_countries(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The US and the U.K. talked to Russia.", "en", ["US", "GB", "RU"]),
        ("Russian and Danish officials met in Bamako.", "en", ["RU", "DK", "ML"]),
        ("The Kremlin and the White House", "en", ["RU", "US"]),
        ("South Korea and North Korea", "en", ["KR", "KP"]),
        ("Niger borders Nigeria; the Nigerien side", "en", ["NE", "NG", "NE"]),
        ("Ivory Coast, Côte d'Ivoire", "en", ["CI", "CI"]),
        ("the European Union's envoy", "en", ["EU"]),
        ("la Russie et les États-Unis, à Berne", "fr", ["RU", "US", "CH"]),
        ("les diplomates américains et russes", "fr", ["US", "RU"]),
        ("президент России и глава США", "ru", ["RU", "US"]),
        ("американские дипломаты", "ru", ["US"]),
        ("بين روسيا والولايات المتحدة", "ar", ["RU", "US"]),
        ("Russland und die Schweiz", "de", ["RU", "CH"]),
    ],
)
def test_countries_are_found(text: str, language: str, expected: list[str]) -> None:
    """Names, demonyms, capitals and seats of government, inflected where the language does."""
    assert codes(text, language) == expected


def test_people_are_not_countries() -> None:
    """Chad Smith is no Chad, George Washington no capital, and jordan no Jordan."""
    assert codes("Chad Smith met George Washington and some jordan almonds.") == []
    assert codes("He flew to Chad and Jordan.") == ["TD", "JO"]


def test_offsets_are_the_words() -> None:
    """The span holds the name as written."""
    text = "Officials in South Sudan and the United States"
    assert [text[a:b] for a, b, _ in find_countries(text)] == ["South Sudan", "United States"]


def test_a_name_gives_its_code() -> None:
    """In any of the languages, with or without article and accents."""
    assert country_code("Allemagne") == country_code("Германия") == country_code("germany") == "DE"
    assert country_code("the Netherlands") == "NL"
    assert country_code("Turkiye") == country_code("Türkiye") == "TR"
    assert country_code("Atlantis") is None
