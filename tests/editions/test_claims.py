"""One walk over what a briefing says, and where each claim of it stands."""

import re
from typing import Any

import pytest

from briefer.editions.composing import counted
from briefer.models import (
    Briefing,
    Change,
    Check,
    Conflict,
    ConflictSide,
    Edition,
    Evidence,
    Extraction,
    Line,
    Quoted,
    Status,
    Tone,
    ToneItem,
)
from tests.editions.conftest import PASSED, MakePoint, MakeStory
from tests.render.conftest import DAY, WINDOW

PROOF = (Evidence(article_id="b", sentences=(1,), start=0, end=2, quote="So"),)
MENDED = Check(status="repaired", score=1)


def _line(text: str, *points: str, check: Check = PASSED) -> Line:
    return Line(text=text, key_points=points, evidence=PROOF, check=check, story="one")


@pytest.fixture
def whole(make_point: MakePoint, make_story: MakeStory) -> Briefing:
    """Return a briefing that has something to say in each of its sections."""
    said = {"text": "So it is.", "evidence": PROOF, "check": PASSED}
    quoted = {"speaker": "Marek", "quote": "So it is", "outlets": ()}
    toned = {"stance": "critical", "words": ("so",), "speaker": "Marek"}
    versions = ((value, PROOF) for value in ("two", "three"))
    sides = tuple(
        ConflictSide(value=value, outlets=(), key_point="k", evidence=proof)
        for value, proof in versions
    )
    story = make_story(
        "one",
        make_point("Two met."),
        make_point("Three met.", edited=True),
        summary=(_line("They met."),),
        conflicts=(Conflict(kind="number", subject="how many met", sides=sides),),
        title_evidence=PROOF,
    )
    return Briefing(
        date=DAY,
        audience="desk",
        window=WINDOW,
        bottom_line=(_line("They met, it is said.", check=MENDED),),
        changes=(
            Change(story="one", kind="withdrawn", text="“Met” (Klow): invented"),
            Change(story="one", kind="new_story", text="one", evidence=PROOF),
        ),
        stories=(make_story("none"), story),
        quotations=(Quoted.model_validate({**said, **quoted}),),
        tone=Tone(country="BO", items=(ToneItem.model_validate({**said, **toned}),)),
    )


def test_a_place_is_the_path_in_the_briefings_json(whole: Briefing) -> None:
    """Whoever reads a claim's place finds its text there in the file."""
    data = whole.model_dump(mode="json")
    for claim in whole.claims():
        found = _at(data, str(claim.place))
        text = found if isinstance(found, str) else found.get("text") or found["value"]
        assert claim.text.endswith(text)


def _at(data: Any, path: str) -> Any:
    for name, number in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        data = data[name][int(number)] if number else data[name]
    return data


def test_everything_that_is_printed_is_met_once_in_reading_order(whole: Briefing) -> None:
    """No section is left out, and a story's parts stand with it."""
    assert [str(claim.place) for claim in whole.claims()] == [
        "bottom_line[0]",
        "changes[0]",
        "changes[1]",
        "stories[0].title",
        "stories[1].title",
        "stories[1].summary[0]",
        "stories[1].key_points[0]",
        "stories[1].key_points[1]",
        "stories[1].conflicts[0].sides[0]",
        "stories[1].conflicts[0].sides[1]",
        "quotations[0]",
        "tone.items[0]",
    ]


def test_a_claim_says_who_says_it_and_whose_it_is(whole: Briefing) -> None:
    """Speaker, story, article and the hand that wrote it come along."""
    claims = {str(claim.place): claim for claim in whole.claims()}
    assert claims["quotations[0]"].speaker == "Marek"
    assert claims["quotations[0]"].quote == "So it is"
    assert claims["tone.items[0]"].quote is None
    assert claims["stories[1].key_points[1]"].edited
    assert claims["stories[1].key_points[1]"].articles == {"a"}
    assert claims["stories[1].summary[0]"].story == "one"
    assert claims["stories[1].conflicts[0].sides[1]"].text == "how many met: three"


def test_notices_and_versions_are_no_sentences_to_count(whole: Briefing) -> None:
    """What tells of a withdrawal claims nothing; a version of a fact is a value."""
    assert {claim.kind for claim in whole.claims() if not claim.sentence} == {"notice", "side"}
    assert counted(whole.claims()) == (9, 1)


@pytest.mark.parametrize(
    ("status", "passed", "rejected"),
    [
        ("supported", True, False),
        ("repaired", True, False),
        ("rejected", False, True),
        (None, False, False),
    ],
)
def test_a_point_says_itself_whether_it_passed(
    make_point: MakePoint, status: Status | None, *, passed: bool, rejected: bool
) -> None:
    """What nobody has checked yet has neither passed nor failed."""
    check = Check(status=status, score=1) if status else None
    point = make_point("Two met.", check=check)
    assert (point.passed, point.rejected) == (passed, rejected)
    extraction = Extraction(article_id="a", engine="e", key_points=(point,))
    assert (bool(extraction.passed), bool(extraction.rejected)) == (passed, rejected)


def test_a_point_is_told_by_title_or_summary(make_point: MakePoint, make_story: MakeStory) -> None:
    """Word for word, or cited by the summary, unless it is who says what."""
    points = (
        make_point("Word for\n word."),
        make_point("Cited."),
        make_point("A voice.", kind="statement"),
        make_point("Fresh."),
    )
    story = make_story(
        "one", *points, summary=(_line("Word  for word."), _line("All.", "Cited.", "A voice."))
    )
    assert story.repeated() == {"Word for\n word."}
    assert story.told() == {"Word for\n word.", "Cited."}
    assert make_story("Fresh.", *points).told() == {"Fresh."}


def test_an_edition_is_an_audiences_of_a_date(whole: Briefing) -> None:
    """However often it is built."""
    assert whole.edition == Edition("desk", DAY)
