"""Date lines: the day and hour that somebody wrote above a text, in any everyday form.

One grammar over words, not over examples. A line is cut into words, numbers, clocks and days in
digits; each becomes one letter of what it is (N number, Y year, M month, W weekday, D day in
digits, C clock, A morning or afternoon, Z zone, P "published", U "updated", O anything else), and
what stands between them is left out. The letters are then read by one expression:

    "Mon 30 Nov 2026 18.31 CET"  ->  W N M Y C Z
    "2026年11月30日 18:31"         ->  D C

A date in running text is another matter: `dates`.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.text._stamp_days import Day, day_in_digits, whole_year
from briefer.text._stamp_words import CJK, PHRASE, StampWords, fold, stamp_words

LONGEST = 240  # characters that are looked at
_FARTHEST = 14 * 60  # minutes east of Greenwich
_LETTER = {
    "month": "M",
    "day": "W",
    "published": "P",
    "updated": "U",
    "am": "A",
    "pm": "A",
    "zone": "Z",
}
_DIGITS = re.compile(
    r"(?<![\d.,:/])(?:"
    r"(?P<y>\d{4})\s?(?P<ymark>[-/.年년])\s?(?P<m>\d{1,2})\s?(?:(?P=ymark)|[月월])\s?(?P<d>\d{1,2})(?!\d)(?:\s?[日号號일]|\.(?!\d))?"
    r"|(?P<cm>\d{1,2})\s?[月월]\s?(?P<cd>\d{1,2})\s?[日号號일]"
    r"|(?P<packed>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    r"|(?P<a>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<c>\d{4}|\d{2})(?!\d|[:/]\d)"
    r")"
)
_CLOCK = re.compile(
    r"(?:T(?=\d\d:?\d\d)|(?<![\d.,:/]))(?P<h>[01]?\d|2[0-4])(?:\s?[:.]\s?(?P<i>[0-5]\d)(?:\s?[:.]\s?[0-5]\d)?(?:[.,]\d{1,9})?(?![\d/])(?!\.\d)"
    r"|\s?(?:[hH]|[時时點点]|시|giờ|ч)\s?(?P<j>[0-5]\d)?(?!\d)(?:\s?(?:[分분]|m(?:in)?\b))?(?![A-Za-z])"
    r"|(?<=T\d\d)(?P<l>[0-5]\d)(?:[0-5]\d)?(?!\d)"
    r"|(?P<k>[0-5]\d)?(?=\s?(?:[aApP]\.?\s?[mM]\b|hrs\b|hours\b|Uhr\b|uhr\b|óra|uur\b|hod\b)))"
)
_OFFSET = re.compile(
    r"(?:(?:UTC|GMT|utc|gmt)\s?)?(?P<sign>[+\u2212-])\s?(?P<h>\d{1,2}):?(?P<m>\d{2})?(?!\d)"
)
_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e4e\u200c\u200d"
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_SIGNS}])*"
_WORD = re.compile(rf"\d+|{_LETTERS}(?:[’'ʼ.-]{_LETTERS})*|\S")
_DAY_SIGN = re.compile(r"[（(]\s?(?:[月火水木金土日][曜]?日?|[월화수목금토일](?:요일)?)\s?[)）]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_YEAR = re.compile(r"(?:19|20|25)\d\d|\d\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d\d|['’]\d\d(?!\d)")
_AFTER_CLOCK = re.compile(r"\d[:.]\d\d\s\Z")
_ORDINAL = re.compile(r"(?<=\d)\.?[ºª]")
_TIME = "(?:C(?:[AZ]{0,3}))"
_DAY = "(?:D|NM+Y|M+NY|YM+N|NM+N|NM+|M+N)"
_GRAMMAR = re.compile(
    rf"(?P<label>[PU]*)(?:(?P<first>A?{_TIME})W?|W)?(?P<label2>[PU]*)(?P<day>{_DAY})W?A?(?P<time>A?{_TIME})?(?P<zone>Z?)(?:[PU]+A?{_TIME})?"
)


class Stamp(NamedTuple):
    """A day, and where given an hour, as a line states it; `text[start:end]` are its words.

    `day.year` 0: the line names no year. `offset` is an IANA name, minutes east of Greenwich, or
    None where the line gives no zone.
    """

    start: int
    end: int
    day: Day
    time: dt.time | None = None
    offset: int | str | None = None
    updated: bool = False
    labelled: bool = False
    weekday: int | None = None

    def moment(self, zone: dt.tzinfo) -> dt.datetime | None:
        """Return the moment that the line states, read in `zone` where it names none."""
        if self.time is None or not self.day.year:
            return None
        if isinstance(self.offset, str):
            zone = ZoneInfo(self.offset)
        elif self.offset is not None:
            zone = dt.timezone(dt.timedelta(minutes=self.offset))
        date = dt.date(self.day.year, self.day.month, self.day.number)
        return dt.datetime.combine(date, self.time, tzinfo=zone)


class _Part(NamedTuple):
    letter: str
    start: int
    end: int
    value: object = None


def may_name_a_day(line: str) -> bool:
    """Whether `line` holds what could be a year: without one most lines need no closer look."""
    return _YEAR.search(line if line.isascii() else plain_digits(line[:LONGEST])) is not None


def find_stamps(line: str, language: str = "") -> list[Stamp]:
    """Return the days that `line` states, in order; none where it states none.

    `language` is that of the text below, where it is known.
    """
    text = _ORDINAL.sub(_spaces, plain_digits(line[:LONGEST]))
    if not any(char.isdecimal() for char in text):
        return []
    parts = list(_parts(text, language))
    telling = [part for part in parts if part.letter != "_"]
    letters = "".join(part.letter for part in telling)
    found = (_stamp(telling, match) for match in _GRAMMAR.finditer(letters))
    return [_with_fillers(stamp, parts) for stamp in found if stamp is not None]


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _with_fillers(stamp: Stamp, parts: list[_Part]) -> Stamp:
    """Return the stamp with the fillers that stand right before and after it."""
    start, end = stamp.start, stamp.end
    for part in parts:
        if part.start >= end:
            if part.letter != "_":
                break
            end = part.end
    for part in reversed(parts):
        if part.end <= start:
            if part.letter != "_":
                break
            start = part.start
    return stamp._replace(start=start, end=end)


def left_over(line: str, stamps: list[Stamp]) -> str:
    """Return what `line` says besides its dates, without marks at its edges."""
    kept, at = [], 0
    for stamp in stamps:
        kept.append(line[at : stamp.start])
        at = stamp.end
    kept.append(line[at:])
    return " ".join(filter(None, (part.strip(_EDGES) for part in kept)))


_EDGES = " \t|,;:.·•-–—―/()[]«»*_#>\u200e\u200f\u00a0年日"


def plain_digits(text: str) -> str:
    """Return `text` with the digits of every script as 0 to 9, at the same places."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


# --- cutting a line into its parts ------------------------------------------------------------


def _parts(text: str, language: str) -> Iterator[_Part]:
    """Yield the parts of a line, without punctuation; a filler is "_"."""
    at, words = 0, stamp_words()
    pieces = list(_pieces(text, words.unspaced))
    place = 0
    while place < len(pieces):
        start = pieces[place][0]
        if start < at:
            place += 1
            continue
        part = _in_digits(text, start, language)
        if part is not None:
            at = part.end
            yield part
            continue
        step, part = _in_words(text, pieces, place, (words, language))
        place += step
        if part is not None:
            yield part


def _pieces(text: str, unspaced: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where words, numbers and marks stand; a run of CJK is cut into what is known."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if not CJK.match(match.group()):
            yield start, end
            continue
        while start < end:
            known = unspaced.match(text, start, end)
            stop = known.end() if known else start + 1
            yield start, stop
            start = stop


def _in_digits(text: str, start: int, language: str) -> _Part | None:
    """Return the day in digits, clock, offset or weekday in brackets that begins at `start`."""
    char = text[start]
    if char in "(（":
        match = _DAY_SIGN.match(text, start)
        return _Part("W", *match.span()) if match else None
    if char in "+-\u2212UuGg":
        return _offset(text, start)
    if char.isdecimal():
        match = _DIGITS.match(text, start)
        day = day_in_digits(match, language) if match else None
        if match is not None and day is not None:
            return _Part("D", *match.span(), day)
    return _clock(text, start) if char.isdecimal() or char == "T" else None


def _clock(text: str, start: int) -> _Part | None:
    match = _CLOCK.match(text, start)
    if match is None:
        return None
    minute = match["i"] or match["j"] or match["k"] or match["l"] or "0"
    return _Part("C", *match.span(), (int(match["h"]), int(minute)))


def _offset(text: str, start: int) -> _Part | None:
    """Return "+02:00" or "GMT+7" in minutes; a dash is a minus right after a figure or a clock."""
    match = _OFFSET.match(text, start)
    if match is None:
        return None
    behind = text[max(0, start - 1) : start].isdecimal() or _AFTER_CLOCK.search(text, 0, start)
    if text[start] in "-\u2212" and not (behind and text[start + 1].isdecimal()):
        return None
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    if minutes > _FARTHEST:
        return None
    return _Part("Z", *match.span(), minutes if match["sign"] == "+" else -minutes)


def _in_words(
    text: str, pieces: list[tuple[int, int]], place: int, known: tuple[StampWords, str]
) -> tuple[int, _Part | None]:
    """Return how many pieces a word or phrase takes, and what it is if it is no mere filler."""
    words, language = known
    start, end = pieces[place]
    piece = text[start:end]
    if piece.isdecimal():
        return 1, _number(piece, start, end)
    if not piece[0].isalpha():
        return 1, None
    last = min(place + PHRASE, len(pieces))
    for stop in range(last, place, -1):
        end = pieces[stop - 1][1]
        phrase = fold(_MARKS.sub("", " ".join(text[start:end].split()).replace(". ", " ")))
        word = words.get(phrase, language) or words.get(phrase.replace(".", ""), language)
        if word is None:
            continue
        if word.kind == "month lead":
            return _led_month(text, pieces, stop, place)
        letter = _LETTER.get(word.kind)
        value = word.kind if letter == "A" else word.value
        return stop - place, _Part(letter or "_", start, end, value)
    return 1, _Part("O", start, pieces[place][1])


def _number(piece: str, start: int, end: int) -> _Part:
    if len(piece) == 4 and (year := whole_year(int(piece))):
        return _Part("Y", start, end, year)
    return _Part("N" if len(piece) <= 2 else "O", start, end, int(piece[:9]))


def _led_month(
    text: str, pieces: list[tuple[int, int]], stop: int, place: int
) -> tuple[int, _Part | None]:
    """Return a month by its number after a word for it: "tháng 9"."""
    if stop < len(pieces):
        start, end = pieces[stop]
        piece = text[start:end]
        if piece.isdecimal() and 1 <= int(piece) <= 12:
            return stop - place + 1, _Part("M", pieces[place][0], end, int(piece))
    return stop - place, None


# --- reading the parts ------------------------------------------------------------------------


def _stamp(parts: list[_Part], match: re.Match[str]) -> Stamp | None:
    """Return what a match of the grammar states, or None for a day that no calendar has."""
    days = parts[slice(*match.span("day"))]
    day = _day(days)
    if day is None:
        return None
    labels = parts[slice(*match.span("label"))] + parts[slice(*match.span("label2"))]
    group = "time" if match["time"] else "first"
    clocks = parts[slice(*match.span(group))] if match[group] else []
    zones = [part for part in clocks if part.letter == "Z"] + parts[slice(*match.span("zone"))]
    names = [p for p in parts[slice(*match.span())] if p.letter == "W" and p.value is not None]
    return Stamp(
        start=parts[match.start()].start,
        end=parts[match.end() - 1].end,
        day=day,
        time=_time(clocks, parts[slice(*match.span())]),
        offset=next((z.value for z in reversed(zones) if isinstance(z.value, int | str)), None),
        updated=any(label.letter == "U" for label in labels[-1:]),
        labelled=bool(labels),
        weekday=next((int(str(p.value)) for p in names), None),
    )


def _day(parts: list[_Part]) -> Day | None:
    first = parts[0].value
    if isinstance(first, Day):
        return first
    months = {part.value for part in parts if part.letter == "M"}
    numbers = [int(str(part.value)) for part in parts if part.letter == "N"]
    years = [int(str(part.value)) for part in parts if part.letter == "Y"]
    if len(months) != 1 or not numbers:
        return None
    year = years[0] if years else 2000 + numbers[1] if len(numbers) > 1 else 0
    return Day.of(year, int(str(months.pop())), numbers[0])


def _time(clocks: list[_Part], parts: list[_Part]) -> dt.time | None:
    found = next((part.value for part in clocks if part.letter == "C"), None)
    if not isinstance(found, tuple):
        return None
    hour, minute = found
    half = next((part.value for part in parts if part.letter == "A"), "")
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return dt.time(hour, minute) if hour < 24 else None
