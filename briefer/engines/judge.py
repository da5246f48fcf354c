"""A second model as judge: does a source text say what a claim says?

It implements the `Judge` of grounding, which knows nothing of models: `judge` gives the opinion
that is there, and notes what there is none of; `decide` then asks for all of those together,
several claims in a call. An opinion can only lower a status; without one nothing changes.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from briefer.engines._asking import Asking
from briefer.engines._replies import form, items_of, list_of, whole
from briefer.engines.openai import language_name
from briefer.errors import EngineError
from briefer.llm.budget import Estimate, Price, estimate
from briefer.llm.client import Client
from briefer.llm.examples import VERDICTS
from briefer.llm.lines import numbered, source
from briefer.llm.plain import plain
from briefer.llm.prompts import Prompts
from briefer.llm.requests import Request, add_usage
from briefer.llm.structured import ReplyError
from briefer.models import Usage

MOST_TOGETHER = 12  # claims in one call
MOST_TOKENS = 3_000  # of claims and sources in one call
MOST_SOURCE = 6_000  # characters of one source
OUTPUT_A_CLAIM = 24  # tokens, about
OPINIONS = {"supported": 1.0, "unsupported": 0.0, "unsure": None}
_VERDICT = {
    "type": "object",
    "properties": {
        "n": {"type": "integer"},
        "v": {"type": "string", "enum": list(VERDICTS)},
        "why": {"type": "string"},
    },
    "required": ["n", "v", "why"],
}

Pair = tuple[str, str]  # a claim, and the text it rests on


class Verdict(NamedTuple):
    """What the model says of one claim: an opinion in [0,1] or None (unsure), and why."""

    opinion: float | None
    why: str


class ModelJudge:
    """Implements `grounding.Judge` over an `llm.Client`. Not for several threads at once.

    `problem` says why some claims got no opinion, where that happened. `fingerprint` covers all
    that decides an opinion.
    """

    threshold = 0.5  # an opinion is 0 or 1

    def __init__(
        self, client: Client, prompts: Prompts, *, count: Callable[[str], int], language: str = "en"
    ) -> None:
        self.name = client.config.model
        self.problem: str | None = None
        self.missed = 0  # times that it was asked for an opinion that it did not have
        self._client = client
        self._asking = Asking(prompts, count, language_name(language))
        self._known: dict[Pair, Verdict] = {}
        self._wanted: dict[Pair, None] = {}
        self.fingerprint = f"judge-{self.name}-{language}-{prompts.prompt('judge').hash}"

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return how likely `evidence` supports `claim`, or None: unsure, or not yet asked."""
        pair = claim, evidence
        if pair not in self._known:
            self._wanted[pair] = None
            self.missed += 1
            return None
        return self._known[pair].opinion

    def why(self, claim: str) -> str:
        """Return what the model said against `claim`, "" where it said nothing."""
        said = (each.why for (text, _), each in self._known.items() if text == claim)
        return next((why for why in said if why), "")

    def decide(self) -> Usage:
        """Ask for a verdict on all that was put to it; return what that took.

        A call that fails leaves its claims without an opinion, and `problem` set.
        """
        pairs, self._wanted = list(self._wanted), {}
        total = Usage()
        try:
            for reply in self._client.run(map(self._request, self._packs(pairs))):
                total = add_usage(total, reply.usage)
                if reply.value is None:
                    self.problem = reply.fault.message if reply.fault else "no answer"
                else:
                    self._known |= reply.value
        except EngineError as error:
            self.problem = str(error)
        return total

    def estimate(self, claims: int, price: Price | None) -> Estimate:
        """Return what judging so many claims will take, about; nothing is sent."""
        pairs = (("word " * 22, "word " * 45),) * MOST_TOGETHER
        return estimate([self._request(pairs)] * -(-claims // MOST_TOGETHER), price)

    def forget(self) -> None:
        """Forget all that was put to it, and every verdict."""
        self._known.clear()
        self._wanted.clear()

    def _packs(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
        group: list[Pair] = []
        tokens = 0
        for claim, evidence in pairs:
            taken = self._asking.count(claim) + self._asking.count(evidence[:MOST_SOURCE])
            if group and (len(group) == MOST_TOGETHER or tokens + taken > MOST_TOKENS):
                yield tuple(group)
                group, tokens = [], 0
            group.append((claim, evidence))
            tokens += taken
        if group:
            yield tuple(group)

    def _request(self, pairs: tuple[Pair, ...]) -> Request[dict[Pair, Verdict]]:
        lines: list[str] = []
        for number, (claim, evidence) in enumerate(pairs, 1):
            lines += [numbered(number, claim), source(evidence[:MOST_SOURCE])]
        schema = form("verdicts", {"verdicts": list_of(_VERDICT, len(pairs))})
        read = partial(read_verdicts, pairs=pairs)
        request = self._asking.request(
            "judge", lines, schema, read, limit=len(pairs), subject=pairs
        )
        return request._replace(expected_output=len(pairs) * OUTPUT_A_CLAIM)


def read_verdicts(value: Any, pairs: Sequence[Pair]) -> dict[Pair, Verdict]:
    """Return the verdicts of a reply; a claim without a usable one is "unsure".

    Raises:
        ReplyError: there is not one usable verdict.
    """
    found: dict[Pair, Verdict] = {}
    for item in items_of(value, "verdicts"):
        number = whole(item.get("n")) if isinstance(item, dict) else None
        if number is None or not 1 <= number <= len(pairs) or pairs[number - 1] in found:
            continue
        word = str(item.get("v")).strip().casefold()[:20]
        if word in OPINIONS:
            found[pairs[number - 1]] = Verdict(OPINIONS[word], plain(item.get("why"), 160))
    if not found:
        raise ReplyError(f"no verdict; claim numbers run from 1 to {len(pairs)}")
    return {pair: found.get(pair, Verdict(None, "")) for pair in pairs}
