"""The in-process engine: what is refused, what is served, and, where given, a real small model.

Set GGUF_MODEL to the path of a GGUF file to run the last test.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from briefer.engines.local import LocalEngine, LocalSettings, Served, local_client, model_name
from briefer.errors import ConfigError
from briefer.llm.prompts import Prompts
from briefer.models import Article, Document, Sentence
from tests.fake_llm.server import FakeServer, tokens

GGUF = os.environ.get("GGUF_MODEL")
TEXT = (
    "The foreign ministers of Norway and Chile met in Oslo on Monday. They signed a fishing treaty."
)


def document() -> Document:
    """Return a short article of two sentences."""
    end = TEXT.index(". ") + 1
    sentences = (
        Sentence(number=1, start=0, end=end),
        Sentence(number=2, start=end + 1, end=len(TEXT)),
    )
    return Document(Article(id="a", text=TEXT, title="Ministers meet"), sentences)


def model_file(folder: Path, content: bytes = b"GGUF and more") -> Path:
    """Return the path of a file that begins as a model does."""
    path = folder / "tiny.gguf"
    path.write_bytes(content)
    return path


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """The message names the file and the option."""
    with (
        pytest.raises(ConfigError, match=r"gone\.gguf.*--model"),
        local_client(tmp_path / "gone.gguf"),
    ):
        pass


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    """A file that is no GGUF is refused before llama.cpp sees it."""
    path = model_file(tmp_path, b"PK\x03\x04 a zip")
    with pytest.raises(ConfigError, match="no GGUF file"), local_client(path):
        pass


def test_the_name_follows_the_content(tmp_path: Path) -> None:
    """Another model under the same file name is another model to the call cache."""
    first = model_name(model_file(tmp_path))
    assert first == model_name(model_file(tmp_path))
    assert first.startswith("tiny-")
    assert first != model_name(model_file(tmp_path, b"GGUF and others"))


def test_the_same_client_asks_it(tmp_path: Path, server: FakeServer) -> None:
    """The served model is asked like any server: by its name, with the key of this run."""

    def start(path: Path, model: Served, settings: LocalSettings) -> tuple[str, Any]:
        server.models = (model.name,)
        assert path.name == "tiny.gguf"
        assert settings.slots == 3
        return server.url.removesuffix("/v1"), object()

    with local_client(model_file(tmp_path), LocalSettings(slots=3), start=start) as client:
        engine = LocalEngine(client, Prompts(), count=tokens)
        (extraction,) = engine.extract([document()])
    assert (engine.name, extraction.engine, extraction.failed) == ("local", "local", None)
    assert extraction.key_points[0].evidence[0].quote == TEXT[: TEXT.index(". ") + 1]
    assert len(server.seen[0].headers["authorization"]) > 30
    assert client.config.jobs == 3


def test_chunks_fit_into_the_context() -> None:
    """What is put into one request leaves room for the prompt and the answer."""
    assert LocalSettings(context=4_096).chunk_tokens == 1_957
    assert LocalSettings(context=512).chunk_tokens == 150


@pytest.mark.slow
@pytest.mark.skipif(GGUF is None, reason="GGUF_MODEL names no model file")
def test_a_real_model_answers(tmp_path: Path) -> None:
    """A real GGUF file, served in process, gives an extraction, and shuts down cleanly.

    What it says is its own business (grounding judges that): here only the way there is proved.
    """
    with local_client(Path(GGUF or ""), LocalSettings(slots=1, max_output_tokens=256)) as client:
        engine = LocalEngine(client, Prompts(), count=tokens, chunk_tokens=1_000)
        (extraction,) = engine.extract([document()])
    assert extraction.usage.completion_tokens > 0
    for point in extraction.key_points:
        assert point.evidence[0].quote in TEXT
