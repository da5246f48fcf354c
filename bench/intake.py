"""Intake from many hosts: 500 feeds with 100 ms of latency, 50 of them hanging.

    python bench/intake.py [--feeds 500] [--hanging 50] [--latency 0.1] [--timeout 5] [--jobs 32]

The hosts are played by one process on loopback, every name resolves to it. Printed are the time
against the ideal of a pool of that many workers that never idles, the peak memory, and what the
second run, with nothing new, asked for and stored.
"""

import argparse
import asyncio
import datetime as dt
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from briefer.ingest import Source
from briefer.ingest.fetch import Policy
from briefer.pipeline.intake.sources import take_in
from briefer.pipeline.progress import Silent
from briefer.store import Store

ENTRIES = 5  # of each feed, all of them new
WORDS = (
    "The six delegations of group {0} signed accord {1} on Monday after long talks in Geneva, the "
    "ministry said. Ships will leave the port of the region within {1} days, under the terms. "
)


def feed(number: int) -> bytes:
    """Return a feed with full texts of some 150 words."""
    items = "".join(
        f"<item><title>Accord {number}-{n}</title><link>/{n}</link><guid>{number}-{n}</guid>"
        f"<pubDate>Tue, 01 Jun 2021 {n:02}:00:00 GMT</pubDate>"
        f"<description>{WORDS.format(number, n) * 7}</description></item>"
        for n in range(ENTRIES)
    )
    return (
        f'<rss version="2.0"><channel><title>Wire {number}</title>{items}</channel></rss>'.encode()
    )


def play(pipe: Connection, latency: float, hanging: int) -> None:
    """Serve: hosts h0, h1, …; the first of every tenth (or so) never answers."""
    asyncio.run(_serve(pipe, latency, hanging))


async def _serve(pipe: Connection, latency: float, hanging: int) -> None:
    counts: Counter[str] = Counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                text = head.decode("latin-1").lower()
                host = text.partition("host: ")[2].partition(":")[0]
                conditional = "if-none-match" in text
                counts["conditional" if conditional else "plain"] += 1
                number = int(host.removeprefix("h").partition(".")[0])
                if number < hanging:
                    await asyncio.sleep(3600)
                await asyncio.sleep(latency)
                body = b"" if conditional else feed(number)
                status = "304 Not Modified" if conditional else "200 OK"
                line = f'HTTP/1.1 {status}\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
                writer.write(line.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    pipe.send(server.sockets[0].getsockname()[1])
    async with server:
        while True:
            await asyncio.sleep(0.02)
            while pipe.poll():
                pipe.recv()
                pipe.send(dict(counts))
                counts.clear()


def ideal(options: argparse.Namespace) -> float:
    """Return the seconds of a pool that is never idle; no run ends before a timeout does."""
    work = (options.feeds - options.hanging) * options.latency + options.hanging * options.timeout
    return float(max(work / options.jobs, options.timeout))


def measure(options: argparse.Namespace) -> dict[str, float]:
    """Run twice and return the figures."""
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(
        target=play, args=(theirs, options.latency, options.hanging), daemon=True
    )
    server.start()
    port = ours.recv()
    order = sorted(range(options.feeds), key=lambda n: (n * 7919) % options.feeds)
    sources = [Source(location=f"http://h{n}.test:{port}/", allow_private=True) for n in order]
    policy = Policy(
        jobs=options.jobs, timeout=options.timeout, resolver=lambda _, __: ["127.0.0.1"]
    )
    found: dict[str, float] = {"ideal": ideal(options)}
    now = dt.datetime(2021, 6, 2, 7, tzinfo=dt.UTC)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "state.db") as store:
        for run in ("first", "second"):
            started, busy = time.monotonic(), time.process_time()
            intake = take_in(store, sources, now, Silent(), policy=policy)
            found[f"{run} seconds"] = time.monotonic() - started
            found[f"{run} CPU seconds"] = time.process_time() - busy
            found[f"{run} new"] = intake.new
            found[f"{run} failures"] = len(intake.failures)
            ours.send("counts")
            found |= {f"{run} {name}": count for name, count in ours.recv().items()}
    server.kill()
    server.join(5)
    unit = 1 if sys.platform == "darwin" else 1024
    found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hanging", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.1)
    parser.add_argument("--timeout", type=float, default=5)
    parser.add_argument("--jobs", type=int, default=32)
    found = measure(parser.parse_args())
    for name, value in found.items():
        print(f"{name:<24}{value:10.2f}")
    print(f"{'first / ideal':<24}{found['first seconds'] / found['ideal']:10.2f}")


if __name__ == "__main__":
    main()
