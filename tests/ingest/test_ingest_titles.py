"""Titles as they were meant: markup taken out, what only looks like it kept. And tails of feeds."""

import pytest

from briefer.ingest.titles import title_of
from tests.ingest.conftest import Put, Read

TEXT = "The council of Varnau voted on Monday to close the old dam. The works begin in May."
EN = TEXT
DE = "Der Rat von Varnau beschloss am Montag, den alten Damm zu schließen. Die Arbeiten beginnen im Mai."
FR = (
    "Le conseil de Varnau a décidé lundi de fermer le vieux barrage. Les travaux commencent en mai."
)
ES = "El consejo de Varnau decidió el lunes cerrar la vieja presa. Las obras empiezan en mayo."
NL = "De raad van Varnau besloot maandag de oude dam te sluiten. De werken beginnen in mei."
ITEM = "<item><title>{title}</title><description>{text}</description></item>"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&lt;/dam&gt; closes", "</dam> closes"),
        ("&lt;3 from Varnau", "<3 from Varnau"),
        ("Rain: 5&lt;10 mm, 10&gt;5", "Rain: 5<10 mm, 10>5"),
        ("Why &lt;title&gt; matters to &lt;Varnau&gt;", "Why <title> matters to <Varnau>"),
        ("The &lt;i&gt; of Varnau", "The <i> of Varnau"),
        ("&lt;b&gt;Dam&lt;/b&gt; closes&lt;br/&gt;in May", "Dam closes in May"),
        ("&lt;a href=&quot;/x&quot;&gt;Dam&lt;/a&gt; closes", "Dam closes"),
        ("Dam&lt;img src='x'&gt; &lt;iframe src='y'&gt;&lt;/iframe&gt;closes &lt;!-- z --&gt;", "Dam closes"),
        ("Toll &lt;del&gt;9&lt;/del&gt; 8", "Toll 8"),
        ("Q&amp;A: R&amp;D, &amp;amp; more", "Q&A: R&D, & more"),
        ("It&amp;#8217;s &amp;quot;open&amp;quot;", 'It’s "open"'),
        ("Less &amp;lt;b&amp;gt; is &lt;b&gt;more&lt;/b&gt;", "Less <b> is more"),
    ],
)  # fmt: skip
def test_rss_titles(put: Put, ingest: Read, written: str, title: str) -> None:
    """What is no known markup keeps its characters; known markup and references are resolved."""
    item = ITEM.format(title=written, text=TEXT)
    put("a.rss", f"<rss version='2.0'><channel><title>V</title>{item}</channel></rss>")
    (article,), _ = ingest("a.rss")
    assert article.title == title


@pytest.mark.parametrize(
    ("kind", "written", "title"),
    [
        ("", "Less &lt;i&gt; and &amp;amp; more", "Less <i> and &amp; more"),
        (" type='text'", "A &lt;b&gt;dam&lt;/b&gt;", "A <b>dam</b>"),
        (" type='html'", "A &lt;b&gt;dam &amp;lt; pier", "A dam < pier"),
        (" type='xhtml'", "<div xmlns='http://www.w3.org/1999/xhtml'>A <b>dam</b></div>", "A dam"),
    ],
)
def test_atom_titles(put: Put, ingest: Read, kind: str, written: str, title: str) -> None:
    """Atom says what a title is: text is text to the last character (RFC 4287, 3.1.1)."""
    put("a.atom", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>V</title><entry><title{kind}>"
        f"{written}</title><id>1</id><content type='text'>{TEXT}</content></entry></feed>")  # fmt: skip
    (article,), _ = ingest("a.atom")
    assert article.title == title


def test_a_title_of_markup_alone_is_none() -> None:
    """A picture is no title; a tag that closes nothing is one."""
    assert title_of('<img src="dam.jpg" alt="">') is None
    assert title_of("<script>alert(1)</script>") is None
    assert title_of("</b>") == "</b>"
    assert title_of("") is None


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        (EN, "The post <a href='x'>The dam is closed</a> appeared first on <a href='y'>V</a>."),
        (DE, "Der Beitrag The dam is closed erschien zuerst auf V."),
        (FR, "L’article The dam is closed est apparu en premier sur V."),
        (ES, "La entrada The dam is closed se publicó primero en V."),
        (NL, "Het bericht The dam is closed verscheen eerst op V."),
        (DE, "The post Another headline, as it was. Before! appeared first on Another Site."),
        (EN, "Articolul The dam is closed apare prima dată în Varnau Courier."),
        (FR, "The dam is closed, Varnau Courier."),
    ],
)
def test_the_tail_of_a_feed_is_no_news(put: Put, ingest: Read, text: str, tail: str) -> None:
    """By its words in a known language, by title and outlet in any; as a paragraph or run on."""
    for number, body in enumerate((f"<p>{text}</p><p>{tail}</p>", f"<p>{text} {tail}</p>")):
        item = ITEM.format(title="The dam is closed", text=f"<![CDATA[{body}]]>")
        put(f"{number}.rss", f"<rss version='2.0'><channel><title>Varnau Courier</title>"
            f"{item}</channel></rss>")  # fmt: skip
    articles, _ = ingest("0.rss", "1.rss")
    assert {a.text for a in articles} == {text}
    assert any("losed" in a.text or "post" in a.text for a in articles[0].asides)


@pytest.mark.parametrize(
    "last",
    [
        "The post of mayor goes to Ida Strand, whose name appeared first on the list of the party.",
        "Varnau Courier reporters were not let in when the dam is closed, the guards told them then.",
    ],
)
def test_prose_that_only_sounds_like_a_tail_stays(put: Put, ingest: Read, last: str) -> None:
    """A sentence that tells something is prose, whatever names it has."""
    item = ITEM.format(title="The dam is closed", text=f"<![CDATA[<p>{TEXT}</p><p>{last}</p>]]>")
    put("a.rss", f"<rss version='2.0'><channel><title>Varnau Courier</title>{item}</channel></rss>")
    (article,), _ = ingest("a.rss")
    assert article.text.endswith(last)
