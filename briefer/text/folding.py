r"""What is read is what is seen: letters, digits and signs that look alike are made the same.

    seen("did n\u00adot")  -> "did not"        what the eye does not see is gone
    seen("ｆｕｌｌ")          -> "full"           another width is no other letter
    disguised("n\u043et")   -> "n\u043et"       Latin letters with a Cyrillic o among them

Compatibility forms are those of Unicode's NFKC (UAX 15), ignorable characters those of its default
ignorable code points (UAX 44), look-alikes those of UTS 39 (see `lang/confusables.txt`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from briefer.lang import confusables

_MOST: Final = 20_000  # characters that are looked at; a sentence is shorter
# Soft hyphen, fillers, zero width, direction, variation selectors, tags.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINER: Final = re.compile("[\u200c\u200d]")
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# Scripts whose letters can be taken for each other's; a word in any two of them is a disguise.
_ALIKE: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
_FEW: Final = 3  # combining marks on one letter; no orthography has more


def seen(text: str) -> str:
    """Return `text` as it meets the eye: composed, without what is invisible, in usual widths.

    Styled letters and full-width ones become plain; superscripts, fractions and the like stay.
    """
    if text.isascii():
        return text
    kept = _joined(text[:_MOST])
    return unicodedata.normalize("NFC", "".join(map(_usual, kept)))


def folded(text: str) -> str:
    """Return `text` for comparison, as long as it was: one character for each.

    What looks like a Latin letter is one where it stands among Latin letters.
    """
    if text.isascii():
        return text
    odd = {c for c in set(text) if not c.isascii()}
    usual = {ord(c): plain for c in odd if len(plain := _usual(c)) == 1}
    plain = text.translate(usual)
    if not any(_script(usual.get(ord(c), c)) not in {"", "LATIN"} for c in odd):
        return plain  # nothing in it can be taken for a Latin letter
    return _WORD.sub(lambda word: _latin(word.group()), plain)


def disguised(text: str) -> str | None:
    """Return the first word that mixes scripts, kinds of digits or piles up marks, or None."""
    if text.isascii():
        return None
    return next(_disguises(text[:_MOST]), None)


def lookalike(text: str) -> str:
    """Return `text` with words of letters that only look Latin made Latin, if the rest is Latin."""
    if text.isascii():
        return text
    words = [word.group() for word in _WORD.finditer(text)]
    latin = sum("LATIN" in _scripts(word) for word in words)
    if 2 * latin <= len(words):
        return text
    return _WORD.sub(lambda word: _all_latin(word.group()), text)


def _disguises(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii():
            continue
        marks = re.findall(r"[\u0300-\u036f]+", unicodedata.normalize("NFD", word))
        digits = {_digits(character) for character in word} - {""}
        if len(_scripts(word)) > 1 or len(digits) > 1 or any(len(pile) > _FEW for pile in marks):
            yield word


def _joined(text: str) -> str:
    """Return text without ignorable characters; joiners stay where a script needs them."""
    if not _JOINER.search(text):
        return _IGNORABLE.sub("", text)
    kept = [
        c
        for i, c in enumerate(text)
        if not _IGNORABLE.match(c) or (_JOINER.match(c) and i and _needs_joiners(text[i - 1]))
    ]
    return "".join(kept)


@lru_cache(maxsize=4_096)
def _needs_joiners(character: str) -> bool:
    """Tell whether a letter is of a script that is written with joiners (Persian, Hindi)."""
    name = unicodedata.name(character, "")
    return ord(character) > 0x5FF and not name.startswith(tuple(_ALIKE))


@lru_cache(maxsize=4_096)
def _usual(character: str) -> str:
    """Return a full-width, styled or ligated letter, digit or sign as the usual one."""
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in {"<wide>", "<narrow>", "<font>", "<circle>"} or "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=4_096)
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "").partition(" ")[0]
    return name if name in _ALIKE else ""


@lru_cache(maxsize=20_000)
def _scripts(word: str) -> frozenset[str]:
    return frozenset(map(_script, word)) - {""}


def _digits(character: str) -> str:
    """Return the kind of a digit: "ASCII", or the words of its name before "DIGIT"."""
    if not character.isdigit():
        return ""
    if character.isascii():
        return "ASCII"
    return unicodedata.name(character, "?").partition("DIGIT")[0].split(" ")[0] or "?"


def _latin(word: str) -> str:
    """Return a word of Latin and other letters with those that look Latin made Latin."""
    return _swapped(word) if len(_scripts(word)) > 1 and "LATIN" in _scripts(word) else word


def _all_latin(word: str) -> str:
    if word.isascii() or "LATIN" in _scripts(word):
        return word
    changed = _swapped(word)
    return changed if changed.isascii() else word


def _swapped(word: str) -> str:
    table = confusables()
    return "".join(table.get(character, character) for character in word)
