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
    pytest.param(
        "The navy raised its stock of mines to an estimated 3,241, about 16 times the limit.",
        "The navy's stock of mines has risen to an estimated 3,241, roughly 16 times the limit.",
        id="an estimate is nobody's words",
    ),
    pytest.param(
        "Leaders of the League agreed on May 24 to bar its ships from their ports, and called on "
        "owners not to sail there.",
        "League leaders agreed on 24 May to bar its ships from their ports and urged owners not "
        "to sail there.",
        id="a date in other letters, and two deeds of one subject",
    ),
    pytest.param(
        "The attack stopped work at plants of Norbeef, the world's largest producer of meat.",
        "Work stopped at plants of Norbeef, the world's biggest producer of meat, after an attack.",
        id="one end of one scale",
    ),
    pytest.param(
        "If Lapo fails, any member of parliament may try to find 61 signatures within 21 days.",
        "If Lapo fails, any member of parliament has three weeks to find 61 signatures.",
        id="a stretch of time in other units",
    ),
    pytest.param(
        "The two ministries apologised for the delay and stabilised prices.",
        "The two ministries apologized for the delay and stabilized prices.",
        id="British and American spelling",
    ),
    pytest.param(
        "All staff of the Nordian consulate were unharmed, according to the foreign ministry.",
        "None of the staff of the Nordian consulate came to harm, according to the foreign ministry.",
        id="a denial for a word that denies",
    ),
    pytest.param(
        "The president's approval rating declined slightly from 58 percent in May to 55 percent.",
        "The president's approval rating declined from 58 to 55 percent.",
        id="two figures that share their unit",
    ),
    pytest.param(
        "The network had reported that the move came after the deputy minister had asked for it. "
        "The network, Kanal Nord, gave no date.",
        "The move came after the deputy minister had asked for it, according to Kanal Nord.",
        id="an outlet by its name",
    ),
    pytest.param(
        "The senator denied that she mishandled the files of the Nordian Energy Agency.",
        "The senator denied having mishandled the files of the NEA.",
        id="denied having, and initials",
    ),
    pytest.param(
        "Nordians were leaving at three times the rate of others, up by a third from 2001 to 2014.",
        "The rate at which Nordians were leaving has risen by a third since 2001.",
        id="since the first year of a range",
    ),
]

REFUSED = [
    pytest.param(
        "scope_widened",
        "Vara was thought to be a western whale, which could mean that some western gray whales "
        "are eastern grays.",
        "It could mean that all western gray whales are eastern grays.",
        id="all for some",
    ),
    pytest.param(
        "comparison_turned",
        "The poll showed that as of Friday Marek is leading Ruiz by 47 to 41 percent.",
        "The poll had Ruiz ahead of Marek by 47 to 41 percent.",
        id="who leads",
    ),
    pytest.param(
        "roles_swapped",
        "The bill would allow Harbour Families to sue Nordia Airways.",
        "The bill would allow Nordia Airways to sue Harbour Families.",
        id="who may sue whom",
    ),
    pytest.param(
        "order_turned",
        "The parliament of Nordia voted on the treaty after the army had left the island.",
        "The army of Nordia left the island after the parliament had voted on the treaty.",
        id="what came after",
    ),
    pytest.param(
        "order_turned",
        "The navy of Nordia tested a mine on May 3. The army of Nordia crossed the river on May 9.",
        "The navy of Nordia tested a mine after the army had crossed the river.",
        id="the order of two dates",
    ),
    pytest.param(
        "scope_widened",
        "The package delivers checks of 1,400 crowns to millions of Nordians.",
        "Every Nordian is to receive a check of 1,400 crowns under the package.",
        id="every for millions",
    ),
    pytest.param(
        "scope_widened",
        "No party of the northern minority has been part of a coalition in decades.",
        "Never has a party of the northern minority been part of a coalition.",
        id="never for not in decades",
    ),
    pytest.param(
        "scope_widened",
        "All four ships sail under the flag of Nordia, except for the Vega.",
        "All four ships sail under the flag of Nordia.",
        id="an exception left out",
    ),
    pytest.param(
        "roles_swapped",
        "Harbour Airport apologised to nobody but said that it would post the toy to the family.",
        "Ivo Marek apologised to Harbour Airport.",
        id="who apologised to whom",
    ),
    pytest.param(
        "modality_hardened",
        "Nordia said the demand came from a group that is probably based in Sudria.",
        "The demand came from a group based in Sudria, Nordia said.",
        id="probably left out",
    ),
    pytest.param(
        "modality_hardened",
        "The zoo of Nordia has plans to press charges against the family on Monday.",
        "The zoo of Nordia has brought charges against the family.",
        id="a plan as a deed",
    ),
    pytest.param(
        "modality_hardened",
        "If she wins, the government of Nordia could reverse the rules.",
        "If she wins, the government of Nordia will reverse the rules.",
        id="will for could",
    ),
    pytest.param(
        "modality_hardened",
        "They called for a new civilian prime minister to be named at once, and for the vote to be "
        "held in May, as agreed.",
        "They agreed on the immediate appointment of a civilian prime minister.",
        id="a call as an agreement, where another thing was agreed",
    ),
    pytest.param(
        "number_changed",
        "Nordia has more than doubled its count of the dead, to 180,764.",
        "Nordia has more than tripled its count of the dead, to 180,764.",
        id="a multiple",
    ),
    pytest.param(
        "date_changed",
        "The second letter came on 6 November, two days before the vote.",
        "The second letter came on 2 November.",
        id="a day that stands elsewhere, in a text without a date",
    ),
    pytest.param(
        "title_changed",
        "Ilka Vester, deputy spokesperson of the Nordian cable office, gave the answer.",
        "The answer was given by Ilka Vester, the head of the Nordian cable office.",
        id="a title at the end",
    ),
]


@pytest.mark.parametrize(("text", "claim"), KEPT)
def test_what_follows_from_its_source_is_kept(document_of: Maker, text: str, claim: str) -> None:
    """A claim that its sentences bear out passes, with no fault found."""
    document = document_of(text)
    proof = evidence(document, tuple(s.number for s in document.sentences))
    found = Grounder({"a1": document}).check(Claim(text=claim, evidence=proof))
    assert found.status == "supported", found


@pytest.mark.parametrize(("code", "text", "claim"), REFUSED)
def test_what_its_source_does_not_say_is_refused(
    document_of: Maker, code: str, text: str, claim: str
) -> None:
    """A claim with one fault is rejected, and the fault is named."""
    document = document_of(text)
    proof = evidence(document, tuple(s.number for s in document.sentences))
    found = Grounder({"a1": document}).check(Claim(text=claim, evidence=proof))
    assert found.status == "rejected", found
    assert code in {problem.code for problem in found.problems}, found
