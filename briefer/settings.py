"""Settings of a workspace: flags, then environment, then `briefer.toml`, then defaults.

Everything that is wrong is reported together, with the file's line where there is one.
Secrets come from the environment only: a key or password in the file is an error.
"""

import os
import platform
import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from briefer.controls import one_line
from briefer.credentials import credential_in
from briefer.editions.audiences import Audience, CutOff
from briefer.errors import ConfigError
from briefer.ingest.source import Source
from briefer.models import Frozen, TimeZone
from briefer.resources import bundled
from briefer.state import SharedState, StateAt
from briefer.text.hosts import sub_path

CONFIG = "briefer.toml"
SECRETS = ("password", "api_key", "token", "secret")


def _open(address: str) -> str:
    """Return an address; one that holds a credential is refused, for addresses are told and mailed.

    Raises:
        ValueError: it holds one; the message does not repeat it.
    """
    where = credential_in(address)
    if where:
        msg = (
            f"holds a credential {where}: take it out; nothing secret stands in an address (a model "
            "server's key is OPENAI_API_KEY, the mail server's password BRIEFER_SMTP__PASSWORD)"
        )
        raise ValueError(msg)
    return address


def database_address(address: str) -> str:
    """Return the address of a database; one that holds a password is refused.

    Raises:
        ValueError: it holds one, or is no address of a PostgreSQL database; the message does not
            repeat it.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError('is no address of a database; write "postgresql://user@host/name"')
    named = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if parts.password is not None or named & {"password", "passfile", "sslpassword"}:
        msg = (
            "holds a password: take it out, and set PGPASSWORD or BRIEFER_STORE__PASSWORD, or use "
            "PostgreSQL's own password file"
        )
        raise ValueError(msg)
    if parts.path.count("/") > 1:
        raise ValueError("names no database; write it after the host: postgresql://user@host/name")
    return address


def _network(text: str) -> str:
    """Return an address or a network as it is usually written.

    Raises:
        ValueError: it is none.
    """
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError:
        msg = "is no address of a proxy, nor a network; write 127.0.0.1 or 10.0.0.0/8"
        raise ValueError(msg) from None


Network = Annotated[str, AfterValidator(_network)]
Address = Annotated[str, AfterValidator(_open)]


class EngineSettings(Frozen):
    """`[engine]`: which engine writes, and how a model server is called."""

    name: Literal["extractive", "openai", "local"] | None = None
    model: str | None = None  # a model's name; for `local` a path to a .gguf file
    base_url: Address | None = None
    jobs: int | None = Field(default=None, ge=1, le=512)
    timeout: float = Field(default=120, gt=0, le=86_400)  # seconds, for one call
    temperature: float | None = Field(default=None, ge=0, le=2)
    chunk_tokens: int = Field(default=2000, ge=100, le=100_000)
    max_cost: float | None = Field(default=None, gt=0)  # US dollars, of one build or run
    max_tokens: int | None = Field(default=None, ge=1)  # the same
    prices: str | None = None  # a price table of your own, a TOML file
    strict: bool = False  # a failed call ends the build instead of falling back
    repair: bool = True  # what fails its check is sent back to the model once, to be put right

    @property
    def engine(self) -> Literal["extractive", "openai", "local"]:
        """The engine's name: the one given, else what the model implies."""
        if self.name:
            return self.name
        if not self.model:
            return "extractive"
        return "local" if self.model.endswith(".gguf") else "openai"


class FetchSettings(Frozen):
    """`[fetch]`: how the web is asked."""

    jobs: int = Field(default=32, ge=1, le=256)  # connections at a time, each to another host
    delay: float = Field(default=1.0, ge=0, le=60)  # seconds between two requests to one host
    timeout: float = Field(default=30, gt=0, le=600)  # seconds for one request, all of it
    max_mb: float = Field(default=10, gt=0, le=200)  # of one answer, unpacked
    contact: Address = Field(default="", max_length=200)  # who we are, in the User-Agent


def _source(value: Any) -> Any:
    """Return a source's table; a plain string is its location."""
    return {"location": value} if isinstance(value, str) else value


def _sub_path(value: str) -> str:
    """Return the path of a site without its last slash."""
    path = sub_path(value)
    if path is None:
        msg = f'{value!r} is no path of a site: write it as "/briefer/"'
        raise ValueError(msg)
    return path


class JudgeSettings(Frozen):
    """`[judge]`: second opinions; they may refuse, and let pass what is only not shown.

    A model judges over any OpenAI-compatible server (the key is `OPENAI_API_KEY`), an NLI
    cross-encoder from a folder that holds it as ONNX. Where neither is set, the engine's own model
    is asked about what is only not shown (`own`), or about all that passed too.
    """

    own: Literal["soft", "all", "off"] = "soft"  # what the engine's model is asked about

    model: str | None = None  # the judging model's name
    base_url: Address | None = None  # default: `[engine]`'s
    nli: str | None = None  # a folder with an ONNX model and its tokenizer
    threshold: float | None = Field(default=None, ge=0, le=1)  # below it a claim is rejected


class SmtpSettings(Frozen):
    """`[smtp]`: the mail server. The password is `BRIEFER_SMTP__PASSWORD`, never in the file."""

    host: Address = "127.0.0.1"
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str | None = Field(default=None, alias="from")
    reply_to: str | None = None
    unsubscribe: Address | None = (
        None  # https: or mailto:, in which {address} stands for the reader's
    )
    username: str | None = None
    password: SecretStr | None = None


class ServeSettings(Frozen):
    """`[serve]`: the reading room. The token is `BRIEFER_SERVE__TOKEN`, never in the file."""

    host: Address = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)  # 0: any that is free
    hosts: tuple[str, ...] = ()  # further names that browsers may call it by
    token: SecretStr | None = None
    trusted_proxies: tuple[Network, ...] = ()  # whose X-Forwarded-For is believed
    path: Annotated[str, AfterValidator(_sub_path)] = ""  # of the site it is a part of: "/briefer/"
    url: str = ""  # where people open it, for links in mails: "https://desk.example.org/briefer/"

    @field_validator("url")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s@?#]+", value):
            raise ValueError("is no web address: https://desk.example.org/briefer/")
        return value


class StoreSettings(Frozen):
    """`[store]`: a database that desks share, instead of a file.

    The password is `PGPASSWORD` or `BRIEFER_STORE__PASSWORD`, never in the file.
    """

    url: Annotated[str, AfterValidator(database_address)] | None = None
    password: SecretStr | None = None
    lease: float = Field(default=30, ge=1, le=3600)  # seconds a silent worker keeps its jobs


class Settings(BaseSettings):
    """The whole configuration of a workspace."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFER_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    timezone: TimeZone = "UTC"
    cutoff: CutOff = "24:00"
    sources: tuple[Annotated[Source, BeforeValidator(_source)], ...] = ()
    fetch: FetchSettings = FetchSettings()
    state: Path = Path(".briefer/state.db")
    store: StoreSettings = StoreSettings()
    desk: str | None = Field(default=None, min_length=1, max_length=100)  # in a shared store
    out: Path = Path("briefings")
    audiences: tuple[str, ...] = ("default",)
    engine: EngineSettings = EngineSettings()
    judge: JudgeSettings = JudgeSettings()
    smtp: SmtpSettings = SmtpSettings()
    serve: ServeSettings = ServeSettings()
    operator: str | None = None  # told by mail when a run fails
    metrics: Path | None = None  # where `run` leaves its figures for node_exporter

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's own signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed in: `load` lays file, environment and flags over one another."""
        return (init_settings,)


class Workspace(Frozen):
    """A folder with a `briefer.toml`, or any folder with the defaults."""

    root: Path
    settings: Settings
    file: Path | None = None  # the briefer.toml, where there is one

    @property
    def state_file(self) -> Path:
        """Where the SQLite file is, where there is one."""
        return self.root / self.settings.state

    @property
    def desk(self) -> str:
        """Whose editions are made here: the desk named, else one of this folder and host alone."""
        return self.settings.desk or f"{self.root.name}@{platform.node() or 'localhost'}"

    @property
    def state(self) -> StateAt:
        """Where the state is kept: in a file, or in a database that this desk shares."""
        store = self.settings.store
        if store.url is None:
            return self.state_file
        return SharedState(store.url, self.desk, store.password, store.lease)

    @property
    def template_dirs(self) -> tuple[Path, ...]:
        """Folders searched for templates before the bundled ones."""
        return tuple(p for p in (self.root / "templates",) if self.file and p.is_dir())

    @property
    def prompt_dirs(self) -> tuple[Path, ...]:
        """Folders searched for prompts before the bundled ones."""
        return tuple(p for p in (self.root / "prompts",) if self.file and p.is_dir())


def find_root(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds a briefer.toml, else `start`."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    return start


def load(start: Path, flags: Mapping[str, Any] | None = None) -> Workspace:
    """Return the workspace at or above `start`.

    `flags` are dotted names and values ("engine.model"), None meaning not given.

    Raises:
        ConfigError: every problem found, one a line.
    """
    root = find_root(start.resolve())
    file = root / CONFIG
    data = read_toml(file) if file.is_file() else {}
    problems = [
        f"{where(file, name)}: {name} is a secret: set BRIEFER_{name.upper().replace('.', '__')}"
        for name in _secrets(data)
    ]
    environment = _environment()
    given = _nested({name: value for name, value in (flags or {}).items() if value is not None})
    for layer in (environment, given):
        data = overlaid(data, layer)
    try:
        settings = Settings(**data)
    except ValidationError as error:
        problems += [_problem(file, Settings, item, environment, given) for item in error.errors()]
    if problems:
        raise ConfigError("\n".join(map(one_line, problems)))
    return Workspace(root=root, settings=settings, file=file if file.is_file() else None)


def overlaid(base: Mapping[str, Any], layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with `layer` laid over it, table by table."""
    result = dict(base)
    for key, value in layer.items():
        below = result.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        result[key] = overlaid(result[key], value) if both else value
    return result


def _environment() -> dict[str, Any]:
    """Return what the environment sets: BRIEFER_* over the standard OPENAI_BASE_URL."""
    url = os.environ.get("OPENAI_BASE_URL")
    standard: dict[str, Any] = {"engine": {"base_url": url}} if url else {}
    try:
        return overlaid(standard, EnvSettingsSource(Settings)())
    except SettingsError as error:
        field = re.search(r'field "(\w+)"', str(error))
        name = f"BRIEFER_{field[1].upper()}" if field else "BRIEFER_…"
        msg = f'environment {name}: no JSON; a list is written ["a", "b"], a table {{"name": 1}}'
        raise ConfigError(msg) from error


def _nested(flags: Mapping[str, Any]) -> dict[str, Any]:
    """Return {"a": {"b": 1}} for {"a.b": 1}."""
    nested: dict[str, Any] = {}
    for name, value in flags.items():
        *path, last = name.split(".")
        target = nested
        for part in path:
            target = target.setdefault(part, {})
        target[last] = value
    return nested


def _holds(layer: Mapping[str, Any], path: list[str]) -> bool:
    value: Any = layer
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return False
        value = value[part]
    return True


def read_toml(file: Path) -> dict[str, Any]:
    """Return a TOML file's content.

    Raises:
        ConfigError: it can't be read or is no TOML; the message gives file and line.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        msg = f"{file}: {error}"
        raise ConfigError(msg) from error
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{file} can't be read: {error}"
        raise ConfigError(msg) from error


def _secrets(data: Mapping[str, Any], prefix: str = "") -> list[str]:
    found = []
    for key, value in data.items():
        if isinstance(value, Mapping):
            found += _secrets(value, f"{prefix}{key}.")
        elif key.lower() in SECRETS:
            found.append(prefix + key)
    return found


def where(file: Path, dotted: str) -> str:
    """Return "file:line" of a dotted key, or the file's name where the key isn't found."""
    if not file.is_file():
        return file.name
    *path, last = dotted.split(".")
    section = ".".join(path)
    current = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([\w.\-]+)\s*\]+", line)
        if header:
            current = header.group(1)
            if current == dotted:
                return f"{file}:{number}"
        elif current == section and re.match(rf"\s*{re.escape(last)}\s*=", line):
            return f"{file}:{number}"
    return str(file)


def _problem(file: Path, model: type[BaseModel], item: Any, *layers: Mapping[str, Any]) -> str:
    """Say what is wrong, and where: `layers` are the environment and the flags, if any."""
    path = [str(part) for part in item["loc"] if not isinstance(part, int)]
    name = ".".join(path)
    place = where(file, name)
    for layer, title in zip(
        layers, ("environment BRIEFER_" + "__".join(path).upper(), "flag"), strict=False
    ):
        if _holds(layer, path):
            place = title
    if item["type"] == "extra_forbidden":
        return f"{place}: unknown setting {name}{_near(model, path)}"
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{place}: {name}: {message}"


def _near(model: type[BaseModel], path: Sequence[str]) -> str:
    """Return "; did you mean limits.stories?" for a setting that was misspelt, else ""."""
    *parents, last = path
    known: Any = model
    for name in parents:
        field = getattr(known, "model_fields", {}).get(name)
        known = field.annotation if field else None
    fields = getattr(known, "model_fields", {})
    near = get_close_matches(last, fields, n=1, cutoff=0.6)
    return f"; did you mean {'.'.join((*parents, near[0]))}?" if near else ""


def audience_files(workspace: Workspace) -> dict[str, Path]:
    """Return the audience files by name: the workspace's own over the bundled ones."""
    found: dict[str, Path] = {}
    for folder in (bundled("templates") / "audiences", workspace.root / "audiences"):
        if folder.is_dir():
            found |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return dict(sorted(found.items()))


def load_audience(workspace: Workspace, name: str) -> Audience:
    """Return the audience of that name.

    Raises:
        ConfigError: there is none, or its file is wrong; every problem, one a line.
    """
    files = audience_files(workspace)
    if name not in files:
        msg = f"there is no audience {name!r}; there are: {', '.join(files)}"
        raise ConfigError(msg)
    try:
        return Audience(name=name, **read_toml(files[name]))
    except (ValidationError, TypeError) as error:
        items = error.errors() if isinstance(error, ValidationError) else []
        problems = [_problem(files[name], Audience, item) for item in items] or [
            f"{files[name]}: {error}"
        ]
        raise ConfigError("\n".join(map(one_line, problems))) from error
