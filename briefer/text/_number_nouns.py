"""What is counted ("ten Russian diplomats" -> "diplomats"), and how roughly ("about ten")."""

import re
from functools import cache
from itertools import takewhile
from typing import Literal

from briefer.text.words import stop_words

_AFTER = re.compile(r"[ \u00a0\u202f-](?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)")
_OF_THE = re.compile(r" of(?: (?:the|its|their|his|her|our|my|your|these|those|all)\b)?(?= )")
_ROMANCE_OF = re.compile(r" (?:de |d['’])")
_MOST = 4  # words looked at

Counted = Literal["one", "many", "ordinal"]

_IRREGULAR = frozenset(
    "people men women children police troops personnel cattle sheep aircraft staff dead wounded injured missing "
    "killed others crew fish species clergy".split(),
)
# Lower-case words before a noun that look like one.
_ADJECTIVES = frozenset(
    """additional alleged american armed big chief civilian close common current daily different direct domestic due
    economic eligible european extra female final foreign former fresh full general global government great
    heavily high human independent international joint key large leading least little local long low main
    major male many medical middle military minor more most national new nuclear official old only open
    other past political poor possible previous private public recent regional registered remaining rich same
    senior separate serious short similar single small so-called southern northern eastern western special
    straight strong such tiny top total unarmed unidentified unknown unnamed various very vice whole wide
    wounded young consecutive further metric square working ordinary key different""".split(),
)
_ADJECTIVE_ENDINGS = ("able", "ible", "ous", "ful", "less", "ical", "ential")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec".split(),
)
_NO_NOUN = frozenset(
    """died said told says voted today yesterday tomorrow ago away apart later earlier too also is are was were be
    has have had will would could can may might did does plus minus times as percent per cent so far this that
    late early last next there here then now each every alone together altogether respectively""".split(),
)
_SLAVIC_ADJECTIVE = re.compile(r".{2,}(?:[ыи]х|[ыи]м|[ыи]ми|ого|ому|ой|ая|ую|ое|ые|ие|ый)$")
_NOT_ONE_AFTER = frozenset(
    """of another or who that which is was has had can could would should will must may might in on at to for by
    the from with and but as than where when if so because time after again else there thing more too either knows
    can't isn't wasn't doesn't won't wants needs way does did""".split(),
)
_NOT_ONE_BEFORE = frozenset(
    "no any some every each this that which the another only-the square day-one like by such good bad".split(),
)

_ONE_MEASURES = frozenset(
    "day week month year hour minute person child man woman seat vote point mile term".split()
)

_APPROXIMATE = {
    "en": """about|around|nearly|almost|roughly|approximately|approx|some|circa|over|under|above|below|up to|more than|
        less than|fewer than|at least|at most|as many as|as much as|as few as|close to|just over|just under|well over|
        an estimated|estimated|an average of|well below|well above|not more than|no more than|no fewer than|no less than|
        several|a few|few|a couple of|couple of|an additional estimated""",
    "fr": """environ|près de|plus de|moins de|presque|quelque|quelques|au moins|au plus|jusqu'à|autour de|à peu près|
        plusieurs|une""",
    "de": """etwa|rund|ungefähr|circa|ca|ca.|fast|mehr als|weniger als|mindestens|höchstens|bis zu|über|knapp|gut|nahezu|
        annähernd|gegen|mehrere|zirka""",
    "es": """unos|unas|cerca de|alrededor de|aproximadamente|casi|más de|menos de|al menos|por lo menos|hasta|
        varios|varias|como máximo""",
    "it": "circa|quasi|oltre|più di|meno di|almeno|fino a|intorno a|diversi|diverse",
    "pt": "cerca de|quase|mais de|menos de|pelo menos|até|aproximadamente|uns|umas|vários|várias",
    "nl": "ongeveer|circa|bijna|meer dan|minder dan|minstens|zo'n|rond|ruim|tot|maximaal",
    "ru": """около|примерно|почти|более|менее|свыше|порядка|приблизительно|не менее|не более|до|больше|меньше|
        как минимум|по меньшей мере|несколько""",
    "uk": "близько|приблизно|майже|понад|більше|менше|не менше|щонайменше|до|кілька|більш як",
    "pl": "około|prawie|ponad|mniej niż|więcej niż|co najmniej|blisko|niemal|do|kilka",
    "ar": "نحو|حوالي|حوالى|قرابة|زهاء|ما يقرب من|أكثر من|اكثر من|أقل من|على الأقل|ما لا يقل عن|يقارب|بضع|عدة",
    "tr": "yaklaşık|neredeyse|en az|en fazla|fazla",
}


def noun_after(text: str, at: int, language: str, counted: Counted) -> str | None:
    """Return the lower-case word that a number ending at `at` counts or ranks, or None."""
    if not text[at : at + 1] or text[at] not in " -\u00a0\u202f":
        return None
    if language == "en":
        return _english(text, at, counted)
    of = _ROMANCE_OF.match(text, at) if language in {"fr", "es", "pt"} else None
    stop = stop_words(language)
    words = takewhile(
        lambda word: word.lower() not in stop,
        _words_after(text, of.end() - 1 if of else at)[:3],
    )
    return next((word.lower() for word in words if _stops_at(word, language)), None)


def _stops_at(word: str, language: str) -> bool:
    """Whether a word after a number is its noun, and no adjective or name before that."""
    if language == "de":
        return word[0].isupper()
    if language in {"ru", "uk"}:
        return not _SLAVIC_ADJECTIVE.match(word.lower())
    return not word[0].isupper()


def _english(text: str, at: int, counted: Counted) -> str | None:
    of = None if counted == "ordinal" else _OF_THE.match(text, at)
    stop = stop_words("en")
    fallback: str | None = None
    for word in _words_after(text, of.end() if of else at):
        if word in _IRREGULAR:
            return word
        if word in _ADJECTIVES or word.endswith(_ADJECTIVE_ENDINGS):
            continue
        if word.lower() in stop or word in _NO_NOUN:
            break
        if word[0].isupper():
            continue
        if counted == "one" or (word.endswith("s") and not word.endswith("ss")):
            return word
        fallback = fallback or word
    if fallback is None or fallback.endswith(("ed", "ly")):
        return None
    return fallback if counted == "ordinal" or not fallback.endswith("ing") else None


def _words_after(text: str, at: int) -> list[str]:
    """Return the next few words, up to the first mark of punctuation."""
    words: list[str] = []
    for _ in range(_MOST):
        found = _AFTER.match(text, at)
        if found is None or (len(found["word"]) == 1 and found["word"].isascii()):
            break
        words.append(found["word"])
        at = found.end()
    return words


def is_day(before: str) -> bool:
    """Whether a number after these words is the day of an English date ("Nov. 8")."""
    last = before[-12:].split()
    return bool(last) and last[-1].rstrip(".").lower() in _MONTHS and before[-1].isspace()


def counts_one(before: str, after: str) -> bool:
    """Whether the English "one" between two pieces of text is a number, not a pronoun."""
    last = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    if last.lower() in _NOT_ONE_BEFORE or before.endswith(("-", "'", "’")):
        return False
    found = _AFTER.match(after)
    if found is None:
        return False
    word = found["word"]
    if after.startswith("-"):
        return word in _ONE_MEASURES  # "one-day", not "one-sided"
    return word.lower() not in _NOT_ONE_AFTER and not word.endswith(("'s", "’s"))


def is_approximate(before: str, language: str) -> bool:
    """Whether the words right before a number ("about", "more than") make it a rough one."""
    if not before or not before[-1].isspace():
        return False
    last = before.lower().split()[-3:]
    phrases = _roughly(language)
    while last:
        if " ".join(last) in phrases:
            return True
        last = last[1:]
    return False


@cache
def _roughly(language: str) -> frozenset[str]:
    listed = _APPROXIMATE.get(language, _APPROXIMATE["en"])
    return frozenset(phrase.strip() for phrase in listed.replace("\n", " ").split("|"))
