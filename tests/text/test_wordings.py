"""Wordings: what the words of a language's file match once they are regular expressions."""

import re

import pytest

from briefer.lang import every, language
from briefer.text.wordings import NEVER, either


def matches(wording: str, text: str) -> bool:
    """Return whether the whole of a text is of a wording."""
    return re.fullmatch(either([wording]), text) is not None


@pytest.mark.parametrize(
    ("wording", "yes", "no"),
    [
        ("condemn*", ["condemn", "condemned", "condemnation"], ["condemn it", "recondemn"]),
        (
            "both _ and",
            ["both Rome and", "both Guinea-Bissau and"],
            ["both of them and", "both and"],
        ),
        ("had _ed", ["had agreed"], ["had agreed to", "had ed"]),
        ("in 20##", ["in 2021"], ["in 20", "in 20211", "in 20xx"]),
        ("what … is", ["what he wants is", "what counts is"], ["what he wants", "whatever is"]),
        ("see …5", ["see 3", "see page"], ["see page 12"]),
        ("critici(s/z)ed", ["criticised", "criticized"], ["criticied", "criticis/zed"]),
        ("(is/was)( not)? to", ["is to", "was not to"], ["is not", "not to"]),
        ("what's more", ["what's more", "what’s more"], ["whats more"]),
        ("at least", ["at least", "at\u00a0least", "at\nleast"], ["atleast"]),
        ("u.s.", ["u.s."], ["uxsx"]),
    ],
)
def test_a_wording_matches_what_it_says(wording: str, yes: list[str], no: list[str]) -> None:
    """Each sign stands for what the module says, and every other character for itself."""
    assert all(matches(wording, text) for text in yes)
    assert not any(matches(wording, text) for text in no)


def test_the_longest_wording_is_found() -> None:
    """A wording that begins another does not hide it, in whatever order the file has them."""
    for wordings in (["near", "near to"], ["near to", "near"]):
        found = re.match(either(wordings), "near to Geneva")
        assert found is not None
        assert found.group() == "near to"


def test_no_wordings_match_nothing() -> None:
    """A language without words gives a pattern that finds nothing, not one that finds all."""
    assert either([]) == NEVER
    assert re.search(rf"\b(?:{either(())})", "anything at all") is None


def test_wordings_have_no_groups_of_their_own() -> None:
    """Patterns are put together around wordings: their own groups keep their numbers."""
    wordings = every(lambda tables: tables.kinds.reaction + tables.openings.dangling)
    assert re.compile(either(wordings)).groups == 0


def test_the_words_of_a_language_are_found_in_its_texts() -> None:
    """A sentence's first words are known for what they are, in the language that they are of."""
    french = re.compile(either(language("fr").openings.connectives), re.IGNORECASE)
    assert french.match("D’autre part, il est arrivé")
    assert not french.match("However, he came")
