"""The engine that the settings ask for."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from pydantic import SecretStr, ValidationError

from briefer.editions.audiences import Audience
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.errors import ConfigError
from briefer.llm.config import ClientConfig
from briefer.settings import EngineSettings, Workspace
from briefer.store import Store


@contextmanager
def engine_for(space: Workspace, audience: Audience, store: Store | None) -> Iterator[Engine]:
    """Yield the engine for an audience's language; a model's replies are cached in `store`.

    Raises:
        ConfigError: a model engine is asked for without a model, or its settings are wrong.
    """
    chosen = space.settings.engine
    if chosen.engine == "extractive":
        yield Extractive()
        return
    if not chosen.model:
        msg = f"the engine {chosen.engine!r} needs a model: --model NAME, or model under [engine]"
        raise ConfigError(msg)
    with ExitStack() as stack:
        yield _model_engine(stack, space, audience, store)


def _model_engine(
    stack: ExitStack, space: Workspace, audience: Audience, store: Store | None
) -> Engine:
    from briefer.engines.openai import OpenAIEngine  # noqa: PLC0415 - heavy, and not always needed
    from briefer.llm.client import Client  # noqa: PLC0415 - the same
    from briefer.llm.prompts import Prompts  # noqa: PLC0415 - the same
    from briefer.text.tokens import counter  # noqa: PLC0415 - the same

    chosen = space.settings.engine
    config = client_config(chosen)
    client = stack.enter_context(Client(config, store))
    folders = [folder / audience.name for folder in space.prompt_dirs]
    prompts = Prompts([*(f for f in folders if f.is_dir()), *space.prompt_dirs])
    return OpenAIEngine(
        client,
        prompts,
        count=counter(chosen.model).count,
        chunk_tokens=chosen.chunk_tokens,
        language=audience.language,
    )


def client_config(chosen: EngineSettings) -> ClientConfig:
    """Return how to reach the model server; the key comes from OPENAI_API_KEY alone.

    Raises:
        ConfigError: the address or another value is wrong.
    """
    key = os.environ.get("OPENAI_API_KEY")
    given = {
        "model": chosen.model,
        "base_url": chosen.base_url,
        "jobs": chosen.jobs,
        "timeout": chosen.timeout,
        "temperature": chosen.temperature,
        "api_key": SecretStr(key) if key else None,
    }
    try:
        return ClientConfig.model_validate({k: v for k, v in given.items() if v is not None})
    except ValidationError as error:
        problems = [f"engine.{e['loc'][0]}: {e['msg']}" for e in error.errors()]
        raise ConfigError("\n".join(problems)) from error
