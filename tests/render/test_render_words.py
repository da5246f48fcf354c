"""The words, dates and directions of each language."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import pytest

from briefer.errors import TemplateError
from briefer.render import check_templates
from briefer.render.dates import DateWriter, season
from briefer.render.words import FILE, Words
from briefer.resources import bundled

TABLES = tomllib.loads((bundled("templates") / FILE).read_text(encoding="utf-8"))
LANGUAGES = ("en", "fr", "de", "es", "ru", "ar")


def words(language: str, *dirs: Path) -> Words:
    """Return the words of a language."""
    return Words(language, DateWriter(language, "UTC"), dirs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_everything(language: str) -> None:
    """A language has every key that English has, with the same gaps to fill."""
    table, english = TABLES[language], TABLES["en"]
    assert table.keys() == english.keys()
    for key, entry in english.items():
        forms = table[key] if isinstance(table[key], dict) else {"other": table[key]}
        holes = set(re.findall(r"\{\w+\}", entry["other"] if isinstance(entry, dict) else entry))
        assert set(re.findall(r"\{\w+\}", forms["other"])) == holes, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 11, 21, 100])
def test_counts_have_their_plural(language: str, number: int) -> None:
    """Every count can be said, and nothing is left unfilled."""
    said = words(language).say("articles", n=number)
    assert said
    assert "{" not in said


def test_plurals_follow_the_language() -> None:
    """Russian has three forms, and so they are chosen."""
    said = [words("ru").say("articles", n=n).split("\u00a0")[1] for n in (1, 3, 5)]
    assert said == ["статья", "статьи", "статей"]


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    """A language without words gets English, dates included."""
    spoken = words("xx")
    assert spoken.language == "en"
    assert spoken.say("bottom_line") == "Bottom line"


def test_a_workspace_changes_single_words(tmp_path: Path) -> None:
    """A file of the workspace's is laid over the bundled one; what it leaves out stays."""
    (tmp_path / "_shared").mkdir()
    (tmp_path / FILE).write_text('[en]\nstories = "The day"\n', "utf-8")
    assert words("en", tmp_path).say("stories") == "The day"
    assert words("en", tmp_path).say("sources") == "Sources"


def test_a_page_is_in_one_language(tmp_path: Path) -> None:
    """A language without all words is not mixed with English: words and dates are all English."""
    (tmp_path / "_shared").mkdir()
    (tmp_path / FILE).write_text('[it]\nstories = "Temi"\n', "utf-8")
    spoken = words("it", tmp_path)
    assert spoken.say("stories") == "Stories"
    assert spoken.dates.full(dt.date(2021, 6, 2)) == "Wednesday, 2 June 2021"
    whole = {key: entry for key, entry in TABLES["en"].items() if isinstance(entry, str)}
    lines = [f"{key} = {json.dumps(f'it {text}')}" for key, text in whole.items()]
    lines += [f'{key} = {{ other = "it {{n}}" }}' for key in TABLES["en"].keys() - whole.keys()]
    (tmp_path / FILE).write_text("[it]\n" + "\n".join(lines), "utf-8")
    spoken = words("it", tmp_path)
    assert (spoken.say("stories"), spoken.say("articles", n=2)) == ("it Stories", "it 2")
    assert spoken.dates.full(dt.date(2021, 6, 2)) == "mercoledì 2 giugno 2021"


def test_what_a_language_lacks_is_said_before_the_night(tmp_path: Path) -> None:
    """The check names the words that a language lacks, and own words that an audience's lacks."""
    (tmp_path / "_shared").mkdir()
    own = '[it]\nstories = "Temi"\n[en]\nhouse = "Our house"\n[fr]\nhouse = "Chez nous"\n'
    (tmp_path / FILE).write_text(own, "utf-8")
    found = [str(one) for one in check_templates([tmp_path], ("en", "fr", "de"))]
    assert any("[it] lacks" in line and "in English" in line for line in found)
    assert any("[de] lacks words of your own (house)" in line for line in found)
    assert not any("[fr]" in line or "[en]" in line for line in found)


def test_lists_are_punctuated_as_the_language_does() -> None:
    """Arabic has a comma of its own, French a space before a semicolon and a colon."""
    assert words("ar").say("comma").join(("أ", "ب")) == "أ، ب"
    assert words("fr").say("semicolon").join(("a", "b")) == "a\u00a0; b"
    assert words("en").say("comma") == ", "


@pytest.mark.parametrize(
    "text", ["[en", "en = 1", "[en]\nstories = 1", '[en]\nstories = {one = "x"}', "[en]\nx = []"]
)
def test_broken_words_name_their_file(tmp_path: Path, text: str) -> None:
    """A words file that is broken is an error that names it."""
    (tmp_path / "_shared").mkdir()
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(TemplateError, match=r"words\.toml"):
        words("en", tmp_path)


def test_values_are_not_filled_twice() -> None:
    """Braces in a value are text, not gaps."""
    said = words("en").say("window", start="{end}", end="{zone}", zone="UTC")
    assert said == "News from {end} to {zone} (UTC)"


def test_unknown_words_are_an_error() -> None:
    """Asking for words that are not there says so."""
    with pytest.raises(TemplateError, match="'nobody'"):
        words("en").say("nobody")


def test_dates_in_the_readers_language() -> None:
    """Days, months, quarters and moments are written as the language writes them."""
    date = dt.date(2021, 6, 2)
    moment = dt.datetime(2021, 6, 1, 23, tzinfo=dt.UTC)
    assert DateWriter("fr", "UTC").full(date) == "mercredi 2 juin 2021"
    assert DateWriter("de", "UTC").period(date, "month") == "Juni 2021"
    assert DateWriter("en", "UTC").period(date, "quarter") == "Q2 2021"
    assert DateWriter("en", "Europe/Vienna").moment(moment) == "2 June 2021, 01:00"
    assert DateWriter("es", "UTC").country("PE") == "Perú"
    assert DateWriter("en", "UTC").country("ZZZ") == "ZZZ"


def test_seasons() -> None:
    """A season is named by the month it begins in."""
    months = [season(dt.date(2021, month, 1)) for month in (12, 3, 6, 9)]
    assert months == ["winter", "spring", "summer", "autumn"]
