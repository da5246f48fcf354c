"""`doctor`: whether everything that a morning needs is in place."""

import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from briefer.credentials import scrub
from briefer.errors import BrieferError
from briefer.llm.probe import Probe, probe
from briefer.pipeline.build.engines import judge_config, model_client, nli_judge, price
from briefer.pipeline.run import readiness
from briefer.pipeline.workspace.templates import check_files
from briefer.settings import Workspace
from briefer.store import Store
from briefer.store.sqlite import SQLITE_VERSION
from briefer.text.tokens import counter


class Diagnosis(NamedTuple):
    """One thing that was looked at."""

    name: str
    good: bool
    says: str

    def as_json(self) -> dict[str, Any]:
        """Return what `doctor --json` prints, a line a finding."""
        return self._asdict()


def examine(space: Workspace) -> list[Diagnosis]:
    """Return what was found, in the order of looking; nothing is changed but an empty store."""
    looks: tuple[tuple[str, Callable[[Workspace], str]], ...] = (
        ("python", _python),
        ("workspace", _workspace),
        ("sources", _sources),
        ("store", _store),
        ("tokens", _tokens),
        ("templates", _templates),
        ("engine", _engine),
        ("judge", _judge),
        ("mail", readiness.mail),
        ("schedule", readiness.schedule),
        ("extras", readiness.extras),
        ("fonts", readiness.fonts),
        ("disk", readiness.disk),
        ("clock", readiness.clock),
    )
    return [_look(name, look, space) for name, look in looks]


def _look(name: str, look: Callable[[Workspace], str], space: Workspace) -> Diagnosis:
    try:
        return Diagnosis(name, good=True, says=scrub(look(space)))
    except BrieferError as error:
        return Diagnosis(name, good=False, says=str(error))


def _python(_: Workspace) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"Python {version}, SQLite {SQLITE_VERSION}"


def _workspace(space: Workspace) -> str:
    where = space.file or f"no briefer.toml in {space.root} or above: the defaults hold"
    return f"{where}; time zone {space.settings.timezone}, cut-off {space.settings.cutoff}"


def _sources(space: Workspace) -> str:
    missing = list(_missing(space))
    if missing:
        msg = f"not there: {', '.join(missing)}"
        raise BrieferError(msg)
    return (
        ", ".join(source.location for source in space.settings.sources)
        or "none set: name them on the command line"
    )


def _missing(space: Workspace) -> Iterator[str]:
    for source in (source.location for source in space.settings.sources):
        plain = "://" not in source and not any(mark in source for mark in "*?[")
        if plain and not (space.root / source).exists():
            yield source


def _store(space: Workspace) -> str:
    if not space.state.exists():
        return f"{space.state}: not there yet; the first build makes it"
    with Store(space.state) as store:
        return f"{space.state}: {store.article_count()} articles"


def _tokens(_: Workspace) -> str:
    count = counter()
    return count.name if count.exact else f"{count.name}: no vocabulary on this machine"


def _templates(space: Workspace) -> str:
    problems = check_files(space)
    if problems:
        raise BrieferError("; ".join(problems))
    return "templates, prompts and audiences are sound"


def _engine(space: Workspace) -> str:
    chosen = space.settings.engine
    if chosen.engine == "extractive":
        return "extractive: the articles' own sentences, no key and no network"
    with model_client(space, None) as client:
        found = probe(client, price(space))
    if found.problems:
        raise BrieferError("; ".join(found.problems))
    return f"{chosen.engine}, model {chosen.model}: {_described(found)}"


def _judge(space: Workspace) -> str:
    wanted = space.settings.judge
    says = []
    if wanted.nli:
        says.append(nli_judge(space).name)
    if wanted.model:
        from briefer.llm.client import Client

        with Client(judge_config(space.settings)) as client:
            found = probe(client, None)
        if found.problems:
            raise BrieferError("; ".join(found.problems))
        says.append(f"model {wanted.model}: {_described(found)}")
    return "; ".join(says) or "none set: the check alone decides"


def _described(found: Probe) -> str:
    parts = [f"answers in {found.round_trip_ms:.0f} ms" if found.round_trip_ms else "reachable"]
    if found.schema_mode:
        parts.append(f"replies by {found.schema_mode}")
    if found.context_length:
        parts.append(f"context of {found.context_length:,} tokens")
    if found.morning is not None and found.morning.cost is not None:
        parts.append(f"a morning of 300 articles costs about ${found.morning.cost:.2f}")
    return ", ".join(parts)
