"""The mail: made for mail programs, short enough for them, and honest about what is left out."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.models import Briefing
from briefer.render import RenderOptions
from briefer.render._email_page import MailPage
from briefer.render.email import GMAIL_CLIP, EmailBody, EmailOptions, email_parts, inlined
from briefer.render.views import Page

LOGO = "data:image/png;base64,iVBORw0KGgo="
ATTACHED = EmailOptions(attached=True)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def long_day(briefing: Briefing, times: int) -> Briefing:
    """Return a day of `times` as many stories, each with an id of its own."""
    stories = tuple(
        story.model_copy(update={"id": f"{story.id}-{n}"})
        for n in range(times)
        for story in briefing.stories
    )
    return briefing.model_copy(update={"stories": stories})


def test_the_page_has_what_mail_programs_need(briefing: Briefing, options: RenderOptions) -> None:
    """Tables, inlined styles, dark mode, a hidden preheader; no script, nothing from elsewhere."""
    body = email_parts(briefing, options)
    page = Tags(body.html)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "form", "object", "svg", "details"}
    images = [a for tag, a in page.tags if tag == "img"]
    assert all(str(a["src"]).startswith("cid:") and "alt" in a for a in images)
    assert all(a.get("role") == "presentation" for tag, a in page.tags if tag == "table")
    assert all("style" in a for tag, a in page.tags if tag in {"h1", "h2", "h3", "h4", "a"})
    assert "max-width:600px" in body.html
    assert "@media (prefers-color-scheme: dark)" in body.html
    assert body.html.index('<meta charset="utf-8">') < 100
    assert not [a for _, a in page.tags for name in a if name.startswith("on")]
    assert not re.search(r'url\(|@import|@font-face|background=|src="(?!cid:)', body.html)
    assert 'class="pre" style="display:none' in body.html
    assert body.size == len(body.html.encode()) <= GMAIL_CLIP
    assert body.shortened == body.notes == ()


def test_subject_and_marking(briefing: Briefing, options: RenderOptions) -> None:
    """The handling marking leads the subject and frames the page."""
    body = email_parts(briefing, options)
    assert body.subject.startswith(f"[INTERNAL] {briefing.title}, ")
    assert Tags(body.html).text.count("INTERNAL") == 2
    plain = email_parts(briefing, options.model_copy(update={"marking": None}))
    assert plain.subject.startswith(briefing.title)


def test_everything_printed_is_in_both_versions(briefing: Briefing, options: RenderOptions) -> None:
    """Bottom line, titles, key points and the evidence, in HTML and in plain text."""
    body = email_parts(briefing, options)
    html = " ".join(Tags(body.html).text.split())
    text = " ".join(body.text.replace("\n    > ", " ").split())
    for line in briefing.bottom_line:
        assert line.text in html
        assert line.text in text
    for story in briefing.stories:
        assert story.title.rstrip(".") in html
    quotes = [item.quote for line in briefing.bottom_line for item in line.evidence]
    assert quotes
    assert all(quote in html for quote in quotes)


def test_links_are_the_articles_own(briefing: Briefing, options: RenderOptions) -> None:
    """Only http and https, and only addresses of sources."""
    page = Tags(email_parts(briefing, options).html)
    links = {a["href"] for tag, a in page.tags if tag == "a"}
    assert links
    assert links <= {source.url for source in briefing.sources}


def test_right_to_left(briefing: Briefing, options: RenderOptions) -> None:
    """An Arabic edition runs from the right: direction, alignment, and the rule beside the key."""
    body = email_parts(briefing.model_copy(update={"language": "ar"}), options)
    assert '<html lang="ar" dir="rtl">' in body.html
    assert "text-align:right" in body.html
    assert "border-right:3px" in body.html
    assert "border-left:3px" not in body.html


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ru", "ar", "ja"])
def test_a_long_day_is_shortened_and_says_so(
    briefing: Briefing, options: RenderOptions, language: str
) -> None:
    """Under the limit in any language; quotes go first, then lower-ranked stories, never both unsaid."""
    day = long_day(briefing, 8).model_copy(update={"language": language})
    body = email_parts(day, options, ATTACHED)
    assert body.size <= 100_000
    assert len(body.shortened) >= 3
    text = Tags(body.html).text
    for note in body.shortened:
        assert note in text
    assert body.size > 80_000  # not shorter than it has to be
    assert Tags(body.html).text.count(day.stories[0].title.rstrip(".")) >= 1


def test_quotes_go_before_stories(briefing: Briefing, options: RenderOptions) -> None:
    """With a little too much only the quoted evidence is left out."""
    whole = email_parts(briefing, options)
    body = email_parts(briefing, options, EmailOptions(limit=whole.size - 1))
    assert len(body.shortened) == 2
    assert "quoted evidence" in body.shortened[1]
    for story in briefing.stories:
        assert story.title.rstrip(".") in Tags(body.html).text
    assert "attached" not in " ".join(body.shortened)


@pytest.mark.parametrize("limit", [60_000, 40_000, 25_000, 15_000, 12_000])
def test_any_limit_is_kept(briefing: Briefing, options: RenderOptions, limit: int) -> None:
    """Down to the masthead; the lower-ranked stories go, the first stay longest."""
    body = email_parts(long_day(briefing, 3), options, EmailOptions(limit=limit, attached=True))
    assert body.size <= limit
    assert body.shortened[-1] == "The full briefing is attached."


def test_a_day_of_monsters_still_fits(briefing: Briefing, options: RenderOptions) -> None:
    """Sentences of 30 kB leave the masthead and the note, not a mail that is cut off unseen."""
    lines = tuple(line.model_copy(update={"text": "word " * 6000}) for line in briefing.bottom_line)
    body = email_parts(briefing.model_copy(update={"bottom_line": lines}), options, ATTACHED)
    assert body.size <= 100_000
    assert "Whole sections are left out." in body.shortened


def test_an_empty_day_is_a_mail_too(briefing: Briefing) -> None:
    """Nothing happened: the mail says so."""
    empty = Briefing(date=briefing.date, audience="default", window=briefing.window)
    body = email_parts(empty)
    assert "No story fell into this window." in body.html
    assert body.shortened == ()


def test_the_minister_gets_one_page(briefing: Briefing, options: RenderOptions) -> None:
    """Five stories of a sentence, and how many more there are."""
    options = options.model_copy(
        update={
            "template": "minister",
            "sections": ("bottom_line", "stories", "calendar", "gaps", "sources"),
        }
    )
    html = email_parts(briefing, options).html
    assert "more stories in the full briefing" in html or len(briefing.stories) <= 5
    assert len(re.findall("<h3", html)) == min(5, len(briefing.stories))


def test_the_logo_is_a_part_of_the_mail(briefing: Briefing, options: RenderOptions) -> None:
    """Shown by cid:, never loaded; what mail programs can't show is left out aloud."""
    body = email_parts(briefing, options.model_copy(update={"logo": LOGO}))
    assert body.logo is not None
    assert body.logo.data == b"\x89PNG\r\n\x1a\n"
    assert f'src="cid:{body.logo.cid}"' in body.html
    svg = "data:image/svg+xml;base64,PHN2Zy8+"
    body = email_parts(briefing, options.model_copy(update={"logo": svg}))
    assert body.logo is None
    assert "svg" in body.notes[0]
    assert "logo@briefer" not in body.html


@settings(
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(min_size=1, max_size=60))
def test_hostile_words_stay_words(briefing: Briefing, text: str) -> None:
    """Tags, quotes and styles in titles and sentences are text, in every place."""
    evil = f'</style></td><script>x</script><img src=x onerror="y">{text}'
    lines = tuple(line.model_copy(update={"text": evil}) for line in briefing.bottom_line)
    stories = tuple(s.model_copy(update={"title": evil}) for s in briefing.stories[:2])
    day = briefing.model_copy(update={"title": evil, "bottom_line": lines, "stories": stories})
    body = email_parts(day)
    names = {tag for tag, _ in Tags(body.html).tags}
    assert "script" not in names
    assert 'src="x"' not in body.html
    assert "\n" not in body.subject
    assert "\r" not in body.subject


def test_a_style_sheet_from_elsewhere_is_not_loaded(tmp_path: Path) -> None:
    """A template can name files and addresses; nothing is read."""
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: #123456 }", encoding="utf-8")
    page = (
        f'<html><head><link rel="stylesheet" href="{secret.as_uri()}">'
        f'<link rel="stylesheet" href="{secret}">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"></head><body><p>a</p></body></html>'
    )
    assert "123456" not in inlined(page)


def test_a_template_of_ones_own(briefing: Briefing, options: RenderOptions, tmp_path: Path) -> None:
    """`templates/NAME/email.html.j2` is used; if it fails the built-in one is, and a note says so."""
    own = tmp_path / "embassy" / "email.html.j2"
    own.parent.mkdir()
    for name in ("html", "md", "txt"):
        (own.parent / f"briefing.{name}.j2").write_text(
            f'{{% extends "bundled/default/briefing.{name}.j2" %}}', encoding="utf-8"
        )
    own.write_text(
        '{% extends "bundled/_email/email.html.j2" %}'
        "{% block foot %}{{ super() }}<tr><td>Embassy use only</td></tr>{% endblock %}",
        encoding="utf-8",
    )
    given_ = options.model_copy(update={"template": "embassy", "template_dirs": (tmp_path,)})
    body = email_parts(briefing, given_)
    assert "Embassy use only" in body.html
    assert body.notes == ()
    own.write_text("{% for x in range(99999999) %}{{ x }}{% endfor %}", encoding="utf-8")
    body = email_parts(briefing, given_)
    assert "Embassy" not in body.html
    assert "email.html.j2" in body.notes[0]


def test_the_mails_page_has_all_fields_of_a_page() -> None:
    """What templates know of `page` holds in a mail as well."""
    assert MailPage._fields[: len(Page._fields)] == Page._fields


def test_the_same_briefing_gives_the_same_mail(briefing: Briefing, options: RenderOptions) -> None:
    """Byte for byte."""
    first: EmailBody = email_parts(long_day(briefing, 4), options, ATTACHED)
    assert first == email_parts(long_day(briefing, 4), options, ATTACHED)


INLINE = RenderOptions(template="analyst", evidence="inline", timezone="Europe/Vienna")


def test_the_analysts_mail_has_the_evidence_beneath_each_sentence(briefing: Briefing) -> None:
    """With its outlet and what the check says, and the sources don't repeat it."""
    body = email_parts(briefing, INLINE, EmailOptions(limit=1_000_000))
    assert body.shortened == ()
    page = " ".join(Tags(body.html).text.split())
    for point in briefing.stories[0].key_points:
        for item in point.evidence:
            assert " ".join(item.quote.split()) in page
    assert "Meridian Wire, sentence 1" in page
    assert "supported, score 0.97" in page
    assert briefing.stories[0].key_points[0].evidence[0].quote not in page[page.rindex("Sources") :]


def test_the_analysts_evidence_goes_from_the_end(briefing: Briefing) -> None:
    """Links and lists go first, then the evidence of lower-ranked stories; the first keeps its own."""
    whole = email_parts(briefing, INLINE, EmailOptions(limit=1_000_000))
    body = email_parts(briefing, INLINE, EmailOptions(limit=whole.size * 2 // 3))
    assert body.size <= whole.size * 2 // 3
    said = " ".join(body.shortened)
    assert "The evidence is quoted for the first" in said
    assert "left out" in said
    first, last = body.html.index('class="q"'), body.html.rindex('class="q"')
    headings = [
        body.html.index(f'<span class="a" style="color:#1d3d6f">{n}</span>') for n in (1, 12)
    ]
    assert first < headings[1]
    assert last < headings[1] or last > body.html.index("Coming up")


def test_a_teaser_is_marked_in_the_mail(briefing: Briefing, options: RenderOptions) -> None:
    """Only the beginning of that article was read: the source list says so, once for each."""
    assert email_parts(briefing, options).html.count("(teaser only)") == sum(
        source.teaser for source in briefing.sources
    )
