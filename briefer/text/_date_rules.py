"""What months, days and relative expressions mean: one rule for each kind of word.

A rule takes a trigger (a month's or a day's name, "last week", "days") and looks at a
bounded number of characters round it.
"""

import re

from briefer import lang
from briefer.text import _date_sums as sums
from briefer.text._calendar import WORD, DateEntry, Vocabulary
from briefer.text._date_found import Context, Found
from briefer.text._date_sums import Period

_DAY_PART = re.compile(r"\s(?:morning|afternoon|evening|night)(?!\w)")
_OF_WEEK = re.compile(r"\s(?:of\s)?(?P<which>last|this|next)\sweek(?!\w)")
_OF_MONTH = re.compile(r"\sof\s(?:(?P<which>last|this|next)|the)\smonth(?!\w)")
_NTH = re.compile(r"(?<!\w)(?P<nth>first|second|third|fourth|last)\s\Z")
_COUNT = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_WHICH = {"last": -1, "this": 0, "next": 1}
_SURE_LEADS = frozenset("in since until till during last next this every".split())
_THE = re.compile(r"(?<!\w)[Tt]he\s\Z")
_NOUN = re.compile(r"\s(?!(?:on|of|for|against|to|by|in|from|through|and)\s)[a-z]{3,}")
_CAPITAL = re.compile(r"\s[A-Z][a-z]")
_NOT_TODAY = re.compile(
    r"(?:في|ذلك)\sاليوم|اليوم\s(?:الأول|الثاني|التالي|السابق|الواحد|العالمي|الوطني|نفسه)"
)
_LONE = frozenset({"ru", "ar"})  # "неделю назад": one, though no number is written


def month(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """A month: with a day ("June 16", "16 июня 2021 года"), or alone ("mid-March")."""
    words, text = context.words, context.text
    if _is_named_after(text, start):
        return None
    before = words.before_month.search(text, max(0, start - 24), start)
    if before and not _is_day(words, before["last"]):
        before = None
    if before:
        year = words.year_after.match(text, end)
        stop = year.end() if year and year["year"] else end
        first = before["day"] or before["last"]
        last = before["last"] if before["day"] else None
        named = year["year"] if year else None
        return _dated(context, (before.start(), stop), entry.value, (first, last, named))
    after = words.after_month.match(text, end) if words.language in {"en", "und"} else None
    if after and _is_day(words, after["day"]):
        stop = _trimmed(text, after.end())
        given = (after["day"], after["last"], after["year"])
        return _dated(context, (start, stop), entry.value, given)
    return _month_alone(context, start, end, entry)


def _trimmed(text: str, end: int) -> int:
    return end - 1 if text[end - 1] == "." else end


def _is_day(words: Vocabulary, word: str) -> bool:
    return 1 <= _number(words, word) <= 31


def _number(words: Vocabulary, word: str) -> int:
    return words.ordinals.get(word) or int(word)


def _dated(
    context: Context,
    span: tuple[int, int],
    month_number: int,
    given: tuple[str, str | None, str | None],
) -> Found | None:
    first, last, year = given
    found = Found(*span, None, "date", bool(year), month_number)
    number = _number(context.words, first)
    if year:
        date = sums.day(int(year), month_number, number)
    elif context.anchor is None:
        return found
    else:
        tense = context.tense(*span)
        date = sums.nearest_day(context.anchor, month_number, number, tense)
    if date is None:
        return None
    end = sums.day(date.year, month_number, _number(context.words, last)) if last else None
    period = Period(date, "day", end if end and end > date else None)
    return found._replace(period=period)


def _month_alone(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    words, text = context.words, context.text
    after = words.year_after.match(text, end)
    year = after["year"] if after else None
    part = words.part.search(text, max(0, start - 32), start)
    near = part.start() if part else start
    lead = words.lead.search(text, max(0, near - 16), near) if words.lead else None
    led = lead.group().strip().casefold() if lead else ""
    if not (year or part) and not _is_month(context, start, end, entry, led):
        return None
    stop = after.end() if after and year else end
    if led in {"last", "next", "this"} and lead and not part:
        near = lead.start()
    turned = words.turn_after.match(text, stop)
    if turned:
        stop = turned.end()
        led = {-1: "last", 1: "next"}.get(_turn(words, turned) or 0, led)
    found = Found(near, stop, None, "month", bool(year), entry.value)
    if year:
        date = sums.day(int(year), entry.value, 1)
    elif context.anchor is None:
        return found
    else:
        turn = context.bound(near) or led
        date = sums.nearest_month(context.anchor, entry.value, context.tense(near, stop), turn)
    return found._replace(period=Period(date, "month")) if date else None


def _is_month(context: Context, start: int, end: int, entry: DateEntry, led: str) -> bool:
    """Whether a word alone is a month's name: not a verb, a person or a walk."""
    language, text = context.words.language, context.text
    if entry.kind == "short":
        return False
    word = entry.phrase.casefold()
    if word == "may" and language == "en" and context.person_may:
        return led in _SURE_LEADS
    if word not in lang.language(language).dates.ambiguous:
        return bool(led) or language != "en" or not _CAPITAL.match(text, end)
    if led:
        return True
    return language == "en" and bool(
        _THE.search(text, max(0, start - 5), start) and _NOUN.match(text, end)
    )


def weekday(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """A day of the week: "on Tuesday", "last Friday", "Wednesday night"."""
    words, text = context.words, context.text
    if words.language == "en" and _is_title(text, start, end):
        return None
    if entry.phrase.casefold() in lang.language(words.language).dates.ambiguous:
        return None
    before = words.turn_before.search(text, max(0, start - 20), start)
    after = words.turn_after.match(text, end)
    turn = _turn(words, before or after)
    of_month = _of_month(context, start, end, entry) if words.language == "en" else None
    if of_month:
        return of_month
    of_week = _OF_WEEK.match(text, end) if words.language == "en" else None
    part = _DAY_PART.match(text, end) if words.language == "en" else None
    first = before.start() if before else start
    stop = max([end, *(m.end() for m in (after, of_week, part) if m)])
    if context.anchor is None:
        return Found(first, stop, None, "weekday", month=entry.value)
    if of_week:
        weeks = _WHICH[of_week["which"]]
        date = sums.weekday_of_week(context.anchor, entry.value, weeks)
    else:
        tense = context.tense_of_weekday(first, stop)
        date = sums.weekday(context.anchor, entry.value, turn, tense)
    period = Period(date) if date else None
    return Found(first, stop, period, "weekday", month=entry.value)


def _of_month(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """Return "the last Friday of this month", "the first Monday of next month"."""
    text = context.text
    after, before = _OF_MONTH.match(text, end), _NTH.search(text, max(0, start - 12), start)
    if after is None or before is None:
        return None
    found = Found(before.start(), after.end(), None, "weekday", month=entry.value)
    first = context.anchor and sums.months_from(context.anchor, _WHICH[after["which"] or "this"])
    if not first:
        return found
    date = sums.weekday_of_month(first, entry.value, _COUNT[before["nth"]])
    return found._replace(period=Period(date) if date else None)


def _turn(words: Vocabulary, found: re.Match[str] | None) -> int | None:
    return words.turns.get(found.group(1).casefold()) if found else None


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a day's name belongs to another name: "Super Tuesday", "the Sunday Times"."""
    dates = lang.language("en").dates
    if _is_named_after(text, start):
        return True
    after = WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    return bool(after) and after.group() in dates.titles  # type: ignore[union-attr]


def _is_named_after(text: str, start: int) -> bool:
    """Whether the word before makes a name of a day's or a month's: "Super Tuesday", "Long March"."""
    before = WORD.findall(text, max(0, start - 12), start)
    epithets = lang.language("en").dates.epithets
    return bool(before) and before[-1] in epithets and text[start - 1] == " "


def relative(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """An expression counted from today: "last month", "вчера"."""
    if entry.phrase == "اليوم" and _NOT_TODAY.search(context.text, max(0, start - 4), end + 10):
        return None
    if context.anchor is None:
        return Found(start, end, None, "relative")
    if entry.unit == "weekend":
        tense = context.tense(start, end)
        if not tense and entry.phrase.casefold().startswith("this"):
            tense = "future"
        period = sums.weekend(context.anchor, entry.value, tense)
    else:
        period = sums.shifted(context.anchor, entry.unit, entry.value)
    return Found(start, end, period, "relative")


def unit(context: Context, start: int, end: int, entry: DateEntry) -> Found | None:
    """A number of days, weeks, months or years: "three days ago", "через неделю"."""
    words, text = context.words, context.text
    for before, after, sign in words.agos:
        left = before.search(text, max(0, start - 28), start)
        right = after.match(text, end) if left else None
        if left is None or right is None:
            continue
        count = _count(words, left, entry)
        if count is None or (sign == 2 and context.tense(left.start(), end) != "future"):
            continue
        found = Found(left.start(), right.end(), None, "relative")
        if context.anchor is None or sign == 0:
            return found
        period = sums.shifted(context.anchor, entry.unit, count if sign > 0 else -count)
        return found._replace(period=period)
    return None


def _count(words: Vocabulary, left: re.Match[str], entry: DateEntry) -> int | None:
    written = left["n"]
    if written is None:
        return entry.value or (1 if words.language in _LONE else None)
    return int(written) if written.isdigit() else words.counts.get(written.casefold())
