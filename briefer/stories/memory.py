"""What was said before: printed in a briefing, or in an article that went into one."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Many
from typing import NamedTuple

from briefer.models import Briefing, Document, Evidence, KeyPoint, Sentence, rests_on
from briefer.stories.facts import Fact, fact_in, fact_of, figures_known, same_fact, told_by

NEAREST = 30  # earlier facts looked at per key point
_UNION = 8  # of these, those whose figures are taken together

Background = Mapping[str, Many[Document]]


class Told(NamedTuple):
    """Something said before, when it was first said, and by which articles."""

    text: str
    fact: Fact
    story: str
    day: dt.date
    articles: frozenset[str]
    printed: bool


class Memory:
    """What was said before, found by its stems."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        self._languages = languages
        self._ids: set[str] = set()
        self._told: list[Told] = []
        self._index: dict[str, list[int]] = defaultdict(list)
        self._figures: dict[float, list[int]] = defaultdict(list)
        self._stories: dict[str, list[int]] = defaultdict(list)

    def print(self, briefings: Iterable[Briefing]) -> None:
        """Take in the key points of earlier briefings, the latest first."""
        for briefing in briefings:
            days = {source.article_id: source.published for source in briefing.sources}
            for story in briefing.stories:
                for point in story.key_points:
                    if point.id not in self._ids:
                        self._ids.add(point.id)
                        day = _day(point.evidence, days) or briefing.date
                        self._print(point, story.id, day)

    def _print(self, point: KeyPoint, story: str, day: dt.date) -> None:
        fact = fact_of(point, language_of(point, self._languages))
        articles = rests_on(point.evidence)
        self._take(Told(point.text, fact, story, day, articles, printed=True))

    def read(self, background: Background) -> None:
        """Take in what earlier articles of the stories say, sentence by sentence."""
        for story, documents in background.items():
            for document in documents:
                article = document.article
                speakers = {a.sentence: a.speaker for a in document.attributions}
                for sentence in document.sentences:
                    text = document.sentence_text(sentence.number)
                    fact = fact_in(text, speakers.get(sentence.number), article.language)
                    day = _spoken_of(document, sentence)
                    by = frozenset((article.id,))
                    self._take(Told(text, fact, story, day, by, printed=False))

    def _take(self, told: Told) -> None:
        for stem in told.fact.stems:
            self._index[stem].append(len(self._told))
        for value in {measure.value for measure in told.fact.measures}:
            self._figures[value].append(len(self._told))
        self._stories[told.story].append(len(self._told))
        self._told.append(told)

    def of_story(self, story: str) -> list[Told]:
        """Return all that was said of a story."""
        return [self._told[number] for number in self._stories.get(story, ())]

    def near(self, fact: Fact, story: str | None = None) -> list[Told]:
        """Return what shares most words with `fact`: what was printed first, of equals."""
        shared = Counter(
            number
            for stem in fact.stems
            for number in self._index.get(stem, ())
            if story is None or self._told[number].story == story
        )
        best = sorted(
            shared.items(), key=lambda item: (-item[1], not self._told[item[0]].printed, item[0])
        )
        return [self._told[number] for number, _ in best[:NEAREST]]

    def knows(self, story: str, point: KeyPoint, fact: Fact) -> bool:
        """Return whether this was said before."""
        if point.id in self._ids:
            return True
        near = self.near(fact)
        if any(same_fact(fact, told.fact) or told_by(fact, told.fact) for told in near):
            return True
        known = [told.fact for told in near if told.story == story][:_UNION]
        same = dict.fromkeys(n for m in fact.measures for n in self._figures.get(m.value, ()))
        known += [self._told[n].fact for n in same if self._told[n].story == story][:_UNION]
        return figures_known(fact, known)


def language_of(point: KeyPoint, languages: Mapping[str, str]) -> str:
    """Return the language of a key point's text: that of the article it was taken from."""
    return languages.get(point.evidence[0].article_id, "en") if point.evidence else "en"


def _day(evidence: Many[Evidence], days: Mapping[str, dt.date | None]) -> dt.date | None:
    """Return the latest day on which an article said this."""
    known = [day for item in evidence if (day := days.get(item.article_id)) is not None]
    return max(known, default=None)


def _spoken_of(document: Document, sentence: Sentence) -> dt.date:
    """Return the day that a sentence speaks of: an earlier one it names, else its article's."""
    published = document.article.published or dt.date.min
    named = [
        mention.when.date
        for mention in document.dates
        if mention.when is not None
        and mention.when.precision in {"minute", "day"}
        and sentence.start <= mention.start < sentence.end
    ]
    return min([day for day in named if day <= published], default=published)
