"""Whom a pronoun, or "the minister", stands for."""

from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from briefer.lang import language
from briefer.models import NameMention
from briefer.text._name_words import female_names, given_names, name_words, unisex_names

_MEMORY = 4  # sentences a person stays in mind without being named again
_MANY = 60  # people kept in mind at once
_SUBJECT = 4  # words after the determiner of a subject without a name
_LONGEST = 15  # sentences the last speaker does, where nobody else is named


class Voice(NamedTuple):
    """Somebody who spoke, or was spoken of: the name, and the sentence where it stands.

    `kind` is "person", "thing" (a body, several people), or "either" where that is not known.
    """

    name: str
    sentence: int
    kind: Literal["person", "thing", "either"]


class SpeakerMemory:
    """Who was named, and who spoke, in the sentences so far."""

    def __init__(self) -> None:
        self.last: Voice | None = None
        self._persons: dict[str, int] = {}  # name -> last sentence
        self._since: dict[str, int] = {}  # named after the last speaker spoke

    def _forget(self, sentence: int) -> None:
        """Drop who was named too long ago, once there are many."""
        if len(self._persons) > _MANY:
            recent = {n: at for n, at in self._persons.items() if sentence - at <= _MEMORY}
            self._persons = dict(list(recent.items())[-_MANY:])
            self._since = {n: at for n, at in self._since.items() if n in self._persons}

    def spoke(self, voice: Voice, inside: Iterable[NameMention]) -> None:
        """Remember a speaker; those named in the same sentence are only spoken of."""
        self._forget(voice.sentence)
        self.last = voice
        self._since = {}
        for name in inside:
            if name.kind == "person":
                self._persons[name.name] = voice.sentence
        if voice.kind != "thing":
            self._persons[voice.name] = voice.sentence

    def named(
        self, sentence: int, inside: Iterable[NameMention], subject: NameMention | None
    ) -> None:
        """Remember those named in a sentence in which nobody speaks; its `subject` above all."""
        self._forget(sentence)
        for name in inside:
            if name.kind == "person":
                self._persons[name.name] = sentence
        if subject is not None and (self.last is None or subject.name != self.last.name):
            self._since[subject.name] = sentence

    def fits(self, pronoun: str) -> bool:
        """Whether anybody in mind may be "he" or "she"."""
        low, words = pronoun.casefold(), name_words()
        if low not in words.he and low not in words.she:
            return False
        return any(is_female(name) in {low in words.she, None} for name in self._persons)

    def meant(self, pronoun: str, sentence: int) -> Voice | None:
        """Return whom a pronoun stands for, or None where more than one may be meant."""
        low = pronoun.casefold()
        if not low:  # where the verb needs no pronoun
            return None if self._since else self.last
        known = name_words()
        if low in known.he or low in known.she:
            return self._person(sentence, female=low in known.she)
        if self.last is not None and self.last.kind != "person" and not self._since:
            return self.last
        return None

    def _person(self, sentence: int, *, female: bool) -> Voice | None:
        recent = [n for n, at in self._persons.items() if sentence - at <= _MEMORY]
        fitting = [n for n in recent if is_female(n) in {female, None}]
        since = [n for n in fitting if n in self._since]
        last = self.last
        if last is not None and (last.kind == "thing" or is_female(last.name) is not female):
            last = None if last.kind == "thing" or is_female(last.name) is not None else last
        if last is not None and not since and sentence - last.sentence <= _LONGEST:
            if last.name in fitting or not fitting:
                return last
        elif last is None and since:
            newest = max(since, key=lambda name: self._since[name])
            fitting = [newest] if len(since) == 1 or self._since[newest] == sentence - 1 else since
        if len(fitting) != 1:
            return None
        return Voice(fitting[0], self._persons[fitting[0]], "person")


def is_female(name: str) -> bool | None:
    """Return whether a person is a woman, by name or noun; None where that does not tell."""
    words = name.casefold().split(" ")
    if words[0] in {"the", "a", "an", "his", "her", "my"}:
        known = name_words()
        return next((w in known.women for w in words if w in known.women | known.men), None)
    given = words[0]
    if given in unisex_names():
        return None
    if given in female_names():
        return True
    return False if given in given_names() else None


def kind_of(name: NameMention) -> Literal["person", "thing", "either"]:
    """Return whether a name is a person's, a thing's, or may be either's."""
    if name.kind == "other" and name.country is None:
        return "either"
    return "person" if name.kind == "person" else "thing"


def unnamed_person(text: str) -> str | None:
    """Return the person without a name whom `text` opens with: "The prosecutor", or None.

    English: a determiner, at most three more words, the last of which is an office or a noun for
    a person, and then no "and", no "of" a phrase that may go on, and no name.
    """
    words = text.split()[: _SUBJECT + 2]
    if not words or words[0].casefold() not in _determiners():
        return None
    known = name_words()
    people = known.offices | known.people | known.women | known.men | _unnamed()
    for at, word in enumerate(words[1 : _SUBJECT + 1], start=1):
        if word.casefold() in people and not word.endswith("s"):
            following = words[at + 1] if at + 1 < len(words) else ""
            if following.casefold() in people or following[:1].isupper():
                continue
            return " ".join(words[: at + 1])
        if not word.isalpha() or not word.islower():
            return None
    return None


@cache
def _determiners() -> frozenset[str]:
    listed = language("en").determiners
    return frozenset((*listed.definite, *listed.indefinite, *listed.possessive))


@cache
def _unnamed() -> frozenset[str]:
    return frozenset(language("en").people.unnamed)


def is_person(words: str) -> bool:
    """Whether words such as "the minister" stand for one person."""
    known = name_words()
    people = known.offices | known.people
    head = next((word for word in words.casefold().split() if word in people), "")
    return bool(head) and not head.endswith("s")
