"""Nothing secret leaves: settings refuse it in addresses, one function takes it out of words."""

import json
from pathlib import Path

import pytest

from briefer.credentials import HIDDEN, credential_in, scrub
from briefer.errors import ConfigError, SourceError
from briefer.models import Failure
from briefer.settings import CONFIG, load

SECRET = "s3cr3t-Hunter2-do-not-print"  # noqa: S105 - made up
HELD = (
    f"http://user:{SECRET}@127.0.0.1:9/v1",
    f"http://{SECRET}@127.0.0.1:9/v1",
    f"http://user:p@{SECRET}@127.0.0.1:9/v1",
    f"http://127.0.0.1:9/v1?api_key={SECRET}",
    f"http://127.0.0.1:9/v1?api-version=2024-06-01&Subscription-Key={SECRET}",
    f"http://127.0.0.1:9/v1?key={SECRET}",
    f"http://127.0.0.1:9/v1#access_token={SECRET}",
    f"http://127.0.0.1:9/token/{SECRET}/v1",
    f"http://127.0.0.1:9/sk-{SECRET}/v1",
    "http://127.0.0.1:9/gsk_Zq81mNp2Ls7Rt4/v1",
    "http://127.0.0.1:9/Zq81mNp2Ls7Rt4VvXy3Bd6/v1",
)
OPEN = (
    "https://api.openai.com/v1",
    "http://127.0.0.1:8000/v1",
    "https://desk.openai.azure.com/openai/deployments/gpt-5-mini?api-version=2025-01-01-preview",
    "https://api.cloudflare.com/client/v4/accounts/023e105f4ecef8ad9ca31a8372d0c353/ai/v1",
    "https://generativelanguage.googleapis.com/v1beta/openai/",
    "https://models.example.org/proxy/Qwen2.5-72B-Instruct/v1",
)


@pytest.mark.parametrize("address", HELD)
@pytest.mark.parametrize("setting", ["engine.base_url", "judge.base_url", "smtp.unsubscribe"])
def test_settings_refuse_a_credential_in_an_address(
    tmp_path: Path, address: str, setting: str
) -> None:
    """From the file and from a flag; the message says where it stands and does not repeat it."""
    table, _, name = setting.partition(".")
    (tmp_path / CONFIG).write_text(f"[{table}]\n{name} = {json.dumps(address)}\n")
    with pytest.raises(ConfigError, match="holds a credential") as caught:
        load(tmp_path)
    (tmp_path / CONFIG).write_text("")
    with pytest.raises(ConfigError, match="flag") as flagged:
        load(tmp_path, {setting: address})
    for message in (str(caught.value), str(flagged.value)):
        assert setting in message
        assert not {SECRET, "Zq81mNp2Ls7Rt4"} & set(message.replace("/", " ").split())
        assert SECRET not in message


@pytest.mark.parametrize("variable", ["BRIEFER_ENGINE__BASE_URL", "OPENAI_BASE_URL"])
def test_the_environments_addresses_are_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Whichever variable gives the address."""
    monkeypatch.setenv(variable, HELD[0])
    with pytest.raises(ConfigError, match="credential before the host") as caught:
        load(tmp_path)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("address", OPEN)
def test_ordinary_addresses_pass(tmp_path: Path, address: str) -> None:
    """Names of deployments, accounts and models are no credentials."""
    assert credential_in(address) == ""
    assert load(tmp_path, {"engine.base_url": address}).settings.engine.base_url == address
    assert scrub(address) == address


@pytest.mark.parametrize("address", HELD[:7])
def test_errors_and_failures_say_addresses_without_them(address: str) -> None:
    """Whoever makes the message: an error and a failure take credentials out themselves."""
    for said in (str(SourceError(f"can't connect to {address}: refused")), scrub(address)):
        assert SECRET not in said
        assert HIDDEN in said
    failure = Failure(location=address, reason=f"{address} redirects to itself")
    assert SECRET not in failure.model_dump_json()


def test_the_environments_secrets_are_known_word_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that repeats the key or the password in words of its own tells nobody."""
    monkeypatch.setenv("OPENAI_API_KEY", "plain words as a key")
    monkeypatch.setenv("BRIEFER_IMAP_PASSWORD_MAIL_EXAMPLE_ORG", "tiger-lily")
    assert scrub("no: plain words as a key, tiger-lily") == f"no: {HIDDEN}, {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    [
        "The token economy: https://example.org/news/token/what-2021-brought",
        "ratio 3:4 @ 5 o'clock, mail a@example.org",
        "imaps://desk@mail.example.org/INBOX",
        "The bearer of bad news; basic needs are met",
        "https://example.org/?key=3&page=2",
        "task-force sk-1",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    """What only resembles a credential is not touched."""
    assert scrub(text) == text
