"""Names carry across scripts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.stories.keys import ascii_fold, name_key, name_keys


@pytest.mark.parametrize(
    "spellings",
    [
        ("Lavrov", "Lawrow", "Лавров", "لافروف", "LAVROV"),
        ("Putin", "Poutine", "Путин", "بوتين"),
        ("Merkel", "Меркель", "ميركل"),
        ("Macron", "Макрон", "ماكرون"),
        ("Zelensky", "Selenskyj", "Зеленський", "Zelenskiy"),
        ("Borrell", "Боррель"),
        ("Lukashenko", "Лукашенко", "Lukaschenko", "Loukachenko"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    """Romanisations and scripts of a name lead to the same key."""
    assert len({name_key(spelling) for spelling in spellings}) == 1
    assert name_key(spellings[0])


@pytest.mark.parametrize(
    ("left", "right"),
    [("Lavrov", "Medvedev"), ("Biden", "Blinken"), ("Geneva", "Vienna"), ("Putin", "Peskov")],
)
def test_different_names_have_different_keys(left: str, right: str) -> None:
    """The skeleton keeps apart names that news keeps apart."""
    assert name_key(left) != name_key(right)


def test_short_names_have_no_key() -> None:
    """A skeleton of one or two letters would match far too much."""
    assert name_key("Xi") == ""
    assert name_keys("Xi Jinping") == (name_key("Jinping"),)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_any_text_folds_to_ascii(text: str) -> None:
    """Whatever the script, what comes out is lower-case ASCII; folding it again changes nothing."""
    folded = ascii_fold(text)
    assert folded.isascii()
    assert ascii_fold(folded) == folded
