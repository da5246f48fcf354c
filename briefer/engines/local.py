"""A GGUF file served in process: no server to run, no network, the same client.

`xllamacpp` (the extra `local`) brings llama.cpp and its OpenAI-compatible server. It listens on a
free port of 127.0.0.1, and answers only who knows a key that is made for this run.
"""

import gc
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, SecretStr

from briefer.engines.openai import OpenAIEngine
from briefer.errors import ConfigError, EngineError
from briefer.installation import adding
from briefer.llm.budget import Budget
from briefer.llm.cache import CallCache
from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.models import Frozen

MAGIC = b"GGUF"
SAMPLE = 1_000_000  # bytes of each end of the file that tell one model from another
OVERHEAD = 1_300  # tokens of a request that are not article text: prompt and answer
MARGIN = 0.7  # a model's own tokens against ours, with numbers and marks


class LocalSettings(Frozen):
    """How to run the model. `context` is what each slot can hold, in tokens.

    llama.cpp's threads wait for one another in a busy loop: with as many as there are cores, one
    that is taken by something else slows all of them twentyfold. One core is left free.
    """

    slots: int = Field(default=2, ge=1, le=64)
    context: int = Field(default=4_096, ge=512)
    threads: int = Field(default=max(1, (os.cpu_count() or 2) - 1), ge=1)
    gpu_layers: int | None = None  # None: as many as fit
    timeout: float = Field(default=3_600.0, gt=0)  # seconds for one answer
    max_output_tokens: int = Field(default=768, ge=16)
    temperature: float = Field(default=0.0, ge=0, le=2)

    @property
    def chunk_tokens(self) -> int:
        """The article text that fits into one request, in tokens."""
        return max(150, int((self.context - OVERHEAD) * MARGIN))


class Served(NamedTuple):
    """A model that is being served."""

    url: str
    key: str
    name: str  # the file's name and a hash of its content: part of every cache key


Start = Callable[[Path, Served, LocalSettings], tuple[str, Any]]  # -> (address, server)


class LocalEngine(OpenAIEngine):
    """`OpenAIEngine` over a model that this process serves."""

    name = "local"
    together = 1  # a small model mixes stories up


@contextmanager
def local_client(
    path: Path,
    settings: LocalSettings | None = None,
    cache: CallCache | None = None,
    *,
    budget: Budget | None = None,
    start: Start | None = None,
) -> Iterator[Client]:
    """Serve the GGUF file at `path` and yield a client for it; both end with the block.

    Raises:
        ConfigError: there is no such file, it is no GGUF file, or `xllamacpp` is not installed.
        EngineError: llama.cpp can't load the file.
    """
    settings = settings or LocalSettings()
    with served(path, settings, start or _start) as model:
        config = ClientConfig(
            model=model.name,
            base_url=model.url,
            api_key=SecretStr(model.key),
            jobs=settings.slots,
            timeout=settings.timeout,
            retries=1,
            temperature=settings.temperature,
            max_output_tokens=settings.max_output_tokens,
        )
        with Client(config, cache, budget=budget) as client:
            yield client


@contextmanager
def served(path: Path, settings: LocalSettings, start: Start) -> Iterator[Served]:
    """Serve the GGUF file at `path` for the length of the block."""
    model = Served(url="", key=secrets.token_urlsafe(24), name=model_name(path))
    address, server = start(path, model, settings)
    try:
        yield model._replace(url=f"{address.rstrip('/')}/v1")
    finally:
        del server  # ends its threads
        gc.collect()


def model_name(path: Path) -> str:
    """Return a name that tells the file at `path` from any other: part of every cache key.

    Raises:
        ConfigError: there is no such file, or it is no GGUF file.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(SAMPLE)
            file.seek(max(0, size - SAMPLE))
            digest = hashlib.sha256(start + file.read(SAMPLE) + str(size).encode())
    except OSError as error:
        raise ConfigError(
            f"no model file {path} ({error.strerror}); give --model FILE.gguf"
        ) from error
    if not start.startswith(MAGIC):
        raise ConfigError(f"{path} is no GGUF file; convert it with llama.cpp, or get one as GGUF")
    return f"{path.stem}-{digest.hexdigest()[:8]}"


def _start(path: Path, model: Served, settings: LocalSettings) -> tuple[str, Any]:
    try:
        import xllamacpp  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(f"the local engine needs xllamacpp: {adding('local')}") from error
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.model_alias = {model.name}
    params.api_keys = [model.key]
    params.port = 0
    params.n_parallel = settings.slots
    params.n_ctx = settings.context * settings.slots
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings.threads
    if settings.gpu_layers is not None:
        params.n_gpu_layers = settings.gpu_layers
    params.ui = params.warmup = params.endpoint_slots = False
    params.cors_origins = ""
    params.verbosity = -1
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise EngineError(
            f"llama.cpp can't load {path}: the file is damaged, of a kind this version does not "
            f"know, or needs more memory than there is ({error})",
        ) from error
    return server.listening_address, server
