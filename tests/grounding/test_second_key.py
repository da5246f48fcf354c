"""Two keys: what contradicts is refused, what is not shown needs a judge's yes."""

from typing import Final

import pytest

from briefer.grounding import Claim, Grounder, is_soft
from briefer.models import Document
from briefer.text.evidence import evidence
from tests.grounding.conftest import make_document

DOCUMENT: Final = make_document()
SOFT: Final = "Oslo sent home ten Moscow envoys over espionage worries."
HARD: Final = "Norway expelled twelve Russian diplomats on Thursday."


class Opinion:
    """A judge with one opinion, which keeps what it was shown."""

    name = "opinion"
    threshold = 0.5

    def __init__(self, value: float | None) -> None:
        self.value = value
        self.shown: list[str] = []

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return the opinion on `claim`."""
        self.shown.append(f"{claim} < {evidence}")
        return self.value


def claim(text: str, document: Document = DOCUMENT) -> Claim:
    """Return a claim that cites the first sentence."""
    return Claim(text=text, evidence=evidence(document, (1,)))


def test_what_is_only_not_shown_waits_for_a_judge() -> None:
    """Without a judge it is refused, with a yes it passes, marked, and cites what was judged."""
    alone = Grounder({"a1": DOCUMENT}).check(claim(SOFT))
    assert is_soft(alone)
    found = Grounder({"a1": DOCUMENT}, [Opinion(0.9)]).examine(claim(SOFT))
    assert found.check.status == "supported"
    assert [problem.code for problem in found.check.problems] == ["second_key"]
    assert {1} <= {n for item in found.evidence for n in item.sentences}


@pytest.mark.parametrize("value", [0.1, None])
def test_a_no_and_silence_refuse(value: float | None) -> None:
    """A judge that says no, or nothing, lets nothing pass."""
    assert Grounder({"a1": DOCUMENT}, [Opinion(value)]).check(claim(SOFT)).status == "rejected"


def test_every_judge_has_a_veto() -> None:
    """One yes and one no is a no."""
    judges = [Opinion(0.9), Opinion(0.2)]
    assert Grounder({"a1": DOCUMENT}, judges).check(claim(SOFT)).status == "rejected"


def test_what_contradicts_is_not_lifted() -> None:
    """A number that the source gives otherwise is refused, and no judge is asked."""
    judge = Opinion(1.0)
    check = Grounder({"a1": DOCUMENT}, [judge]).check(claim(HARD))
    assert check.status == "rejected"
    assert not is_soft(check)
    assert judge.shown == []


def test_a_judge_sees_at_most_five_sentences() -> None:
    """Of a long article the judge is shown what is cited and the best others."""
    judge = Opinion(0.9)
    text = "Malenko was told by Solberg that trade, consulate and maps all mattered to Norway."
    long = make_document(" ".join([DOCUMENT.article.text] * 3))
    found = Grounder({"a1": long}, [judge]).examine(claim(text, long))
    assert sum(len(item.sentences) for item in found.evidence) <= 5


@pytest.mark.parametrize("word", ["n\u043et", "1\u00b2"])
def test_a_disguised_word_is_refused(word: str) -> None:
    """A word that is not what it looks like is refused, whatever a judge thinks."""
    text = f"Norway expelled ten Russian diplomats on Thursday, {word} more."
    check = Grounder({"a1": DOCUMENT}, [Opinion(1.0)]).check(claim(text))
    assert [problem.code for problem in check.problems] == ["mixed_scripts"]


def test_what_is_hidden_is_neither_read_nor_printed() -> None:
    """A soft hyphen inside "not" hides no denial, and what is printed has none."""
    text = "Norway did n\u00adot expel ten Russian diplomats on Thursday."
    assert Grounder({"a1": DOCUMENT}).check(claim(text)).status == "rejected"
    kept = Grounder({"a1": DOCUMENT}).examine(
        claim("Norway ex\u00adpelled ten Russian diplomats on Thursday.")
    )
    assert kept.check.status == "supported"
    assert "\u00ad" not in kept.text
