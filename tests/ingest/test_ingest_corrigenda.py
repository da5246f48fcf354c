"""A desk's notes on its own errors: above the text, below it, and no part of what it tells."""

import pytest

from briefer.ingest.corrigenda import without_corrigenda

PROSE = ["The harbour will get 25 cranes.", "They are made in Norland.", "Fares stay."]


@pytest.mark.parametrize(
    "note",
    [
        "(Corrects paragraph 1 to say 25 cranes, not 52)",
        "[Corrected: 25 cranes, not 52]",
    ],
)
def test_a_note_above_the_text(note: str) -> None:
    """In brackets, before the prose."""
    found = without_corrigenda([note, *PROSE])
    assert (found.paragraphs, found.notes) == (PROSE, (note,))


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version said 52 cranes. There are 25.",
        "An earlier version of this article said 52 cranes. There are 25.",
        "Clarification: the cranes are made in Norland.",
        "Korrektur: In einer früheren Fassung hieß es 52 Kräne.",
        "Une version précédente de cet article parlait de 52 grues.",
        "更正：起重机为25台，而非52台。",
    ],
)
def test_a_note_below_the_text(note: str) -> None:
    """By its label, or because it speaks of its own article, in any language."""
    found = without_corrigenda([*PROSE, note])
    assert (found.paragraphs, found.notes) == (PROSE, (note,))


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of the bill passed in May.",
        "Correction officers went on strike.",
        "The minister corrected himself: it was 52, he said.",
        "(Cranes are dear.)",
    ],
)
def test_what_only_sounds_like_one_is_prose(sentence: str) -> None:
    """A bill has versions too, and ministers correct themselves."""
    assert without_corrigenda([*PROSE, sentence]).notes == ()
    assert without_corrigenda([sentence, *PROSE]).notes == ()


def test_a_note_alone_stays() -> None:
    """A text of nothing else is not emptied."""
    note = "Correction: An earlier version said 52 cranes."
    assert without_corrigenda([note]).paragraphs == [note]
