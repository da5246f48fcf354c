"""What the grounding tests share: documents, and the corrupter beside them."""

import datetime as dt

import pytest

from briefer.grounding import Claim, Grounder
from briefer.models import Check, Document
from briefer.text.evidence import evidence
from tests import make
from tests.grounding.grounding_types import Checker, Maker

TEXT = (
    "Norway expelled ten Russian diplomats on Thursday, saying they were intelligence officers. "
    'Foreign Minister Ingrid Solberg summoned Russian Ambassador Viktor Malenko. "This is an '
    'important measure to protect our country," Solberg said in Oslo. Russia’s Foreign Ministry '
    "does not expect talks to resume this year. The ministry said Moscow may close the Norwegian "
    "consulate in Murmansk. Trade between the two countries fell by 12 percent to $1.2 billion. "
    "The newspaper Kysten reported that two officers allegedly bought maps from a clerk. "
    "Sweden called on Norway to share its findings."
)


def make_document(text: str = TEXT, language: str = "en", name: str = "a1") -> Document:
    """Return the analysed text, published on Friday 12 May 2023."""
    return make.document(text, name, language=language, published=dt.date(2023, 5, 12))


@pytest.fixture(scope="session")
def document() -> Document:
    """Return a short news article with something of everything."""
    return make_document()


@pytest.fixture(scope="session")
def grounder(document: Document) -> Grounder:
    """Return a grounder over the short article."""
    return Grounder({"a1": document})


@pytest.fixture(scope="session")
def check(document: Document, grounder: Grounder) -> Checker:
    """Return a function that checks a claim against sentence numbers (or finds them)."""

    def run(text: str, *numbers: int, **fields: str) -> Check:
        proof = evidence(document, numbers) if numbers else ()
        return grounder.check(Claim.model_validate({"text": text, "evidence": proof, **fields}))

    return run


@pytest.fixture(scope="session")
def document_of() -> Maker:
    """Return the function that makes a document of a text."""
    return make_document
