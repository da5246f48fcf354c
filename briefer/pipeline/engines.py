"""The engine that the settings ask for."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from pydantic import SecretStr, ValidationError

from briefer.editions.audiences import Audience
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.errors import ConfigError
from briefer.llm.budget import Budget, Estimate, Price, price_of, price_table
from briefer.llm.config import ClientConfig
from briefer.pipeline.drafting import undrafted
from briefer.settings import EngineSettings, Workspace
from briefer.store import Store

if TYPE_CHECKING:
    from briefer.engines.local import LocalSettings
    from briefer.engines.openai import OpenAIEngine
    from briefer.llm.client import Client


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
    with model_client(space, store) as client:
        yield model_engine(client, space, audience)


@contextmanager
def model_client(space: Workspace, store: Store | None) -> Iterator["Client"]:
    """Yield a client of the model server, or of the model file served in this process.

    Raises:
        ConfigError: the settings are wrong, or the model file can't be used.
        EngineError: the model file can't be loaded.
    """
    from briefer.llm.client import Client  # noqa: PLC0415 - heavy, and not always needed

    chosen = space.settings.engine
    if chosen.engine == "local":
        from briefer.engines.local import local_client  # noqa: PLC0415 - the same

        path = space.root / (chosen.model or "")
        with local_client(path, _local_settings(chosen), store, budget=budget(space)) as client:
            yield client
        return
    with Client(client_config(chosen), store, budget=budget(space)) as client:
        yield client


def _local_settings(chosen: EngineSettings) -> "LocalSettings":
    from briefer.engines.local import LocalSettings  # noqa: PLC0415 - heavy

    return LocalSettings(slots=chosen.jobs) if chosen.jobs else LocalSettings()


def price(space: Workspace) -> Price | None:
    """Return the model's price, from the workspace's own table or the bundled one."""
    chosen = space.settings.engine
    own = space.root / chosen.prices if chosen.prices else None
    return price_of(chosen.model or "", price_table(own))


def budget(space: Workspace) -> Budget:
    """Return the limit that the settings set.

    Raises:
        ConfigError: a limit of cost for a model whose price is not known.
    """
    chosen = space.settings.engine
    return Budget(chosen.max_cost, chosen.max_tokens, price(space))


def model_engine(client: "Client", space: Workspace, audience: Audience) -> "OpenAIEngine":
    """Return the engine that asks `client`, with the audience's prompts and language."""
    from briefer.engines.local import LocalEngine  # noqa: PLC0415 - heavy, and not always needed
    from briefer.engines.openai import OpenAIEngine  # noqa: PLC0415 - the same
    from briefer.llm.prompts import Prompts  # noqa: PLC0415 - the same
    from briefer.text.tokens import counter  # noqa: PLC0415 - the same

    chosen = space.settings.engine
    local = chosen.engine == "local"
    size = chosen.chunk_tokens
    folders = [folder / audience.name for folder in space.prompt_dirs]
    return (LocalEngine if local else OpenAIEngine)(
        client,
        Prompts([*(f for f in folders if f.is_dir()), *space.prompt_dirs]),
        count=counter(chosen.model).count,
        chunk_tokens=min(size, _local_settings(chosen).chunk_tokens) if local else size,
        language=audience.language,
    )


def estimate(space: Workspace, audience: Audience, store: Store, ids: Sequence[str]) -> Estimate:
    """Return what drafting the articles of `ids` would take; nothing is sent."""
    with engine_for(space, audience, store) as engine:
        if isinstance(engine, Extractive):
            return Estimate(cost=0.0)
        model = cast("OpenAIEngine", engine)
        return model.estimate(undrafted(store, engine, ids), price(space))


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
