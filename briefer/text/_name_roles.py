"""Offices: before a name, after it, and in one run of capitals with it."""

import re
from functools import cache

from briefer import lang
from briefer.text._name_runs import Run
from briefer.text._name_words import name_words
from briefer.text.countries import country_code

_REACH = 90  # characters before a name that may hold its office
_WORD = re.compile(r"[^\W\d_][\w.'’‑-]*")
_BEFORE = re.compile(r"(?:(?:[^\W\d_]\.){0,3}[\w'’‑-]*[ \u00a0]){1,9}\Z")
_OF = re.compile(
    r"(?P<office>(?:[\w'’‑-]+\s){1,6})(?:of|at|for|in)\s(?:the\s)?(?:[\w.]+['’]s\s)?\Z"
)
_AFTER = re.compile(
    r",\s((?:(?:the|a|an|la|le|der|die|el|il)\s)?(?:[^,.;:()\n\"“”«»]|\.(?=[\w\s]\S)(?<=[A-Z]\.)){3,90}?)(?=[,.;)\n]|\Z)"
)
_WHO = re.compile(
    r",\swho\s((?:heads?|leads?|chairs?|runs?|headed|led|chaired|ran)\s[^,.;:()\n\"“”]{3,80}?)(?=[,.;]|\Z)"
)
_OF_WORD = re.compile(r"\s(?:of|for|on|and|und|et|y)\s")


@cache
def _offices() -> frozenset[str]:
    """Return all that may stand right before a name as its office or title."""
    words = name_words()
    return words.offices | words.short_offices | words.honorifics


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lang.language('en').names.verbs)})\b")


def split_role(text: str, run: Run) -> tuple[Run, Run]:
    """Return the office or title that begins `run`, and the person it leads to; either may be empty."""
    last = max((i for i, token in enumerate(run) if token.label in {"R", "H"}), default=-1)
    if last < 0:
        return (), ()
    if last == len(run) - 1:
        named_so = run[last].text.casefold() in lang.language("en").names.offices_as_surnames
        if len(run) > 1 and run[0].label == "G" and named_so:
            return (), run  # Larry King
        if last and run[last - 1].label == "H":
            return run[:last], run[last:]  # Mr. King
        return run, ()
    rest = run[last + 1 :]
    if text[run[last].end : rest[0].start].strip(". \u00a0"):
        start = _after_complement(rest)  # Secretary of State Antony Blinken
    else:
        start = _after_office(rest)
    if start is None or rest[-1].text.casefold() in name_words().things:
        return run, ()
    return run[: last + 1 + start], unbroken(text, rest[start:])


def unbroken(text: str, person: Run) -> Run:
    """Return a person's name less what "of" adds to it: "Xi Jinping of China"."""
    for at in range(1, len(person)):
        if _OF_WORD.search(text, person[at - 1].end, person[at].start):
            return person[:at]
    return person


def _after_office(rest: Run) -> int | None:
    """Return where the name begins that follows an office directly, or None if none does."""
    heads = [i for i, token in enumerate(rest) if token.label == "O"]
    if heads:
        tail = rest[heads[-1] + 1 :]
        return heads[-1] + 1 if len(tail) >= 2 and tail[0].label in {"G", "N"} else None
    start = 0
    while start < len(rest) and rest[start].label == "M":
        start += 1
    places = start
    while places < len(rest) and rest[places].label == "D":
        places += 1
    if places == len(rest):
        return None
    if places == start:
        return start
    full = rest[places].label == "G" or len(rest) - places == 2
    return places if full and len(rest) - places >= 2 else None  # "Президент США Джо Байден"


def _after_complement(rest: Run) -> int | None:
    """Return where the name begins after "of State", "of the Security Council", or None."""
    given = next((i for i, token in enumerate(rest) if i and token.label == "G"), None)
    if given is not None:
        return given
    start = 0
    while start < len(rest) and rest[start].label in {"M", "D", "O"}:
        start += 1
    found = rest[start:]
    return start if start and 2 <= len(found) <= 3 else None


def role_before(text: str, start: int, language: str = "en", *, full: bool = True) -> str | None:
    """Return the office in small letters right before a name: "foreign minister".

    Before a `full` name the office may have a complement: "министр иностранных дел".
    """
    if start < 2 or text[start - 1] not in " \u00a0":
        return None
    word = text[text.rfind(" ", max(0, start - 30), start - 1) + 1 : start - 1]
    if not word:
        return None
    if word.casefold().strip('“"(') not in _offices():
        return _role_with_complement(text, start, language) if full else None
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    words = before.group().split() if before else [word]
    role = [words[-1].lstrip('“"(')]
    for word in reversed(words[:-1]):
        if not _belongs(word):
            break
        role.insert(0, word)
    return (
        " ".join(role)
        if role[0].casefold() not in name_words().honorifics or len(role) > 1
        else None
    )


def _belongs(word: str) -> bool:
    folded, words = word.casefold(), name_words()
    if folded in words.office_modifiers or folded in words.offices or folded in words.bodies:
        return True
    if not word[:1].isupper() or word.endswith(("'s", "’s")):
        return False
    return (word.isupper() and 2 <= len(word) <= 6) or country_code(word) is not None


def office_of(text: str, start: int) -> int:
    """Return where the office begins of someone "of" what stands at `start`, or `start` itself.

    "Deputy Chairman of the Kremlin's Security Council": from "Deputy" on.
    """
    found = _OF.search(text, max(0, start - _REACH), start)
    if found is None:
        return start
    words = list(_WORD.finditer(text, *found.span("office")))
    if not words or words[-1].group().casefold() not in name_words().offices:
        return start
    begin = words[-1].start()
    for word in reversed(words[:-1]):
        if not _belongs(word.group()):
            break
        begin = word.start()
    return begin


def _role_with_complement(text: str, start: int, language: str) -> str | None:
    """Return an office whose complement follows it: "министр иностранных дел", "le ministre de"."""
    separators = lang.language(language).names.breaks
    if not separators:
        return None
    listed = name_words()
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    words = before.group().split() if before else []
    for at in range(len(words) - 1, max(-1, len(words) - 8), -1):
        folded = words[at].casefold()
        if folded in separators:
            return None
        if folded in listed.offices:
            first = at
            known = listed.offices | listed.office_modifiers
            while first and words[first - 1].casefold() in known:
                first -= 1
            return " ".join(words[first:])
    return None


def role_beside(text: str, start: int, end: int, language: str = "en") -> str | None:
    """Return an office that a name explains: "the minister, Anna Berger, left"."""
    if text[start - 2 : start] != ", " or text[end : end + 1] not in {",", "."}:
        return None
    lead = text[max(0, start - _REACH) : start - 2] + " "
    if language != "en":
        return _role_with_complement(lead, len(lead), language)
    before = _BEFORE.search(lead)
    words = before.group().split() if before else []
    if not words or words[-1].casefold() not in name_words().offices:
        return None
    role = [words[-1]]
    for word in reversed(words[:-1]):
        if not _belongs(word):
            break
        role.insert(0, word)
    return " ".join(role)


def role_after(text: str, end: int) -> str | None:
    """Return an office in apposition: "Jens Stoltenberg, the NATO secretary general,"."""
    if text[end : end + 1] != ",":
        return None
    who = _WHO.match(text, end)
    if who:
        return who.group(1)
    after = _AFTER.match(text, end)
    if after is None or _verbs().search(after.group(1)):
        return None
    words = [word.casefold() for word in _WORD.findall(after.group(1))]
    return after.group(1) if any(word in name_words().offices for word in words) else None
