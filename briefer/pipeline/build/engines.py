"""The engine that the settings ask for."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from briefer.editions.audiences import Audience
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.errors import ConfigError
from briefer.grounding import Judge
from briefer.llm.budget import Budget, Estimate, Price, price_of, price_table
from briefer.llm.config import ClientConfig
from briefer.llm.prompts import Prompts
from briefer.pipeline.build.extractions import undrafted
from briefer.pipeline.build.panel import Panel
from briefer.settings import EngineSettings, Settings, Workspace
from briefer.store import Store
from briefer.text.tokens import counter

POINTS = 10  # key points that a request brings, about: for estimates
SOFT_SHARE = 0.3  # of them that the checks alone can't show, about

if TYPE_CHECKING:
    from briefer.engines.judge import ModelJudge
    from briefer.engines.local import LocalSettings
    from briefer.engines.openai import OpenAIEngine
    from briefer.llm.client import Client

OPENAI = "api.openai.com"  # which answers nobody without a key


class Models:
    """What a build asks: the engine of an audience, and the judges; one limit is for all.

    Use within `models_for`. Clients are made when they are first needed. `limit` is what has been
    spent of the limit so far, None before the first client; hand it on to share one limit between
    several builds.
    """

    def __init__(
        self, space: Workspace, store: Store | None, stack: ExitStack, limit: Budget | None = None
    ) -> None:
        self._space = space
        self._store = store
        self._stack = stack
        self.limit = limit
        self._client: Client | None = None
        self._judging: Client | None = None
        self._nli: Judge | None = None

    def engine(self, audience: Audience) -> Engine:
        """Return the engine for an audience's language; replies are cached in the store.

        Raises:
            ConfigError: a model engine is asked for without a model, or its settings are wrong.
            EngineError: the model file can't be loaded.
        """
        chosen = self._space.settings.engine
        if chosen.engine == "extractive":
            return Extractive()
        if not chosen.model:
            msg = (
                f"the engine {chosen.engine!r} needs a model: --model NAME, or model under [engine]"
            )
            raise ConfigError(msg)
        return model_engine(self._asked(), self._space, audience)

    def panel(self, audience: Audience) -> Panel:
        """Return the judges that the settings ask for, else the engine's own model as second key.

        Raises:
            ConfigError: their settings are wrong, or an NLI model can't be used.
        """
        wanted = self._space.settings.judge
        found: list[Judge] = []
        if wanted.nli:
            self._nli = self._nli or nli_judge(self._space)
            found.append(self._nli)
        if wanted.model:
            found.append(self._model_judge(audience))
        if found or not self._own_judge:
            return Panel(found)
        return Panel([self._judge(audience, self._asked())], second_only=True)

    def estimate(self, audience: Audience, points: int) -> Estimate:
        """Return what the judging model would be asked about so many key points, about.

        As second key alone it is asked about those that the checks could not show.
        """
        if self._space.settings.judge.model:
            judge = self._model_judge(audience)
            return judge.estimate(points, price_in(self._space, judge.name))
        if not self._own_judge or not points:
            return Estimate(cost=0.0)
        judge = self._judge(audience, self._asked())
        return judge.estimate(round(points * SOFT_SHARE), price_in(self._space, judge.name))

    @property
    def _own_judge(self) -> bool:
        """Whether the engine's own model is the second key."""
        settings = self._space.settings
        set_up = settings.judge.model or settings.judge.nli
        return settings.judge.own and not set_up and settings.engine.engine != "extractive"

    def _model_judge(self, audience: Audience) -> "ModelJudge":
        from briefer.llm.client import Client

        config = judge_config(self._space.settings)
        if self._judging is None:
            limit = self._limit().beside(price_in(self._space, config.model))
            self._judging = self._stack.enter_context(Client(config, self._store, budget=limit))
        return self._judge(audience, self._judging)

    def _judge(self, audience: Audience, client: "Client") -> "ModelJudge":
        from briefer.engines.judge import ModelJudge

        return ModelJudge(
            client,
            prompts_for(self._space, audience),
            count=counter(client.config.model).count,
            language=audience.language,
        )

    def _asked(self) -> "Client":
        """Return the client of the engine's model."""
        if self._client is None:
            client = model_client(self._space, self._store, self._limit())
            self._client = self._stack.enter_context(client)
        return self._client

    def _limit(self) -> Budget:
        self.limit = self.limit or budget(self._space)
        return self.limit


@contextmanager
def models_for(
    space: Workspace, store: Store | None, limit: Budget | None = None
) -> Iterator[Models]:
    """Yield what a build asks; every connection ends with the block."""
    with ExitStack() as stack:
        yield Models(space, store, stack, limit)


def nli_judge(space: Workspace) -> Judge:
    """Return the judge that runs the NLI cross-encoder of the settings.

    Raises:
        ConfigError: its folder or its libraries are not there.
    """
    from briefer.grounding.nli import load

    wanted = space.settings.judge
    return load(space.root / (wanted.nli or ""), wanted.threshold)


@contextmanager
def model_client(
    space: Workspace, store: Store | None, limit: Budget | None = None
) -> Iterator["Client"]:
    """Yield a client of the model server, or of the model file served in this process.

    Raises:
        ConfigError: the settings are wrong, or the model file can't be used.
        EngineError: the model file can't be loaded.
    """
    from briefer.llm.client import Client

    chosen = space.settings.engine
    if chosen.engine == "local":
        from briefer.engines.local import local_client

        path = space.root / (chosen.model or "")
        limit = limit or budget(space)
        with local_client(path, _local_settings(chosen), store, budget=limit) as client:
            yield client
        return
    config = client_config(chosen)
    if config.api_key is None and urlsplit(config.base_url).hostname == OPENAI:
        msg = (
            f"{OPENAI} needs a key: set OPENAI_API_KEY, or name your own server by "
            "engine.base_url (--base-url http://127.0.0.1:8000/v1)"
        )
        raise ConfigError(msg)
    with Client(config, store, budget=limit or budget(space)) as client:
        yield client


def _local_settings(chosen: EngineSettings) -> "LocalSettings":
    from briefer.engines.local import LocalSettings

    return LocalSettings(slots=chosen.jobs) if chosen.jobs else LocalSettings()


def price(space: Workspace) -> Price | None:
    """Return the model's price, from the workspace's own table or the bundled one."""
    return price_in(space, space.settings.engine.model or "")


def price_in(space: Workspace, model: str) -> Price | None:
    """Return a model's price by the workspace's table, else by the bundled one."""
    own = space.settings.engine.prices
    return price_of(model, price_table(space.root / own if own else None))


def budget(space: Workspace) -> Budget:
    """Return the limit that the settings set.

    Raises:
        ConfigError: a limit of cost for a model whose price is not known.
    """
    chosen = space.settings.engine
    return Budget(chosen.max_cost, chosen.max_tokens, price(space))


def model_engine(client: "Client", space: Workspace, audience: Audience) -> "OpenAIEngine":
    """Return the engine that asks `client`, with the audience's prompts and language."""
    from briefer.engines.local import LocalEngine
    from briefer.engines.openai import OpenAIEngine

    chosen = space.settings.engine
    local = chosen.engine == "local"
    size = chosen.chunk_tokens
    return (LocalEngine if local else OpenAIEngine)(
        client,
        prompts_for(space, audience),
        count=counter(chosen.model).count,
        chunk_tokens=min(size, _local_settings(chosen).chunk_tokens) if local else size,
        language=audience.language,
    )


def prompts_for(space: Workspace, audience: Audience) -> "Prompts":
    """Return the prompts: the audience's own, the workspace's, the bundled ones."""
    folders = [folder / audience.name for folder in space.prompt_dirs]
    return Prompts([*(f for f in folders if f.is_dir()), *space.prompt_dirs])


def estimate(
    space: Workspace,
    audience: Audience,
    store: Store,
    ids: Sequence[str],
    *,
    batch: bool = False,
) -> Estimate:
    """Return what drafting the articles of `ids` would take, and what follows; nothing is sent."""
    with models_for(space, store) as models:
        engine = models.engine(audience)
        if isinstance(engine, Extractive):
            return Estimate(cost=0.0)
        model = cast("OpenAIEngine", engine)
        repair = space.settings.engine.repair
        documents = undrafted(store, engine, ids)
        found = model.estimate(documents, price(space), batch=batch, repair=repair)
        return found + models.estimate(audience, POINTS * found.stages.get("extract", 0))


def client_config(chosen: EngineSettings) -> ClientConfig:
    """Return how to reach the model server; the key comes from OPENAI_API_KEY alone.

    Raises:
        ConfigError: the address or another value is wrong; or the model is a file and no server is
            named (what is to stay in the house must not leave it by a default).
    """
    if (chosen.model or "").endswith(".gguf") and chosen.base_url is None:
        msg = (
            f"{chosen.model} is a model file, which the engine `local` serves: leave `openai` out, "
            "or name the server that has it (--base-url)"
        )
        raise ConfigError(msg)
    given = {
        "model": chosen.model,
        "base_url": chosen.base_url,
        "jobs": chosen.jobs,
        "timeout": chosen.timeout,
        "temperature": chosen.temperature,
    }
    return _config("engine", given)


def judge_config(settings: Settings) -> ClientConfig:
    """Return how to reach the judging model: the engine's server where no other is named.

    Raises:
        ConfigError: the address is wrong, or none is given where no engine's server stands for it
            (articles that stay in the house must not leave it by a default).
    """
    url = settings.judge.base_url or settings.engine.base_url
    if url is None and settings.engine.engine != "openai":
        msg = (
            "judge.model needs judge.base_url, for the engine calls no server that the judge could "
            "share; OpenAI's is https://api.openai.com/v1"
        )
        raise ConfigError(msg)
    given = {
        "model": settings.judge.model,
        "base_url": url,
        "jobs": settings.engine.jobs,
        "timeout": settings.engine.timeout,
    }
    return _config("judge", given)


def _config(table: str, given: dict[str, Any]) -> ClientConfig:
    key = os.environ.get("OPENAI_API_KEY")
    given["api_key"] = SecretStr(key) if key else None
    try:
        return ClientConfig.model_validate({k: v for k, v in given.items() if v is not None})
    except ValidationError as error:
        problems = [f"{table}.{e['loc'][0]}: {e['msg']}" for e in error.errors()]
        raise ConfigError("\n".join(problems)) from error
