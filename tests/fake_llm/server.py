"""A loopback model server that speaks the OpenAI API, well or badly, on demand.

    with FakeServer() as server:
        server.script.append(web_page)      # the next chat request gets this; then all is well
        Client(ClientConfig(base_url=server.url, model="fake"))

A *play* takes the JSON body of a chat request and returns an `Act`: what goes over the wire.
`good` answers as a careful model would. Run as a program it serves until its input closes:
`python server.py --delay 0.2` prints its address first.
"""

import argparse
import asyncio
import json
import re
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self

_LINE = re.compile(r"(\d+) (.*)")
REFUSED = "#refused"
_MARK = re.compile(r"\{q(\d+)\}")


class Act(NamedTuple):
    """What goes over the wire for one request; `body` is sent as it is."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {"Content-Type": "application/json"}
    delay: float = 0.0  # seconds from when the request came in
    hang: bool = False  # never answer
    cut_at: int | None = None  # close the connection after so many bytes of the body


class Seen(NamedTuple):
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


Play = Callable[[dict[str, Any]], Act]


def tokens(text: str) -> int:
    """Return how many tokens this server counts in `text`: words and marks."""
    return len(re.findall(r"\w+|[^\w\s]", text))


def completion(
    content: str | None,
    body: dict[str, Any],
    finish: str = "stop",
    **message: Any,
) -> dict[str, Any]:
    """Return a chat completion as the API gives it."""
    prompt = sum(tokens(each["content"]) for each in body.get("messages", []))
    answer = tokens(content or "")
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body.get("model", "fake"),
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            },
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": answer,
            "total_tokens": prompt + answer,
            "prompt_tokens_details": {"cached_tokens": 0},
        },
    }


def as_json(value: Any, status: int = 200, **headers: str) -> Act:
    """Return an act that sends `value`; header names take "_" for "-"."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    body = json.dumps(value).encode()
    return Act(body, status, {"Content-Type": "application/json", **named})


def says(content: str, finish: str = "stop") -> Play:
    """Return a play that answers `content`."""
    return lambda body: as_json(completion(content, body, finish))


def fails(status: int, message: str = "no", code: str | None = None, **headers: str) -> Play:
    """Return a play that answers an HTTP error as the API gives it."""
    error = {"message": message, "type": "error", "code": code, "param": None}
    return lambda _: as_json({"error": error}, status, **headers)


def sends(value: Any) -> Play:
    """Return a play that sends any JSON with status 200."""
    return lambda _: as_json(value)


def web_page(_: dict[str, Any]) -> Act:
    """Answer an HTML page with status 200, as a proxy does."""
    return Act(b"<!doctype html><title>Log in</title>", headers={"Content-Type": "text/html"})


def refuses(body: dict[str, Any]) -> Act:
    """Decline as a model of OpenAI does."""
    return as_json(completion(None, body, refusal="I can't help with that."))


def drops(_: dict[str, Any]) -> Act:
    """Close the connection without a word."""
    return Act(cut_at=-1)


def half(body: dict[str, Any]) -> Act:
    """Send half of a good answer, then close the connection."""
    act = good(body)
    return act._replace(cut_at=len(act.body) // 2)


def hangs(_: dict[str, Any]) -> Act:
    """Take the request and never answer."""
    return Act(hang=True)


def good(body: dict[str, Any]) -> Act:
    """Answer as a careful model would: sentences of the input, cited by number."""
    return says(json.dumps(answer(body), separators=(",", ":"), ensure_ascii=False))(body)


def answer(body: dict[str, Any]) -> dict[str, Any]:
    """Return a careful model's answer to the prompts of this project."""
    if len(body["messages"]) == 1:
        return {"ok": True}  # to a question of no prompt: a probe
    system, user = (each["content"] for each in body["messages"][:2])
    lines = user.split("\n")
    if '"verdicts":[{' in system:
        claims = [int(found[1]) for line in lines if (found := _LINE.fullmatch(line))]
        return {"verdicts": [{"n": n, "v": "supported", "why": ""} for n in claims]}
    if REFUSED in lines:
        return {"points" if '"points":[{' in system else "lines": _again(lines)}
    stories = _stories(lines)
    if '"points":[{' in system:
        return {"points": _points(stories, _limit(lines))}
    if '"stories":[{' in system:
        return {"stories": [_summary(story) for story in stories]}
    firsts = [story[0] for story in stories][: _limit(lines)]
    return {"lines": [{"t": text, "p": [number]} for number, text in firsts]}


def _again(lines: list[str]) -> list[dict[str, Any]]:
    """Put each refused claim right: the first line that it cites, as it stands."""
    place = lines.index(REFUSED)
    (known,), (refused,) = _stories(lines[:place]), _stories(lines[place:])
    texts = dict(known)
    fixed = []
    for number, told in refused:
        cites = re.findall(r"\| cites ([\d,]+) \|", told)
        cited = int(cites[0].partition(",")[0]) if cites else 1
        text = _MARK.sub("", texts[cited])
        fixed.append({"n": number, "k": "event", "t": text, "s": [cited], "p": [cited], "i": 3})
    return fixed


def _limit(lines: list[str]) -> int:
    return int(re.findall(r"At most (\d+)", lines[-1])[0])


def _summary(points: list[tuple[int, str]]) -> dict[str, Any]:
    number, text = points[0]
    told = points[: (len(points) + 1) // 2]
    return {
        "title": {"t": " ".join(text.split()[:10]).rstrip("."), "p": [number]},
        "lines": [{"t": text, "p": [number]} for number, text in told],
    }


def _stories(lines: list[str]) -> list[list[tuple[int, str]]]:
    stories: list[list[tuple[int, str]]] = [[]]
    for line in lines:
        if line.startswith("#"):
            stories.append([])
        elif found := _LINE.fullmatch(line):
            stories[-1].append((int(found[1]), found[2]))
    return [story for story in stories if story]


def _points(articles: list[list[tuple[int, str]]], limit: int) -> list[dict[str, Any]]:
    chosen = sorted(
        ((rank, number, text) for story in articles for rank, (number, text) in enumerate(story)),
    )[:limit]
    return [_point(number, text) for _, number, text in chosen]


def _point(number: int, text: str) -> dict[str, Any]:
    marks = _MARK.findall(text)
    words = " ".join(_MARK.sub("", text).split()[:28])
    point: dict[str, Any] = {"k": "event", "t": words, "s": [number], "i": 3}
    if marks:
        point |= {"k": "statement", "q": int(marks[0])}
    return point


class FakeServer:
    """Serves on a free port of 127.0.0.1, in a thread of its own.

    `script` holds plays for the next chat requests; when it is empty, `play` answers. `seen` keeps
    every request (set `keep=False` for many). `models`, `formats` (the `response_format` types it
    takes), `unknown` (parameters it refuses), `model_facts`, `has_batches` and `context` (tokens of a prompt that it reads,
    silently dropping the rest) say what kind of server it is.
    """

    def __init__(self, play: Play = good, *, delay: float = 0.0, keep: bool = True) -> None:
        self.play = play
        self.delay = delay
        self.keep = keep
        self.script: deque[Play] = deque()
        self.seen: list[Seen] = []
        self.count = 0  # chat requests
        self.running = self.most = 0  # chat requests at a time
        self.models: tuple[str, ...] = ("fake",)
        self.formats: frozenset[str] = frozenset({"json_schema", "json_object"})
        self.unknown: frozenset[str] = frozenset()
        self.context: int | None = None
        self.headers: dict[str, str] = {}
        self.model_facts: dict[str, Any] = {}  # that the list of models tells
        self.has_batches = True
        self.url = ""
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def chats(self) -> list[dict[str, Any]]:
        """The bodies of the chat requests seen."""
        return [seen.json for seen in self.seen if seen.path == "/v1/chat/completions"]

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        listening = asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=512)
        server = self._loop.run_until_complete(listening)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client went away, or the test is over
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        pairs = (line.split(": ", 1) for line in head[1:] if line)
        headers = {name.lower(): value for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        seen = Seen(method, path, headers, body)
        if self.keep:
            self.seen.append(seen)
        act = await self._act(seen)
        if act.hang:
            await asyncio.Event().wait()
        if act.cut_at == -1:
            return False
        writer.write(_head(act))
        writer.write(act.body[: act.cut_at])
        await writer.drain()
        return act.cut_at is None

    async def _act(self, seen: Seen) -> Act:
        if seen.path == "/v1/chat/completions":
            self.count += 1
            self.running += 1
            self.most = max(self.most, self.running)
            try:
                return await self._chat(json.loads(seen.body))
            finally:
                self.running -= 1
        if seen.path == "/v1/models":
            models = [{"id": name, "object": "model", **self.model_facts} for name in self.models]
            return as_json({"object": "list", "data": models})
        return self._batch(seen) if self.has_batches else fails(404, "no such path")({})

    async def _chat(self, body: dict[str, Any]) -> Act:
        came = self._loop.time()
        play = self.script.popleft() if self.script else self.play
        act = self._limits(body) or play(body)
        wait = came + (act.delay or self.delay) - self._loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        if self.context is not None and act.status == 200:
            value = json.loads(act.body)
            value["usage"]["prompt_tokens"] = min(value["usage"]["prompt_tokens"], self.context)
            act = act._replace(body=json.dumps(value).encode())
        return act._replace(headers={**act.headers, **self.headers})

    def _limits(self, body: dict[str, Any]) -> Act | None:
        if body.get("model") not in self.models:
            return fails(404, f"The model {body.get('model')!r} does not exist", "model_not_found")(
                body,
            )
        kind = (body.get("response_format") or {}).get("type")
        if kind is not None and kind not in self.formats:
            return fails(400, f"response_format type {kind!r} is not supported")(body)
        for name in sorted(self.unknown & set(body)):
            return fails(400, f"Unsupported parameter: '{name}'.")(body)
        return None

    # --- files and batches ------------------------------------------------------------------

    def _batch(self, seen: Seen) -> Act:
        if seen.path == "/v1/files" and seen.method == "POST":
            return self._upload(seen)
        if found := re.fullmatch(r"/v1/files/([\w-]+)/content", seen.path):
            return Act(self.files[found[1]], headers={"Content-Type": "application/jsonl"})
        if seen.path == "/v1/batches" and seen.method == "POST":
            return as_json(self._create(seen.json))
        if seen.path.startswith("/v1/batches?") or seen.path == "/v1/batches":
            return as_json({"object": "list", "data": list(self.batches.values())})
        if found := re.fullmatch(r"/v1/batches/([\w-]+)", seen.path):
            return as_json(self.batches[found[1]])
        return fails(404, "no such path")({})

    def _upload(self, seen: Seen) -> Act:
        found = re.search(r"boundary=(\S+)", seen.headers["content-type"])
        parts = seen.body.split(b"--" + found[1].encode()) if found else []
        content = next(part for part in parts if b'name="file"' in part)
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content.partition(b"\r\n\r\n")[2].rstrip(b"\r\n-")
        return as_json({"id": name, "object": "file", "purpose": "batch"})

    def _create(self, body: dict[str, Any]) -> dict[str, Any]:
        name = f"batch-{len(self.batches) + 1}"
        batch = {
            "id": name,
            "object": "batch",
            "status": "in_progress",
            "input_file_id": body["input_file_id"],
            "output_file_id": None,
            "error_file_id": None,
            "metadata": body.get("metadata"),
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
        }
        self.batches[name] = batch
        return batch

    def complete(self, name: str) -> None:
        """Answer every request of batch `name`, by the script, and complete it."""
        batch = self.batches[name]
        out: list[str] = []
        errors: list[str] = []
        for line in self.files[batch["input_file_id"]].splitlines():
            item = json.loads(line)
            play = self.script.popleft() if self.script else self.play
            act = play(item["body"])
            response = {"status_code": act.status, "body": json.loads(act.body)}
            done = {"id": "x", "custom_id": item["custom_id"], "response": response, "error": None}
            (out if act.status == 200 else errors).append(json.dumps(done))
        for key, lines in (("output_file_id", out), ("error_file_id", errors)):
            if lines:
                batch[key] = f"file-{len(self.files) + 1}"
                self.files[batch[key]] = "\n".join(lines).encode()
        batch["status"] = "completed"
        batch["request_counts"] = {
            "total": len(out) + len(errors),
            "completed": len(out),
            "failed": len(errors),
        }


def _head(act: Act) -> bytes:
    lines = [f"HTTP/1.1 {act.status} X", f"Content-Length: {len(act.body)}"]
    lines += [f"{name}: {value}" for name, value in act.headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def canned() -> Play:
    """Return a play that answers the same to every request, and takes no time over it."""
    point = {"k": "event", "t": "The minister spoke.", "s": [1], "i": 3}
    act = says(json.dumps({"points": [point] * 4}))({"model": "fake"})
    return lambda _: act


def main() -> None:
    """Serve until standard input closes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--canned", action="store_true", help="answer the same to everything")
    options = parser.parse_args()
    play = canned() if options.canned else good
    with FakeServer(play, delay=options.delay, keep=False) as server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        sys.stdout.write(f"{server.count} {server.most}\n")


if __name__ == "__main__":
    main()
