"""The NLI judge: a real model through the real libraries, and what is said when one is missing."""

import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import ConfigError
from briefer.grounding import Claim, Grounder
from briefer.grounding.nli import load
from briefer.models import Document
from briefer.text.evidence import evidence
from tests.grounding.conftest import make_document
from tests.grounding.tiny_onnx import write_model

# contradiction, entailment, neutral: "expelled" entails, "celebrated" contradicts
ROWS = {"expelled": (0.0, 2.0, 0.0), "celebrated": (6.0, 0.0, 0.0), "norway": (0.0, 0.0, 1.0)}
LABELS = ("CONTRADICTION", "ENTAILMENT", "NEUTRAL")
DOCUMENT = make_document()  # hypothesis and fixtures don't mix
TRUE = "Norway expelled ten Russian diplomats."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a model, its tokenizer and its labels."""
    return write_model(tmp_path_factory.mktemp("nli"), ROWS, LABELS)


def test_the_models_own_probability_is_given(folder: Path) -> None:
    """Premise and claim go through tokenizer and model; the share of its entailment comes back."""
    judge = load(folder)
    assert judge.judge("Expelled.", "Expelled.") == pytest.approx(
        2.718281828**4 / (2.718281828**4 + 2), rel=1e-6
    )
    assert (judge.judge("Celebrated.", "Expelled.") or 0.0) < 0.05
    assert judge.judge(" ", "Expelled.") is None


def test_a_claim_that_is_not_entailed_is_rejected(folder: Path, document: Document) -> None:
    """What the checks let pass falls by the judge's word, with its name and figure."""
    proof = evidence(document, (1,))
    rows = {**ROWS, "diplomats": (9.0, 0.0, 0.0)}
    strict = load(write_model(folder.parent / "strict", rows, LABELS))
    found = Grounder({"a1": document}, [strict]).check(Claim(text=TRUE, evidence=proof))
    assert found.status == "rejected"
    assert found.score < 0.5
    assert found.problems[-1].code == "judge_refused"
    assert "strict" in found.problems[-1].explanation
    kind = load(folder, 0.25)
    assert Grounder({"a1": document}, [kind]).check(Claim(text=TRUE, evidence=proof)).status == (
        "supported"
    )


def test_the_threshold_decides(folder: Path, document: Document) -> None:
    """The same opinion passes one threshold and fails a higher one, and both are fingerprinted."""
    proof = evidence(document, (1,))
    low, high = load(folder, 0.1), load(folder, 0.99)
    checks = [
        Grounder({"a1": document}, [j]).check(Claim(text=TRUE, evidence=proof)) for j in (low, high)
    ]
    assert [check.status for check in checks] == ["supported", "rejected"]
    assert checks[0].score >= 0.5 > checks[1].score
    assert low.fingerprint != high.fingerprint
    assert low.fingerprint == load(folder, 0.1).fingerprint


def test_long_evidence_is_cut_and_the_claim_is_not(folder: Path) -> None:
    """Of a premise that is too long its end is left out, never the claim."""
    judge = load(folder)
    assert (judge.judge("Celebrated.", "norway " * 5_000) or 0.0) < 0.05


def test_a_model_with_one_output_needs_no_labels(tmp_path: Path) -> None:
    """A single logit is a probability by the logistic function."""
    judge = load(write_model(tmp_path / "one", {"yes": (3.0,), "no": (-3.0,)}, None))
    assert judge.judge("yes", "yes") == pytest.approx(1 / (1 + 2.718281828**-6), rel=1e-6)


class Opinion:
    """A judge that always thinks the same."""

    name = "opinion"

    def __init__(self, value: float, threshold: float) -> None:
        self.value = value
        self.threshold = threshold

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return the opinion."""
        return self.value


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([TRUE, "Norway expelled 12 diplomats."]))
def test_judges_can_only_lower(value: float, limit: float, text: str) -> None:
    """Whatever a judge thinks: no status is better and no score higher than without it."""
    claim = Claim(text=text, evidence=evidence(DOCUMENT, (1,)))
    alone = Grounder({"a1": DOCUMENT}).check(claim)
    judged = Grounder({"a1": DOCUMENT}, [Opinion(value, limit)]).check(claim)
    assert judged.score <= alone.score
    assert alone.status != "rejected" or judged.status == "rejected"
    assert (judged.status == "rejected") == (judged.score < 0.5)


def missing(name: str) -> ModuleType:
    """Import all but the library that the extra would bring."""
    if name == "onnxruntime":
        raise ImportError(name)
    return import_module(name)


def test_a_missing_library_is_named_with_what_to_install(folder: Path) -> None:
    """Without the extra the error says how to get it."""
    with pytest.raises(ConfigError, match=r"onnxruntime.*pip install"):
        load(folder, find=missing)


def test_a_missing_or_broken_file_is_named(folder: Path, tmp_path: Path) -> None:
    """Each file that is not there, or is no model, is named."""
    with pytest.raises(ConfigError, match="nowhere"):
        load(tmp_path / "nowhere")
    copy = write_model(tmp_path / "copy", ROWS, LABELS)
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ConfigError, match=r"tokenizer\.json"):
        load(copy)
    (copy / "model.onnx").unlink()
    with pytest.raises(ConfigError, match=r"model\.onnx"):
        load(copy)
    broken = write_model(tmp_path / "broken", ROWS, LABELS)
    (broken / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ConfigError, match="can't be loaded"):
        load(broken)


def test_labels_must_say_what_entails(tmp_path: Path) -> None:
    """A model whose labels don't tell is refused, with an example of labels that do."""
    vague = write_model(tmp_path / "vague", ROWS, ("A", "B", "C"))
    with pytest.raises(ConfigError, match="id2label"):
        load(vague)
    (vague / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="no JSON"):
        load(vague)
    (vague / "config.json").write_text(json.dumps({"id2label": {"1": "entail"}}), encoding="utf-8")
    assert load(vague).judge("Expelled.", "Expelled.")


def test_nothing_heavy_is_loaded_before_a_judge_is(folder: Path) -> None:
    """The libraries come in when a folder is loaded, not with the module."""
    assert "briefer.grounding.nli" in sys.modules
    asked: list[str] = []

    def find(name: str) -> ModuleType:
        asked.append(name)
        return import_module(name)

    load(folder, find=find)
    assert asked == ["onnxruntime", "tokenizers", "numpy"]
