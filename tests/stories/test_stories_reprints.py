"""Reprints are found in any age and length; different texts are not."""

from typing import Any

import pytest

from briefer.stories.reprints import ReprintIndex, overlap
from briefer.stories.signatures import PERMUTATIONS, Signature, digest, shingles, signature

WIRE = (
    "The foreign ministers of the two countries met in Geneva on Tuesday to prepare the summit of "
    "their presidents. They spoke for three hours about arms control, cyber attacks and the fate "
    "of prisoners held on either side. Neither minister took questions afterwards. A joint "
    "statement of four paragraphs said the talks had been frank and useful, and that experts "
    "would go on with the work next week. The two delegations dined together at the residence of "
    "the Swiss president, who had offered his country as a neutral host. Diplomats who took part "
    "said that no breakthrough was to be expected on the embassies, which have been working with "
    "a skeleton staff since the expulsions of the spring. The presidents are to meet for one day "
    "in a villa above the lake, behind closed doors, with two advisers each."
)
OTHER = (
    "Farmers drove several hundred tractors into the capital on Monday to protest against a cut "
    "in fuel subsidies. Police closed the ring road for most of the morning. The agriculture "
    "minister received a delegation and promised to put their demands to the cabinet, but ruled "
    "out going back to the old rates. The unions said they would return every Monday until the "
    "decree was withdrawn, and called on lorry drivers and fishermen to join them next time."
)


def _index(desk: Any, *documents: Any) -> ReprintIndex:
    index = ReprintIndex()
    for document in documents:
        index.add(signature(document))
    return index


def test_an_edited_copy_is_found(desk: Any) -> None:
    """A copy with a new dateline, a dropped and a changed sentence is the same copy."""
    edited = "GENEVA (AP) — " + WIRE.replace("three hours", "almost three hours").replace(
        "Neither minister took questions afterwards. ", ""
    )
    index = _index(desk, desk.document("a", WIRE), desk.document("x", OTHER))
    found = index.find(signature(desk.document("b", edited)), desk.text_of)
    assert found is not None
    assert found.article_id == "a"
    assert found.overlap.jaccard > 0.6
    assert not found.cut


def test_a_cut_out_item_is_found_by_containment(desk: Any) -> None:
    """Two sentences of a long article, printed alone, are its reprint."""
    long = WIRE + "\n\n" + OTHER
    short = WIRE.partition(" The two delegations")[0]
    index = _index(desk, desk.document("long", long))
    found = index.find(signature(desk.document("short", short)), desk.text_of)
    assert found is not None
    assert found.overlap.containment > 0.9


def test_different_news_is_no_reprint(desk: Any) -> None:
    """Another article of the same day is not even read."""
    index = _index(desk, desk.document("a", WIRE))

    def never(article_id: str) -> str:
        raise AssertionError(article_id)

    assert index.find(signature(desk.document("b", OTHER)), never) is None


def test_the_notice_below_the_text_is_no_copy(desk: Any) -> None:
    """Two short items that share only an agency's copyright line are not the same copy."""
    notice = (
        "\nCopyright 2021 The Example Agency. All rights reserved. This material may not be "
        "published, broadcast, rewritten or redistributed without permission of the agency."
    )
    index = _index(desk, desk.document("a", "The coach was dismissed on Monday." + notice))
    document = desk.document("b", "A storm closed the airport for two days." + notice)
    assert index.find(signature(document), desk.text_of) is None


def test_reprints_are_found_across_a_large_archive(desk: Any) -> None:
    """The table finds a copy among thousands of articles, merged runs and buffer alike."""
    index = ReprintIndex()
    index.add(signature(desk.document("first", WIRE)))
    for number in range(600):
        made = frozenset(f"{number} {place}" for place in range(30))
        index.add(Signature(article_id=f"n{number}", digest=digest(made), shingles=30))
    index.add(signature(desk.document("last", OTHER)))
    for copied, original in ((WIRE, "first"), (OTHER, "last")):
        found = index.find(signature(desk.document(f"copy of {original}", copied)), desk.text_of)
        assert found is not None
        assert found.article_id == original
    assert len(index) == 602


def test_signatures_do_not_depend_on_the_process(desk: Any) -> None:
    """The MinHash of a text is fixed: stored signatures stay comparable after a restart."""
    made = digest(frozenset({"one two three four five", "two three four five six"}))
    assert len(made) == PERMUTATIONS
    assert made[:3] == digest(frozenset(["two three four five six", "one two three four five"]))[:3]
    assert all(0 <= value < 2**32 for value in made)
    again = Signature.model_validate_json(signature(desk.document("a", WIRE)).model_dump_json())
    assert again == signature(desk.document("a", WIRE))


@pytest.mark.parametrize("text", ["", "   \n", "One.", "!!! --- ..."])
def test_tiny_texts_have_a_signature(desk: Any, text: str) -> None:
    """Nothing is too short to be taken in; a text without words reprints nothing."""
    index = _index(desk, desk.document("a", text))
    made = signature(desk.document("b", text))
    assert made.shingles == len(shingles(text))
    if not made.shingles:
        assert index.find(made, desk.text_of) is None


def test_overlap_of_nothing_is_nothing() -> None:
    """An empty set overlaps with no other."""
    assert overlap(frozenset(), frozenset("a")) == (0.0, 0.0, 0.0)
