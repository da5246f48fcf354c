"""Who a model says speaks, and where: held against the sentences that it cites."""

from typing import Final

import pytest

from briefer.engines._drafts import draft
from briefer.engines._packing import pack, parts_of
from briefer.engines._replies import Point
from tests import make

TEXT: Final = (
    "Norway will close its embassy in Nigeria. Foreign Minister Ingrid Solberg said on Monday that "
    "Vladimir Putin had been told. Trade fell."
)


def drafted(sentence: int, speaker: str | None, place: str | None = None) -> tuple[str | None, ...]:
    """Return the speaker and place of the draft of a statement that cites one sentence."""
    whole = pack(parts_of(0, make.document(TEXT), 1_000, len))
    point = Point("statement", "Norway said so.", (sentence,), 0.5, speaker, None, place, (), None)
    made = draft(whole, point).key_point
    return made.speaker, made.place


@pytest.mark.parametrize(
    ("sentence", "given", "kept"),
    [
        (2, "Solberg", "Ingrid Solberg"),
        (2, "Vladimir Putin", "Ingrid Solberg"),
        (1, "Vladimir Putin", None),
        (3, "Ingrid Solberg", None),
    ],
)
def test_who_does_not_speak_there_is_no_speaker(
    sentence: int, given: str, kept: str | None
) -> None:
    """A name is kept if its bearer speaks in the cited sentences, else the one who does stands."""
    found = drafted(sentence, given)[0]
    assert (found or "").endswith((kept or "").split(" ")[-1])
    assert bool(found) == bool(kept)


def test_a_place_is_a_whole_name() -> None:
    """Niger is no part of Nigeria."""
    assert drafted(1, None, "Niger")[1] is None
    assert drafted(1, None, "Nigeria")[1] == "Nigeria"
