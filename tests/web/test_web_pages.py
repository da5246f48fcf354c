"""The pages: what they show, and where a click on a claim leads."""

from urllib.parse import quote

import pytest

from briefer.web.cache import LARGEST_KEPT, Kept
from tests.web.conftest import Client

PAGES = (
    "/",
    "/?audience=minister",
    "/day/2021-06-02/default",
    "/story/s1",
    "/article/a1",
    "/article/a2?s=1#s1",
    "/search",
    "/search?q=harbour",
    "/search?q=harbour&kind=claims&sort=best",
    "/sources",
    "/review",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_holds_no_script(room: Client, path: str) -> None:
    """Whatever articles and claims hold, it is text on the page, and nothing is left to run."""
    answer = room.get(path)
    assert answer.status == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "javascript:" not in answer.text.replace("&#39;", "'").split("<pre")[0]
    assert "\u202e" not in answer.text
    assert ' style="' not in answer.text
    assert "http://" not in answer.text.replace(f"http://127.0.0.1:{room.port}", "")


def test_a_claim_leads_to_its_sentences(room: Client) -> None:
    """From the briefing to the article, where the sentence it rests on is highlighted."""
    page = room.get("/day/2021-06-02/default").text
    assert 'href="/article/a1?s=1#s1"' in page
    article = room.get("/article/a1?s=1").text
    start = article.index('<mark class="asked sn" id="s1">')
    assert article[start:].startswith(
        '<mark class="asked sn" id="s1">Ministers of Łódź and Calme agreed'
    )
    assert 'id="s2"' in article
    assert article.count('<mark class="asked sn"') == 1
    assert "Not part of the prose" in article
    assert 'href="/day/2021-06-02/minister"' in article  # where it was used


def test_a_story_tells_each_day_what_was_new(room: Client) -> None:
    """A point stands under the day that told it first; the later day counts it as repeated."""
    page = room.get("/story/s1").text
    later, _, earlier = page.partition('id="d2021-06-01"')
    assert "Ministers agreed on Wednesday" in later
    assert "Ministers agreed on Wednesday" not in earlier.partition('id="articles"')[0]
    assert "1 point repeated from earlier days" in later
    assert "1 June 2021: 1. 2 June 2021: 1." in page  # the chart in words
    assert room.get("/story/s1?audience=minister").text.count('class="told"') == 1
    _, _, read = page.partition('<h2 id="articles">')
    days = [read.index(f'<time datetime="2021-06-0{day}">') for day in (2, 1)]
    assert days == sorted(days)
    assert read.index("<bdi>Meridian Wire</bdi>: <a") < days[1]


def test_the_shelf_is_by_date_and_audience(room: Client) -> None:
    """The latest day stands first; an audience's own shelf has no other's briefings."""
    page = room.get("/").text
    assert page.index("Wednesday, 2 June 2021") < page.index("Tuesday, 1 June 2021")
    assert "/day/2021-06-02/minister" in page
    assert page.index("/day/2021-06-02/default") < page.index("/day/2021-06-02/minister")
    assert page.count('<ol class="gist">') == page.count("<li><h3>")  # each has its bottom line
    mine = room.get("/?audience=minister").text
    assert "/day/2021-06-02/default" not in mine
    assert room.get("/?audience=nobody").status == 404
    assert room.get("/?month=1999-01").status == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("inspectors", "/article/a1"),
        ("Lodz", "/article/a1"),
        ("łódź calme", "/article/a1"),
        ('"ten inspectors"', "/article/a1"),
        ("inspect", "/article/a1"),
        ("外交部", "/article/a3"),
        ("港口", "/article/a3"),
        ("رئيس", "/article/a4"),
        ("الاربعاء", "/article/a4"),
    ],
)
def test_articles_are_found_in_any_script(room: Client, asked: str, found: str) -> None:
    """Accents, case, Chinese of two letters, and Arabic with and without the article."""
    answer = room.get(f"/search?q={quote(asked)}")
    assert f'href="{found}?q=' in answer.text
    assert "<mark>" in answer.text


@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("/search?q=harbour", 2),
        ("/search?q=harbour+-inspectors", 1),
        ("/search?q=harbour&since=2021-06-02", 1),
        ("/search?q=harbour&until=2021-06-01", 1),
        ("/search?q=harbour&outlet=Meridian+Wire", 1),
        ("/search?language=zh", 1),
        ("/search?q=harbour&language=zh", 0),
        ("/search?q=harbour&kind=claims", 5),
        ("/search?q=harbour&kind=claims&country=PL", 5),
        ("/search?q=harbour&kind=claims&country=AT", 0),
        ("/search?q=harbours&kind=claims&outlet=Meridian+Wire", 1),
        ("/search?audience=minister&country=PL&since=2021-05-01", 3),
        ("/search?audience=minister&until=2021-05-01", 0),
        ("/search?audience=nobody", 0),
    ],
)
def test_filters_narrow_down(room: Client, path: str, total: int) -> None:
    """Dates, outlet, language, country and audience each leave out what is not theirs."""
    text = room.get(path).text
    word = "claim" if "claims" in path or "audience" in path else "article"
    plural = word if total == 1 else f"{word}s"
    assert f'<h2 class="count">{total} {plural}</h2>' in text


def test_published_files_are_given_out_to_be_saved(room: Client) -> None:
    """A file is an attachment, and could run nothing if it were opened in place."""
    answer = room.get("/file/2021-06-02/default.html")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert room.get("/file/2021-06-02/default.pdf").status == 404


def test_foreign_words_are_laid_out_in_their_own_direction(room: Client) -> None:
    """Arabic text finds its own direction, whatever the page's."""
    article = room.get("/article/a4").text
    assert '<article class="reader" lang="ar">' in article
    assert '<h1 dir="auto" lang="ar">' in article


def test_pages_are_kept_within_bounds() -> None:
    """The last asked for stay, up to so many bytes; a page kept twice counts once."""
    kept = Kept(room=1000)
    for number in range(50):
        kept.put((1, f"/{number}"), b"x" * 100)
    kept.put((1, "/49"), b"y" * 300)
    assert kept.get((1, "/41")) is None
    assert kept.get((1, "/42")) == b"x" * 100
    assert kept.get((1, "/49")) == b"y" * 300
    kept.put((2, "/large"), b"z" * (LARGEST_KEPT + 1))
    assert kept.get((2, "/large")) is None
    for number in range(11):
        kept.put((3, f"/{number}"), b"x" * 100)
    assert kept.get((1, "/49")) is None
    assert sum(kept.get((3, f"/{number}")) is not None for number in range(11)) == 10
