"""What comes out: golden files, the promises of each format, hostile text."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from briefer.errors import UsageError
from briefer.models import Briefing
from briefer.render import RenderOptions, render
from briefer.render.escaping import columns

TEXT_FORMATS = ("html", "md", "txt")
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; it must be closed in order."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text outside style sheets."""
        if "style" not in self.open:
            self.text.append(data)

    def all(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]


@pytest.mark.parametrize("template", ["default", "minister"])
@pytest.mark.parametrize("fmt", TEXT_FORMATS)
def test_golden(
    small: Briefing,
    options: RenderOptions,
    golden: Path,
    update_golden: bool,
    template: str,
    fmt: str,
) -> None:
    """A small day is rendered byte for byte as agreed."""
    text = render(small, fmt, options.model_copy(update={"template": template}))
    path = golden / f"{template}.{fmt}"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_json_has_the_keys_of_the_contract(briefing: Briefing) -> None:
    """Programs find every key they were promised, and can read the briefing back."""
    text = render(briefing, "json")
    data = json.loads(text)
    assert {
        "date",
        "audience",
        "window",
        "bottom_line",
        "stories",
        "changes",
        "calendar",
        "contested",
        "gaps",
        "sources",
        "stats",
    } <= data.keys()
    story = data["stories"][0]
    assert {
        "id",
        "title",
        "status",
        "articles",
        "outlets",
        "independent_sources",
        "key_points",
        "conflicts",
    } <= story.keys()
    point = story["key_points"][0]
    assert {
        "id",
        "kind",
        "text",
        "speaker",
        "quote",
        "actors",
        "countries",
        "place",
        "when",
        "importance",
        "evidence",
        "check",
    } <= point.keys()
    assert {"article_id", "sentences", "start", "end", "quote"} <= point["evidence"][0].keys()
    assert {"status", "score", "problems"} <= point["check"].keys()
    assert {"date", "precision", "text", "place", "evidence"} <= data["calendar"][0].keys()
    assert Briefing.model_validate_json(text) == briefing


def test_an_unknown_format_is_refused(small: Briefing) -> None:
    """Asking for another format says which there are."""
    with pytest.raises(UsageError, match="md, html, txt, json"):
        render(small, "pdf")


@pytest.mark.parametrize("template", ["default", "minister"])
def test_the_page_is_whole_and_self_contained(
    briefing: Briefing, options: RenderOptions, template: str
) -> None:
    """Tags are closed in order, ids are unique, inner links lead somewhere, nothing is loaded."""
    page = render(briefing, "html", options.model_copy(update={"template": template}))
    outline = Outline(page)
    assert outline.open == []
    ids = outline.all("id")
    assert len(ids) == len(set(ids))
    for href in outline.all("href"):
        assert href[1:] in ids if href.startswith("#") else href.startswith("https://"), href
    tags = [tag for tag, _ in outline.tags]
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(tags)
    assert tags.count("style") == 1
    assert not outline.all("src")
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]
    assert not outline.all("style")
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("template", ["default", "minister"])
def test_the_page_is_accessible(briefing: Briefing, options: RenderOptions, template: str) -> None:
    """One h1, no level of heading left out, landmarks, and labels that exist."""
    page = render(briefing, "html", options.model_copy(update={"template": template}))
    outline = Outline(page)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in outline.tags]
    assert all(tags.count(tag) == 1 for tag in ("header", "main", "footer", "html", "title"))
    assert set(outline.all("aria-labelledby")) <= set(outline.all("id"))
    assert outline.tags[0] == ("html", {"lang": "en", "dir": "ltr"})
    assert all(attrs.get("alt") is not None for tag, attrs in outline.tags if tag == "img")


def test_foreign_text_is_marked_and_turned(briefing: Briefing, options: RenderOptions) -> None:
    """Arabic evidence has its language and direction; French its language, and Russian."""
    page = render(briefing, "html", options)
    assert '<blockquote lang="ar" dir="rtl" cite="https://almina.example/a5"><p>اتفق' in page
    assert '<blockquote lang="fr" cite="https://relais.example/ports"><p>Selon' in page
    assert '<blockquote lang="ru" cite="https://vestnik.example/a4"><p>Предст' in page
    assert '<span class="s" lang="fr">« Nous sommes prêts »' in page
    assert '<li dir="rtl"><span class="s" lang="ar" dir="rtl">اتفق' in page


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
def test_a_right_to_left_page(briefing: Briefing, options: RenderOptions, language: str) -> None:
    """The page turns as a whole, and English evidence is turned back."""
    page = render(briefing.model_copy(update={"language": language}), "html", options)
    assert f'<html lang="{language}" dir="rtl">' in page
    assert '<blockquote lang="en" dir="ltr"' in page
    assert ("الخلاصة" in page) is (language == "ar")


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ru", "ar", "zh", "xx"])
@pytest.mark.parametrize("fmt", TEXT_FORMATS)
def test_every_language_renders(
    briefing: Briefing, options: RenderOptions, language: str, fmt: str
) -> None:
    """Every format can be rendered in every language, with no gap left unfilled."""
    text = render(briefing.model_copy(update={"language": language}), fmt, options)
    without_style = re.sub(r"<style>.*</style>", "", text, flags=re.DOTALL)
    assert not re.search(r"\{\w+\}", without_style)


def test_hostile_text_shows_as_it_stands(briefing: Briefing, options: RenderOptions) -> None:
    """A headline full of markup and an override is text in every format, and links nowhere."""
    page, markdown, text = (render(briefing, fmt, options) for fmt in TEXT_FORMATS)
    assert "[Talks](javascript:alert(1)) <script>alert('x')</script> *fail*" in " ".join(
        text.split()
    )
    assert "".join(Outline(page).text).count("<script>alert('x')</script>") >= 1
    assert (
        r"\[Talks\](javascript:alert(1)) &lt;script>alert('x')&lt;/script> \*fail\* \| \`rm\` & evil"
        in markdown
    )
    assert "\u202e" not in page + markdown + text
    for address in re.findall(r"\]\(<?([^)>]*)", markdown):
        assert address.startswith("https://") or "\\](" + address in markdown
    assert 'href="javascript' not in page


def test_hostile_options_stay_text(small: Briefing) -> None:
    """A marking, a title and outlet notes can't leave their place, not even in the style sheet."""
    evil = '</style><script>x</script>"} body{display:none} /* \\'
    options = RenderOptions(marking=evil, outlet_notes={"Meridian Wire": evil})
    page = render(small.model_copy(update={"title": evil, "audience": evil}), "html", options)
    outline = Outline(page)
    assert "script" not in [tag for tag, _ in outline.tags]
    assert page.count("</style>") == 1
    assert "body{display:none}" not in page[: page.index("</style>")].split("<style>")[1]


@pytest.mark.parametrize(
    "values",
    [
        {"accent": "red"},
        {"accent": "#12345"},
        {"logo": "https://evil.example/x.png"},
        {"logo": "data:text/html;base64,PHA+"},
        {"timezone": "Mars/Base"},
        {"template": "../x"},
        {"unknown": 1},
    ],
)
def test_bad_options_are_refused(values: dict[str, str]) -> None:
    """Colours, logos, zones and names are what they claim to be."""
    with pytest.raises(ValueError, match=r"validation error"):
        RenderOptions.model_validate(values)


def test_a_logo_is_shown(small: Briefing) -> None:
    """A picture given as a data URI stands at the head of the page."""
    logo = "data:image/png;base64,iVBORw0KGgo="
    assert f'<img src="{logo}" alt="">' in render(small, "html", RenderOptions(logo=logo))


def test_text_keeps_to_78_columns(briefing: Briefing, options: RenderOptions) -> None:
    """No line of the plain text is wider, addresses apart."""
    for line in render(briefing, "txt", options).splitlines():
        assert columns(line) <= 78 or line.strip().startswith("http"), line


@pytest.mark.parametrize("fmt", TEXT_FORMATS)
@pytest.mark.parametrize("template", ["default", "minister"])
def test_rendering_is_deterministic(
    briefing: Briefing, options: RenderOptions, fmt: str, template: str
) -> None:
    """The same briefing gives the same bytes, and rendering leaves nothing behind."""
    options = options.model_copy(update={"template": template})
    first = render(briefing, fmt, options)
    render(briefing, "html", RenderOptions(template="minister"))
    assert render(briefing, fmt, options) == first


def test_sections_come_in_the_audiences_order(small: Briefing) -> None:
    """Sections are those asked for, in the order asked for."""
    options = RenderOptions(sections=("sources", "bottom_line"))
    for fmt in TEXT_FORMATS:
        text = render(small, fmt, options).lower()
        assert 0 < text.index("sources") < text.index("bottom line")
        assert "who says what" not in text


def test_trust_is_shown(briefing: Briefing, options: RenderOptions) -> None:
    """Mended sentences are marked and say why; refused claims are listed with reasons."""
    page, markdown, text = (render(briefing, fmt, options) for fmt in TEXT_FORMATS)
    assert '<details class="ev repaired">' in page
    assert "Mended: the source only reports that somebody says this" in page
    for shown in (page, markdown, text):
        plain = " ".join(re.sub(r"<[^>]*>", "", shown).split())
        assert "Not printed: 3 claims that failed the check" in plain or "NOT PRINTED: 3" in plain
        assert "the cited sentences do not give this number: “Fourteen”" in plain
        assert "mended" in plain
        assert "57 printed, 2 mended, 3 not printed" in plain


def test_every_quote_is_exact(briefing: Briefing, options: RenderOptions) -> None:
    """The evidence shown is the source's text, letter for letter."""
    page = render(briefing, "html", options)
    texts = "".join(Outline(page).text)
    for line in briefing.bottom_line:
        for item in line.evidence:
            assert item.quote in texts


def test_an_empty_day_says_so(small: Briefing) -> None:
    """With nothing to show, each section says that there is nothing."""
    empty = Briefing(date=small.date, audience="default", window=small.window)
    for fmt in TEXT_FORMATS:
        text = " ".join(render(empty, fmt).split())
        for words in ("No story fell into this window.", "No dated event lies ahead."):
            assert words in text


def test_the_lead_of_the_summary_is_not_repeated(briefing: Briefing) -> None:
    """A key point that the composed summary cites is not listed again beneath it."""
    page = render(briefing, "html")
    story = page[page.index('id="story-4"') : page.index('id="story-5"')]
    assert "What happened" not in story
    assert story.count("Shipping firms expect delays") >= 1


def test_nothing_is_said_twice(small: Briefing) -> None:
    """A title that is a sentence loses its full stop, and its sentence is not listed again."""
    story = small.stories[0]
    point = story.key_points[0]
    titled = story.model_copy(update={"title": point.text, "title_article": None})
    day = small.model_copy(update={"stories": (titled,), "bottom_line": (), "calendar": ()})
    text = " ".join(render(day, "txt", RenderOptions(sections=("stories",))).split())
    assert "1. " + point.text.removesuffix(".") + " [1]" in text
    assert text.count(point.text.removesuffix(".")) == 1
    day = small.model_copy(
        update={"bottom_line": (small.bottom_line[0].model_copy(update={"text": point.text}),)}
    )
    text = " ".join(render(day, "txt", RenderOptions(template="minister")).split())
    assert text.count(point.text) == 1


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Talks end in the U.S.", "Talks end in the U.S."),
        ("Talks end.", "Talks end"),
        ("Talks end…", "Talks end…"),
        ("Rate stays at 2.5.", "Rate stays at 2.5."),
    ],
)
def test_full_stops_of_titles(small: Briefing, title: str, shown: str) -> None:
    """Only the full stop of a sentence is dropped."""
    story = small.stories[0].model_copy(update={"title": title, "title_article": None})
    text = render(small.model_copy(update={"stories": (story,)}), "html")
    assert f"<span>{shown}</span></h3>" in text


@pytest.mark.parametrize("fmt", ["html", "md", "txt"])
def test_a_contested_date_is_written_as_a_reader_writes_it(small: Briefing, fmt: str) -> None:
    """Not as a machine does: "Tue 1 June", and a value that is no date stands as it is."""
    (conflict,) = small.contested
    values = ("2021-06-01", "in the autumn")
    sides = tuple(
        side.model_copy(update={"value": value})
        for side, value in zip(conflict.sides, values, strict=True)
    )
    dated = conflict.model_copy(update={"kind": "date", "sides": sides})
    page = render(small.model_copy(update={"contested": (dated,)}), fmt)
    assert "in the autumn" in page
    assert "2021-06-01" not in page.replace('datetime="2021-06-01"', "")
    assert re.search(r"Tue,? 1 June?", page)
