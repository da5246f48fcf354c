"""Grounding: is a claim what its cited sentences say?

    claim + documents -> passage -> checks -> score, status, repairs

`Grounder` reads each document once and keeps what it found, so that a claim costs only its own
words. It is deterministic and asks no model; `judges` may refuse what passes, and let pass what is
refused only because its source does not show it (see `codes`).
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

from cachetools import LRUCache, cachedmethod

from briefer.grounding import repairs, verdicts
from briefer.grounding.case import Case
from briefer.grounding.claims import Claim, Fault, Finding, Judge, claim_of, plainly
from briefer.grounding.codes import GENERAL, MIXED
from briefer.grounding.languages import likely_language
from briefer.grounding.passage import Passage, passage
from briefer.grounding.reading import Reading
from briefer.grounding.score import THIN, passed, score
from briefer.grounding.search import best_sentences
from briefer.grounding.second_key import is_soft, judged, lifted, widened
from briefer.grounding.sources import SourceText
from briefer.models import Check, Composed, Document, Evidence, KeyPoint, Line, Status
from briefer.text.evidence import evidence
from briefer.text.folding import disguised

CHECKS_VERSION: Final = "5"
# What a neighbouring sentence may hold; whatever contradicts the cited sentence, it cannot mend.
_NAMES: Final = frozenset({"name_absent", "place_absent", "title_changed"})
_ABSENCES: Final = _NAMES | {
    "content_unsupported",
    "number_changed",
    "date_changed",
    "quotation_altered",
    "person_changed",
}
_LONGEST: Final = 5_000  # characters; a sentence is shorter
_PASSAGES_KEPT: Final = 512
_SOURCES_KEPT: Final = 128  # about a third of a megabyte each
_READINGS_KEPT: Final = 4

Parts = tuple[tuple[str, tuple[int, ...]], ...]  # article id, sentence numbers


class Grounder:
    """Checks claims against documents. Not safe for use by several threads at once."""

    def __init__(self, documents: Mapping[str, Document], judges: Sequence[Judge] = ()) -> None:
        self._documents = documents
        self._judges = tuple(judges)
        self._sources: LRUCache[str, SourceText] = LRUCache(_SOURCES_KEPT)
        self._readings: LRUCache[tuple[str, str], Reading] = LRUCache(_READINGS_KEPT)
        self._passages: LRUCache[Parts, Passage] = LRUCache(_PASSAGES_KEPT)

    def check(self, claim: Claim) -> Check:
        """Return the verdict on `claim`; without evidence, on the best sentences there are."""
        return self._examined(claim)[0].check

    def ground(self, key_point: KeyPoint) -> KeyPoint:
        """Return `key_point` with its check; text, quote and evidence mended where repaired."""
        found = self.examine(claim_of(key_point))
        return key_point.model_copy(
            update={
                "text": found.text,
                "quote": found.quote,
                "evidence": found.evidence,
                "check": found.check,
            }
        )

    def ground_line(
        self, composed: Composed, key_points: Mapping[str, KeyPoint], story: str | None = None
    ) -> Line:
        """Return the checked line: it rests on the evidence of the key points it cites.

        A line that cites none, or one that is not there, is rejected.
        """
        unknown = [i for i in composed.key_points if i not in key_points]
        cited = [key_points[i] for i in composed.key_points if i in key_points]
        proof = tuple(dict.fromkeys(item for point in cited for item in point.evidence))
        if unknown or not proof:
            words = ", ".join(unknown)
            check = verdicts.refused(
                Fault("citation_missing", "it cites no checked key point", words)
            )
            return Line(
                text=composed.text,
                key_points=composed.key_points,
                evidence=proof,
                check=check,
                story=story,
            )
        found = self.examine(Claim(text=composed.text, evidence=proof))
        return Line(
            text=found.text,
            key_points=composed.key_points,
            evidence=found.evidence,
            check=found.check,
            story=story,
        )

    def find_evidence(self, text: str, article_id: str) -> tuple[int, ...]:
        """Return the numbers of the sentences of an article that bear out `text` best (1 to 5).

        Raises:
            KeyError: the article is not among the documents.
        """
        source = self._source(article_id)
        return best_sentences(source, self._reading(text, source.language))

    @cachedmethod(attrgetter("_readings"), key=lambda _, *given: given)
    def _reading(self, text: str, source: str) -> Reading:
        """Read a claim; the last few are kept, for it is read to search and to check."""
        return Reading(text, likely_language(text, source))

    def examine(self, claim: Claim) -> Finding:
        """Check `claim`, repair it where that is allowed, and say what to print."""
        found, parts = self._examined(claim)
        return (
            found
            if found.evidence or not parts
            else (found._replace(evidence=self._evidence(parts)))
        )

    def _examined(self, claim: Claim) -> tuple[Finding, Parts]:
        """Return the finding, and what it rests on; evidence that was searched for is left out."""
        claim = plainly(claim)
        if len(claim.text) > _LONGEST:
            fault = Fault("claim_too_long", f"a claim has at most {_LONGEST} characters", "")
            return Finding(verdicts.refused(fault), claim.text, claim.evidence, claim.quote), ()
        parts = self._cited(claim)
        if isinstance(parts, Fault):
            return Finding(verdicts.refused(parts), claim.text, claim.evidence, claim.quote), ()
        if (disguise := self._disguise(claim, parts)) is not None:
            return Finding(verdicts.refused(disguise), claim.text, claim.evidence, claim.quote), ()
        first = self._verdict(claim, parts)
        wanting = _ABSENCES if claim.evidence else _NAMES
        codes = {problem.code for problem in first.check.problems}
        if first.check.status == "rejected" and codes <= wanting:
            moved = self._moved(claim, parts)
            if moved is not None:
                return moved
        return self._second_key(claim, parts, first)

    def _disguise(self, claim: Claim, parts: Parts) -> Fault | None:
        """Return the fault of a word that is not what it looks like, unless the source has it."""
        for text in (claim.text, claim.speaker or ""):
            word = disguised(text)
            if word and word not in self._passage(parts).text:
                return Fault(MIXED, GENERAL[MIXED], word)
        return None

    # --- one verdict --------------------------------------------------------------------------

    def _verdict(self, claim: Claim, parts: Parts) -> Finding:
        case = self._case(claim, parts)
        faults, unchecked = verdicts.run(case)
        value = score(case, faults)
        proof = claim.evidence
        thin = case.same and value < THIN and not case.quotes_only
        if thin or any(f.severity == "fatal" for f in faults):
            if not any(f.severity == "fatal" for f in faults):
                faults.append(verdicts.weak(case))
            faults = [f for f in faults if f.severity == "fatal"]
            return Finding(
                verdicts.made("rejected", value, faults, unchecked), claim.text, proof, claim.quote
            )
        status: Status = "repaired" if faults else "supported"
        text, quote = repairs.mended(claim, faults)
        check = verdicts.made(status, passed(value), faults, unchecked)
        check = judged(self._judges, text, case.passage.text, check)
        return Finding(check, text, proof, quote)

    def _second_key(self, claim: Claim, parts: Parts, first: Finding) -> tuple[Finding, Parts]:
        """Let the judges lift what is only not shown; they see up to five sentences of the article.

        What passes so cites those. Where these contradict it, that is what refuses it.
        """
        if not self._judges or not is_soft(first.check):
            return first, parts
        wide = self._widened(claim, parts)
        again = first if wide == parts else self._verdict(claim, wide)
        if again.check.status == "rejected" and not is_soft(again.check):
            return again._replace(evidence=claim.evidence), parts
        source = self._passage(wide).text
        check = lifted(self._judges, first.text, source, first.check)
        if check.status == "rejected":
            return first._replace(check=check), parts
        return first._replace(check=check, evidence=self._evidence(wide)), wide

    def _widened(self, claim: Claim, parts: Parts) -> Parts:
        """Return the citations with the best other sentences of the article, if it is one."""
        if len(parts) != 1:
            return parts
        ((article_id, cited),) = parts
        return ((article_id, widened(cited, self.find_evidence(claim.text, article_id))),)

    def _case(self, claim: Claim, parts: Parts) -> Case:
        cited = self._passage(parts)
        reading = self._reading(claim.text, cited.language)
        anchor = next((self._documents[i].article.published for i, _ in parts), None)
        return Case(claim, reading, cited, anchor)

    # --- citations ----------------------------------------------------------------------------

    def _cited(self, claim: Claim) -> Parts | Fault:
        """Return what the claim cites (or ought to), or the fault in its citations."""
        if not claim.evidence:
            return self._search(claim.text)
        found: dict[str, set[int]] = {}
        for item in claim.evidence:
            document = self._documents.get(item.article_id)
            if document is None:
                return Fault(
                    "citation_missing", "it cites an article that is not there", item.article_id
                )
            absent = [n for n in item.sentences if not 1 <= n <= len(document.sentences)]
            if absent or not item.sentences:
                return Fault(
                    "citation_missing", "it cites sentences that are not there", str(absent)
                )
            if document.article.text[item.start : item.end] != item.quote:
                return Fault(
                    "citation_missing", "the evidence is not the article's text", item.quote[:80]
                )
            found.setdefault(item.article_id, set()).update(item.sentences)
        return tuple((i, tuple(sorted(numbers))) for i, numbers in found.items())

    def _search(self, text: str) -> Parts | Fault:
        """Return the best sentences of the one document that bears the text out best."""
        best: tuple[float, Parts] | None = None
        for article_id in self._documents:
            parts = ((article_id, self.find_evidence(text, article_id)),)
            if len(self._documents) == 1:
                return parts
            case = self._case(Claim(text=text), parts)
            value = score(case, ())
            if best is None or value > best[0]:
                best = value, parts
        if best is None:
            return Fault("citation_missing", "there is no article to check it against", "")
        return best[1]

    def _moved(self, claim: Claim, parts: Parts) -> tuple[Finding, Parts] | None:
        """Return the finding for citations one sentence off, if those bear the claim out."""
        for other in repairs.neighbours(
            parts, {i: len(self._documents[i].sentences) for i, _ in parts}
        ):
            found = self._verdict(
                claim.model_copy(update={"evidence": self._evidence(other)}), other
            )
            if found.check.status != "rejected" and not claim.evidence:
                return found, other
            if found.check.status != "rejected":
                fault = Fault(
                    "citation_moved", "the citation was one sentence off", _numbers(parts)
                )
                check = found.check.model_copy(
                    update={
                        "status": "repaired",
                        "problems": (*found.check.problems, fault.problem()),
                    }
                )
                return found._replace(check=check), other
        return None

    def _evidence(self, parts: Parts) -> tuple[Evidence, ...]:
        return tuple(e for i, numbers in parts for e in evidence(self._documents[i], numbers))

    @cachedmethod(attrgetter("_passages"), key=lambda _, parts: parts)
    def _passage(self, parts: Parts) -> Passage:
        return passage((self._source(i), numbers) for i, numbers in parts)

    @cachedmethod(attrgetter("_sources"), key=lambda _, article_id: article_id)
    def _source(self, article_id: str) -> SourceText:
        return SourceText(self._documents[article_id])


def _numbers(parts: Parts) -> str:
    return "; ".join(", ".join(map(str, numbers)) for _, numbers in parts)
