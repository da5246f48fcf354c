"""The sample wire is what its README says it is: files, marks, languages, truth tables."""

import datetime as dt
import email
import email.policy
import html
import itertools
import json
import re
import xml.etree.ElementTree as ET
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
README = (SAMPLES / "README.md").read_text(encoding="utf-8")
BROKEN = "articles/broken-cut-in-half.json"
FEED = "articles/2021-06-02/meridian-feed.xml"
LETTER = "articles/2021-06-01/lindenplatz-letter.eml"
LONG = "articles/2021-06-01/lindenplatz-summits-long-read.md"
DAYS = ("2021-05-31", "2021-06-01", "2021-06-02")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HOSTS = re.compile(r"https?://([^/\s\"'<>:)]+)")
FILE_NAME = re.compile(r"[\w-]+\.(?:txt|md|html|jsonl|json|eml|xml)\b")


def table(heading: str) -> list[list[str]]:
    """Return the body rows of the first Markdown table under `heading`, cells stripped."""
    after = re.split(rf"^#+ {re.escape(heading)}$", README, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", after, flags=re.MULTILINE)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def listed() -> list[str]:
    """Return the paths of the README's file table."""
    return [row[0] for row in table("Files")]


def path_of(name: str) -> Path:
    """Return the one sample file called `name`."""
    (found,) = SAMPLES.rglob(name)
    return found


def raw(path: str) -> str:
    """Return a sample file as it stands."""
    return (SAMPLES / path).read_text(encoding="utf-8")


def mail() -> EmailMessage:
    """Return the newsletter."""
    message = email.message_from_string(raw(LETTER), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def feed_items() -> list[ET.Element]:
    """Return the items of the feed."""
    return list(ET.fromstring(raw(FEED)).iter("item"))  # noqa: S314 - our own file


def plain(markup: str) -> str:
    """Return the text of simple HTML, a blank line after each paragraph."""
    text = re.sub(r"<[^>]*>", "", markup.replace("</p>", "\n\n"))
    return re.sub(r"\n{2,}", "\n\n", html.unescape(text)).strip()


def texts(path: str) -> list[str]:
    """Return the article texts of a readable sample file."""
    suffix = Path(path).suffix
    if suffix == ".jsonl":
        return [json.loads(line)["text"] for line in raw(path).splitlines()]
    if suffix == ".json":
        return [json.loads(raw(path))["text"]]
    if suffix == ".xml":
        return [plain(item.findtext(CONTENT) or "") for item in feed_items()]
    if suffix == ".eml":
        part = mail().get_body(("plain",))
        assert part is not None
        return str(part.get_content()).split("* * *")[1:3]
    if suffix == ".html":
        body = raw(path).split("<article>")[1].split("</article>")[0]
        return [plain(body)]
    body = raw(path)
    return [body.split("---\n", 2)[2].strip() if body.startswith("---\n") else body.strip()]


def readable() -> list[str]:
    """Return every listed file but the broken one."""
    return [path for path in listed() if path != BROKEN]


def published(path: str) -> list[str]:
    """Return the publication dates that a file states, as it states them (feed and mail apart)."""
    text = raw(path)
    found = re.findall(r'^published: (\S+)|"published": "([^"]+)"', text, flags=re.MULTILINE)
    found += re.findall(r'article:published_time" content="([^"]+)()"', text)
    return ["".join(match) for match in found] or re.findall(r"^\s?date (\S+)", text)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the 5-word shingles of `text`."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def count(label: str) -> str:
    """Return a cell of the README's table of counts."""
    return next(row[1] for row in table("Counts") if row[0].startswith(label))


def test_readme_lists_exactly_the_files_on_disk() -> None:
    """Every file is listed, every listed file exists, and none is listed twice."""
    on_disk = {
        path.relative_to(SAMPLES).as_posix()
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert sorted(listed()) == sorted(on_disk)


def test_every_file_named_anywhere_in_the_readme_exists() -> None:
    """The truth tables name no file that was renamed or dropped."""
    names = set(FILE_NAME.findall(README)) - {"README.md"}
    known = {Path(path).name for path in listed()}
    assert names <= known


def test_counts_are_true() -> None:
    """The README's counts of files, articles, distinct texts, stories and outlets hold."""
    every = [text for path in readable() for text in texts(path)]
    outlets = {
        outlet.strip()
        for path, outlets, *_ in table("Files")
        if path != BROKEN
        for outlet in outlets.split("(")[0].split(",")
    }
    assert count("files") == str(len(listed()))
    assert count("articles read") == str(len(every))
    assert count("distinct") == str(len({" ".join(text.split()) for text in every}))
    assert count("stories") == str(len(table("Status")))
    assert count("outlets") == str(len(outlets))


def test_the_wire_is_large_and_wide_enough() -> None:
    """At least 30 articles on at least 8 stories from several outlets on three days."""
    assert sum(len(texts(path)) for path in readable()) >= 30
    assert len(table("Status")) >= 8
    for day in DAYS:
        assert any(f"/{day}/" in path for path in listed())


def test_every_file_is_marked_as_a_sample() -> None:
    """Each file says "(sample)", but for the two that name no outlet, as the README says."""
    unmarked = {row[0] for row in table("Files") if "not named in the file" in row[1]}
    assert len(unmarked) == 2
    for path in readable():
        if path == LETTER:
            assert "(sample)" in mail()["From"]
        elif path not in unmarked:
            assert "(sample)" in raw(path), path


def test_addresses_never_resolve() -> None:
    """Every link leads under .example, but for XML and JSON-LD vocabularies."""
    vocabularies = {"purl.org", "www.w3.org", "schema.org"}
    for path in listed():
        for host in HOSTS.findall(raw(path)):
            assert host.endswith(".example") or host in vocabularies, (path, host)


def test_stories_of_files_are_the_stories_of_the_status_table() -> None:
    """A day of a story has articles exactly where the status table says so."""
    files = [(row[0], row[2].split(", ")) for row in table("Files") if row[0] != BROKEN]
    stories = {row[0]: row[1:] for row in table("Status")}
    assert {story for _, names in files for story in names} == set(stories)
    for story, states in stories.items():
        for day, state in zip(DAYS, states, strict=True):
            has = any(f"/{day}/" in path and story in names for path, names in files)
            assert has == (state != "-"), (story, day)


def test_each_story_is_new_once_and_first() -> None:
    """The first day with articles is the new one, and no later one is."""
    for story, *states in table("Status"):
        told = [state for state in states if state != "-"]
        assert told[0] == "new", story
        assert set(told[1:]) <= {"developed", "unchanged"}, story


@pytest.mark.parametrize("zone", ["UTC", "Europe/Vienna"])
def test_articles_fall_on_the_day_of_their_folder(zone: str) -> None:
    """Each stated date lies on the folder's day, here and in UTC."""
    for path in readable():
        if path in {FEED, LETTER}:
            continue
        dates = published(path)
        assert len(dates) == len(texts(path)), path
        for stated in dates:
            moment = dt.datetime.fromisoformat(stated)
            local = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment
            assert local.date().isoformat() == Path(path).parent.name, (path, stated)


@pytest.mark.parametrize(
    ("path", "letters"),
    [
        ("articles/2021-05-31/nevsky-zheneva.txt", r"[\u0400-\u04ff]"),
        ("articles/2021-06-01/marfa-opec.txt", r"[\u0600-\u06ff]"),
    ],
)
def test_scripts_are_present(path: str, letters: str) -> None:
    """The Russian and the Arabic article are written in their own scripts."""
    (text,) = texts(path)
    assert len(re.findall(letters, text)) > 0.95 * len(re.findall(r"[^\W\d_]", text))


def test_french_is_french() -> None:
    """The French articles use the language's accents and quotation marks."""
    for name in ("courrier-ecoutes.txt", "courrier-geneve-prepare.txt"):
        (text,) = texts(path_of(name).relative_to(SAMPLES).as_posix())
        assert "«" in text
        assert len(re.findall(r"[éèêàçùûîô]", text)) > 20


def test_declared_languages_are_the_four() -> None:
    """Front matter and JSON declare English, French, Russian and Arabic."""
    found = itertools.chain.from_iterable(
        re.findall(r'^language: (\w+)|"language": "(\w+)"', raw(path), flags=re.MULTILINE)
        for path in readable()
    )
    assert {"".join(match) for match in found} == {"en", "fr", "ru", "ar"}


def test_the_long_read_is_long_and_no_filler() -> None:
    """Over 5,000 words in many sections, no paragraph twice, a rich vocabulary."""
    (text,) = texts(LONG)
    words = re.findall(r"[\w'-]+", text.lower())
    paragraphs = text.split("\n\n")
    assert len(words) > 5000
    assert len(set(words)) > 1400
    assert len(paragraphs) == len(set(paragraphs))
    assert text.count("\n## ") >= 10


def test_reprints_are_close_but_edited() -> None:
    """The four reprints share most of the wire's word runs, and none is the same text."""
    rows = [row for row in table("Reprints") if row[0].endswith("meridian-lavrov.txt")]
    assert len(rows) == 4
    for original, reprint, _ in rows:
        (first,), (second,) = texts(original), texts(reprint)
        one, two = shingles(first), shingles(second)
        assert 0.6 < len(one & two) / len(one | two) < 1, reprint
        headlines = {
            re.findall(r"^title: (.*)$", raw(path), flags=re.MULTILINE)[0]
            for path in (original, reprint)
        }
        assert len(headlines) == 2


def test_the_brief_is_contained_in_its_original() -> None:
    """The short item's word runs all stand in the longer report."""
    (brief,) = texts("articles/2021-06-02/harbour-vienna-brief.txt")
    (whole,) = texts("articles/2021-06-02/meridian-vienna-round-ends.txt")
    assert shingles(brief) <= shingles(whole)
    assert len(brief) < len(whole) / 2


def test_the_feed_repeats_one_article_word_for_word() -> None:
    """The third item of the feed is the text of another file; the others are not."""
    (wire,) = texts("articles/2021-06-01/meridian-mali-african-union.txt")
    items = texts(FEED)
    assert len(items) == 3
    assert items[2] == wire
    assert wire not in items[:2]


def test_conflicting_and_corrected_values_stand_in_the_files() -> None:
    """Each side of a conflict, and both sides of a correction, can be found where it is said."""
    for row in table("In conflict"):
        for side in row[3:5]:
            (name,) = FILE_NAME.findall(side)
            value = re.split(r"[ ,]", side)[0]
            assert value in path_of(name).read_text(encoding="utf-8"), side
    for row in table("Corrected"):
        wrong, right = (path_of(name).read_text(encoding="utf-8") for name in row[5].split(", "))
        assert row[3] in wrong
        assert row[3] in right
        assert row[4] in right


def test_moved_figures_stand_in_the_files() -> None:
    """Figures of the table of moves are in its files, the old one before the new one."""
    for row in table("What moved"):
        said = " ".join(
            path_of(name).read_text(encoding="utf-8").replace("=\n", "")
            for name in row[5].split(", ")
        )
        for figure in re.findall(r"\d[\d,.]*\d", f"{row[3]} {row[4]}"):
            assert figure in said, (row, figure)


def test_calendar_is_in_order_and_after_the_first_day() -> None:
    """Upcoming events are dated, sorted, and lie after the first day of the wire."""
    dates = [dt.date.fromisoformat(row[0]) for row in table("Upcoming dated events")]
    assert dates == sorted(dates)
    assert min(dates) > dt.date(2021, 5, 31)


def test_only_invented_persons_are_quoted_directly() -> None:
    """A quotation of several words stands beside the name of an invented person."""
    names = [row[0].split()[-1] for row in table("Invented persons")]
    names += ["Ben-Ortal", "Huamani", "Ардашин", "المطلق", "harbour command"]
    quoted = re.compile(r"[\"“«]\s?([^\"”»]+)[\"”»]")
    for path in readable():
        for paragraph in itertools.chain.from_iterable(text.split("\n\n") for text in texts(path)):
            long = [words for words in quoted.findall(paragraph) if len(words.split()) > 4]
            assert not long or any(name in paragraph for name in names), (path, paragraph)


def test_every_invented_person_speaks_somewhere() -> None:
    """The README's list of invented persons has no name that the wire does not use."""
    every = "\n".join(text for path in readable() for text in texts(path))
    for row in table("Invented persons"):
        assert row[0] in " ".join(every.split()), row[0]


def test_the_post_stands_between_two_paragraphs() -> None:
    """The pasted post has its picture link, its handle and its date, and prose on both sides."""
    (text,) = texts("articles/2021-06-01/harbour-cables-post.txt")
    paragraphs = text.split("\n\n")
    (at,) = [n for n, words in enumerate(paragraphs) if "pic.twitter.com/" in words]
    assert 0 < at < len(paragraphs) - 1
    assert re.search(r"— [\w ]+ \(@\w+\) May 31, 2021$", paragraphs[at])


def test_the_injection_is_there_and_documented() -> None:
    """The hostile comment stands in the file that the README names, and in no other."""
    hostile = [
        path for path in readable() if "ignore all previous instructions" in raw(path).lower()
    ]
    assert hostile == ["articles/2021-06-01/straits-three-child-doubts.txt"]
    assert "ignore all previous instructions" in README


def test_json_lines_have_the_fields() -> None:
    """Three articles or more, each with every field of the format."""
    rows = [json.loads(line) for line in raw("articles/2021-05-31/morning-wire.jsonl").splitlines()]
    assert len(rows) >= 3
    for row in rows:
        assert set(row) == {"id", "title", "url", "source", "published", "language", "text"}


def test_the_newsletter_is_a_newsletter() -> None:
    """Multipart, quoted-printable, text and HTML, two items in each."""
    message = mail()
    assert message.get_content_type() == "multipart/alternative"
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part in parts:
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        content = part.get_content()
        assert "Washington promises answers on the Danish cables" in content
        assert "Iran denies a deadlock in Vienna" in content


def test_the_page_has_what_a_page_has() -> None:
    """Menu, cookie banner, advertising, related links and a caption surround the article."""
    page = raw("articles/2021-05-31/oresund-cables.html")
    for piece in ("<nav", "cookie-banner", "Advertisement", "Related articles", "<figcaption"):
        assert piece in page


def test_the_broken_file_is_broken() -> None:
    """It is no JSON, and every other JSON file is."""
    with pytest.raises(json.JSONDecodeError):
        json.loads(raw(BROKEN))
    for path in readable():
        if path.endswith(".json"):
            json.loads(raw(path))
