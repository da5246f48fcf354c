"""Grounding: every claim is checked against the source sentences it cites, by code.

    grounder     from a claim and its documents to a verdict, repaired where it can be
    claims       what goes in and comes out: claims, faults, judges
    checks       one module a check, each with its codes; `codes` gives all of them
    certificate  a finished briefing checked again
    case, passage, sources   a claim beside the sentences it cites, as the checks see them
    second_key   what a judge may lift, and what not
    nli          a cross-encoder as judge, where one is installed

Who wrote a claim does not matter, and no judge lifts what contradicts its source.
"""

from typing import TYPE_CHECKING

from briefer.doors import door
from briefer.grounding.certificate import Verified, verify
from briefer.grounding.claims import Claim, Finding, Judge, claim_of
from briefer.grounding.codes import codes, fault_class, only_soft
from briefer.grounding.grounder import CHECKS_VERSION, Grounder
from briefer.grounding.second_key import is_headline, is_soft

if TYPE_CHECKING:
    from briefer.grounding.nli import load
else:
    __getattr__ = door(__name__, {"nli": ("load",)})

__all__ = [
    "CHECKS_VERSION",
    "Claim",
    "Finding",
    "Grounder",
    "Judge",
    "Verified",
    "claim_of",
    "codes",
    "fault_class",
    "is_headline",
    "is_soft",
    "load",
    "only_soft",
    "verify",
]
