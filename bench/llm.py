"""The model path against a loopback server that answers after 200 ms.

    python bench/llm.py             pace: 256 requests, 32 at a time, ours and two peers
    python bench/llm.py --memory    10,000 articles through the engine

The server is a process of its own that answers without thinking, so that what is measured is the
client. Ideal is 8 x 200 ms: every slot busy all the time. The peers are what one writes first: the
OpenAI SDK in 32 threads, and a map-reduce summary with langchain, whose documentation now gives it
as a prompt and a `ChatOpenAI` run by `batch` with `max_concurrency` (the old chain of that name
left with version 1). Its reduce step is one call more; its ideal has 200 ms more.
"""

import argparse
import itertools
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from briefer.engines.openai import OpenAIEngine
from briefer.llm.client import Client
from briefer.llm.config import ClientConfig
from briefer.llm.prompts import Prompts
from briefer.llm.requests import Message, Request, Schema
from briefer.models import Article, Document
from briefer.text.sentences import split
from briefer.text.tokens import counter

ROOT = Path(__file__).resolve().parent.parent
REQUESTS, JOBS, DELAY = 256, 32, 0.2  # seconds
IDEAL = REQUESTS / JOBS * DELAY
Make = Callable[[str], tuple[Callable[[int], int], Callable[[], None]]]
SYSTEM = 'Draft key points as JSON: {"points":[{"k":kind,"t":text,"s":[sentences],"i":1}]} ' * 20
ARTICLE = "\n".join(
    f"{number} The minister of state number {number} said on Monday that the talks on gas transit "
    "would go on in Vienna, but gave no date."
    for number in range(1, 25)
)


@contextmanager
def server(delay: float, *more: str) -> Iterator[str]:
    """Yield the address of a model server that answers after `delay` seconds."""
    command = [
        sys.executable,
        str(ROOT / "tests" / "fake_llm" / "server.py"),
        "--delay",
        str(delay),
        *more,
    ]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes to the server")
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait()


def messages(number: int) -> tuple[Message, ...]:
    """Return one request's messages: about 1,000 tokens."""
    user = f"<data>\n# Article {number}\n{ARTICLE}\n</data>\nAt most 4 points."
    return Message("system", SYSTEM), Message("user", user)


def ours(url: str) -> tuple[Callable[[int], int], Callable[[], None]]:
    """Return a run of so many requests through the client, and its end."""
    client = Client(ClientConfig(base_url=url, model="fake", jobs=JOBS))

    def run(count: int) -> int:
        replies = client.run(
            Request(
                stage="extract",
                name=str(number),
                messages=messages(number),
                parse=lambda value: len(value["points"]),
                schema=Schema("points", {"type": "object"}),
            )
            for number in range(count)
        )
        return sum(reply.value is not None for reply in replies)

    return run, client.close


def plain(url: str) -> tuple[Callable[[int], int], Callable[[], None]]:
    """Return the same through the OpenAI SDK in a thread pool, and its end."""
    import openai

    sdk = openai.OpenAI(api_key="none", base_url=url, max_retries=0)

    def one(number: int) -> bool:
        answer = sdk.chat.completions.create(
            model="fake",
            messages=[
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": messages(number)[1].content},
            ],
            temperature=0,
            response_format={"type": "json_object"},
        )
        return bool(answer.choices[0].message.content)

    def run(count: int) -> int:
        with ThreadPoolExecutor(JOBS) as pool:
            return sum(pool.map(one, range(count)))

    return run, sdk.close


def langchain(url: str) -> tuple[Callable[[int], int], Callable[[], None]]:
    """Return a map-reduce summary of so many texts by langchain, and its end."""
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    model = ChatOpenAI(model="fake", base_url=url, api_key=SecretStr("none"), max_retries=0)
    asked = ChatPromptTemplate.from_messages([("system", "{system}"), ("human", "{text}")])
    chain = asked | model | StrOutputParser()

    def run(count: int) -> int:
        texts = [{"system": SYSTEM, "text": messages(n)[1].content} for n in range(count)]
        found = chain.batch(texts, config={"max_concurrency": JOBS})
        whole = chain.invoke({"system": "Distil these summaries.", "text": "\n".join(found)})
        return sum(map(bool, found)) if whole else 0

    return run, lambda: None


def pace(rounds: int) -> None:
    """Print wall time against the ideal, and CPU time a request, the best of some rounds."""
    print(f"{REQUESTS} requests, {JOBS} at a time, {DELAY * 1000:.0f} ms each; ideal {IDEAL:.2f} s")
    peers: tuple[tuple[str, Make, float], ...] = (
        ("briefer.llm", ours, IDEAL),
        ("openai, 32 threads", plain, IDEAL),
        ("langchain map-reduce", langchain, IDEAL + DELAY),
    )
    for name, make, ideal in peers:
        with server(DELAY, "--canned") as url:
            run, end = make(url)
            run(1)  # imports and the first connection are no part of the pace
            best: tuple[float, float] | None = None
            for _ in range(rounds):
                wall, cpu = time.perf_counter(), time.process_time()
                if run(REQUESTS) != REQUESTS:
                    raise RuntimeError(f"{name}: not every request was answered")
                found = time.perf_counter() - wall, time.process_time() - cpu
                best = min(best, found) if best else found
            end()
        wall, cpu = best or (0.0, 0.0)
        each = cpu / REQUESTS * 1000
        print(f"  {name:20} {wall:.3f} s = {wall / ideal:.3f} x ideal, {each:.2f} ms CPU a request")


def documents(count: int) -> Iterator[Document]:
    """Yield so many articles of about 600 tokens, made as they are taken."""
    text = ARTICLE.replace("\n", " ")
    for number in range(count):
        article = Article(id=f"a{number}", text=f"Article {number}. {text}", language="en")
        yield Document(article, split(article.text, "en"))


def memory(count: int) -> None:
    """Print the memory in use while `count` articles go through the engine."""
    with server(0.0) as url, Client(ClientConfig(base_url=url, model="fake", jobs=JOBS)) as client:
        engine = OpenAIEngine(client, Prompts(), count=counter().count)
        start = time.perf_counter()
        for number, _ in enumerate(engine.extract(documents(count)), 1):
            if number in {count // 10, count // 2, count}:
                print(f"  {number:6} articles: {resident():.1f} MB")
        taken = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak {peak:.1f} MB, {count / taken:.0f} articles a second")


def resident() -> float:
    """Return this process's memory in MB."""
    fields = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    line = next(itertools.filterfalse(lambda each: not each.startswith("VmRSS"), fields))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.memory:
        memory(options.articles)
    else:
        pace(options.rounds)


if __name__ == "__main__":
    main()
