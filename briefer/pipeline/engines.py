"""The engine that the settings ask for."""

from briefer.editions.audiences import Audience
from briefer.engines.base import Engine
from briefer.engines.extractive import Extractive
from briefer.errors import ConfigError
from briefer.settings import Workspace
from briefer.store import Store


def make_engine(space: Workspace, audience: Audience, store: Store | None) -> Engine:
    """Return the engine for an audience's language; a model's replies are cached in `store`.

    Raises:
        ConfigError: a model engine is asked for without a model.
    """
    chosen = space.settings.engine
    if chosen.engine == "extractive":
        return Extractive()
    if not chosen.model:
        msg = f"the engine {chosen.engine!r} needs a model: --model NAME, or model under [engine]"
        raise ConfigError(msg)
    raise NotImplementedError
