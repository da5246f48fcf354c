"""A title that is an outlet's own headline may lack words, and nothing else."""

import pytest

from briefer.grounding import Claim, Grounder, is_headline
from briefer.text.evidence import evidence
from tests import make

HEADLINE = "Aviation agency turns its Arvendal advice into an order"
TEXT = (
    "The aviation safety agency called on its members on Wednesday to forbid their airlines to fly "
    "over Arvendal. Until now it had only recommended that airlines stay away."
)


@pytest.mark.parametrize(
    ("title", "good"),
    [
        (HEADLINE, True),
        ("Aviation agency turns its Arvendal advice", True),
        ("Aviation agency turns its Calinor advice into an order", False),  # another country
        ("Airlines ignore the agency's order", False),  # nobody's headline
    ],
)
def test_a_headline_may_say_it_in_other_words(title: str, good: bool) -> None:
    """It must be the outlet's, and contradict nothing."""
    document = make.document(TEXT, "a1", title=HEADLINE)
    check = Grounder({"a1": document}).check(Claim(text=title, evidence=evidence(document, [1, 2])))
    assert check.status == "rejected"
    assert is_headline(check, title, HEADLINE) is good


def test_a_headline_that_contradicts_its_report_is_no_title() -> None:
    """A number, a denial or a name that the report has otherwise stays refused."""
    headline = "Quake of 6.1 shakes Calinor, nobody hurt"
    document = make.document(
        "A quake of magnitude 6.1 shook Calinor on Tuesday and hurt seven people, the mayor said.",
        "a1",
        title=headline,
    )
    check = Grounder({"a1": document}).check(Claim(text=headline, evidence=evidence(document, [1])))
    assert not (check.status == "rejected" and is_headline(check, headline, headline))
