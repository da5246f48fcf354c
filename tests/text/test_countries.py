"""Countries by name, demonym and capital, in several languages."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.countries import country_code, find_countries

# CLDR territories that are no countries, or uninhabited.
NO_COUNTRIES = frozenset(
    "EU EZ UN XA XB ZZ QO AC CP DG EA IC TA CQ UM BV HM TF GS IO CC".split(),
)
LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "nl",
    "ru",
    "uk",
    "pl",
    "ar",
    "fa",
    "tr",
    "zh",
    "ja",
)


def codes(text: str, language: str = "en") -> list[str]:
    """Return the codes found, in order."""
    return [code for _, _, code in find_countries(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The US and the U.K. talked to Russia.", "en", ["US", "GB", "RU"]),
        ("Russian and Danish officials met in Bamako.", "en", ["RU", "DK", "ML"]),
        ("The Kremlin and the White House", "en", ["RU", "US"]),
        ("Downing Street, the Elysée Palace and the Pentagon", "en", ["GB", "FR", "US"]),
        ("South Korea and North Korea", "en", ["KR", "KP"]),
        ("North Korea's and South Korean envoys", "en", ["KP", "KR"]),
        ("Niger borders Nigeria; the Nigerien side", "en", ["NE", "NG", "NE"]),
        ("Ivory Coast, Côte d'Ivoire, Cote d’Ivoire", "en", ["CI", "CI", "CI"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea", "en", ["GN", "GW", "GQ"]),
        ("Papua New Guinea and the Gulf of Guinea", "en", ["PG"]),
        ("Burma, Türkiye and Turkey", "en", ["MM", "TR", "TR"]),
        ("Congo and the Republic of Congo", "en", ["CD", "CG"]),
        ("St. Lucia, Saint Lucia, Trinidad and Tobago", "en", ["LC", "LC", "TT"]),
        ("the European Union's envoy and the EU", "en", ["EU", "EU"]),
        ("RUSSIA AND JAPAN", "en", ["RU", "JP"]),
        ("It told us that they are american-made.", "en", []),
        ("They ate turkey on china plates and a polish sausage.", "en", []),
        ("NATO, the United Nations and the African Union", "en", []),
        ("la Russie et les États-Unis, à Berne", "fr", ["RU", "US", "CH"]),
        ("les diplomates américains et russes", "fr", ["US", "RU"]),
        ("l'armée nord-coréenne et la Maison-Blanche", "fr", ["KP", "US"]),
        ("президент России и глава США в Москве", "ru", ["RU", "US", "RU"]),
        ("американские дипломаты, украинцев, Саудовской Аравии", "ru", ["US", "UA", "SA"]),
        ("российско-американский саммит", "ru", ["RU", "US"]),
        ("Мало кто из них был в Мали", "ru", ["ML"]),
        ("بين روسيا والولايات المتحدة وفرنسا", "ar", ["RU", "US", "FR"]),
        ("الوزير الروسي والرئيسة الفرنسية", "ar", ["RU", "FR"]),
        ("دعم مالي في مالي", "ar", ["ML"]),
        ("Russland und die Schweiz, der russische Präsident", "de", ["RU", "CH", "RU"]),
        ("EE. UU. y España, la canciller alemana", "es", ["US", "ES", "DE"]),
        ("美国总统和俄罗斯外长", "zh", ["US", "RU"]),
        ("米国とロシアの首脳会談", "ja", ["US", "RU"]),
        ("у Києві та Польщі, російський посол", "uk", ["UA", "PL", "RU"]),
        ("Rusya'nın başkenti Moskova", "tr", ["RU", "RU"]),
        ("w Polsce i Rosji", "pl", ["PL", "RU"]),
        ("Danish envoys in a text of no known language", "xx", ["DK"]),
    ],
)
def test_countries_are_found(text: str, language: str, expected: list[str]) -> None:
    """Names, demonyms, capitals and seats of government, inflected where the language does."""
    assert codes(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rosario Duarte drove to Klow.", []),
        ("A flood in Klow, and Paris Mayor Anne Berg.", ["FR"]),
        ("The Pan-American Highway near Chala, Peru.", ["PE"]),
        ("The yard in Brest has an order from Portugal.", ["PT"]),
        ("Chad Smith met George Washington and some jordan almonds.", []),
        ("He flew to Chad and Jordan.", ["TD", "JO"]),
        ("Michael Jordan visited Jordan.", ["JO"]),
        ("King Abdullah of Jordan", ["JO"]),
        ("The Washington Post wrote from Washington.", ["US"]),
        ("New Mexico is no part of Mexico.", ["MX"]),
        ("the Paris Agreement, signed in Paris", ["FR"]),
        ("the Indian Ocean and the Indian navy", ["IN"]),
        ("Latin American leaders and American troops", ["US"]),
        ("Georgia's leaders met in Tbilisi.", ["GE", "GE"]),
        ("Voters in Georgia and Florida re-elected the Republican.", ["US"]),
    ],
)
def test_what_only_looks_like_a_country(text: str, expected: list[str]) -> None:
    """People, newspapers, seas and treaties that bear a country's name are told from it."""
    assert codes(text) == expected


def test_offsets_are_the_words() -> None:
    """The span holds the name as written."""
    text = "Officials in South Sudan, the U.S. and The Hague"
    assert [text[a:b] for a, b, _ in find_countries(text)] == ["South Sudan", "U.S.", "The Hague"]


def test_a_name_gives_its_code() -> None:
    """In any of the languages, with or without article and accents."""
    assert country_code("Allemagne") == country_code("Германия") == country_code("germany") == "DE"
    assert country_code("the Netherlands") == "NL"
    assert country_code("Turkiye") == country_code("Türkiye") == "TR"
    assert country_code("the Kremlin's") == "RU"
    assert country_code("Danes") == country_code("Copenhagen") == "DK"
    assert country_code("Atlantis") is None
    assert country_code("") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_its_code(language: str) -> None:
    """The table knows what the CLDR calls each country (but for names with brackets or dashes)."""
    from babel import Locale

    territories = Locale(language).territories
    plain = {
        code: name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code)
        and not re.search("[()（,]| [-–] |SAR|САР|Kongo|Congo", name)
    }
    wrong = {
        code: name
        for code, name in plain.items()
        if code not in NO_COUNTRIES | {"HK", "MO"} and country_code(name) not in {code, None}
    }
    missing = [code for code, name in plain.items() if country_code(name) is None]
    assert wrong == {}
    assert set(missing) <= NO_COUNTRIES | {"HK", "MO", "CZ"}


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "xx"]))
@settings(deadline=None, derandomize=True, max_examples=150)
def test_any_text_is_survived(text: str, language: str) -> None:
    """Mentions are in order, do not overlap and lie inside the text, whatever it is."""
    at = 0
    for start, end, code in find_countries(text, language):
        assert at <= start < end <= len(text)
        assert re.fullmatch("[A-Z]{2}", code)
        at = end


@pytest.mark.parametrize(
    ("pattern", "language"),
    [("U.S. ", "en"), ("South ", "en"), ("The ", "en"), ("'-", "en"), ("вост", "ru"), ("中", "zh")],
)
def test_time_grows_with_the_length(pattern: str, language: str) -> None:
    """A long text of names, or of what might begin one, is read in a moment."""
    text = pattern * (100_000 // len(pattern))
    find_countries("x", language)
    start = time.process_time()
    find_countries(text, language)
    assert time.process_time() - start < 5
