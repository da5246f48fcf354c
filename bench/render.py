"""Rendering speed: a day of 40 stories in all text formats, for each audience, after start-up.

    python bench/render.py

Aim: under 300 ms of CPU for Markdown, HTML, text and JSON together, as `briefer build` makes
them: one rendering of a workspace's audience, whose view all formats share. The day is the
bundled example, grown: every story and source is multiplied, so that sentences, evidence and
languages are as mixed as in the example. In turns with it, for comparison:

- Jinja2: its own environment renders the same three templates of the same view, without a
  sandbox, without bounds, and without escaping Markdown.
- markdown: the library turns our Markdown into HTML.

Then a template of the workspace's changes, and the edition is rendered again: no article is read
and no engine asked, as a rendering is given neither.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import markdown

from briefer.models import Briefing, Evidence, KeyPoint, NumberedSource, Story
from briefer.pipeline.output.options import render_options
from briefer.render import FORMATS, Rendering, RenderOptions, new_template
from briefer.render.filters import FILTERS
from briefer.render.templates import example
from briefer.resources import bundled
from briefer.settings import Workspace, load, load_audience

AIM = 0.300  # seconds
AUDIENCES = ("default", "minister", "press", "analyst", "post", "public")


def grown(day: Briefing, stories: int, points: int) -> Briefing:
    """Return `day` with so many stories of so many key points, each from articles of its own."""
    told: list[Story] = []
    sources: list[NumberedSource] = []
    for number in range(stories):
        old = day.stories[number % len(day.stories)]
        pool = [_moved_point(point, number) for point in old.key_points]
        kept = tuple(
            pool[n % len(pool)].model_copy(update={"id": f"k{number}-{n}"}) for n in range(points)
        )
        told.append(old.model_copy(update={"id": f"s{number}", "key_points": kept}))
        for source in day.sources:
            moved = {"number": len(sources) + 1, "article_id": f"{source.article_id}-{number}"}
            sources.append(source.model_copy(update=moved))
    return day.model_copy(update={"stories": tuple(told), "sources": (*day.sources, *sources)})


def _moved_point(point: KeyPoint, number: int) -> KeyPoint:
    moved = tuple(_moved(item, number) for item in point.evidence)
    return point.model_copy(update={"evidence": moved})


def _moved(item: Evidence, number: int) -> Evidence:
    return item.model_copy(update={"article_id": f"{item.article_id}-{number}"})


def main() -> None:
    """Print milliseconds of CPU and sizes for each audience, against the aim and the peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--points", type=int, default=6)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    day = grown(example(), arguments.stories, arguments.points)
    with tempfile.TemporaryDirectory() as folder:
        space = _workspace(Path(folder))
        start = time.perf_counter()
        everything(day, RenderOptions(template_dirs=space.template_dirs))
        print(f"first time, imports and templates included: {time.perf_counter() - start:.3f} s")
        print("audience    ours   Jinja2  markdown      md    html     txt    json")
        worst = max(_audience(space, name, day, arguments.runs) for name in AUDIENCES)
        verdict = "within" if worst <= AIM else "over"
        print(f"worst: {worst * 1000:.0f} ms of CPU, {verdict} the aim of {AIM * 1000:.0f} ms")
        _changed(space, day)
        _confined(space, day)


def _workspace(root: Path) -> Workspace:
    (root / "briefer.toml").write_text("")
    (root / "templates").mkdir()
    return load(root)


def _audience(space: Workspace, name: str, day: Briefing, runs: int) -> float:
    """Print one audience's line; return the median of ours in seconds."""
    given = day.model_copy(update={"audience": name})
    options = render_options(load_audience(space, name), space, given)
    made = everything(given, options)
    turns: dict[str, Callable[[], object]] = {
        "ours": lambda: everything(given, options),
        "Jinja2": _plain(given, options),
        "markdown": lambda: markdown.markdown(made["md"], extensions=["footnotes", "tables"]),
    }
    spent = _in_turns(turns, runs)
    sizes = " ".join(f"{len(made[fmt].encode()) / 1000:4.0f} kB" for fmt in FORMATS)
    figures = "  ".join(f"{seconds * 1000:5.0f}ms" for seconds in spent.values())
    print(f"{name:<9} {figures}  {sizes}")
    return spent["ours"]


def _confined(space: Workspace, day: Briefing) -> None:
    """Print what a template of the workspace's costs more for being made in a child process."""
    spent: dict[str, float] = {}
    for name, dirs in (("in place", ()), ("in children", space.template_dirs)):
        template = "own" if dirs else "default"
        rendering = Rendering(day, RenderOptions(template_dirs=dirs, template=template))
        took = [_cpu(rendering) for _ in range(15)]
        spent[name] = statistics.median(took[1:])
    more = spent["in children"] - spent["in place"]
    told = ", ".join(f"{seconds * 1000:.0f} ms {name}" for name, seconds in spent.items())
    print(f"three formats by an own template: {told}; {more * 1000:.0f} ms more (aim: under 50)")


def _cpu(rendering: Rendering) -> float:
    """Return the seconds of CPU, children's included, that three formats take."""
    start = os.times()
    for fmt in ("md", "html", "txt"):
        rendering.safely(lambda one, fmt=fmt: one.text(fmt))  # type: ignore[misc] # bound here
    end = os.times()
    return sum(end[:4]) - sum(start[:4])


def everything(day: Briefing, options: RenderOptions) -> dict[str, str]:
    """Return the day in all text formats, from one rendering."""
    rendering = Rendering(day, options)
    return {fmt: rendering.text(fmt) for fmt in FORMATS}


def _plain(day: Briefing, options: RenderOptions) -> Callable[[], object]:
    """Return a call that has Jinja2's own environment render the same templates and view."""
    environments = []
    for fmt in ("md", "html", "txt"):
        found = jinja2.Environment(
            loader=jinja2.FileSystemLoader(bundled("templates")),
            autoescape=fmt == "html",  # noqa: S701 - the peer; nobody reads what it makes
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        found.filters = FILTERS | found.filters  # ours only where Jinja2 has none
        environments.append((found, f"{options.template}/briefing.{fmt}.j2"))

    def call() -> None:
        context: Mapping[str, Any] = Rendering(day, options).context
        for found, file in environments:
            found.get_template(file).render(context)

    return call


def _in_turns(turns: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the median CPU seconds of each, measured one after the other, so many times."""
    times: dict[str, list[float]] = {name: [] for name in turns}
    for number in range(runs + 1):  # the first warms up
        for name, call in turns.items():
            start = time.process_time()
            call()
            if number:
                times[name].append(time.process_time() - start)
    return {name: statistics.median(spent) for name, spent in times.items()}


def _changed(space: Workspace, day: Briefing) -> None:
    """Print how long all formats take after a template has changed."""
    page = new_template("own", "default", space.root / "templates")[0]
    options = RenderOptions(template="own", template_dirs=space.template_dirs)
    everything(day, options)
    page.write_text(page.read_text() + "{% block foot %}<p>changed</p>{% endblock %}\n")
    start = time.process_time()
    made = everything(day, options)
    spent = time.process_time() - start
    if "<p>changed</p>" not in made["html"]:
        raise SystemExit("the changed template was not used")
    print(f"after a template changed: {spent * 1000:.0f} ms of CPU, no engine asked")


if __name__ == "__main__":
    main()
