"""Each check: what it catches, what it must let pass, and the words it blames."""

import pytest

from tests.grounding.grounding_types import Checker

CAUGHT = [
    # code, claim, cited sentences
    ("number_changed", "Norway expelled 12 Russian diplomats on Thursday.", (1,)),
    ("number_changed", "Trade fell by 14 percent to $1.2 billion.", (6,)),
    ("unit_changed", "Trade fell by 12 percent to €1.2 billion.", (6,)),
    ("date_changed", "Norway expelled ten Russian diplomats on Monday.", (1,)),
    ("name_absent", "Foreign Minister Greta Holm summoned Viktor Malenko.", (2,)),
    ("person_changed", "Foreign Minister Astrid Solberg summoned Viktor Malenko.", (2,)),
    ("title_changed", "Prime Minister Ingrid Solberg summoned Viktor Malenko.", (2,)),
    ("place_absent", "Moscow may close the Norwegian consulate in Kirkenes.", (5,)),
    ("roles_swapped", "Viktor Malenko summoned Ingrid Solberg.", (2,)),
    ("roles_swapped", "Russia expelled ten diplomats of Norway on Thursday.", (1,)),
    ("speaker_changed", "Sweden said Moscow may close the Norwegian consulate.", (5, 8)),
    ("negation_dropped", "Russia’s Foreign Ministry expects talks to resume this year.", (4,)),
    ("negation_added", "Norway did not expel ten Russian diplomats.", (1,)),
    ("modality_hardened", "Moscow closed the Norwegian consulate in Murmansk.", (5,)),
    ("modality_hardened", "Norway agreed to share its findings.", (8,)),
    ("allegation_hardened", "Two officers bought maps from a clerk.", (7,)),
    ("comparison_turned", "Trade between the two countries rose by 12 percent.", (6,)),
    ("quotation_altered", 'Solberg called it "a vital measure to protect our country".', (3,)),
    ("quotation_invented", 'Norway said "they were intelligence officers".', (1,)),
    (
        "content_unsupported",
        "Norway expelled ten diplomats after months of secret inquiries.",
        (1,),
    ),
    ("sources_merged", "Sweden expelled ten Russian diplomats on Thursday.", (1, 8)),
]

TRUE = [
    ("Norway expelled 10 Russian diplomats on 11 May.", (1,)),
    ("Ten diplomats from Russia were expelled by Norway.", (1,)),
    ("Norway threw out ten Russian diplomats, calling them intelligence officers.", (1,)),
    ("Ingrid Solberg, the foreign minister, summoned Russia's ambassador, Viktor Malenko.", (2,)),
    ("Viktor Malenko, the Russian ambassador, was summoned by Foreign Minister Solberg.", (2,)),
    ("Solberg said in Oslo that it was an important measure to protect the country.", (2, 3)),
    ('"This is an important measure to protect our country," Ingrid Solberg said.', (2, 3)),
    ("Russia’s Foreign Ministry expects no talks to resume this year.", (4,)),
    ("The Foreign Ministry of Russia doesn't expect that talks will resume this year.", (4,)),
    ("Moscow may shut the Norwegian consulate in Murmansk, the ministry said.", (5,)),
    ("Trade between the countries dropped 12% to 1.2 billion dollars.", (6,)),
    ("Two officers allegedly bought maps from a clerk, according to the newspaper Kysten.", (7,)),
    ("Sweden urged Norway to share its findings.", (8,)),
]


@pytest.mark.parametrize(("code", "claim", "cites"), CAUGHT)
def test_fault_is_caught(check: Checker, code: str, claim: str, cites: tuple[int, ...]) -> None:
    """A claim with one fault is rejected, scored low, and the fault is named with its words."""
    found = check(claim, *cites)
    assert found.status == "rejected", found
    assert found.score < 0.5
    problem = next((p for p in found.problems if p.code == code), None)
    assert problem is not None, found
    assert problem.explanation
    assert problem.words


def test_what_is_recorded_beside_the_text_is_checked(check: Checker) -> None:
    """A wrong speaker or quote in the record rejects a claim whose text is right."""
    text = "The ministry said Moscow may close the Norwegian consulate in Murmansk."
    assert check(text, 5, speaker="The ministry").status == "supported"
    assert check(text, 5, speaker="Ingrid Solberg").status == "rejected"
    assert check(text, 5, quote="may close the consulate").status == "rejected"


@pytest.mark.parametrize(("claim", "cites"), TRUE)
def test_true_claim_passes(check: Checker, claim: str, cites: tuple[int, ...]) -> None:
    """Paraphrase, synonyms, inflection, reordering and compression pass, scored high."""
    found = check(claim, *cites)
    assert found.status == "supported", found
    assert found.score >= 0.5
