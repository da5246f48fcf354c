"""What of a morning's truth holds in the edition that is made of it, by category.

python -m tests.mornings.scores lisbon     prints the table, and each check that failed
"""

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from briefer.__main__ import main

FOLDER = Path(__file__).parent
Truth = dict[str, Any]


class Check(NamedTuple):
    """A thing that has to hold: of which category, whether it does, and what it is."""

    category: str
    holds: bool
    about: str


class Morning(NamedTuple):
    """A morning's truth, the edition made of it, and the articles that were read."""

    truth: Truth
    edition: dict[str, Any]
    articles: list[dict[str, Any]]

    def of_file(self, name: str) -> list[dict[str, Any]]:
        """Return the articles that were read from a file."""
        return [
            article
            for article in self.articles
            if any(name in origin["location"] for origin in article["origins"])
        ]

    def places(self, ids: set[str]) -> set[int]:
        """Return the places of the stories that hold any of these articles."""
        stories = enumerate(self.edition["stories"])
        return {place for place, story in stories if ids & set(story["articles"])}


def made(name: str, workspace: Path) -> Morning:
    """Build the edition of a morning in an empty folder, as a user does."""
    shutil.copytree(FOLDER / name, workspace)
    truth = json.loads((workspace / "truth.json").read_text("utf-8"))
    (workspace / "truth.json").unlink()
    before = Path.cwd()
    os.chdir(workspace)
    try:
        _run("build", "--date", truth["date"], "--out", "out", "--quiet")
        articles = _run("articles", "--json").splitlines()
    finally:
        os.chdir(before)
    edition = workspace / "out" / truth["date"] / f"{truth['audience']}.json"
    return Morning(truth, json.loads(edition.read_text("utf-8")), [json.loads(a) for a in articles])


def _run(*args: str) -> str:
    """Run a command in this process; return what it printed."""
    printed = io.StringIO()
    with mock.patch.object(sys, "argv", ["briefer", *args]), contextlib.redirect_stdout(printed):
        try:
            main()
        except SystemExit as stop:
            assert stop.code in {0, None, 4}, f"{args} ended with {stop.code}"  # noqa: PT017
    return printed.getvalue()


def checks(morning: Morning) -> Iterator[Check]:
    """Yield everything that the truth asks for, and whether it holds."""
    yield from _of_articles(morning)
    for event in morning.truth["events"]:
        yield from _of_event(morning, event)
    yield from _of_stories(morning)
    yield from _of_page(morning)


# --- what was read ----------------------------------------------------------------------------


def _of_articles(morning: Morning) -> Iterator[Check]:
    for file in morning.truth["articles"]:
        name, parts = file["file"], file.get("parts", 1)
        found = morning.of_file(name)
        yield Check("arrived", bool(found) or file["kind"] == "stub", name)
        if not found:
            continue
        if file["published"]:
            days = {str(article["published"]) for article in found}
            yield Check("dated", file["published"] in days, f"{name}: {days}")
        if parts > 1:
            yield Check("parts", len(found) >= parts - 1, f"{name}: {len(found)} of {parts}")
        elif file["title"]:
            titles = [article["title"] or "" for article in found]
            yield Check("titled", _any(file["title"], titles), f"{name}: {titles}")
        if file["outlet"]:
            outlets = [article["source"] or "" for article in found]
            yield Check("outlet", _any(file["outlet"], outlets), f"{name}: {outlets}")
        if file["kind"] not in {"news", "newsletter", "reprint"}:
            kinds = {article["kind"] for article in found}
            yield Check("kind", file["kind"] in kinds, f"{name}: {kinds}")


# --- what the edition tells -------------------------------------------------------------------


def _of_event(morning: Morning, event: dict[str, Any]) -> Iterator[Check]:
    about = f"{event['id']} {event['about']}"
    told = [n for n, s in enumerate(morning.edition["stories"]) if _found(event["probe"], _told(s))]
    yield Check("told", bool(told), about)
    if not told:
        lost = {
            "title": len(event["title_must"]),
            "facts": len(event["must"]),
            "rank": event["top"],
        }
        yield from (Check(c, holds=False, about=about) for c, n in lost.items() if n)
        return
    own = {
        article["id"]
        for file in morning.truth["articles"]
        if file["event"] == event["id"]
        for article in morning.of_file(file["file"])
    }
    stories = morning.edition["stories"]
    place = max(told, key=lambda n: (len(own & set(stories[n]["articles"])), -n))
    text, title = _told(stories[place]), stories[place]["title"]
    if event["top"]:
        yield Check("rank", place < event["top"], f"{about}: {place + 1}")
    for category, said, wanted in (
        ("title", title, "title_must"),
        ("facts", text, "must"),
        ("never", title, "title_must_not"),
        ("never", text, "must_not"),
    ):
        for words in event[wanted]:
            holds = _found(words, said) is not wanted.endswith("not")
            yield Check(category, holds, f"{about}: {wanted} {words}")


def _told(story: dict[str, Any]) -> str:
    points = [f"{point['text']} {point['quote'] or ''}" for point in story["key_points"]]
    summary = [line["text"] for line in story.get("summary", [])]
    sides = [json.dumps(conflict, ensure_ascii=False) for conflict in story["conflicts"]]
    return "\n".join([story["title"], *points, *summary, *sides])


def _of_stories(morning: Morning) -> Iterator[Check]:
    truth = morning.truth
    for first, second in truth["apart"]:
        places = [_places_of(morning, event) for event in (first, second)]
        yield Check("apart", not places[0] & places[1], f"{first} and {second} are one story")
    for files in truth["together"]:
        places = [morning.places({a["id"] for a in morning.of_file(name)}) for name in files]
        yield Check("together", bool(places[0] & places[1]), f"{files} are two stories")


def _places_of(morning: Morning, event: str) -> set[int]:
    files = [file["file"] for file in morning.truth["articles"] if file["event"] == event]
    return morning.places({article["id"] for name in files for article in morning.of_file(name)})


# --- what the page says -----------------------------------------------------------------------


def _of_page(morning: Morning) -> Iterator[Check]:
    truth, edition = morning.truth, morning.edition
    lead = "\n".join(line["text"] for line in edition["bottom_line"])
    days = [f"{item['date']} {item['text']}" for item in edition["calendar"]]
    sides = [
        json.dumps(conflict, ensure_ascii=False)
        for each in (*(story["conflicts"] for story in edition["stories"]), edition["contested"])
        for conflict in each
    ]
    page = "\n".join([lead, *days, *map(_told, edition["stories"])])
    for words in truth["bottom_line_must"]:
        yield Check("bottom line", _found(words, lead), f"lacks {words}")
    for words in truth["bottom_line_must_not"]:
        yield Check("bottom line", not _found(words, lead), f"has {words}")
    for day in truth["calendar_must"]:
        listed = [line for line in days if line.startswith(day["date"])]
        yield Check("calendar", _any(day["match"], listed), f"lacks {day['date']} {day['match']}")
    for words in truth["calendar_must_not"]:
        yield Check("calendar", not _any(words, days), f"has {words}")
    for first, second in truth["contested_must"]:
        both = any(_found(first, side) and _found(second, side) for side in sides)
        yield Check("contested", both, f"lacks {first} against {second}")
    for words, side in product(truth["contested_must_not"], ["\n".join(sides)]):
        yield Check("contested", not _found(words, side), f"has {words}")
    for words in truth["never"]:
        yield Check("never", not _found(words, page), f"printed: {words}")
    yield from _speakers(morning)


def _speakers(morning: Morning) -> Iterator[Check]:
    points = [point for story in morning.edition["stories"] for point in story["key_points"]]
    for said in morning.truth["speakers"]:
        found = [p for p in points if _found(said["says"], f"{p['text']} {p['quote'] or ''}")]
        named = _any(said["speaker"], [point["speaker"] or "" for point in found])
        yield Check("speakers", named, f"{said['says']}: {[p['speaker'] for p in found]}")


def _found(words: str, text: str) -> bool:
    return re.search(words, text, re.IGNORECASE | re.DOTALL) is not None


def _any(words: str, texts: list[str]) -> bool:
    return any(_found(words, text) for text in texts)


def _printed(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = list(checks(made(name, Path(folder) / "desk")))
    for category in dict.fromkeys(check.category for check in found):
        own = [check for check in found if check.category == category]
        print(f"{category:12} {sum(check.holds for check in own)}/{len(own)}")  # noqa: T201
        for check in own:
            if not check.holds:
                print("     -", check.about)  # noqa: T201


if __name__ == "__main__":
    _printed(sys.argv[1])
