"""The files of languages are read once, as tables, and say nothing that the program doesn't know."""

import pytest
from pydantic import ValidationError

from briefer.lang import Language, language, languages


def test_every_language_is_read() -> None:
    """Each file is valid: no table or key that the program does not read."""
    assert {"en", "fr", "de", "es", "ru", "ar"} <= set(languages())
    assert "xx" not in languages()
    for code in languages():
        assert language(code) is language(code)


def test_a_language_without_a_file_knows_nothing() -> None:
    """A code without a file, even one that looks like a path, has the empty tables."""
    assert language("qq") == Language() == language("../lang/en")


def test_a_table_is_frozen_and_knows_its_keys() -> None:
    """A table can't be changed, and a misspelt key is an error rather than a list that is lost."""
    with pytest.raises(ValidationError):
        language("en").numbers.units = ()  # type: ignore[misc]  # frozen
    with pytest.raises(ValidationError):
        Language.model_validate({"numbers": {"unitz": "one two"}})


def test_words_are_in_the_order_of_the_file() -> None:
    """Words stand between white space, in order, and forms of one word stay together."""
    assert language("en").numbers.tens[:3] == ("twenty", "thirty", "forty|fourty")
