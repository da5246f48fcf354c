"""Tokens: a vocabulary where one is on disk, else a stated estimate; never the network."""

import base64
import gzip
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text import _vocabularies
from briefer.text.tokens import Tiktoken, TokenEstimator, counter


def vocabulary(*words: str) -> bytes:
    """Return a small vocabulary: the 256 bytes and `words`, each a merge of the ones before."""
    tokens = [bytes((byte,)) for byte in range(256)] + [word.encode() for word in words]
    lines = (
        base64.b64encode(token) + b" " + str(rank).encode() for rank, token in enumerate(tokens)
    )
    return b"\n".join(lines) + b"\n"


def test_estimate_without_vocabulary(tmp_path: Path) -> None:
    """With no vocabulary anywhere the counter says that it estimates."""
    found = counter("gpt-4o", environment={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert found.name == "estimate of o200k_base"
    assert not found.exact
    assert found.count("") == 0
    assert found.count("The ministers met in Geneva on Wednesday.") in range(7, 12)


@pytest.mark.parametrize(
    ("model", "name"),
    [(None, "o200k_base"), ("gpt-4", "cl100k_base"), ("openai/gpt-5-mini", "o200k_base"), ("llama-3", "o200k_base")],
)  # fmt: skip
def test_encoding_of_model(model: str | None, name: str, tmp_path: Path) -> None:
    """A model's own encoding is estimated; one that is not known is taken for the newest."""
    found = counter(model, environment={"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert found.name == f"estimate of {name}"


def test_cached() -> None:
    """The same settings give the same counter."""
    assert counter("gpt-4o") is counter("gpt-4o")


def test_named_file_of_another_model(tmp_path: Path) -> None:
    """A file the user names serves a model that is not OpenAI's, and is not called exact."""
    path = tmp_path / "own.tiktoken"
    path.write_bytes(vocabulary("ab", "abc"))
    found = counter("own-model", environment={"BRIEFER_TIKTOKEN_FILE": str(path)})
    assert (found.name, found.exact) == ("own.tiktoken", False)
    assert isinstance(found, Tiktoken)
    assert found.count("abc") == 1
    assert found.count("cab") == 2
    assert found.count("<|endoftext|>") == 13


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00 1\n", b"not a vocabulary", b"YQ== 0\n", b"YQ== x\n", b"YQ== 0 1\n"]
)
def test_rubbish_falls_back(content: bytes, tmp_path: Path) -> None:
    """A file that is no vocabulary is passed over, in every place."""
    path = tmp_path / "bad.tiktoken"
    path.write_bytes(content)
    for encoding in _vocabularies.ENCODINGS.values():
        (tmp_path / encoding.key).write_bytes(content)
    environment = {"BRIEFER_TIKTOKEN_FILE": str(path), "TIKTOKEN_CACHE_DIR": str(tmp_path)}
    for model in (None, "gpt-4", "own-model"):
        assert isinstance(counter(model, environment=environment), TokenEstimator)
    assert (tmp_path / _vocabularies.O200K.key).read_bytes() == content  # nor is it removed


def test_hostile_cache_file_is_not_believed(tmp_path: Path) -> None:
    """A whole vocabulary under the name of a published one counts only with the right hash."""
    (tmp_path / _vocabularies.O200K.key).write_bytes(vocabulary("ab"))
    found = counter("gpt-4o", environment={"DATA_GYM_CACHE_DIR": str(tmp_path)})
    assert isinstance(found, TokenEstimator)


def test_cache_of_tiktoken(tmp_path: Path) -> None:
    """A vocabulary with the right hash is found in tiktoken's cache, by tiktoken's file name."""
    data = vocabulary("ab")
    encoding = _vocabularies.O200K._replace(sha256=hashlib.sha256(data).hexdigest())
    assert encoding.key == "fb374d419588a4632f3f557e76b4b70aebbca790"
    (tmp_path / encoding.key).write_bytes(data)
    found = _vocabularies.find(encoding, {"TIKTOKEN_CACHE_DIR": str(tmp_path)})
    assert found is not None
    assert found.path == tmp_path / encoding.key
    assert len(found.ranks) == 257


def test_compressed_file(tmp_path: Path) -> None:
    """A vocabulary may be compressed; one that unpacks without end is passed over."""
    data = vocabulary("ab")
    path = tmp_path / "own.tiktoken.gz"
    path.write_bytes(gzip.compress(data))
    found = _vocabularies.named({"BRIEFER_TIKTOKEN_FILE": str(path)})
    assert found is not None
    assert found.ranks[b"ab"] == 256
    path.write_bytes(gzip.compress(b"\0" * 40_000_000))
    assert _vocabularies.named({"BRIEFER_TIKTOKEN_FILE": str(path)}) is None
    path.write_bytes(b"\x1f\x8brubbish")
    assert _vocabularies.named({"BRIEFER_TIKTOKEN_FILE": str(path)}) is None


def test_places_that_are_none(tmp_path: Path) -> None:
    """A folder, or a path that is not there, is no vocabulary."""
    for value in (str(tmp_path), str(tmp_path / "missing"), "\0"):
        assert _vocabularies.named({"BRIEFER_TIKTOKEN_FILE": value}) is None


@pytest.mark.parametrize("char", ["a", " ", "\n", ".", "あ", "0"])
def test_long_runs(char: str, tmp_path: Path) -> None:
    """A run of a million characters is counted, quickly, by both counters."""
    path = tmp_path / "own.tiktoken"
    path.write_bytes(vocabulary())
    begun = time.perf_counter()
    found = counter("own-model", environment={"BRIEFER_TIKTOKEN_FILE": str(path)})
    assert found.count(char * 1_200_000) == 1_200_000 * len(char.encode())
    assert TokenEstimator("o200k_base").count(char * 1_200_000) > 0
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (
            "On April 15 the United States expelled 10 Russian diplomats and imposed sanctions.",
            13,
            18,
        ),
        ("Il a déclaré que les deux présidents se rencontreraient à Genève le 16 juin.", 15, 26),
        ("Министр заявил, что переговоры пройдут в Женеве шестнадцатого июня.", 12, 24),
        ("قال الوزير إن المحادثات ستعقد في جنيف في السادس عشر من يونيو.", 12, 26),
        ("两国外长表示，他们将于六月再次会晤。", 10, 20),
        ("🙂🙂", 2, 6),
    ],
)
def test_estimate_is_near(text: str, low: int, high: int) -> None:
    """The estimate lies where real counts lie, in several scripts."""
    assert low <= TokenEstimator("o200k_base").count(text) <= high


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Any text, unpaired surrogates too, has a count; only the empty one has none."""
    assert (TokenEstimator("cl100k_base").count(text) > 0) == bool(text)
