"""How to reach a model server and what to ask of it."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from briefer.models import Frozen

SchemaMode = Literal["json_schema", "json_object", "none"]

OPENAI_URL = "https://api.openai.com/v1"
FIRST_JOBS = 8  # requests at a time until the server's rate limits are known


class ClientConfig(Frozen):
    """A model server, a model and the parameters that decide its answers.

    `jobs=None` lets the server's rate limits decide how many requests run at a time.
    `schema_mode=None` finds out what the server supports. `temperature` and `seed` are left out
    of the request where they are None, and dropped where the server refuses them.
    """

    model: str = Field(min_length=1)
    base_url: str = OPENAI_URL
    api_key: SecretStr | None = None
    jobs: int | None = Field(default=None, ge=1, le=512)
    timeout: float = Field(default=180.0, gt=0)  # seconds for one whole exchange
    connect_timeout: float = Field(default=10.0, gt=0)  # seconds
    retries: int = Field(default=4, ge=0, le=20)
    temperature: float | None = Field(default=0.0, ge=0, le=2)
    seed: int | None = 7
    max_output_tokens: int = Field(default=4096, ge=16)  # of one reply
    schema_mode: SchemaMode | None = None
    strict: bool = False  # ask the server for OpenAI's strict schemas
    extra_body: Mapping[str, object] = Field(default={})  # such as {"reasoning_effort": "low"}
    max_reply_bytes: int = Field(default=8_000_000, ge=1_000)

    @field_validator("base_url")
    @classmethod
    def _http(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            msg = f"{value!r} is no address of a server; write http://127.0.0.1:8000/v1"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def parameters(self) -> dict[str, object]:
        """Return all, beside the messages, that decides an answer: part of every cache key."""
        return {
            "model": self.model,
            "temperature": self.temperature,
            "seed": self.seed,
            "max_output_tokens": self.max_output_tokens,
            "extra_body": dict(self.extra_body),
        }
