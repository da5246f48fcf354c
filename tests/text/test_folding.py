"""What is read is what is seen: invisible, styled and look-alike characters."""

import pytest

from briefer.text.folding import disguised, folded, lookalike, seen


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("did n\u00adot travel", "did not travel"),
        ("n\u200bot \u202eover\u202c", "not over"),
        ("\uff46\uff55\uff4c\uff4c \uff15\uff12", "full 52"),
        ("\U0001d407\U0001d41ello", "Hello"),
        ("n\u0303o", "\u00f1o"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("10 km\u00b2", "10 km\u00b2"),
    ],
)
def test_what_the_eye_does_not_see_is_gone(text: str, plain: str) -> None:
    """Ignorable characters go, widths and styles become usual; scripts that join keep joiners."""
    assert seen(text) == plain


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("did n\u043et go", "n\u043et"),
        ("at 52\u2070 north", "52\u2070"),
        ("no\u0337\u0335\u0336\u0334t", "no\u0337\u0335\u0336\u0334t"),
        ("5 \u00b5m of CO\u2082 over 10 km\u00b2, Kyiv\u2019s \u041a\u0438\u0457\u0432", None),
        ("\u30c8\u30e8\u30bf\u306e\u8eca", None),
    ],
)
def test_a_word_of_several_scripts_is_a_disguise(text: str, word: str | None) -> None:
    """Letters that look alike, digits of two kinds and piles of marks; usual writing is none."""
    assert disguised(text) == word


def test_look_alikes_are_compared_as_what_they_look_like() -> None:
    """Folding keeps every offset; a whole word of look-alikes is Latin only among Latin words."""
    assert folded("did n\u043et \uff47o") == "did not go"
    assert folded("\u043d\u0435 \u0441\u043e\u0441") == "\u043d\u0435 \u0441\u043e\u0441"
    assert lookalike("He is \u0430 man") == "He is a man"
    assert lookalike("\u043e\u043d \u0430 man") == "\u043e\u043d \u0430 man"
