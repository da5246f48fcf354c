"""Sending against a loopback mail server (aiosmtpd, a process of its own).

    python bench/mail.py            500 recipients: ours and a bare smtplib loop, the same bytes
    python bench/mail.py --kills    100 senders killed at seeded moments: who got what
    python bench/mail.py --builds   100 of `build --send` killed at seeded moments: the same
    python bench/mail.py --sizes    how large the mails and files of the example are

Ours is everything `briefer send` does once the edition is rendered: each message is written down
on disk before its last byte and after the server's answer. The peer forgets what it has sent.
"""

import argparse
import random
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests' mail server and killers

from briefer.render import RenderOptions, list_templates, render_file  # noqa: E402 - after the path
from briefer.render.email import email_parts  # noqa: E402 - the same
from briefer.render.templates import example  # noqa: E402 - the same
from tests.deliver.build_desk import BuildDesk, bodies, kill_builds, killers_of  # noqa: E402 - the same
from tests.deliver.desk import Desk, Zygote, kill_often  # noqa: E402 - the same

LIMIT = 1.3


@contextmanager
def server(expected: int) -> Iterator[int]:
    """Run a mail server and give its port; in the end it must have got `expected` messages."""
    command = [sys.executable, str(ROOT / "tests" / "deliver" / "mail_server.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise SystemExit("the server has no pipes")
        yield int(process.stdout.readline())
        process.stdin.close()
        got = int(process.stdout.readline())
    if got != expected:
        raise SystemExit(f"the server got {got} messages instead of {expected}")


def bare(port: int, messages: list[tuple[str, bytes]]) -> float:
    """Return how long a plain loop takes."""
    start = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as smtp:
        for recipient, data in messages:
            smtp.sendmail("desk@example.org", [recipient], data)
    return time.perf_counter() - start


def ours(port: int, folder: Path, recipients: list[str]) -> tuple[float, float]:
    """Return how long the sending of a rendered edition takes, and the whole from its start."""
    desk = Desk(folder, recipients, port)
    start = time.perf_counter()
    desk.audience(recipients[:1])
    desk.send()  # renders, and serves the first
    rendered = time.perf_counter()
    desk.audience(recipients)
    report = desk.send()
    end = time.perf_counter()
    if not report.complete:
        raise SystemExit(f"not everyone was served: {report.editions[0].counts}")
    return end - rendered, end - start


def pace(count: int, rounds: int) -> None:
    """Measure both, in turns."""
    recipients = [f"reader{n}@example.org" for n in range(count)]
    times: dict[str, list[float]] = {"ours": [], "with rendering": [], "bare loop": []}
    for number in range(rounds + 1):  # the first round warms up
        with tempfile.TemporaryDirectory() as name:
            with server(count) as port:
                sending, whole = ours(port, Path(name), recipients)
            messages = list(stored(Path(name)))
            with server(count) as port:
                loop = bare(port, messages)
        if number:
            for key, seconds in zip(times, (sending, whole, loop), strict=True):
                times[key].append(seconds)
    size = len(messages[0][1])
    print(f"{count} recipients, {size:,} bytes each, median of {rounds} rounds")
    medians = {key: statistics.median(values) for key, values in times.items()}
    for key, seconds in medians.items():
        print(f"  {key:<15} {seconds:6.2f} s  {1000 * seconds / count:5.2f} ms a message")
    ratio = medians["ours"] / medians["bare loop"]
    verdict = "ok" if ratio <= LIMIT else "TOO SLOW"
    print(f"  ratio           {ratio:6.2f}    (at most {LIMIT}: {verdict})")


def stored(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each recipient and message as the outbox holds it, the dots of SMTP undone."""
    import sqlite3

    with closing(sqlite3.connect(folder / ".briefer" / "state.db")) as database:
        rows = database.execute(
            "SELECT address, head, body FROM outbox o JOIN mailings m ON m.id=o.mailing"
        ).fetchall()
    for address, head, body in rows:
        yield address, (head + body).replace(b"\r\n..", b"\r\n.")


def kills(count: int, seed: int) -> None:
    """Kill senders and count who was missed or served twice."""
    chance = random.Random(seed)  # noqa: S311 - chosen by seed, not in secret
    recipients = [f"reader{n}@example.org" for n in range(10 * count)]
    with tempfile.TemporaryDirectory() as name, Zygote() as zygote:
        desk = Desk(Path(name), recipients)
        found = kill_often(zygote, desk, count, chance, reach=3)
    times = Counter(found.delivered)
    missed = [one for one in recipients if not times[one]]
    twice = [one for one, number in times.items() if number > 1]
    print(f"{count} senders of {len(recipients)} messages, {found.died} killed (seed {seed})")
    print(f"  missed {len(missed)}, served twice {len(twice)}")
    print(f"  left to a person, as SMTP can't decide: {found.unsure}")
    if missed or twice:
        raise SystemExit(1)


def builds(count: int, seed: int) -> None:
    """Kill whole runs of `build --send`; compare who got what with a run nobody disturbed."""
    recipients = [f"reader{n}@example.org" for n in range(4 * count)]
    with tempfile.TemporaryDirectory() as name, Zygote() as zygote:
        calm = BuildDesk(Path(name) / "calm", recipients, 6)
        expected = kill_builds(zygote, calm, [])
        desk = BuildDesk(Path(name) / "killed", recipients, 6)
        found = kill_builds(zygote, desk, killers_of(count, seed, start=0.6))
        same_files = desk.files() == calm.files()
    times = Counter(item.recipient for item in found.delivered)
    missed = [one for one in recipients if not times[one]]
    twice = [one for one, number in times.items() if number > 1]
    same = bodies(found.delivered) == bodies(expected.delivered) and same_files
    print(f"{count} builds for {len(recipients)} readers, {found.died} killed (seed {seed})")
    print(f"  missed {len(missed)}, served twice {len(twice)}")
    print(f"  left to a person, as SMTP can't decide: {found.unsure}")
    print(f"  mail and files {'the same' if same else 'NOT THE SAME'} as of an undisturbed run")
    if missed or twice or not same:
        raise SystemExit(1)


def sizes() -> None:
    """Print the sizes of the example's mails and files, by template."""
    day = example()
    for name, _ in list_templates():
        options = RenderOptions(template=name)
        body = email_parts(day, options)
        pictures = sum(len(picture.data) for picture in body.pictures)
        shown = [f"mail {body.size:,} + pictures {pictures:,}"]
        shown += [
            f"{fmt} {len(render_file(day, fmt, options).data):,}"
            for fmt in ("html", "pdf", "docx", "ics")
        ]
        print(f"{name:<10} {', '.join(shown)} bytes")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, nargs="?", const=100)
    parser.add_argument("--builds", type=int, nargs="?", const=100)
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--recipients", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.kills:
        kills(options.kills, options.seed)
    elif options.builds:
        builds(options.builds, options.seed)
    elif options.sizes:
        sizes()
    else:
        pace(options.recipients, options.rounds)


if __name__ == "__main__":
    main()
