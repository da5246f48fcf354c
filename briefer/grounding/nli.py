"""An NLI cross-encoder as judge: how likely the evidence entails the claim.

Any model for sequence classification will do that a user has as a folder, the way exporters write
it: `model.onnx` (or `onnx/model.onnx`), `tokenizer.json`, and `config.json` with `id2label`, which
says which output means entailment. A model with a single output needs no `config.json`.
The libraries come with the extra `nli` and are loaded only when a folder is named.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

from briefer.errors import ConfigError
from briefer.installation import adding

THRESHOLD: Final = 0.25  # of entailment; paraphrase often gets little more, a lie next to none
_LONGEST: Final = 512  # tokens, where the model's own configuration names no limit
_MODELS: Final = ("model.onnx", "onnx/model.onnx")
_ENTAILED: Final = ("entail", "support", "consistent", "yes")  # how labels that mean it begin

Find = Callable[[str], ModuleType]


class NliJudge:
    """Implements `Judge` over an ONNX model. Not for use by several threads at once.

    `threshold` is the entailment under which a claim is rejected; `fingerprint` covers the model's
    files and the threshold.
    """

    def __init__(self, name: str, model: "_Model", threshold: float, fingerprint: str) -> None:
        self.name = name
        self.threshold = threshold
        self.fingerprint = fingerprint
        self._model = model

    def judge(self, claim: str, evidence: str) -> float | None:
        """Return the probability that `evidence` entails `claim`; None where there is none."""
        return self._model.entailment(evidence, claim) if claim.strip() and evidence else None


class _Model(NamedTuple):
    session: Any  # onnxruntime.InferenceSession
    tokenizer: Any  # tokenizers.Tokenizer
    inputs: frozenset[str]
    label: int  # the output that means entailment
    arrays: ModuleType  # numpy

    def entailment(self, premise: str, hypothesis: str) -> float:
        """Return the probability of entailment, by softmax (one output: by the logistic)."""
        read = self.tokenizer.encode(premise, hypothesis)
        given = {
            "input_ids": read.ids,
            "attention_mask": read.attention_mask,
            "token_type_ids": read.type_ids,
        }
        np = self.arrays
        feed = {n: np.array([v], dtype=np.int64) for n, v in given.items() if n in self.inputs}
        logits = np.asarray(self.session.run(None, feed)[0], dtype=np.float64).reshape(-1)
        if len(logits) == 1:
            return float(1 / (1 + np.exp(-np.clip(logits[0], -50, 50))))
        share = np.exp(logits - logits.max())
        return float(share[self.label] / share.sum())


def load(folder: Path, threshold: float | None = None, find: Find = import_module) -> NliJudge:
    """Return the judge that runs the model in `folder`. `find` imports a library by its name.

    Raises:
        ConfigError: a library, or a file of the model, is missing or can't be used.
    """
    runtime, tokenizers, arrays = (_library(name, find) for name in _LIBRARIES)
    model = _model_file(folder)
    config = _configuration(folder / "config.json")
    tokenizer_file = _file(folder / "tokenizer.json")
    try:
        session = runtime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
        tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer_file))
    except Exception as error:
        raise ConfigError(f"{folder}: the NLI model can't be loaded: {error}") from error
    tokenizer.enable_truncation(_limit(config), strategy="only_first")  # the claim stays whole
    tokenizer.no_padding()
    inputs = frozenset(item.name for item in session.get_inputs())
    if "input_ids" not in inputs:
        raise ConfigError(f"{model} takes no input_ids: it is no text classifier")
    label = _label(config, session.get_outputs()[0].shape, folder)
    limit = THRESHOLD if threshold is None else threshold
    files = (model, tokenizer_file)
    mark = _fingerprint(files, f"{label} {limit}")
    return NliJudge(
        f"NLI model {folder.name}",
        _Model(session, tokenizer, inputs, label, arrays),
        limit,
        mark,
    )


_LIBRARIES: Final = ("onnxruntime", "tokenizers", "numpy")


def _library(name: str, find: Find) -> ModuleType:
    try:
        return find(name)
    except ImportError as error:
        raise ConfigError(
            f"an NLI model needs {name}, which is not installed: {adding('nli')}"
        ) from error


def _model_file(folder: Path) -> Path:
    if not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such folder; judge.nli names an NLI model's")
    found = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    return found or _file(folder / _MODELS[0])


def _file(path: Path) -> Path:
    if not path.is_file():
        raise ConfigError(f"{path} is missing: an NLI model needs model.onnx and tokenizer.json")
    return path


def _configuration(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_bytes())
    except ValueError as error:
        raise ConfigError(f"{path} is no JSON: {error}") from error
    return found if isinstance(found, dict) else {}


def _limit(config: Mapping[str, Any]) -> int:
    """Return how many tokens the model reads: its positions, less two that some reserve."""
    positions = config.get("max_position_embeddings")
    known = isinstance(positions, int) and positions > 16
    return min(_LONGEST, positions - 2) if known and isinstance(positions, int) else _LONGEST


def _label(config: Mapping[str, Any], shape: Any, folder: Path) -> int:
    """Return which output means entailment.

    Raises:
        ConfigError: nothing says so.
    """
    labels = config.get("id2label")
    if isinstance(labels, dict):
        for number, label in labels.items():
            if str(label).casefold().startswith(_ENTAILED) and str(number).isdecimal():
                return int(number)
    if shape and shape[-1] == 1:
        return 0
    raise ConfigError(
        f"{folder / 'config.json'}: id2label must say which output means entailment, such as "
        '{"id2label": {"0": "contradiction", "1": "entailment", "2": "neutral"}}'
    )


def _fingerprint(files: tuple[Path, ...], rest: str) -> str:
    digest = hashlib.sha256(rest.encode())
    for path in files:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"nli-{digest.hexdigest()[:16]}"
