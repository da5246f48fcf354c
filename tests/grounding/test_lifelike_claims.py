"""Claims as models and editors write them, each about a text of its own: kept, or refused."""

import pytest

from briefer.grounding import Claim, Grounder
from briefer.text.evidence import evidence
from tests.grounding.grounding_types import Maker

KEPT = [
    pytest.param(
        "In the same spirit, Deputy Chairman of the Palace's Water Council Ivo Marek said that the "
        "talks would at least make it possible to discuss the dam.",
        "Deputy Chairman of the Palace's Water Council Ivo Marek said that the talks would at "
        "least make it possible to discuss the dam.",
        id="a title of two offices far before its name",
    ),
    pytest.param(
        "In an unexpected video posted to the web on Tuesday night, President Ana Ruiz denounced a "
        'sweeping FLOOD-19 relief package she was expected to sign, calling it a "disgrace" and '
        "urging leaders to make several changes to the bill. \"It's called the FLOOD relief bill, "
        'but it has almost nothing to do with FLOOD," she said in a video posted just moments '
        "after she issued a raft of pardons.",
        '"It\'s called the FLOOD relief bill, but it has almost nothing to do with FLOOD," Ana '
        "Ruiz said in a video posted just moments after she issued a raft of pardons.",
        id="a denial that the source has word for word",
    ),
    pytest.param(
        "Ana Ruiz, an astronomer and professor at the University of Leon, detected, for the first "
        "time ever, a population of planets. Ruiz was simply looking to study the environment in "
        "and around a black hole. “It was serendipity,” she said.",
        "“It was serendipity,” Ana Ruiz said.",
        id="a short quotation and its speaker",
    ),
    pytest.param(
        '"Caught in the act - very disappointed that oil is allowed to go into Chile," Ana Ruiz '
        'wrote. "There will never be a friendly solution to the Chile problem if this continues '
        'to happen!"',
        "Ana Ruiz: “There will never be a friendly solution to the Chile problem if this continues "
        "to happen!”",
        id="words inside a quotation that look like a speaker's",
    ),
]


@pytest.mark.parametrize(("text", "claim"), KEPT)
def test_what_follows_from_its_source_is_kept(document_of: Maker, text: str, claim: str) -> None:
    """A claim that its sentences bear out passes, with no fault found."""
    document = document_of(text)
    proof = evidence(document, tuple(s.number for s in document.sentences))
    found = Grounder({"a1": document}).check(Claim(text=claim, evidence=proof))
    assert found.status == "supported", found
