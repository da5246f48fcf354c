"""Finding the article on a page: ours against trafilatura's own defaults.

    python bench/extraction.py [FOLDER]

The articles of our samples are set into pages of six designs, as sites have them: menus, consent
banners, teasers, comments, embedded posts, captions, hidden text, paragraphs made with line
breaks. What was set in is the truth. Printed are precision, recall and F1 over words, and how
many of a page's foreign parts got into the text.

`ours` is the whole reader; `without asides` is the same without what is taken out before
trafilatura sees the page, which shows what that adds.
"""

import datetime as dt
import html
import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura

from briefer.ingest import read
from briefer.ingest.html import read as read_page
from briefer.ingest.raw import Raw
from briefer.models import Article

NOW = dt.datetime(2021, 6, 3, tzinfo=dt.UTC)
FOREIGN = {
    "menu": "World Business Politics Sport Weather Subscribe",
    "consent": "We value your privacy and use cookies to personalise content and advertising.",
    "teaser": "Football: seven goals in a mad evening at the stadium by the river.",
    "comment": "Reader Zoltan says this never happened in his village and never will.",
    "caption": "A crane unloads containers in this archive picture. Photo: Zephyr Agency",
    "post": "Quite unbelievable what happened here today, friends! #zorro",
    "hidden": "Sponsored xylophone lessons for beginners and their cousins.",
    "footer": "Copyright Quixotic Media Group. All rights reserved. Imprint.",
}
BELOW = "<div id='comments'><p>{comment}</p></div><footer>{footer}</footer>"
POST = '<blockquote class="twitter-tweet"><p>{post}</p></blockquote>'
FIGURE = "<figure><img src='x.jpg'><figcaption>{caption}</figcaption></figure>"
DIV_CAPTION = "<div class='wp-caption'><img src='x'><p class='wp-caption-text'>{caption}</p></div>"


def designs(title: str, paragraphs: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (design, page) for an article."""
    marked = [f"<p>{html.escape(p)}</p>" for p in paragraphs]
    middle = max(1, len(marked) // 2)
    head = f"<h1>{html.escape(title)}</h1>"
    around = (
        "<nav><a href='/'>{menu}</a></nav><div class='cookie-banner'>{consent}</div>",
        "<div class='related'><h3>Read also</h3><a href='/f'>{teaser}</a></div>" + BELOW,
    )
    bodies = {
        "plain": "".join(marked),
        "figures": FIGURE + "".join(marked[:middle]) + DIV_CAPTION + "".join(marked[middle:]),
        "posts": "".join(marked[:middle]) + POST + "".join(marked[middle:]),
        "hidden": "".join(marked[:middle])
        + "<p style='display:none'>{hidden}</p><div hidden><p>{hidden}</p></div>"
        + "".join(marked[middle:]),
        "divs": "".join(f"<div class='par'>{html.escape(p)}</div>" for p in paragraphs),
        "breaks": "<div class='text'>" + "<br><br>".join(map(html.escape, paragraphs)) + "</div>",
    }
    for name, body in bodies.items():
        page = (around[0] + f"<article>{head}<MARK></article>" + around[1]).format(**FOREIGN)
        inside = body if name in {"plain", "divs", "breaks"} else _filled(body)
        page = page.replace("<MARK>", inside)
        yield (
            name,
            f"<html><head><title>{html.escape(title)}</title></head><body>{page}</body></html>",
        )


def _filled(body: str) -> str:
    for name, words in FOREIGN.items():
        body = body.replace("{" + name + "}", words)
    return body


def ours(page: str) -> str:
    """Return what our reader takes for the article's text."""
    found = next(iter(read_page(Raw("page.html", page.encode(), NOW))))
    return found.text if isinstance(found, Article) else ""


def without_asides(page: str) -> str:
    """Return the same without taking posts, captions and hidden text out beforehand."""
    found = trafilatura.extract(page, include_comments=False, include_tables=True)
    return found or ""


def defaults(page: str) -> str:
    """Return what trafilatura gives by default."""
    return trafilatura.extract(page) or ""


def words(text: str) -> Counter[str]:
    """Return a text's words, counted."""
    return Counter("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def main() -> None:
    """Print a line for each reader and design."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    folder = sys.argv[1] if len(sys.argv) > 1 else "samples/articles"
    items = read([str(Path(folder))], NOW)
    articles = [item for item in items if isinstance(item, Article) and len(item.text) > 400]
    readers: dict[str, Callable[[str], str]] = {
        "trafilatura": defaults,
        "without asides": without_asides,
        "ours": ours,
    }
    print(f"{len(articles)} articles\n{'':<26}{'P':>7}{'R':>7}{'F1':>7}  foreign parts")
    for name, reader in readers.items():
        totals: dict[str, list[float]] = {}
        leaks: Counter[str] = Counter()
        for article in articles:
            for design, page in designs(article.title or "A report", article.text.split("\n\n")):
                text = reader(page)
                got, truth = words(text), words(article.text)
                same = (got & truth).total()
                sums = totals.setdefault(design, [0.0, 0.0, 0.0])
                for place, part in enumerate((same, got.total(), truth.total())):
                    sums[place] += part
                leaks.update(kind for kind, foreign in FOREIGN.items() if foreign in text)
        for design, sums in [
            *totals.items(),
            ("all", [sum(c) for c in zip(*totals.values(), strict=True)]),
        ]:
            precision, recall = sums[0] / (sums[1] or 1), sums[0] / sums[2]
            f1 = 2 * precision * recall / (precision + recall or 1)
            print(f"{name:<16}{design:<10}{precision:7.3f}{recall:7.3f}{f1:7.3f}", end="")
            print(f"  {dict(leaks)}" if design == "all" else "")


if __name__ == "__main__":
    main()
