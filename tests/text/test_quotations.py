"""Quotations: every style of marks, several paragraphs, and marks that are none."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.text.quotations import find_quotations
from briefer.text.sentences import split


def quoted(text: str) -> list[str]:
    """Return the quotations of `text` as strings."""
    return [text[q.start : q.end] for q in find_quotations(text, split(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," he said. "Come."', ["We are ready,", "Come."]),
        ("“We are ready,” he said.", ["We are ready,"]),
        ('He called him a "murderer" again.', ["murderer"]),
        ("« Nous sommes prêts », a-t-il dit.", ["Nous sommes prêts"]),
        ("«Мы готовы», — сказал он. «Идём».", ["Мы готовы", "Идём"]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("»Wir gehen«, sagte er.", ["Wir gehen"]),
        ("„Idziemy”, powiedział.", ["Idziemy"]),
        ("”Vi går”, sade han.", ["Vi går"]),
        ("‹Non›, dit-il.", ["Non"]),
        ("「行きます」と述べた。", ["行きます"]),
        ("他说：“我们准备好了。”", ["我们准备好了。"]),
        ("``We go,'' he said.", ["We go,"]),
        ("It's the ministers' don't-ask rule, isn't it?", []),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ("\"He said 'no' to me,\" she said.", ["He said 'no' to me,"]),
        ("«Он сказал «нет» мне», — сказала она.", ["Он сказал «нет» мне"]),
        ('«Он сказал "нет" мне», — сказала она.', ['Он сказал "нет" мне']),
        (
            "“We go and never come back.\n\n“Never,” he said.",
            ["We go and never come back.", "Never,"],
        ),
        ('"We go.\n\n"We stay," he said.', ["We go.", "We stay,"]),
        ("He is 6'2\" tall.", []),
        ('"" and " "', []),
        ("'We go,' he said. 'And soon.'", ["We go,", "And soon."]),
        ("‘Our ministers’ view is clear,’ he said.", ["Our ministers’ view is clear,"]),
        ("They called it a 'disaster' and 'fake' news.", ["disaster", "fake"]),
        ("In the '90s rock 'n' roll and the ministers' view, don't", ["n"]),
        ("A stray ” mark.", []),
        ('He said "go and left.\n\nNothing else.', ["go and left."]),
        ('"We go, he said. "And then we stay."', ["We go, he said.", "And then we stay."]),
        ('("We go")', ["We go"]),
        ('He said:"We go"', ["We go"]),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    """Quotations of every style are found, without their marks."""
    assert quoted(text) == expected


def test_sentences_touched() -> None:
    """A quotation names every sentence that it touches, and is numbered."""
    text = 'One. "Two here. Three there," he said. Then "four".'
    first, second = find_quotations(text, split(text))
    assert (first.number, first.sentences) == (1, (2, 3))
    assert (second.number, second.sentences) == (2, (4,))


def test_long_quotation_of_paragraphs() -> None:
    """A quotation that opens anew in each paragraph is one quotation a paragraph."""
    text = "“First part.\n\n“Second part.\n\n“Third part,” he said."
    assert quoted(text) == ["First part.", "Second part.", "Third part,"]


def test_no_sentences() -> None:
    """Without sentences there is nothing to look through."""
    assert find_quotations("", ()) == ()


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(alphabet=st.sampled_from("ab .\n\"“”„«»‹›「」『』'`’"), max_size=60))
def test_offsets(text: str) -> None:
    """Quotations are in order, apart, not empty, and lie in the sentences they name."""
    sentences = split(text)
    at = 0
    for number, quotation in enumerate(find_quotations(text, sentences), start=1):
        assert quotation.number == number
        assert at <= quotation.start < quotation.end
        assert (
            text[quotation.start : quotation.end].strip() == text[quotation.start : quotation.end]
        )
        at = quotation.end
        touched = [
            s.number for s in sentences if s.start < quotation.end and s.end > quotation.start
        ]
        assert list(quotation.sentences) == touched


@pytest.mark.parametrize("unit", ['"', '" ', ' "a', "“", "«", "a“b”", '"\n\n', "''", "„“"])
def test_linear(unit: str) -> None:
    """A hundred thousand characters of marks take a moment."""
    text = unit * (100_000 // len(unit))
    sentences = split(text)
    begun = time.perf_counter()
    find_quotations(text, sentences)
    assert time.perf_counter() - begun < 4
