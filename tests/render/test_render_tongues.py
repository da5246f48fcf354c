"""What is in another language than the page's says so, wherever it stands."""

import re
from html import unescape

import pytest

from briefer.models import Briefing, CalendarItem, Line
from briefer.render import Rendering, RenderOptions, render
from briefer.render.email import email_parts

TEMPLATES = ("default", "minister", "press", "analyst")
MARK = "(in\u00a0Arabic)"


def told(briefing: Briefing, language: str = "en") -> Briefing:
    """Return the day with the Arabic story first, and in the bottom line and the calendar too."""
    arabic = next(story for story in briefing.stories if story.id == "s-arabic")
    point = arabic.key_points[0]
    check = point.check
    assert check is not None
    line = Line(text=point.text, key_points=(point.id,), evidence=point.evidence, check=check)
    item = CalendarItem(
        date=briefing.calendar[0].date,
        precision="day",
        text=arabic.key_points[1].text,
        evidence=arabic.key_points[1].evidence,
        check=check,
    )
    others = tuple(story for story in briefing.stories if story != arabic)
    return briefing.model_copy(
        update={
            "language": language,
            "bottom_line": (line,),
            "stories": (arabic, *others),
            "calendar": (item,),
        }
    )


def shown(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    return " ".join(
        unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)).split(" ")
    )


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("fmt", ["html", "md", "txt", "mail"])
def test_a_foreign_sentence_says_its_language(briefing: Briefing, template: str, fmt: str) -> None:
    """In the bottom line, the title, the story and the calendar of every edition's format."""
    day = told(briefing)
    evidence = "inline" if template == "analyst" else "marked"
    options = RenderOptions.model_validate({"template": template, "evidence": evidence})
    page = email_parts(day, options).html if fmt == "mail" else render(day, fmt, options)
    text = re.sub(r"\s*\n\s*", " ", shown(page).replace("> ", ""))
    title = day.stories[0].title
    point = day.bottom_line[0].text
    item = day.calendar[0].text
    below = fmt == "html" and template != "minister"  # a headline's is named in the line below it
    between = r"[^.]*Headline\s+" if below else r"\s+"
    assert re.search(rf"{re.escape(title)}{between}{re.escape(MARK)}", text)
    for words in (point, item):
        assert re.search(rf"{re.escape(words)}\s+{re.escape(MARK)}", text), words


def test_the_page_s_own_language_is_not_named(briefing: Briefing) -> None:
    """On an Arabic page the English sentences are marked and the Arabic ones are not."""
    view = Rendering(told(briefing, "ar")).view
    assert view.bottom_line[0].foreign == ""
    assert view.stories[0].title.foreign == ""
    assert view.stories[1].title.foreign
    assert view.stories[1].title.lang == "en"


def test_a_language_nobody_names_is_another(briefing: Briefing) -> None:
    """Letters of another script from an article of no known language: "in another language"."""
    sources = tuple(s.model_copy(update={"language": "und"}) for s in briefing.sources)
    view = Rendering(told(briefing).model_copy(update={"sources": sources})).view
    assert view.bottom_line[0].foreign == "in another language"
    assert (view.bottom_line[0].lang, view.bottom_line[0].dir) == ("und", "rtl")


def test_within_a_story_what_can_be_read_comes_first(briefing: Briefing) -> None:
    """Of the statements the French one stands last; nothing else changes its place."""
    ports = next(story for story in Rendering(briefing).view.stories if story.articles > 1)
    assert [bool(s.foreign) for s in ports.says] == sorted(bool(s.foreign) for s in ports.says)
    assert ports.says[-1].foreign
    own = [s.text for s in ports.says if not s.foreign]
    told = next(story for story in briefing.stories if story.id == "s-ports")
    assert own == [p.text for p in told.key_points if p.text in own]


def test_a_name_is_set_off_with_its_case(briefing: Briefing) -> None:
    """The whole word is bold, in Russian too, and no part of another word is."""
    ports = next(story for story in briefing.stories if story.id == "s-ports")
    point = ports.key_points[1]
    for text, name in (
        ("По словам Рябкова, повестки не совпадают.", "Рябкова"),
        ("Orlandov said so.", ""),
    ):
        speaker = "Сергей Рябков" if name else "Ann Land"
        changed = point.model_copy(update={"text": text, "speaker": speaker})
        story = ports.model_copy(update={"key_points": (changed,)})
        (said,) = Rendering(briefing.model_copy(update={"stories": (story,)})).view.stories[0].says
        assert said.name == name
        assert said.before + said.name + said.after == text
