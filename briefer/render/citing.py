"""Numbers the quotes of a page, and says in which language a text is."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from briefer.models import Briefing, Evidence, NumberedSource
from briefer.render.dates import Dates
from briefer.render.escaping import clean, direction, safe_url
from briefer.render.views import Quote, Source, Text
from briefer.render.words import Words

SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "sd", "ug"), "ARABIC"),
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "sr", "kk", "ky", "mn", "tg"), "CYRILLIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    "am": "ETHIOPIC",
    "bn": "BENGALI",
    "el": "GREEK",
    "hy": "ARMENIAN",
    "ja": "CJK",
    "ka": "GEORGIAN",
    "ko": "HANGUL",
    "ta": "TAMIL",
    "th": "THAI",
    "zh": "CJK",
}


class Citations:
    """The sources and quotes of one page; a quote has one number wherever it is cited."""

    def __init__(
        self, briefing: Briefing, words: Words, dates: Dates, notes: Mapping[str, str]
    ) -> None:
        self.language = briefing.language
        self._words = words
        self._dates = dates
        self._notes = notes
        self._languages = {source.article_id: source.language for source in briefing.sources}
        self._sources = {source.article_id: self._source(source) for source in briefing.sources}
        self._quotes: dict[tuple[str, int, int], Quote] = {}

    def quote(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Return the evidence as numbered quotes."""
        return tuple(self._one(item) for item in evidence)

    def sources(self) -> tuple[Source, ...]:
        """Return the briefing's sources, each with what has been cited from it so far."""
        cited: dict[str, list[tuple[int, Quote]]] = {}
        for (article_id, start, _), quote in self._quotes.items():
            cited.setdefault(article_id, []).append((start, quote))
        return tuple(
            source._replace(quotes=tuple(q for _, q in sorted(cited.get(article_id, ()))))
            for article_id, source in self._sources.items()
        )

    def quotes(self) -> tuple[Quote, ...]:
        """Return every quote so far, by number."""
        return tuple(self._quotes.values())

    def source(self, article_id: str) -> Source:
        """Return the source of an article; one that is not in the list gets number 0."""
        found = self._sources.get(article_id)
        return found or self._blank()

    def named(self, article_ids: Iterable[str]) -> tuple[str, ...]:
        """Return a short name for each article: outlet and title where the list has it."""
        names = []
        for article_id in article_ids:
            source = self._sources.get(article_id)
            names.append(self._short(source) if source else clean(article_id))
        return tuple(names)

    def outlet(self, name: str) -> str:
        """Return an outlet's name with its note: "Meridian Wire (agency, AT)"."""
        note = clean(self._notes.get(name, ""))
        return f"{clean(name)} ({note})" if note else clean(name)

    def text(self, text: str | None, evidence: Sequence[Evidence] = ()) -> Text:
        """Return `text` with its language, as far as evidence and script tell it.

        A text that stands in its evidence word for word is in the evidence's language; so is one
        in a script that the page's language is not written in. Anything else is the page's own.
        """
        shown = clean(text or "")
        script = _script(shown)
        for item in evidence:
            language = self._languages.get(item.article_id, "und")
            copied = bool(shown) and (shown in clean(item.quote))
            foreign = script != _script_of(self.language) and script == _script_of(language)
            if copied or foreign:
                return Text(shown, *self.marks(language))
        if script and script != _script_of(self.language):
            rtl = script in {"ARABIC", "HEBREW"}
            return Text(shown, "und", self._turn("rtl" if rtl else "ltr"))
        return Text(shown)

    def marks(self, language: str) -> tuple[str | None, str | None]:
        """Return the lang and dir attributes a text in `language` needs on this page."""
        if language in {"und", self.language} or not language.replace("-", "").isalnum():
            return None, None
        return language, self._turn(direction(language))

    def _turn(self, turned: str) -> str | None:
        return turned if turned != direction(self.language) else None

    def _one(self, item: Evidence) -> Quote:
        key = (item.article_id, item.start, item.end)
        if key not in self._quotes:
            language = self._languages.get(item.article_id, "und")
            text = self.text(item.quote, (item,)) if language == "und" else Text(clean(item.quote))
            lang, dir_ = (text.lang, text.dir) if language == "und" else self.marks(language)
            self._quotes[key] = Quote(
                number=len(self._quotes) + 1,
                text=text.text,
                lang=lang,
                dir=dir_,
                sentences=self._span(item.sentences),
                source=self.source(item.article_id),
            )
        return self._quotes[key]

    def _span(self, sentences: tuple[int, ...]) -> str:
        if not sentences:
            return ""
        first, last = sentences[0], sentences[-1]
        numbers = str(first) if first == last else f"{first}–{last}"
        return self._words.say("sentences", n=last - first + 1, numbers=numbers)

    def _source(self, source: NumberedSource) -> Source:
        url = safe_url(source.url)
        foreign = source.language not in {"und", self.language}
        title = clean(source.title or "")
        return Source(
            number=source.number,
            title=Text(title, *self.marks(source.language)) if title else self._untitled(),
            outlet=clean(source.outlet or "") or self._words.say("unknown_outlet"),
            note=clean(self._notes.get(source.outlet or "", "")),
            date=self._dates.long(source.published) if source.published else "",
            iso=source.published.isoformat() if source.published else "",
            url=url,
            host=(urlsplit(url).hostname or "").removeprefix("www.") if url else "",
            language=self._dates.language(source.language) if foreign else "",
            also_in=tuple(self.outlet(name) for name in source.also_in),
            teaser=source.teaser,
        )

    def _blank(self) -> Source:
        unknown = self._words.say("unknown_outlet")
        return Source(0, self._untitled(), unknown, "", "", "", None, "", "", ())

    def _untitled(self) -> Text:
        return Text(self._words.say("untitled"))

    def _short(self, source: Source) -> str:
        return f"[{source.number}] {source.outlet}: {source.title.text}"


def _script_of(language: str) -> str:
    return SCRIPTS.get(language.partition("-")[0], "LATIN")


def _script(text: str) -> str:
    """Return the script most letters of the first 200 characters are in, "" where none are."""
    head = text[:200]
    if head.isascii():
        return "LATIN" if any(map(str.isalpha, head)) else ""
    counts = Counter(_letter(char) for char in head if char.isalpha())
    return max(sorted(counts), key=lambda script: counts[script]) if counts else ""


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    script = unicodedata.name(char, "LATIN").partition(" ")[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA"} else script
