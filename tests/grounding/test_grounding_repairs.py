"""What is mended rather than rejected, and how it then reads."""

from briefer.grounding import Claim, Grounder
from briefer.models import Composed, Document, KeyPoint
from briefer.text.evidence import evidence
from tests import make
from tests.grounding.grounding_types import Checker, Maker


def point(document: Document, text: str, *numbers: int, quote: str | None = None) -> KeyPoint:
    """Return a draft key point that cites sentence `numbers`."""
    return make.drafted(document, *numbers, id="k1", kind="statement", text=text, quote=quote)


def test_dropped_attribution_is_put_back(document: Document, grounder: Grounder) -> None:
    """What a party says, told as a fact, gets its speaker back."""
    found = grounder.ground(
        point(document, "Two officers allegedly bought maps from a clerk.", 7),
    )
    assert found.check is not None
    assert found.check.status == "repaired"
    assert [p.code for p in found.check.problems] == ["attribution_dropped"]
    assert found.text.endswith(" said.")
    assert "Kysten" in found.text
    again = grounder.ground(found)
    assert again.check is not None
    assert again.check.status == "supported", again.check


def test_an_attribution_names_the_speaker_as_the_source_does(document_of: Maker) -> None:
    """An office keeps its "the": "…, the Harbour Office said."."""
    document = document_of("Nordia may close the port in May, the Harbour Office said on Monday.")
    found = Grounder({"a1": document}).ground(
        point(document, "Nordia may close the port in May.", 1)
    )
    assert found.text == "Nordia may close the port in May, the Harbour Office said."


def test_citation_one_off_is_moved(document: Document, grounder: Grounder) -> None:
    """A true claim that cites the sentence next door is printed with the right one."""
    claim = "Trade between the two countries fell by 12 percent to $1.2 billion."
    found = grounder.ground(point(document, claim, 5))
    assert found.check is not None
    assert found.check.status == "repaired"
    assert "citation_moved" in {p.code for p in found.check.problems}
    assert 6 in {n for item in found.evidence for n in item.sentences}
    assert found.text == claim


def test_citation_far_off_is_not_moved(document: Document, grounder: Grounder) -> None:
    """Only a neighbour is tried: a citation that is plainly wrong rejects the claim."""
    found = grounder.ground(
        point(document, "Trade between the two countries fell by 12 percent.", 1),
    )
    assert found.check is not None
    assert found.check.status == "rejected"


def test_quotation_gets_the_sources_marks(document: Document, grounder: Grounder) -> None:
    """A quotation that differs by punctuation alone is printed as the source has it."""
    text = 'Solberg said in Oslo: "This is an important measure, to protect our country."'
    quote = "This is an important measure, to protect our country."
    found = grounder.ground(point(document, text, 3, quote=quote))
    assert found.check is not None
    assert found.check.status == "repaired", found.check
    assert "important measure to protect our country" in found.text
    assert found.quote is not None
    assert "measure to protect" in found.quote


def test_contradiction_is_not_searched_away(check: Checker) -> None:
    """A claim that the cited sentence contradicts is not saved by a neighbour's words."""
    assert check("Viktor Malenko summoned Ingrid Solberg.", 2).status == "rejected"


def test_line_rests_on_its_key_points(document: Document, grounder: Grounder) -> None:
    """A composed line is checked against all evidence of the key points it cites."""
    points = {
        "k1": point(document, "Norway expelled ten Russian diplomats.", 1),
        "k2": point(document, "Sweden called on Norway to share its findings.", 8),
    }
    text = "Norway expelled ten Russian diplomats, and Sweden called on it to share its findings."
    line = grounder.ground_line(Composed(text=text, key_points=("k1", "k2")), points, "s1")
    assert line.check.status == "supported", line.check
    assert line.story == "s1"
    assert [e.sentences for e in line.evidence] == [(1,), (8,)]


def test_line_without_known_key_points_is_rejected(grounder: Grounder) -> None:
    """A line that cites nothing, or what is not there, is not printed."""
    for cited in ((), ("k9",)):
        line = grounder.ground_line(Composed(text="Norway did.", key_points=cited), {}, None)
        assert line.check.status == "rejected"
        assert line.check.problems[0].code == "citation_missing"


def test_citations_must_exist(document: Document) -> None:
    """Evidence of an unknown article, sentence or wording rejects the claim, and says which."""
    proof = evidence(document, (1,))[0]
    wrong = (
        proof.model_copy(update={"article_id": "nowhere"}),
        proof.model_copy(update={"sentences": (99,)}),
        proof.model_copy(update={"quote": "Norway expelled no one."}),
    )
    grounder = Grounder({"a1": document})
    for item in wrong:
        found = grounder.check(
            Claim(text="Norway expelled ten Russian diplomats.", evidence=(item,)),
        )
        assert found.status == "rejected"
        assert found.problems[0].code == "citation_missing"


def test_an_attribution_follows_one_comma(document_of: Maker) -> None:
    """What a model left at the end of its sentence does not stand before the speaker."""
    document = document_of("Nordia may close the port in May, Ana Ruiz said on Monday.")
    found = Grounder({"a1": document}).ground(
        point(document, "Nordia may close the port in May,", 1)
    )
    assert found.text == "Nordia may close the port in May, Ana Ruiz said."
