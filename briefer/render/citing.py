"""Numbers the quotes of a page, and says in which language a text is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from briefer.models import Briefing, Evidence, NumberedSource
from briefer.render.dates import Dates
from briefer.render.escaping import clean, direction, safe_url
from briefer.render.views import Quote, Source, Text
from briefer.render.words import Words
from briefer.text.claim_language import UNKNOWN, claim_language, same_language
from briefer.text.scripts import main_script, script_of


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
        cited: dict[str, list[tuple[int, int, Quote]]] = {}
        for (article_id, start, end), quote in self._quotes.items():
            cited.setdefault(article_id, []).append((start, -end, quote))
        return tuple(
            source._replace(quotes=tuple(_whole(sorted(cited.get(article_id, ())))))
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
        """Return `text` with its language, where that is not the page's own."""
        shown = clean(text or "")
        return self.written(shown, self._language(shown, evidence))

    def _language(self, shown: str, evidence: Sequence[Evidence]) -> str:
        languages = [self._languages.get(item.article_id, UNKNOWN) for item in evidence]
        plain = shown.isascii() and script_of(self.language) == "LATIN"
        if plain and all(same_language(code, self.language) for code in languages):
            return self.language  # most texts of a page, at once
        quotes = (clean(item.quote) for item in evidence)
        return claim_language(shown, zip(quotes, languages, strict=True), self.language)

    def written(self, shown: str, language: str) -> Text:
        """Return a text in a language; one that is not the page's own says so."""
        if same_language(language, self.language):
            return Text(shown)
        if language == UNKNOWN:
            rtl = main_script(shown) in {"ARABIC", "HEBREW"}
            foreign = self._words.say("in_other_language")
            return Text(shown, UNKNOWN, self._turn("rtl" if rtl else "ltr"), foreign)
        named = self._words.say("in_language", language=self._dates.language(language))
        return Text(shown, *self.marks(language), named)

    def marks(self, language: str) -> tuple[str | None, str | None]:
        """Return the lang and dir attributes a text in `language` needs on this page."""
        if (
            language == UNKNOWN
            or same_language(language, self.language)
            or not language.replace("-", "").isalnum()
        ):
            return None, None
        return language, self._turn(direction(language))

    def _turn(self, turned: str) -> str | None:
        return turned if turned != direction(self.language) else None

    def _one(self, item: Evidence) -> Quote:
        key = (item.article_id, item.start, item.end)
        if key not in self._quotes:
            language = self._languages.get(item.article_id, UNKNOWN)
            text = (
                self.text(item.quote, (item,)) if language == UNKNOWN else Text(clean(item.quote))
            )
            lang, dir_ = (text.lang, text.dir) if language == UNKNOWN else self.marks(language)
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
        foreign = source.language != UNKNOWN and not same_language(source.language, self.language)
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
            lang=source.language,
        )

    def _blank(self) -> Source:
        unknown = self._words.say("unknown_outlet")
        return Source(0, self._untitled(), unknown, "", "", "", None, "", "", ())

    def _untitled(self) -> Text:
        return Text(self._words.say("untitled"))

    def _short(self, source: Source) -> str:
        return f"[{source.number}] {source.outlet}: {source.title.text}"


def _whole(cited: Iterable[tuple[int, int, Quote]]) -> Iterator[Quote]:
    """Yield the quotes that are no part of another; `cited`: start, minus end, quote, ascending."""
    reached = -1
    for _, end, quote in cited:
        if -end > reached:
            reached = -end
            yield quote
