"""What a text itself says in its dateline: place, day and agency.

"GENEVA, 3 March (Wire) — …", "Wien (Agentur) - …", "CAIRO: …", "本报首尔11月30日电 …". A date elsewhere
in the text is that of an event, not of the article.
"""

import re
from typing import NamedTuple

from briefer.text.stamps import Stamp, find_stamps, left_over

_HEAD = 130  # characters in which a dateline ends
_PLACE_WORDS = 7  # "RIO DE JANEIRO, Brazil"
_END = re.compile(
    r"(?:\s[-–—―]{1,2}\s|\.\s?[-–—―]{1,2}\s|[:：]\s(?=\S)|\s[-–—―]{1,2}(?=\S)|[)\]】）]\s?[-–—―=:：]\s?|[-–—]{2}\s?|—\s?|(?<=[^\s/]/)\.?\s)"
)
_CJK_END = re.compile(
    r"^[^\s，。,.]{2,30}?[日号號]?[电電](?:[（(][^()（）]{2,30}[)）])?[\s：:]?|^【[^】]{2,20}】|^[(（][^()（）]{2,16}日[^()（）]{2,12}[)）]|^[(（][^()（）=]{2,12}=(?P<agency>[^()（）]{2,16})[)）]"
)
# What may stand between a dateline and the report: a byline ("（记者 王明）", "김견본 기자 ="), dashes,
# marks, spaces.
_BEFORE_REPORT = re.compile(
    r"\s*(?:[（(](?:本報|本报)?[记記]者[^()（）]{1,30}[)）])?(?:[^\W\d_]{2,5} (?:기자|특파원) ?=)?[\s.:：/*_=|–—―-]*"
)
_AGENCY = re.compile(r"[(（\[【/]\s?(?P<name>[^()（）\[\]【】/\n]{2,45}?)\s?[)）\]】/]")
_FIRST = re.compile(
    r"^\W{0,3}[(（](?P<name>[^()（）]{2,30})[)）]\s?[-–—:]\s?(?P<place>[A-ZÀ-Þ][^-–—,.:]{1,40})?"
)
_CJK_AGENCY = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}(?:社|通讯社|通訊社|报|報))(?!讯)")
_AFTER_DASH = re.compile(r"\s*(?P<name>[А-ЯЁІЇЄ][\w-]{1,20}(?: [А-ЯЁІЇЄ][\w-]{1,20}){0,2})\.\s")
_SMALL = frozenset("de la le du of the and y e und et da do del di el al van den zu am an der")


class DatelineReading(NamedTuple):
    """What a dateline says; `stamp` is its day, perhaps without a year.

    `end`: characters of the text before the report's own first word.
    """

    place: str = ""
    agency: str | None = None
    stamp: Stamp | None = None
    end: int = 0


def read_dateline(text: str, language: str = "") -> DatelineReading | None:
    """Return the dateline that opens `text`, or None where none does."""
    line = text[: _HEAD + 20].partition("\n")[0]
    head = line.strip("*_ \t")[:_HEAD]
    found = _eastern(head, language) or _western(head, language)
    if found is None:
        return None
    lead = len(line) - len(line.lstrip("*_ \t"))
    return found._replace(end=lead + _report(head, found.end))


def _report(head: str, end: int) -> int:
    """Return where the report's own text begins, after the dateline that ends at `end`."""
    return _BEFORE_REPORT.match(head, end).end()  # type: ignore[union-attr]  # matches "" too


def _western(head: str, language: str) -> DatelineReading | None:
    first = _FIRST.match(head)
    if first is not None and _is_agency(first["name"]):
        return _agency_first(head, first, language)
    for end in _END.finditer(head):
        closes = end.group()[0] in ")]】）"
        before = head[: end.start() + closes]
        agency = next((m for m in _AGENCY.finditer(before) if _is_agency(m["name"])), None)
        bare = f"{before[: agency.start()]} {before[agency.end() :]}" if agency else before
        stamp = _stamp(bare, language)
        place = _left(bare, stamp)
        dated = stamp is not None and stamp.start == 0 and not place  # "24 Sept - …"
        if dated or _is_place(place, caps=not (agency or stamp)):
            after = _after(head[end.end() :], stamp)
            name = agency["name"].strip() if agency else after and after["name"]
            more = after.end() if after and not agency else 0
            return DatelineReading(place, name, stamp, end.end() + more)
        if len(before) > 60:
            break
    return _undashed(head, language)


def _agency_first(head: str, first: re.Match[str], language: str) -> DatelineReading:
    """Read "(AGM) - Milano, 30 nov. - …", "(Harbour Press) VALLETTA - …", "(서울=통신) … 기자 = …"."""
    begins = first.start("place") if first["place"] else first.end()
    rest = head[begins:]
    end = next(_END.finditer(rest[:60]), None) if first["place"] else None
    stamp = _stamp(rest[: end.start() if end else 60], language) if first["place"] else None
    named = end is not None and _is_place(_left(rest[: end.start()], stamp), caps=not stamp)
    return DatelineReading(
        first["place"] or "",
        first["name"].strip(),
        stamp,
        begins + end.end() if end is not None and named else begins,
    )


def _undashed(head: str, language: str) -> DatelineReading | None:
    """Return "PLACE, 30 November (Agency) …", after whose brackets no dash stands."""
    agency = _AGENCY.search(head, 4, 80)
    if agency is None or not _is_agency(agency["name"]):
        return None
    before = head[: agency.start()]
    stamp = _stamp(before, language)
    place = _left(before, stamp)
    if not _is_place(place, caps=stamp is None) or (stamp is None and not place.isupper()):
        return None
    return DatelineReading(place, agency["name"].strip(), stamp, agency.end())


def _after(rest: str, stamp: Stamp | None) -> re.Match[str] | None:
    """Return the agency that some name after the dash: "МОСКВА, 11 марта — РИА Новости. …"."""
    found = _AFTER_DASH.match(rest) if stamp else None
    named = found is not None and all(word[0].isupper() for word in found["name"].split())
    return found if found and named else None


def _eastern(head: str, language: str) -> DatelineReading | None:
    match = _CJK_END.match(head)
    if match is None:
        return None
    words = match.group()
    named = match["agency"] or next((m["name"] for m in _CJK_AGENCY.finditer(words)), None)
    agency = None if named in {"本报", "本報", "本社"} else named
    place = words.strip("【】() （）")
    return DatelineReading(place, agency, _stamp(words, language), match.end())


def _stamp(words: str, language: str) -> Stamp | None:
    if not any(char.isdecimal() for char in words):
        return None
    return next(iter(find_stamps(words, language)), None)


def _left(words: str, stamp: Stamp | None) -> str:
    if stamp is None:
        return words.strip(" ,.;/*_()-–—")
    return left_over(words, [stamp]).strip(" ,.;/*_()-–—")


def _is_agency(name: str) -> bool:
    """Whether what stands in brackets names an agency: it has capitals, and no figures."""
    if not name[:1].isalpha() or any(char.isdigit() for char in name) or len(name.split()) > 5:
        return False
    return not name[:1].islower() or (name.isalpha() and len(name) <= 4)  # dpa, ots


def _is_place(words: str, *, caps: bool) -> bool:
    """Whether `words` can be where a report was written; `caps`: nothing else says it is one."""
    listed = re.findall(r"[^\W\d_][^\s,]*", words)
    if not listed or len(listed) > _PLACE_WORDS or any(char.isdigit() for char in words):
        return False
    if caps:
        first = words.partition(",")[0]
        cased = first.upper() != first.lower()
        return len(first) > 2 and first.isupper() if cased else len(listed) <= 2
    return all(word[0].isupper() or not word[0].islower() or word in _SMALL for word in listed)
