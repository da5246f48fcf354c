"""The lines above a text: headline, outlet, author, date, kind, whatever their order."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.ingest import read
from briefer.models import Article, Failure
from briefer.text.datelines import read_dateline

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[list[Article], list[Failure]]]

PROSE = (
    "The harbour council voted on Tuesday to reopen the northern pier, which a storm had closed in "
    "January, the mayor said.\n\nThe vote was nine to four, and the works begin next week.\n"
)


def only(ingest: Read, name: str) -> Article:
    """Return the one article of a file."""
    (article,), failures = ingest(name)
    assert failures == []
    return article


@pytest.mark.parametrize(
    "head",
    [
        "Council votes to reopen northern pier\n1 June 2021\nBy Ana Reis\n\n",
        "Council votes to reopen northern pier\nTagus Courier\nTuesday, June 1, 2021\n\n",
        "Tagus Courier, 01.06.2021\nCouncil votes to reopen northern pier\n\n",
        "TAGUS COURIER\nCouncil votes to reopen northern pier\nPublished: June 1, 2021 - 18:05\n\n",
        "Council votes to reopen northern pier\n\nTue 1 Jun 2021 18.31 CEST\n\n",
        "World\nCouncil votes to reopen northern pier\nSource: Tagus Courier\n1/6/2021\n\n",
        "# Council votes to reopen northern pier\n\nBy Ana Reis, Tagus Courier | 1 June 2021\n\n",
        "Publié le mardi 1 juin 2021 à 18h20\nCouncil votes to reopen northern pier\n\n",
    ],
)
def test_a_date_line_by_the_headline(put: Put, ingest: Read, head: str) -> None:
    """Under or over the headline, the date is found, and the head is no prose."""
    put("a.txt", head + PROSE)
    article = only(ingest, "a.txt")
    assert article.title == "Council votes to reopen northern pier"
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 1), "text")
    assert article.source == (
        "Tagus Courier" if "agus" in head else "TAGUS COURIER" if "TAGUS" in head else None
    )
    assert article.text.startswith("The harbour council voted")
    assert article.author == ("Ana Reis" if "Reis" in head else None)


@pytest.mark.parametrize(
    ("head", "title", "outlet", "author", "kind"),
    [
        (
            "Ferries to run all night\n\nBay Post\n\nTuesday 1 June 2021 06:12 BST\n\nMaria Okello\n\n",
            "Ferries to run all night",
            "Bay Post",
            "Maria Okello",
            "news",
        ),
        (
            "What the ferries cost\nAnalysis by Rui Melo\n01/06/2021\n\n",
            "What the ferries cost",
            None,
            "Rui Melo",
            "opinion",
        ),
        (
            "Subject: Ferries to run all night\nDate: Tue, 1 Jun 2021 18:05 +0100\nSource: Bay Post\n\n",
            "Ferries to run all night",
            "Bay Post",
            None,
            "news",
        ),
        (
            "EMBARGOED UNTIL 18:00\nPRESS RELEASE\nLisbon, 1 June 2021\n\nFerries to run all night\n\n",
            "Ferries to run all night",
            None,
            None,
            "press_release",
        ),
        (
            "Ferries to run all night | Bay Post\n\nPublished 1 Jun 2021, 18:05\nUpdated 2 Jun 2021\n\n",
            "Ferries to run all night",
            "Bay Post",
            None,
            "news",
        ),
        (
            "Паромы пойдут и ночью, решили в порту\nАгентство «Волна»\n01.06.2021, 18:05 (обновлено 18:40)\n\n",
            "Паромы пойдут и ночью, решили в порту",
            "Агентство «Волна»",
            None,
            "news",
        ),
    ],
)
def test_heads_of_many_forms(  # noqa: PLR0917 - what a head says
    put: Put, ingest: Read, head: str, title: str, outlet: str | None, author: str | None, kind: str
) -> None:
    """Names alone, fields without fences, embargoes and two dates are all told apart."""
    put("a.txt", head + PROSE)
    article = only(ingest, "a.txt")
    assert (article.title, article.source, article.author) == (title, outlet, author)
    assert (article.published, article.kind) == (dt.date(2021, 6, 1), kind)
    assert article.text.startswith("The harbour council voted")


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("LISBON, June 1 (Atlantic Wire) - The", "LISBON", "Atlantic Wire", (0, 6, 1)),
        ("Lisboa, 1 jun 2021 (Atlântica) – O", "Lisboa", "Atlântica", (2021, 6, 1)),
        ("NAIROBI, Kenya (RW) — The", "NAIROBI, Kenya", "RW", None),
        ("Bern, 1. Juni (bwn) - Der", "Bern", "bwn", (0, 6, 1)),
        ("МОСКВА, 1 июня. /ВОЛНА/. Министр", "МОСКВА", "ВОЛНА", (0, 6, 1)),
        ("САРАТОВ, 1 июн — Агентство Волна. Мост", "САРАТОВ", "Агентство Волна", (0, 6, 1)),
        ("新岸社北京6月1日电 外交部", "新岸社北京6月1日电", "新岸社", (0, 6, 1)),
        ("(서울=한강통신) 김 기자 = 정부는", "서울=한강통신", "한강통신", None),
        ("عمّان - قال", "عمّان", None, None),
        ("CAIRO: Talks", "CAIRO", None, None),
    ],
)
def test_datelines_of_many_forms(
    line: str, place: str, agency: str | None, day: tuple[int, int, int] | None
) -> None:
    """Place, agency and day, in any language and with any brackets."""
    found = read_dateline(line)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (tuple(found.stamp.day[:3]) if found.stamp else None) == day


@pytest.mark.parametrize(
    "line",
    [
        "The minister said: we will go",
        "Talks - which had failed - go on",
        "Russia (and its allies) - said the",
        "What we know: the pier",
        "Analysis: the vote",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    """A colon, a dash or brackets alone make none."""
    assert read_dateline(line) is None


def test_a_dateline_without_a_year_dates_the_article(put: Put, ingest: Read) -> None:
    """The year is the nearest to the day of reading, and the agency is the outlet."""
    put("a.txt", "Pier reopens after storm\n\nLISBON, May 31 (Atlantic Wire) - " + PROSE)
    article = only(ingest, "a.txt")
    assert (article.published, article.dated_by) == (dt.date(2021, 5, 31), "dateline")
    assert article.source == "Atlantic Wire"


@pytest.mark.parametrize(
    "name",
    ["2021-06-01 Pier.txt", "pier_01.06.2021.txt", "pier-20210601.txt", "Pier 1 June 2021.txt"],
)
def test_the_file_name_is_the_last_to_give_a_date(put: Put, ingest: Read, name: str) -> None:
    """Where the text gives none."""
    put(name, PROSE)
    article = only(ingest, name)
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 1), "name")


@pytest.mark.parametrize(
    "field",
    [
        "date: June 1, 2021",
        "Date: 01/06/2021",
        "publish_date: 2021-06-01 18:05",
        "pubDate: Tue, 1 June 2021 18:05 CEST",
        "published-at: 1622556000",
        "datePublished: 1er juin 2021",
    ],
)
def test_front_matter_gives_its_date_in_any_form(put: Put, ingest: Read, field: str) -> None:
    """Keys as programs and people write them, and dates in every form, Unix time too."""
    put("a.md", f"---\nheadline: Pier reopens\noutlet: Tagus Courier\n{field}\n---\n\n{PROSE}")
    article = only(ingest, "a.md")
    assert (article.published, article.dated_by) == (dt.date(2021, 6, 1), "file")
    assert (article.title, article.source) == ("Pier reopens", "Tagus Courier")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("06/01/2021", (2021, 1, 6)),  # day first
        ("05/31/2021", (2021, 5, 31)),  # no month 31
        ("06/02/2021", (2021, 6, 2)),  # day first lies months back, the other is yesterday
        ("02/06/2021", (2021, 6, 2)),
        ("03/07/2021", (2021, 3, 7)),  # day first lies ahead
    ],
)
def test_days_in_digits(put: Put, ingest: Read, written: str, day: tuple[int, int, int]) -> None:
    """The habit of the language, unless that gives no possible day or one that is long past."""
    put("a.md", f"---\ndate: {written}\n---\n\n{PROSE}")
    expected = dt.date(*day)
    if written == "06/01/2021":
        expected = dt.date(2021, 6, 1)  # of these days
    assert only(ingest, "a.md").published == expected


def test_dates_that_disagree_are_noted(put: Put, ingest: Read) -> None:
    """The stronger wins, and the article says what speaks against it."""
    put("a.md", "---\ndate: 2021-06-01\n---\n\nLISBON, May 20 (Atlantic Wire) - " + PROSE)
    article = only(ingest, "a.md")
    assert article.published == dt.date(2021, 6, 1)
    assert article.doubt == "the dateline says 2021-05-20"


def test_an_undated_file_counts_as_of_its_last_change(
    put: Put, tmp_path: Path, now: dt.datetime
) -> None:
    """If that is of these days; else as of the day of reading. It is not called dated."""
    for name, changed in (
        ("new.txt", now - dt.timedelta(days=2)),
        ("old.txt", now - dt.timedelta(days=60)),
    ):
        path = put(name, f"{name} {PROSE}")
        os.utime(path, (changed.timestamp(), changed.timestamp()))
    new, old = (
        item
        for item in read(["new.txt", "old.txt"], now, base=tmp_path)
        if isinstance(item, Article)
    )
    assert (new.published, new.dated_by, new.undated) == (dt.date(2021, 6, 1), "changed", True)
    assert (old.published, old.dated_by, old.undated) == (dt.date(2021, 6, 3), "read", True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Opinion: The pier should stay closed\n1 June 2021\n\n", "opinion"),
        ("KOMMENTAR\nDer Steg soll bleiben, wie er ist\n1. Juni 2021\n\n", "opinion"),
        ("社説\n桟橋の再開を急ぐべきだ\n2021年6月1日\n\n", "opinion"),
        ("Storm live: pier closed as waves rise\n1 June 2021\n\n", "liveblog"),
        ("En direct : la jetée fermée par la tempête\n1 juin 2021\n\n", "liveblog"),
        ("Буря онлайн: пирс закрыт до утра\n1 июня 2021\n\n", "liveblog"),
        ("CORRECTED-Council votes to reopen pier\n1 June 2021\n\n", "correction"),
        (
            "Council votes to reopen pier\n1 June 2021\n\n(Corrects paragraph 2 to say nine, not eight)\n\n",
            "correction",
        ),
        ("Fe de erratas: el muelle se reabre\n1 de junio de 2021\n\n", "correction"),
        ("PRESS RELEASE\nCouncil reopens the northern pier\n1 June 2021\n\n", "press_release"),
        ("Pressemitteilung\nRat öffnet den Steg wieder\n1. Juni 2021\n\n", "press_release"),
        ("بيان صحفي\nالمجلس يعيد فتح الرصيف\n1 يونيو 2021\n\n", "press_release"),
        ("Interview: the mayor on the pier\n1 June 2021\n\n", "interview"),
        ("UPDATE 2-Council votes to reopen pier\n1 June 2021\n\n", "update"),
        ("Council's opinion: reopen the pier\n1 June 2021\n\n", "news"),
        ("Mayor gives live interview about the pier\n1 June 2021\n\n", "news"),
    ],
)
def test_kinds_by_their_labels(put: Put, ingest: Read, text: str, kind: str) -> None:
    """A label above the headline, before it or in the desk's note decides; a word in it does not."""
    put("a.txt", text + PROSE)
    assert only(ingest, "a.txt").kind == kind


def test_tags_and_fields_name_the_kind(put: Put, ingest: Read) -> None:
    """Of front matter and of records alike; the author goes with it."""
    put(
        "a.md",
        f"---\ntitle: A pier too far\nauthor: Rui Melo\ntags: [opinion, ports]\n---\n\n{PROSE}",
    )
    article = only(ingest, "a.md")
    assert (article.kind, article.author) == ("opinion", "Rui Melo")
    put(
        "b.json",
        '{"title": "A pier too far", "section": "Leitartikel", "source": {"name": "Tagus Courier"}, '
        '"published": 1622556000, "text": "The council voted nine to four to reopen the pier."}',
    )
    record = only(ingest, "b.json")
    assert (record.kind, record.source, record.published) == (
        "opinion",
        "Tagus Courier",
        dt.date(2021, 6, 1),
    )


def test_prose_without_a_head_stays_prose(put: Put, ingest: Read) -> None:
    """A wrapped first sentence, a short first sentence, and a date in a sentence are no head."""
    for number, text in enumerate(
        (
            "The harbour council voted on Tuesday to reopen the\nnorthern pier, which a storm closed.\n\nIt said so.",
            "The council voted.\n\nThe pier reopens on 7 June 2021, the mayor said.",
            "Pier to reopen on 7 June 2021\n\nThe council voted on it for hours on end last night.",
        )
    ):
        put(f"{number}.txt", text)
    (wrapped, short, dated), _ = ingest("0.txt", "1.txt", "2.txt")
    assert wrapped.title is None
    assert wrapped.text.startswith(
        "The harbour council voted on Tuesday to reopen the northern pier"
    )
    assert short.text.startswith("The council voted.")
    assert dated.title == "Pier to reopen on 7 June 2021"
    assert dated.undated
