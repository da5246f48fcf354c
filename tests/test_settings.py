"""Settings: flags over environment over file over defaults, and every mistake at once."""

from pathlib import Path

import pytest

from briefer.errors import ConfigError
from briefer.settings import CONFIG, load, load_audience
from briefer.state import SharedState


def write(folder: Path, text: str) -> Path:
    """Write a briefer.toml."""
    (folder / CONFIG).write_text(text, encoding="utf-8")
    return folder


def test_flags_stand_over_environment_over_file_over_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each layer wins over the ones below it, key by key."""
    write(tmp_path, '[engine]\nmodel = "file"\njobs = 3\nbase_url = "http://file/v1"\n')
    assert load(tmp_path).settings.engine.model == "file"
    monkeypatch.setenv("BRIEFER_ENGINE__MODEL", "environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://environment/v1")
    engine = load(tmp_path).settings.engine
    assert (engine.model, engine.jobs) == ("environment", 3)
    assert engine.base_url == "http://environment/v1"
    engine = load(tmp_path, {"engine.model": "flag", "engine.jobs": None}).settings.engine
    assert (engine.model, engine.jobs) == ("flag", 3)


def test_every_mistake_is_reported_with_its_line(tmp_path: Path) -> None:
    """Unknown keys and invalid values come in one message, each with file and line."""
    write(
        tmp_path,
        'timezone = "Nowhere/At all"\ncutof = "06:00"\ncutoff = "25:00"\n[engine]\njobs = 0\n',
    )
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    message = str(caught.value)
    for line in (1, 2, 3, 5):
        assert f"{CONFIG}:{line}:" in message
    assert "unknown setting cutof" in message


def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment sets wrongly is not blamed on the file."""
    monkeypatch.setenv("BRIEFER_ENGINE__JOBS", "none")
    with pytest.raises(ConfigError, match="environment BRIEFER_ENGINE__JOBS"):
        load(write(tmp_path, "[engine]\njobs = 3\n"))


def test_secrets_in_the_file_are_refused_and_not_printed(tmp_path: Path) -> None:
    """A password belongs into the environment; the message does not repeat it."""
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, '[smtp]\npassword = "hunter2"\n'))
    assert "BRIEFER_SMTP__PASSWORD" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://desk:hunter2@host/briefer", "holds a password"),
        ("postgresql://host/briefer?password=hunter2", "holds a password"),
        ("mysql://host/briefer", "is no address of a database"),
        ("postgresql:///a/b?x=hunter2", "names no database"),
    ],
)
def test_a_database_s_address_holds_no_password(tmp_path: Path, url: str, said: str) -> None:
    """It belongs into the environment; the message does not repeat it."""
    with pytest.raises(ConfigError, match=said) as caught:
        load(write(tmp_path, f'[store]\nurl = "{url}"\n'))
    assert "hunter2" not in str(caught.value)


def test_a_shared_store_is_a_desk_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk is named, else this folder's on this host alone; the password is never shown."""
    monkeypatch.setenv("BRIEFER_STORE__PASSWORD", "hunter2")
    store = '[store]\nurl = "postgresql://desk@host/briefer"\n'
    state = load(write(tmp_path, f'desk = "lima"\n{store}')).state
    assert isinstance(state, SharedState)
    assert (state.url, state.desk) == ("postgresql://desk@host/briefer", "lima")
    assert "hunter2" not in f"{state} {state!r}"
    assert load(write(tmp_path, store)).desk.startswith(f"{tmp_path.name}@")


def test_a_secret_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings does not print the password."""
    monkeypatch.setenv("BRIEFER_SMTP__PASSWORD", "hunter2")
    space = load(tmp_path)
    assert space.settings.smtp.password is not None
    assert "hunter2" not in repr(space) + space.model_dump_json()


def test_broken_toml_says_where(tmp_path: Path) -> None:
    """A syntax error gives the file and the line."""
    with pytest.raises(ConfigError, match="line 2"):
        load(write(tmp_path, 'timezone = "UTC"\ncutoff = \n'))


def test_the_workspace_is_found_from_below(tmp_path: Path) -> None:
    """A command run in a folder of the workspace finds its briefer.toml."""
    deep = write(tmp_path, "") / "a" / "b"
    deep.mkdir(parents=True)
    assert load(deep).root == tmp_path.resolve()


@pytest.mark.parametrize(
    ("given", "engine"),
    [("", "extractive"), ('model = "m"', "openai"), ('model = "m.gguf"', "local")],
)
def test_the_model_implies_the_engine(tmp_path: Path, given: str, engine: str) -> None:
    """Without a model the built-in engine runs; a model or a model file says which other."""
    assert load(write(tmp_path, f"[engine]\n{given}\n")).settings.engine.engine == engine


def test_an_own_audience_stands_over_the_bundled_one(tmp_path: Path) -> None:
    """audiences/NAME.toml of the workspace wins; the others stay."""
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "minister.toml").write_text('title = "For the minister"\n')
    space = load(write(tmp_path, ""))
    assert load_audience(space, "minister").title == "For the minister"
    assert load_audience(space, "default").template == "default"


def test_a_wrong_audience_file_says_where(tmp_path: Path) -> None:
    """Mistakes in an audience file are reported like those in briefer.toml."""
    (tmp_path / "audiences").mkdir()
    (tmp_path / "audiences" / "x.toml").write_text('titel = "X"\n[limits]\nstories = 0\n')
    with pytest.raises(ConfigError) as caught:
        load_audience(load(write(tmp_path, "")), "x")
    assert "x.toml:1: unknown setting titel" in str(caught.value)
    assert "x.toml:3:" in str(caught.value)


def test_an_unknown_audience_names_those_there_are(tmp_path: Path) -> None:
    """The message helps to find the right name."""
    with pytest.raises(ConfigError, match="default, minister"):
        load_audience(load(tmp_path), "president")
