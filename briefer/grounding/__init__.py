"""Grounding: every claim is checked against the source sentences it cites, by code."""

from briefer.grounding.certificate import Verified, verify
from briefer.grounding.claims import Claim, Finding, Judge, claim_of
from briefer.grounding.codes import codes
from briefer.grounding.grounder import CHECKS_VERSION, Grounder

__all__ = [
    "CHECKS_VERSION",
    "Claim",
    "Finding",
    "Grounder",
    "Judge",
    "Verified",
    "claim_of",
    "codes",
    "verify",
]
