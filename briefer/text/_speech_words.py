"""Verbs and phrases that report what somebody says, thinks or demands, and who may be meant.

English verbs are listed by their base form and inflected here. `Speech` of `briefer.lang` says what
the classes are; in place of the finer ones a cue of the text stage is

- "say": the subject may be anyone; a clause or a quotation follows or comes before;
- "act": the subject must be a person, a body or a source;
- "show": a poll, a report or a document says so; a clause must follow.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from briefer.lang import Speech, every, language


class Cue(NamedTuple):
    """A word that may report: its base form, class, and form ("past", "s", "base", "ing").

    Besides the classes of verbs there are "adjective" ("is confident that") and "according".
    """

    base: str
    kind: str
    form: str


def _inflected(base: str) -> list[tuple[str, str]]:
    """Return (word, form) of a regular English verb."""
    irregular = language("en").speech.irregular
    if base in irregular:
        return [(word, _form(word)) for word in irregular[base].split()]
    if base.endswith("e"):
        return [(base + "s", "s"), (base + "d", "past"), (base[:-1] + "ing", "ing")]
    if base[-1] == "y" and base[-2] not in "aeiou":
        return [(base[:-1] + "ies", "s"), (base[:-1] + "ied", "past"), (base + "ing", "ing")]
    if re.fullmatch(r"[^aeiou]{1,2}[aeiou][bdgmnprt]", base):
        return [(base + "s", "s"), (f"{base}{base[-1]}ed", "past"), (f"{base}{base[-1]}ing", "ing")]
    plural = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    return [(plural, "s"), (base + "ed", "past"), (base + "ing", "ing")]


def _form(word: str) -> str:
    return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past"


@cache
def english_cues() -> dict[str, Cue]:
    """Return every form of every English reporting verb, in lower case."""
    speech = language("en").speech
    found: dict[str, Cue] = {}
    for kind, bases in (
        ("say", (*speech.say, *speech.loose)),
        ("act", (*speech.judge, *speech.act)),
        ("show", (*speech.show, *speech.document)),
    ):
        for base in bases:
            found.setdefault(base, Cue(base, kind, "base"))
            for word, form in _inflected(base):
                found.setdefault(word, Cue(base, kind, form))
    for word in speech.phrases:
        found.setdefault(word, Cue(word, "act", _form(word)))
    for word in speech.adjectives:
        found.setdefault(word, Cue(word, "adjective", "adjective"))
    for word in ("according", "According"):
        found[word] = Cue(word, "according", "")
    return found


@cache
def reporting_words() -> frozenset[str]:
    """Return all words that may report: verbs, and nouns after a possessive ("his warning that")."""
    return frozenset(english_cues()) | frozenset(language("en").speech.claim_nouns) | {"Said"}


@cache
def ambiguous() -> frozenset[str]:
    """Return English forms that are nouns, or adjectives, at least as often."""
    return frozenset(language("en").speech.ambiguous)


@cache
def particle(base: str) -> re.Pattern[str] | None:
    """Return what must follow a verb for it to report, if anything must."""
    speech = language("en").speech
    pattern = speech.with_particle.get(base) or speech.phrases.get(base)
    return re.compile(pattern) if pattern else None


@cache
def sources() -> frozenset[str]:
    """Return what an unnamed English source is called: "officials", "the ministry"."""
    return frozenset(language("en").speech.sources)


@cache
def data() -> frozenset[str]:
    """Return the sources that are papers or figures: "a poll"."""
    return frozenset(language("en").speech.data)


# --- other languages ------------------------------------------------------------------------------


@cache
def verbs(code: str) -> str:
    """Return an expression for the verbs of saying of a language, "" for one without any."""
    speech = language(code).speech
    parts = []
    participles = (*speech.say_participles, *speech.judge_participles, *speech.act_participles)
    if participles:
        parts.append(rf"{speech.auxiliary}\s(?:{_either(participles)})")
    forms = (*speech.say, *speech.judge, *speech.act)
    if forms:
        attached = r"(?:و|ف)?" if code == "ar" else ""
        parts.append(f"{attached}(?:{_either(forms)})")
    return "|".join([*parts, speech.more] if speech.more else parts)


@cache
def according(code: str) -> str:
    """Return an expression for "according to" in a language, "" for one without any."""
    speech = language(code).speech
    if speech.according_to or not speech.according:
        return speech.according_to
    phrases = (
        f"[{phrase[0].upper()}{phrase[0]}]{phrase[1:]}".replace("'", "['’]")
        for phrase in sorted(speech.according, key=len, reverse=True)
    )
    following = rf"(?!(?:{'|'.join(speech.stressed)})\b)" if speech.stressed else ""
    return rf"\b(?:{'|'.join(phrases)})(?:\s|(?<=['’])){following}"


@cache
def reported(code: str) -> frozenset[str]:
    """Return the words and phrases that hand what is said to a speaker, for the check.

    Lower case; of English verbs the forms that are mostly verbs, and no participle that tells how
    one took it ("with the family welcoming the news").
    """
    speech = language(code).speech
    phrases = (*speech.reports, *(phrase.lower() for phrase in speech.according))
    words = (*speech.say, *speech.judge, *speech.say_participles, *speech.judge_participles)
    if code != "en":
        return frozenset((*words, *phrases))
    told = (*speech.say, *speech.show)
    forms = {word for base in told for word, _ in _inflected(base)}
    forms |= {word for base in speech.judge for word, form in _inflected(base) if form != "ing"}
    return frozenset((*(forms - ambiguous()), *speech.ambiguous_verbs, *phrases, "say"))


@cache
def saying() -> frozenset[str]:
    """Return the verbs of any language that hand what is said to a speaker, in lower case.

    For a place beside a speaker or a pronoun: there even "claims" and "calls" are verbs.
    """
    english = language("en").speech
    bases = (*english.say, *english.judge)
    forms = {word for base in bases for word, _ in _inflected(base)}
    return frozenset((*bases, *forms, *every(lambda each: _third_persons(each.speech))))


def _third_persons(speech: Speech) -> tuple[str, ...]:
    participles = (*speech.say_participles, *speech.judge_participles)
    return (*speech.say, *speech.judge, *participles)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))
