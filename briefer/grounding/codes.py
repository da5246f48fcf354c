"""Every code that a claim's problems may carry, and what each means."""

from typing import Final

from briefer.grounding import checks

# What is found without looking at the words of a claim.
GENERAL: Final = {
    "citation_missing": "it cites nothing, or what is not there",
    "citation_moved": "the citation was one sentence off, and was set right",
    "claim_too_long": "it is far longer than a sentence",
    "judge_refused": "the checks let it pass, a judge asked beside them did not",
    "model_repaired": "a check refused it, the model put it right, and then it passed",
    "no_such_sentence": "the article has no sentence of that number",
}


def codes() -> dict[str, str]:
    """Return every code with its meaning, in alphabetical order."""
    return dict(sorted({**GENERAL, **checks.codes()}.items()))
