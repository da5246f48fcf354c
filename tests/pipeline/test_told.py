"""Nothing true is lost: the cited sentence tells what the model's wording could not."""

from typing import Final

from briefer.models import Check, Extraction, KeyPoint, Problem
from briefer.pipeline.build.told import retold
from briefer.text.evidence import evidence
from tests.grounding.conftest import make_document

DOCUMENT: Final = make_document()
NO: Final = Check(
    status="rejected",
    score=0.1,
    problems=(Problem(code="number_changed", explanation="a number is not there", words="15"),),
)


def point(text: str, number: int, check: Check) -> KeyPoint:
    """Return a checked key point that cites one sentence."""
    proof = evidence(DOCUMENT, (number,))
    return KeyPoint(id=text[:8], kind="event", text=text, evidence=proof, check=check)


def test_a_refused_point_is_told_by_its_sentence() -> None:
    """The source's telling stands beside it, checked and marked with the refused wording."""
    refused = point("Norway expelled 15 Russian diplomats on Thursday.", 1, NO)
    found = retold(Extraction(article_id="a1", engine="openai", key_points=(refused,)), DOCUMENT)
    assert found.rejected == (refused,)
    (told,) = found.passed
    assert "ten Russian diplomats" in told.text
    assert told.check is not None
    mark = told.check.problems[-1]
    assert (mark.code, mark.words) == ("source_words", refused.text)


def test_nothing_is_told_twice() -> None:
    """Where a point that passed says it, the source need not."""
    passed = point(
        "Norway expelled ten Russian diplomats on Thursday, saying they were intelligence officers.",
        1,
        Check(status="supported", score=0.9),
    )
    refused = point("Norway expelled 15 Russian diplomats on Thursday.", 1, NO)
    draft = Extraction(article_id="a1", engine="openai", key_points=(passed, refused))
    assert retold(draft, DOCUMENT).passed == (passed,)


def test_two_refused_wordings_of_one_sentence_are_told_once() -> None:
    """The source tells a sentence once, however many points about it failed."""
    wordings = ("Norway expelled 15 Russian diplomats.", "Norway expelled 16 Russian diplomats.")
    refused = tuple(point(text, 1, NO) for text in wordings)
    draft = Extraction(article_id="a1", engine="openai", key_points=refused)
    assert len(retold(draft, DOCUMENT).passed) == 1
