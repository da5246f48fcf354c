"""Attributions inside one sentence, in languages other than English: the basic patterns."""

from briefer.models import Sentence
from briefer.text._speech import Material, Said


def said_in_other(material: Material, sentence: Sentence, language: str) -> list[Said]:
    """Return the attributions of one sentence."""
    del material, sentence, language
    return []
