"""One HTTP exchange with a model server, over the connections of the OpenAI SDK.

The SDK gives address, key and headers, and serves files and batches. A chat request is sent and
read here: building it in the SDK takes a third of a request's time, its models expect well-formed
replies, and `client.py` is the one retry layer. A web page with status 200, an error object with
200, or a reply of gigabytes each become an `ExchangeFault`, never a stray exception.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import httpx2
import openai

from briefer.credentials import scrub
from briefer.llm import faults
from briefer.llm.config import ClientConfig
from briefer.llm.faults import ExchangeFault, FaultError
from briefer.models import Usage
from briefer.text.hosts import is_loopback

MAX_ERROR_BYTES = 65_536
MAX_FILE_BYTES = 500_000_000  # of a batch's results
MAX_CHARACTERS = 400_000
FAILURES = (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, OSError)


class Completion(NamedTuple):
    """The usable part of a chat completion."""

    text: str
    finish: str
    usage: Usage
    headers: Mapping[str, str]


class Wire:
    """A connection pool to one server. Must be used within one event loop."""

    def __init__(
        self,
        config: ClientConfig,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.config = config
        self._secret = config.api_key.get_secret_value() if config.api_key else None
        self._http = httpx2.AsyncClient(
            transport=transport,
            timeout=httpx2.Timeout(config.timeout, connect=config.connect_timeout, pool=None),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=256),
            event_hooks={"response": [self._bound]},
            headers={"Accept-Encoding": "identity"},
            trust_env=not is_loopback(httpx2.URL(config.base_url).host),
            verify=_certificates(config.base_url),
        )
        self.openai = openai.AsyncOpenAI(
            api_key=self._secret or "none",
            base_url=config.base_url,
            max_retries=0,
            http_client=self._http,
        )
        given = {**self.openai.default_headers, **self.openai.auth_headers}
        self._headers = {name: text for name, text in given.items() if isinstance(text, str)}

    async def close(self) -> None:
        """Close every connection."""
        await self.openai.close()

    async def chat(self, body: Mapping[str, Any]) -> Completion:
        """Send one chat completion request and return its answer.

        Raises:
            FaultError: there is none, for whatever reason.
        """
        response = await self.exchange("POST", "/chat/completions", body)
        return answer_of(json_of(response), response.status_code, response.headers)

    async def exchange(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
    ) -> httpx2.Response:
        """Send one request and return the response, its body read.

        Raises:
            FaultError: no answer, or an error status.
        """
        try:
            async with asyncio.timeout(self.config.timeout):
                response = await self._http.request(
                    method,
                    f"{self.config.base_url}{path}",
                    content=None if body is None else _bytes(body),
                    headers=self._headers,
                )
        except FAILURES as error:
            raise FaultError(self.fault(error)) from error
        if response.status_code < 200 or response.status_code > 299:
            fault = faults.of_status(response.status_code, _error_of(response), response.headers)
            message = scrub(fault.message, self._secret)
            raise FaultError(fault._replace(message=message))
        return response

    def fault(self, error: Exception) -> ExchangeFault:
        """Return the fault that an exception of the SDK or of the connection stands for."""
        where = scrub(self.config.base_url, self._secret)
        if isinstance(error, openai.APIStatusError):
            body = error.body if error.body is not None else error.response.text[:2_000]
            fault = faults.of_status(error.status_code, body, error.response.headers)
        elif isinstance(error, (TimeoutError, openai.APITimeoutError, httpx2.TimeoutException)):
            fault = ExchangeFault("timeout", f"no answer from {where} in {self.config.timeout:g} s")
        else:
            cause = (isinstance(error, openai.OpenAIError) and error.__cause__) or error
            refused = isinstance(cause, httpx2.ConnectError)
            said = str(cause) or type(cause).__name__
            what = "can't connect to" if refused else "the connection broke to"
            if "CERTIFICATE_VERIFY_FAILED" in said:
                said += " (check engine.base_url, or set SSL_CERT_FILE to your authority's)"
            fault = ExchangeFault("connection", f"{what} {where}: {said}", refused=refused)
        return fault._replace(message=scrub(fault.message, self._secret))

    async def _bound(self, response: httpx2.Response) -> None:
        limit = self.config.max_reply_bytes if response.status_code < 400 else MAX_ERROR_BYTES
        if response.request.url.path.endswith("/content"):
            limit = MAX_FILE_BYTES
        if response.headers.get("content-encoding", "identity") != "identity":
            limit //= 50  # we asked for none; what unpacks a thousandfold must stay bounded too
        stream = response.stream
        if isinstance(stream, httpx2.AsyncByteStream):
            response.stream = _BoundedStream(stream, limit)


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > self._limit:
                msg = f"the reply is longer than {self._limit} bytes"
                raise httpx2.RemoteProtocolError(msg)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def _bytes(body: Mapping[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")  # an unpaired surrogate is no UTF-8


def _error_of(response: httpx2.Response) -> Any:
    """Return the body of an error: its JSON, else the start of its text."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return response.text[:2_000]


def _certificates(url: str) -> ssl.SSLContext:
    if httpx2.URL(url).scheme == "https":
        return httpx2.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody; loading the list takes 0.1 s


def json_of(response: httpx2.Response) -> Any:
    """Return the JSON of a response.

    Raises:
        FaultError: it is none.
    """
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as error:
        kind = response.headers.get("content-type", "no content type")[:60]
        start = " ".join(response.text[:80].split())
        raise FaultError(
            ExchangeFault(
                "not_api",
                f"no JSON but {kind}: {start!r}; is the base URL right? It mostly ends in /v1",
            ),
        ) from error


def answer_of(body: Any, status: int, headers: Mapping[str, str]) -> Completion:
    """Return the answer that a chat completion holds.

    Raises:
        FaultError: it holds an error, a refusal, or nothing.
    """
    if not isinstance(body, dict):
        raise FaultError(ExchangeFault("not_api", "the reply is JSON, but no chat completion"))
    if body.get("error"):
        raise FaultError(
            faults.of_error_object(body["error"], status, headers),
        )
    usage = _usage(body.get("usage"))
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise FaultError(ExchangeFault("empty", "the reply holds no choices", usage=usage))
    finish = str(choice.get("finish_reason") or "stop")
    refusal = message.get("refusal")
    if refusal or finish == "content_filter":
        said = " ".join(str(refusal or "stopped by a content filter")[:2_000].split())
        raise FaultError(ExchangeFault("refused", f"the model declined: {said[:200]}", usage=usage))
    text = _text(message.get("content"))
    if not text.strip():
        text = _beside(message)
    if not text.strip() and finish != "length":
        raise FaultError(ExchangeFault("empty", "the reply holds no text", usage=usage))
    return Completion(text[:MAX_CHARACTERS], finish, usage, headers)


def _beside(message: Mapping[str, Any]) -> str:
    """Return an answer that stands beside an empty content: thought aloud, or as a tool call."""
    for name in ("reasoning_content", "reasoning"):
        text = _text(message.get(name))
        if "{" in text:
            return text
    calls = message.get("tool_calls")
    call = calls[0] if isinstance(calls, list) and calls else None
    function = call.get("function") if isinstance(call, dict) else None
    return _text(function.get("arguments")) if isinstance(function, dict) else ""


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = (part.get("text") for part in content[:1_000] if isinstance(part, dict))
    return "".join(part for part in parts if isinstance(part, str))


def _usage(usage: Any) -> Usage:
    if not isinstance(usage, dict):
        return Usage(calls=1)
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    return Usage(
        calls=1,
        prompt_tokens=_tokens(usage.get("prompt_tokens")),
        cached_tokens=_tokens(cached),
        completion_tokens=_tokens(usage.get("completion_tokens")),
    )


def _tokens(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0
    return int(value) if 0 <= value < 10_000_000 else 0
