"""Dates in running text, resolved against the article's own date by code.

A bare day and month is the one nearest to the anchor; a bare weekday is the last such day up to
the anchor, or the next one where the sentence speaks of the future. `When.date` is the first day
of the period that the precision names.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from briefer.models import DateMention, Precision, When

# Month names beside the CLDR's: the Levant's, and usual abbreviations.
_MORE_MONTHS = {
    "ar": {
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6,
        "تموز": 7, "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
        "إبريل": 4, "يوليوز": 7,
    },
    "en": {"sept": 9},
    "ru": {"январе": 1, "феврале": 2, "марте": 3, "апреле": 4, "мае": 5, "июне": 6, "июле": 7,
           "августе": 8, "сентябре": 9, "октябре": 10, "ноябре": 11, "декабре": 12},
}  # fmt: skip
_MORE_DAYS = {
    "ru": {"среду": 2, "пятницу": 4, "субботу": 5},
    "ar": {"الإثنين": 0, "الاربعاء": 2},
}
_FUTURE = re.compile(
    r"\b(?:will|shall|is to|are to|was to|due|scheduled|expected|plans?|planned|upcoming|next|"
    r"ahead of|deadline|until|by|doit|doivent|devrait|va|vont|prochain\w*|aura|se tiendra|prévu\w*|"
    r"будет|будут|состоится|пройд[её]т|планиру\w+|предсто\w+|wird|werden|soll|nächste\w*|"
    r"será|va a|próxim\w+)\b|سوف|المقبل|القادم|\bس[يتن]\w{3,}",
    re.IGNORECASE,
)
_RELATIVE: dict[str, dict[str, tuple[str, int]]] = {
    "en": {"today": ("day", 0), "tonight": ("day", 0), "this morning": ("day", 0),
           "this evening": ("day", 0), "yesterday": ("day", -1), "tomorrow": ("day", 1),
           "last week": ("week", -1), "this week": ("week", 0), "next week": ("week", 1),
           "last month": ("month", -1), "this month": ("month", 0), "next month": ("month", 1),
           "last year": ("year", -1), "this year": ("year", 0), "next year": ("year", 1)},
    "fr": {"aujourd'hui": ("day", 0), "aujourd’hui": ("day", 0), "hier": ("day", -1),
           "demain": ("day", 1), "la semaine dernière": ("week", -1),
           "la semaine prochaine": ("week", 1), "cette semaine": ("week", 0),
           "le mois dernier": ("month", -1), "le mois prochain": ("month", 1),
           "ce mois-ci": ("month", 0), "l'an dernier": ("year", -1), "l’an dernier": ("year", -1),
           "l'année dernière": ("year", -1), "l’année dernière": ("year", -1),
           "l'année prochaine": ("year", 1), "l’an prochain": ("year", 1)},
    "ru": {"сегодня": ("day", 0), "вчера": ("day", -1), "завтра": ("day", 1),
           "на прошлой неделе": ("week", -1), "на следующей неделе": ("week", 1),
           "на этой неделе": ("week", 0), "в прошлом месяце": ("month", -1),
           "в следующем месяце": ("month", 1), "в прошлом году": ("year", -1),
           "в этом году": ("year", 0), "в следующем году": ("year", 1)},
    "ar": {"اليوم": ("day", 0), "أمس": ("day", -1), "غدا": ("day", 1), "غداً": ("day", 1),
           "الأسبوع الماضي": ("week", -1), "الأسبوع المقبل": ("week", 1),
           "الشهر الماضي": ("month", -1), "الشهر المقبل": ("month", 1), "الشهر القادم": ("month", 1),
           "العام الماضي": ("year", -1), "العام المقبل": ("year", 1)},
    "de": {"heute": ("day", 0), "gestern": ("day", -1), "morgen": ("day", 1),
           "letzte woche": ("week", -1), "nächste woche": ("week", 1),
           "letzten monat": ("month", -1), "nächsten monat": ("month", 1)},
    "es": {"hoy": ("day", 0), "ayer": ("day", -1), "mañana": ("day", 1),
           "la semana pasada": ("week", -1), "la próxima semana": ("week", 1),
           "el mes pasado": ("month", -1), "el próximo mes": ("month", 1)},
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
           "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CJK_UNITS = "年月日"
_UNSPACED = frozenset({"zh", "ja", "ar", "fa"})  # words are written together with others
_DAY_SEPARATORS = r"(?:\s?[-–—]\s?|\s(?:to|and|au|bis|al|y|по|и|إلى|und|et)\s)"


class _Found(NamedTuple):
    start: int
    end: int
    when: When | None


class _Context(NamedTuple):
    text: str
    anchor: dt.date | None
    language: str
    months: dict[str, int]
    days: dict[str, int]


@cache
def _words(language: str) -> tuple[dict[str, int], dict[str, int]]:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "_calendar_words.json").read_bytes())
    months = {**data["months"].get(language, {}), **_MORE_MONTHS.get(language, {})}
    days = {**data["days"].get(language, {}), **_MORE_DAYS.get(language, {})}
    return months, days


def _either(words: dict[str, int] | dict[str, tuple[str, int]]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_Maker: TypeAlias = Callable[..., "_Found | None"]


class _Pattern(NamedTuple):
    """An expression, who resolves it, and the kind of word without which it can't match."""

    needs: str
    regex: re.Pattern[str]
    make: _Maker


@cache
def _patterns(language: str) -> tuple[_Pattern, ...]:
    months, days = _words(language)
    month = rf"(?P<month>{_either(months)})\.?(?!\w)" if months else r"(?P<month>(?!))"
    day = rf"(?P<weekday>{_either(days)})(?!\w)" if days else r"(?P<weekday>(?!))"
    year = r"(?:[,\s]{1,2}(?:(?:de|del|год[ау]?|عام)\s)?(?P<year>(?:1[6-9]|20|21)\d\d)(?!\d|[.,]\d)(?:\s(?:года|году|г\.))?)?"
    number = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|-го|\.|º)?"
    last = rf"(?:{_DAY_SEPARATORS}(?P<last>\d{{1,2}})(?:st|nd|rd|th|er|-го|\.)?)?"
    relative = _RELATIVE.get(language, {})
    table: list[tuple[str, str, _Maker]] = [
        ("year", r"(?<![\d-])(?P<year>(?:1[6-9]|20|21)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)(?![\d-])", _iso),
        ("cjk", r"(?P<year>(?:1[6-9]|20|21)\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?", _iso),
        ("cjk", r"(?<!\d)(?P<m>\d{1,2})月(?P<day>\d{1,2})日", _cjk_day),
        ("slash", r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<year>(?:19|20|21)\d\d)(?![\d/])", _iso),
        ("month", rf"(?<!\w){month}\s{number}{last}(?!\d|[.,:]\d|\s?(?:%|percent|per cent|million|billion)){year}", _day_month),
        ("month", rf"(?<![\w.,]){number}{last}\s?(?:de\s)?{month}{year}", _day_month),
        ("month", rf"(?<!\w)(?P<part>mid-?\s?|early\s|late\s|(?:the\s)?(?:beginning|end|middle)\sof\s|mi-|début\s|fin\s|в\sначале\s|в\sконце\s|в\sсередине\s|منتصف\s|Anfang\s|Ende\s|Mitte\s|a\smediados\sde\s){month}{year}", _month),
        ("month", rf"(?<!\w)(?P<lead>(?:in|since|until|by|last|next|of|this|from|through|during|en|depuis|в|с|до|im|seit|في|منذ|desde|for)\s){month}{year}", _month),
        ("month", rf"(?<!\w){month}\s(?P<year>(?:19|20|21)\d\d)(?!\d)", _month),
        ("weekday", rf"(?<!\w)(?:(?P<turn>last|next|this|past|coming)\s)?{day}(?:\s(?P<after>dernier|prochain|الماضي|المقبل|القادم))?", _weekday),
        ("ago", r"(?<!\w)(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<unit>day|week|month|year)s?\s(?P<turn>ago|earlier|from\snow|later)(?!\w)", _ago),
        ("ago", r"(?<!\w)in\s(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<unit>day|week|month|year)s?(?P<turn>)(?=[,.]|\stime|$)", _ago),
        ("season", r"(?<!\w)(?P<season>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<year>(?:19|20)\d\d)(?!\d)", _season),
        ("quarter", r"(?<!\w)(?P<q>first|second|third|fourth)\squarter(?:\sof\s(?P<year>(?:19|20)\d\d))?(?!\w)", _quarter),
        ("year", r"(?<!\w)(?:in|since|by|until|of|en|в|seit|im\sJahr|عام|سنة|from|during)\s(?P<year>(?:1[6-9]|20)\d\d)(?:[-–](?P<to>(?:19|20)\d\d))?(?!\d|[.,]\d|\s?(?:%|people|percent))", _year),
    ]  # fmt: skip
    if relative:
        table.append(("relative", rf"(?<!\w)(?P<words>{_either(relative)})(?!\w)", _relative))
    return tuple(_Pattern(n, re.compile(p, re.IGNORECASE), make) for n, p, make in table)


@cache
def _hints(language: str) -> dict[str, frozenset[str]]:
    """Return, by a word, the kinds of expression that it can be part of."""
    months, days = _words(language)
    hints: dict[str, set[str]] = {}
    listed = (
        *(("month", name) for name in months),
        *(("weekday", name) for name in days),
        *(("relative", phrase) for phrase in _RELATIVE.get(language, {})),
        *(("ago", unit + s) for unit in ("day", "week", "month", "year") for s in ("", "s")),
        *(("season", name) for name in ("spring", "summer", "autumn", "fall", "winter")),
        ("quarter", "quarter"),
    )
    for kind, phrase in listed:
        hints.setdefault(_WORD.findall(phrase.casefold())[-1], set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in hints.items()}


def _kinds(line: str, language: str) -> set[str]:
    """Return the kinds of expression for which a line has the necessary words."""
    hints = _hints(language)
    kinds: set[str] = set()
    for word in _WORD.findall(line.casefold()):
        if word in hints:
            kinds |= hints[word]
        elif word[0].isdigit() and len(word) == 4:
            kinds |= {"year", "slash"}
        elif word[-1] in _CJK_UNITS or (word[0].isdigit() and not word.isdigit()):
            kinds |= {"cjk"} if any(unit in word for unit in _CJK_UNITS) else set()
        elif not word.isascii() and language in _UNSPACED:
            kinds |= {"month", "weekday", "cjk", "relative"}
    return kinds


def find_dates(text: str, anchor: dt.date | None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the date expressions of `text`, in order, resolved against `anchor`.

    Without an anchor only fully explicit dates are resolved; the others have `when=None`.
    """
    months, days = _words(language)
    context = _Context(text, anchor, language, months, days)
    found = sorted(_all(context), key=lambda f: (f.start, -f.end))
    kept: list[_Found] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(DateMention(*item) for item in kept)


def _all(context: _Context) -> Iterator[_Found]:
    """Look at each line with the patterns for which it has the words."""
    patterns = _patterns(context.language)
    start = 0
    for line in context.text.splitlines(keepends=True):
        end = start + len(line)
        kinds = _kinds(line, context.language)
        for pattern in patterns:
            if pattern.needs in kinds:
                for match in pattern.regex.finditer(context.text, start, end):
                    found = pattern.make(match, context)
                    if found is not None:
                        yield found
        start = end


def _mention(
    match: re.Match[str], when: tuple[dt.date, Precision, dt.date | None] | None
) -> _Found:
    raw = match.group()
    words = raw.strip(" ,").rstrip(".")
    start = match.start() + (len(raw) - len(raw.lstrip(" ,")))
    if when is None:
        return _Found(start, start + len(words), None)
    day, precision, end = when
    resolved = When(date=day, precision=precision, words=words, end=end)
    return _Found(start, start + len(words), resolved)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str], _: _Context) -> _Found | None:
    groups = match.groupdict()
    month, day = groups["m"], groups["day"]
    date = _date(int(groups["year"]), int(month or 1), int(day or 1))
    if date is None:
        return None
    precision: Precision = "day" if day else "month" if month else "year"
    return _mention(match, (date, precision, None))


def _cjk_day(match: re.Match[str], context: _Context) -> _Found | None:
    return _dated(match, context, int(match["m"]), int(match["day"]), None)


def _day_month(match: re.Match[str], context: _Context) -> _Found | None:
    if not _plausible(match, context):
        return None
    month = context.months[match["month"].casefold()]
    year = int(match["year"]) if match["year"] else None
    return _dated(match, context, month, int(match["day"]), year)


def _plausible(match: re.Match[str], context: _Context) -> bool:
    """Months are capitalised in English and German; elsewhere "mai" and "мая" are fine."""
    return context.language not in {"en", "de"} or not match["month"][0].islower()


def _dated(
    match: re.Match[str], context: _Context, month: int, day: int, year: int | None
) -> _Found | None:
    if year is None and context.anchor is None:
        return _mention(match, None)
    date = _date(year, month, day) if year else _nearest(context.anchor, month, day)
    if date is None:
        return None
    end = None
    last = match.groupdict().get("last")
    if last and int(last) > day:
        end = _date(date.year, month, int(last))
    return _mention(match, (date, "day", end))


def _nearest(anchor: dt.date | None, month: int, day: int) -> dt.date | None:
    if anchor is None:
        return None
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    dates = [d for d in (_date(year, month, day) for year in years) if d]
    return min(dates, key=lambda d: abs(d - anchor), default=None)


def _month(match: re.Match[str], context: _Context) -> _Found | None:
    if not _plausible(match, context):
        return None
    month = context.months[match["month"].casefold()]
    lead = (match.groupdict().get("lead") or "").strip().casefold()
    year = int(match["year"]) if match.groupdict().get("year") else None
    if year is None and context.anchor is None:
        return _mention(match, None)
    if year is None and context.anchor:
        date = _nearest(context.anchor, month, 1)
        if lead == "last" and date and date >= context.anchor.replace(day=1):
            date = date.replace(year=date.year - 1)
        if lead == "next" and date and date <= context.anchor:
            date = date.replace(year=date.year + 1)
    else:
        date = _date(year or 1, month, 1)
    return _mention(match, (date, "month", None)) if date else None


def _weekday(match: re.Match[str], context: _Context) -> _Found | None:
    name = match["weekday"]
    if context.language in {"en", "de"} and name[0].islower():
        return None
    if context.anchor is None:
        return _mention(match, None)
    wanted = context.days[name.casefold()]
    back = (context.anchor.weekday() - wanted) % 7
    turn = (match["turn"] or match["after"] or "").casefold()
    past = context.anchor - dt.timedelta(days=back)
    coming = past if back == 0 else past + dt.timedelta(days=7)
    if turn in {"last", "past", "dernier", "الماضي"}:
        date = past if back else past - dt.timedelta(days=7)
    elif turn in {"next", "coming", "prochain", "المقبل", "القادم"}:
        date = past + dt.timedelta(days=7)
    else:
        date = coming if _speaks_of_future(match, context) else past
    return _mention(match, (date, "day", None))


def _speaks_of_future(match: re.Match[str], context: _Context) -> bool:
    """Look at the clause before the weekday, and at the words right after it."""
    before = context.text[max(0, match.start() - 60) : match.start()]
    before = re.split(r"[.!?;\n]\s|,\s|\bsaid\b|\bthat\b", before)[-1]
    return bool(_FUTURE.search(before))


def _ago(match: re.Match[str], context: _Context) -> _Found | None:
    if context.anchor is None:
        return _mention(match, None)
    raw = match["n"].casefold()
    count = int(raw) if raw.isdigit() else _COUNTS[raw]
    sign = -1 if match["turn"].casefold() in {"ago", "earlier"} else 1
    unit = match["unit"].casefold()
    return _mention(match, _shifted(context.anchor, unit, sign * count))


def _relative(match: re.Match[str], context: _Context) -> _Found | None:
    if context.anchor is None:
        return _mention(match, None)
    unit, count = _RELATIVE[context.language][match["words"].casefold()]
    if unit == "day":
        return _mention(match, (context.anchor + dt.timedelta(days=count), "day", None))
    return _mention(match, _shifted(context.anchor, unit, count))


def _shifted(
    anchor: dt.date, unit: str, count: int
) -> tuple[dt.date, Precision, dt.date | None] | None:
    try:
        if unit == "day":
            return anchor + dt.timedelta(days=count), "day", None
        if unit == "week":
            monday = anchor - dt.timedelta(days=anchor.weekday()) + dt.timedelta(weeks=count)
            return monday, "week", None
        if unit == "month":
            months = anchor.year * 12 + anchor.month - 1 + count
            return dt.date(months // 12, months % 12 + 1, 1), "month", None
        return dt.date(anchor.year + count, 1, 1), "year", None
    except (ValueError, OverflowError):
        return None


def _season(match: re.Match[str], _: _Context) -> _Found | None:
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[
        match["season"].casefold()
    ]
    return _mention(match, (dt.date(int(match["year"]), month, 1), "season", None))


def _quarter(match: re.Match[str], context: _Context) -> _Found | None:
    year = int(match["year"]) if match["year"] else context.anchor.year if context.anchor else None
    if year is None:
        return _mention(match, None)
    number = ("first", "second", "third", "fourth").index(match["q"].casefold())
    return _mention(match, (dt.date(year, 3 * number + 1, 1), "quarter", None))


def _year(match: re.Match[str], _: _Context) -> _Found | None:
    year = int(match["year"])
    end = dt.date(int(match["to"]), 12, 31) if match["to"] else None
    found = _mention(match, (dt.date(year, 1, 1), "year", end))
    lead = match.group().index(match["year"])
    start = match.start() + lead
    when = found.when
    words = match.group()[lead:]
    return _Found(start, match.end(), when and when.model_copy(update={"words": words}))
