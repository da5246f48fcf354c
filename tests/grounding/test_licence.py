"""A claim that copies its source changes no word, qualifier or name in it; likeness is no sameness."""

import pytest

from briefer.grounding import Claim, Grounder
from briefer.grounding.alignment import is_copy, overlays
from briefer.grounding.case import Case
from briefer.grounding.likeness import one_name
from briefer.grounding.passage import passage
from briefer.grounding.reading import Reading
from briefer.grounding.sources import SourceText
from briefer.text.evidence import evidence
from tests.grounding.grounding_types import Maker

CHANGED = [
    pytest.param(
        "word_replaced",
        "Nine sailors were rescued when a trawler struck a reef off Lapo on Sunday, the navy said.",
        "Nine sailors were arrested when a trawler struck a reef off Lapo on Sunday, the navy said.",
        id="a deed of consequence for another",
    ),
    pytest.param(
        "word_replaced",
        "The provincial court of Lapo heard the case of the two harbour pilots on Monday.",
        "The federal court of Lapo heard the case of the two harbour pilots on Monday.",
        id="an adjective of another kind",
    ),
    pytest.param(
        "word_replaced",
        "The ministry suspended its purchases of harbour bonds until the end of June.",
        "The ministry suspended its sales of harbour bonds until the end of June.",
        id="purchases for sales",
    ),
    pytest.param(
        "name_replaced",
        "Her deputy, 51-year-old Ivo Marek, also stayed away at first but left the harbour office "
        "on Friday and paid the fine. Ana Ruiz spoke of an accident.",
        "Deputy Ana Ruiz left the harbour office on Friday and paid the fine.",
        id="another person in apposition",
    ),
    pytest.param(
        "word_absent",
        "The skipper of the trawler was picked up by the coast guard, questioned and sent home.",
        "The coast guard killed the skipper of the trawler.",
        id="an invented main verb",
    ),
    pytest.param(
        "word_replaced",
        "The skipper was picked up by the coast guard, questioned for an hour and sent home.",
        "The skipper was killed by the coast guard.",
        id="an invented main verb in the passive",
    ),
    pytest.param(
        "qualifier_added",
        "The port of Lapo employs 3,200 dockers in two shifts.",
        "The port of Lapo employs more than 3,200 dockers in two shifts.",
        id="more than put in",
    ),
    pytest.param(
        "qualifier_dropped",
        "At least 30 houses burned in the hills above Lapo on Monday, the mayor said.",
        "Up to 30 houses burned in the hills above Lapo on Monday, the mayor said.",
        id="up to for at least",
    ),
    pytest.param(
        "qualifier_dropped",
        "The four divers appear to have found a wreck near the northern pier.",
        "The four divers found a wreck near the northern pier.",
        id="a semblance told as a fact",
    ),
    pytest.param(
        "qualifier_dropped",
        "Former harbour master Ivo Marek was fined in Lapo on Tuesday for the oil spill.",
        "Harbour master Ivo Marek was fined in Lapo on Tuesday for the oil spill.",
        id="former left out",
    ),
    pytest.param(
        "name_absent",
        "Niger closed its airspace to drones on Friday, officials said.",
        "Nigeria closed its airspace to drones on Friday, officials said.",
        id="a country that looks alike",
    ),
    pytest.param(
        "name_absent",
        "South Sudan raised its tariff on salt on Friday, officials said.",
        "Sudan raised its tariff on salt on Friday, officials said.",
        id="a country whose name is part of another's",
    ),
    pytest.param(
        "person_changed",
        "George H. W. Lapsley opened the bridge on Friday before a small crowd.",
        "George W. Lapsley opened the bridge on Friday before a small crowd.",
        id="other initials",
    ),
]

SAME = [
    pytest.param(
        "Twelve people were hurt when a crane fell in the port of Lapo on Monday, police said.",
        "Twelve people were injured when a crane fell in the port of Lapo on Monday, police said.",
        id="a synonym",
    ),
    pytest.param(
        "The United States left the accord in May 2018 and imposed tariffs again.",
        "The US left the accord in May 2018 and reimposed tariffs.",
        id="again in one word",
    ),
    pytest.param(
        "A Nordian court on Tuesday agreed to extend the detention of the two pilots for a month.",
        "A Nordian court on Tuesday extended the detention of the two pilots for a month.",
        id="what a court decides to do is done",
    ),
    pytest.param(
        "The harbour office does not expect tariffs to fall this year.",
        "The harbour office expects tariffs not to fall this year.",
        id="a denial in another place",
    ),
    pytest.param(
        "Two of the company's top engineers pleaded guilty this month to bribery, including Ivo "
        "Marek, who allegedly posed as a banker.",
        "Two top engineers, including Ivo Marek, pleaded guilty this month to bribery.",
        id="a deed of many is nobody's words",
    ),
    pytest.param(
        "The pier could reopen in May, Ana Ruiz, the harbour master, told the Lapo Courier.",
        "Harbour master Ana Ruiz said the pier could reopen in May.",
        id="who is told does not speak",
    ),
]


def _codes(document_of: Maker, text: str, claim: str) -> tuple[str, list[str], str]:
    document = document_of(text)
    numbers = tuple(s.number for s in document.sentences)
    found = Grounder({"a1": document}).examine(
        Claim(text=claim, evidence=evidence(document, numbers))
    )
    return found.check.status, [p.code for p in found.check.problems], found.text


BASIS = "The bank of Lapo cut its rate by 50 basis points to 3.25 percent on Monday."
LAKH = "The port of Lapo bought 7,50,000 tons of sand for Rs 12 crore, the mayor said."
BUDGET = "The state spent Rs 1.5 lakh crore on roads, the finance ministry said."


@pytest.mark.parametrize(
    ("text", "claim", "status"),
    [
        (BASIS, "The bank of Lapo cut its rate by 0.5 percentage points on Monday.", "supported"),
        (BASIS, "The bank of Lapo cut its rate by half a percentage point on Monday.", "supported"),
        (BASIS, "The bank of Lapo cut its rate by 50 percentage points on Monday.", "rejected"),
        (LAKH, "The port bought 750,000 tons of sand for 120 million rupees.", "supported"),
        (LAKH, "The port bought 7.5 million tons of sand, the mayor said.", "rejected"),
        (BUDGET, "The state spent 1.5 trillion rupees on roads.", "supported"),
        (BUDGET, "The state spent ₹1.5 lakh crore on roads.", "supported"),
        (BUDGET, "The state spent 1.5 billion rupees on roads.", "rejected"),
    ],
)
def test_a_figure_in_other_units_is_the_same_by_value(
    document_of: Maker, text: str, claim: str, status: str
) -> None:
    """Lakh, crore and basis points are read as what they come to, and nothing else passes."""
    assert (_codes(document_of, text, claim)[0] == "rejected") is (status == "rejected")


@pytest.mark.parametrize(("code", "text", "claim"), CHANGED)
def test_a_change_in_copied_words_is_refused(
    document_of: Maker, code: str, text: str, claim: str
) -> None:
    """One word, qualifier or name that the source does not have there refuses the claim."""
    status, codes, _ = _codes(document_of, text, claim)
    assert status == "rejected"
    assert code in codes


@pytest.mark.parametrize(("text", "claim"), SAME)
def test_the_same_in_other_words_is_kept_as_it_is(
    document_of: Maker, text: str, claim: str
) -> None:
    """What means the same in general passes, and nothing is put to it."""
    assert _codes(document_of, text, claim) == ("supported", [], claim)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("mohammed", "muhammad", True),
        ("zelensky", "zelenskyy", True),
        ("kyiv", "kiev", True),
        ("kharkiv", "kharkov", True),
        ("mueller", "müller", True),
        ("mali", "malawi", False),
        ("iran", "iraq", False),
        ("o'brien", "o'neill", False),
        ("hansen", "hanson", False),
        ("petrov", "petrova", False),
        ("maria", "marie", False),
        ("khomeini", "khamenei", False),
    ],
)
def test_only_spellings_make_one_name(one: str, other: str, *, same: bool) -> None:
    """Another transliteration is the same name; likeness of letters is not."""
    assert one_name(one, other) is same


def test_an_overlay_says_what_was_changed_where(document_of: Maker) -> None:
    """The words that differ are paired, without those that agree around them."""
    source = SourceText(document_of("The old pier of Lapo was closed for two weeks on Friday."))
    cited = passage([(source, [1])])
    text = "The old pier of Lapo was painted for two weeks on Friday."
    case = Case(Claim(text=text), Reading(text), cited)
    (overlay,) = overlays(case)
    (change,) = overlay.changes
    assert case.reading.low[change.first : change.last] == ["painted"]
    assert cited.low[change.low : change.high] == ["closed"]
    assert change.tight
    assert overlay.nearness(case, change) == 1.0


@pytest.mark.parametrize(
    ("claim", "copied"),
    [
        ("Ana Ruiz, the harbour master's deputy, was asked to close the pier.", True),
        ("Ana Ruiz, the harbour master's deputy, asked to close the pier.", False),
        ("Ana Ruiz, the harbour master's assistant, was asked to close the pier.", True),
        ("The pier was asked to close Ana Ruiz, the deputy.", False),
    ],
)
def test_a_copy_keeps_the_order_of_its_sentence(
    document_of: Maker, claim: str, *, copied: bool
) -> None:
    """A copy may lack a clause and have a word exchanged, but neither side of a verb turns."""
    source = SourceText(
        document_of("Ana Ruiz, the harbour master's deputy, was asked to close the pier.")
    )
    case = Case(Claim(text=claim), Reading(claim), passage([(source, [1])]))
    assert is_copy(case) is copied
