"""Charts: shown where they help, told in words, drawn alike wherever they are drawn."""

import datetime as dt
import struct

import pytest

from briefer.models import Briefing, DayCount, Story
from briefer.render import RenderOptions, render
from briefer.render.charts import ZOOM, dark, light, picture
from briefer.render.email import email_parts
from briefer.render.viewing import Viewer
from briefer.render.views import Bar, Chart


def with_days(story: Story, *counts: int) -> Story:
    """Return the story with so many articles on consecutive days."""
    first = dt.date(2021, 5, 30)
    days = [DayCount(date=first + dt.timedelta(days=n), articles=c) for n, c in enumerate(counts)]
    return story.model_copy(update={"days": tuple(days)})


def told(briefing: Briefing, *counts: int) -> Briefing:
    """Return the briefing with days for its first story."""
    first, *others = briefing.stories
    return briefing.model_copy(update={"stories": (with_days(first, *counts), *others)})


def chart(briefing: Briefing) -> Chart | None:
    """Return the chart of the first story."""
    return Viewer(briefing, RenderOptions()).view().stories[0].days


def test_coverage_counts_articles_by_country(briefing: Briefing) -> None:
    """Most first, at most eight, each with its share of the longest."""
    found = Viewer(briefing, RenderOptions()).view().coverage
    assert found is not None
    values = [bar.value for bar in found.bars]
    assert values == sorted(values, reverse=True)
    assert found.bars[0].share == 100
    assert len(found.bars) <= 8
    assert found.alt == "Articles by country: " + ", ".join(
        f"{bar.label} {bar.value}" for bar in found.bars
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [((), False), ((9, 4), False), ((1, 2, 1), False), ((3, 3, 3), False), ((1, 0, 6), True)],
)
def test_a_chart_only_where_it_says_something(
    briefing: Briefing, counts: tuple[int, ...], shown: bool
) -> None:
    """Not for under three days, few articles, or the same number each day."""
    assert (chart(told(briefing, *counts)) is not None) is shown


def test_fewer_than_three_countries_are_no_chart(briefing: Briefing) -> None:
    """A sentence says as much."""
    two = tuple(s.model_copy(update={"countries": ("DE", "FR")}) for s in briefing.stories)
    view = Viewer(briefing.model_copy(update={"stories": two}), RenderOptions()).view()
    assert view.coverage is None


def test_the_page_draws_it_and_every_format_tells_it(briefing: Briefing) -> None:
    """A picture with its text alternative in HTML; the same words in Markdown and plain text."""
    day = told(briefing, 1, 0, 6)
    alt = "Articles a day: 30 May 1, 31 May 0, 1 June 6"
    html = render(day, "html")
    assert f'<div role="img" aria-label="{alt}"' in html
    assert html.count('<figure class="chart') == 2
    assert alt in render(day, "md")
    assert alt in render(day, "txt")
    assert "<svg" not in render(briefing.model_copy(update={"stories": ()}), "html")


@pytest.mark.parametrize("rtl", [False, True])
def test_the_picture_is_a_small_png(briefing: Briefing, rtl: bool) -> None:
    """Of twice the pixels, the same each time, another in the dark."""
    found = chart(told(briefing, 1, 0, 6))
    assert found is not None
    drawn = picture(found, light("#1d3d6f"), rtl=rtl)
    assert drawn is not None
    assert drawn.png.startswith(b"\x89PNG")
    assert struct.unpack(">II", drawn.png[16:24]) == (drawn.width * ZOOM, drawn.height * ZOOM)
    assert len(drawn.png) < 20_000
    picture.cache_clear()
    assert picture(found, light("#1d3d6f"), rtl=rtl) == drawn
    assert picture(found, dark("#9db7e0"), rtl=rtl) != drawn
    assert picture(found, light("#1d3d6f"), rtl=not rtl) != drawn


def test_hostile_labels_are_letters() -> None:
    """A country's or a day's name can't be markup in the drawing."""
    label = '</text><image href="file:///etc/passwd"/>'
    evil = Chart("days", "t", "a", tuple(Bar(label, n, 10 * n) for n in (1, 2, 3)))
    assert picture(evil, light("#1d3d6f"), rtl=False) is not None


def test_a_mail_carries_its_charts(briefing: Briefing) -> None:
    """One picture for light and one for dark, by cid:, with the same words; none that is not shown."""
    body = email_parts(told(briefing, 1, 0, 6))
    cids = [item.cid for item in body.pictures]
    assert cids == [
        "coverage@briefer",
        "coverage-dark@briefer",
        "story-1@briefer",
        "story-1-dark@briefer",
    ]
    assert all(body.html.count(f'src="cid:{cid}"') == 1 for cid in cids)
    assert body.html.count('alt="Articles a day: 30 May 1, 31 May 0, 1 June 6"') == 2
    bare = email_parts(told(briefing, 1, 0, 6), RenderOptions(sections=("bottom_line",)))
    assert bare.pictures == ()
