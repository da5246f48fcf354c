"""Quotations: whole sentences, one speaker, each once."""

from briefer.editions.quotations import in_order, spoken
from briefer.models import Document, Origin, Story
from tests import make

TEXT = (
    "LIMA, June 1 - The port stays shut.\n\n"
    '"We have counted the ships twice," said Ana Solano, head of the port office. '
    '"The third count begins tomorrow morning."\n\n'
    'She called the delay "unusual". The minister was silent.\n'
)


def document(name: str, text: str = TEXT, outlet: str = "Wire") -> Document:
    """Return an article, analysed."""
    origin = Origin(location="x", source=outlet)
    return make.document(text, name, source=outlet, published=make.DAY, origins=(origin,))


def story(*articles: str) -> Story:
    """Return a story of these articles."""
    return make.story("s", articles=articles)


def test_a_quotation_is_whole_sentences_with_the_speakers_name() -> None:
    """What one speaker says in sentences that follow one another is one; catchwords are none."""
    (found,) = spoken([story("a")], {"a": document("a")})
    assert found.speaker == "Ana Solano"
    assert found.text.startswith('"We have counted the ships twice," said Ana Solano')
    assert found.text.endswith('tomorrow morning."')
    assert found.quote.startswith("We have counted the ships twice")
    (proof,) = found.evidence
    assert TEXT[proof.start : proof.end] == proof.quote
    assert found.shorter is not None
    assert found.shorter.text.endswith("head of the port office.")


def test_one_text_in_several_outlets_is_quoted_once() -> None:
    """The outlets that carry it are named together."""
    documents = {"a": document("a"), "b": document("b", outlet="Post")}
    (found,) = spoken([story("a", "b")], documents)
    assert found.outlets == ("Wire", "Post")
    assert found.evidence[0].article_id == "a"


def test_nobody_is_quoted_without_quotation_marks() -> None:
    """Reported speech is no quotation."""
    text = "Ana Solano said on Monday that the ships had been counted twice.\n"
    assert spoken([story("a")], {"a": document("a", text)}) == ()


def test_ones_own_minister_comes_first_and_then_the_outlets() -> None:
    """The press reads what its own house said, wherever it stands, and then paper by paper."""
    texts = {
        "a": "“We have built a bridge over the whole river,” said Norwegian President Kari Moe.",
        "b": "“Every farmer will have the water he needs,” said Austrian Foreign Minister Eva Roth.",
        "c": "“Nobody had ever seen a flood like this one,” said Danish Minister Lars Krag.",
    }
    outlets = {"a": "Zeta Post", "b": "Omega Times", "c": "alpha Journal"}
    documents = {key: document(key, text, outlets[key]) for key, text in texts.items()}
    found = in_order(spoken([story("a", "b", "c")], documents), documents, "AT")
    assert [item.speaker for item in found] == ["Eva Roth", "Lars Krag", "Kari Moe"]
