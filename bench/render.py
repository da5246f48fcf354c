"""Rendering speed: a day of 40 stories in four formats, after start-up.

    python bench/render.py

Aim: all four together in under 300 ms. The day is the bundled example, grown: every story and
source is multiplied, so that sentences, evidence and languages are as mixed as in the example.
"""

import argparse
import statistics
import time

from briefer.models import SECTIONS, Briefing, Evidence, KeyPoint, NumberedSource, Story
from briefer.render import FORMATS, RenderOptions, render
from briefer.render.templates import example

AIM = 0.300  # seconds
EDITIONS: dict[str, dict[str, object]] = {  # as the shipped audiences of these names ask for them
    "default": {},
    "minister": {"sections": ("bottom_line", "stories", "calendar", "gaps", "sources")},
    "press": {"sections": ("quotations", "tone", *SECTIONS)},
    "analyst": {"evidence": "inline"},
}


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
    """Print milliseconds and sizes for each format, and the sum against the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--points", type=int, default=6)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    day = grown(example(), arguments.stories, arguments.points)
    start = time.perf_counter()
    for fmt in FORMATS:
        render(day, fmt)
    print(f"first time, with imports and templates compiled: {time.perf_counter() - start:.3f} s")
    for template, wanted in EDITIONS.items():
        options = RenderOptions.model_validate({"template": template, **wanted})
        total = 0.0
        for fmt in FORMATS:
            seconds, size = measured(day, fmt, options, arguments.runs)
            total += seconds
            print(f"{template:<9} {fmt:<5} {seconds * 1000:7.1f} ms {size / 1000:8.1f} kB")
        verdict = "within" if total <= AIM else "over"
        print(
            f"{template:<9} all   {total * 1000:7.1f} ms of CPU, {verdict} the aim of {AIM * 1000:.0f} ms"
        )


def measured(day: Briefing, fmt: str, options: RenderOptions, runs: int) -> tuple[float, int]:
    """Return the median CPU seconds of rendering `fmt` (one thread), and its size in bytes."""
    times = []
    text = render(day, fmt, options)
    for _ in range(runs):
        start = time.process_time()
        text = render(day, fmt, options)
        times.append(time.process_time() - start)
    return statistics.median(times), len(text.encode())


if __name__ == "__main__":
    main()
