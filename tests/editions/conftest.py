"""Stories made by hand, for the tests of editions."""

from collections.abc import Callable

import pytest

from briefer.models import Check, Evidence, KeyPoint, Story

PASSED = Check(status="supported", score=1)

MakePoint = Callable[..., KeyPoint]
MakeStory = Callable[..., Story]


@pytest.fixture
def make_point() -> MakePoint:
    """Return a maker of checked key points; their evidence is their text."""

    def make(text: str, article: str = "a", number: int = 1, **more: object) -> KeyPoint:
        proof = Evidence(
            article_id=article, sentences=(number,), start=0, end=len(text), quote=text
        )
        fields = {"id": text, "kind": "action", "text": text, "evidence": (proof,)}
        return KeyPoint.model_validate({**fields, "check": PASSED, **more})

    return make


@pytest.fixture
def make_story() -> MakeStory:
    """Return a maker of stories."""

    def make(name: str, *points: KeyPoint, **more: object) -> Story:
        fields = {"id": name, "title": name, "articles": ("a",), "key_points": points}
        return Story.model_validate({**fields, **more})

    return make
