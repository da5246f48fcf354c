"""The gate: what is no whole article is told apart from what is."""

import datetime as dt

import pytest

from briefer.ingest.quality import stub_of
from briefer.models import Article, Aside
from tests.ingest.conftest import Put, Read

LEAD = (
    "The foreign ministers of both countries met in Vienna on Tuesday for the first time in two "
    "years and spoke for three hours about the water of the river."
)
REPORT = "\n\n".join(
    f"{LEAD} Paragraph {n} tells what the {n}th delegate said about cookies and subscriptions."
    for n in range(12)
)


def _article(
    text: str, title: str | None = None, url: str | None = None, *asides: Aside
) -> Article:
    return Article(id="a", text=text, title=title, url=url, language="en", asides=asides)


@pytest.mark.parametrize(
    "ending",
    [
        "Subscribe to continue reading.",
        "This article is for subscribers only.",
        "Already a subscriber? Log in.",
        "Il vous reste 80% de cet article à lire. La suite est réservée aux abonnés.",
        "Dieser Artikel ist nur für Abonnenten.",
        "Contenido exclusivo para suscriptores.",
        "Материал доступен только по подписке.",
        "هذا المقال مخصص للمشتركين.",
        "登录后继续阅读全文。",
    ],
)
def test_a_text_that_ends_at_a_paywall(ending: str) -> None:
    """A lead with an offer to read on for money is a stub, in the languages of the wire."""
    assert stub_of(_article(f"{LEAD}\n\n{ending}")) == "paywall"
    assert stub_of(_article(LEAD, None, None, Aside(kind="boilerplate", text=ending))) == "paywall"


@pytest.mark.parametrize(
    "text",
    [
        (
            "We and our 843 partners use cookies to store and access information.\n\nAccept all\n\nManage all "
            "preferences\n\nSome vendors rely on legitimate interest; you may withdraw your consent."
        ),
        "Nous et nos partenaires utilisons des cookies.\n\nTout accepter\n\nTout refuser\n\nGérer mes choix",
        "Wir und unsere Partner verwenden auf dieser Seite Cookies.\n\nAlle akzeptieren\n\nCookie-Einstellungen",
    ],
)
def test_a_consent_wall(text: str) -> None:
    """A page that was all consent dialogue is told so."""
    assert stub_of(_article(text)) == "consent"


@pytest.mark.parametrize(
    "phrase",
    [
        "We and our 843 partners use cookies",
        "Accept all",
        "Reject all",
        "Manage all",
        "Allow all",
        "Cookie settings",
        "Your privacy matters",
        "legitimate interest",
        "personalised ads",
        "Withdraw your consent",
        "Wir und unsere Partner verwenden Cookies",
        "Alle akzeptieren",
        "Einwilligung",
        "Nous utilisons des cookies",
        "Tout refuser",
        "Tout accepter",
        "Gérer mes choix",
        "Aceptar todo",
        "Utilizziamo i cookie",
        "Accetta tutti",
        "Мы используем файлы cookie",
        "Принять все",
        "نستخدم ملفات تعريف الارتباط",
        "我们使用cookie",
        "Cookieを使用",
    ],
)
def test_every_word_of_a_consent_wall_counts(phrase: str) -> None:
    """With one other of its kind, each makes a short text a consent wall: none is passed over."""
    other = "Legitimate interest" if phrase == "Accept all" else "Accept all"
    assert stub_of(_article(f"{phrase}\n\n{other}")) == "consent"
    assert stub_of(_article(phrase + " and no more of it.")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Please enable JavaScript to view this page. Your browser is out of date.",
        "Access denied. You do not have the permission to view this page. Reference number 18.",
        "Verifying that you are human. This may take a few seconds.",
        "Page not found. The address may have been mistyped.",
        "This content is not available in your region.",
    ],
)
def test_an_error_page(text: str) -> None:
    """A page that only says that something went wrong is no article."""
    assert stub_of(_article(text)) == "error_page"


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD[:90]}…",
        f"{LEAD[:90]} [...]",
        f"{LEAD} [+2412 chars]",
        f"{LEAD}\n\nRead more",
        f"{LEAD}\n\nLire la suite »",
        f"{LEAD} Читать далее",
    ],
)
def test_a_teaser(text: str) -> None:
    """A text that was cut, or sends the reader on, is a teaser."""
    assert stub_of(_article(text)) == "teaser"


def test_a_list_of_headlines() -> None:
    """Many lines that are no sentences are a listing page."""
    lines = [f"Ministers of country {n} meet over the river" for n in range(14)]
    assert stub_of(_article("\n\n".join(lines), "World news")) == "listing"


def test_a_live_blog() -> None:
    """Entries with their times of day are a live blog, all the more where the title says so."""
    few = "\n\n".join(f"{10 + n}:05 GMT\n\n{LEAD}" for n in range(4))
    many = "\n\n".join(f"{10 + n}.05am {LEAD}" for n in range(10))
    assert stub_of(_article(few, "River talks: live updates")) == "live_blog"
    assert stub_of(_article(many)) == "live_blog"
    assert stub_of(_article(few, "River talks")) is None


def test_a_gallery() -> None:
    """A title that promises pictures and little text, or more captions than prose."""
    captions = [Aside(kind="caption", text=f"Picture {n}. {LEAD}") for n in range(6)]
    assert stub_of(_article(LEAD, "In pictures: the river talks")) == "gallery"
    assert stub_of(_article(LEAD, "The river talks", None, *captions)) == "gallery"


def test_boilerplate_in_another_language() -> None:
    """A few words in a language that the page does not claim are not its article."""
    assert stub_of(_article(LEAD), declared="de") == "other_language"
    assert stub_of(_article(REPORT), declared="de") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (REPORT, "The cookie law: accept all or reject all?"),
        (f"{REPORT}\n\nSubscribe to our newsletter.", "River talks"),
        (LEAD, "River talks"),
        (f"{REPORT}\n\nThe statement ended with three dots...", "River talks"),
        (
            f"{REPORT}\n\nAccess denied, said the guard, and page not found, said the clerk.",
            "Live: talks",
        ),
        ("\n\n".join([LEAD] * 3), "The country in pictures and numbers after the vote"[:11]),
    ],
)
def test_whole_articles_pass(text: str, title: str) -> None:
    """Articles that write about such things, or are merely short, are articles."""
    assert stub_of(_article(text, title)) is None


def test_hostile_texts_take_no_time() -> None:
    """A megabyte of what the rules look for is judged by its beginning."""
    for piece in ("cookie ", "10:00 ", "subscribe to ", "(…", "read more ", "wir verwenden "):
        stub_of(_article(piece * 150_000, piece * 1000))


def test_an_article_that_was_read_knows_what_it_is(
    put: Put, ingest: Read, now: dt.datetime
) -> None:
    """The gate stands where all readers pass: pages, feeds, mails and files."""
    page = f"<html lang=en><title>River talks</title><article><p>{LEAD}</p><p>Subscribe to continue reading.</p>"
    put("stub.html", page)
    put("whole.txt", REPORT)
    articles, _ = ingest("stub.html", "whole.txt")
    assert [article.stub for article in articles] == ["paywall", None]
