"""The files of languages are read once, as tables, and say nothing that the program doesn't know."""

import subprocess
import sys

import pytest

from briefer.lang import Language, LanguageFileError, language, languages


def test_every_language_is_read() -> None:
    """Each file is valid: no table or key that the program does not read."""
    assert {"en", "fr", "de", "es", "ru", "ar"} <= set(languages())
    assert "xx" not in languages()
    for code in languages():
        assert language(code) is language(code)


def test_a_language_without_a_file_knows_nothing() -> None:
    """A code without a file, even one that looks like a path, has the empty tables."""
    assert language("qq") is language("../lang/en")
    assert language("qq").words.stop == ()


def test_a_table_is_frozen_and_knows_its_keys() -> None:
    """A table can't be changed, and a misspelt key is an error rather than a list that is lost."""
    with pytest.raises(AttributeError, match="frozen"):
        language("en").numbers.units = ()
    with pytest.raises(LanguageFileError, match=r"xy\.toml: numbers\.unitz"):
        Language({"numbers": {"unitz": "one two"}}, "xy.toml: ")
    with pytest.raises(LanguageFileError, match="units"):
        Language({"numbers": {"units": 1}})


def test_words_are_in_the_order_of_the_file() -> None:
    """Words stand between white space, in order, and forms of one word stay together."""
    assert language("en").numbers.tens[:3] == ("twenty", "thirty", "forty|fourty")


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """The stages are imported, and the version is told, without reading a language's file."""
    code = (
        "import briefer.text, briefer.ingest, briefer.grounding, briefer.engines, briefer.stories;"
        "import briefer.lang; print(briefer.lang._read.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
