"""What is counted ("ten Russian diplomats" -> "diplomats"), and how roughly ("about ten")."""

import re
from functools import cache

from briefer.text.words import stop_words

_AFTER = re.compile(r"[ \u00a0\u202f-](?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)")
_OF_THE = re.compile(r" of (?:the|its|their|his|her|our|my|your|these|those|all)\b")
_MOST = 4  # words looked at

_IRREGULAR = frozenset(
    "people men women children police troops personnel cattle sheep aircraft staff dead wounded injured missing "
    "killed percent crew feet fish species clergy".split(),
)
# Lower-case words before a noun that look like one.
_ADJECTIVES = frozenset(
    """additional alleged american armed big chief civilian close common current daily different direct domestic due
    economic eligible european extra female final foreign former fresh full general global government great
    heavily high human independent international joint key large last leading least little local long low main
    major male many medical middle military minor more most national new next nuclear official old only open
    other past political poor possible previous private public recent regional registered remaining rich same
    senior separate serious short similar single small so-called southern northern eastern western special
    straight strong such tiny top total unarmed unidentified unknown unnamed various very vice whole wide
    wounded young consecutive further metric square working ordinary key different""".split(),
)
_NO_NOUN = frozenset(
    """died said told says voted today yesterday tomorrow ago away apart later earlier too also is are was were be
    has have had will would could can may might did does plus minus times as percent per cent so far this that
    late early there here then now each every alone together altogether respectively""".split(),
)
_RUSSIAN_ADJECTIVE = re.compile(r".{2,}(?:[ыи]х|[ыи]м|[ыи]ми|ого|его|ому|ему|ой|ей|ая|яя|ую|юю|ое|ее|ые|ие|ый|ий)$")
_NOT_ONE_AFTER = frozenset(
    """of another or who that which is was has had can could would should will must may might in on at to for by
    the from with and but as than where when if so because time after again else thing more too either knows
    can't isn't wasn't doesn't won't wants needs way does did""".split(),
)
_NOT_ONE_BEFORE = frozenset(
    "no any some every each this that which the another only-the square day-one like by such good bad".split(),
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
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def noun_after(text: str, at: int, language: str, *, single: bool) -> str | None:
    """Return the lower-case word that a number ending at `at` counts, or None.

    `single` is for the number one: its noun is no plural.
    """
    if language == "en":
        return _english(text, at, single=single)
    skip_of = re.compile(r" (?:de |d['’])").match(text, at) if language in {"fr", "es", "pt"} else None
    start = skip_of.end() - 1 if skip_of else at
    words = _words_after(text, start)
    stop = stop_words(language)
    for word in words[:3]:
        if word.lower() in stop:
            return None
        if language == "de":
            if word[0].isupper():
                return word.lower()
        elif language in {"ru", "uk"}:
            if not _RUSSIAN_ADJECTIVE.match(word.lower()):
                return word.lower()
        elif not word[0].isupper():
            return word.lower()
    return None


def _english(text: str, at: int, *, single: bool) -> str | None:
    of_the = _OF_THE.match(text, at)
    words = _words_after(text, of_the.end() if of_the else at)
    stop = stop_words("en")
    fallback: str | None = None
    for word in words:
        if word[0].isupper():
            continue
        if word in _IRREGULAR:
            return word
        if word in _ADJECTIVES:
            continue
        if word in stop or word in _NO_NOUN:
            break
        if single or (word.endswith("s") and not word.endswith(("ss", "ous"))):
            return word
        fallback = fallback or word
    return fallback if fallback and not fallback.endswith(("ed", "ing", "ly")) else None


def _words_after(text: str, at: int) -> list[str]:
    """Return the next few words, up to the first mark of punctuation."""
    words: list[str] = []
    for _ in range(_MOST):
        found = _AFTER.match(text, at)
        if found is None:
            break
        words.append(found["word"])
        at = found.end()
    return words


def counts_one(before: str, after: str) -> bool:
    """Whether the English "one" between two pieces of text is a number, not a pronoun."""
    last = before.split()[-1] if before.split() else ""
    if last.lower() in _NOT_ONE_BEFORE or before.endswith(("-", "'", "’")):
        return False
    found = _AFTER.match(after)
    if found is None:
        return False
    word = found["word"]
    return word.lower() not in _NOT_ONE_AFTER and not word.endswith(("'s", "’s"))


def is_approximate(before: str, language: str) -> bool:
    """Whether the words right before a number ("about", "more than") make it a rough one."""
    last = _WORD_BEFORE.findall(before.lower()[-32:])[-3:]
    if not last or not before[-1:].isspace() or not _ends_with_word(before):
        return False
    return any(" ".join(last[-n:]) in _roughly(language) for n in range(1, len(last) + 1))


def _ends_with_word(before: str) -> bool:
    return before.rstrip()[-1:].isalpha() or before.rstrip().endswith("ca.")


@cache
def _roughly(language: str) -> frozenset[str]:
    listed = _APPROXIMATE.get(language, _APPROXIMATE["en"])
    return frozenset(phrase.strip() for phrase in listed.replace("\n", " ").split("|"))
