"""Words: tokens, stop words, stems, folding."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.words import content_stems, fold, spans, stem, stop_words, words

LISTED = ("en", "fr", "de", "es", "it", "pt", "ru", "ar", "uk", "nl", "pl", "tr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the U.N.", ["the", "us", "and", "the", "un"]),
        ("don't Don’t", ["don't", "don’t"]),
        ("l'homme aujourd'hui qu'il", ["l", "homme", "aujourd'hui", "qu", "il"]),
        ("dell'Unione O'Brien", ["dell", "unione", "o'brien"]),
        ("NATO-2030 x_y", ["nato", "2030", "x", "y"]),
        ("Путин, Байден", ["путин", "байден"]),
        ("東京都は", ["東京", "京都", "都は"]),
        ("NATO東", ["nato", "東"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("الوزير قال", ["الوزير", "قال"]),
        ("", []),
        ("... !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Tokens are lower case, of any script; CJK comes in pairs of characters."""
    assert words(text) == expected


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=100))
def test_spans_are_parallel(text: str) -> None:
    """`spans` gives the offsets of what `words` gives."""
    at = spans(text)
    found = words(text)
    assert len(at) == len(found)
    for (start, end), word in zip(at, found, strict=True):
        assert 0 <= start < end <= len(text)
        assert text[start:end].replace(".", "").lower() == word.replace(".", "")
    assert at == sorted(at)


def test_content_stems() -> None:
    """Function words go, the rest is stemmed, in order."""
    assert content_stems("The ministers of both countries have expelled diplomats") == [
        "minist",
        "countri",
        "expel",
        "diplomat",
    ]
    assert content_stems("Lavrov's and Biden’s remarks") == ["lavrov", "biden", "remark"]
    assert content_stems("Les ministres des deux pays", "fr") == ["ministr", "deux", "pay"]
    assert content_stems("Министры обеих стран", "ru") == ["министр", "обе", "стран"]


def test_acronyms_are_content() -> None:
    """What looks like a pronoun ("US", "WHO") is none, unless everything is in capitals."""
    assert content_stems("The US left the WHO") == ["us", "left", "who"]
    assert content_stems("US LEFT WHO") == ["left"]


def test_unknown_language() -> None:
    """A language without stemmer or list gives the words as they are."""
    assert stem("слова", "uk") == "слова"
    assert stop_words("xx") == frozenset()
    assert content_stems("mawaziri wa nchi", "sw") == ["mawaziri", "wa", "nchi"]


@pytest.mark.parametrize("language", LISTED)
def test_stop_words_are_tokens(language: str) -> None:
    """A stop word is what `words` would give, so that it can match."""
    listed = stop_words(language)
    assert len(listed) > 80
    for word in listed:
        assert word == word.lower()
        assert " " not in word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich – “Été”", 'zurich - "ete"'),
        ("Łódź Ærø Straße", "lodz aero strasse"),
        ("«Ёлка»", '"елка"'),
        ("ﬁne ½", "fine 1⁄2"),
        ("ABC", "abc"),
        ("الإِسلام", "الاسلام"),
        ("İstanbul", "istanbul"),
        ("a\u200bb\u00ad", "ab"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    """Case, accents, points and typographic marks do not count."""
    assert fold(text) == expected


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(max_size=60))
def test_fold_is_idempotent(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("unit", ["a.", "a'", "'", "一", "a", "l'", "é́", "A.B."])
def test_linear(unit: str) -> None:
    """Anything hostile takes a moment."""
    text = unit * (200_000 // len(unit))
    begun = time.perf_counter()
    content_stems(text)
    assert time.perf_counter() - begun < 4
