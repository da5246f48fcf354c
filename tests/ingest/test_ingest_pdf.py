"""PDFs as they are set: columns, broken words, running heads, headlines, marks of notes.

The files are written here piece by piece, in one of the fonts that every reader has, so that
nothing depends on what is installed.
"""

import pytest

from briefer.ingest.hyphens import Joiner
from tests.ingest.conftest import Put, Read
from tests.ingest.printed_files import Piece
from tests.ingest.printed_files import pdf as _pdf

LEFT = (
    "The council of Varnau voted on Mon-", "day to close the old dam above the", "town. The works begin in May and",
    "will take two years, the mayor, Ana", "Brenner, told the council. Its res-", "ervoir has been empty since 2019.",
)  # fmt: skip
RIGHT = (
    "Half of the 3,400 farms in the val-", "ley lie below the dam, and the far-", "mers fear for their fields when the",
    "river rises again. The region pays", "for the new dykes, the governor of", "the province said on the radio.",
)  # fmt: skip
WHOLE = (
    (
        "The council of Varnau voted on Monday to close the old dam above the town. The works begin in "
        "May and will take two years, the mayor, Ana Brenner, told the council. Its reservoir has been "
        "empty since 2019."
    ),
    (
        "Half of the 3,400 farms in the valley lie below the dam, and the farmers fear for their fields "
        "when the river rises again. The region pays for the new dykes, the governor of the province "
        "said on the radio."
    ),
)


def _column(lines: tuple[str, ...], x: float = 60, y: float = 200, size: float = 10) -> list[Piece]:
    return [(line, x, y + 12 * number, size) for number, line in enumerate(lines)]


DAYS = ("first", "second", "third", "fourth", "fifth")
HEAD: list[Piece] = [("Varnau closes its old dam", 60, 120, 22)]


def test_columns_are_read_one_after_the_other(put: Put, ingest: Read) -> None:
    """Words broken at a line's end are whole, lines make sentences, a column goes on in the next."""
    put("a.pdf", _pdf(HEAD + _column(LEFT) + _column(RIGHT, 320)))
    (article,), _ = ingest("a.pdf")
    assert article.title == "Varnau closes its old dam"
    assert article.text.replace("\n\n", " ") == " ".join(WHOLE)


def test_columns_that_are_shown_line_by_line(put: Put, ingest: Read) -> None:
    """What a program shows across both columns is still read column by column."""
    across = [
        piece for pair in zip(_column(LEFT), _column(RIGHT, 320), strict=True) for piece in pair
    ]
    put("a.pdf", _pdf(HEAD + across))
    (article,), _ = ingest("a.pdf")
    assert article.text.replace("\n\n", " ") == " ".join(WHOLE)
    assert article.title == "Varnau closes its old dam"


def test_lines_that_are_shown_in_disorder(put: Put, ingest: Read) -> None:
    """The place of a line counts, not when it is shown."""
    lines = _column(LEFT) + _column(RIGHT, 320)
    put("a.pdf", _pdf(lines[3:6] + lines[9:] + lines[:3] + lines[6:9] + HEAD))
    (article,), _ = ingest("a.pdf")
    assert article.text.replace("\n\n", " ") == " ".join(WHOLE)


def test_a_table_stays_as_it_is_shown(put: Put, ingest: Read) -> None:
    """Short cells side by side are rows, no columns of prose."""
    rows: list[Piece] = [(f"Port {n}", 60.0, 400 + 12 * n, 10.0) for n in range(7)]
    cells = [(f"{n} ships", 320.0, y, size) for n, (_, _, y, size) in enumerate(rows)]
    shown = [piece for pair in zip(rows, cells, strict=True) for piece in pair]
    put("a.pdf", _pdf(_column(LEFT) + shown + _column(RIGHT, y=600)))
    (article,), _ = ingest("a.pdf")
    assert "Port 3 3 ships" in article.text


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_running_heads_and_page_numbers_are_gone(put: Put, ingest: Read, pages: int) -> None:
    """On one page by their distance, on several by their place; they are kept apart."""
    names = ("Anders", "Berit", "Carla", "Dagny", "Egil")[:pages]
    made = [
        [
            ("Varnau Courier", 250.0, 40.0, 9.0),
            *(HEAD if number == 0 else []),
            *_column(tuple(f"{name} said on the {day} that" for day in DAYS)),
            (f"{number + 1}", 290.0, 810.0, 9.0),
        ]
        for number, name in enumerate(names)
    ]
    put("a.pdf", _pdf(*made))
    (article,), _ = ingest("a.pdf")
    assert "Courier" not in article.text
    said = [f"{name} said on the {day} that" for name in names for day in DAYS]
    assert " ".join(article.text.split()) == " ".join(said)
    assert [a.text for a in article.asides] == ["Varnau Courier"]


def test_a_sentence_goes_on_over_the_page(put: Put, ingest: Read) -> None:
    """A broken word and an unfinished sentence are joined across pages, heads between them or not."""
    head: list[Piece] = [("Varnau Courier", 250, 40, 9)]
    put("a.pdf", _pdf(head + HEAD + _column(LEFT[:5]), head + _column(LEFT[5:] + RIGHT, y=80)))
    (article,), _ = ingest("a.pdf")
    assert "Its reservoir has been empty since 2019." in article.text


@pytest.mark.parametrize(
    ("pieces", "given", "title"),
    [
        (HEAD, "release_final2", "Varnau closes its old dam"),
        (HEAD, "Quarterly bulletin of the province", "Varnau closes its old dam"),
        ([("VARNAU COURIER", 60, 60, 34), *HEAD, ("Farmers are afraid", 60, 150, 14)], "",
         "Varnau closes its old dam"),
        ([("Varnau closes its old dam above", 60, 120, 20), ("the town, and farmers are afraid", 60, 144, 20)],
         "", "Varnau closes its old dam above the town, and farmers are afraid"),
        ([("Varnau closes its dam in May", 60, 120, 10)], "", "Varnau closes its dam in May"),
        ([("PRESS RELEASE 14/2021", 60, 90, 10), ("Varnau closes its old dam", 60, 120, 10)],
         "Varnau closes its old dam", "Varnau closes its old dam"),
    ],
    ids=["name", "template", "masthead", "two-lines", "bold", "same-size"],
)  # fmt: skip
def test_the_headline_is_found_by_its_size(
    put: Put, ingest: Read, pieces: list[Piece], given: str, title: str
) -> None:
    """It is the largest heading of some words; the file's own title counts where the text has it."""
    bold = frozenset({"Varnau closes its dam in May"})
    put("a.pdf", _pdf(pieces + _column(LEFT), title=given, bold=bold))
    (article,), _ = ingest("a.pdf")
    assert article.title == title
    assert title not in article.text


def test_the_mark_of_a_note_is_no_figure(put: Put, ingest: Read) -> None:
    """A small raised figure after a number is a note's; after a unit it is an exponent."""
    line = [
        ("The dam serves 3,400", 60.0, 200.0, 10.0), ("7", 161.0, 196.0, 6.0),
        (" farms on 9 km", 165.0, 200.0, 10.0), ("2", 232.0, 196.0, 6.0), (" of land.", 236.0, 200.0, 10.0),
    ]  # fmt: skip
    put("a.pdf", _pdf(HEAD + line + _column(RIGHT, y=212)))
    (article,), _ = ingest("a.pdf")
    assert "The dam serves 3,400 farms on 9 km² of land." in article.text


def test_paragraphs_end_where_they_are_seen_to(put: Put, ingest: Read) -> None:
    """At a greater distance, at an indented line, and after a line that ends early."""
    first = _column(LEFT)
    second = _column(RIGHT, y=200 + 12 * len(LEFT) + 8)
    third: list[Piece] = [
        ("   It is the last one of the province.", 75.0, second[-1][2] + 12, 10.0)
    ]
    put("a.pdf", _pdf(HEAD + first + second + third))
    (article,), _ = ingest("a.pdf")
    assert article.text.split("\n\n") == [*WHOLE, "It is the last one of the province."]


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("voted on Mon-", "day to close", "voted on Monday to close"),
        ("the intermuni\u2010", "cipal office", "the intermunicipal office"),
        ("the gover\u00ad", "nor said", "the governor said"),
        ("a well-", "known dam", "a well-known dam"),
        ("the UN-", "led talks", "the UN-led talks"),
        ("the Franco-", "German brigade", "the Franco-German brigade"),
        ("a 70-", "year-old woman", "a 70-year-old woman"),
        ("thirty-", "four boats", "thirty-four boats"),
        ("year-on-", "year figures", "year-on-year figures"),
        ("the vice-", "president", "the vice-president"),
        ("Innen- und Außen-", "ministerium", "Innen- und Außenministerium"),
        ("die Außen-", "und Innenminister", "die Außen- und Innenminister"),
        ("CO-OPERA-", "TION AGREED", "CO-OPERATION AGREED"),
        ("the dam -", "the old one", "the dam - the old one"),
        ("des Hochwasser-", "schutzes", "des Hochwasserschutzes"),
    ],
)
def test_broken_words(line: str, following: str, joined: str) -> None:
    """A break is undone, the hyphen of a compound is kept, a suspended one keeps its space."""
    assert Joiner(()).join((line, following)) == joined


def test_the_text_itself_says_how_a_word_is_written() -> None:
    """What stands elsewhere whole, or with its hyphen, is written so at a line's end too."""
    assert Joiner(("They cooperate.",)).join(("to co-", "operate")) == "to cooperate"
    assert Joiner(("They co-operate.",)).join(("to co-", "operate")) == "to co-operate"


def test_broken_words_of_a_text_file(put: Put, ingest: Read) -> None:
    """Text that was wrapped by hand or by a mailer is joined by the same rules."""
    text = "\n".join(LEFT + RIGHT[:2]).replace("Mon-\nday", "Mon\u00ad\nday")
    put("a.txt", text)
    (article,), _ = ingest("a.txt")
    assert "on Monday to close" in article.text
    assert "Its reservoir has been empty" in article.text


def test_the_date_of_a_running_head_is_the_documents(put: Put, ingest: Read) -> None:
    """What is no part of the text may still say when it was published."""
    head: list[Piece] = [("Varnau Courier, 1 June 2021", 200, 40, 9)]
    put("a.pdf", _pdf(head + HEAD + _column(LEFT + RIGHT)))
    (article,), _ = ingest("a.pdf")
    assert str(article.published) == "2021-06-01"
    assert "Courier" not in article.text
