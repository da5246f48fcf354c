"""Every code that a claim's problems may carry, what each means, and how much it weighs.

A fault is *hard* where the source says something else: nothing lifts it. It is *soft* where the
source only does not show what is said, or where the fault hangs on a reading of grammar that is
wrong as often on what is true: then a second key (a judge or an NLI model) may still let the claim
pass, and without one it is not printed in its own words.

    a hard fault -> refused      only soft ones -> needs a second key      none -> supported
"""

from collections.abc import Iterable
from typing import Final, Literal

from briefer.grounding import checks

FaultClass = Literal["hard", "soft"]

MIXED: Final = "mixed_scripts"

# What is found without looking at the words of a claim.
GENERAL: Final = {
    "citation_missing": "it cites nothing, or what is not there",
    "citation_moved": "the citation was one sentence off, and was set right",
    "claim_too_long": "it is far longer than a sentence",
    "judge_refused": "the checks let it pass, a judge asked beside them did not",
    "model_repaired": "a check refused it, the model put it right, and then it passed",
    MIXED: "a word has letters or digits of several scripts that look alike",
    "no_such_sentence": "the article has no sentence of that number",
    "second_key": "its source does not show all of it in its words; a judge finds it there",
    "source_words": "the model's wording was refused: this is the source's own",
}
# Whatever is not here is hard. Which is which was measured on judged claims in free words: a code
# that is as frequent on true ones as on false ones is soft.
SOFT: Final = frozenset(
    {
        "allegation_hardened",
        "content_unsupported",
        "date_changed",
        "modality_hardened",
        "name_absent",
        "nothing_checkable",
        "number_misplaced",
        "order_turned",
        "sources_merged",
        "word_absent",
    }
)


def codes() -> dict[str, str]:
    """Return every code with its meaning, in alphabetical order."""
    return dict(sorted({**GENERAL, **checks.codes()}.items()))


def fault_class(code: str) -> FaultClass:
    """Return whether a fault of this code contradicts (hard) or is only not shown (soft)."""
    return "soft" if code in SOFT else "hard"


def only_soft(found: Iterable[str]) -> bool:
    """Tell whether there are faults, by their codes, and a second key may lift all of them."""
    classes = {fault_class(code) for code in found}
    return classes == {"soft"}
