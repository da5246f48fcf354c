"""Attributions inside one sentence, in languages other than English: the basic patterns."""

from briefer.models import Sentence
from briefer.text._speech import Material, Said


class Other:
    """Finds the attributions of a text in another language."""

    def __init__(self, material: Material, language: str) -> None:
        self._material = material
        self._language = language

    def said_in(self, sentence: Sentence) -> list[Said]:
        """Return the attributions of one sentence."""
        return []
