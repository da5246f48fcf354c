"""The reading room under load: 365 briefings, 20,000 articles, 20 readers at once.

    python bench/web.py                       make the archive (once), index it, measure
    python bench/web.py --days 30 --articles 1500 --seconds 3

Aim: search and story pages within 150 ms at the 95th percentile on two cores that also run the
readers (wrk, without a pause between two pages), memory under 300 MB. The archive is made of
generated sentences and kept in --folder. Addresses are drawn at random from thousands, so that
few pages come from the cache; "again" draws from fifty, so that nearly all do.
"""

import argparse
import datetime as dt
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from _articles import COMMON, LAST, PLACES, TOPICS, rows

from briefer.models import (
    Article,
    Briefing,
    Change,
    Check,
    Evidence,
    KeyPoint,
    Kind,
    Line,
    NumberedSource,
    Stats,
    Story,
    Window,
)
from briefer.state import StateAt
from briefer.store import Store
from briefer.store.database import Placed
from briefer.store.search import index

AIM = 0.150  # seconds, at the 95th percentile
MEMORY = 300  # MB
READERS = 20
FIRST = dt.date(2025, 11, 1)
PER_EVENT = 5
POINTS = 7
KINDS: tuple[Kind, ...] = ("event", "statement", "action", "figure", "background")
SUPPORTED = Check(status="supported", score=1)
LUA = """
local addresses = {}
for line in io.lines("%s") do addresses[#addresses + 1] = line end
function setup(thread) thread:set("id", math.random(1, 1000000)) end
function init(args) math.randomseed(os.time() + (id or 0)) end
function request() return wrk.format("GET", addresses[math.random(1, #addresses)]) end
function done(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect))
end
"""


class Archive(NamedTuple):
    """What was made, to draw addresses from."""

    stories: list[str]
    articles: list[str]
    days: list[str]


# --- the archive ---


def make(path: StateAt, days: int, count: int) -> None:
    """Write the archive through the store."""
    made = rows(count, seed=3, per_event=PER_EVENT)
    batch = count // days
    with Store(path) as store:
        for number in range(days):
            day = FIRST + dt.timedelta(days=number)
            extra = count - batch * days if number == days - 1 else 0
            articles = [
                _article(row, day) for _, row in zip(range(batch + extra), made, strict=False)
            ]
            _save(store, day, articles, number)


def _article(row: dict[str, str], day: dt.date) -> Article:
    return Article(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        source=row["source"],
        published=day,
        language=row["language"],
    )


def _save(store: Store, day: dt.date, articles: list[Article], number: int) -> None:
    now = dt.datetime.combine(day, dt.time(18), tzinfo=dt.UTC)
    stories: dict[str, list[Article]] = {}
    with store.transaction():
        store.save_input(f"wire-{day}", articles, (), lambda _, new: new, now)
        for at, article in enumerate(articles):
            # The first events of a day go on for a week: their story began on its Monday.
            event = at // PER_EVENT
            began = number - number % 7 if event < 6 else number
            story = f"s{began:04}x{event:02}"
            stories.setdefault(story, []).append(article)
            store.save_placement(Placed(article.id, story, None, now))
        briefing = _briefing(day, stories)
        store.save_briefing(briefing, briefing, number + 1, [a.id for a in articles])


def _briefing(day: dt.date, stories: dict[str, list[Article]]) -> Briefing:
    told = [_story(story, articles) for story, articles in list(stories.items())[:12]]
    end = dt.datetime.combine(day, dt.time(6), tzinfo=dt.UTC)
    sources = [a for articles in stories.values() for a in articles]
    return Briefing(
        date=day,
        audience="default",
        window=Window(start=end - dt.timedelta(days=1), end=end),
        bottom_line=tuple(
            Line(
                text=story.key_points[0].text,
                key_points=(story.key_points[0].id,),
                evidence=story.key_points[0].evidence,
                check=SUPPORTED,
                story=story.id,
            )
            for story in told[:5]
        ),
        stories=tuple(told),
        changes=tuple(
            Change(
                story=story.id,
                kind="new_point",
                text=story.key_points[1].text,
                evidence=story.key_points[1].evidence,
            )
            for story in told
        ),
        sources=tuple(
            NumberedSource(
                number=n,
                article_id=a.id,
                title=a.title,
                outlet=a.source,
                published=day,
                url=None,
                language=a.language,
            )
            for n, a in enumerate(sources, start=1)
        ),
        stats=Stats(articles=len(sources)),
    )


def _story(story: str, articles: list[Article]) -> Story:
    points = [_point(articles[n % len(articles)], n) for n in range(POINTS)]
    return Story(
        id=story,
        title=articles[0].title or story,
        status="developed",
        articles=tuple(a.id for a in articles),
        outlets=tuple(dict.fromkeys(a.source or "" for a in articles)),
        independent_sources=len(articles),
        key_points=tuple(points),
        countries=("AT", "PE"),
    )


def _point(article: Article, number: int) -> KeyPoint:
    """Return a key point that is one of the article's own first sentences."""
    sentences = [m.span() for m in re.finditer(r"[^\n]+?[.”](?=\s|$)", article.text[:1500])]
    start, end = sentences[number % len(sentences)]
    text = article.text[start:end]
    return KeyPoint(
        id=f"k{article.id}-{number}",
        kind=KINDS[number % len(KINDS)],
        text=text,
        evidence=(
            Evidence(
                article_id=article.id, sentences=(number + 1,), start=start, end=end, quote=text
            ),
        ),
        check=SUPPORTED,
    )


def read_back(path: Path) -> Archive:
    """Return what the archive holds."""
    import sqlite3

    with closing(sqlite3.connect(path)) as database:
        columns = [
            [row[0] for row in database.execute(sql)]
            for sql in (
                "SELECT DISTINCT story FROM story_days ORDER BY story",
                "SELECT id FROM articles ORDER BY seq",
                "SELECT DISTINCT date FROM shelf ORDER BY date",
            )
        ]
    return Archive(*columns)


# --- the readers ---


def searches(count: int, days: list[str]) -> list[str]:
    """Return addresses of searches: rare and common words, phrases, filters, both orders."""
    chance = random.Random(5)  # noqa: S311 - made-up readers
    found = []
    for _ in range(count):
        words = [
            chance.choice(PLACES),
            chance.choice(TOPICS).split()[0],
            chance.choice(COMMON),
            chance.choice(LAST),
        ]
        asked = {"q": " ".join(chance.sample(words, chance.randint(1, 3)))}
        if chance.random() < 0.2:
            asked["q"] = f'"{chance.choice(TOPICS)}" -{chance.choice(PLACES)}'
        if chance.random() < 0.4:
            asked["kind"] = "claims"
        if chance.random() < 0.3:
            asked["sort"] = "best"
        if chance.random() < 0.3:
            asked["since"] = chance.choice(days)
        if chance.random() < 0.2:
            asked["outlet"] = f"Outlet {chance.randrange(40)}"
        found.append(f"/search?{urlencode(asked)}")
    return found


def kinds(archive: Archive) -> dict[str, list[str]]:
    """Return the addresses by kind of page."""
    found = searches(4000, archive.days)
    stories = [f"/story/{quote(story)}" for story in archive.stories]
    return {
        "search": found,
        "story": stories,
        "search and story": found[:2000] + stories[:2000],
        "article": [f"/article/{quote(a)}?s=1,2" for a in archive.articles[::5]],
        "briefing": [f"/day/{day}/default" for day in archive.days],
        "search, again": found[:50],
    }


class Server(NamedTuple):
    """A running reading room."""

    url: str
    pid: int

    def memory(self) -> tuple[int, int]:
        """Return the memory in use now and at the most, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = [re.search(rf"{name}:\s+(\d+) kB", status) for name in ("VmRSS", "VmHWM")]
        now, most = (int(match[1]) // 1024 if match else 0 for match in found)
        return now, most


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run `briefer serve` on the archive."""
    command = [sys.executable, "-m", "briefer", "-C", str(folder), "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield Server(json.loads(line)["url"].rstrip("/"), process.pid)
        finally:
            process.terminate()


def load(server: Server, addresses: list[str], seconds: int) -> tuple[float, float, float, float]:
    """Return pages a second, and the 50th, 95th and 99th percentile in seconds."""
    with tempfile.TemporaryDirectory() as name:
        listed, script = Path(name) / "addresses", Path(name) / "draw.lua"
        listed.write_text("\n".join(addresses) + "\n")
        script.write_text(LUA % listed)
        command = ["wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "-s", str(script), server.url]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    match = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", said)
    if match is None or int(match[6]):
        raise SystemExit(f"wrk failed, or pages did:\n{said}")
    pages, micros, *parts, _ = (int(group) for group in match.groups())
    middle, most, nearly = (part / 1e6 for part in parts)
    return pages / (micros / 1e6), middle, most, nearly


def main() -> None:
    """Make the archive where it is not there yet, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "briefer-web")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=8)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not on PATH: apt-get install wrk")
    folder = options.folder / f"{options.days}-{options.articles}"
    state = folder / ".briefer" / "state.db"
    if not state.exists():
        start = time.perf_counter()
        make(state, options.days, options.articles)
        print(f"made in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    done = index(state)
    size = state.stat().st_size / 1e6
    print(
        f"indexed {done} units in {time.perf_counter() - start:.0f} s; the file has {size:.0f} MB"
    )
    archive = read_back(state)
    print(
        f"{len(archive.days)} briefings, {len(archive.articles)} articles, "
        f"{len(archive.stories)} stories; {READERS} readers at once"
    )
    slow = []
    with serving(folder) as server:
        for name, addresses in kinds(archive).items():
            load(server, addresses, 1)  # warms up
            rate, middle, most, nearly = load(server, addresses, options.seconds)
            print(
                f"  {name:<17} {rate:6.0f} pages/s   p50 {middle * 1000:4.0f}   "
                f"p95 {most * 1000:4.0f}   p99 {nearly * 1000:4.0f} ms"
            )
            slow += [name] if most > AIM and name in {"search", "story"} else []
        now, peak = server.memory()
    print(f"  memory {now} MB, at most {peak} MB (aim: {MEMORY})")
    if slow or peak > MEMORY:
        raise SystemExit(f"missed: {', '.join(slow) or 'memory'}")


if __name__ == "__main__":
    main()
