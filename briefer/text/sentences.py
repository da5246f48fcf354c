"""Sentences with exact offsets.

One regular expression finds every place where a sentence could end; small rules decide. Time is
linear in the length of the text: each rule looks at a bounded number of characters.

Every character that is no white space belongs to exactly one sentence, and no sentence begins or
ends with white space.
"""

import re
from functools import cache
from typing import NamedTuple

from briefer import lang
from briefer.models import Sentence
from briefer.text._abbreviations import Abbreviations, abbreviations, around
from briefer.text._lines import LINE, LineLayout
from briefer.text.datelines import read_dateline

_STOPS = ".!?…؟\u061d\u037e"
_HARD = "。！？｡︒।॥۔։።፧။⸮"  # end a sentence whatever follows
_CLOSERS = "\"'”’»›)\\]}“‘«」』）】》〉｣＂"
_QUOTES = frozenset("\"'”’»›“‘«")
_AFTER = rf"(?:[{_CLOSERS}]|[ \u00a0\u202f][»›](?![^\W_]))*+(?:\[\d{{1,3}}\])*+"


@cache
def _said() -> re.Pattern[str]:
    """Return the words after a quotation that make it part of the sentence they are in."""
    verbs = "|".join(lang.language("en").sentences.said)
    return re.compile(
        rf"\s*+(?:[-–—]\s*)?(?:[^\W\d_][\w.’'-]{{0,30}}\s){{1,4}}?(?:{verbs})\b",
    )


@cache
def _candidates(stops: str) -> re.Pattern[str]:
    """Return the pattern of the places where a sentence can end.

    A line break with all the white space after it; or stops that need no space after them; or
    stops, with the quotation marks and brackets that close after them, at the end of a word; or a
    stop between two words that a scraper glued together. It begins with one set of characters,
    which `re` scans for fast.
    """
    return re.compile(
        rf"[{LINE}{_HARD}{stops}](?:(?<=[{LINE}])(?P<line>\s*+)"
        rf"|(?<=[{_HARD}])(?P<hard>[{_HARD}{stops}]*+{_AFTER})"
        rf"|(?<![{stops}]{{2}})[{stops}]*+"
        rf"(?:(?P<after>{_AFTER})(?=\s|\Z)|(?P<glued>[”»\"]?+(?=[“«„\"]?[^\W\d_]))))",
    )


_SPACE = re.compile(r"\s*+")
_HAS_WORD = re.compile(r"\w")
_NEXT_WORD = re.compile(r"[^\w\s]{0,9}\s*+(?:[^\w\s]{1,9}\s*+)?(?P<word>\w{1,40}(?:['’]\w{0,40})?)")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+-?[^\W\d_]{1,2}")
# A sentence that begins with a small letter: "al-Assad", "iPhone", or a quotation.
_SMALL_START = re.compile(r"\s++(?:[“«„\"](?=[^\W\d_])|[a-z]{1,3}[-’']?[A-Z])")
_ROMAN = re.compile(r"[IVXLХ]{2,6}")
# What goes on with a date after its day or month: "1. 1. 2027", "2. 6.", "6. 2026".
_REST_OF_DATE = re.compile(r"\s*(?:\d{1,2}\.(?!\d)|(?:19|20)\d\d(?!\d))")
# A word without a vowel is an abbreviation ("mld", "ppłk", "вкл"), but where r or l is one ("trh").
_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxzçčćďđğłľĺļńňñřŕşšșśťțžźżбвгджзйклмнпрстфхцчшщьћђќѓљњџ]")
_SYLLABIC = re.compile(r"[^\W\d_][rlřŕĺľрл](?=[^\W\d_])")
_INITIAL = re.compile(r"\s*+[^\W\d_]\.")
_TIME = re.compile(r"\s*[A-Z]\w{0,20} (?:[a-z]{0,20} )?time\b")  # 5 p.m. Moscow time
# A full stop inside what may be a dateline: "Lima, 30 nov. (AM).- ", "МОСКВА, 1 июня. /ОБР/. ".
_DOTTED_HEAD = re.compile(
    r"[^\n]{2,60}?(?:\.[)\]/]?\s?[-–—―]{1,2}\s|\.\s/[^/\n]{2,30}/)|[^\n.]{2,40}\.\s\d{1,2}\s"
    r"|[^\n.]{2,30}\d\s[^\W\d_]{3,10}\s[-–—]\s(?:[А-ЯЁІЇЄ][\w-]+\s?){1,3}\.\s"
)
_QUOTATIVE = re.compile(r"と|って|という|など|の|は|が|を|に|も|[、，,;；]")  # 「…。」と述べた
_LOOK_BACK = 28  # characters before a stop that may hold an abbreviation and the word before it
_LONGEST_SHORTENED = 6  # letters
_LONGEST_ORDINAL = 3  # digits
_SHORT = 40  # characters; a sentence that would end at "2021 г." sooner goes on


def split(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of `text`, in order, numbered from 1.

    A blank line starts a new paragraph; where there is none, every line does (unless the lines
    are those of one wrapped paragraph). A paragraph, a heading and an item of a list end a
    sentence whatever their last character is.
    """
    start = _skip(text, 0)
    layout, rules = LineLayout(text, start), _Rules(text, abbreviations(language))
    candidates = _candidates(_STOPS + ";" if language == "el" else _STOPS)
    begins = _after_dateline(text, start, language)
    found: list[Sentence] = []
    paragraph = 1
    for match in candidates.finditer(text, begins):
        if match.lastgroup == "line":
            does = layout.at(match)
            if not does.sentence:
                continue
            end, after = _trimmed(text, start, match.start()), match.end()
        elif rules.ends(match, start):
            end, after = match.end(), _skip(text, match.end())
            does = None
        else:
            continue
        if end > start:
            found.append(
                Sentence(number=len(found) + 1, start=start, end=end, paragraph=paragraph),
            )
        start = after
        paragraph += does is not None and does.paragraph
    end = _trimmed(text, start, len(text))
    if end > start:
        found.append(Sentence(number=len(found) + 1, start=start, end=end, paragraph=paragraph))
    return tuple(found)


def _after_dateline(text: str, start: int, language: str) -> int:
    """Return where sentences may begin to end: after a dateline with full stops of its own."""
    if not _DOTTED_HEAD.match(text, start):
        return start
    read = read_dateline(text[start : start + 150], language)
    return start + read.end if read else start


def _shortened(word: str) -> bool:
    """Whether a word in small letters is an abbreviation by its look (Mikheev 2002, section 3)."""
    return (
        len(word) < _LONGEST_SHORTENED
        and word.islower()
        and not _VOWEL.search(word)
        and not _SYLLABIC.search(word)
    )


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


class _Around(NamedTuple):
    """The word before the last one, the last one, and the one after the stop."""

    previous: str
    last: str
    word: str

    @property
    def pair(self) -> str:
        """The two words before the stop, as the tables write them."""
        return f"{self.previous}|{self.last}"


class _Rules:
    """Decides whether a candidate ends the sentence that runs since `start`."""

    def __init__(self, text: str, table: Abbreviations) -> None:
        self._text = text
        self._table = table
        self._common = around()

    def ends(self, match: re.Match[str], start: int) -> bool:
        text = self._text
        if not _HAS_WORD.search(text, start, min(match.start(), start + 60)):
            return match.start() > start + 60
        if match["hard"] is not None:
            return not (text[match.end() - 1] in "」』）" and _QUOTATIVE.match(text, match.end()))
        found = _NEXT_WORD.match(text, match.end())
        word = found["word"] if found else ""
        if match["glued"] is not None:
            return self._glued(match, word)
        if not found:
            return True
        stop = text[match.start() : match.start("after")]
        if stop == ".":
            return self._full_stop(match, start, word)
        return self._other_stop(stop, match, word)

    def _glued(self, match: re.Match[str], word: str) -> bool:
        """Whether a stop without space after it ("home.The minister") ends the sentence."""
        if not word[:1].isupper():
            return False
        if match["glued"] and match["glued"] in "”»":
            return True
        before = self._text[max(0, match.start() - _LOOK_BACK) : match.start()].split()
        last = before[-1] if before else ""
        return last.isalpha() and len(last) > 1 and last[-1].islower() and self._opens(word)

    def _other_stop(self, stop: str, match: re.Match[str], word: str) -> bool:
        """Whether a question or exclamation mark or an ellipsis ends the sentence."""
        after = match["after"]
        if word[0].islower() and ("…" in stop or ".." in stop or not self._begins_small(match)):
            return False
        if after[:1] in (")", "]") and self._text[match.start() - 1] in "([":
            return False  # "(!)"
        if ("…" in stop or ".." in stop) and word[0].isdigit():
            return False
        return not (after[:1] in _QUOTES and _said().match(self._text, match.end()))

    def _full_stop(self, match: re.Match[str], start: int, word: str) -> bool:
        """Whether a single full stop ends the sentence."""
        at = match.start()
        before = self._text[max(start, at - _LOOK_BACK) : at].split()
        last = before[-1].lstrip("\"'“”‘’«„([{") if before else ""
        if "'" in last or "’" in last:  # "l'on."
            last = last.replace("’", "'").rpartition("'")[2]
        if word[0].islower():
            plain = last not in self._table.firm and len(last) > 1
            return plain and self._begins_small(match)
        roman = self._table.ordinals and _ROMAN.fullmatch(last)
        if last not in self._table.special and len(last) > 1 and last.isalpha() and not roman:
            counted = len(before) > 1 and before[-2][-1].isdigit()  # "5 km."
            return counted or not _shortened(last) or self._opens(word)
        if match["after"] and match["after"][0] in _QUOTES:
            return True
        previous = before[-2] if len(before) > 1 else ""
        if not previous and (len(last) == 1 or last.isdigit()):
            return at - start > len(last) + 2  # else a number or letter of a list: "1. First"
        return self._abbreviation(match, _Around(previous, last, word), at - start)

    def _begins_small(self, match: re.Match[str]) -> bool:
        """Whether a small letter after a stop begins a sentence: al-Assad, "we go"."""
        return _SMALL_START.match(self._text, match.end()) is not None

    def _abbreviation(self, match: re.Match[str], around: _Around, length: int) -> bool:
        """Whether the sentence, `length` long so far, ends at a stop that may be an abbreviation's."""
        previous, last, word = around
        table, common = self._table, self._common
        if around.pair in common.final_pairs:
            return True
        if last in table.bound or {around.pair, f"{last}.|{word}"} & common.bound_pairs:
            return False
        if last in table.yearly and last.islower():
            dated = previous[-1:].isdigit() or _ROMAN.fullmatch(previous)  # else a town: "г. Минск"
            long = length >= _SHORT and not word[0].isdigit()
            return bool(dated) and (long or self._opens(word))
        if last.lower() in {"a.m", "p.m"} or around.pair in {"a.|m", "p.|m"}:
            return word not in common.clock and not _TIME.match(self._text, match.end())
        if len(last) == 1 and last.isupper():
            alone = not _INITIAL.match(self._text, match.end())  # no second initial follows
            return alone and (self._opens(word) or previous.lower() in common.labels)
        return self._number(match, around) if last.isdigit() else self._tabled(around)

    def _number(self, match: re.Match[str], around: _Around) -> bool:
        """Whether a full stop after a number of one or two digits ends the sentence.

        It does not where the number is the ordinal that a date, a name or a noun goes on with.
        """
        previous, last, word = around
        table, common = self._table, self._common
        if word in common.numbered or not table.ordinals or len(last) >= _LONGEST_ORDINAL:
            return word not in common.numbered
        if int(last) < 32 and _REST_OF_DATE.match(self._text, match.end()):
            return False
        if previous in common.ordinal_after or word in common.ordinal_before:
            return False
        if not table.number_joins or self._opens(word):
            return True
        noun = table.cardinal_after and previous[:1].isupper()  # "Artikel 5."
        return bool(noun) or previous.lower() in table.cardinal_after or not word[0].isupper()

    def _tabled(self, around: _Around) -> bool:
        """Whether the sentence ends at a stop, by the language's tables."""
        _, last, word = around
        table = self._table
        if last in table.final:
            return True
        roman = table.ordinals and _ROMAN.fullmatch(last)  # "Karel III. Britský"
        if roman or last in table.loose or _ACRONYM.fullmatch(last):
            return self._opens(word)
        if last in table.counted:
            return not word[0].isdigit()
        return True

    def _opens(self, word: str) -> bool:
        word = word.replace("’", "'")
        return word in self._table.openers or word[: word.find("'") + 1] in self._table.openers
