"""A tiny real ONNX model, written byte by byte: it sums one row of three numbers for each token.

ONNX files are protocol buffers (https://onnx.ai/onnx/repo-docs/IR.html); the few fields that such
a model needs are written here, so that the tests need no library to author it.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

_FLOAT, _INT64 = 1, 7
_INT, _INTS = 2, 7  # kinds of attribute


def write_model(
    folder: Path, rows: Mapping[str, Sequence[float]], labels: Sequence[str] | None
) -> Path:
    """Write a model whose logits are the sum of its tokens' rows; unknown words count nothing.

    With `labels` None no `config.json` is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    size = len(next(iter(rows.values())))
    words = ["[UNK]", "[SEP]", *rows]
    table = [[0.0] * size, [0.0] * size, *map(list, rows.values())]
    (folder / "model.onnx").write_bytes(_model(table, size))
    _tokenizer(words).save(str(folder / "tokenizer.json"))
    if labels is not None:
        named = {"id2label": {str(n): label for n, label in enumerate(labels)}}
        (folder / "config.json").write_text(json.dumps(named), encoding="utf-8")
    return folder


def _tokenizer(words: Sequence[str]) -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))  # noqa: S106 - a token of text, no password
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="$A", pair="$A [SEP] $B:1", special_tokens=[("[SEP]", 1)]
    )
    return tokenizer


def _model(table: Sequence[Sequence[float]], size: int) -> bytes:
    gather = _node("Gather", ("table", "input_ids"), "rows", _attribute("axis", 0))
    total = _node(
        "ReduceSum", ("rows",), "logits", _attribute("axes", [1]), _attribute("keepdims", 0)
    )
    graph = b"".join(
        (
            _field(1, gather),
            _field(1, total),
            _field(2, b"tiny"),
            _field(5, _tensor("table", table)),
            _field(11, _value("input_ids", _INT64, (1, "tokens"))),
            _field(11, _value("attention_mask", _INT64, (1, "tokens"))),
            _field(12, _value("logits", _FLOAT, (1, size))),
        )
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 11))


def _node(kind: str, inputs: Sequence[str], output: str, *attributes: bytes) -> bytes:
    given = b"".join(_field(1, name.encode()) for name in inputs)
    rest = b"".join(_field(5, attribute) for attribute in attributes)
    return given + _field(2, output.encode()) + _field(4, kind.encode()) + rest


def _attribute(name: str, value: int | list[int]) -> bytes:
    head = _field(1, name.encode())
    if isinstance(value, list):
        return head + b"".join(_number(8, item) for item in value) + _number(20, _INTS)
    return head + _number(3, value) + _number(20, _INT)


def _tensor(name: str, table: Sequence[Sequence[float]]) -> bytes:
    flat = [value for row in table for value in row]
    dims = _number(1, len(table)) + _number(1, len(table[0]))
    raw = struct.pack(f"<{len(flat)}f", *flat)
    return dims + _number(2, _FLOAT) + _field(8, name.encode()) + _field(9, raw)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    dims = (
        _field(1, _field(2, size.encode()) if isinstance(size, str) else _number(1, size))
        for size in shape
    )
    tensor = _number(1, kind) + _field(2, b"".join(dims))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
