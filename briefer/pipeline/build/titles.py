"""The title of a story: always a claim that passed its check, in the reader's language, of today."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from briefer.engines.base import strongest
from briefer.grounding import Claim, Grounder, is_headline
from briefer.models import Article, Check, Document, Evidence, KeyPoint, Line, Story, rests_on
from briefer.pipeline.build.corrections import corrected_in, corrections
from briefer.stories.contents import stems_in
from briefer.stories.tolls import Stand
from briefer.text.claim_language import Reader, same_language
from briefer.text.evidence import evidence
from briefer.text.headlines import (
    SHORT,
    as_to_come,
    in_sentence_case,
    openings,
    short_forms,
)
from briefer.text.words import content_stems, fold

HEADLINES = 6  # headlines tried before a key point serves as the title
LONG = 120  # characters of a title, where nothing shorter is to be had
ATTRIBUTED = 50  # more that the check may add to say whose words they are
POINTS = 4  # key points tried, the most important first
NEAR = 0.5  # of a further key point's words that the first one, or the headlines, have too
SUITS = 0.3  # of a headline's words that the main fact, or the other headlines, have
_ABOUT = 10  # characters that "about" leaves
_HEAD = 3  # sentences at the head of an article that a headline may rest on
_OLDER = 0.4  # worth of a headline of an earlier day
_KINDS = {"opinion": 0.0, "liveblog": 0.3, "newsletter": 0.5, "correction": 0.8}
_NAME = re.compile(r"(?<=\w\s)[A-Z]\w{2,}(?<!day)\b")  # a name, where it opens no sentence

Proof = tuple[Evidence, ...]


class _Headline(NamedTuple):
    """A headline of a story's article."""

    text: str
    article: Article
    worth: float


class Titles:
    """Finds titles for one edition.

    In this order: a headline in the reader's language that the story's articles bear out, the one
    that tells the main fact best first, whole or in a shorter form; one that lacks nothing but
    words in its own article; the main key point, or the beginning of it that passes its check (see
    `text.headlines`); the same of another that tells the same; all this somewhat longer; a headline
    in another language; and last the main key point as it stands. Of a story that no outlet tells
    in the reader's language, every headline is read as one in it. None has a toll that has been overtaken, or a figure that was corrected.
    """

    def __init__(
        self,
        grounder: Grounder,
        documents: Mapping[str, Document],
        reader: Reader,
        since: dt.date | None = None,
    ) -> None:
        self._grounder = grounder
        self._documents = documents
        self._reader = reader
        self._since = since

    def titled(self, story: Story) -> Story:
        """Return the story under a title of its articles' own or of its key points."""
        headlines = self._headlines(story)
        readable = [each for each in headlines if not self._foreign(each.article)]
        if all(self._foreign(article) for article in self._articles(story)):
            readable = headlines
        return (
            self._under_headline(story, readable)
            or self._under_headline(story, readable, own=True)
            or self._in_short(story, (), (SHORT,))
            or self._in_short(story, ())
            or self._under_headline(story, [each for each in headlines if each not in readable])
            or self._whole(story)
        )

    def beside(self, story: Story, lines: Iterable[Line]) -> Story:
        """Return the story under another title where the bottom line has the same words.

        It keeps the title where there is no other.
        """
        said = frozenset(_bare(line.text) for line in lines)
        if _bare(story.title) not in said:
            return story
        return self._in_short(story, said) or story

    def fits(self, story: Story, text: str, proof: Proof) -> bool:
        """Return whether a title that an engine proposes is short, and up to date.

        One that rests on reports of an earlier day alone, where the story has a later one, is the
        news before the news.
        """
        articles = self._articles(story)
        if len(text) > LONG or not self.is_current(story, text):
            return False
        own = [article for article in articles if article.id in rests_on(proof)]
        fresh = any(not self._is_older(article) for article in articles)
        return not (own and fresh and all(map(self._is_older, own)))

    def is_current(self, story: Story, text: str) -> bool:
        """Return whether a sentence on a story gives no toll that a later report has overtaken."""
        return not self._stand(story).outdated(text, self._code())

    # --- headlines --------------------------------------------------------------------------

    def _headlines(self, story: Story) -> list[_Headline]:
        """Return the headlines that are up to date, those that tell the main fact best first."""
        articles = self._articles(story)
        stand = self._stand(story)
        taken_back = corrections(a for a in articles)
        usable = [
            article
            for article in articles
            if article.title
            and not stand.outdated(article.title, article.language, article.id)
            and not any(corrected_in(article.title, article, each) for each in taken_back)
        ]
        found = [_Headline(a.title or "", a, self._worth(a, usable, story)) for a in usable]
        return sorted(found, key=lambda each: -each.worth)

    def _worth(self, article: Article, others: Sequence[Article], story: Story) -> float:
        """Return how well a headline tells what its story's main fact and other headlines tell."""
        own = stems_in(article.title or "", article.language)
        if not own:
            return 0.0
        lead = story.key_points[0].text if story.key_points else ""
        tongue = [a for a in others if a is not article and _alike(a, article)]
        heads = [stems_in(a.title or "", a.language) for a in tongue]
        shared = [len(own & head) / len(own) for head in heads]
        told = len(own & stems_in(lead, article.language)) / len(own)
        if not tongue:
            told = max(told, SUITS)  # it is the only one
        worth = told + (sum(shared) / len(shared) if shared else 0.0)
        older = self._is_older(article)
        first = 1.05 if article.id == story.title_article else 1.0
        return worth * first * _KINDS.get(article.kind, 1.0) * (_OLDER if older else 1.0)

    def _under_headline(
        self, story: Story, headlines: Sequence[_Headline], *, own: bool = False
    ) -> Story | None:
        """Return the story under the first headline that is borne out.

        `own`: one of whose words not all are in the text, which tells the main fact, will do.
        """
        for headline in headlines[:HEADLINES]:
            if headline.worth < SUITS or headline.text.rstrip()[-1:] in "?？؟":
                continue
            for form in short_forms(self._sentence(headline), headline.article.language):
                borne = (
                    self._borne(form, headline.article, story, own=own)
                    if len(form) <= SHORT + _ABOUT
                    else None
                )
                if borne is not None:
                    return under(story, *borne, headline.article.id)
        return None

    def _sentence(self, headline: _Headline) -> str:
        """Return a headline with the capitals of a sentence."""
        if headline.article.language != "en":
            return headline.text
        return in_sentence_case(headline.text, headline.article.text)

    def _borne(
        self, headline: str, article: Article, story: Story, *, own: bool = False
    ) -> tuple[str, Proof] | None:
        """Return a headline and the sentences that bear it out, or None where none do.

        Where they say that what it has in the present is still to come, so does what is returned.
        """
        ahead: dict[str, Proof] = {}
        for proof in self._proofs(headline, article, story):
            check = self._grounder.check(Claim(text=headline, evidence=proof))
            if check.status != "rejected" or (own and is_headline(check, headline, article.title)):
                return headline, proof
            later = _to_come(headline, check) if article.language == "en" else None
            if later is not None:
                ahead.setdefault(later, proof)
        return next(((t, p) for t, p in ahead.items() if self._passes(t, p)), None)

    def _passes(self, text: str, proof: Proof) -> bool:
        return self._grounder.check(Claim(text=text, evidence=proof)).status != "rejected"

    def _proofs(self, headline: str, article: Article, story: Story) -> Iterator[Proof]:
        """Yield what a headline may rest on: its own article first, then the story's others."""
        document = self._documents[article.id]
        best = evidence(document, self._grounder.find_evidence(headline, article.id))
        head = min(_HEAD, len(document.sentences))
        yield best
        yield from (evidence(document, [number]) for number in range(1, head))
        yield evidence(document, range(1, head + 1))
        for other in story.articles[:HEADLINES]:
            if other != article.id and other in self._documents:
                far = self._documents[other]
                found = evidence(far, self._grounder.find_evidence(headline, other))
                yield from (found, (*best, *found))

    # --- key points -------------------------------------------------------------------------

    def _in_short(
        self,
        story: Story,
        said: frozenset[str] | tuple[()],
        limits: Sequence[int] = (SHORT, LONG, LONG + ATTRIBUTED),
    ) -> Story | None:
        """Return the story under the first short title that is none of `said`."""
        points = self._reader.own(story.key_points)[:POINTS]
        if not points:
            return None
        core = f"{story.title} {points[0].text}"
        for limit, point in product(limits, points):
            first = point is points[0]
            forms = [
                (title, proof)
                for title, proof in self._forms(point, limit)
                if _bare(title) not in said and (first or self._tells_the_same(title, core))
            ]
            if forms:
                title, proof = next((f for f in forms if len(f[0]) <= limit + _ABOUT), forms[0])
                return under(story, title, proof)
        return None

    def _tells_the_same(self, text: str, core: str) -> bool:
        """Return whether half of a text's words, a name among them, are in `core` too."""
        own, shared = self._stems(text), self._stems(core)
        named = frozenset(_NAME.findall(text)) & frozenset(_NAME.findall(core))
        return bool(named) and len(own & shared) >= NEAR * len(own)

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(content_stems(text, self._code()))

    def _forms(self, point: KeyPoint, limit: int) -> Iterator[tuple[str, Proof]]:
        """Yield a key point in the short forms that pass their check, the fullest first."""
        room = ATTRIBUTED if limit > LONG else _ABOUT if limit == SHORT else 0
        if len(point.text) <= min(limit + room, LONG):
            yield point.text, point.evidence
        code = self._reader.tongue(point.text, point.evidence).partition("-")[0]
        for form in openings(point.text, limit, code):
            found = self._grounder.examine(Claim(text=form, evidence=point.evidence))
            if found.check.status != "rejected" and len(found.text) <= limit + room:
                yield found.text, found.evidence

    def _whole(self, story: Story) -> Story:
        best = strongest(self._reader.own(story.key_points))
        return under(story, best.text, best.evidence)

    # --- the story --------------------------------------------------------------------------

    def _is_older(self, article: Article) -> bool:
        """Whether an article was published before the edition's first day."""
        day = article.published
        return day is not None and self._since is not None and day < self._since

    def _articles(self, story: Story) -> list[Article]:
        return [self._documents[i].article for i in story.articles if i in self._documents]

    def _stand(self, story: Story) -> Stand:
        return Stand(self._articles(story))

    def _code(self) -> str:
        return self._reader.language.partition("-")[0]

    def _foreign(self, article: Article) -> bool:
        """Whether an article is in another language than the reader's."""
        return not same_language(article.language, self._reader.language)


def under(story: Story, title: str, proof: Proof, article: str | None = None) -> Story:
    """Return the story under a title, with what bears it out and whose headline it is."""
    return story.model_copy(
        update={"title": title, "title_article": article, "title_evidence": proof}
    )


def _to_come(headline: str, check: Check) -> str | None:
    """Return a headline as what is to come, where that is all that its sentences say otherwise."""
    (fault, *more) = check.problems
    if more or fault.code != "modality_hardened":
        return None
    return as_to_come(headline, fault.words)


def _alike(one: Article, other: Article) -> bool:
    return same_language(one.language, other.language)


def _bare(text: str) -> str:
    return fold(text).strip().rstrip(".")
