"""Articles, evidence, key points, stories, briefings and workspaces made by hand, for all tests.

Each takes what a test is about, by name, and fills in the rest.
"""

import datetime as dt
from pathlib import Path

from briefer.models import (
    Article,
    Briefing,
    Check,
    Document,
    Evidence,
    KeyPoint,
    Line,
    NumberedSource,
    Story,
    Window,
)
from briefer.settings import Workspace, load
from briefer.text import analyse
from briefer.text.evidence import evidence as cited

DAY = dt.date(2021, 6, 1)
PASSED = Check(status="supported", score=1)


def article(name: str, text: str = "Text.", **fields: object) -> Article:
    """Return an article."""
    return Article.model_validate({"id": name, "text": text, **fields})


def document(text: str, name: str = "a1", **fields: object) -> Document:
    """Return an article in English, analysed."""
    return analyse(article(name, text, **{"language": "en", **fields}))


def evidence(quote: str = "Text", article: str = "a", number: int = 1) -> Evidence:
    """Return a sentence of an article, as if the article began with it."""
    return Evidence(article_id=article, sentences=(number,), start=0, end=len(quote), quote=quote)


def point(text: str, article: str = "a", number: int = 1, **fields: object) -> KeyPoint:
    """Return a checked key point; its text is its id, and its evidence."""
    proof = (evidence(text, article, number),)
    made = {"id": text, "kind": "event", "text": text, "evidence": proof, "check": PASSED}
    return KeyPoint.model_validate(made | fields)


def drafted(document: Document, *numbers: int, **fields: object) -> KeyPoint:
    """Return a draft key point that rests on sentences of a document, and says the first."""
    name = f"{document.article.id}{numbers[0]}"
    text, proof = document.sentence_text(numbers[0]), cited(document, numbers)
    made = {"id": name, "kind": "event", "text": text, "evidence": proof}
    return KeyPoint.model_validate(made | fields)


def story(name: str, *points: KeyPoint, **fields: object) -> Story:
    """Return a story of these points, of the article `a`; its name is its id and title."""
    made = {"id": name, "title": name, "articles": ("a",), "key_points": points}
    return Story.model_validate(made | fields)


def line(text: str, *proof: Evidence, **fields: object) -> Line:
    """Return a checked sentence of an edition."""
    made = {"text": text, "key_points": (), "evidence": proof, "check": PASSED}
    return Line.model_validate(made | fields)


def window(end: dt.datetime) -> Window:
    """Return the day that ends then."""
    return Window(start=end - dt.timedelta(days=1), end=end)


def briefing(*stories: Story, date: dt.date = DAY, **fields: object) -> Briefing:
    """Return a briefing of that day; its window ends at six in the morning."""
    end = dt.datetime.combine(date, dt.time(6), dt.UTC)
    made = {"date": date, "audience": "default", "window": window(end), "stories": stories}
    return Briefing.model_validate(made | fields)


def numbered(number: int, article: Article) -> NumberedSource:
    """Return an article as the list of sources has it."""
    return NumberedSource(
        number=number,
        article_id=article.id,
        title=article.title,
        outlet=article.source,
        published=article.published,
        url=article.url,
        language=article.language,
    )


def workspace(root: Path, settings: str = "", **audiences: str) -> Workspace:
    """Return a workspace with these settings and audience files."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "briefer.toml").write_text(settings, encoding="utf-8")
    for name, text in audiences.items():
        (root / "audiences").mkdir(exist_ok=True)
        (root / "audiences" / f"{name}.toml").write_text(text, encoding="utf-8")
    return load(root)
